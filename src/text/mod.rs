//! Script and width, sentences, words, counts.

pub mod count;
pub mod fold;
mod pinyin;
mod segment;
pub mod sentence;
mod trie;

pub use segment::{Word, segment};
pub use trie::Trie;
