//! Reports that share text: found among many, verified, shown.

use shuzhi::audit::similar::{Batch, Comparer, Identity, Index, Pair, Sketch, clusters};
use shuzhi::corpus;
use shuzhi::document::Document;
use shuzhi::read;
use shuzhi::ruleset::Rules;

use crate::support::project;

#[path = "../bench/reports.rs"]
mod reports;
use reports::Report;

fn comparer() -> Comparer {
    Comparer::new(&Rules::built_in())
}

fn markdown(text: &str) -> Document {
    read::from_bytes(text.as_bytes(), Some("报告.md")).expect("a report")
}

fn document(report: &Report) -> Document {
    markdown(&report.markdown())
}

/// What is told of reports of the training corpus that nobody copied.
#[test]
fn unrelated_reports_are_no_pairs() {
    let comparer = comparer();
    let entries = corpus::read(&project("corpus/train")).expect("the corpus");
    let documents: Vec<&Document> = entries.iter().map(|entry| &entry.annotated.document).collect();
    let compared: Vec<_> = documents
        .iter()
        .map(|document| comparer.compared(document))
        .collect();
    let identities: Vec<Identity> = compared
        .iter()
        .map(|compared| comparer.identity(compared))
        .collect();
    let mut false_pairs = Vec::new();
    for (at, one) in compared.iter().enumerate() {
        for (to, other) in compared.iter().enumerate().skip(at + 1) {
            let pair = comparer.compare((one, &identities[at]), (other, &identities[to]));
            let stem = |place: usize| entries[place].name.trim_end_matches(".last").to_owned();
            if comparer.is_finding(&pair) && stem(at) != stem(to) {
                let text = &pair.passages.iter().max_by_key(|passage| passage.words);
                let text = text.map(|passage| &one.document().source[passage.a.source.clone()]);
                false_pairs.push(format!(
                    "{} {}: {:.2} {:.2} {} {text:?}",
                    entries[at].name, entries[to].name, pair.share_a, pair.share_b, pair.longest
                ));
            }
        }
    }
    assert!(false_pairs.is_empty(), "{}", false_pairs.join("\n"));
}
