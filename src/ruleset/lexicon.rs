//! Where the words of the cue lexicon and the triggers of terms occur in a text.

use std::ops::Range;

use super::Rules;
use super::cue::{Cue, CueSet};
use crate::text::{Trie, Walk};

/// A literal that occurs in a text: bytes, and the categories whose word it is as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    start: usize,
    end: usize,
    cues: u128,
}

/// All occurrences in one text, found in a single walk.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    hits: Vec<Hit>,
    /// How many of them begin before each [`BLOCK`] of the text: it is asked for stretches thousands of times.
    before: Vec<u32>,
    terms: Vec<(u16, Range<usize>)>,
}

/// Bytes of text, about those of a clause.
const BLOCK: usize = 64;

impl Hits {
    /// Walks `text` once.
    pub fn find(text: &str, rules: &Rules) -> Hits {
        let trie: Trie<'_> = rules.trie();
        let mut hits = Vec::new();
        let mut excepted: Vec<Hit> = Vec::new();
        let mut terms = Vec::new();
        let mut walk = Walk::default();
        let mut longest_first = Vec::new();
        let mut from = 0;
        for line in text.split_inclusive('\n') {
            trie.walk(line, &mut walk);
            for place in walk.beginnings() {
                longest_first.extend(walk.at(place));
                while let Some(word) = longest_first.pop() {
                    let range = from + walk.byte(place)..from + walk.byte(word.behind);
                    let (words, except, triggered) = rules.posting(u32::from(word.value));
                    let hit = |cues| Hit {
                        start: range.start,
                        end: range.end,
                        cues,
                    };
                    if words != 0 {
                        hits.push(hit(words));
                    }
                    if except != 0 {
                        excepted.push(hit(except));
                    }
                    terms.extend(triggered.iter().map(|term| (*term, range.clone())));
                }
            }
            from += line.len();
        }
        terms.sort_unstable_by_key(|(term, range)| (*term, range.start, range.end));
        for hit in &mut hits {
            let after = excepted.partition_point(|exception| exception.start <= hit.start);
            let covering = excepted[..after]
                .iter()
                .rev()
                .take_while(|exception| exception.start + 120 > hit.start);
            for exception in covering.filter(|exception| exception.end >= hit.end) {
                hit.cues &= !exception.cues;
            }
        }
        hits.retain(|hit| hit.cues != 0);
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        for (hit, count) in hits.iter().zip(0..) {
            while before.len() <= hit.start / BLOCK {
                before.push(count);
            }
        }
        Hits {
            hits,
            before,
            terms,
        }
    }

    /// Places of a category's words in `range`, without overlaps, the longest at each place.
    pub fn places(&self, range: Range<usize>, cue: Cue) -> impl Iterator<Item = Range<usize>> {
        self.stretch(range).places(cue)
    }

    /// How many words of a category stand in `range`.
    pub fn count(&self, range: Range<usize>, cue: Cue) -> usize {
        self.stretch(range).count(cue)
    }

    /// Whether a word of a category stands in `range`.
    pub fn has(&self, range: Range<usize>, cue: Cue) -> bool {
        let stretch = self.stretch(range);
        stretch.within().any(|hit| CueSet(hit.cues).has(cue))
    }

    /// All categories whose words stand in `range`.
    pub fn categories(&self, range: Range<usize>) -> CueSet {
        let stretch = self.stretch(range);
        CueSet(stretch.within().fold(0, |cues, hit| cues | hit.cues))
    }

    /// What stands in `range`, for questions about several categories.
    pub fn stretch(&self, range: Range<usize>) -> Stretch<'_> {
        let (first, last) = (self.count_before(range.start), self.count_before(range.end));
        Stretch {
            hits: &self.hits[first..last.max(first)],
            end: range.end,
        }
    }

    /// How many begin before a byte.
    fn count_before(&self, at: usize) -> usize {
        let until = |block: usize| {
            let before = self.before.get(block);
            before.map_or(self.hits.len(), |before| *before as usize)
        };
        let (before, behind) = (until(at / BLOCK), until(at / BLOCK + 1));
        let block = self.hits[before..behind].iter();
        before + block.filter(|hit| hit.start < at).count()
    }

    /// Terms triggered in the text, as places in the rule set and in the order of these, with the literals that did, in
    /// the order of the text.
    pub fn terms(&self) -> &[(u16, Range<usize>)] {
        &self.terms
    }
}

/// What of the lexicon stands in a stretch of a text.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'h> {
    /// Those that begin in it.
    hits: &'h [Hit],
    /// One past its last byte.
    end: usize,
}

impl<'h> Stretch<'h> {
    fn within(self) -> impl Iterator<Item = &'h Hit> {
        self.hits.iter().filter(move |hit| hit.end <= self.end)
    }

    /// Categories that more than one word has: of the others [`Self::count`] tells 1 or nothing.
    pub fn repeated(self) -> CueSet {
        let (_, twice) = self.within().fold((0, 0), |(once, twice), hit| {
            (once | hit.cues, twice | once & hit.cues)
        });
        CueSet(twice)
    }

    /// Places of a category's words, without overlaps, the longest at each place.
    pub fn places(self, cue: Cue) -> impl Iterator<Item = Range<usize>> + 'h {
        let mut candidates = self
            .within()
            .filter(move |hit| CueSet(hit.cues).has(cue))
            .peekable();
        let mut free_from = 0;
        std::iter::from_fn(move || {
            loop {
                let hit = candidates.next()?;
                // Prefixes come shortest first, so the longest at this place is the last with this start.
                if candidates
                    .peek()
                    .is_some_and(|next| next.start == hit.start)
                    || hit.start < free_from
                {
                    continue;
                }
                free_from = hit.end;
                return Some(hit.start..hit.end);
            }
        })
    }

    /// How many words of a category there are.
    pub fn count(self, cue: Cue) -> usize {
        self.places(cue).count()
    }
}
