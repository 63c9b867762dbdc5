//! Finds the answer to every promise of last year in this year's report.
//!
//! Every piece of the report is scored against every promise: words of the promise weighted by how much
//! they name, other words for them, equal numbers, and words of the problem the promise was made about.

use std::ops::Range;

use super::decoy::is_substituted;
use super::extract::items;
use super::index::{Index, Told};
use super::quantity::{Class, Quantity, quantities};
use super::terms::{Promise, promise, weight};
use super::verdict::{Case, judge};
use super::{Matched, Pledge};
use crate::structure::{Draft, Role};

/// A piece that speaks of a promise.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its place in the index.
    pub segment: usize,
    /// How well it fits, about 0 to 1.
    pub score: f64,
    /// How much of each part of the promise it takes up, 0 to 1.
    pub parts: Vec<f64>,
}

/// From this score on a piece answers a promise.
pub const ENOUGH: f64 = 0.30;

/// What became of every promise.
pub fn match_all(pledges: &[Pledge], last: &Draft<'_>, this: &Draft<'_>) -> Vec<Matched> {
    if pledges.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(last, this);
    let promises: Vec<Promise> = pledges
        .iter()
        .map(|pledge| promise(last, &pledge.range))
        .collect();
    let mut fields: Vec<Vec<Answer>> = promises
        .iter()
        .map(|promise| finder.field(promise))
        .collect();
    yield_to_better(&mut fields);
    pledges
        .iter()
        .zip(promises)
        .zip(fields)
        .map(|((pledge, promise), field)| {
            let case = Case {
                pledge,
                promise: &promise,
                finder: &finder,
                answers: field,
            };
            judge(&case)
        })
        .collect()
}

/// The best answer to a stretch of last year's text among what is told as done, and its score.
pub fn best_answer(finder: &Finder<'_>, range: &Range<usize>) -> Option<Answer> {
    let promise = promise(finder.last, range);
    let mut field = finder.field(&promise);
    field.retain(|answer| finder.index.segments[answer.segment].told == Told::Done);
    field.sort_by(|one, other| other.score.total_cmp(&one.score));
    field.into_iter().find(|answer| {
        // What is told of the year's work in passing must speak of it more clearly than an answer given as one.
        let answers = finder.index.segments[answer.segment].answers;
        let enough = if answers { ENOUGH } else { ENOUGH + 0.15 };
        answer.score >= enough && finder.stands(&promise, answer)
    })
}

/// Where answers are looked for.
pub struct Finder<'a> {
    /// Last year's report.
    pub last: &'a Draft<'a>,
    /// This year's.
    pub this: &'a Draft<'a>,
    /// This year's pieces.
    pub index: Index,
    background: Index,
    numbers: Vec<Vec<Quantity>>,
    /// Last year's problems.
    problems: Vec<Range<usize>>,
}

impl<'a> Finder<'a> {
    /// Cuts both reports.
    pub fn new(last: &'a Draft<'a>, this: &'a Draft<'a>) -> Finder<'a> {
        let index = Index::new(this);
        let numbers = index
            .segments
            .iter()
            .map(|segment| {
                let offset = segment.answer_from - segment.range.start;
                let mut found = quantities(this.folded(segment.answer_from..segment.range.end));
                for quantity in &mut found {
                    quantity.range = quantity.range.start + offset..quantity.range.end + offset;
                }
                found
            })
            .collect();
        Finder {
            last,
            this,
            background: Index::new(last),
            index,
            numbers,
            problems: items(last, Role::Problem),
        }
    }

    /// The numbers of a piece; their ranges are bytes of the piece.
    pub fn numbers(&self, segment: usize) -> &[Quantity] {
        &self.numbers[segment]
    }

    /// How rare a word is in both reports, 0 to 1.
    fn rarity(&self, word: &str) -> f64 {
        let all = self.index.segments.len() + self.background.segments.len();
        let found = self.index.frequency(word) + self.background.frequency(word);
        let all = all.max(20) as f64;
        let rarity = (all / (found as f64 + 1.0)).ln() / all.ln();
        rarity.clamp(0.1, 1.0)
    }

    /// Scores every piece against a promise.
    pub fn field(&self, promise: &Promise) -> Vec<Answer> {
        let count = self.index.segments.len();
        let parts = promise.parts.len().max(1);
        let mut all = 0.0;
        let mut part_weights = vec![0.0; parts];
        let mut found = vec![0.0; count];
        let mut telling = vec![0usize; count];
        let mut things = vec![vec![0.0; parts]; count];
        let mut thing_weights = vec![0.0; parts];
        let mut found_parts = vec![vec![0.0; parts]; count];
        for term in &promise.terms {
            let weight = term.weight * self.rarity(&term.text);
            all += weight;
            part_weights[term.part] += weight;
            if term.object {
                thing_weights[term.part] += weight;
            }
            let tells = term.weight >= 0.3;
            for (place, presence) in self.index.presence(&term.text) {
                telling[place] += usize::from(tells && presence > 0.4);
                found[place] += weight * presence;
                found_parts[place][term.part] += weight * presence;
                if term.object {
                    things[place][term.part] += weight * presence;
                }
            }
        }
        let mut hinted = vec![0.0; count];
        for (word, weight) in self.hints(promise) {
            for (place, presence) in self.index.presence(&word) {
                hinted[place] += weight * presence;
            }
        }
        let mut answers = Vec::new();
        for place in 0..count {
            if found[place] <= 0.0 {
                continue;
            }
            let mut best_part: f64 = 0.0;
            let mut taken = 0.0;
            let mut covered = Vec::with_capacity(parts);
            for part in 0..parts {
                let share = found_parts[place][part] / part_weights[part].max(0.6);
                // A part whose things are all absent is not spoken of, whatever verbs it shares.
                let named = things[place][part] / thing_weights[part].max(0.01);
                let share = if named < 0.12 && thing_weights[part] > 0.3 {
                    share * 0.35
                } else {
                    share
                };
                covered.push(share.min(1.0));
                taken += share * part_weights[part].max(0.6);
                best_part = best_part.max(share.min(1.0) * (part_weights[part] / 1.2).min(1.0));
            }
            let whole = taken / all.max(0.8);
            let numbers = self.same_numbers(promise, place);
            let own = 0.55 * best_part + 0.35 * whole;
            // A hint only supports what the promise's own words say.
            let hint = (hinted[place] * 0.15).min(0.15).min(own * 0.8);
            let mut score = own + numbers.min(own) + hint;
            // One shared word alone is mostly chance.
            if telling[place] < 2 && numbers == 0.0 {
                score *= 0.7;
            }
            if self.index.segments[place].answers {
                score *= 1.2;
            }
            answers.push(Answer {
                segment: place,
                score,
                parts: covered,
            });
        }
        answers
    }

    /// Words of last year's problem that a promise was made about: an answer may take them up instead.
    fn hints(&self, promise: &Promise) -> Vec<(String, f64)> {
        let strong: Vec<(&str, f64)> = promise
            .terms
            .iter()
            .filter(|term| term.object && term.weight >= 0.5)
            .map(|term| (term.text.as_str(), self.rarity(&term.text)))
            .filter(|(_, rarity)| *rarity > 0.55)
            .collect();
        let mut best: Option<(f64, Range<usize>)> = None;
        for range in &self.problems {
            let text = self.last.folded(range.clone());
            let shared: f64 = strong
                .iter()
                .filter(|(word, _)| text.contains(word))
                .map(|(_, rarity)| rarity)
                .sum();
            if shared > best.as_ref().map_or(0.5, |(score, _)| *score) && range.len() < 900 {
                best = Some((shared, range.clone()));
            }
        }
        let Some((_, range)) = best else {
            return Vec::new();
        };
        let mut hints: Vec<(String, f64)> = Vec::new();
        for word in self.last.words_within(&range) {
            let text = self.last.folded(word.start..word.end);
            let weight = weight(text, word.tag);
            if weight < 0.5
                || hints.iter().any(|(known, _)| known == text)
                || promise.terms.iter().any(|term| term.text == text)
            {
                continue;
            }
            let rarity = self.rarity(text);
            if rarity > 0.6 {
                hints.push((text.to_owned(), weight * rarity));
            }
        }
        hints
    }

    /// What equal numbers add: 14 villages last year, 14 villages now.
    fn same_numbers(&self, promise: &Promise, place: usize) -> f64 {
        let mut sum: f64 = 0.0;
        for (quantity, _) in &promise.quantities {
            if quantity.value < 2.0 {
                continue;
            }
            let same = self.numbers[place].iter().any(|other| {
                other.class == quantity.class && (other.value - quantity.value).abs() < 1e-6
            });
            if same {
                sum += if quantity.value >= 5.0 && quantity.class != Class::Span {
                    0.12
                } else {
                    0.06
                };
            }
        }
        sum.min(0.2)
    }

    /// Whether a piece speaks of the things promised, and not of others in their place.
    pub fn stands(&self, promise: &Promise, answer: &Answer) -> bool {
        let range = &self.index.segments[answer.segment].range;
        let taken: Vec<usize> = (0..promise.parts.len())
            .filter(|part| answer.parts.get(*part).is_some_and(|share| *share >= 0.25))
            .collect();
        if taken.is_empty() {
            return true;
        }
        taken
            .iter()
            .any(|part| !is_substituted(self.last, &promise.parts[*part], self.this, range))
    }
}

/// A piece that clearly answers one promise is a weak answer to another.
fn yield_to_better(fields: &mut [Vec<Answer>]) {
    let mut best: Vec<f64> = Vec::new();
    for answer in fields.iter().flatten() {
        if best.len() <= answer.segment {
            best.resize(answer.segment + 1, 0.0);
        }
        best[answer.segment] = best[answer.segment].max(answer.score);
    }
    for answer in fields.iter_mut().flatten() {
        if answer.score < best[answer.segment] * 0.6 {
            answer.score *= 0.75;
        }
    }
}
