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
    /// Its words.
    pub words: Vec<Word>,
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

/// A word of a promise; marks are places in [`Promise::grams`].
#[derive(Debug, Clone)]
pub struct Word {
    /// Its characters.
    characters: Vec<usize>,
    /// Its pairs of characters, and what it means.
    whole: Vec<usize>,
    /// How rare the rarest of its marks is.
    weight: f32,
}

impl Word {
    /// Takes a word by its marks, which the promise has too; none for a word without any.
    pub fn of(marks: &[Gram], promise: &[(Gram, f32)]) -> Option<Word> {
        let place = |mark: &Gram| promise.binary_search_by_key(mark, |(gram, _)| *gram).ok();
        let places: Vec<usize> = marks.iter().filter_map(place).collect();
        let weight = places.iter().map(|at| promise[*at].1).reduce(f32::max)?;
        let (characters, whole) = places
            .into_iter()
            .partition(|at| kind(promise[*at].0) == Kind::Character);
        Some(Word {
            characters,
            whole,
            weight,
        })
    }
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

    /// The marks that were found.
    fn shared(weighed: &[(Gram, f32)], found: &[bool]) -> Sums {
        let mut sums = Sums::default();
        for ((gram, weight), _) in weighed.iter().zip(found).filter(|(_, found)| **found) {
            sums.add(*gram, *weight);
        }
        sums
    }
}

/// Which marks of a promise a passage has.
fn found(weighed: &[(Gram, f32)], grams: &[Gram]) -> Vec<bool> {
    let mut rest = grams.iter().peekable();
    let has = |(gram, _): &(Gram, f32)| {
        while rest.next_if(|other| *other < gram).is_some() {}
        rest.peek() == Some(&gram)
    };
    weighed.iter().map(has).collect()
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
    let found = found(&promise.grams, &piece.grams);
    share(Sums::shared(&promise.grams, &found).pairs, all, 3.0)
}

/// How much the marks of a text that a promise has too tell.
pub fn shared(promise: &Promise, grams: &[Gram]) -> f32 {
    let found = found(&promise.grams, grams);
    let weights = promise.grams.iter().zip(found);
    let weights = weights.map(|((_, weight), found)| if found { *weight } else { 0.0 });
    weights.sum()
}

/// How much of a promise's words a piece has, 0 to 1. Sharing many characters may be chance in a long piece; a word is
/// said as a whole, in another word for it, or with its characters apart.
fn said(words: &[Word], found: &[bool]) -> f32 {
    const APART: f32 = 0.8;
    let (mut sum, mut all) = (0.0, 0.0);
    for word in words {
        all += word.weight;
        if word.whole.iter().any(|at| found[*at]) {
            sum += word.weight;
        } else if !word.characters.is_empty() && word.characters.iter().all(|at| found[*at]) {
            sum += APART * word.weight;
        }
    }
    share(sum, all, 1.0)
}

/// The traits of a piece as an answer to a promise.
pub fn traits(promise: &Promise, piece: &Piece, this: &Draft<'_>) -> [f32; COUNT] {
    let all = Sums::of(&promise.grams);
    let here = found(&promise.grams, &piece.grams);
    let shared = Sums::shared(&promise.grams, &here);
    let nearby = Sums::shared(&promise.grams, &found(&promise.grams, &piece.nearby));
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
        said(&promise.words, &here),
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
