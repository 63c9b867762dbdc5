//! 字数 as the status bar of Microsoft Word shows it.
//!
//! Each of these counts one: Han, kana, CJK marks (U+3001-303F), full-width forms (U+FF00-FFEF) and the
//! marks “ ” ‘ ’ — … ·. Every run of other characters that are not white space counts one. White space
//! counts nothing, the ideographic space included.

/// The 字数 of a text.
pub fn words(text: &str) -> usize {
    words_to(text, usize::MAX)
}

/// The 字数 of a text, or some number above `most` where there are more: whether a paragraph is as short as a line is told
/// by its first words.
pub fn words_to(text: &str, most: usize) -> usize {
    let mut count = 0;
    let mut in_run = false;
    let mut at = 0;
    loop {
        let end = behind(text, at, |bytes| is_common(bytes) | is_mark(bytes));
        count += (end - at) / HAN_BYTES;
        in_run &= end == at;
        let Some(character) = text[end..].chars().next().filter(|_| count <= most) else {
            return count;
        };
        if counts_alone(character) {
            count += 1;
            in_run = false;
        } else if character.is_whitespace() {
            in_run = false;
        } else if !in_run {
            count += 1;
            in_run = true;
        }
        at = end + character.len_utf8();
    }
}

/// Characters that are not white space.
pub fn characters(text: &str) -> usize {
    text.chars().count() - marks(text).filter(|(_, mark)| mark.is_whitespace()).count()
}

/// Bytes of a character of the first block of Han.
pub const HAN_BYTES: usize = 3;

/// The byte behind the characters of the first block of Han (U+4E00-9FFF) that stand in a row from byte `at` on: nearly
/// all of a report, for which nothing else need be asked.
pub fn behind_han(text: &str, at: usize) -> usize {
    behind(text, at, is_common)
}

/// The byte behind the characters of three bytes that fit and stand in a row from byte `at` on.
pub fn behind(text: &str, at: usize, fits: impl Fn(&[u8; HAN_BYTES]) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let (threes, _) = rest.as_chunks();
    at + threes.iter().take_while(|bytes| fits(bytes)).count() * HAN_BYTES
}

/// Whether three bytes are a character of the first block of Han. One comparison for two bytes: which of the block's
/// leading bytes comes next nobody can guess.
fn is_common(bytes: &[u8; HAN_BYTES]) -> bool {
    matches!(upper(bytes), 0xE4B8..=0xE9BF)
}

/// Whether three bytes are one of the marks U+3001-303F and U+FF00-FF7F, which count one each.
pub fn is_mark(bytes: &[u8; HAN_BYTES]) -> bool {
    let upper = upper(bytes);
    (upper == 0xE380) & (bytes[2] != 0x80) | matches!(upper, 0xEFBC..=0xEFBD)
}

/// The first two of three bytes as a number.
fn upper([first, second, _]: &[u8; HAN_BYTES]) -> u16 {
    u16::from_be_bytes([*first, *second])
}

/// All characters of a text that are not in the first block of Han, with their first bytes: marks, digits, letters, white
/// space and seldom Han.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let place = behind_han(text, at);
        let mark = text[place..].chars().next()?;
        at = place + mark.len_utf8();
        Some((place, mark))
    })
}

/// Whether a character is Han: unified, extension, compatibility, radical.
pub fn is_han(character: char) -> bool {
    // Nearly every character is in the first block: one comparison where all of them together take dozens.
    is_common_han(character) || is_seldom_han(character)
}

/// Whether a character is in the first block of Han.
pub fn is_common_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

#[inline(never)]
fn is_seldom_han(character: char) -> bool {
    matches!(u32::from(character),
        0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x2E80..=0x2FDF | 0x20000..=0x3FFFF | 0x3007)
}

fn counts_alone(character: char) -> bool {
    is_han(character)
        || matches!(u32::from(character), 0x3001..=0x30FF | 0x31F0..=0x31FF | 0xFF00..=0xFFEF)
        || matches!(character, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_all_but_the_first_block_of_han() {
        let text = "一䷿龥鿿ꀀ，a 㐀𠀀豈\n末";
        let all: Vec<(usize, char)> = text
            .char_indices()
            .filter(|(_, character)| !('\u{4E00}'..='\u{9FFF}').contains(character))
            .collect();
        assert_eq!(marks(text).collect::<Vec<_>>(), all);
        assert_eq!(behind_han("党建", 0), 6);
        assert_eq!(behind_han("党建", 6), 6);
        assert_eq!(characters(" 党 建\n"), 2);
    }

    #[test]
    fn counts_as_the_rule_says() {
        let fixtures = [
            ("", 0),
            ("　　 \t\n", 0),
            ("述职报告", 4),
            ("2023年", 2),
            ("85%", 1),
            ("——", 2),
            ("……", 2),
            ("“三会一课”", 6),
            ("党员 23 名", 4),
            ("WPS Office 365版", 4),
            ("1,200元", 2),
            ("（一）", 3),
            ("(一)", 3),
            ("ａｂ", 2),
            ("カナ", 2),
            ("𠀀㐂豈", 3),
            ("3.5%，", 2),
            ("乡村·振兴", 5),
        ];
        for (text, expected) in fixtures {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
