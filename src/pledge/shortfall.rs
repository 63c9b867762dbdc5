//! Whether the number told reaches the number promised, and the month told the month promised.

use std::ops::Range;

use super::quantity::{Class, Quantity};
use super::synonyms;
use super::terms::{is_generic, is_noun};
use crate::structure::Draft;

/// A number that does not reach what was promised.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// Whether a rhythm was held against a total of the year.
    pub yearly: bool,
    /// In words.
    pub zh: String,
    /// In words.
    pub en: String,
}

/// Classes that people use for one another when they count the same thing.
fn comparable(one: Class, other: Class) -> bool {
    let loose = |class| {
        matches!(
            class,
            Class::Thing | Class::Household | Class::Person | Class::Piece
        )
    };
    one == other
        || matches!((one, other), (Class::Thing, _) | (_, Class::Thing))
            && loose(one)
            && loose(other)
        || matches!(
            (one, other),
            (Class::Time, Class::Round) | (Class::Round, Class::Time)
        )
}

/// Holds a promised number against the numbers of one answer.
///
/// `demand` carries bytes of last year's text, `told` bytes of the answer; `any` lets the number be told of
/// anything that `part` names.
pub fn shortfall(
    last: &Draft<'_>,
    demand: &Quantity,
    part: &Range<usize>,
    any: bool,
    this: &Draft<'_>,
    answer: &Range<usize>,
    told: &[Quantity],
) -> Option<Shortfall> {
    let promise_text = last.text.as_str();
    let wanted = demand.value * periods(promise_text, demand, this.folded(answer.clone()), told);
    if wanted <= 1.0 && demand.class != Class::Share {
        return None;
    }
    let text = this.folded(answer.clone());
    let own = if any {
        telling(last, part)
    } else {
        nouns_near(last, part, demand.range.clone())
    };
    let candidates: Vec<(usize, &Quantity)> = told
        .iter()
        .enumerate()
        .filter(|(_, quantity)| !quantity.ordinal && comparable(demand.class, quantity.class))
        .filter(|(_, quantity)| !each(text, quantity) && !compared(text, quantity))
        .filter(|(_, quantity)| {
            let place = quantity.range.start + answer.start..quantity.range.end + answer.start;
            own.may_be(&nouns_near(this, answer, place))
        })
        .collect();
    let base = told.iter().enumerate().find(|(_, quantity)| {
        let same = (quantity.value - demand.value).abs() < 1e-6;
        same && quantity.class == demand.class && !each(text, quantity)
    });
    let reached = match base {
        // 跑完了6个站: the number promised is told as done.
        Some((_, base)) if ends_with(text, base, "了过完成") => return None,
        // 14个文化站，走到了9个: the first repeats the promise, the second tells.
        Some((first, base)) => candidates
            .iter()
            .filter(|(place, quantity)| {
                *place > first
                    && quantity.value < wanted
                    && !remainder(text, quantity)
                    && bare(this, answer, quantity)
                    && told_of(this, answer, quantity)
                    && quantity.range.start - base.range.end < 60
            })
            .map(|(_, quantity)| quantity)
            .next()
            .copied()?,
        None => {
            let open: Vec<&Quantity> = candidates
                .iter()
                .map(|(_, quantity)| *quantity)
                .filter(|quantity| !remainder(text, quantity))
                .collect();
            if open.iter().any(|quantity| quantity.value >= wanted - 1e-6) {
                return None;
            }
            open.into_iter()
                .max_by(|one, other| one.value.total_cmp(&other.value))?
        }
    };
    let promised = last.own(demand.range.clone()).trim().to_owned();
    let place = reached.range.start + answer.start..reached.range.end + answer.start;
    let got = this.own(place).trim().to_owned();
    Some(Shortfall {
        yearly: wanted > demand.value,
        zh: format!("承诺{promised}，报告中为{got}"),
        en: format!("promised {promised}, the report says {got}"),
    })
}

/// How many times a year a rhythm comes, where the answer gives a total of the year.
fn periods(promise: &str, demand: &Quantity, answer: &str, told: &[Quantity]) -> f64 {
    if demand.class != Class::Time || demand.value > 4.0 {
        return 1.0;
    }
    let total = ["全年", "一年", "共", "累计", "今年"]
        .iter()
        .any(|word| answer.contains(word));
    let before = promise
        .get(..demand.range.start)
        .unwrap_or_default()
        .chars()
        .rev()
        .take_while(|mark| !"，；。".contains(*mark))
        .take(24)
        .collect::<Vec<char>>();
    let clause: String = before.into_iter().rev().collect();
    let lower = told.iter().any(|quantity| quantity.class == Class::Time);
    if !total || !lower {
        return 1.0;
    }
    for (rhythm, times) in [
        ("每月", 12.0),
        ("每季", 4.0),
        ("每半年", 2.0),
        ("每学期", 2.0),
    ] {
        if clause.contains(rhythm) {
            return times;
        }
    }
    1.0
}

/// 走到了9个, 只建2个, 培训78人次: right behind a word of what was reached.
fn told_of(draft: &Draft<'_>, answer: &Range<usize>, quantity: &Quantity) -> bool {
    let text = draft.folded(answer.clone());
    let start = quantity.range.start + answer.start;
    let verb = draft
        .words_within(&(answer.start..start))
        .last()
        .is_some_and(|word| word.end == start && word.tag.starts_with('v'));
    verb || ends_with(text, quantity, "了过完成有只仅共")
}

/// Whether one of some characters stands among the three before a number.
fn ends_with(text: &str, quantity: &Quantity, marks: &str) -> bool {
    let clause = clause_before(text, quantity);
    clause
        .chars()
        .rev()
        .take(3)
        .any(|mark| marks.contains(mark))
}

/// 宁波、东莞各添了一个: one each is no total.
fn each(text: &str, quantity: &Quantity) -> bool {
    let before: Vec<char> = text[..quantity.range.start].chars().rev().take(5).collect();
    before
        .iter()
        .take_while(|mark| !"，。；".contains(**mark))
        .any(|mark| matches!(mark, '各' | '每' | '第'))
}

/// 比原先只有一份多: what it is compared with.
fn compared(text: &str, quantity: &Quantity) -> bool {
    let clause: String = clause_before(text, quantity);
    ["比", "原先", "原来", "去年", "上年", "由原", "从原"]
        .iter()
        .any(|word| clause.contains(word))
}

/// 剩下1名, 还差2名: what is left.
fn remainder(text: &str, quantity: &Quantity) -> bool {
    let clause = clause_before(text, quantity);
    let tail: String = {
        let characters: Vec<char> = clause.chars().collect();
        characters[characters.len().saturating_sub(6)..]
            .iter()
            .collect()
    };
    [
        "剩", "差", "余", "缺", "欠", "还有", "尚有", "另有", "另外", "离",
    ]
    .iter()
    .any(|word| tail.contains(word))
}

fn clause_before(text: &str, quantity: &Quantity) -> String {
    let before = &text[..quantity.range.start];
    let start = before
        .rfind(['，', '；', '。', '：', '、', '\n'])
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
    before[start..].to_owned()
}

/// Whether no noun follows the number directly: it counts what the sentence is about.
fn bare(draft: &Draft<'_>, answer: &Range<usize>, quantity: &Quantity) -> bool {
    let end = quantity.range.end + answer.start;
    let next = draft
        .words_within(&(end..answer.end))
        .iter()
        .find(|word| word.start >= end);
    next.is_none_or(|word| {
        let text = draft.folded(word.start..word.end);
        let names = is_noun(word.tag) || word.tag.starts_with('a');
        !(names && text.chars().all(char::is_alphabetic))
    })
}

/// What a number may count: words that name it, and words too common to tell it apart.
struct Counted {
    specific: Vec<String>,
    common: Vec<String>,
}

impl Counted {
    fn of(words: Vec<String>) -> Counted {
        let (common, specific) = words.into_iter().partition(|word| is_generic(word));
        Counted { specific, common }
    }

    /// Whether two numbers may count the same thing.
    fn may_be(&self, other: &Counted) -> bool {
        self.specific.is_empty()
            || other.specific.is_empty()
            || shares(&self.specific, &other.specific)
            || shares(&self.common, &other.common)
    }
}

/// What a number counts: right behind it, else before it in its clause.
fn nouns_near(draft: &Draft<'_>, within: &Range<usize>, number: Range<usize>) -> Counted {
    let words = draft.words_within(within);
    let mut behind = Vec::new();
    for word in words.iter().filter(|word| word.start >= number.end) {
        let text = draft.folded(word.start..word.end);
        if !text.chars().all(char::is_alphabetic)
            || matches!(
                word.tag.chars().next(),
                Some('v' | 'd' | 'p' | 'c' | 'u' | 'f')
            ) && word.tag != "vn"
        {
            break;
        }
        if is_noun(word.tag) && text.chars().count() > 1 {
            behind.push(text.to_owned());
        }
    }
    if !behind.is_empty() {
        return Counted::of(behind);
    }
    let mut before = Vec::new();
    for word in words.iter().rev().filter(|word| word.end <= number.start) {
        let text = draft.folded(word.start..word.end);
        if text.chars().any(|mark| "，；。：、\n".contains(mark)) {
            break;
        }
        let verb = word.tag.starts_with('v') && text.chars().count() > 1;
        if is_noun(word.tag) && text.chars().count() > 1 || verb {
            before.push(text.to_owned());
        }
    }
    Counted::of(before)
}

/// All words of a stretch that name something.
fn telling(draft: &Draft<'_>, range: &Range<usize>) -> Counted {
    let words = draft.words_within(range).iter();
    let found = words
        .filter(|word| is_noun(word.tag) || word.tag.starts_with('v'))
        .map(|word| draft.folded(word.start..word.end))
        .filter(|text| text.chars().count() > 1 && text.chars().all(char::is_alphabetic))
        .map(ToOwned::to_owned)
        .collect();
    Counted::of(found)
}

fn shares(one: &[String], other: &[String]) -> bool {
    one.iter().any(|word| {
        other.iter().any(|candidate| {
            synonyms::same(word, candidate)
                || candidate.contains(word.as_str())
                || word.contains(candidate.as_str())
                || pair_shared(word, candidate)
        })
    })
}

fn pair_shared(one: &str, other: &str) -> bool {
    let first: Vec<u64> = super::index::pairs_of(one).collect();
    super::index::pairs_of(other).any(|pair| first.contains(&pair))
}

/// The month told, if it lies behind the only deadline promised.
pub fn late(promise: &str, answer: &str) -> Option<u32> {
    let due = months(promise)
        .into_iter()
        .filter(|(_, rest)| {
            rest.starts_with("底前") || rest.starts_with('前') || rest.starts_with("底之前")
        })
        .map(|(month, _)| month)
        .collect::<Vec<u32>>();
    let [due] = due[..] else {
        return None;
    };
    if months(promise).len() > 1 {
        return None;
    }
    let told = months(answer);
    let [(month, rest)] = told[..] else {
        return None;
    };
    let clause: String = rest
        .chars()
        .take_while(|mark| !"，；。".contains(*mark))
        .collect();
    let before = answer
        .split(&format!("{month}月"))
        .next()
        .unwrap_or_default();
    let tail: String = before
        .chars()
        .rev()
        .take(6)
        .collect::<Vec<char>>()
        .into_iter()
        .rev()
        .collect();
    let delayed = [
        "才", "拖到", "拖至", "推迟", "延到", "延至", "晚了", "迟到", "直到",
    ];
    let said = delayed
        .iter()
        .any(|word| clause.contains(word) || tail.contains(word));
    (month > due && said).then_some(month)
}

/// Months named in a text, with what follows each.
fn months(text: &str) -> Vec<(u32, &str)> {
    text.match_indices('月')
        .filter_map(|(at, mark)| {
            let digits: String = text[..at]
                .chars()
                .rev()
                .take_while(char::is_ascii_digit)
                .collect();
            let digits: String = digits.chars().rev().collect();
            let month: u32 = digits.parse().ok()?;
            (1..=12)
                .contains(&month)
                .then(|| (month, &text[at + mark.len()..]))
        })
        .collect()
}
