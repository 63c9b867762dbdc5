//! GRD006: are the measures concrete?

use std::sync::LazyLock;

use super::problems::drop_lead;
use crate::check::evidence::{item_count, item_has, mean_confidence};
use crate::check::{Arg, Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, Item, Role, Sentence};
use crate::text::WordLists;

/// GRD006: directions and goals without tasks.
pub fn goals_only(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let mut items = draft.items(&[Role::Plan]);
    drop_lead(draft, &mut items);
    if items.is_empty() {
        sink.not_judged("GRD006", "没有打算方面的内容", "no plans are told");
        return;
    }
    let vague: Vec<&Item> = items.iter().filter(|item| is_vague(draft, item)).collect();
    let sure = mean_confidence(draft, &items);
    let short = items.len() < 2;
    let (marks, words) =
        items
            .iter()
            .flat_map(|item| &item.sentences)
            .fold((0, 0), |(marks, words), place| {
                let sentence = &draft.sentences[*place];
                (marks + marks_of(draft, sentence), words + sentence.words)
            });
    let density = marks as f64 * 100.0 / words.max(1) as f64;
    let [deeds, general] = [Cue::Deed, Cue::Vague].map(|cue| {
        items
            .iter()
            .map(|item| item_count(draft, item, cue))
            .sum::<usize>() as f64
    });
    // Acts without a date are measures still, if they outnumber general verbs.
    let sparse = density < context.threshold("GRD006", "density")
        && deeds < general.max(1.0) * context.threshold("GRD006", "deeds");
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
    } else if sparse {
        Finding::new("GRD006", "sparse")
            .arg("density", Arg::Decimal(density))
            .confidence(0.75 * sure)
            .thin(short)
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

/// Figures of what is to be done; 参学率由72%提高到90% tells what is to come of it.
fn tasks(draft: &Draft<'_>, sentence: &Sentence) -> usize {
    if sentence.figures == 0 {
        return 0;
    }
    let text = draft.folded(sentence.range.clone());
    let (mut reached, mut from) = (0, 0);
    GOALS.find(text, |range, goal| {
        let number = text[range.end..].starts_with(|mark: char| mark.is_ascii_digit());
        let count = match goal {
            Goal::Reached => &mut reached,
            Goal::From => &mut from,
        };
        *count += usize::from(number);
    });
    let goals = if reached > 0 { reached + from } else { 0 };
    sentence.figures.saturating_sub(goals)
}

/// What a word before a figure makes of it.
#[derive(Debug, Clone, Copy)]
enum Goal {
    /// What is to be reached.
    Reached,
    /// What there is before.
    From,
}

static GOALS: LazyLock<WordLists<'static, Goal>> = LazyLock::new(|| {
    let reached = REACHED.map(|word| (word, Goal::Reached));
    WordLists::new(
        reached
            .into_iter()
            .chain(["由", "从"].map(|word| (word, Goal::From))),
    )
});
const REACHED: [&str; 22] = [
    "达到",
    "达",
    "提高到",
    "提升到",
    "提高至",
    "提升至",
    "增加到",
    "增长到",
    "升到",
    "升至",
    "增收",
    "增长",
    "突破",
    "超过",
    "保持",
    "保持在",
    "力争",
    "降到",
    "降至",
    "下降",
    "数为",
    "率为",
];

/// Numbers, times and persons that a stretch names.
fn marks_of(draft: &Draft<'_>, sentence: &Sentence) -> usize {
    tasks(draft, sentence)
        + draft.count(&sentence.range, Cue::Deadline)
        + draft.count(&sentence.range, Cue::Owner)
}

/// No number, no time, no person, and no more deeds than general verbs.
fn is_vague(draft: &Draft<'_>, item: &Item) -> bool {
    if item_has(draft, item, Cue::Deadline) || item_has(draft, item, Cue::Owner) {
        return false;
    }
    let counted = item
        .sentences
        .iter()
        .any(|place| tasks(draft, &draft.sentences[*place]) > 0);
    let (deeds, general) = (
        item_count(draft, item, Cue::Deed),
        item_count(draft, item, Cue::Vague),
    );
    !counted && deeds <= general.max(1)
}

#[cfg(test)]
mod tests {
    use super::goals_only;
    use crate::check::testing::find;
    use crate::ruleset::Lang;

    #[test]
    fn what_announces_the_measures_is_none_of_them() {
        for lead in ["下一步，我重点做四件事。", "下一步打算如下。", "今后，"]
        {
            let text = format!(
                "2023年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，发展党员2名。\n\
                 二、下一步打算\n{lead}一是进一步加强学习。二是进一步压实责任。三是进一步改进作风。四是进一步强化担当。"
            );
            let findings = find(&text, None, goals_only);
            let items = findings[0].args[0].1.render(Lang::Zh);
            assert_eq!(items, "4", "{lead}");
        }
    }

    #[test]
    fn what_is_to_be_reached_is_no_task() {
        let plan = |items: &str| {
            let text = format!(
                "2023年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，发展党员2名。\n\
                 二、下一步打算\n{items}"
            );
            find(&text, None, goals_only).len()
        };
        let goals = "一是全面提升学习质量，参学率由72%提高到90%以上。二是持续扩大示范效应，群众满意度达到95%。\
                     三是切实提高采购水平，合格率保持100%。四是着力增强政治功能，考核突破90分。";
        let tasks = "一是每月20日补课，参学率由72%提高到90%以上。二是6名党员各挂一块示范牌，满意度达到95%。\
                     三是采购由三人询价，合格率保持100%。四是对照考核表逐项打分，由我补齐。";
        assert_eq!((plan(goals), plan(tasks)), (1, 0));
    }
}
