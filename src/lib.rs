//! `shuzhi` (述职): a linter for Chinese duty reports.
pub mod document;
pub mod output;
pub mod profile;
pub mod read;
pub mod ruleset;
pub mod structure;
pub mod text;
