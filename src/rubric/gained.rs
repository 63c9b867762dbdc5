//! What earned points, in numbers.

use crate::check::{Context, evidence};
use crate::pledge::PledgeStatus;
use crate::ruleset::{Cue, Lang};
use crate::structure::{Role, Sentence};

/// What speaks for the text in a dimension.
pub fn gained(dimension: &str, context: &Context<'_>, lang: Lang) -> Vec<String> {
    let draft = context.draft;
    let say = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
    let measures = &draft.measures;
    let count = |roles: &[Role], test: &dyn Fn(&Sentence) -> bool| {
        draft
            .sentences
            .iter()
            .filter(|sentence| roles.contains(&sentence.role) && test(sentence))
            .count()
    };
    let mut list = Vec::new();
    match dimension {
        "content" => {
            let topics = context.topics;
            let covered = topics.iter().filter(|topic| topic.covered).count();
            if covered > 0 {
                list.push(say(
                    format!("写到 {covered}/{} 项规定内容", topics.len()),
                    format!("{covered} of {} topics covered", topics.len()),
                ));
            }
            let required = &context.profile.parts.required;
            let present: Vec<&str> = required
                .iter()
                .filter(|role| measures.roles[role.index()] > 0)
                .map(|role| role.title(lang))
                .collect();
            if !present.is_empty() {
                list.push(say(
                    format!("必备部分有：{}", present.join("、")),
                    format!("parts present: {}", present.join(", ")),
                ));
            }
        }
        "length" => {
            list.push(say(
                format!("全文 {} 字", measures.words),
                format!("{} characters in all", measures.words),
            ));
            let share = measures.share_of(&[Role::Problem, Role::Cause]) * 100.0;
            if share > 0.0 {
                list.push(say(
                    format!("问题及原因占 {share:.1}%"),
                    format!("problem and cause {share:.1}%"),
                ));
            }
        }
        "facts" => {
            let told = [Role::Achievement, Role::Rectification];
            let figures: usize = draft
                .sentences
                .iter()
                .filter(|sentence| told.contains(&sentence.role))
                .map(|sentence| sentence.figures)
                .sum();
            let cases = count(&Role::ALL, &|sentence| sentence.cues.has(Cue::Case));
            if figures > 0 {
                list.push(say(
                    format!("成绩和整改中有 {figures} 处数据"),
                    format!("{figures} figures in what was done"),
                ));
            }
            if cases > 0 {
                list.push(say(
                    format!("有 {cases} 处具体事例"),
                    format!("{cases} told cases"),
                ));
            }
        }
        "own" => {
            let own = count(&Role::ALL, &|sentence| sentence.cues.has(Cue::Writer));
            let acts = count(&Role::ALL, &|sentence| sentence.cues.has(Cue::Act));
            if own + acts > 0 {
                list.push(say(
                    format!("{own} 句写到本人，{acts} 句写到亲自履职"),
                    format!(
                        "{own} sentences in the first person, {acts} with acts of the secretary"
                    ),
                ));
            }
        }
        "problems" => {
            let items = draft.items(&[Role::Problem]);
            let concrete = items
                .iter()
                .filter(|item| evidence::item_is_concrete(draft, item))
                .count();
            if concrete > 0 {
                list.push(say(
                    format!("{} 条问题，{concrete} 条有事例或数据", items.len()),
                    format!("{} problems, {concrete} with a case or figure", items.len()),
                ));
            }
        }
        "causes" => {
            let own = count(&[Role::Cause, Role::Problem], &|sentence| {
                sentence.cues.has(Cue::Writer) && sentence.cues.has(Cue::Subjective)
            });
            if own > 0 {
                list.push(say(
                    format!("{own} 处从本人主观上找原因"),
                    format!("{own} causes found in oneself"),
                ));
            }
        }
        "last-year" => {
            let words = measures.roles[Role::Rectification.index()];
            if words > 0 {
                list.push(say(
                    format!("整改情况 {words} 字"),
                    format!("{words} characters on rectification"),
                ));
            }
            let answered = context
                .pledges
                .iter()
                .filter(|matched| matched.status == PledgeStatus::Answered)
                .count();
            if !context.pledges.is_empty() {
                let all = context.pledges.len();
                list.push(say(
                    format!("上年 {all} 项承诺兑现 {answered} 项"),
                    format!("{answered} of {all} pledges answered"),
                ));
            }
        }
        "measures" => {
            let dated = count(&[Role::Plan], &|sentence| sentence.cues.has(Cue::Deadline));
            let figures = count(&[Role::Plan], &|sentence| sentence.figures > 0);
            if dated + figures > 0 {
                list.push(say(
                    format!("措施中 {dated} 句有时限，{figures} 句有数量"),
                    format!("{dated} measures with a time, {figures} with a figure"),
                ));
            }
        }
        _ => {}
    }
    list
}
