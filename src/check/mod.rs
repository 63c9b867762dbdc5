//! The checks: a table of entries, one file per check or family; each only reads the draft.

pub mod bodies;
pub mod calendar;
mod choice;
pub mod copied;
pub mod evidence;
mod finding;
pub mod format;
pub mod garbled;
pub mod guard;
pub mod length;
pub mod marks;
pub mod new_pledge;
pub mod no_problems;
pub mod numbering;
pub mod other_kind;
pub mod parts;
mod passage;
pub mod placeholders;
pub mod pledge;
pub mod punctuation;
pub mod rectification;
mod registry;
pub mod repeats;
mod run;
pub mod same_problem;
pub mod share;
mod shown;
pub mod slips;
pub mod terms;
#[cfg(test)]
pub mod testing;
pub mod topics;
mod unfilled;
pub mod wrong_figures;

use crate::profile::Profile;
use crate::ruleset::{Bilingual, Rules};
use crate::structure::Draft;

pub use choice::Choice;
pub use finding::{Arg, Finding};
pub use registry::CHECKS;
pub use run::{ALL, GUARDS_FROM, Judged, Verdicts, in_force, judge, run};

/// Everything a check may look at.
pub struct Context<'a> {
    /// The report.
    pub draft: &'a Draft<'a>,
    /// The scheme in force.
    pub profile: &'a Profile,
    /// The rules in force.
    pub rules: &'a Rules,
    /// The year reported on, if it is known.
    pub year: Option<i32>,
    /// Somebody says so: the user, the scheme, the title, the signature, the opening. Else it is a guess.
    pub year_is_said: bool,
    /// Last year's report.
    pub previous: Option<&'a Draft<'a>>,
    /// Last year's pledges, matched; empty without last year's file.
    pub pledges: &'a [crate::pledge::Matched],
    /// Which topics of the scheme the report covers, in the scheme's order.
    pub topics: &'a [crate::topic::Coverage],
    /// Whether the user masked names and numbers on purpose.
    pub masked: bool,
}

impl Context<'_> {
    /// A number that a check decides by: the scheme's own, else the rule's; 0 for a name that neither has.
    pub fn threshold(&self, code: &str, name: &str) -> f64 {
        self.profile.threshold(self.rules, code, name)
    }
}

/// Where checks put what they find.
#[derive(Debug, Default)]
pub struct Sink {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Codes that could not be judged, and why.
    pub not_judged: Vec<(&'static str, Bilingual)>,
}

impl Sink {
    /// Puts a finding.
    pub fn put(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Says that a code could not be judged.
    pub fn not_judged(&mut self, code: &'static str, zh: &str, en: &str) {
        self.not_judged.push((code, Bilingual::new(zh, en)));
    }
}

/// A check: the codes it can raise, and what it does.
pub struct Check {
    /// The codes, in order.
    pub codes: &'static [&'static str],
    /// Looks at a report.
    pub run: fn(&Context<'_>, &mut Sink),
}
