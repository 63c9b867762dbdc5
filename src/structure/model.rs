//! The role model: weights that turn what is seen of a sentence into a score for each role.
//!
//! This is the seam where a trained model takes the place of the hand-set one: both are linear in named
//! features, and both come from `rules/model/roles.toml`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::role::Role;

/// A score for each role, in the order of [`Role::ALL`]; log scale.
pub type Scores = [f32; Role::COUNT];

/// What lies between two sentences that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// Nothing: the same paragraph.
    Within,
    /// A list item begins (二是 …), or a numbered lead.
    Item,
    /// A paragraph begins.
    Paragraph,
    /// A heading stands between.
    Heading,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ModelFile {
    name: String,
    #[serde(default)]
    trained: Option<String>,
    scale: f32,
    features: BTreeMap<String, BTreeMap<Role, f32>>,
    transition: BTreeMap<String, BTreeMap<String, f32>>,
    start: BTreeMap<Role, f32>,
}

/// Weights of emissions and transitions.
#[derive(Debug, Clone)]
pub struct Model {
    name: String,
    scale: f32,
    features: HashMap<String, Scores>,
    transitions: [[Scores; Role::COUNT]; 4],
    start: Scores,
}

impl Model {
    /// Reads a model file given as JSON.
    ///
    /// # Errors
    /// What is wrong with it, in the words of the reader.
    pub fn parse(json: &str) -> Result<Model, String> {
        let file: ModelFile = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let row = |weights: &BTreeMap<Role, f32>| {
            let mut scores = [0.0; Role::COUNT];
            for (role, weight) in weights {
                scores[role.index()] = *weight;
            }
            scores
        };
        let mut transitions = [[[0.0; Role::COUNT]; Role::COUNT]; 4];
        for (place, name) in ["within", "item", "paragraph", "heading"]
            .into_iter()
            .enumerate()
        {
            let weights = file
                .transition
                .get(name)
                .ok_or_else(|| format!("no [transition.{name}]"))?;
            fill(&mut transitions[place], weights)?;
        }
        Ok(Model {
            name: file.trained.unwrap_or(file.name),
            scale: file.scale,
            features: file
                .features
                .iter()
                .map(|(name, weights)| (name.clone(), row(weights)))
                .collect(),
            transitions,
            start: row(&file.start),
        })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds the weights of a feature seen with strength `value`.
    pub fn add(&self, scores: &mut Scores, feature: &str, value: f32) {
        if let Some(weights) = self.features.get(feature) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * value;
            }
        }
    }

    /// Score of a change of role over a boundary.
    pub fn transition(&self, boundary: Boundary, from: Role, to: Role) -> f32 {
        self.transitions[boundary as usize][from.index()][to.index()]
    }

    /// Score of a role for the first sentence.
    pub fn start(&self) -> &Scores {
        &self.start
    }

    /// How sharp the probabilities are: scores are multiplied by it before they become probabilities.
    pub fn scale(&self) -> f32 {
        self.scale
    }
}

/// `stay`, `change` and single pairs (`"problem>cause"`, `"*>closing"`), the more exact over the less.
fn fill(matrix: &mut [Scores; Role::COUNT], weights: &BTreeMap<String, f32>) -> Result<(), String> {
    let weight = |name: &str| {
        weights
            .get(name)
            .copied()
            .ok_or_else(|| format!("no `{name}` in a transition"))
    };
    let (stay, change) = (weight("stay")?, weight("change")?);
    for from in Role::ALL {
        for to in Role::ALL {
            let pair = [
                format!("{}>{}", from.name(), to.name()),
                format!("{}>*", from.name()),
                format!("*>{}", to.name()),
            ];
            let exact = pair.iter().find_map(|name| weights.get(name).copied());
            let exact = if from == to {
                weights.get(&pair[0]).copied()
            } else {
                exact
            };
            matrix[from.index()][to.index()] =
                exact.unwrap_or(if from == to { stay } else { change });
        }
    }
    for name in weights
        .keys()
        .filter(|name| !matches!(name.as_str(), "stay" | "change"))
    {
        let known = |part: &str| part == "*" || Role::from_name(part).is_some();
        if !name
            .split_once('>')
            .is_some_and(|(from, to)| known(from) && known(to))
        {
            return Err(format!("`{name}` is no pair of roles"));
        }
    }
    Ok(())
}
