//! GRD107: last year's problem told again, and nothing said of what was done about it.

use std::ops::Range;

use super::evidence::in_passing;
use super::{Context, Finding, Sink};
use crate::pledge::{Finder, Gram, MOST, Rarity, best_answer, grams, is_substituted, items};
use crate::ruleset::Cue;
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
    let now = problems(context.draft);
    if before.len().max(now.len()) > MOST {
        sink.not_judged(
            "GRD107",
            "问题太多，无法逐条比对",
            "too many problems to hold side by side",
        );
        return;
    }
    let limit = context.threshold("GRD107", "overlap");
    let least = context.threshold("GRD107", "least");
    let strictness = context.threshold("GRD107", "strictness");
    let still = context.threshold("GRD107", "still");
    let mut finder: Option<Finder<'_>> = None;
    let mut rarity = Rarity::default();
    for draft in [context.draft, previous] {
        for sentence in &draft.sentences {
            rarity.add(&grams(draft.folded(sentence.range.clone())));
        }
    }
    let marks: Vec<Marks> = before
        .iter()
        .map(|old| Marks::of(previous, &old.range, &rarity))
        .collect();
    for problem in now {
        if in_passing(context.draft, &problem.range) {
            continue;
        }
        if owned_up(context.draft, &problem.range) {
            sink.put(finding(context, "again", &problem).confidence(0.75));
            continue;
        }
        let new = Marks::of(context.draft, &problem.range, &rarity);
        let likest = before
            .iter()
            .zip(&marks)
            .map(|(old, marks)| (old, marks, marks.likeness(&new, &rarity)))
            .max_by(|one, other| one.2.total_cmp(&other.2));
        let Some((old, told, likeness)) = likest else {
            continue;
        };
        let overlap = if says_still(context.draft, &opening(context.draft, &problem.range)) {
            likeness + still
        } else {
            likeness
        };
        if overlap < least {
            continue;
        }
        let finder = finder.get_or_insert_with(|| Finder::new(previous, context.draft));
        // The plainer a problem is told again, the plainer must be told what was done about it.
        if best_answer(finder, &old.range) > ANSWERED + strictness * (overlap - limit) {
            continue;
        }
        // Two problems that share a manner of speaking and not what they open with may be two.
        let opening = |draft: &Draft<'_>, lead: &Range<usize>, other: &Marks| {
            let own = Marks::of(draft, &first_clause(draft, lead), &rarity);
            rarity.shared(&own.grams, &other.grams) / own.mass
        };
        let told = opening(context.draft, &problem.lead, told);
        let again = opening(previous, &old.lead, &new);
        // 基层调研少, 企业调研少.
        let before: Vec<char> = previous
            .folded(first_clause(previous, &old.lead))
            .chars()
            .collect();
        let now = context
            .draft
            .folded(first_clause(context.draft, &problem.lead));
        let another = is_substituted(&before, now, &new.grams);
        // Whoever wrote both reports must see what is held against what.
        let before = words(previous, &old.lead);
        sink.put(
            finding(context, "same", &problem)
                .confidence(0.5 + overlap / 2.0)
                .thin(another || told + again < 2.0 * ALIKE)
                .related(
                    &format!("上年写的是“{before}”"),
                    &format!("last year it was “{before}”"),
                    None,
                ),
        );
    }
}

fn finding(context: &Context<'_>, message: &'static str, problem: &Problem) -> Finding {
    Finding::new("GRD107", message)
        .arg("problem", words(context.draft, &problem.lead))
        .at(problem.range.clone())
}

/// The author's own words of the sentence that names a problem.
fn words(draft: &Draft<'_>, lead: &Range<usize>) -> String {
    let words = draft.own(lead.clone()).trim();
    words.trim_end_matches(['。', '；', '，']).to_owned()
}

/// Words by which a report itself says that a problem is still what it was.
const STILL: [&str; 11] = [
    "仍",
    "依然",
    "依旧",
    "照旧",
    "还是",
    "还在",
    "老样子",
    "老毛病",
    "旧疾",
    "没有根本",
    "未根除",
];

/// The first sentence of a problem, which says what it is.
fn opening(draft: &Draft<'_>, range: &Range<usize>) -> Range<usize> {
    let text = draft.folded(range.clone());
    let stop = text.find('。').unwrap_or(text.len());
    range.start..range.start + stop
}

/// What a problem opens with.
fn first_clause(draft: &Draft<'_>, lead: &Range<usize>) -> Range<usize> {
    let text = draft.folded(lead.clone());
    lead.start..lead.start + text.find('，').unwrap_or(text.len())
}

/// Whether a stretch says of anything that it is still as it was.
fn says_still(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.folded(range.clone());
    STILL.iter().any(|still| text.contains(still))
}

/// 这一条去年述职时我就检讨过，一年下来仍没有根本扭转: the report itself says that the problem is last year's.
fn owned_up(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    draft.sentences.iter().any(|sentence| {
        let inside = range.start <= sentence.range.start && sentence.range.end <= range.end;
        let cues = sentence.cues;
        inside
            && cues.has(Cue::LastYear)
            && cues.has(Cue::Said)
            && says_still(draft, &sentence.range)
    })
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

/// What a problem is about, and how much its marks weigh.
struct Marks {
    grams: Vec<Gram>,
    mass: f64,
}

impl Marks {
    fn of(draft: &Draft<'_>, range: &Range<usize>, rarity: &Rarity) -> Marks {
        let grams = grams(draft.folded(range.clone()));
        // A problem of a few common words is told again by chance.
        let mass = rarity.shared(&grams, &grams).max(LEAST);
        Marks { grams, mass }
    }

    /// How alike two problems are, 0 to 1: the cosine of their marks. A long one shares some with any other, so what both
    /// share is held against the marks of both.
    fn likeness(&self, other: &Marks, rarity: &Rarity) -> f64 {
        rarity.shared(&self.grams, &other.grams) / (self.mass * other.mass).sqrt()
    }
}

/// From this score on a piece answers a problem that is as alike as the rule's `overlap`.
const ANSWERED: f64 = 1.5;

/// Under this share of what two problems open with, in the other one, they may be two.
const ALIKE: f64 = 0.2;

/// Under this weight a problem has too few marks to be known again.
const LEAST: f64 = 8.0;
