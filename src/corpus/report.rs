//! All figures of the committed model in one place: `rules/model/REPORT.md` and the floors that are checked.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, agreement};
use super::crossval;
use super::eval::{EvalError, Evaluation, measure, measure_roles};
use super::set::{UNLEARNED, UNTOUCHED};
use super::train::{Group, Prepared, Recipe, calibrate, prepare};
use super::{CodeFigures, Entry, read};
use crate::ruleset::Rules;
use crate::structure::Model;

/// How many reports a part holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Reports, last year's not counted.
    pub reports: usize,
    /// Those with nothing to raise.
    pub clean: usize,
    /// Those with last year's report beside them.
    pub with_previous: usize,
    /// Pledges tagged in these.
    pub pledges: usize,
}

/// Everything that is measured.
pub struct Report {
    /// Name of the committed model.
    pub model: String,
    /// Bytes of its table.
    pub bytes: usize,
    /// Counts by part.
    pub counts: BTreeMap<String, Count>,
    /// The committed model on the untouched part.
    pub untouched: Evaluation,
    /// The committed model on the part that it has not learned from, which words may have been set by.
    pub unlearned: Evaluation,
    /// Models on the writers that they did not learn from, over all parts.
    pub cross: Evaluation,
    /// Guards over all parts, model and threshold from other writers.
    pub guards: BTreeMap<String, CodeFigures>,
    /// What is left out, and the roles of other writers in `train` and `dev` without it.
    pub ablation: Vec<(&'static str, Evaluation)>,
    /// How far two readers agree.
    pub agreement: Agreement,
}

/// Figures that must not fall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Floors {
    /// Role accuracy by structure, 0 to 1.
    pub role_accuracy: BTreeMap<String, f64>,
    /// Mean F1 of the roles.
    pub macro_f1: f64,
    /// F1 of all guards together.
    pub guards_f1: f64,
    /// Share of the pledges with the right status.
    pub pledge_accuracy: f64,
    /// Median error of the problem+cause share, in points; must not rise.
    pub median_share_error: f64,
    /// Errors on clean reports; must not rise.
    pub clean_errors: usize,
    /// Guard warnings on clean reports; must not rise.
    pub clean_warnings: usize,
}

impl Floors {
    /// The figures of an evaluation, to four places.
    pub fn of(evaluation: &Evaluation) -> Floors {
        let round = |value: f64| (value * 1e4).round() / 1e4;
        let accuracy = evaluation.accuracy.keys();
        Floors {
            role_accuracy: accuracy
                .map(|key| (key.clone(), round(evaluation.accuracy_of(key))))
                .collect(),
            macro_f1: round(evaluation.macro_f1()),
            guards_f1: round(evaluation.guards().f1().unwrap_or(0.0)),
            pledge_accuracy: round(evaluation.pledge_accuracy().unwrap_or(0.0)),
            median_share_error: round(evaluation.median_share_error()),
            clean_errors: evaluation.clean_errors.len(),
            clean_warnings: evaluation.clean_warnings.len(),
        }
    }

    /// What is worse now, in words.
    pub fn worse(&self, now: &Floors) -> Vec<String> {
        let mut worse = Vec::new();
        let mut hold = |name: &str, was: f64, is: f64, falls: bool| {
            // Sums in another order may differ in the last place.
            if if falls {
                is < was - 1e-3
            } else {
                is > was + 1e-3
            } {
                worse.push(format!("{name}: {is} ({was})"));
            }
        };
        for (key, was) in &self.role_accuracy {
            let is = now.role_accuracy.get(key).copied().unwrap_or(0.0);
            hold(&format!("role accuracy {key}"), *was, is, true);
        }
        hold("macro F1", self.macro_f1, now.macro_f1, true);
        hold("guards F1", self.guards_f1, now.guards_f1, true);
        hold(
            "pledge accuracy",
            self.pledge_accuracy,
            now.pledge_accuracy,
            true,
        );
        hold(
            "median share error",
            self.median_share_error,
            now.median_share_error,
            false,
        );
        let counts = [
            (
                "errors on clean reports",
                self.clean_errors,
                now.clean_errors,
            ),
            (
                "guard warnings on clean reports",
                self.clean_warnings,
                now.clean_warnings,
            ),
        ];
        for (name, was, is) in counts {
            hold(name, was as f64, is as f64, false);
        }
        worse
    }
}

/// The committed model on the untouched part.
///
/// # Errors
/// A corpus or profile that cannot be used.
pub fn untouched(dir: &Path) -> Result<Evaluation, EvalError> {
    let entries = read(&dir.join(UNTOUCHED))?;
    measure(&entries.iter().collect::<Vec<_>>(), |_| None)
}

/// The committed model on a part.
fn measure_part(entries: &[Entry], part: &str) -> Result<Evaluation, EvalError> {
    let entries = entries.iter().filter(|entry| entry.part == part);
    measure(&entries.collect::<Vec<_>>(), |_| None)
}

/// Measures everything; takes minutes.
///
/// # Errors
/// A corpus or profile that cannot be used.
pub fn report(dir: &Path) -> Result<Report, EvalError> {
    let entries = read(dir)?;
    let all: Vec<&Entry> = entries.iter().collect();
    let known: Vec<&Entry> = entries.iter().filter(|entry| entry.is_learned()).collect();
    let rules = Rules::built_in();
    let committed = Model::parse(rules.model()).map_err(EvalError::Model)?;
    let recipe = Recipe::default();
    let (cross, guards) = {
        let prepared = prepare(&all, &rules, &committed);
        let scale = f64::from(committed.scale());
        let (models, of) = crossval::models(&all, &prepared, &recipe, scale)?;
        let cross = measure(&all, |place| models.get(of[place]))?;
        (cross, crossval::guards(&all, &models, &of)?)
    };
    let prepared = prepare(&known, &rules, &committed);
    let scale = calibrate(&known, &prepared, &recipe);
    let ablation = ABLATIONS
        .iter()
        .map(|(name, change)| {
            let recipe = change(recipe);
            Ok((*name, without(&known, &prepared, &recipe, scale)?))
        })
        .collect::<Result<_, EvalError>>()?;
    Ok(Report {
        model: committed.name().to_owned(),
        bytes: rules.model().len(),
        counts: counts(&entries),
        untouched: measure_part(&entries, UNTOUCHED)?,
        unlearned: measure_part(&entries, UNLEARNED)?,
        cross,
        guards,
        ablation,
        agreement: agreement(dir)?,
    })
}

type Change = fn(Recipe) -> Recipe;

/// What is left out in turn.
const ABLATIONS: [(&str, Change); 10] = [
    ("nothing", |recipe| recipe),
    ("headings and leads", |recipe| Recipe {
        without: &[Group::Headings],
        ..recipe
    }),
    ("sequence: each sentence by itself", |recipe| Recipe {
        chained: false,
        ..recipe
    }),
    ("words", |recipe| Recipe {
        without: &[Group::Words],
        ..recipe
    }),
    ("pairs of characters", |recipe| Recipe {
        without: &[Group::Characters],
        ..recipe
    }),
    ("words and pairs of characters", |recipe| Recipe {
        without: &[Group::Words, Group::Characters],
        ..recipe
    }),
    ("cue lexicon, here and beside", |recipe| Recipe {
        without: &[Group::Cues, Group::Neighbours, Group::Subject],
        ..recipe
    }),
    ("neighbours and openings", |recipe| Recipe {
        without: &[Group::Neighbours],
        ..recipe
    }),
    ("subject and its inheritance", |recipe| Recipe {
        without: &[Group::Subject],
        ..recipe
    }),
    ("position", |recipe| Recipe {
        without: &[Group::Position],
        ..recipe
    }),
];

fn without(
    known: &[&Entry],
    prepared: &Prepared,
    recipe: &Recipe,
    scale: f64,
) -> Result<Evaluation, EvalError> {
    let (models, of) = crossval::models(known, prepared, recipe, scale)?;
    measure_roles(known, |place| models.get(of[place]))
}

fn counts(entries: &[Entry]) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.last_year) {
        let head = &entry.annotated.head;
        let count = counts.entry(entry.part.clone()).or_default();
        count.reports += 1;
        count.clean += usize::from(head.expect.is_empty());
        count.with_previous += usize::from(head.previous.is_some());
        count.pledges += head.pledge.len();
    }
    counts
}
