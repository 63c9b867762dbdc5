//! What the answer says became of a promise: kept, kept in part, or not.

use std::ops::Range;

use super::ceiling::{exceeded, is_ceiling};
use super::growth::{Growth, growth};
use super::late::{is_late, late};
use super::matching::{Answer, Finder};
use super::pieces::with_result;
use super::several::{left_out, member_left_out};
use super::share::too_few;
use super::shortfall::shortfall;
use super::traits::{Promise, repeated};
use super::undone::undone;
use super::unfinished::unfinished;
use super::{Matched, Pledge, PledgeStatus};
use crate::ruleset::{Bilingual, Cue};
use crate::structure::Role;

/// From this share of its pairs of characters on the plan says a promise again.
const REPEATED: f32 = 0.4;

/// Decides what became of a promise, of which `answer` is the likeliest answer.
pub fn judge(finder: &Finder<'_>, pledge: &Pledge, promise: &Promise, answer: &Answer) -> Matched {
    let sure = f64::from(1.0 / (1.0 + (-answer.logit.abs()).exp()));
    let matched = |status, evidence: Vec<Range<usize>>, zh: String, en: String| Matched {
        pledge: pledge.clone(),
        status,
        repeated: false,
        confidence: sure.clamp(0.5, 0.97),
        evidence,
        reason: Bilingual { zh, en },
    };
    let range = |place: usize| finder.pieces[place].range.clone();
    let Some(place) = answer.piece.filter(|_| answer.logit > 0.0) else {
        if let Some((plan, _)) = answer.plan.filter(|(_, share)| *share >= REPEATED) {
            return Matched {
                repeated: true,
                ..matched(
                    PledgeStatus::Missing,
                    vec![range(plan)],
                    "今年只是作为下一步打算又写了一遍".to_owned(),
                    "only promised again as a plan".to_owned(),
                )
            };
        }
        return matched(
            PledgeStatus::Missing,
            Vec::new(),
            "报告中没有找到对应的内容".to_owned(),
            "nothing in the report speaks of it".to_owned(),
        );
    };
    let piece = &with_result(
        finder.this,
        &finder.pieces,
        place,
        repeated(promise, &finder.pieces[place]),
    );
    let evidence = vec![piece.range.clone()];
    let promised = finder.last.folded(pledge.range.clone());
    let with_numbers = (&pledge.range, promise.numbers.as_slice());
    let short = match growth(finder.last, with_numbers, finder.this, piece) {
        Some(Growth::Kept) => None,
        Some(Growth::Short(short)) => Some(short),
        None => shortfall(finder.last, promised, &promise.numbers, finder.this, piece)
            .or_else(|| exceeded(finder.last, &promise.numbers, finder.this, piece)),
    };
    let admits = || tells_a_lack(finder, &piece.range);
    if piece.is(Role::Problem) > 0.5 && !piece.answers() && short.is_none() && admits() {
        return matched(
            PledgeStatus::Missing,
            evidence,
            "只在问题中承认没有做到".to_owned(),
            "only admitted among the problems as not done".to_owned(),
        );
    }
    let partial = |promised: &str, told: &str| {
        matched(
            PledgeStatus::Partial,
            evidence.clone(),
            format!("承诺{promised}，报告中为{told}"),
            format!("promised {promised}, the report says {told}"),
        )
    };
    if let Some(short) = short {
        let promised = finder.last.own(short.promised).trim();
        return partial(promised, finder.this.own(short.told).trim());
    }
    if let Some(short) = too_few(promised, &promise.numbers, finder.this, piece) {
        let all = finder.this.own(short.promised).trim();
        let told = finder.this.own(short.told).trim();
        return matched(
            PledgeStatus::Partial,
            evidence,
            format!("报告中{all}里为{told}，少于承诺的"),
            format!("{told} of {all}, less than was promised"),
        );
    }
    let text = finder.this.folded(piece.answer_from..piece.range.end);
    if let Some(late) = late(promised, text) {
        return partial(&promised[late.promised], &text[late.told]);
    }
    // 全年领读不超过三次 … 只念过两次: as it should be.
    let capped = promise
        .numbers
        .iter()
        .any(|number| is_ceiling(finder.last, number));
    if let Some(words) = unfinished(text, capped).or_else(|| undone(promised, text)) {
        let late = is_late(words, text);
        return matched(
            PledgeStatus::Partial,
            evidence,
            match late {
                true => format!("报告中写的是“{words}”，做完了，但比承诺晚"),
                false => format!("报告中写的是“{words}”，还没有做完"),
            },
            match late {
                true => format!("the report says “{words}”: done, but later than promised"),
                false => format!("the report says “{words}”: not finished"),
            },
        );
    }
    let thing = left_out(promised, finder.this, &finder.pieces, piece);
    if let Some(thing) = thing.or_else(|| member_left_out(promised, &finder.pieces, piece)) {
        return matched(
            PledgeStatus::Partial,
            evidence,
            format!("报告中没有说到承诺的“{thing}”"),
            format!("nothing is said of “{thing}”, which was promised too"),
        );
    }
    matched(
        PledgeStatus::Answered,
        evidence,
        "报告中写明已经做到".to_owned(),
        "told as done".to_owned(),
    )
}

/// Whether a passage says that something was not done, or not enough of it: 返乡的五个后生我都谈过 among the problems is kept.
fn tells_a_lack(finder: &Finder<'_>, range: &Range<usize>) -> bool {
    const LACKING: &str = "没未无只仅少差缺停断拖欠迟漏空";
    let text = finder.this.folded(range.clone());
    finder.this.has(range, Cue::Deficiency)
        || text.contains(|mark| LACKING.contains(mark))
        || ["不到", "不足", "不曾"]
            .iter()
            .any(|words| text.contains(words))
}
