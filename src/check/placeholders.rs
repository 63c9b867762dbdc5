//! TXT001, TXT003: prompts of a form still standing, runs of marks that stand for a name, number or date, marks with
//! nothing between them, and room left for a number before its measure word. What literals can tell is in `rules/terms/`.

mod room;
mod slots;

use std::ops::Range;

use self::room::blanks;
use self::slots::slots;
use super::passage::{put_once, quote};
use super::{Context, Finding, Sink};
use crate::structure::{Draft, Paragraph, ParagraphKind};
use crate::text::Marked;
use crate::text::fold::{Habits, fold};

/// What makes a measure word or a name behind marks a different word.
const OTHERWISE: [&str; 16] = [
    "人称", "次方", "次幂", "次数", "人数", "户数", "件数", "个数", "项数", "市场", "年级", "场次",
    "期数", "名额", "条数", "元素",
];
/// Verbs that a number follows.
const VERBS: [&str; 26] = [
    "发展", "培养", "吸收", "慰问", "走访", "帮扶", "召开", "举办", "开展", "组织", "化解", "调解",
    "办理", "办结", "解决", "排查", "整改", "制定", "征求", "收集", "共有", "现有", "下设", "新增",
    "转正", "讲",
];

/// Looks for slots that nobody filled.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    if context.masked {
        sink.not_judged(
            "TXT001",
            "已说明稿子是有意隐去人名和数字的",
            "names and numbers were masked on purpose",
        );
    }
    let last = draft.paragraphs.len();
    for (place, paragraph) in draft.paragraphs.iter().enumerate() {
        let passage = draft.marked(paragraph.range.clone());
        let text = passage.text;
        let found = |code, variant, range| finding(draft, paragraph, (code, variant), range);
        if !context.masked {
            let at_end = place + 3 >= last || place < 4;
            for slot in slots(passage) {
                let thin = at_end && is_form_line(text, &slot);
                put_once(sink, found("TXT001", "slot", slot).thin(thin));
            }
            for pair in empty_pairs(passage) {
                put_once(sink, found("TXT001", "empty", pair));
            }
            for prompt in prompts(draft, paragraph) {
                put_once(sink, found("TXT001", "prompt", prompt));
            }
        }
        if paragraph.kind == ParagraphKind::Body {
            for blank in blanks(draft, paragraph) {
                put_once(sink, found("TXT003", "hit", blank));
            }
        }
    }
}

/// The prompts of form controls in a paragraph that nobody has written over.
fn prompts(draft: &Draft<'_>, paragraph: &Paragraph) -> Vec<Range<usize>> {
    let text = draft.folded(paragraph.range.clone());
    let block = draft.document.blocks.get(paragraph.block);
    let mut from = 0;
    let mut found = Vec::new();
    for prompt in block.map_or(&[][..], |block| &block.prompts) {
        let place = [Habits::default(), Habits::TRADITIONAL]
            .into_iter()
            .find_map(|habits| {
                let folded = fold(prompt, habits);
                let start = from + text.get(from..)?.find(folded.as_str())?;
                Some(start..start + folded.len())
            });
        // Whatever folding made of it, the prompt is somewhere in here.
        let place = place.unwrap_or(0..text.len());
        from = place.end;
        found.push(place);
    }
    found
}

/// What stands in a stretch of a paragraph, told with its words.
fn finding(
    draft: &Draft<'_>,
    paragraph: &Paragraph,
    (code, variant): (&'static str, &'static str),
    range: Range<usize>,
) -> Finding {
    let range = paragraph.range.start + range.start..paragraph.range.start + range.end;
    Finding::new(code, variant)
        .arg("found", quote(draft, range.clone()))
        .at(range)
}

/// A short line with a blank for the date, to be filled in by hand: ____年__月__日.
fn is_form_line(text: &str, slot: &Range<usize>) -> bool {
    let short = text.chars().count() <= 24 && !text.contains(['。', '，']);
    short && text[slot.clone()].contains('_')
}

/// Quotes, brackets and title marks with nothing between them.
fn empty_pairs(passage: Marked<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut previous = (0, ' ');
    for (at, character) in passage.marks() {
        let (opened, open) = previous;
        previous = (at, character);
        let empty = opened + open.len_utf8() == at
            && matches!(
                (open, character),
                ('“', '”')
                    | ('‘', '’')
                    | ('《', '》')
                    | ('〈', '〉')
                    | ('【', '】')
                    | ('〔', '〕')
                    | ('（', '）')
            );
        // 是（） 否（） 弃权（）: a form, where brackets are filled in by hand.
        if empty && !(open == '（' && passage.text.matches("（）").count() > 2) {
            found.push(opened..at + character.len_utf8());
        }
    }
    found
}

#[cfg(test)]
mod tests;
