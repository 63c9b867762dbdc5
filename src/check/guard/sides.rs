//! The problems of a report and the measures of its plan, as they are held against each other.

use std::ops::Range;

use super::links::{About, Counted, counts};
use crate::check::evidence::{in_passing, item_has, item_is_concrete};
use crate::ruleset::Cue;
use crate::structure::{Draft, Item, ParagraphKind, Role};
use crate::text::figures::figures;
use crate::text::sentence::opens_with_mark;

/// A problem and what can be held against measures.
pub struct Problem {
    /// Bytes of its first sentence.
    pub range: Range<usize>,
    /// Bytes of all of it.
    pub all: Range<usize>,
    /// The sentence that names it.
    pub named: Range<usize>,
    /// Its words, folded.
    pub words: String,
    /// Whether it tells something that can be checked.
    pub concrete: bool,
    /// What it counts.
    pub counts: Vec<Counted>,
    /// How sure it is that it is a problem at all, 0 to 1.
    pub sure: f64,
    /// Whether it is one of a list or has a word for what is wanting.
    pub says_so: bool,
}

/// A clause of the plan.
pub struct Measure<'a> {
    /// Its words, folded, with those of a lead before it.
    pub words: &'a str,
    /// Whether it names a number, a time or a person.
    pub concrete: bool,
    /// Business without a word of party building.
    pub business: bool,
    /// Which problems it says that it is for.
    pub about: About,
    /// What it counts.
    pub counts: Vec<Counted>,
    /// The item of the plan that it is part of; none for what only announces items.
    pub item: Option<usize>,
}

/// What counts as a problem.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// What is shorter mostly only leads to one, in characters.
    pub least: usize,
    /// Up to so many sentences of a single item are a problem each.
    pub sentences: usize,
}

/// The problems of a report that measures are asked for.
pub fn problems(draft: &Draft<'_>, bounds: Bounds) -> Vec<Problem> {
    let least = bounds.least;
    let long =
        |range: &Range<usize>, least: usize| draft.folded(range.clone()).chars().count() >= least;
    let mut items = draft.items(&[Role::Problem]);
    items.retain(|item| !in_passing(draft, &item.range));
    // Where all problems are told as shortly as 我弟弟白用铲车7天，我装不知道。 the marks of a list tell them from words in passing.
    let short = |item: &&Item| !long(&item.range, least);
    if items.iter().filter(short).count() + 2 > items.len() {
        items.retain(|item| {
            long(&item.range, least) || long(&item.range, CLAUSE) && numbered(draft, item)
        });
    } else {
        items.retain(|item| long(&item.range, least));
    }
    if let Some(before) = leading(draft, &items) {
        items.remove(before);
    }
    if let [only] = items.as_slice()
        && (3..=bounds.sentences).contains(&only.sentences.len())
    {
        items = only
            .sentences
            .iter()
            .map(|place| Item {
                sentences: vec![*place],
                range: draft.sentences[*place].range.clone(),
            })
            .filter(|item| long(&item.range, least * 3 / 4))
            .collect();
    }
    items.iter().map(|item| problem(draft, item)).collect()
}

/// What stands before the first item of a list and only leads to it: 对照检查，还有三个方面的问题。 Behind other problems that is
/// a sentence without anything to check (把一年的卷宗合上，再翻开来挑毛病，有五处墨色是浅的。).
fn leading(draft: &Draft<'_>, items: &[Item]) -> Option<usize> {
    let before = items
        .iter()
        .position(|item| numbered(draft, item))?
        .checked_sub(1)?;
    let item = &items[before];
    let leads = before == 0 || item.sentences.len() == 1 && !item_is_concrete(draft, item);
    leads.then_some(before)
}

/// Whether an item is one of a list: by its mark or as a cell of a table.
fn numbered(draft: &Draft<'_>, item: &Item) -> bool {
    let sentence = &draft.sentences[item.sentences[0]];
    sentence.item.is_some()
        || opens_with_mark(draft.folded(item.range.clone()))
        || draft.paragraphs[sentence.paragraph].kind == ParagraphKind::Table
        || sentence
            .heading
            .is_some_and(|heading| draft.outline[heading].run_in)
}

fn problem(draft: &Draft<'_>, item: &Item) -> Problem {
    let sentences = item
        .sentences
        .iter()
        .map(|place| draft.sentences[*place].range.clone());
    let ranges: Vec<Range<usize>> = sentences.collect();
    let whole: String = ranges
        .iter()
        .map(|range| draft.folded(range.clone()))
        .collect();
    // 好的说完，说不好的。会是坐下来了，可一大半还是派活。 A short sentence that only leads to a problem does not name it.
    let leads = draft.folded(ranges[0].clone()).chars().count() <= LEADING
        && !draft.has(&ranges[0], Cue::Deficiency);
    let named = ranges.get(1).filter(|_| leads).unwrap_or(&ranges[0]);
    Problem {
        range: ranges[0].clone(),
        all: item.range.clone(),
        named: named.clone(),
        concrete: item_is_concrete(draft, item),
        counts: counts(&whole),
        words: whole,
        sure: f64::from(draft.sentences[item.sentences[0]].confidence()),
        says_so: numbered(draft, item) || WANTING.iter().any(|cue| item_has(draft, item, *cue)),
    }
}

/// Words for what is wanting.
const WANTING: [Cue; 4] = [
    Cue::Deficiency,
    Cue::NotDone,
    Cue::ProblemFrame,
    Cue::StockProblem,
];
/// Characters up to which a sentence may only lead to what is told behind it.
const LEADING: usize = 12;
/// Characters under which a clause of the plan is no measure.
const CLAUSE: usize = 8;

/// The measures of its plan.
pub fn measures<'a>(draft: &'a Draft<'_>) -> Vec<Measure<'a>> {
    let mut measures = Vec::new();
    // A lead too short to be a measure names what the next one is about: 积分一月一清。每月二十五号当众报分。
    let mut lead: Option<Range<usize>> = None;
    let mut items = (0..).zip(draft.items(&[Role::Plan])).peekable();
    for (place, sentence) in draft.with_role(Role::Plan) {
        while items
            .next_if(|(_, item)| item.sentences.last() < Some(&place))
            .is_some()
        {}
        let item = items
            .peek()
            .filter(|(_, item)| item.sentences.binary_search(&place).is_ok());
        let item = item.map(|(number, _)| *number);
        let mut start = sentence.range.start;
        for text in draft.folded(sentence.range.clone()).split_inclusive('；') {
            let range = start..start + text.len();
            start = range.end;
            let led = lead.take().filter(|lead| {
                !sentence.opens_item && !draft.folded(lead.start..range.start).contains('\n')
            });
            if text.chars().count() < CLAUSE {
                lead = Some(range);
                continue;
            }
            let concrete = figures(text) > 0
                || draft.has(&range, Cue::Deadline)
                || draft.has(&range, Cue::Owner);
            let whole = draft.folded(led.map_or(range.start, |lead| lead.start)..range.end);
            measures.push(Measure {
                words: whole,
                concrete,
                business: draft.has(&range, Cue::Business) && !draft.has(&range, Cue::Party),
                about: About::of(whole),
                counts: counts(whole),
                item,
            });
        }
    }
    measures
}
