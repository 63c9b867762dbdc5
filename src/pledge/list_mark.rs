//! Marks of items in the lists of promises and problems: 一是, （一）, 1., 第一件事，.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::structure::{Draft, Role};
use crate::text::date::opens_with_date;

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|[（(]?[0-9]{1,2}[）)、．][^0-9]?|[0-9]{1,2}\.(?:[^0-9]|$)|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}[ 　]|[①-⑳]|第[一二三四五六七八九十]{1,2}(?:[，、：]|[件条个项][，、：事是])|[一二三四五六七八九十]是|[-*•·]\s*|(?:头一件|再一件)[，：])",
    )
    .ok()
});

/// Whether a text begins with a list mark.
pub(super) fn opens(text: &str) -> bool {
    mark(text) > 0
}

/// Bytes of the list mark at the beginning of a text.
pub(super) fn mark(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(digits, 1 | 2)
        && text[digits..]
            .strip_prefix('.')
            .is_some_and(opens_with_date)
    {
        return digits + 1;
    }
    let found = MARK.as_ref().and_then(|regex| regex.find(text));
    let length = found.map_or(0, |found| found.end());
    // The patterns for bare digits look one character ahead.
    match text.get(..length).and_then(|mark| mark.chars().next_back()) {
        Some(last) if "）)、．.，：是事①②③④⑤⑥⑦⑧⑨⑩-*•· ".contains(last) => {
            length
        }
        Some(last) if length > last.len_utf8() => length - last.len_utf8(),
        _ => length,
    }
}

/// A stretch without the list mark before it and the stop behind.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    let piece = text.get(range.clone()).unwrap_or_default();
    let end = range.start
        + piece
            .trim_end_matches(['。', '；', '！', ' ', '，', '\n', '、'])
            .len();
    loop {
        let rest = text.get(start..end).unwrap_or_default();
        let space = rest.len() - rest.trim_start_matches([' ', '　', '\n', '，']).len();
        let length = mark(&rest[space..]);
        if space + length == 0 {
            return start..end;
        }
        start += space + length;
    }
}

/// Items of a role, cut too where a sentence inside a paragraph opens with a number of its own.
pub fn items(draft: &Draft<'_>, role: Role) -> Vec<Range<usize>> {
    let mut result: Vec<Range<usize>> = Vec::new();
    for item in draft.items(&[role]) {
        let mut first = true;
        for place in item.sentences {
            let range = draft.sentences[place].range.clone();
            match result.last_mut() {
                Some(open) if !first && !opens(draft.folded(range.clone())) => {
                    open.end = range.end;
                }
                _ => result.push(range),
            }
            first = false;
        }
    }
    result
}
