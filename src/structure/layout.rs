//! Which paragraph is title, by-line, heading, running text.

use std::ops::Range;

use super::caption::is_caption;
use super::contents::{Lasts, mark_contents};
use super::form::{Filled, filled};
use super::outline::{Number, NumberForm, leading_number};
use super::title::find_title;
use crate::document::{Block, Document, Story};
use crate::text::count;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The report's title.
    Title,
    /// Unit, name, post, date: below the title or at the end.
    Byline,
    /// A heading on a line of its own, 1 = top.
    Heading(u8),
    /// A line of a typed table of contents.
    Contents,
    /// Running text.
    Body,
    /// A cell of a table.
    Table,
    /// A text box.
    TextBox,
    /// A footnote or endnote.
    Note,
    /// What is attached behind the report: 附件：……清单.
    Appendix,
}

/// A paragraph of the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its block in the document.
    pub block: usize,
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// The number it begins with, automatic or typed.
    pub number: Option<Number>,
    /// Bytes of the words of a heading or run-in lead (`（一）抓学习。…`), number left out.
    pub lead: Option<Range<usize>>,
}

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

/// Levels as they stand to each other: the forms of numbers say them in the official order, but many a report begins with
/// 1、 or puts 一、 below 第一部分.
fn settle_levels(paragraphs: &mut [Paragraph]) {
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

/// The number that an automatic label stands for.
fn label_number(block: &Block) -> Option<Number> {
    let label = block.label.as_deref()?.trim();
    let label: String = label
        .chars()
        .map(|character| match character {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect();
    leading_number(&label).or_else(|| leading_number(&format!("{label}、")))
}

/// The number of a paragraph, typed or automatic.
fn own_number(text: &str, block: &Block) -> Option<Number> {
    leading_number(text).or_else(|| label_number(block))
}

/// 各位领导、同志们：
pub(super) fn is_address(text: &str) -> bool {
    const ADDRESSED: [&str; 6] = ["各位", "同志", "领导", "评委", "党委：", "党组："];
    text.ends_with('：') && ADDRESSED.iter().any(|word| text.contains(word))
}

pub(super) fn is_short(text: &str) -> bool {
    count::words_to(text, 45) <= 45 && !ends_sentence(text)
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；', '…'])
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

fn heading_level(
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
struct Styled {
    /// Whether any paragraph has one of a heading.
    any: bool,
    /// In Markdown a lone `#` is the title, so parts begin at `##`; styles of Word begin at 1.
    under_title: bool,
}

impl Styled {
    fn of(blocks: &[Block]) -> Self {
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

fn has_date_only(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_ascii_digit() || "年月日二〇零一三四五六七八九十（）()".contains(character)
    })
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
