//! Sentences that sound like those of the corpus and say nothing: words that follow each other there, role by role.

use std::collections::HashMap;

use super::dice::Dice;
use crate::structure::Role;
use crate::text::segment;

/// Words of the longest sentence.
const LONGEST: usize = 60;

/// What follows what.
#[derive(Debug, Default)]
pub(super) struct Chain {
    words: Vec<String>,
    numbers: HashMap<String, u32>,
    /// By role and word, none for the start of a sentence: the words that follow, none for its end.
    next: HashMap<(Role, Option<u32>), Vec<Option<u32>>>,
}

impl Chain {
    /// Learns from sentences that play a role.
    pub(super) fn learn(&mut self, role: Role, text: &str) {
        let mut before = None;
        for word in segment(text) {
            let word = text[word.start..word.end].trim();
            // Marks that stand in pairs would lose each other.
            if word.is_empty() || word.contains(['“', '”', '（', '）', '《', '》', '‘', '’'])
            {
                continue;
            }
            let number = self.number(word);
            self.next
                .entry((role, before))
                .or_default()
                .push(Some(number));
            before = Some(number);
            if word == "。" {
                self.next.entry((role, before)).or_default().push(None);
                before = None;
            }
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// A sentence, its figures drawn anew; empty where the role was never learnt.
    pub(super) fn sentence(&self, role: Role, dice: &mut Dice) -> String {
        let mut sentence = String::new();
        let mut before = None;
        for _ in 0..LONGEST {
            let Some(follow) = self.next.get(&(role, before)) else {
                break;
            };
            before = *dice.pick(follow);
            let Some(word) = before else { break };
            for character in self.words[word as usize].chars() {
                if character.is_ascii_digit() {
                    sentence.push_str(&dice.below(10).to_string());
                } else {
                    sentence.push(character);
                }
            }
        }
        if !sentence.is_empty() && !sentence.ends_with('。') {
            sentence.push('。');
        }
        sentence
    }
}
