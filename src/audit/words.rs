//! The word lists that rosters and names of files are understood by.

use std::sync::OnceLock;

use crate::ruleset::{RosterWords, Rules};

static WORDS: OnceLock<RosterWords> = OnceLock::new();

/// Takes these rules' word lists in place of the built-in ones. A program has one set of rules: this is for its start,
/// before the first roster or name is read, and does nothing later.
pub fn use_words_of(rules: &Rules) {
    // The first ones stay.
    let _ = WORDS.set(rules.roster_words());
}

/// The word lists in force.
pub(super) fn words() -> &'static RosterWords {
    WORDS.get_or_init(|| Rules::built_in().roster_words())
}
