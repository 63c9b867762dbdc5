//! How much each trait of an answer counts: `rules/pledge/weights.tsv`.

use std::sync::LazyLock;

use super::decision::{self, Seen};
use super::traits::{COUNT, NAMES};
use crate::ruleset::by_name;

/// Weights fitted on the tagged pledges of the corpus.
#[derive(Debug)]
pub struct Weights {
    /// A weight for every trait.
    pub traits: [f32; COUNT],
    /// What a piece must reach to be likelier than no answer at all.
    pub none: f32,
    /// How far a piece that fits another promise better is taken off.
    pub rival: f32,
    /// What scores less is no answer, however weak an answer the report would leave us to expect.
    pub least: f32,
    /// Of what the decision sees whether there is an answer.
    pub decision: Seen,
    /// Of something else standing in the place of what was promised.
    pub substituted: f32,
    /// What the decision starts from.
    pub start: f32,
}

/// The built-in weights; a trait that the file does not name counts nothing.
pub static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let known = by_name::<f32>(include_str!("../../rules/pledge/weights.tsv"));
    let of = |name: &str| known.get(name).copied().unwrap_or(0.0);
    Weights {
        traits: NAMES.map(of),
        none: of("@none"),
        rival: of("@rival"),
        least: of("@least"),
        decision: decision::NAMES.map(of),
        substituted: of("@substituted"),
        start: of("@start"),
    }
});
