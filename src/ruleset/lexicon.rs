//! Where the words of the cue lexicon and the triggers of terms occur in a text.

use std::ops::Range;

use super::Rules;
use super::cue::{Cue, CueSet};
use crate::text::Trie;

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
    terms: Vec<(u16, Range<usize>)>,
}

impl Hits {
    /// Walks `text` once from every character.
    pub fn find(text: &str, rules: &Rules) -> Hits {
        let trie: Trie<'_> = rules.trie();
        let mut hits = Vec::new();
        let mut excepted: Vec<Hit> = Vec::new();
        let mut terms = Vec::new();
        let codes = trie.codes(text);
        for place in 0..codes.len() {
            let start = codes.byte(place);
            trie.prefixes(&codes, place, |word, end| {
                let end = codes.byte(end);
                let (words, except, triggered) = rules.posting(word);
                if words != 0 {
                    hits.push(Hit {
                        start,
                        end,
                        cues: words,
                    });
                }
                if except != 0 {
                    excepted.push(Hit {
                        start,
                        end,
                        cues: except,
                    });
                }
                terms.extend(triggered.iter().map(|term| (*term, start..end)));
            });
        }
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
        Hits { hits, terms }
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
        let first = self.hits.partition_point(|hit| hit.start < range.start);
        let rest = &self.hits[first..];
        let last = rest.partition_point(|hit| hit.start < range.end);
        Stretch {
            hits: &rest[..last],
            end: range.end,
        }
    }

    /// Terms triggered in the text, as places in the rule set, with the literal that did.
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
