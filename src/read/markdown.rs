//! CommonMark with tables and footnotes: words with their places, everything else counted.
//!
//! Against the letter of CommonMark, a line that begins with a Chinese number or an ideographic indent
//! begins a paragraph, and indented lines of Han are paragraphs and not code: drafts are written so.

#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Content;
use super::lines::{is_blank, join, starts_item, trimmed};
use crate::document::{Block, LineIndex, Look, MappedText, Story};
use crate::text::count::is_han;

/// Reads a text; `source` is taken as it is.
pub(super) fn read(source: &str) -> Content {
    let mut reader = Reader::new(source);
    let start = reader.front_matter();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&source[start..], options).into_offset_iter() {
        reader.event(event, range.start + start..range.end + start);
    }
    reader.finish()
}

#[derive(Debug)]
struct Reader<'s> {
    source: &'s str,
    content: Content,
    text: MappedText,
    /// A soft line break that waits for the words after it.
    gap: Option<Range<usize>>,
    /// Every word of the open block so far stands in strong emphasis.
    bold: bool,
    strong: usize,
    /// Depth of pictures, whose alternative text is not read.
    pictures: usize,
    code: Code,
    outline: Option<u8>,
    /// Number of the item whose first block is still to come.
    label: Option<String>,
    /// For every open list: whether it is ordered.
    lists: Vec<bool>,
    notes: usize,
    tables: u32,
    cell: Option<(u32, u32)>,
    /// Where the first HTML block with words in it stands, and how many there are.
    unread: Option<(usize, usize)>,
}

/// What to do with the text of the open code block.
#[derive(Debug, PartialEq, Eq)]
enum Code {
    None,
    Skip,
    /// Indented lines with Han in them.
    Paragraphs,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Reader {
            source,
            content: Content::default(),
            text: MappedText::new(),
            gap: None,
            bold: true,
            strong: 0,
            pictures: 0,
            code: Code::None,
            outline: None,
            label: None,
            lists: Vec::new(),
            notes: 0,
            tables: 0,
            cell: None,
            unread: None,
        }
    }

    /// Skips a head of `key: value` lines between `---` or of TOML between `+++`; gives where the text starts.
    fn front_matter(&mut self) -> usize {
        let start = if self.source.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let mut at = start;
        let mut fence = "";
        let mut entries = false;
        for (index, line) in self.source[start..].split_inclusive('\n').enumerate() {
            at += line.len();
            let line = line.trim_end();
            if index == 0 {
                if line != "---" && line != "+++" {
                    return start;
                }
                fence = line;
            } else if line == fence {
                if entries {
                    self.content.skip("文件头");
                    return at;
                }
                return start;
            } else if !entries && !line.is_empty() && !line.starts_with('#') {
                // Between two rules there may be text as well: only an entry makes it a head.
                let separator = if fence == "---" { ':' } else { '=' };
                let key = line.split(separator).next().unwrap_or_default();
                entries = key.len() < line.len() && !key.contains(['，', '。']);
                if !entries && !line.starts_with('[') {
                    return start;
                }
            }
        }
        start
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match self.code {
                Code::Skip => {}
                Code::Paragraphs => {
                    self.words(&text, range);
                    if text.ends_with('\n') {
                        self.close();
                    }
                }
                Code::None => self.words(&text, range),
            },
            Event::Code(code) => {
                let inside = &self.source[range.clone()];
                let range = match inside.find(&*code) {
                    Some(at) => range.start + at..range.start + at + code.len(),
                    None => range,
                };
                self.words(&code, range);
            }
            Event::SoftBreak => self.gap = Some(range),
            Event::HardBreak => self.close(),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Rule => self.close(),
            // Raw lines are judged as a whole at their start; references to notes have no words.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => {}
            Tag::Link { .. } => self.content.skip("链接地址"),
            Tag::Image { .. } => {
                self.pictures += 1;
                self.content.skip("图片");
            }
            block => {
                self.close();
                self.start_block(block, range);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.outline = Some(outline(level)),
            Tag::CodeBlock(kind) => {
                let indented = kind == CodeBlockKind::Indented;
                self.code = if indented && self.source[range].chars().any(is_han) {
                    Code::Paragraphs
                } else {
                    self.content.skip("代码块");
                    Code::Skip
                };
            }
            Tag::HtmlBlock => self.html_block(range),
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item => {
                let ordered = self.lists.last().copied().unwrap_or(false);
                self.label = ordered
                    .then(|| written_number(&self.source[range]))
                    .flatten();
            }
            Tag::FootnoteDefinition(_) => self.notes += 1,
            Tag::TableHead => self.cell = Some((0, 0)),
            Tag::TableRow => self.cell = self.cell.map(|(row, _)| (row + 1, 0)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Link => {}
            block => {
                self.close();
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.outline = None,
            TagEnd::CodeBlock => self.code = Code::None,
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => self.label = None,
            TagEnd::FootnoteDefinition => self.notes = self.notes.saturating_sub(1),
            TagEnd::TableCell => self.cell = self.cell.map(|(row, column)| (row, column + 1)),
            TagEnd::Table => {
                self.cell = None;
                self.tables += 1;
            }
            _ => {}
        }
    }

    /// Takes words that stand for `range`; most stand there literally, entities do not.
    fn words(&mut self, text: &str, range: Range<usize>) {
        if self.pictures > 0 {
            return;
        }
        let literal = text.len() == range.len();
        let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).map(|end| end + 1);
        let mut at = 0;
        for end in ends.chain([text.len()]) {
            let line = &text[at..end];
            let there = if literal {
                range.start + at..range.start + end
            } else {
                range.clone()
            };
            at = end;
            let words = line.trim_end_matches(['\n', '\r']);
            let end = if literal {
                there.start + words.len()
            } else {
                there.end
            };
            self.line(words, there.start..end);
        }
    }

    fn line(&mut self, words: &str, there: Range<usize>) {
        if words.is_empty() {
            return;
        }
        let gap = self.gap.take();
        if gap.is_some() && (words.starts_with('\u{3000}') || starts_item(words)) {
            self.close();
        }
        if self.strong == 0 && !words.trim_matches(is_blank).is_empty() {
            self.bold = false;
        }
        match gap {
            Some(gap) if !self.text.is_empty() => join(&mut self.text, words, there, gap),
            _ => self.text.push(words, there),
        }
    }

    /// Ends the open block, if it has words.
    fn close(&mut self) {
        self.gap = None;
        let bold = std::mem::replace(&mut self.bold, true);
        let text = without_stray_marks(trimmed(std::mem::take(&mut self.text)));
        if text.is_empty() {
            return;
        }
        let story = match self.cell {
            Some((row, column)) => Story::Table {
                table: self.tables,
                row,
                column,
            },
            None if self.notes > 0 => Story::Note,
            None => Story::Body,
        };
        self.content.blocks.push(Block {
            story,
            outline: self.outline,
            label: self.label.take(),
            look: Look {
                bold,
                ..Look::default()
            },
            reference: None,
            prompts: Vec::new(),
            text,
        });
    }

    fn inline_html(&mut self, html: &str) {
        let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
        if html.starts_with("<!--") {
            self.content.skip("注释");
        } else if name.trim_end_matches(['>', '/', ' ']) == "br" {
            self.close();
        } else if !html.starts_with("</") {
            self.content.skip("HTML");
        }
    }

    fn html_block(&mut self, range: Range<usize>) {
        let html = self.source[range.clone()].trim();
        let only_comment =
            html.starts_with("<!--") && html.find("-->").is_none_or(|end| end + 3 == html.len());
        if html.starts_with("<!--") {
            self.content.skip("注释");
        }
        if only_comment {
            return;
        }
        self.content.skip("HTML");
        if has_words(html) {
            let (first, count) = self.unread.unwrap_or((range.start, 0));
            self.unread = Some((first, count + 1));
        }
    }

    /// Says once that there are words which were not read.
    fn finish(mut self) -> Content {
        self.close();
        if let Some((first, count)) = self.unread {
            let line = LineIndex::new(self.source)
                .position(self.source, first)
                .line;
            self.content.warnings.push(format!(
                "第 {line} 行起有 {count} 处 HTML 里有文字，没有检查；请改写成普通段落"
            ));
        }
        self.content
    }
}

fn outline(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The number of an ordered item as the author wrote it, not as CommonMark would count it.
fn written_number(item: &str) -> Option<String> {
    let item = item.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let marked = digits > 0 && matches!(item.as_bytes().get(digits), Some(b'.' | b')'));
    marked.then(|| item[..=digits].to_owned())
}

/// Whether there is Han text outside tags and comments.
fn has_words(html: &str) -> bool {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        if rest[..open].chars().any(is_han) {
            return true;
        }
        let close = if rest[open..].starts_with("<!--") {
            "-->"
        } else {
            ">"
        };
        match rest[open..].find(close) {
            Some(end) => rest = &rest[open + end + close.len()..],
            None => return false,
        }
    }
    rest.chars().any(is_han)
}

/// Drops the `**` that CommonMark leaves standing beside Chinese marks: `**抓学习。**全年` is no emphasis by its rules,
/// but nobody means the stars. A run of more stars is somebody's mask and stays.
fn without_stray_marks(text: MappedText) -> MappedText {
    let words = text.as_str();
    if memchr::memchr(b'*', words.as_bytes()).is_none() {
        return text;
    }
    let star = |at: Option<usize>| {
        at.and_then(|at| words.as_bytes().get(at))
            .is_some_and(|byte| *byte == b'*')
    };
    let places: Vec<usize> = words
        .match_indices("**")
        .map(|(at, _)| at)
        .filter(|at| !star(at.checked_sub(1)) && !star(Some(at + 2)))
        .collect();
    let beside_mark = |at: &usize| {
        let before = words[..*at].chars().next_back();
        let after = words[at + 2..].chars().next();
        before.is_some_and(|mark| "。：，；！？”）》".contains(mark))
            || after.is_some_and(|mark| "“（《".contains(mark))
    };
    if places.is_empty() || places.len() % 2 == 1 || !places.iter().any(beside_mark) {
        return text;
    }
    let mut kept = MappedText::new();
    let mut at = 0;
    for place in places {
        kept.push(&words[at..place], at..place);
        at = place + 2;
    }
    kept.push(&words[at..], at..words.len());
    kept.through(&text)
}
