//! The rules as data: what checks say, the cue lexicon, fixed terms, the model's weights.

use crate::text::double_array;

mod built;
mod by_name;
mod check_rule;
mod compile;
mod cue;
mod hand_in;
mod holidays;
mod lang;
mod lexicon;
mod own;
mod roster_words;
mod rules;
mod system;
mod term;
pub mod weights;
mod word_setting;

pub use built::schema;
pub use by_name::by_name;
pub use check_rule::{CheckRule, Example, Message, SeverityRule};
pub use cue::{Cue, CueSet};
pub use hand_in::{HandIn, HandInBy};
pub use holidays::Holidays;
pub use lang::{Bilingual, Lang, Severity, Strength};
pub use lexicon::Hits;
pub use roster_words::{RosterColumn, RosterWords};
pub use rules::{Examples, Rules, RulesError, Suggestion, nearest};
pub use system::system_words;
pub use term::{Body, CODES, Campaign, Dated, Entry, Slips, Term, pattern_fault};
pub use word_setting::WordSetting;
