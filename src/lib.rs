//! `shuzhi` (述职): a linter for Chinese duty reports.
pub mod document;
pub mod read;
