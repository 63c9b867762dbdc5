//! A paragraph and what it is.

use std::ops::Range;

use super::outline::Number;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The report's title.
    Title,
    /// Unit, name, post, date: below the title or at the end.
    Byline,
    /// A heading on a line of its own, 1 = top.
    Heading(u8),
    /// A line of a typed table of contents.
    Contents,
    /// Running text.
    Body,
    /// A cell of a table.
    Table,
    /// A text box.
    TextBox,
    /// A footnote or endnote.
    Note,
    /// What is attached behind the report: 附件：……清单.
    Appendix,
}

/// A paragraph of the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its block in the document.
    pub block: usize,
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// The number it begins with, automatic or typed.
    pub number: Option<Number>,
    /// Bytes of the words of a heading or run-in lead (`（一）抓学习。…`), number left out.
    pub lead: Option<Range<usize>>,
}
