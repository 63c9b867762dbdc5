//! Times as they stand in rosters. All are Chinese time.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};

use crate::text::date::{DateKind, dates};
use crate::text::fold::fold;

/// The time of a day that is given without a clock: the whole day counts.
pub const END_OF_DAY: Time = Time::constant(23, 59, 59, 0);

/// A time for people: a day that was given without a clock is shown without one.
pub fn shown(moment: DateTime) -> String {
    let pattern = match moment.time() == END_OF_DAY {
        true => "%Y-%m-%d",
        false => "%Y-%m-%d %H:%M",
    };
    moment.strftime(pattern).to_string()
}

/// Years that a submission may fall into.
const YEARS: std::ops::Range<i16> = 2000..2100;

/// The time that Excel writes as a number of days; only times of our years, whole days end at their end.
pub(super) fn of_serial(number: f64, from_1904: bool) -> Option<DateTime> {
    // 2000-01-01 is day 36,526 since 1900 and 35,064 since 1904.
    if !(35_000.0..80_000.0).contains(&number) {
        return None;
    }
    let first = match from_1904 {
        true => Date::constant(1904, 1, 1),
        false => Date::constant(1899, 12, 30),
    };
    let seconds = (number.fract() * 86_400.0).round() as i64;
    let date = first.checked_add((number.trunc() as i64).days()).ok()?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    if seconds == 0 {
        return Some(date.to_datetime(END_OF_DAY));
    }
    let span: Span = seconds.seconds();
    date.to_datetime(Time::midnight()).checked_add(span).ok()
}

/// A time in words, perhaps without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    year: Option<i16>,
    month: i8,
    day: i8,
    clock: Option<(i8, i8, i8)>,
}

impl Written {
    /// Reads 2026-12-10, 2026/12/10 17:30, 2026年12月10日下午5点半, 20261210, 12月10日, 12.10 …
    pub fn read(text: &str) -> Option<Written> {
        let folded = fold(text, true);
        let text = folded.as_str().trim();
        let (year, month, day, rest) = compact(text)
            .or_else(|| mention(text))
            .or_else(|| short(text))?;
        Some(Written {
            year,
            month,
            day,
            clock: clock(rest)?,
        })
    }

    /// Whether the year is given.
    pub fn has_year(self) -> bool {
        self.year.is_some()
    }

    /// The time; without a year the one that is nearest to `near`.
    pub fn moment(self, near: Option<Date>) -> Option<DateTime> {
        let on = |year: i16| Date::new(year, self.month, self.day).ok();
        let date = match (self.year, near) {
            (Some(year), _) => on(year)?,
            (None, Some(near)) => (near.year() - 1..=near.year() + 1)
                .filter_map(on)
                .min_by_key(|date| {
                    near.until(*date)
                        .map_or(i32::MAX, |span| span.get_days().abs())
                })?,
            (None, None) => return None,
        };
        if !YEARS.contains(&date.year()) {
            return None;
        }
        Some(match self.clock {
            None => date.to_datetime(END_OF_DAY),
            // 24:00 is the end of that day.
            Some((24, 0, 0)) => date.to_datetime(END_OF_DAY),
            Some((hour, minute, second)) => {
                date.to_datetime(Time::new(hour, minute, second, 0).ok()?)
            }
        })
    }
}

type Day<'a> = (Option<i16>, i8, i8, &'a str);

/// 20261210, perhaps with a clock of four or six digits behind it.
fn compact(text: &str) -> Option<Day<'_>> {
    let end = text.find(|character: char| !character.is_ascii_digit());
    let digits = text.get(..end.unwrap_or(text.len()))?;
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i8>().ok();
    let year = digits.get(..4)?.parse().ok()?;
    // The clock's digits stay in front of the rest.
    Some((Some(year), number(4, 6)?, number(6, 8)?, text.get(8..)?))
}

/// A day as running texts have it, Chinese numerals too.
fn mention(text: &str) -> Option<Day<'_>> {
    let date = dates(text)
        .into_iter()
        .find(|date| date.kind == DateKind::Day)?;
    // 12月10日 of an unknown number before it is no day of ours: 第3批12月10日 is.
    let rest = text.get(date.range.end..)?;
    let year = date.year.and_then(|year| i16::try_from(year).ok());
    let month = i8::try_from(date.month?).ok()?;
    Some((year, month, i8::try_from(date.day?).ok()?, rest))
}

/// 12.10, 12/10, 12-10, 26.12.10.
fn short(text: &str) -> Option<Day<'_>> {
    let mut numbers = Vec::new();
    let mut rest = text;
    let mut mark = None;
    loop {
        let end = rest.find(|character: char| !character.is_ascii_digit());
        let (digits, behind) = rest.split_at(end.unwrap_or(rest.len()));
        if !matches!(digits.len(), 1 | 2) {
            return None;
        }
        numbers.push(digits.parse::<i8>().ok()?);
        rest = behind;
        let next = rest.chars().next();
        let joins = matches!(next, Some('.' | '/' | '-' | '年' | '月'));
        if numbers.len() == 3 || !joins || (mark.is_some() && mark != next && next != Some('月')) {
            break;
        }
        mark = next;
        let length = next.map_or(0, char::len_utf8);
        rest = rest.get(length..)?;
    }
    let rest = rest.trim_start_matches(['日', '号']);
    match numbers[..] {
        [month, day] => Some((None, month, day, rest)),
        [year, month, day] => Some((Some(2000 + i16::from(year)), month, day, rest)),
        _ => None,
    }
}

/// The clock behind a day: `Some(None)` where there is none, `None` where what stands there cannot be one.
fn clock(rest: &str) -> Option<Option<(i8, i8, i8)>> {
    let mut rest = rest.trim_start_matches(['T', ' ', ',', '，', '前', '日', '号']);
    // 周四, （星期四）
    if let Some(at) = rest.find(['周', '期'])
        && rest
            .chars()
            .take_while(|character| !character.is_ascii_digit())
            .count()
            <= 6
    {
        let day = rest.get(at..).and_then(|behind| behind.chars().nth(1));
        if day.is_some_and(|day| "一二三四五六日天".contains(day)) {
            let end = at
                + rest
                    .get(at..)?
                    .chars()
                    .take(2)
                    .map(char::len_utf8)
                    .sum::<usize>();
            rest = rest.get(end..)?.trim_start_matches(['）', ')', ' ', '，']);
        }
    }
    let (mut late, mut noon) = (false, false);
    for (words, is_late, is_noon) in [
        ("上午", false, false),
        ("早上", false, false),
        ("凌晨", false, false),
        ("下午", true, false),
        ("傍晚", true, false),
        ("晚上", true, false),
        ("晚", true, false),
        ("中午", false, true),
    ] {
        if let Some(behind) = rest.strip_prefix(words) {
            (late, noon, rest) = (is_late, is_noon, behind.trim_start());
            break;
        }
    }
    let numbers: Vec<i8> = digits(rest)?;
    if numbers.is_empty() {
        return rest
            .chars()
            .all(|character| !character.is_ascii_digit())
            .then_some(None);
    }
    let lower = rest.to_ascii_lowercase();
    late |= lower.ends_with("pm");
    let mut hour = *numbers.first()?;
    let half = rest.contains('半');
    let minute = numbers.get(1).copied().unwrap_or(if half { 30 } else { 0 });
    let second = numbers.get(2).copied().unwrap_or(0);
    if (late && hour < 12) || (noon && hour < 3) {
        hour += 12;
    }
    if lower.ends_with("am") && hour == 12 {
        hour = 0;
    }
    let fits = (0..24).contains(&hour) || (hour, minute, second) == (24, 0, 0);
    (fits && (0..60).contains(&minute) && (0..60).contains(&second))
        .then_some(Some((hour, minute, second)))
}

/// The numbers of a clock, by their marks or two digits each.
fn digits(rest: &str) -> Option<Vec<i8>> {
    let length = rest.chars().take_while(char::is_ascii_digit).count();
    if matches!(length, 4 | 6) {
        let pairs = rest.as_bytes().get(..length)?.chunks_exact(2);
        return pairs
            .map(|pair| std::str::from_utf8(pair).ok()?.parse().ok())
            .collect();
    }
    let mut numbers = Vec::new();
    for part in rest.split([':', '：', '时', '点', '分', '秒']).take(3) {
        let part = part.split('.').next().unwrap_or_default().trim();
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        match digits.parse() {
            Ok(number) if digits.len() <= 2 => numbers.push(number),
            _ => break,
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let near = Some(Date::constant(2026, 12, 31));
        Written::read(text)?.moment(near).map(shown)
    }

    #[test]
    fn the_usual_ways_of_writing_a_time() {
        let cases = [
            ("2026-12-10", "2026-12-10"),
            ("2026/12/10 17:30", "2026-12-10 17:30"),
            ("2026/12/10 17:30:45", "2026-12-10 17:30"),
            ("2026-12-10T08:05:00", "2026-12-10 08:05"),
            ("2026年12月10日", "2026-12-10"),
            ("2026年12月10日（周四）下午5点半", "2026-12-10 17:30"),
            ("2026 年 12 月 10 日 17 时 30 分", "2026-12-10 17:30"),
            ("二〇二六年十二月十日", "2026-12-10"),
            ("12月10日", "2026-12-10"),
            ("12月10号晚上9:05", "2026-12-10 21:05"),
            ("1月5日", "2027-01-05"),
            ("20261210", "2026-12-10"),
            ("202612101730", "2026-12-10 17:30"),
            ("20261210 1730", "2026-12-10 17:30"),
            ("20261210173045", "2026-12-10 17:30"),
            ("2026.12.10 下午5:30", "2026-12-10 17:30"),
            ("２０２６．１２．１０", "2026-12-10"),
            ("12.10", "2026-12-10"),
            ("12/9", "2026-12-09"),
            ("26.12.10", "2026-12-10"),
            ("2026/12/10 5:30 PM", "2026-12-10 17:30"),
            ("2026-12-10 24:00", "2026-12-10"),
            ("2026-12-10前", "2026-12-10"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "已交",
            "",
            "2026",
            "2026-13-40",
            "3份",
            "12月",
            "2026-12-10 25:00",
            "13812345678",
            "2026-02-30",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(
            Written::read("12月10日").and_then(|written| written.moment(None)),
            None
        );
    }

    #[test]
    fn days_of_excel() {
        let day = |number, from_1904| of_serial(number, from_1904).map(shown);
        assert_eq!(day(46366.0, false).as_deref(), Some("2026-12-10"));
        assert_eq!(
            day(46_366.729_166_666_7, false).as_deref(),
            Some("2026-12-10 17:30")
        );
        assert_eq!(day(46366.0 - 1462.0, true).as_deref(), Some("2026-12-10"));
        for number in [0.0, -1.0, 12.1, f64::NAN, f64::INFINITY, 1e300, 3e6] {
            assert_eq!(day(number, false), None, "{number}");
        }
    }
}
