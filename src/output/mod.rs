//! One report value to many formats: one file per format.

pub mod report;
