//! The figures of a whole batch.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::output::report::{FileReport, Standing, Verdict};
use crate::output::words::pick;
use crate::ruleset::{Lang, Severity};
use crate::structure::Role;

/// A name and how many reports it holds for.
pub type Count = (String, usize);

/// What reports are together. Reports are counted in as they come, and out again when they change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Reports: of each person the one that holds.
    pub reports: usize,
    /// Older drafts of people whose report is among these; they are in no other figure.
    pub older: usize,
    /// Files that are no duty reports; they are in no other figure.
    pub others: usize,
    /// Reports handed in late.
    pub late: usize,
    /// Reports by the share of problems and causes in the body, in tenths; the last one from nine tenths on.
    pub problem_shares: [usize; 10],
    /// Reports by their score, in tens; the last one from 90 on.
    pub scores: [usize; 10],
    total: f64,
    outcomes: BTreeMap<(Verdict, String), usize>,
    findings: BTreeMap<String, usize>,
    missing: BTreeMap<String, usize>,
    units: BTreeMap<String, Group>,
}

/// Reports of one unit or folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// How many.
    pub reports: usize,
    /// By outcome: pass, revise, rewrite.
    pub outcomes: [usize; 3],
    /// Handed in late.
    pub late: usize,
    total: f64,
}

/// Which way a report is counted.
#[derive(Clone, Copy)]
enum Step {
    In,
    Out,
}

impl Step {
    fn count(self, count: &mut usize) {
        *count = match self {
            Step::In => *count + 1,
            Step::Out => count.saturating_sub(1),
        };
    }

    /// Counts under a name; one that holds for no report any more is gone.
    fn entry<K: Ord>(self, counts: &mut BTreeMap<K, usize>, name: K) {
        match counts.entry(name) {
            Entry::Vacant(free) => {
                if let Step::In = self {
                    free.insert(1);
                }
            }
            Entry::Occupied(mut taken) => {
                self.count(taken.get_mut());
                if *taken.get() == 0 {
                    taken.remove();
                }
            }
        }
    }
}

impl Group {
    /// The mean score, 0 to 100.
    pub fn mean(&self) -> f64 {
        self.total / self.reports.max(1) as f64
    }
}

impl Summary {
    /// Counts a report in.
    pub fn add(&mut self, report: &FileReport) {
        self.count(report, Step::In);
    }

    /// Counts a report out again.
    pub fn remove(&mut self, report: &FileReport) {
        self.count(report, Step::Out);
    }

    fn count(&mut self, report: &FileReport, step: Step) {
        match report.standing() {
            Standing::Counts => {}
            Standing::Older => return step.count(&mut self.older),
            Standing::Other => return step.count(&mut self.others),
        }
        let submission = report.submission.as_ref();
        let rubric = &report.rubric;
        let problems = problems(report);
        let total = match step {
            Step::In => rubric.total,
            Step::Out => -rubric.total,
        };
        step.count(&mut self.reports);
        step.count(&mut self.problem_shares[((problems * 10.0) as usize).min(9)]);
        step.count(&mut self.scores[((rubric.total / 10.0) as usize).min(9)]);
        self.total += total;
        step.entry(
            &mut self.outcomes,
            (rubric.outcome, rubric.outcome_text.clone()),
        );
        let graves = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity >= Severity::Warning);
        let mut codes: Vec<&String> = graves.map(|diagnostic| &diagnostic.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            step.entry(&mut self.findings, code.clone());
        }
        for topic in report.topics.iter().filter(|topic| !topic.covered) {
            step.entry(&mut self.missing, topic.title.clone());
        }
        let late =
            submission.is_some_and(|submission| submission.days_late.is_some_and(|days| days > 0));
        let name = unit(report);
        let unit = self.units.entry(name.clone()).or_default();
        step.count(&mut unit.reports);
        step.count(&mut unit.outcomes[rubric.outcome as usize]);
        unit.total += total;
        if late {
            step.count(&mut self.late);
            step.count(&mut unit.late);
        }
        if unit.reports == 0 {
            self.units.remove(&name);
        }
    }

    /// The mean score, 0 to 100.
    pub fn mean(&self) -> f64 {
        self.total / self.reports.max(1) as f64
    }

    /// Outcomes in the scheme's words, from the best to the worst.
    pub fn outcomes(&self) -> Vec<Count> {
        self.verdicts()
            .map(|(_, text, count)| (text.to_owned(), count))
            .collect()
    }

    /// The same with what each amounts to.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = (Verdict, &str, usize)> {
        let outcomes = self.outcomes.iter();
        outcomes.map(|((verdict, text), count)| (*verdict, text.as_str(), *count))
    }

    /// What passing, revising and writing anew are called: in the schemes' words, where a report has come to it.
    pub fn outcome_words(&self, lang: Lang) -> [String; 3] {
        let usual = [
            (Verdict::Pass, "可以提交", "pass"),
            (Verdict::Revise, "修改", "revise"),
            (Verdict::Rewrite, "重写", "rewrite"),
        ];
        usual.map(|(verdict, zh, en)| {
            let own = self.verdicts().filter(|(own, ..)| *own == verdict);
            let own: Vec<&str> = own.map(|(_, text, _)| text).collect();
            match own.is_empty() {
                true => pick(lang, zh, en).to_owned(),
                false => own.join("／"),
            }
        })
    }

    /// Codes of errors and warnings by how many reports have them, the most frequent first.
    pub fn findings(&self) -> Vec<Count> {
        most(&self.findings)
    }

    /// Missing topics by how many reports lack them, the most frequent first.
    pub fn missing(&self) -> Vec<Count> {
        most(&self.missing)
    }

    /// Units as the roster names them, or else the folders that files were in, the lowest mean score first.
    pub fn units(&self) -> Vec<(&str, &Group)> {
        let mut units: Vec<_> = self
            .units
            .iter()
            .map(|(name, unit)| (name.as_str(), unit))
            .collect();
        units.sort_by(|a, b| a.1.mean().total_cmp(&b.1.mean()));
        units
    }
}

/// The share of problems and causes in a report's body, 0 to 1.
pub(super) fn problems(report: &FileReport) -> f64 {
    let share = |role: Role| report.roles.get(role.name()).map_or(0.0, |role| role.share);
    share(Role::Problem) + share(Role::Cause)
}

/// The unit that a report is counted with: the roster's, or else its folder; empty for neither.
pub(super) fn unit(report: &FileReport) -> String {
    let named = report
        .submission
        .as_ref()
        .map(|submission| &submission.unit);
    match named {
        Some(unit) if !unit.is_empty() => unit.clone(),
        _ => {
            let folder = report.path.rsplit(['/', '\\']).nth(1);
            folder.unwrap_or_default().to_owned()
        }
    }
}

/// The most frequent first.
fn most(counts: &BTreeMap<String, usize>) -> Vec<Count> {
    let mut list: Vec<Count> = counts
        .iter()
        .map(|(name, count)| (name.clone(), *count))
        .collect();
    list.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    list
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_report_counted_out_leaves_no_trace() {
        let records = sample::records();
        let mut summary = Summary::default();
        summary.add(&records[0].report);
        let before = summary.clone();
        for record in &records[1..] {
            summary.add(&record.report);
        }
        assert_eq!(summary.reports, records.len());
        assert!(summary.outcomes().len() > 1);
        for record in &records[1..] {
            summary.remove(&record.report);
        }
        let mut older = records[1].report.clone();
        let submission = older.submission.get_or_insert_default();
        submission.replaced_by = Some("乙.docx".into());
        summary.add(&older);
        let mut notice = records[2].report.clone();
        notice.diagnostics[0].code = "STR004".into();
        summary.add(&notice);
        assert_eq!((summary.reports, summary.older, summary.others), (1, 1, 1));
        assert_eq!(summary.late, 0);
        summary.remove(&older);
        summary.remove(&notice);
        assert!((summary.mean() - before.mean()).abs() < 1e-9);
        summary.total = before.total;
        for (name, unit) in &mut summary.units {
            unit.total = before.units[name].total;
        }
        assert_eq!(summary, before);
    }
}
