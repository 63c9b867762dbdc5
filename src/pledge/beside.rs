//! Words of what is unfinished that tell of something else than was promised: 住了9天，带回问题73件，其余5件正在会商.

use std::ops::Range;

use super::ceiling::is_ceiling;
use super::counted::clause;
use super::grams::{Kind, share_a_mark};
use super::matching::Finder;
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use super::times::rhythm;
use super::traits::Promise;

/// From this share on of the times that a rhythm makes in a year it was kept.
pub(super) const RHYTHM_KEPT: f64 = 0.9;

/// Words of what is under way, left or to come: what is missing, late or dropped is never told in passing.
const UNDER_WAY: [&str; 16] = [
    "正", "仍在", "还在", "尚在", "在建", "推进", "进行", "剩下", "余下", "其余", "明年", "来年",
    "开春", "年后", "列入", "还有",
];

/// Whether words, as bytes of this year's folded text, tell of something else: every number that was promised has been
/// reached before them, and their clause has no word of the promise or tells what goes beyond a promised share.
pub(super) fn is_beside(
    finder: &Finder<'_>,
    promised: &str,
    promise: &Promise,
    piece: &Piece,
    words: &Range<usize>,
) -> bool {
    let text = finder.this.text.as_str();
    let told = &text[words.start..];
    let under_way = UNDER_WAY.iter().any(|start| told.starts_with(start));
    if promise.numbers.is_empty() || !under_way {
        return false;
    }
    let share = promise.numbers[0].class == Class::Share;
    let foreign = share || !share_a_mark(promised, spoken_of(text, words), Kind::Character);
    foreign
        && promise
            .numbers
            .iter()
            .all(|number| reached(finder, promised, number, piece, words))
}

/// The clause of some words, with the one before where it speaks of that: 请示8月报上去了，目前还在走程序.
fn spoken_of<'t>(text: &'t str, words: &Range<usize>) -> &'t str {
    const GOES_ON: [&str; 6] = ["目前", "眼下", "现在", "至今", "现正", "到现在"];
    let goes_on = |own: &str| GOES_ON.iter().any(|word| own.starts_with(word));
    match text[..words.start].rsplit_once('，') {
        Some((before, own)) if goes_on(own) => clause(text, &(before.len()..words.end)),
        _ => clause(text, words),
    }
}

/// Whether a promised number is told before some words and nothing that is counted alike and is less behind it.
fn reached(
    finder: &Finder<'_>,
    promised: &str,
    number: &Quantity,
    piece: &Piece,
    words: &Range<usize>,
) -> bool {
    let text = finder.this.text.as_str();
    let enough = match rhythm(finder.last, number) {
        1.0 => number.value,
        times => number.value * times * RHYTHM_KEPT,
    };
    let counted = number.value >= 2.0 || number.class == Class::Share;
    let alike = piece
        .numbers
        .iter()
        .filter(|told| told.class == number.class && !told.ordinal);
    let mut alike = alike.filter(|told| told.range.end <= words.start);
    let mut told = alike.clone();
    counted
        && !is_ceiling(finder.last, number)
        && alike.all(|told| told.value >= enough)
        && told.any(|told| {
            told.class == Class::Share
                || share_a_mark(promised, clause(text, &told.range), Kind::Character)
        })
}
