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
        let mut open_row = None;
        for sentence in units(draft) {
            let row = row_of(draft, &sentence);
            if let Some(last) = segments.last_mut()
                && row.is_some()
                && row == open_row
            {
                // The cells of a row belong together: the first names a matter, the others tell what became of it.
                if last.answer_from == last.range.start {
                    last.answer_from = sentence.range.start;
                }
                last.range.end = sentence.range.end;
                let part = announced(draft, sentence.heading);
                let answer = last.answer_from..last.range.end;
                last.told = told(draft, &answer, sentence.role, sentence.confidence(), part);
                continue;
            }
            open_row = row;
            let mut start = sentence.range.start;
            let piece = &text[sentence.range.clone()];
            let cuts = piece
                .match_indices('；')
                .map(|(at, mark)| sentence.range.start + at + mark.len())
                .chain([sentence.range.end]);
            for end in cuts {
                if end <= start {
                    continue;
                }
                let range = start..end;
                let part = announced(draft, sentence.heading);
                segments.push(Segment {
                    told: told(draft, &range, sentence.role, sentence.confidence(), part),
                    answers: sentence.role == Role::Rectification
                        || part.contains(Role::Rectification),
                    answer_from: range.start,
                    range,
                    paragraph: sentence.paragraph,
                });
                start = end;
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

    /// How far a word stands in each piece, 0 to 1: its pairs of characters.
    fn add_word(&self, word: &str, full: f64, into: &mut [f64]) {
        let pairs: Vec<u64> = pairs_of(word).collect();
        if pairs.is_empty() {
            return;
        }
        let mut counts = vec![0u16; into.len()];
        for pair in &pairs {
            for (_, place) in self.postings(*pair) {
                counts[usize::from(*place)] += 1;
            }
        }
        let all = pairs.len() as f64;
        for (value, count) in into.iter_mut().zip(counts) {
            let share = f64::from(count) / all;
            let presence = if share >= 1.0 {
                full
            } else if share >= 0.5 && full >= 1.0 {
                0.6 * share
            } else {
                0.0
            };
            *value = value.max(presence);
        }
    }

    /// How far a word, or another word for it, stands in each piece.
    pub fn presence(&self, word: &str) -> Vec<f64> {
        let mut result = vec![0.0; self.segments.len()];
        self.add_word(word, 1.0, &mut result);
        for variant in synonyms::variants(word) {
            self.add_word(variant, 0.85, &mut result);
        }
        result
    }

    /// In how many pieces a word stands, as it is.
    pub fn frequency(&self, word: &str, counts: impl Fn(&Segment) -> bool) -> usize {
        let mut result = vec![0.0; self.segments.len()];
        self.add_word(word, 0.99, &mut result);
        let found = result.iter().zip(&self.segments);
        found
            .filter(|(presence, segment)| **presence > 0.9 && counts(segment))
            .count()
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
        units.push(Sentence {
            range,
            paragraph: heading.paragraph,
            heading: heading.parent,
            item: None,
            opens_item: false,
            role: role.unwrap_or(Role::Other),
            posterior: [0.7; Role::COUNT],
        });
    }
    units.sort_by_key(|unit| unit.range.start);
    units
}

/// The table and row of a cell's sentence.
fn row_of(draft: &Draft<'_>, sentence: &Sentence) -> Option<(u32, u32)> {
    let block = draft.paragraphs.get(sentence.paragraph)?.block;
    match draft.document.blocks.get(block)?.story {
        Story::Table { table, row, .. } => Some((table, row)),
        _ => None,
    }
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
