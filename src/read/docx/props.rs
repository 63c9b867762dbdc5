//! Properties of paragraphs and runs, as XML gives them.

use super::setting::twips;
use crate::document::Face;
use crate::read::props::{FaceOf, LineRule, ParaProps, RunProps, is_heading_face};
use crate::read::story::Form;
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
            b"rFonts" => self.wear(&Fonts::of(cursor, element)),
            _ => {}
        }
    }

    /// Takes in what fonts say.
    pub(super) fn wear(&mut self, fonts: &Fonts) {
        self.heading_face = fonts.heading_face.or(self.heading_face);
        self.face = fonts.face.or(self.face);
    }
}

/// What a `w:rFonts` says; `None` is "not said".
#[derive(Debug, Clone, Default)]
pub(super) struct Fonts {
    heading_face: Option<bool>,
    face: Option<FaceOf>,
    /// The font of symbols that private characters are shown in.
    pub symbols: Option<String>,
}

impl Fonts {
    /// Reads the element.
    pub fn of(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Fonts {
        let mut fonts = Fonts::default();
        // A theme font goes before a named one, and themes set body faces.
        if let Some(theme) = cursor.attr(element, "eastAsiaTheme") {
            fonts.heading_face = Some(false);
            let major = theme.starts_with("major");
            fonts.face = Some(if major { FaceOf::Major } else { FaceOf::Minor });
        } else if let Some(face) = cursor.attr(element, "eastAsia") {
            fonts.heading_face = Some(is_heading_face(&face));
            fonts.face = Face::new(&face).map(FaceOf::Named);
        }
        let face = cursor.attr(element, "ascii");
        let face = face.or_else(|| cursor.attr(element, "hAnsi"));
        fonts.symbols = face
            .filter(|face| symbols::knows(face))
            .map(|face| face.into_owned());
        fonts
    }
}

/// Fonts as they were read, by the attributes that said so: runs of a document have few different ones.
#[derive(Debug, Default)]
pub(super) struct KnownFonts {
    /// What prefixes meant then.
    scope: usize,
    known: Vec<(Vec<u8>, Fonts)>,
}

impl KnownFonts {
    /// More different ones are read anew.
    const MOST: usize = 16;

    /// What a `w:rFonts` says.
    pub fn of(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> &Fonts {
        if self.scope != cursor.scope || self.known.len() > Self::MOST {
            self.known.clear();
            self.scope = cursor.scope;
        }
        let raw = element.raw();
        let place = self.known.iter().position(|(known, _)| known == raw);
        let place = place.unwrap_or_else(|| {
            let fonts = Fonts::of(cursor, element);
            self.known.push((raw.to_vec(), fonts));
            self.known.len() - 1
        });
        &self.known[place].1
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
