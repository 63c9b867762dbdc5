//! A safe reader of the double arrays that [`super::double_array`] builds; the layout is told there.
//!
//! Only the touched pages of an embedded array are ever read, which is what keeps a cold start short.

use std::hint::select_unpredictable;

use super::count::HAN_BYTES;
use super::double_array::{BASES, LONE, PAIRS, PARTS, low, pair};
use super::han_set::han_code;

/// A set of words with a number each, for finding all of them that start at a place.
#[derive(Debug, Clone, Copy)]
pub struct Trie<'a> {
    root: u32,
    filter: Option<&'a [u8; FILTER]>,
    wide: &'a [[u8; 8]],
    page_of: &'a [u8; 256],
    pages: &'a [[u8; 512]],
    parts: &'a [[u8; PARTS * 4]],
    nodes: &'a [u8],
}

/// Bytes of the filter of an array of few words.
const FILTER: usize = (PAIRS + LONE) / 8;

/// A text as a trie sees it, with the words found in it. Taken for one text after the other, it needs no new memory.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    codes: Vec<u16>,
    /// First byte of each character, and the length of the text.
    starts: Vec<u32>,
    ways: Vec<Way>,
    /// Words in the order in which the walk comes to their ends, the shorter ones of a place first; what stands behind
    /// `count` is from another text.
    found: Vec<End>,
    count: usize,
    /// The longest word found at each character: its place in `found` + 1, 0 for none.
    longest: Vec<u32>,
}

/// A word that a trie has, in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The place of its first character.
    pub first: usize,
    /// The place of the character behind it.
    pub behind: usize,
    /// What the trie has for it.
    pub value: u16,
}

/// The same by itself, as short as it can be: one is written at each step of a walk, whether a word ends there or not.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    /// How many characters the word has.
    length: u16,
    value: u16,
    /// The next shorter word that begins at the same place: its place among all + 1, 0 for none.
    shorter: u32,
}

/// The walk goes on from so many characters at once: more would not wait less, and need more memory.
const BLOCK: usize = 4096;

/// So many steps look up their nodes one right after the other: what they then do with them would keep the processor from
/// asking memory for the next ones meanwhile.
const TOGETHER: usize = 16;

/// A walk that has come some characters far.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    first: u32,
    base: u32,
}

/// The parts of a walk that a step touches, with their places known: of each step they would be asked again.
struct Seen<'w> {
    codes: &'w [u16],
    ways: &'w mut [Way],
    found: &'w mut [End],
    count: usize,
    longest: &'w mut [u32],
}

impl Seen<'_> {
    /// Goes a way a character further, to the node of a code, and notes the word that ends there. The base from where it goes
    /// on: none where it leads nowhere.
    #[inline(always)]
    fn step(&mut self, first: u32, length: u16, code: u16, node: u64) -> u32 {
        // What does not fit is set to nothing and written over by what comes next: of two jumps a step, one would be
        // guessed wrong, and the steps behind it would not wait for memory meanwhile.
        let fits = node & 0x3fff == u64::from(code);
        let node = select_unpredictable(fits, node, 0);
        let value = (node >> 14 & 0x3fff) as u16;
        let base = (node >> 28 & 0xf_ffff) as u32;
        let longest = &mut self.longest[first as usize];
        self.found[self.count] = End {
            length,
            value: value.wrapping_sub(1),
            shorter: *longest,
        };
        self.count += usize::from(value != 0);
        *longest = select_unpredictable(value != 0, self.count as u32, *longest);
        base
    }
}

impl Walk {
    fn seen(&mut self) -> Seen<'_> {
        Seen {
            codes: &self.codes,
            ways: &mut self.ways,
            found: &mut self.found,
            count: self.count,
            longest: &mut self.longest,
        }
    }

    /// Room for what so many steps may find.
    fn make_room(&mut self, steps: usize) {
        let room = self.count + steps;
        if self.found.len() < room {
            self.found.resize(room, End::default());
        }
    }

    /// The words that begin at a character, the longest first.
    pub fn at(&self, place: usize) -> impl Iterator<Item = Found> {
        let word = |number: u32| self.found.get((number as usize).wrapping_sub(1)).copied();
        let longest = self.longest.get(place).copied().unwrap_or(0);
        let ends = std::iter::successors(word(longest), move |longer| word(longer.shorter));
        ends.map(move |end| Found {
            first: place,
            behind: place + usize::from(end.length),
            value: end.value,
        })
    }

    /// The characters where words begin.
    pub fn beginnings(&self) -> impl Iterator<Item = usize> {
        let longest = self.longest.iter().enumerate();
        longest
            .filter(|(_, longest)| **longest != 0)
            .map(|(place, _)| place)
    }

    /// First byte of a character, by its place in the text; of the end, the length of the text.
    pub fn byte(&self, place: usize) -> usize {
        self.starts[place] as usize
    }

    /// Whether some characters that stand in a row are a word.
    pub fn has(&self, first: usize, behind: usize) -> bool {
        self.at(first).any(|word| word.behind == behind)
    }
}

impl<'a> Trie<'a> {
    /// Reads the bytes of a double array; anything else finds nothing.
    pub const fn new(bytes: &'a [u8]) -> Self {
        match Self::read(bytes) {
            Some(trie) => trie,
            None => Self {
                root: 0,
                filter: None,
                wide: &[],
                page_of: &[0; 256],
                pages: &[],
                parts: &[],
                nodes: &[],
            },
        }
    }

    const fn read(bytes: &'a [u8]) -> Option<Self> {
        let Some((head, rest)) = bytes.split_first_chunk::<16>() else {
            return None;
        };
        let (head, _) = head.as_chunks::<4>();
        let Some((length, rest)) = rest.split_first_chunk() else {
            return None;
        };
        let Some((filter, rest)) = rows::<1>(rest, *length) else {
            return None;
        };
        let Some((wide, rest)) = rows(rest, head[1]) else {
            return None;
        };
        let Some((page_of, rest)) = rest.split_first_chunk() else {
            return None;
        };
        let Some((pages, rest)) = rows(rest, head[2]) else {
            return None;
        };
        let Some((parts, nodes)) = rows(rest, head[3]) else {
            return None;
        };
        Some(Self {
            root: u32::from_le_bytes(head[0]),
            filter: filter.as_flattened().first_chunk(),
            wide,
            page_of,
            pages,
            parts,
            nodes,
        })
    }

    /// Finds all words in a text of less than 4 GiB. Where there are few words, most characters are passed over.
    ///
    /// The walk goes on from many characters at once, a character further in each round: a step over a large trie waits
    /// for memory, and steps that need nothing of each other wait together.
    pub fn walk(&self, text: &str, walk: &mut Walk) {
        walk.codes.resize(text.len(), 0);
        walk.starts.resize(text.len() + 1, 0);
        let mut places = 0;
        let (codes, starts) = (walk.codes.as_mut_slice(), walk.starts.as_mut_slice());
        let mut at = 0;
        while at < text.len() {
            // Nearly all characters have three bytes, which need not be put together as one.
            let (code, length) = match text.as_bytes()[at..].first_chunk::<HAN_BYTES>() {
                Some(three @ [0xE0..=0xEF, ..]) => (self.narrow(han_code(three)), HAN_BYTES),
                _ => {
                    let character = text[at..].chars().next().unwrap_or_default();
                    (self.code(character), character.len_utf8())
                }
            };
            codes[places] = code;
            starts[places] = at as u32;
            places += 1;
            at += length;
        }
        starts[places] = text.len() as u32;
        walk.codes.truncate(places);
        walk.count = 0;
        walk.longest.clear();
        walk.longest.resize(walk.codes.len(), 0);
        for block in (0..walk.codes.len()).step_by(BLOCK) {
            self.walk_from(text.as_bytes(), block, walk);
        }
    }

    /// Finds the words that begin in a block.
    fn walk_from(&self, text: &[u8], block: usize, walk: &mut Walk) {
        let behind = walk.codes.len().min(block + BLOCK);
        walk.ways.resize(BLOCK.min(behind), Way::default());
        let mut left = 0;
        let base = self.root;
        for first in block..behind {
            let begins = match self.filter {
                Some(filter) => may_begin(filter, text, walk.starts[first] as usize),
                None => true,
            };
            let first = first as u32;
            walk.ways[left] = Way { first, base };
            left += usize::from(begins);
        }
        for length in 1..=u16::MAX {
            if left == 0 {
                break;
            }
            walk.make_room(left);
            let mut kept = 0;
            let mut seen = walk.seen();
            for from in (0..left).step_by(TOGETHER) {
                let to = left.min(from + TOGETHER);
                let last = usize::from(length) - 1;
                let mut nodes = [(0, 0); TOGETHER];
                for (way, node) in seen.ways[from..to].iter().zip(&mut nodes) {
                    // Code 0 is of a character that no word has, and of an empty node, which leads nowhere.
                    let code = seen.codes.get(way.first as usize + last);
                    let code = code.copied().unwrap_or(0);
                    *node = (code, self.node(way.base, code));
                }
                for (at, (code, node)) in (from..to).zip(nodes) {
                    let first = seen.ways[at].first;
                    let base = seen.step(first, length, code, node);
                    seen.ways[kept] = Way { first, base };
                    kept += usize::from(base != 0);
                }
            }
            walk.count = seen.count;
            left = kept;
        }
    }

    fn code(&self, character: char) -> u16 {
        let value = u32::from(character);
        if value <= u32::from(u16::MAX) {
            return self.narrow(value as usize);
        }
        let key = |[a, b, c, d, ..]: &[u8; 8]| u32::from_le_bytes([*a, *b, *c, *d]);
        let place = self.wide.binary_search_by_key(&value, key);
        place.map_or(0, |place| {
            u16::from_le_bytes([self.wide[place][4], self.wide[place][5]])
        })
    }

    /// The code of a character up to U+FFFF.
    fn narrow(&self, character: usize) -> u16 {
        let (upper, lower) = (character >> 8 & 0xff, character & 0xff);
        let page = self.pages.get(usize::from(self.page_of[upper]));
        page.map_or(0, |page| {
            let at = lower * 2;
            u16::from_le_bytes([page[at], page[at + 1]])
        })
    }

    /// The node to which a code leads from a base, if it is that code's.
    fn node(&self, base: u32, code: u16) -> u64 {
        let (base, code) = (base as usize, usize::from(code));
        let base = match base.checked_sub(BASES) {
            None => base,
            Some(row) => {
                let (parts, _) = self.parts.get(row).map_or(&[][..], |row| row).as_chunks();
                let base = parts.get(code % PARTS);
                base.map_or(0, |base| u32::from_le_bytes(*base) as usize)
            }
        };
        let bytes = self
            .nodes
            .get((base + code) * 6..)
            .and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}

/// Whether a word may begin at a byte, as far as a character of three bytes and the three behind it tell.
fn may_begin(filter: &[u8; FILTER], text: &[u8], at: usize) -> bool {
    let Some([a, b, c, next @ ..]) = text.get(at..).and_then(|rest| rest.first_chunk::<6>()) else {
        return true;
    };
    let first = &[*a, *b, *c];
    let has = |bit: usize| filter[bit / 8] >> (bit % 8) & 1 == 1;
    // One jump for all of it: which of these holds nobody can guess.
    (a >> 4 != 0xE) | has(pair(first, next)) | has(PAIRS + low(first))
}

/// So many rows of `N` bytes, the count little-endian, and what stands behind them.
const fn rows<const N: usize>(bytes: &[u8], count: [u8; 4]) -> Option<(&[[u8; N]], &[u8])> {
    let length = (u32::from_le_bytes(count) as usize).saturating_mul(N);
    match bytes.split_at_checked(length) {
        Some((rows, rest)) => Some((rows.as_chunks().0, rest)),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::double_array::{VALUES, build};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn array<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Vec<u8> {
        build(words.into_iter(), |word| word.len() as u64 % 3).expect("an array")
    }

    fn all(bytes: &[u8], text: &str) -> Vec<(usize, usize, u32)> {
        let mut walk = Walk::default();
        Trie::new(bytes).walk(text, &mut walk);
        let bytes = |word: &Found| {
            let first = walk.byte(word.first);
            (first, walk.byte(word.behind), u32::from(word.value))
        };
        let all = (0..walk.codes.len()).flat_map(|place| {
            let mut words: Vec<Found> = walk.at(place).collect();
            words.reverse();
            words
        });
        all.map(|word| bytes(&word)).collect()
    }

    fn get(bytes: &[u8], word: &str) -> Option<u32> {
        let all = all(bytes, word).into_iter();
        let mut whole = all.filter(|(first, behind, _)| (*first, *behind) == (0, word.len()));
        whole.next().map(|(_, _, value)| value)
    }

    #[test]
    fn finds_words_of_every_plane() {
        let words = [
            ("党", 0),
            ("党建", 1),
            ("党建引领", 2),
            ("𠀀建", 3),
            ("A", VALUES - 1),
        ];
        let bytes = array(words);
        assert_eq!(
            all(&bytes, "抓党建引、𠀀建A𠀁"),
            [(3, 6, 0), (3, 9, 1), (15, 22, 3), (22, 23, VALUES - 1)]
        );
        assert_eq!(get(&bytes, "党建引领"), Some(2));
        assert_eq!(get(&bytes, "党建引"), None);
    }

    #[test]
    fn finds_words_of_a_fork_in_parts() {
        let words: Vec<String> = ('一'..='仿').map(|last| format!("党{last}建")).collect();
        let bytes = array(words.iter().map(String::as_str).zip(0..));
        for (word, value) in words.iter().zip(0..) {
            assert_eq!(get(&bytes, word), Some(value));
            assert_eq!(get(&bytes, &word[..6]), None);
        }
        assert_eq!(get(&bytes, "党高建"), None);
        assert_eq!(get(&bytes, "党建"), None);
    }

    #[test]
    fn finds_words_over_the_ends_of_blocks() {
        let bytes = array([("党建", 1), ("建党", 2)]);
        let text = "党建".repeat(BLOCK);
        let all = all(&bytes, &text);
        let words = 2 * BLOCK - 1;
        assert_eq!(all.len(), words);
        let is_word = |(place, word): (usize, &(usize, usize, u32))| {
            *word == (place * 3, place * 3 + 6, 1 + place as u32 % 2)
        };
        assert!(all.iter().enumerate().all(is_word));
    }

    #[test]
    fn words_that_end_alike_share_nodes() {
        let size = |other| {
            let words = [("甲丙丁", 7), ("乙丙丁", other)];
            array(words).len()
        };
        assert!(size(7) < size(8));
    }

    #[test]
    fn refuses_what_does_not_fit_and_finds_nothing_in_rubbish() {
        assert!(build([("字", VALUES)].into_iter(), |_| 1).is_err());
        for rubbish in [&b""[..], b"rubbish", &[255; 300], &[255; 200_000]] {
            assert_eq!(all(rubbish, "党建引领"), []);
        }
    }

    proptest! {
        #[test]
        fn finds_what_a_search_word_by_word_finds(
            words in prop::collection::btree_map("[甲乙丙丁a𠀀]{1,4}", 0u32..1000, 0..60),
            text in "[甲乙丙丁戊a𠀀𠀁]{0,30}",
        ) {
            let words: BTreeMap<String, u32> = words;
            let bytes = array(words.iter().map(|(word, value)| (word.as_str(), *value)));
            let mut expected = Vec::new();
            for (start, _) in text.char_indices() {
                let mut here: Vec<_> = words
                    .iter()
                    .filter(|(word, _)| text[start..].starts_with(word.as_str()))
                    .map(|(word, value)| (start, start + word.len(), *value))
                    .collect();
                here.sort_unstable();
                expected.extend(here);
            }
            prop_assert_eq!(all(&bytes, &text), expected);
        }
    }
}
