//! The words of a sentence and the pairs of its characters, which most features are.

use super::features::Context;
use super::names::{Known, Name, known};
use super::outline::leading_number;
use crate::text::count::is_han;

/// How much a single word or pair of characters weighs beside a cue: there are many of them, and few are seen often.
const LEXICAL: f32 = 0.5;

/// What a walk over the characters of a sentence sees besides its words: a bit for each of these.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Glance(u8);

impl Glance {
    const DONE: u8 = 1;
    const LACKING: u8 = 1 << 1;
    pub const MONTH: u8 = 1 << 2;
    pub const MORE: u8 = 1 << 3;
    /// A digit behind the sentence's own number.
    pub const DIGIT: u8 = 1 << 4;

    /// Characters that tell something, each by the low bits of its number: none of them shares these with another.
    const TELLING: [(char, u8); 64] = {
        let telling = [
            ('了', Self::DONE),
            ('过', Self::DONE),
            ('已', Self::DONE),
            ('曾', Self::DONE),
            ('没', Self::LACKING),
            ('未', Self::LACKING),
            ('不', Self::LACKING),
            ('月', Self::MONTH),
            ('多', Self::MORE),
        ];
        let mut all = [('\0', 0); 64];
        let mut at = 0;
        while at < telling.len() {
            let place = telling[at].0 as usize % 64;
            assert!(all[place].1 == 0);
            all[place] = telling[at];
            at += 1;
        }
        all
    };

    fn note(&mut self, character: char) {
        let (telling, bit) = Self::TELLING[character as usize % 64];
        // No jump: whether a character tells something nobody can guess.
        self.0 |= bit * u8::from(telling == character);
    }

    pub fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    /// Whether the sentence tells what was done, what was left undone, or neither: a measure without 明年 or 将 is told by
    /// a time and by the lack of 了 and 过, a cause without 因为 by what 我 did not do.
    pub fn aspect(self) -> Known {
        match (self.has(Self::DONE), self.has(Self::LACKING)) {
            (true, true) => known!("done-lacking"),
            (true, false) => known!("done"),
            (false, true) => known!("lacking"),
            (false, false) => known!("open"),
        }
    }
}

/// The words and the pairs of characters themselves, seen in one walk: this is what most features are.
pub(super) fn vocabulary<N: Name>(
    context: &Context<'_>,
    sentence: &str,
    see: &mut impl FnMut(N, f32),
) -> Glance {
    let own = leading_number(sentence).map_or(0, |number| number.length);
    let own = context.range.start + own;
    let [anywhere, opening, pair, between, side_by_side] =
        Known::each(["w:", "o:", "w2:", "_", "c:"]).map(N::known);
    let mut glance = Glance::default();
    let mut place = 0;
    let mut last: Option<N> = None;
    let mut before: Option<N> = None;
    for word in context.words {
        let mut whole = N::empty();
        let mut han = true;
        for character in context.text[word.start..word.end].chars() {
            if !is_han(character) {
                han = false;
                before = None;
                if character.is_ascii_digit() && word.end > own {
                    glance.0 |= Glance::DIGIT;
                }
                continue;
            }
            glance.note(character);
            let here = N::character(character);
            if let Some(before) = before {
                see(side_by_side.then(&before).then(&here), LEXICAL);
            }
            whole = whole.then(&here);
            before = Some(here);
        }
        if !han {
            continue;
        }
        see(anywhere.then(&whole), LEXICAL);
        if place < 3 {
            see(opening.then(&whole), LEXICAL);
        }
        if let Some(last) = last {
            see(pair.then(&last).then(&between).then(&whole), LEXICAL);
        }
        place += 1;
        last = Some(whole);
    }
    if let Some((before, _)) = context.before {
        // 措施： speaks for the sentence behind it.
        let text = before.trim_end();
        if text.ends_with('：') {
            pairs(text, known!("f:"), see);
        }
    }
    glance
}

/// Pairs of Han characters that stand side by side.
pub(super) fn pairs<N: Name>(text: &str, kind: Known, see: &mut impl FnMut(N, f32)) {
    let kind = N::known(kind);
    let mut before: Option<N> = None;
    for character in text.chars() {
        let here = is_han(character).then(|| N::character(character));
        if let (Some(before), Some(here)) = (&before, &here) {
            see(kind.then(before).then(here), LEXICAL);
        }
        before = here;
    }
}
