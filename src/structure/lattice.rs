//! Sums over all paths of roles through a report (Rabiner 1989, forward and backward): what decoding and training share.
//!
//! Probabilities are set right at each step in place of being kept as logarithms: what a change of role is worth is known
//! beforehand, so that a sentence needs eight exponentials and not four hundred.

use super::model::Boundary;
use super::role::Role;

/// A number for each role, in the order of [`Role::ALL`].
pub type Chances = [f64; Role::COUNT];
/// What changes of role are worth over each boundary, from each role to each: powers of e.
pub type Steps = [[Chances; Role::COUNT]; Boundary::COUNT];

/// The sums over all paths, forward and backward.
pub struct Lattice<'c> {
    seen: &'c [Chances],
    steps: &'c Steps,
    boundaries: &'c [Boundary],
    forward: Vec<Chances>,
    backward: Vec<Chances>,
    /// Logarithm of the sum over all paths.
    pub total: f64,
}

impl<'c> Lattice<'c> {
    /// Sums over the paths through sentences of which `seen` tells how probable each role is, but for a factor whose
    /// logarithm is in `total`. `boundaries[i]` lies before sentence `i`; the first is not looked at.
    pub fn new(
        seen: &'c [Chances],
        steps: &'c Steps,
        boundaries: &'c [Boundary],
        mut total: f64,
    ) -> Lattice<'c> {
        let mut forward: Vec<Chances> = Vec::with_capacity(seen.len());
        for (seen, boundary) in seen.iter().zip(boundaries) {
            let mut here = *seen;
            if let Some(before) = forward.last() {
                let mut sums = [0.0; Role::COUNT];
                for (from, steps) in before.iter().zip(&steps[*boundary as usize]) {
                    for (sum, step) in sums.iter_mut().zip(steps) {
                        *sum += from * step;
                    }
                }
                here = times(&sums, seen);
            }
            let (normal, sum) = normal(here);
            total += sum.ln();
            forward.push(normal);
        }
        let mut backward = vec![[1.0; Role::COUNT]; seen.len()];
        for step in (1..seen.len()).rev() {
            let ahead = times(&seen[step], &backward[step]);
            let sums =
                steps[boundaries[step] as usize].map(|steps| times(&steps, &ahead).iter().sum());
            (backward[step - 1], _) = normal(sums);
        }
        Lattice {
            seen,
            steps,
            boundaries,
            forward,
            backward,
            total,
        }
    }

    /// Probability of each role at a step.
    pub fn node(&self, step: usize) -> Chances {
        normal(times(&self.forward[step], &self.backward[step])).0
    }

    /// Probability of each change into a step, from each role to each.
    pub fn edges(&self, step: usize) -> [Chances; Role::COUNT] {
        let ahead = times(&self.seen[step], &self.backward[step]);
        let steps = &self.steps[self.boundaries[step] as usize];
        let mut edges: [Chances; Role::COUNT] = std::array::from_fn(|from| {
            times(&steps[from], &ahead).map(|chance| chance * self.forward[step - 1][from])
        });
        let sum: f64 = edges.iter().flatten().sum();
        for chance in edges.iter_mut().flatten() {
            *chance /= sum;
        }
        edges
    }
}

fn times(a: &Chances, b: &Chances) -> Chances {
    std::array::from_fn(|role| a[role] * b[role])
}

/// Chances that add up to 1, and what they added up to before.
fn normal(chances: Chances) -> (Chances, f64) {
    let sum: f64 = chances.iter().sum();
    (chances.map(|chance| chance / sum), sum)
}
