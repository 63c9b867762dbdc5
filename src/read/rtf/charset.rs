//! Code pages: of the document, of a font, and how bytes are read in them.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// The encoding of a Windows code page.
pub(super) fn of_code_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        936 | 10008 | 20936 => GBK,
        54936 => GB18030,
        950 | 10002 => BIG5,
        932 | 10001 => SHIFT_JIS,
        949 | 1361 | 10003 => EUC_KR,
        866 => IBM866,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        437 | 850 | 1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding of a font's character set (`\fcharset`); `None` leaves it to the document.
pub(super) fn of_font(charset: i32) -> Option<&'static Encoding> {
    of_code_page(match charset {
        0 => 1252,
        77 => 10000,
        78 | 128 => 932,
        79 | 129 | 130 => 949,
        80 | 134 => 936,
        81 | 136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 | 255 => 437,
        _ => return None,
    })
}

/// Whether characters take two bytes, the first of them 0x81 or more.
pub(super) fn is_double_byte(encoding: &'static Encoding) -> bool {
    [GBK, GB18030, BIG5, SHIFT_JIS, EUC_KR].contains(&encoding)
}

/// A stretch of bytes as text.
pub(super) struct Read {
    pub text: String,
    /// Bytes that mean nothing in the code page.
    pub lost: usize,
    /// The code page was not the one the font names.
    pub guessed: bool,
}

/// Reads bytes in the code page of their font; `document` is that of the whole file, where it names one.
///
/// A Western font around Chinese bytes is a slip of the writing program: bytes that are all pairs of the
/// common Han area are then read in the Chinese code page.
pub(super) fn decode(
    bytes: &[u8],
    font: &'static Encoding,
    document: Option<&'static Encoding>,
) -> Read {
    let mut encoding = font;
    let mut guessed = false;
    if font == WINDOWS_1252 {
        let chinese = document.filter(|document| is_double_byte(document));
        let chinese = chinese.unwrap_or(GBK);
        if only_han_pairs(bytes, chinese) {
            encoding = chinese;
            guessed = document != Some(chinese);
        }
    }
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let lost = if lossy {
        text.matches(char::REPLACEMENT_CHARACTER).count()
    } else {
        0
    };
    Read {
        text: text.into_owned(),
        lost,
        guessed,
    }
}

/// Whether all bytes beyond ASCII stand in pairs of the area where common Han and Chinese marks are.
fn only_han_pairs(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let traditional = encoding == BIG5;
    let mut pairs = 0;
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if first.is_ascii() {
            continue;
        }
        let Some((second, after)) = rest.split_first() else {
            return false;
        };
        let sound = if traditional {
            matches!(first, 0xA1..=0xF9) && matches!(second, 0x40..=0x7E | 0xA1..=0xFE)
        } else {
            matches!(first, 0xA1..=0xF7) && *second >= 0xA1
        };
        if !sound {
            return false;
        }
        rest = after;
        pairs += 1;
    }
    pairs > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_western_font_around_chinese_bytes_is_seen_through() {
        let (bytes, ..) = GBK.encode("述职2023");
        let read = decode(&bytes, WINDOWS_1252, Some(GBK));
        assert_eq!((read.text.as_str(), read.guessed), ("述职2023", false));
        let read = decode(&bytes, WINDOWS_1252, None);
        assert_eq!((read.text.as_str(), read.guessed), ("述职2023", true));
        let read = decode(b"\x93Word\x94 caf\xe9", WINDOWS_1252, Some(GBK));
        assert_eq!(read.text, "“Word” café");
        let (bytes, ..) = BIG5.encode("現將");
        assert_eq!(decode(&bytes, WINDOWS_1252, Some(BIG5)).text, "現將");
    }

    #[test]
    fn bytes_that_mean_nothing_are_counted() {
        let read = decode(b"\xd2\xbb\xff\xff", GBK, None);
        assert!(read.lost > 0 && read.text.starts_with('一'));
    }
}
