//! What of a document is compared with others.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::shingle::{SHINGLE, shingles};
use super::sketch::Sketch;
use super::verify::Side;
use crate::checker::Labels;
use crate::document::{Document, LineIndex};
use crate::output::report::{SourcePosition, SourceRange};
use crate::ruleset::Lang;
use crate::structure::{Paragraph, ParagraphKind, classify};
use crate::text::Marks;
use crate::text::fold::{Habits, fold};
use crate::text::plain::{Formulas, Plain};
use crate::text::sentence::sentences;

/// The running text of a document as compared characters that lead back to its source: title, by-lines, headings,
/// notes, titles in 《》 and standing formulas are left out, numbers are all alike.
pub struct Compared<'d> {
    document: &'d Document,
    pub(super) characters: Vec<char>,
    /// Byte of its block's text for each character.
    places: Vec<u32>,
    /// First character and block of each stretch, in order.
    stretches: Vec<(usize, usize)>,
    paragraphs: Vec<Paragraph>,
    lines: OnceCell<LineIndex>,
    labels: OnceCell<Labels>,
}

/// The beginning and the end of a paragraph: what tells headings and by-lines from running text, and so much that it
/// stays too long for one.
fn shortened(text: &str) -> Cow<'_, str> {
    const HEAD: usize = 330;
    const TAIL: usize = 30;
    if text.len() <= 2 * HEAD {
        return text.into();
    }
    let cut = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at));
    let (head, tail) = (cut(HEAD).unwrap_or(0), cut(text.len() - TAIL).unwrap_or(0));
    format!("{}{}", &text[..head], &text[tail..]).into()
}

impl<'d> Compared<'d> {
    /// Prepares a document; it is read once, however many others it is compared with.
    pub(super) fn of(document: &'d Document, formulas: &Formulas) -> Compared<'d> {
        let mut texts = Vec::with_capacity(document.blocks.len());
        let mut at = 0;
        // Script only matters for one character, which counts as its simplified form in comparing.
        for block in &document.blocks {
            let folded = fold(&shortened(block.text.as_str()), Habits::default());
            let end = at + folded.len();
            texts.push((folded, at..end));
            at = end + 1;
        }
        let views: Vec<(&str, Range<usize>)> = texts
            .iter()
            .map(|(folded, range)| (folded.as_str(), range.clone()))
            .collect();
        let paragraphs = classify(document, &views);
        let mut plain = Plain::default();
        let mut stretches = Vec::new();
        for paragraph in &paragraphs {
            let running = matches!(
                paragraph.kind,
                ParagraphKind::Body | ParagraphKind::Table | ParagraphKind::TextBox
            );
            if let Some(block) = document.blocks.get(paragraph.block).filter(|_| running) {
                stretches.push((plain.characters.len(), paragraph.block));
                plain.append(block.text.as_str(), formulas);
            }
        }
        Compared {
            document,
            characters: plain.characters,
            places: plain.places,
            stretches,
            paragraphs,
            lines: OnceCell::new(),
            labels: OnceCell::new(),
        }
    }

    /// The author's own words of title and by-lines, line by line.
    pub(super) fn head(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.of_kind(|kind| matches!(kind, ParagraphKind::Title | ParagraphKind::Byline))
    }

    /// The report's title, empty if it has none.
    pub fn title(&self) -> String {
        let lines = self.of_kind(|kind| kind == ParagraphKind::Title);
        lines.map(str::trim).collect()
    }

    /// What finding its like needs of it.
    pub fn sketch(&self) -> Sketch {
        Sketch::of(&self.characters)
    }

    /// The author's own words of the running text, paragraph by paragraph.
    pub(super) fn body(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.of_kind(|kind| kind == ParagraphKind::Body)
    }

    fn of_kind(&self, wanted: fn(ParagraphKind) -> bool) -> impl Iterator<Item = &'d str> + '_ {
        let paragraphs = self.paragraphs.iter();
        paragraphs
            .filter(move |paragraph| wanted(paragraph.kind))
            .filter_map(|paragraph| Some(self.document.blocks.get(paragraph.block)?.text.as_str()))
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Compared characters.
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether nothing of it is compared.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// The stretch a character belongs to.
    pub(super) fn stretch(&self, at: usize) -> usize {
        let after = self.stretches.partition_point(|(start, _)| *start <= at);
        after.saturating_sub(1)
    }

    /// The first character behind a stretch.
    pub(super) fn end_of_stretch(&self, stretch: usize) -> usize {
        let next = self.stretches.get(stretch + 1);
        next.map_or(self.characters.len(), |(start, _)| *start)
    }

    /// The block of a stretch.
    pub(super) fn block(&self, stretch: usize) -> usize {
        self.stretches.get(stretch).map_or(0, |(_, block)| *block)
    }

    /// Takes out the characters of these shingles.
    pub(super) fn leave_out(&mut self, prescribed: &FxHashSet<u64>) {
        let mut out = vec![false; self.characters.len()];
        for (at, hash) in shingles(&self.characters).enumerate() {
            if prescribed.contains(&hash) {
                out[at..at + SHINGLE].fill(true);
            }
        }
        // How many characters stay before each place.
        let mut kept = Vec::with_capacity(out.len() + 1);
        let mut count = 0;
        for gone in &out {
            kept.push(count);
            count += usize::from(!gone);
        }
        kept.push(count);
        for (start, _) in &mut self.stretches {
            *start = kept.get(*start).copied().unwrap_or(count);
        }
        let mut gone = out.iter();
        self.characters.retain(|_| gone.next() == Some(&false));
        let mut gone = out.iter();
        self.places.retain(|_| gone.next() == Some(&false));
    }

    /// The author's own text of some characters of one stretch, markup left out, with a mark that ends the sentence
    /// behind them; and its bytes in the block's text.
    pub(super) fn own(&self, characters: &Range<usize>) -> (&'d str, Range<usize>) {
        let last = characters.end.saturating_sub(1);
        let block = self.block(self.stretch(characters.start));
        let (Some(block), Some(start), Some(end)) = (
            self.document.blocks.get(block),
            self.places.get(characters.start),
            self.places.get(last),
        ) else {
            return ("", 0..0);
        };
        let text = block.text.as_str();
        let (start, mut end) = (*start as usize, *end as usize);
        let mut behind = text.get(end..).unwrap_or_default().chars();
        end += behind.next().map_or(0, char::len_utf8);
        if let Some(mark) = behind.next().filter(|mark| "。！？；".contains(*mark)) {
            end += mark.len_utf8();
        }
        (text.get(start..end).unwrap_or_default(), start..end)
    }

    /// The place of a stretch of its text as people name it: 第三部分第2段第1句, with lines and columns of the source.
    pub fn range(&self, side: &Side, lang: Lang) -> SourceRange {
        let lines = self
            .lines
            .get_or_init(|| LineIndex::new(&self.document.source));
        let labels = self
            .labels
            .get_or_init(|| Labels::of(&self.paragraphs, self.document));
        let position = |offset| {
            let position = lines.position(&self.document.source, offset);
            SourcePosition {
                line: position.line,
                column: position.column,
                offset: position.offset,
            }
        };
        let block = self.document.blocks.get(side.block);
        let sentence = block.and_then(|block| {
            let folded = fold(block.text.as_str(), Habits::default());
            let marks = Marks::of(folded.as_str());
            let mut sentences = sentences(marks.whole(folded.as_str())).into_iter();
            sentences.position(|sentence| {
                let own = block.text.origin(folded.origin(sentence.range));
                side.source.start < own.end
            })
        });
        SourceRange {
            start: position(side.source.start),
            end: position(side.source.end),
            label: labels.at(side.block, sentence, lang),
            paragraph: side.block + 1,
        }
    }
}
