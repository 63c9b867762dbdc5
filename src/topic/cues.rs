//! The words of all topics of a scheme.

use std::ops::Range;

use crate::profile::Topic;
use crate::text::WordLists;
use crate::text::fold::{fold, is_traditional};

/// A word of a topic in the text.
pub(super) struct Hit {
    pub topic: usize,
    pub group: usize,
    pub range: Range<usize>,
}

/// The topics' words, made ready once for all reports of a run.
#[derive(Debug, Clone)]
pub struct Cues {
    /// By topic and group.
    words: WordLists<'static, (usize, usize)>,
}

impl Cues {
    /// Folds the words of topics as texts are folded.
    pub fn new(topics: &[Topic]) -> Cues {
        let groups = topics.iter().enumerate().flat_map(|(topic, cues)| {
            let groups = cues.cues.iter().enumerate();
            groups.map(move |(group, words)| ((topic, group), words))
        });
        let words = groups.flat_map(|(of, words)| {
            words.iter().map(move |word| {
                let folded = fold(word, is_traditional(word));
                (folded.as_str().to_owned(), of)
            })
        });
        Cues {
            words: WordLists::new(words),
        }
    }

    /// Calls `found` for every word in a folded text.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(Hit)) {
        self.words.find(text, |range, (topic, group)| {
            found(Hit {
                topic: *topic,
                group: *group,
                range,
            });
        });
    }
}
