//! Words that the dictionary lacks, as jieba's hidden Markov model finds them.

use std::cell::RefCell;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use rustc_hash::FxHashMap;

/// Jieba without words: what is left of it is its model for unknown ones.
static UNKNOWN: LazyLock<Jieba> = LazyLock::new(Jieba::empty);

/// Characters of the longest run that is remembered: nearly all are as short.
const LONGEST: usize = 4;
/// So many runs are remembered, before memory is cleared: reports of one genre have the same ones again and again, and
/// the model takes twenty times as long as a look at what it said before.
const MOST: usize = 1 << 13;

thread_local! {
    /// Runs, and a bit for each place behind a character of theirs where a word ends.
    static KNOWN: RefCell<FxHashMap<u64, u8>> = RefCell::default();
}

/// Calls `ended` with the places, in characters, behind the words of a run of characters that are no words together.
pub fn ends(run: &str, mut ended: impl FnMut(usize)) {
    let Some(key) = key(run) else {
        for token in UNKNOWN.cut(run, true) {
            ended(token.end);
        }
        return;
    };
    let mut places = KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST {
            known.clear();
        }
        let cut = || UNKNOWN.cut(run, true).into_iter();
        let bits = || cut().fold(0, |bits, token| bits | 1 << token.end);
        *known.entry(key).or_insert_with(bits)
    });
    while places != 0 {
        ended(places.trailing_zeros() as usize);
        places &= places - 1;
    }
}

/// A short run as a number.
fn key(run: &str) -> Option<u64> {
    let mut characters = run.chars();
    let mut key = 0;
    for character in characters.by_ref().take(LONGEST) {
        key = key << u16::BITS | u64::from(u16::try_from(u32::from(character)).ok()?);
    }
    characters.next().is_none().then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_cut_as_the_model_cuts_it_each_time() {
        for run in ["李建", "李建国", "李建国说", "李建国说了", "𠀀建", "党3a"] {
            let expected: Vec<usize> = UNKNOWN.cut(run, true).iter().map(|t| t.end).collect();
            for _ in 0..2 {
                let mut told = Vec::new();
                ends(run, |place| told.push(place));
                assert_eq!(told, expected, "{run}");
            }
        }
    }
}
