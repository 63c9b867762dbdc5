//! Whether the numbers told reach the numbers promised.

use std::ops::Range;

use super::ceiling::is_ceiling;
use super::counted::{
    NEAR, all_of, before, clause, each, is_base, is_fallen, is_given_up, is_growth, is_least,
    is_settled, lacking, left, of_the_year, one_by_one, one_of_them, only, reached, times_of,
};
use super::grams::{Kind, share_a_mark};
use super::late::DONE;
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use crate::structure::Draft;
use crate::text::count::is_han;
use crate::text::date::dates;

/// A number told that does not reach a number promised; both as bytes of their drafts' folded texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// The number promised.
    pub promised: Range<usize>,
    /// The number told.
    pub told: Range<usize>,
}

/// Classes that people use for one another when they count the same thing.
pub(super) fn comparable(one: Class, other: Class) -> bool {
    // 个 counts people, households and papers alike; none of these counts another.
    let things = [Class::Household, Class::Person, Class::Piece];
    let times = [Class::Time, Class::Round];
    one == other
        || one == Class::Thing && things.contains(&other)
        || other == Class::Thing && things.contains(&one)
        || times.contains(&one) && times.contains(&other)
}

/// Holds the numbers of a promise against those of its answer.
pub fn shortfall(
    last: &Draft<'_>,
    pledge: &str,
    promised: &[Quantity],
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let asked = promised.iter().find(|number| number.class == Class::Share);
    let asked = asked.map_or(1.0, |share| share.value);
    promised
        .iter()
        .filter(|number| {
            (number.class != Class::Span || is_least(last.text.as_str(), number))
                && !is_base(last.text.as_str(), number)
                && !is_ceiling(last, number)
        })
        // 投资30万元建中转站1座: of a work that stands it is well if less was spent.
        .filter(|number| number.class != Class::Money || !is_means(last, number, this, answer))
        .filter(|number| {
            number.value >= 2.0 || number.class == Class::Share || rhythm(last, number) > 1.0
        })
        .find_map(|number| {
            let base = base_of(last.text.as_str(), promised, number);
            short_of(last, pledge, (number, base), asked, this, answer)
        })
}

fn short_of(
    last: &Draft<'_>,
    pledge: &str,
    (promised, base): (&Quantity, Option<&Quantity>),
    asked: f64,
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let text = this.text.as_str();
    if let Some(base) = base {
        let grown = |told: &&Quantity| told.class == promised.class && is_growth(text, told);
        let enough = |told: &Quantity| told.value + base.value >= promised.value - 1e-6;
        if answer.numbers.iter().filter(grown).any(enough) {
            return None;
        }
    }
    let own = clause(last.text.as_str(), &promised.range);
    let told: Vec<&Quantity> = answer
        .numbers
        .iter()
        .filter(|told| {
            let counted_alike = comparable(promised.class, told.class)
                || times_of(last.text.as_str(), promised, text, told);
            !told.ordinal && counted_alike
        })
        .filter(|told| {
            !left(text, told)
                && !is_base(text, told)
                && !is_fallen(text, told)
                && (each(text, told) <= own.contains(['每', '各']))
        })
        // 有一名联系人, 办一节课: one is mostly no count.
        .filter(|told| {
            let once =
                || matches!(told.class, Class::Time | Class::Round) && of_the_year(text, told);
            let named = || one_of_them(last.text.as_str(), promised, text, told);
            told.value >= 2.0 || told.class == Class::Share || only(text, told) || once() || named()
        })
        .collect();
    // 调解34起，调成21起: where things were to be settled, those that were are told, and not those that came up.
    let to_settle = to_settle(own);
    let settled =
        |told: &Quantity| to_settle && told.class == promised.class && is_settled(text, told);
    let told: Vec<&Quantity> = match told.iter().any(|told| settled(told)) {
        true => told.into_iter().filter(|told| settled(told)).collect(),
        false => told,
    };
    // A number of another unit, or of a unit that counts nearly everything, must count the same thing.
    let same_thing = |told: &Quantity| {
        let other = clause(text, &told.range);
        told.class == promised.class
            && !matches!(told.class, Class::Thing | Class::Person | Class::Piece)
            || own.is_empty()
            || settled(told)
            || share_a_mark(own, other, Kind::Pair)
                && (told.value >= promised.value * PLAIN
                    || share_a_mark(own, other, Kind::Character))
    };
    let plausible = |told: &Quantity| told.value >= promised.value * TINY || only(text, told);
    // Money is told less roundly than it is promised.
    let slack = if promised.class == Class::Money {
        0.95
    } else {
        1.0
    };
    let met = |told: &Quantity, wanted: f64| told.value >= wanted * slack - 1e-6;
    let repeated = told.iter().position(|told| {
        comparable(promised.class, told.class) && (told.value - promised.value).abs() < 1e-6
    });
    // 与86名学生结对 … 86个名字: what is promised is told, as people count the same thing.
    let reached_so = |told: &&Quantity| told.value == promised.value && !lacking(text, told);
    if repeated.is_none()
        && promised.value >= 3.0
        && told.iter().copied().any(|told| reached_so(&told))
    {
        return None;
    }
    let short = if let Some(place) = repeated {
        // 14个文化站，走到了9个: the first repeats the promise, the second tells.
        let base = told[place];
        told[place + 1..]
            .iter()
            .find(|told| {
                told.class == base.class
                    && told.value < promised.value * asked
                    && told.range.start - base.range.end < 60
                    && reached(text, told)
            })
            .filter(|told| !one_by_one(&text[base.range.end..told.range.start]))
            .filter(|_| !reached(text, base) && !all_of(text, base))
    } else {
        // 发展党员33名，其中女性6名: of 女性不少于8名 the second tells.
        let named = named(last.text.as_str(), promised);
        let of_that = |told: &&&Quantity| {
            let before: String = before(text, told).take(6).collect();
            named.as_ref().is_some_and(|named| before.contains(named))
        };
        let nearest = told.iter().any(|told| of_that(&told));
        // 支委会十二次，到党小组参加组会五次: a clause that speaks of what was promised tells it.
        let named_here =
            |told: &&&Quantity| share_a_mark(pledge, clause(text, &told.range), Kind::Character);
        let spoken = told
            .iter()
            .any(|told| named_here(&told) && same_thing(told) && plausible(told));
        let of_what_was_promised = |told: &&&Quantity| {
            same_thing(told)
                && plausible(told)
                && (!nearest || of_that(told))
                && (!spoken || named_here(told))
        };
        // 三个组换上了桌椅，28名党员认领了94户: what is counted as it was promised goes before what may be meant.
        let alike = told
            .iter()
            .any(|told| told.class == promised.class && of_what_was_promised(&told));
        let total = told
            .iter()
            .filter(of_what_was_promised)
            .filter(|told| !alike || told.class == promised.class)
            .max_by(|one, other| one.value.total_cmp(&other.value));
        // 31名上门送学，其余41名集中学: parts of what was promised.
        let parts = answer.numbers.iter().filter(|told| {
            told.class == promised.class && told.class != Class::Share && !told.ordinal
        });
        let sum: f64 = parts
            .filter(|told| !lacking(text, told) && !is_given_up(text, told))
            .map(|told| told.value)
            .sum();
        let rhythm = rhythm(last, promised);
        total.filter(|told| {
            let times = if told_alike(own, clause(text, &told.range)) {
                1.0
            } else if times_of(last.text.as_str(), promised, text, told) {
                times_a_year(own)
            } else {
                rhythm
            };
            let wanted = promised.value * if times > 1.0 { times * 0.9 } else { 1.0 };
            // As often as promised may mean every time.
            !met(told, wanted) && told.value != promised.value && sum != promised.value
        })
    };
    short.map(|told| Shortfall {
        promised: with_rhythm(last, promised),
        told: told.range.clone(),
    })
}

/// Whether it is promised that things are settled.
pub(super) fn to_settle(promise: &str) -> bool {
    const SETTLE: [&str; 7] = ["化解", "办结", "解决", "调解", "调处", "销号", "办理"];
    SETTLE.iter().any(|words| promise.contains(words))
}

/// Whether what was promised and what is told are counted over the same time: 每月不少于4次, 每月5次以上.
fn told_alike(promised: &str, told: &str) -> bool {
    let rhythm = |clause: &str| {
        RHYTHMS
            .iter()
            .position(|(rhythm, _)| clause.contains(rhythm))
    };
    rhythm(promised).is_some_and(|promised| rhythm(told) == Some(promised))
}

/// A promised number, from how often it comes round on: 每季度讲党课1次.
fn with_rhythm(last: &Draft<'_>, promised: &Quantity) -> Range<usize> {
    let text = last.text.as_str();
    let start = promised.range.start;
    let before: String = before(text, promised).take(NEAR).collect();
    let clause: String = before.chars().rev().collect();
    let from = RHYTHMS
        .iter()
        .filter_map(|(rhythm, _)| clause.rfind(rhythm));
    let from = from.max().filter(|_| rhythm(last, promised) > 1.0);
    from.map_or(start, |at| start - (clause.len() - at))..promised.range.end
}

/// Whether money is what a work was to cost, and the work is done.
fn is_means(last: &Draft<'_>, money: &Quantity, this: &Draft<'_>, answer: &Piece) -> bool {
    const SPENT: [&str; 5] = ["投资", "投入", "筹资", "筹集", "争取"];
    let near: Vec<char> = before(last.text.as_str(), money).take(6).collect();
    let near: String = near.iter().rev().collect();
    let told = this.folded(answer.range.clone());
    SPENT.iter().any(|word| near.contains(word)) && DONE.iter().any(|done| told.contains(done))
}

/// 由8条增加到12条: what there was before the promised number.
fn base_of<'q>(text: &str, promised: &'q [Quantity], number: &Quantity) -> Option<&'q Quantity> {
    promised.iter().find(|base| {
        base.class == number.class
            && base.range.end <= number.range.start
            && base.value < number.value
            && is_base(text, base)
            && text[base.range.end..number.range.start].chars().count() <= NEAR_BASE
    })
}

/// Characters between what there was and what there is to be.
const NEAR_BASE: usize = 10;

/// Words for how often something comes round, and how often that is in a year.
const RHYTHMS: [(&str, f64); 6] = [
    ("每两个月", 6.0),
    ("每月", 12.0),
    ("每个月", 12.0),
    ("每季", 4.0),
    ("每半年", 2.0),
    ("每学期", 2.0),
];

/// How often a year a promised number of times comes round: 每月一次 is 12.
fn rhythm(last: &Draft<'_>, promised: &Quantity) -> f64 {
    if !matches!(promised.class, Class::Time | Class::Round) || promised.value > 4.0 {
        return 1.0;
    }
    times_a_year(clause(last.text.as_str(), &promised.range))
}

/// How often a year comes round what a clause promises.
fn times_a_year(clause: &str) -> f64 {
    let found = RHYTHMS.iter().find(|(rhythm, _)| clause.contains(rhythm));
    let times = found.map_or(1.0, |(_, times)| *times);
    // 五月到九月每月一次 is five.
    let months = months(clause).filter(|_| times == 12.0);
    months.unwrap_or(times)
}

/// How many months a clause names from one to another: 五月到九月 are five.
fn months(clause: &str) -> Option<f64> {
    let named: Vec<_> = dates(clause)
        .into_iter()
        .filter_map(|date| Some((date.month?, date.range)))
        .collect();
    named.windows(2).find_map(|pair| {
        let between = clause.get(pair[0].1.end..pair[1].1.start)?;
        let runs = ["到", "至", "—", "-"].contains(&between) && pair[0].0 < pair[1].0;
        runs.then(|| f64::from(pair[1].0 - pair[0].0 + 1))
    })
}

/// Under this share of what was promised a number is told of another thing, unless 只 stands before it.
const TINY: f64 = 0.12;

/// From this share of what was promised on a number may be what became of it; a smaller one mostly counts another thing,
/// unless the clauses share more than a character.
const PLAIN: f64 = 0.25;

/// The two characters that name what is counted before a number, nearest first: 性女 of 女性不少于8名.
fn named(text: &str, number: &Quantity) -> Option<String> {
    const LIMITS: &str = "不少于低至达到上以超过满在共计约为";
    let mut found = before(text, number).skip_while(|mark| LIMITS.contains(*mark));
    let pair = [found.next()?, found.next()?];
    let han = pair.iter().all(|mark| is_han(*mark));
    han.then(|| pair.iter().collect())
}
