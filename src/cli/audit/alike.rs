//! The reports of a run held against each other and against last year's.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;

use super::before::Before;
use super::stop;
use crate::audit::similar::{
    Batch as Year, Compared, Comparer, Identity, Index, Pair, Similar, clusters,
};
use crate::audit::{Source, in_order_until};
use crate::document::Document;
use crate::output::batch::{ForeignEntry, PairEntry, PassageEntry, Place};
use crate::ruleset::Lang;

/// Passages of a pair that are kept; the rest is counted.
const PASSAGES: usize = 20;
/// Characters of a passage that are kept.
const WORDS: usize = 400;

/// What was found.
#[derive(Default)]
pub(super) struct Alike {
    /// Pairs, the most alike first.
    pub pairs: Vec<PairEntry>,
    /// By place of a report: the greatest share of it that stands in another one, and in which.
    pub copied: BTreeMap<usize, (f64, String)>,
    /// Paths of reports that hang together, three or more; the largest first.
    pub clusters: Vec<Vec<String>>,
}

/// The reports of a run for comparing.
pub(super) struct Comparison<'a> {
    pub comparer: &'a Comparer,
    pub lang: Lang,
    pub jobs: Option<NonZero<usize>>,
    /// This year's, by their places.
    pub sources: Vec<&'a Source>,
    /// By place: unit and name as the roster has them.
    pub identities: &'a (dyn Fn(usize) -> Identity + Sync),
    /// By place: the number of the own file of last year.
    pub previous: &'a [Option<usize>],
    pub before: &'a Before,
}

/// A verified pair by the numbers of its reports.
type Verified = (u32, Similar);

impl Comparison<'_> {
    /// Verifies what the index points at; `told` hears of every pair, in the order of the reports.
    pub(super) fn run(&self, index: &mut Index, mut told: impl FnMut(&Similar)) -> Alike {
        // Last year's stand behind this year's.
        let this_year = self.sources.len();
        let mut numbers = Vec::new();
        for (number, sketch) in self.before.sketches.iter().enumerate() {
            if let Some(sketch) = sketch {
                index.add(sketch, Year::LastYear);
                numbers.push(number);
            }
        }
        // A report is read once for all those that it is held against.
        let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
        for candidate in index.candidates() {
            match groups.last_mut() {
                Some((a, others)) if *a == candidate.a => others.push(candidate.b),
                _ => groups.push((candidate.a, vec![candidate.b])),
            }
        }
        let mut alike = Alike::default();
        let mut links: Vec<(u32, u32)> = Vec::new();
        let place = |number: u32| number as usize;
        in_order_until(
            &stop::asked,
            &groups,
            self.jobs,
            |(a, others)| self.group(*a, others, &numbers),
            |(a, _), verified| {
                for (b, similar) in verified.unwrap_or_default() {
                    let last_year = place(b) >= this_year;
                    told(&similar);
                    let own = last_year
                        && self.previous[place(*a)] == Some(numbers[place(b) - this_year]);
                    if !own {
                        alike.note(place(*a), &similar.a, &similar.b.path);
                    }
                    if !last_year {
                        alike.note(place(b), &similar.b, &similar.a.path);
                        links.push((*a, b));
                    }
                    alike.pairs.push(entry(similar, last_year));
                }
            },
        );
        alike.clusters = clusters(links)
            .into_iter()
            .filter(|cluster| cluster.len() > 2)
            .map(|cluster| {
                let names = cluster
                    .iter()
                    .map(|number| self.sources[place(*number)].name());
                names.collect()
            })
            .collect();
        alike
            .clusters
            .sort_by_key(|cluster| std::cmp::Reverse(cluster.len()));
        let share = |pair: &PairEntry| pair.share_a.max(pair.share_b);
        alike
            .pairs
            .sort_by(|one, other| share(other).total_cmp(&share(one)));
        alike
    }

    /// Holds a report against some others.
    fn group(&self, a: u32, others: &[u32], numbers: &[usize]) -> Vec<Verified> {
        let Some((name_a, document)) = self.read(a, numbers) else {
            return Vec::new();
        };
        let one = self.comparer.compared(&document);
        let own = self.identity(a, &one);
        let mut verified = Vec::new();
        for b in others {
            let Some((name_b, document)) = self.read(*b, numbers) else {
                continue;
            };
            let other = self.comparer.compared(&document);
            let its = self.identity(*b, &other);
            let pair: Pair = self.comparer.compare((&one, &own), (&other, &its));
            if self.comparer.is_finding(&pair) {
                let (a, b_side) = ((&one, name_a.as_str()), (&other, name_b.as_str()));
                let similar = Similar::of(self.comparer, &pair, a, b_side, self.lang);
                verified.push((*b, similar));
            }
        }
        verified
    }

    fn identity(&self, number: u32, compared: &Compared<'_>) -> Identity {
        let mut identity = self.comparer.identity(compared);
        if (number as usize) < self.sources.len() {
            identity.extend(&(self.identities)(number as usize));
        }
        identity
    }

    fn read(&self, number: u32, numbers: &[usize]) -> Option<(String, Document)> {
        let number = number as usize;
        match self.sources.get(number) {
            Some(source) => Some((source.name(), source.read().ok()?)),
            None => {
                let number = *numbers.get(number - self.sources.len())?;
                Some((self.before.path(number), self.before.read(number)?))
            }
        }
    }
}

impl Alike {
    /// Keeps the greatest share of a report that stands in another one.
    fn note(&mut self, place: usize, part: &crate::audit::similar::Part, other: &str) {
        let known = self.copied.entry(place).or_default();
        if part.share > known.0 {
            *known = (part.share, other.to_owned());
        }
    }
}

/// A pair as the formats for people show it.
fn entry(similar: Similar, last_year: bool) -> PairEntry {
    let mut passages: Vec<PassageEntry> = similar
        .passages
        .into_iter()
        .map(|passage| PassageEntry {
            words: passage.words,
            a: shown(passage.a.range, &passage.a.text),
            b: shown(passage.b.range, &passage.b.text),
        })
        .collect();
    passages.sort_by_key(|passage| std::cmp::Reverse(passage.words));
    let more = passages.len().saturating_sub(PASSAGES);
    passages.truncate(PASSAGES);
    let foreign = similar.foreign.into_iter().map(|foreign| ForeignEntry {
        path: foreign.kept_by,
        place: shown(foreign.range, &foreign.name),
        name: foreign.name,
    });
    PairEntry {
        a: similar.a.path,
        b: similar.b.path,
        last_year,
        jaccard: similar.jaccard,
        share_a: similar.a.share,
        share_b: similar.b.share,
        passages,
        more,
        foreign: foreign.collect(),
    }
}

fn shown(range: crate::output::report::SourceRange, text: &str) -> Place {
    let text = match text.char_indices().nth(WORDS) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    };
    Place {
        label: range.label,
        paragraph: range.paragraph,
        text,
    }
}

/// The line of a pair, as `shuzhi compare --pairs-from` writes it.
pub(super) fn line(out: &mut dyn io::Write, similar: &Similar) -> io::Result<()> {
    let line = serde_json::json!({
        "a": similar.a.path,
        "b": similar.b.path,
        "pair": similar,
    });
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
