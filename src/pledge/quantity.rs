//! Numbers with their units, as pledges name them and answers repeat them.
//!
//! Private to the pledge part: only what can be counted off matters here, so ordinals, list numbers
//! and calendar dates are told apart and never compared.

use std::ops::Range;

use super::units::{GLUED, UNITS};

/// What a unit counts. Units of one class can be held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 名 人 位.
    Person,
    /// 户 家.
    Household,
    /// 次 回 场 堂 遍 人次.
    Time,
    /// 期 批 班 轮.
    Round,
    /// 件 条 项 份 篇 本 册 卷 张.
    Piece,
    /// 个 处 间 座 所 支 对, which count nearly everything.
    Thing,
    /// 元 万元.
    Money,
    /// 公里 米 亩 平方米.
    Extent,
    /// % 成 分之.
    Share,
    /// 天 小时 分钟: a span of time.
    Span,
    /// 月 日 年: a date, never compared.
    Date,
    /// A number without a unit.
    Bare,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Bytes of the text it was found in, unit included.
    pub range: Range<usize>,
    /// Its value; a share is 0 to 1, a span is in hours, money in yuan.
    pub value: f64,
    /// What it counts.
    pub class: Class,
    /// Whether it is a rank (第3次), no amount.
    pub ordinal: bool,
}

/// Finds the numbers of a folded text, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut free_from = 0;
    for (at, character) in text.char_indices() {
        if at < free_from {
            continue;
        }
        let quantity = if character.is_ascii_digit() {
            arabic(text, at)
        } else if character == '百' && text[at..].starts_with("百分之") {
            hundredths(text, at)
        } else if digit(character).is_some() || character == '十' {
            chinese(text, at)
        } else {
            None
        };
        if let Some(quantity) = quantity {
            free_from = quantity.range.end;
            found.push(quantity);
        }
    }
    found
}

fn arabic(text: &str, at: usize) -> Option<Quantity> {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        let next_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() || matches!(byte, b'.' | b',') && next_digit {
            end += 1;
        } else {
            break;
        }
    }
    let value: f64 = text[at..end].replace(',', "").parse().ok()?;
    let rest = &text[end..];
    if let Some(percent) = rest.strip_prefix('%') {
        let length = rest.len() - percent.len();
        return Some(share(at..end + length, value / 100.0));
    }
    Some(with_unit(text, at, end, value).unwrap_or(Quantity {
        range: at..end,
        value,
        class: Class::Bare,
        ordinal: is_ordinal(text, at),
    }))
}

/// 百分之九十, 百分之百.
fn hundredths(text: &str, at: usize) -> Option<Quantity> {
    let start = at + "百分之".len();
    let rest = text.get(start..)?;
    if rest.starts_with('百') {
        return Some(share(at..start + '百'.len_utf8(), 1.0));
    }
    let (value, length) = match rest.chars().next()? {
        first if first.is_ascii_digit() => {
            let quantity = arabic(text, start)?;
            let digits: String = text[start..quantity.range.end]
                .chars()
                .take_while(|character| character.is_ascii_digit() || *character == '.')
                .collect();
            (digits.parse().ok()?, digits.len())
        }
        _ => numeral(rest)?,
    };
    Some(share(at..start + length, value / 100.0))
}

/// A Chinese numeral counts only with a unit behind: 一 stands in too many words.
fn chinese(text: &str, at: usize) -> Option<Quantity> {
    let (value, length) = numeral(&text[at..])?;
    let end = at + length;
    let rest = &text[end..];
    if rest.starts_with("成") && value < 10.0 && !rest.starts_with("成立") {
        let stop = end + '成'.len_utf8();
        // 四成五
        let half = text[stop..].chars().next().and_then(|next| {
            let follows = text[stop + next.len_utf8()..].chars().next();
            let alone = follows.is_none_or(|mark| "，。；、）左以".contains(mark));
            digit(next).filter(|_| alone).map(|value| (value, next))
        });
        return Some(match half {
            Some((extra, next)) => share(
                at..stop + next.len_utf8(),
                value / 10.0 + f64::from(extra) / 100.0,
            ),
            None => share(at..stop, value / 10.0),
        });
    }
    // 三分之二
    if let Some(after) = rest.strip_prefix("分之") {
        let (part, used) = numeral(after)?;
        let stop = end + "分之".len() + used;
        return Some(share(at..stop, part / value.max(1.0)));
    }
    with_unit(text, at, end, value)
}

fn share(range: Range<usize>, value: f64) -> Quantity {
    Quantity {
        range,
        value,
        class: Class::Share,
        ordinal: false,
    }
}

fn with_unit(text: &str, at: usize, end: usize, value: f64) -> Option<Quantity> {
    let mut rest = &text[end..];
    let mut value = value;
    // 120余人, 七十多间, 三十来户, 3万余元
    for word in ["余", "多", "几", "来"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(after) = rest.strip_prefix('万').filter(|after| !after.is_empty()) {
        let after = after.trim_start_matches(['余', '多']);
        rest = after;
        value *= 1e4;
    }
    if let Some(unitless) = without_unit(text, at, rest, value) {
        return Some(unitless);
    }
    let (unit, class, factor) = UNITS.iter().find(|(unit, _, _)| rest.starts_with(unit))?;
    let after = &rest[unit.len()..];
    let first = &text[at..end];
    let glued = GLUED
        .iter()
        .any(|word| text[at..].starts_with(word) || at > 0 && before_is(text, at, word));
    if glued
        || is_weekday(&text[..at], unit)
        || *unit == "成"
        || first == "一" && after.starts_with("致")
    {
        return None;
    }
    let stop = text.len() - after.len();
    Some(Quantity {
        range: at..stop,
        value: value * factor,
        class: *class,
        ordinal: is_ordinal(text, at),
    })
}

/// 5600万，, 1.4亿： money; 六十出头, 三百八十平：what stands behind the number is no unit that counts elsewhere.
fn without_unit(text: &str, at: usize, rest: &str, value: f64) -> Option<Quantity> {
    const ENDS: [char; 6] = ['，', '。', '；', '、', '：', '）'];
    let ended = |rest: &str| rest.is_empty() || rest.starts_with(ENDS);
    let (length, value, class) = if let Some(behind) = rest.strip_prefix('亿') {
        (!behind.starts_with('元')).then_some(('亿'.len_utf8(), value * 1e8, Class::Money))?
    } else if let Some(behind) = rest.strip_prefix("出头") {
        ended(behind).then_some(("出头".len(), value, Class::Thing))?
    } else if let Some(behind) = rest.strip_prefix('平') {
        ended(behind).then_some(('平'.len_utf8(), value, Class::Extent))?
    } else {
        // The 万 has been taken into the value.
        let tens = text[at..text.len() - rest.len()].ends_with(['万', '多', '余']) && value >= 1e4;
        (tens && ended(rest)).then_some((0, value, Class::Money))?
    };
    Some(Quantity {
        range: at..text.len() - rest.len() + length,
        value,
        class,
        ordinal: is_ordinal(text, at),
    })
}

fn before_is(text: &str, at: usize, word: &str) -> bool {
    // 两个维护 found from its second character on.
    word.char_indices().skip(1).any(|(inside, _)| {
        at >= inside && text.get(at - inside..).is_some_and(|t| t.starts_with(word))
    })
}

/// 周四晚: the day, not how many.
fn is_weekday(before: &str, unit: &str) -> bool {
    ["周", "星期", "礼拜"]
        .iter()
        .any(|day| before.ends_with(day))
        && ["晚", "夜", "课"].contains(&unit)
}

fn is_ordinal(text: &str, at: usize) -> bool {
    // 初五晚上: a day.
    text[..at].ends_with(['第', '初'])
}

fn digit(character: char) -> Option<u8> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A Chinese numeral up to 万 at the beginning of a text: value and bytes. 两三 gives the lower one.
fn numeral(text: &str) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut current: Option<f64> = None;
    let mut length = 0;
    let mut scaled = false;
    for character in text.chars() {
        if let Some(value) = digit(character) {
            match current {
                // 两三间: the lower of the two; 二〇二四: digits in a row.
                Some(before) if value == 0 || before == 0.0 => {
                    current = Some(before * 10.0 + f64::from(value));
                }
                Some(_) => {}
                None => current = Some(f64::from(value)),
            }
        } else {
            let scale = match character {
                '十' => 10.0,
                '百' if !text[length..].starts_with("百分之") => 100.0,
                '千' => 1000.0,
                '万' => 1e4,
                _ => break,
            };
            scaled = true;
            if character == '万' {
                total = (total + current.unwrap_or(0.0)) * scale;
            } else {
                total += current.unwrap_or(1.0) * scale;
            }
            current = None;
        }
        length += character.len_utf8();
    }
    total += current.unwrap_or(0.0);
    (length > 0 && (scaled || total > 0.0)).then_some((total, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(f64, Class)> {
        quantities(text)
            .iter()
            .map(|quantity| (quantity.value, quantity.class))
            .collect()
    }

    #[test]
    fn reads_arabic_and_chinese_numbers_with_units() {
        let cases: &[(&str, &[(f64, Class)])] = &[
            ("培训120人", &[(120.0, Class::Person)]),
            ("十一回坐进会场", &[(11.0, Class::Time)]),
            ("一百二十余名党员", &[(120.0, Class::Person)]),
            ("七十多间寝室", &[(70.0, Class::Thing)]),
            ("提到了四成五，", &[(0.45, Class::Share)]),
            ("占九成六。", &[(0.96, Class::Share)]),
            ("百分之百回访", &[(1.0, Class::Share)]),
            ("百分之九十五", &[(0.95, Class::Share)]),
            ("不低于40%", &[(0.4, Class::Share)]),
            ("三分之二到会", &[(2.0 / 3.0, Class::Share)]),
            (
                "投入1,200元和3.5万元",
                &[(1200.0, Class::Money), (35000.0, Class::Money)],
            ),
            ("48小时内", &[(48.0, Class::Span)]),
            ("周跑两三间", &[(2.0, Class::Thing)]),
            ("60人次", &[(60.0, Class::Time)]),
            ("三十来户", &[(30.0, Class::Household)]),
            ("清了六十出头，", &[(60.0, Class::Thing)]),
            ("核销5600万，", &[(5.6e7, Class::Money)]),
            ("追回十九万多，", &[(1.9e5, Class::Money)]),
            ("投了1.4亿，", &[(1.4e8, Class::Money)]),
            ("新址三百八十平，", &[(380.0, Class::Extent)]),
            ("书进了2万册", &[(2e4, Class::Piece)]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
    }

    #[test]
    fn leaves_words_that_only_look_like_numbers() {
        for text in [
            "一律不得",
            "一同作证",
            "党建业务两张皮",
            "做到“两个维护”",
            "党委一把手",
            "逐一谈话",
            "三会一课",
            "逢周四晚值班",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
        let third = quantities("第3个还在筹建");
        assert!(third[0].ordinal);
        assert_eq!(found("3月底前")[0].1, Class::Date);
    }
}
