//! The reports of a run held against each other and against last year's.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::before::Before;
use super::known::Known;
use super::stop;
use crate::audit::cache::{Content, Key};
use crate::audit::similar::{
    Batch as Year, Compared, Comparer, Identity, Index, Pair, Similar, clusters,
};
use crate::audit::{Item, Source, in_order_until};
use crate::document::Document;
use crate::output::batch::{PairEntry, Pairs};
use crate::ruleset::Lang;

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
pub(super) struct Alike {
    /// Pairs, the most alike first.
    pub pairs: Pairs,
    /// By place of a report: the greatest share of it that stands in another one, and in which.
    pub copied: BTreeMap<usize, (f64, String)>,
    /// Paths of reports that hang together, three or more; the largest first.
    pub clusters: Vec<Vec<String>>,
    /// Paths of drafts of one person, told by their by-lines.
    pub drafts: Vec<Vec<String>>,
    links: Vec<(u32, u32)>,
    kin: Vec<(u32, u32)>,
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
    pub kin: Kinship<'a>,
    /// By place: the number of the own file of last year.
    pub previous: &'a [Option<usize>],
    pub before: &'a Before,
}

/// A verified pair by the numbers of its reports.
type Verified = (u32, Similar);

impl Comparison<'_> {
    /// Verifies what the index points at, last year's behind this year's by their `numbers`; `told` hears of
    /// every pair, in the order of the reports.
    ///
    /// # Errors
    /// The disk is full.
    pub(super) fn run(
        &self,
        index: &Index,
        numbers: &[usize],
        mut told: impl FnMut(&Similar),
    ) -> io::Result<Alike> {
        let this_year = self.sources.len();
        // A report is read once for all those that it is held against.
        let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
        for candidate in index.candidates() {
            match groups.last_mut() {
                Some((a, others)) if *a == candidate.a => others.push(candidate.b),
                _ => groups.push((candidate.a, vec![candidate.b])),
            }
        }
        let mut alike = Alike::new()?;
        let mut taken = Ok(());
        let full = AtomicBool::new(false);
        in_order_until(
            &|| stop::asked() || full.load(Ordering::Relaxed),
            &groups,
            self.jobs,
            |(a, others)| self.group(*a, others, numbers),
            |(a, _), verified| {
                let a = *a as usize;
                for (b, similar) in verified.unwrap_or_default() {
                    let b = match (b as usize).checked_sub(this_year) {
                        None => Report::This(b as usize),
                        Some(last) => Report::LastYear {
                            own: self.previous[a] == Some(numbers[last]),
                        },
                    };
                    let a = Report::This(a);
                    if alike.is_untold(self.kin, a, b) {
                        continue;
                    }
                    told(&similar);
                    if taken.is_ok() {
                        taken = alike.take(a, b, similar);
                    }
                }
                full.store(taken.is_err(), Ordering::Relaxed);
            },
        );
        taken?;
        alike.finish(|place| self.sources[place].name());
        Ok(alike)
    }

    /// Holds a report against some others.
    fn group(&self, a: u32, others: &[u32], numbers: &[usize]) -> Vec<Verified> {
        let side = |number| self.side(number, numbers);
        let Some(one) = side(a) else {
            return Vec::new();
        };
        // What two texts share does not change either: it is known from an earlier run, or kept for a later one.
        let mut item = Item::again(one.source, self.known.cache(), one.content);
        let mut verified = Vec::new();
        for b in others {
            let Some(other) = side(*b) else { continue };
            let key = self.key(&one, &other);
            let similar = item.get(&key, |document| {
                let (document, its) = (document.ok()?, other.source.read().ok()?);
                self.verify((document, &one), (&its, &other)).map(Exact::of)
            });
            if let Ok(Some(kept)) = similar {
                let mut similar = kept.back();
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

/// A pair as it is kept for later runs: JSON may give its numbers back with another last digit, and a later run is to tell
/// the same.
#[derive(Serialize, Deserialize)]
struct Exact {
    similar: Similar,
    /// Jaccard and both shares.
    bits: [u64; 3],
}

impl Exact {
    fn of(similar: Similar) -> Exact {
        let numbers = [similar.jaccard, similar.a.share, similar.b.share];
        Exact {
            similar,
            bits: numbers.map(f64::to_bits),
        }
    }

    fn back(self) -> Similar {
        let mut similar = self.similar;
        [similar.jaccard, similar.a.share, similar.b.share] = self.bits.map(f64::from_bits);
        similar
    }
}

type Sided<'s> = (&'s Document, &'s Side<'s>);

/// A report of a pair, as the run knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Report {
    /// One of the run, by its place.
    This(usize),
    /// One that another run has.
    Elsewhere,
    /// One of last year; whether it is the other one's own.
    LastYear { own: bool },
}

/// What two reports of the run are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// Two people's: what they share is told.
    Strangers,
    /// Nothing to be told: drafts of one person whom the roster's part names as such, or one is no duty report.
    Untold,
    /// Drafts of one person by what they say themselves.
    Drafts,
}

/// What two reports of the run are to each other, by their places.
pub(super) type Kinship<'k> = &'k (dyn Fn(usize, usize) -> Kin + Sync);

impl Alike {
    /// Nothing yet.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub(super) fn new() -> io::Result<Alike> {
        Ok(Alike {
            pairs: Pairs::new()?,
            copied: BTreeMap::new(),
            clusters: Vec::new(),
            drafts: Vec::new(),
            links: Vec::new(),
            kin: Vec::new(),
        })
    }

    /// Whether what two reports share is not to be told of them; of drafts it is kept that they are some.
    pub(super) fn is_untold(&mut self, kin: Kinship<'_>, a: Report, b: Report) -> bool {
        let (Report::This(a), Report::This(b)) = (a, b) else {
            return false;
        };
        let kin = kin(a, b);
        if kin == Kin::Drafts {
            self.kin.push((number(a), number(b)));
        }
        kin != Kin::Strangers
    }

    /// Takes a verified pair over; pairs come in the order of the reports. The pair itself belongs to the run that has its
    /// first report.
    ///
    /// # Errors
    /// The disk is full.
    pub(super) fn take(&mut self, a: Report, b: Report, similar: Similar) -> io::Result<()> {
        // Where one keeps names of the other, it is plain who copied: the other is not to blame.
        let copier = copier(&similar).map(str::to_owned);
        let blamed = |path: &str| copier.as_deref().is_none_or(|copier| copier == path);
        let own = Report::LastYear { own: true };
        if let Report::This(place) = a
            && b != own
            && blamed(&similar.a.path)
        {
            self.note(place, &similar.a, &similar.b.path);
        }
        if let Report::This(place) = b
            && blamed(&similar.b.path)
        {
            self.note(place, &similar.b, &similar.a.path);
        }
        if let (Report::This(a), Report::This(b)) = (a, b) {
            self.links.push((number(a), number(b)));
        }
        if let Report::This(_) = a {
            let last_year = matches!(b, Report::LastYear { .. });
            self.pairs.add(&PairEntry::of(similar, last_year))?;
        }
        Ok(())
    }

    /// Joins and sorts what was taken; `name` tells a report's path.
    pub(super) fn finish(&mut self, name: impl Fn(usize) -> String) {
        let named = |links: &mut Vec<(u32, u32)>| -> Vec<Vec<String>> {
            let clusters = clusters(std::mem::take(links)).into_iter();
            let name = |number: &u32| name(*number as usize);
            clusters
                .map(|cluster| cluster.iter().map(name).collect())
                .collect()
        };
        self.drafts = named(&mut self.kin);
        self.clusters = named(&mut self.links);
        self.clusters.retain(|cluster| cluster.len() > 2);
        self.clusters
            .sort_by_key(|cluster| std::cmp::Reverse(cluster.len()));
        self.pairs.sort();
    }

    /// Keeps the greatest share of a report that stands in another one.
    fn note(&mut self, place: usize, part: &crate::audit::similar::Part, other: &str) {
        let known = self.copied.entry(place).or_default();
        if part.share > known.0 {
            *known = (part.share, other.to_owned());
        }
    }
}

/// A place as links have it.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The path of the report that was copied from the other: the only one of the two that keeps names of the other.
fn copier(similar: &Similar) -> Option<&str> {
    let mut keepers = similar.foreign.iter().map(|name| name.kept_by.as_str());
    let first = keepers.next()?;
    keepers.all(|path| path == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::similar::Part;

    #[test]
    fn a_pair_that_was_kept_is_the_same_to_the_last_bit() {
        let part = |share| Part {
            path: String::new(),
            share,
        };
        for number in 1..2_000 {
            let share = f64::from(number) / 2_003.0;
            let similar = Similar {
                finding: true,
                jaccard: share / 3.0,
                longest: 40,
                a: part(share),
                b: part(1.0 - share),
                passages: Vec::new(),
                foreign: Vec::new(),
            };
            let json = serde_json::to_vec(&Exact::of(similar.clone())).unwrap();
            let kept: Exact = serde_json::from_slice(&json).unwrap();
            assert_eq!(kept.back(), similar);
        }
    }
}
