//! Where a passage answers a promise, in its own words.

use std::ops::Range;

use super::grams::wide_grams;
use super::matching::Finder;
use super::pieces::Piece;
use super::traits::{Promise, shared};
use crate::text::shortened;

/// Characters that are shown at most.
const SHOWN: usize = 30;
/// From so many characters on whole clauses are enough.
const ENOUGH: usize = 12;
/// Characters of a stretch that are held against the promise: without marks a text is one clause.
const LOOKED_AT: usize = 60;
/// What clauses end with.
const ENDS: [char; 4] = ['，', '；', '：', '。'];

/// The clauses of the passage that share most with the promise, as the author wrote them.
pub fn quote(finder: &Finder<'_>, promise: &Promise, piece: &Piece) -> String {
    let text = finder.this.folded(piece.answer_from..piece.range.end);
    let mut best = (0.0, 0..text.len());
    let mut start = 0;
    for clause in text.split_inclusive(ENDS) {
        let stretch = start..start + clauses(&text[start..]);
        let looked_at: String = text[stretch.clone()].chars().take(LOOKED_AT).collect();
        let share = shared(promise, &wide_grams(&looked_at));
        // Of equals the later: it begins with the matter.
        if share >= best.0 {
            best = (share, stretch);
        }
        start += clause.len();
    }
    let Range { start, end } = best.1;
    let words = finder
        .this
        .own(piece.answer_from + start..piece.answer_from + end);
    let words = words.trim().trim_end_matches(ENDS);
    // A row of a table has its cells on lines of their own.
    shortened(words, SHOWN).replace(['\n', '\t'], " ")
}

/// Bytes of the first clauses of a text that make a stretch to show.
fn clauses(text: &str) -> usize {
    let (mut bytes, mut length) = (0, 0);
    for clause in text.split_inclusive(ENDS) {
        let longer = length + clause.chars().count();
        if length >= ENOUGH && longer > SHOWN {
            break;
        }
        bytes += clause.len();
        length = longer;
    }
    bytes
}
