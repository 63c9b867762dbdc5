//! One sentence that answers all promises together: 上年作出的三项承诺均已兑现.

use std::ops::Range;

use super::pieces::Piece;
use super::{Matched, PledgeStatus};
use crate::ruleset::Bilingual;
use crate::structure::Draft;
use crate::text::count::is_han;

/// Words for what was promised.
const PROMISED: [&str; 3] = ["承诺", "许下", "答应"];
/// Words that take in every one.
const ALL: [&str; 10] = [
    "全部", "均", "都", "件件", "条条", "项项", "逐条", "逐项", "100%", "一一",
];
/// Words for their being kept.
const KEPT: [&str; 9] = [
    "兑现",
    "完成",
    "落实",
    "销号",
    "落地",
    "落了地",
    "办结",
    "到位",
    "做到",
];
/// Words of those that were not, and of a part.
const EXCEPT: [&str; 9] = ["正在", "推进", "未", "没", "还", "尚", "剩", "余", "除"];
/// A part that answers last year's matters one by one has more Han characters.
const BRIEF: usize = 80;

/// Takes a sentence that sums up for the answer to the promises that have none of their own; only where nothing else is said
/// of last year's matters.
pub fn sum_up(this: &Draft<'_>, pieces: &[Piece], told: &mut [Matched]) {
    let answering = || pieces.iter().filter(|piece| piece.answers());
    let han = |piece: &Piece| {
        let text = this.folded(piece.range.clone());
        text.chars().filter(|mark| is_han(*mark)).count()
    };
    if answering().map(han).sum::<usize>() > BRIEF {
        return;
    }
    let Some((range, all)) = answering().find_map(|piece| summed(this, &piece.range)) else {
        return;
    };
    let unanswered = told
        .iter_mut()
        .filter(|matched| matched.status == PledgeStatus::Missing && !matched.repeated);
    for matched in unanswered {
        matched.status = match all {
            true => PledgeStatus::Answered,
            false => PledgeStatus::Partial,
        };
        matched.confidence = 0.5;
        matched.evidence = vec![range.clone()];
        matched.reason = Bilingual::new(
            "报告中只笼统说承诺已兑现，没有写做到什么程度",
            "the report only says that the pledges were kept, and not how far",
        );
    }
}

/// A sentence that sums up, and whether it says that all were kept.
fn summed(this: &Draft<'_>, range: &Range<usize>) -> Option<(Range<usize>, bool)> {
    let text = this.folded(range.clone());
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let kept = has(&PROMISED) && has(&KEPT);
    let all = has(&ALL) && !has(&EXCEPT);
    // 三项已兑现，一项正在推进 tells of a part.
    let counted = text.contains(['项', '件', '条']) && has(&EXCEPT);
    (kept && (all || counted)).then(|| (range.clone(), all))
}
