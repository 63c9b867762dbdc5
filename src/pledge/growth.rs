//! Promises that something grows so many times or falls by a share, and answers that tell from how much to how much it did.

use std::ops::Range;

use super::counted::clause;
use super::grams::{Kind, share_a_mark};
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use super::shortfall::Shortfall;
use crate::structure::Draft;

/// Words for growth, and how many times as much there is after it.
const TIMES: [(&str, f64); 5] = [
    ("翻两番", 4.0),
    ("翻一番", 2.0),
    ("翻番", 2.0),
    ("增加一倍", 2.0),
    ("增长一倍", 2.0),
];
/// Words before a share by which something grows.
const GROWS: [&str; 5] = ["增长", "增收", "提高", "提升", "增加"];
/// Words before a share by which something falls.
const FALLS: [&str; 5] = ["下降", "减少", "压降", "降低", "压减"];
/// Words between what there was and what there is.
const BECAME: [&str; 10] = [
    "增加到",
    "增长到",
    "提高到",
    "增至",
    "上升到",
    "升至",
    "降到",
    "减到",
    "降至",
    "减至",
];
/// What is told less roughly than it is promised may fall short by this much.
const SLACK: f64 = 0.97;

/// How many times as much is promised, and where in the folded text of last year's draft. `promise` are bytes of it,
/// `promised` its numbers.
fn promised_times(
    text: &str,
    promise: &Range<usize>,
    promised: &[Quantity],
) -> Option<(f64, Range<usize>)> {
    let by_word = TIMES.iter().find_map(|(words, times)| {
        let at = promise.start + text[promise.clone()].find(words)?;
        Some((*times, at..at + words.len()))
    });
    by_word.or_else(|| {
        let mut shares = promised
            .iter()
            .filter(|number| number.class == Class::Share);
        shares.find_map(|share| {
            let before = &text[promise.start..share.range.start];
            let before = before.trim_end_matches(['少', '于', '不', '低', '了', '以', '上']);
            let says = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
            let times = match (says(&GROWS), says(&FALLS)) {
                (true, _) => 1.0 + share.value,
                (_, true) => 1.0 - share.value,
                _ => return None,
            };
            Some((times, share.range.clone()))
        })
    })
}

/// What an answer tells of how much something grew or fell.
pub enum Growth {
    /// As much as was promised.
    Kept,
    /// 由5万元增加到7万元, where it was to double. Bytes of the two drafts.
    Short(Shortfall),
}

/// Holds what there was and what there is against what was promised; none where either does not say.
pub fn growth(
    last: &Draft<'_>,
    (promise, promised): (&Range<usize>, &[Quantity]),
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Growth> {
    let (times, promised) = promised_times(last.text.as_str(), promise, promised)?;
    let promise = last.folded(promise.clone());
    let text = this.text.as_str();
    let told = |was: &Quantity, is: &Quantity| {
        let between = &text[was.range.end..is.range.start];
        let before = &text[..was.range.start];
        let led = before.ends_with(['由', '从'])
            && between.chars().count() <= 12
            && between.ends_with(['到', '至', '为']);
        was.class == is.class && was.value > 0.0 && (led || BECAME.contains(&between))
    };
    let mut pairs = answer.numbers.iter().zip(answer.numbers.iter().skip(1));
    let (was, is) = pairs.find(|(was, is)| {
        told(was, is) && share_a_mark(promise, clause(text, &was.range), Kind::Character)
    })?;
    let wanted = was.value * times;
    let kept = match times < 1.0 {
        true => is.value * SLACK <= wanted,
        false => is.value >= wanted * SLACK,
    };
    Some(match kept {
        true => Growth::Kept,
        false => Growth::Short(Shortfall {
            promised,
            told: was.range.start..is.range.end,
        }),
    })
}
