//! How well roles and codes are told on annotated reports.

use std::collections::BTreeMap;
use std::path::Path;

use super::{CorpusError, Entry, read};
use crate::checker::{Checker, Settings, SetupError};
use crate::pledge::PledgeStatus;
use crate::ruleset::Severity;
use crate::structure::{Model, Role};

/// How often a code was raised, rightly and not.
///
/// A guard counts as raised at any severity, for in many schemes it is mere practice and told as information; other
/// codes count from warning on where they are not expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeFigures {
    /// Reports in which it is expected and raised.
    pub hits: Vec<String>,
    /// Reports in which it is raised but not expected; borderline ones left out.
    pub false_alarms: Vec<String>,
    /// Reports in which it is expected but not raised at all.
    pub misses: Vec<String>,
    /// Reports that come close to it by their annotation, and whether it was raised.
    pub near: Vec<(String, bool)>,
}

impl CodeFigures {
    /// The figures of several codes as one.
    pub fn joined<'f>(codes: impl Iterator<Item = &'f CodeFigures>) -> CodeFigures {
        let mut all = CodeFigures::default();
        for figures in codes {
            all.hits.extend(figures.hits.iter().cloned());
            all.misses.extend(figures.misses.iter().cloned());
            all.false_alarms
                .extend(figures.false_alarms.iter().cloned());
            all.near.extend(figures.near.iter().cloned());
        }
        all
    }

    /// Share of the raised ones that are right, 0 to 1; none where none is raised.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.hits.len(), self.hits.len() + self.false_alarms.len())
    }

    /// Share of the expected ones that are raised, 0 to 1; none where none is expected.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.hits.len(), self.hits.len() + self.misses.len())
    }

    /// Harmonic mean of both, 0 to 1; none where nothing is expected and nothing raised.
    pub fn f1(&self) -> Option<f64> {
        ratio(
            2 * self.hits.len(),
            2 * self.hits.len() + self.false_alarms.len() + self.misses.len(),
        )
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
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

/// A pledge whose status is told wrongly.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongPledge {
    /// The report.
    pub report: String,
    /// Its annotated status.
    pub tagged: String,
    /// The status it was given, or `not extracted`.
    pub told: String,
    /// Its words, as annotated.
    pub text: String,
    /// The annotated words that answer it; empty if none do.
    pub evidence: String,
    /// The passages that were taken for its answer.
    pub taken: Vec<String>,
    /// Why it was given that status.
    pub reason: String,
}

/// Figures over a set of reports.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// How many reports, last year's not counted.
    pub reports: usize,
    /// How many of them nothing is expected of.
    pub clean: usize,
    /// Errors on clean reports: report and code.
    pub clean_errors: Vec<(String, String)>,
    /// Warnings of guards on clean reports, borderline ones left out: report and code.
    pub clean_warnings: Vec<(String, String)>,
    /// For `all`, `headed`, `implicit` (headings that name no role), `joint` and `flat`: 字 with the right role, and
    /// 字 in all.
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
    /// Pledges told wrongly.
    pub wrong_pledges: Vec<WrongPledge>,
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
    /// A model.
    #[error("{0}")]
    Model(String),
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
        errors.sort_unstable_by(f64::total_cmp);
        errors.get(errors.len() / 2).copied().unwrap_or(0.0)
    }

    /// All guards together.
    pub fn guards(&self) -> CodeFigures {
        let guards = self.codes.iter().filter(|(code, _)| is_guard(code));
        CodeFigures::joined(guards.map(|(_, figures)| figures))
    }

    /// Share of the tagged pledges whose status is told rightly, 0 to 1; none where none is tagged.
    pub fn pledge_accuracy(&self) -> Option<f64> {
        let right = self
            .pledges
            .iter()
            .filter(|((tagged, told), _)| tagged == told);
        let right: usize = right.map(|(_, count)| *count).sum();
        ratio(right, self.pledges.values().sum())
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

/// Measures all reports in a folder and the folders below it; last year's files count for roles too.
///
/// # Errors
/// A folder that cannot be read, a file that breaks the format, a profile that does not exist.
pub fn evaluate(dir: &Path) -> Result<Evaluation, EvalError> {
    let entries = read(dir)?;
    let entries: Vec<&Entry> = entries.iter().collect();
    measure(&entries, |_| None)
}

/// Measures reports, each with the model that `model_for` names for its place, else with the built-in one.
///
/// # Errors
/// A profile that does not exist.
pub fn measure<'m>(
    entries: &[&Entry],
    model_for: impl Fn(usize) -> Option<&'m Model>,
) -> Result<Evaluation, EvalError> {
    let mut evaluation = Evaluation::default();
    for (place, entry) in entries.iter().enumerate() {
        let checker = checker(entry, model_for(place))?;
        evaluation.roles(entry, &checker);
        if !entry.last_year {
            evaluation.reports += 1;
            evaluation.codes(entry, &checker);
        }
    }
    Ok(evaluation)
}

/// Measures roles only, each report with the model that `model_for` names for its place.
///
/// # Errors
/// A profile that does not exist.
pub fn measure_roles<'m>(
    entries: &[&Entry],
    model_for: impl Fn(usize) -> Option<&'m Model>,
) -> Result<Evaluation, EvalError> {
    let mut evaluation = Evaluation::default();
    for (place, entry) in entries.iter().enumerate() {
        evaluation.roles(entry, &checker(entry, model_for(place))?);
        evaluation.reports += usize::from(!entry.last_year);
    }
    Ok(evaluation)
}

/// A checker for the scheme and year of a report.
///
/// # Errors
/// A profile that does not exist.
pub fn checker(entry: &Entry, model: Option<&Model>) -> Result<Checker, EvalError> {
    let settings = Settings {
        profile: Some(entry.annotated.head.profile.clone()),
        year: Some(entry.annotated.head.year),
        ..Settings::default()
    };
    let mut checker = Checker::new(settings).map_err(|error| EvalError::Setup {
        report: entry.name.clone(),
        error,
    })?;
    if let Some(model) = model {
        checker.use_model(model.clone());
    }
    Ok(checker)
}

/// Whether a code is a guard's.
pub fn is_guard(code: &str) -> bool {
    code.starts_with("GRD")
}

/// The name that a structure has in the figures: headings that name no role leave the roles implicit.
fn structure_name(structure: &str) -> &str {
    if structure == "slogan" {
        "implicit"
    } else {
        structure
    }
}

impl Evaluation {
    fn roles(&mut self, entry: &Entry, checker: &Checker) {
        let (name, annotated) = (&entry.name, &entry.annotated);
        let draft = checker.draft(&annotated.document);
        let (mut expected_share, mut told_share, mut all) = (0usize, 0usize, 0usize);
        for sentence in &draft.sentences {
            let source = draft.source_range(sentence.range.clone());
            let Some(expected) = annotated.role_at(source.start) else {
                continue;
            };
            let words = sentence.words;
            for key in ["all", structure_name(&annotated.head.structure)] {
                let entry = self.accuracy.entry(key.to_owned()).or_default();
                entry.0 += if sentence.role == expected { words } else { 0 };
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
            expected_share += weighs(expected);
            told_share += weighs(sentence.role);
            all += words;
            if sentence.role != expected {
                self.wrong.push(WrongSentence {
                    report: name.clone(),
                    expected,
                    told: sentence.role,
                    confidence: sentence.confidence(),
                    text: draft.own(sentence.range.clone()).to_owned(),
                });
            }
        }
        // Last year's files are short and plain: they would make the median better than it is.
        if entry.last_year {
            return;
        }
        self.share_errors
            .push(expected_share.abs_diff(told_share) as f64 / all.max(1) as f64 * 100.0);
    }

    fn codes(&mut self, entry: &Entry, checker: &Checker) {
        let (name, annotated) = (&entry.name, &entry.annotated);
        let previous = entry.previous.as_ref();
        let clean = annotated.head.expect.is_empty();
        self.clean += usize::from(clean);
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
            list.push(name.clone());
        }
        for code in &annotated.head.near {
            let figures = self.codes.entry(code.clone()).or_default();
            let raised = raised.contains_key(code.as_str());
            figures.near.push((name.clone(), raised));
        }
        for (code, severity) in raised {
            let known = annotated
                .head
                .expect
                .iter()
                .chain(&annotated.head.borderline)
                .any(|other| other == code);
            if known {
                continue;
            }
            let place = (name.clone(), code.to_owned());
            if clean && severity == Severity::Error {
                self.clean_errors.push(place.clone());
            }
            if clean && severity == Severity::Warning && is_guard(code) {
                self.clean_warnings.push(place);
            }
            if is_guard(code) || severity > Severity::Info {
                self.codes
                    .entry(code.to_owned())
                    .or_default()
                    .false_alarms
                    .push(name.clone());
            }
        }
        let source = &annotated.document.source;
        for tagged in &annotated.head.pledge {
            let mut pledges = checked.report.pledges.iter();
            let pledge = pledges.find(|pledge| tagged.is_of(&pledge.text));
            let told = pledge.map_or("not extracted", |pledge| match pledge.status {
                PledgeStatus::Answered => "answered",
                PledgeStatus::Partial => "partial",
                PledgeStatus::Missing => "missing",
            });
            let key = (tagged.status.clone(), told.to_owned());
            *self.pledges.entry(key).or_default() += 1;
            if told == tagged.status {
                continue;
            }
            let taken = pledge.into_iter().flat_map(|pledge| &pledge.evidence);
            self.wrong_pledges.push(WrongPledge {
                report: name.clone(),
                tagged: tagged.status.clone(),
                told: told.to_owned(),
                text: tagged.text.clone(),
                evidence: tagged.evidence.clone(),
                taken: taken
                    .map(|range| source[range.start.offset..range.end.offset].to_owned())
                    .collect(),
                reason: pledge.map_or(String::new(), |pledge| pledge.reason.clone()),
            });
        }
    }
}
