//! The figures of a whole batch.

use std::collections::BTreeMap;

use super::Row;

/// A name and how many reports it holds for.
pub type Count = (String, usize);

/// What reports are together.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Outcomes in the scheme's words, from the best to the worst.
    pub outcomes: Vec<Count>,
    /// Codes of errors and warnings by how many reports have them.
    pub findings: Vec<Count>,
    /// Missing topics by how many reports lack them.
    pub missing: Vec<Count>,
    /// Reports by the share of problems and causes in the body, in tenths; the last one from nine tenths on.
    pub problem_shares: [usize; 10],
    /// Places of the rows in the order in which they are best read: the worst outcome first, then the lowest score, and
    /// of equal ones those that are least certain.
    pub order: Vec<usize>,
}

impl Summary {
    /// Sums up.
    pub fn of(rows: &[Row]) -> Summary {
        let mut outcomes: BTreeMap<(u8, &str), usize> = BTreeMap::new();
        let mut problem_shares = [0; 10];
        for row in rows {
            *outcomes
                .entry((row.outcome as u8, &row.outcome_text))
                .or_default() += 1;
            problem_shares[((row.problem_share * 10.0) as usize).min(9)] += 1;
        }
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&rows[*a], &rows[*b]);
            let by_outcome = (b.outcome as u8).cmp(&(a.outcome as u8));
            by_outcome
                .then(a.total.total_cmp(&b.total))
                .then(a.confidence.total_cmp(&b.confidence))
        });
        let codes = rows.iter().flat_map(|row| &row.findings);
        Summary {
            outcomes: outcomes
                .into_iter()
                .map(|((_, text), count)| (text.to_owned(), count))
                .collect(),
            findings: most(codes.map(|(code, _)| code)),
            missing: most(rows.iter().flat_map(|row| &row.missing)),
            problem_shares,
            order,
        }
    }
}

/// How often each name comes, the most frequent first.
fn most<'n>(names: impl Iterator<Item = &'n String>) -> Vec<Count> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut list: Vec<Count> = counts
        .into_iter()
        .map(|(name, count)| (name.clone(), count))
        .collect();
    list.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    list
}
