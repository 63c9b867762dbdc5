//! 字数 as the status bar of Microsoft Word shows it.
//!
//! Each of these counts one: Han, kana, CJK marks (U+3001-303F), full-width forms (U+FF00-FFEF) and the
//! marks “ ” ‘ ’ — … ·. Every run of other characters that are not white space counts one. White space
//! counts nothing, the ideographic space included.

/// The 字数 of a text.
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut in_run = false;
    for character in text.chars() {
        if counts_alone(character) {
            count += 1;
            in_run = false;
        } else if character.is_whitespace() {
            in_run = false;
        } else if !in_run {
            count += 1;
            in_run = true;
        }
    }
    count
}

/// Characters that are not white space.
pub fn characters(text: &str) -> usize {
    text.chars()
        .filter(|character| is_han(*character) || !character.is_whitespace())
        .count()
}

/// Whether a character is Han: unified, extension, compatibility, radical.
pub fn is_han(character: char) -> bool {
    // Nearly every character is in the first block: one comparison where all of them together take dozens.
    matches!(character, '\u{4E00}'..='\u{9FFF}') || is_seldom_han(character)
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
