//! How often a year what is promised comes round: 每季度讲党课1次 is four times.

use std::ops::Range;

use super::counted::{NEAR, clause, words_before};
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

/// How often a year a promised number of times or of days comes round: 每月一次 is 12.
pub(super) fn rhythm(last: &Draft<'_>, promised: &Quantity) -> f64 {
    let text = last.text.as_str();
    let times = matches!(promised.class, Class::Time | Class::Round);
    let days =
        promised.class == Class::Span && text[promised.range.clone()].ends_with(['天', '日']);
    if !(times && promised.value <= 4.0 || days && promised.value <= MOST_DAYS * HOURS) {
        return 1.0;
    }
    let own = clause(text, &promised.range);
    let before = sentence_before(text, &promised.range);
    let own_times = times_a_year(own);
    // 每月到车队蹲点2天，坐早班车1次: the second comes round with the first.
    let carried = || {
        let timed = own.contains(['年', '季', '月', '周', '期', '天', '日']);
        let clause = before.rsplit('，').nth(1).unwrap_or_default();
        named(clause).filter(|_| times && !timed).unwrap_or(1.0)
    };
    match own_times {
        1.0 => carried(),
        // 3月底前成立党小组，每月开会一次: from April on.
        12.0 => 12.0 - due_month(before),
        times => times,
    }
}

/// From so many days a month on what is promised is mostly no round.
const MOST_DAYS: f64 = 10.0;
/// A span is told in hours.
const HOURS: f64 = 24.0;

/// What of a number's sentence stands before it and is near.
fn sentence_before<'t>(text: &'t str, number: &Range<usize>) -> &'t str {
    let near = text[..number.start].char_indices().rev().take(NEAR);
    let near = near.take_while(|(_, mark)| !"。；！\n".contains(*mark));
    &text[near.last().map_or(number.start, |(at, _)| at)..number.start]
}

/// The month by which something is to be there that comes round then; 0 if none is named.
fn due_month(before: &str) -> f64 {
    let due = dates(before).into_iter().rev().filter(|date| date.deadline);
    let month = due.filter_map(|date| date.month).next();
    month.map_or(0.0, |month| f64::from(month.min(11)))
}

/// How often a year comes round what a clause promises.
pub(super) fn times_a_year(clause: &str) -> f64 {
    let times = named(clause).unwrap_or(1.0);
    // 五月到九月每月一次 is five.
    let months = months(clause).filter(|_| times == 12.0);
    months.unwrap_or(times)
}

/// How often a year comes round what a clause has the words for.
fn named(clause: &str) -> Option<f64> {
    let found = RHYTHMS.iter().find(|(words, _)| clause.contains(words));
    found.map(|(_, times)| *times)
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

/// Whether a rhythm is said to have been kept right behind a number: 去了十回，寒暑假除外月月不落.
pub(super) fn is_unbroken(text: &str, number: &Quantity) -> bool {
    const UNBROKEN: [&str; 9] = [
        "月月不落",
        "月月没落",
        "月月没断",
        "月月都去",
        "季季不落",
        "周周不落",
        "从未间断",
        "没有断过",
        "没断过",
    ];
    let behind: String = text[number.range.end..].chars().take(NEAR).collect();
    let sentence = behind.split(['。', '；']).next().unwrap_or_default();
    UNBROKEN.iter().any(|words| sentence.contains(words))
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
    let clause = words_before(text, promised, NEAR);
    let from = RHYTHMS
        .iter()
        .filter_map(|(rhythm, _)| clause.rfind(rhythm));
    let from = from.max().filter(|_| rhythm(last, promised) > 1.0);
    from.map_or(start, |at| start - (clause.len() - at))..promised.range.end
}
