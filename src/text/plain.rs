//! The characters by which texts are compared: marks, titles in 《》 and standing formulas left out, numbers all alike.
//!
//! Script and width are folded here too, so that the author's own text and a folded one come out the same.

use rustc_hash::FxHashMap;

use super::count::is_han;
use super::fold::{fold_character, simplify};
use super::pinyin::pinyin_bracket;

/// Standing phrases that every report repeats; they are left out wherever they stand.
pub struct Formulas {
    /// By their first character.
    phrases: FxHashMap<char, Vec<Vec<char>>>,
    /// Bits of first characters, by the low part of their numbers: most characters begin no phrase.
    firsts: [u64; 64],
}

/// The place of a character in the bits of first characters.
fn bit(character: char) -> (usize, u64) {
    let place = u32::from(character) as usize % 4096;
    (place / 64, 1 << (place % 64))
}

impl Formulas {
    /// Takes phrases; their marks do not count.
    pub fn new<'w>(phrases: impl IntoIterator<Item = &'w str>) -> Formulas {
        let mut formulas = Formulas {
            phrases: FxHashMap::default(),
            firsts: [0; 64],
        };
        for phrase in phrases {
            let mut bare = Plain::default();
            bare.read(phrase);
            if let Some(first) = bare.characters.first() {
                let (word, bit) = bit(*first);
                formulas.firsts[word] |= bit;
                let same = formulas.phrases.entry(*first).or_default();
                same.push(bare.characters);
            }
        }
        formulas
    }

    /// Length of the longest phrase that some characters begin with; 0 for none.
    fn longest(&self, characters: &[char]) -> usize {
        let Some(first) = characters.first() else {
            return 0;
        };
        let (word, bit) = bit(*first);
        if self.firsts[word] & bit == 0 {
            return 0;
        }
        let phrases = self.phrases.get(first).into_iter().flatten();
        let found = phrases.filter(|phrase| characters.starts_with(phrase));
        found.map(Vec::len).max().unwrap_or(0)
    }
}

/// The compared characters of a text and where they stand in it.
#[derive(Debug, Default)]
pub struct Plain {
    /// The characters.
    pub characters: Vec<char>,
    /// Where each begins, in bytes of the text it was taken from.
    pub places: Vec<u32>,
}

impl Plain {
    /// The compared characters of a text.
    pub fn of(text: &str, formulas: &Formulas) -> Plain {
        let mut plain = Plain::default();
        plain.append(text, formulas);
        plain
    }

    /// Appends those of another text; its places count from its own start.
    pub fn append(&mut self, text: &str, formulas: &Formulas) {
        let mut from = self.characters.len();
        self.read(text);
        let mut to = from;
        while let Some(character) = self.characters.get(from) {
            let formula = formulas.longest(&self.characters[from..]);
            if formula > 0 {
                from += formula;
                continue;
            }
            if from > to {
                self.characters[to] = *character;
                self.places[to] = self.places[from];
            }
            (from, to) = (from + 1, to + 1);
        }
        self.characters.truncate(to);
        self.places.truncate(to);
    }

    /// Appends letters, Han and digits of a text, formulas with them.
    fn read(&mut self, text: &str) {
        self.characters.reserve(text.len() / 3);
        self.places.reserve(text.len() / 3);
        let mut inside = false;
        let mut before = None;
        let mut after_digit = false;
        let mut free_from = 0;
        for (at, own) in text.char_indices() {
            if at < free_from {
                continue;
            }
            let previous = before.replace(own);
            let kept = match own {
                // Nearly every character.
                '\u{4E00}'..='\u{9FFF}' if inside => continue,
                // Of traditional script, where it stands for both; compared as one wherever it stands.
                '著' => '着',
                '\u{4E00}'..='\u{9FFF}' => simplify(own),
                _ => match fold_character(own) {
                    '《' => {
                        inside = true;
                        continue;
                    }
                    '》' => {
                        inside = false;
                        continue;
                    }
                    _ if inside => continue,
                    han if is_han(han) => han,
                    '0'..='9' if after_digit => continue,
                    '0'..='9' => '0',
                    '(' | '（' => {
                        if let Some(length) = pinyin_bracket(&text[at..], previous) {
                            free_from = at + length;
                        }
                        continue;
                    }
                    letter if letter.is_alphabetic() => letter,
                    _ => continue,
                },
            };
            after_digit = kept == '0';
            self.characters.push(kept);
            // A text of more than 4 GB is not read.
            self.places.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::{Habits, fold};

    fn plain(text: &str) -> String {
        let formulas = Formulas::new(["三会一课", "党的二十大精神", "学习党的二十大精神"]);
        Plain::of(text, &formulas).characters.iter().collect()
    }

    #[test]
    fn marks_titles_formulas_and_digits_do_not_count() {
        assert_eq!(plain("学习党的二十大精神，落实“三会一课”12次。"), "落实0次");
        assert_eq!(plain("印发《党支部条例》1,200册"), "印发0册");
        assert_eq!(plain("印发《党支部条例 没有写完"), "印发");
    }

    #[test]
    fn own_and_folded_text_come_out_the_same() {
        let own = "圍繞著黨(dǎng)建 ２３ 項，ＡＢ類(A)";
        let folded = fold(own, Habits::TRADITIONAL);
        assert_eq!(plain(own), plain(folded.as_str()));
        assert_eq!(plain(own), "围绕着党建0项AB类A");
    }

    #[test]
    fn places_lead_back() {
        let text = "一、抓“三会一课”的落实";
        let plain = Plain::of(text, &Formulas::new(["三会一课"]));
        let own: Vec<char> = plain
            .places
            .iter()
            .filter_map(|place| text[*place as usize..].chars().next())
            .collect();
        assert_eq!(own, plain.characters);
    }
}
