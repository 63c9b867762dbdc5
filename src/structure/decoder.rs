//! The best path of roles over a whole report, and how sure each step of it is.

use super::model::{Boundary, Model, Scores};
use super::role::Role;

/// A sentence's role as decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decoded {
    /// The role on the best path.
    pub role: Role,
    /// Probability of each role given the whole report, 0 to 1, in the order of [`Role::ALL`].
    pub posterior: Scores,
}

/// Finds the best path (Viterbi) and each step's probability (forward-backward).
///
/// `boundaries[i]` lies before sentence `i`; the first is not looked at.
pub fn decode(model: &Model, emissions: &[Scores], boundaries: &[Boundary]) -> Vec<Decoded> {
    if emissions.is_empty() {
        return Vec::new();
    }
    let path = best_path(model, emissions, boundaries);
    let posteriors = posteriors(model, emissions, boundaries);
    path.into_iter()
        .zip(posteriors)
        .map(|(role, posterior)| Decoded { role, posterior })
        .collect()
}

fn best_path(model: &Model, emissions: &[Scores], boundaries: &[Boundary]) -> Vec<Role> {
    let mut scores = add(&emissions[0], model.start());
    let mut origins: Vec<[usize; Role::COUNT]> = Vec::with_capacity(emissions.len());
    for (emission, boundary) in emissions.iter().zip(boundaries).skip(1) {
        let mut next = [f32::NEG_INFINITY; Role::COUNT];
        let mut origin = [0; Role::COUNT];
        for to in Role::ALL {
            for from in Role::ALL {
                let score = scores[from.index()] + model.transition(*boundary, from, to);
                if score > next[to.index()] {
                    next[to.index()] = score;
                    origin[to.index()] = from.index();
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

fn posteriors(model: &Model, emissions: &[Scores], boundaries: &[Boundary]) -> Vec<Scores> {
    let scale = model.scale();
    let count = emissions.len();
    let mut forward = vec![[0.0f32; Role::COUNT]; count];
    forward[0] = scaled(&add(&emissions[0], model.start()), scale);
    for index in 1..count {
        for to in Role::ALL {
            let steps = Role::ALL.map(|from| {
                forward[index - 1][from.index()]
                    + scale * model.transition(boundaries[index], from, to)
            });
            forward[index][to.index()] = log_sum(&steps) + scale * emissions[index][to.index()];
        }
    }
    let mut backward = vec![[0.0f32; Role::COUNT]; count];
    for index in (0..count - 1).rev() {
        for from in Role::ALL {
            let steps = Role::ALL.map(|to| {
                backward[index + 1][to.index()]
                    + scale
                        * (model.transition(boundaries[index + 1], from, to)
                            + emissions[index + 1][to.index()])
            });
            backward[index][from.index()] = log_sum(&steps);
        }
    }
    let normalised = |forward: &Scores, backward: &Scores| {
        let joint = add(forward, backward);
        let total = log_sum(&joint);
        joint.map(|score| (score - total).exp())
    };
    forward
        .iter()
        .zip(&backward)
        .map(|(forward, backward)| normalised(forward, backward))
        .collect()
}

fn add(a: &Scores, b: &Scores) -> Scores {
    let mut sum = *a;
    for (score, other) in sum.iter_mut().zip(b) {
        *score += other;
    }
    sum
}

fn scaled(scores: &Scores, scale: f32) -> Scores {
    scores.map(|score| score * scale)
}

fn log_sum(scores: &Scores) -> f32 {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    top + scores
        .iter()
        .map(|score| (score - top).exp())
        .sum::<f32>()
        .ln()
}
