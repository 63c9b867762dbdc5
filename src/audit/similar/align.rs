//! Maximal runs that two texts have in common, over small gaps: a changed name, a number, a word.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::shingle::{SHINGLE, shingles};

/// Characters of either text that an edit may have changed at a time.
const GAP: usize = 12;
/// Equal characters that must follow a gap, and at least as many as the gap has.
const ANCHOR: usize = 6;
/// Places of a shingle that are tried; a text that repeats one phrase has any number of them.
const PLACES: usize = 8;

/// A stretch of each text; they are equal but for gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Characters of the first text.
    pub(super) a: Range<usize>,
    /// Characters of the other one.
    pub(super) b: Range<usize>,
    /// How many characters are equal.
    pub(super) equal: usize,
    /// The equal pieces, in order: where they begin in both, and their length.
    pub(super) pieces: Vec<(usize, usize, usize)>,
}

/// Places of each shingle of a text, the first [`PLACES`] of them.
struct Places {
    first: FxHashMap<u64, u32>,
    /// For each place the next one of the same shingle.
    next: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Places {
    fn of(hashes: &[u64]) -> Places {
        let mut first = FxHashMap::with_capacity_and_hasher(hashes.len(), Default::default());
        let mut next = vec![NONE; hashes.len()];
        for (place, hash) in hashes.iter().enumerate().rev() {
            let number = u32::try_from(place).unwrap_or(NONE);
            next[place] = first.insert(*hash, number).unwrap_or(NONE);
        }
        Places { first, next }
    }

    fn places(&self, hash: u64) -> impl Iterator<Item = usize> + '_ {
        let mut at = self.first.get(&hash).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let place = (at != NONE).then_some(at as usize)?;
            at = self.next.get(place).copied().unwrap_or(NONE);
            Some(place)
        })
        .take(PLACES)
    }
}

/// The runs of `a` in order, none over another in `a`; each begins with a shared shingle and is extended both ways.
///
/// Time grows with the texts' lengths: each step either moves on in `a` or covers some of it for good.
pub(super) fn runs(a: &[char], b: &[char]) -> Vec<Run> {
    let known: Vec<u64> = shingles(b).collect();
    let known = Places::of(&known);
    let own: Vec<u64> = shingles(a).collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut free_from = 0;
    // Where the last run would go on in `b`: among equals the nearest to it is meant.
    let mut expected = 0usize;
    while let Some(hash) = own.get(at) {
        let tried = known.places(*hash).map(|place| {
            let length = a[at..].iter().zip(&b[place..]);
            let length = length.take_while(|(one, other)| one == other).count();
            (length, std::cmp::Reverse(place.abs_diff(expected)), place)
        });
        let Some((_, _, place)) = tried.filter(|(length, ..)| *length >= SHINGLE).max() else {
            at += 1;
            continue;
        };
        let run = extended(a, b, at, place, free_from);
        at = run.a.end;
        free_from = run.a.end;
        expected = run.b.end;
        runs.push(run);
    }
    runs
}

/// A run around a shared shingle; it does not begin before `free_from` in `a`.
fn extended(a: &[char], b: &[char], at: usize, place: usize, free_from: usize) -> Run {
    let behind = extend(a.len() - at, b.len() - place, |x, y| {
        a[at + x] == b[place + y]
    });
    let before = extend(at - free_from, place, |x, y| {
        a[at - 1 - x] == b[place - 1 - y]
    });
    let mut pieces: Vec<(usize, usize, usize)> = before
        .iter()
        .rev()
        .map(|(x, y, length)| (at - x - length, place - y - length, *length))
        .collect();
    for (x, y, length) in behind {
        match pieces.last_mut() {
            // The shingle itself and what stands right before it are one piece.
            Some((one, other, known))
                if *one + *known == at + x && *other + *known == place + y =>
            {
                *known += length;
            }
            _ => pieces.push((at + x, place + y, length)),
        }
    }
    let start = pieces.first().map_or((at, place), |(x, y, _)| (*x, *y));
    let end = pieces
        .last()
        .map_or(start, |(x, y, length)| (x + length, y + length));
    Run {
        a: start.0..end.0,
        b: start.1..end.1,
        equal: pieces.iter().map(|(.., length)| length).sum(),
        pieces,
    }
}

/// Equal pieces from a point on in one direction, as steps from it and lengths.
fn extend(
    room_a: usize,
    room_b: usize,
    same: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, usize)> {
    let equal = |x: usize, y: usize, most: usize| {
        let room = room_a.saturating_sub(x).min(room_b.saturating_sub(y));
        (0..room.min(most))
            .take_while(|step| same(x + step, y + step))
            .count()
    };
    let mut pieces = Vec::new();
    let (mut x, mut y) = (0, 0);
    let length = equal(x, y, usize::MAX);
    if length > 0 {
        pieces.push((x, y, length));
        (x, y) = (x + length, y + length);
    }
    // The smallest gap that leads on; of equal ones the most even, which is a word for a word.
    let gaps = || {
        (1..=2 * GAP).flat_map(|sum| {
            let even = sum / 2;
            (0..=even).flat_map(move |off| {
                let lower = (even - off, sum - (even - off));
                [lower, (lower.1, lower.0)]
            })
        })
    };
    loop {
        let gap = gaps().find(|(skip_a, skip_b)| {
            let needed = ANCHOR.max(*skip_a).max(*skip_b);
            needed <= GAP && equal(x + skip_a, y + skip_b, needed) == needed
        });
        let Some((skip_a, skip_b)) = gap else {
            return pieces;
        };
        (x, y) = (x + skip_a, y + skip_b);
        let length = equal(x, y, usize::MAX);
        pieces.push((x, y, length));
        (x, y) = (x + length, y + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn runs_go_over_a_changed_name_and_end_where_texts_part() {
        let a = chars(
            "今年春天我带着支委到青石桥头把三组的水渠清了三百七十米钥匙改由两组各管一把另外办了夜校",
        );
        let b = chars(
            "三月里我带着支委到老柳树湾桥头把三组的水渠清了三百七十米钥匙改由两组各管一把没有再吵",
        );
        let runs = runs(&a, &b);
        assert_eq!(runs.len(), 1, "{runs:?}");
        let text: String = a[runs[0].a.clone()].iter().collect();
        assert!(text.starts_with("我带着支委到青石"), "{text}");
        assert!(text.ends_with("各管一把"), "{text}");
        for (x, y, length) in &runs[0].pieces {
            assert_eq!(a[*x..x + length], b[*y..y + length]);
        }
    }

    #[test]
    fn one_phrase_over_and_over_takes_no_longer() {
        let phrase = "认真学习深入领会坚决落实";
        let a = chars(&phrase.repeat(50_000));
        let mut b = chars(&phrase.repeat(40_000));
        b.insert(5, '另');
        let began = std::time::Instant::now();
        let runs = runs(&a, &b);
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
        let covered: usize = runs.iter().map(|run| run.a.len()).sum();
        assert!(covered > a.len() * 9 / 10, "{covered}");
    }
}
