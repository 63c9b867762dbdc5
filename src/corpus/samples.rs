//! The Word samples, built from their Markdown sources.
//!
//! Each sample is laid out in one of the ways that people lay their reports out in Word and WPS, so that
//! the samples show what the reader must cope with: numbers that stand only in the numbering definitions,
//! headings that are only bold, headings by style.

use docx_rs::{
    AbstractNumbering, Docx, Footnote, IndentLevel, Level, LevelJc, LevelText, LineSpacing,
    LineSpacingType, NumberFormat, Numbering, NumberingId, Paragraph, Run, SpecialIndentType,
    Start, Style, StyleType, Table, TableCell, TableRow,
};

use crate::document::{Block, Document, Story};
use crate::word::{BODY_SIZE, TITLE_SIZE, centred, pack, run};

/// How the headings of a sample are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Word's own heading styles; numbers typed.
    Styles,
    /// Automatic numbers 一、（一） that stand in the numbering definitions only.
    AutomaticNumbers,
    /// Nothing but 黑体 and bold; numbers typed.
    LooksOnly,
}

/// Builds the bytes of a Word file from a document that was read from Markdown.
///
/// # Errors
/// What the Word writer reports.
pub fn build(document: &Document, layout: Layout) -> Result<Vec<u8>, String> {
    let mut docx = Docx::new()
        .add_style(heading_style("Heading1", "heading 1", 0))
        .add_style(heading_style("Heading2", "heading 2", 1));
    if layout == Layout::AutomaticNumbers {
        docx = docx
            .add_abstract_numbering(numbering())
            .add_numbering(Numbering::new(2, 2));
    }
    let mut notes: Vec<&Block> = document
        .blocks
        .iter()
        .filter(|block| block.story == Story::Note)
        .collect();
    notes.reverse();
    let mut place = 0;
    let mut titled = false;
    while let Some(block) = document.blocks.get(place) {
        let text = block.text.as_str();
        match block.story {
            Story::Table { table, .. } => {
                let cells: Vec<&Block> = document.blocks[place..]
                    .iter()
                    .take_while(|cell| matches!(cell.story, Story::Table { table: other, .. } if other == table))
                    .collect();
                place += cells.len();
                docx = docx.add_table(build_table(&cells));
                continue;
            }
            Story::Note => {}
            _ if !titled => {
                titled = true;
                docx = docx.add_paragraph(centred(text, "方正小标宋简体", TITLE_SIZE));
            }
            _ if block.outline.is_some() => {
                docx = docx.add_paragraph(heading(text, block.outline.unwrap_or(2), layout))
            }
            _ if place == 1 => docx = docx.add_paragraph(centred(text, "楷体", BODY_SIZE)),
            _ => {
                let note = note_marked(document, block).then(|| notes.pop()).flatten();
                docx = docx.add_paragraph(body(text, note));
            }
        }
        place += 1;
    }
    pack(docx)
}

/// Whether the paragraph's source carries a footnote mark.
fn note_marked(document: &Document, block: &Block) -> bool {
    let origin = block.text.origin(0..block.text.len());
    let end = document.source[origin.end..]
        .find('\n')
        .map_or(document.source.len(), |length| origin.end + length);
    document.source[origin.start..end].contains("[^")
}

fn heading_style(id: &str, name: &str, level: usize) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .outline_lvl(level)
        .size(BODY_SIZE)
}

fn numbering() -> AbstractNumbering {
    let level = |place: usize, text: &str| {
        Level::new(
            place,
            Start::new(1),
            NumberFormat::new("chineseCounting"),
            LevelText::new(text),
            LevelJc::new("left"),
        )
        .suffix(docx_rs::LevelSuffixType::Nothing)
    };
    AbstractNumbering::new(2)
        .add_level(level(0, "%1、"))
        .add_level(level(1, "（%2）"))
}

fn heading(text: &str, outline: u8, layout: Layout) -> Paragraph {
    let second = outline > 2;
    let face = if second { "楷体" } else { "黑体" };
    let words = if layout == Layout::AutomaticNumbers {
        without_number(text)
    } else {
        text
    };
    let paragraph = Paragraph::new().add_run(run(words, face, BODY_SIZE).bold());
    match layout {
        Layout::Styles => paragraph.style(if second { "Heading2" } else { "Heading1" }),
        Layout::AutomaticNumbers => {
            paragraph.numbering(NumberingId::new(2), IndentLevel::new(usize::from(second)))
        }
        Layout::LooksOnly => paragraph,
    }
}

/// The words behind 一、 or （一）.
fn without_number(text: &str) -> &str {
    let end = text.find(['、', '）']).filter(|end| *end <= 12);
    end.map_or(text, |end| text[end..].trim_start_matches(['、', '）']))
}

/// A paragraph as editing leaves it: cut into several runs, so that reading must join them.
fn body(text: &str, note: Option<&Block>) -> Paragraph {
    let mut paragraph = Paragraph::new()
        .indent(None, Some(SpecialIndentType::FirstLine(640)), None, None)
        .line_spacing(
            LineSpacing::new()
                .line_rule(LineSpacingType::Exact)
                .line(560),
        );
    let characters: Vec<char> = text.chars().collect();
    for piece in characters.chunks(37) {
        let words: String = piece.iter().collect();
        paragraph = paragraph.add_run(run(&words, "仿宋_GB2312", BODY_SIZE));
    }
    match note {
        Some(note) => {
            let words = Paragraph::new().add_run(run(note.text.as_str(), "仿宋_GB2312", 21));
            paragraph.add_run(Run::new().add_footnote_reference(Footnote::new().add_content(words)))
        }
        None => paragraph,
    }
}

fn build_table(cells: &[&Block]) -> Table {
    let mut rows: Vec<(u32, Vec<TableCell>)> = Vec::new();
    for cell in cells {
        let Story::Table { row, .. } = cell.story else {
            continue;
        };
        let content = TableCell::new().add_paragraph(Paragraph::new().add_run(run(
            cell.text.as_str(),
            "仿宋_GB2312",
            24,
        )));
        match rows.last_mut() {
            Some((last, row_cells)) if *last == row => row_cells.push(content),
            _ => rows.push((row, vec![content])),
        }
    }
    Table::new(
        rows.into_iter()
            .map(|(_, cells)| TableRow::new(cells))
            .collect(),
    )
}
