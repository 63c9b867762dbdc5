//! What sentences show beside their words: numbers that were due and not reached, difficulties and what came of them,
//! last year as a date and as the year of words that are answered.

use super::draft::{Draft, Sentence};
use super::names::{Known, Name, known, named};
use crate::ruleset::{Cue, Hits};
use crate::text::count::is_han;
use crate::text::numeral::{NumberKind, numbers};

/// How the number that was done stands to the one that was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// 计划60天，实到38天.
    Short,
    /// 计划80户，走了112户.
    Full,
}

/// What is seen of a sentence once, for itself and for those beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs {
    /// Whether what was due was done, where both numbers are told.
    pub reached: Option<Reached>,
    /// Whether it is no longer than the lead of a terse writer: 督办软。
    pub terse: bool,
}

/// Signs of all sentences of a report.
#[derive(Debug, Clone, Default)]
pub struct AllSigns {
    of: Vec<Signs>,
}

/// A lead has so many Han characters at most.
const LEAD: usize = 5;

impl AllSigns {
    /// Looks at each sentence once.
    pub fn of(sentences: &[Sentence], text: &str, hits: &Hits) -> AllSigns {
        let signs = |sentence: &Sentence| {
            let range = sentence.range.clone();
            let own = &text[range.clone()];
            let due = sentence.cues.has(Cue::Due) && sentence.figures > 1;
            let places = || hits.places(range.clone(), Cue::Due);
            Signs {
                reached: due
                    .then(|| reached(own, places().map(|place| place.end - range.start)))
                    .flatten(),
                terse: own.chars().filter(|one| is_han(*one)).nth(LEAD).is_none(),
            }
        };
        AllSigns {
            of: sentences.iter().map(signs).collect(),
        }
    }

    /// Those of a sentence.
    pub fn get(&self, index: usize) -> Signs {
        self.of.get(index).copied().unwrap_or_default()
    }
}

/// Whether a number behind what was due (the places given) falls short of the one that was due, both of the same thing.
fn reached(text: &str, due: impl Iterator<Item = usize>) -> Option<Reached> {
    /// Bytes between 应 and its number: 计划走访党员客户120户.
    const NEAR: usize = 36;
    let numbers = numbers(text);
    let counts = || numbers.iter().filter(|one| one.kind == NumberKind::Count);
    due.filter_map(|place| {
        let planned = counts().find(|one| one.range.start >= place)?;
        if planned.range.start > place + NEAR {
            return None;
        }
        let same = |one: &&crate::text::numeral::Number| {
            one.range.start > planned.range.end
                && (one.unit == planned.unit || one.unit.starts_with(&planned.unit))
        };
        let done = counts().find(same)?;
        Some(if done.value < planned.value {
            Reached::Short
        } else {
            Reached::Full
        })
    })
    .next()
}

/// How a difficulty told in a sentence, or just before it, ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// It was hard and something came of it.
    Overcome,
    /// It was hard once, and nothing is told of its end.
    Once,
    /// Something is lacking, and nothing is told of its end.
    Open,
}

impl Draft<'_> {
    /// How the difficulty ends that a sentence belongs to: told in it or up to two before it in the paragraph, the outcome
    /// in it or up to two behind it.
    pub(super) fn story(&self, index: usize) -> Option<Story> {
        const REACH: usize = 2;
        let here = &self.sentences[index];
        let group = here.group;
        let before = || self.paragraph_before(index).take(REACH);
        let behind = || {
            let rest = self.sentences[index + 1..].iter().take(REACH);
            rest.take_while(move |other| other.group == group)
        };
        let hard = |other: &Sentence| other.cues.has(Cue::Once) || other.cues.has(Cue::Deficiency);
        let once = std::iter::once(here)
            .chain(before())
            .any(|other| other.cues.has(Cue::Once));
        let told = hard(here) || before().any(hard);
        let ended = std::iter::once(here)
            .chain(behind())
            .any(|other| other.cues.has(Cue::Outcome));
        match (told, ended, once) {
            (false, ..) => None,
            (true, true, _) => Some(Story::Overcome),
            (true, false, true) => Some(Story::Once),
            (true, false, false) => Some(Story::Open),
        }
    }

    /// Calls `see(name, strength)` for the signs of a sentence and of those beside it.
    pub(super) fn see_signs<N: Name>(&self, index: usize, see: &mut impl FnMut(N, f32)) {
        let signs = self.signs.get(index);
        let mut reached = |kind: Known, signs: Signs| {
            if let Some(reached) = signs.reached {
                let what = match reached {
                    Reached::Short => known!("short"),
                    Reached::Full => known!("full"),
                };
                see(named(kind, what), 1.0);
            }
        };
        reached(known!("reached:"), signs);
        if let Some(before) = index.checked_sub(1) {
            reached(known!("before:"), self.signs.get(before));
        }
        reached(known!("after:"), self.signs.get(index + 1));
        if signs.terse {
            see(N::known(known!("terse")), 1.0);
        }
        if let Some(story) = self.story(index) {
            let what = match story {
                Story::Overcome => known!("overcome"),
                Story::Once => known!("once"),
                Story::Open => known!("open"),
            };
            see(named(known!("story:"), what), 1.0);
        }
        self.see_last_year(index, see);
    }

    /// Last year as a mere date or as the year of words that are answered, here and before in the paragraph.
    fn see_last_year<N: Name>(&self, index: usize, see: &mut impl FnMut(N, f32)) {
        let said = |other: &Sentence| other.cues.has(Cue::Said);
        let told = |other: &&Sentence| other.cues.has(Cue::LastYear);
        let here = &self.sentences[index];
        if told(&here) {
            if !said(here) {
                see(N::known(known!("last-year-alone")), 1.0);
            }
        } else if let Some(other) = self.paragraph_before(index).find(told) {
            let since = if said(other) {
                known!("since:last-year-said")
            } else {
                known!("since:last-year-alone")
            };
            see(N::known(since), 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};

    fn signs(text: &str) -> Vec<Signs> {
        let document = document(text);
        let draft = Draft::new(&document, rules(), model());
        draft.signs.of
    }

    #[test]
    fn what_was_due_is_held_against_what_was_done() {
        let cases = [
            ("计划下村50天，实到31天。", Some(Reached::Short)),
            ("夜查应由我带队12次，去了5次。", Some(Reached::Short)),
            ("年初排定走访二十户，走了十一户。", Some(Reached::Short)),
            ("原定开课6期，开了9期。", Some(Reached::Full)),
            ("计划栽树300棵，6月底前开工2处。", None),
            ("全年走访32户，办实事11件。", None),
        ];
        for (text, expected) in cases {
            assert_eq!(signs(text)[0].reached, expected, "{text}");
        }
    }

    #[test]
    fn a_difficulty_has_its_outcome_or_has_none() {
        let story = |text: &str| {
            let document = document(text);
            let draft = Draft::new(&document, rules(), model());
            draft.story(0)
        };
        let overcome = "修渠起初没人肯让地。我一户一户上门。后来七户都签了字。";
        assert_eq!(story(overcome), Some(Story::Overcome));
        assert_eq!(story("修渠起初没人肯让地。"), Some(Story::Once));
        assert_eq!(story("修渠的事抓得不紧。"), Some(Story::Open));
        assert_eq!(story("我主持支委会12次。"), None);
    }
}
