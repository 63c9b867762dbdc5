//! The roster (名单) of those who report: read from a table, matched to files, compared with what was handed in.
//!
//! [`Roster::open`] reads it and says in [`Roster::notes`] what people should know; [`Matcher`] tells whose report a
//! file is; [`Attendance`] tells who is missing; [`quotas`] counts grades.

mod attendance;
mod columns;
mod delimited;
mod error;
mod matching;
mod moment;
mod old;
mod people;
mod quotas;
mod table;
#[cfg(test)]
mod tests;
mod units;
mod workbook;

use std::path::Path;

use jiff::civil::{Date, DateTime};

use crate::read;
use crate::ruleset::Lang;
use crate::text::count::is_han;
pub use attendance::{Attendance, Duplicate, Handed, Nature, common_year};
use columns::{Header, headings, is_apart};
pub use error::{Note, RosterError};
pub use matching::{By, Clues, Found, Match, Matcher};
pub use quotas::{QuotaResult, Quotas, quotas};
pub use table::{MAX_CELL, MAX_LINES};
use table::{Sheets, Table};

/// Somebody who is to report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Line of the table, from 1 as Excel counts.
    pub line: usize,
    /// The sheet of that line, where the roster was read from several; else empty.
    pub sheet: String,
    /// 单位, empty if the roster does not say.
    pub unit: String,
    /// 姓名 without the spaces within short names, empty if the roster does not say.
    pub name: String,
    /// 职务.
    pub title: String,
    /// 职位类别.
    pub post: String,
    /// 方案: a profile's id or file.
    pub profile: Option<String>,
    /// 提交时间 in Chinese time; midnight sharp is a day whose hour nobody noted.
    pub submitted: Option<DateTime>,
    /// 文件名.
    pub file: Option<String>,
    /// 等次.
    pub grade: Option<String>,
    /// 上年文件.
    pub previous: Option<String>,
}

impl Person {
    /// Unit and name: `柳河村党支部 张三`.
    pub fn who(&self) -> String {
        let words = [self.unit.as_str(), self.name.as_str()];
        words.join(" ").trim().to_owned()
    }

    /// Where the person stands on the roster, in words: `名单第 5 行（张三）`.
    pub fn place(&self, lang: Lang) -> String {
        let (sheet, line, name) = (&self.sheet, self.line, &self.name);
        match (lang, sheet.is_empty(), name.is_empty()) {
            (Lang::Zh, true, true) => format!("名单第 {line} 行"),
            (Lang::Zh, true, false) => format!("名单第 {line} 行（{name}）"),
            (Lang::Zh, false, true) => format!("名单的工作表“{sheet}”第 {line} 行"),
            (Lang::Zh, false, false) => format!("名单的工作表“{sheet}”第 {line} 行（{name}）"),
            (Lang::En, true, _) => format!("roster line {line} ({name})"),
            (Lang::En, false, _) => format!("sheet {sheet} of the roster, line {line} ({name})"),
        }
    }

    /// How the person is named to people with the office: `柳河村党支部 张三 书记`.
    pub fn shown(&self) -> String {
        let words = [&self.unit, &self.name, &self.title];
        let words: Vec<&str> = words
            .into_iter()
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect();
        match words.is_empty() {
            true => self.file.clone().unwrap_or_default(),
            false => words.join(" "),
        }
    }
}

/// A roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// The people, in the order of their lines.
    pub people: Vec<Person>,
    /// The sheet they stand in, empty for text.
    pub sheet: String,
    /// Headings of columns that were not used.
    pub ignored: Vec<String>,
    /// What people should know about it.
    pub notes: Vec<Note>,
}

/// The largest file that is read as a roster, in bytes.
const FILE_LIMIT: usize = 64 << 20;

impl Roster {
    /// Reads a roster: `.xlsx`, `.xlsm`, `.xls`, `.et`, `.csv`, `.tsv`, `.txt`, told by content.
    ///
    /// The first visible sheet with usable columns and people is taken, and those behind it with the same columns
    /// whose name does not say that they are something else (去年, 备份, another year). A unit that stands once is filled down within
    /// its merged cell, and to a line with a name and no unit right below one that has a unit. Hidden columns and
    /// filtered lines count: a filter that was left on must not take people off the roster.
    ///
    /// # Errors
    /// Why there is no roster.
    pub fn open(path: &Path) -> Result<Roster, RosterError> {
        Roster::open_near(path, None)
    }

    /// The same; times without a year are taken to fall near a day, such as the meeting's.
    ///
    /// Without such a day, they are taken to fall near the first full time of the column, else near the end of the year
    /// that stands above the table.
    ///
    /// # Errors
    /// Why there is no roster.
    pub fn open_near(path: &Path, near: Option<Date>) -> Result<Roster, RosterError> {
        let bytes = read::bytes(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Roster::from_bytes(&bytes, &name, near)
    }

    /// Reads a roster that is already in memory; `name` is its file's name.
    ///
    /// # Errors
    /// Why there is no roster.
    pub fn from_bytes(bytes: &[u8], name: &str, near: Option<Date>) -> Result<Roster, RosterError> {
        if bytes.is_empty() {
            return Err(RosterError::Read(read::ReadError::Empty));
        }
        if bytes.len() > FILE_LIMIT {
            return Err(RosterError::TooLarge);
        }
        let mut roster = Roster::default();
        let mut sheets = Sheets::new(is_usable, goes_on);
        if bytes.starts_with(b"PK") {
            if let Err(error) = workbook::read(bytes, &mut sheets) {
                // A Word file or an archive is no broken workbook.
                return Err(other_kind(bytes, name).unwrap_or(error));
            }
        } else if bytes.starts_with(&read::doc::MAGIC) {
            old::read(bytes, &mut sheets)?;
        } else {
            delimited::read(bytes, name, &mut sheets, &mut roster.notes)?;
        }
        roster.fill(&sheets, name, near)?;
        Ok(roster)
    }

    fn fill(&mut self, sheets: &Sheets, file: &str, near: Option<Date>) -> Result<(), RosterError> {
        let Some(table) = sheets.chosen.and_then(|place| sheets.tables.get(place)) else {
            // A header without people, or headings that are not known.
            let headed = sheets
                .tables
                .iter()
                .find(|table| Header::find(table).is_some());
            if let Some(table) = headed {
                let sheet = if table.name.is_empty() {
                    file
                } else {
                    &table.name
                };
                return Err(RosterError::Nobody {
                    sheet: sheet.to_owned(),
                });
            }
            let found = sheets
                .tables
                .iter()
                .map(headings)
                .find(|found| !found.is_empty());
            return Err(RosterError::NoColumns {
                found: found.unwrap_or_default(),
            });
        };
        let header = Header::find(table).unwrap_or_default();
        self.sheet.clone_from(&table.name);
        let others = sheets.tables.iter().enumerate().filter(|(place, table)| {
            let read = Some(*place) == sheets.chosen || sheets.further.contains(place);
            !read && is_usable(table)
        });
        let others: Vec<String> = others.map(|(_, table)| table.name.clone()).collect();
        let further = || {
            let places = sheets.further.iter();
            places.filter_map(|place| sheets.tables.get(*place))
        };
        if !others.is_empty() || !sheets.further.is_empty() {
            let names = further().map(|table| table.name.clone());
            self.notes.push(Note::Sheets {
                read: std::iter::once(table.name.clone()).chain(names).collect(),
                others,
            });
        }
        for (used, unused) in &header.doubled {
            self.notes.push(Note::Column {
                used: used.clone(),
                unused: unused.clone(),
            });
        }
        let several = !sheets.further.is_empty();
        for table in std::iter::once(table).chain(further()) {
            let Some(header) = Header::find(table) else {
                continue;
            };
            let mut notes = Vec::new();
            let known = std::mem::take(&mut self.people);
            let before = known.len();
            self.people = people::further(known, table, &header, near, &mut notes);
            if !several {
                self.notes.append(&mut notes);
                break;
            }
            for person in self.people.iter_mut().skip(before) {
                person.sheet.clone_from(&table.name);
            }
            self.notes
                .extend(notes.into_iter().map(|note| Note::InSheet {
                    sheet: table.name.clone(),
                    note: Box::new(note),
                }));
        }
        if self.people.len() > MAX_LINES {
            return Err(RosterError::TooLarge);
        }
        self.ignored = header.ignored;
        Ok(())
    }
}

/// Whether a sheet is a roster: a header with a column that is needed, and somebody below it.
fn is_usable(table: &Table) -> bool {
    Header::find(table)
        .is_some_and(|header| !people::people(table, &header, None, &mut Vec::new()).is_empty())
}

/// Whether a sheet goes on with the roster of another: the same columns, and a name that does not tell of other people.
fn goes_on(roster: &Table, table: &Table) -> bool {
    let columns = |table: &Table| {
        let mut columns: Vec<_> = Header::find(table)?
            .columns
            .into_iter()
            .map(|(column, _)| column)
            .collect();
        columns.sort_unstable();
        Some(columns)
    };
    !is_apart(&table.name) && columns(table).is_some_and(|own| Some(own) == columns(roster))
}

/// What other kind of package a file is.
fn other_kind(bytes: &[u8], name: &str) -> Option<RosterError> {
    let what = match read::from_bytes(bytes, Some(name)) {
        Ok(_) => "文档".to_owned(),
        Err(read::ReadError::NotWord { what }) if !what.contains("xlsx") => what,
        Err(read::ReadError::Unsupported { what, .. }) => what,
        _ => return None,
    };
    Some(RosterError::NotATable { what })
}

/// Whether a text has Chinese characters only.
fn is_all_han(text: &str) -> bool {
    text.chars().all(is_han)
}
