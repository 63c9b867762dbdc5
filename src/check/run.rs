//! Runs the checks and settles what shows: severity, which finding silences which, caps.

use super::other_kind::foreign;
use super::placeholders::is_unfilled;
use super::registry::CHECKS;
use super::{Arg, Context, Finding, Sink};
use crate::profile::Profile;
use crate::ruleset::{Bilingual, Rules, Severity, SeverityRule, Strength};
use crate::structure::Role;

/// How many findings of one code are shown; the rest is counted.
const SHOWN: usize = 5;
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
    cap(&mut judged);
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
    let reason = Bilingual {
        zh: zh.to_owned(),
        en: en.to_owned(),
    };
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
        return Bilingual {
            zh: format!("文字规范：{}", title.zh),
            en: format!("text hygiene: {}", title.en),
        };
    }
    if !named {
        return Bilingual {
            zh: format!("一般要求：避免“{}”", title.zh),
            en: format!("common practice: avoid “{}”", title.en),
        };
    }
    let zh = profile
        .guards
        .demand
        .get(code)
        .cloned()
        .unwrap_or_else(|| format!("防止“{}”", title.zh));
    Bilingual {
        zh,
        en: format!("the scheme names this fault: {}", title.en),
    }
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
                heavier.finding.related.push((Bilingual { zh, en }, None));
            }
        }
    }
    *judged = kept;
}

fn cap(judged: &mut Vec<Judged>) {
    let mut kept: Vec<Judged> = Vec::with_capacity(judged.len());
    for one in judged.drain(..) {
        let shown = if one.finding.code.starts_with("PLG") || one.finding.code.starts_with("TOP") {
            SHOWN_MATTERS
        } else {
            SHOWN
        };
        let same = kept
            .iter()
            .filter(|other| other.finding.code == one.finding.code)
            .count();
        if same < shown {
            kept.push(one);
        } else if let Some(last) = kept
            .iter_mut()
            .rev()
            .find(|other| other.finding.code == one.finding.code)
        {
            last.repeats += 1;
        }
    }
    *judged = kept;
}
