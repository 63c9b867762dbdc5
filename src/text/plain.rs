//! The characters by which texts are compared: marks, titles in 《》 and standing formulas left out, numbers all alike.
//!
//! Script and width are folded here too, so that the author's own text and a folded one come out the same.

use super::count::is_han;
use super::fold::fold_character;
use super::pinyin::pinyin_bracket;
use super::word_lists::WordLists;

/// Standing phrases that every report repeats; they are left out wherever they stand.
pub struct Formulas {
    words: WordLists<'static, ()>,
}

impl Formulas {
    /// Takes phrases; their marks do not count.
    pub fn new<'w>(phrases: impl IntoIterator<Item = &'w str>) -> Formulas {
        let bare = |phrase: &str| -> String {
            let mut bare = Letters::default();
            bare.read(phrase);
            bare.text
        };
        Formulas {
            words: WordLists::new(phrases.into_iter().map(|phrase| (bare(phrase), ()))),
        }
    }
}

/// The compared characters of a text and where they stand in it.
#[derive(Debug, Default)]
pub struct Plain {
    /// The characters.
    pub characters: Vec<char>,
    /// Where each begins, in bytes of the text it was taken from.
    pub places: Vec<u32>,
    letters: Letters,
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
        self.letters.clear();
        self.letters.read(text);
        let letters = self.letters.text.as_str();
        let mut free_from = 0;
        for ((at, character), place) in letters.char_indices().zip(&self.letters.places) {
            if at < free_from {
                continue;
            }
            if formulas.words.may_begin(character) {
                let found = formulas.words.at(character, &letters[at..]);
                if let Some(longest) = found.map(|(length, ())| length).max() {
                    free_from = at + longest;
                    continue;
                }
            }
            self.characters.push(character);
            self.places.push(*place);
        }
    }
}

/// Letters, Han and digits of a text, before formulas go.
#[derive(Debug, Default)]
struct Letters {
    text: String,
    places: Vec<u32>,
}

impl Letters {
    fn clear(&mut self) {
        self.text.clear();
        self.places.clear();
    }

    fn read(&mut self, text: &str) {
        self.text.reserve(text.len());
        self.places.reserve(text.len() / 3);
        let mut inside = false;
        let mut before = None;
        let mut after_digit = false;
        let mut free_from = 0;
        for (at, own) in text.char_indices() {
            if at < free_from {
                continue;
            }
            let character = fold_character(own);
            let previous = before.replace(own);
            let kept = match character {
                '《' => {
                    inside = true;
                    continue;
                }
                '》' => {
                    inside = false;
                    continue;
                }
                _ if inside => continue,
                // Of traditional script, where it stands for both; compared as one wherever it stands.
                '著' => '着',
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
            };
            after_digit = kept == '0';
            self.text.push(kept);
            // A text of more than 4 GB is not read.
            self.places.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let folded = crate::text::fold::fold(own, true);
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
