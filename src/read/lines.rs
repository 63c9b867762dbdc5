//! What the readers of text share: where paragraphs begin, and how lines are put together.

use std::ops::Range;

use crate::document::{Block, Look, MappedText, Story};
use crate::text::count::is_han;
use crate::text::date::goes_on_as_figure;

/// A block of body text without any look.
pub(super) fn body(text: MappedText) -> Block {
    Block {
        story: Story::Body,
        outline: None,
        label: None,
        look: Look::default(),
        reference: None,
        prompts: Vec::new(),
        text,
    }
}

/// The text without white space around it.
pub(super) fn trimmed(text: MappedText) -> MappedText {
    let words = text.as_str();
    let inner = words.trim_matches(is_blank);
    if inner.len() == words.len() {
        return text;
    }
    let start = words.len() - words.trim_start_matches(is_blank).len();
    MappedText::identity(inner, start).through(&text)
}

/// White space, and the invisible marks that editors leave at line starts.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// Joins a line to the text before it; `gap` is the line break between them.
pub(super) fn join(text: &mut MappedText, next: &str, there: Range<usize>, gap: Range<usize>) {
    let last = text.as_str().chars().next_back();
    let first = next.chars().next();
    let spaced = last.is_some_and(is_spaced) && first.is_some_and(is_spaced);
    // 1,|260户: figures are cut where the line is full.
    let before = text.as_str().trim_end_matches(['.', ',']);
    let is_digit = |character: Option<char>| character.is_some_and(|one| one.is_ascii_digit());
    let within_figure = is_digit(before.chars().next_back()) && is_digit(first);
    if spaced && !within_figure {
        text.push(" ", gap);
    }
    text.push(next, there);
}

/// Whether a character belongs to a script that writes spaces between words.
fn is_spaced(character: char) -> bool {
    let wide = is_han(character)
        || matches!(u32::from(character), 0x3000..=0x30FF | 0x31F0..=0x31FF | 0xFF00..=0xFFEF)
        || matches!(character, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    !wide && !character.is_whitespace()
}

/// Whether a line ends its paragraph by its last mark.
pub(super) fn is_finished(line: &str) -> bool {
    let closing = ['”', '’', '"', '）', ')', '》', '」', '』'];
    let line = line.trim_end_matches(is_blank).trim_end_matches(closing);
    line.ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':', '…', '．'])
}

/// Whether so many indented lines tell paragraphs by their indent.
pub(super) fn indents_tell(indented: usize, all: usize) -> bool {
    indented >= 2 && indented * 10 <= all * 7
}

/// Whether a line goes on with the paragraph of the line above it, which reaches the right margin where `full`.
///
/// Where indents tell paragraphs, `indented` says whether this line has one: then a full stop at the right
/// margin ends nothing.
pub(super) fn goes_on(above: &str, line: &str, full: bool, indented: Option<bool>) -> bool {
    if line.is_empty() || !full || starts_item(line) {
        return false;
    }
    match indented {
        Some(indented) => !indented,
        None => !is_finished(above),
    }
}

/// Whether a line begins with a number, bullet or heading mark.
pub(super) fn starts_item(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    let Some(first) = line.chars().next() else {
        return false;
    };
    let rest = &line[first.len_utf8()..];
    match first {
        '（' | '(' | '〔' | '﹝' | '【' => {
            let after = rest.trim_start_matches(is_number);
            after.len() < rest.len() && after.starts_with(['）', ')', '〕', '﹞', '】'])
        }
        '第' => {
            let after = rest.trim_start_matches(is_number);
            after.len() < rest.len()
                && ["章", "节", "篇", "条", "部分", "，", "、", "："]
                    .iter()
                    .any(|mark| after.starts_with(mark))
        }
        '①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩' | '•' | '●' | '◆' | '■' | '★' | '▲' => {
            true
        }
        '#' => line.trim_start_matches('#').starts_with(' '),
        '-' | '*' | '+' => rest.starts_with(' '),
        _ if is_number(first) => {
            let after = line.trim_start_matches(is_number);
            if line.len() - after.len() > 9 {
                return false;
            }
            let mut behind = after.chars();
            let mark = behind.next();
            let behind = behind.as_str();
            // 三、四季度
            let several = |next: char| is_number(next) && !next.is_ascii_digit();
            matches!(mark, Some('、' | '．' | '.' | ')' | '）'))
                && !goes_on_as_figure(behind)
                && !(mark == Some('、') && behind.starts_with(several))
        }
        _ => false,
    }
}

fn is_number(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '０'..='９') || is_han_number(character)
}

fn is_han_number(character: char) -> bool {
    "〇一二三四五六七八九十百".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_numbers_at_line_starts() {
        for line in [
            "一、主要做法",
            "（一）带头学",
            "(3)走访",
            "1.抓学习",
            "1、抓学习",
            "十二、结语",
            "第一，抓学习",
            "第三部分 打算",
            "① 学",
            "## 标题",
            "　　二、问题",
            "1.3月底前走访完13名党员",
            "2、2024年起每季度开一次",
        ] {
            assert!(starts_item(line), "{line}");
        }
        for line in [
            "一年来",
            "3.5万元",
            "1.5个月",
            "2.13月光",
            "2023年",
            "（见附件）",
            "第一书记",
            "三、四季度",
            "十分重视",
            "*镇党委",
            "",
        ] {
            assert!(!starts_item(line), "{line}");
        }
    }
}
