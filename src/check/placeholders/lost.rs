//! Numbers that are gone before their measure word: 发展名党员, 走访老党员   户.

use std::ops::Range;
use std::sync::LazyLock;

use super::{OTHERWISE, VERBS};
use crate::structure::{Draft, Paragraph};
use crate::text::WordLists;
use crate::text::count::is_han;
use crate::text::measure::measure;

/// Measure words with the nouns that close the case: nothing but a number stands between a verb and these.
const COUNTED: [(char, &[&str]); 8] = [
    (
        '名',
        &[
            "党员",
            "群众",
            "干部",
            "职工",
            "村民",
            "居民",
            "老党员",
            "预备党员",
            "积极分子",
            "同志",
            "教师",
            "学生",
        ],
    ),
    (
        '户',
        &["困难", "群众", "村民", "家庭", "低保", "脱贫", "居民"],
    ),
    ('件', &["实事", "矛盾", "民生", "信访", "好事"]),
    ('起', &["矛盾", "纠纷", "信访"]),
    (
        '次',
        &[
            "党课",
            "党员大会",
            "支委会",
            "会议",
            "集中学习",
            "主题党日",
            "组织生活会",
            "专题会",
            "专题研究",
        ],
    ),
    ('场', &["宣讲", "培训", "活动", "座谈"]),
    ('条', &["意见", "建议", "问题"]),
    (
        '个',
        &["党支部", "党小组", "村民小组", "居民小组", "内设机构"],
    ),
];

/// Each of them as one word.
static CLOSED: LazyLock<WordLists<'static, ()>> = LazyLock::new(|| {
    let words = COUNTED.iter().flat_map(|(measure, nouns)| {
        let nouns = nouns.iter();
        nouns.map(move |noun| (format!("{measure}{noun}"), ()))
    });
    WordLists::new(words)
});

/// A verb, its measure word and its noun, and no number between them: 发展名党员.
pub(super) fn lost_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    CLOSED.find(text, |range, ()| {
        let before = &text[..range.start];
        let verb = VERBS.iter().find(|verb| before.ends_with(**verb));
        found.extend(verb.map(|verb| range.start - verb.len()..range.end));
    });
    found
}

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
