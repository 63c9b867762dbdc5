//! Which paragraph is title, by-line, heading, running text.

use std::ops::Range;

use super::contents::{Lasts, mark_contents};
use super::form::{Filled, filled};
use super::headings::{Styled, heading_level, settle_levels};
use super::outline::{Number, leading_number};
use super::paragraph::{Paragraph, ParagraphKind};
use super::shape::{ends_sentence, has_date_only, is_short, label_number};
use super::title::find_title;
use crate::document::{Document, Story};
use crate::text::count;

/// Sorts the paragraphs of a document; `texts` are the folded blocks and their places in the whole.
pub fn classify(document: &Document, texts: &[(&str, Range<usize>)]) -> Vec<Paragraph> {
    let blocks = &document.blocks;
    let form = filled(blocks, texts);
    let title = find_title(blocks, texts, !form.is_empty());
    let first_body = title.as_ref().map_or(0, |title| title.end);
    let styled = Styled::of(blocks);
    let lasts = Lasts::of(texts);
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(blocks.len());
    let mut in_head = true;
    for (index, (block, (text, range))) in blocks.iter().zip(texts).enumerate() {
        let typed = leading_number(text);
        let number = typed.or_else(|| {
            label_number(block).map(|number| Number {
                length: 0,
                ..number
            })
        });
        let after_number = typed.map_or(0, |number| number.length);
        let story = match form.get(index) {
            Some(Filled::Text) => Story::Body,
            _ => block.story,
        };
        let kind = match story {
            _ if title.as_ref().is_some_and(|title| title.contains(&index)) => ParagraphKind::Title,
            Story::Table { .. } if form.get(index) == Some(&Filled::Label) => {
                ParagraphKind::Heading(1)
            }
            Story::Table { .. } if form.get(index) == Some(&Filled::Entry) => ParagraphKind::Byline,
            Story::Table { .. } => ParagraphKind::Table,
            Story::TextBox => ParagraphKind::TextBox,
            Story::Note => ParagraphKind::Note,
            Story::Body if title.as_ref().is_some_and(|title| index < title.start) => {
                if is_short(text) {
                    ParagraphKind::Byline
                } else {
                    ParagraphKind::Body
                }
            }
            Story::Body
                if in_head
                    && index >= first_body
                    && title.is_some()
                    && is_byline(text)
                    && block.outline.is_none() =>
            {
                ParagraphKind::Byline
            }
            Story::Body => match heading_level(index, blocks, texts, number, styled, &lasts) {
                Some(level) => ParagraphKind::Heading(level),
                None => ParagraphKind::Body,
            },
        };
        if matches!(kind, ParagraphKind::Heading(_) | ParagraphKind::Body)
            && title.as_ref().is_none_or(|title| index >= title.end)
        {
            in_head = false;
        }
        let lead = match kind {
            ParagraphKind::Heading(_) => Some(range.start + after_number..range.end),
            ParagraphKind::Body if number.is_some() => run_in_lead(&text[after_number..])
                .map(|length| range.start + after_number..range.start + after_number + length),
            _ => None,
        };
        paragraphs.push(Paragraph {
            kind,
            block: index,
            range: range.clone(),
            number,
            lead,
        });
    }
    mark_contents(&mut paragraphs, &lasts);
    mark_signature(&mut paragraphs, texts);
    if let Some(start) = appendix(&paragraphs, texts) {
        let (report, attached) = paragraphs.split_at_mut(start);
        mark_signature(report, texts);
        for paragraph in attached {
            if !matches!(paragraph.kind, ParagraphKind::Byline | ParagraphKind::Note) {
                paragraph.kind = ParagraphKind::Appendix;
                paragraph.lead = None;
            }
        }
    }
    settle_levels(&mut paragraphs);
    paragraphs
}

/// A line of name, post, unit or date: short, no sentence, no number, no form of address.
fn is_byline(text: &str) -> bool {
    let words = count::words_to(text, 40);
    if words > 40
        || ends_sentence(text)
        || leading_number(text).is_some()
        || text.ends_with(['：', '，'])
    {
        return false;
    }
    let marks = [
        "——",
        "述职人",
        "报告人",
        "汇报人",
        "姓名",
        "职务",
        "书记",
        "主任",
        "行长",
        "校长",
        "院长",
        "支部",
        "总支",
        "党委",
        "党组",
        "（",
        "年",
        "单位",
        "撰写",
        "202",
        "201",
    ];
    words <= 30
        && (marks.iter().any(|mark| text.contains(mark)) || (words <= 12 && !text.contains('，')))
}

/// Length of the lead of a numbered paragraph: `抓学习。` of `（一）抓学习。一年来…`.
fn run_in_lead(text: &str) -> Option<usize> {
    let stop = text.find(['。', '：', '；'])?;
    let lead = &text[..stop];
    let mark = text[stop..].chars().next().map_or(0, char::len_utf8);
    let rest = &text[stop + mark..];
    (count::words(lead) <= 30 && !rest.trim().is_empty()).then_some(stop)
}

/// Name, post and date lines at the end are by-line.
fn mark_signature(paragraphs: &mut [Paragraph], texts: &[(&str, Range<usize>)]) {
    for paragraph in paragraphs
        .iter_mut()
        .rev()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Note)
    {
        let text = texts[paragraph.block].0;
        let signature = count::words_to(text, 24) <= 24
            && !ends_sentence(text)
            && !text.ends_with(['：', '！'])
            && !text.contains('，')
            && paragraph.number.is_none()
            && (has_date_only(text)
                || text.contains("述职人")
                || text.contains("报告人")
                || text.contains('年')
                || is_byline(text));
        if !signature
            || !matches!(
                paragraph.kind,
                ParagraphKind::Body | ParagraphKind::Heading(_)
            )
        {
            break;
        }
        paragraph.kind = ParagraphKind::Byline;
        paragraph.lead = None;
    }
}

/// The line behind a report from which on things are attached to it: 附件1, 附表：问题清单.
fn appendix(paragraphs: &[Paragraph], texts: &[(&str, Range<usize>)]) -> Option<usize> {
    /// A report has more before it than a covering line.
    const REPORT: usize = 200;
    let text = |paragraph: &Paragraph| texts[paragraph.block].0;
    let mut before = 0;
    let from = paragraphs.iter().position(|paragraph| {
        let enough = before >= REPORT;
        if paragraph.kind == ParagraphKind::Body {
            before += count::words_to(text(paragraph), REPORT);
        }
        enough
    })?;
    let opens = |paragraph: &Paragraph| {
        let text = text(paragraph);
        let opens = ["附件", "附表", "附录", "附："]
            .iter()
            .any(|word| text.starts_with(word));
        opens && count::words_to(text, 40) <= 40 && !ends_sentence(text)
    };
    let place = paragraphs[from..].iter().position(opens)?;
    Some(from + place)
}
