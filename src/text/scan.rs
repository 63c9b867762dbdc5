//! A text as folded characters, for the scanners of numerals and dates.

use std::ops::Range;

use super::count::is_han;
use super::fold::simplify;

/// Characters of a text, full-width forms and traditional script folded one to one.
#[derive(Debug)]
pub(super) struct Scan {
    characters: Vec<char>,
    offsets: Vec<usize>,
}

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        let mut characters = Vec::with_capacity(text.len() / 2);
        let mut offsets = Vec::with_capacity(text.len() / 2 + 1);
        for (at, character) in text.char_indices() {
            offsets.push(at);
            characters.push(match character {
                '\u{3000}' => ' ',
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '／' | '－' | '～' => {
                    char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
                }
                '○' | '零' => '〇',
                _ => simplify(character),
            });
        }
        offsets.push(text.len());
        Scan {
            characters,
            offsets,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The character at a place; a space behind the end, which is no part of any numeral.
    pub(super) fn at(&self, place: usize) -> char {
        self.characters.get(place).copied().unwrap_or(' ')
    }

    /// The character before a place; a space before the start.
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or(' ', |place| self.at(place))
    }

    /// The place behind `words`, where they stand at `place`.
    pub(super) fn after(&self, place: usize, words: &str) -> Option<usize> {
        let mut end = place;
        for word in words.chars() {
            if self.characters.get(end) != Some(&word) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The place behind the longest of `words` that stands at `place`.
    pub(super) fn after_any(&self, place: usize, words: &[&str]) -> Option<usize> {
        words
            .iter()
            .filter_map(|words| self.after(place, words))
            .max()
    }

    /// Whether one of `words` ends right before `place`.
    pub(super) fn ends_with_any(&self, place: usize, words: &[&str]) -> bool {
        words.iter().any(|words| {
            place
                .checked_sub(words.chars().count())
                .is_some_and(|start| self.after(start, words).is_some())
        })
    }

    /// Skips at most two spaces, which PDF exports put around numerals.
    pub(super) fn skip_spaces(&self, place: usize) -> usize {
        let blank = |place: usize| place < self.len() && self.at(place) == ' ';
        let first = place + usize::from(blank(place));
        first + usize::from(first > place && blank(first))
    }

    /// The bytes between two places.
    pub(super) fn range(&self, start: usize, end: usize) -> Range<usize> {
        let last = self.len();
        self.offsets[start.min(last)]..self.offsets[end.min(last)]
    }

    /// The folded characters between two places.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.characters[start.min(self.len())..end.min(self.len())]
            .iter()
            .collect()
    }

    /// Up to `most` Han characters from a place.
    pub(super) fn han(&self, place: usize, most: usize) -> String {
        self.characters[place.min(self.len())..]
            .iter()
            .take(most)
            .take_while(|character| is_han(**character))
            .collect()
    }

    /// Where quotation marks and title marks enclose few words: names of campaigns and documents.
    pub(super) fn quoted(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let mut open: Option<(usize, char, usize)> = None;
        for (place, character) in self.characters.iter().enumerate() {
            match character {
                '“' | '「' | '‘' => open = Some((place, closing(*character), 12)),
                '《' | '〔' | '﹝' => open = Some((place, closing(*character), 60)),
                _ => {
                    if let Some((start, close, most)) = open
                        && (*character == close || place - start > most)
                    {
                        if *character == close {
                            spans.push(start..place);
                        }
                        open = None;
                    }
                }
            }
        }
        spans
    }
}

fn closing(opening: char) -> char {
    match opening {
        '“' => '”',
        '「' => '」',
        '‘' => '’',
        '《' => '》',
        '〔' => '〕',
        _ => '﹞',
    }
}
