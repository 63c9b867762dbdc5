//! Pledges of last year held against this year's reports of the corpus.

use shuzhi::checker::{Checker, Settings};
use shuzhi::corpus;
use shuzhi::output::report::PledgeStatus;

use crate::support::project;

fn name(status: PledgeStatus) -> &'static str {
    match status {
        PledgeStatus::Answered => "answered",
        PledgeStatus::Partial => "partial",
        PledgeStatus::Missing => "missing",
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Most tagged pledges are found in last year's file and told rightly.
///
/// `shuzhi corpus eval` tells the exact figures; these floors only catch a fall.
#[test]
fn pledges_of_the_corpus_are_matched() {
    let (mut all, mut found, mut right) = (0, 0, 0);
    for part in ["corpus/train", "corpus/dev"] {
        for entry in corpus::read(&project(part)).unwrap() {
            let (this, Some(last)) = (entry.annotated, entry.previous) else {
                continue;
            };
            let checker = Checker::new(Settings {
                profile: Some(this.head.profile.clone()),
                year: Some(this.head.year),
                ..Settings::default()
            })
            .unwrap();
            let checked = checker.check(&this.document, Some(&last.document));
            for tagged in &this.head.pledge {
                all += 1;
                let opening: String = squeezed(&tagged.text).chars().take(10).collect();
                let pledges = &checked.report.pledges;
                let told = pledges
                    .iter()
                    .find(|pledge| squeezed(&pledge.text).contains(&opening));
                found += usize::from(told.is_some());
                right += usize::from(told.is_some_and(|told| name(told.status) == tagged.status));
            }
        }
    }
    println!("{all} tagged, {found} found, {right} told rightly");
    assert!(found * 100 >= all * 95, "{found} of {all} found");
    assert!(right * 100 >= all * 75, "{right} of {all} told rightly");
}
