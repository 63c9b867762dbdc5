//! How likely it is that a problem is left without a measure: what it and the measures share, and where they stand, weighed
//! by `rules/guard/unanswered.tsv`.

use std::sync::LazyLock;

use super::in_order::in_order;
use super::sides::{Measure, Problem};
use crate::pledge::{Held, SideBySide, seen, senses};
use crate::ruleset::by_name;
use crate::structure::{Draft, Role};

/// How many traits there are.
pub const COUNT: usize = NAMES.len();

/// The traits of a problem.
pub const NAMES: [&str; 9] = [
    // How much it shares with the measure that is its own where each measure goes to one problem (logarithm).
    "assigned",
    // How well the best measure fits, by what it shares and by its place (logarithm).
    "fitting",
    // How much more the best measure shares with it than others do with other problems (logarithms).
    "beside-others",
    // How much there is in it to share (logarithm).
    "mass",
    // Whether it tells something that can be checked.
    "concrete",
    // Whether it is the first: that one is seldom passed over.
    "first",
    // How many concrete measures share little with any problem, up to `FREE`: they may say one in other words.
    "free",
    // How much it shares with the item of the plan that is its own where items go to problems in order (logarithm).
    "in-order",
    // Whether the items of the problems before and behind it leave no room for one of its own, and how many problems have
    // theirs for certain, 0 to 1.
    "no-room",
];

/// The traits of a problem, in the order of [`NAMES`].
pub type Traits = [f64; COUNT];

/// Added to what is shared: one of few common marks is as good as none.
pub(super) const NONE: f64 = 0.3;
/// What it counts against a measure that it stands at the other end of the plan.
const FAR: f64 = 1.5;
/// A measure that shares less with every problem may be for any of them.
const STRANGE: f64 = 1.5;
/// More measures that may be for any problem make no difference.
const FREE: usize = 3;

/// The problems and measures of a report, held against each other.
pub struct Comparison<'a> {
    problems: &'a [Problem],
    measures: &'a [Measure<'a>],
    held: SideBySide,
}

impl<'a> Comparison<'a> {
    /// Holds them against each other by their words and those that reports use for them: shares less than a wider look
    /// finds, and is soon done.
    pub fn new(problems: &'a [Problem], measures: &'a [Measure<'a>]) -> Comparison<'a> {
        let ones: Vec<_> = problems.iter().map(|one| seen(&one.words)).collect();
        let others: Vec<_> = measures.iter().map(|one| seen(one.words)).collect();
        let held = SideBySide::new(&ones, &others);
        Comparison {
            problems,
            measures,
            held,
        }
    }

    /// Looks wider: also by the thesaurus, and what the rest of the report is full of tells little.
    pub fn widen(&mut self, draft: &Draft<'_>) {
        let ones: Vec<_> = self.problems.iter().map(|one| senses(&one.words)).collect();
        let others: Vec<_> = self.measures.iter().map(|one| senses(one.words)).collect();
        self.held.widen(&ones, &others);
        let around = draft
            .sentences
            .iter()
            .filter(|sentence| !matches!(sentence.role, Role::Problem | Role::Plan))
            .map(|sentence| draft.folded(sentence.range.clone()));
        self.held.add_around(around);
    }

    /// The traits of every problem.
    pub fn traits(&self) -> Vec<Traits> {
        let items: Vec<Option<usize>> = self.measures.iter().map(|one| one.item).collect();
        traits(self.problems, self.measures, &self.held.hold(&items))
    }
}

fn traits(problems: &[Problem], measures: &[Measure<'_>], held: &Held) -> Vec<Traits> {
    let Held {
        shared,
        with_groups,
        mass,
    } = held;
    let order = in_order(with_groups);
    let fits = fits(shared, measures.len());
    let assigned = assigned(&fits, measures.len());
    let most = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let best: Vec<f64> = shared.iter().map(|row| (most(row) + NONE).ln()).collect();
    let usual = best.iter().sum::<f64>() / best.len() as f64;
    let strange = |at: &usize| {
        let measure = &measures[*at];
        measure.concrete && !measure.business && shared.iter().all(|row| row[*at] < STRANGE)
    };
    let free = (0..measures.len()).filter(strange).count().min(FREE);
    let of = |place: usize| {
        let own = assigned[place].map_or(0.0, |at| shared[place][at]);
        [
            (own + NONE).ln(),
            most(&fits[place]),
            best[place] - usual,
            (mass[place] + 1.0).ln(),
            f64::from(u8::from(problems[place].concrete)),
            f64::from(u8::from(place == 0)),
            free as f64,
            (order[place].shared + NONE).ln(),
            order[place].no_room,
        ]
    };
    (0..problems.len()).map(of).collect()
}

/// How well each measure fits each problem: measures follow the order of the problems.
fn fits(shared: &[Vec<f64>], measures: usize) -> Vec<Vec<f64>> {
    let place = |at: usize, all: usize| match all {
        0 | 1 => 0.5,
        _ => at as f64 / (all - 1) as f64,
    };
    let row = |(problem, row): (usize, &Vec<f64>)| {
        let here = place(problem, shared.len());
        let fit = |(at, shared): (usize, &f64)| {
            (shared + NONE).ln() - FAR * (here - place(at, measures)).abs()
        };
        row.iter().enumerate().map(fit).collect()
    };
    shared.iter().enumerate().map(row).collect()
}

/// The measure of each problem where those that fit best go first and none goes to two.
fn assigned(fits: &[Vec<f64>], measures: usize) -> Vec<Option<usize>> {
    // What shares nothing and stands elsewhere is nobody's.
    let least = NONE.ln() - FAR * NONE;
    let pairs = fits.iter().enumerate().flat_map(|(problem, row)| {
        let pair = move |(measure, fit): (usize, &f64)| (*fit, problem, measure);
        row.iter().enumerate().map(pair)
    });
    let mut pairs: Vec<(f64, usize, usize)> = pairs.filter(|pair| pair.0 >= least).collect();
    pairs.sort_by(|one, other| {
        let places = (one.1, one.2).cmp(&(other.1, other.2));
        other.0.total_cmp(&one.0).then(places)
    });
    let mut found = vec![None; fits.len()];
    let mut taken = vec![false; measures];
    for (_, problem, measure) in pairs {
        if found[problem].is_none() && !taken[measure] {
            found[problem] = Some(measure);
            taken[measure] = true;
        }
    }
    found
}

/// How likely it is that a problem has no measure, 0 to 1.
pub fn likelihood(traits: &Traits) -> f64 {
    let (weights, start) = &*WEIGHTS;
    let pairs = traits.iter().zip(weights);
    let score: f64 = pairs.map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-score - start).exp())
}

/// A weight for every trait, and what the score starts from; a trait that the file does not name counts nothing.
static WEIGHTS: LazyLock<(Traits, f64)> = LazyLock::new(|| {
    let known = by_name::<f64>(include_str!("../../../rules/guard/unanswered.tsv"));
    let of = |name: &str| known.get(name).copied().unwrap_or(0.0);
    (NAMES.map(of), of(START))
});

/// The name of what the score starts from.
pub const START: &str = "@start";

#[cfg(test)]
mod tests {
    use super::{assigned, fits};

    #[test]
    fn a_measure_goes_to_one_problem() {
        let fits = fits(&[vec![9.0, 2.0], vec![8.0, 0.0]], 2);
        assert_eq!(assigned(&fits, 2), [Some(0), Some(1)]);
    }

    #[test]
    fn of_measures_that_share_alike_the_one_in_its_place_is_taken() {
        let fits = fits(&[vec![3.0, 3.0], vec![3.0, 3.0]], 2);
        assert_eq!(assigned(&fits, 2), [Some(0), Some(1)]);
    }
}
