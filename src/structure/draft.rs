//! The parsed-once value that checks read.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::decoder::decode;
use super::entries::is_entry;
use super::features::{Surroundings, features};
use super::items::is_frame;
use super::layout::classify;
use super::lines::together;
use super::measures::Measures;
use super::model::{Model, Scores};
use super::outline::{Levels, Number, RoleSet, announced};
use super::paragraph::{Paragraph, ParagraphKind};
use super::role::Role;
use super::signs::AllSigns;
use crate::document::{Document, MappedText};
use crate::ruleset::{Cue, CueSet, Hits, Rules};
use crate::text::figures::figures;
use crate::text::fold::{Habits, fold};
use crate::text::sentence::opens_with_mark;
use crate::text::{Marked, Marks, Word, segment, sentence};

/// A sentence of the running text, tables and notes included, headings not.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// 字 of it, counted in the author's own characters.
    pub words: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// The first of the paragraphs that hang together with its own: that one itself, but where each sentence has a line.
    pub group: usize,
    /// The innermost heading above it.
    pub heading: Option<usize>,
    /// Number of the 一是…二是… item it stands in.
    pub item: Option<u32>,
    /// Whether that item begins here.
    pub opens_item: bool,
    /// The last paragraph under its heading that opens with the mark of a list, up to its own.
    pub point: Option<usize>,
    /// Whether it only announces what follows: short, and ended by a colon or by words like 以下问题.
    pub frame: bool,
    /// Categories whose words stand in it.
    pub cues: CueSet,
    /// How many figures stand in it.
    pub figures: usize,
    /// A cell of a table that says nothing by itself: a header, a name, a serial number, a bare figure.
    pub entry: bool,
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

    /// Gives it another role, which takes over how probable its own was.
    pub(super) fn turn(&mut self, role: Role) {
        self.posterior.swap(self.role.index(), role.index());
        self.role = role;
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
    pub(super) announced: Option<RoleSet>,
    /// What the sentences show beside their words.
    pub(super) signs: AllSigns,
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
        let habits = Habits::of(display.as_str());
        let mut text = MappedText::new();
        let mut ranges = Vec::with_capacity(places.len());
        for place in &places {
            if !text.is_empty() {
                text.push("\n", place.start - 1..place.start);
            }
            let start = text.len();
            let folded = fold(&display.as_str()[place.clone()], habits);
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
        let sentences = sentences(
            document,
            &paragraphs,
            &outline,
            text.as_str(),
            &marks,
            &hits,
        );
        let title = paragraphs
            .iter()
            .rposition(|paragraph| paragraph.kind == ParagraphKind::Title);
        let on_lines = outline.iter().filter(|heading| !heading.run_in);
        let announced = on_lines
            .map(|heading| heading.announced)
            .reduce(RoleSet::or);
        let signs = AllSigns::of(&sentences, text.as_str(), &hits);
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
            signs,
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
        let mut sum = model.sum();
        for index in 0..self.sentences.len() {
            let context = self.context(index);
            let surroundings = Surroundings::of(&context);
            let (_, scores) = *match &mut around {
                Some(known) if known.0 == surroundings => known,
                other => {
                    sum.begin([0.0; Role::COUNT]);
                    surroundings.features(&mut |name, value| sum.add(name, value));
                    other.insert((surroundings, sum.scores()))
                }
            };
            sum.begin(scores);
            let mut see = |name, value| sum.add(name, value);
            features(&context, &mut see);
            self.see_signs(index, &mut see);
            emissions.push(sum.scores());
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
        for index in 0..self.sentences.len() {
            if let Some(role) = self.bound_by_heading(index) {
                self.sentences[index].turn(role);
            }
        }
        self.read_again();
        let cells = self.cells();
        for index in 0..self.sentences.len() {
            let cell = cells.get(&self.sentences[index].paragraph);
            if let Some(role) = cell.and_then(|cell| self.role_in_table(index, *cell)) {
                self.sentences[index].turn(role);
            }
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
            .map(|heading| self.role_behind(heading))
            .collect();
        for (heading, role) in self.outline.iter_mut().zip(following) {
            heading.role = role;
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

    /// The title's words, all its lines in one; empty if none was found.
    pub fn title_text(&self) -> String {
        let title = |paragraph: &&Paragraph| paragraph.kind == ParagraphKind::Title;
        let lines = self.paragraphs.iter().filter(title);
        let lines = lines.map(|line| self.own(line.range.clone()).trim());
        lines.collect()
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
    document: &Document,
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
    let groups = together(paragraphs, text, marks);
    let (mut under, mut point) = (None, None);
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
                | ParagraphKind::Appendix
                | ParagraphKind::Heading(_)
        ) {
            continue;
        }
        if groups[place] < place {
            continue;
        }
        let own = headings.peek().filter(|(_, own)| own.paragraph == place);
        let heading = own.map(|(at, _)| *at).or(above);
        let behind = groups.partition_point(|group| *group <= place);
        let whole = paragraph.range.start..paragraphs[behind - 1].range.end;
        let mut paragraph = place;
        if under != heading {
            (under, point) = (heading, None);
        }
        if opens_with_mark(&text[paragraphs[place].range.clone()]) {
            point = Some(place);
        }
        for span in sentence::sentences(marks.within(text, whole.clone())) {
            let range = span.range.start + whole.start..span.range.end + whole.start;
            let opens_group = result
                .last()
                .is_none_or(|last: &Sentence| last.group != place);
            while paragraphs[paragraph].range.end <= range.start {
                paragraph += 1;
            }
            let entry = is_entry(document, &paragraphs[paragraph], &text[range.clone()]);
            result.push(Sentence {
                point,
                frame: span.item.is_none() && is_frame(&text[range.clone()], opens_group),
                cues: hits.categories(range.clone()),
                figures: if entry {
                    0
                } else {
                    figures(&text[range.clone()])
                },
                entry,
                words: 0,
                range,
                paragraph,
                group: place,
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
