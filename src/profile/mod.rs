//! Schemes: what a notice demands of a report.

mod bounds;
mod codes;
mod describe;
mod error;
mod format;
mod fraction;
mod grading;
mod layout;
mod load;
mod schema;
mod scheme;
mod shape;
mod show;
mod tree;
mod validate;
mod voice;

pub use error::{Problem, ProfileError};
pub use format::{Format, Margins, Standard};
pub use fraction::Fraction;
pub use grading::{Afterwards, Grades, OutcomeWords, Quota, Weights};
pub use load::{Listing, list, load, parse, suggest};
pub use schema::profile_schema;
pub use scheme::*;
pub use show::{show, show_table};
