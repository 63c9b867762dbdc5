//! Pairs joined into clusters.

/// Reports that are linked by pairs, directly or through others: each cluster ascending, clusters by their first
/// report; reports without a pair are in none.
pub fn clusters(pairs: impl IntoIterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
    let pairs: Vec<(u32, u32)> = pairs.into_iter().filter(|(a, b)| a != b).collect();
    let mut members: Vec<u32> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    members.sort_unstable();
    members.dedup();
    let place = |member: u32| members.partition_point(|other| *other < member);
    let mut above: Vec<usize> = (0..members.len()).collect();
    for (a, b) in pairs {
        let (one, other) = (root(&mut above, place(a)), root(&mut above, place(b)));
        // The lower one stays on top, so that a cluster is named by its first report.
        above[one.max(other)] = one.min(other);
    }
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    let mut of_root = vec![usize::MAX; members.len()];
    for (at, member) in members.iter().enumerate() {
        let top = root(&mut above, at);
        if of_root[top] == usize::MAX {
            of_root[top] = clusters.len();
            clusters.push(Vec::new());
        }
        clusters[of_root[top]].push(*member);
    }
    clusters
}

/// The top above a place; the way up is made shorter for the next time.
fn root(above: &mut [usize], mut at: usize) -> usize {
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_and_stars_become_one_cluster() {
        let chain = (1..10_000).map(|at| (at - 1, at));
        assert_eq!(clusters(chain).len(), 1);
        assert_eq!(
            clusters([(5, 4), (9, 7), (4, 1), (7, 7)]),
            [vec![1, 4, 5], vec![7, 9]]
        );
        assert!(clusters([]).is_empty());
    }
}
