//! Which findings are shown: the heavier stands for the lighter, and repeats are counted.

use rustc_hash::FxHashMap;

use super::copied::is_copied;
use super::run::Judged;
use super::{Arg, Context, Finding};
use crate::ruleset::Bilingual;
use crate::structure::Role;

/// How many findings of one code, or repeats of one slip in wording, are shown; the rest is counted.
const SHOWN: usize = 5;
/// Whoever mends all that he is shown has mended all: slips that differ are shown up to so many of a code.
const SHOWN_SLIPS: usize = 20;
/// Pledges and problems are each a matter of their own.
const SHOWN_MATTERS: usize = 20;

/// One fault, one finding: the heavier stands for the lighter, which it names.
pub(super) fn silence(judged: &mut Vec<Judged>, context: &Context<'_>) {
    let raised = |judged: &[Judged], code: &str| judged.iter().any(|one| one.finding.code == code);
    let missing = |judged: &[Judged], role: Role| {
        judged.iter().any(|one| {
            one.finding.code == "STR001"
                && one
                    .finding
                    .args
                    .iter()
                    .any(|(_, arg)| *arg == Arg::Role(role))
        })
    };
    let about = |one: &Judged, roles: &[Role]| {
        one.finding
            .args
            .iter()
            .any(|(_, arg)| matches!(arg, Arg::Role(role) if roles.contains(role)))
    };
    if raised(judged, "GRD106") {
        let silent = |one: &Judged| {
            matches!(
                one.finding.code,
                "SHR001" | "GRD002" | "GRD003" | "GRD004" | "GRD005" | "GRD108"
            ) || (one.finding.code == "STR001" && about(one, &[Role::Problem, Role::Cause]))
        };
        take_over(judged, "GRD106", silent, context);
    }
    if raised(judged, "STR004") {
        judged.retain(|one| one.finding.code != "GRD007");
    }
    if missing(judged, Role::Cause) {
        judged.retain(|one| one.finding.code != "GRD005");
    }
    if missing(judged, Role::Plan) {
        judged.retain(|one| one.finding.code != "GRD006" && one.finding.code != "GRD108");
    }
    if is_copied(judged, context) {
        judged.retain(|one| one.finding.code != "GRD107");
    }
}

/// Lets one code stand for findings of others, which it names.
fn take_over(
    judged: &mut Vec<Judged>,
    by: &str,
    silent: impl Fn(&Judged) -> bool,
    context: &Context<'_>,
) {
    let (gone, mut kept): (Vec<Judged>, Vec<Judged>) =
        judged.drain(..).partition(|one| silent(one));
    if let Some(heavier) = kept.iter_mut().find(|one| one.finding.code == by) {
        let mut named = Vec::new();
        for one in gone {
            // A part that the scheme demands is missed as badly under another name.
            if one.severity > heavier.severity {
                heavier.severity = one.severity;
                heavier.strength = one.strength;
                heavier.demand.clone_from(&one.demand);
            }
            if !named.contains(&one.finding.code) {
                named.push(one.finding.code);
                let title = context
                    .rules
                    .check(one.finding.code)
                    .map(|rule| rule.title.clone())
                    .unwrap_or_default();
                let zh = format!(
                    "同时包含 {}（{}），不再重复提出",
                    one.finding.code, title.zh
                );
                let en = format!("stands for {} ({}) too", one.finding.code, title.en);
                heavier.finding.related.push((Bilingual::new(zh, en), None));
            }
        }
    }
    *judged = kept;
}

/// Leaves out what says the same again: the same slip in wording, and of other codes what one code found.
pub(super) fn cap(judged: &mut Vec<Judged>, text: &str) {
    let mut kept: Vec<Judged> = Vec::with_capacity(judged.len());
    // How many of a kind are shown, and where the last of them stands.
    let mut of_code: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    let mut of_slip: FxHashMap<(&str, &str), (usize, usize)> = FxHashMap::default();
    for one in judged.drain(..) {
        let code = one.finding.code;
        let of_code = of_code.entry(code).or_default();
        let mut full = (of_code.0 >= most(code)).then_some(of_code.1);
        if let Some(slip) = slip(&one.finding, text) {
            let same = of_slip.entry((code, slip)).or_default();
            if same.0 >= SHOWN {
                full = Some(same.1);
            } else if full.is_none() {
                *same = (same.0 + 1, kept.len());
            }
        }
        match full {
            Some(place) => kept[place].repeats += 1,
            None => {
                *of_code = (of_code.0 + 1, kept.len());
                kept.push(one);
            }
        }
    }
    *judged = kept;
}

/// How many findings of a code are shown, whatever they say.
fn most(code: &str) -> usize {
    match code.get(..3) {
        Some("PLG" | "TOP") => SHOWN_MATTERS,
        Some("TRM" | "TXT") => SHOWN_SLIPS,
        _ if code == "STR003" => SHOWN_SLIPS,
        _ => SHOWN,
    }
}

/// The words in which a slip repeats another one; a mark without its partner and a number repeat none.
fn slip<'t>(finding: &Finding, text: &'t str) -> Option<&'t str> {
    if !finding.code.starts_with('T') || matches!(finding.code, "TOP001" | "TXT006") {
        return None;
    }
    text.get(finding.range.clone()?)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::check::choice::Choice;
    use crate::check::run::judge;
    use crate::check::testing::{profile, rules};

    fn capped(text: &str, slip: impl Fn(usize) -> Range<usize>, count: usize) -> Vec<usize> {
        let finding = |number| Finding::new("TXT007", "hit").at(slip(number));
        let mut judged: Vec<Judged> = (0..count)
            .filter_map(|number| judge((profile(), rules()), finding(number), &Choice::default()))
            .collect();
        cap(&mut judged, text);
        judged.iter().map(|one| one.repeats).collect()
    }

    #[test]
    fn only_repeats_of_one_slip_are_capped() {
        let text = "布暑".repeat(9);
        let same = capped(&text, |number| number * 6..number * 6 + 6, 9);
        assert_eq!(same, [0, 0, 0, 0, 4]);
        let text: String = ('一'..).take(40).collect();
        let different = |number| number * 3..number * 3 + 3;
        assert_eq!(capped(&text, different, 13), [0; 13]);
        let many = capped(&text, different, 40);
        assert_eq!(
            (many.len(), many.last()),
            (SHOWN_SLIPS, Some(&(40 - SHOWN_SLIPS)))
        );
    }
}
