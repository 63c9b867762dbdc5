//! Schemes: what a notice demands of a report.

mod fraction;
mod scheme;

pub use fraction::Fraction;
pub use scheme::*;
