//! The sketches of a batch, and which pairs of them are worth a look.

use super::sketch::{BANDS, BINS, Sketch, band};

/// Which batch a report is of: pairs within last year's are not looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// Handed in now.
    This,
    /// Of the year before, to find copies from it.
    LastYear,
}

/// Two reports that may share a passage, by their numbers in the order in which they were added; `a` is below `b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// One.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// About how alike they are as wholes (Jaccard of their shingles), 0 to 1.
    pub jaccard: f64,
    /// Sampled shingles in common, those of boilerplate aside; each stands for some 60 字.
    pub shared: u32,
}

/// A group that shares a band or a sample is taken pair by pair up to this size; above it, each is paired with the
/// first and with the one before it, which keeps the cluster whole and the number of pairs in line with its size.
const ALL_PAIRS: usize = 24;
/// Up to how many reports a single sample in common is looked into, and up to how many two are; beyond, it takes three.
/// Chance meetings grow with the square of a batch, and a fifth of a report leaves ten.
const NEEDED: [usize; 2] = [300, 20_000];
/// Below this share of equal bins, a band in common is chance.
const CHANCE: f64 = 0.12;
/// Postings of samples are sorted in parts, so that they never lie in memory all at once.
const PARTS: u32 = 16;
/// Pairs held at a time.
const HELD: usize = 4 << 20;
/// Reports a page.
const PAGE: usize = 1_024;

/// Sketches of reports, by number. It holds no text: 256 bytes of signature and 4 for each sample.
#[derive(Debug, Default)]
pub struct Index {
    pages: Vec<Page>,
    count: u32,
    /// Whether each is of last year; by number.
    last_year: Vec<bool>,
}

/// Some of the sketches, so that growing never copies them all.
#[derive(Debug)]
struct Page {
    signatures: Vec<u16>,
    samples: Vec<u32>,
    /// Where each one's samples end.
    ends: Vec<u32>,
    /// Too short to be compared; has zeros for a signature.
    empty: Vec<bool>,
}

impl Index {
    /// An empty one.
    pub fn new() -> Index {
        Index::default()
    }

    /// Adds a report and gives its number, counted from 0.
    pub fn add(&mut self, sketch: &Sketch, batch: Batch) -> u32 {
        let number = self.count;
        if (number as usize).is_multiple_of(PAGE) {
            if let Some(full) = self.pages.last_mut() {
                full.samples.shrink_to_fit();
            }
            self.pages.push(Page {
                signatures: Vec::with_capacity(PAGE * BINS),
                samples: Vec::new(),
                ends: Vec::with_capacity(PAGE),
                empty: Vec::with_capacity(PAGE),
            });
        }
        if let Some(page) = self.pages.last_mut() {
            page.empty.push(sketch.is_empty());
            if sketch.is_empty() {
                page.signatures.resize(page.signatures.len() + BINS, 0);
            } else {
                page.signatures.extend(sketch.signature());
            }
            page.samples.extend(sketch.samples());
            page.ends
                .push(u32::try_from(page.samples.len()).unwrap_or(u32::MAX));
        }
        self.last_year.push(batch == Batch::LastYear);
        self.count += 1;
        number
    }

    /// How many reports it holds.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        let page = |page: &Page| {
            page.signatures.capacity() * 2
                + (page.samples.capacity() + page.ends.capacity()) * 4
                + page.empty.capacity()
        };
        self.pages.iter().map(page).sum::<usize>() + self.last_year.capacity()
    }

    /// The pairs worth a look, in the order of their numbers; the same for the same reports in the same order.
    pub fn candidates(&self) -> Vec<Candidate> {
        let mut alike = self.pairs_by_band();
        let needed = 1 + NEEDED.iter().filter(|size| self.len() > **size).count() as u32;
        let mut found = Vec::new();
        let mut alike_at = 0;
        self.pairs_by_sample(&mut |pair, shared| {
            // Both come in order: what lies before this pair has no samples in common.
            while let Some(before) = alike.get(alike_at).filter(|before| **before <= pair) {
                if *before < pair {
                    found.extend(self.candidate(*before, 0));
                }
                alike_at += 1;
            }
            let known = alike_at > 0 && alike.get(alike_at - 1) == Some(&pair);
            if shared >= needed || known {
                found.extend(self.candidate(pair, shared));
            }
        });
        for pair in alike.drain(alike_at.min(alike.len())..) {
            found.extend(self.candidate(pair, 0));
        }
        found
    }

    /// Samples of what so many of the reports share that nobody copied it from anybody, ascending; for
    /// [`super::Comparer::set_boilerplate`].
    pub fn boilerplate(&self) -> Vec<u32> {
        let most = boilerplate(self.len());
        let mut samples = Vec::new();
        let mut postings = Vec::new();
        for part in 0..PARTS {
            self.postings(part, &mut postings);
            let groups = postings.chunk_by(|one, other| one.0 == other.0);
            samples.extend(
                groups
                    .filter(|group| group.len() > most)
                    .map(|group| group[0].0),
            );
        }
        samples
    }

    /// A pair as a candidate, unless it only met by chance.
    fn candidate(&self, pair: u64, shared: u32) -> Option<Candidate> {
        let (a, b) = ((pair >> 32) as u32, pair as u32);
        let equal = self
            .signature(a)
            .iter()
            .zip(self.signature(b))
            .filter(|(one, other)| one == other)
            .count();
        let jaccard = equal as f64 / BINS as f64;
        (shared > 0 || jaccard >= CHANCE).then_some(Candidate {
            a,
            b,
            jaccard,
            shared,
        })
    }

    fn signature(&self, number: u32) -> &[u16] {
        let number = number as usize;
        let page = self.pages.get(number / PAGE);
        let at = number % PAGE * BINS;
        page.and_then(|page| page.signatures.get(at..at + BINS))
            .unwrap_or_default()
    }

    fn samples(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let at = number % PAGE;
        let slice = || {
            let page = self.pages.get(number / PAGE)?;
            let start = match at.checked_sub(1) {
                Some(before) => *page.ends.get(before)? as usize,
                None => 0,
            };
            page.samples.get(start..*page.ends.get(at)? as usize)
        };
        slice().unwrap_or_default()
    }

    fn is_sketched(&self, number: u32) -> bool {
        let page = self.pages.get(number as usize / PAGE);
        page.and_then(|page| page.empty.get(number as usize % PAGE)) == Some(&false)
    }

    fn is_last_year(&self, number: u32) -> bool {
        self.last_year.get(number as usize) == Some(&true)
    }

    /// Pairs with a band in common, sorted, each once: one band at a time.
    fn pairs_by_band(&self) -> Vec<u64> {
        let mut pairs: Vec<u64> = Vec::new();
        let mut keys: Vec<(u64, u32)> = Vec::with_capacity(self.len());
        let rows = BINS / BANDS;
        for place in 0..BANDS {
            keys.clear();
            keys.extend(
                (0..self.count)
                    .filter(|number| self.is_sketched(*number))
                    .map(|number| {
                        let bins = self.signature(number).get(place * rows..(place + 1) * rows);
                        (bins.map_or(0, band), number)
                    }),
            );
            keys.sort_unstable();
            for group in keys.chunk_by(|one, other| one.0 == other.0) {
                self.link(group, |pair| pairs.push(pair));
            }
            pairs.sort_unstable();
            pairs.dedup();
        }
        pairs
    }

    /// Calls `found` with every pair that has samples in common and how many, in order. What so many reports share that
    /// it is boilerplate does not count.
    fn pairs_by_sample(&self, found: &mut dyn FnMut(u64, u32)) {
        let boilerplate = boilerplate(self.len());
        let mut postings: Vec<(u32, u32)> = Vec::new();
        // How many pairs begin with each report: so many reports at a time that their pairs can be held.
        let mut weights = vec![0u32; self.len()];
        for part in 0..PARTS {
            self.postings(part, &mut postings);
            for group in groups(&postings, boilerplate) {
                self.link(group, |pair| {
                    if let Some(weight) = weights.get_mut((pair >> 32) as usize) {
                        *weight = weight.saturating_add(1);
                    }
                });
            }
        }
        let mut pairs: Vec<u64> = Vec::new();
        let mut first = 0;
        while first < weights.len() {
            let mut held = 0;
            let mut end = first;
            while let Some(weight) = weights.get(end) {
                held += *weight as usize;
                if held > HELD && end > first {
                    break;
                }
                end += 1;
            }
            pairs.clear();
            for part in 0..PARTS {
                self.postings(part, &mut postings);
                for group in groups(&postings, boilerplate) {
                    self.link(group, |pair| {
                        if (first..end).contains(&((pair >> 32) as usize)) {
                            pairs.push(pair);
                        }
                    });
                }
            }
            pairs.sort_unstable();
            for same in pairs.chunk_by(|one, other| one == other) {
                found(same[0], u32::try_from(same.len()).unwrap_or(u32::MAX));
            }
            first = end;
        }
    }

    /// Samples of one part of the hashes and the reports they stand in, sorted.
    fn postings(&self, part: u32, postings: &mut Vec<(u32, u32)>) {
        let width = u32::MAX / PARTS + 1;
        let (low, high) = (part * width, part * width + (width - 1));
        postings.clear();
        for number in 0..self.count {
            let samples = self.samples(number);
            let start = samples.partition_point(|sample| *sample < low);
            let own = samples.get(start..).unwrap_or_default();
            let own = own.iter().take_while(|sample| **sample <= high);
            postings.extend(own.map(|sample| (*sample, number)));
        }
        postings.sort_unstable();
    }

    /// Links reports that share something, given in order of their numbers.
    fn link<K>(&self, group: &[(K, u32)], mut found: impl FnMut(u64)) {
        let mut pair = |one: u32, other: u32| {
            if one != other && !(self.is_last_year(one) && self.is_last_year(other)) {
                let (a, b) = (one.min(other), one.max(other));
                found(u64::from(a) << 32 | u64::from(b));
            }
        };
        if group.len() <= ALL_PAIRS {
            for (at, (_, one)) in group.iter().enumerate() {
                for (_, other) in &group[at + 1..] {
                    pair(*one, *other);
                }
            }
            return;
        }
        let this_year = group.iter().find(|(_, number)| !self.is_last_year(*number));
        let Some((_, star)) = this_year else {
            return;
        };
        for two in group.windows(2) {
            let (before, after) = (two[0].1, two[1].1);
            pair(before, after);
            if before != *star {
                pair(*star, after);
            }
        }
        // The first may be of last year and stand before the star.
        if let Some((_, first)) = group.first()
            && group.get(1).is_none_or(|second| second.1 != *star)
        {
            pair(*star, *first);
        }
    }
}

/// Reports with a sample each, as groups that share it, boilerplate left out.
fn groups(postings: &[(u32, u32)], boilerplate: usize) -> impl Iterator<Item = &[(u32, u32)]> + '_ {
    postings
        .chunk_by(|one, other| one.0 == other.0)
        .filter(move |group| group.len() > 1 && group.len() <= boilerplate)
}

/// How many reports may share a passage before it is what everybody writes: one in twenty, and in small batches what
/// not nearly all of them share. In a handful that cannot be told, and everything counts.
fn boilerplate(reports: usize) -> usize {
    let nearly_all = reports * 3 / 4;
    (reports / 20).max(nearly_all.min(50)).max(12)
}
