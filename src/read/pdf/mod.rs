//! PDF files with a text layer: characters at positions on pages.
//!
//! The library that interprets them keeps no limits of its own, so a look over the file comes first
//! (`guard`), and the work is done where a deep stack is at hand and a panic is caught.

mod glyphs;
mod guard;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use jiff::civil::DateTime;

use super::heads::Heads;
use super::moment;
use super::pieces::lay_out;
use super::printed::{self, Page};
use super::story::MAX_TEXT;
use super::tally::{Left, Tally};
use super::{ReadError, many_pages};
use crate::document::{Document, Format, Modified};

/// Stack of the thread that reads, in bytes: enough for the nesting that `guard` lets through.
const STACK: usize = 256 << 20;
const MAX_PAGES: usize = 2000;

/// What the pages hold.
#[derive(Default)]
struct Found {
    pages: Vec<Page>,
    /// Pages without any text, counted from 1.
    blank: Vec<usize>,
    pictures: usize,
    /// Characters whose fonts do not say what they are.
    unknown: usize,
    slanted: usize,
    /// Some font was beyond the interpreter.
    strange_font: bool,
    too_many: bool,
    modified: Option<DateTime>,
}

/// Reads a PDF file; [`Document::path`] is left to the caller.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    guard::check(bytes)?;
    let copy = bytes.to_vec();
    // The library is written not to panic, but nobody has proved it for every file: a panic in it
    // must not take the program down, and nothing of its state is used afterwards.
    let work = move || catch_unwind(AssertUnwindSafe(|| interpret(copy)));
    let found = thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .ok()
        .and_then(|thread| thread.join().ok())
        .and_then(Result::ok)
        .unwrap_or_else(|| Err(broken()))?;
    finish(found)
}

fn broken() -> ReadError {
    ReadError::damaged("PDF 内部结构不完整")
}

fn interpret(bytes: Vec<u8>) -> Result<Found, ReadError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => broken(),
    })?;
    let mut found = Found::default();
    let metadata = pdf.metadata();
    let date = metadata.modification_date.or(metadata.creation_date);
    found.modified = date.and_then(|date| {
        let day = [date.year.into(), date.month.into(), date.day.into()];
        let time = [date.hour.into(), date.minute.into(), date.second.into()];
        let hours = i32::from(date.utc_offset_hour);
        let minutes = i32::from(date.utc_offset_minute);
        let behind = if hours < 0 { -minutes } else { minutes };
        moment::at_offset(moment::of_parts(day, time)?, hours * 60 + behind)
    });
    let mut size = 0;
    let mut collector = glyphs::Collector::new(&pdf);
    for (index, page) in pdf.pages().iter().enumerate() {
        if index >= MAX_PAGES {
            found.too_many = true;
            break;
        }
        let content = collector.page(page);
        found.pictures += content.pictures;
        found.unknown += content.unknown;
        found.slanted += content.slanted;
        if content.page.stretches.is_empty() && content.unknown == 0 {
            found.blank.push(index + 1);
        }
        size += content
            .page
            .stretches
            .iter()
            .map(|stretch| stretch.text.len())
            .sum::<usize>();
        if size > MAX_TEXT {
            return Err(ReadError::too_large("文字超过 64 MiB"));
        }
        found.pages.push(content.page);
    }
    found.strange_font = collector.met_strange_font();
    Ok(found)
}

fn finish(found: Found) -> Result<Document, ReadError> {
    let mut tally = Tally::default();
    let mut heads = Heads::default();
    for _ in 0..found.pictures.min(100_000) {
        tally.add(Left::Pictures);
    }
    let whole = found.pages.len();
    let pieces = printed::read(found.pages, 1.0, &mut tally, &mut heads)?;
    if pieces.is_empty() {
        return Err(if found.unknown > 0 || found.strange_font {
            ReadError::Unsupported {
                what: "没有写明文字编码的 PDF 文件".into(),
                advice: "请用 Word 或 WPS 打开并另存为 .docx 再检查".into(),
            }
        } else if whole > 0 {
            ReadError::Unsupported {
                what: "扫描件（PDF 里只有图像，没有文字）".into(),
                advice: "请先做文字识别，或取得可编辑的 Word 稿再检查".into(),
            }
        } else {
            ReadError::NoText
        });
    }
    let mut warnings = Vec::new();
    if !found.blank.is_empty() {
        warnings.push(format!(
            "{}没有文字，可能是扫描件；请先做文字识别，或取得可编辑的 Word 稿再检查",
            many_pages(&found.blank)
        ));
    }
    if found.unknown > 0 {
        warnings.push(format!(
            "有 {} 个字的字体没有写明是什么字，没有读到；请用 Word 或 WPS 打开并另存为 .docx 再检查",
            found.unknown
        ));
    }
    if found.strange_font {
        warnings.push("有的字体读不了，可能缺字，请核对原文".to_owned());
    }
    if found.slanted > 0 {
        let slanted = found.slanted;
        warnings.push(format!("有 {slanted} 个倾斜的字（多为水印）没有读取"));
    }
    if found.too_many {
        warnings.push("页数超过 2000 页，后面的页没有读取，请拆分后再检查".to_owned());
    }
    let (source, blocks) = lay_out(pieces);
    Ok(Document {
        path: None,
        format: Format::Pdf,
        source,
        blocks,
        skipped: tally.list(),
        warnings,
        headers: heads.lines(),
        page: None,
        modified: found.modified.map(Modified::by_document),
    })
}
