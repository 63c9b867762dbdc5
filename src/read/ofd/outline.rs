//! What a document consists of: pages in order, templates, fonts.

use std::collections::HashMap;

use crate::read::ReadError;
use crate::read::package::resolve;
use crate::read::props::is_heading_face;
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

const MAX_PAGES: usize = 2000;
const MAX_DOCUMENTS: usize = 100;
const MAX_RESOURCES: usize = 16;
/// A4.
const HEIGHT: f64 = 297.0;

/// What fonts say about the look of text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Font {
    pub bold: bool,
    pub heading_face: bool,
}

/// Fonts by id.
pub(super) type Fonts = HashMap<String, Font>;

/// The frame of a document.
#[derive(Debug)]
pub(super) struct Outline {
    /// Names of the parts of its pages.
    pub pages: Vec<String>,
    /// Parts of the template pages by id.
    pub templates: HashMap<String, String>,
    /// Parts that hold fonts.
    pub resources: Vec<String>,
    /// Height of a page in millimetres.
    pub height: f64,
    /// It has annotations.
    pub annotations: usize,
    /// Pages beyond the limit were left out.
    pub too_many: bool,
    /// The part breaks off.
    pub broken: bool,
}

/// Where the documents of a package begin.
pub(super) fn roots(text: &str) -> Result<Vec<String>, ReadError> {
    let mut found = Vec::new();
    let result = texts(
        text,
        |_, element| element.local() == b"DocRoot",
        |_, root| {
            if found.len() < MAX_DOCUMENTS {
                found.push(root.to_string());
            }
        },
    );
    match result {
        Ok(()) | Err(Trouble::Broken) => Ok(found),
        Err(trouble) => Err(trouble.into()),
    }
}

impl Outline {
    /// Reads `Document.xml`, which is the part called `name`.
    pub fn read(text: &str, name: &str) -> Result<Self, ReadError> {
        let mut outline = Self {
            pages: Vec::new(),
            templates: HashMap::new(),
            resources: Vec::new(),
            height: HEIGHT,
            annotations: 0,
            too_many: false,
            broken: false,
        };
        let (mut resources, mut height) = (Vec::new(), None);
        let mut boxes = 0;
        let result = texts(
            text,
            |cursor, element| {
                let location = cursor.attr(element, "BaseLoc");
                match (element.local(), location) {
                    (b"Page", Some(page)) if outline.pages.len() >= MAX_PAGES => {
                        outline.too_many |= !page.is_empty();
                    }
                    (b"Page", Some(page)) => outline.pages.push(resolve(name, &page)),
                    (b"TemplatePage", Some(page)) => {
                        let id = cursor.attr(element, "ID").unwrap_or_default();
                        outline
                            .templates
                            .insert(id.into_owned(), resolve(name, &page));
                    }
                    (b"Annotations", _) => outline.annotations = 1,
                    _ => {}
                }
                matches!(
                    element.local(),
                    b"PublicRes" | b"DocumentRes" | b"PhysicalBox"
                )
            },
            |local, value| match local {
                b"PhysicalBox" => {
                    // The first one is that of the document.
                    boxes += 1;
                    if boxes == 1 {
                        height = super::page::numbers(value).nth(3);
                    }
                }
                _ if resources.len() < MAX_RESOURCES => resources.push(resolve(name, value)),
                _ => {}
            },
        );
        match result {
            Ok(()) => {}
            Err(Trouble::Broken) => outline.broken = true,
            Err(trouble) => return Err(trouble.into()),
        }
        outline.resources = resources;
        outline.height = height.filter(|height| *height > 0.0).unwrap_or(HEIGHT);
        Ok(outline)
    }
}

/// Takes in the fonts of a resource part.
pub(super) fn read_fonts(text: &str, fonts: &mut Fonts) -> Result<(), Trouble> {
    let take = |cursor: &mut Cursor<'_>, element: &Element<'_>| {
        if element.local() == b"Font" {
            let id = cursor.attr(element, "ID").unwrap_or_default().into_owned();
            let name = cursor.attr(element, "FontName").unwrap_or_default();
            let family = cursor.attr(element, "FamilyName").unwrap_or_default();
            let bold = cursor
                .attr(element, "Bold")
                .is_some_and(|bold| bold == "true");
            let font = Font {
                bold: bold || name.contains("Bold"),
                heading_face: is_heading_face(&name) || is_heading_face(&family),
            };
            fonts.insert(id, font);
        }
        false
    };
    texts(text, take, |_, _| {})
}

/// Shows `open` every element of the format, and `value` the text of those that it asks for.
fn texts<'x>(
    text: &'x str,
    mut open: impl FnMut(&mut Cursor<'x>, &Element<'x>) -> bool,
    mut value: impl FnMut(&[u8], &str),
) -> Result<(), Trouble> {
    let mut cursor = Cursor::new(text);
    let mut wanted: Option<(Vec<u8>, String)> = None;
    loop {
        match cursor.next()? {
            Node::Open(element) if element.ns == Ns::Ofd => {
                let asked = open(&mut cursor, &element);
                wanted = asked.then(|| (element.local().to_vec(), String::new()));
            }
            Node::Open(_) => {}
            Node::Text(text) => {
                if let Some((_, words)) = &mut wanted
                    && words.len() < 1024
                {
                    words.push_str(&text);
                }
            }
            Node::Close => {
                if let Some((local, words)) = wanted.take() {
                    value(&local, words.trim());
                }
            }
            Node::End => return Ok(()),
        }
    }
}
