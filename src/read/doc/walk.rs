//! The walk through the stories: units in, pieces of text out.

mod run;
mod table;

use std::collections::HashMap;

use super::bytes::short;
use super::drawing::Drawings;
use super::pages::Pages;
use super::props::{Chars, Fonts, Para};
use super::text::{Change, Text};
use crate::read::ReadError;
use crate::read::numbering::Counters;
use crate::read::pieces::Piece;
use crate::read::props::RunProps;
use crate::read::story::{Kind, MAX_PIECES, Paragraph, Scene, Setting, TOO_MANY_PIECES};
use crate::read::tally::{Left, Tally};

/// The most bytes of changes that are read from other places than the text's own pages.
/// Many paragraphs may point at one long list, so the size of the file is no bound.
const MAX_FAR: usize = 64 << 20;

// Characters below the space that end something or make a field.
const CELL_END: u16 = 0x07;
const SECTION_END: u16 = 0x0C;
const PARAGRAPH_END: u16 = 0x0D;
const FIELD_BEGIN: u16 = 0x13;
const FIELD_SEPARATE: u16 = 0x14;
const FIELD_END: u16 = 0x15;

/// What the walk reads from.
pub(super) struct Source<'s> {
    pub text: &'s Text<'s>,
    pub characters: Pages<'s>,
    pub paragraphs: Pages<'s>,
    pub setting: Setting<'s>,
    pub fonts: &'s Fonts,
    /// The stream with properties that are too long for their place.
    pub data: &'s [u8],
    /// Where sections begin, in units, ascending.
    pub sections: Vec<usize>,
    /// Where notes are referred to, in units, ascending; whether it is an endnote, and its number.
    pub notes: Vec<(usize, bool, usize)>,
}

/// A walk; several stories may be read one after another.
pub(super) struct Walker<'s> {
    source: &'s Source<'s>,
    counters: Counters<'s>,
    scene: Scene<'s>,
    drawings: Drawings,
    tables: u32,
    /// Edges of cells of the tables that are open.
    edges: table::Edges,
    /// The first of [`Source::notes`] that has not been passed.
    next_note: usize,
    /// Fields that never end: where they begin, and where reading goes on.
    endless: HashMap<usize, usize>,
    /// The text before was deleted, or hidden, as well: one stretch counts once.
    deleting: bool,
    hiding: bool,
    /// Paragraphs (blank ones and row ends as well) and lines.
    count: usize,
    /// Bytes of changes read that do not stand with the text they change.
    far: usize,
    pub tally: Tally,
    /// Notes referred to, in order: whether it is an endnote, and its number.
    pub references: Vec<(bool, usize)>,
    /// There were fields that never end.
    pub unterminated: bool,
    /// Units that are no text in any script.
    pub garbled: bool,
}

/// What holds for the units of a run.
struct Run {
    props: RunProps,
    deleted: bool,
    symbol: Option<(u16, u16)>,
    font: Option<u16>,
}

impl<'s> Walker<'s> {
    pub fn new(source: &'s Source<'s>, drawings: Drawings) -> Self {
        Self {
            source,
            counters: Counters::new(source.setting.numbering),
            scene: Scene::new(Kind::Body),
            drawings,
            tables: 0,
            edges: table::Edges::default(),
            next_note: 0,
            endless: HashMap::new(),
            deleting: false,
            hiding: false,
            count: 0,
            far: 0,
            tally: Tally::default(),
            references: Vec::new(),
            unterminated: false,
            garbled: false,
        }
    }

    /// Whether there were too many changes to read them all.
    pub fn exhausted(&self) -> bool {
        self.far >= MAX_FAR
    }

    /// Reads the units from `from` up to `to` as a story of its own.
    pub fn story(
        &mut self,
        kind: Kind,
        (from, to): (usize, usize),
    ) -> Result<Vec<Piece>, ReadError> {
        let to = to.min(self.source.text.units.len());
        let outer = std::mem::replace(&mut self.scene, Scene::new(kind));
        let endless = self.endless_fields(from, to);
        let outer_fields = std::mem::replace(&mut self.endless, endless);
        self.unterminated |= !self.endless.is_empty();
        let mut at = from;
        while at < to {
            let end = (at..to)
                .find(|unit| self.ends_paragraph(*unit))
                .unwrap_or(to);
            self.paragraph(at, end, end < to)?;
            at = end + 1;
        }
        self.set_depth(0);
        self.flush_carried();
        self.endless = outer_fields;
        Ok(std::mem::replace(&mut self.scene, outer).out)
    }

    /// The texts of text boxes that no paragraph of the body holds.
    pub fn adrift(&mut self) -> Result<Vec<Piece>, ReadError> {
        let mut pieces = Vec::new();
        for range in self.drawings.rest() {
            pieces.append(&mut self.story(Kind::TextBox, range)?);
        }
        Ok(pieces)
    }

    fn unit(&self, at: usize) -> u16 {
        self.source.text.units.get(at).copied().unwrap_or(0)
    }

    fn ends_paragraph(&self, at: usize) -> bool {
        match self.unit(at) {
            PARAGRAPH_END | CELL_END => true,
            // Within a section it is a page break, and text may follow in the same paragraph.
            SECTION_END => self.source.sections.binary_search(&(at + 1)).is_ok(),
            _ => false,
        }
    }

    /// The fields that have no end within a story, each with the unit where reading goes on:
    /// after its separator where that stands in the same paragraph, else after its beginning.
    fn endless_fields(&self, from: usize, to: usize) -> HashMap<usize, usize> {
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut paragraph = from;
        for at in from..to {
            match self.unit(at) {
                PARAGRAPH_END | CELL_END => paragraph = at,
                FIELD_BEGIN => open.push((at, at + 1)),
                FIELD_SEPARATE => {
                    if let Some((begin, resume)) = open.last_mut()
                        && *begin >= paragraph
                        && *resume == *begin + 1
                    {
                        *resume = at + 1;
                    }
                }
                FIELD_END => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.into_iter().collect()
    }

    /// Counts a paragraph or a line of one.
    fn step(&mut self) -> Result<(), ReadError> {
        self.count += 1;
        if self.count > MAX_PIECES {
            return Err(ReadError::too_large(TOO_MANY_PIECES));
        }
        Ok(())
    }

    /// Reads a paragraph: the units from `from`, and the mark at `mark` if it has one.
    fn paragraph(&mut self, from: usize, mark: usize, marked: bool) -> Result<(), ReadError> {
        self.step()?;
        let source = self.source;
        let para = self.para(mark.min(source.text.units.len().saturating_sub(1)));
        self.set_depth(para.depth());
        let ends_cell = marked
            && (para.inner_cell || (self.unit(mark) == CELL_END && !self.scene.tables.is_empty()));
        let ending = marked.then(|| self.chars(mark, RunProps::default()).0);
        let deleted = ending.as_ref().is_some_and(|ending| ending.deleted);
        if para.row_end {
            self.flush_carried();
            self.end_row(&para, deleted);
            return Ok(());
        }
        let styles = source.setting.styles;
        let id = para.style.to_string();
        let mut paragraph = Paragraph::new(styles.paragraph(Some(&id)));
        paragraph.direct = para.props;
        paragraph.mark_hidden = ending.and_then(|ending| ending.props.hidden);
        if styles.style(&id).is_none() && (1..=9).contains(&para.style) {
            // Without its style sheet only the fixed number tells a heading.
            paragraph.direct.outline = Some(para.style as u8 - 1);
        }
        if let Some(earlier) = self.scene.carried.take() {
            paragraph.continue_from(earlier);
        }
        let base = styles.run(RunProps::default(), None, paragraph.style);
        let mut at = from;
        while at < mark {
            let (chars, until) = self.chars(at, base);
            let character = chars
                .style
                .and_then(|number| styles.style(&number.to_string()));
            let run = Run {
                props: styles.run(chars.props, character, paragraph.style),
                deleted: chars.deleted,
                symbol: chars.symbol,
                font: chars.font,
            };
            at = self.run(&mut paragraph, &run, at, until.min(mark))?;
        }
        if deleted && !ends_cell {
            self.scene.carried = Some(paragraph);
            return Ok(());
        }
        self.emit(paragraph);
        if ends_cell {
            self.flush_carried();
            self.end_cell();
        }
        Ok(())
    }

    /// What the paragraph says whose mark is at a unit.
    fn para(&mut self, mark: usize) -> Para {
        let source = self.source;
        let mut para = Para::default();
        let data = if self.far < MAX_FAR { source.data } else { &[] };
        let Some(address) = source.text.address(mark) else {
            return para;
        };
        let list = source.paragraphs.paragraph(address);
        para.style = short(list, 0).unwrap_or(0).into();
        para.take(list.get(2..).unwrap_or_default(), data);
        match self.change(mark) {
            Change::None => {}
            Change::One(code, value) => para.set(code, &[value]),
            Change::Many(list) => para.take(list, data),
        }
        self.far += para.far;
        para
    }

    /// What the piece of a unit changes, as long as such changes are not too many.
    fn change(&mut self, at: usize) -> Change<'s> {
        let change = self.source.text.change(at);
        if let Change::Many(list) = change {
            self.far += list.len();
            if self.far >= MAX_FAR {
                return Change::None;
            }
        }
        change
    }

    /// What the run at a unit says, and up to which unit.
    fn chars(&mut self, at: usize, base: RunProps) -> (Chars, usize) {
        let source = self.source;
        let mut chars = Chars::default();
        let Some(address) = source.text.address(at) else {
            return (chars, usize::MAX);
        };
        let (list, end) = source.characters.characters(address);
        chars.take(list, base, source.fonts);
        match self.change(at) {
            Change::None => {}
            Change::One(code, value) => chars.set(code, &[value], base, source.fonts),
            Change::Many(list) => chars.take(list, base, source.fonts),
        }
        (chars, source.text.until(at, end))
    }

    fn emit(&mut self, paragraph: Paragraph<'s>) {
        self.scene.emit(
            paragraph,
            self.source.setting,
            &mut self.counters,
            &mut self.tally,
        );
    }

    /// Ends a paragraph whose mark is deleted where no other follows to take it in.
    fn flush_carried(&mut self) {
        if let Some(paragraph) = self.scene.take_carried() {
            self.emit(paragraph);
        }
    }
}
