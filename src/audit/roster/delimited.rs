//! Rosters as text: commas, tabs, semicolons, Chinese commas; any of the encodings that text comes in.

use encoding_rs::GB18030;

use super::columns::Header;
use super::error::{Note, RosterError};
use super::table::{Full, Sheets, Table, Value};
use crate::read::{ReadError, plain_text};
use crate::text::count::is_han;

/// What may part cells.
const MARKS: [char; 6] = [',', '\t', ';', '，', '；', '|'];
/// Stands for a Chinese mark while the text is cut: the csv crate parts at bytes.
const UNIT: char = '\u{1f}';
/// Bytes by which marks are told apart.
const SAMPLE: usize = 64 << 10;
/// Lines within one cell beyond which a quotation mark was forgotten.
const CELL_LINES: usize = 30;

/// Reads a text as one sheet.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    sheets: &mut Sheets,
    notes: &mut Vec<Note>,
) -> Result<(), RosterError> {
    let (text, warnings) = text(bytes, name)?;
    notes.extend(warnings.into_iter().map(Note::Text));
    // The csv crate counts lines by their last byte, which it sees late where there are two.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_start_matches('\u{feff}');
    let mark = mark(text);
    let table = match cut(text, mark, true)? {
        Some(table) => table,
        None => {
            notes.push(Note::Quotes);
            cut(text, mark, false)?.unwrap_or_default()
        }
    };
    sheets.push(table);
    Ok(())
}

/// The text; names alone may be too rare for the guess of encodings, but not for a strict reading.
fn text(bytes: &[u8], name: &str) -> Result<(String, Vec<String>), RosterError> {
    match plain_text(bytes, Some(name)) {
        Err(ReadError::NotText | ReadError::Protected) => {
            let (text, _, wrong) = GB18030.decode(bytes);
            let controls = |character: char| character.is_control() && !character.is_whitespace();
            let unlikely = wrong || text.contains(controls) || !text.contains(is_han);
            match unlikely {
                false => Ok((text.into_owned(), Vec::new())),
                true => Err(ReadError::NotText.into()),
            }
        }
        other => Ok(other?),
    }
}

/// The mark that gives the header the most known columns; where none does, the most frequent one.
fn mark(text: &str) -> char {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or_default();
    let columns = |mark: char| {
        let table = cut(sample, mark, true).ok().flatten();
        let header = table.as_ref().and_then(Header::find);
        header.map_or(0, |header| header.columns.len())
    };
    let rated = MARKS.map(|mark| (columns(mark), sample.matches(mark).count(), mark));
    // The first of equals: a comma.
    let best = rated
        .iter()
        .rev()
        .max_by_key(|(columns, count, _)| (*columns, *count));
    best.map_or(',', |(.., mark)| *mark)
}

/// Cuts a text; `None` if a quotation mark swallows many lines.
fn cut(text: &str, mark: char, quoting: bool) -> Result<Option<Table>, RosterError> {
    let chinese = !mark.is_ascii();
    let replaced = chinese.then(|| text.replace(mark, "\u{1f}"));
    let text = replaced.as_deref().unwrap_or(text);
    let delimiter = u8::try_from(if chinese { UNIT } else { mark }).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    // A text of valid UTF-8 in memory cannot fail to be read.
    while reader.read_record(&mut record).unwrap_or(false) {
        let number = record
            .position()
            .map_or(0, |position| position.line() as usize);
        for (column, cell) in (0..).zip(&record) {
            if quoting && cell.bytes().filter(|byte| *byte == b'\n').count() > CELL_LINES {
                return Ok(None);
            }
            let value = match chinese {
                true => Value::Text(cell.replace(UNIT, mark.encode_utf8(&mut [0; 4]))),
                false => Value::Text(cell.to_owned()),
            };
            table
                .put(number, column, value)
                .map_err(|Full| RosterError::TooLarge)?;
        }
    }
    Ok(Some(table))
}
