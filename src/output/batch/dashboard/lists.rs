//! What holds for reports together: pairs, clusters, the roster, files that could not be read.

use std::collections::HashSet;

use askama::Template;

use super::diff::{Stretch, side_by_side};
use super::page::Page;
use crate::audit::similar::{ForeignName, Part, Quote};
use crate::output::batch::{PairEntry, PairHead, PersonEntry};
use crate::output::words::{percent, pick};
use crate::ruleset::Lang;

/// The lists after the table.
#[derive(Template)]
#[template(path = "dashboard/lists.html", config = "src/output/askama.toml")]
pub(super) struct Lists<'a> {
    page: &'a Page<'a>,
    /// The people, those without a report first.
    people: Vec<&'a PersonEntry>,
    grades: bool,
    /// Files that could not be checked.
    unread: HashSet<&'a str>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(page: &'a Page<'a>) -> Self {
        let roster = page.batch.roster.as_ref();
        let people = roster.map_or(&[][..], |roster| roster.people.as_slice());
        let mut sorted: Vec<&PersonEntry> = people.iter().collect();
        let errors = page.batch.errors.iter();
        sorted.sort_by_key(|person| !person.files.is_empty());
        Self {
            page,
            grades: people.iter().any(|person| person.grade.is_some()),
            people: sorted,
            unread: errors.map(|error| error.path.as_str()).collect(),
        }
    }

    /// Whether the only file of someone could not be checked.
    fn is_unread(&self, person: &PersonEntry) -> bool {
        matches!(person.files.as_slice(), [path] if self.unread.contains(path.as_str()))
    }

    fn missing(&self) -> usize {
        let mut people = self.people.iter();
        people
            .position(|person| !person.files.is_empty())
            .unwrap_or(self.people.len())
    }

    fn names(&self, pair: &PairHead) -> String {
        pair.names.join(self.page.t("、", ", "))
    }
}

/// Two reports side by side, on a page of their own.
#[derive(Template)]
#[template(path = "dashboard/pair.html", config = "src/output/askama.toml")]
pub(super) struct PairSection<'a> {
    page: &'a Page<'a>,
    pair: PairView<'a>,
}

impl<'a> PairSection<'a> {
    pub(super) fn new(page: &'a Page<'a>, pair: &'a PairEntry, number: usize) -> Self {
        Self {
            page,
            pair: PairView::new(page, pair, number, false, usize::MAX),
        }
    }
}

/// A pair as one of its reports sees it.
pub(super) struct PairView<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) left: Side<'a>,
    pub(super) right: Side<'a>,
    pub(super) jaccard: String,
    pub(super) passages: Vec<PassageView<'a>>,
    /// Passages that are not shown here but elsewhere on the page.
    pub(super) folded: usize,
    /// Passages that are shown nowhere.
    pub(super) more: usize,
    pub(super) foreign: Vec<ForeignView<'a>>,
}

/// One of two reports.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) path: &'a str,
    /// The number of its section; none for a report of last year.
    pub(super) number: Option<usize>,
    pub(super) last_year: bool,
    share: f64,
}

impl Side<'_> {
    pub(super) fn share(&self) -> String {
        percent(self.share)
    }
}

/// A passage in both.
pub(super) struct PassageView<'a> {
    pub(super) words: usize,
    pub(super) sides: [(&'a Quote, Vec<Stretch>); 2],
}

/// A name left in from the other.
pub(super) struct ForeignView<'a> {
    pub(super) entry: &'a ForeignName,
    pub(super) number: Option<usize>,
}

impl<'a> PairView<'a> {
    /// With `turned` the second report stands on the left; `most` passages are shown.
    pub(super) fn new(
        page: &Page<'_>,
        pair: &'a PairEntry,
        number: usize,
        turned: bool,
        most: usize,
    ) -> Self {
        let similar = &pair.similar;
        let side = |part: &'a Part, last_year: bool| Side {
            path: &part.path,
            number: page.number(&part.path).filter(|_| !last_year),
            last_year,
            share: part.share,
        };
        let turn = |a, b| if turned { (b, a) } else { (a, b) };
        let (left, right) = turn(side(&similar.a, false), side(&similar.b, pair.last_year));
        let names = |side: Side<'_>| -> Vec<&str> {
            let entries = similar.foreign.iter().filter(|it| it.kept_by == side.path);
            entries.map(|it| it.name.as_str()).collect()
        };
        let (left_names, right_names) = (names(left), names(right));
        let passages = similar.passages.iter().take(most).map(|passage| {
            let (a, b) = match turned {
                true => (&passage.b, &passage.a),
                false => (&passage.a, &passage.b),
            };
            let (one, other) = side_by_side((&a.text, &left_names), (&b.text, &right_names));
            PassageView {
                words: passage.words,
                sides: [(a, one), (b, other)],
            }
        });
        Self {
            number,
            left,
            right,
            jaccard: percent(similar.jaccard),
            passages: passages.collect(),
            folded: similar.passages.len().saturating_sub(most),
            more: pair.more,
            foreign: similar
                .foreign
                .iter()
                .map(|entry| ForeignView {
                    entry,
                    number: page.number(&entry.kept_by),
                })
                .collect(),
        }
    }

    /// What is left out here, in words.
    pub(super) fn rest(&self, lang: &Lang) -> String {
        match (self.more, lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("另有 {more} 处较短的相同段落没有列出。"),
            (more, Lang::En) => format!("{more} shorter passages are not listed."),
        }
    }

    pub(super) fn place(&self, quote: &&'a Quote, lang: &Lang) -> &'a str {
        match quote.range.label.as_str() {
            "" => pick(*lang, "正文", "text"),
            label => label,
        }
    }
}
