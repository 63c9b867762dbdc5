//! `shuzhi` (述职): a linter for Chinese duty reports.
//!
//! Data flows one way: [`read`] makes a [`document`], [`structure`] a draft of it, [`check`] finds,
//! [`rubric`] scores, [`output`] writes. [`checker::Checker`] is the front door.

pub mod audit;
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
pub mod template;
pub mod text;
pub mod topic;
pub mod word;
