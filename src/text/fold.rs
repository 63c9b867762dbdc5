//! Script, width and spacing folded for matching; the author's own text stays for display.
//!
//! Every character of the folded text leads back to the characters it stands for.

use memchr::memmem;

use super::count::{self, HAN_BYTES, is_han};
use super::han_set::han_code;
use super::pinyin::pinyin_bracket;
use crate::document::MappedText;

/// U+3400 to U+9FFF: the simplified character as a little-endian u16, 0 where it stays.
static SIMPLIFIED: &[[u8; 2]] = include_bytes!(concat!(env!("OUT_DIR"), "/simplified.bin"))
    .as_chunks()
    .0;
const TABLE_START: usize = 0x3400;

/// The simplified form of a traditional character; any other character stays.
pub fn simplify(character: char) -> char {
    match SIMPLIFIED.get((character as usize).wrapping_sub(TABLE_START)) {
        None | Some([0, 0]) => character,
        Some(code) => char::from_u32(u16::from_le_bytes(*code).into()).unwrap_or(character),
    }
}

/// How a text as a whole is written, on which hangs what some of its characters stand for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habits {
    zhu_for_zhe: bool,
    dot_for_stop: bool,
}

impl Habits {
    /// Those of traditional script.
    pub const TRADITIONAL: Habits = Habits {
        zhu_for_zhe: true,
        dot_for_stop: false,
    };

    /// Those that a whole text shows.
    pub fn of(text: &str) -> Habits {
        Habits {
            zhu_for_zhe: writes_zhu_for_zhe(text),
            dot_for_stop: writes_dot_for_stop(text),
        }
    }
}

/// Whether a text ends its sentences with a dot (`.` or `．`): more of them stand behind Han, before Han or the end of a
/// line, than 。
fn writes_dot_for_stop(text: &str) -> bool {
    const FEWEST: usize = 3;
    let stops = |dot: &str| {
        let at = memmem::find_iter(text.as_bytes(), dot);
        at.filter(|at| is_stop(&text[..*at], text[at + dot.len()..].chars().next()))
            .count()
    };
    let dots = stops(".") + stops("．");
    dots >= FEWEST && dots > memmem::find_iter(text.as_bytes(), "。").count()
}

/// Whether a dot between what stands before and behind it may end a sentence. That of 一.主要工作 does not.
fn is_stop(before: &str, next: Option<char>) -> bool {
    let is_number = |character| "一二三四五六七八九十".contains(character);
    let ends = |character| is_han(character) || matches!(character, '”' | '）' | '》' | '%' | '％');
    let last = before.chars().next_back();
    if !last.is_some_and(ends) || !next.is_none_or(|next| is_han(next) || next.is_whitespace()) {
        return false;
    }
    let number = before.trim_end_matches(is_number);
    number.len() == before.len() || number.chars().next_back().is_some_and(is_han)
}

/// Whether 著 stands for 着 in a text, as it does in traditional script: more than one Han character in twenty has a
/// simplified form. Nothing else hangs on the script, so that a text in which no 著 may be a 着 is not looked at for it.
fn writes_zhu_for_zhe(text: &str) -> bool {
    const MOST: usize = 4000;
    let mut zhu = memmem::find_iter(text.as_bytes(), "著");
    let in_doubt = |at: usize| {
        let previous = text[..at].chars().next_back();
        let next = text[at..].chars().nth(1);
        !is_literary_zhu(previous, next)
    };
    if !zhu.any(in_doubt) {
        return false;
    }
    let mut han = 0usize;
    let mut traditional = 0usize;
    for character in text.chars() {
        if !is_han(character) {
            continue;
        }
        han += 1;
        traditional += usize::from(simplify(character) != character);
        if han == MOST {
            break;
        }
    }
    traditional * 20 > han
}

/// Folds a text for matching, by the habits of the whole document.
///
/// Full-width letters and digits become ASCII, half-width marks beside Han full-width, 「」 and straight
/// quotes “”, traditional characters simplified; white space beside Han, invisible characters and the
/// pinyin that scraped pages put in brackets behind a character go.
pub fn fold(text: &str, habits: Habits) -> MappedText {
    let mut folded = MappedText::new();
    let mut buffer = [0u8; 4];
    let mut quote_open = false;
    let mut bracket_widened = false;
    let mut behind = 0;
    while behind < text.len() {
        // Nothing is to be done about most characters: they are taken over many at a time.
        let at = behind_simple(text, behind, habits.zhu_for_zhe);
        folded.push(&text[behind..at], behind..at);
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        behind = at + character.len_utf8();
        let previous = text[..at].chars().next_back();
        let next = text[behind..].chars().next();
        if let Some(length) = pinyin_bracket(&text[at..], previous) {
            behind = at + length;
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        if character.is_whitespace() {
            // A run of it at once: nothing is searched again from each of its characters.
            let rest = text[at..].trim_start();
            let run = at..text.len() - rest.len();
            let after = rest.chars().next();
            if !previous.is_none_or(is_wide) && !after.is_none_or(is_wide) {
                for (place, space) in text[run.clone()].char_indices() {
                    let start = at + place;
                    folded.push(" ", start..start + space.len_utf8());
                }
            }
            behind = run.end;
            continue;
        }
        let mut result = fold_character(character);
        if character == '著' && habits.zhu_for_zhe && !is_literary_zhu(previous, next) {
            result = '着';
        }
        if result == '.' && habits.dot_for_stop && is_stop(&text[..at], next) {
            result = '。';
        }
        if character == '"' {
            result = if quote_open { '”' } else { '“' };
            quote_open = !quote_open;
        }
        if let Some(wide) = widened(result)
            && (previous.is_some_and(is_wide) || next.is_some_and(is_wide))
            && !between_digits(previous, next)
        {
            result = wide;
            bracket_widened |= wide == '（';
        }
        // Both brackets of a pair are widened, also where only one of them stands beside Han.
        if result == ')' && bracket_widened {
            result = '）';
        }
        if result == '）' {
            bracket_widened = false;
        }
        folded.push(result.encode_utf8(&mut buffer), at..behind);
    }
    folded
}

/// The byte behind the characters in a row from byte `at` on that folding leaves alone whatever stands around them.
fn behind_simple(text: &str, mut at: usize, traditional: bool) -> usize {
    let zhu = |bytes: &[u8; HAN_BYTES]| traditional && bytes == "著".as_bytes();
    loop {
        at = count::behind(text, at, |bytes| {
            stays(bytes) && !zhu(bytes) || is_plain_mark(bytes)
        });
        let rest = text.as_bytes()[at..].iter();
        let digits = rest.take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return at;
        }
        at += digits;
    }
}

/// Whether three bytes are a character of the table that has no simplified form; no mark is in the table.
fn stays(bytes: &[u8; HAN_BYTES]) -> bool {
    bytes[0] >> 4 == 0xE
        && SIMPLIFIED.get(han_code(bytes).wrapping_sub(TABLE_START)) == Some(&[0, 0])
}

/// Whether three bytes are one of 、。 ，：； “”.
fn is_plain_mark(bytes: &[u8; HAN_BYTES]) -> bool {
    matches!(
        bytes,
        [0xE3, 0x80, 0x81 | 0x82] | [0xEF, 0xBC, 0x8C | 0x9A | 0x9B] | [0xE2, 0x80, 0x9C | 0x9D]
    )
}

pub(super) fn fold_character(character: char) -> char {
    match character {
        '\u{FF10}'..='\u{FF19}'
        | '\u{FF21}'..='\u{FF3A}'
        | '\u{FF41}'..='\u{FF5A}'
        | '％'
        | '．'
        | '＋'
        | '＊'
        | '＿'
        | '＃' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '〞' | '」' => '”',
        '〝' | '「' => '“',
        '『' => '‘',
        '』' => '’',
        '﹝' => '〔',
        '﹞' => '〕',
        '∶' => '：',
        '․' | '•' | '‧' | '・' => '·',
        other => simplify(other),
    }
}

fn widened(character: char) -> Option<char> {
    Some(match character {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

fn between_digits(previous: Option<char>, next: Option<char>) -> bool {
    let digit =
        |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    digit(previous) && digit(next)
}

fn is_wide(character: char) -> bool {
    is_han(character)
        || matches!(u32::from(character), 0x3001..=0x30FF | 0xFF00..=0xFFEF | 0x2014..=0x2026)
}

/// Whether a character takes no room and says nothing.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{202A}'..='\u{202E}')
}

/// 著 that stays 著 in simplified script: 顯著, 著名, 著作, 土著 …
fn is_literary_zhu(previous: Option<char>, next: Option<char>) -> bool {
    previous.is_some_and(|character| "显顯卓昭编編专專论論原土名巨译譯".contains(character))
        || next.is_some_and(|character| "名作书書述称稱录錄者".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_script_width_and_space() {
        let cases = [
            ("黨組織書記抓基層黨建", "党组织书记抓基层党建"),
            ("２０２３年度，ＸＸ名", "2023年度，XX名"),
            ("党员 23 名, 其中", "党员23名，其中"),
            ("「三會一課」", "“三会一课”"),
            ("见(jiàn)人见(jian)事(A)", "见人见事（A）"),
            ("共 1,200 元", "共1,200元"),
            ("Word 365 版", "Word 365版"),
            ("他说\"好\"。", "他说“好”。"),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text, Habits::of(text)).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn zhu_becomes_zhe_only_in_traditional_text() {
        assert_eq!(
            fold("圍繞著顯著問題", Habits::TRADITIONAL).as_str(),
            "围绕着显著问题"
        );
        assert_eq!(fold("成效显著", Habits::default()).as_str(), "成效显著");
    }

    #[test]
    fn dots_end_sentences_where_a_text_ends_them_so() {
        let dotted = "一.主要工作\n讲课４次．走访３．５天.去了二组，看了1.2万元的账.";
        let folded = fold(dotted, Habits::of(dotted));
        assert_eq!(
            folded.as_str(),
            "一.主要工作讲课4次。走访3.5天。去了二组，看了1.2万元的账。"
        );
        for other in ["阿不都.买买提讲课4次。", "见附件.docx、表.xls和单.doc"] {
            assert_eq!(fold(other, Habits::of(other)).as_str(), other);
        }
    }

    #[test]
    fn white_space_goes_beside_han_however_long_it_is() {
        let long = " \u{3000}\t".repeat(40_000);
        let beside =
            |before: &str, after: &str| fold(&format!("{before}{long}{after}"), Habits::default());
        for (before, after) in [
            ("党建", "党建"),
            ("党建", "ab"),
            ("ab", "党建"),
            ("", "ab"),
            ("ab", ""),
        ] {
            assert_eq!(beside(before, after).as_str(), [before, after].concat());
        }
        let spaces = " ".repeat(120_000);
        assert_eq!(beside("ab", "cd").as_str(), format!("ab{spaces}cd"));
    }

    #[test]
    fn leads_back_to_what_the_author_wrote() {
        let text = "黨(dǎng)員 ２３ 名";
        let folded = fold(text, Habits::TRADITIONAL);
        assert_eq!(folded.as_str(), "党员23名");
        assert_eq!(&text[folded.origin(6..8)], "２３");
        assert_eq!(&text[folded.origin(0..6)], "黨(dǎng)員");
    }
}
