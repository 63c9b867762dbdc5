//! Places as people name them: 第三部分第2段第1句.

use crate::document::{Document, Story};
use crate::ruleset::Lang;
use crate::structure::{Paragraph, ParagraphKind};

/// The parts and paragraphs of a document as people count them.
#[derive(Debug)]
pub(crate) struct Labels(Vec<Counted>);

/// What a paragraph is, and the part of the text that it stands in.
#[derive(Debug)]
struct Counted {
    part: Part,
    place: Place,
}

/// A part of what was handed in.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// Before the first part.
    None,
    /// The how manieth.
    Number(usize),
    /// What is attached.
    Appendix,
}

/// What stands in a part, told so that a reader of the file finds it.
#[derive(Debug, Clone, Copy)]
enum Place {
    Title,
    Contents,
    Byline,
    Heading,
    /// The how manieth paragraph of running text in its part.
    Running(usize),
    /// A cell; all counted from 1.
    Cell {
        /// The how manieth table of its part.
        table: usize,
        row: u32,
        column: u32,
    },
    TextBox,
    /// None where the reader does not tell which kind of note.
    Note {
        endnote: Option<bool>,
    },
}

impl Labels {
    /// Counts once for all.
    pub(crate) fn of(paragraphs: &[Paragraph], document: &Document) -> Self {
        let level = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Heading(level) => Some(level),
            _ => None,
        };
        let top = paragraphs.iter().filter_map(level).min();
        let (mut part, mut running, mut tables) = (0, 0, 0);
        let mut attached = false;
        let mut last_table = None;
        let mut counted: Vec<Counted> = Vec::with_capacity(paragraphs.len());
        for paragraph in paragraphs {
            let block = document.blocks.get(paragraph.block);
            let story = block.map_or(Story::Body, |block| block.story);
            let appendix = paragraph.kind == ParagraphKind::Appendix;
            if (appendix && !attached) || (top.is_some() && level(paragraph) == top) {
                part += usize::from(!appendix);
                attached = appendix;
                (running, tables, last_table) = (0, 0, None);
            }
            let mut within = match (attached, part) {
                (true, _) => Part::Appendix,
                (false, 0) => Part::None,
                (false, part) => Part::Number(part),
            };
            let place = match (paragraph.kind, story) {
                (ParagraphKind::Title, _) => Place::Title,
                (ParagraphKind::Contents, _) => Place::Contents,
                (ParagraphKind::Byline, _) => Place::Byline,
                (ParagraphKind::Heading(_), _) => Place::Heading,
                (
                    ParagraphKind::Table | ParagraphKind::Appendix,
                    Story::Table { table, row, column },
                ) => {
                    tables += usize::from(last_table != Some(table));
                    last_table = Some(table);
                    Place::Cell {
                        table: tables,
                        row: row.saturating_add(1),
                        column: column.saturating_add(1),
                    }
                }
                (ParagraphKind::TextBox | ParagraphKind::Appendix, Story::TextBox) => {
                    Place::TextBox
                }
                (ParagraphKind::Note, _) => {
                    let reference = block.and_then(|block| block.reference);
                    let host = reference.and_then(|reference| counted.get(reference.block));
                    within = host.map_or(Part::None, |host| host.part);
                    Place::Note {
                        endnote: reference.map(|reference| reference.endnote),
                    }
                }
                _ => {
                    running += 1;
                    Place::Running(running)
                }
            };
            counted.push(Counted {
                part: within,
                place,
            });
        }
        Self(counted)
    }

    /// A place as people name it: the paragraph at `place` and the number of the sentence within it, from 0.
    pub(crate) fn at(&self, place: usize, sentence: Option<usize>, lang: Lang) -> String {
        let counted = self.0.get(place).or(self.0.last());
        let label = |counted: &Counted| match lang {
            Lang::Zh => counted.chinese(sentence),
            Lang::En => counted.english(sentence),
        };
        counted.map_or_else(String::new, label)
    }
}

impl Counted {
    fn chinese(&self, sentence: Option<usize>) -> String {
        let part = match self.part {
            Part::None => String::new(),
            Part::Number(part) => {
                let number = u32::try_from(part);
                let number =
                    number.map_or_else(|_| part.to_string(), crate::text::list_number::in_han);
                format!("第{number}部分")
            }
            Part::Appendix => "附件".to_owned(),
        };
        let place = match self.place {
            Place::Title => return "标题".to_owned(),
            Place::Contents => return "目录".to_owned(),
            Place::Byline => return "署名".to_owned(),
            Place::Heading => return format!("{part}标题"),
            Place::Running(paragraph) => format!("第{paragraph}段"),
            Place::Cell { table, row, column } => {
                let table = match table {
                    1 => "表格".to_owned(),
                    table => format!("第{table}个表格"),
                };
                format!("{table}第{row}行第{column}列")
            }
            Place::TextBox => "文本框".to_owned(),
            Place::Note { endnote } => match endnote {
                Some(true) => "尾注",
                Some(false) => "脚注",
                None => "注释",
            }
            .to_owned(),
        };
        match self.sentence(sentence) {
            Some(sentence) => format!("{part}{place}第{sentence}句"),
            None => format!("{part}{place}"),
        }
    }

    fn english(&self, sentence: Option<usize>) -> String {
        let part = match self.part {
            Part::None => String::new(),
            Part::Number(part) => format!("part {part} "),
            Part::Appendix => "appendix ".to_owned(),
        };
        let place = match self.place {
            Place::Title => return "title".to_owned(),
            Place::Contents => return "contents".to_owned(),
            Place::Byline => return "by-line".to_owned(),
            Place::Heading => return format!("{part}heading"),
            Place::Running(paragraph) => format!("paragraph {paragraph}"),
            Place::Cell { table, row, column } => {
                let table = match table {
                    1 => "table".to_owned(),
                    table => format!("table {table}"),
                };
                format!("{table} row {row} column {column}")
            }
            Place::TextBox => "text box".to_owned(),
            Place::Note { endnote } => match endnote {
                Some(true) => "endnote",
                Some(false) => "footnote",
                None => "note",
            }
            .to_owned(),
        };
        match self.sentence(sentence) {
            Some(sentence) => format!("{part}{place} sentence {sentence}"),
            None => format!("{part}{place}"),
        }
    }

    /// The number of the sentence, from 1; the first of a cell, box or note goes without saying.
    fn sentence(&self, sentence: Option<usize>) -> Option<usize> {
        let running = matches!(self.place, Place::Running(_));
        sentence
            .filter(|sentence| running || *sentence > 0)
            .map(|sentence| sentence + 1)
    }
}
