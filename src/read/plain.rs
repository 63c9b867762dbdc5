//! Plain text: a line is a paragraph, unless the file was wrapped at a fixed width.
//!
//! White space around a line, the two ideographic spaces of its indent among it, is not part of the text.

use std::ops::Range;

use super::Content;
use super::lines::{body, goes_on, indents_tell, is_blank, is_finished, join, starts_item};
use crate::document::MappedText;
use crate::text::count::is_han;

/// The widths, in Han characters, at which real files are wrapped.
const WRAPS: Range<usize> = 25..46;

/// Reads a text; `source` is taken as it is.
pub(super) fn read(source: &str) -> Content {
    let (lines, wrap) = wrapped(source);
    let mut content = Content::default();
    let mut text = MappedText::new();
    for (index, line) in lines.iter().enumerate() {
        let words = &source[line.words.clone()];
        let before = index.checked_sub(1).map(|index| &lines[index]);
        match before {
            Some(before)
                if wrap
                    .as_ref()
                    .is_some_and(|wrap| wrap.goes_on(source, before, line)) =>
            {
                join(
                    &mut text,
                    words,
                    line.words.clone(),
                    before.words.end..line.words.start,
                );
            }
            _ => {
                close(&mut content, &mut text);
                text.push(words, line.words.clone());
            }
        }
    }
    close(&mut content, &mut text);
    content
}

/// The lines of a text, and how they are wrapped: most programs wrap by the room that characters take, some by their
/// number.
fn wrapped(source: &str) -> (Vec<Line>, Option<Wrap>) {
    let by_room = lines(source, |character| if character.is_ascii() { 1 } else { 2 });
    let room = Wrap::find(source, &by_room);
    let by_number = lines(source, |_| 2);
    let number = Wrap::find(source, &by_number);
    let broken = |wrap: &Option<Wrap>| wrap.as_ref().map(|wrap| wrap.broken);
    if broken(&number) > broken(&room) {
        (by_number, number)
    } else {
        (by_room, room)
    }
}

fn close(content: &mut Content, text: &mut MappedText) {
    let text = std::mem::take(text);
    if !text.is_empty() {
        content.blocks.push(body(text));
    }
}

/// A line of the file without the white space around it; possibly empty.
#[derive(Debug)]
struct Line {
    words: Range<usize>,
    /// Width in half characters: Han count two.
    width: usize,
    /// Whether white space stands before the words.
    indented: bool,
}

/// Every line break there is: LF, CRLF, CR, and what word processors write for theirs.
fn lines(source: &str, width: impl Fn(char) -> usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, character) in source.char_indices() {
        if is_break(character) {
            // CR LF leaves an empty line between its halves, which must not look like a blank line.
            let second = character == '\n' && source[..at].ends_with('\r') && start == at;
            if !second {
                lines.push(line(source, start..at, &width));
            }
            start = at + character.len_utf8();
        }
    }
    lines.push(line(source, start..source.len(), &width));
    lines
}

fn is_break(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn line(source: &str, range: Range<usize>, width: impl Fn(char) -> usize) -> Line {
    let all = &source[range.clone()];
    let tail = all.trim_start_matches(is_blank);
    let words = tail.trim_end_matches(|character| is_blank(character) || character == '\u{1a}');
    let start = range.end - tail.len();
    Line {
        words: start..start + words.len(),
        width: words.chars().map(width).sum(),
        indented: !all.trim_start_matches('\u{feff}').starts_with(words),
    }
}

/// How a hard-wrapped file is wrapped.
#[derive(Debug)]
struct Wrap {
    /// Widths of full lines, in half characters.
    full: Range<usize>,
    /// How many lines of that width end in the middle of sentences.
    broken: usize,
    /// Paragraphs are told by their indent, so that a full stop at the right margin ends nothing.
    by_indent: bool,
}

impl Wrap {
    /// Looks for a width at which lines end in the middle of sentences, over and over.
    fn find(source: &str, lines: &[Line]) -> Option<Wrap> {
        let filled: Vec<&Line> = lines.iter().filter(|line| line.width > 0).collect();
        // Broken lines by width in Han characters: unfinished, and followed by a line that begins nothing new.
        let mut broken = [0_usize; WRAPS.end + 2];
        for pair in lines.windows(2) {
            let (this, next) = (
                &source[pair[0].words.clone()],
                &source[pair[1].words.clone()],
            );
            let han = pair[0].width.div_ceil(2);
            if han < broken.len()
                && !next.is_empty()
                && !is_finished(this)
                && !starts_item(next)
                && has_han(this)
            {
                broken[han] += 1;
            }
        }
        let around = |width: usize| broken[width - 2..=width + 1].iter().sum::<usize>();
        let width = WRAPS.max_by_key(|width| (around(*width), broken[*width]))?;
        let longer = filled
            .iter()
            .filter(|line| line.width > 2 * width + 3)
            .count();
        // Titles and signatures are a few lines of any length; a wrapped text has hardly a longer line than its width.
        if around(width) < 3 || longer * 10 > filled.len() {
            return None;
        }
        // One unfinished line in a paragraph-per-line file is no wrap: most full lines must be broken ones.
        let full = 2 * width - 5..2 * width + 4;
        let at_margin = filled
            .iter()
            .filter(|line| full.contains(&line.width))
            .count();
        if around(width) * 2 < at_margin || at_margin * 5 < filled.len() {
            return None;
        }
        let indented = filled.iter().filter(|line| line.indented).count();
        Some(Wrap {
            full,
            broken: around(width),
            by_indent: indents_tell(indented, filled.len()),
        })
    }

    /// Whether `line` goes on with the paragraph of the line before it.
    fn goes_on(&self, source: &str, before: &Line, line: &Line) -> bool {
        let (above, words) = (&source[before.words.clone()], &source[line.words.clone()]);
        let full = self.full.contains(&before.width);
        goes_on(above, words, full, self.by_indent.then_some(line.indented))
    }
}

fn has_han(line: &str) -> bool {
    line.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        let content = read(source);
        content
            .blocks
            .iter()
            .map(|block| block.text.as_str().to_owned())
            .collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let source = "\u{feff}标题\r\n\r\n　　一、做法\r\n我任书记，\r党员３名。\n\n";
        assert_eq!(
            texts(source),
            ["标题", "一、做法", "我任书记，", "党员３名。"]
        );
        for block in read(source).blocks {
            let origin = block.text.origin(0..block.text.len());
            assert_eq!(&source[origin], block.text.as_str());
        }
    }

    /// Wraps at `width` characters, paragraphs opened by `indent`.
    fn wrap(paragraphs: &[&str], width: usize, indent: &str) -> String {
        let mut wrapped = String::new();
        for paragraph in paragraphs {
            let whole: Vec<char> = format!("{indent}{paragraph}").chars().collect();
            for line in whole.chunks(width) {
                wrapped.extend(line);
                wrapped.push_str("\r\n");
            }
        }
        wrapped
    }

    #[test]
    fn lines_may_be_wrapped_by_the_number_of_their_characters() {
        let counted = "全年召开支委会12次，讲党课4次，走访群众1,260户，收到意见318条，办结297条，组织党员860人次开展服务56场，募集资金23,500元，资助学生14名，调解纠纷67起，";
        let counted = counted.repeat(3) + "年底测评满意率97.5%。";
        let paragraphs = [
            PARAGRAPHS[0],
            PARAGRAPHS[2],
            &counted,
            PARAGRAPHS[4],
            &counted,
        ];
        let source = wrap(&paragraphs, 38, "　　");
        assert_eq!(texts(&source), paragraphs);
    }

    const PARAGRAPHS: [&str; 5] = [
        "2023年度抓基层党建工作述职报告",
        "一、主要做法",
        "一年来，我坚持把抓好党建作为最大的政绩，带领支部一班人认真落实各项任务，全年召开支委会12次，讲党课4次，走访党员和群众三百多户，解决了一批多年没有解决的难题。群众反映较好，年底测评满意率比上年提高了不少，但同先进村相比还有明显的差距",
        "二、存在问题",
        "学习抓得不够紧，对党员的日常教育管理还停留在开会念文件的层面，外出务工党员的教育没有找到有效的办法，全年只集中学习了两次，其他时间主要靠微信群转发材料来代替，效果不明显，有的党员一年到头也没有参加过一次组织生活，我对此负有直接责任。",
    ];

    #[test]
    fn wrapped_paragraphs_are_joined() {
        for width in [26, 30, 38, 42] {
            for indent in ["", "　　"] {
                let source = wrap(&PARAGRAPHS, width, indent);
                assert_eq!(texts(&source), PARAGRAPHS, "{width} {indent:?}");
                let content = read(&source);
                let text = &content.blocks[4].text;
                let at = text.as_str().find("直接责任").unwrap();
                assert_eq!(
                    &source[text.origin(at..at + 12)].replace("\r\n", ""),
                    "直接责任"
                );
            }
        }
    }

    #[test]
    fn unwrapped_files_are_left_alone() {
        let lines = "述职报告\n栗篱村党支部书记　某甲\n一、做法\n抓学习，讲党课4次。\n抓队伍\n抓服务\n二、问题\n学习不够";
        assert_eq!(texts(lines).len(), 8);
        assert_eq!(texts(&PARAGRAPHS.join("\n")), PARAGRAPHS);
    }
}
