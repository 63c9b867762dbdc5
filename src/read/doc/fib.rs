//! The file information block, with which the main stream begins.

use super::bytes::{long, place, short, stretch};

/// The first version whose text is kept in pieces of Unicode: Word 97.
const WORD_97: u16 = 0xC1;
const FIRST_PAIR: usize = 0x9A;

/// Which table of the file; the number is that of its pair (place, length) in the block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    Sections = 6,
    HeaderTexts = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Anchors = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    Drawings = 50,
    TextBoxes = 56,
    Lists = 73,
    ListUses = 74,
}

/// The lengths of the stories, in UTF-16 units, in the order in which they follow one another.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    pub body: usize,
    pub footnotes: usize,
    pub headers: usize,
    pub macros: usize,
    pub comments: usize,
    pub endnotes: usize,
    pub boxes: usize,
}

/// What the block says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fib<'a> {
    bytes: &'a [u8],
    pairs: usize,
    /// Where the text begins and ends, in bytes; only sure in files without pieces.
    pub text: (usize, usize),
    pub lengths: Lengths,
    pub encrypted: bool,
    /// The text is in pieces although the version is an old one.
    pub complex: bool,
    /// Which of the two table streams counts.
    pub table: &'static str,
    /// Word 6 or 95.
    pub old: bool,
}

impl<'a> Fib<'a> {
    /// Reads the block; `None` if the stream does not begin with one.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        // 0xA5DC is Word 6 and 95, 0xA5EC Word 97 and later; some writers leave other marks.
        if !matches!(short(bytes, 0)?, 0xA5DC | 0xA5EC | 0xA697 | 0xA698 | 0xA699) {
            return None;
        }
        let (version, flags) = (short(bytes, 2)?, short(bytes, 10)?);
        let old = version < WORD_97;
        let text = (place(bytes, 24)?, place(bytes, 28)?);
        let (lengths, pairs) = if old {
            (0x34, FIRST_PAIR)
        } else {
            lists(bytes).unwrap_or((0x4C, FIRST_PAIR))
        };
        let length = |index: usize| {
            let length = long(bytes, lengths + index * 4).unwrap_or(0);
            // A negative length is none.
            i32::try_from(length).map_or(0, |length| length as usize)
        };
        Some(Self {
            bytes,
            pairs,
            text,
            lengths: Lengths {
                body: length(0),
                footnotes: length(1),
                headers: length(2),
                macros: length(3),
                comments: length(4),
                endnotes: length(5),
                boxes: length(6),
            },
            encrypted: flags & 0x0100 != 0,
            complex: flags & 0x0004 != 0,
            table: if flags & 0x0200 == 0 {
                "0Table"
            } else {
                "1Table"
            },
            old,
        })
    }

    /// Where in the table stream a part begins, and its length in bytes.
    pub fn place(&self, part: Part) -> (usize, usize) {
        let at = self.pairs + part as usize * 8;
        let get = |at| place(self.bytes, at).unwrap_or(0);
        (get(at), get(at + 4))
    }

    /// A part of the table stream, as far as it is there.
    pub fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let (at, length) = self.place(part);
        stretch(table, at, length)
    }
}

/// Where the lengths of the stories and the pairs begin: the block is three lists, each with its length before it.
fn lists(bytes: &[u8]) -> Option<(usize, usize)> {
    let numbers = 0x22 + 2 * usize::from(short(bytes, 0x20)?) + 2;
    let pairs = numbers + 4 * usize::from(short(bytes, numbers - 2)?) + 2;
    (pairs < 0x400).then_some((numbers + 12, pairs))
}
