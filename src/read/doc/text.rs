//! The text of all stories, put together from its pieces.

use encoding_rs::WINDOWS_1252;

use super::bytes::{Plc, byte, long, place, short, stretch};
use crate::read::ReadError;
use crate::read::story::MAX_TEXT;

/// The most UTF-16 units that are read: with three bytes each, as much text as other formats may have.
const MAX_UNITS: usize = MAX_TEXT / 3;
/// The most pieces of the file that text is put together from.
const MAX_SPANS: usize = 1 << 20;

/// A stretch of text that stands in one piece in the file.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// Its first position, as the tables of the file count.
    position: usize,
    /// Its first unit in [`Text::units`].
    unit: usize,
    /// Where it begins in the main stream, in bytes.
    at: usize,
    wide: bool,
    /// A change to the properties of the whole piece.
    change: u16,
}

/// The text of a file, in UTF-16 units.
#[derive(Debug, Default)]
pub(super) struct Text<'a> {
    pub units: Vec<u16>,
    spans: Vec<Span>,
    changes: Vec<&'a [u8]>,
    /// Some pieces lie outside the file, or over one another.
    pub broken: bool,
}

impl<'a> Text<'a> {
    /// Reads the piece table (CLX) and the text; `None` if there is no piece table.
    pub fn read(mut clx: &'a [u8], stream: &[u8]) -> Result<Option<Self>, ReadError> {
        let mut text = Text::default();
        while byte(clx, 0) == Some(1) {
            let length = usize::from(short(clx, 1).unwrap_or(0));
            text.changes.push(stretch(clx, 3, length));
            clx = clx.get(3 + length..).unwrap_or_default();
        }
        if byte(clx, 0) != Some(2) {
            return Ok(None);
        }
        let length = place(clx, 1).unwrap_or(0);
        let table = Plc::new(stretch(clx, 5, length), 8);
        // Pieces do not share bytes, so a sound text cannot be longer than its stream.
        let limit = stream.len();
        for (index, position) in table.starts() {
            let Some(end) = table.position(index + 1).filter(|end| *end > position) else {
                text.broken = true;
                break;
            };
            let entry = table.entry(index);
            let (Some(address), Some(change)) = (long(entry, 2), short(entry, 6)) else {
                break;
            };
            let wide = address & 0x4000_0000 == 0;
            let address = (address & 0x3FFF_FFFF) as usize;
            let span = Span {
                position,
                unit: text.units.len(),
                at: if wide { address } else { address / 2 },
                wide,
                change,
            };
            let room = limit.saturating_sub(text.units.len());
            text.push(span, stream, (end - position).min(room));
            text.broken |= text.units.len() - span.unit < end - position;
            if text.units.len() > MAX_UNITS {
                return Err(ReadError::too_large("文字超过 64 MiB"));
            }
            if text.spans.len() > MAX_SPANS {
                return Err(ReadError::too_large("正文碎片超过一百万个"));
            }
        }
        Ok((!text.units.is_empty()).then_some(text))
    }

    /// Text that stands in one stretch of the stream, its table of pieces being lost.
    pub fn whole(stream: &[u8], (from, to): (usize, usize), units: usize) -> Self {
        let mut text = Text::default();
        let length = to.min(stream.len()).saturating_sub(from);
        let span = Span {
            position: 0,
            unit: 0,
            at: from,
            wide: units > 0 && length >= units.saturating_mul(2),
            change: 0,
        };
        text.push(span, stream, units.min(length).min(MAX_UNITS));
        text
    }

    /// Text that is already decoded, without any properties.
    pub fn decoded(text: &str) -> Self {
        Self {
            units: text.encode_utf16().take(MAX_UNITS).collect(),
            ..Self::default()
        }
    }

    /// Appends the units of a span.
    fn push(&mut self, span: Span, stream: &[u8], count: usize) {
        if span.wide {
            let bytes = stretch(stream, span.at, count.saturating_mul(2));
            let pairs = bytes.chunks_exact(2);
            self.units.extend(pairs.filter_map(|pair| short(pair, 0)));
        } else {
            let bytes = stretch(stream, span.at, count);
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            self.units.extend(text.encode_utf16());
        }
        if self.units.len() > span.unit {
            self.spans.push(span);
        }
    }

    fn span(&self, unit: usize) -> Option<(usize, &Span)> {
        let index = self.spans.partition_point(|span| span.unit <= unit);
        let index = index.checked_sub(1)?;
        Some((index, self.spans.get(index)?))
    }

    /// The unit at a position of the file's tables, the end of the text for positions past it.
    pub fn unit(&self, position: usize) -> usize {
        let index = self.spans.partition_point(|span| span.position <= position);
        let Some(span) = index.checked_sub(1).and_then(|index| self.spans.get(index)) else {
            return 0;
        };
        let end = self
            .spans
            .get(index)
            .map_or(self.units.len(), |next| next.unit);
        span.unit.saturating_add(position - span.position).min(end)
    }

    /// Where a unit stands in the main stream, in bytes.
    pub fn address(&self, unit: usize) -> Option<usize> {
        let (_, span) = self.span(unit)?;
        let width = if span.wide { 2 } else { 1 };
        span.at.checked_add((unit - span.unit) * width)
    }

    /// The unit before which properties that hold up to byte `address` end, seen from `unit`;
    /// at the latest where its piece ends.
    pub fn until(&self, unit: usize, address: usize) -> usize {
        let Some((index, span)) = self.span(unit) else {
            return self.units.len();
        };
        let width = if span.wide { 2 } else { 1 };
        let end = self
            .spans
            .get(index + 1)
            .map_or(self.units.len(), |next| next.unit);
        let there = span
            .unit
            .saturating_add(address.saturating_sub(span.at).div_ceil(width));
        there.clamp(unit + 1, end.max(unit + 1))
    }

    /// The change that the piece of a unit makes to its properties.
    pub fn change(&self, unit: usize) -> Change<'a> {
        let Some((_, span)) = self.span(unit) else {
            return Change::None;
        };
        if span.change & 1 == 1 {
            let list = self.changes.get(usize::from(span.change >> 1));
            return list.map_or(Change::None, |list| Change::Many(list));
        }
        let value = (span.change >> 8) as u8;
        // The properties that matter here, of those that have a short number.
        let code = match span.change >> 1 & 0x7F {
            0x05 => 0x2403,
            0x0C => 0x260A,
            0x18 => 0x2416,
            0x19 => 0x2417,
            0x41 => 0x0800,
            0x55 => 0x0835,
            0x5C => 0x083C,
            0x78 => 0x2640,
            _ => return Change::None,
        };
        Change::One(code, value)
    }
}

/// What a piece changes about the properties of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change<'a> {
    None,
    /// One property and its value.
    One(u16, u8),
    /// A list of properties.
    Many(&'a [u8]),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pieces: &[(u32, u32, u16)], end: u32) -> Vec<u8> {
        let mut plc: Vec<u8> = Vec::new();
        for (position, ..) in pieces {
            plc.extend(position.to_le_bytes());
        }
        plc.extend(end.to_le_bytes());
        for (_, address, change) in pieces {
            plc.extend([0, 0]);
            plc.extend(address.to_le_bytes());
            plc.extend(change.to_le_bytes());
        }
        let mut clx = vec![1, 2, 0, 7, 8, 2];
        clx.extend((plc.len() as u32).to_le_bytes());
        clx.extend(plc);
        clx
    }

    #[test]
    fn pieces_of_both_widths_follow_one_another_and_know_their_places() {
        // `\x95` is a bullet in the code page of narrow pieces.
        let stream = [b"ab\x95.".as_slice(), &[0x00, 0x4E, 0x8C, 0x4E]].concat();
        let clx = table(&[(0, 4, 1), (2, 0x4000_0000, 0xAA | 0x100)], 5);
        let text = Text::read(&clx, &stream).unwrap().unwrap();
        assert_eq!(String::from_utf16(&text.units).unwrap(), "一二ab•");
        assert!(!text.broken);
        assert_eq!(
            [0, 1, 2, 4].map(|unit| text.address(unit)),
            [4, 6, 0, 2].map(Some)
        );
        assert_eq!(
            [0, 2, 4, 9].map(|position| text.unit(position)),
            [0, 2, 4, 5]
        );
        assert_eq!(
            (text.until(0, 6), text.until(0, 99), text.until(2, 1)),
            (1, 2, 3)
        );
        assert_eq!(text.change(0), Change::Many(&[7, 8]));
        assert_eq!(text.change(2), Change::One(0x0835, 1));
    }

    #[test]
    fn pieces_outside_or_over_one_another_are_cut_and_told() {
        let stream = b"abcdefgh";
        let narrow = 0x4000_0000;
        let outside = table(
            &[(0, narrow, 0), (4, narrow | 0x3FFF_FFFF, 0)],
            2_000_000_000,
        );
        let text = Text::read(&outside, stream).unwrap().unwrap();
        assert_eq!((text.units.len(), text.broken), (4, true));
        let over: Vec<_> = (0..1000).map(|index| (index * 8, narrow, 0)).collect();
        let over = table(&over, 8000);
        let text = Text::read(&over, stream).unwrap().unwrap();
        assert_eq!((text.units.len(), text.broken), (8, true));
        let backwards = table(&[(0, narrow, 0), (4, narrow, 0)], 2);
        let text = Text::read(&backwards, stream).unwrap().unwrap();
        assert_eq!((text.units.len(), text.broken), (4, true));
        assert!(Text::read(&[2, 9], stream).unwrap().is_none());
        assert!(Text::read(&[], stream).unwrap().is_none());
    }

    #[test]
    fn too_long_a_text_is_refused() {
        let stream = vec![b'a'; MAX_UNITS + 1];
        let clx = table(&[(0, 0x4000_0000, 0)], MAX_UNITS as u32 + 1);
        let error = Text::read(&clx, &stream).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { .. }));
        let single = |index: u32| (index, 0x4000_0000, 0);
        let many: Vec<_> = (0..=MAX_SPANS as u32).map(single).collect();
        let clx = table(&many, MAX_SPANS as u32 + 1);
        let error = Text::read(&clx, &stream).unwrap_err();
        assert!(error.to_string().contains("碎片"), "{error}");
    }
}
