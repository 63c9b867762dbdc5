//! What topics are about, whatever a scheme calls them.
//!
//! A scheme names few words for a topic, and a draft may tell of it in many others: 第一责任人 is not written by a secretary
//! who tells what the branch committee decided under him. `rules/topic/kinds.tsv` has, for each kind of topic, the words of
//! titles that name it and the words by which reports tell of it.

use std::sync::LazyLock;

/// A kind of topic.
pub(super) struct Kind {
    /// How many different words tell of it.
    pub least: usize,
    /// Words of titles that name it; with `!` before them, those that name another.
    titles: Vec<&'static str>,
    /// Words by which reports tell of it.
    pub words: Vec<&'static str>,
}

/// All kinds, in the order of the table.
static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    include_str!("../../rules/topic/kinds.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(kind)
        .collect()
});

fn kind(line: &'static str) -> Option<Kind> {
    let mut columns = line.split('\t').skip(1);
    let least = columns.next()?.parse().ok()?;
    let mut words = || Some(columns.next()?.split_whitespace().collect());
    Some(Kind {
        least,
        titles: words()?,
        words: words()?,
    })
}

/// The kinds that a title names; a title may join several.
pub(super) fn of(title: &str) -> impl Iterator<Item = &'static Kind> {
    let others = |word: &&str| {
        word.strip_prefix('!')
            .is_some_and(|word| title.contains(word))
    };
    KINDS.iter().filter(move |kind| {
        kind.titles.iter().any(|word| title.contains(word)) && !kind.titles.iter().any(others)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_kind() {
        let lines = include_str!("../../rules/topic/kinds.tsv").lines();
        let kinds = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(KINDS.len(), kinds);
        for kind in KINDS.iter() {
            assert!(kind.least <= kind.words.len() && !kind.titles.is_empty());
            let mut words = kind.words.clone();
            words.sort_unstable();
            words.dedup();
            assert_eq!(
                words.len(),
                kind.words.len(),
                "a word twice in {:?}",
                kind.titles
            );
        }
    }

    #[test]
    fn a_title_may_join_two_kinds() {
        assert_eq!(of("党风廉政与意识形态").count(), 2);
        assert_eq!(of("天气").count(), 0);
        assert_eq!(of("上年度问题整改").count(), 1);
        assert_eq!(of("巡视巡察调研指出问题整改").count(), 1);
    }
}
