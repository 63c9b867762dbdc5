//! The words of all topics of a scheme.

use std::ops::Range;

use super::kinds;
use crate::profile::Topic;
use crate::text::WordLists;
use crate::text::fold::{Habits, fold};

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
    /// Words of the topics' kinds.
    kinds: WordLists<'static, KindWord>,
}

/// A word of a kind of topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KindWord {
    pub topic: usize,
    /// Which of the topic's kinds.
    pub kind: usize,
    /// How many different words of the kind a report must tell.
    pub least: usize,
    /// Which of the kind's words.
    pub word: usize,
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
                let folded = fold(word, Habits::of(word));
                (folded.as_str().to_owned(), of)
            })
        });
        let kinds = topics.iter().enumerate().flat_map(|(topic, of)| {
            kinds::of(&of.title)
                .enumerate()
                .flat_map(move |(kind, of)| {
                    let least = of.least;
                    let words = of.words.iter().enumerate();
                    words.map(move |(word, text)| {
                        (
                            *text,
                            KindWord {
                                topic,
                                kind,
                                least,
                                word,
                            },
                        )
                    })
                })
        });
        Cues {
            words: WordLists::new(words),
            kinds: WordLists::new(kinds),
        }
    }

    /// Calls `found` for every word of the topics' kinds in a folded text.
    pub(super) fn find_kinds(&self, text: &str, mut found: impl FnMut(Range<usize>, KindWord)) {
        self.kinds.find(text, |range, word| found(range, *word));
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
