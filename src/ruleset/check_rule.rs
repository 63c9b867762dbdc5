//! What a file of `rules/checks/` says about one check.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hand_in::HandIn;
use super::lang::{Bilingual, Severity};
use super::word_setting::WordSetting;

/// Where the severity of a check comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeverityRule {
    /// Error where the scheme's demand is hard, warning where it is soft.
    Demand,
    /// By the scheme's matrix of guards: named = warning, practice = info.
    Guard,
    /// Error where the topic is compulsory, else warning.
    Topic,
    /// Always this.
    Error,
    /// Always this.
    Warning,
    /// Always this.
    Info,
}

impl SeverityRule {
    /// The severity that does not depend on the scheme, if it is one of those.
    pub fn fixed(self) -> Option<Severity> {
        match self {
            SeverityRule::Error => Some(Severity::Error),
            SeverityRule::Warning => Some(Severity::Warning),
            SeverityRule::Info => Some(Severity::Info),
            SeverityRule::Demand | SeverityRule::Guard | SeverityRule::Topic => None,
        }
    }
}

/// A file of `rules/checks/`: one check in words, with examples that run as tests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckRule {
    /// `SHR001`, the file's name too.
    pub code: String,
    /// `problem-share`.
    pub name: String,
    /// Where its severity comes from.
    pub severity: SeverityRule,
    /// A few words for tables.
    pub title: Bilingual,
    /// What it sees, and how it decides.
    pub sees: Bilingual,
    /// Why that matters.
    pub why: Bilingual,
    /// What to do about it.
    pub advice: Bilingual,
    /// Where the rule comes from.
    pub source: String,
    /// What a finding says, by variant; `{name}` stands for an argument that the check fills in.
    pub message: BTreeMap<String, Message>,
    /// Numbers that the check decides by; the code reads them by name.
    #[serde(default)]
    pub threshold: BTreeMap<String, f64>,
    /// Lists of words that the check decides by; the code reads them by name.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// Values of thresholds to choose from when the check is measured by cross-validation; the program decides by
    /// `threshold` alone.
    #[serde(default)]
    pub tune: BTreeMap<String, Vec<f64>>,
    /// Texts that the check must find.
    #[serde(default)]
    pub bad: Vec<Example>,
    /// Texts that the check must leave alone.
    #[serde(default)]
    pub good: Vec<Example>,
}

/// What a finding says and advises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What is wrong, Chinese.
    pub zh: String,
    /// What is wrong, English.
    pub en: String,
    /// What to do.
    pub help: Bilingual,
}

/// An example of a check: a text, the name of a corpus report, or how a report was handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// The text itself: paragraphs separated by line breaks, read as Markdown is.
    #[serde(default)]
    pub text: Option<String>,
    /// Or the stem of a file in `corpus/train/` or `corpus/dev/`.
    #[serde(default)]
    pub report: Option<String>,
    /// Last year's text, for checks that need one.
    #[serde(default)]
    pub previous: Option<String>,
    /// The scheme; `default` if none is named.
    #[serde(default)]
    pub profile: Option<String>,
    /// The report year.
    #[serde(default)]
    pub year: Option<i32>,
    /// Read from a Word file that is set so, with layout selected; from Markdown if nothing is said.
    #[serde(default)]
    pub word: Option<WordSetting>,
    /// Or no text at all, but what an audit knows of the delivery.
    #[serde(default)]
    pub hand_in: Option<HandIn>,
}
