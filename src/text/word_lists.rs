//! Words of several lists, found in one walk over a text.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// Words, each with what it stands for, by their first character: a few hundred, too few to be worth an automaton.
#[derive(Debug, Clone)]
pub struct WordLists<'w, T> {
    /// Bits of first characters, by the low part of their numbers: most characters begin no word.
    firsts: [u64; FIRSTS / 64],
    by_first: FxHashMap<char, Vec<(Cow<'w, str>, T)>>,
}

const FIRSTS: usize = 4096;

/// The word of a character in the bits of first characters, and its bit there.
fn slot(character: char) -> (usize, u64) {
    let place = u32::from(character) as usize % FIRSTS;
    (place / 64, 1 << (place % 64))
}

/// Whether the byte fits in which second characters differ most: few words of a first character get further.
fn second_fits(word: &str, text: &str) -> bool {
    const BYTE: usize = 5;
    let second = word.as_bytes().get(BYTE);
    second.is_none() || second == text.as_bytes().get(BYTE)
}

impl<'w, T> WordLists<'w, T> {
    /// Takes words; empty ones are nowhere found.
    pub fn new(words: impl IntoIterator<Item = (impl Into<Cow<'w, str>>, T)>) -> Self {
        let mut firsts = [0; FIRSTS / 64];
        let mut by_first: FxHashMap<char, Vec<(Cow<'w, str>, T)>> = FxHashMap::default();
        for (word, of) in words {
            let word = word.into();
            if let Some(first) = word.chars().next() {
                let (place, bit) = slot(first);
                firsts[place] |= bit;
                by_first.entry(first).or_default().push((word, of));
            }
        }
        Self { firsts, by_first }
    }

    /// Calls `found` with the bytes of every word in a text, overlapping ones too, by where they begin.
    pub fn find<'f>(&'f self, text: &str, mut found: impl FnMut(Range<usize>, &'f T)) {
        for (at, first) in self.beginnings(text) {
            for (length, of) in self.at(first, &text[at..]) {
                found(at..at + length, of);
            }
        }
    }

    /// Where the first of the words in a text begins.
    pub fn first(&self, text: &str) -> Option<usize> {
        let mut beginnings = self.beginnings(text);
        let found = beginnings.find(|(at, first)| self.at(*first, &text[*at..]).next().is_some());
        found.map(|(at, _)| at)
    }

    /// Characters of a text that may begin a word, with their first bytes.
    pub fn beginnings(&self, text: &str) -> impl Iterator<Item = (usize, char)> {
        let bytes = text.as_bytes();
        let mut behind = 0;
        std::iter::from_fn(move || {
            loop {
                let at = behind;
                // Characters of three bytes, nearly all, are passed over without being put together.
                if let Some([0xE0..=0xEF, second, third]) = bytes.get(at..at + 3) {
                    let slot = usize::from(second & 0x3F) << 6 | usize::from(third & 0x3F);
                    behind = at + 3;
                    if self.firsts[slot / 64] & 1 << (slot % 64) == 0 {
                        continue;
                    }
                }
                let character = text[at..].chars().next()?;
                behind = at + character.len_utf8();
                if self.may_begin(character) {
                    return Some((at, character));
                }
            }
        })
    }

    /// Whether any of the words stands in a text.
    pub fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Whether a word may begin with a character; if not, none does.
    pub fn may_begin(&self, character: char) -> bool {
        let (place, bit) = slot(character);
        self.firsts[place] & bit != 0
    }

    /// The words that `text` begins with, by their lengths in bytes; `first` is its first character.
    pub fn at<'f>(&'f self, first: char, text: &str) -> impl Iterator<Item = (usize, &'f T)> {
        let listed = self
            .may_begin(first)
            .then(|| self.by_first.get(&first))
            .flatten();
        let words = listed.map_or(&[][..], Vec::as_slice).iter();
        words
            .filter(move |(word, _)| second_fits(word, text) && text.starts_with(word.as_ref()))
            .map(|(word, of)| (word.len(), of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_overlapping_words_and_no_empty_ones() {
        let lists = WordLists::new([("党建", 1), ("党建责任", 2), ("责任", 3), ("", 4)]);
        let mut found = Vec::new();
        lists.find("抓党建责任制", |range, of| found.push((range, *of)));
        assert_eq!(found, [(3..9, 1), (3..15, 2), (9..15, 3)]);
        assert!(lists.any("压实责任") && !lists.any("压责"));
    }
}
