//! Problems and the items of the plan, held against each other in the order in which both are told.
//!
//! Whoever answers problems one by one answers them in their order: between the measures of the problems before and behind
//! stands that of this one, in whatever words. Where nothing stands there, it was passed over.

use super::unanswered::NONE;

/// What is left for a problem where those before and behind it have their items of the plan.
pub struct Own {
    /// How much it shares with the item that is its own where items go to problems in order; nothing where none is.
    pub shared: f64,
    /// Which share of the other problems has its item for certain, 0 to 1, if no item stands between theirs; else 0.
    pub no_room: f64,
}

/// What goes to a problem must share more than this.
const LEAST: f64 = 0.5;
/// What shares so much is for certain the item of a problem.
const CERTAIN: f64 = 2.0;

/// What is left for every problem, a row of what it shares with the items of the plan.
pub fn in_order(shared: &[Vec<f64>]) -> Vec<Own> {
    let items = shared.first().map_or(0, Vec::len);
    let own = assigned(shared, items);
    let certain: Vec<Option<usize>> = own
        .iter()
        .zip(shared)
        .map(|(item, shared)| item.filter(|item| shared[*item] >= CERTAIN))
        .collect();
    let all = certain.iter().flatten().count();
    let others = shared.len().saturating_sub(1).max(1);
    let of = |place: usize| {
        let before = certain[..place].iter().flatten().next_back();
        let behind = certain[place + 1..].iter().flatten().next();
        let from = before.map_or(0, |item| item + 1);
        let to = behind.copied().unwrap_or(items);
        let certain = all - usize::from(certain[place].is_some());
        let no_room = match from < to {
            true => 0.0,
            false => certain as f64 / others as f64,
        };
        Own {
            shared: own[place].map_or(0.0, |item| shared[place][item]),
            no_room,
        }
    };
    (0..shared.len()).map(of).collect()
}

/// The item of each problem where items go to problems in order, each to one, and all together share most.
fn assigned(shared: &[Vec<f64>], items: usize) -> Vec<Option<usize>> {
    let worth = |shared: f64| ((shared + NONE) / (LEAST + NONE)).ln();
    // By problems and items that are behind: what the rest is worth.
    let width = items + 1;
    let mut rest = vec![0.0; (shared.len() + 1) * width];
    for (place, row) in shared.iter().enumerate().rev() {
        for (item, shared) in row.iter().enumerate().rev() {
            let here = place * width + item;
            let taken = worth(*shared) + rest[here + width + 1];
            rest[here] = taken.max(rest[here + 1]).max(rest[here + width]);
        }
    }
    let mut next = 0;
    let mut found = Vec::with_capacity(shared.len());
    for (place, row) in shared.iter().enumerate() {
        let best = |item: &usize| {
            let here = place * width + item;
            let taken = worth(row[*item]) + rest[here + width + 1];
            taken >= rest[here + 1] && taken >= rest[here + width]
        };
        let without = rest[(place + 1) * width + next];
        let item = (rest[place * width + next] > without).then(|| (next..items).find(best));
        let item = item.flatten();
        next = item.map_or(next, |item| item + 1);
        found.push(item);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{assigned, in_order};

    #[test]
    fn items_go_to_problems_in_order() {
        let shared = [
            vec![4.0, 0.0, 0.0],
            vec![5.0, 0.1, 0.0],
            vec![0.0, 0.0, 3.0],
        ];
        assert_eq!(assigned(&shared, 3), [None, Some(0), Some(2)]);
        let shared = [vec![4.0, 0.0], vec![3.0, 3.5]];
        assert_eq!(assigned(&shared, 2), [Some(0), Some(1)]);
        assert_eq!(assigned(&[vec![], vec![]], 0), [None, None]);
    }

    #[test]
    fn between_the_items_of_others_is_room_or_none() {
        let room = |shared: &[Vec<f64>]| {
            let own = in_order(shared);
            own.iter().map(|own| own.no_room).collect::<Vec<f64>>()
        };
        let answered = [
            vec![4.0, 0.0, 0.0],
            vec![0.0, 0.0, 0.0],
            vec![0.0, 0.0, 3.0],
        ];
        assert_eq!(room(&answered), [0.0, 0.0, 0.0]);
        let passed_over = [vec![4.0, 0.0], vec![0.0, 0.0], vec![0.0, 3.0]];
        assert_eq!(room(&passed_over), [0.0, 1.0, 0.0]);
    }
}
