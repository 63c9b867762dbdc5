//! What earned points, in numbers.

use crate::check::{Context, evidence};
use crate::pledge::PledgeStatus;
use crate::ruleset::{Bilingual, Cue, Lang};
use crate::structure::{Role, Sentence};

/// What speaks for the text in a dimension.
pub fn gained(dimension: &str, context: &Context<'_>, lang: Lang) -> Vec<String> {
    let gains = match dimension {
        "content" => content(context),
        "length" => length(context),
        "facts" => facts(context),
        "own" => own(context),
        "problems" => problems(context),
        "causes" => causes(context),
        "last-year" => last_year(context),
        "measures" => measures(context),
        _ => Vec::new(),
    };
    gains
        .into_iter()
        .map(|gain| match lang {
            Lang::Zh => gain.zh,
            Lang::En => gain.en,
        })
        .collect()
}

/// How many sentences of some roles pass a test.
fn count(context: &Context<'_>, roles: &[Role], test: fn(&Sentence) -> bool) -> usize {
    let sentences = context.draft.sentences.iter();
    sentences
        .filter(|sentence| roles.contains(&sentence.role) && test(sentence))
        .count()
}

fn content(context: &Context<'_>) -> Vec<Bilingual> {
    let mut gains = Vec::new();
    let topics = context.topics;
    let covered = topics.iter().filter(|topic| topic.covered).count();
    if covered > 0 {
        gains.push(Bilingual::new(
            format!("写到 {covered}/{} 项规定内容", topics.len()),
            format!("{covered} of {} topics covered", topics.len()),
        ));
    }
    let required = context.profile.parts.required.iter();
    let told = &context.draft.measures.roles;
    let present: Vec<&Role> = required.filter(|role| told[role.index()] > 0).collect();
    if !present.is_empty() {
        let titles = |lang| present.iter().map(move |role| role.title(lang));
        let zh: Vec<&str> = titles(Lang::Zh).collect();
        let en: Vec<&str> = titles(Lang::En).collect();
        gains.push(Bilingual::new(
            format!("必备部分有：{}", zh.join("、")),
            format!("parts present: {}", en.join(", ")),
        ));
    }
    gains
}

fn length(context: &Context<'_>) -> Vec<Bilingual> {
    let measures = &context.draft.measures;
    let mut gains = vec![Bilingual::new(
        format!("全文 {} 字", measures.words),
        format!("{} characters in all", measures.words),
    )];
    let share = measures.share_of(&[Role::Problem, Role::Cause]) * 100.0;
    if share > 0.0 {
        gains.push(Bilingual::new(
            format!("问题及原因占 {share:.1}%"),
            format!("problem and cause {share:.1}%"),
        ));
    }
    gains
}

fn facts(context: &Context<'_>) -> Vec<Bilingual> {
    let mut gains = Vec::new();
    let told = [Role::Achievement, Role::Rectification];
    let sentences = context.draft.sentences.iter();
    let figures: usize = sentences
        .filter(|sentence| told.contains(&sentence.role))
        .map(|sentence| sentence.figures)
        .sum();
    if figures > 0 {
        gains.push(Bilingual::new(
            format!("成绩和整改中有 {figures} 处数据"),
            format!("{figures} figures in what was done"),
        ));
    }
    let cases = count(context, &Role::ALL, |sentence| sentence.cues.has(Cue::Case));
    if cases > 0 {
        gains.push(Bilingual::new(
            format!("有 {cases} 处具体事例"),
            format!("{cases} told cases"),
        ));
    }
    gains
}

fn own(context: &Context<'_>) -> Vec<Bilingual> {
    let own = count(context, &Role::ALL, |sentence| {
        sentence.cues.has(Cue::Writer)
    });
    let acts = count(context, &Role::ALL, |sentence| sentence.cues.has(Cue::Act));
    if own + acts == 0 {
        return Vec::new();
    }
    vec![Bilingual::new(
        format!("{own} 句写到本人，{acts} 句写到亲自履职"),
        format!("{own} sentences in the first person, {acts} with acts of the secretary"),
    )]
}

fn problems(context: &Context<'_>) -> Vec<Bilingual> {
    let draft = context.draft;
    let items = draft.items(&[Role::Problem]);
    let concrete = items
        .iter()
        .filter(|item| evidence::item_is_concrete(draft, item))
        .count();
    if concrete == 0 {
        return Vec::new();
    }
    vec![Bilingual::new(
        format!("{} 条问题，{concrete} 条有事例或数据", items.len()),
        format!("{} problems, {concrete} with a case or figure", items.len()),
    )]
}

fn causes(context: &Context<'_>) -> Vec<Bilingual> {
    let own = count(context, &[Role::Cause, Role::Problem], |sentence| {
        sentence.cues.has(Cue::Writer) && sentence.cues.has(Cue::Subjective)
    });
    if own == 0 {
        return Vec::new();
    }
    vec![Bilingual::new(
        format!("{own} 处从本人主观上找原因"),
        format!("{own} causes found in oneself"),
    )]
}

fn last_year(context: &Context<'_>) -> Vec<Bilingual> {
    let mut gains = Vec::new();
    let words = context.draft.measures.roles[Role::Rectification.index()];
    if words > 0 {
        gains.push(Bilingual::new(
            format!("整改情况 {words} 字"),
            format!("{words} characters on rectification"),
        ));
    }
    let all = context.pledges.len();
    let pledges = context.pledges.iter();
    let answered = pledges
        .filter(|matched| matched.status == PledgeStatus::Answered)
        .count();
    if all > 0 {
        gains.push(Bilingual::new(
            format!("上年 {all} 项承诺兑现 {answered} 项"),
            format!("{answered} of {all} pledges answered"),
        ));
    }
    gains
}

fn measures(context: &Context<'_>) -> Vec<Bilingual> {
    let plan = [Role::Plan];
    let dated = count(context, &plan, |sentence| sentence.cues.has(Cue::Deadline));
    let figures = count(context, &plan, |sentence| sentence.figures > 0);
    if dated + figures == 0 {
        return Vec::new();
    }
    vec![Bilingual::new(
        format!("措施中 {dated} 句有时限，{figures} 句有数量"),
        format!("{dated} measures with a time, {figures} with a figure"),
    )]
}
