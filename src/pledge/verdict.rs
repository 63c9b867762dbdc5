//! What the answers say became of a promise: kept, kept in part, or not.

use std::ops::Range;

use super::index::Told;
use super::matching::{Answer, ENOUGH, Finder};
use super::quantity::{Class, Quantity};
use super::shortfall::{Shortfall, late, shortfall};
use super::terms::Promise;
use super::{Matched, Pledge};
use crate::output::report::PledgeStatus;
use crate::ruleset::{Bilingual, Cue};

/// A promise and the pieces that speak of it.
pub struct Case<'a> {
    /// The promise.
    pub pledge: &'a Pledge,
    /// The promise taken apart.
    pub promise: &'a Promise,
    /// Both reports.
    pub finder: &'a Finder<'a>,
    /// Pieces with their scores.
    pub answers: Vec<Answer>,
}

impl Case<'_> {
    /// The best pieces told in one way, best first.
    fn best(&self, told: Told, enough: f64) -> Vec<&Answer> {
        let segments = &self.finder.index.segments;
        let mut found: Vec<&Answer> = self
            .answers
            .iter()
            .filter(|answer| segments[answer.segment].told == told && answer.score >= enough)
            .collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        let mut floor = 0.0;
        let mut kept: Vec<&Answer> = Vec::new();
        // Most candidates never need the costly look for things put in the place of others.
        for answer in found {
            if kept.len() == 4 || answer.score < floor {
                break;
            }
            if self.finder.stands(self.promise, answer) {
                floor = floor.max(answer.score * 0.7);
                kept.push(answer);
            }
        }
        kept
    }

    fn range(&self, answer: &Answer) -> Range<usize> {
        self.finder.index.segments[answer.segment].range.clone()
    }

    fn ranges(&self, answers: &[&Answer]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> =
            answers.iter().map(|answer| self.range(answer)).collect();
        ranges.sort_by_key(|range| range.start);
        ranges
    }

    fn matched(
        &self,
        status: PledgeStatus,
        confidence: f64,
        evidence: Vec<Range<usize>>,
        zh: String,
        en: String,
    ) -> Matched {
        Matched {
            pledge: self.pledge.clone(),
            status,
            repeated: false,
            confidence: confidence.clamp(0.3, 0.97),
            evidence,
            reason: Bilingual { zh, en },
        }
    }
}

/// Decides what became of a promise.
pub fn judge(case: &Case<'_>) -> Matched {
    let done = case.best(Told::Done, ENOUGH);
    let Some(best) = done.first() else {
        return unanswered(case);
    };
    let confidence = 0.5 + best.score * 0.6;
    let evidence = case.ranges(&done);
    // The number first: it says most.
    for answer in &done {
        if let Some(short) = short_of(case, answer) {
            return case.matched(
                PledgeStatus::Partial,
                confidence + 0.1,
                evidence,
                short.zh,
                short.en,
            );
        }
    }
    for answer in &done {
        if let Some(words) = unfinished(case, answer) {
            return case.matched(
                PledgeStatus::Partial,
                confidence,
                evidence,
                format!("报告中写的是“{words}”，还没有做完"),
                format!("the report says “{words}”: not finished"),
            );
        }
    }
    if let Some(month) = done.iter().find_map(|answer| {
        late(
            case.finder.last.folded(case.pledge.range.clone()),
            case.finder.this.folded(case.range(answer)),
        )
    }) {
        return case.matched(
            PledgeStatus::Partial,
            confidence - 0.1,
            evidence,
            format!("已超过承诺的期限，报告中为{month}月"),
            format!("later than promised: done in month {month}"),
        );
    }
    if let Some(part) = untold(case) {
        let words = case.finder.last.own(case.promise.parts[part].clone());
        let words = words.trim_matches(['，', '。', '；', ' ']);
        return case.matched(
            PledgeStatus::Partial,
            0.5,
            evidence,
            format!("没有说到“{words}”"),
            format!("nothing is said of “{words}”"),
        );
    }
    case.matched(
        PledgeStatus::Answered,
        confidence,
        evidence,
        "报告中写明已经做到".to_owned(),
        "told as done".to_owned(),
    )
}

/// No piece tells it as done: admitted as not done, promised again, or not told at all.
fn unanswered(case: &Case<'_>) -> Matched {
    let nearest = case
        .answers
        .iter()
        .filter(|answer| case.finder.index.segments[answer.segment].told == Told::Done)
        .map(|answer| answer.score)
        .fold(0.0, f64::max);
    let certainty = 0.95 - (nearest / ENOUGH).min(1.0) * 0.35;
    // A problem shares many words with a promise about the same field: only one that takes up most of it admits it.
    let mut admitted = case.best(Told::Admitted, ENOUGH + 0.15);
    admitted.retain(|answer| {
        let taken = answer.parts.iter().filter(|share| **share >= 0.25).count();
        taken * 2 >= answer.parts.len()
    });
    if let Some(short) = admitted
        .first()
        .filter(|answer| answer.score >= 0.55)
        .and_then(|answer| short_of(case, answer).filter(|short| !short.yearly))
    {
        let evidence = case.ranges(&admitted);
        return case.matched(PledgeStatus::Partial, 0.6, evidence, short.zh, short.en);
    }
    let planned = case.best(Told::Planned, ENOUGH + 0.12);
    if !planned.is_empty() {
        let mut matched = case.matched(
            PledgeStatus::Missing,
            certainty,
            case.ranges(&planned),
            "今年只是作为下一步打算又写了一遍".to_owned(),
            "only promised again as a plan".to_owned(),
        );
        matched.repeated = true;
        return matched;
    }
    let lacking: Vec<&Answer> = admitted
        .into_iter()
        .filter(|answer| {
            let range = case.range(answer);
            let this = case.finder.this;
            this.has(&range, Cue::NotDone) || this.has(&range, Cue::Deficiency)
        })
        .collect();
    if !lacking.is_empty() {
        return case.matched(
            PledgeStatus::Missing,
            certainty,
            case.ranges(&lacking),
            "只在问题中承认没有做到".to_owned(),
            "only admitted among the problems as not done".to_owned(),
        );
    }
    case.matched(
        PledgeStatus::Missing,
        certainty,
        Vec::new(),
        "报告中没有找到对应的内容".to_owned(),
        "nothing in the report speaks of it".to_owned(),
    )
}

/// A number that falls short in an answer: one of the same unit first, then one that may mean the same.
fn short_of(case: &Case<'_>, answer: &Answer) -> Option<Shortfall> {
    let segment = case.range(answer);
    let told: Vec<Quantity> = case.finder.numbers(answer.segment).to_vec();
    let demands = &case.promise.quantities;
    let strict = |class: Class| {
        demands
            .iter()
            .filter(|(demand, _)| demand.class == class)
            .count()
    };
    for same_unit in [true, false] {
        for (demand, part) in demands {
            // The number itself was told in its own unit: others count something else.
            let repeated = told.iter().any(|quantity| {
                quantity.class == demand.class && (quantity.value - demand.value).abs() < 1e-6
            });
            if demand.class == Class::Span || repeated && !same_unit {
                continue;
            }
            let usable: Vec<Quantity> = told
                .iter()
                .filter(|quantity| {
                    if same_unit {
                        quantity.class == demand.class
                    } else {
                        strict(quantity.class) == 0
                    }
                })
                // One of something is promised beside: it is told, not short.
                .filter(|quantity| {
                    quantity.class == Class::Share
                        || quantity.value > 1.0
                        || !demands
                            .iter()
                            .any(|(other, _)| other.class == quantity.class && other.value <= 1.0)
                })
                .cloned()
                .collect();
            // 31 bodies last year and 31 now: the answer speaks of them, in whatever words.
            let named = demand.value >= 5.0
                && usable
                    .iter()
                    .any(|quantity| (quantity.value - demand.value).abs() < 1e-6);
            let share = answer.parts.get(*part).copied().unwrap_or(0.0);
            let spoken = named || share >= 0.12;
            let sole = same_unit && strict(demand.class) == 1;
            if usable.is_empty() || !spoken && !sole {
                continue;
            }
            // The only number of its kind may be told of the promise's other words.
            let within = if sole {
                &case.pledge.range
            } else {
                &case.promise.parts[*part]
            };
            let short = shortfall(
                case.finder.last,
                demand,
                within,
                sole,
                case.finder.this,
                &segment,
                &usable,
            );
            if short.is_some() {
                return short;
            }
        }
    }
    None
}

/// Words that say an answer is not the end of it.
fn unfinished(case: &Case<'_>, answer: &Answer) -> Option<String> {
    const WEAK: [&str; 25] = [
        "陆续",
        "逐步解决",
        "逐步落实",
        "逐步推进",
        "逐步完善",
        "逐步改善",
        "逐步整改",
        "第一期",
        "一期",
        "试点",
        "有起色",
        "有所改善",
        "有所好转",
        "有所改进",
        "有所提高",
        "有所进展",
        "长期坚持",
        "需长期坚持",
        "已部署",
        "已安排",
        "分批",
        "分期",
        "滞后",
        "拖欠",
        "再没有",
    ];
    let range = case.range(answer);
    let this = case.finder.this;
    let text = this.folded(range.clone());
    let found = [Cue::Progress, Cue::NotDone].into_iter().find_map(|cue| {
        this.hits
            .places(range.clone(), cue)
            .map(|place| this.folded(place))
            .find(|words| !WEAK.contains(words))
            .map(ToOwned::to_owned)
    });
    // 正在, 尚在, 还在 with any verb behind.
    found.or_else(|| {
        [
            "正在",
            "尚在",
            "还在",
            "仍在",
            "还剩",
            "还差",
            "只建了一半",
            "眼下还只有",
            "眼下只有",
        ]
        .into_iter()
        .find(|words| text.contains(words))
        .map(ToOwned::to_owned)
    })
}

/// A part of the promise that nothing told as done takes up, though it names its own thing and number.
fn untold(case: &Case<'_>) -> Option<usize> {
    let segments = &case.finder.index.segments;
    (0..case.promise.parts.len()).find(|part| {
        let counted = case
            .promise
            .quantities
            .iter()
            .any(|(quantity, place)| place == part && quantity.value > 1.0);
        let things: f64 = case
            .promise
            .terms
            .iter()
            .filter(|term| term.part == *part && term.object)
            .map(|term| term.weight)
            .sum();
        let told = case
            .answers
            .iter()
            .filter(|answer| segments[answer.segment].told == Told::Done)
            .map(|answer| answer.parts.get(*part).copied().unwrap_or(0.0))
            .fold(0.0, f64::max);
        counted && things >= 1.5 && told < 0.05
    })
}
