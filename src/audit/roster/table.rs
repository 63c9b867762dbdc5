//! A table as it was read: lines of cells, nothing about what they mean.

use jiff::civil::DateTime;

use crate::audit::shown;

/// Lines that a roster may have; a province has half as many reports.
pub const MAX_LINES: usize = 200_000;
/// Characters of a cell that are kept.
pub const MAX_CELL: usize = 1_000;
/// Columns that are looked at, from the left.
pub(super) const MAX_COLUMNS: u32 = 512;
/// Filled cells of a sheet, over all lines.
pub(super) const MAX_CELLS: usize = 4_000_000;
/// Sheets of a workbook that are looked at.
pub(super) const MAX_SHEETS: usize = 64;
/// Merged stretches of a sheet that are looked at.
pub(super) const MAX_MERGED: usize = 400_000;
/// Bytes of text of a sheet.
const MAX_TEXT: usize = 96 << 20;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A plain number; in a column of times it is a day's number.
    Number(f64),
    /// A number that is shown as a date.
    Moment(DateTime),
}

impl Value {
    /// The words of a cell, white space at its ends and in between tidied.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) => tidy(text),
            Value::Number(number) => number.to_string(),
            Value::Moment(moment) => shown(*moment),
        }
    }
}

/// A line with its filled cells, by column from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// As the program that wrote it counts, from 1.
    pub number: usize,
    pub cells: Vec<(u32, Value)>,
}

impl Line {
    pub fn get(&self, column: u32) -> Option<&Value> {
        let found = self.cells.iter().find(|(at, _)| *at == column);
        found.map(|(_, value)| value)
    }
}

/// A merged stretch of cells: lines from 1, columns from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub lines: (usize, usize),
    pub columns: (u32, u32),
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its name, empty for text.
    pub name: String,
    /// Lines with something in them, from above.
    pub lines: Vec<Line>,
    pub merged: Vec<Merged>,
    /// Days are counted from 1904 and not from 1900.
    pub from_1904: bool,
    cells: usize,
    bytes: usize,
}

/// A sheet has more in it than is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

impl Table {
    pub fn new(name: &str, from_1904: bool) -> Table {
        Table {
            name: name.to_owned(),
            from_1904,
            ..Table::default()
        }
    }

    /// Takes a cell; empty ones and those far to the right are left out.
    pub fn put(&mut self, number: usize, column: u32, value: Value) -> Result<(), Full> {
        let value = match value {
            Value::Text(text) => {
                let text = cut(&text);
                if text.chars().all(is_blank) {
                    return Ok(());
                }
                self.bytes += text.len();
                Value::Text(text)
            }
            value => value,
        };
        if column >= MAX_COLUMNS {
            return Ok(());
        }
        if self.cells >= MAX_CELLS || self.bytes > MAX_TEXT {
            return Err(Full);
        }
        self.cells += 1;
        let full = self.lines.len() > MAX_LINES + HEAD_ROOM;
        match self.lines.last_mut() {
            Some(line) if line.number == number => line.cells.push((column, value)),
            _ if full => return Err(Full),
            _ => self.lines.push(Line {
                number,
                cells: vec![(column, value)],
            }),
        }
        Ok(())
    }

    /// Files may give their lines in any order.
    pub fn sort(&mut self) {
        if !self.lines.is_sorted_by_key(|line| line.number) {
            self.lines.sort_by_key(|line| line.number);
            self.lines.dedup_by(|later, earlier| {
                let same = later.number == earlier.number;
                if same {
                    earlier.cells.append(&mut later.cells);
                }
                same
            });
        }
        self.merged.truncate(MAX_MERGED);
        self.merged.sort_by_key(|merged| merged.lines);
    }
}

/// Lines above the first person that do not count.
const HEAD_ROOM: usize = 100;
/// Lines kept of sheets that are not the roster.
const HEAD: usize = 40;

/// The sheets of a file: the first usable one and those that go on with it as a whole, of the others the beginning.
pub(super) struct Sheets {
    pub tables: Vec<Table>,
    /// The place of the usable one.
    pub chosen: Option<usize>,
    /// The places of those that go on with it.
    pub further: Vec<usize>,
    usable: fn(&Table) -> bool,
    /// Whether a sheet goes on with the usable one, the first of the two.
    goes_on: fn(&Table, &Table) -> bool,
    cells: usize,
    bytes: usize,
}

impl Sheets {
    pub fn new(usable: fn(&Table) -> bool, goes_on: fn(&Table, &Table) -> bool) -> Sheets {
        Sheets {
            tables: Vec::new(),
            chosen: None,
            further: Vec::new(),
            usable,
            goes_on,
            cells: 0,
            bytes: 0,
        }
    }

    /// Whether a sheet that is being read has enough lines: of those that do not go on with the usable one only the
    /// beginning counts.
    pub fn enough(&self, table: &Table) -> bool {
        match table.lines.len().cmp(&(HEAD + 1)) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => self.chosen.is_some() && !self.is_further(table),
            // That was asked one line before.
            std::cmp::Ordering::Greater => false,
        }
    }

    fn is_further(&self, table: &Table) -> bool {
        let chosen = self.chosen.and_then(|place| self.tables.get(place));
        let room = self.cells + table.cells <= MAX_CELLS && self.bytes + table.bytes <= MAX_TEXT;
        room && chosen.is_some_and(|chosen| (self.goes_on)(chosen, table))
    }

    /// Takes the next sheet.
    pub fn push(&mut self, mut table: Table) {
        table.sort();
        let whole = match self.chosen {
            None => (self.usable)(&table),
            Some(_) => (self.usable)(&table) && self.is_further(&table),
        };
        if whole {
            self.cells += table.cells;
            self.bytes += table.bytes;
            match self.chosen {
                None => self.chosen = Some(self.tables.len()),
                Some(_) => self.further.push(self.tables.len()),
            }
        } else {
            table.lines.truncate(HEAD);
            table.lines.shrink_to_fit();
            table.merged = Vec::new();
        }
        self.tables.push(table);
    }
}

/// The first characters of a text, as many as are kept of a cell.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_CELL) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text.to_owned(),
    }
}

/// White space and characters that nobody sees.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}')
}

/// A text with single spaces where it had white space of any kind, none beside Han.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        let glued =
            |character: Option<char>| character.is_none_or(|character| !character.is_ascii());
        if !out.is_empty() && !glued(out.chars().next_back()) && !glued(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
