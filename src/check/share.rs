//! SHR001-004: shares of roles against the scheme's.

use super::{Arg, Context, Finding, Sink};
use crate::profile::{Share, ShareBase, ShareOp};
use crate::ruleset::{Bilingual, Severity};
use crate::structure::Role;

/// All shares that the scheme bounds.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    for share in &context.profile.shares {
        let Some(code) = code_of(&share.roles) else {
            continue;
        };
        judge(context, share, code, sink);
    }
}

/// The code that speaks of a set of roles.
fn code_of(roles: &[Role]) -> Option<&'static str> {
    let has = |role| roles.contains(&role);
    match (
        has(Role::Achievement),
        has(Role::Problem) || has(Role::Cause),
        has(Role::Plan),
    ) {
        (false, true, false) => Some("SHR001"),
        (true, false, false) => Some("SHR002"),
        (false, false, true) => Some("SHR003"),
        (false, true, true) => Some("SHR004"),
        _ => None,
    }
}

fn judge(context: &Context<'_>, share: &Share, code: &'static str, sink: &mut Sink) {
    let measures = &context.draft.measures;
    let (value, base) = match share.of {
        ShareBase::Body => (measures.share_of(&share.roles), measures.body),
        ShareBase::Parts => {
            let parts = [
                Role::Achievement,
                Role::Rectification,
                Role::Problem,
                Role::Cause,
                Role::Plan,
            ];
            (
                measures.share_of_parts(&share.roles),
                measures.words_of(&parts),
            )
        }
    };
    let (low, high) = share.bounds();
    let low = low.unwrap_or(0.0);
    let high = high.unwrap_or(1.0);
    let close = context.threshold(code, "close");
    let demand = share.describe(context.profile.source.strength);
    let points = |distance: f64| (distance * base as f64).round() as usize;
    // What is written anew makes the whole longer too.
    let missing = points((low - value).max(0.0) / (1.0 - low).max(0.01));
    let near = [low, high]
        .into_iter()
        .filter(|bound| (0.001..0.999).contains(bound))
        .find(|bound| (value - bound).abs() <= close);
    let inside = (low..=high).contains(&value);
    // What the decoder is unsure of may move the share: the further it could move, the less is certain.
    let doubt = match share.of {
        ShareBase::Body => (measures.likely_share_of(&share.roles) - value).abs(),
        ShareBase::Parts => 0.0,
    };
    let distance = if value < low {
        low - value
    } else {
        value - high
    };
    let confidence = (0.95 - doubt * 4.0 - if distance < 0.05 { 0.1 } else { 0.0 }).clamp(0.3, 1.0);
    if let Some(reached) = near {
        // 离界线很近：只作提示。Within two points of a bound the roles may be told wrongly.
        let finding = Finding::new(code, "close")
            .severity(Severity::Info)
            .confidence(0.5);
        sink.put(
            finding
                .arg("share", Arg::Share(value))
                .arg("bound", with_limit(share.op, &demand, reached))
                .demand(demand)
                .strength(share.strength),
        );
        return;
    }
    if inside {
        return;
    }
    let finding = match (share.op, value < low) {
        (ShareOp::About, _) => Finding::new(code, variant_about(code, value < low))
            .arg("low", Arg::Share(low))
            .arg("high", Arg::Share(high))
            .arg("missing", missing),
        (_, true) => Finding::new(code, "below").arg("missing", missing),
        (_, false) => Finding::new(code, "above").arg("excess", points(value - high)),
    };
    let mut finding = finding
        .arg("share", Arg::Share(value))
        .arg("bound", demand.clone())
        .demand(demand)
        .strength(share.strength)
        .confidence(confidence)
        .thin(confidence < 0.5);
    if let Some(heading) = context
        .draft
        .outline
        .iter()
        .find(|heading| share.roles.contains(&heading.role) && !heading.run_in)
    {
        finding = finding.at(heading.words.clone());
    }
    sink.put(finding);
}

/// A demand with the limit that a share has come near to, where that is not the share demanded: of 打算占三分之一 a little more
/// and a little less is allowed.
fn with_limit(op: ShareOp, demand: &Bilingual, limit: f64) -> Bilingual {
    let mut demand = demand.clone();
    if op == ShareOp::About {
        let percent = limit * 100.0;
        demand.zh += &format!("，允许到{percent:.1}%");
        demand.en += &format!(", within {percent:.1}%");
    }
    demand
}

/// SHR004 knows only "too little".
fn variant_about(code: &str, low: bool) -> &'static str {
    if code == "SHR004" && low {
        "below"
    } else {
        "off"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_near_the_edge_of_what_is_allowed_is_told_that_edge() {
        let demand = Bilingual::new("打算占三分之一", "plans a third");
        let told = with_limit(ShareOp::About, &demand, 0.2533);
        assert_eq!(told.zh, "打算占三分之一，允许到25.3%");
        assert_eq!(with_limit(ShareOp::AtLeast, &demand, 0.3333), demand);
    }
}
