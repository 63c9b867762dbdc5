//! The readers: a file's bytes in, a [`Document`](crate::document::Document) out.

pub mod docx;
mod error;

pub use error::ReadError;
