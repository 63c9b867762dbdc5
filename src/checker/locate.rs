//! Places as people name them: 第三部分第2段第1句.

use std::fmt::Write;
use std::ops::Range;

use crate::document::LineIndex;
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
            labels: Labels::of(&draft.paragraphs),
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

/// A paragraph, the part that it stands in, and the how manieth it is there.
#[derive(Debug)]
struct Counted {
    kind: ParagraphKind,
    part: usize,
    paragraph: usize,
}

impl Labels {
    /// Counts once for all.
    pub(crate) fn of(paragraphs: &[Paragraph]) -> Self {
        let level = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Heading(level) => Some(level),
            _ => None,
        };
        let top = paragraphs.iter().filter_map(level).min();
        let (mut part, mut running) = (0, 0);
        let counted = paragraphs.iter().map(|paragraph| {
            if top.is_some() && level(paragraph) == top {
                part += 1;
                running = 0;
            }
            let runs = matches!(
                paragraph.kind,
                ParagraphKind::Body
                    | ParagraphKind::Table
                    | ParagraphKind::TextBox
                    | ParagraphKind::Note
                    | ParagraphKind::Appendix
            );
            running += usize::from(runs);
            Counted {
                kind: paragraph.kind,
                part,
                paragraph: running,
            }
        });
        Self(counted.collect())
    }

    /// A place as people name it: the paragraph at `place` and the number of the sentence within it, from 0.
    pub(crate) fn at(&self, place: usize, sentence: Option<usize>, lang: Lang) -> String {
        let counted = self.0.get(place).or(self.0.last());
        counted.map_or_else(String::new, |counted| label(counted, sentence, lang))
    }
}

fn label(counted: &Counted, sentence: Option<usize>, lang: Lang) -> String {
    let Counted {
        kind,
        part,
        paragraph,
    } = *counted;
    let zh = lang == Lang::Zh;
    let name = match kind {
        ParagraphKind::Title => Some(if zh { "标题" } else { "title" }),
        ParagraphKind::Contents => Some(if zh { "目录" } else { "contents" }),
        ParagraphKind::Byline => Some(if zh { "署名" } else { "by-line" }),
        _ => None,
    };
    if let Some(name) = name {
        return name.to_owned();
    }
    let mut label = String::new();
    if part > 0 && zh {
        let number =
            u32::try_from(part).map_or_else(|_| part.to_string(), crate::check::numbering::han);
        label = format!("第{number}部分");
    } else if part > 0 {
        label = format!("part {part}");
    }
    if let ParagraphKind::Heading(_) = kind {
        label.push_str(if zh { "标题" } else { " heading" });
        return label.trim().to_owned();
    }
    let sentence = sentence.map(|sentence| sentence + 1);
    let _ = match (sentence, zh) {
        (None, true) => write!(label, "第{paragraph}段"),
        (None, false) => write!(label, " paragraph {paragraph}"),
        (Some(sentence), true) => write!(label, "第{paragraph}段第{sentence}句"),
        (Some(sentence), false) => write!(label, " paragraph {paragraph} sentence {sentence}"),
    };
    label.trim().to_owned()
}
