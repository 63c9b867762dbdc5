//! The annotated corpus: its format holds, and roles are told at least this well.

use shuzhi::corpus::{evaluate, load};

use crate::support::project;

#[test]
fn every_report_keeps_the_format() {
    let kinds = [
        "village",
        "community",
        "town",
        "subdistrict",
        "bureau",
        "school",
        "college",
        "hospital",
        "court",
        "firm",
        "bank",
        "farm",
        "private",
    ];
    for entry in std::fs::read_dir(project("corpus/reports")).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let annotated = load(&path).unwrap_or_else(|error| panic!("{error}"));
        let name = path.display();
        assert!(
            kinds.contains(&annotated.head.kind.as_str()),
            "{name}: kind {}",
            annotated.head.kind
        );
        assert!(
            ["headed", "slogan", "joint", "flat"].contains(&annotated.head.structure.as_str()),
            "{name}"
        );
        assert!((2010..2030).contains(&annotated.head.year), "{name}");
        for pledge in &annotated.head.pledge {
            assert!(
                ["answered", "partial", "missing"].contains(&pledge.status.as_str()),
                "{name}: {}",
                pledge.text
            );
        }
    }
}

/// Floors below what is measured, so that a change that makes the roles worse is seen; `shuzhi corpus eval corpus`
/// prints the figures themselves.
#[test]
fn roles_are_told_well() {
    let evaluation = evaluate(&project("corpus")).expect("the corpus");
    for (structure, floor) in [
        ("all", 0.91),
        ("headed", 0.95),
        ("joint", 0.88),
        ("slogan", 0.92),
        ("flat", 0.80),
    ] {
        let accuracy = evaluation.accuracy_of(structure);
        assert!(accuracy >= floor, "{structure}: {accuracy:.3} < {floor}");
    }
    assert!(
        evaluation.median_share_error() <= 1.5,
        "{}",
        evaluation.median_share_error()
    );
}
