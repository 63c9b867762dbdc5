//! TXT007: slips of input: words of which the keyboard or the eye made none, and set phrases with one character of another
//! that sounds or looks alike.

use std::ops::Range;

use super::passage::{put_once, quote};
use super::terms::{triggered, usual};
use super::{Context, Finding, Sink};
use crate::ruleset::Term;
use crate::structure::Draft;
use crate::text::count::{HAN_BYTES, behind_han};
use crate::text::measure::measure;
use crate::text::{han_code, is_word, pair_bits};

mod built {
    include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
}

const CODE: &str = "TXT007";

/// How sure a phrase is that stands in no list of slips.
const BY_PHRASE: f64 = 0.9;

/// Looks for the slips that `rules/terms/slips.toml` lists, and for phrases with a slip.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    listed(context, sink);
    let draft = context.draft;
    each_window(draft.text.as_str(), |range, window| {
        let Some(phrase) = meant(window) else { return };
        if stands_alone(draft, &range) && falls_apart(draft, &range) && !is_name(draft, &range) {
            let say: String = codes(phrase).into_iter().filter_map(character).collect();
            put_once(sink, finding(draft, range, &say).confidence(BY_PHRASE));
        }
    });
}

fn listed(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let slips = triggered(context, |term| match term {
        Term::Slips(slips) => Some(slips),
        _ => None,
    });
    for (slips, hits) in slips {
        let severity = slips.severity.unwrap_or_else(|| usual(context, CODE));
        for range in hits {
            let Some(right) = slips.right(draft.folded(range.clone())) else {
                continue;
            };
            if stands_alone(draft, &range) && !is_counted(draft, &range) {
                put_once(sink, finding(draft, range, right).severity(severity));
            }
        }
    }
}

fn finding(draft: &Draft<'_>, range: Range<usize>, say: &str) -> Finding {
    Finding::new(CODE, "hit")
        .arg("found", quote(draft, range.clone()))
        .arg("say", say)
        .at(range)
}

/// Whether the characters are no mere meeting of two words, and the author's own: a traditional text may have had
/// others before it was folded.
fn stands_alone(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let over = |at: usize| {
        let words = draft.words();
        let place = words.partition_point(|word| word.end <= at);
        words
            .get(place)
            .is_some_and(|word| word.start < at && is_word(draft.folded(word.start..word.end)))
    };
    !over(range.start)
        && !over(range.end)
        && draft.own(range.clone()) == draft.folded(range.clone())
}

/// 8篇写完了: whether the first character is the measure word of a number before it.
fn is_counted(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    const NUMBERS: &str = "0123456789〇零一二两三四五六七八九十百千万几数多每这那";
    let text = draft.text.as_str();
    let before = text[..range.start].trim_end().chars().next_back();
    before.is_some_and(|before| NUMBERS.contains(before))
        && measure(&text[range.clone()], &[]).is_some()
}

/// Whether some character belongs to no word: where two words stand, both may be meant.
fn falls_apart(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let words = draft.words();
    let first = words.partition_point(|word| word.end <= range.start);
    words[first..]
        .iter()
        .take_while(|word| word.start < range.end)
        .map(|word| draft.folded(word.start..word.end))
        .any(|word| word.chars().nth(1).is_none() || !is_word(word))
}

/// Whether quotation marks hold it and nothing else: names of activities play upon phrases.
fn is_name(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.text.as_str();
    text[..range.start].ends_with(['“', '‘', '《', '「'])
        && text[range.end..].starts_with(['”', '’', '》', '」'])
}

/// Calls `found` for every four Han characters in a row that may begin or end as a phrase does: each is 16 bits of a
/// number, the first the highest.
fn each_window(text: &str, mut found: impl FnMut(Range<usize>, u64)) {
    let mut at = 0;
    loop {
        let end = behind_han(text, at);
        let (run, _) = text.as_bytes()[at..end].as_chunks();
        let mut window = 0;
        for (place, bytes) in run.iter().enumerate() {
            window = window << 16 | han_code(bytes) as u64;
            if place >= 3 && begins(window) | ends(window) {
                let behind = at + (place + 1) * HAN_BYTES;
                found(behind - 4 * HAN_BYTES..behind, window);
            }
        }
        let Some(mark) = text[end..].chars().next() else {
            return;
        };
        at = end + mark.len_utf8();
    }
}

fn codes(window: u64) -> [u16; 4] {
    [48, 32, 16, 0].map(|down| (window >> down) as u16)
}

/// Whether a phrase may begin with the first two characters.
fn begins(window: u64) -> bool {
    has(built::BEGINNINGS, (window >> 32) as u32)
}

/// Whether a phrase may end with the last two.
fn ends(window: u64) -> bool {
    has(built::ENDINGS, window as u32)
}

/// Whether a pair of characters may be in a set.
fn has(set: &[u64], pair: u32) -> bool {
    let bit = pair_bits::bit(pair);
    set[bit / 64] >> (bit % 64) & 1 == 1
}

/// The phrase of which one character was written otherwise; none where the four are a phrase.
fn meant(window: u64) -> Option<u64> {
    let known = built::PHRASES;
    let beginning = begins(window).then(|| {
        let pair = window >> 32;
        let first = known.partition_point(|phrase| phrase >> 32 < pair);
        let same = known[first..].iter().copied();
        same.take_while(move |phrase| phrase >> 32 == pair)
    });
    let ending = ends(window).then(|| {
        let pair = window as u32;
        let phrase = |place: &u16| known[usize::from(*place)];
        let first = built::BY_END.partition_point(|place| (phrase(place) as u32) < pair);
        let same = built::BY_END[first..].iter().map(phrase);
        same.take_while(move |phrase| *phrase as u32 == pair)
    });
    let beginning = beginning.into_iter().flatten();
    if beginning.clone().any(|phrase| phrase == window) {
        return None;
    }
    let mut near = beginning.chain(ending.into_iter().flatten());
    near.find(|phrase| {
        let mut other = codes(*phrase)
            .into_iter()
            .zip(codes(window))
            .filter(|(one, other)| one != other);
        match (other.next(), other.next()) {
            (Some((right, wrong)), None) => alike(right, wrong),
            _ => false,
        }
    })
}

/// Whether one character is written for another.
fn alike(one: u16, other: u16) -> bool {
    let groups = |character: u16| {
        let first = built::ALIKE.partition_point(|(known, _)| *known < character);
        let of_it = built::ALIKE[first..].iter();
        of_it
            .take_while(move |(known, _)| *known == character)
            .map(|(_, group)| *group)
    };
    groups(one).any(|group| groups(other).any(|other| group == other))
}

fn character(code: u16) -> Option<char> {
    char::from_u32(u32::from(code))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{document, rules, sink, told};
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let text = format!("2023年度述职报告\n{text}");
        let told = told(&text, Some(2023), run);
        let mut found: Vec<String> = told.into_iter().map(|(_, _, found)| found).collect();
        found.sort_by_key(|found| text.find(found.as_str()));
        found
    }

    #[test]
    fn tells_slips_of_the_list() {
        let cases = [
            ("认真排察安全稳患，走访慰文困难党员。", "排察 稳患 慰文"),
            ("支部制度逐步建全，群众踊越参与。", "建全 踊越"),
            ("全年查帐4次。", "查帐"),
            ("本人篇写汇编一册。", "篇写"),
            ("调研报告8篇，其中5篇写完后没有上会，每篇写得都短。", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn tells_phrases_with_a_character_of_another() {
        let cases = [
            ("干工作要持之以衡，面对任务迎难而尚。", "持之以衡 迎难而尚"),
            ("结合村情因地治宜，遇事不能优柔寡段。", "因地治宜 优柔寡段"),
            ("带头脚塌实地、雷利风行。", "脚塌实地 雷利风行"),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn leaves_words_that_merely_meet() {
        let fine = [
            "行为规范围绕制度，检举措施得力，决定期开会，宣布置办设备。",
            "党建经费补足到五万元，围绕一批评比结果，一心一意抓落实。",
            "打造“廉心共筑”“益企同行”品牌，深化“警钟长明”活动。",
            "因地制宜、持之以恒、脚踏实地、再接再厉、按部就班。",
            // Written in two ways, both of them right.
            "名不符实、无容置疑、坚苦卓绝、披星带月、留连忘返、克尽职守。",
        ];
        for text in fine {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn leaves_traditional_texts_their_characters() {
        let text = "2023年度述職報告\n查帳4次，反覆強調，答覆群眾。";
        assert!(
            sink(&document(text), Some(2023), false, &[run])
                .findings
                .is_empty()
        );
    }

    #[test]
    fn every_pair_is_a_slip_of_a_sound_word() {
        let mut faults = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for term in rules().terms() {
            let Term::Slips(slips) = term else { continue };
            for pair in &slips.pairs {
                let mut words = pair.split_whitespace();
                let right = words.next().unwrap();
                for form in words {
                    let other = right.chars().zip(form.chars()).filter(|(a, b)| a != b);
                    let sound = right.chars().count() == form.chars().count()
                        && (1..=2).contains(&other.count());
                    if !sound || !known.insert(form) {
                        faults.push(format!("{pair}: {form}"));
                    }
                }
            }
        }
        assert!(faults.is_empty() && known.len() > 1500, "{faults:#?}");
    }

    #[test]
    fn phrases_stand_in_order() {
        assert!(built::PHRASES.is_sorted() && built::PHRASES.len() > 1500);
        assert_eq!(built::PHRASES.len(), built::BY_END.len());
    }
}
