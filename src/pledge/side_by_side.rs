//! Passages held against others, all at once: how much each of the ones shares with each of the others.

use rustc_hash::FxHashMap;

use super::grams::{Gram, Kind, kind, rarity};

/// Passages held against others.
pub struct SideBySide {
    /// How much each of the ones, a row, shares with each of the others, a column.
    pub shared: Vec<Vec<f64>>,
    /// How much the marks of each of the ones weigh together.
    pub mass: Vec<f64>,
}

/// Holds some passages against others, all with their marks in any order and as often as they stand there: a mark tells
/// the more, the fewer of them and of the passages around them have it.
pub fn side_by_side(ones: &[Vec<Gram>], others: &[Vec<Gram>], around: &[Vec<Gram>]) -> SideBySide {
    let mut numbers: FxHashMap<Gram, u32> = FxHashMap::default();
    numbers.reserve(ones.iter().map(|grams| grams.len()).sum());
    let first = Standing::of(ones, |gram| {
        let next = numbers.len() as u32;
        Some(*numbers.entry(gram).or_insert(next))
    });
    // Of the others, and of what stands around, only what the ones have too tells anything.
    let second = Standing::of(others, |gram| numbers.get(&gram).copied());
    let third = Standing::of(around, |gram| numbers.get(&gram).copied());
    let passages = ones.len() + others.len() + around.len();
    let passages = u16::try_from(passages).unwrap_or(u16::MAX);
    let count = |number: usize| first.count(number) + second.count(number) + third.count(number);
    let mut weights = vec![0.0; numbers.len()];
    for (gram, number) in &numbers {
        let number = *number as usize;
        let count = u16::try_from(count(number)).unwrap_or(u16::MAX);
        weights[number] = tells(*gram) * f64::from(rarity(*gram, count, passages));
    }
    let places = second.by_number(numbers.len());
    let mut shared = vec![vec![0.0; others.len()]; ones.len()];
    let mut mass = vec![0.0; ones.len()];
    for (number, one) in &first.marks {
        let weight = weights[*number as usize];
        mass[*one as usize] += weight;
        for other in places.of(*number as usize) {
            shared[*one as usize][*other as usize] += weight;
        }
    }
    SideBySide { shared, mass }
}

/// What a mark tells beside a pair.
fn tells(gram: Gram) -> f64 {
    match kind(gram) {
        Kind::Pair => 1.0,
        Kind::Sense => 0.7,
        Kind::Character => 0.3,
    }
}

/// Which marks stand in which passages, each once for a passage.
struct Standing {
    /// The number of a mark and the place of a passage, in the order of the passages.
    marks: Vec<(u32, u32)>,
    /// By the number of a mark: in how many passages it stands.
    counts: Vec<u32>,
}

impl Standing {
    fn of(passages: &[Vec<Gram>], mut number: impl FnMut(Gram) -> Option<u32>) -> Standing {
        let mut marks = Vec::with_capacity(passages.iter().map(|grams| grams.len()).sum());
        let mut counts: Vec<u32> = Vec::new();
        // One more than the last passage that has a mark.
        let mut last: Vec<u32> = Vec::new();
        for (place, grams) in (0u32..).zip(passages) {
            for gram in grams {
                let Some(number) = number(*gram) else {
                    continue;
                };
                let at = number as usize;
                if at >= counts.len() {
                    counts.resize(at + 1, 0);
                    last.resize(at + 1, 0);
                }
                if last[at] <= place {
                    last[at] = place + 1;
                    counts[at] += 1;
                    marks.push((number, place));
                }
            }
        }
        Standing { marks, counts }
    }

    fn count(&self, number: usize) -> u32 {
        self.counts.get(number).copied().unwrap_or(0)
    }

    /// The passages of each of so many marks.
    fn by_number(&self, numbers: usize) -> Places {
        let mut ends = Vec::with_capacity(numbers);
        let mut sum = 0;
        for number in 0..numbers {
            ends.push(sum);
            sum += self.count(number) as usize;
        }
        let mut places = vec![0; sum];
        for (number, place) in &self.marks {
            let end = &mut ends[*number as usize];
            places[*end] = *place;
            *end += 1;
        }
        Places { ends, places }
    }
}

/// Passages, sorted by marks.
struct Places {
    /// By the number of a mark: where its passages end, which is where those of the next one begin.
    ends: Vec<usize>,
    places: Vec<u32>,
}

impl Places {
    fn of(&self, number: usize) -> &[u32] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[start..self.ends[number]]
    }
}
