//! Script and width, sentences, words, counts.

pub mod count;
pub mod date;
pub mod double_array;
pub mod figures;
mod finder;
pub mod fold;
pub mod numeral;
pub mod pinyin;
mod scan;
mod segment;
pub mod sentence;
mod trie;
pub mod typeface;

pub use finder::Finder;
pub use segment::{Word, segment};
pub use trie::{Codes, Trie};
