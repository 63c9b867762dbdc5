//! A linear chain over the sentences of a report: its likelihood and the gradient of it.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001). Emissions are linear in features, changes of role
//! depend on the boundary between two sentences.

use crate::structure::{Boundary, Chances, Lattice, Manner, Role, Steps};

/// Roles.
pub const ROLES: usize = Role::COUNT;

/// A report as the chain sees it.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// Features of each sentence with their strengths.
    pub features: Vec<Vec<(u32, f32)>>,
    /// Boundary before each sentence; the first is not looked at.
    pub boundaries: Vec<Boundary>,
    /// The annotated role, where there is one.
    pub gold: Vec<Option<usize>>,
    /// The manner that the annotated roles show.
    pub manner: Manner,
    /// What it counts for in the sum, 1 for a report as it stands.
    pub weight: f64,
}

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
        self.lean() + 1 + Manner::ALL.len() * Boundary::COUNT * ROLES * ROLES
    }

    /// Place of the first role's scores.
    pub fn start(self) -> usize {
        self.features * ROLES
    }

    /// Place of the score of telling matter by matter.
    pub fn lean(self) -> usize {
        self.start() + ROLES
    }

    /// Place of the scores of changes from a role over a boundary in a manner. Under a heading for problems and plans
    /// together they are added to those of the plain boundary: there are few such headings to learn from.
    fn change(self, manner: Manner, boundary: Boundary, from: usize) -> usize {
        let place = manner as usize * Boundary::COUNT + boundary as usize;
        self.lean() + 1 + (place * ROLES + from) * ROLES
    }

    /// The scores of changes from a role over a boundary in a manner.
    pub fn changes(
        self,
        parameters: &[f64],
        manner: Manner,
        boundary: Boundary,
        from: usize,
    ) -> Chances {
        let own = self.change(manner, boundary, from);
        let plain = self.change(manner, boundary.plain(), from);
        std::array::from_fn(|to| match plain == own {
            true => parameters[own + to],
            false => parameters[plain + to] + parameters[own + to],
        })
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
    let (all, tops) = seen(chain, &emissions, false);
    let free = Free::new(chain, &all, &steps, tops, lean(shape, parameters));
    let (annotated, tops) = seen(chain, &emissions, true);
    let told = Lattice::new(
        &annotated,
        &steps[chain.manner as usize],
        &chain.boundaries,
        tops,
    );
    for step in 0..count {
        let mut difference = told.node(step).map(|chance| -chance);
        for (_, lattice, share) in free.manners() {
            for (slot, chance) in difference.iter_mut().zip(lattice.node(step)) {
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
        let mut add = |manner: Manner, lattice: &Lattice<'_>, weight: f64| {
            for (from, edges) in lattice.edges(step).iter().enumerate() {
                let boundary = chain.boundaries[step];
                let own = shape.change(manner, boundary, from);
                let plain = shape.change(manner, boundary.plain(), from);
                let both = std::iter::once(own).chain((plain != own).then_some(plain));
                for at in both {
                    for (slot, chance) in gradient[at..at + ROLES].iter_mut().zip(edges) {
                        *slot += chain.weight * weight * chance;
                    }
                }
            }
        };
        for (manner, lattice, share) in free.manners() {
            add(manner, lattice, share);
        }
        add(chain.manner, &told, -1.0);
    }
    let by_matters = f64::from(u8::from(chain.manner == Manner::Matters));
    if shape.chained {
        gradient[shape.lean()] += chain.weight * (free.shares[1] - by_matters);
    }
    chain.weight * (free.total - told.total - by_matters * lean(shape, parameters))
}

/// Score of telling matter by matter.
fn lean(shape: Shape, parameters: &[f64]) -> f64 {
    if shape.chained {
        parameters[shape.lean()]
    } else {
        0.0
    }
}

/// The sums over all paths, whatever is annotated, in each manner.
struct Free<'c> {
    lattices: [Lattice<'c>; 2],
    /// How probable each manner is.
    shares: [f64; 2],
    /// Logarithm of the sum over all paths in both.
    total: f64,
}

impl<'c> Free<'c> {
    fn new(
        chain: &'c Chain,
        seen: &'c [Chances],
        steps: &'c [Steps; 2],
        tops: f64,
        lean: f64,
    ) -> Free<'c> {
        let lattices = Manner::ALL
            .map(|manner| Lattice::new(seen, &steps[manner as usize], &chain.boundaries, tops));
        let totals = [lattices[0].total, lattices[1].total + lean];
        let top = totals[0].max(totals[1]);
        let sum: f64 = totals.iter().map(|total| (total - top).exp()).sum();
        let total = top + sum.ln();
        Free {
            lattices,
            shares: totals.map(|one| (one - total).exp()),
            total,
        }
    }

    fn manners(&self) -> impl Iterator<Item = (Manner, &Lattice<'c>, f64)> {
        let lattices = self.lattices.iter().zip(self.shares);
        let manners = Manner::ALL.into_iter().zip(lattices);
        manners.map(|(manner, (lattice, share))| (manner, lattice, share))
    }
}

/// Probability of each role for each sentence, scores multiplied by `scale` first.
pub fn posteriors(shape: Shape, chain: &Chain, parameters: &[f64], scale: f64) -> Vec<Chances> {
    let scaled: Vec<f64> = parameters.iter().map(|score| score * scale).collect();
    let emissions = emissions(shape, chain, &scaled);
    let (steps, (seen, tops)) = (steps(shape, &scaled), seen(chain, &emissions, false));
    let free = Free::new(chain, &seen, &steps, tops, lean(shape, &scaled));
    (0..chain.features.len())
        .map(|step| {
            let [parts, matters] = [0, 1].map(|manner| free.lattices[manner].node(step));
            let [share, rest] = free.shares;
            std::array::from_fn(|role| parts[role] * share + matters[role] * rest)
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

/// What changes of role are worth in each manner.
fn steps(shape: Shape, parameters: &[f64]) -> [Steps; 2] {
    Manner::ALL.map(|manner| {
        Boundary::ALL.map(|boundary| {
            std::array::from_fn(|from| match shape.chained {
                true => shape
                    .changes(parameters, manner, boundary, from)
                    .map(f64::exp),
                false => [1.0; ROLES],
            })
        })
    })
}

/// How probable each role is by what is seen of each sentence, but for a factor, and the sum of the logarithms of these;
/// where `told`, only roles that the annotation has are.
fn seen(chain: &Chain, emissions: &[Chances], told: bool) -> (Vec<Chances>, f64) {
    let mut tops = 0.0;
    let seen = emissions.iter().zip(&chain.gold).map(|(emission, gold)| {
        let open = |role: usize| !told || gold.is_none_or(|gold| gold == role);
        let scores: Chances = std::array::from_fn(|role| match open(role) {
            true => emission[role],
            false => f64::NEG_INFINITY,
        });
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        tops += top;
        scores.map(|score| (score - top).exp())
    });
    let seen = seen.collect();
    (seen, tops)
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
            boundaries: vec![
                Boundary::Heading,
                Boundary::Within,
                Boundary::Paragraph,
                Boundary::TogetherItem,
            ],
            gold: vec![Some(0), Some(1), None, Some(3)],
            manner: Manner::Matters,
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
            boundaries: vec![Boundary::Heading, Boundary::Within, Boundary::Paragraph],
            gold: vec![None; 3],
            manner: Manner::Parts,
            weight: 1.0,
        };
        let parameters: Vec<f64> = (0..shape.len()).map(|place| (place % 5) as f64).collect();
        for step in posteriors(shape, &chain, &parameters, 0.7) {
            assert!((step.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
