//! Rich Text Format, as Word, WPS and LibreOffice write it.
//!
//! Text is bytes in the code page of its font or numbers of Unicode characters; groups say what is text.

mod charset;
mod header;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
mod token;
mod walk;
mod words;

use self::header::Header;
use super::ReadError;
use super::pieces::{lay_out, no_words};
use crate::document::{Document, Format, Modified};

/// What every file begins with.
pub(super) const MAGIC: &[u8] = b"{\\rtf";

/// Reads an RTF file; [`Document::path`] is left to the caller.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let header = Header::read(bytes)?;
    let walked = walk::walk(bytes, &header)?;
    if walked.pieces.is_empty() {
        return Err(no_words("RTF 文件", walked.cut_off));
    }
    let mut warnings = Vec::new();
    if walked.short_binary {
        warnings.push("文件中的二进制数据比文件还长，其后的内容没有读到，请核对原文".to_owned());
    } else if walked.cut_off {
        warnings.push("RTF 文件不完整，只读到文件末尾为止，请核对原文".to_owned());
    }
    if walked.trailing {
        warnings.push("RTF 正文结束后还有内容，没有读取，请核对原文".to_owned());
    }
    if walked.lost > 0 {
        warnings.push(format!(
            "有 {} 处文字按所注的编码无法辨认，显示为“\u{fffd}”，请核对原文",
            walked.lost
        ));
    }
    if walked.guessed {
        warnings
            .push("文件没有注明中文编码，按 GBK 读取；如有乱码，请另存为 .docx 再检查".to_owned());
    }
    let (source, blocks) = lay_out(walked.pieces);
    Ok(Document {
        path: None,
        format: Format::Rtf,
        source,
        blocks,
        skipped: walked.tally.list(),
        warnings,
        headers: walked.heads.lines(),
        page: None,
        modified: header.modified().map(Modified::by_document),
    })
}
