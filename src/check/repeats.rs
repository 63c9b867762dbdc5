//! TXT009: words written twice.

use std::ops::Range;

use super::passage::{quote, told};
use super::{Context, Finding, Sink};
use crate::structure::Draft;
use crate::text::Word;
use crate::text::count::is_han;

/// Words of one character that never follow themselves.
const SINGLE: &str = "的了是在和与及对把将被从向而并也就都不有这其于";
/// Verbs of two characters that speech doubles, and what may open such a pair.
const SPOKEN: [&str; 21] = [
    "研究", "商量", "讨论", "考虑", "琢磨", "合计", "了解", "交流", "思考", "非常", "很多", "许多",
    "活动", "锻炼", "敲打", "打扫", "教育", "收拾", "整理", "盘算", "掂量",
];
/// A number written out is no word said twice.
const DIGITS: &str = "〇一二三四五六七八九";
/// What follows a pair whose second half opens a longer word: 学习学习强国, 组织组织生活会.
const LONGER: [&str; 14] = [
    "强国", "生活", "委员", "部", "会", "者", "站", "员", "生", "对象", "大会", "中心", "书记",
    "小组",
];
const LONGEST: usize = 12;

/// Looks for doubled words.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let text = draft.text.as_str();
    let known = sink.findings.len();
    let mut free_from = 0;
    for candidate in candidates(text) {
        if candidate.range.start < free_from {
            continue;
        }
        let Some(range) = confirmed(draft, &candidate) else {
            continue;
        };
        free_from = range.end;
        // Those of this check never overlap, and a text may be nothing but doublings.
        if !told(&sink.findings[..known], &range) {
            sink.put(
                Finding::new("TXT009", "hit")
                    .arg("found", quote(draft, range.clone()))
                    .at(range)
                    .confidence(0.8),
            );
        }
    }
}

/// A stretch of the form AA, or A了A where `second` begins behind the 了.
struct Candidate {
    range: Range<usize>,
    middle: usize,
    second: usize,
}

/// Stretches of Han of the form AA or A了A. Cutting the text into words costs far more than this walk,
/// so only a text that has such a stretch is cut.
fn candidates(text: &str) -> Vec<Candidate> {
    let near = near_again(text);
    near.into_iter()
        .filter_map(|start| longest(text, start))
        .collect()
}

/// The doubling of most characters that begins at a byte.
fn longest(text: &str, start: usize) -> Option<Candidate> {
    let rest = &text[start..];
    let first = rest.chars().next()?;
    // 二〇二〇年.
    if DIGITS.contains(first) {
        return None;
    }
    let mut found = None;
    // Characters of the longest half so far.
    let mut most = 0;
    let mut previous = first;
    for (length, (at, character)) in rest.char_indices().take(LONGEST + 2).enumerate() {
        if !is_han(character) {
            break;
        }
        let before = std::mem::replace(&mut previous, character);
        if character != first || at == 0 {
            continue;
        }
        let candidate = |middle: usize| Candidate {
            range: start..start + at + middle,
            middle: start + middle,
            second: start + at,
        };
        let again = &rest[at..];
        let apart = at.saturating_sub('了'.len_utf8());
        if (length > 1 || SINGLE.contains(first))
            && length <= LONGEST
            && again.starts_with(&rest[..at])
        {
            most = length;
            found = Some(candidate(at));
        } else if before == '了' && length - 1 > most.max(1) && again.starts_with(&rest[..apart]) {
            most = length - 1;
            found = Some(candidate(apart));
        }
    }
    found
}

/// Where characters stand that, within one run of Han, follow themselves or may come again with the next one within reach
/// of a doubling, in order: of nearly all it is sure that they do not.
fn near_again(text: &str) -> Vec<usize> {
    const SLOTS: usize = 1024;
    // No character has more than four bytes.
    const REACH: usize = (LONGEST + 1) * 4;
    // Behind which byte a pair of that slot began last; two that share one only make for a closer look.
    let mut last = vec![0; SLOTS];
    let mut run = 0;
    let mut before: Option<(usize, char)> = None;
    let mut near = Vec::new();
    for (at, character) in text.char_indices() {
        if !is_han(character) {
            (run, before) = (at + 1, None);
            continue;
        }
        if let Some((start, first)) = before.replace((at, character)) {
            let last = &mut last[(first as usize * 31 + character as usize) % SLOTS];
            if first == character {
                near.push(start);
            }
            if *last > run && start - *last < REACH {
                near.push(*last - 1);
            }
            *last = start + 1;
        }
    }
    near.sort_unstable();
    near.dedup();
    near
}

/// Whether the two halves of a candidate are whole words, and none that may be doubled.
fn confirmed(draft: &Draft<'_>, candidate: &Candidate) -> Option<Range<usize>> {
    let text = draft.text.as_str();
    let range = candidate.range.clone();
    let words: &[Word] = draft.words_within(&range);
    let whole = words.first()?.start == range.start && words.last()?.end == range.end;
    let cut = |at: usize| words.iter().any(|word| word.start == at);
    if !whole || !cut(candidate.middle) || !cut(candidate.second) {
        return None;
    }
    let unit = &text[range.start..candidate.middle];
    let after = &text[range.end..];
    let legitimate = unit.starts_with(['一', '逐', '挨', '每', '越', '半'])
        || SPOKEN.contains(&unit)
        || unit.chars().count() == 2 && LONGER.iter().any(|longer| after.starts_with(longer));
    (!legitimate).then_some(range)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::told;
    use super::*;

    fn repeats(text: &str) -> Vec<String> {
        told(text, Some(2023), run)
            .into_iter()
            .map(|(_, _, found)| found)
            .collect()
    }

    #[test]
    fn tells_doubled_words() {
        let cases = [
            ("党员的的作用发挥不够。", "的的"),
            ("要进一步进一步压实责任。", "进一步进一步"),
            ("全年开展了开展主题党日活动。", "开展了开展"),
            ("贯彻落实指示指示批示精神。", "指示指示"),
            ("压实责任压实责任，逐级传导。", "压实责任压实责任"),
            ("我在在会上作了检查。", "在在"),
        ];
        for (text, expected) in cases {
            assert_eq!(repeats(text), [expected], "{text}");
        }
    }

    #[test]
    fn leaves_what_may_be_doubled() {
        let fine = [
            "常常人人一一多多渐渐，认认真真，许许多多，年年述职，的的确确，地地道道。",
            "目的的实现，为了了解情况，当地地形复杂，存在在思想上的问题。",
            "各党支部支部书记带头，职工工作积极，公开开展活动。",
            "引导党员使用学习学习强国平台，组织组织生活会。",
            "一户一户走，一项一项改，大家研究研究再定，一个一个销号。",
            "加强学习，学习要入脑入心；责任，责任在我。",
        ];
        for text in fine {
            assert!(repeats(text).is_empty(), "{text}: {:?}", repeats(text));
        }
    }

    /// What [`candidates`] gives, by its definition: of each place the longest half, AA before A了A.
    fn by_definition(text: &str) -> Vec<(Range<usize>, usize, usize)> {
        let (starts, all): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
        let at = |place: usize| starts.get(place).copied().unwrap_or(text.len());
        let doubled = |place: usize, length: usize, gap: usize| {
            let half = all.get(place..place + length)?;
            let second = place + length + gap;
            let whole = half.iter().all(|character| is_han(*character))
                && all.get(second..second + length) == Some(half)
                && all[place + length..second]
                    .iter()
                    .all(|character| *character == '了');
            let counts = length > 1 || gap == 0 && SINGLE.contains(half[0]);
            (whole && counts).then(|| {
                (
                    at(place)..at(second + length),
                    at(place + length),
                    at(second),
                )
            })
        };
        let longest = |place: usize| {
            let mut ways = (1..=LONGEST)
                .rev()
                .flat_map(|length| [(length, 0), (length, 1)]);
            ways.find_map(|(length, gap)| doubled(place, length, gap))
        };
        (0..all.len()).filter_map(longest).collect()
    }

    proptest! {
        #[test]
        fn candidates_are_what_the_definition_says(text in "[的了党建𠀀，a]{0,40}|([的了党]{1,13}[了，]?){0,6}") {
            let found = candidates(&text).into_iter();
            let found: Vec<_> = found.map(|one| (one.range, one.middle, one.second)).collect();
            prop_assert_eq!(found, by_definition(&text));
        }
    }
}
