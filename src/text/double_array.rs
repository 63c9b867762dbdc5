//! Builds the double arrays that [`super::trie`] walks. Shared with `build.rs`.
//!
//! A node stands in six bytes, so that a step over a character touches memory once: the walk over the dictionary is
//! what segmentation waits for. Characters are renumbered by how often they occur, which keeps the ways on from a place
//! close together, and what texts come through most often is placed first: most steps then touch few pages, which stay
//! near the processor.
//!
//! Two things keep the array short. Places in words from which words go on alike share what follows: most words of the
//! dictionary end over one of few common characters in one of few low frequencies. And a fork of very many ways, which
//! would find room only behind all others, is placed in parts.
//!
//! Layout, little-endian: the root's base, the count of characters beyond U+FFFF, that of pages and that of forks in
//! parts as `u32`; the bytes of the filter as `u32` and the filter, which only an array of few words has; the characters, sorted, each with its code as two `u32`; for U+0000-U+FFFF by their upper byte the
//! number of a page as `u8`; the pages, by lower byte the code as `u16`, 0 for none; the forks in parts, each the bases
//! of its parts as `u32`; the nodes, six bytes each, and two bytes more, so that each can be read as eight.
//!
//! A node has its character's code in bits 0-13, the value + 1 of the word that ends with it in bits 14-27, 0 for none,
//! and in bits 28-47 the base of the fork that it leads to, 0 for none, or [`BASES`] + the number of a fork in parts.
//! The filter has a bit for each of [`PAIRS`] hashes of six bytes, set for those that begin a word, and a bit for each of
//! [`LONE`] low parts of three bytes, set for those that begin a word which goes on otherwise than with three bytes more.
//!
//! The node of a way stands at the base + its code, in a fork in parts at the base of part code mod [`PARTS`]. No two
//! forks or parts have one base, so that the code alone tells whose way a node is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Values end before this one.
pub const VALUES: u32 = (1 << 14) - 1;
/// Parts of a fork that is not placed as a whole.
pub const PARTS: usize = 16;
/// Bases end before this one.
pub const BASES: usize = 1 << 19;
const CODES: usize = 1 << 14;
/// Bits of the filter for two characters.
pub const PAIRS: usize = 1 << 16;
/// Bits of the filter for one.
pub const LONE: usize = 1 << 12;
/// With more words nearly everything in a text begins one, and no filter helps.
const FEW: usize = 1 << 16;
/// A fork with more ways is placed in parts.
const WAYS: usize = 64;

/// The low part of the number of a character of three bytes: its bit in the filter.
pub const fn low([_, second, third]: &[u8; 3]) -> usize {
    (*second as usize & 0x3F) << 6 | *third as usize & 0x3F
}

/// The bit in the filter of a character of three bytes and the three bytes behind it.
pub const fn pair(first: &[u8; 3], next: &[u8; 3]) -> usize {
    (low(first) << 4 ^ low(next)) % PAIRS
}

/// The filter for words: which of them a character and the one behind it may begin.
fn filter<'w>(words: impl Iterator<Item = &'w &'w str>) -> Vec<u8> {
    let mut bits = vec![0; (PAIRS + LONE) / 8];
    for word in words {
        let (threes, _) = word.as_bytes().as_chunks();
        let bit = match threes {
            [first, next, ..] if word.is_char_boundary(3) && word.is_char_boundary(6) => {
                pair(first, next)
            }
            [first, ..] if word.is_char_boundary(3) => PAIRS + low(first),
            _ => continue,
        };
        bits[bit / 8] |= 1 << (bit % 8);
    }
    bits
}

/// The bytes of a double array over words, each once, with their values; empty for no words. `often` tells how often a
/// word occurs, as far as that is known.
///
/// # Errors
/// More words or characters, or a higher value, than the layout has room for.
pub fn build<'w>(
    words: impl Iterator<Item = (&'w str, u32)>,
    often: impl Fn(&str) -> u64,
) -> Result<Vec<u8>, String> {
    let words: BTreeMap<&str, u32> = words.filter(|(word, _)| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let codes = codes(words.keys().map(|word| (*word, often(word))))?;
    let forks = merge(&tree(&words, &often)?, &codes);
    let (pieces, firsts) = divide(forks);
    let (bases, size) = place(&pieces)?;
    let mut parts: Vec<usize> = Vec::new();
    let leads: Vec<usize> = firsts
        .windows(2)
        .map(|fork| match &bases[fork[0]..fork[1]] {
            [base] => *base,
            row => {
                parts.extend(row);
                BASES + parts.len() / PARTS - 1
            }
        })
        .collect();
    let mut nodes = vec![0u64; size];
    for (piece, base) in pieces.iter().zip(&bases) {
        for way in &piece.ways {
            nodes[base + usize::from(way.code)] =
                u64::from(way.code) | u64::from(way.value) << 14 | (leads[way.fork] as u64) << 28;
        }
    }
    let mut wide: Vec<(u32, u16)> = Vec::new();
    let mut narrow = vec![0u16; 1 << 16];
    for (character, code) in &codes {
        match narrow.get_mut(u32::from(*character) as usize) {
            Some(slot) => *slot = *code,
            None => wide.push((u32::from(*character), *code)),
        }
    }
    wide.sort_unstable();
    let mut pages: Vec<&[u16]> = narrow.chunks(256).collect();
    pages.sort_unstable();
    pages.dedup();
    let page_of = |page| pages.partition_point(|other| *other < page) as u8;

    let root = leads[leads.len() - 1];
    let mut bytes = Vec::new();
    for count in [root, wide.len(), pages.len(), parts.len() / PARTS] {
        bytes.extend((count as u32).to_le_bytes());
    }
    let filter = if words.len() < FEW {
        filter(words.keys())
    } else {
        Vec::new()
    };
    bytes.extend((filter.len() as u32).to_le_bytes());
    bytes.extend(filter);
    for (character, code) in wide {
        bytes.extend(character.to_le_bytes());
        bytes.extend(u32::from(code).to_le_bytes());
    }
    bytes.extend(narrow.chunks(256).map(page_of));
    bytes.extend(pages.concat().into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(
        parts
            .into_iter()
            .flat_map(|base| (base as u32).to_le_bytes()),
    );
    for node in nodes {
        bytes.extend(&node.to_le_bytes()[..6]);
    }
    bytes.extend([0; 2]);
    Ok(bytes)
}

#[derive(Default)]
struct Branch {
    character: char,
    value: u32,
    /// How often it is gone through: how often all words that go on from here occur.
    often: u64,
    children: Vec<usize>,
}

/// All words from their first characters on; children stand behind their parents.
fn tree(words: &BTreeMap<&str, u32>, often: impl Fn(&str) -> u64) -> Result<Vec<Branch>, String> {
    let mut tree = vec![Branch::default()];
    for (word, value) in words {
        if *value >= VALUES {
            return Err(format!("`{word}` has a value of {value}"));
        }
        let mut at = 0;
        let times = often(word);
        tree[at].often += times;
        for character in word.chars() {
            // Words come sorted, so a branch that is there already is the last one.
            let last = tree[at].children.last().copied();
            at = match last.filter(|child| tree[*child].character == character) {
                Some(child) => child,
                None => {
                    let child = tree.len();
                    tree.push(Branch {
                        character,
                        ..Branch::default()
                    });
                    tree[at].children.push(child);
                    child
                }
            };
            tree[at].often += times;
        }
        tree[at].value = value + 1;
    }
    Ok(tree)
}

/// Characters with their codes from 1, the most frequent first.
fn codes<'w>(words: impl Iterator<Item = (&'w str, u64)>) -> Result<HashMap<char, u16>, String> {
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for (word, times) in words {
        for character in word.chars() {
            *counts.entry(character).or_default() += times;
        }
    }
    let mut order: Vec<(char, u64)> = counts.into_iter().collect();
    order.sort_by_key(|(_, count)| Reverse(*count));
    if order.len() >= CODES {
        return Err(format!("{} different characters", order.len()));
    }
    Ok(order
        .into_iter()
        .map(|(character, _)| character)
        .zip(1..)
        .collect())
}

/// The ways on from a place in some words.
#[derive(Clone, Default)]
struct Fork {
    ways: Vec<Way>,
    /// How often it is come to.
    often: u64,
}

/// A step over a character.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Way {
    code: u16,
    /// Of the word that ends here, + 1; 0 for none.
    value: u32,
    /// The fork that it leads to.
    fork: usize,
}

/// All forks of a tree, each once: the first has no ways, the last is the root's.
fn merge(tree: &[Branch], codes: &HashMap<char, u16>) -> Vec<Fork> {
    let mut forks = vec![Fork::default()];
    let mut known = HashMap::from([(Vec::new(), 0)]);
    let mut fork_of = vec![0; tree.len()];
    for (at, branch) in tree.iter().enumerate().rev() {
        let ways = branch.children.iter().map(|child| Way {
            code: codes[&tree[*child].character],
            value: tree[*child].value,
            fork: fork_of[*child],
        });
        fork_of[at] = *known.entry(ways.collect()).or_insert_with_key(|ways| {
            forks.push(Fork {
                ways: ways.clone(),
                often: 0,
            });
            forks.len() - 1
        });
        forks[fork_of[at]].often += branch.often;
    }
    forks
}

/// Forks as they are placed, whole or in parts, and for each of them where its pieces begin, with the end of the last.
///
/// The root stays whole: all walks begin there, and it is placed while all is free.
fn divide(forks: Vec<Fork>) -> (Vec<Fork>, Vec<usize>) {
    let root = forks.len() - 1;
    let mut pieces = Vec::with_capacity(forks.len());
    let mut firsts = vec![0];
    for (at, fork) in forks.into_iter().enumerate() {
        if fork.ways.len() > WAYS && at != root {
            let part = Fork {
                ways: Vec::new(),
                often: fork.often / PARTS as u64,
            };
            let mut parts = vec![part; PARTS];
            for way in fork.ways {
                parts[usize::from(way.code) % PARTS].ways.push(way);
            }
            pieces.extend(parts);
        } else {
            pieces.push(fork);
        }
        firsts.push(pieces.len());
    }
    (pieces, firsts)
}

/// A base for every piece, 0 for one without ways, and how many nodes that needs.
///
/// Pieces that are come to most often are placed first, which are those of many ways too; the many that have a single one
/// and are seldom come to fill what is left.
fn place(pieces: &[Fork]) -> Result<(Vec<usize>, usize), String> {
    /// So far before the place of the last piece of as many ways another one is tried. All before that is nearly full.
    const BACK: usize = 2000;
    let mut order: Vec<usize> = (0..pieces.len())
        .filter(|at| !pieces[*at].ways.is_empty())
        .collect();
    order.sort_by_key(|at| Reverse((pieces[*at].often, pieces[*at].ways.len())));
    let mut bases = vec![0; pieces.len()];
    let mut taken = Slots::default();
    let mut based = vec![false; BASES];
    let mut last: HashMap<usize, usize> = HashMap::new();
    for at in order {
        let codes = pieces[at].ways.iter().map(|way| usize::from(way.code));
        let least = codes.clone().min().unwrap_or_default();
        let last = last.entry(codes.len()).or_default();
        let mut slot = taken.free(last.saturating_sub(BACK).max(1));
        let base = loop {
            let base = slot.checked_sub(least).filter(|base| *base > 0);
            if let Some(base) = base
                && !*based.get(base).ok_or("too many words")?
                && codes.clone().all(|code| !taken.has(base + code))
            {
                break base;
            }
            slot = taken.free(slot + 1);
        };
        *last = slot;
        based[base] = true;
        bases[at] = base;
        for code in codes {
            taken.take(base + code);
        }
    }
    Ok((bases, taken.next.len()))
}

/// Which nodes are taken, and for each of these where to look for a free one.
#[derive(Default)]
struct Slots {
    /// 0 for a free slot, else how many slots further on the next free one may be.
    next: Vec<usize>,
}

impl Slots {
    fn has(&self, slot: usize) -> bool {
        self.next.get(slot).is_some_and(|step| *step > 0)
    }

    fn take(&mut self, slot: usize) {
        if slot >= self.next.len() {
            self.next.resize(slot + 1, 0);
        }
        self.next[slot] = 1;
    }

    /// The first free slot from `slot` on; what was walked over is jumped over the next time.
    fn free(&mut self, slot: usize) -> usize {
        let mut end = slot;
        while self.has(end) {
            end += self.next[end];
        }
        let mut at = slot;
        while at < end {
            let step = self.next[at];
            self.next[at] = end - at;
            at += step;
        }
        end
    }
}
