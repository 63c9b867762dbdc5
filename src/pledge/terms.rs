//! What of a passage carries meaning: its words with weights, by part of speech and by how common they are in the genre.

use std::ops::Range;

use super::common::{ACTS, GENERIC, HALF};
use super::quantity::{Class, Quantity, quantities};
use super::synonyms;
use crate::structure::Draft;
use crate::text::Word;

/// A word of a promise.
#[derive(Debug, Clone)]
pub struct Term {
    /// The word, folded.
    pub text: String,
    /// How much it tells, 0 to 1, before its rarity is known.
    pub weight: f64,
    /// Whether it names a thing that the promise is about.
    pub object: bool,
    /// Which part of the promise it stands in.
    pub part: usize,
}

/// A promise taken apart.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its words.
    pub terms: Vec<Term>,
    /// Its numbers that can be held against others, with their part.
    pub quantities: Vec<(Quantity, usize)>,
    /// Clauses that promise one thing each: bytes of the draft's folded text.
    pub parts: Vec<Range<usize>>,
}

/// Splits a stretch into clauses.
pub fn clauses(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut result = Vec::new();
    let mut start = range.start;
    let stretch = text.get(range.clone()).unwrap_or_default();
    for (at, mark) in stretch.char_indices() {
        if "，；。！？：".contains(mark) {
            let end = range.start + at;
            if end > start {
                result.push(start..end);
            }
            start = end + mark.len_utf8();
        }
    }
    if start < range.end {
        result.push(start..range.end);
    }
    result
}

/// Whether a word says next to nothing.
pub fn is_generic(word: &str) -> bool {
    GENERIC.contains(&word)
}

/// How much a word tells: nouns most, generic words next to nothing.
pub fn weight(word: &str, tag: &str) -> f64 {
    let length = word.chars().count();
    if length < 2 || word.chars().any(|c| !c.is_alphabetic()) {
        return 0.0;
    }
    if HALF.contains(&word) {
        return 0.35;
    }
    if is_generic(word) {
        return 0.06;
    }
    match tag.chars().next() {
        Some('n' | 'l' | 'i' | 'j') => 1.0,
        // Not in the dictionary: a name, a compound, or what stood side by side by chance (每站, 前办).
        None if word.starts_with(['每', '各', '前', '后', '月', '个', '日', '年']) => 0.06,
        None if length > 2 => 0.85,
        None => 0.6,
        Some('v') if tag == "vn" => 0.8,
        Some('v') => 0.6,
        Some('s' | 'z' | 'b' | 'e') => 0.6,
        Some('a') => 0.35,
        Some('d') => 0.15,
        Some('m' | 'q' | 'r' | 'p' | 'c' | 'u' | 't' | 'f' | 'x' | 'y' | 'o') => 0.0,
        Some(_) => 0.4,
    }
}

/// Whether a word of that tag names something.
pub fn is_noun(tag: &str) -> bool {
    tag.is_empty() || tag == "vn" || tag == "an" || tag.starts_with(['n', 'l', 'j', 's', 'b'])
}

/// Takes a promise apart; `range` is a stretch of `draft`'s folded text.
pub fn promise(draft: &Draft<'_>, range: &Range<usize>) -> Promise {
    let text = draft.text.as_str();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut waiting: Option<Range<usize>> = None;
    for clause in clauses(text, range) {
        let found = clause_terms(draft, &clause, parts.len());
        let names = found.iter().any(|term| term.object && term.weight >= 0.3);
        if names || parts.is_empty() && waiting.is_some() {
            let start = waiting.take().map_or(clause.start, |before| before.start);
            parts.push(start..clause.end);
            terms.extend(found);
        } else if let Some(part) = parts.last_mut() {
            // A clause without a thing of its own goes on about the one before.
            part.end = clause.end;
            let place = parts.len() - 1;
            terms.extend(found.into_iter().map(|term| Term {
                part: place,
                ..term
            }));
        } else {
            terms.extend(found);
            waiting = Some(clause);
        }
    }
    if let Some(rest) = waiting {
        parts.push(rest);
    }
    merge_same(&mut terms);
    let counted = quantities(text.get(range.clone()).unwrap_or_default());
    let quantities = counted
        .into_iter()
        .filter(|quantity| {
            !quantity.ordinal && !matches!(quantity.class, Class::Date | Class::Bare)
        })
        .map(|quantity| {
            let at = quantity.range.start + range.start;
            let shifted = Quantity {
                range: at..quantity.range.end + range.start,
                ..quantity
            };
            let part = parts
                .iter()
                .position(|part| part.contains(&at))
                .unwrap_or(0);
            (shifted, part)
        })
        .collect();
    Promise {
        terms,
        quantities,
        parts,
    }
}

fn clause_terms(draft: &Draft<'_>, clause: &Range<usize>, part: usize) -> Vec<Term> {
    let words = draft.words_within(clause);
    let mut result: Vec<Term> = Vec::new();
    let mut agent = false;
    let mut single: Option<&Word> = None;
    for word in words {
        let text = draft.folded(word.start..word.end);
        // 由我, 由镇司法所: who does it, not what it is about.
        if text.ends_with('由') && text.chars().count() < 3 {
            agent = true;
            continue;
        }
        let act = ACTS.contains(&text) || word.tag == "v" && text.chars().count() > 1;
        if agent && act {
            agent = false;
        }
        let han = text.chars().next().is_some_and(char::is_alphabetic);
        if text.chars().count() == 1 {
            // 党|课, 低|保: two single characters in a row are mostly one word that the dictionary cut.
            let joins = han
                && matches!(
                    word.tag.chars().next(),
                    Some('n' | 'v' | 'a' | 'j' | 'g') | None
                );
            if let Some(before) = single.filter(|before| joins && before.end == word.start) {
                let joined = draft.folded(before.start..word.end).to_owned();
                if !is_generic(&joined) {
                    result.push(Term {
                        text: joined,
                        weight: 0.5,
                        object: false,
                        part,
                    });
                }
            }
            single = joins.then_some(word);
            continue;
        }
        single = None;
        let weight = weight(text, word.tag);
        if weight > 0.0 {
            result.push(Term {
                text: text.to_owned(),
                weight,
                object: is_noun(word.tag) && !agent && !ACTS.contains(&text),
                part,
            });
        }
    }
    result
}

/// A word said twice in one part counts once.
fn merge_same(terms: &mut Vec<Term>) {
    let mut kept: Vec<Term> = Vec::with_capacity(terms.len());
    for term in terms.drain(..) {
        let known = kept
            .iter_mut()
            .find(|other| other.part == term.part && synonyms::same(&other.text, &term.text));
        match known {
            Some(other) => other.object |= term.object,
            None => kept.push(term),
        }
    }
    *terms = kept;
}
