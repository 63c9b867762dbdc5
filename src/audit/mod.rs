//! Many reports at once: finding them, judging them side by side, and what they are together.

mod archive;
pub mod deadline;
mod last_year;
mod order;
pub mod roster;
pub mod similar;
mod sources;

pub use last_year::LastYear;
pub use order::in_order;
pub use sources::{Found, Source, find};
