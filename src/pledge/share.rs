//! Promises of a share, or of all, and answers that count how many of how many it became.

use super::counted::{clause, is_settled, reached};
use super::grams::{Kind, share_a_mark};
use super::held::{comparable, to_settle};
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use super::shortfall::Shortfall;
use crate::structure::Draft;

/// Words by which everything or everyone is promised.
const ALL: [&str; 10] = [
    "全部", "全都", "所有", "逐", "每一", "每名", "每个", "不漏", "不落", "覆盖",
];
/// Words before a share by which something is to grow or fall: it is no share of what there is.
const CHANGE: [&str; 9] = [
    "增长", "提高", "提升", "增加", "增收", "下降", "减少", "降低", "压",
];

/// How much of what there is a promise is about, 0 to 1, if it says.
fn wanted(promise: &str, promised: &[Quantity]) -> Option<f64> {
    if ALL.iter().any(|words| promise.contains(words)) {
        return Some(1.0);
    }
    let share = promised
        .iter()
        .find(|number| number.class == Class::Share)?;
    let changes = CHANGE.iter().any(|words| promise.contains(words));
    (!changes && share.value <= 1.0).then_some(share.value)
}

/// 十九个人核对上了十六个: fewer than were promised of those there are. The two numbers, as bytes of the answer's draft.
/// Where the answer tells a share itself, that one is held against the promised one.
pub fn too_few(
    promise: &str,
    promised: &[Quantity],
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let wanted = wanted(promise, promised)?;
    if answer.numbers.iter().any(|told| told.class == Class::Share) {
        return None;
    }
    let text = this.text.as_str();
    let mut pairs = answer.numbers.iter().zip(answer.numbers.iter().skip(1));
    let found = pairs.find(|(all, some)| {
        let between = &text[all.range.end..some.range.start];
        // Of all, hardly any is mostly a count of something else.
        let least = if wanted < 1.0 { 0.0 } else { all.value / 2.0 };
        comparable(all.class, some.class)
            && (2.0..all.value * wanted).contains(&(some.value + 1e-6))
            && some.value > least
            && !all.ordinal
            && all.class != Class::Date
            && between.chars().count() <= 10
            && (!between.contains(['，', '。', '；', '、', '：'])
                || to_settle(promise) && is_settled(text, some) && between.starts_with('，'))
            && (reached(text, some) || is_settled(text, some))
            && share_a_mark(promise, clause(text, &some.range), Kind::Character)
    });
    found.map(|(all, some)| Shortfall {
        promised: all.range.clone(),
        told: some.range.clone(),
    })
}
