//! A safe reader of the double arrays that [`super::double_array`] builds; the layout is told there.
//!
//! Only the touched pages of an embedded array are ever read, which is what keeps a cold start short.

use super::double_array::{BASES, PARTS};

/// A set of words with a number each, for finding all of them that start at a place.
#[derive(Debug, Clone, Copy)]
pub struct Trie<'a> {
    root: usize,
    wide: &'a [[u8; 8]],
    page_of: &'a [u8; 256],
    pages: &'a [[u8; 512]],
    parts: &'a [[u8; PARTS * 4]],
    nodes: &'a [u8],
}

/// A text as a trie sees it: the codes of its characters, and where they stand.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    codes: Vec<u16>,
    /// First byte of each character, and the length of the text.
    starts: Vec<usize>,
}

impl Codes {
    /// How many characters the text has.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// First byte of a character, by its place in the text; of the end, the length of the text.
    pub fn byte(&self, place: usize) -> usize {
        self.starts[place]
    }
}

impl<'a> Trie<'a> {
    /// Reads the bytes of a double array; anything else finds nothing.
    pub const fn new(bytes: &'a [u8]) -> Self {
        match Self::read(bytes) {
            Some(trie) => trie,
            None => Self {
                root: 0,
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
            root: u32::from_le_bytes(head[0]) as usize,
            wide,
            page_of,
            pages,
            parts,
            nodes,
        })
    }

    /// Codes of a text, for walking from each of its characters.
    pub fn codes(&self, text: &str) -> Codes {
        let mut codes = Codes {
            codes: Vec::with_capacity(text.len() / 2),
            starts: Vec::with_capacity(text.len() / 2 + 1),
        };
        for (start, character) in text.char_indices() {
            codes.codes.push(self.code(character));
            codes.starts.push(start);
        }
        codes.starts.push(text.len());
        codes
    }

    /// Calls `found(value, end)` for every word that begins at the character `from`, shortest first; `end` is the place
    /// of the character behind it.
    pub fn prefixes(&self, text: &Codes, from: usize, mut found: impl FnMut(u32, usize)) {
        let mut base = self.root;
        for (code, end) in text.codes[from..].iter().zip(from + 1..) {
            let node = self.node(base, *code);
            // Code 0 is of a character that no word has, and of an empty node.
            if node & 0x3fff != u64::from(*code) || *code == 0 {
                return;
            }
            if let Some(value) = ((node >> 14 & 0x3fff) as u32).checked_sub(1) {
                found(value, end);
            }
            base = (node >> 28 & 0xf_ffff) as usize;
            if base == 0 {
                return;
            }
        }
    }

    /// The value of a word.
    pub fn get(&self, word: &str) -> Option<u32> {
        let codes = self.codes(word);
        let mut whole = None;
        self.prefixes(&codes, 0, |value, end| {
            if end == codes.len() {
                whole = Some(value);
            }
        });
        whole
    }

    fn code(&self, character: char) -> u16 {
        let value = u32::from(character);
        let Ok(narrow) = u16::try_from(value) else {
            let key = |[a, b, c, d, ..]: &[u8; 8]| u32::from_le_bytes([*a, *b, *c, *d]);
            let place = self.wide.binary_search_by_key(&value, key);
            return place.map_or(0, |place| {
                u16::from_le_bytes([self.wide[place][4], self.wide[place][5]])
            });
        };
        let [upper, lower] = narrow.to_be_bytes().map(usize::from);
        let page = self.pages.get(usize::from(self.page_of[upper]));
        page.map_or(0, |page| {
            u16::from_le_bytes([page[lower * 2], page[lower * 2 + 1]])
        })
    }

    /// The node to which a code leads from a base, if it is that code's.
    fn node(&self, base: usize, code: u16) -> u64 {
        let code = usize::from(code);
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

    fn all(bytes: &[u8], text: &str) -> Vec<(usize, usize, u32)> {
        let trie = Trie::new(bytes);
        let codes = trie.codes(text);
        let mut found = Vec::new();
        for place in 0..codes.len() {
            trie.prefixes(&codes, place, |value, end| {
                found.push((codes.byte(place), codes.byte(end), value));
            });
        }
        found
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
        let bytes = build(words.into_iter()).expect("an array");
        assert_eq!(
            all(&bytes, "抓党建引、𠀀建A𠀁"),
            [(3, 6, 0), (3, 9, 1), (15, 22, 3), (22, 23, VALUES - 1)]
        );
        assert_eq!(Trie::new(&bytes).get("党建引领"), Some(2));
        assert_eq!(Trie::new(&bytes).get("党建引"), None);
    }

    #[test]
    fn finds_words_of_a_fork_in_parts() {
        let words: Vec<String> = ('一'..='仿').map(|last| format!("党{last}建")).collect();
        let bytes = build(words.iter().map(String::as_str).zip(0..)).expect("an array");
        let trie = Trie::new(&bytes);
        for (word, value) in words.iter().zip(0..) {
            assert_eq!(trie.get(word), Some(value));
            assert_eq!(trie.get(&word[..6]), None);
        }
        assert_eq!(trie.get("党高建"), None);
        assert_eq!(trie.get("党建"), None);
    }

    #[test]
    fn words_that_end_alike_share_nodes() {
        let size = |other| {
            let words = [("甲丙丁", 7), ("乙丙丁", other)];
            build(words.into_iter()).expect("an array").len()
        };
        assert!(size(7) < size(8));
    }

    #[test]
    fn refuses_what_does_not_fit_and_finds_nothing_in_rubbish() {
        assert!(build([("字", VALUES)].into_iter()).is_err());
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
            let bytes = build(words.iter().map(|(word, value)| (word.as_str(), *value))).expect("an array");
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
