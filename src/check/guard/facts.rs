//! GRD001, 102, 103, 104: is concrete work told, of party building, with data, and weighed?

use crate::check::evidence::{figures, is_concrete, item_has, item_words, mean_confidence};
use crate::check::{Arg, Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role};

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
    let all: usize = judged
        .iter()
        .map(|sentence| draft.words_in(sentence.range.clone()))
        .sum();
    let ideas: Vec<_> = judged
        .iter()
        .filter(|sentence| {
            draft.has(&sentence.range, Cue::Idea) && !is_work(draft, &sentence.range)
        })
        .collect();
    let concrete = judged
        .iter()
        .filter(|sentence| is_work(draft, &sentence.range))
        .count();
    let words: usize = ideas
        .iter()
        .map(|sentence| draft.words_in(sentence.range.clone()))
        .sum();
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
fn is_work(draft: &Draft<'_>, range: &std::ops::Range<usize>) -> bool {
    is_concrete(draft, range) || (draft.has(range, Cue::Deed) && !draft.has(range, Cue::Idea))
}

/// GRD102: business in place of party building.
pub fn business(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let items = draft.items(&[Role::Achievement]);
    let all: usize = items.iter().map(|item| item_words(draft, item)).sum();
    if all < 200 {
        return;
    }
    let pure: Vec<_> = items
        .iter()
        .filter(|item| item_has(draft, item, Cue::Business) && !item_has(draft, item, Cue::Party))
        .collect();
    let words: usize = pure.iter().map(|item| item_words(draft, item)).sum();
    let share = words as f64 / all as f64;
    let limit = business_limit(context);
    if share <= limit {
        return;
    }
    let mut finding = Finding::new("GRD102", "business")
        .arg("share", Arg::Share(share))
        .arg("limit", Arg::Share(limit));
    if let Some(item) = pure.first() {
        finding = finding.at(draft.sentences[item.sentences[0]].range.clone());
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
    // A figure in a plan is a target and no fact.
    let told = [Role::Achievement, Role::Rectification, Role::Problem];
    let mut words = 0;
    let mut evidence = 0;
    let mut cases = 0;
    for sentence in draft
        .sentences
        .iter()
        .filter(|sentence| told.contains(&sentence.role))
    {
        words += draft.words_in(sentence.range.clone());
        evidence += figures(draft.folded(sentence.range.clone()));
        cases += usize::from(draft.has(&sentence.range, Cue::Case));
    }
    if words < 150 {
        return;
    }
    let density = evidence as f64 * 500.0 / words as f64;
    // A case told over several sentences carries a report with few figures.
    let told_case = cases as f64 >= context.threshold("GRD103", "cases").max(1.0) + 1.0;
    if evidence == 0 && cases == 0 {
        sink.put(Finding::new("GRD103", "none").confidence(0.9));
    } else if density < context.threshold("GRD103", "density") && !told_case {
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
    let items = draft.items(&[Role::Achievement]);
    if items.len() as f64 <= context.threshold("GRD104", "items") {
        return;
    }
    let sizes: Vec<f64> = items
        .iter()
        .map(|item| item_words(draft, item) as f64)
        .collect();
    let mean = sizes.iter().sum::<f64>() / sizes.len() as f64;
    let variance = sizes.iter().map(|size| (size - mean).powi(2)).sum::<f64>() / sizes.len() as f64;
    let cv = variance.sqrt() / mean.max(1.0);
    if mean >= context.threshold("GRD104", "mean") || cv >= context.threshold("GRD104", "cv") {
        return;
    }
    let finding = Finding::new("GRD104", "flat")
        .arg("items", items.len())
        .arg("mean", mean.round() as usize);
    let first = draft.sentences[items[0].sentences[0]].range.clone();
    sink.put(
        finding
            .at(first)
            .confidence(0.7 * mean_confidence(draft, &items).max(0.5)),
    );
}
