//! Look-alikes: the same words about another thing.
//!
//! 出台社会办班*教材和曲目*审核办法 is not answered by 出台了社会办班*场地租用和消防*审核办法: between the same
//! neighbours stands something else, and what was promised is named nowhere in the piece.

use super::grams::{Gram, Kind, grams, kind};

/// Whether a piece puts something else in the place of what a clause of a promise names.
pub fn is_substituted(clause: &[char], piece: &str, marks: &[Gram]) -> bool {
    piece
        .split(['，', '；', '。', '：', '！', '？'])
        .any(|told| substitutes(clause, &told.chars().collect::<Vec<char>>(), marks))
}

fn substitutes(promised: &[char], told: &[char], marks: &[Gram]) -> bool {
    let mut here = 0;
    // Where the last shared stretch ends in both, and its length.
    let (mut one, mut other, mut shared) = (0, 0, 0);
    while here + 1 < promised.len() {
        let Some((place, length)) = run(&promised[here..], &told[other..]) else {
            here += 1;
            continue;
        };
        let start = other + place;
        let gap = (&promised[one..here], &told[other..start]);
        if shared > 0 && shared + length >= 5 && is_thing(gap.1) && differ(gap.0, gap.1, marks) {
            return true;
        }
        here += length;
        (one, other, shared) = (here, start + length, length);
    }
    // What both clauses end on, where they are the same up to it: 两个议事规则的修订 is told as 两个议事规则重新印发.
    let (promised, told) = (&promised[one..], &told[other..]);
    shared >= 8 && told.len() <= 8 && is_thing(told) && differ(promised, told, marks)
}

/// Where the longest stretch that both share from the beginning of the first on begins in the second.
fn run(promised: &[char], told: &[char]) -> Option<(usize, usize)> {
    (0..told.len())
        .map(|place| {
            let pairs = promised.iter().zip(&told[place..]);
            (place, pairs.take_while(|(one, other)| one == other).count())
        })
        .max_by_key(|(place, length)| (*length, usize::MAX - place))
        .filter(|(_, length)| *length >= 2)
}

/// Whether a stretch may name a thing: no count stands in it, and nothing that tells what was done. 各配一名专职 is told as
/// 有了不顶岗的, and nothing was put in its place. Nor is what only describes the next thing: 自行车棚, 那个堆破烂的车棚.
fn is_thing(stretch: &[char]) -> bool {
    const TELLING: &str = "一二三四五六七八九十百两几半了过就都被有由先后";
    let tells = |character: &char| character.is_ascii_digit() || TELLING.contains(*character);
    let describes = matches!(stretch, ['那' | '这', .., '的']);
    !describes && !stretch.iter().any(tells)
}

/// Whether two stretches between the same neighbours name different things.
fn differ(promised: &[char], told: &[char], marks: &[Gram]) -> bool {
    let things = |stretch: &[char]| -> Vec<Gram> {
        let mut found = grams(&stretch.iter().collect::<String>());
        found.retain(|gram| kind(*gram) != Kind::Pair);
        found
    };
    let (one, other) = (things(promised), things(told));
    let characters = |found: &[Gram]| {
        let single = found.iter().filter(|gram| kind(**gram) == Kind::Character);
        single.count()
    };
    let named = one
        .iter()
        .filter(|gram| marks.binary_search(gram).is_ok())
        .count();
    // Of a long name one character may stand elsewhere by chance.
    characters(&one).min(characters(&other)) >= 2 && named <= usize::from(one.len() >= 5)
}
