//! Word 6 and 95: text of one code page, in one stretch.

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::bytes::stretch;
use super::fib::Fib;
use crate::read::{ReadError, encoding};

/// The text of such a file, of all stories that stand before the headers.
pub(super) fn text(fib: &Fib<'_>, stream: &[u8]) -> Result<String, ReadError> {
    if fib.complex {
        return Err(ReadError::Unsupported {
            what: "Word 6/95 “快速保存”的文件".into(),
            advice: "请用 Word 或 WPS 打开后另存为 .docx 再检查".into(),
        });
    }
    let (from, to) = fib.text;
    let whole = stretch(stream, from, to.saturating_sub(from));
    let units = fib.lengths.body.saturating_add(fib.lengths.footnotes);
    // Marks within the text say nothing about its code page.
    let plain = |bytes: &[u8]| -> Vec<u8> {
        let marks = |byte: &u8| if *byte < b' ' { b' ' } else { *byte };
        bytes.iter().map(marks).collect()
    };
    let wide = units > 0 && whole.len() >= units.saturating_mul(2) && {
        let text = stretch(whole, 0, units.saturating_mul(2));
        text.iter().skip(1).step_by(2).any(|byte| *byte == 0)
    };
    if wide {
        let bytes = stretch(whole, 0, units.saturating_mul(2));
        return Ok(UTF_16LE.decode_without_bom_handling(bytes).0.into_owned());
    }
    let bytes = if units > 0 {
        stretch(whole, 0, units)
    } else {
        whole
    };
    let encoding = encoding::guess(&plain(bytes)).unwrap_or(WINDOWS_1252);
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}
