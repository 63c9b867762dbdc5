//! How well roles are told on annotated reports.

use std::collections::BTreeMap;

use super::Annotated;
use crate::ruleset::Rules;
use crate::structure::{Draft, Model, Role};

/// How often a code was raised, rightly and not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CodeFigures {
    /// Expected and raised.
    pub hits: usize,
    /// Raised but not expected.
    pub false_alarms: usize,
    /// Expected but not raised.
    pub misses: usize,
}

/// Figures over a set of reports.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// For each structure and for `all`: 字 with the right role, and 字 in all.
    pub accuracy: BTreeMap<String, (usize, usize)>,
    /// 字 by (expected, told) role.
    pub confusion: [[usize; Role::COUNT]; Role::COUNT],
    /// Error of the problem+cause share of each report, in points.
    pub share_errors: Vec<f64>,
    /// Sentences told wrongly: report, expected, told, confidence, words.
    pub wrong: Vec<(String, Role, Role, f32, String)>,
}

impl Evaluation {
    /// Weighted accuracy of a structure, 0 to 1; 0 where there is nothing.
    pub fn accuracy_of(&self, structure: &str) -> f64 {
        self.accuracy
            .get(structure)
            .map_or(0.0, |(right, all)| *right as f64 / (*all).max(1) as f64)
    }

    /// Median error of the problem+cause share, in points.
    pub fn median_share_error(&self) -> f64 {
        let mut errors = self.share_errors.clone();
        errors.sort_by(f64::total_cmp);
        errors.get(errors.len() / 2).copied().unwrap_or(0.0)
    }

    /// Mean of the roles' F1, over roles that occur.
    pub fn macro_f1(&self) -> f64 {
        let mut scores = Vec::new();
        for role in 0..Role::COUNT {
            let right = self.confusion[role][role] as f64;
            let expected: usize = self.confusion[role].iter().sum();
            let told: usize = self.confusion.iter().map(|row| row[role]).sum();
            if expected > 0 {
                scores.push(2.0 * right / (expected + told).max(1) as f64);
            }
        }
        scores.iter().sum::<f64>() / scores.len().max(1) as f64
    }
}

/// Tells the roles of every report and compares them, weighted by 字.
pub fn evaluate(reports: &[(String, Annotated)], rules: &Rules, model: &Model) -> Evaluation {
    let mut evaluation = Evaluation::default();
    for (name, annotated) in reports {
        let draft = Draft::new(&annotated.document, rules, model);
        let mut expected_share = (0, 0);
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
                let entry = evaluation.accuracy.entry(key.to_owned()).or_default();
                entry.0 += if sentence.role == *expected { words } else { 0 };
                entry.1 += words;
            }
            evaluation.confusion[expected.index()][sentence.role.index()] += words;
            expected_share.1 += words;
            if matches!(expected, Role::Problem | Role::Cause) {
                expected_share.0 += words;
            }
            if sentence.role != *expected {
                let text = draft.own(sentence.range.clone()).to_owned();
                evaluation.wrong.push((
                    name.clone(),
                    *expected,
                    sentence.role,
                    sentence.confidence,
                    text,
                ));
            }
        }
        let told: usize = draft
            .sentences
            .iter()
            .filter(|sentence| matches!(sentence.role, Role::Problem | Role::Cause))
            .map(|sentence| draft.words_in(sentence.range.clone()))
            .sum();
        let all = expected_share.1.max(1) as f64;
        evaluation
            .share_errors
            .push((told as f64 - expected_share.0 as f64).abs() / all * 100.0);
    }
    evaluation
}
