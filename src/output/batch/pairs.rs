//! The pairs of an audit, kept on disk: memory holds a few numbers of each, however many reports are alike.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::spool::{Piece, Spool};
use crate::audit::similar::Similar;

/// Passages of a pair that are kept; the rest is counted.
const PASSAGES: usize = 20;
/// Characters of a passage that are kept.
const WORDS: usize = 400;

/// Two reports that share passages, as the formats for people show them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairEntry {
    /// What they share: the longest passages come first, cut where they are long.
    #[serde(flatten)]
    pub similar: Similar,
    /// Whether the second one is of last year.
    pub last_year: bool,
    /// How many shorter passages were left out.
    pub more: usize,
}

impl PairEntry {
    /// What is kept of a verified pair.
    pub fn of(mut similar: Similar, last_year: bool) -> PairEntry {
        let passages = &mut similar.passages;
        passages.sort_by_key(|passage| std::cmp::Reverse(passage.words));
        let more = passages.len().saturating_sub(PASSAGES);
        passages.truncate(PASSAGES);
        for quote in passages
            .iter_mut()
            .flat_map(|passage| [&mut passage.a, &mut passage.b])
        {
            if let Some((cut, _)) = quote.text.char_indices().nth(WORDS) {
                quote.text.truncate(cut);
                quote.text.push('…');
            }
        }
        PairEntry {
            similar,
            last_year,
            more,
        }
    }
}

/// What is known of a pair without reading it.
#[derive(Debug, Clone)]
pub struct PairHead {
    /// Path of a report of this year.
    pub a: Arc<str>,
    /// Path of another one, or of one of last year.
    pub b: Arc<str>,
    /// Share of `a` that stands in `b`, 0 to 1.
    pub share_a: f64,
    /// Share of `b` that stands in `a`, 0 to 1.
    pub share_b: f64,
    /// Whether `b` is of last year.
    pub last_year: bool,
    /// 字 of the longest passage that is kept.
    pub longest: usize,
    /// Names of one report's place or writer that were left in the other, each once.
    pub names: Vec<String>,
    piece: Piece,
}

/// Pairs, in the order in which they were put in until they are put into another.
#[derive(Debug)]
pub struct Pairs {
    spool: Spool,
    heads: Vec<PairHead>,
    /// A report may be in thousands of pairs.
    paths: HashSet<Arc<str>>,
}

impl Pairs {
    /// None yet.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub fn new() -> io::Result<Pairs> {
        Ok(Pairs {
            spool: Spool::new()?,
            heads: Vec::new(),
            paths: HashSet::new(),
        })
    }

    /// Puts a pair in.
    ///
    /// # Errors
    /// The disk is full.
    pub fn add(&mut self, pair: &PairEntry) -> io::Result<()> {
        let piece = self.spool.add(&serde_json::to_vec(pair)?)?;
        let similar = &pair.similar;
        let mut names: Vec<String> = Vec::new();
        for name in similar.foreign.iter().map(|foreign| &foreign.name) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let head = PairHead {
            a: self.path(&similar.a.path),
            b: self.path(&similar.b.path),
            share_a: similar.a.share,
            share_b: similar.b.share,
            last_year: pair.last_year,
            longest: similar.passages.first().map_or(0, |longest| longest.words),
            names,
            piece,
        };
        self.heads.push(head);
        Ok(())
    }

    fn path(&mut self, path: &str) -> Arc<str> {
        if let Some(known) = self.paths.get(path) {
            return known.clone();
        }
        let path: Arc<str> = path.into();
        self.paths.insert(path.clone());
        path
    }

    /// Puts the most alike first.
    pub fn sort(&mut self) {
        let share = |pair: &PairHead| pair.share_a.max(pair.share_b);
        self.heads
            .sort_by(|one, other| share(other).total_cmp(&share(one)));
    }

    /// What is known of all pairs without reading them.
    pub fn heads(&self) -> &[PairHead] {
        &self.heads
    }

    /// For each report of this year with pairs, their places in the order of the pairs.
    pub fn by_report(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, head) in self.heads.iter().enumerate() {
            places.entry(&head.a).or_default().push(place);
            if !head.last_year {
                places.entry(&head.b).or_default().push(place);
            }
        }
        places
    }

    /// The pair in a place.
    ///
    /// # Errors
    /// What was written cannot be read again.
    pub fn pair(&self, place: usize) -> io::Result<PairEntry> {
        let head = self.heads.get(place).ok_or(io::ErrorKind::NotFound)?;
        Ok(serde_json::from_slice(&self.spool.read(head.piece)?)?)
    }

    /// The pairs in their order, each read when it is asked for.
    pub fn pairs(&self) -> impl Iterator<Item = io::Result<PairEntry>> {
        (0..self.len()).map(|place| self.pair(place))
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn keeps_the_longest_passages_and_gives_pairs_back_in_any_order() {
        let mut similar = sample::similar();
        let passage = similar.passages[0].clone();
        similar.passages = (1..=PASSAGES + 3)
            .map(|words| {
                let mut passage = passage.clone();
                passage.words = words;
                passage.a.text = "述".repeat(WORDS + 1);
                passage
            })
            .collect();
        let entry = PairEntry::of(similar.clone(), true);
        assert_eq!((entry.similar.passages.len(), entry.more), (PASSAGES, 3));
        assert_eq!(entry.similar.passages[0].words, PASSAGES + 3);
        let text = &entry.similar.passages[0].a.text;
        assert_eq!(text.chars().count(), WORDS + 1);
        assert!(text.ends_with('…'));

        let mut pairs = Pairs::new().unwrap();
        for share in [0.3, 0.9, 0.5] {
            similar.a.share = share;
            pairs.add(&PairEntry::of(similar.clone(), false)).unwrap();
            assert_eq!(pairs.pair(0).unwrap().similar.a.share, 0.3);
        }
        pairs.sort();
        let shares: Vec<f64> = pairs
            .pairs()
            .map(|pair| pair.unwrap().similar.a.share)
            .collect();
        assert_eq!(shares, [0.9, 0.5, 0.3]);
        assert_eq!(pairs.heads()[0].longest, PASSAGES + 3);
        assert_eq!(pairs.paths.len(), 2);
        assert!(pairs.pair(3).is_err());
    }
}
