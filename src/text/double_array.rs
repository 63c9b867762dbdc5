//! Builds the double arrays that [`super::trie`] walks. Shared with `build.rs`.
//!
//! A node stands in six bytes, so that a step over a character touches memory once: the walk over the dictionary is
//! what segmentation waits for. Characters are renumbered by how often they occur, which keeps the children of a node
//! close together.
//!
//! Layout, little-endian: the root's base and the count of characters beyond U+FFFF as `u32`; these characters, sorted,
//! each with its code as two `u32`; codes of U+0000-U+FFFF as `u16`, 0 for none; the nodes, six bytes each, and two
//! bytes more, so that each can be read as eight. A node has its character's code in bits 0-13, its value + 1 in bits
//! 14-27, 0 for none, and its base in bits 28-47. The child of a node by a character stands at the node's base + code,
//! and no two nodes have one base, so that the code alone tells whose child a node is.

use std::collections::{BTreeMap, HashMap};

/// Values end before this one.
pub const VALUES: u32 = (1 << 14) - 1;
const CODES: usize = 1 << 14;
const BASES: usize = 1 << 20;

/// The bytes of a double array over words, each once; empty for no words.
///
/// # Errors
/// More words or characters, or a higher value, than the layout has room for.
pub fn build<'w>(words: impl Iterator<Item = (&'w str, u32)>) -> Result<Vec<u8>, String> {
    let words: BTreeMap<&str, u32> = words.filter(|(word, _)| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let codes = codes(words.keys())?;
    let mut tree = vec![Branch::default()];
    for (word, value) in &words {
        if *value >= VALUES {
            return Err(format!("`{word}` has a value of {value}"));
        }
        let mut at = 0;
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
        }
        tree[at].value = value + 1;
    }
    let (bases, size) = place(&tree, &codes)?;
    let mut nodes = vec![0u64; size];
    for (branch, base) in tree.iter().zip(&bases) {
        for child in &branch.children {
            let code = codes[&tree[*child].character];
            nodes[base + usize::from(code)] = u64::from(code)
                | u64::from(tree[*child].value) << 14
                | (bases[*child] as u64) << 28;
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
    let mut bytes = Vec::with_capacity(8 + wide.len() * 8 + narrow.len() * 2 + size * 6 + 2);
    bytes.extend((bases[0] as u32).to_le_bytes());
    bytes.extend((wide.len() as u32).to_le_bytes());
    for (character, code) in wide {
        bytes.extend(character.to_le_bytes());
        bytes.extend(u32::from(code).to_le_bytes());
    }
    bytes.extend(narrow.into_iter().flat_map(u16::to_le_bytes));
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
    children: Vec<usize>,
}

/// Characters with their codes from 1, the most frequent first.
fn codes<'w>(words: impl Iterator<Item = &'w &'w str>) -> Result<HashMap<char, u16>, String> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for character in words.flat_map(|word| word.chars()) {
        *counts.entry(character).or_default() += 1;
    }
    let mut order: Vec<(char, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(_, count)| usize::MAX - count);
    if order.len() >= CODES {
        return Err(format!("{} different characters", order.len()));
    }
    Ok(order
        .into_iter()
        .map(|(character, _)| character)
        .zip(1..)
        .collect())
}

/// A base for every branch, 0 for one without children, and how many nodes that needs.
///
/// Branches with many children are placed first, while there is room; the many with a single child fill what is left.
fn place(tree: &[Branch], codes: &HashMap<char, u16>) -> Result<(Vec<usize>, usize), String> {
    let mut order: Vec<usize> = (0..tree.len())
        .filter(|at| !tree[*at].children.is_empty())
        .collect();
    order.sort_by_key(|at| usize::MAX - tree[*at].children.len());
    let mut bases = vec![0; tree.len()];
    let mut taken = Slots::default();
    let mut based = vec![false; BASES];
    let (mut from, mut siblings) = (1, 0);
    for at in order {
        let children = &tree[at].children;
        let offsets: Vec<usize> = children
            .iter()
            .map(|child| usize::from(codes[&tree[*child].character]))
            .collect();
        let least = offsets.iter().copied().min().unwrap_or_default();
        // What has found no room for so many children finds none for as many the next time.
        if siblings != children.len() {
            (from, siblings) = (1, children.len());
        }
        let mut slot = taken.free(from);
        let base = loop {
            let base = slot.checked_sub(least).filter(|base| *base > 0);
            if let Some(base) = base
                && !*based.get(base).ok_or("too many words")?
                && offsets.iter().all(|offset| !taken.has(base + offset))
            {
                break base;
            }
            slot = taken.free(slot + 1);
        };
        if children.len() > 1 {
            from = slot;
        }
        based[base] = true;
        bases[at] = base;
        for offset in offsets {
            taken.take(base + offset);
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
