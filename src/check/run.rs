//! Runs the checks and gives what they find its severity and the demand it rests on.

use super::choice::Choice;
use super::other_kind::foreign;
use super::registry::CHECKS;
use super::shown::{cap, silence};
use super::unfilled::is_unfilled;
use super::{Context, Finding, Sink};
use crate::profile::Profile;
use crate::ruleset::{Bilingual, Rules, Severity, SeverityRule, Strength};
use crate::structure::Role;

/// Guards are about a report as a whole: under so many 字 there is none.
pub const GUARDS_FROM: usize = 250;

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
