//! One story being read: its open paragraph, tables and fields, and the finished pieces.

use std::ops::Range;

use super::styles::{ParaProps, RunProps, Style, Styles};
use crate::document::{Look, Story};
use crate::read::pieces::{Label, Piece};
use crate::read::symbols;
use crate::read::xml::{Cursor, Element};

/// What the visible runs of a stretch of text have in common.
#[derive(Debug, Clone, Default)]
struct Seen {
    any: bool,
    plain: bool,
    body_face: bool,
    half_points: Option<u32>,
    /// Prompts of controls, in bytes of the text.
    prompts: Vec<Range<usize>>,
}

impl Seen {
    fn take(&mut self, run: RunProps) {
        self.any = true;
        self.plain |= run.bold != Some(true);
        self.body_face |= run.heading_face != Some(true);
        self.half_points = self.half_points.max(run.half_points);
    }
}

/// A paragraph being read.
#[derive(Debug)]
pub(super) struct Paragraph<'s> {
    pub style: Option<&'s Style>,
    pub direct: ParaProps,
    /// The text since the last soft line break.
    pub text: String,
    seen: Seen,
    /// The stretches before it.
    done: Vec<(String, Seen)>,
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
        self.seen = earlier.seen;
        self.done = earlier.done;
        self.after = earlier.after;
        self.contents = earlier.contents;
        self.hidden = earlier.hidden;
    }

    /// Notes how a run with visible text looks.
    pub fn see(&mut self, run: RunProps) {
        self.seen.take(run);
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
            self.seen.prompts.clear();
            return;
        }
        let text = std::mem::take(&mut self.text);
        let seen = std::mem::take(&mut self.seen);
        self.done.push((text, seen));
    }

    /// Whether no words are in it.
    pub fn is_blank(&self) -> bool {
        self.done.is_empty() && self.text.trim().is_empty()
    }

    /// Turns it into pieces, its text boxes last; label and outline go to the first.
    pub fn finish(
        mut self,
        styles: &Styles,
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
        for (text, seen) in self.done {
            let look = Look {
                bold: seen.any && !seen.plain,
                heading_face: seen.any && !seen.body_face,
                centred: props.centred == Some(true),
                half_points: seen.half_points,
            };
            let prompts = seen.prompts.into_iter();
            let prompts = prompts.filter_map(|range| text.get(range));
            out.push(Piece {
                story,
                prompts: prompts.map(|text| text.trim().to_string()).collect(),
                outline: outline.take(),
                label: label.take(),
                look,
                text,
            });
        }
        out.append(&mut self.after);
    }
}

/// A run being read.
#[derive(Debug, Default)]
pub(super) struct Run<'s> {
    pub direct: RunProps,
    pub style: Option<&'s Style>,
    /// What holds for it, once asked for.
    pub effective: Option<RunProps>,
    /// Already counted as hidden.
    pub counted: bool,
    /// The symbol font it is set in.
    pub symbols: Option<String>,
}

impl Run<'_> {
    /// Takes in what a child of `w:rPr` says about symbol fonts.
    pub fn take_symbols(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        if element.local() == b"rFonts" {
            let face = cursor.attr(element, "ascii");
            let face = face.or_else(|| cursor.attr(element, "hAnsi"));
            self.symbols = face
                .filter(|face| symbols::knows(face))
                .map(|face| face.into_owned());
        }
    }
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

/// A field being read.
#[derive(Debug)]
struct Field {
    ordinal: usize,
    /// Still before the separator: the code, not the result.
    code: bool,
    contents: bool,
    instruction: String,
    form: Form,
    /// How far the walk was when the result began.
    result_from: Option<u64>,
}

/// A form field's own data: what it offers and what is chosen.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// Entries of a list to choose from.
    pub entries: Vec<String>,
    /// The entry chosen, from 0.
    pub chosen: Option<usize>,
    /// Whether a box is ticked.
    pub ticked: bool,
}

/// A field that has ended without a result, and what there is to tell what it shows.
#[derive(Debug)]
pub(super) struct Ended {
    pub instruction: String,
    pub form: Form,
}

/// Fields deeper than this are not opened; a real document has three or four within one another,
/// but as many as never end are open at the end, and the second walk must know them all.
const MAX_FIELDS: usize = 1 << 16;
/// In bytes.
const MAX_INSTRUCTION: usize = 512;
/// Word offers no more.
const MAX_ENTRIES: usize = 25;

/// The fields open at one place.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    codes: usize,
    contents: usize,
}

impl Form {
    /// Takes in a child (or grandchild) of `w:ffData`.
    pub fn take(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        match element.local() {
            b"listEntry" if self.entries.len() < MAX_ENTRIES => {
                let entry = cursor.attr(element, "val").unwrap_or_default();
                self.entries.push(entry.into_owned());
            }
            b"result" => {
                self.chosen = cursor.number(element).and_then(|at| at.try_into().ok());
            }
            b"default" => {
                let chosen = cursor.number(element).and_then(|at| at.try_into().ok());
                self.chosen = self.chosen.or(chosen);
                self.ticked = cursor.on(element);
            }
            b"checked" => self.ticked = cursor.on(element),
            _ => {}
        }
    }
}

impl Fields {
    pub fn begin(&mut self, ordinal: usize) {
        if self.open.len() < MAX_FIELDS {
            self.codes += 1;
            self.open.push(Field {
                ordinal,
                code: true,
                contents: false,
                instruction: String::new(),
                form: Form::default(),
                result_from: None,
            });
        }
    }

    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.code) {
            let room = MAX_INSTRUCTION.saturating_sub(field.instruction.len());
            let kept = text.char_indices().take_while(|(at, _)| *at < room);
            field
                .instruction
                .extend(kept.map(|(_, character)| character));
        }
    }

    /// The data of the innermost field, as long as its code is being read.
    pub fn form(&mut self) -> Option<&mut Form> {
        let field = self.open.last_mut().filter(|field| field.code)?;
        Some(&mut field.form)
    }

    /// Begins the result of the innermost field; `progress` tells later whether there was one.
    pub fn separate(&mut self, progress: u64) {
        if let Some(field) = self.open.last_mut().filter(|field| field.code) {
            field.code = false;
            field.result_from = Some(progress);
            field.contents = is_contents(&field.instruction);
            self.codes -= 1;
            self.contents += usize::from(field.contents);
        }
    }

    /// Ends the innermost field; hands it back if it had no result.
    pub fn end(&mut self, progress: u64) -> Option<Ended> {
        let field = self.open.pop()?;
        self.codes -= usize::from(field.code);
        self.contents -= usize::from(field.contents);
        let bare = field.result_from.is_none_or(|from| from == progress);
        bare.then_some(Ended {
            instruction: field.instruction,
            form: field.form,
        })
    }

    /// Whether this is the code of some field, never shown.
    pub fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// Whether this is the result of a table-of-contents field.
    pub fn in_contents(&self) -> bool {
        self.contents > 0
    }

    /// The fields that never end and would hide text.
    pub fn unterminated(&self) -> impl Iterator<Item = usize> + '_ {
        let hiding = self
            .open
            .iter()
            .filter(|field| field.code || field.contents);
        hiding.map(|field| field.ordinal)
    }
}

/// Whether a field instruction makes a table of contents.
pub(super) fn is_contents(instruction: &str) -> bool {
    first_word(instruction).eq_ignore_ascii_case("TOC")
}

fn first_word(instruction: &str) -> &str {
    instruction.split_whitespace().next().unwrap_or_default()
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

impl Scene<'_> {
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
