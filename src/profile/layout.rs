//! Text for a terminal of 80 columns, a Chinese character taking two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line.
pub(super) const COLUMNS: usize = 80;
/// A space at which no line breaks.
pub(super) const TIED: char = '\u{A0}';
/// Marks that must not begin a line, and marks that must not end one.
const CLOSING: &str = "。，、；：！？）”’》】—…%)],.;:!?";
const OPENING: &str = "（“‘《【([";

/// Breaks `text` into lines of at most 80 columns; the first begins with `label`, set to `indent` columns, the others
/// with `indent` spaces.
pub(super) fn hanging(label: &str, indent: usize, text: &str) -> String {
    let pad = indent.saturating_sub(label.width());
    let mut line = format!("{label}{}", " ".repeat(pad));
    let mut width = indent.max(label.width());
    let mut lines = Vec::new();
    let mut fresh = true;
    for piece in pieces(text) {
        let piece_width = piece.trim_end().width();
        if width + piece_width > COLUMNS && !fresh {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
            width = indent;
        }
        line.push_str(piece);
        width += piece.width();
        fresh = false;
    }
    lines.push(line.trim_end().to_owned());
    lines.join("\n").replace(TIED, " ") + "\n"
}

/// Cuts a text where a line may break: between Chinese characters but not before a closing or behind an opening
/// mark, and behind spaces.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if let Some(last) = before {
            let wide = |character: char| character.width() == Some(2);
            let may = (wide(last) || wide(character) || last == ' ')
                && character != ' '
                && character != TIED
                && last != TIED
                && !CLOSING.contains(character)
                && !OPENING.contains(last);
            if may {
                pieces.push(&text[start..at]);
                start = at;
            }
        }
        before = Some(character);
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_characters_but_not_before_marks() {
        let text = "问题和原因要讲够分量，".repeat(8);
        let laid = hanging("篇幅", 10, &text);
        let lines: Vec<&str> = laid.lines().collect();
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.width() <= COLUMNS));
        assert!(lines[0].starts_with("篇幅      问题"));
        assert!(lines[1..].iter().all(|line| {
            let words = line.trim_start();
            line.len() - words.len() == 10 && !words.starts_with('，')
        }));
    }

    #[test]
    fn english_breaks_at_spaces() {
        let laid = hanging("", 4, &"problem and cause together ".repeat(5));
        assert!(laid.lines().all(|line| line.width() <= COLUMNS));
        assert!(!laid.contains("toge\n"));
    }
}
