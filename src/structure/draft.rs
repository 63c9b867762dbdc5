//! The parsed-once value that checks read.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::decoder::decode;
use super::features::{Context, FRAMES, Surroundings, features, opening_end};
use super::layout::{Paragraph, ParagraphKind, classify};
use super::measures::Measures;
use super::model::{Boundary, Model, Scores};
use super::outline::{Levels, Number, RoleSet, announced};
use super::role::Role;
use crate::document::{Document, MappedText};
use crate::ruleset::{Cue, CueSet, Hits, Rules};
use crate::text::figures::figures;
use crate::text::fold::{fold, is_traditional};
use crate::text::{Marked, Marks, Word, WordLists, segment, sentence};

/// A sentence of the running text, tables and notes included, headings not.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// 字 of it, counted in the author's own characters.
    pub words: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// The innermost heading above it.
    pub heading: Option<usize>,
    /// Number of the 一是…二是… item it stands in.
    pub item: Option<usize>,
    /// Whether that item begins here.
    pub opens_item: bool,
    /// Categories whose words stand in it.
    pub cues: CueSet,
    /// How many figures stand in it.
    pub figures: usize,
    /// Its role.
    pub role: Role,
    /// Probability of each role, 0 to 1, in the order of [`Role::ALL`].
    pub posterior: [f32; Role::COUNT],
}

impl Sentence {
    /// Probability of its role, 0 to 1.
    pub fn confidence(&self) -> f32 {
        self.posterior[self.role.index()]
    }
}

/// A heading, on a line of its own or run in before its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 = top.
    pub level: u8,
    /// Its number.
    pub number: Option<Number>,
    /// Bytes of its words, number left out.
    pub words: Range<usize>,
    /// Its paragraph.
    pub paragraph: usize,
    /// Whether it opens a paragraph of running text.
    pub run_in: bool,
    /// What its words announce.
    pub announced: RoleSet,
    /// The role of what follows it.
    pub role: Role,
    /// The heading one level up.
    pub parent: Option<usize>,
}

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

/// A report, parsed.
pub struct Draft<'d> {
    /// What was read.
    pub document: &'d Document,
    /// The author's own words, blocks joined by line feeds; leads back to the document's source.
    pub display: MappedText,
    /// The same folded for matching; leads back to `display`.
    pub text: MappedText,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Headings in order.
    pub outline: Vec<Heading>,
    /// Where the words of the lexicon stand.
    pub hits: Hits,
    /// The paragraph of the title.
    pub title: Option<usize>,
    /// Sizes and shares.
    pub measures: Measures,
    /// What the headings on lines of their own announce, all together; none if there are none.
    announced: Option<RoleSet>,
    marks: Marks,
    words: OnceCell<Vec<Word>>,
}

impl<'d> Draft<'d> {
    /// Parses a document: folds, finds lexicon words, outline, sentences and roles.
    pub fn new(document: &'d Document, rules: &Rules, model: &Model) -> Draft<'d> {
        let mut display = MappedText::new();
        let mut places = Vec::with_capacity(document.blocks.len());
        for block in &document.blocks {
            if !display.is_empty() {
                let end = display.origin(display.len()..display.len()).end;
                display.push("\n", end..end);
            }
            let start = display.len();
            display.append(&block.text);
            places.push(start..display.len());
        }
        let traditional = is_traditional(display.as_str());
        let mut text = MappedText::new();
        let mut ranges = Vec::with_capacity(places.len());
        for place in &places {
            if !text.is_empty() {
                text.push("\n", place.start - 1..place.start);
            }
            let start = text.len();
            let folded = fold(&display.as_str()[place.clone()], traditional);
            text.append_shifted(&folded, place.start);
            ranges.push(start..text.len());
        }
        let hits = Hits::find(text.as_str(), rules);
        let texts: Vec<(&str, Range<usize>)> = ranges
            .iter()
            .map(|range| (&text.as_str()[range.clone()], range.clone()))
            .collect();
        let paragraphs = classify(document, &texts);
        let outline = outline(&paragraphs, text.as_str(), &hits);
        let marks = Marks::of(text.as_str());
        let sentences = sentences(&paragraphs, &outline, text.as_str(), &marks, &hits);
        let title = paragraphs
            .iter()
            .position(|paragraph| paragraph.kind == ParagraphKind::Title);
        let on_lines = outline.iter().filter(|heading| !heading.run_in);
        let announced = on_lines
            .map(|heading| heading.announced)
            .reduce(RoleSet::or);
        let mut draft = Draft {
            document,
            display,
            text,
            paragraphs,
            sentences,
            outline,
            hits,
            title,
            measures: Measures::default(),
            announced,
            marks,
            words: OnceCell::new(),
        };
        for place in 0..draft.sentences.len() {
            let range = draft.sentences[place].range.clone();
            draft.sentences[place].words = draft.words_in(range);
        }
        draft.assign_roles(model);
        draft.measures = Measures::of(&draft);
        draft
    }

    fn assign_roles(&mut self, model: &Model) {
        let mut emissions = Vec::with_capacity(self.sentences.len());
        let mut boundaries = Vec::with_capacity(self.sentences.len());
        let mut around: Option<(Surroundings<'_>, Scores)> = None;
        for index in 0..self.sentences.len() {
            let context = self.context(index);
            let surroundings = Surroundings::of(&context);
            let (_, mut scores) = *match &mut around {
                Some(known) if known.0 == surroundings => known,
                other => {
                    let mut scores = [0.0; Role::COUNT];
                    surroundings.features(&mut |name, value| model.add(&mut scores, name, value));
                    other.insert((surroundings, scores))
                }
            };
            features(&context, &mut |name, value| {
                model.add(&mut scores, name, value)
            });
            emissions.push(scores);
            boundaries.push(self.boundary(index));
        }
        for (sentence, decoded) in
            self.sentences
                .iter_mut()
                .zip(decode(model, &emissions, &boundaries))
        {
            sentence.role = decoded.role;
            sentence.posterior = decoded.posterior;
        }
        for sentence in &mut self.sentences {
            // A note stands apart from the argument, wherever the file keeps it.
            if self.paragraphs[sentence.paragraph].kind == ParagraphKind::Note {
                sentence.role = Role::Other;
            }
        }
        let following: Vec<Role> = self
            .outline
            .iter()
            .map(|heading| {
                let next = self
                    .sentences
                    .partition_point(|sentence| sentence.range.start < heading.words.start);
                self.sentences
                    .get(next)
                    .map_or(Role::Other, |sentence| sentence.role)
            })
            .collect();
        for (heading, role) in self.outline.iter_mut().zip(following) {
            heading.role = role;
        }
    }

    /// Calls `see(name, strength)` for every feature of a sentence.
    pub fn features(&self, index: usize, see: &mut dyn FnMut(&str, f32)) {
        let context = self.context(index);
        let mut see = |name: String, value| see(&name, value);
        features(&context, &mut see);
        Surroundings::of(&context).features(&mut see);
    }

    /// The features' view of a sentence.
    fn context(&self, index: usize) -> Context<'_> {
        let sentence = &self.sentences[index];
        let opening = self.paragraph_before(index).last().unwrap_or(sentence);
        let mut heading = sentence.heading;
        let innermost = heading;
        let mut lead_announced = RoleSet::default();
        let mut lead = None;
        if let Some(place) = innermost
            && (self.outline[place].run_in || self.outline[place].level > 1)
        {
            lead = Some(self.outline[place].words.clone());
            // A lead or sub-heading speaks for itself, but its part's heading speaks louder.
            if self.outline[place]
                .parent
                .is_some_and(|parent| !self.inherited(parent).is_empty())
            {
                lead_announced = self.outline[place].announced;
                heading = self.outline[place].parent;
            }
        }
        let mut own_line = innermost;
        while let Some(place) = own_line
            && self.outline[place].run_in
        {
            own_line = self.outline[place].parent;
        }
        while let Some(place) = heading
            && self.outline[place].announced.is_empty()
        {
            heading = self.outline[place].parent;
        }
        let count = self.sentences.len();
        let seen = |other: &Sentence| (self.folded(other.range.clone()), other.cues);
        Context {
            text: self.text.as_str(),
            hits: &self.hits,
            range: sentence.range.clone(),
            words: self.words_within(&sentence.range),
            cues: sentence.cues,
            before: index
                .checked_sub(1)
                .map(|place| seen(&self.sentences[place])),
            after: self.sentences.get(index + 1).map(|other| other.cues),
            in_item: sentence.item.is_some(),
            closes: self.closes(index),
            subject: self.subject_at(index),
            paragraph_opening: (opening.range != sentence.range).then(|| seen(opening)),
            framed_by: self.frame_before(index),
            aside: !matches!(
                self.paragraphs[sentence.paragraph].kind,
                ParagraphKind::Body
            ),
            announced: heading.map_or_else(RoleSet::default, |place| self.outline[place].announced),
            announced_here: heading == own_line,
            under_heading: innermost.is_some(),
            has_headings: self.announced.is_some(),
            announced_anywhere: self.announced.unwrap_or_default(),
            heading: own_line.map(|place| self.outline[place].words.clone()),
            lead_announced,
            lead,
            position: index as f32 / count.max(1) as f32,
            index,
            remaining: count - 1 - index,
        }
    }

    /// Whether a sentence is the last of several in its item or paragraph.
    fn closes(&self, index: usize) -> bool {
        let sentence = &self.sentences[index];
        let with = |other: &&Sentence| {
            other.paragraph == sentence.paragraph && other.item == sentence.item
        };
        let before = index.checked_sub(1).map(|place| &self.sentences[place]);
        let first = sentence.opens_item || before.filter(with).is_none();
        let after = self.sentences.get(index + 1).filter(with);
        !first && after.is_none_or(|after| after.opens_item)
    }

    /// Cues of the opening of the nearest sentence before, in the same paragraph, that frames what follows it.
    fn frame_before(&self, index: usize) -> CueSet {
        let frames = |cues: &CueSet| FRAMES.iter().any(|cue| cues.has(*cue));
        let openings = self
            .paragraph_before(index)
            .filter(|other| frames(&other.cues))
            .map(|other| {
                let start = other.range.start;
                let end = opening_end(self.folded(other.range.clone()), start);
                self.hits.categories(start..end)
            });
        openings.into_iter().find(frames).unwrap_or_default()
    }

    /// The sentences before one in its paragraph, the nearest first.
    fn paragraph_before(&self, index: usize) -> impl Iterator<Item = &Sentence> {
        let paragraph = self.sentences[index].paragraph;
        self.sentences[..index]
            .iter()
            .rev()
            .take_while(move |other| other.paragraph == paragraph)
    }

    /// Who acts in a sentence: the writer, the unit or others as it names them, else as the sentences before it in the
    /// paragraph do; subjects are mostly left out once they have been named.
    fn subject_at(&self, index: usize) -> Option<Cue> {
        std::iter::once(&self.sentences[index])
            .chain(self.paragraph_before(index))
            .find_map(|other| {
                [Cue::Writer, Cue::Lower, Cue::Unit]
                    .into_iter()
                    .find(|cue| other.cues.has(*cue))
            })
    }

    fn inherited(&self, heading: usize) -> RoleSet {
        let mut place = Some(heading);
        while let Some(at) = place {
            if !self.outline[at].announced.is_empty() {
                return self.outline[at].announced;
            }
            place = self.outline[at].parent;
        }
        RoleSet::default()
    }

    /// What lies before a sentence.
    pub fn boundary(&self, index: usize) -> Boundary {
        let sentence = &self.sentences[index];
        let Some(before) = index.checked_sub(1).map(|before| &self.sentences[before]) else {
            return Boundary::Heading;
        };
        let heads = |sentence: &Sentence| sentence.heading.map(|place| &self.outline[place]);
        let own_line = |sentence: &Sentence| {
            let mut place = sentence.heading;
            while let Some(at) = place
                && self.outline[at].run_in
            {
                place = self.outline[at].parent;
            }
            place
        };
        if before.paragraph != sentence.paragraph {
            return if own_line(before) == own_line(sentence) {
                Boundary::Paragraph
            } else {
                Boundary::Heading
            };
        }
        let new_item = sentence.opens_item
            || heads(before).map(|h| &h.words) != heads(sentence).map(|h| &h.words);
        if new_item {
            Boundary::Item
        } else {
            Boundary::Within
        }
    }

    /// Words (字) of a stretch of the folded text, counted in the author's own characters.
    pub fn words_in(&self, range: Range<usize>) -> usize {
        crate::text::count::words(self.own(range))
    }

    /// The author's own characters of a stretch of the folded text.
    pub fn own(&self, range: Range<usize>) -> &str {
        self.display
            .as_str()
            .get(self.text.origin(range))
            .unwrap_or_default()
    }

    /// The folded characters of a stretch.
    pub fn folded(&self, range: Range<usize>) -> &str {
        self.text.as_str().get(range).unwrap_or_default()
    }

    /// The folded characters of a stretch, with those that are no common Han.
    pub fn marked(&self, range: Range<usize>) -> Marked<'_> {
        self.marks.within(self.text.as_str(), range)
    }

    /// Bytes of the document's source that a stretch of the folded text stands for.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        self.display.origin(self.text.origin(range))
    }

    /// Whether a word of a category stands in a stretch.
    pub fn has(&self, range: &Range<usize>, cue: Cue) -> bool {
        self.hits.has(range.clone(), cue)
    }

    /// How many words of a category stand in a stretch.
    pub fn count(&self, range: &Range<usize>, cue: Cue) -> usize {
        self.hits.count(range.clone(), cue)
    }

    /// The words of the folded text, cut on first need.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| segment(self.text.as_str()))
    }

    /// The words within a stretch.
    pub fn words_within(&self, range: &Range<usize>) -> &[Word] {
        let words = self.words();
        let first = words.partition_point(|word| word.start < range.start);
        let last = words.partition_point(|word| word.end <= range.end);
        words.get(first..last.max(first)).unwrap_or_default()
    }

    /// The sentences of a paragraph.
    pub fn sentences_of(&self, paragraph: usize) -> &[Sentence] {
        let before = |end: usize| {
            self.sentences
                .partition_point(|other| other.paragraph < end)
        };
        &self.sentences[before(paragraph)..before(paragraph + 1)]
    }

    /// Sentences of a role, in order, with their places.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = (usize, &Sentence)> {
        self.sentences
            .iter()
            .enumerate()
            .filter(move |(_, sentence)| sentence.role == role)
    }

    /// Sentences of some roles grouped into items: by 一是…二是… item, else by numbered lead or sub-heading,
    /// else by paragraph. Sentences that only frame what follows (还存在以下问题：) are in no item.
    pub fn items(&self, roles: &[Role]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut key = None;
        for (place, sentence) in self.sentences.iter().enumerate() {
            if !roles.contains(&sentence.role) {
                continue;
            }
            if self.is_frame(place) {
                key = None;
                continue;
            }
            let numbered = sentence.heading.filter(|at| {
                let heading = &self.outline[*at];
                heading.run_in || heading.level > 1
            });
            let group = (
                numbered.map_or(sentence.paragraph + 1, |_| 0),
                numbered,
                sentence.item,
            );
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
        let opens = sentence_ordinal(self, place) == 0;
        opens && ANNOUNCING.any(text) && !text.contains('；')
    }

    /// The title's words, empty if none was found.
    pub fn title_text(&self) -> &str {
        self.title
            .map_or("", |place| self.own(self.paragraphs[place].range.clone()))
    }
}

fn outline(paragraphs: &[Paragraph], text: &str, hits: &Hits) -> Vec<Heading> {
    let mut outline: Vec<Heading> = Vec::new();
    let mut levels = Levels::default();
    // The last heading of each level.
    let mut last: BTreeMap<u8, usize> = BTreeMap::new();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let Some(words) = paragraph.lead.clone() else {
            continue;
        };
        let (level, run_in) = match paragraph.kind {
            ParagraphKind::Heading(level) => (levels.on_line(level, paragraph.number), false),
            _ => (levels.run_in(paragraph.number), true),
        };
        let parent = last.range(..level).map(|(_, place)| *place).max();
        last.insert(level, outline.len());
        let announced = announced(text, words.clone(), hits);
        outline.push(Heading {
            level,
            number: paragraph.number,
            words,
            paragraph: place,
            run_in,
            announced,
            role: Role::Other,
            parent,
        });
    }
    outline
}

fn sentences(
    paragraphs: &[Paragraph],
    outline: &[Heading],
    text: &str,
    marks: &Marks,
    hits: &Hits,
) -> Vec<Sentence> {
    // What a run-in lead opens ends with its paragraph, unless a heading on its own line holds the paragraphs together.
    let held = |heading: &Heading| heading.parent.is_some_and(|parent| !outline[parent].run_in);
    let reaches = |heading: &Heading| !heading.run_in || held(heading);
    let mut headings = outline.iter().enumerate().peekable();
    let mut above = None;
    let mut result = Vec::new();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        while let Some((at, heading)) = headings.next_if(|(_, heading)| heading.paragraph < place) {
            above = Some(at).filter(|_| reaches(heading)).or(above);
        }
        if matches!(
            paragraph.kind,
            ParagraphKind::Title
                | ParagraphKind::Byline
                | ParagraphKind::Contents
                | ParagraphKind::Heading(_)
        ) {
            continue;
        }
        let own = headings.peek().filter(|(_, own)| own.paragraph == place);
        let heading = own.map(|(at, _)| *at).or(above);
        for span in sentence::sentences(marks.within(text, paragraph.range.clone())) {
            let offset = paragraph.range.start;
            let range = span.range.start + offset..span.range.end + offset;
            result.push(Sentence {
                cues: hits.categories(range.clone()),
                figures: figures(&text[range.clone()]),
                words: 0,
                range,
                paragraph: place,
                heading,
                item: span.item,
                opens_item: span.opens_item,
                role: Role::Other,
                posterior: [0.0; Role::COUNT],
            });
        }
    }
    result
}

/// How many sentences of the same paragraph stand before this one.
fn sentence_ordinal(draft: &Draft<'_>, place: usize) -> usize {
    draft.paragraph_before(place).count()
}
