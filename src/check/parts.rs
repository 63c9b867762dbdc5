//! STR001, STR002: required parts that are absent, and headings that promise what does not follow.

use std::ops::Range;

use super::{Arg, Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Heading, Role};

/// STR001: a required part is absent.
pub fn missing(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    for role in &context.profile.parts.required {
        // What was done about last year has its own code.
        if *role == Role::Rectification && context.profile.rectification.is_some() {
            continue;
        }
        if draft.measures.roles[role.index()] > 0 {
            continue;
        }
        if *role == Role::Cause && woven_causes(context) > 0 {
            continue;
        }
        let likely = draft.measures.likely[role.index()];
        let strength = context
            .profile
            .parts
            .strength_of(*role)
            .unwrap_or(context.profile.parts.strength);
        sink.put(
            Finding::new("STR001", "missing")
                .arg("role", Arg::Role(*role))
                .strength(strength)
                .demand(
                    context
                        .profile
                        .parts
                        .describe(context.profile.source.strength),
                )
                .confidence(if likely > 30.0 { 0.5 } else { 0.9 })
                .thin(likely > 60.0),
        );
    }
}

/// Cause cues inside problem sentences: 主要是我……, 由于…….
fn woven_causes(context: &Context<'_>) -> usize {
    let draft = context.draft;
    draft
        .with_role(Role::Problem)
        .filter(|(_, sentence)| {
            let range = &sentence.range;
            draft.has(range, Cue::CauseFrameStrong)
                || (draft.has(range, Cue::Cause)
                    && (draft.has(range, Cue::Subjective) || draft.has(range, Cue::Objective)))
        })
        .count()
}

/// What a heading promises in so many words.
struct Promise {
    role: Role,
    variant: &'static str,
    words: &'static [&'static str],
}

const PROMISES: [Promise; 2] = [
    Promise {
        role: Role::Cause,
        variant: "causes",
        words: &["原因", "成因", "根源", "剖析", "为什么"],
    },
    Promise {
        role: Role::Plan,
        variant: "plans",
        words: &[
            "打算",
            "措施",
            "思路",
            "计划",
            "下一步",
            "下步",
            "努力方向",
            "今后",
        ],
    },
];

/// Whether a heading on its own line announces a role and says so outright; a mere hint of it is no promise.
fn promises(context: &Context<'_>, heading: &Heading, promise: &Promise) -> bool {
    let words = context.draft.folded(heading.words.clone());
    !heading.run_in
        && heading.announced.contains(promise.role)
        && promise.words.iter().any(|word| words.contains(word))
}

/// STR002: a heading promises causes or plans and none follow.
pub fn empty_promises(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let promising = |heading: &Heading| {
        PROMISES
            .iter()
            .any(|promise| promises(context, heading, promise))
    };
    if !draft.outline.iter().any(promising) {
        sink.not_judged(
            "STR002",
            "没有写明原因或打算的标题",
            "no heading promises causes or plans",
        );
        return;
    }
    for (place, heading) in draft.outline.iter().enumerate() {
        for promise in &PROMISES {
            let (role, variant) = (promise.role, promise.variant);
            if !promises(context, heading, promise) {
                continue;
            }
            let inside = section(context, place, heading);
            let told = draft
                .sentences
                .iter()
                .filter(|sentence| inside.contains(&sentence.range.start));
            let mut kept = false;
            let mut likely = 0.0;
            // 强化措施抓学习, 上年度打算完成情况, 根源剖析不深: things done or found wanting are no promise.
            let (mut done, mut all) = (0, 0);
            for sentence in told {
                all += sentence.words;
                if matches!(sentence.role, Role::Achievement | Role::Rectification) {
                    done += sentence.words;
                }
                let woven = role == Role::Cause
                    && (sentence.cues.has(Cue::CauseFrameStrong)
                        || (sentence.cues.has(Cue::Cause) && sentence.cues.has(Cue::Subjective)));
                kept |= sentence.role == role || woven;
                likely += f64::from(sentence.posterior[role.index()]) * sentence.words as f64;
            }
            let wanting = draft.has(&heading.words, Cue::Deficiency);
            if !kept && !wanting && done * 2 <= all {
                let title = draft.own(heading.words.clone()).to_owned();
                sink.put(
                    Finding::new("STR002", variant)
                        .arg("heading", title)
                        .at(heading.words.clone())
                        .confidence(if likely > 40.0 { 0.5 } else { 0.85 })
                        .thin(likely > 60.0),
                );
            }
        }
    }
}

/// The text under a heading, sub-headings included.
fn section(context: &Context<'_>, place: usize, heading: &Heading) -> Range<usize> {
    let draft = context.draft;
    let next = draft.outline[place + 1..]
        .iter()
        .find(|next| !next.run_in && next.level <= heading.level);
    heading.words.end..next.map_or(draft.text.len(), |next| {
        draft.paragraphs[next.paragraph].range.start
    })
}
