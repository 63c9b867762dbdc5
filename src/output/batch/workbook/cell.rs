//! What stands in cells.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Styles;
use crate::output::wrap;
use crate::word;

/// UTF-16 units of a cell's text.
const CELL: usize = 32_767;
/// Points of a line of text, of the room about it, and of the highest row there may be.
const LINE: f64 = 15.0;
const AROUND: f64 = 4.0;
const HIGHEST: f64 = 409.0;

/// What stands in a cell.
pub(super) enum Cell {
    Text(String),
    Count(usize),
    Days(i64),
    /// One decimal.
    Points(f64),
    /// 0 to 1.
    Percent(f64),
    /// The same, where the scheme does not allow it.
    Faulty(f64),
    /// Text that leads somewhere.
    Link(String, String),
    /// A number that leads somewhere.
    CountLink(usize, String),
    /// For the reviewer to write in.
    Blank,
    None,
    /// Not even a border.
    Gap,
}

impl Cell {
    pub(super) fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

/// How many lines a text takes in a column of so many characters.
pub(super) fn lines(text: &str, columns: f64) -> usize {
    // A little is lost at the edges, and where words do not break.
    let room = (columns - 1.5).max(1.0);
    let line = |line: &str| ((wrap::width(line) as f64 / room).ceil() as usize).max(1);
    text.split('\n').map(line).sum()
}

/// Points of a row with so many lines.
pub(super) fn height(lines: usize) -> f64 {
    (lines as f64 * LINE + AROUND).min(HIGHEST)
}

/// Writes text that stays text.
pub(super) fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let text = shown(text);
    let format = match text.starts_with(['=', '+', '-', '@']) {
        true => &styles.quoted,
        false => &styles.text,
    };
    match text.is_empty() {
        true => sheet.write_blank(row, column, format)?,
        false => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

/// What a cell can hold of a text: no control characters but line breaks, and not too much of it.
pub(super) fn shown(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| word::clean(&wrap::clean(line)))
        .collect();
    let text = lines.join("\n");
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        // One is kept for the mark of omission.
        if units >= CELL && at + character.len_utf8() < text.len() {
            return format!("{}…", &text[..at]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_neither_too_much_nor_what_xml_cannot() {
        assert_eq!(
            shown("甲\u{1b}[31m\u{fffe}乙\n丙\t丁\r\n"),
            "甲 [31m乙\n丙 丁 \n"
        );
        let most = "字".repeat(CELL);
        assert_eq!(shown(&most), most);
        let cut = shown(&"字".repeat(CELL + 1));
        assert_eq!(cut.chars().count(), CELL);
        assert!(cut.ends_with('…'));
        // Characters beyond the first plane count twice in Excel.
        let rare = shown(&"𠮷".repeat(CELL));
        assert!(
            rare.encode_utf16().count() <= CELL,
            "{}",
            rare.chars().count()
        );
    }
}
