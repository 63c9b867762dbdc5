//! The lists (PlfLst), their uses (PlfLfo) and levels (LVL).

use super::bytes::{byte, long, place, short, stretch};
use crate::read::number_format;
use crate::read::numbering::{LEVELS, Level, List, MAX_PATTERN, Numbering, Use, put};

use super::props::Sprms;

/// The most uses of lists that a paragraph can name.
const MAX_USES: usize = 0x7FE;

/// Reads lists and uses from the table stream; `lists` and `uses` say where they begin.
pub(super) fn read(table: &[u8], lists: (usize, usize), uses: (usize, usize)) -> Numbering {
    let mut numbering = Numbering::default();
    if lists.1 > 0 {
        read_lists(table, lists, &mut numbering);
    }
    if uses.1 > 0 {
        read_uses(stretch(table, uses.0, usize::MAX), &mut numbering);
    }
    numbering
}

fn read_lists(table: &[u8], (at, length): (usize, usize), numbering: &mut Numbering) {
    let heads = stretch(table, at, length);
    let count = usize::from(short(heads, 0).unwrap_or(0));
    // The levels of all lists follow the table of lists, and its length leaves them out.
    let mut levels = Cursor {
        bytes: table,
        at: at.saturating_add(2 + count * 28),
    };
    for index in 0..count {
        let head = stretch(heads, 2 + index * 28, 28);
        let (Some(id), Some(flags)) = (long(head, 0), byte(head, 26)) else {
            break;
        };
        let simple = flags & 1 == 1;
        let mut list = List::default();
        for level in 0..if simple { 1 } else { LEVELS } {
            let Some(mut definition) = levels.level() else {
                break;
            };
            // Some styles are tied to a level.
            let style = short(head, 8 + level * 2).filter(|style| *style != 0x0FFF);
            definition.style = style.map(|style| style.to_string());
            put(&mut list.levels, level as u8, definition);
        }
        numbering.lists.insert(id.into(), list);
    }
}

fn read_uses(bytes: &[u8], numbering: &mut Numbering) {
    let count = place(bytes, 0).unwrap_or(0);
    // A use is 16 bytes, so no more than that are there.
    let count = count.min(bytes.len() / 16);
    let mut changes = Cursor {
        bytes,
        at: 4 + count * 16,
    };
    for index in 0..count.min(MAX_USES) {
        let head = stretch(bytes, 4 + index * 16, 16);
        let (Some(list), Some(overrides)) = (long(head, 0), byte(head, 12)) else {
            break;
        };
        let mut of = Use {
            list: list.into(),
            ..Use::default()
        };
        changes.at = changes.at.saturating_add(4);
        for _ in 0..overrides {
            let (start, flags) = (changes.long(), changes.long());
            let (Some(start), Some(flags)) = (start, flags) else {
                break;
            };
            let level = (flags & 0xF) as u8;
            let (starts, formats) = (flags & 0x10 != 0, flags & 0x20 != 0);
            let definition = if formats { changes.level() } else { None };
            if usize::from(level) >= LEVELS {
                continue;
            }
            if starts {
                let own = definition.as_ref().and_then(|level| level.start);
                let start = own.unwrap_or_else(|| i64::from(start as i32));
                put(&mut of.starts, level, start);
            }
            if let Some(definition) = definition {
                put(&mut of.levels, level, definition);
            }
        }
        // Paragraphs count the uses from one.
        numbering.uses.insert(index as i64 + 1, of);
    }
}

/// A place in the table stream that moves on.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn long(&mut self) -> Option<u32> {
        self.take(4).and_then(|four| long(four, 0))
    }

    /// A level: a head of 28 bytes, two lists of properties, and the text with its places for numbers.
    fn level(&mut self) -> Option<Level> {
        let head = self.take(28)?;
        let flags = byte(head, 5)?;
        let (characters, paragraph) = (byte(head, 24)?, byte(head, 25)?);
        self.take(paragraph.into())?;
        let characters = self.take(characters.into())?;
        let length = short(self.take(2)?, 0)?;
        let text = self.take(usize::from(length) * 2)?;
        let units = text.chunks_exact(2).filter_map(|pair| short(pair, 0));
        let mut pattern = String::new();
        for character in char::decode_utf16(units).flatten().take(MAX_PATTERN) {
            match character as u32 {
                number @ 0..=8 => {
                    pattern.push('%');
                    pattern.push(char::from(b'1' + number as u8));
                }
                _ => pattern.push(character),
            }
        }
        let hidden = |(code, operand): (u16, &[u8])| code == 0x083C && byte(operand, 0) == Some(1);
        Some(Level {
            start: Some(i64::from(long(head, 0)? as i32)),
            format: number_format::of_code(byte(head, 4)?.into()).into(),
            pattern,
            spaced: byte(head, 15)? != 2,
            decimal_only: flags & 0x04 != 0,
            restart: (flags & 0x08 != 0).then(|| byte(head, 26).unwrap_or(0).into()),
            style: None,
            hidden: Sprms(characters).any(hidden),
        })
    }
}
