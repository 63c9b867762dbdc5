//! Whether the piece that fits a promise best is its answer: what the decision sees.

use super::traits::Promise;

/// How much the decision sees.
pub const SEEN: usize = NAMES.len();

/// Names of what it sees, as `rules/pledge/weights.tsv` spells them.
pub const NAMES: [&str; 6] = [
    // The best score.
    "@score",
    // The other promises' mean best score.
    "@others",
    // How much of the promise this year's plan repeats, 0 to 1.
    "@repeated",
    // The place of the promise among the others, 0 to 1: it is the last that are passed over.
    "@place",
    // How much there is in the promise to share by chance.
    "@mass",
    // The same as logarithm: a promise of few words is the easiest to find.
    "@log-mass",
];

/// What the decision sees, in the order of [`NAMES`].
pub type Seen = [f32; SEEN];

/// The piece that fits a promise best.
#[derive(Debug, Clone, Copy)]
pub struct Best {
    /// How much likelier than no answer it is, once it has yielded to promises that it fits better.
    pub score: f32,
    /// How well the other promises are answered.
    pub others: f32,
    /// How much of the promise this year's plan repeats, 0 to 1.
    pub repeated: f32,
}

impl Best {
    /// What the decision sees of it.
    pub fn seen(&self, promise: &Promise) -> Seen {
        let mass: f32 = promise.grams.iter().map(|(_, weight)| weight).sum();
        [
            self.score,
            self.others,
            self.repeated,
            promise.place,
            mass / 10.0,
            mass.ln_1p(),
        ]
    }
}

/// The place of the piece that fits a promise best, and its score; the first of equals.
pub fn best(scores: &[f32]) -> Option<(usize, f32)> {
    let scores = scores.iter().copied().enumerate().rev();
    scores.max_by(|one, other| one.1.total_cmp(&other.1))
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_first_of_equals_fits_best() {
        assert_eq!(best(&[-1.0, 2.0, 0.0, 2.0]), Some((1, 2.0)));
        assert_eq!(best(&[]), None);
    }
}
