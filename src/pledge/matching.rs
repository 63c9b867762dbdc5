//! Finds the answer to every promise of last year in this year's report.
//!
//! Every piece of the report is scored against every promise by a few traits with fitted weights; a piece
//! that fits another promise better yields to it; then one decision says whether the best is an answer.

use std::ops::Range;

use super::decision::{Best, best};
use super::decoy::is_substituted;
use super::grams::{Rarity, wide_grams};
use super::pieces::{Piece, numbers, pieces, rounds};
use super::quantity::Class;
use super::summed::sum_up;
use super::traits::{COUNT, Promise, Word, repeated, traits, weighed};
use super::verdict::judge;
use super::weights::WEIGHTS;
use super::{Matched, Pledge};
use crate::structure::{Draft, Role};
use crate::text::count::is_han;

/// What became of every promise.
pub fn match_all(pledges: &[Pledge], last: &Draft<'_>, this: &Draft<'_>) -> Vec<Matched> {
    if pledges.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(last, this);
    let promises: Vec<Promise> = pledges
        .iter()
        .enumerate()
        .map(|(place, pledge)| {
            let place = (place as f32 + 0.5) / pledges.len() as f32;
            finder.promise(&pledge.range, place)
        })
        .collect();
    let mut scores: Vec<Vec<f32>> = promises
        .iter()
        .map(|promise| finder.scores(promise))
        .collect();
    yield_to_better(&mut scores, WEIGHTS.rival);
    let others = others(&scores);
    let told = pledges.iter().zip(&promises).zip(scores.iter().zip(others));
    let told = told.map(|((pledge, promise), (scores, others))| {
        let answer = finder.decide(promise, scores, others);
        judge(&finder, pledge, promise, &answer)
    });
    let mut told: Vec<Matched> = told.collect();
    sum_up(this, &finder.pieces, &mut told);
    told
}

/// How much likelier than no answer the best of the pieces is that tell what was done about a stretch of last year's text.
pub fn best_answer(finder: &Finder<'_>, range: &Range<usize>) -> f64 {
    let promise = finder.promise(range, 0.5);
    let scores = finder.scores(&promise);
    let done = |place: &usize| {
        let piece = &finder.pieces[*place];
        piece.answers() || piece.is(Role::Achievement) > 0.5
    };
    let best = (0..scores.len())
        .filter(done)
        .max_by(|one, other| scores[*one].total_cmp(&scores[*other]))
        .filter(|best| !finder.substituted(&promise, *best));
    f64::from(best.map_or(LEAST, |best| scores[best]))
}

/// The likeliest answer to a promise.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The piece, as its place in [`Finder::pieces`].
    pub piece: Option<usize>,
    /// Above 0 it is likelier an answer than not.
    pub logit: f32,
    /// The piece of this year's plan that repeats most of the promise, and how much of it, 0 to 1.
    pub plan: Option<(usize, f32)>,
}

/// Where answers are looked for.
pub struct Finder<'a> {
    /// Last year's report.
    pub last: &'a Draft<'a>,
    /// This year's.
    pub this: &'a Draft<'a>,
    /// This year's pieces.
    pub pieces: Vec<Piece>,
    rarity: Rarity,
}

impl<'a> Finder<'a> {
    /// Cuts both reports.
    pub fn new(last: &'a Draft<'a>, this: &'a Draft<'a>) -> Finder<'a> {
        let now = pieces(this);
        let mut rarity = Rarity::default();
        for piece in pieces(last).iter().chain(&now) {
            if piece.is(Role::Plan) < 0.5 {
                rarity.add(&piece.grams);
            }
        }
        Finder {
            last,
            this,
            pieces: now,
            rarity,
        }
    }

    /// Takes a stretch of last year's text apart; `place` is its place among the promises, 0 to 1.
    pub fn promise(&self, range: &Range<usize>, place: f32) -> Promise {
        let text = self.last.folded(range.clone());
        let clauses = text
            .split(['，', '；', '。', '：', '！'])
            .filter(|clause| clause.chars().count() > 3)
            .map(|clause| clause.chars().collect())
            .collect();
        let numbers = numbers(self.last, range);
        let rounds = rounds(self.last, range, &numbers);
        let numbers = numbers
            .into_iter()
            .filter(|number| !number.ordinal && !matches!(number.class, Class::Date | Class::Bare))
            .collect();
        let grams = weighed(&wide_grams(text), &self.rarity);
        let words = self.last.words_within(range).iter();
        let words = words.map(|word| self.last.folded(word.start..word.end));
        let words = words.filter(|word| word.chars().count() > 1 && word.chars().all(is_han));
        let words = words.filter_map(|word| Word::of(&wide_grams(word), &grams));
        Promise {
            words: words.collect(),
            clauses,
            grams,
            by_writer: text.contains('我'),
            numbers,
            rounds,
            place,
        }
    }

    /// The traits of every piece as an answer; none for a plan and for the mere lead of an item, which never are one.
    pub fn traits(&self, promise: &Promise) -> Vec<Option<[f32; COUNT]>> {
        let tells = |piece: &Piece| !piece.is_plan() && !piece.only_leads(self.this);
        self.pieces
            .iter()
            .map(|piece| tells(piece).then(|| traits(promise, piece, self.this)))
            .collect()
    }

    /// How much likelier than no answer every piece answers a promise.
    fn scores(&self, promise: &Promise) -> Vec<f32> {
        let score = |traits: Option<[f32; COUNT]>| {
            let Some(traits) = traits else {
                return f32::NEG_INFINITY;
            };
            let sum: f32 = traits.iter().zip(WEIGHTS.traits).map(|(t, w)| t * w).sum();
            sum - WEIGHTS.none
        };
        self.traits(promise).into_iter().map(score).collect()
    }

    /// The piece of the plan that repeats most of a promise, and how much of it, 0 to 1.
    pub fn repeated(&self, promise: &Promise) -> Option<(usize, f32)> {
        self.pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.is_plan())
            .map(|(place, piece)| (place, repeated(promise, piece)))
            .max_by(|one, other| one.1.total_cmp(&other.1))
    }

    /// Whether a piece puts something else in the place of what was promised. Where last year's matters are answered
    /// it is the promise in other words.
    fn substituted(&self, promise: &Promise, place: usize) -> bool {
        let piece = &self.pieces[place];
        if piece.answers() {
            return false;
        }
        let text = self.this.folded(piece.range.clone());
        let foreign = |clause: &Vec<char>| is_substituted(clause, text, &piece.grams);
        promise.clauses.iter().any(foreign)
    }

    /// Decides whether the best piece is an answer; `others` tells how well the other promises are answered.
    fn decide(&self, promise: &Promise, scores: &[f32], others: f32) -> Answer {
        let plan = self.repeated(promise);
        let best = best(scores).filter(|best| best.1 >= WEIGHTS.least);
        let Some((place, score)) = best else {
            return Answer {
                piece: None,
                logit: NO_TRACE,
                plan,
            };
        };
        let best = Best {
            score,
            others,
            repeated: plan.map_or(0.0, |(_, share)| share),
        };
        let pairs = best.seen(promise).into_iter().zip(WEIGHTS.decision);
        let sum: f32 = pairs.map(|(value, weight)| value * weight).sum();
        let substituted = self.substituted(promise, place);
        Answer {
            piece: Some(place),
            logit: sum + WEIGHTS.start + WEIGHTS.substituted * f32::from(u8::from(substituted)),
            plan,
        }
    }
}

/// How well the other promises are answered, for each one: the mean of their best scores. A report that answers them
/// plainly would have answered this one plainly too.
pub fn others(scores: &[Vec<f32>]) -> Vec<f32> {
    let best = |scores: &Vec<f32>| scores.iter().copied().fold(LEAST, f32::max);
    let bests: Vec<f32> = scores.iter().map(best).collect();
    let sum: f32 = bests.iter().sum();
    let count = bests.len();
    let mean = |best: &f32| match count {
        1 => USUAL,
        _ => (sum - best) / (count - 1) as f32,
    };
    bests.iter().map(mean).collect()
}

/// How sure it is that a promise of which there is no trace was not kept: three of five in the corpus.
const NO_TRACE: f32 = -0.4;

/// How well promises are answered on the whole in the corpus, where there is no other one to tell.
const USUAL: f32 = 1.2;

/// The best score of a promise that no piece answers counts as this.
const LEAST: f32 = -8.0;

/// What fits one row well is a weak answer to another: where a row does not score best, `rival` times what it lacks is taken
/// off. Rows are promises, columns pieces.
pub fn yield_to_better(scores: &mut [Vec<f32>], rival: f32) {
    let columns = scores.first().map_or(0, Vec::len);
    for place in 0..columns {
        let here = scores.iter().map(|row| row[place]);
        let best = here.fold(f32::NEG_INFINITY, f32::max);
        for row in scores.iter_mut() {
            if row[place] < best {
                row[place] -= rival * (best - row[place]);
            }
        }
    }
}
