//! Outline and role of every sentence.

mod role;

pub use role::Role;
