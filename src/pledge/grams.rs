//! What a passage speaks of: its characters, its pairs of characters, and the senses of its words.
//!
//! A sense is a line of `rules/pledge/synonyms.txt`: words that reports use for one another. How much a
//! mark tells depends on how rare it is in both reports and in the genre (`rules/pledge/common.tsv`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// A character, a pair of characters or a sense, told apart by its size.
pub type Gram = u64;

const PAIR: Gram = 1 << 32;
const SENSE: Gram = 1 << 63;

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One character.
    Character,
    /// Two side by side.
    Pair,
    /// A word or another word for it.
    Sense,
}

/// What a mark is.
pub fn kind(gram: Gram) -> Kind {
    match gram {
        SENSE.. => Kind::Sense,
        PAIR.. => Kind::Pair,
        _ => Kind::Character,
    }
}

/// Characters that tell when, how often and how much, or nothing: numbers are compared on their own.
const EMPTY: &str = "的了和在与是把对为到等及以不也都就又而其之着过个一二三四五六七八九十两百千万几多少年月日底前内每各全次至上下半季度第低于达名起将我要并从由向使让被给这那有还";

/// The marks of a folded text, in order, each once.
pub fn grams(text: &str) -> Vec<Gram> {
    let mut found = Vec::with_capacity(text.len());
    let mut before: Option<(char, bool)> = None;
    for (at, character) in text.char_indices() {
        if !character.is_alphabetic() {
            // Quotation marks do not part what they stand between.
            if !"“”‘’《》".contains(character) {
                before = None;
            }
            continue;
        }
        let empty = EMPTY.contains(character);
        if !empty {
            found.push(Gram::from(u32::from(character)));
        }
        if let Some((before, too)) = before
            && !(empty && too)
        {
            found.push(Gram::from(u32::from(before)) << 32 | Gram::from(u32::from(character)));
        }
        before = Some((character, empty));
        if let Some(words) = SENSES.get(&character) {
            for (word, sense) in words {
                if text[at..].starts_with(word) {
                    found.push(SENSE | sense);
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Words of the table of synonyms by their first character, with their line.
static SENSES: LazyLock<HashMap<char, Vec<(&'static str, Gram)>>> = LazyLock::new(|| {
    let mut senses: HashMap<char, Vec<(&'static str, Gram)>> = HashMap::new();
    let lines = include_str!("../../rules/pledge/synonyms.txt").lines();
    for (sense, line) in (0..).zip(lines.filter(|line| !line.starts_with('#'))) {
        for word in line.split_whitespace() {
            if let Some(first) = word.chars().next() {
                senses.entry(first).or_default().push((word, sense));
            }
        }
    }
    senses
});

/// Sentences that `common.tsv` was counted in.
const COUNTED: f32 = 8342.0;

/// How rare the marks that the genre is full of are, 0 to 1.
static COMMON: LazyLock<HashMap<Gram, f32>> = LazyLock::new(|| {
    include_str!("../../rules/pledge/common.tsv")
        .lines()
        .filter_map(|line| {
            let (mark, count) = line.split_once('\t')?;
            let count: f32 = count.parse().ok()?;
            let mut characters = mark.chars().map(|c| Gram::from(u32::from(c)));
            let first = characters.next()?;
            let gram = characters.next().map_or(first, |next| first << 32 | next);
            let full = if gram >= PAIR { 15.0 } else { 25.0 };
            Some((gram, (COUNTED / count).ln() / (COUNTED / full as f32).ln()))
        })
        .collect()
});

/// How rare marks are in a pair of reports.
#[derive(Debug, Default)]
pub struct Rarity {
    counts: HashMap<Gram, u16>,
    passages: u16,
}

impl Rarity {
    /// Counts the marks of one more passage.
    pub fn add(&mut self, grams: &[Gram]) {
        self.passages = self.passages.saturating_add(1);
        for gram in grams {
            let count = self.counts.entry(*gram).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// How much of one passage another has too: pairs of characters and senses, each by its rarity.
    pub fn shared(&self, one: &[Gram], other: &[Gram]) -> f64 {
        one.iter()
            .filter(|gram| kind(**gram) != Kind::Character)
            .filter(|gram| other.binary_search(gram).is_ok())
            .map(|gram| f64::from(self.of(*gram)))
            .sum()
    }

    /// How rare a mark is, 0 to 1.
    pub fn of(&self, gram: Gram) -> f32 {
        let all = f32::from(self.passages.max(40));
        let count = f32::from(self.counts.get(&gram).copied().unwrap_or(0)) + 0.5;
        let here = ((all / count).ln() / all.ln()).clamp(0.0, 1.0);
        let genre = COMMON.get(&gram).copied().unwrap_or(1.0);
        match kind(gram) {
            Kind::Sense => here,
            Kind::Character | Kind::Pair => here * genre,
        }
    }
}
