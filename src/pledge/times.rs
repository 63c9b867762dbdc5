//! How often a year what is promised comes round: 每季度讲党课1次 is four times.

use std::ops::Range;

use super::counted::{NEAR, before, clause};
use super::quantity::{Class, Quantity};
use crate::structure::Draft;
use crate::text::date::dates;

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
pub(super) fn rhythm(last: &Draft<'_>, promised: &Quantity) -> f64 {
    if !matches!(promised.class, Class::Time | Class::Round) || promised.value > 4.0 {
        return 1.0;
    }
    times_a_year(clause(last.text.as_str(), &promised.range))
}

/// How often a year comes round what a clause promises.
pub(super) fn times_a_year(clause: &str) -> f64 {
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

/// Whether what was promised and what is told are counted over the same time: 每月不少于4次, 每月5次以上.
pub(super) fn told_alike(promised: &str, told: &str) -> bool {
    let rhythm = |clause: &str| {
        RHYTHMS
            .iter()
            .position(|(rhythm, _)| clause.contains(rhythm))
    };
    rhythm(promised).is_some_and(|promised| rhythm(told) == Some(promised))
}

/// A promised number, from how often it comes round on: 每季度讲党课1次.
pub(super) fn with_rhythm(last: &Draft<'_>, promised: &Quantity) -> Range<usize> {
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
