//! Many reports at once: finding them, judging them side by side, and what they are together.

mod archive;
pub mod cache;
pub mod deadline;
mod exclude;
mod file_names;
mod item;
mod last_year;
mod order;
pub mod roster;
pub mod similar;
mod sources;
mod typed;
mod words;

pub use file_names::own as own_name;
pub use item::Item;
pub use last_year::{LastYear, Sole};
pub use order::{in_order, in_order_until};
pub use sources::{Found, Source, find};
pub use typed::{Typed, Unreadable, shown};
pub use words::use_words_of;
