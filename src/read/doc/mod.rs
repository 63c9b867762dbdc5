//! Word 97 to 2003 (`.doc`) and the files of WPS in the same format (`.wps`).
//!
//! The reader follows the file's own tables ([MS-DOC]): the block at its beginning, the pieces of text, the pages
//! of properties, the style sheet and the lists. Whatever is wrong with a table costs what that table says;
//! the text is read as far as it is there.

mod bytes;
mod compound;
mod drawing;
mod fib;
mod lists;
mod old;
mod pages;
mod props;
mod stylesheet;
mod summary;
mod text;
mod walk;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;

use jiff::civil::DateTime;

use self::bytes::Plc;
pub(crate) use self::compound::{Compound, MAGIC};
use self::drawing::Drawings;
use self::fib::{Fib, Part};
use self::pages::Pages;
use self::props::Fonts;
use self::text::Text;
use self::walk::{Source, Walker};
use super::ReadError;
use super::numbering::Numbering;
use super::pieces::{Piece, lay_out, no_words};
use super::props::Theme;
use super::story::{Kind, Setting};
use super::tally::{Left, Tally};
use crate::document::{Document, Format, Modified};

/// The separators of notes stand before the headers of the first section.
const SEPARATORS: usize = 6;
/// The most notes, sections, headers, anchors and shapes that are read, of each.
const MAX_ENTRIES: usize = 1 << 16;

/// Reads a Word 97-2003 file; [`Document::path`] is left to the caller.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let compound = Compound::open(bytes)
        .ok_or_else(|| ReadError::damaged("文件目录不完整，可能没有下载或复制完"))?;
    let main = compound
        .stream("WordDocument")
        .ok_or_else(|| ReadError::damaged("缺少正文部分"))?;
    let fib =
        Fib::read(&main.bytes).ok_or_else(|| ReadError::damaged("正文部分没有 Word 的文件头"))?;
    if fib.encrypted {
        return Err(ReadError::Encrypted);
    }
    let stream = |name: &str| compound.stream(name).unwrap_or_default();
    let (table, data) = (stream(fib.table), stream("Data"));
    let mut warnings = Vec::new();
    let broken = compound.broken || main.broken || table.broken;
    if broken {
        warnings.push("文件不完整，可能没有下载或复制完，已尽量读取".to_string());
    }
    let read = Reading {
        fib,
        main: &main.bytes,
        table: &table.bytes,
        data: &data.bytes,
        warnings,
        broken,
    };
    let modified = summary::modified(&stream("\u{5}SummaryInformation").bytes);
    read.document(modified)
}

/// A file with its streams at hand.
struct Reading<'a> {
    fib: Fib<'a>,
    main: &'a [u8],
    table: &'a [u8],
    data: &'a [u8],
    warnings: Vec<String>,
    broken: bool,
}

impl<'a> Reading<'a> {
    fn document(mut self, modified: Option<DateTime>) -> Result<Document, ReadError> {
        let text = self.text()?;
        let (pieces, tally) = self.stories(&text)?;
        if pieces.is_empty() {
            return Err(no_words("正文", self.broken));
        }
        let (source, blocks) = lay_out(pieces);
        Ok(Document {
            path: None,
            format: Format::Doc,
            source,
            blocks,
            headers: Vec::new(),
            skipped: tally.list(),
            warnings: self.warnings,
            modified: modified.map(Modified::by_document),
            page: None,
        })
    }

    /// The text of all stories, or what can be had of it.
    fn text(&mut self) -> Result<Text<'a>, ReadError> {
        if self.fib.old {
            self.warn("文件是 Word 6/95 格式，只读取了文字，自动编号和字体无法读取；如有乱码或缺漏，请另存为 .docx 再检查");
            let text = old::text(&self.fib, self.main)?;
            self.fib.lengths.body = usize::MAX;
            return Ok(Text::decoded(&text));
        }
        if let Some(text) = Text::read(self.part(Part::Pieces), self.main)? {
            if text.broken {
                self.damage("正文有一部分在文件之外或重叠，只读取了能读的部分");
            }
            if self.fib.lengths.body == 0 {
                self.damage("文件头没有正文长度，已读取全部文字");
                self.fib.lengths.body = usize::MAX;
            }
            return Ok(text);
        }
        self.damage("文件的正文索引已损坏，按连续文字读取，可能有缺漏或多余内容");
        Ok(Text::whole(self.main, self.fib.text, self.fib.lengths.body))
    }

    fn part(&self, part: Part) -> &'a [u8] {
        self.fib.part(self.table, part)
    }

    fn warn(&mut self, warning: &str) {
        self.warnings.push(warning.to_string());
    }

    fn damage(&mut self, warning: &str) {
        self.broken = true;
        self.warn(warning);
    }

    /// Reads the body with its text boxes, then the notes.
    fn stories(&mut self, text: &Text<'a>) -> Result<(Vec<Piece>, Tally), ReadError> {
        let lengths = self.fib.lengths;
        let footnotes = lengths.body;
        let headers = footnotes.saturating_add(lengths.footnotes);
        let comments = headers
            .saturating_add(lengths.headers)
            .saturating_add(lengths.macros);
        let endnotes = comments.saturating_add(lengths.comments);
        let boxes = endnotes.saturating_add(lengths.endnotes);

        let fonts = Fonts::read(self.part(Part::Fonts));
        let (sheet, lists, uses) = (
            self.part(Part::Styles),
            self.fib.place(Part::Lists),
            self.fib.place(Part::ListUses),
        );
        let old = self.fib.old;
        let styles = stylesheet::read(if old { &[] } else { sheet }, &fonts);
        let numbering = if old {
            Numbering::default()
        } else {
            lists::read(self.table, lists, uses)
        };
        if !old && styles.is_empty() {
            self.warn("文件没有样式表，标题层级只能从文字判断");
        }
        let theme = Theme::default();
        let source = Source {
            text,
            characters: Pages::new(self.main, self.part(Part::CharacterPages)),
            paragraphs: Pages::new(self.main, self.part(Part::ParagraphPages)),
            setting: Setting {
                styles: &styles,
                numbering: &numbering,
                theme: &theme,
                placing: false,
            },
            fonts: &fonts,
            data: self.data,
            sections: self.sections(text),
            notes: self.references(text),
        };
        let drawings = Drawings::read(
            text,
            self.part(Part::Anchors),
            self.part(Part::TextBoxes),
            self.part(Part::Drawings),
            (boxes, lengths.boxes),
        );
        let mut walker = Walker::new(&source, drawings);
        let end = text
            .unit(lengths.body)
            .max(if old { text.units.len() } else { 0 });
        let mut pieces = walker.story(Kind::Body, (0, end))?;
        pieces.append(&mut walker.adrift()?);

        let notes = [
            self.ranges(text, Part::FootnoteTexts, (footnotes, lengths.footnotes)),
            self.ranges(text, Part::EndnoteTexts, (endnotes, lengths.endnotes)),
        ];
        for (end, number) in std::mem::take(&mut walker.references) {
            let range = notes[usize::from(end)].get(number).copied();
            let mut note = walker.story(Kind::Note, range.unwrap_or_default())?;
            if let Some(first) = note.first_mut() {
                // A space stands between the mark of the note and its text.
                let space = first.text.len() - first.text.trim_start().len();
                first.text.drain(..space);
            }
            pieces.append(&mut note);
        }
        if walker.exhausted() {
            self.warn("文件的格式信息异常庞大，一部分格式没有读取，标题和编号可能有误");
        }
        if self.crowded() {
            self.warn("注释或图形超过六万个，只读取了前面的");
        }
        if walker.unterminated {
            self.warn("正文中有没有结束的域，已按普通文字读取");
        }
        if walker.garbled {
            self.warn("正文中有无法识别的字符，已用 � 代替");
        }
        let mut tally = walker.tally;
        let headers = self.ranges(text, Part::HeaderTexts, (headers, lengths.headers));
        for range in headers.into_iter().skip(SEPARATORS) {
            if has_words(text, range) {
                tally.add(Left::Headers);
            }
        }
        Ok((pieces, tally))
    }

    /// Whether some table has more entries than are read.
    fn crowded(&self) -> bool {
        let tables = [
            (Part::Sections, 12),
            (Part::FootnoteReferences, 2),
            (Part::EndnoteReferences, 2),
            (Part::Anchors, drawing::ANCHOR),
            (Part::TextBoxes, drawing::TEXT_BOX),
        ];
        let lengths = tables.map(|(part, size)| Plc::new(self.part(part), size).len());
        lengths.into_iter().any(|length| length > MAX_ENTRIES)
    }

    /// Where sections begin, in units.
    fn sections(&self, text: &Text<'_>) -> Vec<usize> {
        let table = Plc::new(self.part(Part::Sections), 12);
        let ends = (1..=table.len().min(MAX_ENTRIES)).filter_map(|index| table.position(index));
        let mut units: Vec<usize> = ends.map(|position| text.unit(position)).collect();
        units.sort_unstable();
        units
    }

    /// Where notes are referred to.
    fn references(&self, text: &Text<'_>) -> Vec<(usize, bool, usize)> {
        let mut found = Vec::new();
        for (end, part) in [
            (false, Part::FootnoteReferences),
            (true, Part::EndnoteReferences),
        ] {
            let table = Plc::new(self.part(part), 2);
            let places = table.starts().take(MAX_ENTRIES);
            found.extend(places.map(|(index, position)| (text.unit(position), end, index)));
        }
        found.sort_unstable();
        found
    }

    /// The ranges of notes or headers, in units. Each begins where the one before ends; what does not is empty.
    fn ranges(
        &self,
        text: &Text<'_>,
        part: Part,
        (first, length): (usize, usize),
    ) -> Vec<(usize, usize)> {
        let table = Plc::new(self.part(part), 0);
        let mut last = 0;
        let ranges = table.starts().take(MAX_ENTRIES).map(|(index, from)| {
            let to = table.position(index + 1).unwrap_or(0).min(length);
            if from < last || from >= to {
                return (0, 0);
            }
            last = to;
            let unit = |position| text.unit(first.saturating_add(position));
            (unit(from), unit(to))
        });
        ranges.collect()
    }
}

/// Whether there are words in a range of units.
fn has_words(text: &Text<'_>, (from, to): (usize, usize)) -> bool {
    let units = text.units.get(from..to).unwrap_or_default();
    units.iter().any(|unit| *unit > 0x20)
}
