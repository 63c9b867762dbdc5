//! Characters as the bytes that the double arrays are keyed by.
//!
//! Two bytes for nearly every character, where UTF-8 takes three for Chinese: the array over the dictionary gets
//! a fifth smaller, and its walk a third shorter. Shared with `build.rs`.

/// No byte of a code is zero, which the arrays keep for themselves; 255 leads the long codes.
const BASE: u32 = 254;

/// The code of a character, and how many of its bytes count. No code begins with another.
pub fn code(character: char) -> ([u8; 4], usize) {
    let value = u32::from(character);
    let digit = |digit: u32| (digit % BASE + 1) as u8;
    if value < BASE * BASE {
        ([digit(value / BASE), digit(value), 0, 0], 2)
    } else {
        let high = digit(value / BASE / BASE);
        ([u8::MAX, high, digit(value / BASE), digit(value)], 4)
    }
}

/// The codes of all characters of a word.
pub fn key(word: &str) -> Vec<u8> {
    word.chars()
        .flat_map(|character| {
            let (bytes, length) = code(character);
            bytes.into_iter().take(length)
        })
        .collect()
}
