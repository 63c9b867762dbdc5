//! The table of checks and the rule files belong together.

use std::collections::BTreeSet;

use shuzhi::audit::deadline;
use shuzhi::check::CHECKS;
use shuzhi::ruleset::{Cue, Hits, Rules};
use shuzhi::structure::Model;

use crate::support::project;

#[test]
fn every_code_has_its_file_and_every_file_its_check() {
    let rules = Rules::built_in();
    let told: BTreeSet<&str> = CHECKS
        .iter()
        .flat_map(|check| check.codes)
        .chain(&deadline::CODES)
        .copied()
        .collect();
    let written: BTreeSet<&str> = rules.codes().collect();
    assert_eq!(told, written);
    let mut names = BTreeSet::new();
    for code in written {
        let rule = rules
            .check(code)
            .unwrap_or_else(|| panic!("{code}: the file does not parse"));
        assert_eq!(rule.code, code);
        assert!(
            names.insert(rule.name.clone()),
            "{code}: the name {} is taken",
            rule.name
        );
        for text in [&rule.title, &rule.sees, &rule.why, &rule.advice] {
            assert!(
                !text.zh.is_empty() && !text.en.is_empty(),
                "{code}: a text is missing in one language"
            );
        }
        assert!(!rule.message.is_empty(), "{code}: no message");
    }
}

#[test]
fn lexicon_files_and_cues_are_the_same() {
    let mut files: Vec<String> = std::fs::read_dir(project("rules/lexicon"))
        .expect("the lexicon")
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    files.sort();
    let cues: Vec<&str> = Cue::ALL.iter().map(|cue| cue.name()).collect();
    assert_eq!(Rules::cues(), cues, "compiled in another order");
    assert_eq!(
        files, cues,
        "a cue's place is its bit, so the order counts too"
    );
}

#[test]
fn a_cue_is_found_where_its_word_stands() {
    let rules = Rules::built_in();
    let hits = Hits::find("我怕得罪人，督促不够。", &rules);
    assert!(hits.has(0..33, Cue::Writer));
    assert!(hits.has(0..33, Cue::Deficiency));
    assert!(!hits.has(0..33, Cue::Closing));
}

#[test]
fn every_term_parses_and_its_pattern_compiles() {
    let rules = Rules::built_in();
    let count = rules.terms().inspect(|term| {
        if let shuzhi::ruleset::Term::Entry(entry) = term
            && let Some(pattern) = &entry.pattern
        {
            regex::Regex::new(pattern).unwrap_or_else(|error| panic!("{}: {error}", entry.id));
        }
    });
    let parsed = count.count();
    let written: usize = std::fs::read_dir(project("rules/terms"))
        .expect("the terms")
        .map(|entry| {
            let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a file");
            text.lines()
                .filter(|line| line.trim_end().starts_with("[["))
                .count()
        })
        .sum();
    assert_eq!(parsed, written, "a table of rules/terms does not parse");
}

#[test]
fn the_model_parses() {
    Model::parse(Rules::built_in().model()).expect("rules/model/roles.tsv");
}
