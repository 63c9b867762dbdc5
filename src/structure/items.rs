//! Problems, causes, measures and achievements as pieces of several sentences.

use std::ops::Range;
use std::sync::LazyLock;

use super::draft::Draft;
use super::role::Role;
use crate::text::WordLists;
use crate::text::sentence::opens_with_mark;

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
        let mut above = None;
        let mut point = None;
        let mut looked_at = None;
        for (place, sentence) in self.sentences.iter().enumerate() {
            if above != sentence.heading {
                (above, point, looked_at) = (sentence.heading, None, None);
            }
            if looked_at.replace(sentence.group) != Some(sentence.group)
                && opens_with_mark(self.folded(self.paragraphs[sentence.group].range.clone()))
            {
                point = Some(sentence.group);
            }
            if !roles.contains(&sentence.role) {
                continue;
            }
            if self.is_frame(place) {
                key = None;
                continue;
            }
            let numbered = sentence.heading.filter(|at| {
                let heading = &self.outline[*at];
                heading.run_in || (heading.level > 1 && !heading.announced.contains(sentence.role))
            });
            let paragraph = match numbered {
                Some(_) => point,
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

    /// Whether a sentence only announces what follows: short, and ended by a colon or by words like 以下问题.
    pub fn is_frame(&self, place: usize) -> bool {
        let sentence = &self.sentences[place];
        let text = self.folded(sentence.range.clone());
        if sentence.item.is_some() || text.chars().count() > 70 {
            return false;
        }
        if text.ends_with('：') {
            return true;
        }
        let opens = self.paragraph_before(place).next().is_none();
        opens && ANNOUNCING.any(text) && !text.contains('；')
    }
}
