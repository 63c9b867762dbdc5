//! The guards: the faults that notices warn of, judged over the whole report from several signals.

mod answers;
mod causes;
mod facts;
mod in_order;
mod links;
mod measures;
mod neglect;
mod problems;
pub mod sides;
mod subject;
mod told;
pub mod unanswered;
mod writer;

pub use answers::unanswered;
pub use causes::objective_only;
pub use facts::{business, flat_listing, generalities, ideas_only};
pub use measures::goals_only;
pub use problems::{lopsided, others, surface};
pub use writer::{team, work_summary};
