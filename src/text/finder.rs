//! Words of several lists, found in one walk over a text.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// Words, each with what it stands for, by their first character: a few hundred, too few to be worth an automaton.
#[derive(Debug, Clone)]
pub struct Finder<'w, T> {
    by_first: FxHashMap<char, Vec<(Cow<'w, str>, T)>>,
}

impl<'w, T> Finder<'w, T> {
    /// Takes words; empty ones are nowhere found.
    pub fn new(words: impl IntoIterator<Item = (impl Into<Cow<'w, str>>, T)>) -> Self {
        let mut by_first: FxHashMap<char, Vec<(Cow<'w, str>, T)>> = FxHashMap::default();
        for (word, of) in words {
            let word = word.into();
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push((word, of));
            }
        }
        Self { by_first }
    }

    /// Calls `found` with the bytes of every word in a text, overlapping ones too, by where they begin.
    pub fn find<'f>(&'f self, text: &str, mut found: impl FnMut(Range<usize>, &'f T)) {
        for (at, character) in text.char_indices() {
            for (length, of) in self.at(character, &text[at..]) {
                found(at..at + length, of);
            }
        }
    }

    /// The words that `text` begins with, by their lengths in bytes; `first` is its first character.
    pub fn at<'f>(&'f self, first: char, text: &str) -> impl Iterator<Item = (usize, &'f T)> {
        self.by_first
            .get(&first)
            .into_iter()
            .flatten()
            .filter(move |(word, _)| text.starts_with(word.as_ref()))
            .map(|(word, of)| (word.len(), of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_overlapping_words_and_no_empty_ones() {
        let finder = Finder::new([("党建", 1), ("党建责任", 2), ("责任", 3), ("", 4)]);
        let mut found = Vec::new();
        finder.find("抓党建责任制", |range, of| found.push((range, *of)));
        assert_eq!(found, [(3..9, 1), (3..15, 2), (9..15, 3)]);
    }
}
