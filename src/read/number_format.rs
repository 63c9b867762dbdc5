//! Numbers as the number formats of Word write them.

/// Writes `number` in the format called `format` (a value of `w:numFmt`) at the end of `out`.
///
/// A format that is not known, or cannot write the number, writes decimal digits, as Word does.
pub(super) fn write(out: &mut String, format: &str, number: i64) {
    if !try_write(out, format, number) {
        out.push_str(&number.to_string());
    }
}

/// The format that Word 97 and RTF know by this number; 255 and numbers beyond the list mean none.
pub(super) fn of_code(code: i32) -> &'static str {
    const NAMES: [&str; 60] = [
        "decimal",
        "upperRoman",
        "lowerRoman",
        "upperLetter",
        "lowerLetter",
        "ordinal",
        "cardinalText",
        "ordinalText",
        "hex",
        "chicago",
        "ideographDigital",
        "japaneseCounting",
        "aiueo",
        "iroha",
        "decimalFullWidth",
        "decimalHalfWidth",
        "japaneseLegal",
        "japaneseDigitalTenThousand",
        "decimalEnclosedCircle",
        "decimalFullWidth2",
        "aiueoFullWidth",
        "irohaFullWidth",
        "decimalZero",
        "bullet",
        "ganada",
        "chosung",
        "decimalEnclosedFullstop",
        "decimalEnclosedParen",
        "decimalEnclosedCircleChinese",
        "ideographEnclosedCircle",
        "ideographTraditional",
        "ideographZodiac",
        "ideographZodiacTraditional",
        "taiwaneseCounting",
        "ideographLegalTraditional",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
        "chineseCounting",
        "chineseLegalSimplified",
        "chineseCountingThousand",
        "decimal",
        "koreanDigital",
        "koreanCounting",
        "koreanLegal",
        "koreanDigital2",
        "hebrew1",
        "arabicAlpha",
        "hebrew2",
        "arabicAbjad",
        "hindiVowels",
        "hindiConsonants",
        "hindiNumbers",
        "hindiCounting",
        "thaiLetters",
        "thaiNumbers",
        "thaiCounting",
        "vietnameseCounting",
        "numberInDash",
        "russianLower",
        "russianUpper",
    ];
    let name = usize::try_from(code).ok().and_then(|code| NAMES.get(code));
    name.copied().unwrap_or("none")
}

fn try_write(out: &mut String, format: &str, number: i64) -> bool {
    let Ok(value) = u32::try_from(number) else {
        return false;
    };
    match format {
        "none" | "bullet" => {}
        "decimalZero" => out.push_str(&format!("{value:02}")),
        "upperLetter" => return letters(out, value, 'A'),
        "lowerLetter" => return letters(out, value, 'a'),
        "upperRoman" => return roman(out, value, false),
        "lowerRoman" => return roman(out, value, true),
        "ordinal" => ordinal(out, value),
        "cardinalText" => return english(out, value, &CARDINALS, ""),
        "ordinalText" => return english(out, value, &ORDINALS, "th"),
        "hex" => out.push_str(&format!("{value:X}")),
        "chicago" => return chicago(out, value),
        "numberInDash" => out.push_str(&format!("- {value} -")),
        "decimalFullWidth" | "decimalFullWidth2" => digits(out, value, &FULL_WIDTH),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            return enclosed(out, value, &[(1, 20, '①'), (21, 35, '㉑'), (36, 50, '㊱')]);
        }
        "decimalEnclosedFullstop" => return enclosed(out, value, &[(1, 20, '⒈')]),
        "decimalEnclosedParen" => return enclosed(out, value, &[(1, 20, '⑴')]),
        "ideographEnclosedCircle" => return enclosed(out, value, &[(1, 10, '㊀')]),
        "ideographTraditional" if value > 10 => return false,
        "ideographTraditional" => return cyclic(out, value, STEMS),
        "ideographZodiac" if value > 12 => return false,
        "ideographZodiac" => return cyclic(out, value, BRANCHES),
        "ideographZodiacTraditional" => return sixty(out, value),
        "ideographDigital" | "japaneseDigitalTenThousand" => digits(out, value, &IDEOGRAPHS),
        "taiwaneseDigital" => digits(out, value, &TAIWANESE),
        "chineseCounting" | "taiwaneseCounting" if value >= 100 => digits(out, value, &TAIWANESE),
        "chineseCounting" | "taiwaneseCounting" => counting(out, value, &CHINESE),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => counting(out, value, &CHINESE),
        "chineseLegalSimplified" => counting(out, value, &LEGAL_SIMPLIFIED),
        "ideographLegalTraditional" => counting(out, value, &LEGAL_TRADITIONAL),
        "japaneseCounting" => counting(out, value, &JAPANESE),
        "japaneseLegal" => counting(out, value, &JAPANESE_LEGAL),
        "koreanDigital" => digits(out, value, &KOREAN),
        "koreanDigital2" => digits(out, value, &KOREAN_HANJA),
        "ganada" => return cyclic(out, value, "가나다라마바사아자차카타파하"),
        "chosung" => return cyclic(out, value, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        "aiueoFullWidth" => return cyclic(out, value, AIUEO),
        "aiueo" => return cyclic(out, value, AIUEO_HALF),
        "irohaFullWidth" => return cyclic(out, value, IROHA),
        "iroha" => return cyclic(out, value, IROHA_HALF),
        "russianUpper" => return cyclic(out, value, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
        "russianLower" => return cyclic(out, value, "абвгдежзиклмнопрстуфхцчшщыэюя"),
        _ => return false,
    }
    true
}

const FULL_WIDTH: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
const IDEOGRAPHS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const TAIWANESE: [char; 10] = ['○', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const KOREAN: [char; 10] = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
const KOREAN_HANJA: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const AIUEO_HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const IROHA_HALF: &str = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ";

/// How a language counts with units.
struct Counting {
    digits: [char; 10],
    /// Ten, hundred, thousand, ten thousand.
    units: [char; 4],
    /// Whether one is left out before ten: always, only at the beginning of a number under 20, or never.
    bare_ten: BareTen,
    /// Whether a gap between digits is written as zero.
    gap: bool,
}

#[derive(PartialEq, Eq)]
enum BareTen {
    Always,
    First,
    Never,
}

const CHINESE: Counting = Counting {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ['十', '百', '千', '万'],
    bare_ten: BareTen::First,
    gap: true,
};
const LEGAL_SIMPLIFIED: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟', '万'],
    bare_ten: BareTen::Never,
    gap: true,
};
const LEGAL_TRADITIONAL: Counting = Counting {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟', '萬'],
    bare_ten: BareTen::Never,
    gap: true,
};
const JAPANESE: Counting = Counting {
    digits: ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ['十', '百', '千', '万'],
    bare_ten: BareTen::Always,
    gap: false,
};
const JAPANESE_LEGAL: Counting = Counting {
    digits: ['〇', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    units: ['拾', '百', '阡', '萬'],
    bare_ten: BareTen::Never,
    gap: false,
};

fn counting(out: &mut String, value: u32, by: &Counting) {
    if value == 0 {
        out.push(by.digits[0]);
        return;
    }
    let (high, low) = (value / 10_000, value % 10_000);
    if high > 0 {
        // Beyond 99,999,999 nobody numbers paragraphs: the rest is written digit by digit.
        if high < 10_000 {
            group(out, high, by, false);
        } else {
            out.push_str(&high.to_string());
        }
        out.push(by.units[3]);
    }
    if low > 0 {
        group(out, low, by, high > 0);
    }
}

/// Writes 1 to 9999; `inner` says that higher digits stand before.
fn group(out: &mut String, value: u32, by: &Counting, inner: bool) {
    let mut begun = inner;
    let mut zero = false;
    for (power, unit) in [(1000, 2), (100, 1), (10, 0), (1, 9)] {
        let digit = (value / power % 10) as usize;
        if digit == 0 {
            zero = begun;
            continue;
        }
        if zero && by.gap {
            out.push(by.digits[0]);
        }
        zero = false;
        let bare = match by.bare_ten {
            BareTen::Always => true,
            BareTen::First => power == 10 && !begun,
            BareTen::Never => false,
        };
        if digit != 1 || power == 1 || !bare {
            out.push(by.digits[digit]);
        }
        begun = true;
        if let Some(unit) = by.units.get(unit) {
            out.push(*unit);
        }
    }
}

fn digits(out: &mut String, value: u32, by: &[char; 10]) {
    for byte in value.to_string().bytes() {
        out.push(by[usize::from(byte - b'0')]);
    }
}

fn letters(out: &mut String, value: u32, first: char) -> bool {
    if !(1..=780).contains(&value) {
        return false;
    }
    let (round, letter) = ((value - 1) / 26, (value - 1) % 26);
    let Some(letter) = char::from_u32(u32::from(first) + letter) else {
        return false;
    };
    out.extend((0..=round).map(|_| letter));
    true
}

fn chicago(out: &mut String, value: u32) -> bool {
    const MARKS: [char; 4] = ['*', '†', '‡', '§'];
    if !(1..=120).contains(&value) {
        return false;
    }
    let mark = MARKS[((value - 1) % 4) as usize];
    out.extend((0..=(value - 1) / 4).map(|_| mark));
    true
}

fn roman(out: &mut String, mut value: u32, lower: bool) -> bool {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=4999).contains(&value) {
        return false;
    }
    for (worth, part) in PARTS {
        while value >= worth {
            value -= worth;
            if lower {
                out.push_str(&part.to_lowercase());
            } else {
                out.push_str(part);
            }
        }
    }
    true
}

fn ordinal(out: &mut String, value: u32) {
    let ending = match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    out.push_str(&format!("{value}{ending}"));
}

const CARDINALS: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];
const TENS: [&str; 8] = [
    "Twent", "Thirt", "Fort", "Fift", "Sixt", "Sevent", "Eight", "Ninet",
];

/// Numbers up to 99 in words.
fn english(out: &mut String, value: u32, small: &[&str; 20], ending: &str) -> bool {
    let value = value as usize;
    if let Some(word) = small.get(value) {
        out.push_str(word);
        return true;
    }
    let Some(tens) = TENS.get((value / 10).wrapping_sub(2)) else {
        return false;
    };
    out.push_str(tens);
    match (value % 10, ending) {
        (0, "") => out.push('y'),
        (0, ending) => {
            out.push_str("ie");
            out.push_str(ending);
        }
        (ones, _) => {
            out.push_str("y-");
            out.push_str(&small[ones].to_lowercase());
        }
    }
    true
}

/// One character out of rows of consecutive code points.
fn enclosed(out: &mut String, value: u32, rows: &[(u32, u32, char)]) -> bool {
    let found = rows
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&value))
        .and_then(|(first, _, start)| char::from_u32(u32::from(*start) + value - first));
    out.extend(found);
    found.is_some()
}

/// One character of a row that begins again at its end.
fn cyclic(out: &mut String, value: u32, row: &str) -> bool {
    let length = row.chars().count();
    let Some(index) = (value as usize).checked_sub(1) else {
        return false;
    };
    out.extend(row.chars().nth(index % length));
    true
}

fn sixty(out: &mut String, value: u32) -> bool {
    cyclic(out, value, STEMS) && cyclic(out, value, BRANCHES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: &str, number: i64) -> String {
        let mut out = String::new();
        write(&mut out, format, number);
        out
    }

    #[test]
    fn writes_chinese_numbers() {
        for (format, number, expected) in [
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 11, "十一"),
            ("chineseCounting", 20, "二十"),
            ("chineseCounting", 99, "九十九"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCountingThousand", 10, "十"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1005, "一千零五"),
            ("chineseCountingThousand", 10_010, "一万零一十"),
            ("japaneseCounting", 10, "十"),
            ("japaneseCounting", 111, "百十一"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographLegalTraditional", 3, "參"),
            ("ideographTraditional", 2, "乙"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 1, "甲子"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalEnclosedParen", 2, "⑵"),
        ] {
            assert_eq!(written(format, number), expected, "{format} {number}");
        }
    }

    #[test]
    fn numbers_of_formats_are_known() {
        for (code, expected) in [
            (0, "decimal"),
            (10, "ideographDigital"),
            (18, "decimalEnclosedCircle"),
            (37, "chineseCounting"),
            (38, "chineseLegalSimplified"),
            (39, "chineseCountingThousand"),
            (44, "koreanDigital2"),
            (255, "none"),
            (-1, "none"),
            (59, "russianUpper"),
        ] {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }

    #[test]
    fn writes_western_numbers() {
        for (format, number, expected) in [
            ("decimal", 7, "7"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 0, "0"),
            ("ordinal", 12, "12th"),
            ("ordinalText", 22, "Twenty-second"),
            ("cardinalText", 40, "Forty"),
            ("ordinalText", 40, "Fortieth"),
            ("chicago", 6, "††"),
            ("none", 3, ""),
            ("decimal", -2, "-2"),
            ("unheardOf", 5, "5"),
        ] {
            assert_eq!(written(format, number), expected, "{format} {number}");
        }
    }
}
