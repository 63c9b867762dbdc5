//! What all pieces of the page share.

use std::collections::BTreeMap;

use crate::output::batch::Batch;
use crate::output::report::{FileReport, Submission, Verdict};
use crate::output::words::{percent, pick, verdict_name};
use crate::ruleset::Lang;

/// The batch, and where on the page the reports stand that it names.
pub(super) struct Page<'a> {
    pub(super) batch: &'a Batch,
    pub(super) lang: Lang,
    /// Reports on the page.
    pub(super) all: usize,
    /// What is known of the reports that pairs, clusters and the roster name; the others need no second look.
    named: BTreeMap<&'a str, Option<Known>>,
    /// For each report with pairs, their places in the batch.
    pairs: BTreeMap<&'a str, Vec<usize>>,
}

/// A report that a list links to.
#[derive(Clone)]
pub(super) struct Known {
    /// Its number in reading order, from 1.
    pub(super) number: usize,
    pub(super) outcome: Verdict,
    pub(super) outcome_text: String,
    /// In time or late, in words.
    pub(super) late: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(batch: &'a Batch, all: usize) -> Self {
        let pairs = batch.pairs.by_report();
        let mut named: BTreeMap<&str, Option<Known>> =
            pairs.keys().map(|path| (*path, None)).collect();
        let clustered = batch.clusters.iter().flatten();
        named.extend(clustered.map(|path| (path.as_str(), None)));
        let others = batch.others.iter();
        named.extend(others.map(|(path, _)| (path.as_str(), None)));
        if let Some(roster) = &batch.roster {
            let files = roster.people.iter().flat_map(|person| &person.files);
            let left = roster.unmatched.iter();
            let torn = roster.ambiguous.iter().map(|(path, _)| path);
            let paths = files.chain(left).chain(torn);
            named.extend(paths.map(|path| (path.as_str(), None)));
        }
        Self {
            batch,
            lang: batch.lang,
            all,
            named,
            pairs,
        }
    }

    /// Remembers a report, if anything names it.
    pub(super) fn meet(&mut self, report: &FileReport, number: usize) {
        let late = self.late(report.submission.as_ref());
        if let Some(known) = self.named.get_mut(report.path.as_str()) {
            *known = Some(Known {
                number,
                outcome: report.rubric.outcome,
                outcome_text: report.rubric.outcome_text.clone(),
                late,
            });
        }
    }

    pub(super) fn known(&self, path: &str) -> Option<&Known> {
        self.named.get(path)?.as_ref()
    }

    /// The number of a report's section, if it is on the page.
    pub(super) fn number(&self, path: &str) -> Option<usize> {
        self.known(path).map(|known| known.number)
    }

    /// The places of a report's pairs in the batch, the most alike first.
    pub(super) fn pairs_of(&self, path: &str) -> &[usize] {
        self.pairs.get(path).map_or(&[][..], Vec::as_slice)
    }

    /// A word of the page in the run's language.
    pub(super) fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.lang, zh, en)
    }

    pub(super) fn title_of(&self, code: &str) -> &str {
        self.batch.titles.get(code).map_or("", String::as_str)
    }

    pub(super) fn percent(&self, share: &f64) -> String {
        percent(*share)
    }

    pub(super) fn outcome(&self, outcome: &Verdict) -> &'static str {
        verdict_name(*outcome)
    }

    /// The better an outcome, the lower.
    pub(super) fn rank(&self, outcome: &Verdict) -> usize {
        *outcome as usize
    }

    /// In time or late, in words; empty where nothing is known of it.
    pub(super) fn late(&self, submission: Option<&Submission>) -> String {
        let Some(submission) = submission.filter(|it| it.days_late.is_some()) else {
            return String::new();
        };
        match (&submission.late, self.lang) {
            (None, lang) => pick(lang, "按时", "in time").to_owned(),
            (Some(late), Lang::Zh) => format!("迟 {late}"),
            (Some(late), Lang::En) => format!("{late} late"),
        }
    }
}
