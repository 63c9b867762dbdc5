//! Word files of our own making: samples, starting documents, examples of layout. Never a user's file.
//!
//! Lengths are twips, sizes half points.

mod sheet;
mod table;

use std::io::Cursor;

use docx_rs::{AlignmentType, Docx, Paragraph, Run, RunFonts, XMLDocx};

pub use sheet::{Sheet, Spacing, Type, body, byline, guidance, heading, salutation, signature};
pub use table::table;

/// Size of a title by GB/T 9704-2012, 二号.
pub const TITLE_SIZE: usize = 44;
/// Size of text and headings by GB/T 9704-2012, 三号.
pub const BODY_SIZE: usize = 32;

/// The bytes of a Word file.
///
/// # Errors
/// What the Word writer reports.
pub fn pack(docx: Docx) -> Result<Vec<u8>, String> {
    packed(docx.build())
}

fn packed(parts: XMLDocx) -> Result<Vec<u8>, String> {
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

/// The faces of a run: one for Han characters, the usual one for Latin letters.
pub fn fonts(face: &str) -> RunFonts {
    RunFonts::new()
        .east_asia(face)
        .ascii("Times New Roman")
        .hi_ansi("Times New Roman")
}

/// Text without what XML cannot hold.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_control() && !matches!(sign, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

/// A run that says itself how it is set.
pub fn run(text: &str, face: &str, size: usize) -> Run {
    Run::new()
        .add_text(clean(text))
        .size(size)
        .fonts(fonts(face))
}

/// A centred paragraph that says itself how it is set.
pub fn centred(text: &str, face: &str, size: usize) -> Paragraph {
    Paragraph::new()
        .add_run(run(text, face, size))
        .align(AlignmentType::Center)
}
