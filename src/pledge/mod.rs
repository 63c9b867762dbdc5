//! Last year's pledges: what was promised, and whether this year's text answers it.

mod beside;
mod ceiling;
mod counted;
mod deadline;
pub(crate) mod decision;
mod decoy;
mod extract;
mod frame;
mod grams;
mod growth;
mod held;
mod late;
mod list;
mod list_mark;
pub(crate) mod matching;
mod pieces;
mod quantity;
mod rhythm;
mod several;
mod share;
mod shortfall;
mod side_by_side;
mod summed;
mod times;
mod told;
pub(crate) mod traits;
mod undone;
mod unfinished;
mod units;
mod verdict;
pub(crate) mod weights;

#[cfg(test)]
mod change_tests;
#[cfg(test)]
mod held_tests;
#[cfg(test)]
mod promise_tests;
#[cfg(test)]
mod shortfall_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unfinished_tests;

use std::ops::Range;

pub use decoy::is_substituted;
pub use extract::extract;
pub use grams::{Gram, Rarity, seen, senses, wide_grams};
pub use list::from_document;
pub use list_mark::{items, trimmed};
pub use matching::{Finder, best_answer, match_all};
pub use side_by_side::{Held, SideBySide};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So many promises, problems or measures are held side by side at most: no report has more, and a text made to have them
/// must not take their square.
pub const MOST: usize = 300;

/// A promise of last year's file. Ranges are bytes of that draft's folded text.
#[derive(Debug, Clone, PartialEq)]
pub struct Pledge {
    /// Its words, the author's own.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// The deadline it names, in its own words.
    pub deadline: Option<String>,
}

/// How a pledge of last year fares in this report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PledgeStatus {
    /// Told as done.
    Answered,
    /// Done in part, or under way.
    Partial,
    /// Not told, or only promised again.
    Missing,
}

/// A pledge and what became of it. `evidence` are bytes of this year's draft's folded text.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// The promise.
    pub pledge: Pledge,
    /// What became of it.
    pub status: PledgeStatus,
    /// Whether it is only promised again as next year's plan.
    pub repeated: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// Sentences that answer it (or repeat it).
    pub evidence: Vec<Range<usize>>,
    /// Why.
    pub reason: crate::ruleset::Bilingual,
}
