//! Words of several lists, found in one walk over a text.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::count::HAN_BYTES;
use super::double_array::low;

/// Words, each with what it stands for, by their first character: a few hundred, too few to be worth an automaton.
#[derive(Debug, Clone)]
pub struct WordLists<'w, T> {
    /// Bits of first characters, by the low part of their numbers: most characters begin no word.
    firsts: Bits,
    /// Bits of first characters and the three bytes behind them: few of the characters that may begin a word stand before
    /// what goes on with it.
    pairs: Bits,
    /// Bits of the first characters of words that have no more than those, or a letter or two with them. None where all
    /// words have more.
    short: Option<Bits>,
    /// The words, those of one first character together and in the order that they were given in.
    words: Vec<(Cow<'w, str>, T)>,
    /// Where the words of a first character are.
    by_first: FxHashMap<char, Range<u32>>,
}

/// Bits for places; of more places than there are bits, some share one.
#[derive(Debug, Clone)]
struct Bits(Box<[u64]>);

impl Bits {
    /// As many as there are low parts of characters.
    const LOW: usize = 1 << 12;

    /// None set of a power of two.
    fn none(count: usize) -> Bits {
        Bits(vec![0; count / 64].into())
    }

    fn set(&mut self, place: usize) {
        let words = self.0.len();
        self.0[place / 64 % words] |= 1 << (place % 64);
    }

    fn has(&self, place: usize) -> bool {
        let word = self.0.get((place / 64) & (self.0.len() - 1));
        word.is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// The place in the bits of both together of a first character's number, of which the low part counts, and the bytes
/// behind it.
fn pair(first: usize, [one, two, three]: &[u8; HAN_BYTES]) -> usize {
    (first % Bits::LOW) << 4 ^ low(&[*one, *three, *two])
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
        let mut words: Vec<(Cow<'w, str>, T)> = words
            .into_iter()
            .map(|(word, of)| (word.into(), of))
            .filter(|(word, _)| !word.is_empty())
            .collect();
        let first = |word: &str| word.chars().next();
        let places = (0u32..).zip(&words);
        let mut order: Vec<_> = places
            .map(|(place, (word, _))| (first(word), place))
            .collect();
        if !order.is_sorted() {
            // One sort for what words of all lists stand for: each takes 20 KB of the program.
            order.sort_unstable();
            let mut given: Vec<_> = words.into_iter().map(Some).collect();
            let next = |(_, place): &(_, u32)| given.get_mut(*place as usize)?.take();
            words = order.iter().filter_map(next).collect();
        }
        let mut firsts = Bits::none(Bits::LOW);
        // Few places of all are to be set.
        let places = (words.len() * 16).next_power_of_two();
        let mut pairs = Bits::none(places.clamp(Bits::LOW, Bits::LOW << 4));
        let mut short: Option<Bits> = None;
        let mut by_first: FxHashMap<char, Range<u32>> = FxHashMap::default();
        for (place, (word, _)) in (0u32..).zip(&words) {
            if let Some(first) = first(word) {
                let new = || {
                    firsts.set(first as usize);
                    place..place
                };
                by_first.entry(first).or_insert_with(new).end = place + 1;
                let next = word[first.len_utf8()..].as_bytes().first_chunk();
                match next {
                    Some(next) => pairs.set(pair(first as usize, next)),
                    None => short
                        .get_or_insert_with(|| Bits::none(Bits::LOW))
                        .set(first as usize),
                }
            }
        }
        Self {
            firsts,
            pairs,
            short,
            words,
            by_first,
        }
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
                let at = behind + self.passed(&bytes[behind..]);
                let first = text[at..].chars().next()?;
                behind = at + first.len_utf8();
                let fits = |next| self.goes_on(first as usize, next);
                if self.may_begin(first) && bytes[behind..].first_chunk().is_none_or(fits) {
                    return Some((at, first));
                }
            }
        })
    }

    /// How many bytes there are before what may begin a word, as far as a row of characters of three bytes tells: nearly
    /// all are passed over without being put together.
    fn passed(&self, bytes: &[u8]) -> usize {
        let (threes, _) = bytes.as_chunks();
        let begins_none = |pair: &&[[u8; HAN_BYTES]]| match pair {
            [first @ [0xE0..=0xEF, ..], next] => {
                let first = low(first);
                !self.goes_on(first, next) || !self.firsts.has(first)
            }
            _ => false,
        };
        threes.windows(2).take_while(begins_none).count() * HAN_BYTES
    }

    /// Whether a word may go on so behind a first character of this number, or the low part of it.
    fn goes_on(&self, first: usize, next: &[u8; HAN_BYTES]) -> bool {
        let ends = |short: &Bits| short.has(first);
        self.pairs.has(pair(first, next)) || self.short.as_ref().is_some_and(ends)
    }

    /// Whether any of the words stands in a text.
    pub fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Whether a word may begin with a character; if not, none does.
    pub fn may_begin(&self, character: char) -> bool {
        self.firsts.has(character as usize)
    }

    /// The words that `text` begins with, by their lengths in bytes; `first` is its first character.
    pub fn at<'f>(&'f self, first: char, text: &str) -> impl Iterator<Item = (usize, &'f T)> {
        let listed = self
            .may_begin(first)
            .then(|| self.by_first.get(&first))
            .flatten();
        let words = listed.map_or(&[][..], |Range { start, end }| {
            &self.words[*start as usize..*end as usize]
        });
        words
            .iter()
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

    #[test]
    fn words_of_any_length_and_script_are_found() {
        let text = "㐀𠀀党b，A党";
        let words = ["㐀𠀀", "党b，", "𠀀党", "b，A", "，A", "，A党", "党b"];
        for known in [&words[..], &words[..4], &["党"]] {
            let lists = WordLists::new(known.iter().map(|word| (*word, ())));
            let mut found = Vec::new();
            lists.find(text, |range, ()| found.push(range));
            let mut all: Vec<Range<usize>> = known
                .iter()
                .flat_map(|word| text.match_indices(word))
                .map(|(at, word)| at..at + word.len())
                .collect();
            all.sort_by_key(|range| range.start);
            found.sort_by_key(|range| range.start);
            assert_eq!(found.len(), all.len(), "{known:?}");
            assert!(all.iter().all(|range| found.contains(range)));
        }
    }
}
