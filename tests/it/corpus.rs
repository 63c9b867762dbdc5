//! The annotated corpus: its format holds, and roles are told at least this well.

use shuzhi::corpus::{Entry, Floors, UNTOUCHED, agreement, blind, find, parse, read, untouched};
use shuzhi::ruleset::Rules;

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
    let rules = Rules::built_in();
    for entry in read(&project("corpus")).unwrap_or_else(|error| panic!("{error}")) {
        let (name, annotated) = (&entry.name, &entry.annotated);
        let head = &annotated.head;
        for code in head.expect.iter().chain(&head.borderline).chain(&head.near) {
            assert!(rules.check(code).is_some(), "{name}: {code}");
        }
        for code in &head.near {
            let both = head.expect.contains(code) || head.borderline.contains(code);
            assert!(!both, "{name}: {code} is near and more");
        }
        holds_passages(&entry);
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

/// Every guard that is expected points at words of the text, pledges are told in last year's words and their answers in
/// this year's.
fn holds_passages(entry: &Entry) {
    let name = &entry.name;
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let head = &entry.annotated.head;
    let text = plain(&entry.annotated.document.source);
    if !entry.last_year {
        for code in head.expect.iter().filter(|code| code.starts_with("GRD")) {
            assert!(
                head.passages.contains_key(code),
                "{name}: no passage of {code}"
            );
        }
    }
    for (code, quotes) in &head.passages {
        for quote in quotes {
            assert!(text.contains(&plain(quote)), "{name}: {code}: {quote}");
        }
    }
    let last = entry
        .previous
        .as_ref()
        .map(|last| plain(&last.document.source));
    for pledge in &head.pledge {
        let last = last.as_ref().expect("last year's file");
        assert!(
            last.contains(&plain(&pledge.text)),
            "{name}: {}",
            pledge.text
        );
        assert!(
            text.contains(&plain(&pledge.evidence)),
            "{name}: {}",
            pledge.evidence
        );
        assert_eq!(
            pledge.status == "missing",
            pledge.evidence.is_empty(),
            "{name}: {}",
            pledge.text
        );
    }
}

/// What a corpus must have to measure the guards by: enough that violate each, and enough that only seem to.
#[test]
fn every_guard_has_reports_for_and_against() {
    let entries = read(&project("corpus")).expect("the corpus");
    let reports: Vec<&Entry> = entries.iter().filter(|entry| !entry.last_year).collect();
    let rules = Rules::built_in();
    let count =
        |wanted: &dyn Fn(&Entry) -> bool| reports.iter().filter(|entry| wanted(entry)).count();
    for code in rules.codes().filter(|code| code.starts_with("GRD")) {
        let expects = |entry: &Entry| entry.annotated.head.expect.iter().any(|one| one == code);
        let near = |entry: &Entry| entry.annotated.head.near.iter().any(|one| one == code);
        assert!(count(&expects) >= 8, "{code}");
        assert!(
            count(&|entry| entry.part == UNTOUCHED && expects(entry)) >= 4,
            "{code}"
        );
        assert!(count(&near) >= 12, "{code}");
    }
    let all = reports.len();
    assert!(all >= 120);
    assert!(count(&|entry| entry.part == UNTOUCHED) >= 40);
    assert!(count(&|entry| entry.annotated.head.expect.is_empty()) * 5 >= all * 2);
    assert!(count(&|entry| entry.annotated.head.script == "traditional") * 8 >= all);
    assert!(count(&|entry| entry.annotated.head.previous.is_some()) >= 30);
    assert!(
        agreement(&project("corpus"))
            .expect("second annotations")
            .reports
            >= 24
    );
}

/// The committed model is the one whose figures are recorded, and it reaches them.
#[test]
fn the_recorded_figures_are_reached() {
    let recorded = std::fs::read_to_string(project("rules/model/figures.json")).expect("figures");
    let recorded: Floors = serde_json::from_str(&recorded).expect("figures");
    let now = Floors::of(&untouched(&project("corpus")).expect("the corpus"));
    assert_eq!(recorded.worse(&now), Vec::<String>::new());
}

/// A report made blind has the same text, no labels and no codes.
#[test]
fn a_blind_report_keeps_its_text() {
    let path = find(&project("corpus"), "c-03-town-copied.txt").expect("a report");
    let content = std::fs::read_to_string(path).expect("a file");
    let told = blind("c-03", &content).expect("a report");
    assert!(!told.contains("[成]") && !told.contains("GRD105") && told.contains("[？] "));
    let labelled = told.replace("[？]", "[他]");
    let (first, second) = (
        parse("c-03", &content).unwrap(),
        parse("blind", &labelled).unwrap(),
    );
    assert_eq!(first.document.source, second.document.source);
}
