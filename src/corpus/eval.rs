//! How well roles and codes are told on annotated reports.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Annotated, CorpusError, load};
use crate::checker::{Checker, Settings, SetupError};
use crate::ruleset::Severity;
use crate::structure::Role;

/// How often a code was raised, rightly and not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeFigures {
    /// Reports in which it is expected and raised.
    pub hits: Vec<String>,
    /// Reports in which it is raised as warning or error but not expected; borderline ones left out.
    pub false_alarms: Vec<String>,
    /// Reports in which it is expected but not raised at all.
    pub misses: Vec<String>,
}

/// A sentence told wrongly.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongSentence {
    /// The report.
    pub report: String,
    /// Its annotated role.
    pub expected: Role,
    /// The role it was given.
    pub told: Role,
    /// How sure the decoder was, 0 to 1.
    pub confidence: f32,
    /// Its words.
    pub text: String,
}

/// Figures over a set of reports.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// How many reports.
    pub reports: usize,
    /// For each structure and for `all`: 字 with the right role, and 字 in all.
    pub accuracy: BTreeMap<String, (usize, usize)>,
    /// 字 by (expected, told) role.
    pub confusion: [[usize; Role::COUNT]; Role::COUNT],
    /// Error of the problem+cause share of each report, in points.
    pub share_errors: Vec<f64>,
    /// Probability of the told roles, summed over 字: where it is near the accuracy, confidence can be believed.
    pub confidence: f64,
    /// Sentences told wrongly.
    pub wrong: Vec<WrongSentence>,
    /// By code.
    pub codes: BTreeMap<String, CodeFigures>,
    /// Pledges by (annotated, told) status.
    pub pledges: BTreeMap<(String, String), usize>,
}

/// Why a corpus could not be measured.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A report.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// A profile.
    #[error("{report}：{error}")]
    Setup {
        /// The report.
        report: String,
        /// What is wrong.
        error: SetupError,
    },
    /// The folder.
    #[error("{path}：{reason}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl Evaluation {
    /// Weighted accuracy of a structure, 0 to 1; 0 where there is nothing.
    pub fn accuracy_of(&self, structure: &str) -> f64 {
        self.accuracy
            .get(structure)
            .map_or(0.0, |(right, all)| *right as f64 / (*all).max(1) as f64)
    }

    /// Mean probability of the told roles, weighted by 字, 0 to 1.
    pub fn mean_confidence(&self) -> f64 {
        self.confidence / self.accuracy.get("all").map_or(1, |(_, all)| (*all).max(1)) as f64
    }

    /// Median error of the problem+cause share, in points.
    pub fn median_share_error(&self) -> f64 {
        let mut errors = self.share_errors.clone();
        errors.sort_by(f64::total_cmp);
        errors.get(errors.len() / 2).copied().unwrap_or(0.0)
    }

    /// F1 of a role, weighted by 字; none where it does not occur.
    pub fn f1(&self, role: Role) -> Option<f64> {
        let place = role.index();
        let right = self.confusion[place][place] as f64;
        let expected: usize = self.confusion[place].iter().sum();
        let told: usize = self.confusion.iter().map(|row| row[place]).sum();
        (expected > 0).then(|| 2.0 * right / (expected + told).max(1) as f64)
    }

    /// Mean of the roles' F1, over roles that occur.
    pub fn macro_f1(&self) -> f64 {
        let scores: Vec<f64> = Role::ALL
            .into_iter()
            .filter_map(|role| self.f1(role))
            .collect();
        scores.iter().sum::<f64>() / scores.len().max(1) as f64
    }
}

/// Measures all reports in `dir/reports`; last-year files (`.last.txt`) count for roles too.
///
/// # Errors
/// A folder that cannot be read, a file that breaks the format, a profile that does not exist.
pub fn evaluate(dir: &Path) -> Result<Evaluation, EvalError> {
    let reports = dir.join("reports");
    let folder = |error: std::io::Error| EvalError::Folder {
        path: reports.clone(),
        reason: error.to_string(),
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&reports).map_err(folder)? {
        let path = entry.map_err(folder)?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(EvalError::Folder {
            path: reports,
            reason: "没有标注报告（.txt）".into(),
        });
    }
    let mut evaluation = Evaluation::default();
    for path in paths {
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        let annotated = load(&path)?;
        let settings = Settings {
            profile: Some(annotated.head.profile.clone()),
            year: Some(annotated.head.year),
            ..Settings::default()
        };
        let checker = Checker::new(settings).map_err(|error| EvalError::Setup {
            report: name.clone(),
            error,
        })?;
        let previous = annotated
            .head
            .previous
            .as_ref()
            .map(|file| load(&path.with_file_name(file)))
            .transpose()?;
        evaluation.reports += 1;
        evaluation.roles(&name, &annotated, &checker);
        evaluation.codes(&name, &annotated, previous.as_ref(), &checker);
    }
    Ok(evaluation)
}

impl Evaluation {
    fn roles(&mut self, name: &str, annotated: &Annotated, checker: &Checker) {
        let draft = checker.draft(&annotated.document);
        let (mut expected_share, mut told_share, mut all) = (0usize, 0usize, 0usize);
        for sentence in &draft.sentences {
            let source = draft.source_range(sentence.range.clone());
            let at = annotated
                .roles
                .partition_point(|(range, _)| range.end <= source.start);
            let Some((_, expected)) = annotated
                .roles
                .get(at)
                .filter(|(range, _)| range.start <= source.start)
            else {
                continue;
            };
            let words = draft.words_in(sentence.range.clone());
            for key in ["all", annotated.head.structure.as_str()] {
                let entry = self.accuracy.entry(key.to_owned()).or_default();
                entry.0 += if sentence.role == *expected { words } else { 0 };
                entry.1 += words;
            }
            self.confusion[expected.index()][sentence.role.index()] += words;
            let weighs = |role: Role| {
                if matches!(role, Role::Problem | Role::Cause) {
                    words
                } else {
                    0
                }
            };
            self.confidence += f64::from(sentence.confidence()) * words as f64;
            expected_share += weighs(*expected);
            told_share += weighs(sentence.role);
            all += words;
            if sentence.role != *expected {
                self.wrong.push(WrongSentence {
                    report: name.to_owned(),
                    expected: *expected,
                    told: sentence.role,
                    confidence: sentence.confidence(),
                    text: draft.own(sentence.range.clone()).to_owned(),
                });
            }
        }
        self.share_errors
            .push(expected_share.abs_diff(told_share) as f64 / all.max(1) as f64 * 100.0);
    }

    fn codes(
        &mut self,
        name: &str,
        annotated: &Annotated,
        previous: Option<&Annotated>,
        checker: &Checker,
    ) {
        let checked = checker.check(
            &annotated.document,
            previous.map(|previous| &previous.document),
        );
        let mut raised: BTreeMap<&str, Severity> = BTreeMap::new();
        for diagnostic in &checked.report.diagnostics {
            let severity = raised
                .entry(&diagnostic.code)
                .or_insert(diagnostic.severity);
            *severity = (*severity).max(diagnostic.severity);
        }
        for code in &annotated.head.expect {
            let figures = self.codes.entry(code.clone()).or_default();
            let list = if raised.contains_key(code.as_str()) {
                &mut figures.hits
            } else {
                &mut figures.misses
            };
            list.push(name.to_owned());
        }
        for (code, severity) in raised {
            let known = annotated
                .head
                .expect
                .iter()
                .chain(&annotated.head.borderline)
                .any(|other| other == code);
            if !known && severity > Severity::Info {
                self.codes
                    .entry(code.to_owned())
                    .or_default()
                    .false_alarms
                    .push(name.to_owned());
            }
        }
        for tagged in &annotated.head.pledge {
            let key: String = tagged
                .text
                .chars()
                .filter(|character| !character.is_whitespace())
                .take(10)
                .collect();
            let told = checked.report.pledges.iter().find(|pledge| {
                let text: String = pledge
                    .text
                    .chars()
                    .filter(|character| !character.is_whitespace())
                    .collect();
                text.contains(&key)
            });
            let told = told.map_or("not extracted", |pledge| match pledge.status {
                crate::output::report::PledgeStatus::Answered => "answered",
                crate::output::report::PledgeStatus::Partial => "partial",
                crate::output::report::PledgeStatus::Missing => "missing",
            });
            *self
                .pledges
                .entry((tagged.status.clone(), told.to_owned()))
                .or_default() += 1;
        }
    }
}
