//! Training of the role model on annotated reports.

pub mod answers;
mod crf;
mod descent;
mod lbfgs;
pub mod pledges;
mod prepare;
mod together;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::corpus::Entry;
use crate::ruleset::Rules;
use crate::ruleset::weights::{BOUNDARIES, MANNERS, Weights};
use crate::structure::{Boundary, Manner, Model, Role};
use crf::{Chain, ROLES, Shape};

pub use prepare::{Prepared, prepare};

/// How a model is trained: set on the reports of `dev`, and by the ablation table.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// What keeps weights small: half of it times their squares is added to the loss.
    pub ridge: f64,
    /// A word or pair of characters must stand in this many reports.
    pub reports: usize,
    /// Rounds of the search.
    pub rounds: usize,
    /// Whether changes of role are scored, so that the best path is over the whole report.
    pub chained: bool,
    /// Groups of features left out.
    pub without: &'static [Group],
}

/// How many folds calibration and cross-validation make.
pub const FOLDS: usize = 5;

impl Default for Recipe {
    fn default() -> Self {
        Recipe {
            ridge: 4.0,
            reports: 3,
            rounds: 90,
            chained: true,
            without: &[],
        }
    }
}

/// What a feature looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What headings and leads announce, and their characters.
    Headings,
    /// The cue lexicon.
    Cues,
    /// Words and pairs of words.
    Words,
    /// Pairs of characters.
    Characters,
    /// Cues of the sentences on both sides and of the paragraph's opening.
    Neighbours,
    /// Who acts, inherited over sentences without a subject.
    Subject,
    /// Where in the report.
    Position,
}

impl Group {
    /// The group of a feature, by the part of its name before the colon.
    pub fn of(name: &str) -> Group {
        match name.split(':').next().unwrap_or(name) {
            "head" | "above" | "joint" | "lead-head" | "lead" | "elsewhere" | "h" | "l"
            | "silent-heading" | "before-headings" | "flat" | "headed-at" => Group::Headings,
            "w" | "w2" | "o" => Group::Words,
            "c" => Group::Characters,
            "before" | "after" | "para" | "since" | "p" | "f" => Group::Neighbours,
            "subject" | "subject-before" | "subject-aspect" => Group::Subject,
            "at" | "first" | "last" | "matter-from" | "matter-to" | "bias" | "opens-paragraph"
            | "in-item" | "aside" => Group::Position,
            _ => Group::Cues,
        }
    }

    /// Whether there are as many features as words: those that stand in few reports are left out.
    fn is_open(name: &str) -> bool {
        ["w:", "w2:", "o:", "c:", "h:", "l:", "p:", "f:"]
            .iter()
            .any(|kind| name.starts_with(kind))
    }
}

/// A trained model: parameters by feature.
pub struct Trained {
    names: Vec<String>,
    shape: Shape,
    parameters: Vec<f64>,
    /// Places of the features in [`Prepared::names`].
    known: Vec<Option<u32>>,
}

/// Trains on some of the prepared reports.
pub fn fit(prepared: &Prepared, which: &[usize], recipe: &Recipe) -> Trained {
    let known = known(prepared, which, recipe);
    let names: Vec<String> = prepared
        .names
        .iter()
        .zip(&known)
        .filter(|(_, known)| known.is_some())
        .map(|(name, _)| name.clone())
        .collect();
    let shape = Shape {
        features: names.len(),
        chained: recipe.chained,
    };
    let chains: Vec<Chain> = which
        .iter()
        .flat_map(|place| &prepared.reports[*place])
        .map(|chain| renumbered(chain, &known))
        .collect();
    // Two halves at once; they are added in the same order each time, so that the result is the same.
    let (one, other) = chains.split_at(chains.len() / 2);
    let half = |chains: &[Chain], point: &[f64]| {
        let mut gradient = vec![0.0; shape.len()];
        let loss: f64 = chains
            .iter()
            .map(|chain| crf::accumulate(shape, chain, point, &mut gradient))
            .sum();
        (loss, gradient)
    };
    let parameters = lbfgs::minimise(vec![0.0; shape.len()], recipe.rounds, |point| {
        let ((loss, mut gradient), (rest, addition)) = std::thread::scope(|scope| {
            let worker = scope.spawn(|| half(other, point));
            let first = half(one, point);
            let second = worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (first, second)
        });
        let mut loss = loss + rest;
        for ((slope, more), at) in gradient.iter_mut().zip(&addition).zip(point) {
            *slope += more + recipe.ridge * at;
            loss += recipe.ridge / 2.0 * at * at;
        }
        (loss, gradient)
    });
    Trained {
        names,
        shape,
        parameters,
        known,
    }
}

fn known(prepared: &Prepared, which: &[usize], recipe: &Recipe) -> Vec<Option<u32>> {
    let mut reports = vec![0usize; prepared.names.len()];
    let mut last = vec![usize::MAX; prepared.names.len()];
    for place in which {
        for (feature, _) in prepared.reports[*place]
            .iter()
            .flat_map(|chain| &chain.features)
            .flatten()
        {
            let feature = *feature as usize;
            if last[feature] != *place {
                last[feature] = *place;
                reports[feature] += 1;
            }
        }
    }
    let mut next = 0;
    prepared
        .names
        .iter()
        .zip(reports)
        .map(|(name, count)| {
            let least = if Group::is_open(name) {
                recipe.reports
            } else {
                1
            };
            let wanted = count >= least && !recipe.without.contains(&Group::of(name));
            wanted.then(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

fn renumbered(chain: &Chain, known: &[Option<u32>]) -> Chain {
    let mut chain = chain.clone();
    for features in &mut chain.features {
        features.retain_mut(|(feature, _)| match known[*feature as usize] {
            Some(place) => {
                *feature = place;
                true
            }
            None => false,
        });
    }
    chain
}

/// What a step of a weight is worth in the stored model.
const STEP: f32 = 0.04;

impl Trained {
    /// The weights as they are stored, with the scale that makes probabilities true.
    pub fn weights(&self, name: &str, scale: f64) -> Weights {
        let row = |at: usize| -> [f32; ROLES] {
            std::array::from_fn(|role| self.parameters[at + role] as f32)
        };
        let mut features = BTreeMap::new();
        for (place, name) in self.names.iter().enumerate() {
            let steps = row(place * ROLES).map(|weight| {
                (weight / STEP)
                    .round()
                    .clamp(f32::from(i8::MIN), f32::from(i8::MAX)) as i8
            });
            // One step for one role shows nowhere, and every fifth feature has no more.
            let told: i32 = steps.iter().map(|step| i32::from(*step).abs()).sum();
            if told > 1 {
                features.insert(name.clone(), steps);
            }
        }
        let changes = Manner::ALL.map(|manner| {
            Boundary::ALL.map(|boundary| {
                std::array::from_fn(|from| {
                    let scores = self.shape.changes(&self.parameters, manner, boundary, from);
                    scores.map(|score| score as f32)
                })
            })
        });
        Weights {
            name: name.to_owned(),
            scale: scale as f32,
            step: STEP,
            start: row(self.shape.start()),
            lean: self.parameters[self.shape.lean()] as f32,
            changes,
            features,
        }
    }

    /// Sum of the negative logarithms of the probabilities that the annotated roles of some reports get.
    fn surprise(&self, prepared: &Prepared, which: &[usize], scale: f64) -> f64 {
        let mut sum = 0.0;
        for place in which {
            // The report as it stands: the others are there to learn from.
            let Some(chain) = prepared.reports[*place].first() else {
                continue;
            };
            let chain = renumbered(chain, &self.known);
            let posteriors = crf::posteriors(self.shape, &chain, &self.parameters, scale);
            for (posterior, gold) in posteriors.iter().zip(&chain.gold) {
                if let Some(gold) = gold {
                    sum -= posterior[*gold].max(1e-9).ln();
                }
            }
        }
        sum
    }
}

/// Reports dealt out to folds by their writers, so that no model is
/// measured on the style that it learned: for each fold the places to learn from and those held out.
pub fn folds(entries: &[&Entry], folds: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut writers: Vec<&str> = entries.iter().map(|entry| entry.writer()).collect();
    writers.sort_unstable();
    writers.dedup();
    let fold_of = |entry: &Entry| writers.binary_search(&entry.writer()).unwrap_or(0) % folds;
    (0..folds)
        .map(|fold| (0..entries.len()).partition(|place| fold_of(entries[*place]) != fold))
        .collect()
}

/// The scale under which models are least surprised by the writers they did not learn from.
pub fn calibrate(entries: &[&Entry], prepared: &Prepared, recipe: &Recipe) -> f64 {
    let grid: Vec<f64> = (8..=30).map(|step| f64::from(step) / 20.0).collect();
    let mut sums = vec![0.0; grid.len()];
    for (learn, hold) in folds(entries, FOLDS) {
        let trained = fit(prepared, &learn, recipe);
        for (sum, scale) in sums.iter_mut().zip(&grid) {
            *sum += trained.surprise(prepared, &hold, *scale);
        }
    }
    let best = sums.iter().zip(&grid).min_by(|a, b| a.0.total_cmp(b.0));
    best.map_or(1.0, |(_, scale)| *scale)
}

/// Trains on reports and gives the text of `rules/model/roles.tsv`.
///
/// # Errors
/// Weights that no table can hold.
pub fn train(entries: &[&Entry]) -> Result<String, String> {
    let rules = Rules::built_in();
    let prepared = prepare(entries, &rules, &Model::parse(rules.model())?);
    let which: Vec<usize> = (0..entries.len()).collect();
    let recipe = Recipe::default();
    let scale = calibrate(entries, &prepared, &recipe);
    let weights = fit(&prepared, &which, &recipe).weights("chain-1", scale);
    model(&weights)?;
    let sentences: usize = prepared
        .reports
        .iter()
        .filter_map(|chains| chains.first())
        .map(|chain| chain.gold.len())
        .sum();
    let comment = format!(
        "Weights of the role model: written by `shuzhi corpus train corpus`, not by hand.\nLearned from {} reports with {sentences} sentences; ridge {}, words in {} reports or more.",
        entries.len(),
        recipe.ridge,
        recipe.reports
    );
    Ok(render(&weights, &comment))
}

/// A model from its weights.
///
/// # Errors
/// Weights that no table can hold.
pub fn model(weights: &Weights) -> Result<Model, String> {
    Model::parse(weights.table()?.into())
}

/// The weights as the text of `rules/model/roles.tsv`.
pub fn render(weights: &Weights, comment: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    for line in comment.lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "# columns: {}", Role::NAMES.join(" "));
    let _ = writeln!(
        out,
        "@name\t{}\n@scale\t{:.3}\n@step\t{}",
        weights.name, weights.scale, weights.step
    );
    let floats = |row: &[f32; ROLES]| row.map(|score| format!("{score:.2}")).join("\t");
    let _ = writeln!(out, "@start\t{}", floats(&weights.start));
    let _ = writeln!(out, "@lean\t{:.2}", weights.lean);
    for (manner, boundaries) in MANNERS.iter().zip(&weights.changes) {
        for (boundary, rows) in BOUNDARIES.iter().zip(boundaries) {
            for (role, row) in Role::NAMES.iter().zip(rows) {
                let _ = writeln!(out, "@{manner} {boundary} {role}\t{}", floats(row));
            }
        }
    }
    for (name, row) in &weights.features {
        let steps = row.map(|step| step.to_string()).join("\t");
        let _ = writeln!(out, "{name}\t{steps}");
    }
    out
}
