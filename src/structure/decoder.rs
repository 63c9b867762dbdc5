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
        for (from, changes) in model.changes(*boundary).iter().enumerate() {
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

/// Works on probabilities, set right at each step, and not on their logarithms: what a change of role is worth is known
/// beforehand, so that only the emissions need an exponential.
fn posteriors(model: &Model, emissions: &[Scores], boundaries: &[Boundary]) -> Vec<Scores> {
    let scale = f64::from(model.scale());
    let chances = |scores: &Scores| {
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        scores.map(|score| (f64::from(score - top) * scale).exp())
    };
    let seen: Vec<Chances> = emissions.iter().map(chances).collect();
    let mut forward = Vec::with_capacity(seen.len());
    let mut here = normal(chances(&add(&emissions[0], model.start())));
    forward.push(here);
    for (seen, boundary) in seen.iter().zip(boundaries).skip(1) {
        let mut next = [0.0; Role::COUNT];
        for (from, steps) in here.iter().zip(model.steps(*boundary)) {
            for (to, step) in next.iter_mut().zip(steps) {
                *to += from * step;
            }
        }
        here = normal(times(&next, seen));
        forward.push(here);
    }
    let mut posteriors = vec![[0.0; Role::COUNT]; forward.len()];
    let mut behind = [1.0; Role::COUNT];
    for index in (0..forward.len()).rev() {
        posteriors[index] = normal(times(&forward[index], &behind)).map(|chance| chance as f32);
        let ahead = times(&behind, &seen[index]);
        let steps = model.steps(boundaries[index]);
        behind = normal(std::array::from_fn(|from| {
            times(&steps[from], &ahead).iter().sum()
        }));
    }
    posteriors
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
