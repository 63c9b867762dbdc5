//! Outline and role of every sentence, and the draft that checks read.

mod caption;
mod contents;
mod context;
mod decoder;
mod draft;
mod entries;
mod features;
mod form;
mod headings;
mod items;
mod lattice;
mod layout;
mod lines;
mod measures;
mod model;
mod names;
mod outline;
mod paragraph;
mod read_again;
mod role;
mod shape;
mod signs;
mod table;
mod title;
mod vocabulary;

pub use draft::{Draft, Heading, Sentence};
pub use features::more_of_one_less_of_other;
pub use items::Item;
pub use lattice::{Chances, Lattice, Steps};
pub(crate) use layout::classify;
pub use measures::{Measures, Part, SPEECH};
pub use model::{Boundary, Manner, Model};
pub use outline::{Number, NumberForm, RoleSet, announced, leading_number};
pub use paragraph::{Paragraph, ParagraphKind};
pub use role::Role;
