//! GRD107: last year's problem told again, and nothing said of what was done about it.

use std::ops::Range;

use super::{Context, Finding, Sink};
use crate::pledge::{Finder, Gram, Rarity, best_answer, grams, items};
use crate::structure::{Draft, Role};

/// A problem: its first words, which name it, and all of it.
struct Problem {
    range: Range<usize>,
    lead: Range<usize>,
}

/// Compares this year's problems with last year's.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let Some(previous) = context.previous else {
        sink.not_judged(
            "GRD107",
            "没有提供上年度的报告，无从比对",
            "last year's report was not given",
        );
        return;
    };
    let before = problems(previous);
    if before.is_empty() {
        sink.not_judged(
            "GRD107",
            "上年度的文件里没有找到问题部分",
            "last year's file tells no problems",
        );
        return;
    }
    let limit = context.threshold("GRD107", "overlap");
    let mut finder: Option<Finder<'_>> = None;
    let mut rarity = Rarity::default();
    for draft in [context.draft, previous] {
        for sentence in &draft.sentences {
            rarity.add(&grams(draft.folded(sentence.range.clone())));
        }
    }
    let marks: Vec<Vec<Gram>> = before
        .iter()
        .map(|old| grams(previous.folded(old.range.clone())))
        .collect();
    for problem in problems(context.draft) {
        let new = grams(context.draft.folded(problem.range.clone()));
        let Some((old, overlap)) = before
            .iter()
            .zip(&marks)
            .map(|(old, marks)| (old, told_again(marks, &new, &rarity)))
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .filter(|(_, overlap)| *overlap >= limit)
        else {
            continue;
        };
        let finder = finder.get_or_insert_with(|| Finder::new(previous, context.draft));
        if best_answer(finder, &old.range).is_some() {
            continue;
        }
        let lead = context.draft.own(problem.lead.clone()).trim();
        sink.put(
            Finding::new("GRD107", "same")
                .arg(
                    "problem",
                    lead.trim_end_matches(['。', '；', '，']).to_owned(),
                )
                .at(problem.range.clone())
                .confidence(0.5 + overlap / 2.0),
        );
    }
}

fn problems(draft: &Draft<'_>) -> Vec<Problem> {
    let text = draft.text.as_str();
    items(draft, Role::Problem)
        .into_iter()
        .filter_map(|range| {
            let words = &text[range.clone()];
            let skip = mark(words);
            let rest = &words[skip..];
            let stop = rest.find(['。', '；', '：']).unwrap_or(rest.len());
            let lead = range.start + skip..range.start + skip + stop;
            (rest.chars().count() >= 8).then_some(Problem { range, lead })
        })
        .collect()
}

/// Bytes of 一是, （一）, 1. before the words of an item.
fn mark(text: &str) -> usize {
    const MARKS: &str = "（）()一二三四五六七八九十、.．0123456789是第其，①②③④⑤⑥⑦⑧⑨";
    let end = text
        .char_indices()
        .find(|(_, character)| !MARKS.contains(*character))
        .map_or(0, |(at, _)| at);
    // More than a number is no mark.
    if end <= 18 { end } else { 0 }
}

/// How much of an old problem a new one tells again, 0 to 1.
fn told_again(old: &[Gram], new: &[Gram], rarity: &Rarity) -> f64 {
    // A problem of a few common words is told again by chance.
    rarity.shared(old, new) / rarity.shared(old, old).max(LEAST)
}

/// Under this weight a problem has too few marks to be known again.
const LEAST: f64 = 8.0;
