//! Places as people name them: 第三部分第2段第1句.

use std::ops::Range;

use crate::document::{Document, LineIndex, Story};
use crate::output::report::{SourcePosition, SourceRange, ViewSpan};
use crate::ruleset::Lang;
use crate::structure::{Draft, Paragraph, ParagraphKind};

/// Turns ranges of a draft into places of its source and of its view.
pub struct Locator<'a> {
    draft: &'a Draft<'a>,
    lines: LineIndex,
    labels: Labels,
    lang: Lang,
}

impl<'a> Locator<'a> {
    /// For one draft.
    pub fn new(draft: &'a Draft<'a>, lang: Lang) -> Self {
        Self {
            draft,
            lines: LineIndex::new(&draft.document.source),
            labels: Labels::of(&draft.paragraphs, draft.document),
            lang,
        }
    }

    /// The place in the source that a stretch of folded text stands for.
    pub fn range(&self, range: &Range<usize>) -> SourceRange {
        let source = self.draft.source_range(range.clone());
        let position = |offset| {
            let position = self.lines.position(&self.draft.document.source, offset);
            SourcePosition {
                line: position.line,
                column: position.column,
                offset: position.offset,
            }
        };
        let paragraph = self.paragraph(range.start);
        SourceRange {
            start: position(source.start),
            end: position(source.end),
            label: self.label(range),
            paragraph: paragraph + 1,
        }
    }

    /// The place in the view.
    pub fn span(&self, range: &Range<usize>) -> ViewSpan {
        let place = self.paragraph(range.start);
        let paragraph = &self.draft.paragraphs[place];
        let base = self.draft.text.origin(paragraph.range.clone()).start;
        let end = range.end.min(paragraph.range.end).max(range.start);
        let display = self.draft.text.origin(range.start..end);
        ViewSpan {
            paragraph: place,
            range: display.start.saturating_sub(base)..display.end.saturating_sub(base),
        }
    }

    fn paragraph(&self, at: usize) -> usize {
        self.draft
            .paragraphs
            .partition_point(|paragraph| paragraph.range.start <= at)
            .saturating_sub(1)
    }

    fn label(&self, range: &Range<usize>) -> String {
        let place = self.paragraph(range.start);
        let sentence = self
            .draft
            .sentences_of(place)
            .iter()
            .position(|sentence| range.start < sentence.range.end);
        self.labels.at(place, sentence, self.lang)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};
    use crate::document::NoteReference;

    /// The label of each paragraph's first sentence.
    fn labels(stories: &[(&str, Story)], lang: Lang) -> Vec<String> {
        let lines: Vec<&str> = stories.iter().map(|(line, _)| *line).collect();
        let mut document = document(&lines.join("\n"));
        for (block, (_, story)) in document.blocks.iter_mut().zip(stories) {
            block.story = *story;
            block.reference = (*story == Story::Note).then_some(NoteReference {
                block: 2,
                endnote: false,
            });
        }
        let draft = Draft::new(&document, rules(), model());
        let locator = Locator::new(&draft, lang);
        let ranges = draft.paragraphs.iter().map(|paragraph| &paragraph.range);
        ranges.map(|range| locator.range(range).label).collect()
    }

    #[test]
    fn only_running_text_is_counted_as_paragraphs() {
        let cell = |row, column| Story::Table {
            table: 0,
            row,
            column,
        };
        let stories = [
            ("桥头村党支部书记2024年度述职报告", Story::Body),
            ("一、履职情况", Story::Body),
            (
                "全年我主持支委会12次，讲党课4次，每次到会都在二十五人以上。",
                Story::Body,
            ),
            ("事项", cell(0, 0)),
            ("修好蓄水池2座。", cell(1, 1)),
            ("四月里我挨家走访困难党员9户。", Story::TextBox),
            ("七月我牵头补种了三组的防风林1200棵。", Story::Body),
            ("二、存在的问题", Story::Body),
            ("我到第三小组去得少，全年只去过2次。", Story::Body),
            ("见会议记录。", Story::Note),
        ];
        let zh = labels(&stories, Lang::Zh);
        assert_eq!(zh[2], "第一部分第1段第1句");
        assert_eq!(zh[4], "第一部分表格第2行第2列");
        assert_eq!(zh[5], "第一部分文本框");
        assert_eq!(zh[6], "第一部分第2段第1句");
        assert_eq!(zh[8], "第二部分第1段第1句");
        assert_eq!(zh[9], "第一部分脚注");
        let en = labels(&stories, Lang::En);
        assert_eq!(en[4], "part 1 table row 2 column 2");
        assert_eq!(en[6], "part 1 paragraph 2 sentence 1");
    }
}
