//! STR001, STR002, PLG003, PLG004, GRD106: what must be there and is not.

use std::sync::LazyLock;

use super::{Context, Finding, Sink};
use crate::pledge::PledgeStatus;
use crate::profile::RectificationOf;
use crate::ruleset::{Bilingual, Cue, Severity};
use crate::structure::{Draft, Heading, Paragraph, Role, Sentence};
use crate::text::WordLists;

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
                .arg("role", super::Arg::Role(*role))
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
pub(super) fn woven_causes(context: &Context<'_>) -> usize {
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
fn section(context: &Context<'_>, place: usize, heading: &Heading) -> std::ops::Range<usize> {
    let draft = context.draft;
    let next = draft.outline[place + 1..]
        .iter()
        .find(|next| !next.run_in && next.level <= heading.level);
    heading.words.end..next.map_or(draft.text.len(), |next| {
        draft.paragraphs[next.paragraph].range.start
    })
}

/// PLG003: nothing on what the scheme wants answered.
pub fn rectification(context: &Context<'_>, sink: &mut Sink) {
    let Some(demand) = &context.profile.rectification else {
        return;
    };
    if demand
        .of
        .iter()
        .all(|of| *of == RectificationOf::NextReport)
    {
        let zh = "方案要求下一年度的报告说明本年度的整改，单看一份报告无法判断";
        sink.not_judged(
            "PLG003",
            zh,
            "the scheme asks the next report to tell of it; one report cannot show it",
        );
        return;
    }
    // Where last year's pledges are answered the text tells of them, though it may not say so.
    let answered = context
        .pledges
        .iter()
        .filter(|matched| matched.status != PledgeStatus::Missing);
    if !context.pledges.is_empty() && answered.count() * 2 >= context.pledges.len() {
        return;
    }
    let draft = context.draft;
    let anchored = Anchored::of(draft);
    let words = answered_words(draft, &anchored);
    let what = Bilingual {
        zh: demand.text.clone(),
        en: if demand.text_en.is_empty() {
            demand.text.clone()
        } else {
            demand.text_en.clone()
        },
    };
    let mentions: Vec<_> = draft
        .sentences
        .iter()
        .filter(|sentence| sentence.role != Role::Plan && sentence.role != Role::Intro)
        .filter(|sentence| {
            let (role, cues) = (sentence.role, sentence.cues);
            let told = matches!(role, Role::Achievement | Role::Rectification);
            let answered = cues.has(Cue::Rectification) && anchored.has(draft, sentence);
            answered || told && cues.has(Cue::LastYear) && cues.has(Cue::Said)
        })
        .collect();
    let least = context.threshold("PLG003", "thin-words");
    let finding = if words == 0 && mentions.is_empty() {
        let likely = draft.measures.likely[Role::Rectification.index()];
        Finding::new("PLG003", "missing")
            .confidence(if likely > 10.0 { 0.6 } else { 0.9 })
            .thin(likely > 20.0)
    } else if (words as f64) < least && mentions.len() < 2 && !tells_result(context, &mentions) {
        let mut finding = Finding::new("PLG003", "thin")
            .confidence(0.6)
            .severity(Severity::Info);
        let mut told = draft.with_role(Role::Rectification);
        if let Some((_, sentence)) = told.find(|(_, sentence)| anchored.has(draft, sentence)) {
            finding = finding.at(sentence.range.clone());
        } else if let Some(sentence) = mentions.first() {
            finding = finding.at(sentence.range.clone());
        }
        finding
    } else {
        return;
    };
    sink.put(
        finding
            .arg("what", what)
            .strength(demand.strength)
            .demand(demand.describe(context.profile.source.strength)),
    );
}

/// 字 of what was done about last year, where the text says that it is about that: 改为 and 复查 are told of any work.
fn answered_words(draft: &Draft<'_>, anchored: &Anchored) -> usize {
    let mut told = draft.with_role(Role::Rectification);
    match told.any(|(_, sentence)| anchored.has(draft, sentence)) {
        true => draft.measures.roles[Role::Rectification.index()],
        false => 0,
    }
}

/// Which paragraphs say whose words are answered: last year's, a reviewer's, an inspection's.
struct Anchored(Vec<bool>);

impl Anchored {
    /// Looks once at every paragraph, however many sentences it has.
    fn of(draft: &Draft<'_>) -> Anchored {
        let says = |paragraph: &Paragraph| {
            let text = draft.folded(paragraph.range.clone());
            let faults = ["问题", "毛病", "不足", "短板"];
            let last_year =
                || text.contains("上年") && faults.iter().any(|fault| text.contains(fault));
            ANCHORS.any(text) || last_year()
        };
        Anchored(draft.paragraphs.iter().map(says).collect())
    }

    /// Whether a sentence's paragraph or heading says so.
    fn has(&self, draft: &Draft<'_>, sentence: &Sentence) -> bool {
        let announced = sentence.heading.is_some_and(|heading| {
            let heading = &draft.outline[heading];
            heading.role == Role::Rectification || heading.announced.contains(Role::Rectification)
        });
        announced || self.0[sentence.paragraph]
    }
}

/// Words that say so.
static ANCHORS: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(ANCHOR_WORDS.map(|word| (word, ()))));
const ANCHOR_WORDS: [&str; 22] = [
    "整改",
    "承诺",
    "述职",
    "点评",
    "反馈",
    "巡察",
    "巡视",
    "督查",
    "审计",
    "通报",
    "评议",
    "查摆",
    "指出",
    "检视",
    "问题清单",
    "意见",
    "说过的",
    "答应",
    "提了",
    "提出",
    "活动中",
    "去年",
];

/// Whether what is said of last year tells a figure of what was done or came of it. How many items there were and in which
/// month all was settled tells nothing: 4项已于12月全部整改到位.
fn tells_result(context: &Context<'_>, mentions: &[&Sentence]) -> bool {
    const COUNTED: [char; 8] = ['项', '条', '个', '件', '年', '月', '类', '点'];
    let draft = context.draft;
    let rectified = draft
        .with_role(Role::Rectification)
        .map(|(_, sentence)| sentence);
    let mut all = rectified.chain(mentions.iter().copied());
    all.any(|sentence| {
        let text = draft.folded(sentence.range.clone());
        let in_figure = |mark: char| mark.is_ascii_digit() || mark == '.';
        let mut pairs = text.chars().zip(text.chars().skip(1));
        pairs.any(|(last, unit)| in_figure(last) && !in_figure(unit) && !COUNTED.contains(&unit))
    })
}

/// Whether a writer stakes something on what he says: 办不成，我辞去书记职务; 给我记着账，一条一条还.
fn stakes(text: &str) -> bool {
    const UNLESS: [&str; 12] = [
        "不成", "不到", "不了", "不完", "不好", "再", "还在", "还有", "要是", "如果", "没有", "没",
    ];
    const PENALTIES: [&str; 12] = [
        "辞去",
        "辞职",
        "处分我",
        "处理我",
        "是问",
        "摘帽",
        "不领",
        "扣我",
        "让位",
        "下台",
        "撤我",
        "免我",
    ];
    const DEBTS: [&str; 4] = ["给我记着", "记我的账", "一条一条还", "找我算账"];
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    text.contains('我') && (any(&UNLESS) && any(&PENALTIES) || any(&DEBTS))
}

/// PLG004: no pledge for next year where the scheme demands one.
pub fn new_pledge(context: &Context<'_>, sink: &mut Sink) {
    let Some(demand) = &context.profile.pledge else {
        return;
    };
    let draft = context.draft;
    let made = draft.sentences.iter().any(|sentence| {
        let range = &sentence.range;
        let late = matches!(sentence.role, Role::Plan | Role::Closing);
        // A promise is performative, or first person with a time by which it is done.
        late && (draft.has(range, Cue::Pledge)
            || stakes(draft.folded(range.clone()))
            || (draft.has(range, Cue::Writer) && draft.has(range, Cue::Deadline)))
    });
    if made {
        return;
    }
    let mut finding = Finding::new("PLG004", "missing")
        .strength(demand.strength)
        .demand(demand.describe(context.profile.source.strength))
        .confidence(0.8);
    if let Some(heading) = draft
        .outline
        .iter()
        .find(|heading| heading.role == Role::Plan && !heading.run_in)
    {
        finding = finding.at(heading.words.clone());
    }
    sink.put(finding);
}

/// GRD106: no problems at all.
pub fn no_problems(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let measures = &draft.measures;
    if measures.words < 100 {
        sink.not_judged("GRD106", "文本太短", "the text is too short");
        return;
    }
    let threshold = |name| context.threshold("GRD106", name);
    let body = measures.body as f64;
    // A difficulty on the way to a success looks like a problem: only sentences that are surely one count, and one alone
    // among achievements is an aside.
    let sure = threshold("sure");
    let firm: usize = draft
        .sentences
        .iter()
        .filter(|sentence| {
            let [problem, cause] = [Role::Problem, Role::Cause]
                .map(|role| f64::from(sentence.posterior[role.index()]));
            matches!(sentence.role, Role::Problem | Role::Cause) && problem + cause >= sure
        })
        .map(|sentence| sentence.words)
        .sum();
    if firm as f64 >= body * threshold("share") {
        return;
    }
    let likely = measures.likely[Role::Problem.index()] + measures.likely[Role::Cause.index()];
    let doubtful = likely >= body * threshold("doubtful");
    sink.put(
        Finding::new("GRD106", "none")
            .confidence(if doubtful { 0.55 } else { 0.9 })
            .thin(doubtful),
    );
}

#[cfg(test)]
mod tests {
    use super::stakes;

    #[test]
    fn who_stakes_something_pledges() {
        for pledge in [
            "明年这两条办不成，我辞去书记职务。",
            "到时候再晚贴一天，拿我是问。",
            "要是明年还在问题里，请组织上处分我。",
            "大家给我记着账，明年今天我一条一条还。",
        ] {
            assert!(stakes(pledge), "{pledge}");
        }
        assert!(!stakes("没有交账的支部书记，由我约谈。"));
        assert!(!stakes("我每月到三组听一次意见，再由支委办理。"));
    }
}
