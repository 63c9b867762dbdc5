//! The best path of roles over a whole report, and how sure each step of it is.

use super::lattice::{Chances, Lattice};
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
    let scale = model.scale();
    let first = add(&emissions[0], model.start());
    let seen: Vec<Chances> = std::iter::once(&first)
        .chain(&emissions[1..])
        .map(|scores| {
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            scores.map(|score| (f64::from(score - top) * f64::from(scale)).exp())
        })
        .collect();
    let [parts, matters] = Manner::ALL.map(|manner| {
        let lean = f64::from(model.lean(manner) * scale);
        Lattice::new(&seen, model.steps(manner), boundaries, lean)
    });
    // How probable matter by matter is.
    let share = 1.0 / (1.0 + (parts.total - matters.total).exp());
    let manner = if share > 0.5 {
        Manner::Matters
    } else {
        Manner::Parts
    };
    let path = best_path(model, manner, emissions, boundaries);
    let posterior = |step: usize| {
        let (parts, matters) = (parts.node(step), matters.node(step));
        std::array::from_fn(|role| (parts[role] * (1.0 - share) + matters[role] * share) as f32)
    };
    path.into_iter()
        .enumerate()
        .map(|(step, role)| Decoded {
            role,
            posterior: posterior(step),
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
            [std::array::from_fn::<_, ROLES, _>(row); Boundary::COUNT]
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
