//! Whether the numbers told reach the numbers promised.

use std::ops::Range;

use super::ceiling::is_ceiling;
use super::counted::{is_base, is_least, words_before};
use super::held::Held;
use super::late::DONE;
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use super::times::{rhythm, with_rhythm};
use crate::structure::Draft;

/// A number told that does not reach a number promised; both as bytes of their drafts' folded texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// The number promised.
    pub promised: Range<usize>,
    /// The number told.
    pub told: Range<usize>,
}

/// Holds the numbers of a promise against those of its answer.
pub fn shortfall(
    last: &Draft<'_>,
    pledge: &str,
    promised: &[Quantity],
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let asked = promised.iter().find(|number| number.class == Class::Share);
    let asked = asked.map_or(1.0, |share| share.value);
    promised
        .iter()
        .filter(|number| {
            (number.class != Class::Span
                || is_least(last.text.as_str(), number)
                || rhythm(last, number) > 1.0)
                && !is_base(last.text.as_str(), number)
                && !is_ceiling(last, number)
        })
        // 投资30万元建中转站1座: of a work that stands it is well if less was spent.
        .filter(|number| number.class != Class::Money || !is_means(last, number, this, answer))
        .filter(|number| {
            number.value >= 2.0 || number.class == Class::Share || rhythm(last, number) > 1.0
        })
        .find_map(|number| {
            let held = Held::new(last, pledge, number, this, answer);
            let base = base_of(last.text.as_str(), promised, number);
            let told = held.short(base, asked)?;
            Some(Shortfall {
                promised: with_rhythm(last, number),
                told: told.range.clone(),
            })
        })
}

/// Whether money is what a work was to cost, and the work is done.
fn is_means(last: &Draft<'_>, money: &Quantity, this: &Draft<'_>, answer: &Piece) -> bool {
    const SPENT: [&str; 5] = ["投资", "投入", "筹资", "筹集", "争取"];
    let near = words_before(last.text.as_str(), money, 6);
    let told = this.folded(answer.range.clone());
    SPENT.iter().any(|word| near.contains(word)) && DONE.iter().any(|done| told.contains(done))
}

/// 由8条增加到12条: what there was before the promised number.
fn base_of<'q>(text: &str, promised: &'q [Quantity], number: &Quantity) -> Option<&'q Quantity> {
    promised.iter().find(|base| {
        base.class == number.class
            && base.range.end <= number.range.start
            && base.value < number.value
            && is_base(text, base)
            && text[base.range.end..number.range.start].chars().count() <= NEAR_BASE
    })
}

/// Characters between what there was and what there is to be.
const NEAR_BASE: usize = 10;
