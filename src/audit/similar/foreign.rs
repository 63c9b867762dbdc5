//! Names left in from a copied text: another report's own unit or writer in a passage that both share.

use std::ops::Range;

use serde::Serialize;

use super::compared::Compared;
use super::identity::{Identity, UnitNames};
use super::verify::{Passage, Side};
use crate::text::fold::{Habits, fold};

/// A name in a report that is the other one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Foreign {
    /// Whether the first of the two reports keeps it; else the other one does.
    pub in_a: bool,
    /// Where it stands: number of the passage in [`super::Pair::passages`], from 0.
    pub passage: usize,
    /// The same in bytes of that document's source.
    pub source: Range<usize>,
    /// The name.
    pub name: String,
}

/// The names that stand in passages of one report and are the other one's own.
pub(super) fn names(
    (a, own_a): (&Compared<'_>, &Identity),
    (b, own_b): (&Compared<'_>, &Identity),
    passages: &[Passage],
    names: &UnitNames,
) -> Vec<Foreign> {
    let mut found = Vec::new();
    for (in_a, text, own, other) in [(true, a, own_a, own_b), (false, b, own_b, own_a)] {
        let sought = sought(own, other, names);
        if sought.is_empty() {
            continue;
        }
        let mut sides: Vec<(usize, &Side)> = passages
            .iter()
            .map(|passage| if in_a { &passage.a } else { &passage.b })
            .enumerate()
            .collect();
        sides.sort_unstable_by_key(|(place, side)| (side.block, side.source.start, *place));
        for in_block in sides.chunk_by(|one, next| one.1.block == next.1.block) {
            for (name, passage, source) in stands(text, in_block, &sought, own) {
                found.push(Foreign {
                    in_a,
                    passage,
                    source,
                    name,
                });
            }
        }
    }
    in_order(&mut found);
    found
}

/// Sorts names by report and place.
pub(super) fn in_order(found: &mut [Foreign]) {
    found.sort_unstable_by(|one, other| {
        let key = |name: &Foreign| (!name.in_a, name.passage, name.source.start);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.name.cmp(&other.name))
    });
}

/// The other report's names that have no place in this one. A unit above both is no stranger, and whether one is above
/// can only be told where this report's own unit of that level is known.
fn sought<'i>(own: &Identity, other: &'i Identity, names: &UnitNames) -> Vec<&'i str> {
    let lowest = own.units.iter().map(|unit| names.level(unit)).min();
    let units = other.units.iter().filter(|unit| {
        let level = names.level(unit);
        let same = |mine: &String| mine.contains(unit.as_str()) || unit.contains(mine.as_str());
        let comparable = own.units.iter().any(|mine| names.level(mine) == level)
            || lowest.is_some_and(|lowest| level <= lowest);
        comparable && !own.units.iter().any(same) && unit.chars().count() > 2
    });
    let people = other
        .names
        .iter()
        .filter(|name| !own.names.is_empty() && !own.names.contains(name));
    units.chain(people).map(String::as_str).collect()
}

/// Where some names stand in passages of one paragraph, outside this report's own names: name, passage, bytes of the
/// source. The passages are sorted by where they begin.
fn stands(
    text: &Compared<'_>,
    sides: &[(usize, &Side)],
    sought: &[&str],
    own: &Identity,
) -> Vec<(String, usize, Range<usize>)> {
    let block = sides
        .first()
        .and_then(|(_, side)| text.document().blocks.get(side.block));
    let Some(block) = block else {
        return Vec::new();
    };
    let folded = fold(block.text.as_str(), Habits::default());
    let words = folded.as_str();
    let own_names = own.units.iter().chain(&own.names);
    let mut own_places: Vec<Range<usize>> =
        own_names.flat_map(|name| places(words, name)).collect();
    own_places.sort_by_key(|place| place.start);
    let mut found = Vec::new();
    for name in sought {
        for place in places(words, name) {
            let own = around(&own_places, &place, |own| own).next().is_some();
            let source = block.text.origin(folded.origin(place));
            let passage = around(sides, &source, |(_, side)| &side.source).next();
            if let Some(passage) = passage.map(|(passage, _)| *passage).filter(|_| !own) {
                found.push(((*name).to_owned(), passage, source));
            }
        }
    }
    found
}

/// Those of some stretches, sorted by where they begin, that hold a place; the nearest few are looked at, as stretches
/// of one text seldom lie over each other.
fn around<'s, T>(
    sorted: &'s [T],
    place: &'s Range<usize>,
    range: fn(&T) -> &Range<usize>,
) -> impl Iterator<Item = &'s T> {
    let after = sorted.partition_point(|stretch| range(stretch).start <= place.start);
    let near = sorted.iter().take(after).rev().take(4);
    near.filter(move |stretch| place.end <= range(stretch).end)
}

fn places<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let places = text.match_indices(name);
    places
        .filter(|(_, found)| !found.is_empty())
        .map(|(at, found)| at..at + found.len())
}
