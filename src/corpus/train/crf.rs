//! A linear chain over the sentences of a report: its likelihood and the gradient of it.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001). Emissions are linear in features, changes of role
//! depend on the boundary between two sentences.

use crate::structure::Role;

/// Roles.
pub const ROLES: usize = Role::COUNT;

/// A report as the chain sees it.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// Features of each sentence with their strengths.
    pub features: Vec<Vec<(u32, f32)>>,
    /// Boundary before each sentence, as a place in the model's boundaries; the first is not looked at.
    pub boundaries: Vec<usize>,
    /// The annotated role, where there is one.
    pub gold: Vec<Option<usize>>,
    /// What it counts for in the sum, 1 for a report as it stands.
    pub weight: f64,
}

/// Where the parameters lie: features first, then the first role, then the changes.
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
        self.start() + ROLES + 4 * ROLES * ROLES
    }

    /// Place of the first role's scores.
    pub fn start(self) -> usize {
        self.features * ROLES
    }

    /// Place of the scores of changes from a role over a boundary.
    pub fn change(self, boundary: usize, from: usize) -> usize {
        self.start() + ROLES + (boundary * ROLES + from) * ROLES
    }
}

/// Adds a report's negative log-likelihood to what it returns and the gradient of it to `gradient`.
pub fn accumulate(shape: Shape, chain: &Chain, parameters: &[f64], gradient: &mut [f64]) -> f64 {
    let count = chain.features.len();
    if count == 0 {
        return 0.0;
    }
    let emissions = emissions(shape, chain, parameters);
    let free = Lattice::new(shape, chain, &emissions, parameters, false);
    let told = Lattice::new(shape, chain, &emissions, parameters, true);
    for step in 0..count {
        let difference: Vec<f64> = (0..ROLES)
            .map(|role| chain.weight * (free.node(step, role) - told.node(step, role)))
            .collect();
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
        for from in 0..ROLES {
            let at = shape.change(chain.boundaries[step], from);
            for to in 0..ROLES {
                gradient[at + to] += chain.weight
                    * (free.edge(chain, shape, parameters, &emissions, step, from, to)
                        - told.edge(chain, shape, parameters, &emissions, step, from, to));
            }
        }
    }
    chain.weight * (free.total - told.total)
}

/// Probability of each role for each sentence, scores multiplied by `scale` first.
pub fn posteriors(
    shape: Shape,
    chain: &Chain,
    parameters: &[f64],
    scale: f64,
) -> Vec<[f64; ROLES]> {
    let scaled: Vec<f64> = parameters.iter().map(|score| score * scale).collect();
    let emissions = emissions(shape, chain, &scaled);
    let lattice = Lattice::new(shape, chain, &emissions, &scaled, false);
    (0..chain.features.len())
        .map(|step| std::array::from_fn(|role| lattice.node(step, role)))
        .collect()
}

fn emissions(shape: Shape, chain: &Chain, parameters: &[f64]) -> Vec<[f64; ROLES]> {
    let mut emissions: Vec<[f64; ROLES]> = chain
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

/// Sums over all paths, forward and backward, in logarithms; where `told`, only over paths that keep to the annotation.
struct Lattice {
    forward: Vec<[f64; ROLES]>,
    backward: Vec<[f64; ROLES]>,
    total: f64,
}

impl Lattice {
    fn new(
        shape: Shape,
        chain: &Chain,
        emissions: &[[f64; ROLES]],
        parameters: &[f64],
        told: bool,
    ) -> Lattice {
        let count = emissions.len();
        let open =
            |step: usize, role: usize| !told || chain.gold[step].is_none_or(|gold| gold == role);
        let change = |step: usize, from: usize, to: usize| {
            if shape.chained {
                parameters[shape.change(chain.boundaries[step], from) + to]
            } else {
                0.0
            }
        };
        let mut forward = vec![[f64::NEG_INFINITY; ROLES]; count];
        for step in 0..count {
            for to in (0..ROLES).filter(|role| open(step, *role)) {
                let before = if step == 0 {
                    0.0
                } else {
                    log_sum(&std::array::from_fn(|from| {
                        forward[step - 1][from] + change(step, from, to)
                    }))
                };
                forward[step][to] = before + emissions[step][to];
            }
        }
        let mut backward = vec![[0.0; ROLES]; count];
        for step in (0..count - 1).rev() {
            for from in 0..ROLES {
                backward[step][from] = log_sum(&std::array::from_fn(|to| {
                    if open(step + 1, to) {
                        change(step + 1, from, to)
                            + emissions[step + 1][to]
                            + backward[step + 1][to]
                    } else {
                        f64::NEG_INFINITY
                    }
                }));
            }
        }
        let total = log_sum(&forward[count - 1]);
        Lattice {
            forward,
            backward,
            total,
        }
    }

    /// Probability of a role at a step.
    fn node(&self, step: usize, role: usize) -> f64 {
        (self.forward[step][role] + self.backward[step][role] - self.total).exp()
    }

    /// Probability of a change into a step.
    #[expect(clippy::too_many_arguments, reason = "all of it is one sum")]
    fn edge(
        &self,
        chain: &Chain,
        shape: Shape,
        parameters: &[f64],
        emissions: &[[f64; ROLES]],
        step: usize,
        from: usize,
        to: usize,
    ) -> f64 {
        // A role that the annotation rules out has no forward sum, and so no probability.
        if self.forward[step][to] == f64::NEG_INFINITY {
            return 0.0;
        }
        let change = parameters[shape.change(chain.boundaries[step], from) + to];
        (self.forward[step - 1][from] + change + emissions[step][to] + self.backward[step][to]
            - self.total)
            .exp()
    }
}

fn log_sum(scores: &[f64; ROLES]) -> f64 {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + scores
        .iter()
        .map(|score| (score - top).exp())
        .sum::<f64>()
        .ln()
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
            weight: 1.0,
        };
        let parameters: Vec<f64> = (0..shape.len()).map(|place| (place % 5) as f64).collect();
        for step in posteriors(shape, &chain, &parameters, 0.7) {
            assert!((step.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
