//! Minimises a smooth function by its gradient: limited-memory BFGS (Nocedal 1980) with a backtracking search.

use std::collections::VecDeque;

/// How many steps are remembered.
const MEMORY: usize = 7;

/// Walks from `point` to where `function` (value and gradient) is least; stops after `rounds` or where the slope is
/// under a thousandth of the point's length.
pub fn minimise(
    mut point: Vec<f64>,
    rounds: usize,
    mut function: impl FnMut(&[f64]) -> (f64, Vec<f64>),
) -> Vec<f64> {
    let (mut value, mut gradient) = function(&point);
    let mut steps: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..rounds {
        let direction = direction(&gradient, &steps);
        let slope = dot(&direction, &gradient);
        let mut length = if steps.is_empty() {
            1.0 / norm(&gradient).max(1.0)
        } else {
            1.0
        };
        let found = loop {
            let next: Vec<f64> = point
                .iter()
                .zip(&direction)
                .map(|(at, towards)| at + length * towards)
                .collect();
            let (next_value, next_gradient) = function(&next);
            if next_value <= value + 1e-4 * length * slope {
                break Some((next, next_value, next_gradient));
            }
            length /= 2.0;
            if length < 1e-10 {
                break None;
            }
        };
        let Some((next, next_value, next_gradient)) = found else {
            break;
        };
        let step = difference(&next, &point);
        let turn = difference(&next_gradient, &gradient);
        if dot(&step, &turn) > 1e-10 {
            steps.push_back((step, turn));
            if steps.len() > MEMORY {
                steps.pop_front();
            }
        }
        (point, value, gradient) = (next, next_value, next_gradient);
        if norm(&gradient) < 1e-3 * norm(&point).max(1.0) {
            break;
        }
    }
    point
}

fn direction(gradient: &[f64], steps: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(steps.len());
    for (step, turn) in steps.iter().rev() {
        let share = dot(step, &direction) / dot(step, turn);
        add(&mut direction, -share, turn);
        shares.push(share);
    }
    if let Some((step, turn)) = steps.back() {
        let scale = dot(step, turn) / dot(turn, turn);
        direction.iter_mut().for_each(|towards| *towards *= scale);
    }
    for ((step, turn), share) in steps.iter().zip(shares.into_iter().rev()) {
        let back = dot(turn, &direction) / dot(step, turn);
        add(&mut direction, share - back, step);
    }
    direction
}

fn add(to: &mut [f64], times: f64, vector: &[f64]) {
    for (slot, value) in to.iter_mut().zip(vector) {
        *slot += times * value;
    }
}

fn difference(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(a, b)| a - b).collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn norm(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}

#[cfg(test)]
mod tests {
    use super::minimise;

    #[test]
    fn finds_the_bottom_of_a_bent_valley() {
        // Rosenbrock's function, least at (1, 1).
        let bottom = minimise(vec![-1.2, 1.0], 500, |at| {
            let (x, y) = (at[0], at[1]);
            let value = (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
            let slope = vec![
                -2.0 * (1.0 - x) - 400.0 * x * (y - x * x),
                200.0 * (y - x * x),
            ];
            (value, slope)
        });
        assert!(
            (bottom[0] - 1.0).abs() < 1e-2 && (bottom[1] - 1.0).abs() < 1e-2,
            "{bottom:?}"
        );
    }
}
