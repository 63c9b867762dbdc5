//! Script and width, sentences, words, counts.

pub mod count;
mod segment;
mod trie;

pub use segment::{Word, segment};
pub use trie::Trie;
