//! Two texts compared exactly: what they share, where, and how much of each that is.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::align::{Run, runs};
use super::compared::Compared;
use super::foreign::{self, Foreign};
use super::identity::{Identity, UnitNames};
use super::shingle::shingles;
use super::sketch::{Sketch, sampled};
use crate::document::Document;
use crate::ruleset::Rules;
use crate::text::count;
use crate::text::plain::{Formulas, Plain};

/// From where on what two reports share is told; `[threshold]` of GRD105.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Compared characters that a common passage has at least.
    pub run: usize,
    /// Share of either text, 0 to 1, that makes a pair a finding.
    pub share: f64,
    /// Compared characters of one passage that make a pair a finding whatever the share.
    pub passage: usize,
}

/// Compares reports by the rules in force; made once for a batch, and cheap to clone before [`Comparer::set_boilerplate`].
#[derive(Clone)]
pub struct Comparer {
    formulas: Arc<Formulas>,
    names: Arc<UnitNames>,
    prescribed: FxHashSet<u64>,
    /// Samples of what nearly all reports of the batch share.
    common: FxHashSet<u32>,
    limits: Limits,
}

/// From this Jaccard on two reports are one text: then also what nearly all share counts, as all may be copies of one.
const ALIKE: f64 = 0.4;

/// What two texts share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// Share of the first text that stands in common passages, 0 to 1, of its compared characters.
    pub share_a: f64,
    /// The same of the other text.
    pub share_b: f64,
    /// How alike they are as wholes, 0 to 1: shingles in both over shingles in either.
    pub jaccard: f64,
    /// Compared characters of the longest passage, gaps included.
    pub longest: usize,
    /// The common passages in the order of the first text, each within one paragraph of either.
    pub passages: Vec<Passage>,
    /// Names of one report's unit or writer that stand in a passage of the other.
    pub foreign: Vec<Foreign>,
}

/// A passage of one text and what stands for it in the other: equal once folded, but for small gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// In the first text.
    pub a: Side,
    /// In the other one.
    pub b: Side,
    /// 字 of the shorter side.
    pub words: usize,
}

/// A stretch of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its block in the document, from 0; people count paragraphs from 1.
    pub block: usize,
    /// Bytes of the document's source; that text is the author's own.
    pub source: Range<usize>,
    /// 字 of it, markup not counted.
    pub words: usize,
}

impl Pair {
    /// The same pair seen from the other text.
    fn swapped(self) -> Pair {
        let mut passages: Vec<Passage> = self
            .passages
            .into_iter()
            .map(|passage| Passage {
                a: passage.b,
                b: passage.a,
                words: passage.words,
            })
            .collect();
        // By where they stand now; foreign names follow their passages.
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_unstable_by_key(|at| (passages[*at].a.source.start, *at));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        passages.sort_by_key(|passage| passage.a.source.start);
        let mut foreign = self.foreign;
        for name in &mut foreign {
            name.in_a = !name.in_a;
            name.passage = place.get(name.passage).copied().unwrap_or_default();
        }
        foreign::in_order(&mut foreign);
        Pair {
            share_a: self.share_b,
            share_b: self.share_a,
            passages,
            foreign,
            ..self
        }
    }
}

impl Comparer {
    /// By the lists and thresholds of GRD105.
    pub fn new(rules: &Rules) -> Comparer {
        let threshold = |name: &str| {
            let rule = rules.check("GRD105");
            rule.and_then(|rule| rule.threshold.get(name).copied())
                .unwrap_or_default()
        };
        Comparer {
            formulas: rules.formulas(),
            names: Arc::new(UnitNames::of(rules)),
            prescribed: FxHashSet::default(),
            common: FxHashSet::default(),
            limits: Limits {
                run: (threshold("pair-run") as usize).max(super::SHINGLE),
                share: threshold("pair-share"),
                passage: threshold("pair-passage") as usize,
            },
        }
    }

    /// Leaves out what everybody had to write, such as the wording of a template; call it before anything is compared.
    /// Runs of fewer than [`super::SHINGLE`] characters are too short to be told.
    pub fn prescribe(&mut self, text: &str) {
        let plain = Plain::of(text, &self.formulas);
        self.prescribed.extend(shingles(&plain.characters));
    }

    /// Does not count passages made of these samples alone: what nearly all reports of a batch share nobody has copied
    /// from anybody. Takes [`super::Index::boilerplate`].
    pub fn set_boilerplate(&mut self, samples: impl IntoIterator<Item = u32>) {
        self.common = samples.into_iter().collect();
    }

    /// The thresholds.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Prepares a document; it is read once, however many others it is compared with.
    pub fn compared<'d>(&self, document: &'d Document) -> Compared<'d> {
        let mut compared = Compared::of(document, &self.formulas);
        if !self.prescribed.is_empty() {
            compared.leave_out(&self.prescribed);
        }
        compared
    }

    /// The sketch of a document.
    pub fn sketch(&self, document: &Document) -> Sketch {
        self.compared(document).sketch()
    }

    /// Whose report it is, as its title, by-line and opening tell.
    pub fn identity(&self, compared: &Compared<'_>) -> Identity {
        Identity::of(compared, &self.names)
    }

    /// Compares two documents; none where what they share is too little to be told.
    pub fn verify(&self, a: &Document, b: &Document) -> Option<Pair> {
        let (a, b) = (self.compared(a), self.compared(b));
        let pair = self.compare((&a, &self.identity(&a)), (&b, &self.identity(&b)));
        self.is_finding(&pair).then_some(pair)
    }

    /// Whether what a pair shares is to be told.
    pub fn is_finding(&self, pair: &Pair) -> bool {
        let share = pair.share_a.max(pair.share_b);
        share >= self.limits.share || pair.longest >= self.limits.passage
    }

    /// Compares two prepared documents, each with whose it is (by itself, or by the roster), and tells all that they
    /// share, however little. Seen from the other side it is the same.
    pub fn compare(
        &self,
        (a, own_a): (&Compared<'_>, &Identity),
        (b, own_b): (&Compared<'_>, &Identity),
    ) -> Pair {
        // Runs are looked for from one side: always from the same one of two texts.
        if (b.len(), &b.characters) < (a.len(), &a.characters) {
            return self.compare_in_order((b, own_b), (a, own_a)).swapped();
        }
        self.compare_in_order((a, own_a), (b, own_b))
    }

    fn compare_in_order(
        &self,
        (a, own_a): (&Compared<'_>, &Identity),
        (b, own_b): (&Compared<'_>, &Identity),
    ) -> Pair {
        let mut runs = runs(&a.characters, &b.characters);
        let jaccard = jaccard(&a.characters, &b.characters);
        runs.retain(|run| {
            run.equal >= self.limits.run
                && (jaccard >= ALIKE || !self.is_common(&a.characters[run.a.clone()]))
        });
        let passages: Vec<Passage> = runs.iter().flat_map(|run| passages(run, a, b)).collect();
        let longest = |range: fn(&Run) -> &Range<usize>| {
            runs.iter().map(|run| range(run).len()).max().unwrap_or(0)
        };
        Pair {
            share_a: covered(a.len(), runs.iter().map(|run| &run.a)),
            share_b: covered(b.len(), runs.iter().map(|run| &run.b)),
            jaccard,
            longest: longest(|run| &run.a).min(longest(|run| &run.b)),
            foreign: foreign::names((a, own_a), (b, own_b), &passages, &self.names),
            passages,
        }
    }
}

impl Comparer {
    /// Whether nearly all reports of the batch share a passage: it has samples, and all are of what they share.
    fn is_common(&self, passage: &[char]) -> bool {
        let mut samples = shingles(passage).filter_map(sampled).peekable();
        !self.common.is_empty()
            && samples.peek().is_some()
            && samples.all(|sample| self.common.contains(&sample))
    }
}

/// Share of a text that some ranges of it cover.
fn covered<'r>(length: usize, ranges: impl Iterator<Item = &'r Range<usize>>) -> f64 {
    let mut ranges: Vec<&Range<usize>> = ranges.collect();
    ranges.sort_unstable_by_key(|range| range.start);
    let mut count = 0;
    let mut end = 0;
    for range in ranges {
        count += range.end.saturating_sub(range.start.max(end));
        end = end.max(range.end);
    }
    count as f64 / length.max(1) as f64
}

/// Shingles in both over shingles in either.
fn jaccard(a: &[char], b: &[char]) -> f64 {
    let set = |characters: &[char]| {
        let mut all: Vec<u64> = shingles(characters).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (a, b) = (set(a), set(b));
    let mut rest = b.as_slice();
    let mut both = 0;
    for hash in &a {
        let before = rest.iter().take_while(|other| *other < hash).count();
        rest = &rest[before..];
        if rest.first() == Some(hash) {
            both += 1;
        }
    }
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

/// Compared characters that are worth being shown as a passage.
const LEAST: usize = 6;

/// A passage that goes on: its stretches in both texts, and its characters.
type Open = Option<((usize, usize), Range<usize>, Range<usize>)>;

/// A run cut where either text begins a new paragraph.
fn passages(run: &Run, a: &Compared<'_>, b: &Compared<'_>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open: Open = None;
    let mut close = |open: Open| {
        // Where paragraphs are cut in different places, a word or two may be left over.
        let open = open.filter(|(_, one, _)| one.len() >= LEAST);
        if let Some((_, one, other)) = open {
            let (one, other) = (side(a, &one), side(b, &other));
            passages.push(Passage {
                words: one.words.min(other.words),
                a: one,
                b: other,
            });
        }
    };
    for (x, y, length) in &run.pieces {
        let (mut x, mut y, mut left) = (*x, *y, *length);
        while left > 0 {
            let of = (a.stretch(x), b.stretch(y));
            let room = (a.end_of_stretch(of.0) - x).min(b.end_of_stretch(of.1) - y);
            let step = room.clamp(1, left);
            match &mut open {
                Some((known, one, other)) if *known == of => {
                    one.end = x + step;
                    other.end = y + step;
                }
                _ => close(open.replace((of, x..x + step, y..y + step))),
            }
            (x, y, left) = (x + step, y + step, left - step);
        }
    }
    close(open);
    passages
}

fn side(text: &Compared<'_>, characters: &Range<usize>) -> Side {
    let block = text.block(text.stretch(characters.start));
    let (own, within) = text.own(characters);
    let origin = text.document().blocks.get(block);
    Side {
        block,
        source: origin.map_or(0..0, |block| block.text.origin(within)),
        words: count::words(own),
    }
}
