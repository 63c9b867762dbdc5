//! A report cut into the pieces that can answer a promise, with an index of its character pairs.

use std::ops::Range;

use super::synonyms;
use crate::document::Story;
use crate::ruleset::Cue;
use crate::structure::{Draft, ParagraphKind, Role, RoleSet, Sentence};

/// How a piece is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// As done.
    Done,
    /// As a plan.
    Planned,
    /// As a problem: an admission.
    Admitted,
    /// As something else: causes, the opening, the end.
    Aside,
}

/// A sentence, or what stands between two semicolons of one.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// Its paragraph.
    pub paragraph: usize,
    /// How it is told.
    pub told: Told,
    /// Whether it stands where last year's matters are answered.
    pub answers: bool,
    /// Where the answer begins: behind the first cell of a table's row, which only names the matter.
    pub answer_from: usize,
}

/// The pieces of a report and where each pair of characters occurs.
pub struct Index {
    /// The pieces in order.
    pub segments: Vec<Segment>,
    pairs: Vec<(u64, u16)>,
}

impl Index {
    /// Cuts a report.
    pub fn new(draft: &Draft<'_>) -> Index {
        let text = draft.text.as_str();
        let mut segments: Vec<Segment> = Vec::new();
        let mut rows = Rows::default();
        for sentence in units(draft) {
            let part = announced(draft, sentence.heading);
            let answers =
                sentence.role == Role::Rectification || part.contains(Role::Rectification);
            let segment = |range: Range<usize>| Segment {
                told: told(draft, &range, sentence.role, sentence.confidence(), part),
                answers,
                answer_from: range.start,
                range,
                paragraph: sentence.paragraph,
            };
            // A row of a table says one thing: the pledge in one cell, what became of it in the next.
            if let Some(goes_on) = rows.next(draft, sentence.paragraph) {
                match segments.last_mut().filter(|_| goes_on) {
                    Some(row) => {
                        if row.answer_from == row.range.start {
                            row.answer_from = sentence.range.start;
                        }
                        row.range.end = sentence.range.end;
                        row.told = segment(row.answer_from..row.range.end).told;
                    }
                    None => segments.push(segment(sentence.range.clone())),
                }
                continue;
            }
            let mut start = sentence.range.start;
            let piece = &text[sentence.range.clone()];
            let cuts = piece
                .match_indices('；')
                .map(|(at, mark)| sentence.range.start + at + mark.len())
                .chain([sentence.range.end]);
            for end in cuts {
                if end > start {
                    segments.push(segment(start..end));
                    start = end;
                }
            }
        }
        segments.truncate(usize::from(u16::MAX));
        let mut pairs = Vec::with_capacity(text.len() / 3);
        for (place, segment) in segments.iter().enumerate() {
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            pairs.extend(pairs_of(&text[segment.range.clone()]).map(|pair| (pair, place)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        Index { segments, pairs }
    }

    fn postings(&self, pair: u64) -> &[(u64, u16)] {
        let first = self.pairs.partition_point(|(other, _)| *other < pair);
        let rest = &self.pairs[first..];
        let length = rest.partition_point(|(other, _)| *other == pair);
        &rest[..length]
    }

    /// Adds the pieces that a word stands in, with how far, 0 to 1: its pairs of characters.
    fn add_word(&self, word: &str, full: f64, into: &mut Vec<(u16, f64)>) {
        let mut pairs = pairs_of(word);
        let Some(first) = pairs.next() else {
            return;
        };
        let Some(second) = pairs.next() else {
            into.extend(self.postings(first).iter().map(|(_, place)| (*place, full)));
            return;
        };
        let mut places: Vec<u16> = Vec::new();
        let mut all = 0;
        for pair in [first, second].into_iter().chain(pairs) {
            places.extend(self.postings(pair).iter().map(|(_, place)| *place));
            all += 1;
        }
        places.sort_unstable();
        for run in places.chunk_by(|one, other| one == other) {
            if run.len() >= all {
                into.push((run[0], full));
            } else if run.len() * 2 >= all && full >= 1.0 {
                into.push((run[0], 0.6 * run.len() as f64 / all as f64));
            }
        }
    }

    /// The pieces that a word, or another word for it, stands in, with how far.
    pub fn presence(&self, word: &str) -> Vec<(usize, f64)> {
        let mut found = Vec::new();
        self.add_word(word, 1.0, &mut found);
        for variant in synonyms::variants(word) {
            self.add_word(variant, 0.85, &mut found);
        }
        found.sort_unstable_by_key(|(place, _)| *place);
        found
            .chunk_by(|one, other| one.0 == other.0)
            .map(|run| {
                let best = run
                    .iter()
                    .map(|(_, presence)| *presence)
                    .fold(0.0, f64::max);
                (usize::from(run[0].0), best)
            })
            .collect()
    }

    /// In how many pieces, plans left out, a word stands as it is.
    pub fn frequency(&self, word: &str) -> usize {
        let mut found = Vec::new();
        self.add_word(word, 0.99, &mut found);
        let told = |place: u16| self.segments[usize::from(place)].told != Told::Planned;
        found
            .iter()
            .filter(|(place, presence)| *presence > 0.9 && told(*place))
            .count()
    }
}

/// Which row of which table a sentence stands in.
#[derive(Default)]
struct Rows {
    here: Option<(u32, u32)>,
}

impl Rows {
    /// Whether a sentence goes on in the row of the one before; none outside tables.
    fn next(&mut self, draft: &Draft<'_>, paragraph: usize) -> Option<bool> {
        let block = draft.paragraphs[paragraph].block;
        let Story::Table { table, row, .. } = draft.document.blocks[block].story else {
            self.here = None;
            return None;
        };
        let here = Some((table, row));
        let same = self.here == here;
        self.here = here;
        Some(same)
    }
}

/// The sentences of a report, and the numbered lines that look like headings but head nothing:
/// （一）6月底前修好二组灌溉渠。
pub fn units(draft: &Draft<'_>) -> Vec<Sentence> {
    let mut units = draft.sentences.clone();
    for heading in draft.outline.iter().filter(|heading| !heading.run_in) {
        let next = draft.paragraphs.get(heading.paragraph + 1);
        let heads = next.is_some_and(|next| {
            !matches!(next.kind, ParagraphKind::Heading(_)) || next.number.is_none()
        });
        let range = draft.paragraphs[heading.paragraph].range.clone();
        let text = draft.folded(range.clone());
        let closed = text.ends_with(['。', '；']);
        if heading.number.is_none() || heading.level < 2 || heads && !closed {
            continue;
        }
        let part = announced(draft, heading.parent);
        let role = Role::ALL
            .into_iter()
            .find(|role| part.len() == 1 && part.contains(*role));
        let role = role.unwrap_or(Role::Other);
        let mut posterior = [0.0; Role::COUNT];
        posterior[role.index()] = 0.7;
        units.push(Sentence {
            range,
            paragraph: heading.paragraph,
            heading: heading.parent,
            item: None,
            opens_item: false,
            role,
            posterior,
        });
    }
    units.sort_by_key(|unit| unit.range.start);
    units
}

/// What the nearest heading on a line of its own announces.
pub fn announced(draft: &Draft<'_>, heading: Option<usize>) -> RoleSet {
    let mut place = heading;
    while let Some(at) = place {
        let heading = &draft.outline[at];
        if !heading.run_in && !heading.announced.is_empty() {
            return heading.announced;
        }
        place = heading.parent;
    }
    RoleSet::default()
}

fn told(
    draft: &Draft<'_>,
    range: &Range<usize>,
    role: Role,
    confidence: f32,
    part: RoleSet,
) -> Told {
    let only = |role: Role| part.len() == 1 && part.contains(role);
    let answering = part.contains(Role::Rectification) && !part.contains(Role::Plan);
    if only(Role::Plan) {
        return Told::Planned;
    }
    if role == Role::Plan {
        let doubted = confidence < 0.6 && draft.has(range, Cue::Done);
        let past = answering || part.contains(Role::Achievement) && doubted;
        return if past && !draft.has(range, Cue::PlanStrong) || doubted && part.is_empty() {
            Told::Done
        } else {
            Told::Planned
        };
    }
    // Under a heading of rectification even what went wrong is an answer.
    if answering {
        return Told::Done;
    }
    match role {
        Role::Achievement | Role::Rectification | Role::Plan => Told::Done,
        Role::Problem => Told::Admitted,
        Role::Intro | Role::Cause | Role::Closing | Role::Other => Told::Aside,
    }
}

/// Pairs of characters that stand side by side, marks left out.
pub fn pairs_of(text: &str) -> impl Iterator<Item = u64> {
    let mut before: Option<char> = None;
    text.chars().filter_map(move |character| {
        if !character.is_alphanumeric() {
            // Quotation marks do not part what they stand between.
            if !"“”‘’《》".contains(character) {
                before = None;
            }
            return None;
        }
        let pair = before
            .map(|before| u64::from(u32::from(before)) << 32 | u64::from(u32::from(character)));
        before = Some(character);
        pair
    })
}

/// Whether a paragraph is part of what the report says, no aside.
pub fn is_text(kind: ParagraphKind) -> bool {
    !matches!(
        kind,
        ParagraphKind::Note | ParagraphKind::Title | ParagraphKind::Byline
    )
}
