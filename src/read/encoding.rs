//! Bytes to text: byte order mark, zero bytes, strict UTF-8, then the most plausible of what is left.
//!
//! A UTF-8 byte order mark stays in the text as U+FEFF, so that offsets count the file's own bytes;
//! for other encodings offsets are in the decoded text.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::error::ReadError;
use super::frequent::frequent;

/// A decoded file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, line ends unchanged.
    pub(super) text: String,
    /// What the user should know about the decoding.
    pub(super) warnings: Vec<String>,
}

/// How much of a file the guess looks at, even so that UTF-16 stays in step.
const SAMPLE: usize = 64 << 10;

/// Decodes a file that is not a known kind of package or picture.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if let Some((encoding, mark)) = marked(bytes) {
        let body = if encoding == UTF_8 {
            bytes
        } else {
            &bytes[mark..]
        };
        return finish(body, encoding, false);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.contains(&0) {
        return match utf16_by_zeros(sample) {
            Some(encoding) => finish(bytes, encoding, true),
            None => Err(refusal(sample)),
        };
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return if is_binary(&text) {
            Err(refusal(sample))
        } else {
            Ok(Decoded {
                text: text.into_owned(),
                warnings: Vec::new(),
            })
        };
    }
    match best(sample) {
        Some(encoding) => finish(bytes, encoding, true),
        None => Err(refusal(sample)),
    }
}

/// The encoding a byte order mark names, and the length of the mark.
fn marked(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return Some((GB18030, 4));
    }
    Encoding::for_bom(bytes)
}

/// UTF-16 leaves the high bytes of line ends, digits and spaces zero, all of them on one side.
fn utf16_by_zeros(sample: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    // U+4E00 一 has a zero byte on the other side; it is about one character in a hundred.
    let encoding = if odd >= even { UTF_16LE } else { UTF_16BE };
    let other = if odd >= even { UTF_16BE } else { UTF_16LE };
    [encoding, other].into_iter().find(|encoding| {
        let judged = judge(sample, encoding);
        judged.is_text() && (judged.share() >= 0.15 || judged.is_ascii())
    })
}

/// The encoding of text without zero bytes, by its beginning.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    best(&bytes[..bytes.len().min(SAMPLE)])
}

/// The candidate whose text looks most like Chinese.
fn best(sample: &[u8]) -> Option<&'static Encoding> {
    let mut winner: Option<(&'static Encoding, Judged)> = None;
    for encoding in [UTF_8, GB18030, UTF_16LE, UTF_16BE, BIG5] {
        let judged = judge(sample, encoding);
        let better = winner
            .as_ref()
            .is_none_or(|(_, best)| judged.rank() > best.rank());
        if judged.is_text() && better {
            winner = Some((encoding, judged));
        }
    }
    let (encoding, judged) = winner?;
    // A few characters, all of them rare, say nothing: then an error-free reading has to do.
    let plausible =
        judged.share() >= 0.12 || judged.is_ascii() || (judged.odd == 0 && judged.foreign <= 12);
    plausible.then_some(encoding)
}

/// What a sample looks like in one encoding.
#[derive(Debug, Default)]
struct Judged {
    all: usize,
    /// Characters that are not ASCII.
    foreign: usize,
    /// Among them, frequent Han and Chinese marks.
    frequent: usize,
    /// Undecodable, control and private-use characters.
    odd: usize,
}

impl Judged {
    fn share(&self) -> f64 {
        ratio(self.frequent, self.foreign)
    }

    fn rank(&self) -> f64 {
        self.share() - 2.0 * ratio(self.odd, self.all)
    }

    fn is_text(&self) -> bool {
        self.odd <= 2 + self.all / 50
    }

    fn is_ascii(&self) -> bool {
        self.all > 20 && self.foreign * 10 <= self.all
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn judge(sample: &[u8], encoding: &'static Encoding) -> Judged {
    let frequent = frequent();
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let mut judged = Judged::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        judged.all += 1;
        // The sample may end within a character.
        let cut = character == char::REPLACEMENT_CHARACTER && characters.peek().is_none();
        judged.odd += usize::from(is_odd(character) && !cut);
        if !character.is_ascii() {
            judged.foreign += 1;
            let known = frequent.binary_search(&character).is_ok()
                || matches!(
                    character,
                    '，' | '。' | '、' | '：' | '；' | '“' | '”' | '（' | '）' | '　'
                );
            judged.frequent += usize::from(known);
        }
    }
    judged
}

/// Characters that a text has no use for.
fn is_odd(character: char) -> bool {
    let plain_control = matches!(
        character,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}'
    );
    (character.is_control() && !plain_control)
        || character == char::REPLACEMENT_CHARACTER
        || matches!(u32::from(character), 0xE000..=0xF8FF | 0xFFFE | 0xFFFF | 0xF0000..)
}

/// Valid UTF-8 that is no text: control characters throughout.
fn is_binary(text: &str) -> bool {
    // Nearly no text has any of them, and bytes are looked at many at a time where no search may end early.
    let bytes = text.as_bytes();
    let low = |byte: &u8| matches!(byte, 0..=8 | 0xE..=0x1F | 0x7F);
    let any_low = bytes.iter().fold(false, |any, byte| any | low(byte));
    let high = |at: usize| bytes.get(at + 1).is_some_and(|byte| *byte < 0xA0);
    if !any_low && !memchr::memchr_iter(0xC2, bytes).any(high) {
        return false;
    }
    let (mut all, mut odd) = (0_usize, 0_usize);
    for character in text.chars().take(SAMPLE) {
        all += 1;
        odd += usize::from(character.is_control() && is_odd(character));
    }
    odd > 2 + all / 50
}

fn finish(bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Result<Decoded, ReadError> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if is_binary(&text) {
        return Err(ReadError::NotText);
    }
    let mut warnings = Vec::new();
    if guessed && encoding != UTF_8 {
        warnings.push(format!(
            "文件没有注明文字编码，按 {} 读取；如有乱码，请另存为 UTF-8 再检查",
            shown(encoding)
        ));
    }
    if damaged {
        let count = text.matches(char::REPLACEMENT_CHARACTER).count();
        warnings.push(format!(
            "有 {count} 处字节按 {} 无法辨认，显示为“\u{fffd}”，请核对原文",
            shown(encoding)
        ));
    }
    Ok(Decoded {
        text: text.into_owned(),
        warnings,
    })
}

fn shown(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030（GBK）"
    } else {
        encoding.name()
    }
}

/// Why bytes that are no text are refused: even use of all byte values is the sign of encryption.
fn refusal(sample: &[u8]) -> ReadError {
    if sample.len() >= 1024 && entropy(sample) > 7.2 {
        ReadError::Protected
    } else {
        ReadError::NotText
    }
}

/// Bits per byte.
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_usize; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| {
            let share = ratio(*count, bytes.len());
            -share * share.log2()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "现将2023年度抓基层党建工作情况报告如下。\r\n一、主要做法\r\n";
    const SHORT: &str = "述职报告";
    const TRADITIONAL: &str = "現將本年度黨建工作情況報告如下，請予審議。";

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let marked = if mark { "\u{feff}" } else { "" };
        format!("{marked}{text}")
            .encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    fn warned(bytes: &[u8], expected: &str) -> Option<String> {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.text, expected);
        decoded.warnings.first().cloned()
    }

    #[test]
    fn tells_encodings_apart() {
        assert_eq!(warned(TEXT.as_bytes(), TEXT), None);
        assert_eq!(warned(&utf16(TEXT, false, true), TEXT), None);
        assert_eq!(warned(&utf16(TEXT, true, true), TEXT), None);
        let marked = format!("\u{feff}{TEXT}");
        assert_eq!(warned(marked.as_bytes(), &marked), None);
        for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
            for text in [TEXT, SHORT, TRADITIONAL] {
                let warning = warned(&utf16(text, big, false), text).unwrap();
                assert!(warning.contains(name), "{warning}");
            }
        }
        for text in [TEXT, SHORT, TRADITIONAL] {
            let (bytes, ..) = GB18030.encode(text);
            assert!(warned(&bytes, text).unwrap().contains("GB18030"));
        }
        let (bytes, ..) = BIG5.encode(TRADITIONAL);
        assert!(warned(&bytes, TRADITIONAL).unwrap().contains("Big5"));
    }

    /// Characters that GB18030 writes with four bytes, among common ones.
    #[test]
    fn characters_beyond_gbk() {
        let text = "驻㑇村工作队员㐂某和𠮷某帮助群众解决困难，全年走访党员和群众三百多户。";
        let (bytes, _, lossy) = GB18030.encode(text);
        assert!(!lossy && bytes.len() > text.chars().count() * 2);
        assert!(warned(&bytes, text).unwrap().contains("GB18030"));
        let marked = [&[0x84, 0x31, 0x95, 0x33], bytes.as_ref()].concat();
        assert_eq!(warned(&marked, text), None);
    }

    #[test]
    fn old_line_ends_in_every_encoding() {
        let text = "述职报告\r一、主要做法\r全年讲党课4次，走访党员和群众三百多户。\r";
        let (gbk, ..) = GB18030.encode(text);
        let traditional = "述職報告\r一、主要工作\r本年度黨建工作情況報告如下，請予審議。\r";
        let (big5, ..) = BIG5.encode(traditional);
        assert_eq!(warned(text.as_bytes(), text), None);
        assert!(warned(&gbk, text).is_some() && warned(&big5, traditional).is_some());
        for big in [false, true] {
            assert_eq!(warned(&utf16(text, big, true), text), None);
            assert!(warned(&utf16(text, big, false), text).is_some());
        }
    }

    #[test]
    fn a_bad_byte_is_told_and_changes_nothing_else() {
        let mut bytes = TEXT.repeat(5).into_bytes();
        bytes.insert(28, 0xFF);
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.contains("一、主要做法"), "{}", decoded.text);
        assert_eq!(decoded.warnings.len(), 1);
        assert!(decoded.warnings[0].contains("1 处"));
        let (bytes, ..) = GB18030.encode(TEXT);
        let mut bytes = bytes.repeat(5);
        bytes.insert(4, 0xFF);
        assert_eq!(decode(&bytes).unwrap().warnings.len(), 2);
    }

    #[test]
    fn binary_is_refused() {
        let mut state = 7_u32;
        let random: Vec<u8> = (0..5000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        assert_eq!(decode(&random).unwrap_err(), ReadError::Protected);
        assert!(decode(&random[..300]).is_err());
        assert_eq!(decode(&[0; 400]).unwrap_err(), ReadError::NotText);
        assert_eq!(decode(&[1; 400]).unwrap_err(), ReadError::NotText);
    }
}
