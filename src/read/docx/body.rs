//! The walk through `document.xml` and the notes: events in, pieces of text out.

mod actions;
mod structure;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::props::KnownLooks;
use super::setting::Sections;
use crate::read::fields::is_contents;
use crate::read::numbering::Counters;
use crate::read::pieces::{Piece, trim_note};
use crate::read::place::{Host, Mark};
use crate::read::story::{
    Kind, MAX_PIECES, MAX_TEXT, Paragraph, Run, RunLook, Scene, Setting, TOO_MANY_PIECES, Table,
};
use crate::read::symbols;
use crate::read::tally::{Left, Tally};
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble, is_whole};

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The body, with text boxes.
    pub pieces: Vec<Piece>,
    /// Notes by id, when the part is one of notes.
    pub notes: HashMap<i64, Vec<Piece>>,
    /// Notes referred to, in order.
    pub references: Vec<Reference>,
    /// The paragraphs of the running text, when asked for.
    pub hosts: Vec<Host>,
    pub tally: Tally,
    /// The part broke off.
    pub broken: bool,
    /// Fields that never end and hid text.
    pub unterminated: HashSet<usize>,
    /// Parts inserted as whole files, whose text is not here.
    pub chunks: usize,
    /// Headers and footers referred to, as kind and relationship, in order.
    pub margins: Vec<(String, String)>,
    /// Some section has a first page of its own.
    pub title_page: bool,
    pub unknown_entities: usize,
    pub sections: Sections,
    /// Paragraphs in the style of guidance that hold other words.
    pub written_over: usize,
}

/// A reference to a note.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    pub endnote: bool,
    pub id: i64,
    /// The paragraph that it stands in.
    pub host: Option<usize>,
    /// The first piece of that paragraph.
    pub piece: usize,
}

/// Why there is nothing to show for the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The root is another one, of this namespace.
    Root(Ns),
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Stop::Trouble(trouble)
    }
}

/// Reads a part whose root is the Word element `root`; the fields numbered in `ignored` are taken as not there.
pub(super) fn walk(
    text: &str,
    root: &str,
    setting: Setting<'_>,
    ignored: &HashSet<usize>,
) -> Result<Walked, Stop> {
    let mut cursor = Cursor::new(text);
    // White space may stand before the root.
    let opening = loop {
        match cursor.next()? {
            Node::Text(_) => {}
            Node::Open(element) => break element,
            Node::Close | Node::End => return Err(Stop::Trouble(Trouble::Broken)),
        }
    };
    if opening.ns != Ns::Word || opening.local() != root.as_bytes() {
        return Err(Stop::Root(opening.ns));
    }
    let mut walker = Walker {
        setting,
        ignored,
        counters: Counters::new(setting.numbering),
        frames: vec![Frame::TRANSPARENT],
        scene: Scene::new(Kind::Body),
        looks: KnownLooks::default(),
        outer: Vec::new(),
        alternates: Vec::new(),
        controls: Vec::new(),
        prompts: 0,
        deleted: 0,
        contents: 0,
        objects: 0,
        bound: 0,
        begins: 0,
        tables: 0,
        size: 0,
        count: 0,
        progress: 0,
        walked: Walked::default(),
    };
    let result = walker.run(&mut cursor);
    match result {
        Ok(()) => {}
        Err(Trouble::Broken) => walker.walked.broken = true,
        Err(trouble) => return Err(Stop::Trouble(trouble)),
    }
    while !walker.frames.is_empty() {
        walker.close(cursor.span())?;
    }
    let pieces = walker.end_scene()?;
    let mut walked = walker.walked;
    walked.pieces = pieces;
    walked.unknown_entities = cursor.unknown_entities;
    Ok(walked)
}

/// Where an element stands, as far as that decides what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Flow,
    ParaProps,
    MarkProps,
    RowProps,
    CellProps,
    ControlProps,
    Text,
    Instruction,
    FormData,
}

/// What has to be done when an element closes.
#[derive(Debug, Clone, Copy)]
enum Close {
    Nothing,
    Paragraph,
    Run,
    Text { start: usize, preserve: bool },
    Deleted,
    Contents,
    Table,
    Row,
    Cell,
    Control,
    TextBox,
    Note(i64),
    Object,
    Alternate,
    Branch,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    close: Close,
    within: Within,
}

impl Frame {
    const TRANSPARENT: Frame = Frame {
        close: Close::Nothing,
        within: Within::Flow,
    };
}

/// An `mc:AlternateContent`: only one branch counts.
#[derive(Debug, Default)]
struct Alternate {
    settled: bool,
    before: u64,
}

/// A content control.
#[derive(Debug, Clone, Copy, Default)]
struct Control {
    /// It holds a table of contents.
    contents: bool,
    /// Its content is filled in from a part with data, or it stands within a line: no comment begins or ends in it.
    bound: bool,
    /// It still shows its prompt.
    prompt: bool,
}

struct Walker<'s> {
    setting: Setting<'s>,
    ignored: &'s HashSet<usize>,
    counters: Counters<'s>,
    frames: Vec<Frame>,
    scene: Scene<'s>,
    looks: KnownLooks<'s>,
    /// The scenes around it.
    outer: Vec<Scene<'s>>,
    alternates: Vec<Alternate>,
    /// Content controls, innermost last.
    controls: Vec<Control>,
    /// How many open controls still show their prompt.
    prompts: usize,
    /// How many deletions are open here.
    deleted: usize,
    /// How many controls and simple fields holding a table of contents are open here.
    contents: usize,
    objects: usize,
    /// How many controls whose content comes from elsewhere are open here.
    bound: usize,
    begins: usize,
    tables: u32,
    size: usize,
    count: usize,
    /// Grows with everything that is read or counted: a branch that leaves it alone yields nothing.
    progress: u64,
    walked: Walked,
}

impl<'s> Walker<'s> {
    fn run(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Trouble> {
        loop {
            match cursor.next()? {
                Node::Open(element) => self.open(cursor, &element)?,
                Node::Close => self.close(cursor.span())?,
                Node::Text(text) => match self.within() {
                    Within::Text => self.text(&text, cursor.span())?,
                    Within::Instruction => self.scene.fields.instruct(&text),
                    _ => {}
                },
                Node::End => return Ok(()),
            }
        }
    }

    fn within(&self) -> Within {
        self.frames
            .last()
            .map_or(Within::Flow, |frame| frame.within)
    }

    fn push(&mut self, close: Close, within: Within) {
        self.frames.push(Frame { close, within });
    }

    fn open(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<(), Trouble> {
        let within = self.within();
        if element.ns != Ns::Word {
            return self.open_foreign(cursor, element, within);
        }
        if element.local().ends_with(b"Change") {
            // The state before a tracked change.
            return cursor.skip();
        }
        match within {
            Within::Flow => return self.open_flow(cursor, element),
            Within::ParaProps => match element.local() {
                b"rPr" if !tells_of_mark(cursor) => return cursor.skip(),
                b"rPr" => {
                    self.push(Close::Nothing, Within::MarkProps);
                    return Ok(());
                }
                b"headerReference" | b"footerReference" => self.header(cursor, element),
                b"pStyle" => self.set_style(cursor, element),
                b"sectPr" | b"pgSz" | b"pgMar" | b"docGrid" => self.section(cursor, element),
                b"titlePg" => self.walked.title_page |= cursor.on(element),
                b"framePr" => self.frame(cursor, element),
                _ => {
                    if let Some(paragraph) = &mut self.scene.paragraph {
                        paragraph.direct.take(cursor, element);
                    }
                }
            },
            Within::MarkProps => {
                if let Some(paragraph) = &mut self.scene.paragraph {
                    match element.local() {
                        b"del" | b"moveFrom" => paragraph.joined = true,
                        b"vanish" => paragraph.mark_hidden = Some(cursor.on(element)),
                        _ => {}
                    }
                }
            }
            Within::RowProps => self.row_prop(cursor, element),
            Within::CellProps => self.cell_prop(cursor, element),
            Within::ControlProps => self.control_prop(cursor, element),
            Within::FormData => {
                if let Some(form) = self.scene.fields.form() {
                    form.take(cursor, element);
                }
            }
            Within::Text | Within::Instruction => {}
        }
        self.push(Close::Nothing, within);
        Ok(())
    }

    fn open_flow(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<(), Trouble> {
        let mut within = Within::Flow;
        let mut close = Close::Nothing;
        match element.local() {
            b"p" => {
                self.begin_paragraph(cursor.span().end)?;
                close = Close::Paragraph;
            }
            b"pPr" => within = Within::ParaProps,
            b"r" => {
                let span = cursor.span();
                if self.scene.paragraph.is_none() {
                    // Some generators leave out the paragraph around a run.
                    self.begin_paragraph(span.start)?;
                }
                self.scene.runs.push(Run {
                    start: span.start,
                    ..Run::default()
                });
                close = Close::Run;
            }
            b"rPr" => return self.look(cursor),
            b"t" => {
                let space = cursor.attr_in(element, Ns::Other, "space");
                let preserve = space.is_some_and(|value| value == "preserve");
                let paragraph = self.scene.paragraph.as_ref();
                let start = paragraph.map_or(0, |paragraph| paragraph.text.len());
                close = Close::Text { start, preserve };
                within = Within::Text;
            }
            b"tab" | b"ptab" => self.character('\t')?,
            b"noBreakHyphen" => self.character('-')?,
            b"sym" => self.symbol(cursor, element)?,
            // A page or column break within a paragraph parts its text as a line break does.
            b"br" | b"cr" => self.soft_break(),
            b"fldChar" => self.field(cursor, element)?,
            b"instrText" => within = Within::Instruction,
            b"fldSimple" => {
                let instruction = cursor.attr(element, "instr").unwrap_or_default();
                if is_contents(&instruction) {
                    self.contents += 1;
                    close = Close::Contents;
                }
            }
            b"del" | b"moveFrom" => {
                self.leave_out(Left::Deletions);
                self.deleted += 1;
                close = Close::Deleted;
            }
            b"tbl" => {
                self.begin_table()?;
                close = Close::Table;
            }
            b"tr" => {
                self.begin_row();
                close = Close::Row;
            }
            b"trPr" => within = Within::RowProps,
            b"tc" => {
                self.begin_cell();
                close = Close::Cell;
            }
            b"tcPr" => within = Within::CellProps,
            b"sdt" => {
                // A comment that begins in a control within a line and ends outside it makes other programs
                // lose words, so such a control counts as filled in from elsewhere.
                let bound = self.scene.paragraph.is_some();
                self.bound += usize::from(bound);
                self.controls.push(Control {
                    bound,
                    ..Control::default()
                });
                close = Close::Control;
            }
            b"sdtPr" => within = Within::ControlProps,
            b"txbxContent" => {
                if self.is_left_out() {
                    return cursor.skip();
                }
                self.begin_box();
                close = Close::TextBox;
            }
            b"footnote" | b"endnote" => {
                let id = cursor.attr(element, "id");
                let id = id.and_then(|id| id.trim().parse().ok()).unwrap_or(-1);
                let inner = Scene::new(Kind::Note);
                self.outer.push(std::mem::replace(&mut self.scene, inner));
                close = Close::Note(id);
            }
            b"footnoteReference" | b"endnoteReference" => self.reference(cursor, element),
            b"commentReference" => self.leave_out(Left::Comments),
            b"headerReference" | b"footerReference" => self.header(cursor, element),
            b"sectPr" | b"pgSz" | b"pgMar" | b"docGrid" => self.section(cursor, element),
            b"titlePg" => self.walked.title_page |= cursor.on(element),
            b"ffData" => within = Within::FormData,
            b"object" => {
                self.objects += 1;
                close = Close::Object;
            }
            b"altChunk" | b"subDoc" => self.walked.chunks += 1,
            b"delText" => {
                if self.deleted == 0 {
                    self.leave_out(Left::Deletions);
                }
                return cursor.skip();
            }
            b"rt" | b"rubyPr" | b"sdtEndPr" | b"tblPr" | b"tblPrEx" | b"tblGrid" | b"fldData"
            | b"delInstrText" => return cursor.skip(),
            _ => {}
        }
        self.push(close, within);
        Ok(())
    }

    /// Reads a `w:rPr` of a run to its end.
    fn look(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Trouble> {
        let styles = self.setting.styles;
        let Some(run) = self.scene.runs.last_mut() else {
            return cursor.skip();
        };
        let inner = cursor.to_end_tag();
        if let Some(inner) = inner
            && let Some(known) = self.looks.get(cursor, inner)
        {
            run.look = known.clone();
            cursor.leap(inner);
            return cursor.next().map(|_| ());
        }
        run.look = RunLook::default();
        let mut depth = 0usize;
        loop {
            match cursor.next()? {
                // The state before a tracked change.
                Node::Open(element) if element.local() == b"rPrChange" => cursor.skip()?,
                Node::Open(element) => {
                    depth += 1;
                    if element.ns == Ns::Word {
                        run.look.take(cursor, &element, styles);
                    }
                }
                Node::Close if depth == 0 => break,
                Node::Close => depth -= 1,
                Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
        if let Some(inner) = inner.filter(|inner| is_whole(inner)) {
            self.looks.add(cursor, inner, run.look.clone());
        }
        Ok(())
    }

    /// Ends the innermost element; `span` is where its end tag stands.
    fn close(&mut self, span: Range<usize>) -> Result<(), Trouble> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        if frame.within == Within::ParaProps && self.within() == Within::Flow {
            self.host(|host| host.start = span.end);
        }
        match frame.close {
            Close::Nothing => {}
            Close::Paragraph => {
                self.host(|host| host.end = span.start);
                self.end_paragraph()?;
            }
            Close::Run => {
                self.scene.runs.pop();
            }
            Close::Text { start, preserve } => self.end_text(start, preserve),
            Close::Deleted => self.deleted -= 1,
            Close::Contents => self.contents -= 1,
            Close::Table => self.end_table()?,
            Close::Row => self.end_row(),
            Close::Cell => self.end_cell()?,
            Close::Control => {
                let control = self.controls.pop().unwrap_or_default();
                self.contents -= usize::from(control.contents);
                self.bound -= usize::from(control.bound);
                self.prompts -= usize::from(control.prompt);
            }
            Close::TextBox => self.end_box()?,
            Close::Note(id) => {
                let mut pieces = self.end_scene()?;
                trim_note(&mut pieces);
                self.walked.notes.insert(id, pieces);
            }
            Close::Object => self.objects -= 1,
            Close::Alternate => {
                self.alternates.pop();
            }
            Close::Branch => {
                if let Some(alternate) = self.alternates.last_mut() {
                    alternate.settled = self.progress > alternate.before;
                }
            }
        }
        Ok(())
    }
}

/// Whether the properties of a paragraph mark, just opened, may say something that matters.
fn tells_of_mark(cursor: &Cursor<'_>) -> bool {
    let telling = ["del", "moveFrom", "vanish"];
    let inner = cursor.inner();
    inner.is_none_or(|inner| telling.iter().any(|name| inner.contains(name)))
}
