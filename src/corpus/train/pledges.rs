//! Fits `rules/pledge/weights.tsv` on the tagged pledges of annotated reports.
//!
//! The traits are weighed by conditional logit: of all pieces and “no answer”, the tagged one shall be the
//! likeliest. Whether the best piece is an answer is decided by logistic regression on scores from weights
//! that saw no report of the same writer, since weights flatter the reports they were fitted on.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::descent::descend;
use crate::corpus::{Entry, bare};
use crate::pledge::decision::{self, Best, SEEN, Seen, best};
use crate::pledge::matching::{Finder, others, yield_to_better};
use crate::pledge::traits::{COUNT, NAMES, Promise};
use crate::pledge::weights::WEIGHTS;
use crate::pledge::{Pledge, from_document};
use crate::ruleset::Rules;
use crate::structure::{Draft, Model};

/// The first traits tell what a piece shares with the promise: sharing more never counts against it.
const OVERLAP: usize = 12;
/// Keeps the weights of traits small.
const RIDGE: f64 = 0.002;
/// Keeps the weights of the decision small.
const DECISION_RIDGE: f64 = 0.0015;

/// A tagged promise held against every piece of the report.
struct Case {
    /// None for a promise without a tag, which still claims pieces.
    missing: Option<bool>,
    /// None for a plan, which answers nothing.
    traits: Vec<Option<[f32; COUNT]>>,
    /// The pieces that hold the words of the tagged evidence.
    right: Vec<bool>,
    promise: Promise,
    repeated: f32,
}

/// The promises of a report.
struct Report {
    writer: String,
    cases: Vec<Case>,
}

/// Fits the weights; the text is that of `rules/pledge/weights.tsv`. What is set by hand is kept.
///
/// # Errors
/// A built-in role model that cannot be read, or no pledges tagged as missing or answered.
pub fn fit(entries: &[&Entry]) -> Result<String, String> {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).map_err(|error| error.to_string())?;
    let reports: Vec<Report> = entries
        .iter()
        .filter(|entry| !entry.annotated.head.pledge.is_empty())
        .filter_map(|entry| report(entry, &rules, &model))
        .collect();
    let statuses: BTreeSet<bool> = reports
        .iter()
        .flat_map(|report| report.cases.iter().filter_map(|case| case.missing))
        .collect();
    if statuses.len() < 2 {
        return Err("语料中没有足够的承诺标注".to_owned());
    }
    let writers: BTreeSet<&str> = reports
        .iter()
        .map(|report| report.writer.as_str())
        .collect();
    let mut judged = Vec::new();
    for writer in writers {
        let (own, others): (Vec<&Report>, Vec<&Report>) =
            reports.iter().partition(|report| report.writer == writer);
        let weights = weigh(&others);
        for report in own {
            judged.extend(best_scores(report, &weights));
        }
    }
    let all: Vec<&Report> = reports.iter().collect();
    Ok(written(&weigh(&all), &decide(&judged)))
}

fn report(entry: &Entry, rules: &Rules, model: &Model) -> Option<Report> {
    let last = Draft::new(&entry.previous.as_ref()?.document, rules, model);
    let this = Draft::new(&entry.annotated.document, rules, model);
    let pledges = from_document(&last);
    let finder = Finder::new(&last, &this);
    let case = |(place, pledge): (usize, &Pledge)| {
        let mut tags = entry.annotated.head.pledge.iter();
        let tag = tags.find(|tag| tag.is_of(&pledge.text));
        let evidence = tag.map_or(String::new(), |tag| bare(&tag.evidence));
        let place = (place as f32 + 0.5) / pledges.len() as f32;
        let promise = finder.promise(&pledge.range, place);
        let holds = |text: &str| !evidence.is_empty() && bare(text).contains(&evidence);
        Case {
            missing: tag.map(|tag| tag.status == "missing"),
            traits: finder.traits(&promise),
            right: finder
                .pieces
                .iter()
                .map(|piece| holds(this.own(piece.range.clone())))
                .collect(),
            repeated: finder.repeated(&promise).map_or(0.0, |(_, share)| share),
            promise,
        }
    };
    Some(Report {
        writer: entry.writer().to_owned(),
        cases: pledges.iter().enumerate().map(case).collect(),
    })
}

fn dot(traits: &[f32; COUNT], weights: &[f64]) -> f64 {
    let pairs = traits.iter().zip(weights);
    pairs
        .map(|(value, weight)| f64::from(*value) * weight)
        .sum()
}

/// The weights of the traits and, last, what a piece must reach to beat “no answer”.
fn weigh(reports: &[&Report]) -> Vec<f64> {
    // A promise whose tagged piece is not found teaches nothing of pieces.
    let told = |case: &&Case| {
        let mut answers = case.right.iter().zip(&case.traits);
        case.missing == Some(true)
            || case.missing.is_some() && answers.any(|(right, piece)| *right && piece.is_some())
    };
    let cases: Vec<&Case> = reports
        .iter()
        .flat_map(|report| report.cases.iter().filter(told))
        .collect();
    descend(COUNT + 1, OVERLAP, |point| {
        let mut slope: Vec<f64> = point.iter().map(|weight| RIDGE * weight).collect();
        slope[COUNT] = 0.0;
        let part = 1.0 / cases.len().max(1) as f64;
        for case in &cases {
            let missing = case.missing == Some(true);
            let chances: Vec<f64> = case
                .traits
                .iter()
                .map(|piece| {
                    let score = piece.as_ref().map(|traits| dot(traits, point));
                    score.map_or(0.0, |score| (score - point[COUNT]).exp())
                })
                .collect();
            let whole = 1.0 + chances.iter().sum::<f64>();
            let pairs = chances.iter().zip(&case.right);
            let right: f64 = pairs.filter(|pair| *pair.1).map(|pair| pair.0).sum();
            let pieces = case.traits.iter().zip(&chances).zip(&case.right);
            for ((traits, chance), is_right) in pieces {
                let Some(traits) = traits else { continue };
                let wanted = if missing || !is_right {
                    0.0
                } else {
                    chance / right
                };
                let error = (chance / whole - wanted) * part;
                for (slope, value) in slope.iter_mut().zip(traits) {
                    *slope += error * f64::from(*value);
                }
            }
            slope[COUNT] += (1.0 / whole - f64::from(u8::from(missing))) * part;
        }
        slope
    })
}

/// What the decision sees of every tagged promise of a report, and whether it is answered.
fn best_scores(report: &Report, weights: &[f64]) -> Vec<(Seen, bool)> {
    let score = |piece: &Option<[f32; COUNT]>| {
        let score = piece.as_ref().map(|traits| dot(traits, weights));
        score.map_or(f32::NEG_INFINITY, |score| (score - weights[COUNT]) as f32)
    };
    let mut scores: Vec<Vec<f32>> = report
        .cases
        .iter()
        .map(|case| case.traits.iter().map(score).collect())
        .collect();
    yield_to_better(&mut scores, WEIGHTS.rival);
    let judged = report
        .cases
        .iter()
        .zip(scores.iter().zip(others(&scores)))
        .filter_map(|(case, (scores, others))| {
            let answered = !case.missing?;
            let (_, score) = best(scores).filter(|best| best.1.is_finite())?;
            let best = Best {
                score,
                others,
                repeated: case.repeated,
            };
            Some((best.seen(&case.promise), answered))
        });
    judged.collect()
}

/// Weights of what the decision sees.
///
/// Errors weigh as often as they occur. To weigh the few missing promises up to the answered ones sees a
/// fifth more of them and loses an eighth of the answered: no gain, and a kept promise told as missing is
/// the worse mistake.
fn decide(judged: &[(Seen, bool)]) -> Vec<f64> {
    descend(SEEN + 1, 0, |point| {
        let mut slope: Vec<f64> = point.iter().map(|weight| DECISION_RIDGE * weight).collect();
        slope[SEEN] = 0.0;
        for (seen, answered) in judged {
            let seen = || seen.iter().copied().chain([1.0]).map(f64::from);
            let sum: f64 = seen()
                .zip(point)
                .map(|(value, weight)| value * weight)
                .sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*answered));
            for (slope, value) in slope.iter_mut().zip(seen()) {
                *slope += error * value / judged.len() as f64;
            }
        }
        slope
    })
}

fn written(weights: &[f64], decision: &[f64]) -> String {
    let mut text = String::from(
        "# What speaks for a piece of the report being the answer to a promise: see src/corpus/train/pledges.rs.\n\
         # Written by `shuzhi corpus train`; @rival, @least and @substituted are set by hand and kept.\n",
    );
    let by_hand = [
        ("@rival", f64::from(WEIGHTS.rival)),
        ("@least", f64::from(WEIGHTS.least)),
        ("@substituted", f64::from(WEIGHTS.substituted)),
    ];
    let traits = NAMES.into_iter().chain(["@none"]);
    let decided = decision::NAMES.into_iter().chain(["@start"]);
    let rows = traits
        .zip(weights.iter().copied())
        .chain(decided.zip(decision.iter().copied()))
        .chain(by_hand);
    for (name, weight) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}\t{weight:.3}");
    }
    text
}
