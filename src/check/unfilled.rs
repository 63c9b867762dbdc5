//! Starting documents of our own making in which nobody has written.

use crate::document::{Document, Story, guidance};
use crate::text::count::words;

/// 字 outside headings up to which a starting document counts as not filled in: its own title, form of address,
/// closing words and signature have about sixty.
const UNFILLED: usize = 120;

/// Whether a document is a starting document that nobody has written in.
pub fn is_unfilled(document: &Document) -> bool {
    let guided = document
        .skipped
        .iter()
        .any(|entry| entry.what == guidance::SKIPPED);
    let written = || -> usize {
        let text = document
            .blocks
            .iter()
            .filter(|block| block.outline.is_none() || block.story != Story::Body);
        text.map(|block| words(block.text.as_str())).sum()
    };
    guided && written() <= UNFILLED
}
