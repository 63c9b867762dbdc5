//! A table of contents: headings that all come again further down.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::paragraph::{Paragraph, ParagraphKind};

/// Where the lines of a document stand for the last time. Few documents have what asks for it.
pub(super) struct Lasts<'a> {
    texts: &'a [(&'a str, Range<usize>)],
    places: OnceCell<HashMap<&'a str, usize>>,
}

impl<'a> Lasts<'a> {
    /// Of folded blocks, one line each.
    pub(super) fn of(texts: &'a [(&'a str, Range<usize>)]) -> Self {
        Self {
            texts,
            places: OnceCell::new(),
        }
    }

    /// Whether a line, the page number and what leads to it left out, stands again below `place`.
    pub(super) fn comes_again(&self, line: &str, place: usize) -> bool {
        let leads =
            |mark: char| mark.is_ascii_digit() || mark.is_whitespace() || "….·-—".contains(mark);
        let entry = line.trim_end_matches(leads);
        let places = self.places.get_or_init(|| {
            let lines = self.texts.iter().map(|(text, _)| *text);
            lines.zip(0..).collect()
        });
        let below = |text: &str| places.get(text).is_some_and(|last| *last > place);
        below(line) || below(entry)
    }
}

/// Headings one after the other that all come again later are a table of contents.
pub(super) fn mark_contents(paragraphs: &mut [Paragraph], lasts: &Lasts<'_>) {
    /// Two may be a heading and its first sub-heading.
    const LEAST: usize = 3;
    let is_heading = |paragraph: &Paragraph| matches!(paragraph.kind, ParagraphKind::Heading(_));
    for run in paragraphs.chunk_by_mut(|one, other| is_heading(one) && is_heading(other)) {
        if run.len() < LEAST {
            continue;
        }
        let again = |paragraph: &&Paragraph| {
            lasts.comes_again(lasts.texts[paragraph.block].0, paragraph.block)
        };
        // The last of the run may be the first real heading of the text.
        let listed = run.iter().take_while(again).count();
        if listed >= LEAST {
            for paragraph in &mut run[..listed] {
                paragraph.kind = ParagraphKind::Contents;
                paragraph.lead = None;
            }
        }
    }
}
