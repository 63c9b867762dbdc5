//! The readers: a file's bytes in, a [`Document`] out.
//!
//! What a file is decided by its content; its name only tells Markdown from plain text.

pub(crate) mod doc;
pub mod docx;
mod encoding;
mod error;
mod field_codes;
mod fields;
mod frequent;
mod heads;
mod known;
mod lines;
mod markdown;
pub(crate) mod moment;
mod number_format;
mod numbering;
mod odt;
mod ofd;
pub(crate) mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod pieces;
mod place;
mod plain;
mod printed;
mod props;
mod rtf;
mod sniff;
mod story;
mod styles;
mod symbols;
mod tally;
#[cfg(test)]
mod tests;
pub(crate) mod xml;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use jiff::civil::DateTime;

use crate::document::{Document, Format, Modified, guidance};
use crate::ruleset::{Lang, system_words};
pub use error::ReadError;
pub(crate) use sniff::extension;
use sniff::{Kind, TextKind};

/// The largest file that is read, in bytes.
pub(crate) const FILE_LIMIT: u64 = 200 << 20;
/// Bytes that are set aside for a file on the strength of the length that it is said to have.
const SET_ASIDE: u64 = 4 << 20;
/// The longest text that is read, in bytes of UTF-8.
const TEXT_LIMIT: usize = 64 << 20;

/// Reads a file. `path` and, where the content does not say it, `modified` are filled in.
///
/// # Errors
/// Why there is nothing to read in it.
pub fn open(path: &Path) -> Result<Document, ReadError> {
    parse(path, &bytes(path)?)
}

/// Reads a file whose bytes are there already.
pub(crate) fn parse(path: &Path, bytes: &[u8]) -> Result<Document, ReadError> {
    let name = path.file_name().map(|name| name.to_string_lossy());
    let mut document = from_bytes(bytes, name.as_deref())?;
    document.path = Some(path.to_path_buf());
    if document.modified.is_none() {
        document.modified = written(path).map(Modified::by_file);
    }
    Ok(document)
}

/// When a file was written, as the file system says.
pub(crate) fn written(path: &Path) -> Option<DateTime> {
    let metadata = std::fs::metadata(path).ok()?;
    moment::of_system(metadata.modified().ok()?)
}

/// The bytes of a file, within the limit of what is read.
///
/// # Errors
/// A file that is not there, is a folder, is too long, or cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let metadata = std::fs::metadata(path).map_err(|error| trouble(path, &error))?;
    if metadata.is_dir() {
        return Err(ReadError::Folder { path: shown(path) });
    }
    if metadata.len() > FILE_LIMIT {
        return Err(too_long());
    }
    let file = File::open(path).map_err(|error| trouble(path, &error))?;
    // A pipe or device has no honest length, so the limit holds for the reading as well.
    gather(file, metadata.len(), FILE_LIMIT + 1).map_err(|error| trouble(path, &error))
}

/// Reads all there is, `limit` bytes at most, in as few calls as may be where `length` is what it has.
pub(crate) fn gather(mut from: impl Read, length: u64, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length.min(limit).min(SET_ASIDE) as usize];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    from.take(limit - filled as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads bytes that have no file, such as standard input; `name_hint` is a file name, where one is known.
pub fn from_bytes(bytes: &[u8], name_hint: Option<&str>) -> Result<Document, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(too_long());
    }
    let mut document = match sniff::sniff(bytes, name_hint) {
        Kind::Docx => docx::read(bytes),
        Kind::Doc => doc::read(bytes),
        Kind::Ofd => ofd::read(bytes),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes),
        Kind::Odt => odt::read(bytes),
        Kind::Rtf => rtf::read(bytes),
        Kind::Refused(error) => Err(error),
        Kind::MaybeText => text(bytes, name_hint),
    }?;
    // Word files know it by its style, which says more.
    if !matches!(document.format, Format::Docx) {
        guidance::leave_out(&mut document);
    }
    Ok(document)
}

/// The text of a file that is none of the known kinds, and what should be known about its decoding.
///
/// # Errors
/// Another kind of file, or no text in any encoding.
pub(crate) fn plain_text(
    bytes: &[u8],
    name_hint: Option<&str>,
) -> Result<(String, Vec<String>), ReadError> {
    if let Kind::Refused(error) = sniff::sniff(bytes, name_hint) {
        return Err(error);
    }
    let decoded = encoding::decode(bytes)?;
    match sniff::markup(&decoded.text) {
        Some(error) => Err(error),
        None => Ok((decoded.text, decoded.warnings)),
    }
}

fn text(bytes: &[u8], name_hint: Option<&str>) -> Result<Document, ReadError> {
    let decoded = encoding::decode(bytes)?;
    let source = decoded.text;
    if source.len() > TEXT_LIMIT {
        return Err(ReadError::too_large("文字超过 64 MiB"));
    }
    if sniff::is_flat_odf(&source) {
        return odt::read_flat(&source);
    }
    if let Some(error) = sniff::markup(&source) {
        return Err(error);
    }
    let kind = sniff::text_kind(&source, name_hint);
    let (format, content) = match kind {
        TextKind::Markdown => (Format::Markdown, markdown::read(&source)),
        TextKind::Plain => (Format::Text, plain::read(&source)),
    };
    if content.blocks.is_empty() {
        return Err(ReadError::NoText);
    }
    let mut warnings = decoded.warnings;
    warnings.extend(sniff::misnamed(name_hint));
    warnings.extend(content.warnings);
    Ok(Document {
        path: None,
        format,
        source,
        blocks: content.blocks,
        headers: Vec::new(),
        skipped: content.skipped,
        warnings,
        modified: None,
        page: None,
    })
}

/// What a reader of text makes of it.
#[derive(Debug, Default)]
struct Content {
    blocks: Vec<crate::document::Block>,
    skipped: Vec<crate::document::Skipped>,
    warnings: Vec<String>,
}

impl Content {
    /// Counts something left out.
    fn skip(&mut self, what: &str) {
        match self.skipped.iter_mut().find(|entry| entry.what == what) {
            Some(entry) => entry.count += 1,
            None => self.skipped.push(crate::document::Skipped {
                what: what.to_owned(),
                count: 1,
            }),
        }
    }
}

/// Names pages, counted from 1, where there may be many.
fn many_pages(pages: &[usize]) -> String {
    let mut named: Vec<String> = pages.iter().take(5).map(usize::to_string).collect();
    let more = if pages.len() > named.len() { "等" } else { "" };
    let last = named.pop().unwrap_or_default();
    let before = if named.is_empty() { "" } else { "、" };
    format!("第 {}{before}{last} {more}页", named.join("、"))
}

fn too_long() -> ReadError {
    ReadError::too_large("文件超过 200 MiB")
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

pub(crate) fn trouble(path: &Path, error: &std::io::Error) -> ReadError {
    let path = shown(path);
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadError::NotFound { path },
        ErrorKind::PermissionDenied => ReadError::Denied { path },
        ErrorKind::IsADirectory => ReadError::Folder { path },
        _ => ReadError::Io {
            path,
            reason: system_words(error, Lang::Zh),
        },
    }
}
