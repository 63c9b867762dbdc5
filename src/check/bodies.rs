//! TRM006: the reporter's own leading body under two names.

use std::ops::Range;

use super::passage::{clause, quote, sentence_at};
use super::terms::{excepted, triggered};
use super::{Context, Finding, Sink};
use crate::ruleset::{Body, Term};

/// Words of a clause that make the body behind them another one's.
const OTHERS: [&str; 18] = [
    "指导",
    "督促",
    "列席",
    "约谈",
    "参加",
    "协助",
    "要求",
    "推动",
    "上级",
    "下级",
    "所属",
    "下属",
    "基层",
    "乡镇",
    "镇党委",
    "乡党委",
    "县委",
    "机关党委",
];

/// Tells when what only one's own body does is told of two bodies.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let text = context.draft.text.as_str();
    let mut bodies: Vec<(&Body, Vec<Range<usize>>)> = Vec::new();
    let named = triggered(context, |term| match term {
        Term::Body(body) => Some(body),
        _ => None,
    });
    for (body, mut ranges) in named {
        ranges.retain(|range| !excepted(text, range, &body.except) && !is_anothers(context, range));
        if !ranges.is_empty() {
            bodies.push((body, ranges));
        }
    }
    if bodies.len() < 2 {
        return;
    }
    // The name that is used less is more likely the slip.
    bodies.sort_by_key(|(_, ranges)| std::cmp::Reverse(ranges.len()));
    let names: Vec<&str> = bodies.iter().map(|(body, _)| body.name.as_str()).collect();
    let Some((_, ranges)) = bodies.last() else {
        return;
    };
    let Some(range) = ranges.first() else { return };
    let mut finding = Finding::new("TRM006", "mixed")
        .arg("names", names.join("、"))
        .at(range.clone())
        .confidence(0.7);
    for (_, others) in bodies.iter().rev().skip(1) {
        if let Some(other) = others.first() {
            let words = quote(context.draft, other.clone());
            finding = finding.related(
                &format!("这里是“{words}”"),
                &format!("here it is {words}"),
                Some(other.clone()),
            );
        }
    }
    sink.put(finding);
}

/// Whether the clause speaks of another body before it comes to the passage.
fn is_anothers(context: &Context<'_>, range: &Range<usize>) -> bool {
    let (within, _) = sentence_at(context.draft, range.start);
    let near = clause(context.draft.text.as_str(), &within, range);
    let before = context.draft.folded(near.start..range.start);
    OTHERS.iter().any(|word| before.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::run;

    #[test]
    fn two_own_bodies() {
        let text = "2023年度述职报告\n全年召开党组会12次，主持党委会研究党建工作4次，作为党组书记，我带头讲党课。";
        let found = told(text, Some(2023), run);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "TRM006");
        assert_eq!(found[0].2, "党组、党委");
    }

    #[test]
    fn others_bodies_are_no_mixture() {
        let text = "2023年度述职报告\n全年召开党组会12次，作为党组书记，我向县委、机关党委报告工作，指导乡镇党委召开党委会。";
        assert!(told(text, Some(2023), run).is_empty());
    }
}
