//! One story being read: its open paragraph, tables and fields, and the finished pieces.

use std::ops::Range;

use super::fields::Fields;
use super::numbering::{Counters, Numbering};
use super::pieces::{Label, Piece};
use super::place::{Mark, Place};
use super::props::{FaceOf, ParaProps, RunProps, Theme};
use super::styles::{Style, Styles};
use super::tally::{Left, Tally};
use crate::document::{Look, Story, Typesetting};

/// The longest text that is read, in bytes.
pub(super) const MAX_TEXT: usize = 64 << 20;
/// The most pieces that are read.
pub(super) const MAX_PIECES: usize = 1 << 20;
/// What is said of a file that has more.
pub(super) const TOO_MANY_PIECES: &str = "段落超过一百万个";

/// What the reading of a story needs to know about the rest of the file.
#[derive(Clone, Copy)]
pub(super) struct Setting<'s> {
    pub styles: &'s Styles,
    pub numbering: &'s Numbering,
    pub theme: &'s Theme,
    /// Whether to note where the text stands.
    pub placing: bool,
}

/// What the visible runs of a stretch of text have in common.
#[derive(Debug, Clone, Default)]
struct Seen {
    any: bool,
    plain: bool,
    body_face: bool,
    half_points: Option<u32>,
    /// Something in it is no guidance of our own starting documents.
    own: bool,
    /// Han characters in each face and size.
    set: Vec<(Option<FaceOf>, Option<u32>, u32)>,
    /// Prompts of controls, in bytes of the text.
    prompts: Vec<Range<usize>>,
}

/// Faces and sizes of one paragraph that are told apart.
const MAX_SET: usize = 16;

impl Seen {
    fn take(&mut self, run: RunProps, han: u32) {
        self.own |= run.guidance != Some(true);
        let (face, size) = (run.face, run.half_points);
        let known = self
            .set
            .iter_mut()
            .find(|set| (set.0, set.1) == (face, size));
        if let Some(set) = known {
            set.2 = set.2.saturating_add(han);
        } else if self.set.len() < MAX_SET && han > 0 {
            self.set.push((face, size, han));
        }
        self.any = true;
        self.plain |= run.bold != Some(true);
        self.body_face |= run.heading_face != Some(true);
        self.half_points = self.half_points.max(run.half_points);
    }

    /// How its Han characters are set, if there are any.
    fn typesetting(&self, styles: &Styles, theme: &Theme, para: &ParaProps) -> Option<Typesetting> {
        // The first of equals.
        let most = self.set.iter().rev().max_by_key(|set| set.2)?;
        let (face, size, alike) = *most;
        let half_points = size.unwrap_or_else(|| styles.base_half_points());
        Some(Typesetting {
            face: face.and_then(|face| theme.face(face)),
            half_points,
            han: self
                .set
                .iter()
                .fold(0, |sum, set| sum.saturating_add(set.2)),
            alike,
            pitch: para.pitch(),
            first_line: para
                .num
                .is_none_or(|num| num == 0)
                .then(|| para.indent(half_points)),
        })
    }
}

/// A paragraph being read.
#[derive(Debug)]
pub(super) struct Paragraph<'s> {
    pub style: Option<&'s Style>,
    pub direct: ParaProps,
    /// The text since the last soft line break.
    pub text: String,
    /// Where that text stands.
    pub place: Place,
    seen: Seen,
    /// The stretches before it.
    done: Vec<(String, Seen, Vec<Mark>)>,
    /// Text boxes anchored here: they come after the paragraph.
    pub after: Vec<Piece>,
    /// Text was left out because it belongs to a table of contents.
    pub contents: bool,
    /// Text was left out because it is hidden.
    pub hidden: bool,
    /// Whether its own mark is said to be hidden.
    pub mark_hidden: Option<bool>,
    /// Its mark is deleted: it continues in the next paragraph.
    pub joined: bool,
}

impl<'s> Paragraph<'s> {
    pub fn new(style: Option<&'s Style>) -> Self {
        Self {
            style,
            direct: ParaProps::default(),
            text: String::new(),
            place: Place::default(),
            seen: Seen::default(),
            done: Vec::new(),
            after: Vec::new(),
            contents: false,
            hidden: false,
            mark_hidden: None,
            joined: false,
        }
    }

    /// Puts the text of an earlier paragraph, whose mark is deleted, before this one.
    pub fn continue_from(&mut self, earlier: Paragraph<'s>) {
        self.text = earlier.text;
        self.place.marks = earlier.place.marks;
        self.seen = earlier.seen;
        self.done = earlier.done;
        self.after = earlier.after;
        self.contents = earlier.contents;
        self.hidden = earlier.hidden;
    }

    /// Notes how a run with visible text looks, and how many Han characters are in it.
    pub fn see(&mut self, run: RunProps, han: u32) {
        self.seen.take(run, han);
    }

    /// Whether all that is seen of it is set as guidance of our own starting documents.
    pub fn is_guidance(&self) -> bool {
        let mut stretches = self
            .done
            .iter()
            .map(|(_, seen, _)| seen)
            .chain([&self.seen]);
        stretches.clone().any(|seen| seen.any) && stretches.all(|seen| !seen.own)
    }

    /// The whole text.
    pub fn words(&self) -> String {
        let done = self.done.iter().map(|(text, _, _)| text.as_str());
        done.chain([self.text.as_str()]).collect()
    }

    /// Notes that the text from `start` on is a prompt that nobody has written over.
    pub fn prompt(&mut self, start: usize) {
        let end = self.text.len();
        match self.seen.prompts.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => self.seen.prompts.push(start..end),
        }
    }

    /// Ends a stretch at a soft line break.
    pub fn break_line(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            self.place.marks.clear();
            self.seen.prompts.clear();
            return;
        }
        let text = std::mem::take(&mut self.text);
        let seen = std::mem::take(&mut self.seen);
        let marks = std::mem::take(&mut self.place.marks);
        self.done.push((text, seen, marks));
    }

    /// Whether no words are in it.
    pub fn is_blank(&self) -> bool {
        self.done.is_empty() && self.text.trim().is_empty()
    }

    /// Whether its mark is hidden.
    fn ends_hidden(&self, setting: Setting<'_>) -> bool {
        let mark = RunProps {
            hidden: self.mark_hidden,
            ..RunProps::default()
        };
        setting.styles.run(mark, None, self.style).hidden == Some(true)
    }

    /// Turns it into pieces, its text boxes last; label and outline go to the first.
    pub fn finish(
        mut self,
        styles: &Styles,
        theme: &Theme,
        story: Story,
        mut label: Option<Label>,
        out: &mut Vec<Piece>,
    ) {
        self.break_line();
        let props = styles.para(self.direct, self.style);
        let mut outline = props
            .outline
            .filter(|level| *level < 9)
            .map(|level| level + 1);
        for (text, seen, marks) in self.done {
            let look = Look {
                bold: seen.any && !seen.plain,
                heading_face: seen.any && !seen.body_face,
                centred: props.centred == Some(true),
                half_points: seen.half_points,
                set: seen.typesetting(styles, theme, &props),
            };
            let prompts = seen.prompts.into_iter();
            let prompts = prompts.filter_map(|range| text.get(range));
            out.push(Piece {
                story,
                reference: None,
                prompts: prompts.map(|text| text.trim().to_string()).collect(),
                outline: outline.take(),
                label: label.take(),
                look,
                text,
                place: Place {
                    marks,
                    host: self.place.host,
                },
            });
        }
        out.append(&mut self.after);
    }
}

/// What a run says of its looks.
#[derive(Debug, Clone, Default)]
pub(super) struct RunLook<'s> {
    pub direct: RunProps,
    pub style: Option<&'s Style>,
    /// The symbol font it is set in.
    pub symbols: Option<String>,
}

/// A run being read.
#[derive(Debug, Default)]
pub(super) struct Run<'s> {
    pub look: RunLook<'s>,
    /// Where its start tag begins, in bytes of the part.
    pub start: usize,
    /// What holds for it, once asked for.
    pub effective: Option<RunProps>,
    /// Already counted as hidden.
    pub counted: bool,
}

/// A table being read; positions count from 0.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub index: u32,
    pub row: u32,
    pub column: u32,
    pub next_row: u32,
    pub next_column: u32,
    pub row_deleted: bool,
    pub cell_deleted: bool,
}

/// What becomes of text at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Shown,
    /// Part of a table of contents.
    Contents,
    Hidden,
    /// Deleted, a field code, or outside any paragraph.
    Dropped,
}

/// Which kind of story a scene belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    TextBox,
    Note,
}

/// A story at the point of reading; text boxes open one within another.
#[derive(Debug)]
pub(super) struct Scene<'s> {
    pub kind: Kind,
    pub paragraph: Option<Paragraph<'s>>,
    /// A paragraph without end mark, waiting for the next.
    pub carried: Option<Paragraph<'s>>,
    /// Open runs: one, or more within ruby.
    pub runs: Vec<Run<'s>>,
    pub fields: Fields,
    pub tables: Vec<Table>,
    pub out: Vec<Piece>,
}

impl<'s> Scene<'s> {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            paragraph: None,
            carried: None,
            runs: Vec::new(),
            fields: Fields::default(),
            tables: Vec::new(),
            out: Vec::new(),
        }
    }

    /// Ends a paragraph: its label is counted, its pieces come out; says how many.
    pub fn emit(
        &mut self,
        paragraph: Paragraph<'s>,
        setting: Setting<'s>,
        counters: &mut Counters<'s>,
        tally: &mut Tally,
    ) -> usize {
        if paragraph.contents {
            tally.add(Left::Contents);
        }
        // A paragraph that is hidden to its mark is not there; one with a visible mark has a number.
        let unseen = paragraph.is_blank() && (paragraph.contents || paragraph.ends_hidden(setting));
        let place = setting.numbering.place(paragraph.direct, paragraph.style);
        let label = place
            .filter(|_| !unseen)
            .and_then(|(num, level)| counters.next(self.kind as u8, num, level));
        self.finish(paragraph, setting.styles, setting.theme, label)
    }

    /// Turns a paragraph whose label is known into pieces; says how many.
    pub fn finish(
        &mut self,
        paragraph: Paragraph<'s>,
        styles: &Styles,
        theme: &Theme,
        label: Option<Label>,
    ) -> usize {
        let before = self.out.len();
        let story = self.story();
        paragraph.finish(styles, theme, story, label, &mut self.out);
        self.out.len() - before
    }

    /// The paragraph whose mark is deleted, where no other follows to take it in.
    pub fn take_carried(&mut self) -> Option<Paragraph<'s>> {
        let mut carried = self.carried.take()?;
        if carried.is_blank() && !carried.contents {
            // Deleted as a whole: it is no paragraph any more, and takes no number.
            self.out.append(&mut carried.after);
            return None;
        }
        Some(carried)
    }

    /// The story of a paragraph that ends here.
    pub fn story(&self) -> Story {
        match (self.kind, self.tables.last()) {
            (Kind::Note, _) => Story::Note,
            (_, Some(table)) => Story::Table {
                table: table.index,
                row: table.row,
                column: table.column,
            },
            (Kind::TextBox, None) => Story::TextBox,
            (Kind::Body, None) => Story::Body,
        }
    }
}
