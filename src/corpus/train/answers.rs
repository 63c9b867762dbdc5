//! Fits `rules/guard/unanswered.tsv`, by which GRD108 tells problems without a measure, on the passages of annotated reports.

use std::fmt::Write as _;

use super::descent::descend;
use crate::check::guard::sides::{Bounds, measures, problems};
use crate::check::guard::unanswered::{COUNT, Comparison, NAMES, START, Traits};
use crate::corpus::{Entry, bare};
use crate::ruleset::Rules;
use crate::structure::{Draft, Model};

const CODE: &str = "GRD108";
/// Keeps the weights small.
const RIDGE: f64 = 0.001;

/// A problem and whether a fair reviewer says that nothing answers it.
type Case = (Traits, bool);

/// Fits the weights; the text is that of `rules/guard/unanswered.tsv`.
///
/// # Errors
/// A built-in role model that cannot be read, or no problems with and without a measure.
pub fn fit(entries: &[&Entry]) -> Result<String, String> {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).map_err(|error| error.to_string())?;
    let threshold = |name: &str| {
        let rule = rules.check(CODE);
        rule.and_then(|rule| rule.threshold.get(name).copied())
            .ok_or_else(|| format!("{CODE}：{name}"))
    };
    let bounds = Bounds {
        least: threshold("least")? as usize,
        sentences: threshold("sentences")? as usize,
    };
    let cases: Vec<Case> = entries
        .iter()
        .filter(|entry| !entry.last_year)
        .flat_map(|entry| cases(entry, &rules, &model, bounds))
        .collect();
    let open = cases.iter().filter(|case| case.1).count();
    if open == 0 || open == cases.len() {
        return Err("语料中没有足够的 GRD108 标注".to_owned());
    }
    Ok(written(&weigh(&cases)))
}

/// The problems of a report; none where reviewers may differ, or where none of the passages is in a problem.
fn cases(entry: &Entry, rules: &Rules, model: &Model, bounds: Bounds) -> Vec<Case> {
    let head = &entry.annotated.head;
    let draft = Draft::new(&entry.annotated.document, rules, model);
    let (problems, measures) = (problems(&draft, bounds), measures(&draft));
    let listed = |codes: &[String]| codes.iter().any(|code| code == CODE);
    if listed(&head.borderline) || problems.len() < 2 || measures.is_empty() {
        return Vec::new();
    }
    let named = head.passages.get(CODE).into_iter().flatten();
    let passages: Vec<String> = named
        .filter(|_| listed(&head.expect))
        .map(|passage| bare(passage))
        .collect();
    let open = |range| {
        let text = bare(draft.own(range));
        passages.iter().any(|passage| text.contains(passage))
    };
    let mut comparison = Comparison::new(&problems, &measures);
    comparison.widen(&draft);
    let cases: Vec<Case> = comparison
        .traits()
        .into_iter()
        .zip(&problems)
        .map(|(traits, problem)| (traits, open(problem.all.clone())))
        .collect();
    match listed(&head.expect) && !cases.iter().any(|case| case.1) {
        true => Vec::new(),
        false => cases,
    }
}

/// Logistic regression. The traits are brought to one scale for it.
fn weigh(cases: &[Case]) -> [f64; COUNT + 1] {
    let part = 1.0 / cases.len() as f64;
    let mean = |of: &dyn Fn(&Case) -> f64| cases.iter().map(of).sum::<f64>() * part;
    let centre: Traits = std::array::from_fn(|place| mean(&|case| case.0[place]));
    let spread: Traits = std::array::from_fn(|place| {
        let square = mean(&|case| (case.0[place] - centre[place]).powi(2));
        square.sqrt().max(1e-6)
    });
    let scaled = |case: &Case, place: usize| (case.0[place] - centre[place]) / spread[place];
    let point = descend(COUNT + 1, 0, |point| {
        let mut slope: Vec<f64> = point.iter().map(|weight| RIDGE * weight).collect();
        slope[COUNT] = 0.0;
        for case in cases {
            let score: f64 = (0..COUNT)
                .map(|place| scaled(case, place) * point[place])
                .sum();
            let chance = 1.0 / (1.0 + (-score - point[COUNT]).exp());
            let error = (chance - f64::from(u8::from(case.1))) * part;
            for (place, slope) in slope.iter_mut().take(COUNT).enumerate() {
                *slope += error * scaled(case, place);
            }
            slope[COUNT] += error;
        }
        slope
    });
    let mut weights = [0.0; COUNT + 1];
    weights[COUNT] = point[COUNT];
    for place in 0..COUNT {
        weights[place] = point[place] / spread[place];
        weights[COUNT] -= weights[place] * centre[place];
    }
    weights
}

fn written(weights: &[f64; COUNT + 1]) -> String {
    let mut text = String::from(
        "# What speaks for a problem being left without a measure: see src/check/guard/unanswered.rs.\n\
         # Written by `shuzhi corpus train`.\n",
    );
    for (name, weight) in NAMES.into_iter().chain([START]).zip(weights) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}\t{weight:.3}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{COUNT, weigh};

    #[test]
    fn what_tells_open_problems_from_others_is_weighed() {
        let case = |first: f64, second: f64| {
            let mut traits = [1.0; COUNT];
            (traits[0], traits[1]) = (first, second);
            (traits, first < 2.0)
        };
        let cases: Vec<_> = (0..40)
            .map(|place| case(f64::from(place % 4), f64::from(place % 3)))
            .collect();
        let weights = weigh(&cases);
        assert!(weights[0] < -1.0, "{weights:?}");
        assert!(weights[1].abs() < 0.3, "{weights:?}");
        assert!(weights[COUNT] > 1.0, "{weights:?}");
    }
}
