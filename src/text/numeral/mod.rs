//! Numerals in running text: what is counted, how much, and how exactly.
//!
//! Numerals of dates are not among them (they are in [`dates`](crate::text::date::dates)), nor are list markers, names of
//! campaigns and documents in quotation marks, and idioms.

mod find;
mod terms;
#[cfg(test)]
mod tests;
pub(super) mod value;

use std::ops::Range;

use super::scan::Scan;

/// What a numeral stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// So many of something.
    Count,
    /// A share in hundredths: 33 %, 百分之三十, 三成, 11个百分点. The value is the share of one.
    Percent,
    /// A share: 三分之一, 1/3. The value is the share of one.
    Fraction,
    /// A place in a row: 第3次, 12号.
    Ordinal,
}

/// A numeral.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The bytes of the numeral with its scale (万), per cent sign and 余 or 多; without the unit.
    pub range: Range<usize>,
    /// Its value; shares are shares of one (33 % is 0.33).
    pub value: f64,
    /// What it stands for.
    pub kind: NumberKind,
    /// The measure word after it, else up to two Han characters; simplified, empty if there is none.
    pub unit: String,
    /// Said to be inexact: 约, 近, 上百, 百余, 三十多, 左右, 以上, 十几, 七八.
    pub approximate: bool,
}

/// The numerals of a text, in order.
pub fn numbers(text: &str) -> Vec<Number> {
    if !text.chars().any(may_begin) {
        return Vec::new();
    }
    find::find(Scan::new(text))
}

fn may_begin(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(
            character,
            '０'..='９' | '〇' | '零' | '兩' | '萬' | '億' | '几' | '幾' | '两'
        )
        || "一二三四五六七八九十百千万亿数數".contains(character)
}
