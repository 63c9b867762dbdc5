//! What marks the grey guidance of our own starting documents, which is written by one part of the program and left
//! out by another.

use super::{Document, Skipped};

/// Id of its style.
pub(crate) const STYLE: &str = "ShuzhiGuidance";
/// Name of its style, which survives where another program gives styles ids of its own.
pub(crate) const STYLE_NAME: &str = "述职填写说明";
/// What a paragraph of it begins with.
pub(crate) const OPEN: &str = "【填写说明";
/// What a paragraph of it ends with.
pub(crate) const CLOSE: &str = "】";
/// What it is called among the things left out.
pub(crate) const SKIPPED: &str = "模板填写说明";

/// Whether a paragraph is guidance by its words.
pub(crate) fn is_guidance(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(OPEN) && text.ends_with(CLOSE)
}

/// Leaves out the guidance that a template still has once it was saved in a format that does not keep its style.
pub(crate) fn leave_out(document: &mut Document) {
    let before = document.blocks.len();
    document
        .blocks
        .retain(|block| !is_guidance(block.text.as_str()));
    let count = before - document.blocks.len();
    if count > 0 {
        document.skipped.push(Skipped {
            what: SKIPPED.to_owned(),
            count,
        });
    }
}
