//! Look-alikes: the same words about another thing.
//!
//! 出台社会办班*教材和曲目*审核办法 is not answered by 出台了社会办班*场地租用和消防*审核办法: between the same
//! neighbours stands another noun. Both texts are aligned by words; a noun put in the place of another gives it away.

use std::ops::Range;

use super::synonyms;
use super::terms::{is_generic, is_noun};
use crate::structure::Draft;

/// A word for aligning.
struct Token<'t> {
    text: &'t str,
    /// Its groups of other words.
    groups: u128,
    noun: bool,
    /// A clause ends here.
    stop: bool,
}

/// Whether the answer puts other things in the place of those promised.
pub fn is_substituted(
    last: &Draft<'_>,
    promise: &Range<usize>,
    this: &Draft<'_>,
    answer: &Range<usize>,
) -> bool {
    let promised = tokens(last, promise);
    let told = tokens(this, answer);
    let whole = this.folded(answer.clone());
    let source = last.folded(promise.clone());
    let pairs = aligned(&promised, &told);
    let mut borders: Vec<(usize, usize)> = pairs;
    borders.push((promised.len(), told.len()));
    let mut before: Option<(usize, usize)> = None;
    for (here, there) in borders {
        if let Some((one, other)) = before {
            let inner = here < promised.len();
            if gap(
                &promised[one + 1..here],
                &told[other + 1..there],
                inner,
                whole,
                source,
            ) {
                return true;
            }
        }
        before = Some((here, there));
    }
    false
}

/// Whether two stretches between the same neighbours name different things.
fn gap(promised: &[Token<'_>], told: &[Token<'_>], inner: bool, whole: &str, source: &str) -> bool {
    let closed = |tokens: &[Token<'_>]| tokens.iter().any(|token| token.stop);
    let bounded = inner && !closed(promised) && !closed(told);
    let (one, other) = if bounded {
        (promised, told)
    } else {
        // What follows the last shared word of a clause: only the noun right behind it stands in the same place.
        (head(promised), head(told))
    };
    let things = |tokens: &[Token<'_>]| -> Vec<String> {
        tokens
            .iter()
            .filter(|token| token.noun)
            .map(|token| token.text.to_owned())
            .collect()
    };
    let promised = things(one);
    let told = things(other);
    if promised.is_empty() || told.is_empty() {
        return false;
    }
    let specific: Vec<&String> = promised.iter().filter(|word| !is_generic(word)).collect();
    let named: Vec<&String> = if specific.is_empty() {
        promised.iter().collect()
    } else {
        specific
    };
    let kept = named.iter().any(|word| mentions(whole, word));
    let foreign = told.iter().any(|word| !mentions(source, word));
    !kept && foreign
}

/// The nouns right behind a shared word.
fn head<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let length = tokens
        .iter()
        .position(|token| token.stop || !token.noun)
        .unwrap_or(tokens.len());
    &tokens[..length]
}

/// Whether a text has a word or another word for it; of a long word half of it will do.
fn mentions(text: &str, word: &str) -> bool {
    if text.contains(word) || synonyms::variants(word).any(|other| text.contains(other)) {
        return true;
    }
    let characters: Vec<char> = word.chars().collect();
    characters.len() >= 3
        && characters
            .windows(2)
            .any(|pair| text.contains(&pair.iter().collect::<String>()))
}

fn tokens<'d>(draft: &'d Draft<'_>, range: &Range<usize>) -> Vec<Token<'d>> {
    let mut result = Vec::new();
    for word in draft.words_within(range) {
        let text = draft.folded(word.start..word.end);
        if text.chars().all(|c| "，；。！？：".contains(c)) {
            result.push(Token {
                text,
                groups: 0,
                noun: false,
                stop: true,
            });
            continue;
        }
        let content = text.chars().all(char::is_alphabetic)
            && !matches!(
                word.tag.chars().next(),
                Some('u' | 'm' | 'q' | 'p' | 'c' | 'd' | 'r' | 'f' | 't' | 'y' | 'x')
            );
        if content {
            result.push(Token {
                text,
                groups: synonyms::groups(text),
                noun: is_noun(word.tag) && text.chars().count() > 1,
                stop: false,
            });
        }
    }
    result
}

/// Longest common subsequence of two token lists, words of one meaning counted as equal.
fn aligned(one: &[Token<'_>], other: &[Token<'_>]) -> Vec<(usize, usize)> {
    let equal = |a: &Token<'_>, b: &Token<'_>| {
        let same = a.groups & b.groups != 0 || a.text == b.text;
        same && !a.stop && !b.stop && a.text.chars().nth(1).is_some()
    };
    let width = other.len() + 1;
    let mut best = vec![0u16; (one.len() + 1) * width];
    for (i, a) in one.iter().enumerate().rev() {
        for (j, b) in other.iter().enumerate().rev() {
            let longer = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let here = if equal(a, b) {
                best[(i + 1) * width + j + 1] + 1
            } else {
                0
            };
            best[i * width + j] = longer.max(here);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.len() && j < other.len() {
        let here = best[i * width + j];
        if equal(&one[i], &other[j]) && here == best[(i + 1) * width + j + 1] + 1 {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
