//! Problems, causes, measures and achievements as pieces of several sentences.

use std::ops::Range;
use std::sync::LazyLock;

use super::draft::Draft;
use super::role::Role;
use crate::text::WordLists;

/// A problem, cause, measure or achievement as one piece: sentences of one role that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Sentences, as places in [`Draft::sentences`].
    pub sentences: Vec<usize>,
    /// Bytes of the folded text from the first to the last.
    pub range: Range<usize>,
}

/// Words of a sentence that announces what follows.
static ANNOUNCING: LazyLock<WordLists<'static, ()>> = LazyLock::new(|| {
    let words = [
        "以下问题",
        "以下不足",
        "问题和不足",
        "主要有",
        "以下几个方面",
        "一些问题",
        "不少问题",
        "不少差距",
        "差距和不足",
        "差距与不足",
        "仍有差距",
        "以下几点",
    ];
    WordLists::new(words.map(|word| (word, ())))
});

impl Draft<'_> {
    /// Sentences of some roles grouped into items: by 一是…二是… item, else by numbered lead, sub-heading or paragraph that
    /// opens with the mark of a list, else by paragraph. Sentences that only frame what follows (还存在以下问题：) are in no
    /// item, and a sub-heading that only names the role of what follows (（一）存在的问题) makes none.
    pub fn items(&self, roles: &[Role]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut key = None;
        for (place, sentence) in self.sentences.iter().enumerate() {
            if !roles.contains(&sentence.role) {
                continue;
            }
            if sentence.frame {
                key = None;
                continue;
            }
            let numbered = sentence.heading.filter(|at| {
                let heading = &self.outline[*at];
                heading.run_in || (heading.level > 1 && !heading.announced.contains(sentence.role))
            });
            let paragraph = match numbered {
                Some(_) => sentence.point,
                None => Some(sentence.group),
            };
            let group = (numbered, paragraph, sentence.item);
            match items.last_mut() {
                Some(item) if key == Some(group) && !sentence.opens_item => {
                    item.sentences.push(place);
                    item.range.end = sentence.range.end;
                }
                _ => items.push(Item {
                    sentences: vec![place],
                    range: sentence.range.clone(),
                }),
            }
            key = Some(group);
        }
        items
    }
}

/// Whether a sentence that is in no 一是…二是… item only announces what follows.
pub(super) fn is_frame(sentence: &str, opens_paragraph: bool) -> bool {
    let announces = sentence.ends_with('：')
        || opens_paragraph && ANNOUNCING.any(sentence) && !sentence.contains('；');
    announces && sentence.chars().count() <= 70
}
