//! What marks the grey guidance of our own starting documents, which is written by one part of the program and left
//! out by another.

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
