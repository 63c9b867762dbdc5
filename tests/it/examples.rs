//! Every example of every rule file runs: the bad ones fire, the good ones do not.

use jiff::civil::{Date, date};
use shuzhi::audit::Typed;
use shuzhi::audit::deadline::{Desk, Due, HandedIn, HandedInBy, Terms};
use shuzhi::check::Choice;
use shuzhi::checker::{Checker, Settings};
use shuzhi::corpus::{self, Annotated};
use shuzhi::document::Document;
use shuzhi::profile;
use shuzhi::read;
use shuzhi::ruleset::{Example, HandIn, HandInBy, Lang, Rules};

use crate::support::{project, word};

fn markdown(text: &str) -> Document {
    read::from_bytes(text.trim_start().as_bytes(), Some("example.md"))
        .expect("an example is Markdown")
}

fn report(file: &str) -> Annotated {
    let path = corpus::find(&project("corpus"), file).expect("a report of the corpus");
    corpus::load(&path).expect("an annotated report")
}

/// The codes that a delivery raises, as an audit judges it.
fn received(example: &Example, hand_in: &HandIn) -> Vec<String> {
    let rules = Rules::built_in();
    let profile = example.profile.as_deref().unwrap_or("default");
    let profile = profile::load(&rules, profile).expect("a known profile");
    let read = |text: &Option<String>, today: Date| {
        let typed = text.as_ref().map(|text| Typed::read(text, today));
        typed.map(|typed| typed.unwrap_or_else(|error| panic!("{error}")))
    };
    let now = read(&hand_in.today, date(2026, 1, 1));
    let now = now.map_or(date(2026, 1, 1).into(), Typed::moment);
    let today = now.date();
    let desk = Desk {
        profile: &profile,
        rules: &rules,
        choice: &Choice::default(),
        lang: Lang::Zh,
        due: Due::new(&Terms {
            profile: &profile,
            meeting: read(&hand_in.meeting, today),
            deadline: read(&hand_in.deadline, today),
            year: example.year,
            working_days: hand_in.working_days,
            holidays: &rules.holidays(),
            today,
        }),
    };
    let diagnostic = match read(&hand_in.at, today) {
        Some(at) => {
            let by = match hand_in.by {
                HandInBy::Roster => HandedInBy::Roster,
                HandInBy::Document => HandedInBy::Document,
                HandInBy::File => HandedInBy::File,
            };
            let at = at.moment();
            desk.receive(Some(HandedIn { at, by })).diagnostic
        }
        None => desk.missing("桥头村 陈守田", now),
    };
    diagnostic.into_iter().map(|one| one.code).collect()
}

/// The codes that an example raises.
fn raised(example: &Example) -> Vec<String> {
    if let Some(hand_in) = &example.hand_in {
        return received(example, hand_in);
    }
    let annotated = example
        .report
        .as_ref()
        .map(|stem| report(&format!("{stem}.txt")));
    let head = annotated.as_ref().map(|annotated| &annotated.head);
    let settings = Settings {
        profile: example
            .profile
            .clone()
            .or(head.map(|head| head.profile.clone())),
        year: example.year.or(head.map(|head| head.year)),
        choice: Choice {
            select: example.word.iter().map(|_| "FMT".to_owned()).collect(),
            ..Choice::default()
        },
        ..Settings::default()
    };
    let checker = Checker::new(settings).expect("a known profile");
    let document = match (&annotated, &example.text) {
        (Some(annotated), _) => annotated.document.clone(),
        (None, Some(text)) => match &example.word {
            Some(setting) => {
                let bytes = word(&markdown(text), setting);
                read::from_bytes(&bytes, None).expect("an example in Word")
            }
            None => markdown(text),
        },
        (None, None) => panic!("an example has a text, a report or a delivery"),
    };
    let previous = example.previous.as_deref().map(markdown).or_else(|| {
        let file = head?.previous.as_ref()?;
        Some(report(file).document)
    });
    let checked = checker.check(&document, previous.as_ref());
    checked
        .report
        .diagnostics
        .into_iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn bad_examples_fire_and_good_ones_do_not() {
    let rules = Rules::built_in();
    let mut wrong = Vec::new();
    let mut count = 0;
    for code in rules.codes() {
        let examples = rules.examples(code);
        assert!(
            examples.bad.len() >= 2 && examples.good.len() >= 2,
            "{code} has fewer than two examples of a kind"
        );
        for (place, example) in examples.bad.iter().enumerate() {
            count += 1;
            let codes = raised(example);
            if !codes.iter().any(|other| other == code) {
                wrong.push(format!(
                    "{code} bad {} does not fire, but {codes:?}",
                    place + 1
                ));
            }
        }
        for (place, example) in examples.good.iter().enumerate() {
            count += 1;
            if raised(example).iter().any(|other| other == code) {
                wrong.push(format!("{code} good {} fires", place + 1));
            }
        }
    }
    assert!(count > 150, "only {count} examples");
    assert!(
        wrong.is_empty(),
        "{} of {count} examples:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
