//! Numbers that are gone before their measure word and left room: 走访老党员   户.

use std::ops::Range;

use super::OTHERWISE;
use crate::structure::{Draft, Paragraph};
use crate::text::count::is_han;
use crate::text::measure::measure;

/// Room left for a number before its measure word in running text: 走访老党员   户, 达到   万元. The words are those around.
pub(super) fn blanks(draft: &Draft<'_>, paragraph: &Paragraph) -> Vec<Range<usize>> {
    // Hardly any paragraph has room for one: only those that have are gone through.
    let shown = draft.own(paragraph.range.clone());
    if !shown.contains("  ") && !shown.contains(['\u{3000}', '\t']) {
        return Vec::new();
    }
    let text = draft.folded(paragraph.range.clone());
    let start = paragraph.range.start;
    let own = |at: usize| draft.text.origin(start + at..start + at);
    let mut found = Vec::new();
    for (at, _) in text.char_indices().skip(1) {
        let rest = &text[at..];
        let Some(length) = measure(rest, &ROOM) else {
            continue;
        };
        if OTHERWISE
            .iter()
            .chain(&NAMES)
            .any(|word| rest.starts_with(word))
        {
            continue;
        }
        let Some(before) = text[..at]
            .chars()
            .next_back()
            .filter(|before| is_han(*before))
        else {
            continue;
        };
        let first = at - before.len_utf8();
        let shown = draft.display.as_str().get(own(first).start..own(at).end);
        let is_room = |shown: &char| matches!(shown, ' ' | '\u{3000}' | '\t');
        let room = shown.map_or(0, |shown| shown.chars().filter(is_room).count());
        if room > 1 {
            found.push(first..at + length);
        }
    }
    found
}

/// Words before which room is left for a number, beside the common measure words; 年月日 of a date too.
const ROOM: [&str; 14] = [
    "年", "月", "日", "天", "岁", "起", "期", "轮", "万元", "亿元", "公里", "米", "平方", "%",
];
/// Words that begin like a measure word.
const NAMES: [&str; 22] = [
    "人员", "人才", "人口", "人民", "人生", "人大", "人社", "人事", "名单", "名称", "名义", "家庭",
    "家长", "家校", "个人", "个别", "场所", "场地", "起来", "条件", "日常", "年度",
];
