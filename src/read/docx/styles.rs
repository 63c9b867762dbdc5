//! The styles of `styles.xml`.

use crate::read::styles::{Style, Styles};
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

impl Styles {
    /// Reads `styles.xml`; what stands before a break is kept.
    pub(super) fn read(text: &str) -> (Self, Option<Trouble>) {
        let mut styles = Styles::default();
        let trouble = styles.fill(&mut Cursor::new(text)).err();
        styles.inherit();
        (styles, trouble)
    }

    fn fill(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Trouble> {
        loop {
            match cursor.next()? {
                Node::Open(element) if element.ns == Ns::Word => match element.local() {
                    b"style" => self.fill_style(cursor, &element)?,
                    b"docDefaults" => {
                        let mut defaults = Style::default();
                        fill_props(cursor, &mut defaults, |_, _| {})?;
                        self.set_defaults(defaults.para, defaults.run);
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
        let kind = cursor.attr(element, "type");
        if kind.as_deref() == Some("table") {
            // Half of a usual style sheet, and what it says is not followed.
            return cursor.skip();
        }
        let paragraph = kind.is_none_or(|kind| kind == "paragraph");
        let mut style = Style {
            id: own(cursor.attr(element, "styleId")),
            ..Style::default()
        };
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
        self.add(style, &name, paragraph, default);
        result
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::props::{RunProps, is_heading_face};

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
    fn looks_of_tables_are_no_styles_of_paragraphs() {
        let styles = styles(
            "<w:style w:type='table' w:styleId='t'><w:name w:val='Title'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>\
             <w:tblStylePr w:type='firstRow'><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>\
             <w:style w:type='numbering' w:styleId='n'><w:name w:val='无列表'/></w:style>\
             <w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>",
        );
        assert!(styles.style("t").is_none() && styles.style("n").is_some() && !styles.number());
        assert_eq!(styles.paragraph(Some("t")).unwrap().id, "a");
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
        assert!(is_heading_face("SimHei") && !is_heading_face("仿宋_GB2312"));
    }
}
