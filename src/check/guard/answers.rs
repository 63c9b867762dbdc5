//! GRD108: does a measure of the plan answer each problem?

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::evidence::figures;
use crate::check::{Context, Finding, Sink};
use crate::ruleset::{CheckRule, Cue};
use crate::structure::{Draft, Item, Role};

const CODE: &str = "GRD108";

/// A problem and what can be held against measures.
struct Problem<'d> {
    range: Range<usize>,
    /// The words that say what it is about.
    words: BTreeSet<&'d str>,
    /// The matters that its lead names, as places in the rule's lists.
    matters: BTreeSet<&'d str>,
}

/// A clause of the plan.
struct Measure<'d> {
    text: &'d str,
    start: usize,
    matters: BTreeSet<&'d str>,
    /// Whether it names a number, a time or a person: slogans answer nothing by their matter alone.
    concrete: bool,
    /// Concrete, or at least the writer's own.
    owned: bool,
    /// Business without a word of party building: it answers what it names and nothing else.
    business: bool,
}

/// GRD108: a problem that no measure answers.
pub fn unanswered(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let Some(rule) = context.rules.check(CODE) else {
        return;
    };
    let problems = problems(context, rule);
    let measures = measures(draft, rule);
    if measures.is_empty() || problems.len() < 2 {
        sink.not_judged(
            CODE,
            "没有可以逐条对照的问题和措施",
            "no problems and measures to hold side by side",
        );
        return;
    }
    for place in without_answer(&problems, &measures) {
        let range = problems[place].range.clone();
        let finding = Finding::new(CODE, "unanswered")
            .arg("problem", quote(draft.own(range.clone())))
            .at(range);
        sink.put(finding.confidence(0.6));
    }
}

/// Places of the problems that nothing answers.
fn without_answer(problems: &[Problem<'_>], measures: &[Measure<'_>]) -> Vec<usize> {
    let answers: Vec<Vec<usize>> = problems
        .iter()
        .map(|problem| {
            let matched = |measure: &Measure<'_>| {
                problem.words.iter().any(|word| measure.text.contains(word))
                    || measure.owned && !problem.matters.is_disjoint(&measure.matters)
            };
            (0..measures.len())
                .filter(|at| matched(&measures[*at]))
                .collect()
        })
        .collect();
    let open: Vec<usize> = (0..problems.len())
        .filter(|place| answers[*place].is_empty())
        .collect();
    // A problem and its measure told in turn: what stands behind a problem answers it, whatever its words.
    let behind = |place: usize| {
        let from = problems[place].range.end;
        let until = problems
            .get(place + 1)
            .map_or(usize::MAX, |next| next.range.start);
        measures
            .iter()
            .any(|measure| (from..until).contains(&measure.start))
    };
    let in_turn = (0..problems.len() - 1)
        .filter(|place| behind(*place))
        .count()
        * 2
        >= problems.len();
    if in_turn {
        return open.into_iter().filter(|place| !behind(*place)).collect();
    }
    // Measures follow the order of the problems: a concrete one in the right place that answers no other problem may
    // answer this one in other words, if there are enough of them.
    let free: Vec<usize> = (0..measures.len())
        .filter(|at| measures[*at].concrete && !measures[*at].business)
        .filter(|at| answers.iter().all(|list| !list.contains(at)))
        .collect();
    let window = |place: usize| {
        let before = answers[..place]
            .iter()
            .filter_map(|list| list.first())
            .max();
        let after = answers[place + 1..]
            .iter()
            .filter_map(|list| list.last())
            .min();
        free.iter()
            .filter(|at| {
                before.is_none_or(|before| *at > before) && after.is_none_or(|after| *at < after)
            })
            .count()
    };
    let rivals = open.len();
    open.into_iter()
        .filter(|place| {
            let spare = window(*place);
            spare == 0 || spare < rivals
        })
        .collect()
}

fn problems<'d>(context: &'d Context<'_>, rule: &'d CheckRule) -> Vec<Problem<'d>> {
    let draft = context.draft;
    let least = context.threshold(CODE, "least") as usize;
    let long =
        |range: &Range<usize>, least: usize| draft.folded(range.clone()).chars().count() >= least;
    let mut items = draft.items(&[Role::Problem]);
    items.retain(|item| long(&item.range, least));
    if items.len() > 1 && !numbered(draft, &items[0]) && numbered(draft, &items[1]) {
        // 对照检查，还有三个方面的问题。
        items.remove(0);
    }
    let most = context.threshold(CODE, "sentences") as usize;
    if let [only] = items.as_slice()
        && (3..=most).contains(&only.sentences.len())
    {
        items = only
            .sentences
            .iter()
            .map(|place| Item {
                sentences: vec![*place],
                range: draft.sentences[*place].range.clone(),
            })
            .filter(|item| long(&item.range, least * 3 / 4))
            .collect();
    }
    items
        .iter()
        .map(|item| problem(draft, rule, item))
        .collect()
}

fn numbered(draft: &Draft<'_>, item: &Item) -> bool {
    let sentence = &draft.sentences[item.sentences[0]];
    sentence.item.is_some()
        || sentence
            .heading
            .is_some_and(|heading| draft.outline[heading].run_in)
}

fn problem<'d>(draft: &'d Draft<'_>, rule: &'d CheckRule, item: &Item) -> Problem<'d> {
    let sentences = item
        .sentences
        .iter()
        .map(|place| draft.sentences[*place].range.clone());
    let ranges: Vec<Range<usize>> = sentences.collect();
    let mut lead = draft.folded(ranges[0].clone()).to_owned();
    if lead.chars().count() < LEAD
        && let Some(next) = ranges.get(1)
    {
        lead.push_str(draft.folded(next.clone()));
    }
    let common = rule.words.get("common").map_or(&[][..], Vec::as_slice);
    let words = ranges.iter().flat_map(|range| draft.words_within(range));
    let words = words
        .map(|word| draft.folded(word.start..word.end))
        .filter(|word| word.chars().count() > 1 && word.chars().all(crate::text::count::is_han))
        .filter(|word| {
            common
                .binary_search_by(|other| other.as_str().cmp(word))
                .is_err()
        })
        .collect();
    Problem {
        range: ranges[0].clone(),
        words,
        matters: matters(rule, &lead),
    }
}

/// Characters under which a lead says too little by itself.
const LEAD: usize = 9;
/// Characters under which a clause of the plan is no measure.
const CLAUSE: usize = 8;

fn measures<'d>(draft: &'d Draft<'_>, rule: &'d CheckRule) -> Vec<Measure<'d>> {
    let mut measures = Vec::new();
    for (_, sentence) in draft.with_role(Role::Plan) {
        let mut start = sentence.range.start;
        for text in draft.folded(sentence.range.clone()).split_inclusive('；') {
            let range = start..start + text.len();
            start = range.end;
            if text.chars().count() < CLAUSE {
                continue;
            }
            let concrete = figures(text) > 0
                || draft.has(&range, Cue::Deadline)
                || draft.has(&range, Cue::Owner);
            measures.push(Measure {
                text,
                start: range.start,
                matters: matters(rule, text),
                concrete,
                owned: concrete || draft.has(&range, Cue::Writer),
                business: draft.has(&range, Cue::Business) && !draft.has(&range, Cue::Party),
            });
        }
    }
    measures
}

/// The matters whose words stand in a text.
fn matters<'r>(rule: &'r CheckRule, text: &str) -> BTreeSet<&'r str> {
    let lists = rule
        .words
        .iter()
        .filter(|(name, _)| name.starts_with("matter-"));
    lists
        .filter(|(_, words)| words.iter().any(|word| text.contains(word.as_str())))
        .map(|(name, _)| name.as_str())
        .collect()
}

/// The first clause, for messages.
fn quote(text: &str) -> String {
    let clause = text
        .split(['，', '。', '；', '：'])
        .find(|clause| clause.chars().count() > 3)
        .unwrap_or(text);
    clause.chars().take(24).collect()
}
