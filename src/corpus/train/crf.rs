//! A linear chain over the sentences of a report: its likelihood and the gradient of it.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001). Emissions are linear in features, changes of role
//! depend on the boundary between two sentences.

use crate::structure::{Manner, Role};

/// Roles.
pub const ROLES: usize = Role::COUNT;

/// A number for each role, in the order of [`Role::ALL`].
type Chances = [f64; ROLES];

/// A report as the chain sees it.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// Features of each sentence with their strengths.
    pub features: Vec<Vec<(u32, f32)>>,
    /// Boundary before each sentence, as a place in the model's boundaries; the first is not looked at.
    pub boundaries: Vec<usize>,
    /// The annotated role, where there is one.
    pub gold: Vec<Option<usize>>,
    /// The manner that the annotated roles show, as a place in the model's manners.
    pub manner: usize,
    /// What it counts for in the sum, 1 for a report as it stands.
    pub weight: f64,
}

/// Manners of telling.
pub const MANNERS: usize = Manner::ALL.len();

/// Where the parameters lie: features first, then the first role, then the manner, then the changes.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How many features there are.
    pub features: usize,
    /// Whether changes of role are scored at all.
    pub chained: bool,
}

impl Shape {
    /// How many parameters there are.
    pub fn len(self) -> usize {
        self.lean() + 1 + MANNERS * 4 * ROLES * ROLES
    }

    /// Place of the first role's scores.
    pub fn start(self) -> usize {
        self.features * ROLES
    }

    /// Place of the score of telling matter by matter.
    pub fn lean(self) -> usize {
        self.start() + ROLES
    }

    /// Place of the scores of changes from a role over a boundary in a manner.
    pub fn change(self, manner: usize, boundary: usize, from: usize) -> usize {
        self.lean() + 1 + ((manner * 4 + boundary) * ROLES + from) * ROLES
    }
}

/// Adds a report's negative log-likelihood to what it returns and the gradient of it to `gradient`.
pub fn accumulate(shape: Shape, chain: &Chain, parameters: &[f64], gradient: &mut [f64]) -> f64 {
    let count = chain.features.len();
    if count == 0 {
        return 0.0;
    }
    let emissions = emissions(shape, chain, parameters);
    let steps = steps(shape, parameters);
    let told = Lattice::new(chain, &emissions, &steps[chain.manner], true);
    let (free, shares, total) = both(shape, chain, &emissions, &steps, parameters);
    let own = |manner: usize| f64::from(u8::from(manner == chain.manner));
    for step in 0..count {
        let mut difference = told.node(step).map(|chance| -chance);
        for (free, share) in free.iter().zip(shares) {
            for (slot, chance) in difference.iter_mut().zip(free.node(step)) {
                *slot += share * chance;
            }
        }
        let difference = difference.map(|difference| chain.weight * difference);
        for (feature, value) in &chain.features[step] {
            let at = *feature as usize * ROLES;
            for (slot, difference) in gradient[at..at + ROLES].iter_mut().zip(&difference) {
                *slot += difference * f64::from(*value);
            }
        }
        if !shape.chained {
            continue;
        }
        if step == 0 {
            let at = shape.start();
            for (slot, difference) in gradient[at..at + ROLES].iter_mut().zip(&difference) {
                *slot += difference;
            }
            continue;
        }
        let boundary = chain.boundaries[step];
        let mut add = |manner: usize, edges: [Chances; ROLES], weight: f64| {
            for (from, edges) in edges.iter().enumerate() {
                let at = shape.change(manner, boundary, from);
                for (slot, chance) in gradient[at..at + ROLES].iter_mut().zip(edges) {
                    *slot += chain.weight * weight * chance;
                }
            }
        };
        for manner in 0..MANNERS {
            let steps = &steps[manner][boundary];
            add(manner, free[manner].edges(step, steps), shares[manner]);
            if manner == chain.manner {
                add(manner, told.edges(step, steps), -1.0);
            }
        }
    }
    if shape.chained {
        gradient[shape.lean()] += chain.weight * (shares[1] - own(1));
    }
    chain.weight * (total - told.total - own(1) * lean(shape, parameters))
}

/// Score of telling matter by matter.
fn lean(shape: Shape, parameters: &[f64]) -> f64 {
    if shape.chained {
        parameters[shape.lean()]
    } else {
        0.0
    }
}

/// The sums over all paths in each manner, how probable each manner is, and the logarithm of the sum over all of them.
fn both(
    shape: Shape,
    chain: &Chain,
    emissions: &[Chances],
    steps: &Steps,
    parameters: &[f64],
) -> ([Lattice; MANNERS], [f64; MANNERS], f64) {
    let free = [0, 1].map(|manner| Lattice::new(chain, emissions, &steps[manner], false));
    let totals = [free[0].total, free[1].total + lean(shape, parameters)];
    let top = totals[0].max(totals[1]);
    let sum: f64 = totals.iter().map(|total| (total - top).exp()).sum();
    let total = top + sum.ln();
    (free, totals.map(|one| (one - total).exp()), total)
}

/// Probability of each role for each sentence, scores multiplied by `scale` first.
pub fn posteriors(shape: Shape, chain: &Chain, parameters: &[f64], scale: f64) -> Vec<Chances> {
    let scaled: Vec<f64> = parameters.iter().map(|score| score * scale).collect();
    let emissions = emissions(shape, chain, &scaled);
    let (free, shares, _) = both(shape, chain, &emissions, &steps(shape, &scaled), &scaled);
    (0..chain.features.len())
        .map(|step| {
            let [parts, matters] = [0, 1].map(|manner| free[manner].node(step));
            std::array::from_fn(|role| parts[role] * shares[0] + matters[role] * shares[1])
        })
        .collect()
}

fn emissions(shape: Shape, chain: &Chain, parameters: &[f64]) -> Vec<Chances> {
    let mut emissions: Vec<Chances> = chain
        .features
        .iter()
        .map(|features| {
            let mut scores = [0.0; ROLES];
            for (feature, value) in features {
                let at = *feature as usize * ROLES;
                for (score, weight) in scores.iter_mut().zip(&parameters[at..at + ROLES]) {
                    *score += weight * f64::from(*value);
                }
            }
            scores
        })
        .collect();
    if let (true, Some(first)) = (shape.chained, emissions.first_mut()) {
        let start = &parameters[shape.start()..];
        for (score, weight) in first.iter_mut().zip(start) {
            *score += weight;
        }
    }
    emissions
}

/// What changes of role are worth in each manner over each boundary, from each role to each: powers of e.
type Steps = [[[Chances; ROLES]; 4]; MANNERS];

fn steps(shape: Shape, parameters: &[f64]) -> Steps {
    std::array::from_fn(|manner| {
        std::array::from_fn(|boundary| {
            std::array::from_fn(|from| {
                let at = shape.change(manner, boundary, from);
                std::array::from_fn(|to| match shape.chained {
                    true => parameters[at + to].exp(),
                    false => 1.0,
                })
            })
        })
    })
}

/// Sums over all paths, forward and backward; where `told`, only over paths that keep to the annotation.
///
/// Probabilities are set right at each step in place of being kept as logarithms: what a change of role is worth is known
/// beforehand, so that a sentence needs eight exponentials and not four hundred.
struct Lattice {
    seen: Vec<Chances>,
    forward: Vec<Chances>,
    backward: Vec<Chances>,
    /// Logarithm of the sum over all paths.
    total: f64,
}

impl Lattice {
    fn new(
        chain: &Chain,
        emissions: &[Chances],
        steps: &[[Chances; ROLES]; 4],
        told: bool,
    ) -> Lattice {
        let count = emissions.len();
        let mut total = 0.0;
        let mut seen = Vec::with_capacity(count);
        for (emission, gold) in emissions.iter().zip(&chain.gold) {
            let open = |role: usize| !told || gold.is_none_or(|gold| gold == role);
            let scores: Chances = std::array::from_fn(|role| match open(role) {
                true => emission[role],
                false => f64::NEG_INFINITY,
            });
            let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            total += top;
            seen.push(scores.map(|score| (score - top).exp()));
        }
        let mut forward: Vec<Chances> = Vec::with_capacity(count);
        for (step, seen) in seen.iter().enumerate() {
            let mut here = *seen;
            if let Some(before) = forward.last() {
                let mut sums = [0.0; ROLES];
                for (from, steps) in before.iter().zip(&steps[chain.boundaries[step]]) {
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
        let mut backward = vec![[1.0; ROLES]; count];
        for step in (1..count).rev() {
            let ahead = times(&seen[step], &backward[step]);
            let sums =
                steps[chain.boundaries[step]].map(|steps| times(&steps, &ahead).iter().sum());
            (backward[step - 1], _) = normal(sums);
        }
        Lattice {
            seen,
            forward,
            backward,
            total,
        }
    }

    /// Probability of each role at a step.
    fn node(&self, step: usize) -> Chances {
        normal(times(&self.forward[step], &self.backward[step])).0
    }

    /// Probability of each change into a step, from each role to each.
    fn edges(&self, step: usize, steps: &[Chances; ROLES]) -> [Chances; ROLES] {
        let ahead = times(&self.seen[step], &self.backward[step]);
        let mut edges: [Chances; ROLES] = std::array::from_fn(|from| {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The gradient is the slope of the likelihood, with a gap in the annotation too.
    #[test]
    fn the_gradient_is_the_slope() {
        let chain = Chain {
            features: vec![
                vec![(0, 1.0), (1, 0.5)],
                vec![(1, 1.0)],
                vec![(0, 0.3), (2, 1.0)],
                vec![(2, 2.0)],
            ],
            boundaries: vec![3, 0, 2, 1],
            gold: vec![Some(0), Some(1), None, Some(3)],
            manner: 1,
            weight: 1.0,
        };
        for chained in [true, false] {
            let shape = Shape {
                features: 3,
                chained,
            };
            let parameters: Vec<f64> = (0..shape.len())
                .map(|place| ((place * 37 % 17) as f64 - 8.0) / 10.0)
                .collect();
            let mut gradient = vec![0.0; shape.len()];
            accumulate(shape, &chain, &parameters, &mut gradient);
            for place in (0..shape.len()).step_by(5) {
                let at = |shift: f64| {
                    let mut moved = parameters.clone();
                    moved[place] += shift;
                    accumulate(shape, &chain, &moved, &mut vec![0.0; shape.len()])
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((slope - gradient[place]).abs() < 1e-6, "{chained} {place}");
            }
        }
    }

    #[test]
    fn probabilities_add_up() {
        let shape = Shape {
            features: 1,
            chained: true,
        };
        let chain = Chain {
            features: vec![vec![(0, 1.0)]; 3],
            boundaries: vec![3, 0, 2],
            gold: vec![None; 3],
            manner: 0,
            weight: 1.0,
        };
        let parameters: Vec<f64> = (0..shape.len()).map(|place| (place % 5) as f64).collect();
        for step in posteriors(shape, &chain, &parameters, 0.7) {
            assert!((step.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
