//! Sets of common Han characters, a bit for each of the block.

use super::count::HAN_BYTES;

/// The first block of Han: U+4E00 and how many places there are.
const FIRST: usize = 0x4E00;
const PLACES: usize = 0x5200;

/// A set of characters of the first block of Han (U+4E00-9FFF).
#[derive(Debug, Clone)]
pub struct HanSet([u64; PLACES / 64]);

impl HanSet {
    /// The empty set.
    pub const EMPTY: HanSet = HanSet([0; PLACES / 64]);

    /// The characters of a text, all of which must be of the block.
    ///
    /// # Panics
    /// Where the set is built, if one is not.
    pub const fn of(text: &str) -> HanSet {
        let mut set = HanSet::EMPTY;
        let mut rest = text.as_bytes();
        while let Some((bytes, after)) = rest.split_first_chunk() {
            let place = place(bytes);
            set.0[place / 64] |= 1 << (place % 64);
            rest = after;
        }
        assert!(rest.is_empty());
        set
    }

    /// Adds a character; one of another block is left out.
    pub fn insert(&mut self, character: char) {
        let place = (character as usize).wrapping_sub(FIRST);
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    /// Whether a character is in it.
    pub fn has(&self, character: char) -> bool {
        self.has_place((character as usize).wrapping_sub(FIRST))
    }

    /// Whether three bytes are a character that is in it.
    pub fn has_bytes(&self, bytes: &[u8; HAN_BYTES]) -> bool {
        bytes[0] >> 4 == 0xE && self.has_place(place(bytes))
    }

    fn has_place(&self, place: usize) -> bool {
        let word = self.0.get(place / 64);
        word.is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// The place in the block of the character that three bytes are.
const fn place(bytes: &[u8; HAN_BYTES]) -> usize {
    han_code(bytes).wrapping_sub(FIRST)
}

/// The number of the character that three bytes are.
pub const fn han_code(bytes: &[u8; HAN_BYTES]) -> usize {
    let [first, second, third] = *bytes;
    (first as usize & 0xF) << 12 | (second as usize & 0x3F) << 6 | third as usize & 0x3F
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_put_in() {
        let mut set = HanSet::of("一党鿿");
        set.insert('建');
        set.insert('A');
        let text = "一党鿿建设㐀豈ꀀ、A";
        let held: String = text
            .chars()
            .filter(|character| set.has(*character))
            .collect();
        assert_eq!(held, "一党鿿建");
        let (threes, _) = text.as_bytes().as_chunks();
        let held = threes.iter().filter(|bytes| set.has_bytes(bytes));
        assert_eq!(held.count(), 4);
    }
}
