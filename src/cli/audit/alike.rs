//! The reports of a run held against each other and against last year's.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;

use super::before::Before;
use super::known::Known;
use super::stop;
use crate::audit::cache::{Content, Key};
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

/// Puts last year's reports behind this year's in the index; their numbers among last year's files.
pub(super) fn with_last_year(index: &mut Index, before: &Before) -> Vec<usize> {
    let mut numbers = Vec::new();
    for (number, sketch) in before.sketches.iter().enumerate() {
        if let Some(sketch) = sketch {
            index.add(sketch, Year::LastYear);
            numbers.push(number);
        }
    }
    numbers
}

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
    pub known: &'a Known,
    /// The key of what nearly all reports share, which is not compared.
    pub boilerplate: Key,
    /// This year's contents, by their places.
    pub contents: &'a [Content],
    /// This year's, by their places.
    pub sources: Vec<&'a Source>,
    /// By place: unit and name as the roster has them.
    pub identities: &'a (dyn Fn(usize) -> Identity + Sync),
    /// By place: whose report it is, by place on the roster.
    pub owners: &'a (dyn Fn(usize) -> Option<usize> + Sync),
    /// By place: how a report is named to people.
    pub shown: &'a (dyn Fn(usize) -> String + Sync),
    /// By place: the number of the own file of last year.
    pub previous: &'a [Option<usize>],
    pub before: &'a Before,
}

/// A verified pair by the numbers of its reports.
type Verified = (u32, Similar);

impl Comparison<'_> {
    /// Verifies what the index points at, last year's behind this year's by their `numbers`; `told` hears of every pair, in the order of the reports.
    pub(super) fn run(
        &self,
        index: &Index,
        numbers: &[usize],
        mut told: impl FnMut(&Similar),
    ) -> Alike {
        let this_year = self.sources.len();
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
            |(a, others)| self.group(*a, others, numbers),
            |(a, _), verified| {
                for (b, similar) in verified.unwrap_or_default() {
                    let last_year = place(b) >= this_year;
                    let owner = (self.owners)(place(*a));
                    if !last_year && owner.is_some() && owner == (self.owners)(place(b)) {
                        // Two drafts of one person, whom the roster's part names as such.
                        continue;
                    }
                    told(&similar);
                    let own = last_year
                        && self.previous[place(*a)] == Some(numbers[place(b) - this_year]);
                    // Where one keeps names of the other, it is plain who copied: the other is not to blame.
                    let copier = copier(&similar);
                    if !own && copier.is_none_or(|path| path == similar.a.path) {
                        let other = match last_year {
                            true => similar.b.path.clone(),
                            false => (self.shown)(place(b)),
                        };
                        alike.note(place(*a), &similar.a, other);
                    }
                    if !last_year {
                        if copier.is_none_or(|path| path == similar.b.path) {
                            alike.note(place(b), &similar.b, (self.shown)(place(*a)));
                        }
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
        let side = |number| self.side(number, numbers);
        let Some(one) = side(a) else {
            return Vec::new();
        };
        // What two texts share does not change either: it is known from an earlier run, or kept for a later one.
        let Ok(mut item) = self.known.open(one.source) else {
            return Vec::new();
        };
        let mut verified = Vec::new();
        for b in others {
            let Some(other) = side(*b) else { continue };
            let key = self.key(&one, &other);
            let similar = item.get(&key, |document| {
                let (document, its) = (document.ok()?, other.source.read().ok()?);
                self.verify((document, &one), (&its, &other))
            });
            if let Ok(Some(mut similar)) = similar {
                similar.name(one.source.name(), other.source.name());
                verified.push((*b, similar));
            }
        }
        verified
    }

    fn verify(&self, (a, one): Sided<'_>, (b, other): Sided<'_>) -> Option<Similar> {
        let (a, b) = (self.comparer.compared(a), self.comparer.compared(b));
        let own = |compared: &Compared<'_>, side: &Side<'_>| {
            let mut identity = self.comparer.identity(compared);
            identity.extend(&side.identity);
            identity
        };
        let pair: Pair = self
            .comparer
            .compare((&a, &own(&a, one)), (&b, &own(&b, other)));
        let finding = self.comparer.is_finding(&pair);
        finding.then(|| Similar::of(self.comparer, &pair, (&a, "a"), (&b, "b"), self.lang))
    }

    /// The key of what two reports share, the first one's content aside.
    fn key(&self, one: &Side<'_>, other: &Side<'_>) -> Key {
        let identities = serde_json::json!([one.identity, other.identity, self.lang]).to_string();
        Key::of(
            "pair",
            &[
                self.known.basis().as_bytes(),
                self.boilerplate.as_bytes(),
                other.content.as_bytes(),
                identities.as_bytes(),
            ],
        )
    }

    fn side(&self, number: u32, numbers: &[usize]) -> Option<Side<'_>> {
        let place = number as usize;
        match self.sources.get(place) {
            Some(source) => Some(Side {
                source,
                content: self.contents[place],
                identity: (self.identities)(place),
            }),
            None => {
                let number = *numbers.get(place - self.sources.len())?;
                let (source, content) = self.before.file(number);
                Some(Side {
                    source,
                    content,
                    identity: Identity::default(),
                })
            }
        }
    }
}

/// A report of a pair.
struct Side<'s> {
    source: &'s Source,
    content: Content,
    /// As the roster has it.
    identity: Identity,
}

type Sided<'s> = (&'s Document, &'s Side<'s>);

impl Alike {
    /// Keeps the greatest share of a report that stands in another one.
    fn note(&mut self, place: usize, part: &crate::audit::similar::Part, other: String) {
        let known = self.copied.entry(place).or_default();
        if part.share > known.0 {
            *known = (part.share, other);
        }
    }
}

/// The path of the report that was copied from the other: the only one of the two that keeps names of the other.
fn copier(similar: &Similar) -> Option<&str> {
    let mut keepers = similar.foreign.iter().map(|name| name.kept_by.as_str());
    let first = keepers.next()?;
    keepers.all(|path| path == first).then_some(first)
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
