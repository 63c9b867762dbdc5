//! The walk through the text: elements in, pieces of text out.

mod actions;

use std::collections::HashMap;

use super::lists::{Lists, Opening, Stretches};
use super::styles::{OUTLINE, Sheet, paragraph_id, text_id};
use crate::read::ReadError;
use crate::read::numbering::Counters;
use crate::read::pieces::{Label, Piece};
use crate::read::props::RunProps;
use crate::read::story::{Kind, MAX_PIECES, MAX_TEXT, Paragraph, Scene, TOO_MANY_PIECES, Table};
use crate::read::tally::{Left, Tally};
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

/// What embedded objects are, by folder.
pub(super) type Objects = HashMap<String, Left>;

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub pieces: Vec<Piece>,
    pub tally: Tally,
    /// The text breaks off.
    pub broken: bool,
    pub unknown_entities: usize,
}

/// What has to be done when an element closes.
#[derive(Debug, Clone, Copy)]
enum Close {
    Nothing,
    Paragraph,
    Span,
    List,
    Item,
    Table,
    Row,
    Cell,
    /// A text box, shape or note.
    Scene,
    Contents,
    Hidden,
    Frame,
    Number,
}

/// What is kept for each open paragraph besides its text.
#[derive(Debug, Default)]
struct Line {
    label: Option<Label>,
    /// White space that comes now is one with the white space before it.
    after_space: bool,
    /// A shown stretch of hidden text has been counted.
    hidden: bool,
}

struct Walker<'s> {
    sheet: &'s Sheet,
    objects: &'s Objects,
    counters: Counters<'s>,
    closes: Vec<Close>,
    scene: Scene<'s>,
    outer: Vec<(Scene<'s>, Lists, Vec<RunProps>)>,
    lists: Lists,
    stretches: Stretches,
    lines: Vec<Line>,
    /// The looks of the open spans.
    spans: Vec<RunProps>,
    /// How many indexes are open here.
    contents: usize,
    /// How many hidden sections are open here.
    hidden: usize,
    /// Open frames; whether what they show has been counted.
    frames: Vec<bool>,
    /// The number as the writing program showed it.
    number: Option<String>,
    numbers: usize,
    tables: u32,
    size: usize,
    count: usize,
    walked: Walked,
}

/// Reads the text of a document; `sheet` holds its styles.
pub(super) fn walk(text: &str, sheet: &Sheet, objects: &Objects) -> Result<Walked, ReadError> {
    let mut cursor = Cursor::new(text);
    let mut walker = Walker {
        sheet,
        objects,
        counters: Counters::new(&sheet.numbering),
        closes: Vec::new(),
        scene: Scene::new(Kind::Body),
        outer: Vec::new(),
        lists: Lists::default(),
        stretches: Stretches::default(),
        lines: Vec::new(),
        spans: Vec::new(),
        contents: 0,
        hidden: 0,
        frames: Vec::new(),
        number: None,
        numbers: 0,
        tables: 0,
        size: 0,
        count: 0,
        walked: Walked::default(),
    };
    match walker
        .enter(&mut cursor)
        .and_then(|()| walker.run(&mut cursor))
    {
        Ok(()) => {}
        Err(Stop::Other(what)) => {
            return Err(ReadError::NotWord { what: what.into() });
        }
        Err(Stop::Trouble(Trouble::Broken)) => walker.walked.broken = true,
        Err(Stop::Trouble(trouble)) => return Err(trouble.into()),
    }
    while !walker.closes.is_empty() {
        walker.close()?;
    }
    let mut walked = walker.walked;
    walked.pieces = walker.scene.out;
    walked.unknown_entities = cursor.unknown_entities;
    Ok(walked)
}

enum Stop {
    /// Another kind of OpenDocument.
    Other(&'static str),
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Stop::Trouble(trouble)
    }
}

impl<'s> Walker<'s> {
    /// Goes on to the text of the document.
    fn enter(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let mut body = false;
        loop {
            match cursor.next()? {
                Node::Open(element) if element.ns == Ns::OdOffice => match element.local() {
                    b"body" => body = true,
                    b"text" if body => return Ok(()),
                    b"spreadsheet" if body => return Err(Stop::Other("ODF 表格")),
                    b"presentation" if body => return Err(Stop::Other("ODF 演示文稿")),
                    b"document" | b"document-content" => {}
                    _ if body => return Err(Stop::Other("ODF 文件")),
                    _ => cursor.skip()?,
                },
                Node::Open(_) | Node::Close | Node::Text(_) => {}
                Node::End => return Err(Stop::Other("其他 XML 文件")),
            }
        }
    }

    fn run(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        loop {
            match cursor.next()? {
                Node::Open(element) => {
                    if let Some(close) = self.open(cursor, &element)? {
                        self.closes.push(close);
                    }
                }
                Node::Close if self.closes.is_empty() => return Ok(()),
                Node::Close => self.close()?,
                Node::Text(text) => self.text(&text)?,
                Node::End => return Ok(()),
            }
        }
    }

    /// What an element means; `None` where it has been read to its end.
    fn open(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
    ) -> Result<Option<Close>, Trouble> {
        let close = match element.ns {
            Ns::OdText => return self.open_text(cursor, element),
            Ns::OdTable => match element.local() {
                b"table" => {
                    self.scene.tables.push(Table {
                        index: self.tables,
                        ..Table::default()
                    });
                    self.tables = self.tables.saturating_add(1);
                    Close::Table
                }
                b"table-row" => Close::Row,
                b"table-cell" | b"covered-table-cell" => Close::Cell,
                _ => Close::Nothing,
            },
            Ns::OdDraw => return self.open_drawing(cursor, element),
            Ns::OdOffice => match element.local() {
                b"annotation" => {
                    self.leave_out(Left::Comments);
                    cursor.skip()?;
                    return Ok(None);
                }
                b"forms" | b"event-listeners" | b"change-info" => {
                    cursor.skip()?;
                    return Ok(None);
                }
                _ => Close::Nothing,
            },
            _ => match element.local() {
                // Descriptions of pictures, forms, inline formulas.
                b"title" | b"desc" | b"form" | b"math" => {
                    cursor.skip()?;
                    return Ok(None);
                }
                _ => Close::Nothing,
            },
        };
        Ok(Some(close))
    }

    fn open_text(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
    ) -> Result<Option<Close>, Trouble> {
        let close = match element.local() {
            b"p" | b"h" => {
                self.begin_paragraph(cursor, element);
                Close::Paragraph
            }
            b"span" => {
                let name = cursor.attr_in(element, Ns::OdText, "style-name");
                let style = name.and_then(|name| self.sheet.styles.style(&text_id(&name)));
                let around = self.spans.last().copied().unwrap_or_default();
                let own = style.map(|style| style.run).unwrap_or_default();
                self.spans.push(own.or(around));
                Close::Span
            }
            b"s" => {
                let count = cursor.attr_in(element, Ns::OdText, "c");
                let count = count.and_then(|count| count.parse::<usize>().ok());
                self.spaces(count.unwrap_or(1))?;
                Close::Nothing
            }
            b"tab" => {
                self.insert("\t")?;
                Close::Nothing
            }
            b"line-break" => {
                self.soft_break();
                Close::Nothing
            }
            b"list" => {
                let style = cursor.attr_in(element, Ns::OdText, "style-name");
                let style = style.and_then(|style| self.sheet.known_list(&style));
                let on = cursor.attr_in(element, Ns::OdText, "continue-numbering");
                let after = cursor.attr_in(element, Ns::OdText, "continue-list");
                let id = cursor.attr_in(element, Ns::Other, "id");
                let opening = Opening {
                    style,
                    id: id.map(|id| id.into_owned()),
                    goes_on: on.is_some_and(|on| on == "true"),
                    after: after.map(|after| after.into_owned()),
                };
                self.lists.begin(opening, &mut self.stretches);
                Close::List
            }
            b"list-item" | b"list-header" => {
                let start = cursor.attr_in(element, Ns::OdText, "start-value");
                let start = start.and_then(|start| start.trim().parse().ok());
                self.lists
                    .begin_item(element.local() == b"list-item", start);
                Close::Item
            }
            b"number" => {
                self.number = Some(String::new());
                self.numbers += 1;
                Close::Number
            }
            b"note-body" if self.is_shown() => {
                self.begin_scene(Kind::Note);
                Close::Scene
            }
            b"table-of-content"
            | b"illustration-index"
            | b"table-index"
            | b"object-index"
            | b"user-index"
            | b"alphabetical-index"
            | b"bibliography" => {
                self.contents += 1;
                Close::Contents
            }
            b"section" => {
                let display = cursor.attr_in(element, Ns::OdText, "display");
                let hidden = cursor.attr_in(element, Ns::OdText, "is-hidden");
                if display.is_some_and(|display| display == "none")
                    || hidden.is_some_and(|hidden| hidden == "true")
                {
                    self.leave_out(Left::Hidden);
                    self.hidden += 1;
                    Close::Hidden
                } else {
                    Close::Nothing
                }
            }
            b"deletion" => {
                self.leave_out(Left::Deletions);
                cursor.skip()?;
                return Ok(None);
            }
            b"hidden-text" => {
                self.leave_out(Left::Hidden);
                cursor.skip()?;
                return Ok(None);
            }
            b"note-citation"
            | b"ruby-text"
            | b"insertion"
            | b"format-change"
            | b"note-body"
            | b"script"
            | b"label"
            | b"table-of-content-source"
            | b"illustration-index-source"
            | b"table-index-source"
            | b"object-index-source"
            | b"user-index-source"
            | b"alphabetical-index-source"
            | b"bibliography-source" => {
                cursor.skip()?;
                return Ok(None);
            }
            _ => Close::Nothing,
        };
        Ok(Some(close))
    }

    fn open_drawing(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
    ) -> Result<Option<Close>, Trouble> {
        let left = match element.local() {
            b"frame" => {
                self.frames.push(false);
                return Ok(Some(Close::Frame));
            }
            b"text-box" | b"custom-shape" | b"rect" | b"circle" | b"ellipse" | b"polygon"
            | b"regular-polygon" | b"polyline" | b"path" | b"line" | b"connector" | b"caption"
            | b"measure"
                if self.is_shown() =>
            {
                self.begin_scene(Kind::TextBox);
                return Ok(Some(Close::Scene));
            }
            b"a" | b"g" => return Ok(Some(Close::Nothing)),
            b"image" => Left::Pictures,
            b"object" => {
                let href = cursor.attr_in(element, Ns::Other, "href");
                let folder = href.as_deref().unwrap_or_default();
                let known = self.objects.get(folder.trim_start_matches("./"));
                known.copied().unwrap_or(Left::Objects)
            }
            b"object-ole" | b"plugin" | b"applet" => Left::Objects,
            _ => {
                cursor.skip()?;
                return Ok(None);
            }
        };
        // A frame holds the same thing in several forms.
        let counted = self.frames.last_mut();
        if counted.is_none_or(|counted| !std::mem::replace(counted, true)) {
            self.leave_out(left);
        }
        cursor.skip()?;
        Ok(None)
    }
}
