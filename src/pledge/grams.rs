//! What a passage speaks of: its characters, its pairs of characters, and the senses of its words.
//!
//! A sense is a line of `rules/pledge/synonyms.txt`, words that reports use for one another, or of the wider
//! `rules/pledge/thesaurus.txt`. How much a mark tells depends on how rare it is in what is compared and in the genre
//! (`rules/pledge/common.tsv`).

use std::cmp::Ordering;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::count::is_han;
use crate::text::{HanSet, WordLists};

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
static EMPTY: HanSet = HanSet::of(concat!(
    "的了和在与是把对为到等及以不也都就又而其",
    "之着过个一二三四五六七八九十两百千万",
    "几多少年月日底前内每各全次至上下半季度第低于达名起将我要并从由向使让被给这那有还",
));

/// The marks of a folded text, in order, each once.
pub fn grams(text: &str) -> Vec<Gram> {
    in_order(seen(text))
}

/// The same with the senses of the thesaurus.
pub fn wide_grams(text: &str) -> Vec<Gram> {
    let mut found = seen(text);
    found.append(&mut senses(text));
    in_order(found)
}

fn in_order(mut found: Vec<Gram>) -> Vec<Gram> {
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether two folded texts share a mark of another kind than `but`.
pub fn share_a_mark(one: &str, other: &str, but: Kind) -> bool {
    of_both(&grams(one), &grams(other)).any(|gram| kind(gram) != but)
}

/// The marks that some [`grams`] share with others.
pub fn of_both(one: &[Gram], other: &[Gram]) -> impl Iterator<Item = Gram> {
    let known = |gram: &Gram| one.binary_search(gram).is_ok();
    other.iter().copied().filter(known)
}

/// The marks of a folded text, in any order and as often as they stand there.
pub fn seen(text: &str) -> Vec<Gram> {
    let mut found = Vec::with_capacity(text.len());
    see(text, |gram| found.push(gram));
    found
}

/// Calls `found` with the marks of a folded text, in any order and as often as they stand there.
pub(super) fn see(text: &str, mut found: impl FnMut(Gram)) {
    let mut before: Option<(char, bool)> = None;
    for character in text.chars() {
        if !in_words(character) {
            // Quotation marks do not part what they stand between.
            if !matches!(character, '“' | '”' | '‘' | '’' | '《' | '》') {
                before = None;
            }
            continue;
        }
        let empty = EMPTY.has(character);
        if !empty {
            found(Gram::from(u32::from(character)));
        }
        if let Some((before, too)) = before
            && !(empty && too)
        {
            found(Gram::from(u32::from(before)) << 32 | Gram::from(u32::from(character)));
        }
        before = Some((character, empty));
    }
    SENSES.find(text, |_, sense| found(*sense));
}

/// The senses of the thesaurus in a folded text, in any order and as often as they stand there.
pub fn senses(text: &str) -> Vec<Gram> {
    let mut found = Vec::new();
    THESAURUS.find(text, |_, sense| found.push(*sense));
    found
}

fn in_words(character: char) -> bool {
    /// Marks of punctuation, of which a text is full, and symbols: no letters among them.
    const MARKS: [std::ops::RangeInclusive<char>; 3] = [
        '\u{2000}'..='\u{206F}',
        '\u{3000}'..='\u{3004}',
        '\u{FF00}'..='\u{FF20}',
    ];
    is_han(character)
        || if character.is_ascii() {
            character.is_ascii_alphabetic()
        } else {
            !MARKS.iter().any(|marks| marks.contains(&character)) && character.is_alphabetic()
        }
}

/// Words of the table of synonyms with their line.
static SENSES: LazyLock<WordLists<'static, Gram>> = LazyLock::new(|| {
    let table = include_str!("../../rules/pledge/synonyms.txt");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let senses = (SENSE..).zip(lines);
    WordLists::new(
        senses.flat_map(|(sense, line)| line.split_whitespace().map(move |word| (word, sense))),
    )
});

/// Words of the thesaurus; its lines are counted behind those of the table of synonyms.
static THESAURUS: LazyLock<WordLists<'static, Gram>> = LazyLock::new(|| {
    let mut rest = built::WORDS;
    WordLists::new(built::LINES.iter().map(|(length, line)| {
        let (word, behind) = rest.split_at(usize::from(*length));
        rest = behind;
        (word, SENSE | 1 << 16 | Gram::from(*line))
    }))
});

mod built {
    include!(concat!(env!("OUT_DIR"), "/thesaurus.rs"));
}

/// Sentences that `common.tsv` was counted in.
const COUNTED: f32 = 8342.0;

/// How rare the marks that the genre is full of are, 0 to 1.
static COMMON: LazyLock<FxHashMap<Gram, f32>> = LazyLock::new(|| {
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
    counts: FxHashMap<Gram, u16>,
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
        // Characters come first, being the smallest.
        let pairs =
            |grams: &'_ [Gram]| grams.partition_point(|gram| kind(*gram) == Kind::Character);
        let (mut one, mut other) = (&one[pairs(one)..], &other[pairs(other)..]);
        let mut sum = 0.0;
        while let ([gram, rest @ ..], [twin, others @ ..]) = (one, other) {
            match gram.cmp(twin) {
                Ordering::Less => one = rest,
                Ordering::Greater => other = others,
                Ordering::Equal => {
                    sum += f64::from(self.of(*gram));
                    (one, other) = (rest, others);
                }
            }
        }
        sum
    }

    /// How rare a mark is, 0 to 1.
    pub fn of(&self, gram: Gram) -> f32 {
        let count = self.counts.get(&gram).copied().unwrap_or(0);
        here(count, self.passages) * in_genre(gram)
    }
}

/// How rare a mark is that stands in `count` of `passages`, 0 to 1.
pub(super) fn here(count: u16, passages: u16) -> f32 {
    let all = f32::from(passages.max(40));
    ((all / (f32::from(count) + 0.5)).ln() / all.ln()).clamp(0.0, 1.0)
}

/// How rare a mark is in the genre, 0 to 1.
pub(super) fn in_genre(gram: Gram) -> f32 {
    match kind(gram) {
        Kind::Sense => 1.0,
        Kind::Character | Kind::Pair => COMMON.get(&gram).copied().unwrap_or(1.0),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Gram, Kind, grams, kind, wide_grams};

    fn shared_senses(one: &[Gram], other: &[Gram]) -> usize {
        let senses = one.iter().filter(|mark| kind(**mark) == Kind::Sense);
        senses.filter(|mark| other.contains(mark)).count()
    }

    #[test]
    fn a_promise_is_told_in_the_words_of_its_trade() {
        for (promised, told) in [
            ("清理架空线", "飞线都下了地"),
            ("改进食谱", "添了新菜，换了口味"),
            ("抓好作业减负", "双减以后书面作业少了"),
        ] {
            let wide = [promised, told].map(wide_grams);
            let close = [promised, told].map(grams);
            let [wide, close] = [wide, close].map(|[one, other]| shared_senses(&one, &other));
            assert!(wide > close, "{promised}: {wide} and {close}");
        }
    }

    #[test]
    fn a_line_of_the_tables_has_several_words_each_once() {
        for table in [
            include_str!("../../rules/pledge/synonyms.txt"),
            include_str!("../../rules/pledge/thesaurus.txt"),
        ] {
            for line in table.lines().filter(|line| !line.starts_with('#')) {
                let words: Vec<&str> = line.split_whitespace().collect();
                let each_once: BTreeSet<&&str> = words.iter().collect();
                assert!(words.len() > 1 && each_once.len() == words.len(), "{line}");
            }
        }
    }
}
