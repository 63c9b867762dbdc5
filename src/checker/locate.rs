//! Places as people name them: 第三部分第2段第1句.

use std::ops::Range;

use crate::document::LineIndex;
use crate::output::report::{SourcePosition, SourceRange, ViewSpan};
use crate::ruleset::Lang;
use crate::structure::{Draft, ParagraphKind};

/// Turns ranges of a draft into places of its source and of its view.
pub struct Locator<'a> {
    draft: &'a Draft<'a>,
    lines: LineIndex,
    lang: Lang,
}

impl<'a> Locator<'a> {
    /// For one draft.
    pub fn new(draft: &'a Draft<'a>, lang: Lang) -> Self {
        Self {
            draft,
            lines: LineIndex::new(&draft.document.source),
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
        let draft = self.draft;
        let place = self.paragraph(range.start);
        let kind = draft.paragraphs.get(place).map(|paragraph| paragraph.kind);
        let words = |zh: String, en: String| if self.lang == Lang::Zh { zh } else { en };
        if kind == Some(ParagraphKind::Title) {
            return words("标题".into(), "title".into());
        }
        if kind == Some(ParagraphKind::Contents) {
            return words("目录".into(), "contents".into());
        }
        if kind == Some(ParagraphKind::Byline) {
            return words("署名".into(), "by-line".into());
        }
        let own_line = draft.outline.iter().filter(|heading| !heading.run_in);
        let top = own_line.clone().map(|heading| heading.level).min();
        let parts: Vec<usize> = own_line
            .filter(|heading| Some(heading.level) == top)
            .map(|heading| heading.paragraph)
            .collect();
        let part = parts.iter().filter(|start| **start <= place).count();
        let start = if part == 0 { 0 } else { parts[part - 1] };
        let running = |kind: ParagraphKind| {
            matches!(
                kind,
                ParagraphKind::Body
                    | ParagraphKind::Table
                    | ParagraphKind::TextBox
                    | ParagraphKind::Note
            )
        };
        let paragraph = draft.paragraphs[start..=place]
            .iter()
            .filter(|paragraph| running(paragraph.kind))
            .count();
        let mut label = String::new();
        if part > 0 {
            let number =
                u32::try_from(part).map_or_else(|_| part.to_string(), crate::check::numbering::han);
            label.push_str(&words(format!("第{number}部分"), format!("part {part}")));
        }
        if let Some(ParagraphKind::Heading(_)) = kind {
            label.push_str(&words("标题".into(), " heading".into()));
            return label.trim().to_owned();
        }
        let sentence = draft
            .sentences_of(place)
            .iter()
            .position(|sentence| range.start < sentence.range.end);
        label.push_str(&words(
            format!("第{paragraph}段"),
            format!(" paragraph {paragraph}"),
        ));
        if let Some(sentence) = sentence {
            label.push_str(&words(
                format!("第{}句", sentence + 1),
                format!(" sentence {}", sentence + 1),
            ));
        }
        label.trim().to_owned()
    }
}
