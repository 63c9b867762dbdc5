//! The one model that every reader fills and every check reads.
//!
//! Offsets are bytes. A [`Block`] carries its text without markup; its [`MappedText`]
//! leads every offset back to [`Document::source`], which is the file itself for Markdown and
//! plain text, and for packages (Word) the text that `shuzhi text` prints.

pub(crate) mod guidance;
mod mapped;
mod modified;
mod position;
mod typesetting;

use std::path::PathBuf;

pub use mapped::MappedText;
pub use modified::{Modified, ModifiedBy};
pub use position::{LineIndex, Position};
pub use typesetting::{Face, Grid, LinePitch, Page, Typesetting};

/// The kind of file a document was read from, by its content and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Word 2007 and later: `.docx`, `.docm`, `.dotx`.
    Docx,
    /// Word 97 to 2003 and WPS in the same format: `.doc`, `.wps`.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument text: `.odt`, `.ott`, `.fodt`.
    Odt,
    /// Chinese fixed-layout documents (GB/T 33190).
    Ofd,
    /// Portable Document Format, read only where the program is built for it.
    Pdf,
    /// CommonMark.
    Markdown,
    /// Plain text in any of the encodings.
    Text,
}

impl Format {
    /// The name printed in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Rtf => "rtf",
            Format::Odt => "odt",
            Format::Ofd => "ofd",
            Format::Pdf => "pdf",
            Format::Markdown => "markdown",
            Format::Text => "text",
        }
    }

    /// What people call it, in Chinese.
    pub fn title(self) -> &'static str {
        match self {
            Format::Docx => "Word 文档",
            Format::Doc => "旧版 Word 文档",
            Format::Rtf => "RTF 文档",
            Format::Odt => "ODF 文档",
            Format::Ofd => "OFD 版式文件",
            Format::Pdf => "PDF 文件",
            Format::Markdown => "Markdown",
            Format::Text => "纯文本",
        }
    }
}

/// A report as it was read: blocks in reading order, and what was left out.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it came from; `None` for standard input.
    pub path: Option<PathBuf>,
    /// What the content turned out to be.
    pub format: Format,
    /// The text that positions refer to: the decoded file unchanged for Markdown and plain text (line ends and
    /// a UTF-8 byte order mark included), the printed text with `\n` for packages.
    pub source: String,
    /// Paragraph-like pieces in reading order.
    pub blocks: Vec<Block>,
    /// What headers and footers say on every page, each line once, page numbers aside: no part of
    /// [`Document::source`], never counted.
    pub headers: Vec<String>,
    /// What the reader saw and left out, by kind.
    pub skipped: Vec<Skipped>,
    /// Things the user should know about the reading (a damaged part, a guess about the encoding).
    pub warnings: Vec<String>,
    /// When it was last written, by its own properties or else by the file system.
    pub modified: Option<Modified>,
    /// The page, where the format has one and the reader tells it.
    pub page: Option<Page>,
}

/// Something left out while reading: `what` in Chinese (图片, 批注, 已删除的修订 …) and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The kind of thing, in Chinese, as printed.
    pub what: String,
    /// How many of them.
    pub count: usize,
}

/// The story of a document that a block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// The running text.
    Body,
    /// A cell of a table; all three count from 0.
    Table {
        /// Which table of the document.
        table: u32,
        /// Row within it.
        row: u32,
        /// Column within it.
        column: u32,
    },
    /// A text box or shape.
    TextBox,
    /// A footnote or endnote.
    Note,
}

/// How a paragraph looks: what headings can be told by, and how it is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Every visible run is bold.
    pub bold: bool,
    /// Every visible run is set in a heading face (黑体, 小标宋, 楷体 count apart from body faces).
    pub heading_face: bool,
    /// Centred.
    pub centred: bool,
    /// Largest font size in half points, where the file says one.
    pub half_points: Option<u32>,
    /// How it is set, where the reader tells it; none for a paragraph without Han characters.
    pub set: Option<Typesetting>,
}

/// The place in the text that a note is referred to from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteReference {
    /// The block that it stands in.
    pub block: usize,
    /// An endnote, not a footnote.
    pub endnote: bool,
}

/// A paragraph, heading, list item, cell, text box or note: text without markup.
#[derive(Debug, Clone)]
pub struct Block {
    /// Where it stands.
    pub story: Story,
    /// Outline level from style or markup, 1 = top; `None` for body text.
    pub outline: Option<u8>,
    /// Automatic number as the file's own program shows it (一、 （一） 1.), never part of `text`.
    pub label: Option<String>,
    /// Its look.
    pub look: Look,
    /// Prompts of form controls within the text that nobody has written over (单击此处输入姓名).
    pub prompts: Vec<String>,
    /// For a note, where it is referred to from, if the reader tells it.
    pub reference: Option<NoteReference>,
    /// The words, with the way back to [`Document::source`].
    pub text: MappedText,
}
