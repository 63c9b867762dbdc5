//! Script and width, sentences, words, counts.

pub mod count;
pub mod date;
pub mod double_array;
pub mod figures;
pub mod fold;
mod han_set;
pub mod list_number;
mod marked;
pub mod measure;
pub mod numeral;
pub mod pair_bits;
mod pattern;
pub mod pinyin;
pub mod plain;
mod scan;
mod search;
mod segment;
pub mod sentence;
mod shortened;
mod trie;
pub mod typeface;
mod unknown;
mod word_lists;

pub use han_set::{HanSet, han_code};
pub use marked::{Marked, Marks};
#[cfg(test)]
pub use search::assert_begins;
pub use search::{Beginning, Search};
pub use segment::{Word, is_word, segment};
pub use shortened::shortened;
pub use trie::{Trie, Walk};
pub use word_lists::WordLists;
