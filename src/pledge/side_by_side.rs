//! Passages held against others, all at once: how much each of the ones shares with each of the others.

use rustc_hash::FxHashMap;

use super::grams::{Gram, Kind, here, in_genre, kind, see};

/// Passages held against others: a mark that they share tells the more, the fewer passages have it.
pub struct SideBySide {
    /// The marks of the ones, each with its number. Of the others, and of what stands around, only these tell anything.
    numbers: FxHashMap<Gram, u32>,
    /// By the number of a mark: what it tells beside a pair, and how rare it is in the genre.
    tell: Vec<(f64, f32)>,
    ones: Standing,
    others: Standing,
    around: Standing,
}

/// What passages share.
pub struct Held {
    /// How much each of the ones, a row, shares with each of the others, a column.
    pub shared: Vec<Vec<f64>>,
    /// How much it shares with each group of the others, a column.
    pub with_groups: Vec<Vec<f64>>,
    /// How much the marks of each of the ones weigh together.
    pub mass: Vec<f64>,
}

impl SideBySide {
    /// Holds passages against others, all with their marks in any order and as often as they stand there.
    pub fn new(ones: &[Vec<Gram>], others: &[Vec<Gram>]) -> SideBySide {
        let mut new = SideBySide {
            numbers: FxHashMap::default(),
            tell: Vec::new(),
            ones: Standing::default(),
            others: Standing::default(),
            around: Standing::default(),
        };
        new.widen(ones, others);
        new
    }

    /// Adds further marks of the same passages.
    pub fn widen(&mut self, ones: &[Vec<Gram>], others: &[Vec<Gram>]) {
        let (numbers, tell) = (&mut self.numbers, &mut self.tell);
        numbers.reserve(ones.iter().map(Vec::len).sum());
        self.ones.add(ones, |gram| {
            let new = || {
                tell.push((tells(gram), in_genre(gram)));
                tell.len() as u32 - 1
            };
            Some(*numbers.entry(gram).or_insert_with(new))
        });
        self.others.add(others, |gram| numbers.get(&gram).copied());
    }

    /// Adds what stands around: marks that it is full of tell little.
    pub fn add_around<'t>(&mut self, passages: impl Iterator<Item = &'t str>) {
        for (place, text) in (0u32..).zip(passages) {
            self.around.passages += 1;
            see(text, |gram| {
                if let Some(number) = self.numbers.get(&gram) {
                    self.around.note(*number, place);
                }
            });
        }
    }

    /// What the passages share. Each of the others may be in a group; the numbers of groups rise.
    pub fn hold(&self, groups: &[Option<usize>]) -> Held {
        let all = [&self.ones, &self.others, &self.around];
        let passages: usize = all.iter().map(|one| one.passages).sum();
        let passages = u16::try_from(passages).unwrap_or(u16::MAX);
        let rarities: Vec<f32> = (0..=passages).map(|count| here(count, passages)).collect();
        let weight = |(number, (tells, in_genre)): (usize, &(f64, f32))| {
            let count: u32 = all.iter().map(|one| one.count(number)).sum();
            let rarity = rarities.get(count as usize).copied().unwrap_or(0.0);
            tells * f64::from(rarity * in_genre)
        };
        let weights: Vec<f64> = self.tell.iter().enumerate().map(weight).collect();
        let places = self.others.by_number(self.tell.len());
        let mut shared = vec![vec![0.0; self.others.passages]; self.ones.passages];
        let last = groups.iter().flatten().next_back();
        let mut with_groups = vec![vec![0.0; last.map_or(0, |last| last + 1)]; self.ones.passages];
        let mut mass = vec![0.0; self.ones.passages];
        for (number, one) in &self.ones.marks {
            let (weight, one) = (weights[*number as usize], *one as usize);
            mass[one] += weight;
            let mut counted = None;
            for other in places.of(*number as usize) {
                let other = *other as usize;
                shared[one][other] += weight;
                let group = groups[other];
                // A group has a mark once, in however many of its passages it stands.
                if let Some(group) = group.filter(|_| group != counted) {
                    with_groups[one][group] += weight;
                    counted = Some(group);
                }
            }
        }
        Held {
            shared,
            with_groups,
            mass,
        }
    }
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
#[derive(Default)]
struct Standing {
    /// The number of a mark and the place of a passage.
    marks: Vec<(u32, u32)>,
    /// By the number of a mark: in how many passages it stands.
    counts: Vec<u32>,
    /// By the number of a mark: one more than the last passage that has it.
    last: Vec<u32>,
    /// How many passages there are.
    passages: usize,
}

impl Standing {
    /// Adds marks of passages that were added before, or of all of them; none that they have already.
    fn add(&mut self, passages: &[Vec<Gram>], mut number: impl FnMut(Gram) -> Option<u32>) {
        self.passages = self.passages.max(passages.len());
        self.marks.reserve(passages.iter().map(Vec::len).sum());
        for (place, grams) in (0u32..).zip(passages) {
            for gram in grams {
                if let Some(number) = number(*gram)
                    && self.note(number, place)
                {
                    self.marks.push((number, place));
                }
            }
        }
    }

    /// Counts a passage for a mark, once; whether it is new there.
    fn note(&mut self, number: u32, place: u32) -> bool {
        let at = number as usize;
        if at >= self.counts.len() {
            let room = (at + 1).next_power_of_two();
            self.counts.resize(room, 0);
            self.last.resize(room, 0);
        }
        let new = self.last[at] <= place;
        if new {
            self.last[at] = place + 1;
            self.counts[at] += 1;
        }
        new
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
