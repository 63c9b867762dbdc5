//! Guards measured by cross-validation: the role model and the threshold come from other writers' reports.

use std::collections::BTreeMap;
use std::path::Path;

use super::eval::{EvalError, Evaluation, checker, measure};
use super::train::{FOLDS, Prepared, Recipe, fit, folds, model, prepare};
use super::{CodeFigures, Entry, UNTOUCHED, read};
use crate::check::{Choice, in_force};
use crate::checker::Checker;
use crate::ruleset::Rules;
use crate::structure::Model;

/// A model for each fold, learned from the others, and for each report the place of the model that does not know it.
///
/// # Errors
/// Weights that no table can hold.
pub fn models(
    entries: &[&Entry],
    prepared: &Prepared,
    recipe: &Recipe,
    scale: f64,
) -> Result<(Vec<Model>, Vec<usize>), EvalError> {
    let mut of = vec![0; entries.len()];
    let mut models = Vec::new();
    for (fold, (learn, hold)) in folds(entries, FOLDS).into_iter().enumerate() {
        for place in hold {
            of[place] = fold;
        }
        let weights = fit(prepared, &learn, recipe).weights("fold", scale);
        models.push(model(&weights).map_err(EvalError::Model)?);
    }
    Ok((models, of))
}

/// Measures the reports of a folder, those of the untouched part left out, each with the model that learned from the other writers among them.
///
/// # Errors
/// A folder, report or profile that cannot be used.
pub fn cross_evaluate(dir: &Path) -> Result<Evaluation, EvalError> {
    let entries = read(dir)?;
    let entries: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.part != UNTOUCHED)
        .collect();
    let rules = Rules::built_in();
    let committed = Model::parse(rules.model()).map_err(EvalError::Model)?;
    let prepared = prepare(&entries, &rules, &committed);
    let scale = f64::from(committed.scale());
    let (models, of) = models(&entries, &prepared, &Recipe::default(), scale)?;
    measure(&entries, |place| models.get(of[place]))
}

/// What one report says about a guard.
struct Case {
    name: String,
    fold: usize,
    expected: bool,
    near: bool,
    /// Whether the guard is raised, for each value of the threshold; once where there is nothing to choose.
    raised: Vec<bool>,
}

/// Figures of every guard over all reports whose scheme has it in force: for each fold of writers the value of the
/// threshold that does best on the other folds is taken. Borderline reports are left out.
///
/// # Errors
/// A profile that does not exist.
pub fn guards(
    entries: &[&Entry],
    models: &[Model],
    of: &[usize],
) -> Result<BTreeMap<String, CodeFigures>, EvalError> {
    let rules = Rules::built_in();
    let codes: Vec<&str> = rules.codes().filter(|code| super::is_guard(code)).collect();
    let mut cases: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        if entry.last_year {
            continue;
        }
        let head = &entry.annotated.head;
        let mut checker = checker(entry, models.get(of[place]))?;
        for code in &codes {
            let open = head.borderline.iter().any(|other| other == code);
            if open || !in_force(checker.profile(), code) {
                continue;
            }
            let listed = |list: &[String]| list.iter().any(|other| other == code);
            cases.entry(code).or_default().push(Case {
                name: entry.name.clone(),
                fold: of[place],
                expected: listed(&head.expect),
                near: listed(&head.near),
                raised: raised(&mut checker, entry, code, &rules),
            });
        }
    }
    Ok(cases
        .into_iter()
        .map(|(code, cases)| (code.to_owned(), figures(&cases, models.len())))
        .collect())
}

/// Whether a guard is raised under each value of its threshold.
fn raised(checker: &mut Checker, entry: &Entry, code: &str, rules: &Rules) -> Vec<bool> {
    // The checks that silence others must run with it.
    let select = ["GRD105", "GRD106", "STR001", code].map(str::to_owned);
    checker.choose(Choice {
        select: select.to_vec(),
        ..Choice::default()
    });
    let previous = entry.previous.as_ref().map(|previous| &previous.document);
    let raises = |checker: &Checker| {
        let checked = checker.check(&entry.annotated.document, previous);
        let diagnostics = &checked.report.diagnostics;
        diagnostics.iter().any(|diagnostic| diagnostic.code == code)
    };
    let Some((name, values)) = rules.check(code).and_then(|rule| rule.tune.iter().next()) else {
        return vec![raises(checker)];
    };
    let usual = checker.threshold(code, name);
    let raised = values.iter().map(|value| {
        checker.set_threshold(code, name, *value);
        raises(checker)
    });
    let raised = raised.collect();
    checker.set_threshold(code, name, usual);
    raised
}

fn figures(cases: &[Case], folds: usize) -> CodeFigures {
    let mut figures = CodeFigures::default();
    let choices = cases.first().map_or(1, |case| case.raised.len());
    for fold in 0..folds {
        let others = || cases.iter().filter(|case| case.fold != fold);
        // The middle value wins where several do equally well.
        let middle = choices / 2;
        let best = (0..choices)
            .max_by(|one, other| {
                let score = |choice: usize| f1(others(), choice);
                let apart = |choice: usize| choice.abs_diff(middle);
                score(*one)
                    .total_cmp(&score(*other))
                    .then(apart(*other).cmp(&apart(*one)))
            })
            .unwrap_or(0);
        for case in cases.iter().filter(|case| case.fold == fold) {
            let raised = case.raised[best];
            let list = match (case.expected, raised) {
                (true, true) => &mut figures.hits,
                (true, false) => &mut figures.misses,
                (false, true) => &mut figures.false_alarms,
                (false, false) => {
                    if case.near {
                        figures.near.push((case.name.clone(), false));
                    }
                    continue;
                }
            };
            list.push(case.name.clone());
            if case.near {
                figures.near.push((case.name.clone(), raised));
            }
        }
    }
    figures
}

fn f1<'c>(cases: impl Iterator<Item = &'c Case>, choice: usize) -> f64 {
    let (mut hits, mut wrong) = (0, 0);
    for case in cases {
        match (case.expected, case.raised[choice]) {
            (true, true) => hits += 1,
            (false, false) => {}
            _ => wrong += 1,
        }
    }
    2.0 * f64::from(hits) / f64::from((2 * hits + wrong).max(1))
}
