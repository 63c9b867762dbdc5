//! GRD006 and GRD108: are the measures concrete, and do they answer the problems?

use std::collections::HashSet;

use crate::check::evidence::{figures, item_count, item_has, mean_confidence};
use crate::check::{Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, Item, Role};

/// GRD006: directions and goals without tasks.
pub fn goals_only(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let items = draft.items(&[Role::Plan]);
    if items.is_empty() {
        sink.not_judged("GRD006", "没有打算方面的内容", "no plans are told");
        return;
    }
    let vague: Vec<&Item> = items.iter().filter(|item| is_vague(draft, item)).collect();
    let sure = mean_confidence(draft, &items);
    let short = items.len() < 2;
    let finding = if vague.len() == items.len() {
        Finding::new("GRD006", "all")
            .arg("items", items.len())
            .confidence(0.85 * sure)
            .thin(short)
    } else if items.len() > 2
        && vague.len() as f64 > items.len() as f64 * context.threshold("GRD006", "vague-share")
    {
        Finding::new("GRD006", "most")
            .arg("items", items.len())
            .arg("vague", vague.len())
            .confidence(0.7 * sure)
    } else {
        return;
    };
    let mut finding = finding.thin(sure < 0.5);
    for (place, item) in vague.iter().take(4).enumerate() {
        let first = draft.sentences[item.sentences[0]].range.clone();
        if place == 0 {
            finding = finding.at(first);
        } else {
            finding = finding.related(
                "这一条也没有时间、数量或责任人",
                "no time, number or person here either",
                Some(first),
            );
        }
    }
    sink.put(finding);
}

/// No number, no time, no person, and no more deeds than general verbs.
fn is_vague(draft: &Draft<'_>, item: &Item) -> bool {
    if item_has(draft, item, Cue::Deadline) || item_has(draft, item, Cue::Owner) {
        return false;
    }
    let counted = item
        .sentences
        .iter()
        .any(|place| figures(draft.folded(draft.sentences[*place].range.clone())) > 0);
    let (deeds, general) = (
        item_count(draft, item, Cue::Deed),
        item_count(draft, item, Cue::Vague),
    );
    !counted && deeds <= general.max(1)
}

/// GRD108: a problem that no measure answers.
pub fn unanswered(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let plans = draft.items(&[Role::Plan]);
    let problems = draft.items(&[Role::Problem]);
    if plans.is_empty() || problems.len() < 2 {
        sink.not_judged(
            "GRD108",
            "没有可以逐条对照的问题和措施",
            "no problems and measures to hold side by side",
        );
        return;
    }
    let mut measures = String::new();
    for (_, sentence) in draft.with_role(Role::Plan) {
        measures.push_str(draft.folded(sentence.range.clone()));
    }
    for heading in draft
        .outline
        .iter()
        .filter(|heading| heading.role == Role::Plan)
    {
        measures.push_str(draft.folded(heading.words.clone()));
    }
    let least = context.threshold("GRD108", "shared-words").max(1.0);
    let unanswered: Vec<&Item> = problems
        .iter()
        .filter(|item| {
            let words = content_words(draft, item);
            words.len() >= 3 && (shared(&words, &measures) as f64) < least
        })
        .collect();
    // Where nearly nothing matches, the words differ and not the matters.
    if unanswered.len() * 2 > problems.len() && problems.len() > 2 {
        return;
    }
    for item in unanswered {
        let first = draft.sentences[item.sentences[0]].range.clone();
        let quote = quote(draft.own(first.clone()));
        let finding = Finding::new("GRD108", "unanswered")
            .arg("problem", quote)
            .at(first);
        sink.put(finding.confidence(0.6));
    }
}

/// The first clause, for messages.
fn quote(text: &str) -> String {
    let clause = text
        .split(['，', '。', '；', '：'])
        .find(|clause| clause.chars().count() > 3)
        .unwrap_or(text);
    clause.chars().take(24).collect()
}

/// Words that say what a problem is about: nouns and verbs of two characters or more that are not common to all reports.
fn content_words<'d>(draft: &'d Draft<'_>, item: &Item) -> HashSet<&'d str> {
    let mut words = HashSet::new();
    for place in &item.sentences {
        let range = &draft.sentences[*place].range;
        for word in draft.words_within(range) {
            let text = draft.folded(word.start..word.end);
            let bears_meaning =
                word.tag.starts_with(['n', 'v', 'l', 'j', 'i']) || word.tag.is_empty();
            if bears_meaning
                && text.chars().count() > 1
                && !COMMON.contains(&text)
                && !text.bytes().any(|byte| byte.is_ascii())
            {
                words.insert(text);
            }
        }
    }
    words
}

fn shared(words: &HashSet<&str>, measures: &str) -> usize {
    words
        .iter()
        .filter(|word| measures.contains(**word))
        .count()
}

/// Words that stand in every report and so tell nothing about a problem.
const COMMON: [&str; 74] = [
    "工作",
    "党建",
    "问题",
    "不足",
    "党员",
    "干部",
    "群众",
    "支部",
    "党支部",
    "书记",
    "组织",
    "党组织",
    "存在",
    "方面",
    "有的",
    "个别",
    "部分",
    "加强",
    "推进",
    "落实",
    "开展",
    "提高",
    "完善",
    "强化",
    "进行",
    "要求",
    "情况",
    "能力",
    "水平",
    "意识",
    "没有",
    "不够",
    "缺乏",
    "不强",
    "不高",
    "不深",
    "不实",
    "不足",
    "自己",
    "本人",
    "认识",
    "思想",
    "方法",
    "形式",
    "作用",
    "发挥",
    "建设",
    "管理",
    "责任",
    "制度",
    "基层",
    "单位",
    "时候",
    "主要",
    "时间",
    "需要",
    "还有",
    "成为",
    "作为",
    "有时",
    "觉得",
    "看到",
    "一些",
    "少数",
    "今年",
    "全年",
    "去年",
    "人员",
    "同志",
    "重视",
    "办法",
    "措施",
    "任务",
    "结合",
];
