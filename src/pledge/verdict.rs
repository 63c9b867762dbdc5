//! What the answer says became of a promise: kept, kept in part, or not.

use std::ops::Range;

use super::beside::is_beside;
use super::ceiling::{exceeded, is_ceiling};
use super::grams::{Kind, share_a_mark};
use super::growth::{Growth, growth};
use super::late::{came_late, is_late, late, tells_late};
use super::matching::{Answer, Finder};
use super::pieces::{Piece, with_result};
use super::several::{left_out, listed_left_out, member_left_out, place_left_out};
use super::share::too_few;
use super::shortfall::{Shortfall, shortfall};
use super::told::quote;
use super::traits::{Promise, repeated};
use super::undone::undone;
use super::unfinished::unfinished;
use super::{Matched, Pledge, PledgeStatus};
use crate::ruleset::{Bilingual, Cue};
use crate::structure::Role;
use crate::text::sentence::opens_with_mark;

/// Of the answers less sure than this three of ten are of something else (reports of the corpus).
const SURE: f64 = 0.75;

/// From this share of its pairs of characters on the plan says a promise again.
const REPEATED: f32 = 0.4;

/// Decides what became of a promise, of which `answer` is the likeliest answer.
pub fn judge(finder: &Finder<'_>, pledge: &Pledge, promise: &Promise, answer: &Answer) -> Matched {
    let sure = f64::from(1.0 / (1.0 + (-answer.logit.abs()).exp()));
    let matched = |status, evidence: Option<&Range<usize>>, reason| Matched {
        pledge: pledge.clone(),
        status,
        repeated: false,
        confidence: sure.clamp(0.5, 0.97),
        evidence: evidence.into_iter().cloned().collect(),
        reason,
    };
    if let Some(place) = answer.piece.filter(|_| answer.logit > 0.0) {
        let place_repeats = repeated(promise, &finder.pieces[place]);
        let piece = with_result(finder.this, &finder.pieces, place, place_repeats);
        let (status, reason) = match lacking(finder, pledge, promise, &piece) {
            Some(lacking) => lacking,
            None => (PledgeStatus::Answered, kept(finder, promise, &piece, sure)),
        };
        return matched(status, Some(&piece.range), reason);
    }
    match answer.plan.filter(|(_, share)| *share >= REPEATED) {
        Some((plan, _)) => Matched {
            repeated: true,
            ..matched(
                PledgeStatus::Missing,
                Some(&finder.pieces[plan].range),
                Bilingual::new(
                    "今年只是作为下一步打算又写了一遍",
                    "only promised again as a plan",
                ),
            )
        },
        None => matched(
            PledgeStatus::Missing,
            None,
            Bilingual::new(
                "报告中没有找到对应的内容",
                "nothing in the report speaks of it",
            ),
        ),
    }
}

/// Where a promise is kept, `sure` being how sure it is that the passage speaks of it, 0 to 1.
fn kept(finder: &Finder<'_>, promise: &Promise, piece: &Piece, sure: f64) -> Bilingual {
    let words = quote(finder, promise, piece);
    if sure < SURE {
        return Bilingual::new(
            format!("可能就是“{words}”这一处，请核对说的是不是同一件事"),
            format!("perhaps “{words}”: see whether it is the same matter"),
        );
    }
    Bilingual::new(
        format!("报告中写明已经做到：“{words}”"),
        format!("told as done: “{words}”"),
    )
}

/// What a passage that speaks of a promise says against its being kept, and by which words.
fn lacking(
    finder: &Finder<'_>,
    pledge: &Pledge,
    promise: &Promise,
    piece: &Piece,
) -> Option<(PledgeStatus, Bilingual)> {
    let promised = finder.last.folded(pledge.range.clone());
    let short = short_number(finder, pledge, promise, piece);
    let admits = || tells_a_lack(finder, &piece.range);
    let text = finder.this.folded(piece.answer_from..piece.range.end);
    let done = short.is_some() || came_late(text);
    if piece.is(Role::Problem) > 0.5 && !piece.answers() && !done && admits() {
        let reason = Bilingual::new(
            "只在问题中承认没有做到",
            "only admitted among the problems as not done",
        );
        return Some((PledgeStatus::Missing, reason));
    }
    let short = short.map(|short| {
        let promised = finder.last.own(short.promised).trim();
        instead(promised, finder.this.own(short.told).trim())
    });
    let reason = short
        .or_else(|| fewer(finder, promised, promise, piece))
        .or_else(|| {
            late(promised, text).map(|late| instead(&promised[late.promised], &text[late.told]))
        })
        .or_else(|| still_to_do(finder, promised, promise, piece))
        .or_else(|| taken_back(finder, promised, piece))
        .or_else(|| a_thing_left_out(finder, promised, piece));
    Some((PledgeStatus::Partial, reason?))
}

/// The number told that is not the one promised, if any.
fn short_number(
    finder: &Finder<'_>,
    pledge: &Pledge,
    promise: &Promise,
    piece: &Piece,
) -> Option<Shortfall> {
    let (last, this) = (finder.last, finder.this);
    let numbers = promise.numbers.as_slice();
    match growth(last, (&pledge.range, numbers), this, piece) {
        Some(Growth::Kept) => None,
        Some(Growth::Short(short)) => Some(short),
        None => shortfall(
            last,
            last.folded(pledge.range.clone()),
            numbers,
            this,
            piece,
        )
        .or_else(|| exceeded(last, numbers, this, piece)),
    }
}

/// What was promised, and what is told instead.
fn instead(promised: &str, told: &str) -> Bilingual {
    Bilingual::new(
        format!("承诺{promised}，报告中为{told}"),
        format!("promised {promised}, the report says {told}"),
    )
}

/// 30户中办了21户, where all or most of them were promised.
fn fewer(
    finder: &Finder<'_>,
    promised: &str,
    promise: &Promise,
    piece: &Piece,
) -> Option<Bilingual> {
    let short = too_few(promised, &promise.numbers, finder.this, piece)?;
    let all = finder.this.own(short.promised).trim();
    let told = finder.this.own(short.told).trim();
    Some(Bilingual::new(
        format!("报告中{all}里为{told}，少于承诺的"),
        format!("{told} of {all}, less than was promised"),
    ))
}

/// Words that say that it is not done, not all of it, or was done late.
fn still_to_do(
    finder: &Finder<'_>,
    promised: &str,
    promise: &Promise,
    piece: &Piece,
) -> Option<Bilingual> {
    let text = finder.this.folded(piece.answer_from..piece.range.end);
    // 全年领读不超过三次 … 只念过两次: as it should be.
    let capped = promise
        .numbers
        .iter()
        .any(|number| is_ceiling(finder.last, number));
    let beside = |words: &Range<usize>| {
        let words = piece.answer_from + words.start..piece.answer_from + words.end;
        is_beside(finder, promised, promise, piece, &words)
    };
    // 谁晚了谁站着开: lateness itself is what was promised about.
    let about = |words: &Range<usize>| {
        let told = &text[words.clone()];
        ["晚了", "迟了"].contains(&told) && promised.contains(told)
    };
    let words = unfinished(text, capped).find(|words| !beside(words) && !about(words));
    let words = words
        .map(|words| &text[words])
        .or_else(|| undone(promised, text))?;
    Some(not_all(words, text))
}

/// 协议签成三家。可是做货运代理的那一家，签字以后就停了: the sentence behind takes something back.
fn taken_back(finder: &Finder<'_>, promised: &str, piece: &Piece) -> Option<Bilingual> {
    const TURNS: [&str; 12] = [
        "不过",
        "可是",
        "但",
        "可",
        "然而",
        "只是",
        "虽说如此",
        "遗憾",
        "可惜",
        "谁知",
        "后来",
        "美中不足",
    ];
    let behind = |next: &&Piece| next.range.start >= piece.range.end;
    let next = finder.pieces.iter().find(behind)?;
    let text = finder.this.folded(next.range.clone());
    let turns = TURNS.iter().any(|turn| text.starts_with(turn));
    if next.paragraph != piece.paragraph
        || opens_with_mark(text)
        || !turns
        || !share_a_mark(promised, text, Kind::Character)
    {
        return None;
    }
    let words = unfinished(text, false).next().map(|words| &text[words]);
    Some(not_all(words.or_else(|| undone(promised, text))?, text))
}

/// What words say of a promise that they say is not kept, or not in time.
fn not_all(words: &str, text: &str) -> Bilingual {
    match is_late(words, text) {
        true => Bilingual::new(
            format!("报告中写的是“{words}”，做完了，但比承诺晚"),
            format!("the report says “{words}”: done, but later than promised"),
        ),
        false if tells_late(words) => Bilingual::new(
            format!("报告中写的是“{words}”，没有都按时做到"),
            format!("the report says “{words}”: not all of it in time"),
        ),
        false => Bilingual::new(
            format!("报告中写的是“{words}”，还没有做完"),
            format!("the report says “{words}”: not finished"),
        ),
    }
}

/// One of several things or people promised of which nothing is said.
fn a_thing_left_out(finder: &Finder<'_>, promised: &str, piece: &Piece) -> Option<Bilingual> {
    let thing = left_out(promised, finder.this, &finder.pieces, piece)
        .or_else(|| member_left_out(promised, &finder.pieces, piece))
        .or_else(|| place_left_out(promised, finder.this, &finder.pieces, piece))
        .or_else(|| listed_left_out(promised, finder.this, &finder.pieces, piece))?;
    Some(Bilingual::new(
        format!("报告中没有说到承诺的“{thing}”"),
        format!("nothing is said of “{thing}”, which was promised too"),
    ))
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
