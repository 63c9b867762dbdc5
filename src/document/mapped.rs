//! Text that knows where each of its bytes came from.

use std::ops::Range;

/// One stretch of text and the stretch of the origin it stands for.
///
/// Stretches of equal length map byte by byte; others (a full-width digit folded to one byte) map as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    here: usize,
    there: usize,
    there_end: usize,
}

/// A string built from stretches of another one, with offsets that lead back.
///
/// All offsets are bytes. Pieces are in order of `here`; origins may jump but normally ascend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    pieces: Vec<Piece>,
}

impl MappedText {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text that stands in its origin, unchanged, from byte `there` on.
    pub fn identity(text: &str, there: usize) -> Self {
        let mut mapped = Self::new();
        mapped.push(text, there..there + text.len());
        mapped
    }

    /// Appends `text`, which stands for the bytes `there` of the origin.
    pub fn push(&mut self, text: &str, there: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let here = self.text.len();
        let joins = self.pieces.last().is_some_and(|last| {
            let identity = last.there_end - last.there == here - last.here;
            identity && last.there_end == there.start && text.len() == there.len()
        });
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if joins => last.there_end = there.end,
            _ => self.pieces.push(Piece {
                here,
                there: there.start,
                there_end: there.end,
            }),
        }
    }

    /// Appends another mapped text whose origin is the same.
    pub fn append(&mut self, other: &MappedText) {
        self.append_shifted(other, 0);
    }

    /// Appends another mapped text whose origin begins at byte `shift` of this one's.
    pub fn append_shifted(&mut self, other: &MappedText, shift: usize) {
        for (index, piece) in other.pieces.iter().enumerate() {
            let end = other.here_end(index);
            self.push(
                &other.text[piece.here..end],
                piece.there + shift..piece.there_end + shift,
            );
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The bytes of the origin that `range` of this text stands for.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.start_of(range.start);
            return at..at;
        }
        let start = self.start_of(range.start);
        start..self.end_of(range.end).max(start)
    }

    /// This text with its origin replaced by the origin of that origin.
    pub fn through(&self, outer: &MappedText) -> MappedText {
        let mut result = MappedText::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let end = self.here_end(index);
            let text = &self.text[piece.here..end];
            if piece.there_end - piece.there != text.len() {
                result.push(text, outer.origin(piece.there..piece.there_end));
                continue;
            }
            // An identity piece may span several pieces of the outer text: cut it at their borders.
            let mut at = piece.there;
            while at < piece.there_end {
                let stop = outer.next_border(at).min(piece.there_end);
                let cut = &text[at - piece.there..stop - piece.there];
                result.push(cut, outer.origin(at..stop));
                at = stop;
            }
        }
        result
    }

    fn here_end(&self, index: usize) -> usize {
        self.pieces
            .get(index + 1)
            .map_or(self.text.len(), |next| next.here)
    }

    fn next_border(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.here <= at);
        self.pieces
            .get(after)
            .map_or(self.text.len().max(at + 1), |piece| piece.here)
    }

    fn start_of(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.here <= at);
        let Some(index) = after.checked_sub(1) else {
            return self.pieces.first().map_or(0, |piece| piece.there);
        };
        let piece = self.pieces[index];
        if at >= self.text.len() {
            return piece.there_end;
        }
        let identity = piece.there_end - piece.there == self.here_end(index) - piece.here;
        if identity {
            piece.there + (at - piece.here)
        } else {
            piece.there
        }
    }

    fn end_of(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.here < at);
        let Some(index) = after.checked_sub(1) else {
            return 0;
        };
        let piece = self.pieces[index];
        let identity = piece.there_end - piece.there == self.here_end(index) - piece.here;
        if identity {
            piece.there + (at - piece.here)
        } else {
            piece.there_end
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_back_over_dropped_and_folded_stretches() {
        // origin: "**甲乙**２丙", text: "甲乙2丙"
        let origin = "**甲乙**２丙";
        let mut mapped = MappedText::new();
        mapped.push("甲乙", 2..8);
        mapped.push("2", 10..13);
        mapped.push("丙", 13..16);
        assert_eq!(mapped.as_str(), "甲乙2丙");
        assert_eq!(&origin[mapped.origin(3..7)], "乙**２");
        assert_eq!(&origin[mapped.origin(0..6)], "甲乙");
        assert_eq!(&origin[mapped.origin(7..10)], "丙");
        assert_eq!(mapped.origin(10..10), 16..16);
    }

    #[test]
    fn chains_two_mappings() {
        let mut inner = MappedText::new();
        inner.push("甲乙", 2..8);
        inner.push("丙丁", 10..16);
        let mut outer = MappedText::new();
        outer.push("乙丙", 3..9);
        outer.push("D", 9..12);
        let chained = outer.through(&inner);
        assert_eq!(chained.as_str(), "乙丙D");
        assert_eq!(chained.origin(0..3), 5..8);
        assert_eq!(chained.origin(3..6), 10..13);
        assert_eq!(chained.origin(6..7), 13..16);
    }
}
