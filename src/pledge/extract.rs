//! What last year's report promised: the items of its plan that can be held against a result.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Pledge;
use super::deadline::deadline;
use super::frame::inner;
use super::list_mark::{mark, opens, trimmed};
use super::pieces::{announced, is_text, units};
use super::quantity::{Class, quantities};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role};

/// The promises of a report, in order.
///
/// One item of the plan (一是…, a numbered paragraph, a paragraph) is one promise. Slogans and directions
/// are left out, unless the plan has nothing else.
pub fn extract(draft: &Draft<'_>) -> Vec<Pledge> {
    let groups = groups(draft);
    let checkable: Vec<Vec<Pledge>> = groups
        .iter()
        .map(|group| checkable_of(draft, group))
        .collect();
    if checkable.iter().any(|found| !found.is_empty()) {
        let opens_with_mark = |place: usize| opens(&draft.text.as_str()[start(&groups[place])..]);
        // In a list of which a good part are promises the brief ones are too.
        let marked = (0..groups.len()).filter(|place| opens_with_mark(*place));
        let kept = marked.clone().filter(|place| !checkable[*place].is_empty());
        let is_list = kept.count() * 3 >= marked.count();
        let numbered = |place: usize| is_list && opens_with_mark(place);
        let listed = |place: usize| -> Option<Pledge> {
            let beside = [place.checked_sub(1), place.checked_add(1)];
            let promised = beside.into_iter().flatten().any(|other| {
                checkable.get(other).is_some_and(|found| !found.is_empty())
                    && same_list(draft, &groups[place], &groups[other])
            });
            let item = start(&groups[place])..end(&groups[place]);
            let brief = || numbered(place) && is_brief_deed(draft, &groups[place]);
            let promises = promised && is_deed(draft, &item) || brief();
            promises.then(|| pledge(draft, item))?
        };
        let found = checkable.iter().enumerate().flat_map(|(place, found)| {
            let beside = found.is_empty().then(|| listed(place)).flatten();
            found.iter().cloned().chain(beside)
        });
        return found.collect();
    }
    groups
        .iter()
        .filter(|group| !is_frame(draft, group))
        .filter_map(|group| pledge(draft, start(group)..end(group)))
        .collect()
}

/// Whether two stretches are numbered items of one list within a line: 三、…。四、…。
fn same_list(draft: &Draft<'_>, one: &[Range<usize>], other: &[Range<usize>]) -> bool {
    let text = draft.text.as_str();
    let (from, to) = (start(one).min(start(other)), end(one).max(end(other)));
    let numbered = |group: &[Range<usize>]| opens(&text[start(group)..end(group)]);
    numbered(one) && numbered(other) && !text[from..to].contains('\n')
}

/// Whether an item says what is to be done, though with a general verb: 推动服务中心设立帮办岗.
fn is_deed(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    draft.has(range, Cue::Deed)
        && draft.count(range, Cue::Vague) == 1
        && draft.folded(range.clone()).chars().count() > 12
}

/// Whether an item is one short sentence that says what is to be done and nothing general: 开办老年食堂.
fn is_brief_deed(draft: &Draft<'_>, group: &[Range<usize>]) -> bool {
    let [range] = group else { return false };
    let range = trimmed(draft.text.as_str(), range.clone());
    let text = draft.folded(range.clone());
    BRIEF.contains(&text.chars().count())
        && !text.contains(['：', '，'])
        && draft.count(&range, Cue::Vague) == 0
        && !draft.has(&range, Cue::Pledge)
        && !draft.has(&range, Cue::Closing)
}

/// Characters of such a sentence.
const BRIEF: std::ops::RangeInclusive<usize> = 5..=16;

/// A promise from a stretch of the folded text, numbers and marks around it left out.
pub fn pledge(draft: &Draft<'_>, range: Range<usize>) -> Option<Pledge> {
    let range = trimmed(draft.text.as_str(), promised(draft, range));
    (range.len() > 6).then(|| Pledge {
        text: draft.own(range.clone()).trim().to_owned(),
        deadline: deadline(draft, &range),
        range,
    })
}

/// A stretch without what stands around the promise.
fn promised(draft: &Draft<'_>, range: Range<usize>) -> Range<usize> {
    let range = trimmed(draft.text.as_str(), range);
    let inner = inner(draft.folded(range.clone()));
    range.start + inner.start..range.start + inner.end
}

fn start(group: &[Range<usize>]) -> usize {
    group.first().map_or(0, |range| range.start)
}

fn end(group: &[Range<usize>]) -> usize {
    group.last().map_or(0, |range| range.end)
}

/// The sentences of the plan by item.
fn groups(draft: &Draft<'_>) -> Vec<Vec<Range<usize>>> {
    let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
    let mut key = None;
    for sentence in &units(draft) {
        let paragraph = &draft.paragraphs[sentence.paragraph];
        let part = announced(draft, sentence.heading);
        let headed = part.len() == 1 && part.contains(Role::Plan);
        let elsewhere = !part.is_empty() && !part.contains(Role::Plan);
        let planned = match sentence.role {
            _ if sentence.cues.has(Cue::Closing) && !has_amount(draft, &sentence.range) => false,
            Role::Plan => !elsewhere || sentence.confidence() > 0.8,
            Role::Closing => headed && has_amount(draft, &sentence.range),
            Role::Rectification => false,
            _ => headed,
        };
        if !planned || !is_text(paragraph.kind) {
            key = None;
            continue;
        }
        let here = (sentence.group, sentence.item);
        for piece in pieces(draft, &sentence.range) {
            let marked = opens(draft.folded(piece.clone()));
            match groups.last_mut() {
                Some(group) if key == Some(here) && !sentence.opens_item && !marked => {
                    group.push(piece);
                }
                _ => groups.push(vec![piece]),
            }
            key = Some(here);
        }
    }
    groups
}

/// Cuts a sentence behind semicolons, where a numbered item begins or both sides are promises, and behind the colon that
/// leads into numbered items.
fn pieces(draft: &Draft<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let text = draft.text.as_str();
    let mut result = Vec::new();
    let mut start = range.start;
    let stops: Vec<usize> = text[range.clone()]
        .match_indices(['；', '：'])
        .map(|(at, mark)| (range.start + at + mark.len(), mark == "；"))
        .filter(|(next, semicolon)| *semicolon || opens(&text[*next..range.end]))
        .map(|(next, _)| next)
        .collect();
    for (place, next) in stops.iter().enumerate() {
        let end = stops.get(place + 1).copied().unwrap_or(range.end);
        if opens(&text[*next..range.end])
            || is_checkable(draft, &(start..*next)) && is_checkable(draft, &(*next..end))
        {
            result.push(start..*next);
            start = *next;
        }
    }
    if start < range.end {
        result.push(start..range.end);
    }
    result
}

/// The promises of one item.
fn checkable_of(draft: &Draft<'_>, group: &[Range<usize>]) -> Vec<Pledge> {
    let mut firm: Vec<bool> = group
        .iter()
        .map(|range| is_checkable(draft, range))
        .collect();
    // （一）培养后备力量。每个村储备2名: the first words name the matter of what follows.
    if let [first, .., _] = group
        && names_matter(draft, first)
        && firm[1..].contains(&true)
    {
        firm[0] = false;
    }
    let Some(first) = firm.iter().position(|firm| *firm) else {
        return Vec::new();
    };
    let last = firm.iter().rposition(|firm| *firm).unwrap_or(first);
    let text = draft.text.as_str();
    let numbered = opens(&text[start(group)..end(group)]);
    let amounts = group
        .iter()
        .filter(|range| has_amount(draft, range))
        .count();
    let count = firm.iter().filter(|firm| **firm).count();
    if !numbered && count > 1 && (amounts > 1 || count == group.len()) {
        // A paragraph of promises without numbers: a sentence each.
        return group
            .iter()
            .zip(&firm)
            .filter(|(_, firm)| **firm)
            .filter_map(|(range, _)| pledge(draft, range.clone()))
            .collect();
    }
    if numbered && count > 1 {
        let parts = parts(draft, group, first);
        if parts.len() > 1 {
            return parts
                .into_iter()
                .filter_map(|range| pledge(draft, range))
                .collect();
        }
    }
    let mut begin = group[first].start;
    // A lead that ends with a colon is no part of the promise if what follows stands alone.
    let sentence = &text[group[first].clone()];
    if let Some(colon) = sentence.find('：')
        && colon < 75
    {
        let after = begin + colon + '：'.len_utf8();
        if is_checkable(draft, &(after..group[first].end)) {
            begin = after;
        }
    }
    pledge(draft, begin..group[last].end).into_iter().collect()
}

/// Whether the first sentence of a numbered item only names what it is about.
fn names_matter(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.folded(range.clone());
    let words = text[mark(text)..].chars().count();
    opens(text) && words <= 12 && !has_amount(draft, range) && deadline(draft, range).is_none()
}

/// An item that holds several promises, each an act with its own number or time (一季度内谈完23名书记。全年整顿3个村。), cut
/// before each; what follows from a promise (缺席两次的上门谈话) stays with it.
fn parts(draft: &Draft<'_>, group: &[Range<usize>], first: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut alone = false;
    for (place, range) in group.iter().enumerate().skip(first) {
        let here = stands_alone(draft, range);
        match parts.last_mut() {
            Some(part) if !(here && alone) => part.end = range.end,
            _ => parts.push(range.clone()),
        }
        alone |= here || place == first;
    }
    parts
}

/// Whether a sentence within an item is a promise by itself.
fn stands_alone(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    // What hangs on the promise before: who fails it, what is done with its result.
    const HANGS: [&str; 44] = [
        "其",
        "由",
        "并",
        "每人",
        "该",
        "缺",
        "逾期",
        "未",
        "连续",
        "仍",
        "不",
        "凡",
        "超",
        "谁",
        "名单",
        "结果",
        "记录",
        "排名",
        "末位",
        "当天",
        "当场",
        "到期",
        "没有",
        "哪",
        "每次",
        "每件",
        "每户",
        "上墙",
        "公示",
        "对缺",
        "对没",
        "对不",
        "对未",
        "对连续",
        "对仍",
        "对排",
        "对迟",
        "对拖",
        "对考",
        "对查",
        "一次",
        "两次",
        "发现",
        "意见",
    ];
    let text = draft.folded(range.clone());
    let text = text[mark(text)..].trim_start();
    is_checkable(draft, range)
        && (has_amount(draft, range) || deadline(draft, range).is_some())
        && !HANGS.iter().any(|word| text.starts_with(word))
}

/// 我向党委承诺： — the frame around the promises.
fn is_frame(draft: &Draft<'_>, group: &[Range<usize>]) -> bool {
    let text = &draft.text.as_str()[start(group)..end(group)];
    text.ends_with('：') || text.chars().count() < 8
}

/// Whether a stretch promises something that can be looked up later.
pub fn is_checkable(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.folded(range.clone());
    let own = &promised(draft, range.clone());
    if text.ends_with('：') || ANNOUNCES.as_ref().is_some_and(|regex| regex.is_match(text)) {
        return false;
    }
    let amount = has_amount(draft, own);
    let vague = draft.count(own, Cue::Vague);
    let characters = draft.folded(own.clone()).chars().count();
    let answerable = draft.has(own, Cue::Pledge) && characters < 40;
    let told = deadline(draft, own).is_some() && vague < 3
        || draft.has(own, Cue::Deed) && vague == 0
        || characters > 13 && vague == 0;
    characters > 6 && (amount || told && !answerable)
}

/// 我重点做好以下六件事, 以上承诺请监督: only announces the promises or looks back at them.
static ANNOUNCES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^[^；]{0,40}(?:以下|如下|下列|下面|这样|做好|抓好|办好|做到|做|办|抓)(?:这样)?[几0-9一二三四五六七八九十]{1,2}(?:件事|项工作|个方面|点|件实事|方面工作)[^，；]{0,6}$|(?:以下|如下|下列)(?:工作|措施|承诺|事项)|(?:以下|如下|下列)[几0-9一二三四五六七八九十]{1,2}(?:件|项|条)[^；：。]{0,24}承诺[^；：。]{0,8}[：。]?$|[作做]出[几0-9一二三四五六七八九十]{1,2}[条项件点]承诺|以上(?:承诺|各|所|这|措施|几|事项|[0-9一二三四五六七八九十两]{1,2}[条项件桩])",
    )
    .ok()
});

pub(super) fn has_amount(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    quantities(draft.folded(range.clone()))
        .iter()
        .any(|quantity| !quantity.ordinal && !matches!(quantity.class, Class::Date | Class::Bare))
}
