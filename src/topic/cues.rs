//! Finds the words of all topics in one pass.

use std::collections::HashMap;
use std::ops::Range;

use crate::profile::Topic;
use crate::text::fold::{fold, is_traditional};

/// A word of a topic in the text.
pub(super) struct Hit {
    pub topic: usize,
    pub group: usize,
    pub range: Range<usize>,
}

/// The topics' words by their first character: a few hundred words, too few to be worth an automaton.
pub(super) struct Cues {
    by_first: HashMap<char, Vec<(String, usize, usize)>>,
}

impl Cues {
    pub fn new(topics: &[Topic]) -> Cues {
        let mut by_first: HashMap<char, Vec<(String, usize, usize)>> = HashMap::new();
        for (topic, cues) in topics.iter().enumerate() {
            for (group, words) in cues.cues.iter().enumerate() {
                for word in words {
                    let folded = fold(word, is_traditional(word)).as_str().to_owned();
                    if let Some(first) = folded.chars().next() {
                        by_first
                            .entry(first)
                            .or_default()
                            .push((folded, topic, group));
                    }
                }
            }
        }
        Cues { by_first }
    }

    /// Calls `found` for every word in a folded text.
    pub fn find(&self, text: &str, mut found: impl FnMut(Hit)) {
        for (at, character) in text.char_indices() {
            for (word, topic, group) in self.by_first.get(&character).into_iter().flatten() {
                if text[at..].starts_with(word.as_str()) {
                    found(Hit {
                        topic: *topic,
                        group: *group,
                        range: at..at + word.len(),
                    });
                }
            }
        }
    }
}
