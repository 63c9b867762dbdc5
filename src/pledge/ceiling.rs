//! Numbers that a promise sets as the most there may be: 信访不超过10件, 违章控制在8起以内.

use super::counted::{clause, is_base, left};
use super::grams::{Kind, share_a_mark};
use super::held::comparable;
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use super::shortfall::Shortfall;
use crate::structure::Draft;

/// Words before a number that is the most there may be.
const BEFORE: [&str; 23] = [
    "不超过",
    "不多于",
    "不高于",
    "不超",
    "控制在",
    "控制到",
    "压到",
    "压减到",
    "压降到",
    "压缩到",
    "压缩至",
    "缩短到",
    "缩短至",
    "降到",
    "降至",
    "减少到",
    "减少至",
    "减到",
    "减至",
    "减为",
    "压至",
    "精简到",
    "精简为",
];
/// Words behind such a number.
const BEHIND: [&str; 3] = ["以内", "以下", "之内"];
/// Words before a number that tells by how much something fell.
const FELL: [&str; 6] = ["减少了", "下降了", "降低了", "减了", "降了", "少了"];

/// Whether a promised number is one of these: 每组不超过500户. Fewer keep the promise.
pub fn is_ceiling(last: &Draft<'_>, number: &Quantity) -> bool {
    let text = last.text.as_str();
    let (before, behind) = (&text[..number.range.start], &text[number.range.end..]);
    // 3个月以内 is a deadline.
    let counted = number.class != Class::Span || !is_days(text, number);
    // 年收入10万元以下的村 are named so, not held to it.
    let held = |words: &str| {
        behind
            .strip_prefix(words)
            .is_some_and(|rest| !rest.starts_with('的'))
    };
    BEFORE.iter().any(|words| before.ends_with(words))
        || counted && BEHIND.iter().any(|words| held(words))
}

fn is_days(text: &str, number: &Quantity) -> bool {
    !text[number.range.clone()].ends_with("分钟")
}

/// A number told that goes beyond one of these, where none that is told keeps below it.
pub fn exceeded(
    last: &Draft<'_>,
    promised: &[Quantity],
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let text = this.text.as_str();
    let beyond = |most: &Quantity| {
        let own = clause(last.text.as_str(), &most.range);
        let told = || {
            answer.numbers.iter().filter(|told| {
                let before = &text[..told.range.start];
                !told.ordinal
                    && comparable(most.class, told.class)
                    && !left(text, told)
                    && !is_base(text, told)
                    && !FELL.iter().any(|words| before.ends_with(words))
            })
        };
        if told().any(|told| told.value <= most.value) {
            return None;
        }
        let same = |told: &&Quantity| share_a_mark(own, clause(text, &told.range), Kind::Character);
        told().find(same).map(|told| Shortfall {
            promised: most.range.clone(),
            told: told.range.clone(),
        })
    };
    promised
        .iter()
        .filter(|number| is_ceiling(last, number))
        .find_map(beyond)
}
