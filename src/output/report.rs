//! The result of a run as one value: what the machine formats write and the human ones draw from.
//!
//! The serialised form is the contract `shuzhi/1`; it only ever gains fields.

mod submission;
mod view;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::submission::{Standing, Submission};
pub use self::view::{View, ViewKind, ViewParagraph, ViewSpan};
pub use crate::pledge::PledgeStatus;
use crate::ruleset::{Lang, Severity, Strength};
use crate::structure::Role;

/// The name of the machine format.
pub const SCHEMA: &str = "shuzhi/1";

/// A whole run.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RunReport {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What made it.
    pub tool: Tool,
    /// One entry a file that was read, in the order given.
    pub files: Vec<FileReport>,
    /// One entry a file that could not be read.
    pub errors: Vec<FileError>,
}

/// The program and the rules it used.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `shuzhi`.
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// Fingerprint of the rules in force (profiles, checks, lexicon, terms, model).
    pub ruleset: String,
}

/// A file that could not be checked.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FileError {
    /// The path as given.
    pub path: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// One report and what was found in it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FileReport {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// `docx`, `doc`, `markdown`, `text` …
    pub format: String,
    /// The report's title, empty if none was found.
    pub title: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// How the year was found, in the language of the run.
    pub year_source: String,
    /// Last year's file, as given.
    pub previous: Option<String>,
    /// The scheme applied.
    pub profile: ProfileRef,
    /// Profiles that the title suggests, when none was chosen.
    pub suggested_profiles: Vec<String>,
    /// Sizes.
    pub counts: Counts,
    /// Words (字) and share of every role over the body.
    pub roles: BTreeMap<String, RoleShare>,
    /// Headings in order.
    pub outline: Vec<OutlineEntry>,
    /// Every sentence with its role, only when asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<SentenceEntry>>,
    /// The scheme's required topics.
    pub topics: Vec<TopicEntry>,
    /// Last year's pledges and whether they are answered.
    pub pledges: Vec<PledgeEntry>,
    /// The findings, in the order of the text; those without a place first.
    pub diagnostics: Vec<Diagnostic>,
    /// Checks that could not judge, and why.
    pub not_judged: Vec<NotJudged>,
    /// What the reader left out.
    pub skipped: Vec<SkippedEntry>,
    /// Things to know about the reading.
    pub notes: Vec<String>,
    /// The score.
    pub rubric: Rubric,
    /// Whose report it is and when it was handed in, only in an audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Submission>,
}

/// Which scheme was applied.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ProfileRef {
    /// Its id, or the path of the user's file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where its demands come from.
    pub source: String,
}

/// Sizes of a report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// 字数 as Word counts it.
    pub words: usize,
    /// Characters that are not white space.
    pub characters: usize,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Sentences, headings left out.
    pub sentences: usize,
    /// Minutes to speak the text at 240 字 a minute.
    pub speech_minutes: f64,
    /// Size of each top-level part.
    pub parts: Vec<PartCount>,
}

/// Size of one part.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PartCount {
    /// The part's heading.
    pub title: String,
    /// Its 字数, the heading included.
    pub words: usize,
}

/// How much of the body plays a role.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct RoleShare {
    /// 字数.
    pub words: usize,
    /// Part of the body, 0 to 1.
    pub share: f64,
}

/// A heading.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OutlineEntry {
    /// 1 = top.
    pub level: u8,
    /// Its number as printed, empty if none.
    pub number: String,
    /// Its words without the number.
    pub title: String,
    /// The role of what follows.
    pub role: Role,
    /// Where it stands.
    pub range: SourceRange,
}

/// A sentence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SentenceEntry {
    /// Its words.
    pub text: String,
    /// Its role.
    pub role: Role,
    /// Probability of that role, 0 to 1.
    pub confidence: f64,
    /// Where it stands.
    pub range: SourceRange,
}

/// A required topic.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TopicEntry {
    /// `profile/1` …
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether the scheme says 必述.
    pub compulsory: bool,
    /// Whether the report covers it.
    pub covered: bool,
    /// Passages that cover it.
    pub evidence: Vec<SourceRange>,
}

/// A pledge of last year.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PledgeEntry {
    /// `P1` …, in the order of last year's file.
    pub id: String,
    /// Its words.
    pub text: String,
    /// The deadline it names.
    pub deadline: Option<String>,
    /// Where it stands in last year's file.
    pub source: SourceRange,
    /// What became of it.
    pub status: PledgeStatus,
    /// 0 to 1.
    pub confidence: f64,
    /// Passages of this report that answer it.
    pub evidence: Vec<SourceRange>,
    /// Why this status, in the language of the run.
    pub reason: String,
}

/// A finding.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// `SHR001` …
    pub code: String,
    /// `problem-share` …
    pub name: String,
    /// How grave.
    pub severity: Severity,
    /// 0 to 1.
    pub confidence: f64,
    /// What is wrong, in numbers where there are any.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The passage, or none for the whole report.
    pub range: Option<SourceRange>,
    /// Passages that belong to it.
    pub related: Vec<Related>,
    /// How many more of the same were left out.
    pub repeats: usize,
    /// What it rests on.
    pub demand: Demand,
}

/// A passage that belongs to a finding, or a finding that this one stands for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// What it shows.
    pub message: String,
    /// Where, if anywhere.
    pub range: Option<SourceRange>,
}

/// The demand that a finding rests on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Demand {
    /// The profile's id.
    pub profile: String,
    /// The demand in our own words.
    pub text: String,
    /// How strongly it is made.
    pub strength: Strength,
}

/// A check that could not judge.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct NotJudged {
    /// Its code.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// Something the reader left out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SkippedEntry {
    /// What.
    pub what: String,
    /// How many.
    pub count: usize,
}

/// What the text as a whole asks for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing grave.
    Pass,
    /// To be revised.
    Revise,
    /// To be written anew.
    Rewrite,
}

/// 文本自查分: a reading aid that judges the text.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Rubric {
    /// 0 to 100, one decimal.
    pub total: f64,
    /// The scheme's grade word.
    pub grade: String,
    /// What to do with the text.
    pub outcome: Verdict,
    /// The same in the scheme's own words.
    pub outcome_text: String,
    /// What this score is and is not.
    pub note: String,
    /// The parts of the score.
    pub dimensions: Vec<Dimension>,
}

/// One part of the score.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Dimension {
    /// `content` …
    pub id: String,
    /// Its name.
    pub title: String,
    /// Points, one decimal; none when not judged.
    pub score: Option<f64>,
    /// Most points to be had in this report.
    pub max: f64,
    /// What earned points.
    pub gained: Vec<String>,
    /// What cost points.
    pub lost: Vec<Lost>,
}

/// Points lost to one code.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Lost {
    /// The code.
    pub code: String,
    /// Points.
    pub points: f64,
    /// The finding's message.
    pub reason: String,
}

/// A half-open stretch of the source text (of the file itself for Markdown and plain text, of the
/// output of `shuzhi text` for Word).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRange {
    /// First character.
    pub start: SourcePosition,
    /// One past the last character.
    pub end: SourcePosition,
    /// `第三部分第2段第1句`.
    pub label: String,
    /// Number of the paragraph, from 1, headings counted.
    pub paragraph: usize,
}

/// A place in the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourcePosition {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode code points.
    pub column: usize,
    /// From 0, in bytes.
    pub offset: usize,
}

/// A checked file: the machine value and the view that belongs to it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What the machine formats write.
    pub report: FileReport,
    /// What the formats for people draw from besides.
    pub view: View,
}

/// A whole run as the formats get it.
#[derive(Debug, Clone)]
pub struct Run {
    /// The program and its rules.
    pub tool: Tool,
    /// The language of all words in it.
    pub lang: Lang,
    /// Files in the order given.
    pub files: Vec<Checked>,
    /// Files that could not be read.
    pub errors: Vec<FileError>,
}
