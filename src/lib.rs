//! `shuzhi` (述职): a linter for Chinese duty reports.
pub mod check;
pub mod checker;
pub mod cli;
pub mod corpus;
pub mod document;
pub mod output;
pub mod pledge;
pub mod profile;
pub mod read;
pub mod rubric;
pub mod ruleset;
pub mod structure;
pub mod text;
pub mod topic;
