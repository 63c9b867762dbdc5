//! A look over a PDF file before the library sees it: nothing nests too deep, nothing inflates too far.
//!
//! Streams under encryption cannot be looked into; they inflate to noise here and pass.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::read::ReadError;

/// Brackets within brackets. Real files have a dozen; the noise of a picture comes to a few thousand.
const MAX_NESTING: usize = 20_000;
/// All streams together, in bytes.
const MAX_INFLATED: usize = 256 << 20;
/// Streams may be packed several times over.
const MAX_LAYERS: usize = 3;

/// Refuses files that would exhaust stack or memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    nesting(bytes)?;
    let mut room = MAX_INFLATED;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        rest = rest.get(at + 6..).unwrap_or_default();
        let line_end = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let body = rest.get(line_end.count()..).unwrap_or_default();
        let mut packed: Vec<u8> = Vec::new();
        for layer in 0..MAX_LAYERS {
            let source = if layer == 0 { body } else { &packed };
            if !is_zlib(source) {
                break;
            }
            let inflated = inflate(source, room)?;
            room -= inflated.len();
            nesting(&inflated)?;
            packed = inflated;
        }
    }
    Ok(())
}

fn is_zlib(bytes: &[u8]) -> bool {
    let Some([first, second]) = bytes.first_chunk() else {
        return false;
    };
    first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31)
}

fn inflate(packed: &[u8], room: usize) -> Result<Vec<u8>, ReadError> {
    let mut inflated = Vec::new();
    // What breaks off is as long as it is: the library will take no more of it.
    let limit = room as u64 + 1;
    let _ = ZlibDecoder::new(packed)
        .take(limit)
        .read_to_end(&mut inflated);
    if inflated.len() > room {
        return Err(ReadError::too_large("PDF 解压后的内容大于 256 MiB"));
    }
    Ok(inflated)
}

/// Counts brackets, whatever they are part of.
fn nesting(bytes: &[u8]) -> Result<(), ReadError> {
    let mut depth = 0_usize;
    for byte in bytes {
        match byte {
            b'[' | b'<' | b'(' => depth += 1,
            b']' | b'>' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(ReadError::too_large("PDF 内部嵌套过深"));
        }
    }
    Ok(())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}
