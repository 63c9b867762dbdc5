//! The damage of scraped pages: pinyin in brackets behind a character, `建(jiàn)`.

use super::count::is_han;

/// Length in bytes of a pinyin reading in brackets at the start of `text`, if the character before is Han.
///
/// A reading has a tone mark or is a syllable of standard pinyin, so `(A)`, `(PPT)` and `(xx)` stay.
pub fn pinyin_bracket(text: &str, previous: Option<char>) -> Option<usize> {
    if !previous.is_some_and(is_han) {
        return None;
    }
    let mut characters = text.char_indices();
    if !matches!(characters.next(), Some((_, '(' | '（'))) {
        return None;
    }
    let mut letters = String::new();
    let mut marked = false;
    for (at, character) in characters.take(8) {
        match character {
            ')' | '）' => {
                let known = marked || is_syllable(&letters);
                return (known && !letters.is_empty()).then(|| at + character.len_utf8());
            }
            'a'..='z' => letters.push(character),
            _ => {
                letters.push(bare_vowel(character)?);
                marked = true;
            }
        }
    }
    None
}

fn bare_vowel(character: char) -> Option<char> {
    const ROWS: [(&str, char); 6] = [
        ("āáǎà", 'a'),
        ("ēéěè", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("üǖǘǚǜ", 'v'),
    ];
    ROWS.iter()
        .find(|(marks, _)| marks.contains(character))
        .map(|(_, bare)| *bare)
}

fn is_syllable(letters: &str) -> bool {
    const INITIALS: [&str; 23] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "y", "w",
    ];
    const FINALS: [&str; 33] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "er", "an",
        "en", "in", "un", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua",
        "uo", "uai", "uan", "uang",
    ];
    let rest = INITIALS
        .iter()
        .find_map(|initial| letters.strip_prefix(initial));
    rest.is_some_and(|rest| FINALS.contains(&rest))
        || matches!(letters, "an" | "ai" | "ao" | "en" | "er" | "ang")
}
