//! 文本自查分: findings and measures become scored dimensions, a grade and an outcome.
//!
//! Score of a dimension = max × (1 − Σ d·c), not below 0: d = 0.60 error, 0.35 warning, 0.10 info; c = confidence;
//! further findings of the same code count a quarter each, to twice the first at most.

mod gained;

use std::collections::BTreeMap;

use crate::check::copied::is_copied;
use crate::check::{ALL, Choice, Context, Judged, Verdicts, in_force};
use crate::output::report::{Dimension, Lost, Rubric, Verdict};
use crate::profile::{Profile, Weights};
use crate::ruleset::{Bilingual, Lang, Severity};

/// A dimension: id, titles, and the codes that cost points in it.
struct Kind {
    id: &'static str,
    title: (&'static str, &'static str),
    codes: &'static [&'static str],
    weight: fn(&Weights) -> u32,
}

const KINDS: [Kind; 8] = [
    Kind {
        id: "content",
        title: ("内容完整", "content"),
        codes: &["TOP001", "STR001"],
        weight: |weights| weights.content,
    },
    Kind {
        id: "length",
        title: ("篇幅与比例", "length and shares"),
        codes: &[
            "LEN001", "LEN002", "LEN003", "SHR001", "SHR002", "SHR003", "SHR004",
        ],
        weight: |weights| weights.length,
    },
    Kind {
        id: "facts",
        title: ("履职写实", "facts"),
        codes: &["GRD001", "GRD007", "GRD103", "GRD104"],
        weight: |weights| weights.facts,
    },
    Kind {
        id: "own",
        title: ("本人履职", "own duty"),
        codes: &["GRD004", "GRD101", "GRD102"],
        weight: |weights| weights.own,
    },
    Kind {
        id: "problems",
        title: ("问题查摆", "problems"),
        codes: &["GRD002", "GRD003", "GRD106", "GRD107"],
        weight: |weights| weights.problems,
    },
    Kind {
        id: "causes",
        title: ("原因剖析", "causes"),
        codes: &["GRD005", "STR002"],
        weight: |weights| weights.causes,
    },
    Kind {
        id: "last-year",
        title: ("上年整改与承诺", "last year and pledges"),
        codes: &["PLG001", "PLG002", "PLG003", "PLG004", "GRD105"],
        weight: |weights| weights.last_year,
    },
    Kind {
        id: "measures",
        title: ("措施可行", "measures"),
        codes: &["GRD006", "GRD108"],
        weight: |weights| weights.measures,
    },
];

/// Told of headings, it only takes away.
const EMPTY_HEADING: &str = "STR002";

/// Scores a report from what was found and what could be judged.
pub fn score(
    context: &Context<'_>,
    verdicts: &Verdicts,
    lang: Lang,
    reason: &dyn Fn(&Judged) -> String,
) -> Rubric {
    let mut counted: Vec<&Judged> = verdicts.counted.iter().collect();
    drop_lighter_twin(&mut counted);
    let mut dimensions = Vec::new();
    let mut weights = Vec::new();
    for kind in KINDS {
        let weight = (kind.weight)(&context.profile.rubric);
        if weight == 0 {
            continue;
        }
        let judged = kind.codes.iter().any(|code| {
            // That no heading is empty says nothing of causes where none are told.
            let says =
                *code != EMPTY_HEADING || counted.iter().any(|one| one.finding.code == *code);
            says && is_judged(context.profile, verdicts, code)
        });
        weights.push(if judged { f64::from(weight) } else { 0.0 });
        let (lost, share) = losses(kind.codes, &counted, reason);
        dimensions.push((kind, judged, lost, share));
    }
    let judged_weight: f64 = weights.iter().sum();
    let mut total = 0.0;
    let mut entries = Vec::new();
    for ((kind, judged, lost, share), weight) in dimensions.into_iter().zip(weights) {
        let max = if judged_weight > 0.0 {
            weight * 100.0 / judged_weight
        } else {
            0.0
        };
        let score = max * (1.0 - share).max(0.0);
        total += score;
        let scale = if share > 1.0 { 1.0 / share } else { 1.0 };
        entries.push(Dimension {
            id: kind.id.to_owned(),
            title: if lang == Lang::Zh {
                kind.title.0
            } else {
                kind.title.1
            }
            .to_owned(),
            score: judged.then(|| tenth(score)),
            max: tenth(max),
            // What a finding denies earns nothing: 没有从书记本人找原因.
            gained: if judged && lost.iter().all(|lost| lost.code != "GRD005") {
                gained::gained(kind.id, context, lang)
            } else {
                Vec::new()
            },
            lost: lost
                .into_iter()
                .map(|lost| Lost {
                    points: tenth(lost.points * max * scale),
                    ..lost
                })
                .collect(),
        });
    }
    let total = tenth(total);
    // Where nothing could be judged there is nothing to grade, nor where a whole dimension was left out.
    let partly = left_out(context.profile, &verdicts.choice);
    let graded = judged_weight > 0.0 && !partly;
    let outcome = if graded {
        outcome(context, verdicts, total)
    } else {
        Verdict::Revise
    };
    let words = &context.profile.outcome;
    Rubric {
        total,
        grade: match (graded, lang) {
            (true, _) => grade(context.profile, total),
            (false, Lang::Zh) => "不评等次".to_owned(),
            (false, Lang::En) => "not graded".to_owned(),
        },
        outcome,
        outcome_text: match outcome {
            _ if partly => no_verdict().get(lang).to_owned(),
            Verdict::Pass => words.pass.clone(),
            Verdict::Revise => words.revise.clone(),
            Verdict::Rewrite => words.rewrite.clone(),
        },
        note: note().get(lang).to_owned(),
        dimensions: entries,
    }
}

/// Whether the user's choice leaves out all checks of a dimension that the scheme scores.
fn left_out(profile: &Profile, choice: &Choice) -> bool {
    KINDS.iter().any(|kind| {
        let mut codes = kind.codes.iter().filter(|code| in_force(profile, code));
        (kind.weight)(&profile.rubric) > 0
            && codes.clone().next().is_some()
            && !codes.any(|code| choice.wants(code))
    })
}

fn no_verdict() -> Bilingual {
    Bilingual::new(
        "只查了一部分，不作结论",
        "no verdict: only some checks were run",
    )
}

fn note() -> Bilingual {
    Bilingual::new(
        "文本自查分只衡量这份文字，供写作和审阅参考，不代替组织对人的评价；所写内容是否属实，无法从文字判断。",
        "The score measures this text as a reading aid and replaces nobody's judgement of the person; whether what is told is true cannot be judged by a text.",
    )
}

fn is_judged(profile: &Profile, verdicts: &Verdicts, code: &str) -> bool {
    in_force(profile, code)
        && verdicts.choice.wants(code)
        && verdicts
            .not_judged
            .iter()
            .all(|(other, _)| other != code && other != ALL)
}

/// SHR001 and GRD002 tell the same fault twice: only the heavier costs points.
fn drop_lighter_twin(counted: &mut Vec<&Judged>) {
    let heaviest = |counted: &[&Judged], code: &str| {
        counted
            .iter()
            .filter(|one| one.finding.code == code)
            .map(|one| cost(one))
            .fold(0.0, f64::max)
    };
    let (share, lopsided) = (heaviest(counted, "SHR001"), heaviest(counted, "GRD002"));
    if share > 0.0 && lopsided > 0.0 {
        let lighter = if share >= lopsided {
            "GRD002"
        } else {
            "SHR001"
        };
        counted.retain(|one| one.finding.code != lighter);
    }
}

fn cost(judged: &Judged) -> f64 {
    let weight = match judged.severity {
        Severity::Error => 0.60,
        Severity::Warning => 0.35,
        Severity::Info => 0.10,
    };
    weight * judged.finding.confidence
}

/// What each code costs, as a part of the dimension, and the sum.
fn losses(
    codes: &[&str],
    counted: &[&Judged],
    reason: &dyn Fn(&Judged) -> String,
) -> (Vec<Lost>, f64) {
    let mut by_code: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for judged in counted
        .iter()
        .filter(|judged| codes.contains(&judged.finding.code))
    {
        by_code.entry(judged.finding.code).or_default().push(judged);
    }
    let mut lost = Vec::new();
    let mut sum = 0.0;
    for (code, mut list) in by_code {
        list.sort_by(|a, b| cost(b).total_cmp(&cost(a)));
        let first = cost(list[0]);
        let further: f64 = list[1..].iter().map(|judged| cost(judged) * 0.25).sum();
        let points = (first + further).min(first * 2.0);
        sum += points;
        lost.push(Lost {
            code: code.to_owned(),
            points,
            reason: reason(list[0]),
        });
    }
    (lost, sum)
}

fn grade(profile: &Profile, total: f64) -> String {
    let place = profile
        .grades
        .cut_offs
        .iter()
        .position(|cut| total >= *cut)
        .unwrap_or(profile.grades.cut_offs.len());
    profile
        .grades
        .words
        .get(place)
        .or(profile.grades.words.last())
        .cloned()
        .unwrap_or_default()
}

fn outcome(context: &Context<'_>, verdicts: &Verdicts, total: f64) -> Verdict {
    let counted = &verdicts.counted;
    let copied = is_copied(counted, context);
    let no_problems = counted
        .iter()
        .any(|one| one.finding.code == "GRD106" && one.severity == Severity::Error);
    let named = context
        .profile
        .guards
        .named
        .iter()
        .any(|code| code == "GRD106");
    if no_problems && named || copied || total < 50.0 {
        return Verdict::Rewrite;
    }
    let errors = counted.iter().any(|one| one.severity == Severity::Error);
    let guards = counted
        .iter()
        .filter(|one| one.finding.code.starts_with("GRD") && one.severity == Severity::Warning)
        .count();
    // A text too short to be judged is no report that may stand.
    let short = context.draft.measures.words < crate::check::GUARDS_FROM;
    if short || errors || guards >= 3 || total < 80.0 {
        Verdict::Revise
    } else {
        Verdict::Pass
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
