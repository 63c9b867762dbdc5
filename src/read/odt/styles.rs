//! Styles of paragraphs and text, and the styles of lists.

use std::collections::HashMap;

use crate::read::heads::Heads;
use crate::read::numbering::{LEVELS, Level, List, MAX_PATTERN, Numbering, Use, put};
use crate::read::props::{ParaProps, RunProps, is_heading_face};
use crate::read::styles::{Style, Styles};
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

/// The number under which the numbering of headings is kept; lists count from one.
pub(super) const OUTLINE: i64 = i64::MAX;

/// The longest line of a header that is gathered, in bytes.
const MAX_HEAD: usize = 1024;

/// All that the style parts say.
#[derive(Default)]
pub(super) struct Sheet {
    pub styles: Styles,
    pub numbering: Numbering,
    /// List styles by name.
    lists: HashMap<String, i64>,
    /// Headers and footers with text in them.
    pub headers: usize,
    /// What they say.
    pub heads: Heads,
    /// Faces by the names that styles give them.
    faces: HashMap<String, bool>,
}

/// The id under which a style for paragraphs is kept.
pub(super) fn paragraph_id(name: &str) -> String {
    format!("p:{name}")
}

/// The id under which a style for text is kept.
pub(super) fn text_id(name: &str) -> String {
    format!("t:{name}")
}

impl Sheet {
    /// Takes in the styles of a part up to its body. `common` says that it is `styles.xml`,
    /// whose automatic styles serve headers alone.
    pub fn take(&mut self, text: &str, common: bool) -> Result<(), Trouble> {
        let mut cursor = Cursor::new(text);
        loop {
            match cursor.next()? {
                Node::Open(element) => match (element.ns, element.local()) {
                    (Ns::OdOffice, b"body") => return Ok(()),
                    (Ns::OdOffice, b"automatic-styles") if common => cursor.skip()?,
                    (Ns::OdOffice, b"meta" | b"settings" | b"scripts") => cursor.skip()?,
                    (Ns::OdStyle, b"font-face") => self.face(&mut cursor, &element),
                    (Ns::OdStyle, b"style") => self.style(&mut cursor, &element)?,
                    (Ns::OdStyle, b"default-style") => {
                        let family = cursor.attr_in(&element, Ns::OdStyle, "family");
                        let paragraph = family.is_some_and(|family| family == "paragraph");
                        let mut style = Style::default();
                        self.props(&mut cursor, &mut style)?;
                        if paragraph {
                            self.styles.set_defaults(style.para, style.run);
                        }
                    }
                    (Ns::OdText, b"list-style") => {
                        let name = cursor.attr_in(&element, Ns::OdStyle, "name");
                        let id = self.list_id(&name.unwrap_or_default());
                        self.list(&mut cursor, id)?;
                    }
                    (Ns::OdText, b"outline-style") => {
                        let name = cursor.attr_in(&element, Ns::OdStyle, "name");
                        let name = name.map_or_else(|| "Outline".into(), |name| name.into_owned());
                        self.lists.insert(name, OUTLINE);
                        self.list(&mut cursor, OUTLINE)?;
                    }
                    (Ns::OdText, b"notes-configuration" | b"linenumbering-configuration") => {
                        cursor.skip()?;
                    }
                    (
                        Ns::OdStyle,
                        b"header" | b"footer" | b"header-left" | b"footer-left" | b"header-first"
                        | b"footer-first",
                    ) => self.headers += usize::from(self.heads_in(&mut cursor)?),
                    _ => {}
                },
                Node::Close | Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// Takes in the lines of the header or footer just opened; whether there are words in it.
    fn heads_in(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Trouble> {
        let mut depth = 0_usize;
        let mut found = false;
        let mut line = String::new();
        loop {
            match cursor.next()? {
                Node::Open(element) => {
                    depth += 1;
                    if element.ns == Ns::OdText && matches!(element.local(), b"p" | b"h") {
                        self.heads.add(&std::mem::take(&mut line));
                    }
                }
                Node::Text(text) => {
                    found |= !text.trim().is_empty();
                    if line.len() < MAX_HEAD {
                        line.push_str(&text);
                    }
                }
                Node::Close if depth > 0 => depth -= 1,
                Node::Close | Node::End => {
                    self.heads.add(&line);
                    return Ok(found);
                }
            }
        }
    }

    /// The number of the list style called `name`.
    pub fn list_id(&mut self, name: &str) -> i64 {
        if name.is_empty() {
            return 0;
        }
        if let Some(id) = self.lists.get(name) {
            return *id;
        }
        let id = self.lists.len() as i64 + 1;
        self.lists.insert(name.to_string(), id);
        id
    }

    /// The number of the list style called `name`, where there is one.
    pub fn known_list(&self, name: &str) -> Option<i64> {
        self.lists.get(name).copied()
    }

    fn face(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let name = cursor.attr_in(element, Ns::OdStyle, "name");
        if let Some(name) = name {
            // The family may be another name than the one that styles use.
            let heading = is_heading_face(&name);
            self.faces.insert(name.into_owned(), heading);
        }
    }

    fn style(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<(), Trouble> {
        let family = cursor.attr_in(element, Ns::OdStyle, "family");
        let paragraph = match family.as_deref() {
            Some("paragraph") => true,
            Some("text") => false,
            _ => return cursor.skip(),
        };
        let id = if paragraph { paragraph_id } else { text_id };
        let name = cursor.attr_in(element, Ns::OdStyle, "name");
        let name = name.unwrap_or_default();
        let parent = cursor.attr_in(element, Ns::OdStyle, "parent-style-name");
        let mut style = Style {
            id: id(&name),
            based_on: parent.map(|parent| id(&parent)),
            ..Style::default()
        };
        let list = cursor.attr_in(element, Ns::OdStyle, "list-style-name");
        style.para.num = list.map(|list| self.list_id(&list));
        let shown = cursor.attr_in(element, Ns::OdStyle, "display-name");
        let shown = shown.map_or_else(|| name.replace("_20_", " "), |shown| shown.into_owned());
        self.props(cursor, &mut style)?;
        self.styles
            .add(style, &shown, paragraph, &*name == "Standard");
        Ok(())
    }

    /// Reads the properties of the style just opened, up to its end.
    fn props(&mut self, cursor: &mut Cursor<'_>, style: &mut Style) -> Result<(), Trouble> {
        let mut depth = 0_usize;
        loop {
            match cursor.next()? {
                Node::Open(element) => {
                    depth += 1;
                    match (element.ns, element.local()) {
                        (Ns::OdStyle, b"paragraph-properties") => {
                            take_para(cursor, &element, &mut style.para);
                        }
                        (Ns::OdStyle, b"text-properties") => {
                            self.take_run(cursor, &element, &mut style.run);
                        }
                        _ => {}
                    }
                }
                Node::Close if depth == 0 => return Ok(()),
                Node::Close => depth -= 1,
                Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    fn take_run(&self, cursor: &mut Cursor<'_>, element: &Element<'_>, run: &mut RunProps) {
        // Han text has properties of its own; the others are for Western text.
        let weight = cursor
            .attr_in(element, Ns::OdStyle, "font-weight-asian")
            .or_else(|| cursor.attr_in(element, Ns::OdFormat, "font-weight"));
        if let Some(weight) = weight {
            let heavy = weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
            run.bold = Some(weight == "bold" || heavy);
        }
        let size = cursor
            .attr_in(element, Ns::OdStyle, "font-size-asian")
            .or_else(|| cursor.attr_in(element, Ns::OdFormat, "font-size"));
        let points = size.and_then(|size| size.strip_suffix("pt")?.trim().parse::<f32>().ok());
        if let Some(points) = points.filter(|points| (1.0..1000.0).contains(points)) {
            run.half_points = Some((points * 2.0).round() as u32);
        }
        let face = cursor
            .attr_in(element, Ns::OdStyle, "font-name-asian")
            .or_else(|| cursor.attr_in(element, Ns::OdStyle, "font-family-asian"))
            .or_else(|| cursor.attr_in(element, Ns::OdStyle, "font-name"));
        if let Some(face) = face {
            let known = self.faces.get(&*face).copied();
            run.heading_face = Some(known.unwrap_or_else(|| is_heading_face(&face)));
        }
        if let Some(display) = cursor.attr_in(element, Ns::OdText, "display") {
            run.hidden = Some(display == "none");
        }
    }

    fn list(&mut self, cursor: &mut Cursor<'_>, id: i64) -> Result<(), Trouble> {
        let mut list = List::default();
        let mut depth = 0_usize;
        let mut level: Option<(u8, Level)> = None;
        loop {
            match cursor.next()? {
                Node::Open(element) => {
                    depth += 1;
                    match (element.ns, element.local()) {
                        (
                            Ns::OdText,
                            b"list-level-style-number"
                            | b"list-level-style-bullet"
                            | b"list-level-style-image"
                            | b"outline-level-style",
                        ) => level = read_level(cursor, &element),
                        (Ns::OdStyle, b"list-level-label-alignment") => {
                            let follow = cursor.attr_in(&element, Ns::OdText, "label-followed-by");
                            if let Some((_, level)) = &mut level {
                                level.spaced = follow.is_none_or(|follow| follow != "nothing");
                            }
                        }
                        _ => {}
                    }
                }
                Node::Close if depth == 0 => break,
                Node::Close => {
                    depth -= 1;
                    if depth == 0
                        && let Some((at, level)) = level.take()
                    {
                        put(&mut list.levels, at, level);
                    }
                }
                Node::Text(_) => {}
                Node::End => break,
            }
        }
        self.numbering.lists.insert(id, list);
        let of = Use {
            list: id,
            ..Use::default()
        };
        self.numbering.uses.insert(id, of);
        Ok(())
    }
}

fn take_para(cursor: &mut Cursor<'_>, element: &Element<'_>, para: &mut ParaProps) {
    if let Some(align) = cursor.attr_in(element, Ns::OdFormat, "text-align") {
        para.centred = Some(align == "center");
    }
}

fn read_level(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Option<(u8, Level)> {
    let at = number(cursor, element, "level")?;
    let at = u8::try_from(at - 1)
        .ok()
        .filter(|at| usize::from(*at) < LEVELS)?;
    let numbered = matches!(
        element.local(),
        b"list-level-style-number" | b"outline-level-style"
    );
    if !numbered {
        let level = Level {
            format: "bullet".into(),
            ..Level::default()
        };
        return Some((at, level));
    }
    let format = cursor.attr_in(element, Ns::OdStyle, "num-format");
    let format = format_name(&format.unwrap_or_default());
    let prefix = cursor.attr_in(element, Ns::OdStyle, "num-prefix");
    let suffix = cursor.attr_in(element, Ns::OdStyle, "num-suffix");
    let shown = number(cursor, element, "display-levels").unwrap_or(1);
    let whole = cursor.attr_in(element, Ns::OdExtension, "num-list-format");
    let pattern = match whole {
        // `第%1%章`
        Some(whole) => (1..=LEVELS).fold(whole.into_owned(), |pattern, level| {
            pattern.replace(&format!("%{level}%"), &format!("%{level}"))
        }),
        None if format == "none" => format!(
            "{}{}",
            prefix.unwrap_or_default(),
            suffix.unwrap_or_default()
        ),
        None => {
            let last = i64::from(at) + 1;
            let first = (last - shown.clamp(1, last)) + 1;
            let numbers: Vec<String> = (first..=last).map(|level| format!("%{level}")).collect();
            format!(
                "{}{}{}",
                prefix.unwrap_or_default(),
                numbers.join("."),
                suffix.unwrap_or_default()
            )
        }
    };
    let level = Level {
        start: number(cursor, element, "start-value"),
        format: format.into(),
        pattern: pattern.chars().take(MAX_PATTERN).collect(),
        spaced: true,
        ..Level::default()
    };
    Some((at, level))
}

/// The format that a sample of its first numbers names.
fn format_name(sample: &str) -> &'static str {
    let mut items = sample.split(',').map(str::trim);
    let (first, second) = (
        items.next().unwrap_or_default(),
        items.next().unwrap_or_default(),
    );
    match (first, second) {
        ("", _) => "none",
        ("a", _) => "lowerLetter",
        ("A", _) => "upperLetter",
        ("i", _) => "lowerRoman",
        ("I", _) => "upperRoman",
        ("01" | "001", _) => "decimalZero",
        ("1st", _) => "ordinal",
        ("一", "二") => "chineseCountingThousand",
        ("〇" | "○", _) => "ideographDigital",
        ("壹", "贰") => "chineseLegalSimplified",
        ("壹", "貳") => "ideographLegalTraditional",
        ("壱", _) => "japaneseLegal",
        ("甲", _) => "ideographTraditional",
        ("子", _) => "ideographZodiac",
        ("①", _) => "decimalEnclosedCircle",
        ("１", _) => "decimalFullWidth",
        ("⑴", _) => "decimalEnclosedParen",
        ("⒈", _) => "decimalEnclosedFullstop",
        ("㊀", _) => "ideographEnclosedCircle",
        ("ア", _) => "aiueoFullWidth",
        ("ｱ", _) => "aiueo",
        ("イ", _) => "irohaFullWidth",
        ("ｲ", _) => "iroha",
        ("ㄱ", _) => "chosung",
        ("가", _) => "ganada",
        _ => "decimal",
    }
}

fn number(cursor: &mut Cursor<'_>, element: &Element<'_>, name: &str) -> Option<i64> {
    let value = cursor.attr_in(element, Ns::OdText, name)?;
    value.trim().parse().ok()
}
