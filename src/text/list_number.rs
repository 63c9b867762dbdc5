//! Numbers that count headings and the items of lists: up to 99, in Han or Arabic digits.

use super::date::goes_on_as_figure;
use super::numeral::value::digit;

/// No list counts further in Arabic digits without an opening bracket: 2023） is a year, 85、 a mark of two digits.
const MOST: u32 = 60;

/// A number in Han digits at the beginning of a text, and what stands behind it.
pub fn han_number(text: &str) -> Option<(u32, &str)> {
    const TEN: u32 = 10;
    let first = |text: &str| text.chars().next().and_then(han_digit);
    let (mut number, mut rest) = (first(text)?, &text['一'.len_utf8()..]);
    if number < TEN && first(rest) == Some(TEN) {
        (number, rest) = (number * TEN, &rest['一'.len_utf8()..]);
    }
    if number % TEN == 0
        && let Some(ones) = first(rest).filter(|ones| *ones < TEN)
    {
        (number, rest) = (number + ones, &rest['一'.len_utf8()..]);
    }
    Some((number, rest))
}

/// A number in Han digits, the inverse of [`han_number`]; one beyond them in Arabic ones.
pub fn in_han(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    match value {
        0..=9 => digit(value).to_owned(),
        10..=19 => format!("十{}", digit(value - 10)),
        20..=99 => format!("{}十{}", digit(value / 10), digit(value % 10)),
        _ => value.to_string(),
    }
}

/// A digit of a list's number: no list counts 〇 or 两.
pub fn han_digit(character: char) -> Option<u32> {
    match character {
        '十' => Some(10),
        '〇' | '两' => None,
        _ => digit(character),
    }
}

/// A number in Arabic digits at the beginning of a text, and what stands behind it.
pub fn arabic_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    (digits < 3).then_some((number, &text[digits..]))
}

/// The number in a circle that a text begins with, and what stands behind it: ①.
pub fn circled_number(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    let before = ('①'..='⑳').position(|circled| circled == first)?;
    Some((before as u32 + 1, &text[first.len_utf8()..]))
}

/// What follows a number in Arabic digits that counts without an opening bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// 1. or 1、
    Dot,
    /// 1）
    Bracket,
}

/// Such a number with its closing mark at the beginning of a folded text, and what stands behind both.
pub fn arabic_mark(text: &str) -> Option<(u32, Closing, &str)> {
    let (number, rest) = arabic_number(text).filter(|(number, _)| *number <= MOST)?;
    if let Some(behind) = rest.strip_prefix('）') {
        return Some((number, Closing::Bracket, behind));
    }
    let behind = rest.strip_prefix(['.', '、'])?;
    (!goes_on_as_figure(behind)).then_some((number, Closing::Dot, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_han_digits() {
        let numbers = [
            "三是",
            "十、",
            "十二、",
            "二十、",
            "九十九）",
            "两个",
            "〇一",
        ];
        let read = numbers.map(|text| han_number(text).map(|(number, _)| number));
        let expected = [Some(3), Some(10), Some(12), Some(20), Some(99), None, None];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_written_in_han_is_read_again() {
        for value in 1..100 {
            let written = in_han(value);
            assert_eq!(han_number(&written), Some((value, "")), "{written}");
        }
        assert_eq!(in_han(100), "100");
    }

    #[test]
    fn figures_and_years_are_no_marks() {
        let marked = |text| arabic_mark(text).map(|(number, closing, _)| (number, closing));
        assert_eq!(marked("1.学习"), Some((1, Closing::Dot)));
        assert_eq!(marked("2、学习"), Some((2, Closing::Dot)));
        assert_eq!(marked("3）学习"), Some((3, Closing::Bracket)));
        assert_eq!(marked("1.3月底前"), Some((1, Closing::Dot)));
        for none in ["1.3万元", "2023）", "85、", "3名", "（1）"] {
            assert_eq!(marked(none), None, "{none}");
        }
    }
}
