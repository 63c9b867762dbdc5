//! Where a pair of characters stands in a set of bits, each of which is many pairs'. Shared with `build.rs`, which makes the
//! sets that a text is held against.

/// Bits of a set.
pub const BITS: usize = 1 << 16;

/// The bit of a pair: 16 bits for each character.
pub const fn bit(pair: u32) -> usize {
    (pair.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS.trailing_zeros())) as usize
}
