//! Fits few weights by walking downhill.

const ROUNDS: i32 = 400;

/// Walks downhill from zero (Adam, with shrinking steps); the first `positive` numbers stay above zero.
pub fn descend(length: usize, positive: usize, slope: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let mut point = vec![0.0; length];
    let (mut mean, mut square) = (vec![0.0; length], vec![0.0; length]);
    for round in 1..=ROUNDS {
        let step = 0.15 * (1.0 - 0.95 * f64::from(round) / f64::from(ROUNDS));
        for (place, slope) in slope(&point).into_iter().enumerate() {
            mean[place] = 0.9 * mean[place] + 0.1 * slope;
            square[place] = 0.99 * square[place] + 0.01 * slope * slope;
            let direction = mean[place] / (1.0 - 0.9f64.powi(round));
            let size = (square[place] / (1.0 - 0.99f64.powi(round))).sqrt() + 1e-8;
            point[place] -= step * direction / size;
            if place < positive {
                point[place] = point[place].max(0.0);
            }
        }
    }
    point
}

#[cfg(test)]
mod tests {
    use super::descend;

    #[test]
    fn walks_to_the_lowest_point_that_is_allowed() {
        let slope = |point: &[f64]| vec![point[0] + 2.0, point[1] + 2.0, point[2] - 3.0];
        let found = descend(3, 1, slope);
        let wanted = [0.0, -2.0, 3.0];
        assert!(
            found
                .iter()
                .zip(wanted)
                .all(|(one, other)| (one - other).abs() < 0.02),
            "{found:?}"
        );
    }
}
