//! What makes a passage checkable: figures, dates, told cases.

use std::ops::Range;
use std::sync::LazyLock;

use crate::ruleset::Cue;
use crate::structure::{Draft, Item, Role, Sentence};
use crate::text::WordLists;

/// Whether a sentence tells something that can be checked: a figure, a date, a case, somebody's words.
pub fn is_concrete(draft: &Draft<'_>, sentence: &Sentence) -> bool {
    let text = draft.folded(sentence.range.clone());
    sentence.figures > 0 || sentence.cues.has(Cue::Case) || TELLING.any(text)
}

/// What opens somebody's words (说：“…”, 问我“…”: a told scene) and words that name a month or a day.
static TELLING: LazyLock<WordLists<'static, ()>> = LazyLock::new(|| {
    let words = [
        "：“",
        "说“",
        "问“",
        "月份",
        "月初",
        "月底",
        "月中",
        "上半年的",
        "年初的",
        "那天",
        "当天",
    ];
    WordLists::new(words.map(|word| (word, ())))
});

/// Whether any sentence of an item is concrete.
pub fn item_is_concrete(draft: &Draft<'_>, item: &Item) -> bool {
    item.sentences
        .iter()
        .any(|place| is_concrete(draft, &draft.sentences[*place]))
}

/// Whether a problem is one sentence behind deeds in their paragraph: what is left of them, owned up to in passing.
pub fn in_passing(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let Some(place) = draft
        .sentences
        .iter()
        .position(|sentence| sentence.range == *range)
    else {
        return false;
    };
    let group = draft.sentences[place].group;
    let before = draft.sentences[..place].iter().rev();
    before
        .take_while(|before| before.group == group)
        .any(|before| matches!(before.role, Role::Achievement | Role::Rectification))
}

/// Whether a word of a category stands in an item.
pub fn item_has(draft: &Draft<'_>, item: &Item, cue: Cue) -> bool {
    item.sentences
        .iter()
        .any(|place| draft.has(&draft.sentences[*place].range, cue))
}

/// How many words of a category stand in an item.
pub fn item_count(draft: &Draft<'_>, item: &Item, cue: Cue) -> usize {
    item.sentences
        .iter()
        .map(|place| draft.count(&draft.sentences[*place].range, cue))
        .sum()
}

/// Mean probability of the roles of some items' sentences, 0 to 1.
pub fn mean_confidence(draft: &Draft<'_>, items: &[Item]) -> f64 {
    let sentences = items.iter().flat_map(|item| &item.sentences);
    let (sum, count) = sentences.fold((0.0, 0usize), |(sum, count), place| {
        (
            sum + f64::from(draft.sentences[*place].confidence()),
            count + 1,
        )
    });
    sum / count.max(1) as f64
}
