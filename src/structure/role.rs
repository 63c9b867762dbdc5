//! The roles that a sentence of a report can play.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ruleset::Lang;
use crate::ruleset::weights::ROLE_NAMES;

/// What a sentence does in a duty report.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Opening, post, general facts of the unit.
    Intro,
    /// What was done and reached.
    Achievement,
    /// What was done about last year's problems, comments and pledges.
    Rectification,
    /// What is still wrong.
    Problem,
    /// Why.
    Cause,
    /// Next steps, measures, pledges.
    Plan,
    /// Thanks, 以上述职, signature.
    Closing,
    /// None of these.
    Other,
}

impl Role {
    /// How many roles there are.
    pub const COUNT: usize = 8;

    /// All roles, in the order of a canonical report.
    pub const ALL: [Role; Role::COUNT] = [
        Role::Intro,
        Role::Achievement,
        Role::Rectification,
        Role::Problem,
        Role::Cause,
        Role::Plan,
        Role::Closing,
        Role::Other,
    ];

    /// Their names, in the same order.
    pub const NAMES: [&str; Role::COUNT] = ROLE_NAMES;

    /// Place in [`Role::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The name in machine output and in rule files.
    pub fn name(self) -> &'static str {
        Role::NAMES[self.index()]
    }

    /// The role of that machine name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The name shown to people.
    pub fn title(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, role) => role.name(),
            (Lang::Zh, Role::Intro) => "开头",
            (Lang::Zh, Role::Achievement) => "成绩",
            (Lang::Zh, Role::Rectification) => "整改",
            (Lang::Zh, Role::Problem) => "问题",
            (Lang::Zh, Role::Cause) => "原因",
            (Lang::Zh, Role::Plan) => "打算",
            (Lang::Zh, Role::Closing) => "结尾",
            (Lang::Zh, Role::Other) => "其他",
        }
    }

    /// The mark of annotated corpus files, without its brackets.
    pub fn mark(self) -> char {
        match self {
            Role::Intro => '引',
            Role::Achievement => '成',
            Role::Rectification => '整',
            Role::Problem => '问',
            Role::Cause => '因',
            Role::Plan => '划',
            Role::Closing => '结',
            Role::Other => '他',
        }
    }
}
