//! The report as people see it, which the machine formats leave out.

use std::ops::Range;

use crate::structure::Role;

/// What a paragraph is to a reader of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKind {
    /// The report's title.
    Title,
    /// Name, post, unit, date.
    Byline,
    /// A heading of that level, 1 = top.
    Heading(u8),
    /// Running text.
    Body,
    /// A table cell.
    Table,
    /// A text box.
    TextBox,
    /// A footnote or endnote.
    Note,
}

/// A paragraph as the formats for people show it.
#[derive(Debug, Clone)]
pub struct ViewParagraph {
    /// What it is.
    pub kind: ViewKind,
    /// Automatic number, not part of the text.
    pub label: Option<String>,
    /// The author's own words, without markup.
    pub text: String,
    /// The roles of its sentences: byte ranges into `text`, in order. A heading has one for the whole of it.
    pub roles: Vec<(Range<usize>, Role)>,
}

/// Where a finding's passage stands in the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewSpan {
    /// Index into [`View::paragraphs`].
    pub paragraph: usize,
    /// Bytes of that paragraph's text; a passage over several paragraphs is cut at the first one's end.
    pub range: Range<usize>,
}

/// The report as people see it; not part of the machine formats.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// All paragraphs in order.
    pub paragraphs: Vec<ViewParagraph>,
    /// For each diagnostic of the file report, in the same order, its passage.
    pub diagnostics: Vec<Option<ViewSpan>>,
    /// For each diagnostic, for each of its related entries, the passage.
    pub related: Vec<Vec<Option<ViewSpan>>>,
}
