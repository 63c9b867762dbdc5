//! The style sheet (STSH).

use super::bytes::{short, stretch};
use super::props::{Chars, Fonts, Para};
use crate::read::props::{ParaProps, RunProps};
use crate::read::styles::{Style, Styles};

const PARAGRAPH: u16 = 1;
const CHARACTER: u16 = 2;
/// What a style is based on when it is based on none.
const NONE: u16 = 0x0FFF;

/// Reads the style sheet; the id of a style is its number.
pub(super) fn read(sheet: &[u8], fonts: &Fonts) -> Styles {
    let mut styles = Styles::default();
    let head = usize::from(short(sheet, 0).unwrap_or(0));
    let (count, base) = (short(sheet, 2).unwrap_or(0), short(sheet, 4).unwrap_or(0));
    let face = short(sheet, 2 + 14).and_then(|font| fonts.is_heading(font));
    let run = RunProps {
        heading_face: face.filter(|_| head >= 16),
        ..RunProps::default()
    };
    styles.set_defaults(ParaProps::default(), run);
    let mut rest = sheet.get(2 + head..).unwrap_or_default();
    for number in 0..count {
        let Some(size) = short(rest, 0).map(usize::from) else {
            break;
        };
        if let Some((style, name, paragraph)) =
            read_style(number, stretch(rest, 2, size), base.into(), fonts)
        {
            styles.add(style, &name, paragraph, number == 0);
        }
        rest = rest.get(2 + size + size % 2..).unwrap_or_default();
    }
    styles.inherit();
    styles
}

/// A style, its name, and whether it is one for paragraphs.
fn read_style(
    number: u16,
    bytes: &[u8],
    base: usize,
    fonts: &Fonts,
) -> Option<(Style, String, bool)> {
    let built_in = short(bytes, 0)? & 0x0FFF;
    let (kind, based_on) = (short(bytes, 2)? & 0xF, short(bytes, 2)? >> 4);
    let lists = short(bytes, 4)? & 0xF;
    let length = usize::from(short(bytes, base)?);
    let units = stretch(bytes, base + 2, length * 2).chunks_exact(2);
    let units = units.filter_map(|pair| short(pair, 0));
    let own = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}'));
    let own: String = own.take_while(|unit| *unit != ',').collect();
    let name = match built_in {
        1..=9 => format!("heading {built_in}"),
        19..=27 => format!("toc {}", built_in - 18),
        62 => "title".into(),
        _ => own,
    };
    let mut style = Style {
        id: number.to_string(),
        based_on: (based_on != NONE && based_on != number).then(|| based_on.to_string()),
        ..Style::default()
    };
    let mut at = base + 2 + length * 2 + 2;
    for index in 0..lists {
        at += at % 2;
        let Some(size) = short(bytes, at).map(usize::from) else {
            break;
        };
        let list = stretch(bytes, at + 2, size);
        match (kind, index) {
            (PARAGRAPH, 0) => {
                let mut para = Para::default();
                para.take(list.get(2..).unwrap_or_default(), &[]);
                style.para = para.props;
            }
            (PARAGRAPH, 1) | (CHARACTER, 0) => {
                let mut chars = Chars::default();
                chars.take(list, RunProps::default(), fonts);
                style.run = chars.props;
            }
            _ => {}
        }
        at += 2 + size;
    }
    Some((style, name, kind == PARAGRAPH))
}
