//! What last year's report promised: the items of its plan that can be held against a result.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Pledge;
use super::frame::inner;
use super::pieces::{announced, is_text, units};
use super::quantity::{Class, quantities};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role};
use crate::text::date::opens_with_date;
use crate::text::{Beginning, Search};

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

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|[（(]?[0-9]{1,2}[）)、．][^0-9]?|[0-9]{1,2}\.(?:[^0-9]|$)|[①-⑳]|第[一二三四五六七八九十]{1,2}(?:[，、：]|[件条个项][，、：事是])|[一二三四五六七八九十]是|[-*•·]\s*|(?:头一件|再一件)[，：])",
    )
    .ok()
});

fn opens(text: &str) -> bool {
    mark(text) > 0
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

/// Bytes of the list mark at the beginning of a text.
fn mark(text: &str) -> usize {
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

/// A stretch without the list mark before it and the stop behind.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
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

static DEADLINES: LazyLock<Vec<Search>> = LazyLock::new(|| {
    let patterns = deadlines().into_iter();
    patterns
        .map(|(pattern, first)| Search::new(&pattern, Beginning::with(first, REACH)))
        .collect()
});

/// Bytes of the longest deadline.
const REACH: usize = 120;

/// Wordings of a deadline, the firmest first, and the characters that they begin with.
fn deadlines() -> [(String, &'static str); 7] {
    const MONTH: &str = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月";
    [
        (
            format!(
                "(?:明年|今年|来年|次年|20[0-9]{{2}}年)?{MONTH}(?:[0-9]{{1,2}}日|份)?(?:上旬|中旬|下旬|底|末|初)?(?:之前|以前|前)"
            ),
            "明今来次0123456789一二三四五六七八九十",
        ),
        (
            "(?:20[0-9]{2}年|明年|今年)?(?:年底|年末|年终|月底|季末|学期末|期末|春节|元旦|清明|五一|“五一”|七一|“七一”|国庆|汛期|入冬|供暖|开学|春耕|秋收|换届|暑假|寒假|放假|第?[一二三四1-4]季度末?|上半年|下半年)(?:之前|以前|前)".to_owned(),
            "明今年月季学期春元清五“七国汛入供开秋换暑寒放第一二三四1234上下",
        ),
        (
            format!("(?:于|在|到)?(?:明年|今年|20[0-9]{{2}}年)?{MONTH}(?:底|末|份|上旬|中旬|下旬)?(?:完成|建成|投用|启用|到位)"),
            "于在到明今0123456789一二三四五六七八九十",
        ),
        (
            "(?:明年|20[0-9]{2}年)?(?:上半年|下半年|第?[一二三四1-4]季度|年内|年底|年末|明年底|学期末|学期内|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?月底)".to_owned(),
            "明0123456789上下第一二三四五六七八九十年学月",
        ),
        (
            "[0-9一二三四五六七八九十]{1,9}(?:个)?(?:工作日|小时|天|日|个?月|周|年)(?:之内|以内|内)".to_owned(),
            "0123456789一二三四五六七八九十",
        ),
        (
            format!("(?:从|自)?(?:明年)?{MONTH}(?:份|底|初)?起?"),
            "从自明0123456789一二三四五六七八九十",
        ),
        (
            "每(?:两个|半)?(?:学期|季度|季|月|周|旬|天|年|晚)|按(?:月|季|周)|全年|明年".to_owned(),
            "每按全明",
        ),
    ]
}

/// The deadline a stretch names, in the author's own words: the firmest, then the first.
pub fn deadline(draft: &Draft<'_>, range: &Range<usize>) -> Option<String> {
    let text = draft.folded(range.clone());
    let found = DEADLINES.iter().find_map(|pattern| pattern.find(text, 0))?;
    let place = found.start + range.start..found.end + range.start;
    Some(draft.own(place).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{REACH, deadlines};
    use crate::text::assert_begins;

    #[test]
    fn deadlines_begin_as_told() {
        for (pattern, first) in deadlines() {
            assert_begins(&pattern, first, REACH);
        }
    }
}
