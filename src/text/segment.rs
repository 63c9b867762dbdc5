//! Words, as jieba cuts them, without its dictionary's loading time.
//!
//! Jieba takes the way through a run of characters whose words are the most probable together, and hands what stays
//! single to its hidden Markov model. The way is found here, over an embedded double array of which only the touched
//! pages are read; the model is jieba's own. A test holds the words against those of jieba with its whole dictionary.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::trie::{Trie, Walk};

#[expect(
    clippy::approx_constant,
    reason = "logarithms of whole numbers, as the build computes them"
)]
mod built {
    include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));
}

static DICTIONARY: Trie<'static> =
    Trie::new(include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.bin")));
/// Jieba without words: what is left of it is its model for unknown ones.
static UNKNOWN: LazyLock<Jieba> = LazyLock::new(Jieba::empty);

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

/// Characters that words are made of, as jieba has it.
fn joins(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}'
        | 'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '#' | '&' | '.' | '_' | '%' | '-'
        | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}'
        | '\u{2B820}'..='\u{2CEAF}' | '\u{2CEB0}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
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
        let mut characters = line.chars().enumerate().peekable();
        while let Some((start, character)) = characters.next() {
            let mut end = start + 1;
            if joins(character) {
                while let Some((place, _)) = characters.next_if(|(_, next)| joins(*next)) {
                    end = place + 1;
                }
                self.run(start, end);
            } else {
                if character == '\r' && characters.next_if(|(_, next)| *next == '\n').is_some() {
                    end += 1;
                }
                self.push(start, end);
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
        let found = self.walk.found();
        let mut left = found.partition_point(|word| (word.first as usize) < end);
        for place in (start..end).rev() {
            let mut best: Option<Step> = None;
            while let Some(word) = left.checked_sub(1).map(|last| found[last])
                && word.first as usize == place
            {
                left -= 1;
                // No word of the dictionary goes over characters that join no words; were there one, it would be no step.
                let Some(next) = self.steps.get(word.behind() - start) else {
                    continue;
                };
                let step = Step {
                    score: built::LOGARITHMS[usize::from(word.value)] - total + next.score,
                    end: word.behind(),
                };
                // Of two ways as good as each other, the longer word, which comes first.
                if best.is_none_or(|best| step.score > best.score) {
                    best = Some(step);
                }
            }
            self.steps[place - start] = best.unwrap_or_else(|| Step {
                score: self.steps[place + 1 - start].score - total,
                end: place + 1,
            });
        }
    }

    /// Characters that the best way leaves single: words that the dictionary lacks may be among them.
    fn singles(&mut self, first: usize, end: usize) {
        if end - first == 1 || self.walk.has(first, end) {
            (first..end).for_each(|place| self.push(place, place + 1));
            return;
        }
        let (from, behind) = (self.byte(first), self.byte(end));
        for token in UNKNOWN.cut(&self.text[from..behind], true) {
            self.words.push(Word {
                start: from + token.byte_start,
                end: from + token.byte_end,
            });
        }
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
