//! The rules as data: what checks say, the cue lexicon, fixed terms, the model's weights.

mod check_rule;
mod lang;

pub use check_rule::{CheckRule, Example, Message, SeverityRule};
pub use lang::{Bilingual, Lang, Severity, Strength};
