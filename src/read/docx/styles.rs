//! The styles that properties of paragraphs and runs are inherited from.

use std::collections::HashMap;

use super::props::{FaceOf, ParaProps, RunProps};
use crate::document::guidance;
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

const MAX_CHAIN: usize = 32;
/// Size of text of which nothing says the size, in half points.
const UNSAID: u32 = 20;

/// One style, with everything it inherits already filled in.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub id: String,
    based_on: Option<String>,
    pub para: ParaProps,
    pub run: RunProps,
    /// Id of the style in the chain that names the list.
    pub list_from: Option<String>,
    /// An entry or the heading of a table of contents.
    pub contents: bool,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: Vec<Style>,
    by_id: HashMap<String, usize>,
    default_paragraph: Option<usize>,
    para_defaults: ParaProps,
    run_defaults: RunProps,
}

impl Styles {
    /// Reads `styles.xml`; what stands before a break is kept.
    pub fn read(text: &str) -> (Self, Option<Trouble>) {
        let mut styles = Styles::default();
        let trouble = styles.fill(&mut Cursor::new(text)).err();
        styles.inherit();
        (styles, trouble)
    }

    /// The style with this id, for a paragraph: the default one if there is none.
    pub fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.style(id))
            .or_else(|| self.list.get(self.default_paragraph?))
    }

    /// The style with this id.
    pub fn style(&self, id: &str) -> Option<&Style> {
        self.list.get(*self.by_id.get(id)?)
    }

    /// Whether some style or default takes its face from the theme.
    pub fn themed(&self) -> bool {
        let by_theme = |run: &RunProps| matches!(run.face, Some(FaceOf::Major | FaceOf::Minor));
        by_theme(&self.run_defaults) || self.list.iter().any(|style| by_theme(&style.run))
    }

    /// Size of the default style in half points.
    pub fn base_half_points(&self) -> u32 {
        let run = self.run(RunProps::default(), None, self.paragraph(None));
        run.half_points.unwrap_or(UNSAID)
    }

    /// Whether some style numbers its paragraphs.
    pub fn number(&self) -> bool {
        self.list.iter().any(|style| style.para.num.is_some())
    }

    /// What holds for a paragraph that says `direct` and has this style.
    pub fn para(&self, direct: ParaProps, style: Option<&Style>) -> ParaProps {
        let base = style.map_or_else(ParaProps::default, |style| style.para);
        direct.or(base).or(self.para_defaults)
    }

    /// What holds for a run that says `direct`, with a character style in a paragraph style.
    pub fn run(
        &self,
        direct: RunProps,
        character: Option<&Style>,
        paragraph: Option<&Style>,
    ) -> RunProps {
        let character = character.map_or_else(RunProps::default, |style| style.run);
        let paragraph = paragraph.map_or_else(RunProps::default, |style| style.run);
        let mut run = direct.or(character).or(paragraph).or(self.run_defaults);
        // Bold is a toggle: a bold character style within a bold paragraph style is not bold.
        if direct.bold.is_none()
            && let (Some(inner), Some(outer)) = (character.bold, paragraph.bold)
        {
            run.bold = Some(inner != outer);
        }
        run
    }

    fn fill(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Trouble> {
        loop {
            match cursor.next()? {
                Node::Open(element) if element.ns == Ns::Word => match element.local() {
                    b"style" => self.fill_style(cursor, &element)?,
                    b"docDefaults" => {
                        let mut defaults = Style::default();
                        fill_props(cursor, &mut defaults, |_, _| {})?;
                        self.para_defaults = defaults.para;
                        self.run_defaults = defaults.run;
                    }
                    b"latentStyles" => cursor.skip()?,
                    _ => {}
                },
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn fill_style(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
    ) -> Result<(), Trouble> {
        let mut style = Style {
            id: own(cursor.attr(element, "styleId")),
            ..Style::default()
        };
        let paragraph = cursor
            .attr(element, "type")
            .is_none_or(|kind| kind == "paragraph");
        let default = cursor
            .attr(element, "default")
            .is_some_and(|value| !matches!(value.as_ref(), "0" | "false" | "off"));
        let mut name = String::new();
        let mut based_on = None;
        let result = fill_props(cursor, &mut style, |local, value| match local {
            b"name" => name = value,
            b"basedOn" => based_on = Some(value),
            _ => {}
        });
        style.based_on = based_on;
        if paragraph {
            apply_name(&mut style, &name);
        }
        // A linked character style has the same name with a word behind.
        if style.id.starts_with(guidance::STYLE) || name.trim().starts_with(guidance::STYLE_NAME) {
            style.run.guidance = Some(true);
        }
        let index = self.list.len();
        if paragraph && default {
            self.default_paragraph = Some(index);
        }
        self.by_id.insert(style.id.clone(), index);
        self.list.push(style);
        result
    }

    /// Fills in what each style inherits, the nearest ancestor first.
    fn inherit(&mut self) {
        let mut resolved = Vec::with_capacity(self.list.len());
        for style in &self.list {
            let mut whole = style.clone();
            let mut at = style;
            for _ in 0..MAX_CHAIN {
                if whole.list_from.is_none() && at.para.num.is_some() {
                    whole.list_from = Some(at.id.clone());
                }
                let Some(base) = at.based_on.as_deref().and_then(|id| self.style(id)) else {
                    break;
                };
                whole.para = whole.para.or(base.para);
                whole.run = whole.run.or(base.run);
                at = base;
            }
            resolved.push(whole);
        }
        self.list = resolved;
    }
}

/// Reads on to the end of the element just opened, taking in paragraph and run properties;
/// `other` is told the `val` of every other Word element that has one.
fn fill_props(
    cursor: &mut Cursor<'_>,
    style: &mut Style,
    mut other: impl FnMut(&[u8], String),
) -> Result<(), Trouble> {
    let mut depth = 0usize;
    loop {
        match cursor.next()? {
            Node::Open(element) => {
                depth += 1;
                match element.local() {
                    // Conditional looks of tables, and the state before a tracked change.
                    b"tblStylePr" | b"pPrChange" | b"rPrChange" => {
                        cursor.skip()?;
                        depth -= 1;
                    }
                    b"name" | b"basedOn" => {
                        let value = own(cursor.attr(&element, "val"));
                        other(element.local(), value);
                    }
                    _ => {
                        style.para.take(cursor, &element);
                        style.run.take(cursor, &element);
                    }
                }
            }
            Node::Close if depth == 0 => return Ok(()),
            Node::Close => depth -= 1,
            Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}

fn own(value: Option<std::borrow::Cow<'_, str>>) -> String {
    value.map(|value| value.into_owned()).unwrap_or_default()
}

/// Built-in styles are known by name, in English or Chinese.
fn apply_name(style: &mut Style, name: &str) {
    let name = name.trim().to_lowercase();
    let numbered = |prefixes: &[&str]| {
        let rest = prefixes
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix))?;
        let number: u8 = rest.trim().parse().ok()?;
        (1..=9).contains(&number).then_some(number)
    };
    if let Some(number) = numbered(&["heading", "标题"]) {
        style.para.outline = style.para.outline.or(Some(number - 1));
    } else if name == "title" || name == "标题" {
        // The title stands above the outline, whatever level the template gives it.
        style.para.outline = Some(9);
        style.para.centred = Some(true);
    } else if numbered(&["toc", "目录"]).is_some() || name == "toc heading" {
        style.contents = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inner: &str) -> Styles {
        let text = format!(
            "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{inner}</w:styles>"
        );
        let (styles, trouble) = Styles::read(&text);
        assert_eq!(trouble, None);
        styles
    }

    #[test]
    fn inherits_along_based_on_and_stops_in_a_circle() {
        let styles = styles(
            "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='c'/>\
             <w:rPr><w:b/></w:rPr></w:style>\
             <w:style w:type='paragraph' w:styleId='mine'><w:name w:val='我的'/><w:basedOn w:val='1'/>\
             <w:rPr><w:sz w:val='32'/></w:rPr></w:style>\
             <w:style w:type='paragraph' w:styleId='c'><w:name w:val='圈'/><w:basedOn w:val='mine'/></w:style>",
        );
        let mine = styles.style("mine").unwrap();
        assert_eq!(mine.para.outline, Some(0));
        assert_eq!(mine.run.bold, Some(true));
        assert_eq!(mine.run.half_points, Some(32));
    }

    #[test]
    fn title_is_centred_and_outside_the_outline() {
        let styles = styles(
            "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='Title'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
             <w:style w:type='paragraph' w:styleId='t1'><w:name w:val='toc 1'/></w:style>",
        );
        let title = styles.style("a").unwrap();
        assert_eq!(
            (title.para.outline, title.para.centred),
            (Some(9), Some(true))
        );
        assert!(styles.style("t1").unwrap().contents);
    }

    #[test]
    fn bold_toggles_and_faces_count() {
        let styles = styles(
            "<w:style w:type='character' w:styleId='s'><w:rPr><w:b/></w:rPr></w:style>\
             <w:style w:type='paragraph' w:styleId='p'><w:rPr><w:b/><w:rFonts w:eastAsia='方正小标宋简体'/></w:rPr></w:style>",
        );
        let both = styles.run(RunProps::default(), styles.style("s"), styles.style("p"));
        assert_eq!(both.bold, Some(false));
        assert_eq!(both.heading_face, Some(true));
        assert!(
            super::super::props::is_heading_face("SimHei")
                && !super::super::props::is_heading_face("仿宋_GB2312")
        );
    }
}
