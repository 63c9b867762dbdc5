//! What a notice demands of a report: the typed form of a file of `rules/profiles/`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::format::Format;
use super::fraction::Fraction;
use super::grading::{Afterwards, Grades, OutcomeWords, Quota, Weights};
use super::validate::month_and_day;
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
    /// Schemes for other kinds of posts (职位类别 on a roster): the id of a profile, or a file beside this one.
    #[serde(default)]
    pub posts: BTreeMap<String, String>,
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
    /// How a Word file must be set; not looked at where the scheme does not ask.
    #[serde(default)]
    pub format: Option<Format>,
    /// What such a report is called, behind year and office in its title: `抓基层党建工作述职报告`.
    #[serde(default)]
    pub report_title: Option<String>,
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
    /// Thresholds that this scheme sets for checks: `[threshold.GRD003] item-evidence-share = 0.5`.
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
    /// Whether these are working days; every day of the calendar counts unless it says so.
    #[serde(default)]
    pub working_days: bool,
    /// A fixed day, `MM-DD`, in the year after the report year if it lies before July.
    #[serde(default)]
    pub by: Option<String>,
    /// How strongly it is demanded.
    pub strength: Strength,
}

impl Submit {
    /// Month and day of the fixed day.
    pub fn fixed_day(&self) -> Option<(u32, u32)> {
        self.by.as_deref().and_then(month_and_day)
    }
}

/// Roles that must be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parts {
    /// The roles.
    pub required: Vec<Role>,
    /// How strongly they are demanded.
    pub strength: Strength,
    /// Those of them that the source softens (原则上, 注重) where it demands the others outright.
    #[serde(default)]
    pub soft: Vec<Role>,
}

impl Default for Parts {
    fn default() -> Self {
        Parts {
            required: Vec::new(),
            strength: Strength::Practice,
            soft: Vec::new(),
        }
    }
}

impl Parts {
    /// How strongly a role is demanded; none if it is not.
    pub fn strength_of(&self, role: Role) -> Option<Strength> {
        if !self.required.contains(&role) {
            return None;
        }
        let softened = self.strength == Strength::Hard && self.soft.contains(&role);
        Some(if softened {
            Strength::Soft
        } else {
            self.strength
        })
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
    /// Groups of words; the topic is covered when at least `need` groups are met somewhere in the text.
    #[serde(default)]
    pub cues: Vec<Vec<String>>,
    /// How many groups must be met; 1 unless said.
    #[serde(default)]
    pub need: Option<usize>,
    /// Roles that together cover the topic by being there (问题与思路措施).
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
