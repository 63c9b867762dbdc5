//! Dates and times as people type them: for a meeting, a deadline, a cell of a roster.

use jiff::civil::{Date, DateTime, Time};
use thiserror::Error;

use crate::ruleset::Bilingual;
use crate::text::date::{DateKind, dates};

/// The longest text that is taken for a date, in characters.
const LONGEST: usize = 60;

/// A day that somebody typed, perhaps with an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// The day.
    pub date: Date,
    /// The hour, where one was typed; 24 时 is none, as it is the end of the day.
    pub time: Option<Time>,
    /// Whether the year was not typed, but guessed as the one that brings the day nearest to today.
    pub guessed_year: bool,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .message.zh)]
pub struct Unreadable {
    /// What is wrong, with examples of what can be read.
    pub message: Bilingual,
}

impl Typed {
    /// Reads `2026-12-20`, `2026/12/20`, `2026.12.20`, `20261220`, `2026年12月20日`, `12月20日`, each perhaps with
    /// `17:30`, `17时30分`, `下午5点` behind it.
    ///
    /// # Errors
    /// A text that is no date, or a day that no calendar has.
    pub fn read(text: &str, today: Date) -> Result<Typed, Unreadable> {
        let plain = plain(text);
        let found = digits(&plain)
            .or_else(|| numeric(&plain))
            .or_else(|| written(&plain));
        let Some((parts, rest)) = found else {
            return Err(Unreadable::no_date(text));
        };
        let (year, month, day) = parts;
        let (date, guessed_year) = match year {
            Some(year) => (Date::new(year, month, day).ok(), false),
            None => (nearest(month, day, today), true),
        };
        let date = date.ok_or_else(|| Unreadable::no_such_day(text))?;
        let time = clock(rest).ok_or_else(|| Unreadable::no_date(text))?;
        Ok(Typed {
            date,
            time,
            guessed_year,
        })
    }

    /// The moment, midnight where no hour was typed.
    pub fn moment(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// Says which year was guessed.
    pub fn note(self) -> Option<Bilingual> {
        let (year, month, day) = (self.date.year(), self.date.month(), self.date.day());
        self.guessed_year.then(|| Bilingual {
            zh: format!("{month} 月 {day} 日没有写年份，按 {year} 年算"),
            en: format!("{month:02}-{day:02} has no year and is taken as {year}"),
        })
    }
}

impl Unreadable {
    fn no_date(text: &str) -> Unreadable {
        let shown: String = text.chars().take(LONGEST).collect();
        Unreadable {
            message: Bilingual {
                zh: format!(
                    "看不懂日期“{shown}”，可以写成 2026-12-20、2026年12月20日 或 12月20日，后面可以加时间，如 2026-12-10 17:30、12月10日下午5点"
                ),
                en: format!(
                    "cannot read the date “{shown}”; write 2026-12-20, 2026年12月20日 or 12月20日, with a time behind it if there is one: 2026-12-10 17:30, 12月10日下午5点"
                ),
            },
        }
    }

    fn no_such_day(text: &str) -> Unreadable {
        let shown: String = text.chars().take(LONGEST).collect();
        Unreadable {
            message: Bilingual {
                zh: format!("“{shown}”：日历上没有这一天，请核对月份和日期"),
                en: format!("“{shown}”: there is no such day, check month and day"),
            },
        }
    }
}

/// Full-width signs as half-width ones, without spaces but those between figures.
fn plain(text: &str) -> String {
    let half = |character: char| match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    };
    let characters: Vec<char> = text.trim().chars().take(LONGEST + 1).map(half).collect();
    let figure = |place: Option<&char>| place.is_some_and(char::is_ascii_digit);
    let mut plain = String::new();
    let mut before: Option<char> = None;
    for (place, character) in characters.iter().enumerate() {
        if !character.is_whitespace() {
            plain.push(*character);
            before = Some(*character);
        } else if figure(before.as_ref()) && figure(characters.get(place + 1)) {
            plain.push(' ');
        }
    }
    plain
}

/// Year, if there is one, month and day.
type Parts = (Option<i16>, i8, i8);

/// `20261220`.
fn digits(text: &str) -> Option<(Parts, &str)> {
    let (head, rest) = text.split_at_checked(8)?;
    let all = head.bytes().all(|byte| byte.is_ascii_digit());
    if !all || rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    let year = head.get(..4)?.parse().ok()?;
    let (month, day) = (head.get(4..6)?.parse().ok()?, head.get(6..)?.parse().ok()?);
    Some(((Some(year), month, day), rest))
}

/// `2026-12-20`, `12/20`.
fn numeric(text: &str) -> Option<(Parts, &str)> {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && !"-/.".contains(character))
        .unwrap_or(text.len());
    let (head, rest) = text.split_at_checked(end)?;
    let mark = head
        .find(['-', '/', '.'])
        .and_then(|at| head.get(at..=at))?;
    let parts: Vec<&str> = head.split(mark).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (Some(year.parse().ok()?), *month, *day),
        [month, day] if month.len() <= 2 => (None, *month, *day),
        _ => return None,
    };
    Some(((year, month.parse().ok()?, day.parse().ok()?), rest))
}

/// `2026年12月20日`, `二〇二六年十二月二十日`, `12月20日前`.
fn written(text: &str) -> Option<(Parts, &str)> {
    let mention = dates(text).into_iter().next()?;
    let (head, rest) = text.split_at_checked(mention.range.end)?;
    let several = head.contains(['至', '到', '—', '–', '~', '、']);
    if mention.range.start > 0 || mention.kind != DateKind::Day || several {
        return None;
    }
    if mention.year.is_none() && mention.year_offset.is_some() {
        return None;
    }
    let year = mention.year.map(i16::try_from).transpose().ok()?;
    let month = i8::try_from(mention.month?).ok()?;
    Some(((year, month, i8::try_from(mention.day?).ok()?), rest))
}

/// The day of that name nearest to today.
fn nearest(month: i8, day: i8, today: Date) -> Option<Date> {
    let years = [
        today.year().checked_sub(1)?,
        today.year(),
        today.year().checked_add(1)?,
    ];
    let days = years
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok());
    days.min_by_key(|day| days_between(*day, today).abs())
}

/// Days from one day to another, below zero if that one is before.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The time behind a date: none for nothing and for the end of the day; nothing at all for words that are no time.
fn clock(rest: &str) -> Option<Option<Time>> {
    let rest = without_weekday(rest.trim());
    let rest = rest.trim_start_matches(['T', 't', ',', '，']);
    let mut text = rest;
    for ending in ["截止", "之前", "以前", "前", "整"] {
        text = text.strip_suffix(ending).unwrap_or(text);
    }
    if text.is_empty() {
        return Some(None);
    }
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
    let (period, text) = PERIODS
        .into_iter()
        .find_map(|(word, period)| Some((Some(period), text.strip_prefix(word)?)))
        .unwrap_or((None, text));
    let (hour, minute) = hour_and_minute(text)?;
    let hour = match (period, hour) {
        (Some(Period::Afternoon | Period::Evening), 1..=11) => hour + 12,
        (Some(Period::Noon), 1..=2) => hour + 12,
        (Some(Period::Evening), 12) => 24,
        _ => hour,
    };
    match (hour, minute) {
        (24, 0) => Some(None),
        _ => Time::new(hour, minute, 0, 0).ok().map(Some),
    }
}

#[derive(Clone, Copy)]
enum Period {
    Morning,
    Noon,
    Afternoon,
    Evening,
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

/// `17:30`, `17:30:59`, `17时30分`, `5点半`, `五点`.
fn hour_and_minute(text: &str) -> Option<(i8, i8)> {
    if let Some((hour, rest)) = text.split_once(':') {
        let (minute, second) = rest.split_once(':').unwrap_or((rest, "0"));
        let sound = minute.len() == 2 && second.parse::<f64>().is_ok_and(|second| second < 60.0);
        return sound.then_some((hour.parse().ok()?, minute.parse().ok()?));
    }
    let at = text.find(['点', '时'])?;
    let (hour, rest) = text.split_at_checked(at)?;
    let rest: String = rest.chars().skip(1).collect();
    let minute = match rest.trim_end_matches('分') {
        "" | "钟" => 0,
        "半" => 30,
        "一刻" => 15,
        "三刻" => 45,
        minute => minute.parse().ok().filter(|minute| *minute < 60)?,
    };
    const HAN: [&str; 13] = [
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let han = || {
        let hour = if hour == "两" { "二" } else { hour };
        let place = HAN.iter().position(|name| *name == hour)?;
        i8::try_from(place).ok()
    };
    Some((hour.parse().ok().or_else(han)?, minute))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(text: &str, today: Date) -> String {
        match Typed::read(text, today) {
            Ok(typed) => {
                let time = typed.time.map_or_else(String::new, |time| {
                    format!(" {:02}:{:02}", time.hour(), time.minute())
                });
                let guessed = if typed.guessed_year { " ?" } else { "" };
                format!("{}{time}{guessed}", typed.date)
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn dates_as_people_type_them() {
        let cases = [
            ("2026-12-20", "2026-12-20"),
            ("2026/12/20", "2026-12-20"),
            ("2026.12.20", "2026-12-20"),
            ("2026-1-5", "2026-01-05"),
            ("20261220", "2026-12-20"),
            ("2026年12月20日", "2026-12-20"),
            ("2026 年 12 月 20 日", "2026-12-20"),
            ("2026年12月20号", "2026-12-20"),
            ("２０２６－１２－２０", "2026-12-20"),
            ("二〇二六年十二月二十日", "2026-12-20"),
            (" 2026-12-20 ", "2026-12-20"),
            ("12月20日", "2026-12-20 ?"),
            ("12-20", "2026-12-20 ?"),
            ("12/20", "2026-12-20 ?"),
            ("1月10日", "2027-01-10 ?"),
            ("2026年12月20日（周日）", "2026-12-20"),
            ("2026-12-20 星期日", "2026-12-20"),
            ("2026-12-10 17:30", "2026-12-10 17:30"),
            ("2026-12-10 17:30:59", "2026-12-10 17:30"),
            ("2026-12-10T09:05", "2026-12-10 09:05"),
            ("2026-12-10 17：30", "2026-12-10 17:30"),
            ("20261210 17:30", "2026-12-10 17:30"),
            ("2026年12月10日17时", "2026-12-10 17:00"),
            ("2026年12月10日 17时30分", "2026-12-10 17:30"),
            ("12月10日下午5点", "2026-12-10 17:00 ?"),
            ("12月10日下午五点半", "2026-12-10 17:30 ?"),
            ("12月10日（周四）下午 5:30 前", "2026-12-10 17:30 ?"),
            ("2026-12-10 中午12点", "2026-12-10 12:00"),
            ("2026-12-10 上午9点一刻", "2026-12-10 09:15"),
            ("2026-12-10 晚上8点", "2026-12-10 20:00"),
            ("2026-12-10 晚上12点", "2026-12-10"),
            ("2026-12-10 24:00", "2026-12-10"),
            ("2026-12-10 24时", "2026-12-10"),
            ("2026-12-10 0:00", "2026-12-10 00:00"),
            ("12月10日前", "2026-12-10 ?"),
            ("2028-02-29", "2028-02-29"),
        ];
        for (text, read) in cases {
            assert_eq!(told(text, date(2026, 11, 21)), read, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        let cases = [
            ("12月20日", date(2026, 12, 25), "2026-12-20 ?"),
            ("12月20日", date(2027, 1, 5), "2026-12-20 ?"),
            ("12月20日", date(2026, 7, 1), "2026-12-20 ?"),
            ("1月5日", date(2026, 12, 31), "2027-01-05 ?"),
            ("2月29日", date(2027, 12, 1), "2028-02-29 ?"),
        ];
        for (text, today, read) in cases {
            assert_eq!(told(text, today), read, "{text} on {today}");
        }
        let typed = Typed::read("1月5日", date(2026, 12, 31)).unwrap();
        let note = typed.note().unwrap();
        assert_eq!(note.zh, "1 月 5 日没有写年份，按 2027 年算");
    }

    #[test]
    fn what_is_no_date_is_told_with_examples() {
        for text in [
            "",
            "明天",
            "年底",
            "12月",
            "2026年12月",
            "2026-12",
            "2026",
            "26年12月20日上",
            "12月20日至22日",
            "2026-12-20-21",
            "2026-12-10 5点钟左右",
            "2026-12-10 25:00",
            "2026-12-10 17:60",
            "2026-12-10 17:3",
            "二十日",
            "开会前",
            "202612201",
            "十二月",
            "\u{1F600}",
        ] {
            let read = told(text, date(2026, 11, 21));
            assert!(read.contains("看不懂日期"), "{text}: {read}");
            assert!(read.contains("2026年12月20日"), "{text}: {read}");
        }
        for text in [
            "2026-02-30",
            "2026年2月29日",
            "20261301",
            "2月30日",
            "2026-13-20",
            "13/20",
        ] {
            let read = told(text, date(2026, 11, 21));
            assert!(read.contains("没有这一天"), "{text}: {read}");
        }
        assert!(
            told(&"9".repeat(10_000), date(2026, 11, 21))
                .chars()
                .count()
                < 200
        );
    }
}
