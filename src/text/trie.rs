//! A safe reader of the double arrays that the build makes with `yada`.
//!
//! Only the touched pages of an embedded array are ever read, which is what keeps a cold start short.
//! Layout of a unit (32 bits, little endian): label in bits 0-7, has-leaf in bit 8, extended offset in
//! bit 9, offset in bits 10-30; a leaf carries its value in bits 0-30 and bit 31 set.

use super::code::code;

/// A set of words with a number each, for finding all of them that start at a place.
#[derive(Debug, Clone, Copy)]
pub struct Trie<'a> {
    units: &'a [u8],
}

impl<'a> Trie<'a> {
    /// Reads the bytes of a double array; anything else finds nothing.
    pub const fn new(units: &'a [u8]) -> Self {
        Self { units }
    }

    /// Calls `found(value, length)` for every entry that is a prefix of `text`, shortest first; lengths in bytes
    /// of the text.
    pub fn prefixes(&self, text: &str, mut found: impl FnMut(u32, usize)) {
        let Some(mut unit) = self.unit(0) else { return };
        let mut node = 0u32;
        for (start, character) in text.char_indices() {
            let (bytes, length) = code(character);
            for byte in &bytes[..length] {
                node ^= offset(unit) ^ u32::from(*byte);
                match self.unit(node) {
                    Some(next) if next & 0x8000_00ff == u32::from(*byte) => unit = next,
                    _ => return,
                }
            }
            if unit >> 8 & 1 == 1
                && let Some(leaf) = self.unit(node ^ offset(unit))
            {
                found(leaf & 0x7fff_ffff, start + character.len_utf8());
            }
        }
    }

    fn unit(&self, node: u32) -> Option<u32> {
        let at = usize::try_from(node).ok()?.checked_mul(4)?;
        let bytes = self.units.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }
}

fn offset(unit: u32) -> u32 {
    (unit >> 10) << ((unit & (1 << 9)) >> 6)
}
