//! Words, as jieba cuts them, without its dictionary's loading time.
//!
//! Jieba takes the way through a run of characters whose words are the most probable together, and hands what stays
//! single to its hidden Markov model. The way is found here, over an embedded double array of which only the touched
//! pages are read; the model is jieba's own. A test holds the words against those of jieba with its whole dictionary.

use std::hint::select_unpredictable;

use super::count::{HAN_BYTES, behind_han};
use super::trie::{Trie, Walk};
use super::unknown;

#[expect(
    clippy::approx_constant,
    reason = "logarithms of whole numbers, as the build computes them"
)]
mod built {
    include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));
}

static DICTIONARY: Trie<'static> =
    Trie::new(include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.bin")));
/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Cuts `text` into words, white space and marks included.
pub fn segment(text: &str) -> Vec<Word> {
    let mut cut = Cut {
        text,
        from: 0,
        walk: Walk::default(),
        total: (built::TOTAL as f64).ln(),
        steps: Vec::new(),
        words: Vec::with_capacity(text.len() / 4),
    };
    // No word goes over the end of a line, and what is known of one line stays near.
    for line in text.split_inclusive('\n') {
        cut.line(line);
        cut.from += line.len();
    }
    cut.words
}

/// Whether the dictionary has a word.
pub fn is_word(word: &str) -> bool {
    let mut walk = Walk::default();
    DICTIONARY.walk(word, &mut walk);
    walk.has(0, word.chars().count())
}

/// Characters that words are made of, as jieba has it.
fn joins(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}'
        | 'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '#' | '&' | '.' | '_' | '%' | '-'
        | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}'
        | '\u{2B820}'..='\u{2CEAF}' | '\u{2CEB0}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// The character and the byte behind those that join words, from a character and its first byte on.
fn behind_run(line: &str, mut place: usize, mut at: usize) -> (usize, usize) {
    loop {
        // Nearly all are Han, which need not be put together.
        let han = behind_han(line, at);
        place += (han - at) / HAN_BYTES;
        at = han;
        match line[at..].chars().next() {
            Some(character) if joins(character) => {
                place += 1;
                at += character.len_utf8();
            }
            _ => return (place, at),
        }
    }
}

/// The best way on from a character.
#[derive(Clone, Copy)]
struct Step {
    /// Logarithm of the probability of all words from here to the end of the run.
    score: f64,
    /// The character behind the word that begins here.
    end: usize,
}

struct Cut<'t> {
    text: &'t str,
    /// First byte of the line.
    from: usize,
    walk: Walk,
    /// Logarithm of the frequencies of all words together.
    total: f64,
    steps: Vec<Step>,
    words: Vec<Word>,
}

impl Cut<'_> {
    fn line(&mut self, line: &str) {
        DICTIONARY.walk(line, &mut self.walk);
        let (mut start, mut at) = (0, 0);
        while at < line.len() {
            let (end, behind) = behind_run(line, start, at);
            if end > start {
                self.run(start, end);
            }
            (start, at) = (end, behind);
            let mut rest = line[at..].chars();
            if let Some(mark) = rest.next() {
                let ends_line = mark == '\r' && rest.next() == Some('\n');
                let marks = if ends_line { 2 } else { 1 };
                self.push(start, start + marks);
                start += marks;
                at = self.walk.byte(start);
            }
        }
    }

    /// Cuts a run of characters that words are made of.
    fn run(&mut self, start: usize, end: usize) {
        self.find_steps(start, end);
        let (mut place, mut single) = (start, None);
        while place < end {
            let step = self.steps[place - start];
            if step.end == place + 1 {
                single.get_or_insert(place);
            } else {
                if let Some(first) = single.take() {
                    self.singles(first, place);
                }
                self.push(place, step.end);
            }
            place = step.end;
        }
        if let Some(first) = single {
            self.singles(first, end);
        }
    }

    /// The best step from every character of a run, found from its end.
    fn find_steps(&mut self, start: usize, end: usize) {
        let total = self.total;
        let last = Step { score: 0.0, end };
        self.steps.clear();
        self.steps.resize(end - start + 1, last);
        for place in (start..end).rev() {
            let mut best = Step {
                score: f64::NEG_INFINITY,
                end: place,
            };
            for word in self.walk.at(place) {
                // No word of the dictionary goes over characters that join no words; were there one, it would be no step.
                let Some(next) = self.steps.get(word.behind - start) else {
                    continue;
                };
                let score = built::LOGARITHMS[usize::from(word.value)] - total + next.score;
                // Of two ways as good as each other, the longer word, which comes first. Which is better nobody can guess.
                let better = score > best.score;
                best = Step {
                    score: select_unpredictable(better, score, best.score),
                    end: select_unpredictable(better, word.behind, best.end),
                };
            }
            self.steps[place - start] = if best.end > place {
                best
            } else {
                Step {
                    score: self.steps[place + 1 - start].score - total,
                    end: place + 1,
                }
            };
        }
    }

    /// Characters that the best way leaves single: words that the dictionary lacks may be among them.
    fn singles(&mut self, first: usize, end: usize) {
        if end - first == 1 || self.walk.has(first, end) {
            (first..end).for_each(|place| self.push(place, place + 1));
            return;
        }
        let text = self.text;
        let mut start = first;
        unknown::ends(&text[self.byte(first)..self.byte(end)], |place| {
            self.push(start, first + place);
            start = first + place;
        });
    }

    fn push(&mut self, first: usize, end: usize) {
        self.words.push(Word {
            start: self.byte(first),
            end: self.byte(end),
        });
    }

    /// First byte in the text of a character of the line.
    fn byte(&self, place: usize) -> usize {
        self.from + self.walk.byte(place)
    }
}
