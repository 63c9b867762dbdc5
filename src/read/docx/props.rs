//! Properties of paragraphs and runs, as XML gives them.

use super::setting::twips;
use crate::document::Face;
use crate::read::fields::Form;
use crate::read::props::{FaceOf, LineRule, ParaProps, RunProps, is_heading_face};
use crate::read::story::RunLook;
use crate::read::styles::Styles;
use crate::read::symbols;
use crate::read::xml::{Cursor, Element};

impl ParaProps {
    /// Takes in a child (or grandchild) of `w:pPr`.
    pub(super) fn take(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        match element.local() {
            b"numId" => self.num = cursor.number(element),
            b"ilvl" => self.level = cursor.number(element).and_then(level),
            b"outlineLvl" => self.outline = cursor.number(element).and_then(level),
            b"jc" => self.centred = cursor.attr(element, "val").map(|value| value == "center"),
            b"snapToGrid" => self.snap = Some(cursor.on(element)),
            b"spacing" => {
                let line = cursor.attr(element, "line");
                self.line = line.and_then(|line| twips(&line)).or(self.line);
                let rule = cursor.attr(element, "lineRule");
                self.line_rule = rule.map_or(self.line_rule, |rule| {
                    Some(match rule.as_ref() {
                        "exact" => LineRule::Exact,
                        "atLeast" => LineRule::AtLeast,
                        _ => LineRule::Auto,
                    })
                });
            }
            b"ind" => {
                let mut length = |name| cursor.attr(element, name).and_then(|text| twips(&text));
                let hanging = length("hanging").map(|length| -length);
                self.first_line = hanging.or_else(|| length("firstLine")).or(self.first_line);
                let hanging = length("hangingChars").map(|length| -length);
                let first_chars = hanging.or_else(|| length("firstLineChars"));
                self.first_chars = first_chars.or(self.first_chars);
            }
            _ => {}
        }
    }
}

fn level(number: i64) -> Option<u8> {
    u8::try_from(number).ok().filter(|level| *level <= 9)
}

impl RunProps {
    /// Takes in a child of `w:rPr`.
    pub(super) fn take(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        match element.local() {
            b"b" => self.bold = Some(cursor.on(element)),
            b"vanish" => self.hidden = Some(cursor.on(element)),
            b"sz" => {
                let size = cursor.number(element);
                self.half_points = size.and_then(|size| u32::try_from(size).ok());
            }
            b"rFonts" => self.wear(cursor, element),
            _ => {}
        }
    }

    /// Takes in `w:rFonts`.
    fn wear(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        // A theme font goes before a named one, and themes set body faces.
        if let Some(theme) = cursor.attr(element, "eastAsiaTheme") {
            self.heading_face = Some(false);
            let major = theme.starts_with("major");
            self.face = Some(if major { FaceOf::Major } else { FaceOf::Minor });
        } else if let Some(face) = cursor.attr(element, "eastAsia") {
            self.heading_face = Some(is_heading_face(&face));
            self.face = Face::new(&face).map(FaceOf::Named).or(self.face);
        }
    }
}

impl<'s> RunLook<'s> {
    /// Takes in a child of a run's `w:rPr`.
    pub(super) fn take(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
        styles: &'s Styles,
    ) {
        match element.local() {
            b"rStyle" => {
                let id = cursor.attr(element, "val");
                self.style = id.and_then(|id| styles.style(&id));
            }
            b"rFonts" => {
                let face = cursor.attr(element, "ascii");
                let face = face.or_else(|| cursor.attr(element, "hAnsi"));
                let symbols = face.filter(|face| symbols::knows(face));
                self.symbols = symbols.map(|face| face.into_owned());
            }
            _ => {}
        }
        self.direct.take(cursor, element);
    }
}

/// What properties of runs said, by the words that said it: the runs of a document have few different ones.
#[derive(Debug, Default)]
pub(super) struct KnownLooks<'s> {
    /// What prefixes meant then.
    scope: usize,
    known: Vec<(String, RunLook<'s>)>,
}

impl<'s> KnownLooks<'s> {
    /// More different ones are read anew.
    const MOST: usize = 16;

    /// What `inner`, the content of a `w:rPr`, was read as.
    pub fn get(&self, cursor: &Cursor<'_>, inner: &str) -> Option<&RunLook<'s>> {
        if self.scope != cursor.scope {
            return None;
        }
        let known = self.known.iter().find(|(known, _)| known == inner)?;
        Some(&known.1)
    }

    /// Remembers it.
    pub fn add(&mut self, cursor: &Cursor<'_>, inner: &str, look: RunLook<'s>) {
        if self.scope != cursor.scope || self.known.len() >= Self::MOST {
            self.known.clear();
            self.scope = cursor.scope;
        }
        self.known.push((inner.to_owned(), look));
    }
}

/// Word offers no more entries in a list.
const MAX_ENTRIES: usize = 25;

impl Form {
    /// Takes in a child (or grandchild) of `w:ffData`.
    pub(super) fn take(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
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
