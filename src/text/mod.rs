//! Script and width, sentences, words, counts.

pub mod code;
pub mod count;
pub mod date;
pub mod fold;
pub mod numeral;
pub mod pinyin;
mod scan;
mod segment;
pub mod sentence;
mod trie;
pub mod typeface;

pub use segment::{Word, segment};
pub use trie::Trie;
