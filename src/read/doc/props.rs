//! Properties of paragraphs and runs as lists of single changes (sprm), and the fonts they name.

use super::bytes::{byte, long, place, short, stretch};
use crate::read::props::{ParaProps, RunProps, is_heading_face};

/// The changes of a list, code and operand.
pub(super) struct Sprms<'a>(pub &'a [u8]);

impl<'a> Iterator for Sprms<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let code = short(self.0, 0)?;
        let rest = self.0.get(2..)?;
        let size = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // Cells of a table row: a length of two bytes, one too many.
            _ if code == 0xD608 => usize::from(short(rest, 0)?) + 1,
            // Tab stops may be longer than a byte can say.
            _ if code == 0xC615 && byte(rest, 0) == Some(255) => {
                let cleared = usize::from(byte(rest, 1)?) * 4;
                let set = usize::from(byte(rest, 2 + cleared)?) * 3;
                3 + cleared + set
            }
            _ => usize::from(byte(rest, 0)?) + 1,
        };
        let operand = rest.get(..size)?;
        self.0 = rest.get(size..)?;
        Some((code, operand))
    }
}

/// Names of the fonts, by number.
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<String>);

impl Fonts {
    /// Reads the font table (SttbfFfn).
    pub fn read(bytes: &[u8]) -> Self {
        let count = usize::from(short(bytes, 0).unwrap_or(0));
        let mut rest = bytes.get(4..).unwrap_or_default();
        let mut fonts = Vec::new();
        for _ in 0..count {
            let Some(size) = byte(rest, 0).map(usize::from) else {
                break;
            };
            let entry = stretch(rest, 1, size);
            let units = entry.get(39..).unwrap_or_default().chunks_exact(2);
            let units = units
                .filter_map(|pair| short(pair, 0))
                .take_while(|unit| *unit != 0);
            let name = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}'));
            fonts.push(name.collect());
            rest = rest.get(1 + size..).unwrap_or_default();
        }
        Self(fonts)
    }

    /// The name of font `number`.
    pub fn name(&self, number: u16) -> Option<&str> {
        self.0.get(usize::from(number)).map(String::as_str)
    }

    /// Whether font `number` is one for headings.
    pub fn is_heading(&self, number: u16) -> Option<bool> {
        self.name(number).map(is_heading_face)
    }
}

/// What a paragraph says about itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Para {
    pub props: ParaProps,
    /// The number of its style.
    pub style: usize,
    in_table: bool,
    depth: Option<u32>,
    /// Its mark ends a cell of an inner table.
    pub inner_cell: bool,
    /// Its mark ends a row.
    pub row_end: bool,
    /// Bytes of changes that do not stand with the paragraph itself.
    pub far: usize,
    /// The left edges of the cells and the right one of the last, where it ends a row.
    pub edges: Vec<i16>,
}

impl Para {
    /// How many tables stand around it.
    pub fn depth(&self) -> u32 {
        match self.depth {
            Some(depth) if depth > 0 => depth,
            _ => u32::from(self.in_table),
        }
    }

    /// Takes in the changes of a list; `data` is the stream with lists that are too long to stand in place.
    pub fn take(&mut self, list: &[u8], data: &[u8]) {
        for (code, operand) in Sprms(list) {
            if let 0x6645 | 0x6646 = code {
                let at = place(operand, 0).unwrap_or(usize::MAX);
                let length = usize::from(short(data, at).unwrap_or(0));
                self.far += length;
                for (code, operand) in Sprms(stretch(data, at.saturating_add(2), length)) {
                    self.set(code, operand);
                }
            } else {
                self.set(code, operand);
            }
        }
    }

    /// Takes in one change.
    pub fn set(&mut self, code: u16, operand: &[u8]) {
        let Some(first) = byte(operand, 0) else {
            return;
        };
        let on = first != 0;
        match code {
            0x4600 => self.style = short(operand, 0).unwrap_or(0).into(),
            0x2403 | 0x2461 => self.props.centred = Some(first == 1),
            0x260A if first < 9 => self.props.level = Some(first),
            0x2640 if first <= 9 => self.props.outline = Some(first),
            0x460B => self.props.num = short(operand, 0).map(list_use),
            0x2416 => self.in_table = on,
            0x6649 => self.depth = long(operand, 0),
            0x244B => self.inner_cell = on,
            0x2417 | 0x244C => self.row_end = on,
            0xD608 => self.edges = edges(operand),
            _ => {}
        }
    }
}

/// The number of the list use; a negative one is the same list with the paragraph's own indents.
fn list_use(number: u16) -> i64 {
    match number {
        // A list of Word 6, whose numbers are kept elsewhere.
        0x07FF..=0xF801 => 0,
        0xF802.. => i64::from(number.wrapping_neg()),
        _ => i64::from(number),
    }
}

/// The edges of the cells of a row (the beginning of its definition).
fn edges(operand: &[u8]) -> Vec<i16> {
    let count = usize::from(byte(operand, 2).unwrap_or(0)).min(64);
    let edges = (0..=count).map_while(|index| short(operand, 3 + index * 2));
    edges.map(|edge| edge as i16).collect()
}

/// What a run says about itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chars {
    pub props: RunProps,
    /// The number of its character style.
    pub style: Option<u16>,
    /// Taken out by a tracked change.
    pub deleted: bool,
    /// Font and code of a symbol.
    pub symbol: Option<(u16, u16)>,
    /// The font of characters that are not East Asian.
    pub font: Option<u16>,
}

impl Chars {
    /// Takes in the changes of a list; `base` is what the styles say, which some changes turn over.
    pub fn take(&mut self, list: &[u8], base: RunProps, fonts: &Fonts) {
        for (code, operand) in Sprms(list) {
            self.set(code, operand, base, fonts);
        }
    }

    /// Takes in one change.
    pub fn set(&mut self, code: u16, operand: &[u8], base: RunProps, fonts: &Fonts) {
        let (Some(first), number) = (byte(operand, 0), short(operand, 0)) else {
            return;
        };
        match code {
            0x0800 => self.deleted = first != 0,
            0x0835 => self.props.bold = toggled(first, base.bold),
            0x083C => self.props.hidden = toggled(first, base.hidden),
            0x4A43 => self.props.half_points = number.map(u32::from),
            0x4A50 => self.props.heading_face = number.and_then(|font| fonts.is_heading(font)),
            0x4A4F => self.font = number,
            0x4A30 => self.style = number,
            0x2A33 => self.props = RunProps::default(),
            0x6A09 => self.symbol = number.zip(short(operand, 2)),
            _ => {}
        }
    }
}

/// On, off, as the style says, or the opposite.
fn toggled(value: u8, base: Option<bool>) -> Option<bool> {
    match value {
        0 => Some(false),
        0x80 => None,
        0x81 => Some(base != Some(true)),
        _ => Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_where_an_operand_is_cut_off() {
        let list = [
            0x35, 0x08, 1, // bold
            0x15, 0xC6, 2, 0, 0, // tab stops, none
            0x15, 0xC6, 255, 1, 1, 1, 1, 1, 1, 1, 1, 1, // tab stops in the long form
            0x08, 0xD6, 3, 0, 9, 9, // cells
            0x43, 0x4A, 32, 0, // size
            0x43, 0x4A, 32, // and a size that is cut off
        ];
        let codes: Vec<_> = Sprms(&list)
            .map(|(code, operand)| (code, operand.len()))
            .collect();
        assert_eq!(
            codes,
            [
                (0x0835, 1),
                (0xC615, 3),
                (0xC615, 10),
                (0xD608, 4),
                (0x4A43, 2)
            ]
        );
    }

    #[test]
    fn toggles_turn_over_what_the_style_says() {
        let base = RunProps {
            bold: Some(true),
            ..RunProps::default()
        };
        let bold = |value: u8| {
            let mut chars = Chars::default();
            chars.take(&[0x35, 0x08, value], base, &Fonts::default());
            chars.props.bold
        };
        assert_eq!(
            [0, 1, 0x80, 0x81].map(bold),
            [Some(false), Some(true), None, Some(false)]
        );
    }

    #[test]
    fn a_long_list_stands_in_the_data_stream_and_does_not_lead_to_another() {
        let mut para = Para::default();
        let data = [0xFF, 8, 0, 0x16, 0x24, 1, 0x46, 0x66, 1, 0, 0, 0];
        para.take(&[0x46, 0x66, 1, 0, 0, 0], &data);
        assert_eq!(para.depth(), 1);
        para.take(&[0x46, 0x66, 0xFF, 0xFF, 0xFF, 0xFF], &data);
        para.take(&[0x49, 0x66, 2, 0, 0, 0, 0x0B, 0x46, 0xFE, 0xFF], &data);
        assert_eq!((para.depth(), para.props.num), (2, Some(2)));
    }
}
