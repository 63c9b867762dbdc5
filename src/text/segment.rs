//! Words, by jieba, without its dictionary's loading time.
//!
//! The segmentation of a text depends only on the dictionary words that occur in it and on the total
//! frequency. So the words that occur are looked up in an embedded double array and put into an empty
//! `Jieba`, and one sink word of private-use characters carries the rest of the total. The tokens
//! are the same as with the whole dictionary; a test holds the two against each other.

use std::collections::HashMap;

use jieba_rs::Jieba;

use super::trie::Trie;

mod built {
    include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));
}

static DICTIONARY: Trie<'static> =
    Trie::new(include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.bin")));
const SINK: &str = "\u{10FFFD}\u{10FFFD}";

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Part of speech in jieba's notation (`n`, `v`, `nz` …); empty for a word that the dictionary lacks.
    pub tag: &'static str,
}

/// Cuts `text` into words, white space and marks included.
pub fn segment(text: &str) -> Vec<Word> {
    let mut words: HashMap<&str, u32> = HashMap::new();
    for (start, _) in text.char_indices() {
        DICTIONARY.prefixes(&text[start..], |value, length| {
            if let Some(word) = text.get(start..start + length) {
                words.insert(word, value);
            }
        });
    }
    let mut jieba = Jieba::empty();
    let mut rest = built::TOTAL;
    for (word, value) in &words {
        let frequency = usize::try_from(value >> 8).unwrap_or(0);
        rest = rest.saturating_sub(frequency);
        jieba.add_word(word, Some(frequency), None);
    }
    jieba.add_word(SINK, Some(rest), None);

    let tokens = jieba.cut(text, true);
    let mut result = Vec::with_capacity(tokens.len());
    for token in tokens {
        let (start, end) = (token.byte_start, token.byte_end);
        let tag = words
            .get(token.word)
            .and_then(|value| built::TAGS.get(usize::try_from(value & 0xff).ok()?));
        result.push(Word {
            start,
            end,
            tag: tag.copied().unwrap_or(""),
        });
    }
    result
}
