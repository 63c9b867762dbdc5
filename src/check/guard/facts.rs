//! GRD001, 102, 103, 104: is concrete work told, of party building, with data, and weighed?

use super::told::{Told, matters};
use crate::check::evidence::{is_concrete, mean_confidence};
use crate::check::{Arg, Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role, Sentence};

/// GRD001: only understanding and slogans.
pub fn ideas_only(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let told: Vec<_> = draft
        .with_role(Role::Achievement)
        .map(|(_, sentence)| sentence)
        .collect();
    if told.len() < 3 {
        return;
    }
    // The opening tenth may say what the notice wants said.
    let lead_in = (told.len() as f64 * context.threshold("GRD001", "lead-in")).ceil() as usize;
    let judged = &told[lead_in.min(told.len())..];
    let all: usize = judged.iter().map(|sentence| sentence.words).sum();
    let ideas: Vec<_> = judged
        .iter()
        .filter(|sentence| draft.has(&sentence.range, Cue::Idea) && !is_work(draft, sentence))
        .collect();
    let concrete = judged
        .iter()
        .filter(|sentence| is_work(draft, sentence))
        .count();
    let words: usize = ideas.iter().map(|sentence| sentence.words).sum();
    let share = words as f64 / all.max(1) as f64;
    let finding = if concrete == 0 {
        Finding::new("GRD001", "none").confidence(0.85)
    } else if share > context.threshold("GRD001", "idea-share") {
        Finding::new("GRD001", "many")
            .arg("share", Arg::Share(share))
            .confidence(0.7)
    } else {
        return;
    };
    let first = ideas.first().map(|sentence| sentence.range.clone());
    let mut finding = finding;
    if let Some(first) = first {
        finding = finding.at(first);
    }
    sink.put(finding);
}

/// A deed one could check: a figure, a case, or a concrete act.
fn is_work(draft: &Draft<'_>, sentence: &Sentence) -> bool {
    is_concrete(draft, sentence) || sentence.cues.has(Cue::Deed) && !sentence.cues.has(Cue::Idea)
}

/// GRD102: business in place of party building.
pub fn business(context: &Context<'_>, sink: &mut Sink) {
    let told = Told::of(context.draft);
    if told.words < 150 {
        return;
    }
    let share = told.share_without_party();
    let limit = business_limit(context);
    if share <= limit {
        return;
    }
    let mut finding = Finding::new("GRD102", "business")
        .arg("share", Arg::Share(share))
        .arg("limit", Arg::Share(limit));
    if let Some(range) = told.first_without_party {
        finding = finding.at(range);
    }
    sink.put(finding.confidence((0.6 + (share - limit)).min(0.9)));
}

/// Farms, hospitals, courts, firms and banks have more business in them by nature.
fn business_limit(context: &Context<'_>) -> f64 {
    let draft = context.draft;
    let head = draft
        .text
        .as_str()
        .char_indices()
        .nth(200)
        .map_or(draft.text.as_str(), |(at, _)| &draft.text.as_str()[..at]);
    const KINDS: [&str; 14] = [
        "农场",
        "医院",
        "卫生院",
        "法院",
        "检察院",
        "公司",
        "集团",
        "银行",
        "支行",
        "企业",
        "国企",
        "电厂",
        "矿",
        "林场",
    ];
    let raised = KINDS.iter().any(|kind| head.contains(kind));
    context.threshold(
        "GRD102",
        if raised {
            "business-share-raised"
        } else {
            "business-share"
        },
    )
}

/// GRD103: no data, no cases.
pub fn generalities(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    // A figure in a plan is a target and no fact, and one in a problem is no work told.
    let told = [Role::Achievement, Role::Rectification];
    let mut words = 0;
    let mut evidence = 0;
    let mut cases = 0;
    for sentence in draft
        .sentences
        .iter()
        .filter(|sentence| told.contains(&sentence.role))
    {
        words += sentence.words;
        evidence += sentence.figures;
        cases += usize::from(draft.has(&sentence.range, Cue::Case));
    }
    if words < 80 {
        return;
    }
    let density = evidence as f64 * 500.0 / words as f64;
    // A case told over several sentences carries a report with few figures.
    let told_case = cases as f64 > context.threshold("GRD103", "cases");
    if evidence == 0 && cases == 0 {
        sink.put(Finding::new("GRD103", "none").confidence(0.9));
    } else if !told_case
        && (density < context.threshold("GRD103", "density")
            || (evidence as f64) < context.threshold("GRD103", "figures"))
    {
        sink.put(
            Finding::new("GRD103", "few")
                .arg("density", Arg::Decimal(density))
                .confidence(0.75),
        );
    }
}

/// GRD104: many short points of equal length, nothing weighed.
pub fn flat_listing(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let threshold = |name| context.threshold("GRD104", name);
    let mut matters = matters(draft, threshold("sentence"));
    if matters.len() as f64 <= threshold("items") {
        return;
    }
    let count = matters.len();
    let mean = matters.iter().sum::<usize>() as f64 / count as f64;
    matters.sort_unstable();
    let median = matters[count / 2] as f64;
    let plain = matters
        .iter()
        .filter(|words| (**words as f64) <= median * threshold("outstanding"));
    let even = plain.sum::<usize>() as f64 / matters.iter().sum::<usize>().max(1) as f64;
    if mean >= threshold("mean") || even < threshold("even") {
        return;
    }
    let mut finding = Finding::new("GRD104", "flat")
        .arg("items", count)
        .arg("mean", mean.round() as usize);
    if let Some((_, first)) = draft.with_role(Role::Achievement).next() {
        finding = finding.at(first.range.clone());
    }
    let items = draft.items(&[Role::Achievement]);
    sink.put(finding.confidence(0.7 * mean_confidence(draft, &items).max(0.5)));
}
