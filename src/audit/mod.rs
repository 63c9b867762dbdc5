//! Many reports at once: finding them, judging them side by side, and what they are together.

mod archive;
mod order;
pub mod roster;
mod row;
mod sources;
mod summary;

pub use order::in_order;
pub use row::Row;
pub use sources::{Found, Source, find};
pub use summary::{Count, Summary};
