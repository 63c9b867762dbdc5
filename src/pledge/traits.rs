//! What speaks for a piece of the report being the answer to a promise, as numbers of about 0 to 1.

use super::grams::{Gram, Kind, Rarity, kind};
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use super::rhythm::Rounds;
use crate::ruleset::Cue;
use crate::structure::{Draft, Role};

/// How many traits there are.
pub const COUNT: usize = NAMES.len();

/// Names of the traits, as `rules/pledge/weights.tsv` spells them.
pub const NAMES: [&str; 21] = [
    "characters",
    "character-mass",
    "senses",
    "sense-mass",
    "rarest-pair",
    "rarest-character",
    "same-unit",
    "near-number",
    "rhythm",
    "words",
    "characters-nearby",
    "senses-nearby",
    "rectification",
    "achievement",
    "problem",
    "other",
    "answering-part",
    "length",
    "order",
    "done",
    "writer",
];

/// A promise as marks and numbers.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its marks, with how much each tells.
    pub grams: Vec<(Gram, f32)>,
    /// The marks of each of its words, with how rare the rarest of them is.
    pub words: Vec<(Vec<Gram>, f32)>,
    /// Whether it says who is to do it: 我.
    pub by_writer: bool,
    /// The characters of each clause.
    pub clauses: Vec<Vec<char>>,
    /// Its numbers, as bytes of last year's folded text; dates and ranks left out.
    pub numbers: Vec<Quantity>,
    /// How often it comes round.
    pub rounds: Rounds,
    /// Its place among the promises, 0 to 1.
    pub place: f32,
}

/// Weights of marks summed by kind.
#[derive(Default, Clone, Copy)]
struct Sums {
    pairs: f32,
    characters: f32,
    senses: f32,
    best_pair: f32,
    best_character: f32,
}

impl Sums {
    fn add(&mut self, gram: Gram, weight: f32) {
        match kind(gram) {
            Kind::Pair => {
                self.pairs += weight;
                self.best_pair = self.best_pair.max(weight);
            }
            Kind::Character => {
                self.characters += weight;
                self.best_character = self.best_character.max(weight);
            }
            Kind::Sense => self.senses += weight,
        }
    }

    fn of(weighed: &[(Gram, f32)]) -> Sums {
        let mut sums = Sums::default();
        for (gram, weight) in weighed {
            sums.add(*gram, *weight);
        }
        sums
    }

    /// The marks that a passage shares.
    fn shared(weighed: &[(Gram, f32)], grams: &[Gram]) -> Sums {
        let mut sums = Sums::default();
        let mut rest = grams;
        for (gram, weight) in weighed {
            let skip = rest.partition_point(|other| other < gram);
            rest = &rest[skip..];
            if rest.first() == Some(gram) {
                sums.add(*gram, *weight);
            }
        }
        sums
    }
}

/// Gives every mark its weight.
pub fn weighed(grams: &[Gram], rarity: &Rarity) -> Vec<(Gram, f32)> {
    grams.iter().map(|gram| (*gram, rarity.of(*gram))).collect()
}

fn share(part: f32, whole: f32, least: f32) -> f32 {
    (part / whole.max(least)).min(1.0)
}

/// How much of a promise's pairs of characters a piece repeats, 0 to 1.
pub fn repeated(promise: &Promise, piece: &Piece) -> f32 {
    let all = Sums::of(&promise.grams).pairs;
    share(Sums::shared(&promise.grams, &piece.grams).pairs, all, 3.0)
}

/// How much of a promise's words a piece has, 0 to 1. Sharing many characters may be chance in a long piece; a word is
/// said as a whole, in another word for it, or with its characters apart.
fn said(promise: &Promise, piece: &Piece) -> f32 {
    const APART: f32 = 0.8;
    let has = |gram: &&Gram| piece.grams.binary_search(gram).is_ok();
    let (mut sum, mut all) = (0.0, 0.0);
    for (grams, weight) in &promise.words {
        let (characters, whole): (Vec<&Gram>, Vec<&Gram>) = grams
            .iter()
            .partition(|gram| kind(**gram) == Kind::Character);
        all += weight;
        if whole.iter().any(has) {
            sum += weight;
        } else if characters.iter().all(has) {
            sum += APART * weight;
        }
    }
    share(sum, all, 1.0)
}

/// The traits of a piece as an answer to a promise.
pub fn traits(promise: &Promise, piece: &Piece, this: &Draft<'_>) -> [f32; COUNT] {
    let all = Sums::of(&promise.grams);
    let shared = Sums::shared(&promise.grams, &piece.grams);
    let nearby = Sums::shared(&promise.grams, &piece.nearby);
    let (mut unit, mut near) = (0.0f32, 0.0f32);
    for number in promise.numbers.iter().filter(|number| number.value >= 2.0) {
        for told in piece.numbers.iter().filter(|told| !told.ordinal) {
            let ratio = told.value / number.value;
            if told.class != number.class {
                continue;
            }
            let common = matches!(number.class, Class::Thing | Class::Time | Class::Person);
            unit = unit.max(if common { 0.5 } else { 1.0 });
            if (0.4..1.8).contains(&ratio) && number.value >= 5.0 {
                near = 1.0;
            }
        }
    }
    let told =
        piece.is(Role::Rectification) + piece.is(Role::Achievement) + piece.is(Role::Problem);
    let one = |holds: bool| f32::from(u8::from(holds));
    [
        share(shared.characters, all.characters, 3.0),
        (shared.characters / 6.0).min(1.0),
        share(shared.senses, all.senses, 3.0),
        (shared.senses / 6.0).min(1.0),
        shared.best_pair,
        shared.best_character,
        unit,
        near,
        promise.rounds.kept(&piece.rounds),
        said(promise, piece),
        share(nearby.characters, all.characters, 3.0),
        share(nearby.senses, all.senses, 3.0),
        piece.is(Role::Rectification),
        piece.is(Role::Achievement),
        piece.is(Role::Problem),
        1.0 - told,
        one(piece.announced.contains(Role::Rectification)),
        (piece.range.len() as f32 / 180.0).ln_1p(),
        piece
            .place
            .map_or(0.0, |place| 1.0 - 2.0 * (place - promise.place).abs()),
        one(this.has(&piece.range, Cue::Done)),
        one(promise.by_writer && this.has(&piece.range, Cue::Writer)),
    ]
}
