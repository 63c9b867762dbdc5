//! Dates and times as people type them: for a meeting, for a deadline, in a cell of a roster. All are Chinese time.
//!
//! A day whose hour nobody noted is its midnight sharp, here and wherever an audit keeps a moment.

mod clock;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime, Time};
use thiserror::Error;

use crate::ruleset::Bilingual;
use crate::text::date::{DateKind, dates};
use crate::text::fold::{is_invisible, simplify};
use clock::clock;

/// The longest text that is taken for a date, in characters.
const LONGEST: usize = 60;

/// A day that somebody typed, perhaps with an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// The day.
    pub date: Date,
    /// The hour, where one was typed; 24 时 is none, as it is the end of the day.
    pub time: Option<Time>,
    /// Whether the year was not typed, but guessed as the one that brings the day nearest to a known one.
    pub guessed_year: bool,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .message.zh)]
pub struct Unreadable {
    /// What is wrong, with examples of what can be read.
    pub message: Bilingual,
}

/// A moment for people, `2026-12-13 09:12`; a day whose hour nobody noted is shown without one.
pub fn shown(moment: DateTime) -> String {
    let pattern = match moment.time() == Time::midnight() {
        true => "%Y-%m-%d",
        false => "%Y-%m-%d %H:%M",
    };
    moment.strftime(pattern).to_string()
}

impl Typed {
    /// Reads `2026-12-20`, `2026/12/20`, `26.12.20`, `20261220`, `2026年12月20日`, `12月20日`, `12.20`, each perhaps with
    /// `17:30`, `17时30分`, `下午5点`, `5:30 PM` behind it, and nothing else.
    ///
    /// A day without a year is the one nearest to `near`; where there is none, the year must be there.
    ///
    /// # Errors
    /// A text that is no date, or a day that no calendar has.
    pub fn read(text: &str, near: impl Into<Option<Date>>) -> Result<Typed, Unreadable> {
        let plain = plain(text);
        let (parts, rest) = day(&plain).ok_or_else(|| Unreadable::no_date(text))?;
        let (time, mut rest) = clock(rest).ok_or_else(|| Unreadable::no_date(text))?;
        for ending in ["截止", "之前", "以前", "前", "整"] {
            rest = rest.strip_suffix(ending).unwrap_or(rest);
        }
        if !rest.is_empty() {
            return Err(Unreadable::no_date(text));
        }
        Typed::of(text, parts, time, near.into())
    }

    /// The same where words may stand beside the date: `已于12月10日下午交`, `2026-12-10（补交）`.
    ///
    /// # Errors
    /// A text without a date, or a day that no calendar has.
    pub fn find(text: &str, near: impl Into<Option<Date>>) -> Result<Typed, Unreadable> {
        let plain = plain(text);
        let within = || {
            let mentions = dates(&plain).into_iter();
            let mut days = mentions.filter(|mention| mention.kind == DateKind::Day);
            day(plain.get(days.next()?.range.start..)?)
        };
        let (parts, rest) = day(&plain)
            .or_else(within)
            .ok_or_else(|| Unreadable::no_date(text))?;
        let (time, rest) = clock(rest).ok_or_else(|| Unreadable::no_date(text))?;
        // A figure behind a bare day may be an hour in a spelling that is not known.
        if time.is_none() && rest.contains(|character: char| character.is_ascii_digit()) {
            return Err(Unreadable::no_date(text));
        }
        Typed::of(text, parts, time, near.into())
    }

    fn of(
        text: &str,
        (year, month, day): Parts,
        time: Option<Time>,
        near: Option<Date>,
    ) -> Result<Typed, Unreadable> {
        let date = match (year, near) {
            (Some(year), _) => Date::new(year, month, day).ok(),
            (None, Some(near)) => nearest(month, day, near),
            (None, None) => return Err(Unreadable::no_date(text)),
        };
        Ok(Typed {
            date: date.ok_or_else(|| Unreadable::no_such_day(text))?,
            time,
            guessed_year: year.is_none(),
        })
    }

    /// The moment, midnight where no hour was typed.
    pub fn moment(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// Says which year was guessed.
    pub fn note(self) -> Option<Bilingual> {
        let (year, month, day) = (self.date.year(), self.date.month(), self.date.day());
        self.guessed_year.then(|| {
            Bilingual::new(
                format!("{month} 月 {day} 日没有写年份，按 {year} 年算"),
                format!("{month:02}-{day:02} has no year and is taken as {year}"),
            )
        })
    }
}

impl Unreadable {
    fn no_date(text: &str) -> Unreadable {
        let shown: String = text.chars().take(LONGEST).collect();
        Unreadable {
            message: Bilingual::new(
                format!(
                    "看不懂日期“{shown}”，可以写成 2026-12-20、2026年12月20日 或 12月20日，后面可以加时间，如 2026-12-10 17:30、12月10日下午5点"
                ),
                format!(
                    "cannot read the date “{shown}”; write 2026-12-20, 2026年12月20日 or 12月20日, with a time behind it if there is one: 2026-12-10 17:30, 12月10日下午5点"
                ),
            ),
        }
    }

    fn no_such_day(text: &str) -> Unreadable {
        let shown: String = text.chars().take(LONGEST).collect();
        Unreadable {
            message: Bilingual::new(
                format!("“{shown}”：日历上没有这一天，请核对月份和日期"),
                format!("“{shown}”: there is no such day, check month and day"),
            ),
        }
    }
}

/// Full-width signs as half-width ones, traditional characters simplified, without spaces but those between figures.
fn plain(text: &str) -> String {
    let half = |character: char| match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => simplify(character),
    };
    let told = text.trim().chars().filter(|one| !is_invisible(*one));
    let characters: Vec<char> = told.take(LONGEST + 1).map(half).collect();
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

/// The day that a text begins with, and what stands behind it.
fn day(text: &str) -> Option<(Parts, &str)> {
    digits(text)
        .or_else(|| numeric(text))
        .or_else(|| short_year(text))
        .or_else(|| written(text))
}

/// `20261220`, perhaps with a clock of four or six figures right behind it.
fn digits(text: &str) -> Option<(Parts, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit());
    if !matches!(end.unwrap_or(text.len()), 8 | 12 | 14) {
        return None;
    }
    let year = text.get(..4)?.parse().ok()?;
    let (month, day) = (text.get(4..6)?.parse().ok()?, text.get(6..8)?.parse().ok()?);
    Some(((Some(year), month, day), text.get(8..)?))
}

/// `2026-12-20`, `26.12.20`, `12/20`.
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
        [year, month, day] if year.len() == 2 => (Some(of_this_century(year)?), *month, *day),
        [month, day] if month.len() <= 2 => (None, *month, *day),
        _ => return None,
    };
    let rest = rest.trim_start_matches(['日', '号']);
    Some(((year, month.parse().ok()?, day.parse().ok()?), rest))
}

/// `26年12月20日`.
fn short_year(text: &str) -> Option<(Parts, &str)> {
    let (year, rest) = text.split_once('年')?;
    if year.len() != 2 {
        return None;
    }
    let ((None, month, day), rest) = written(rest)? else {
        return None;
    };
    Some(((Some(of_this_century(year)?), month, day), rest))
}

fn of_this_century(year: &str) -> Option<i16> {
    Some(2000 + year.parse::<i16>().ok()?)
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

/// The day of that name nearest to another one.
fn nearest(month: i8, day: i8, near: Date) -> Option<Date> {
    let years = near.year().checked_sub(1)?..=near.year().checked_add(1)?;
    let days = years.filter_map(|year| Date::new(year, month, day).ok());
    days.min_by_key(|day| days_between(*day, near).abs())
}

/// Days from one day to another, below zero if that one is before.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
