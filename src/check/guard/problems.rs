//! GRD002-004: are problems told at length, in depth, and as one's own?

use super::subject::{
    Subject, acts_on_others, item_names_writer, names_writer, opens_with_named_unit,
    opens_with_others, sentences_on_writer, subjects,
};
use crate::check::evidence::{item_count, item_has, item_is_concrete, mean_confidence};
use crate::check::{Arg, Context, Finding, Sink};
use crate::profile::ShareOp;
use crate::ruleset::Cue;
use crate::structure::{Draft, Item, Role};

/// GRD002: a token passage of problems beside achievements of more than half.
pub fn lopsided(context: &Context<'_>, sink: &mut Sink) {
    let measures = &context.draft.measures;
    let roles = [Role::Problem, Role::Cause];
    let share = measures.share_of(&roles);
    let achievement = measures.share_of(&[Role::Achievement]);
    if measures.words_of(&roles) == 0 {
        return;
    }
    let demanded = context.profile.shares.iter().find(|share| {
        share.op != ShareOp::AtMost
            && share.roles.contains(&Role::Problem)
            && !share.roles.contains(&Role::Plan)
    });
    let demanded = demanded.map(|share| share.value.value());
    let floor = context.threshold("GRD002", "floor");
    let limit = demanded.map_or(floor, |demanded| {
        (demanded * context.threshold("GRD002", "of-demand")).max(floor)
    });
    let half = context.threshold("GRD002", "achievement");
    // What was done about last year is no achievement; beside next to no problems it is a long tale all the same.
    let done = measures.share_of(&[Role::Achievement, Role::Rectification]);
    let token = share < limit * context.threshold("GRD002", "token");
    let (variant, told) = match (achievement > half, token && done > half) {
        _ if share >= limit => return,
        (true, _) => ("token", achievement),
        (false, true) => ("done", done),
        (false, false) => return,
    };
    let margin = ((limit - share) / limit).clamp(0.0, 1.0);
    let mut finding = Finding::new("GRD002", variant)
        .arg("share", Arg::Share(share))
        .arg("achievement", Arg::Share(told))
        .arg("demanded", Arg::Share(demanded.unwrap_or(1.0 / 3.0)))
        .confidence(0.7 + 0.3 * margin);
    if let Some((_, sentence)) = context.draft.with_role(Role::Problem).next() {
        finding = finding.at(sentence.range.clone());
    }
    sink.put(finding);
}

/// Problem items, each with the causes told in the same piece, so that a case told there counts.
fn problem_items(context: &Context<'_>) -> Vec<Item> {
    let draft = context.draft;
    let mut items = draft.items(&[Role::Problem, Role::Cause]);
    items.retain(|item| {
        item.sentences
            .iter()
            .any(|place| draft.sentences[*place].role == Role::Problem)
    });
    drop_lead(draft, &mut items);
    items
}

/// 十二月我把六个支部走了一遍，单子列在这里。 What stands before a list is none of its items.
pub fn drop_lead(draft: &Draft<'_>, items: &mut Vec<Item>) {
    let numbered = |item: &Item| draft.sentences[item.sentences[0]].item.is_some();
    if items.len() > 2
        && !numbered(&items[0])
        && items[0].sentences.len() == 1
        && items[1..].iter().all(numbered)
    {
        items.remove(0);
    }
}

/// GRD003: problems general, none that touches anything.
pub fn surface(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let items = problem_items(context);
    if items.is_empty() {
        sink.not_judged("GRD003", "没有问题方面的内容", "no problems are told");
        return;
    }
    if items.len() < 2 {
        if !item_is_concrete(draft, &items[0]) && !is_deep(context, &items[0]) {
            let finding = Finding::new("GRD003", "none")
                .arg("items", items.len())
                .at(items[0].range.clone());
            sink.put(finding.confidence(0.5).thin(true));
        }
        return;
    }
    let concrete = items
        .iter()
        .filter(|item| item_is_concrete(draft, item))
        .count();
    let deep = items
        .iter()
        .filter(|item| !item_is_concrete(draft, item) && is_deep(context, item))
        .count();
    let sure = mean_confidence(draft, &items);
    let bare = items
        .iter()
        .filter(|item| !item_is_concrete(draft, item) && !is_deep(context, item));
    let finding = if concrete + deep == 0 {
        Finding::new("GRD003", "none")
            .arg("items", items.len())
            .confidence(0.9 * sure)
    } else if ((concrete + deep) as f64)
        < items.len() as f64 * context.threshold("GRD003", "item-evidence-share") - 1e-3
    {
        Finding::new("GRD003", "few")
            .arg("items", items.len())
            .arg("with", concrete)
            .confidence(0.75 * sure)
    } else if formulaic(context, &items) {
        Finding::new("GRD003", "few")
            .arg("items", items.len())
            .arg("with", concrete)
            .confidence(0.7 * sure)
    } else {
        return;
    };
    let mut finding = finding.thin(sure < 0.5);
    for (place, item) in bare.take(4).enumerate() {
        let first = draft.sentences[item.sentences[0]].range.clone();
        if place == 0 {
            finding = finding.at(first);
        } else {
            finding = finding.related(
                "这一条也没有事例或数据",
                "no case or figure here either",
                Some(first),
            );
        }
    }
    sink.put(finding);
}

/// Whether problems are a row of formulas (不够, 有待, 加强) with hardly a figure or case in between.
fn formulaic(context: &Context<'_>, items: &[Item]) -> bool {
    let draft = context.draft;
    let (mut marks, mut formulas, mut words) = (0, 0, 0);
    for place in items.iter().flat_map(|item| &item.sentences) {
        let sentence = &draft.sentences[*place];
        if sentence.role != Role::Problem {
            continue;
        }
        let range = &sentence.range;
        marks += sentence.figures + draft.count(range, Cue::Case);
        formulas += draft.count(range, Cue::Deficiency) + draft.count(range, Cue::Vague);
        words += sentence.words;
    }
    let per_100 = |count: usize| count as f64 * 100.0 / words.max(1) as f64;
    per_100(marks) < context.threshold("GRD003", "marks")
        && per_100(formulas) > context.threshold("GRD003", "formulas")
}

/// A thing told in the first person is deep even without a figure; a row of 不够 and 有待 with 本人 before it is not.
fn is_deep(context: &Context<'_>, item: &Item) -> bool {
    let draft = context.draft;
    let count = |cue| item_count(draft, item, cue);
    let formulas = count(Cue::Deficiency) + count(Cue::Vague);
    item_has(draft, item, Cue::Writer)
        && item.sentences.len() > 1
        && formulas < item.sentences.len()
}

/// GRD004: only lower levels' problems.
pub fn others(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let items = problem_items(context);
    if items.is_empty() {
        sink.not_judged("GRD004", "没有问题方面的内容", "no problems are told");
        return;
    }
    let subjects = subjects(draft, &items);
    let count = |subject| subjects.iter().filter(|other| **other == subject).count();
    let (own, lower) = (count(Subject::Own), count(Subject::Lower));
    let total = items.len();
    // Causes in the first person take the problems upon the writer, at least in part.
    let owned = draft
        .with_role(Role::Cause)
        .any(|(_, sentence)| names_writer(draft, &sentence.range));
    // Where no cause is the writer's, only items and sentences that name the writer are: 抓党建不主动 is another's then.
    let in_items = |item: &Item| items.iter().any(|of| of.range.contains(&item.range.start));
    let mut of_problems = draft.items(&[Role::Problem]);
    of_problems.retain(in_items);
    let named: usize = of_problems
        .iter()
        .map(|item| sentences_on_writer(draft, item))
        .sum();
    let told: usize = of_problems.iter().map(|item| item.sentences.len()).sum();
    let named_items = items
        .iter()
        .filter(|item| item_names_writer(draft, item))
        .count();
    let sure = mean_confidence(draft, &items);
    let others = count(Subject::Unit) + count(Subject::Open);
    let nobody = own == 0 && count(Subject::Unit) == 0 && !owned && total > 2;
    let many = lower as f64 >= total as f64 * context.threshold("GRD004", "lower-least");
    // 外科支部的学习本…: a unit that is named is one of several, and below.
    let of_others: Vec<&Item> = items
        .iter()
        .zip(&subjects)
        .filter(|(item, subject)| {
            **subject == Subject::Lower
                || !acts_on_others(draft, item)
                    && (opens_with_named_unit(draft, item) || opens_with_others(draft, item))
        })
        .map(|(item, _)| item)
        .collect();
    let below = of_others.len();
    let never =
        named == 0 && total > 2 && (lower > 0 && below * 2 >= total || below * 4 >= total * 3);
    let finding = if never || own == 0 && lower > 0 && (lower > others || nobody || !owned && many)
    {
        Finding::new("GRD004", "none")
            .arg("items", total)
            .confidence(if lower > others { 0.85 } else { 0.6 } * sure)
            .thin(owned || lower < 2)
    } else if lower as f64 > total as f64 * context.threshold("GRD004", "lower-share")
        && ((named_items as f64) < total as f64 * context.threshold("GRD004", "own-share")
            || (named as f64) < told as f64 * context.threshold("GRD004", "own-sentences"))
        && !owned
    {
        Finding::new("GRD004", "lower")
            .arg("items", total)
            .arg("lower", lower)
            .arg("own", own)
            .confidence(0.7 * sure)
    } else {
        return;
    };
    let mut finding = finding.thin(sure < 0.5);
    for (place, item) in of_others.into_iter().take(4).enumerate() {
        let first = draft.sentences[item.sentences[0]].range.clone();
        if place == 0 {
            finding = finding.at(first);
        } else {
            finding = finding.related(
                "这一条说的也是别人",
                "this one is about others too",
                Some(first),
            );
        }
    }
    sink.put(finding);
}

#[cfg(test)]
mod tests {
    use super::others;
    use crate::check::testing::find;

    fn told(problems: &str) -> Vec<(bool, String)> {
        let text = format!(
            "2023年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，发展党员2名。\n\
             二、存在的问题\n{problems}\n三、原因分析\n主要是怕麻烦、怕得罪人，责任心不强。\n\
             四、下一步打算\n一是党员大会由我主持，一年缺一次向镇党委说明。"
        );
        let findings = find(&text, None, others);
        let place = |finding: &crate::check::Finding| {
            let range = finding.range.clone();
            range.map_or_else(String::new, |range| text[range].chars().take(6).collect())
        };
        findings
            .iter()
            .map(|finding| (finding.thin, place(finding)))
            .collect()
    }

    #[test]
    fn what_is_done_to_others_is_the_writers_though_nobody_is_named() {
        let own = "一是对6个村支部书记管得宽松。石坪村书记全年请假41天，批假条时一次也没有问原因。\n\
                   二是对少数党员的歪风不制止。7月有3名党员带头摆酒，收到请柬也就随了礼。\n\
                   三是到村时间少。全年驻村只有19天，有4个村没有去过。";
        assert_eq!(told(own), []);
        let theirs = "一是对支部活动部分党员不积极。全年有14名党员没有露面。\n\
                      二是有的支部书记不开会。河道支部5个月没有开过一次会。\n\
                      三是少数党员带头摆酒。7月有3名党员摆了40桌。";
        assert_eq!(told(theirs).len(), 1);
    }

    #[test]
    fn others_named_by_trade_are_shown() {
        let theirs = "一是网格员巡查走过场。5网格全年记录只有9次，都是月底补的。\n\
                      二是物业公司服务差。清运合同每天一次，实际三天一次。\n\
                      三是业委会主任不履职。维修基金用了23万元，账目没有公布。";
        assert_eq!(told(theirs)[0].1, "一是网格员巡");
    }
}
