//! PLG004: no pledge for next year where the scheme demands one.

use super::{Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::Role;

/// Looks for a pledge in the plan and the closing words.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
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
