//! What a notice demands of a report: the typed form of a file of `rules/profiles/`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fraction::Fraction;
use crate::ruleset::Strength;
use crate::structure::Role;

/// A scheme: everything that one notice demands, hard and soft told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// `xiaogan`; for a user's file any name.
    pub id: String,
    /// What it is, in Chinese.
    pub title: String,
    /// The same in English.
    #[serde(default)]
    pub title_en: String,
    /// Where it comes from.
    pub source: Source,
    /// Who writes reports under it.
    #[serde(default)]
    pub writers: String,
    /// Words of a report's title or opening that suggest this scheme.
    #[serde(default)]
    pub suggest: Vec<String>,
    /// The report year, if the notice fixes it.
    #[serde(default)]
    pub year: Option<i32>,
    /// Length of the whole text.
    #[serde(default)]
    pub length: Option<Length>,
    /// Length of single parts, found by their headings.
    #[serde(default, rename = "part-length")]
    pub part_lengths: Vec<PartLength>,
    /// Spoken time.
    #[serde(default)]
    pub speech: Option<Speech>,
    /// Shares of roles.
    #[serde(default, rename = "share")]
    pub shares: Vec<Share>,
    /// When it must be handed in.
    #[serde(default)]
    pub submit: Option<Submit>,
    /// Roles that must be there.
    #[serde(default)]
    pub parts: Parts,
    /// What of last year must be answered.
    #[serde(default)]
    pub rectification: Option<RectificationDemand>,
    /// Whether pledges for next year must be made.
    #[serde(default)]
    pub pledge: Option<PledgeDemand>,
    /// Required topics, in order.
    #[serde(default, rename = "topic")]
    pub topics: Vec<Topic>,
    /// Guards in force.
    pub guards: Guards,
    /// Weights of the rubric's dimensions; they add up to 100.
    pub rubric: Weights,
    /// Grade words from best to worst.
    pub grades: Grades,
    /// The scheme's words for what is to be done with a text.
    #[serde(default)]
    pub outcome: OutcomeWords,
    /// Lists to be made after the meeting.
    #[serde(default)]
    pub afterwards: Option<Afterwards>,
    /// Quotas of grades, about people and not about the text: shown, never computed from a text.
    #[serde(default, rename = "quota")]
    pub quotas: Vec<Quota>,
    /// Facts to show with the scheme (votes, who signs off …), in our words.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Thresholds that this scheme sets for checks: `[threshold.GRD003] item-evidence = 0.5`.
    #[serde(default, rename = "threshold")]
    pub thresholds: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Where a scheme comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// The document, named.
    pub document: String,
    /// Part of it (篇二).
    #[serde(default)]
    pub part: Option<String>,
    /// How strong it is.
    pub strength: SourceStrength,
    /// Readings of masked places and other remarks.
    #[serde(default)]
    pub remark: Option<String>,
}

/// How strong a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceStrength {
    /// An official notice.
    Notice,
    /// A public copy of one, masked or damaged in places.
    Copy,
    /// Common practice, no notice.
    Practice,
}

/// Length of the whole text, in 字: a range (`min`, `max`) or a target (`about`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Length {
    /// At least.
    #[serde(default)]
    pub min: Option<u32>,
    /// At most.
    #[serde(default)]
    pub max: Option<u32>,
    /// 左右: ±15 % unless `tolerance` says otherwise.
    #[serde(default)]
    pub about: Option<u32>,
    /// Part of `about` that it may be off, 0 to 1.
    #[serde(default)]
    pub tolerance: Option<f64>,
    /// How strongly it is demanded.
    pub strength: Strength,
}

/// Length of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartLength {
    /// Its name.
    pub part: String,
    /// Words of its heading, one of which must stand in it.
    pub headings: Vec<String>,
    /// 字, ±15 %.
    pub about: u32,
}

/// Spoken time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Speech {
    /// At most so many minutes.
    pub minutes: f64,
    /// How strongly it is demanded.
    pub strength: Strength,
}

/// How a share is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ShareOp {
    /// Not less than.
    #[serde(rename = ">=")]
    AtLeast,
    /// Not more than.
    #[serde(rename = "<=")]
    AtMost,
    /// About: ±5 points where soft, ±8 where hard.
    #[serde(rename = "~")]
    About,
}

/// What a share is a share of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShareBase {
    /// All but title and by-line.
    #[default]
    Body,
    /// Achievement, rectification, problem, cause and plan together.
    Parts,
}

/// A demand on the share of some roles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Share {
    /// The roles taken together.
    pub roles: Vec<Role>,
    /// How it is bounded.
    pub op: ShareOp,
    /// The bound, kept as a fraction: `"1/3"`.
    pub value: Fraction,
    /// What it is a share of.
    #[serde(default)]
    pub of: ShareBase,
    /// How strongly it is demanded.
    pub strength: Strength,
}

/// When a report must be handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Submit {
    /// Days before the meeting.
    #[serde(default)]
    pub days_before: Option<u32>,
    /// A fixed day, `MM-DD`, in the year after the report year if it lies before July.
    #[serde(default)]
    pub by: Option<String>,
    /// How strongly it is demanded.
    pub strength: Strength,
}

/// Roles that must be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parts {
    /// The roles.
    pub required: Vec<Role>,
    /// How strongly they are demanded.
    pub strength: Strength,
}

impl Default for Parts {
    fn default() -> Self {
        Parts {
            required: Vec::new(),
            strength: Strength::Practice,
        }
    }
}

/// What of earlier must be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RectificationOf {
    /// Last year's problems, pledges or comments.
    LastYear,
    /// What inspections and superiors found.
    Inspection,
    /// Problems found in the education campaign.
    Campaign,
    /// Pledges made in public at the start of this year.
    PledgesThisYear,
    /// The next report is to tell of this year's.
    NextReport,
}

/// The demand to answer last year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RectificationDemand {
    /// What must be answered.
    pub of: Vec<RectificationOf>,
    /// The same in our own Chinese words, for messages: `上年度整改承诺和上级反馈的问题`.
    pub text: String,
    /// The same in English.
    #[serde(default)]
    pub text_en: String,
    /// How strongly it is demanded.
    pub strength: Strength,
}

/// The demand for pledges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PledgeDemand {
    /// How strongly it is demanded.
    pub strength: Strength,
}

/// A required topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Topic {
    /// Its name.
    pub title: String,
    /// The same in English.
    #[serde(default)]
    pub title_en: String,
    /// Whether the scheme says 必述.
    #[serde(default)]
    pub compulsory: bool,
    /// Groups of words; a passage covers the topic when it holds a word of the first group that it needs
    /// and the topic is covered when at least `need` groups are met somewhere.
    pub cues: Vec<Vec<String>>,
    /// How many groups must be met; 1 unless said.
    #[serde(default)]
    pub need: Option<usize>,
    /// Roles whose presence covers the topic by itself (问题与思路措施).
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// Guards in force, by code; those named nowhere are off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Guards {
    /// Named by the source.
    #[serde(default)]
    pub named: Vec<String>,
    /// Common practice.
    #[serde(default)]
    pub practice: Vec<String>,
    /// What the source says against, in our words, by code: shown as the demand of a finding.
    #[serde(default)]
    pub demand: BTreeMap<String, String>,
}

/// Weights of the rubric's dimensions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Weights {
    /// 内容完整.
    #[serde(default)]
    pub content: u32,
    /// 篇幅与比例.
    #[serde(default)]
    pub length: u32,
    /// 履职写实.
    #[serde(default)]
    pub facts: u32,
    /// 本人履职.
    #[serde(default)]
    pub own: u32,
    /// 问题查摆.
    #[serde(default)]
    pub problems: u32,
    /// 原因剖析.
    #[serde(default)]
    pub causes: u32,
    /// 上年整改与承诺.
    #[serde(default)]
    pub last_year: u32,
    /// 措施可行.
    #[serde(default)]
    pub measures: u32,
    /// Why they differ from the default.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Grade words and the scores that part them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grades {
    /// From best to worst.
    pub words: Vec<String>,
    /// Scores that part them, from high to low, one fewer than words.
    pub cut_offs: Vec<f64>,
    /// Whether the words are the tool's own because the scheme has none.
    #[serde(default)]
    pub own_words: bool,
}

/// What is to be done with a text, in the scheme's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutcomeWords {
    /// For a text that may stand.
    pub pass: String,
    /// For a text to be revised.
    pub revise: String,
    /// For a text to be written anew.
    pub rewrite: String,
}

impl Default for OutcomeWords {
    fn default() -> Self {
        OutcomeWords {
            pass: "可以提交".into(),
            revise: "建议修改".into(),
            rewrite: "建议重写".into(),
        }
    }
}

/// Lists to be made after the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Afterwards {
    /// 问题清单, 责任清单 …
    #[serde(default)]
    pub lists: Vec<String>,
    /// Days after the meeting.
    #[serde(default)]
    pub within_days: Option<u32>,
}

/// A quota of grades.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quota {
    /// The grades taken together.
    pub grades: Vec<String>,
    /// At most this share, 0 to 1.
    #[serde(default)]
    pub max: Option<f64>,
    /// At least this share, 0 to 1; 0 stands for "some".
    #[serde(default)]
    pub min: Option<f64>,
    /// How strongly it is demanded.
    pub strength: Strength,
}
