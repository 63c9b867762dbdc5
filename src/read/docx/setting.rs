//! What the file says besides its text about how it is printed: theme faces, page, footers.

use crate::document::{Face, Grid, Page};
use crate::read::props::Theme;
use crate::read::styles::Styles;
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

/// Footers that are looked into; a file has up to three for each of its sections.
pub(super) const MAX_FOOTERS: usize = 32;
/// Letters of a field's instruction that are kept.
const MAX_INSTRUCTION: usize = 64;
/// Fields within fields that are followed.
const MAX_FIELDS: usize = 64;

/// A length in twips: a bare number, or one with a unit as strict files write it.
pub(super) fn twips(text: &str) -> Option<i32> {
    const UNITS: [(&str, f64); 5] = [
        ("mm", 1440.0 / 25.4),
        ("cm", 1440.0 / 2.54),
        ("in", 1440.0),
        ("pt", 20.0),
        ("pc", 240.0),
    ];
    let text = text.trim();
    let unit = UNITS
        .iter()
        .find_map(|(unit, twips)| Some((text.strip_suffix(unit)?, *twips)));
    let (number, scale) = unit.unwrap_or((text, 1.0));
    let length = number.trim().parse::<f64>().ok()? * scale;
    // Nothing on a page is longer than a hundred metres.
    (length.abs() < 6_000_000.0).then(|| length.round() as i32)
}

/// A section's page as its properties say; zero where they say nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Section {
    size: [i32; 2],
    margins: [i32; 4],
    grid: Option<Grid>,
    paragraphs: usize,
}

/// The sections of a document: the one being read, and the longest before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections {
    current: Option<Section>,
    longest: Option<Section>,
    read: usize,
}

impl Sections {
    /// Takes in `w:sectPr` (after `read` paragraphs) and its children.
    pub fn take(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>, read: usize) {
        if element.local() == b"sectPr" {
            self.longest = self.longest();
            self.current = Some(Section {
                paragraphs: read.saturating_sub(self.read),
                ..Section::default()
            });
            self.read = read;
            return;
        }
        let Some(section) = &mut self.current else {
            return;
        };
        let mut length = |name| cursor.attr(element, name).and_then(|value| twips(&value));
        match element.local() {
            b"pgSz" => section.size = ["w", "h"].map(|name| length(name).unwrap_or(0)),
            b"pgMar" => {
                let [top, bottom, left, right, gutter] =
                    ["top", "bottom", "left", "right", "gutter"]
                        .map(|name| length(name).unwrap_or(0));
                // A negative margin holds whatever the header needs.
                section.margins = [top.abs(), bottom.abs(), left + gutter, right];
            }
            b"docGrid" => {
                let line = length("linePitch");
                let space = cursor.attr(element, "charSpace");
                // Below zero, which LibreOffice writes without a sign.
                let space = space.and_then(|space| space.trim().parse::<i64>().ok());
                let space = space.map(|space| space as u32 as i32);
                let kind = cursor.attr(element, "type");
                let characters = matches!(kind.as_deref(), Some("linesAndChars" | "snapToChars"));
                let lines = characters || kind.as_deref() == Some("lines");
                section.grid = line.filter(|line| lines && *line > 0).map(|line| Grid {
                    line,
                    character: characters.then(|| space.unwrap_or(0)),
                });
            }
            _ => {}
        }
    }

    /// The longer of the one being read and the longest before it, the first of equals.
    fn longest(&self) -> Option<Section> {
        let before = self.longest.filter(|longest| {
            self.current
                .is_none_or(|current| current.paragraphs <= longest.paragraphs)
        });
        before.or(self.current)
    }

    /// The page of the section with most paragraphs.
    pub fn page(&self, styles: &Styles) -> Option<Page> {
        let longest = self.longest()?;
        let base = styles.base_half_points();
        let grid = longest.grid.map(|grid| Grid {
            line: grid.line,
            // The file gives what is added to the size of the default style.
            character: grid.character.map(|space| {
                space.saturating_add(i32::try_from(base).unwrap_or(20).saturating_mul(2048))
            }),
        });
        let [width, height] = longest.size;
        (width > 0 && height > 0).then_some(Page {
            width,
            height,
            margins: longest.margins,
            grid,
            numbered: false,
        })
    }
}

/// Reads the East Asian faces of a theme; `script` is that of the language the file is set for.
pub(super) fn theme(text: &str, script: &str) -> Result<Theme, Trouble> {
    let mut theme = Theme::default();
    let mut cursor = Cursor::new(text);
    let mut major = None;
    let mut own = false;
    loop {
        let Node::Open(element) = (match cursor.next()? {
            Node::End => return Ok(theme),
            node => node,
        }) else {
            continue;
        };
        match element.local() {
            b"majorFont" => major = Some(true),
            b"minorFont" => {
                major = Some(false);
                own = false;
            }
            b"clrScheme" => cursor.skip()?,
            b"fmtScheme" => return Ok(theme),
            b"ea" | b"font" => {
                let Some(major) = major else { continue };
                let by_script = element.local() == b"font";
                let wanted = !by_script
                    || !own
                        && cursor
                            .attr(&element, "script")
                            .is_some_and(|found| found == script);
                if !wanted {
                    continue;
                }
                let face = cursor.attr(&element, "typeface");
                if let Some(face) = face.and_then(|name| Face::new(&name)) {
                    own |= !by_script;
                    *(if major {
                        &mut theme.major
                    } else {
                        &mut theme.minor
                    }) = Some(face);
                }
            }
            _ => {}
        }
    }
}

/// The script, as themes name it, of the East Asian language that `settings.xml` sets the file for.
pub(super) fn script(settings: &str) -> &'static str {
    let mut cursor = Cursor::new(settings);
    let says = settings.contains("themeFontLang");
    while says && let Ok(node) = cursor.next() {
        match node {
            Node::Open(element) if element.local() == b"themeFontLang" => {
                let language = cursor.attr(&element, "eastAsia").unwrap_or_default();
                return match language.to_ascii_lowercase().as_str() {
                    "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant" => "Hant",
                    "ja-jp" => "Jpan",
                    "ko-kr" => "Hang",
                    _ => "Hans",
                };
            }
            // Long lists of editing sessions stand before it.
            Node::Open(element) if element.local() == b"rsids" && cursor.skip().is_err() => break,
            Node::End => break,
            _ => {}
        }
    }
    "Hans"
}

/// Whether a footer shows the number of the page: a `PAGE` field, simple or complex, or `w:pgNum`, wherever it stands.
pub(super) fn shows_page_number(footer: &str) -> bool {
    let is_page = |instruction: &str| {
        let name = instruction.split_whitespace().next().unwrap_or_default();
        name.eq_ignore_ascii_case("PAGE")
    };
    let mut cursor = Cursor::new(footer);
    let mut fields: Vec<String> = Vec::new();
    let mut instruction = false;
    while let Ok(node) = cursor.next() {
        match node {
            Node::Open(element) if element.ns == Ns::Word => match element.local() {
                b"fldSimple"
                    if cursor
                        .attr(&element, "instr")
                        .is_some_and(|code| is_page(&code)) =>
                {
                    return true;
                }
                b"fldChar" => match cursor.attr(&element, "fldCharType").as_deref() {
                    Some("begin") if fields.len() < MAX_FIELDS => fields.push(String::new()),
                    Some("separate") if fields.last().is_some_and(|code| is_page(code)) => {
                        return true;
                    }
                    Some("end") if fields.pop().is_some_and(|code| is_page(&code)) => return true,
                    _ => {}
                },
                b"instrText" => instruction = true,
                // An older way to write it; the one in the numbering of pages (w:pgNumType) has another name.
                b"pgNum" => return true,
                _ => {}
            },
            Node::Text(text) if instruction => {
                if let Some(code) = fields
                    .last_mut()
                    .filter(|code| code.len() < MAX_INSTRUCTION)
                {
                    code.extend(text.chars().take(MAX_INSTRUCTION));
                }
            }
            Node::Close => instruction = false,
            Node::End => break,
            _ => {}
        }
    }
    false
}
