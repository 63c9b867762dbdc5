//! A safe reader of the double arrays that [`super::double_array`] builds; the layout is told there.
//!
//! Only the touched pages of an embedded array are ever read, which is what keeps a cold start short.

/// A set of words with a number each, for finding all of them that start at a place.
#[derive(Debug, Clone, Copy)]
pub struct Trie<'a> {
    base: usize,
    wide: &'a [u8],
    narrow: &'a [u8],
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
        let none = Self {
            base: 0,
            wide: &[],
            narrow: &[],
            nodes: &[],
        };
        let Some((head, rest)) = bytes.split_first_chunk::<8>() else {
            return none;
        };
        let [a, b, c, d, e, f, g, h] = *head;
        let wide = u32::from_le_bytes([e, f, g, h]) as usize * 8;
        if rest.len() < wide || rest.len() - wide < NARROW {
            return none;
        }
        let (wide, rest) = rest.split_at(wide);
        let (narrow, nodes) = rest.split_at(NARROW);
        Self {
            base: u32::from_le_bytes([a, b, c, d]) as usize,
            wide,
            narrow,
            nodes,
        }
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
        let mut base = self.base;
        for (code, end) in text.codes[from..].iter().zip(from + 1..) {
            let node = self.node(base + usize::from(*code));
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
        let start = value as usize * 2;
        if let Some([low, high]) = self.narrow.get(start..start + 2) {
            return u16::from_le_bytes([*low, *high]);
        }
        let (entries, _) = self.wide.as_chunks::<8>();
        let key = |entry: &[u8; 8]| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        entries
            .binary_search_by_key(&value, key)
            .map_or(0, |place| {
                u16::from_le_bytes([entries[place][4], entries[place][5]])
            })
    }

    fn node(&self, place: usize) -> u64 {
        let bytes = self
            .nodes
            .get(place * 6..)
            .and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}

/// Bytes of the codes of U+0000-U+FFFF.
const NARROW: usize = 2 << 16;

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
