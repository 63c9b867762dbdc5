//! Shares as bars: how many cells each gets, and what a message measures against a demand.

use std::sync::LazyLock;

use regex::Regex;

use super::report::{Diagnostic, FileReport};
use super::words::pick;
use crate::ruleset::Lang;

/// Deals `total` cells out in proportion (largest remainder); whatever is there gets one at least.
pub(super) fn cells(words: &[usize], total: usize) -> Vec<usize> {
    let sum: usize = words.iter().sum();
    if sum == 0 {
        return vec![0; words.len()];
    }
    let mut counts: Vec<usize> = words
        .iter()
        .map(|count| (count * total / sum).max(usize::from(*count > 0)))
        .collect();
    let mut by_remainder: Vec<usize> = (0..words.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(words[*index] * total % sum));
    let dealt: usize = counts.iter().sum();
    for index in by_remainder
        .into_iter()
        .cycle()
        .take(total.saturating_sub(dealt))
    {
        counts[index] += 1;
    }
    for _ in total..dealt {
        if let Some(largest) = counts.iter_mut().max() {
            *largest = largest.saturating_sub(1);
        }
    }
    counts
}

/// A measured share beside the demanded one, both 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DemandedShare {
    pub(super) title: &'static str,
    pub(super) measured: f64,
    pub(super) demanded: f64,
}

/// What the share findings of a report measure.
pub(super) fn demanded_shares(report: &FileReport, lang: Lang) -> Vec<DemandedShare> {
    report
        .diagnostics
        .iter()
        .filter_map(|diagnostic| demanded_share(diagnostic, lang))
        .collect()
}

/// The numbers are read from the finding's own words, so that the picture never says anything else.
fn demanded_share(diagnostic: &Diagnostic, lang: Lang) -> Option<DemandedShare> {
    let title = match diagnostic.code.as_str() {
        "SHR001" => pick(lang, "问题和原因", "problem and cause"),
        "SHR002" => pick(lang, "成绩", "achievement"),
        "SHR003" => pick(lang, "打算", "plan"),
        "SHR004" => pick(lang, "问题、原因和打算", "problem, cause and plan"),
        _ => return None,
    };
    Some(DemandedShare {
        title,
        measured: first_share(&diagnostic.message)?,
        demanded: first_share(&diagnostic.demand.text)?,
    })
}

static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?<percent>[0-9]+(?:\\.[0-9]+)?) ?[%％]|(?<part>[0-9]+)/(?<of>[0-9]+)|(?<zh_of>[二三四五六七八九十])分之(?<zh_part>[一二三四五六七八九])",
    )
    .ok()
});

/// The first share in a text: `21.3%`, `1/3`, `三分之一`.
fn first_share(text: &str) -> Option<f64> {
    let found = SHARE.as_ref()?.captures(text)?;
    let number = |name: &str| found.name(name)?.as_str().parse::<f64>().ok();
    let digit = |name: &str| {
        let place = "一二三四五六七八九十".find(found.name(name)?.as_str())?;
        Some((place / 3 + 1) as f64)
    };
    let share = if let Some(percent) = number("percent") {
        percent / 100.0
    } else if let (Some(part), Some(of)) = (number("part"), number("of")) {
        part / of
    } else {
        digit("zh_part")? / digit("zh_of")?
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_add_up_and_hide_nobody() {
        assert_eq!(cells(&[1, 1, 1], 10).iter().sum::<usize>(), 10);
        assert_eq!(cells(&[1000, 1, 1], 10), [8, 1, 1]);
        assert_eq!(cells(&[0, 0], 10), [0, 0]);
        assert_eq!(cells(&[5, 0, 5], 10), [5, 0, 5]);
    }

    #[test]
    fn shares_are_read_in_every_way_they_are_written() {
        let near = |text: &str, share: f64| {
            assert!((first_share(text).unwrap() - share).abs() < 1e-9, "{text}");
        };
        near("问题及原因占 21.3%，还差", 0.213);
        near("一般不超过三分之一", 1.0 / 3.0);
        near("约 1/3 的篇幅", 1.0 / 3.0);
        assert_eq!(first_share("2023 年"), None);
        assert_eq!(first_share("占 300%"), None);
    }
}
