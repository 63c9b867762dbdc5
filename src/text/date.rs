//! Dates, periods and deadlines in running text.

mod forms;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::numeral::value::digit;
use super::scan::Scan;
use forms::{bare, counted, deadline_suffix, month, numeric, part, recurring, relative};

/// Whether what stands behind the dot of a number goes on with it: 1.3万 is a figure, 1.3月底前走访 the first item, due in
/// March.
pub fn goes_on_as_figure(behind: &str) -> bool {
    behind.starts_with(|next: char| next.is_ascii_digit()) && !opens_with_date(behind)
}

/// Whether a text begins with a month or a year in digits.
pub fn opens_with_date(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = text.split_at(digits);
    let number: u32 = number.parse().unwrap_or(0);
    match behind.chars().next() {
        Some('月') => digits <= 2 && (1..=12).contains(&number),
        Some('年') => digits == 4 && (1900..2100).contains(&number),
        _ => false,
    }
}

/// How much of the calendar a mention covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// A day.
    Day,
    /// A month or a part of it.
    Month,
    /// A quarter, or several from the first on; `month` is its last one.
    Quarter,
    /// A half year; `month` is 6 or 12.
    Half,
    /// A year; 年底 has `month` 12, 年初 1.
    Year,
    /// Again and again: 每月5日, 每季度, 按月.
    Recurring,
    /// A term from now on: 三个月内.
    Span,
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The bytes of the mention, with 底 and 前.
    pub range: Range<usize>,
    /// How much of the calendar it covers.
    pub kind: DateKind,
    /// The year, where it is given in full.
    pub year: Option<i32>,
    /// The year relative to the report's: 去年 −1, 今年 0, 明年 1.
    pub year_offset: Option<i32>,
    /// The month, from 1; of a range the last one.
    pub month: Option<u32>,
    /// The day, from 1; of a range the last one.
    pub day: Option<u32>,
    /// Something has to be done by then: 6月底前, 年内, 到年底.
    pub deadline: bool,
}

/// The dates of a text, in order.
pub fn dates(text: &str) -> Vec<DateMention> {
    if !may_have_dates(text) {
        return Vec::new();
    }
    find(&Scan::new(text))
        .into_iter()
        .map(|(_, date)| date)
        .collect()
}

/// The date that a text begins with.
pub fn date_at_start(text: &str) -> Option<DateMention> {
    if !may_have_dates(text) {
        return None;
    }
    let scan = Scan::new(text);
    let mut date = Draft::at(&scan, 0).filter(|date| date.start == 0)?;
    date.close(&scan);
    Some(date.mention(&scan))
}

fn may_have_dates(text: &str) -> bool {
    let hints = |character| {
        matches!(
            character,
            '年' | '月' | '日' | '季' | '每' | '內' | '内' | '按' | '逐'
        )
    };
    text.chars()
        .any(|character| hints(character) || character.is_ascii_digit())
}

/// The dates with the places of their characters.
pub(super) fn find(scan: &Scan) -> Vec<(Range<usize>, DateMention)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < scan.len() {
        let Some(mut date) = Draft::at(scan, place) else {
            place += 1;
            continue;
        };
        date.close(scan);
        place = date.end.max(place + 1);
        found.push((date.start..date.end, date.mention(scan)));
    }
    found
}

/// A mention in the making; offsets are places of the scan.
#[derive(Debug)]
struct Draft {
    start: usize,
    end: usize,
    kind: DateKind,
    year: Option<i32>,
    year_offset: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    deadline: bool,
}

impl Draft {
    fn new(start: usize, end: usize, kind: DateKind) -> Self {
        Draft {
            start,
            end,
            kind,
            year: None,
            year_offset: None,
            month: None,
            day: None,
            deadline: false,
        }
    }

    /// The date that begins at a place.
    fn at(scan: &Scan, place: usize) -> Option<Draft> {
        match scan.at(place) {
            '每' | '按' | '逐' => recurring(scan, place),
            '年' | '月' => bare(scan, place),
            '今' | '本' | '当' | '去' | '明' | '来' | '次' => {
                relative(scan, place).or_else(|| part(scan, place))
            }
            '上' | '下' => relative(scan, place).or_else(|| part(scan, place)),
            '第' | '前' => part(scan, place),
            character if character.is_ascii_digit() => {
                let inside =
                    scan.before(place).is_ascii_alphanumeric() || scan.before(place) == '.';
                if inside {
                    return None;
                }
                numeric(scan, place).or_else(|| counted(scan, place))
            }
            character if digit(character).is_some() || character == '十' => {
                let before = scan.before(place);
                if digit(before).is_some() || matches!(before, '十' | '百' | '千' | '万') {
                    return None;
                }
                counted(scan, place)
            }
            _ => None,
        }
    }

    /// What may follow: 前, 内, and what stands before: 到.
    fn close(&mut self, scan: &Scan) {
        let from = scan.skip_spaces(self.end);
        if let Some(end) = deadline_suffix(scan, from) {
            self.deadline = true;
            self.end = end;
            return;
        }
        let by = matches!(scan.before(self.start), '到' | '至')
            && !scan.ends_with_any(
                self.start,
                &[
                    "截至", "截到", "达到", "看到", "直到", "得到", "甚至", "乃至",
                ],
            );
        self.deadline |= by && matches!(scan.before(self.end), '底' | '末');
    }

    fn mention(&self, scan: &Scan) -> DateMention {
        DateMention {
            range: scan.range(self.start, self.end),
            kind: self.kind,
            year: self.year,
            year_offset: self.year_offset,
            month: self.month,
            day: self.day,
            deadline: self.deadline,
        }
    }

    /// The part of a year after it: 底, 3月, 第一季度, 上半年.
    fn refine(mut self, scan: &Scan) -> Draft {
        let place = scan.skip_spaces(self.end);
        let ending = match scan.at(place) {
            '底' | '末' | '终' => Some(12),
            '初' => Some(1),
            _ => None,
        };
        if ending.is_some() {
            self.month = ending;
            self.end = place + 1;
        } else if let Some(part) = part(scan, place).or_else(|| month(scan, place)) {
            self.kind = part.kind;
            self.month = part.month;
            self.day = part.day;
            self.end = part.end;
        }
        self
    }
}
