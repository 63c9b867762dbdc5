//! The clock behind a day.

use jiff::civil::Time;

/// Parts of the day, the longer word before what it begins with.
const PERIODS: [(&str, Period); 10] = [
    ("凌晨", Period::Morning),
    ("早上", Period::Morning),
    ("早晨", Period::Morning),
    ("上午", Period::Morning),
    ("中午", Period::Noon),
    ("下午", Period::Afternoon),
    ("傍晚", Period::Afternoon),
    ("晚上", Period::Evening),
    ("晚", Period::Evening),
    ("夜里", Period::Evening),
];

const HAN: [&str; 13] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];

#[derive(Clone, Copy)]
enum Period {
    /// `12:05 AM` is five past midnight; 上午12点 is noon.
    Am,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

/// Hour, minute and second.
type Clock = (i8, i8, i8);

/// The time at the beginning of a text, and what stands behind it: no time for the end of the day, and where there are
/// other words; nothing at all for an hour that no day has.
pub(super) fn clock(rest: &str) -> Option<(Option<Time>, &str)> {
    let rest = without_weekday(rest.trim());
    let rest = rest.trim_start_matches(['T', 't', ',']);
    let (period, text) = PERIODS
        .into_iter()
        .find_map(|(word, period)| Some((Some(period), rest.strip_prefix(word)?)))
        .unwrap_or((None, rest));
    let Some(((hour, minute, second), behind)) = figures(text).or_else(|| han(text)) else {
        return Some((None, rest));
    };
    let (period, behind) = match half_day(behind) {
        Some((late, behind)) => (Some(late), behind),
        None => (period, behind),
    };
    let hour = match (period, hour) {
        (Some(Period::Afternoon | Period::Evening), 1..=11) => hour + 12,
        (Some(Period::Noon), 1..=2) => hour + 12,
        (Some(Period::Evening), 12) => 24,
        (Some(Period::Am), 12) => 0,
        _ => hour,
    };
    match (hour, minute, second) {
        (24, 0, 0) => Some((None, behind)),
        _ => Some((Some(Time::new(hour, minute, second, 0).ok()?), behind)),
    }
}

/// `AM` and `PM`.
fn half_day(text: &str) -> Option<(Period, &str)> {
    let (word, behind) = text.split_at_checked(2)?;
    let period = [("am", Period::Am), ("pm", Period::Afternoon)];
    let (_, period) = period
        .into_iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    Some((period, behind))
}

/// What follows `周日`, `（星期日）`.
fn without_weekday(text: &str) -> &str {
    let within = text.strip_prefix('(').unwrap_or(text);
    let named = ["星期", "周", "礼拜"]
        .into_iter()
        .find_map(|word| within.strip_prefix(word));
    let mut rest = named.unwrap_or_default().chars();
    match rest.next() {
        Some(day) if "一二三四五六日天".contains(day) => {
            rest.as_str().strip_prefix(')').unwrap_or(rest.as_str())
        }
        _ => text,
    }
}

/// The figures at the beginning of a text, and what stands behind them.
fn leading(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit());
    text.split_at_checked(end.unwrap_or(text.len()))
}

/// `17:30`, `17:30:59`, `1730`, `173059`, `17时30分`, `5点半`; an hour alone where AM or PM stands behind it.
fn figures(text: &str) -> Option<(Clock, &str)> {
    let (hour, rest) = leading(text)?;
    let number = |from: usize| hour.get(from..from + 2)?.parse().ok();
    match hour.len() {
        4 => Some(((number(0)?, number(2)?, 0), rest)),
        6 => Some(((number(0)?, number(2)?, number(4)?), rest)),
        1 | 2 => {
            let hour = hour.parse().ok()?;
            if let Some(rest) = rest.strip_prefix(':') {
                let (minute, rest) = two(rest)?;
                let Some(seconds) = rest.strip_prefix(':') else {
                    return Some(((hour, minute, 0), rest));
                };
                let (second, rest) = two(seconds)?;
                // Programs write parts of seconds.
                let parts = rest.strip_prefix('.').and_then(leading);
                let rest = parts.map_or(rest, |(_, rest)| rest);
                return Some(((hour, minute, second), rest));
            }
            if half_day(rest).is_some() {
                return Some(((hour, 0, 0), rest));
            }
            let ((minute, second), rest) = behind_hour(rest)?;
            Some(((hour, minute, second), rest))
        }
        _ => None,
    }
}

/// Two figures.
fn two(text: &str) -> Option<(i8, &str)> {
    let (figures, rest) = leading(text)?;
    (figures.len() == 2).then_some((figures.parse().ok()?, rest))
}

/// `五点半`, `两点`.
fn han(text: &str) -> Option<(Clock, &str)> {
    let (hour, _) = text.split_once(['点', '时'])?;
    let rest = text.strip_prefix(hour)?;
    let hour = if hour == "两" { "二" } else { hour };
    let hour = HAN.iter().position(|name| *name == hour)?;
    let ((minute, second), rest) = behind_hour(rest)?;
    Some(((i8::try_from(hour).ok()?, minute, second), rest))
}

/// What may stand behind an hour in words: `点`, `点钟`, `点半`, `时30分`, `时30分45秒`.
fn behind_hour(text: &str) -> Option<((i8, i8), &str)> {
    let rest = text.strip_prefix(['点', '时'])?;
    const WORDS: [(&str, i8); 4] = [("钟", 0), ("半", 30), ("一刻", 15), ("三刻", 45)];
    let word = |(word, minute): (&str, i8)| Some(((minute, 0), rest.strip_prefix(word)?));
    if let Some(told) = WORDS.into_iter().find_map(word) {
        return Some(told);
    }
    let (minute, behind) = leading(rest)?;
    if minute.is_empty() {
        return Some(((0, 0), rest));
    }
    let minute = minute.parse().ok()?;
    let behind = behind.strip_prefix('分').unwrap_or(behind);
    let seconds = leading(behind).and_then(|(second, behind)| {
        let behind = behind.strip_prefix('秒')?;
        Some((second.parse().ok()?, behind))
    });
    let (second, behind) = seconds.unwrap_or((0, behind));
    Some(((minute, second), behind))
}
