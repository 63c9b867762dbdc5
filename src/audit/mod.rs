//! Many reports at once: finding them, judging them side by side, and what they are together.

mod archive;
mod order;
mod sources;

pub use order::in_order;
pub use sources::{Found, Source, find};
