//! Reports that give every sentence a line of its own: their paragraphs do not tell what belongs together.

use super::paragraph::{Paragraph, ParagraphKind};
use crate::text::Marks;

/// Of the paragraphs of running text so many, at least, in a hundred hold a single sentence.
const SINGLE: usize = 85;
/// Fewer of them are points of a list.
const FEWEST: usize = 15;
/// 字 of a sentence in the mean, at most: a longer one is a paragraph by itself.
const LONGEST: usize = 60;

/// For each paragraph the first of those that it hangs together with: itself, where paragraphs are worth the name.
///
/// In a report of lines, running text hangs together from heading to heading.
pub fn together(paragraphs: &[Paragraph], text: &str, marks: &Marks) -> Vec<usize> {
    let mut first: Vec<usize> = (0..paragraphs.len()).collect();
    if !is_lines(paragraphs, text, marks) {
        return first;
    }
    let is_text = |paragraph: &Paragraph| paragraph.kind == ParagraphKind::Body;
    for (before, pair) in paragraphs.windows(2).enumerate() {
        if pair.iter().all(is_text) && pair[1].lead.is_none() {
            first[before + 1] = first[before];
        }
    }
    first
}

fn is_lines(paragraphs: &[Paragraph], text: &str, marks: &Marks) -> bool {
    let (mut lines, mut single, mut words) = (0, 0, 0);
    for paragraph in paragraphs {
        if paragraph.kind != ParagraphKind::Body {
            continue;
        }
        let marked = marks.within(text, paragraph.range.clone());
        let mut ends = marked
            .marks()
            .filter(|(_, mark)| matches!(mark, '。' | '！' | '？'));
        lines += 1;
        single += usize::from(ends.next().is_none() || ends.next().is_none());
        words += marked.text.chars().count();
    }
    lines >= FEWEST && single * 100 >= lines * SINGLE && words <= lines * LONGEST
}
