//! The lists of `numbering.xml`.

use crate::read::numbering::{LEVELS, Level, List, MAX_PATTERN, Numbering, Use, put};
use crate::read::styles::Styles;
use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

const MAX_LINKS: usize = 8;

impl Numbering {
    /// Reads `numbering.xml`; what stands before a break is kept.
    pub(super) fn read(text: &str, styles: &Styles) -> (Self, Option<Trouble>) {
        let mut numbering = Numbering::default();
        let trouble = numbering.fill(&mut Cursor::new(text)).err();
        numbering.follow_links(styles);
        (numbering, trouble)
    }

    fn fill(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Trouble> {
        loop {
            match cursor.next()? {
                Node::Open(element) if element.ns == Ns::Word => match element.local() {
                    b"abstractNum" => self.fill_list(cursor, &element)?,
                    b"num" => self.fill_use(cursor, &element)?,
                    b"numPicBullet" => cursor.skip()?,
                    _ => {}
                },
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn fill_list(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<(), Trouble> {
        let id = number(cursor, element, "abstractNumId").unwrap_or_default();
        let mut list = List::default();
        let result = children(cursor, |cursor, element| {
            match element.local() {
                b"lvl" => {
                    let (index, level) = read_level(cursor, element)?;
                    put(&mut list.levels, index, level);
                    return Ok(true);
                }
                b"numStyleLink" => {
                    list.link = cursor.attr(element, "val").map(|id| id.into_owned());
                }
                b"styleLink" => {
                    list.style = cursor.attr(element, "val").map(|id| id.into_owned());
                }
                _ => {}
            }
            Ok(false)
        });
        self.lists.insert(id, list);
        result
    }

    fn fill_use(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<(), Trouble> {
        let id = number(cursor, element, "numId").unwrap_or_default();
        let mut of = Use::default();
        let mut at = None;
        let result = children(cursor, |cursor, element| {
            match element.local() {
                b"abstractNumId" => of.list = cursor.number(element).unwrap_or_default(),
                b"lvlOverride" => at = index(number(cursor, element, "ilvl")),
                b"startOverride" => {
                    if let (Some(level), Some(start)) = (at, cursor.number(element)) {
                        put(&mut of.starts, level, start);
                    }
                }
                b"lvl" => {
                    let (own, level) = read_level(cursor, element)?;
                    put(&mut of.levels, at.unwrap_or(own), level);
                    return Ok(true);
                }
                _ => {}
            }
            Ok(false)
        });
        self.uses.insert(id, of);
        result
    }

    /// Points every use at the list that really has the levels.
    fn follow_links(&mut self, styles: &Styles) {
        // A numbering style leads to its list by the use it names; where that is lost, the list still names the style.
        let linked = |style: &str| {
            let used = styles.style(style).and_then(|style| style.para.num);
            let used = used.and_then(|num| self.uses.get(&num)).map(|of| of.list);
            let named = self
                .lists
                .iter()
                .filter(|(_, list)| list.style.as_deref() == Some(style));
            used.or_else(|| named.map(|(id, _)| *id).min())
        };
        let target = |mut list: i64| {
            for _ in 0..MAX_LINKS {
                let link = self.lists.get(&list).and_then(|list| list.link.as_deref());
                match link.and_then(linked) {
                    Some(other) if other != list => list = other,
                    _ => break,
                }
            }
            list
        };
        let targets: Vec<(i64, i64)> = self
            .uses
            .iter()
            .map(|(id, of)| (*id, target(of.list)))
            .collect();
        for (id, list) in targets {
            if let Some(of) = self.uses.get_mut(&id) {
                of.list = list;
            }
        }
    }
}

fn read_level(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<(u8, Level), Trouble> {
    let at = index(number(cursor, element, "ilvl")).unwrap_or(0);
    let mut level = Level {
        // ECMA-376 part 1, 17.9.25: what names no start begins at zero.
        start: Some(0),
        format: "decimal".into(),
        spaced: true,
        ..Level::default()
    };
    children(cursor, |cursor, element| {
        match element.local() {
            b"start" => level.start = cursor.number(element).or(level.start),
            b"numFmt" => {
                let format = cursor.attr(element, "val").unwrap_or_default();
                // A format of one's own comes with a plain one for older programs: keep that.
                if format != "custom" && format.len() <= MAX_PATTERN {
                    level.format = format.into_owned();
                }
            }
            b"lvlText" => {
                let pattern = cursor.attr(element, "val").unwrap_or_default();
                level.pattern = pattern.chars().take(MAX_PATTERN).collect();
            }
            b"suff" => {
                let suffix = cursor.attr(element, "val");
                level.spaced = suffix.is_none_or(|suffix| suffix != "nothing");
            }
            b"isLgl" => level.decimal_only = cursor.on(element),
            b"lvlRestart" => level.restart = cursor.number(element),
            b"pStyle" => level.style = cursor.attr(element, "val").map(|id| id.into_owned()),
            b"vanish" => level.hidden = cursor.on(element),
            b"pPr" => {
                cursor.skip()?;
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    })?;
    Ok((at, level))
}

/// Shows `visit` every element up to the end of the one just opened;
/// it answers whether it has read that element to its end itself.
fn children<'x>(
    cursor: &mut Cursor<'x>,
    mut visit: impl FnMut(&mut Cursor<'x>, &Element<'x>) -> Result<bool, Trouble>,
) -> Result<(), Trouble> {
    let mut depth = 0usize;
    loop {
        match cursor.next()? {
            Node::Open(element) => {
                if !visit(cursor, &element)? {
                    depth += 1;
                }
            }
            Node::Close if depth == 0 => return Ok(()),
            Node::Close => depth -= 1,
            Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}

fn number(cursor: &mut Cursor<'_>, element: &Element<'_>, name: &str) -> Option<i64> {
    cursor.attr(element, name)?.trim().parse().ok()
}

fn index(level: Option<i64>) -> Option<u8> {
    u8::try_from(level?)
        .ok()
        .filter(|level| usize::from(*level) < LEVELS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::numbering::Counters;

    const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    fn level(at: u8, format: &str, pattern: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
        )
    }

    fn labels(inner: &str, places: &[(i64, u8)]) -> Vec<String> {
        let text = format!("<w:numbering {W}>{inner}</w:numbering>");
        let (numbering, trouble) = Numbering::read(&text, &Styles::default());
        assert_eq!(trouble, None);
        let mut counters = Counters::new(&numbering);
        places
            .iter()
            .map(|(num, level)| {
                let label = counters.next(0u8, *num, *level);
                label.map_or_else(String::new, |label| label.text)
            })
            .collect()
    }

    #[test]
    fn counts_three_levels_and_restarts_lower_ones() {
        let inner = format!(
            "<w:abstractNum w:abstractNumId='0'>{}{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
            level(0, "chineseCounting", "%1、", ""),
            level(1, "chineseCounting", "（%2）", ""),
            level(2, "decimal", "%3.", "")
        );
        let places = [
            (1, 0),
            (1, 1),
            (1, 2),
            (1, 2),
            (1, 1),
            (1, 2),
            (1, 0),
            (1, 1),
        ];
        let expected = [
            "一、",
            "（一）",
            "1.",
            "2.",
            "（二）",
            "1.",
            "二、",
            "（一）",
        ];
        assert_eq!(labels(&inner, &places), expected);
    }

    #[test]
    fn own_start_restarts_once_and_uses_share_a_list() {
        let inner = format!(
            "<w:abstractNum w:abstractNumId='0'>{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>\
             <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>",
            level(0, "decimal", "%1.", "")
        );
        let places = [(1, 0), (1, 0), (2, 0), (3, 0), (3, 0), (1, 0)];
        assert_eq!(
            labels(&inner, &places),
            ["1.", "2.", "3.", "5.", "6.", "7."]
        );
    }

    #[test]
    fn legal_numbers_missing_levels_bullets_and_no_restart() {
        let inner = format!(
            "<w:abstractNum w:abstractNumId='0'>{}{}{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
            level(0, "chineseCounting", "第%1章 ", ""),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            level(2, "bullet", "·", ""),
            level(3, "decimal", "%4)", "<w:lvlRestart w:val='0'/>")
        );
        let places = [(1, 1), (1, 0), (1, 1), (1, 2), (1, 3), (1, 0), (1, 3)];
        let expected = ["1.1", "第二章", "2.1", "", "1)", "第三章", "2)"];
        assert_eq!(labels(&inner, &places), expected);
    }

    #[test]
    fn a_level_that_names_no_start_begins_at_zero() {
        let inner = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
        assert_eq!(labels(inner, &[(1, 0), (1, 0)]), ["0.", "1."]);
    }

    #[test]
    fn a_list_is_found_by_the_numbering_style_that_it_names() {
        let inner = format!(
            "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='Own'/></w:abstractNum>\
             <w:abstractNum w:abstractNumId='1'><w:styleLink w:val='Own'/>{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
            level(0, "chineseCounting", "%1、", "")
        );
        assert_eq!(labels(&inner, &[(1, 0), (1, 0)]), ["一、", "二、"]);
    }
}
