//! PLG003: nothing on what the scheme wants answered.

use std::sync::LazyLock;

use super::{Context, Finding, Sink};
use crate::pledge::PledgeStatus;
use crate::profile::RectificationOf;
use crate::ruleset::{Bilingual, Cue, Severity};
use crate::structure::{Draft, Paragraph, Role, Sentence};
use crate::text::WordLists;

/// Looks for what was done about last year's words, or a reviewer's.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
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
    if answers_pledges(context) {
        return;
    }
    let what = Bilingual::new(
        demand.text.clone(),
        if demand.text_en.is_empty() {
            demand.text.clone()
        } else {
            demand.text_en.clone()
        },
    );
    if let Some(finding) = lacking(context) {
        sink.put(
            finding
                .arg("what", what)
                .strength(demand.strength)
                .demand(demand.describe(context.profile.source.strength)),
        );
    }
}

/// Whether last year's pledges are answered: then the text tells of them, though it may not say so.
fn answers_pledges(context: &Context<'_>) -> bool {
    let answered = context
        .pledges
        .iter()
        .filter(|matched| matched.status != PledgeStatus::Missing);
    !context.pledges.is_empty() && answered.count() * 2 >= context.pledges.len()
}

/// What is lacking, if anything: all of it, or more than a few words.
fn lacking(context: &Context<'_>) -> Option<Finding> {
    let draft = context.draft;
    let anchored = Anchored::of(draft);
    let words = answered_words(draft, &anchored);
    let mentions = mentions(draft, &anchored);
    if words == 0 && mentions.is_empty() {
        let likely = draft.measures.likely[Role::Rectification.index()];
        let missing = Finding::new("PLG003", "missing")
            .confidence(if likely > 10.0 { 0.6 } else { 0.9 })
            .thin(likely > 20.0);
        return Some(missing);
    }
    let least = context.threshold("PLG003", "thin-words");
    let enough = words as f64 >= least || mentions.len() >= 2 || tells_result(context, &mentions);
    if enough {
        return None;
    }
    let thin = Finding::new("PLG003", "thin")
        .confidence(0.6)
        .severity(Severity::Info);
    let mut told = draft.with_role(Role::Rectification);
    let told = told.find(|(_, sentence)| anchored.has(draft, sentence));
    let first = told.map(|(_, sentence)| sentence);
    Some(match first.or(mentions.first().copied()) {
        Some(sentence) => thin.at(sentence.range.clone()),
        None => thin,
    })
}

/// Sentences that speak of what was done about last year, whatever their role.
fn mentions<'d>(draft: &'d Draft<'_>, anchored: &Anchored) -> Vec<&'d Sentence> {
    draft
        .sentences
        .iter()
        .filter(|sentence| sentence.role != Role::Plan && sentence.role != Role::Intro)
        .filter(|sentence| {
            let (role, cues) = (sentence.role, sentence.cues);
            let told = matches!(role, Role::Achievement | Role::Rectification);
            let answered = cues.has(Cue::Rectification) && anchored.has(draft, sentence);
            answered || told && cues.has(Cue::LastYear) && cues.has(Cue::Said)
        })
        .collect()
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
const ANCHOR_WORDS: [&str; 24] = [
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
    "提的",
    "实践活动",
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
