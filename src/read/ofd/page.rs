//! The text objects of a page.

use super::outline::{Font, Fonts};
use crate::read::ReadError;
use crate::read::printed::Stretch;
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};
use crate::text::count::is_han;

const MAX_TEMPLATES: usize = 16;

/// What a page holds; lengths are in millimetres.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub stretches: Vec<Stretch>,
    /// Ids of the templates it stands on.
    pub templates: Vec<String>,
    pub height: Option<f64>,
    pub pictures: usize,
    /// Text objects that do not stand upright.
    pub slanted: usize,
    /// The part breaks off.
    pub broken: bool,
}

/// A text object: where it stands, and how its text looks.
#[derive(Debug, Clone)]
struct Object {
    left: f64,
    top: f64,
    /// The transformation of the object, column by column.
    matrix: [f64; 6],
    size: f64,
    font: Font,
    /// Where the last code began: the next one may leave it out.
    x: f64,
    y: f64,
}

/// A run of characters and their offsets.
#[derive(Debug, Default)]
struct Code {
    text: String,
    across: String,
    down: String,
}

/// Numbers as the format separates them.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = f64> + '_ {
    text.split_whitespace()
        .map_while(|number| number.parse().ok())
        .filter(|number: &f64| number.is_finite())
}

/// Reads the content of a page or a template.
pub(super) fn read(text: &str, fonts: &Fonts) -> Result<Content, ReadError> {
    let mut content = Content::default();
    match content.fill(&mut Cursor::new(text), fonts) {
        Ok(()) => {}
        Err(Trouble::Broken) => content.broken = true,
        Err(trouble) => return Err(trouble.into()),
    }
    Ok(content)
}

impl Content {
    fn fill(&mut self, cursor: &mut Cursor<'_>, fonts: &Fonts) -> Result<(), Trouble> {
        let mut object: Option<Object> = None;
        let mut code: Option<Code> = None;
        let mut page_box: Option<String> = None;
        let mut inside = 0_usize;
        loop {
            match cursor.next()? {
                Node::Open(element) if element.ns == Ns::Ofd => {
                    inside += 1;
                    match element.local() {
                        b"PhysicalBox" => page_box = Some(String::new()),
                        b"Template" if self.templates.len() < MAX_TEMPLATES => {
                            let id = cursor.attr(&element, "TemplateID");
                            self.templates.extend(id.map(|id| id.into_owned()));
                        }
                        b"ImageObject" => self.pictures += 1,
                        b"TextObject" => {
                            let hidden = cursor.attr(&element, "Visible");
                            if hidden.is_some_and(|visible| visible == "false") {
                                cursor.skip()?;
                                inside -= 1;
                                continue;
                            }
                            object = Some(Object::read(cursor, &element, fonts));
                            self.slanted +=
                                usize::from(object.as_ref().is_some_and(Object::slants));
                        }
                        b"TextCode" => {
                            if let Some(object) = &mut object {
                                code = Some(object.begin(cursor, &element));
                            }
                        }
                        // The shapes of single characters, and what stands in their place.
                        b"CGTransform" | b"Clips" | b"Actions" => {
                            cursor.skip()?;
                            inside -= 1;
                        }
                        _ => {}
                    }
                }
                Node::Open(_) => {
                    cursor.skip()?;
                }
                Node::Text(text) => {
                    if let Some(code) = &mut code {
                        code.text.push_str(&text);
                    } else if let Some(page_box) =
                        page_box.as_mut().filter(|value| value.len() < 256)
                    {
                        page_box.push_str(&text);
                    }
                }
                Node::Close => {
                    inside = inside.saturating_sub(1);
                    if let (Some(object), Some(code)) = (&object, code.take()) {
                        if !object.slants() {
                            object.place(&code, &mut self.stretches);
                        }
                    } else if let Some(page_box) = page_box.take() {
                        self.height = numbers(&page_box).nth(3).filter(|height| *height > 0.0);
                    }
                }
                Node::End => return Ok(()),
            }
        }
    }
}

impl Object {
    fn read(cursor: &mut Cursor<'_>, element: &Element<'_>, fonts: &Fonts) -> Self {
        let boundary = cursor.attr(element, "Boundary").unwrap_or_default();
        let mut corner = numbers(&boundary);
        let (left, top) = (
            corner.next().unwrap_or_default(),
            corner.next().unwrap_or_default(),
        );
        let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        if let Some(given) = cursor.attr(element, "CTM") {
            let given: Vec<f64> = numbers(&given).take(6).collect();
            if let Ok(given) = <[f64; 6]>::try_from(given) {
                matrix = given;
            }
        }
        let size = cursor.attr(element, "Size");
        let size = size.and_then(|size| numbers(&size).next());
        let font = cursor.attr(element, "Font");
        let mut font = font
            .and_then(|font| fonts.get(&*font).copied())
            .unwrap_or_default();
        let weight = cursor.attr(element, "Weight");
        font.bold |=
            weight.is_some_and(|weight| weight.parse::<u32>().is_ok_and(|weight| weight >= 600));
        Self {
            left,
            top,
            matrix,
            size: size.unwrap_or(4.0),
            font,
            x: 0.0,
            y: 0.0,
        }
    }

    /// Whether the text does not run from left to right: a watermark, or a seal.
    fn slants(&self) -> bool {
        let [across, tilt, ..] = self.matrix;
        tilt.abs() > 0.1 * across.abs() || across <= 0.0
    }

    fn begin(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> Code {
        let number = |value: Option<std::borrow::Cow<'_, str>>| numbers(&value?).next();
        self.x = number(cursor.attr(element, "X")).unwrap_or(self.x);
        self.y = number(cursor.attr(element, "Y")).unwrap_or(self.y);
        Code {
            text: String::new(),
            across: cursor
                .attr(element, "DeltaX")
                .unwrap_or_default()
                .into_owned(),
            down: cursor
                .attr(element, "DeltaY")
                .unwrap_or_default()
                .into_owned(),
        }
    }

    /// Puts the characters of a code where they stand, as few stretches as may be.
    fn place(&self, code: &Code, out: &mut Vec<Stretch>) {
        let [a, b, c, d, e, f] = self.matrix;
        let size = self.size * (a * d - b * c).abs().sqrt();
        let (mut x, mut y) = (self.x, self.y);
        let (mut across, mut down) = (Offsets::new(&code.across), Offsets::new(&code.down));
        let mut open: Option<Stretch> = None;
        // White space around the text belongs to the lines of the file.
        for character in code.text.trim_matches(['\n', '\r']).chars() {
            let (left, base) = (self.left + a * x + c * y + e, self.top + b * x + d * y + f);
            let natural = advance(character) * size;
            match &mut open {
                Some(open)
                    if (base - open.y).abs() < 0.1 * size
                        && left - (open.x + open.width) < 0.6 * size
                        && left >= open.x =>
                {
                    open.text.push(character);
                    open.width = left + natural - open.x;
                }
                _ => {
                    out.extend(open.take());
                    open = Some(Stretch {
                        x: left,
                        y: base,
                        width: natural,
                        size,
                        text: character.to_string(),
                        bold: self.font.bold,
                        heading_face: self.font.heading_face,
                    });
                }
            }
            let down_by = down.next();
            // Without offsets a character is followed by the next one; offsets downwards alone stack them.
            let plain = if down_by.is_some() {
                0.0
            } else {
                advance(character) * self.size
            };
            x += across.next().unwrap_or(plain);
            y += down_by.unwrap_or(0.0);
        }
        out.extend(open);
    }
}

/// How wide a character usually is, in sizes of its font.
fn advance(character: char) -> f64 {
    let wide = is_han(character) || !character.is_ascii();
    if wide { 1.0 } else { 0.5 }
}

/// Offsets from character to character, in which `g 3 5.5` stands for three times 5.5.
struct Offsets<'t> {
    words: std::str::SplitWhitespace<'t>,
    repeat: u64,
    value: f64,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            words: text.split_whitespace(),
            repeat: 0,
            value: 0.0,
        }
    }

    fn next(&mut self) -> Option<f64> {
        if self.repeat > 0 {
            self.repeat -= 1;
            return Some(self.value);
        }
        loop {
            let word = self.words.next()?;
            if word != "g" {
                return number(word);
            }
            let times: u64 = self.words.next()?.parse().ok()?;
            self.value = number(self.words.next()?)?;
            if let Some(left) = times.checked_sub(1) {
                self.repeat = left;
                return Some(self.value);
            }
        }
    }
}

fn number(word: &str) -> Option<f64> {
    let number: f64 = word.parse().ok()?;
    number.is_finite().then_some(number)
}
