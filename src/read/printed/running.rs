//! Page numbers, and heads and feet that stand on page after page.

use std::collections::HashMap;

use super::lines::Line;
use crate::read::heads::Heads;
use crate::read::tally::{Left, Tally};

/// Where heads and feet stand: this share of the page at its top and bottom.
const MARGIN: f64 = 0.12;
/// Where page numbers stand.
const NUMBER_MARGIN: f64 = 0.15;

/// Takes them out of the lines of each page, and counts them.
pub(super) fn leave_out(
    pages: &mut [Vec<Line>],
    heights: &[f64],
    tally: &mut Tally,
    heads: &mut Heads,
) {
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for (lines, height) in pages.iter().zip(heights) {
        let mut keys: Vec<_> = lines
            .iter()
            .filter(|line| at_edge(line.y, *height))
            .map(|line| key(line, *height))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let count = pages.len();
    for (lines, height) in pages.iter_mut().zip(heights) {
        let last = lines.len().saturating_sub(1);
        let mut index = 0;
        lines.retain(|line| {
            let outermost = index == 0 || index == last;
            index += 1;
            let number =
                outermost && within(line.y, *height, NUMBER_MARGIN) && is_page_number(&line.text);
            let often = at_edge(line.y, *height)
                && seen
                    .get(&key(line, *height))
                    .is_some_and(|pages| *pages >= 2 && pages * 2 > count);
            if number || often {
                tally.add(Left::Headers);
                heads.add(&line.text);
            }
            !(number || often)
        });
    }
}

/// Whether a baseline is where heads and feet stand.
pub(super) fn at_edge(y: f64, height: f64) -> bool {
    within(y, height, MARGIN)
}

fn within(y: f64, height: f64, margin: f64) -> bool {
    height > 0.0 && (y < height * margin || y > height * (1.0 - margin))
}

/// The words without digits, and the place in percent of the page.
fn key(line: &Line, height: f64) -> (String, i64) {
    let words = line
        .text
        .chars()
        .filter(|character| !character.is_ascii_digit() && !character.is_whitespace())
        .take(64);
    (words.collect(), (line.y / height * 100.0).round() as i64)
}

/// `3`, `— 3 —`, `第3页 共8页`, `3/8`.
pub(super) fn is_page_number(text: &str) -> bool {
    let mut digits = 0;
    for character in text.chars() {
        match character {
            '0'..='9' | '０'..='９' => digits += 1,
            '第' | '页' | '頁' | '共' | '/' | '-' | '－' | '—' | '–' | '·' | '.' | '|' | '，'
            | ',' | '、' => {}
            character if character.is_whitespace() => {}
            _ => return false,
        }
    }
    (1..=8).contains(&digits) && !text.ends_with(['.', '、', '，', ','])
}
