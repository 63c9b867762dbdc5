//! Which lines are headings, and how they stand to each other.

use std::ops::Range;

use super::caption::is_caption;
use super::contents::Lasts;
use super::outline::{Number, NumberForm, leading_number};
use super::paragraph::{Paragraph, ParagraphKind};
use super::shape::{ends_sentence, has_date_only, own_number};
use crate::document::{Block, Story};
use crate::text::count;

/// The level of a line that is a heading by its style, by its number or by its looks.
pub(super) fn heading_level(
    index: usize,
    blocks: &[Block],
    texts: &[(&str, Range<usize>)],
    number: Option<Number>,
    styled: Styled,
    lasts: &Lasts<'_>,
) -> Option<u8> {
    let block = &blocks[index];
    let text = texts[index].0;
    let words = count::words_to(text, 80);
    if let Some(outline) = block.outline {
        return (words <= 80).then(|| {
            number.map_or_else(
                || styled.level(outline),
                |number| number.form.level().max(1),
            )
        });
    }
    let sentence_like = ends_sentence(text) || text.contains('。') || text.ends_with(['：', '，']);
    if let Some(number) = number {
        let level = number.form.level();
        let limit = if level <= 2 { 45 } else { 32 };
        // 一、 may stand with a full stop (一、履职情况。); a longer text behind is running text with a lead.
        let dotted = text.ends_with('。')
            && text.matches('。').count() == 1
            && words <= 22
            && level <= 2
            && !text.contains(['，', '；']);
        // Points on lines of their own, one number after the other with nothing between, are a list and no headings.
        let number_at = |at: usize| {
            let (text, _) = texts.get(at)?;
            Some(own_number(text, blocks.get(at)?))
        };
        let next = number_at(index + 1);
        let listed = if level > 1 {
            next.flatten().is_none_or(|next| next.form.level() <= level)
                && next.is_none_or(|next| next.is_some())
        } else {
            is_point(index, number, |at| number_at(at).flatten()) && !lasts.comes_again(text, index)
        };
        return ((!sentence_like || dotted) && words <= limit && !listed).then_some(level);
    }
    let before_table = matches!(
        blocks.get(index + 1).map(|next| next.story),
        Some(Story::Table { .. })
    );
    if is_caption(text, before_table && block.look.centred) {
        return None;
    }
    // A line without Han is a page's number or a rule.
    if sentence_like || !(2..=30).contains(&words) || !text.chars().any(count::is_han) {
        return None;
    }
    let look = block.look;
    if (look.bold || look.heading_face || look.centred) && words <= 30 {
        return Some(1);
    }
    // Plain short lines between longer paragraphs, in files without any styled heading.
    let next = texts.get(index + 1).map_or("", |(text, _)| *text);
    let previous_long = index.checked_sub(1).is_none_or(|before| {
        count::words_to(texts[before].0, 30) > 30 || before == 0 || ends_sentence(texts[before].0)
    });
    let next_longer = count::words_to(next, 40) > 40 || leading_number(next).is_some();
    let address = text.contains("各位")
        || text.contains("同志们")
        || text.contains("述职人")
        || text.contains("谢谢");
    (!styled.any && words <= 26 && next_longer && previous_long && !address && !has_date_only(text))
        .then_some(1)
}

/// Whether a line is one of three or more in a row that count on. In a table of contents each comes again later.
fn is_point(index: usize, number: Number, number_at: impl Fn(usize) -> Option<Number>) -> bool {
    let counts = |steps: isize| {
        let at = index.checked_add_signed(steps).and_then(&number_at);
        at.is_some_and(|other| {
            other.form == number.form
                && i64::from(other.value) == i64::from(number.value) + steps as i64
        })
    };
    let (before, behind) = (counts(-1), counts(1));
    if before {
        behind || counts(-2)
    } else {
        behind && counts(2)
    }
}

/// What the styles of a document say of its headings.
#[derive(Clone, Copy)]
pub(super) struct Styled {
    /// Whether any paragraph has one of a heading.
    any: bool,
    /// In Markdown a lone `#` is the title, so parts begin at `##`; styles of Word begin at 1.
    under_title: bool,
}

impl Styled {
    pub fn of(blocks: &[Block]) -> Self {
        let at = |level: u8| {
            blocks
                .iter()
                .filter(move |block| block.outline == Some(level))
        };
        Self {
            any: blocks
                .iter()
                .any(|block| block.story == Story::Body && block.outline.is_some()),
            under_title: at(1).take(2).count() <= 1 && at(2).next().is_some(),
        }
    }

    fn level(self, outline: u8) -> u8 {
        if self.under_title {
            outline.saturating_sub(1).max(1)
        } else {
            outline
        }
    }
}

/// Levels as they stand to each other: the forms of numbers say them in the official order, but many a report begins with
/// 1、 or puts 一、 below 第一部分.
pub(super) fn settle_levels(paragraphs: &mut [Paragraph]) {
    let steps = steps_down(paragraphs);
    for paragraph in paragraphs {
        if let ParagraphKind::Heading(level) = &mut paragraph.kind
            && paragraph.number.map(|number| number.form) != Some(NumberForm::Part)
        {
            *level = level.saturating_add_signed(steps).max(1);
        }
    }
}

/// How many levels the headings on lines of their own stand below those of the official order.
fn steps_down(paragraphs: &[Paragraph]) -> i8 {
    let headings = || {
        let level = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Heading(level) => Some((level, paragraph.number?.form)),
            _ => None,
        };
        paragraphs.iter().filter_map(level)
    };
    let numbered = |form| headings().any(|(_, other)| other == form);
    if numbered(NumberForm::Part) && numbered(NumberForm::Han) {
        return 1;
    }
    let is_heading = |paragraph: &&Paragraph| matches!(paragraph.kind, ParagraphKind::Heading(_));
    let all = paragraphs.iter().filter(is_heading).count();
    let top = headings().map(|(level, _)| level).min().unwrap_or(1);
    if headings().count() < all {
        0
    } else {
        1 - top as i8
    }
}
