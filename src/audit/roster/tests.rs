//! Rosters built in code, files matched to their people.

mod hostile;
mod matching;
mod reading;

use super::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// A roster from the lines of a table in text.
fn of_text(text: &str) -> Result<Roster, RosterError> {
    Roster::from_bytes(text.as_bytes(), "名单.csv", None)
}

/// The bytes of a workbook with one sheet.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().expect("a workbook")
}

fn write(sheet: &mut Worksheet, line: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        if !cell.is_empty() {
            sheet.write_string(line, column, *cell).expect("a cell");
        }
    }
}

fn merge(sheet: &mut Worksheet, lines: (u32, u32), columns: (u16, u16), text: &str) {
    let format = Format::new();
    let merged = sheet.merge_range(lines.0, columns.0, lines.1, columns.1, text, &format);
    merged.expect("merged cells");
}

fn of_book(bytes: &[u8]) -> Result<Roster, RosterError> {
    Roster::from_bytes(bytes, "名单.xlsx", None)
}
