//! Deadlines: the last day for handing in a report (DDL001), and who has not handed in any (DDL002).
//!
//! [`Due`] finds the last day from the scheme, the meeting and `--deadline`,
//! [`HandedIn`] says when a report came and who says so, and a [`Desk`] puts the two together into words and findings.
//! Being late is no fault of the text: neither score nor outcome changes.

mod desk;
mod due;
mod handed_in;
#[cfg(test)]
mod tests;

use std::time::SystemTime;

use jiff::civil::DateTime;

use crate::read::moment;

pub use desk::{Desk, Receipt};
pub use due::{Due, NoDue, Terms};
pub use handed_in::{HandedIn, HandedInBy, Timing};

/// The codes that only an audit judges; they stand in no table of checks of a text.
pub const CODES: [&str; 2] = ["DDL001", "DDL002"];

/// What the clock says, in Chinese time; none where it is set to the last century.
pub fn now() -> Option<DateTime> {
    moment::of_system(SystemTime::now())
}
