//! Display columns: breaking Chinese lines, and a line trimmed around a passage.
//!
//! Widths are those of a terminal that draws ambiguous characters (“ ” — …) narrow.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Display columns of `text`.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Text of a file made safe for a terminal: one line, no control or direction characters.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter_map(harmless).collect()
}

/// What is shown of a character: nothing of those that turn the direction, a blank for a control character.
pub(super) fn harmless(c: char) -> Option<char> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        _ if c.is_control() => Some(' '),
        _ => Some(c),
    }
}

/// `text` followed by blanks up to `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// Marks that must not begin a line.
fn closes(c: char) -> bool {
    "，。；：！？、）》〉」』】〕”’…—％·,.;:!?)]}%".contains(c)
}

/// Marks that must not end a line.
fn opens(c: char) -> bool {
    "（《〈「『【〔“‘([{".contains(c)
}

/// Whether a line may break between two graphemes.
fn breakable(before: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if next == ' ' || closes(next) || opens(last) {
        return false;
    }
    let wide = |c: char| c.width() == Some(2);
    last == ' '
        || wide(last)
        || wide(next)
        || (closes(last) && !last.is_ascii())
        || !next.is_ascii() && opens(next)
}

/// Breaks `text` into lines of at most `columns`: anywhere between Han, never before a closing
/// mark or after an opening one, and Latin words stay whole where they fit.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(4);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for unit in units(&clean(paragraph)) {
            if !line.is_empty() && width(&line) + width(unit.trim_end()) > columns {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            if line.is_empty() {
                line = split_long(unit.trim_start(), columns, &mut lines);
            } else {
                line.push_str(unit);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Pieces that lines are made of.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut start = 0;
    let mut before = "";
    for (at, grapheme) in text.grapheme_indices(true) {
        if at > start && breakable(before, grapheme) {
            units.push(&text[start..at]);
            start = at;
        }
        before = grapheme;
    }
    if start < text.len() {
        units.push(&text[start..]);
    }
    units
}

/// A unit wider than a line (a path, a run of marks) is cut; the rest that fits is given back.
fn split_long(unit: &str, columns: usize, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for grapheme in unit.graphemes(true) {
        if !line.is_empty() && width(&line) + width(grapheme.trim_end()) > columns {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(grapheme);
    }
    line
}

/// A byte range moved inside `text` and onto character boundaries.
pub(super) fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(range.start);
    start..floor(range.end).max(start)
}

/// A line around a passage, and the marks to print below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snippet {
    /// The line before the passage, with `…` where it was cut.
    pub(super) before: String,
    /// The passage, cut at the end where it is too long.
    pub(super) passage: String,
    /// The line after the passage.
    pub(super) after: String,
    /// Blanks and `^`.
    pub(super) carets: String,
}

/// Trims `text` around `range` (bytes) to `columns`.
pub(super) fn snippet(text: &str, range: &Range<usize>, columns: usize) -> Snippet {
    let range = clamp(text, range);
    let before = clean(&text[..range.start]);
    let passage = clean(&text[range.clone()]);
    let after = clean(&text[range.end..]);
    let columns = columns.max(12);

    let full = width(&before) + width(&passage) + width(&after);
    let (before, passage, after) = if full <= columns {
        (before.trim_start().to_owned(), passage, after)
    } else if width(&passage) + 2 >= columns {
        let lead = if before.trim().is_empty() { "" } else { "…" };
        let room = columns - width(lead) - 1;
        (
            lead.to_owned(),
            format!("{}…", head(&passage, room)),
            String::new(),
        )
    } else {
        // Two columns for the marks of omission; what one side does not need goes to the other.
        let room = columns - width(&passage) - 2;
        let half = room / 2;
        let left = half
            .max(room.saturating_sub(width(&after)))
            .min(width(&before));
        let right = room - left;
        let cut_before = tail(&before, left);
        let cut_after = head(&after, right);
        let lead = if cut_before.len() < before.len() {
            "…"
        } else {
            ""
        };
        let trail = if cut_after.len() < after.len() {
            "…"
        } else {
            ""
        };
        (
            format!("{lead}{cut_before}"),
            passage,
            format!("{cut_after}{trail}"),
        )
    };
    let carets = format!(
        "{}{}",
        " ".repeat(width(&before)),
        "^".repeat(width(&passage).max(1))
    );
    Snippet {
        before,
        passage,
        after: after.trim_end().to_owned(),
        carets,
    }
}

/// The longest beginning of at most `columns`.
pub(super) fn head(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// The longest end of at most `columns`.
fn tail(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > columns {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_under(text: &str, needle: &str, columns: usize) -> (String, String) {
        let at = text.find(needle).unwrap();
        let cut = snippet(text, &(at..at + needle.len()), columns);
        let line = format!("{}{}{}", cut.before, cut.passage, cut.after);
        (line, cut.carets)
    }

    #[test]
    fn carets_stand_under_the_passage_in_mixed_text() {
        let (line, carets) = lines_under("完成GDP增长8.5%，办实事12件", "8.5%", 80);
        assert_eq!(line, "完成GDP增长8.5%，办实事12件");
        assert_eq!(carets, format!("{}^^^^", " ".repeat(4 + 3 + 4)));
        let (_, carets) = lines_under("A类党员数", "党员", 80);
        assert_eq!(carets, "   ^^^^");
    }

    #[test]
    fn long_lines_are_trimmed_around_the_passage() {
        let text = format!("{}学习不够深入{}", "前".repeat(100), "后".repeat(100));
        let (line, carets) = lines_under(&text, "学习不够深入", 40);
        assert!(width(&line) <= 40, "{line}");
        assert!(line.starts_with('…') && line.ends_with('…'));
        let start = line.find("学习").unwrap();
        assert_eq!(carets.find('^').unwrap(), width(&line[..start]));
        assert_eq!(carets.matches('^').count(), 12);
    }

    #[test]
    fn passages_at_the_edges_use_the_whole_room() {
        let text = format!("学习不够{}", "后".repeat(100));
        let (line, _) = lines_under(&text, "学习不够", 40);
        assert!(width(&line) > 36, "{line}");
        let text = format!("{}学习不够", "前".repeat(100));
        let (line, _) = lines_under(&text, "学习不够", 40);
        assert!(width(&line) > 36 && line.ends_with("学习不够"), "{line}");
        let (line, carets) = lines_under(&"长".repeat(100), &"长".repeat(90), 40);
        assert!(
            width(&line) <= 40 && width(&carets) == width(&line),
            "{line}"
        );
    }

    #[test]
    fn broken_ranges_do_not_break_the_line() {
        let cut = snippet("一二三", &(1..99), 40);
        assert_eq!(cut.carets, "^^^^^^");
        let backwards = Range { start: 3, end: 1 };
        assert_eq!(snippet("", &backwards, 40).carets, "^");
    }

    #[test]
    fn lines_break_between_han_and_not_before_closing_marks() {
        assert_eq!(wrap("一二三四，五六", 8), ["一二三", "四，五六"]);
        assert_eq!(wrap("一二三（四五", 8), ["一二三", "（四五"]);
        assert_eq!(wrap("把shuzhi的结果", 8), ["把shuzhi", "的结果"]);
        assert_eq!(wrap("two words here", 9), ["two words", "here"]);
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        for line in wrap(&"述职报告，应当写实。“问题”占三分之一；".repeat(9), 20)
        {
            assert!(width(&line) <= 20, "{line}");
        }
    }

    #[test]
    fn escape_sequences_of_a_file_never_reach_the_terminal() {
        assert_eq!(clean("红\u{1b}[31m\u{202e}字"), "红 [31m字");
    }
}
