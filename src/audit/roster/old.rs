//! Workbooks of Excel 97 to 2003 (`.xls`) and of WPS in the same format (`.et`), after [MS-XLS].
//!
//! calamine cannot be given such a file from strangers: it reserves the rectangle that a sheet claims, copies a shared
//! text for every cell that names it, and follows chains of sectors that lead back to themselves.

use rustc_hash::FxHashSet;

use super::error::RosterError;
use super::moment::of_serial;
use super::table::{Full, MAX_CELL, MAX_MERGED, MAX_SHEETS, Merged, Sheets, Table, Value};
use crate::read::doc::Compound;

const EOF: u16 = 0x000A;
const FORMULA: u16 = 0x0006;
const CONTINUE: u16 = 0x003C;
const MERGED: u16 = 0x00E5;

/// Reads the visible sheets of a workbook, in order.
pub(super) fn read(bytes: &[u8], sheets: &mut Sheets) -> Result<(), RosterError> {
    let damaged = |reason: &str| RosterError::Damaged {
        reason: reason.to_owned(),
    };
    let compound = Compound::open(bytes).ok_or_else(|| damaged("文件不完整"))?;
    if compound.has("EncryptedPackage") {
        return Err(RosterError::Encrypted);
    }
    let Some(stream) = compound.stream("Workbook") else {
        let what = match compound.has("Book") {
            true => "Excel 5.0/95 的旧表格",
            false => "别的 Office 文件",
        };
        let what = what.to_owned();
        return Err(RosterError::NotATable { what });
    };
    let book = Book::read(&stream.bytes)?;
    let mut seen = Vec::new();
    for (place, name) in &book.sheets {
        // Two sheets in one place would read it twice.
        if seen.contains(place) || seen.len() >= MAX_SHEETS {
            continue;
        }
        seen.push(*place);
        let table = book.sheet(&stream.bytes, *place, name, sheets)?;
        sheets.push(table);
    }
    if seen.is_empty() {
        return Err(damaged("没有工作表"));
    }
    Ok(())
}

/// What all sheets share.
#[derive(Default)]
struct Book {
    /// Where sheets begin in the stream, and their names.
    sheets: Vec<(usize, String)>,
    strings: Vec<String>,
    /// Own formats of numbers that show dates.
    dates: FxHashSet<u16>,
    /// The format of each style of cell.
    styles: Vec<u16>,
    from_1904: bool,
}

/// A record: kind, content, and the places of what continues it.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    /// Where the next record begins.
    next: usize,
}

/// The record at a place.
fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = short(stream, at)?;
    let start = at + 4;
    let next = start + usize::from(short(stream, at + 2)?);
    Some(Record {
        kind,
        data: stream.get(start..next)?,
        next,
    })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*two))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    let eight = bytes.get(at..)?.first_chunk()?;
    Some(f64::from_le_bytes(*eight))
}

impl Book {
    fn read(stream: &[u8]) -> Result<Book, RosterError> {
        let mut book = Book::default();
        let mut at = 0;
        while let Some(record) = record(stream, at) {
            let data = record.data;
            at = record.next;
            match record.kind {
                0x002F if short(data, 0) != Some(0) => return Err(RosterError::Encrypted),
                0x0022 => book.from_1904 = short(data, 0) == Some(1),
                0x00E0 => book.styles.push(short(data, 2).unwrap_or_default()),
                0x041E => {
                    let shown = data.get(2..).and_then(string).unwrap_or_default();
                    if shows_date(&shown) {
                        book.dates.extend(short(data, 0));
                    }
                }
                0x0085 => {
                    // Only visible sheets of cells.
                    let plain =
                        data.get(4).map(|state| state & 3) == Some(0) && data.get(5) == Some(&0);
                    let name = data.get(6..).and_then(|rest| {
                        let (length, rest) = rest.split_first()?;
                        let (flags, rest) = rest.split_first()?;
                        Some(characters(rest, usize::from(*length), flags & 1 == 1).0)
                    });
                    if let (true, Some(place)) = (plain, long(data, 0)) {
                        book.sheets.push((place as usize, name.unwrap_or_default()));
                    }
                }
                0x00FC => {
                    let mut blocks = vec![data];
                    while let Some(more) =
                        self::record(stream, at).filter(|more| more.kind == CONTINUE)
                    {
                        blocks.push(more.data);
                        at = more.next;
                    }
                    book.strings = strings(&blocks);
                }
                EOF => break,
                _ => {}
            }
        }
        Ok(book)
    }

    fn sheet(
        &self,
        stream: &[u8],
        place: usize,
        name: &str,
        sheets: &Sheets,
    ) -> Result<Table, RosterError> {
        let mut table = Table::new(name, self.from_1904);
        let mut at = place;
        // The cell whose formula has a text, which stands in the next record of texts.
        let mut formula = None;
        // Charts within a sheet have a beginning and an end of their own.
        let mut depth = 0_u32;
        while let Some(record) = record(stream, at) {
            let data = record.data;
            at = record.next;
            if sheets.enough(&table) {
                break;
            }
            match record.kind {
                0x0809 => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                MERGED => merge(data, &mut table.merged),
                0x00BD => self.numbers(data, &mut table)?,
                kind => {
                    let cell = match kind {
                        0x0207 => formula.take().zip(string(data).map(Value::Text)),
                        _ => self.cell(kind, data),
                    };
                    if kind == FORMULA {
                        formula = position(data);
                    }
                    if let Some(((line, column), value)) = cell {
                        put(&mut table, line, column, value)?;
                    }
                }
            }
        }
        Ok(table)
    }

    /// The cell of a record that holds one.
    fn cell(&self, kind: u16, data: &[u8]) -> Option<((u16, u16), Value)> {
        let style = short(data, 4)?;
        let value = match kind {
            0x00FD => Value::Text(self.strings.get(long(data, 6)? as usize)?.clone()),
            0x0204 | 0x00D6 => Value::Text(string(data.get(6..)?)?),
            0x0203 => self.number(double(data, 6)?, style),
            0x027E => self.number(packed(long(data, 6)?), style),
            // The last two bytes tell a number from a text, a truth or an error.
            FORMULA if short(data, 12)? != 0xFFFF => self.number(double(data, 6)?, style),
            _ => return None,
        };
        Some((position(data)?, value))
    }

    /// Several packed numbers side by side.
    fn numbers(&self, data: &[u8], table: &mut Table) -> Result<(), RosterError> {
        let Some((line, first)) = position(data) else {
            return Ok(());
        };
        let pairs = data
            .get(4..data.len().saturating_sub(2))
            .unwrap_or_default();
        for (pair, column) in pairs.chunks_exact(6).zip(first..) {
            if let (Some(style), Some(number)) = (short(pair, 0), long(pair, 2)) {
                put(table, line, column, self.number(packed(number), style))?;
            }
        }
        Ok(())
    }

    fn number(&self, number: f64, style: u16) -> Value {
        let format = self
            .styles
            .get(usize::from(style))
            .copied()
            .unwrap_or_default();
        let date =
            matches!(format, 14..=17 | 22 | 27..=31 | 50..=58) || self.dates.contains(&format);
        match of_serial(number, self.from_1904).filter(|_| date) {
            Some(moment) => Value::Moment(moment),
            None => Value::Number(number),
        }
    }
}

fn put(table: &mut Table, line: u16, column: u16, value: Value) -> Result<(), RosterError> {
    let put = table.put(usize::from(line) + 1, u32::from(column), value);
    put.map_err(|Full| RosterError::TooLarge)
}

/// Line and column of a cell, from 0.
fn position(data: &[u8]) -> Option<(u16, u16)> {
    Some((short(data, 0)?, short(data, 2)?))
}

fn merge(data: &[u8], merged: &mut Vec<Merged>) {
    for four in data.get(2..).unwrap_or_default().chunks_exact(8) {
        let at = |place: usize| short(four, place).unwrap_or_default();
        if merged.len() < MAX_MERGED {
            merged.push(Merged {
                lines: (usize::from(at(0)) + 1, usize::from(at(2)) + 1),
                columns: (u32::from(at(4)), u32::from(at(6))),
            });
        }
    }
}

/// A number in 30 bits: the upper ones of a double or a whole number, perhaps a hundred times as large.
fn packed(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 1 {
        number / 100.0
    } else {
        number
    }
}

/// Whether a format of numbers shows a day: its letters outside quotes and brackets.
fn shows_date(format: &str) -> bool {
    let mut quoted = None;
    format.chars().any(|character| {
        match (quoted, character) {
            (None, '"') => quoted = Some('"'),
            (None, '[') => quoted = Some(']'),
            (Some(end), character) if end == character => quoted = None,
            (None, 'y' | 'Y' | 'd' | 'D') => return true,
            _ => {}
        }
        false
    })
}

/// A text with its length before it.
fn string(data: &[u8]) -> Option<String> {
    let length = usize::from(short(data, 0)?);
    let flags = *data.get(2)?;
    Some(characters(data.get(3..)?, length, flags & 1 == 1).0)
}

/// As many characters as are there, in one or two bytes each; and how many bytes and characters that were.
fn characters(data: &[u8], length: usize, wide: bool) -> (String, usize, usize) {
    let size = if wide { 2 } else { 1 };
    let count = length.min(data.len() / size);
    let bytes = data.get(..count * size).unwrap_or_default();
    let text = if wide {
        let units = bytes.chunks_exact(2).filter_map(|two| short(two, 0));
        char::decode_utf16(units.take(MAX_CELL))
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    } else {
        bytes
            .iter()
            .take(MAX_CELL)
            .map(|byte| char::from(*byte))
            .collect()
    };
    (text, count * size, count)
}

/// The table of shared texts, which runs on over several records.
fn strings(blocks: &[&[u8]]) -> Vec<String> {
    let mut walk = Walk {
        blocks,
        block: 0,
        at: 8,
    };
    let mut strings = Vec::new();
    while let Some(text) = walk.string() {
        strings.push(text);
    }
    strings
}

struct Walk<'a> {
    blocks: &'a [&'a [u8]],
    block: usize,
    at: usize,
}

impl<'a> Walk<'a> {
    fn rest(&self) -> &'a [u8] {
        let block = self.blocks.get(self.block).copied().unwrap_or_default();
        block.get(self.at..).unwrap_or_default()
    }

    /// Goes on to the next record; its first byte is left to the caller.
    fn turn(&mut self) -> Option<()> {
        self.block += 1;
        self.at = 0;
        (self.block < self.blocks.len()).then_some(())
    }

    fn string(&mut self) -> Option<String> {
        while self.rest().is_empty() {
            self.turn()?;
        }
        let length = usize::from(short(self.rest(), 0)?);
        let flags = *self.rest().get(2)?;
        self.at += 3;
        let mut behind = 0;
        if flags & 8 != 0 {
            behind += usize::from(short(self.rest(), 0)?) * 4;
            self.at += 2;
        }
        if flags & 4 != 0 {
            behind += long(self.rest(), 0)? as usize;
            self.at += 4;
        }
        let mut text = String::new();
        let (mut left, mut wide) = (length, flags & 1 == 1);
        while left > 0 {
            let (part, bytes, count) = characters(self.rest(), left, wide);
            if text.len() < MAX_CELL * 3 {
                text.push_str(&part);
            }
            self.at += bytes;
            left -= count;
            if left > 0 {
                // A text that runs on says again how wide its characters are.
                self.turn()?;
                wide = self.rest().first()? & 1 == 1;
                self.at = 1;
            }
        }
        while behind > 0 {
            let step = behind.min(self.rest().len());
            self.at += step;
            behind -= step;
            if behind > 0 {
                self.turn()?;
            }
        }
        Some(text)
    }
}
