//! Many reports at once: finding them, judging them side by side, and what they are together.

mod archive;
pub mod cache;
mod item;
mod order;
mod sources;

pub use item::Item;
pub use order::{in_order, in_order_until};
pub use sources::{Found, Source, find};
