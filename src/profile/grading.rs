//! What a scheme says about grading: weights, grade words, what becomes of a text, quotas.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ruleset::Strength;

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

impl Weights {
    /// The dimensions in order: name in files, Chinese and English title, weight.
    pub fn dimensions(&self) -> [(&'static str, &'static str, &'static str, u32); 8] {
        [
            ("content", "内容完整", "completeness", self.content),
            ("length", "篇幅与比例", "length and shares", self.length),
            ("facts", "履职写实", "facts", self.facts),
            ("own", "本人履职", "own duty", self.own),
            ("problems", "问题查摆", "problems", self.problems),
            ("causes", "原因剖析", "causes", self.causes),
            ("last-year", "上年整改与承诺", "last year", self.last_year),
            ("measures", "措施可行", "measures", self.measures),
        ]
    }

    /// What they add up to.
    pub fn sum(&self) -> u64 {
        self.dimensions()
            .iter()
            .map(|dimension| u64::from(dimension.3))
            .sum()
    }
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
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
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
