//! A report cut into the pieces that can answer a promise.

use std::ops::Range;

use super::grams::{Gram, wide_grams};
use super::quantity::{Quantity, quantities};
use super::rhythm::Rounds;
use crate::document::Story;
use crate::structure::{Draft, ParagraphKind, Role, RoleSet, Sentence};
use crate::text::count::is_han;
use crate::text::figures::figures;
use crate::text::sentence::opens_with_mark;

/// A sentence, what stands between two semicolons of one, or a row of a table.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// Its paragraph.
    pub paragraph: usize,
    /// The sentence's probability of each role.
    pub posterior: [f32; Role::COUNT],
    /// What the heading above announces.
    pub announced: RoleSet,
    /// Where the answer begins: behind the first cell of a table's row, which only names the matter.
    pub answer_from: usize,
    /// Its place among what answers last year's matters, 0 to 1; none outside.
    pub place: Option<f32>,
    /// What it speaks of.
    pub grams: Vec<Gram>,
    /// What its headings and the words before it in its paragraph speak of, and it does not: 结对方面，…已有六户.
    pub nearby: Vec<Gram>,
    /// Its numbers, as bytes of the draft's folded text.
    pub numbers: Vec<Quantity>,
    /// How often and on which days it tells that something came round.
    pub rounds: Rounds,
}

impl Piece {
    /// Probability of a role, 0 to 1.
    pub fn is(&self, role: Role) -> f32 {
        self.posterior[role.index()]
    }

    /// Whether it stands where last year's matters are answered.
    pub fn answers(&self) -> bool {
        self.is(Role::Rectification) > 0.5 || self.announced.contains(Role::Rectification)
    }

    /// Whether it only says what is to be done.
    pub fn is_plan(&self) -> bool {
        let answering =
            self.announced.contains(Role::Rectification) && !self.announced.contains(Role::Plan);
        self.is(Role::Plan) > 0.5 && !answering
    }

    /// （四）服务中心任务。: what an item is about, told behind it. Where last year's matters are answered it names one of them.
    pub fn only_leads(&self, draft: &Draft<'_>) -> bool {
        let words = draft.folded(self.range.clone());
        !self.answers()
            && opens_with_mark(words)
            && words.chars().count() <= BARE
            && self.numbers.is_empty()
            && !words.contains(['了', '已', '过'])
    }
}

/// Cuts a report.
pub fn pieces(draft: &Draft<'_>) -> Vec<Piece> {
    let text = draft.text.as_str();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut here = None;
    for sentence in units(draft) {
        let piece = |range: Range<usize>| Piece {
            answer_from: range.start,
            paragraph: sentence.paragraph,
            posterior: sentence.posterior,
            announced: announced(draft, sentence.heading),
            place: None,
            grams: Vec::new(),
            nearby: nearby(draft, &sentence, range.start),
            range,
            numbers: Vec::new(),
            rounds: Rounds::default(),
        };
        // A row of a table says one thing: the pledge in one cell, what became of it in the next.
        let before = here;
        here = row(draft, sentence.paragraph);
        if here.is_some() {
            match pieces.last_mut().filter(|_| before == here) {
                Some(row) => {
                    if row.answer_from == row.range.start && names(&text[row.range.clone()]) {
                        row.answer_from = sentence.range.start;
                    }
                    row.range.end = sentence.range.end;
                    row.posterior = sentence.posterior;
                }
                None => pieces.push(piece(sentence.range.clone())),
            }
            continue;
        }
        let mut start = sentence.range.start;
        let cuts = text[sentence.range.clone()]
            .match_indices('；')
            .map(|(at, mark)| sentence.range.start + at + mark.len())
            .chain([sentence.range.end]);
        for end in cuts {
            if end > start {
                pieces.push(piece(start..end));
                start = end;
            }
        }
    }
    for piece in &mut pieces {
        piece.grams = wide_grams(&text[piece.range.clone()]);
        let own = &piece.grams;
        piece.nearby.retain(|gram| own.binary_search(gram).is_err());
        piece.numbers = numbers(draft, &(piece.answer_from..piece.range.end));
        piece.rounds = rounds(draft, &piece.range, &piece.numbers);
    }
    let answering = pieces.iter().filter(|piece| piece.answers()).count();
    let told = pieces.iter_mut().filter(|piece| piece.answers());
    for (before, piece) in told.enumerate() {
        piece.place = Some((before as f32 + 0.5) / answering as f32);
    }
    pieces
}

/// Whether the first cells of a row name a matter: a number does not.
fn names(cells: &str) -> bool {
    cells.chars().filter(|c| is_han(*c)).nth(1).is_some()
}

/// A piece with what follows it, where last year's matters are answered and it only names one: 承诺三：全年走访100户。
/// 完成情况：走了63户. `repeated` is how much of the promise stands in it again, 0 to 1.
pub fn with_result(draft: &Draft<'_>, pieces: &[Piece], place: usize, repeated: f32) -> Piece {
    let mut piece = pieces[place].clone();
    let text = draft.text.as_str();
    let own = &text[piece.answer_from..piece.range.end];
    if !piece.answers() || tells(own) {
        return piece;
    }
    let most = if opens_with_mark(own) { LEAD } else { BARE };
    let names = repeated >= AGAIN || own.chars().count() <= most;
    for next in pieces[place + 1..].iter().take(MOST_BEHIND) {
        let words = &text[next.range.clone()];
        let result = RESULTS.iter().any(|result| words.starts_with(result));
        let goes_on = names && next.paragraph == piece.paragraph && !opens_with_mark(words);
        if !result && !goes_on || QUOTES.iter().any(|quote| words.starts_with(quote)) {
            break;
        }
        piece.range.end = next.range.end;
        if tells(words) {
            break;
        }
    }
    piece.numbers = numbers(draft, &(piece.answer_from..piece.range.end));
    piece
}

/// From this share of the promise on a passage says it again.
const AGAIN: f32 = 0.6;
/// No numbered lead that only names its matter has more characters.
const LEAD: usize = 25;
/// Nor one without a number: 危房改造方面。
const BARE: usize = 12;
/// So many pieces behind one are looked at for what became of it.
const MOST_BEHIND: usize = 3;
/// Words before what became of a matter.
const RESULTS: [&str; 9] = [
    "完成情况",
    "落实情况",
    "兑现情况",
    "整改情况",
    "办理情况",
    "进展",
    "结果",
    "现状",
    "实际",
];
/// Words before another promise.
const QUOTES: [&str; 2] = ["承诺", "问题"];

/// Whether a passage says that something was done or not: it has the marks of it, which a promise lacks.
fn tells(text: &str) -> bool {
    const TOLD: &str = "了过已完均都没未才仅只尚";
    text.contains(|mark| TOLD.contains(mark))
}

/// So many numbers of a stretch are looked at: no sentence of a report has more, and each is held against each promised.
const MOST_NUMBERS: usize = 100;

/// The numbers of a stretch, as bytes of the draft's folded text.
pub fn numbers(draft: &Draft<'_>, range: &Range<usize>) -> Vec<Quantity> {
    let mut found = quantities(draft.folded(range.clone()));
    found.truncate(MOST_NUMBERS);
    for quantity in &mut found {
        quantity.range = quantity.range.start + range.start..quantity.range.end + range.start;
    }
    found
}

/// How often and on which days something comes round, as a stretch and its numbers tell it.
pub fn rounds(draft: &Draft<'_>, range: &Range<usize>, numbers: &[Quantity]) -> Rounds {
    let unit = |number: &Quantity| {
        let words = draft.folded(number.range.clone());
        words.chars().next_back().unwrap_or_default()
    };
    Rounds::of(draft.folded(range.clone()), numbers, unit)
}

/// So many characters of a heading, and before a piece in its paragraph, tell what it speaks of.
const NEARBY: usize = 80;

/// The marks of a sentence's headings and of what stands before a place of it in its paragraph.
fn nearby(draft: &Draft<'_>, sentence: &Sentence, place: usize) -> Vec<Gram> {
    let paragraph = draft.paragraphs[sentence.group].range.start;
    let before = draft.folded(paragraph.min(place)..place);
    let cut = before.char_indices().rev().nth(NEARBY - 1);
    let mut words = before[cut.map_or(0, |(at, _)| at)..].to_owned();
    let mut heading = sentence.heading;
    while let Some(at) = heading {
        words.push('。');
        words.extend(
            draft
                .folded(draft.outline[at].words.clone())
                .chars()
                .take(NEARBY),
        );
        heading = draft.outline[at].parent;
    }
    wide_grams(&words)
}

/// The table and row that a paragraph stands in.
fn row(draft: &Draft<'_>, paragraph: usize) -> Option<(u32, u32)> {
    match draft.document.blocks[draft.paragraphs[paragraph].block].story {
        Story::Table { table, row, .. } => Some((table, row)),
        _ => None,
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
            cues: draft.hits.categories(range.clone()),
            figures: figures(text),
            entry: false,
            words: draft.words_in(range.clone()),
            range,
            paragraph: heading.paragraph,
            group: heading.paragraph,
            heading: heading.parent,
            item: None,
            point: None,
            frame: false,
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

/// Whether a paragraph is part of what the report says, no aside.
pub fn is_text(kind: ParagraphKind) -> bool {
    !matches!(
        kind,
        ParagraphKind::Note | ParagraphKind::Title | ParagraphKind::Byline
    )
}
