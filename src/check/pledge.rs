//! PLG001, PLG002: last year's pledges without an answer, and those answered in part.

use super::{Context, Finding, Sink};
use crate::pledge::PledgeStatus;
use crate::profile::RectificationOf;
use crate::text::shortened;

/// Of promises that are told as unanswered with less confidence two of five have an answer in words of its own.
const UNSURE: f64 = 0.6;

/// Longest quotation of a pledge in a message, in characters.
const QUOTE: usize = 40;

/// Raises a finding for every pledge that is not fully answered.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    if context.previous.is_none() && context.pledges.is_empty() {
        for code in ["PLG001", "PLG002"] {
            sink.not_judged(
                code,
                "没有提供上年度的报告或承诺清单",
                "last year's report or list of pledges was not given",
            );
        }
        return;
    }
    if context.pledges.is_empty() {
        for code in ["PLG001", "PLG002"] {
            sink.not_judged(
                code,
                "上年度的文件里没有找到可以核对的承诺",
                "last year's file holds no pledge that can be checked",
            );
        }
        return;
    }
    for matched in context.pledges {
        let words = shortened(matched.pledge.text.trim(), QUOTE);
        let mut finding = match matched.status {
            PledgeStatus::Answered => continue,
            PledgeStatus::Partial => {
                Finding::new("PLG002", "partial").arg("reason", matched.reason.clone())
            }
            PledgeStatus::Missing if matched.repeated => Finding::new("PLG001", "repeated"),
            PledgeStatus::Missing => Finding::new("PLG001", "missing"),
        }
        .arg("pledge", words)
        .confidence(matched.confidence)
        .thin(matched.status == PledgeStatus::Missing && matched.confidence < UNSURE);
        // Whoever asks for this must be told that it is the scheme that asks.
        let asks = context.profile.rectification.as_ref();
        if let Some(demand) = asks.filter(|demand| demand.of.contains(&RectificationOf::LastYear)) {
            finding = finding
                .strength(demand.strength)
                .demand(demand.describe(context.profile.source.strength));
        }
        let mut evidence = matched.evidence.iter();
        if let Some(first) = evidence.next() {
            finding = finding.at(first.clone());
        }
        for range in evidence {
            finding = finding.related("也说到这件事", "speaks of it too", Some(range.clone()));
        }
        sink.put(finding);
    }
}
