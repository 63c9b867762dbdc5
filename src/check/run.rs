//! Runs the checks and settles what shows: severity, which finding silences which, caps.

use rustc_hash::FxHashMap;

use super::other_kind::foreign;
use super::registry::CHECKS;
use super::unfilled::is_unfilled;
use super::{Arg, Context, Finding, Sink};
use crate::profile::Profile;
use crate::ruleset::{Bilingual, Rules, Severity, SeverityRule, Strength};
use crate::structure::Role;

/// How many findings of one code, or repeats of one slip in wording, are shown; the rest is counted.
const SHOWN: usize = 5;
/// Whoever mends all that he is shown has mended all: slips that differ are shown up to so many of a code.
const SHOWN_SLIPS: usize = 20;
/// Pledges and problems are each a matter of their own.
const SHOWN_MATTERS: usize = 20;

/// Guards are about a report as a whole: under so many 字 there is none.
pub const GUARDS_FROM: usize = 250;

/// What the user chose.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// Raise guards of mere practice to warnings.
    pub strict_guards: bool,
    /// Only codes that begin with one of these; empty for all.
    pub select: Vec<String>,
    /// No codes that begin with one of these.
    pub ignore: Vec<String>,
}

impl Choice {
    /// Whether layout is asked for by name, so that it is looked at whatever the scheme says.
    pub fn asks_for_layout(&self) -> bool {
        self.asks_for("FMT")
    }

    /// Whether codes of a family (`FMT`) are selected by name.
    pub fn asks_for(&self, family: &str) -> bool {
        self.select
            .iter()
            .any(|prefix| prefix.starts_with(family) || family.starts_with(prefix.as_str()))
    }

    /// Whether findings of a code are wanted.
    pub fn wants(&self, code: &str) -> bool {
        let begins = |list: &[String]| list.iter().any(|prefix| code.starts_with(prefix.as_str()));
        (self.select.is_empty() || begins(&self.select)) && !begins(&self.ignore)
    }
}

/// A finding with its severity and the demand it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What was found.
    pub finding: Finding,
    /// How grave.
    pub severity: Severity,
    /// How strong the demand is.
    pub strength: Strength,
    /// The demand in words.
    pub demand: Bilingual,
    /// How many more of the same were left out.
    pub repeats: usize,
}

/// All that the checks gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdicts {
    /// In the order of the text, those without a place first.
    pub judged: Vec<Judged>,
    /// Every finding that counts, before caps: what the rubric reads.
    pub counted: Vec<Judged>,
    /// Codes that could not be judged, and why.
    pub not_judged: Vec<(String, Bilingual)>,
    /// What the user chose: a check that was not run found nothing and proves nothing.
    pub choice: Choice,
}

/// Runs all checks that are in force.
pub fn run(context: &Context<'_>, choice: &Choice) -> Verdicts {
    if is_unfilled(context.draft.document) {
        let finding = Finding::new("TXT001", "template");
        let zh = "模板还没有填写，其他检查都没有做";
        let en = "the template is not filled in, so nothing else was checked";
        return alone(context, choice, finding, (zh, en));
    }
    if let Some(finding) = foreign(context) {
        let zh = "正文几乎没有汉字，其他检查都没有做";
        let en = "hardly any of the text is Han, so nothing else was checked";
        return alone(context, choice, finding, (zh, en));
    }
    let mut sink = Sink::default();
    let too_short = context.draft.measures.words < GUARDS_FROM;
    for check in CHECKS {
        let mut codes = check
            .codes
            .iter()
            .filter(|code| choice.wants(code) && in_force(context.profile, code));
        let Some(first) = codes.next() else { continue };
        if too_short && first.starts_with("GRD") {
            sink.not_judged(
                first,
                "文本太短，不足以判断",
                "the text is too short to tell",
            );
            continue;
        }
        (check.run)(context, &mut sink);
    }
    let mut judged: Vec<Judged> = sink
        .findings
        .into_iter()
        .filter(|finding| choice.wants(finding.code) && in_force(context.profile, finding.code))
        .filter_map(|finding| judge((context.profile, context.rules), finding, choice))
        .collect();
    silence(&mut judged, context);
    judged.sort_by_key(|judged| {
        (
            judged
                .finding
                .range
                .as_ref()
                .map_or(0, |range| range.start + 1),
            judged.finding.code,
        )
    });
    let counted = judged.clone();
    cap(&mut judged, context.draft.text.as_str());
    let not_judged = sink
        .not_judged
        .into_iter()
        .filter(|(code, _)| choice.wants(code) && in_force(context.profile, code));
    Verdicts {
        judged,
        counted,
        not_judged: not_judged
            .map(|(code, reason)| (code.to_owned(), reason))
            .collect(),
        choice: choice.clone(),
    }
}

/// Stands for all codes among those that were not judged.
pub const ALL: &str = "*";

/// A document of which there is but one thing to say, and why nothing else was judged.
fn alone(
    context: &Context<'_>,
    choice: &Choice,
    finding: Finding,
    (zh, en): (&str, &str),
) -> Verdicts {
    let judged: Vec<Judged> = choice
        .wants(finding.code)
        .then(|| judge((context.profile, context.rules), finding, choice))
        .flatten()
        .into_iter()
        .collect();
    let reason = Bilingual::new(zh, en);
    Verdicts {
        counted: judged.clone(),
        judged,
        not_judged: vec![(ALL.to_owned(), reason)],
        choice: choice.clone(),
    }
}

/// Whether the scheme asks for a check at all.
pub fn in_force(profile: &Profile, code: &str) -> bool {
    if code.starts_with("GRD") {
        return profile
            .guards
            .named
            .iter()
            .chain(&profile.guards.practice)
            .any(|guard| guard == code);
    }
    let shares =
        |wanted: &dyn Fn(&[Role]) -> bool| profile.shares.iter().any(|share| wanted(&share.roles));
    match code {
        "LEN001" => profile.length.is_some(),
        "LEN002" => !profile.part_lengths.is_empty(),
        "LEN003" => profile.speech.is_some(),
        "SHR001" => shares(&|roles| roles.contains(&Role::Problem) && !roles.contains(&Role::Plan)),
        "SHR002" => shares(&|roles| roles.contains(&Role::Achievement)),
        "SHR003" => shares(&|roles| roles == [Role::Plan]),
        "SHR004" => shares(&|roles| roles.contains(&Role::Problem) && roles.contains(&Role::Plan)),
        "STR001" => !profile.parts.required.is_empty(),
        "TOP001" => !profile.topics.is_empty(),
        "PLG003" => profile.rectification.is_some(),
        "PLG004" => profile.pledge.is_some(),
        "FMT001" | "FMT002" | "FMT003" | "FMT004" => profile.format.is_some(),
        _ => true,
    }
}

/// Gives a finding its severity and the demand it rests on.
pub fn judge(
    (profile, rules): (&Profile, &Rules),
    finding: Finding,
    choice: &Choice,
) -> Option<Judged> {
    let rule = rules.check(finding.code)?;
    let named = profile
        .guards
        .named
        .iter()
        .any(|guard| guard == finding.code);
    let by_strength = |strength| {
        if strength == Strength::Hard {
            Severity::Error
        } else {
            Severity::Warning
        }
    };
    let strength = match rule.severity {
        SeverityRule::Guard if named => profile.effective(Strength::Hard),
        SeverityRule::Guard => Strength::Practice,
        SeverityRule::Demand | SeverityRule::Topic => {
            profile.effective(finding.strength.unwrap_or(Strength::Soft))
        }
        _ => finding.strength.unwrap_or(Strength::Practice),
    };
    let severity = finding.severity.unwrap_or(match rule.severity {
        SeverityRule::Guard if named && finding.code == "GRD106" => Severity::Error,
        SeverityRule::Guard if named || choice.strict_guards => Severity::Warning,
        SeverityRule::Guard => Severity::Info,
        SeverityRule::Demand => by_strength(strength),
        SeverityRule::Topic => Severity::Warning,
        other => other.fixed().unwrap_or(Severity::Warning),
    });
    let thin = finding.thin || finding.confidence < 0.45;
    let severity = if thin { severity.lowered() } else { severity };
    let demand = finding
        .demand
        .clone()
        .unwrap_or_else(|| demand(profile, rules, finding.code, named));
    Some(Judged {
        finding,
        severity,
        strength,
        demand,
        repeats: 0,
    })
}

/// The demand in the scheme's sense; practice never says 要求.
fn demand(profile: &Profile, rules: &Rules, code: &str, named: bool) -> Bilingual {
    let title = rules
        .check(code)
        .map(|rule| rule.title.clone())
        .unwrap_or_default();
    if code.starts_with("TRM") || code.starts_with("TXT") {
        return Bilingual::new(
            format!("文字规范：{}", title.zh),
            format!("text hygiene: {}", title.en),
        );
    }
    if !named {
        return Bilingual::new(
            format!("一般要求：避免“{}”", title.zh),
            format!("common practice: avoid “{}”", title.en),
        );
    }
    let zh = profile
        .guards
        .demand
        .get(code)
        .cloned()
        .unwrap_or_else(|| format!("防止“{}”", title.zh));
    Bilingual::new(zh, format!("the scheme names this fault: {}", title.en))
}

/// One fault, one finding: the heavier stands for the lighter, which it names.
fn silence(judged: &mut Vec<Judged>, context: &Context<'_>) {
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
    let copied = judged.iter().any(|one| {
        one.finding.code == "GRD105"
            && one.finding.args.iter().any(|(_, arg)| matches!(arg, Arg::Share(share) if *share > context.threshold("GRD105", "fail")))
    });
    if copied {
        judged.retain(|one| one.finding.code != "GRD107");
    }
}

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
fn cap(judged: &mut Vec<Judged>, text: &str) {
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

    use super::super::testing::{profile, rules};
    use super::*;

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
