//! Moments as files note them, as Chinese civil time (UTC+8 all year; there is no other time in China).
//!
//! A moment before [`FIRST`] is none: programs write zero (1601, 1970, 1980) where they mean nothing.

use std::time::SystemTime;

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{Timestamp, tz::Offset};

use super::xml::{Cursor, Node};

/// The first day that is taken seriously: a zero of the archives' format, 1980-01-01 in any zone, is before it.
const FIRST: Date = date(1980, 1, 3);
/// The last year that is.
const LAST: i16 = 2200;
/// Hours from UTC to Chinese time.
const CHINA: Offset = Offset::constant(8);

/// A moment that is possible.
pub(crate) fn sound(at: DateTime) -> Option<DateTime> {
    (at.date() >= FIRST && at.year() <= LAST).then_some(at)
}

/// A moment of the system's clock.
pub(crate) fn of_system(time: SystemTime) -> Option<DateTime> {
    let moment = Timestamp::try_from(time).ok()?;
    sound(CHINA.to_datetime(moment))
}

/// A moment in seconds since 1970, UTC.
pub(super) fn of_seconds(seconds: i64) -> Option<DateTime> {
    let moment = Timestamp::from_second(seconds).ok()?;
    sound(CHINA.to_datetime(moment))
}

/// A moment in parts, Chinese time; parts that are out of their range make no moment.
pub(crate) fn of_parts(date: [i32; 3], time: [i32; 3]) -> Option<DateTime> {
    let small = |part: i32| i8::try_from(part).ok();
    let [year, month, day] = date;
    let [hour, minute, second] = time;
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    // Some clocks count the leap second.
    let time = Time::new(small(hour)?, small(minute)?, small(second)?.min(59), 0).ok()?;
    sound(date.to_datetime(time))
}

/// A moment at an offset from UTC, given in minutes, brought to Chinese time.
pub(super) fn at_offset(at: DateTime, minutes: i32) -> Option<DateTime> {
    let offset = Offset::from_seconds(minutes.checked_mul(60)?).ok()?;
    let moment = offset.to_timestamp(at).ok()?;
    sound(CHINA.to_datetime(moment))
}

/// `2026-12-10T08:00:00Z`, with an offset, with fractions, without a zone (Chinese time), or only a date, which is its midnight.
pub(super) fn of_text(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let (day, rest) = match text.split_once(['T', 't', ' ']) {
        Some((day, rest)) => (day, rest.trim()),
        None => (text.trim_end_matches(['Z', 'z']), ""),
    };
    let date = three(day, &['-', '/', '.'])?;
    if rest.is_empty() {
        return of_parts(date, [0; 3]);
    }
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(end)?;
    let clock = clock.split('.').next()?.trim();
    let time = match clock.matches(':').count() {
        1 => three(&format!("{clock}:00"), &[':'])?,
        _ => three(clock, &[':'])?,
    };
    let at = of_parts(date, time)?;
    match zone.split_at_checked(1) {
        None => Some(at),
        Some(("Z" | "z", _)) => at_offset(at, 0),
        Some((sign, ahead)) => {
            let digits: String = ahead.chars().filter(char::is_ascii_digit).collect();
            let hours: i32 = digits.get(..2)?.parse().ok()?;
            let minutes: i32 = digits.get(2..4).unwrap_or("0").parse().ok()?;
            let ahead = hours * 60 + minutes;
            at_offset(at, if sign == "-" { -ahead } else { ahead })
        }
    }
}

fn three(text: &str, marks: &[char]) -> Option<[i32; 3]> {
    let mut parts = text
        .split(|character| marks.contains(&character))
        .map(|part| part.trim().parse().ok());
    let all = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(all)
}

/// The moment in the first element called `local` of a small XML text.
pub(super) fn of_element(text: &str, local: &[u8]) -> Option<DateTime> {
    let mut cursor = Cursor::new(text);
    let mut inside = false;
    loop {
        match cursor.next().ok()? {
            Node::Open(element) if element.local() == b"body" => return None,
            Node::Open(element) => inside = element.local() == local,
            Node::Text(text) if inside => return of_text(&text),
            Node::Text(_) => {}
            Node::Close => inside = false,
            Node::End => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn moments_as_people_and_programs_write_them() {
        let cases = [
            ("2026-12-10T08:00:00Z", "2026-12-10T16:00:00"),
            ("2026-12-10T16:30:00Z", "2026-12-11T00:30:00"),
            ("2026-12-31T16:00:00Z", "2027-01-01T00:00:00"),
            ("2026-12-10T08:00:00", "2026-12-10T08:00:00"),
            ("2026-12-10 08:00:00", "2026-12-10T08:00:00"),
            ("2026-12-10T08:00", "2026-12-10T08:00:00"),
            ("2026-12-10T08:00:00+08:00", "2026-12-10T08:00:00"),
            ("2026-12-10T08:00:00+0800", "2026-12-10T08:00:00"),
            ("2026-12-10T08:00:00+09", "2026-12-10T07:00:00"),
            ("2026-12-10T08:00:00-05:30", "2026-12-10T21:30:00"),
            ("2026-12-10T08:00:00.1234567Z", "2026-12-10T16:00:00"),
            ("2026-12-10T08:00:00.5", "2026-12-10T08:00:00"),
            ("2026-12-10", "2026-12-10T00:00:00"),
            (" 2026-12-10Z ", "2026-12-10T00:00:00"),
            ("2026/12/10", "2026-12-10T00:00:00"),
            ("2024-02-29T23:59:60Z", "2024-03-01T07:59:59"),
            ("2026-12-10T24:00:00", ""),
            ("2026-02-29T08:00:00Z", ""),
            ("2026-13-10", ""),
            ("2026-12", ""),
            ("2026-12-10-11", ""),
            ("2026-12-10T08:00:00+99:00", ""),
            ("2026-12-10T08:00:00+é", ""),
            ("1601-01-01T00:00:00Z", ""),
            ("1970-01-01T00:00:00Z", ""),
            ("1980-01-01T00:00:00", ""),
            ("1980-01-01T23:00:00Z", ""),
            ("99999-01-01", ""),
            ("昨天", ""),
            ("", ""),
        ];
        for (text, moment) in cases {
            let read = of_text(text).map_or_else(String::new, |at| at.to_string());
            assert_eq!(read, moment, "{text}");
        }
    }

    #[test]
    fn the_clock_is_chinese() {
        let at =
            |seconds| of_system(UNIX_EPOCH + Duration::from_secs(seconds)).map(|at| at.to_string());
        assert_eq!(at(0), None);
        // 2024-12-31T16:00:00Z is the new year in China.
        assert_eq!(at(1_735_660_800).as_deref(), Some("2025-01-01T00:00:00"));
        assert_eq!(at(951_782_400).as_deref(), Some("2000-02-29T08:00:00"));
        assert_eq!(of_seconds(i64::MAX), None);
        assert_eq!(of_seconds(i64::MIN), None);
    }
}
