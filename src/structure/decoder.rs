//! The best path of roles over a whole report, and how sure each step of it is.

use super::model::{Boundary, Manner, Model, Scores};
use super::role::Role;

/// A sentence's role as decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decoded {
    /// The role on the best path.
    pub role: Role,
    /// Probability of each role given the whole report, 0 to 1, in the order of [`Role::ALL`].
    pub posterior: Scores,
}

/// Finds the best path (Viterbi) in the manner that the report as a whole is more probably told in, and each step's
/// probability (forward-backward) over both.
///
/// `boundaries[i]` lies before sentence `i`; the first is not looked at.
pub fn decode(model: &Model, emissions: &[Scores], boundaries: &[Boundary]) -> Vec<Decoded> {
    if emissions.is_empty() {
        return Vec::new();
    }
    let chances = Seen::of(model, emissions);
    let [parts, matters] =
        Manner::ALL.map(|manner| posteriors(model, manner, &chances, boundaries));
    // How probable matter by matter is.
    let share = 1.0 / (1.0 + (parts.total - matters.total).exp());
    let manner = if share > 0.5 {
        Manner::Matters
    } else {
        Manner::Parts
    };
    let path = best_path(model, manner, emissions, boundaries);
    let both = parts.chances.iter().zip(&matters.chances);
    path.into_iter()
        .zip(both)
        .map(|(role, (parts, matters))| Decoded {
            role,
            posterior: std::array::from_fn(|role| {
                (parts[role] * (1.0 - share) + matters[role] * share) as f32
            }),
        })
        .collect()
}

fn best_path(
    model: &Model,
    manner: Manner,
    emissions: &[Scores],
    boundaries: &[Boundary],
) -> Vec<Role> {
    let mut scores = add(&emissions[0], model.start());
    let mut origins: Vec<[usize; Role::COUNT]> = Vec::with_capacity(emissions.len());
    for (emission, boundary) in emissions.iter().zip(boundaries).skip(1) {
        let mut next = [f32::NEG_INFINITY; Role::COUNT];
        let mut origin = [0; Role::COUNT];
        for (from, changes) in model.changes(manner, *boundary).iter().enumerate() {
            for to in 0..Role::COUNT {
                let score = scores[from] + changes[to];
                if score > next[to] {
                    next[to] = score;
                    origin[to] = from;
                }
            }
        }
        scores = add(&next, emission);
        origins.push(origin);
    }
    let mut place = (0..Role::COUNT)
        .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
        .unwrap_or(0);
    let mut path = vec![Role::ALL[place]];
    for origin in origins.iter().rev() {
        place = origin[place];
        path.push(Role::ALL[place]);
    }
    path.reverse();
    path
}

/// Probabilities by role; those of a step add up to 1.
type Chances = [f64; Role::COUNT];

/// What is seen of the sentences, as probabilities but for a factor.
struct Seen {
    /// Of the first sentence, with the scores of the first role.
    first: Chances,
    all: Vec<Chances>,
}

impl Seen {
    fn of(model: &Model, emissions: &[Scores]) -> Seen {
        let scale = f64::from(model.scale());
        let chances = |scores: &Scores| {
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            scores.map(|score| (f64::from(score - top) * scale).exp())
        };
        Seen {
            first: chances(&add(&emissions[0], model.start())),
            all: emissions.iter().map(chances).collect(),
        }
    }
}

/// Probabilities of the roles of each sentence in a manner.
struct Posteriors {
    chances: Vec<Chances>,
    /// Logarithm of the sum over all paths, but for what is the same in every manner.
    total: f64,
}

/// Works on probabilities, set right at each step, and not on their logarithms: what a change of role is worth is known
/// beforehand, so that only the emissions need an exponential.
fn posteriors(model: &Model, manner: Manner, seen: &Seen, boundaries: &[Boundary]) -> Posteriors {
    let mut total = f64::from(model.lean(manner) * model.scale());
    let mut set_right = |chances: Chances| {
        total += chances.iter().sum::<f64>().ln();
        normal(chances)
    };
    let mut forward = Vec::with_capacity(seen.all.len());
    let mut here = set_right(seen.first);
    forward.push(here);
    for (seen, boundary) in seen.all.iter().zip(boundaries).skip(1) {
        let mut next = [0.0; Role::COUNT];
        for (from, steps) in here.iter().zip(model.steps(manner, *boundary)) {
            for (to, step) in next.iter_mut().zip(steps) {
                *to += from * step;
            }
        }
        here = set_right(times(&next, seen));
        forward.push(here);
    }
    let mut chances = vec![[0.0; Role::COUNT]; forward.len()];
    let mut behind = [1.0; Role::COUNT];
    for index in (0..forward.len()).rev() {
        chances[index] = normal(times(&forward[index], &behind));
        let ahead = times(&behind, &seen.all[index]);
        let steps = model.steps(manner, boundaries[index]);
        behind = normal(std::array::from_fn(|from| {
            times(&steps[from], &ahead).iter().sum()
        }));
    }
    Posteriors { chances, total }
}

fn times(a: &Chances, b: &Chances) -> Chances {
    std::array::from_fn(|role| a[role] * b[role])
}

fn normal(chances: Chances) -> Chances {
    let sum: f64 = chances.iter().sum();
    chances.map(|chance| chance / sum)
}

fn add(a: &Scores, b: &Scores) -> Scores {
    let mut sum = *a;
    for (score, other) in sum.iter_mut().zip(b) {
        *score += other;
    }
    sum
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ruleset::weights::{ROLES, Weights};

    /// Part by part a role stays, matter by matter it changes.
    fn model() -> Model {
        let of_chances = |stays: f32, changes: f32| {
            let row =
                |from| std::array::from_fn(|to| if to == from { stays.ln() } else { changes.ln() });
            [std::array::from_fn::<_, ROLES, _>(row); 4]
        };
        let weights = Weights {
            name: "test".to_owned(),
            scale: 1.0,
            step: 1.0,
            lean: -1.0,
            start: [0.0; ROLES],
            changes: [of_chances(0.93, 0.01), of_chances(0.02, 0.14)],
            features: BTreeMap::from([("bias".to_owned(), [0; ROLES])]),
        };
        Model::parse(weights.table().unwrap().into()).unwrap()
    }

    fn decoded(roles: &[Role]) -> Vec<Decoded> {
        let seen = |role: &Role| {
            let mut scores = [0.0; ROLES];
            scores[role.index()] = 4.0;
            scores
        };
        let emissions: Vec<Scores> = roles.iter().map(seen).collect();
        decode(&model(), &emissions, &vec![Boundary::Within; roles.len()])
    }

    #[test]
    fn the_report_as_a_whole_tells_whether_roles_change_or_stay() {
        let matters = [Role::Problem, Role::Cause].repeat(4);
        let told = decoded(&matters);
        let roles: Vec<Role> = told.iter().map(|sentence| sentence.role).collect();
        assert_eq!(roles, matters);
        let mut parts = [Role::Problem; 8];
        parts[3] = Role::Cause;
        let told = decoded(&parts);
        assert!(told.iter().all(|sentence| sentence.role == Role::Problem));
        for sentence in told {
            assert!((sentence.posterior.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn nothing_is_told_of_no_sentences() {
        assert_eq!(decoded(&[]), []);
    }
}
