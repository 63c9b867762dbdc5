//! From ranges of a draft to places of its file and of what is shown.

use std::ops::Range;

use super::labels::Labels;
use crate::document::LineIndex;
use crate::output::report::{SourcePosition, SourceRange, ViewSpan};
use crate::ruleset::Lang;
use crate::structure::Draft;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};
    use crate::document::{NoteReference, Story};

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
