//! What is kept of a report when it has been judged: enough to compare it with the others, and no text of it.

use crate::output::report::{FileReport, Verdict};
use crate::ruleset::Severity;
use crate::structure::Role;

/// A report in the overview.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its path.
    pub path: String,
    /// Its title, empty if none was found.
    pub title: String,
    /// 字数.
    pub words: usize,
    /// Problems and causes over the body, 0 to 1.
    pub problem_share: f64,
    /// 0 to 100.
    pub total: f64,
    /// What to do with the text.
    pub outcome: Verdict,
    /// The same in the scheme's words.
    pub outcome_text: String,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Codes of errors and warnings with what they say, the gravest first, each code once.
    pub findings: Vec<(String, String)>,
    /// Names of compulsory or listed topics that are missing.
    pub missing: Vec<String>,
    /// How sure the errors and warnings are on the whole, 0 to 1; 1 where there are none.
    pub confidence: f64,
}

impl Row {
    /// What is kept of a report.
    pub fn of(report: &FileReport) -> Row {
        let share = |role: Role| report.roles.get(role.name()).map_or(0.0, |role| role.share);
        let mut grave: Vec<_> = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
            .collect();
        grave.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
        let count = |severity| {
            let same = grave
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity);
            same.map(|diagnostic| diagnostic.repeats + 1).sum()
        };
        let mut findings: Vec<(String, String)> = Vec::new();
        for diagnostic in &grave {
            if findings.iter().all(|(code, _)| *code != diagnostic.code) {
                findings.push((diagnostic.code.clone(), diagnostic.message.clone()));
            }
        }
        let sure: f64 = grave.iter().map(|diagnostic| diagnostic.confidence).sum();
        Row {
            path: report.path.clone(),
            title: report.title.clone(),
            words: report.counts.words,
            problem_share: share(Role::Problem) + share(Role::Cause),
            total: report.rubric.total,
            outcome: report.rubric.outcome,
            outcome_text: report.rubric.outcome_text.clone(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            confidence: if grave.is_empty() {
                1.0
            } else {
                sure / grave.len() as f64
            },
            missing: report
                .topics
                .iter()
                .filter(|topic| !topic.covered)
                .map(|topic| topic.title.clone())
                .collect(),
            findings,
        }
    }
}
