//! What a desk says of reports that came late and of those that did not come.

use super::*;

fn desk<'a>(given: &'a Given, rules: &'a Rules, choice: &'a Choice) -> Desk<'a> {
    Desk {
        profile: &given.profile,
        rules,
        choice,
        lang: Lang::Zh,
        due: given.due(),
    }
}

#[test]
fn late_reports_weigh_what_the_demand_and_the_time_weigh() {
    use HandedInBy::{Document, File, Roster};
    use Severity::{Error, Info, Warning};
    let (rules, choice) = (Rules::built_in(), Choice::default());
    let cases = [
        ("naiman-2017", "", Roster, Error, Strength::Hard),
        ("naiman-2017", "", Document, Warning, Strength::Hard),
        ("naiman-2017", "", File, Warning, Strength::Hard),
        ("xiaogan", "", Roster, Warning, Strength::Soft),
        ("xiaogan", "", File, Info, Strength::Soft),
        // 审核人自己定的截止时间是硬性的，有没有通知都一样
        ("xiaogan", "2026-12-10", Roster, Error, Strength::Hard),
        ("default", "2026-12-10", Roster, Error, Strength::Hard),
        ("default", "2026-12-10", Document, Warning, Strength::Hard),
    ];
    for (id, deadline, by, severity, strength) in cases {
        let given = Given::new(id).meeting("2026-12-20").deadline(deadline);
        let desk = desk(&given, &rules, &choice);
        let at = moment("2026-12-18 09:12");
        let receipt = desk.receive(Some(HandedIn { at, by }));
        let diagnostic = receipt.diagnostic.unwrap();
        assert_eq!(diagnostic.code, "DDL001");
        assert_eq!(
            (diagnostic.severity, diagnostic.demand.strength),
            (severity, strength),
            "{id} {by:?}"
        );
    }
}

#[test]
fn what_is_said_of_a_late_report() {
    let (rules, choice) = (Rules::built_in(), Choice::default());
    let given = Given::new("xiaogan").meeting("2026-12-20");
    let said = |by, at: &str| {
        let at = moment(at);
        let receipt = desk(&given, &rules, &choice).receive(Some(HandedIn { at, by }));
        receipt.diagnostic.map(|one| (one.message, one.help))
    };
    let (message, _) = said(HandedInBy::Roster, "2026-12-13 09:12").unwrap();
    assert_eq!(
        message,
        "迟了 3 天：12 月 10 日 24 时截止，名单上的提交时间是 12 月 13 日 09:12。"
    );
    let (message, help) = said(HandedInBy::File, "2027-01-02").unwrap();
    assert_eq!(
        message,
        "可能迟了 23 天：2026 年 12 月 10 日 24 时截止，文件时间是 2027 年 1 月 2 日，名单上和文件内都没有时间。"
    );
    assert!(help.contains("复制"), "{help}");
    let (message, _) = said(HandedInBy::Document, "2026-12-11 08:00").unwrap();
    assert!(
        message.contains("文件内记的最后保存时间是 12 月 11 日 08:00"),
        "{message}"
    );
    assert_eq!(said(HandedInBy::Roster, "2026-12-10 23:59"), None);
    let english = Desk {
        lang: Lang::En,
        ..desk(&given, &rules, &choice)
    };
    let late = english
        .receive(Some(roster("2026-12-11 09:12")))
        .diagnostic
        .unwrap();
    assert_eq!(
        late.message,
        "1 day late: due by the end of 2026-12-10, handed in 2026-12-11 09:12 by the roster."
    );
    assert_eq!(late.demand.text, "about 10 days before the meeting");
}

#[test]
fn who_has_handed_in_nothing() {
    let (rules, choice) = (Rules::built_in(), Choice::default());
    let cases = [
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-18 09:00",
            Severity::Error,
            "12 月 15 日 24 时截止，已过 2 天",
        ),
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-16 01:30",
            Severity::Error,
            "已过 1 小时 30 分钟",
        ),
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-15 22:00",
            Severity::Info,
            "还有 2 小时",
        ),
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-01 09:00",
            Severity::Info,
            "还有 14 天",
        ),
        (
            Given::new("xiaogan").meeting("2026-12-20"),
            "2026-12-18 09:00",
            Severity::Warning,
            "已过 7 天",
        ),
        (
            Given::new("naiman-2017"),
            "2026-12-18 09:00",
            Severity::Error,
            "没有找到对应的报告。",
        ),
        (
            Given::new("default"),
            "2026-12-18 09:00",
            Severity::Warning,
            "没有找到对应的报告。",
        ),
    ];
    for (given, now, severity, part) in cases {
        let missing = desk(&given, &rules, &choice)
            .missing("桥头村 陈守田", moment(now))
            .unwrap();
        assert_eq!(
            (missing.code.as_str(), missing.severity),
            ("DDL002", severity),
            "{now}"
        );
        assert!(
            missing.message.contains("“桥头村 陈守田”"),
            "{}",
            missing.message
        );
        assert!(
            missing.message.contains(part),
            "{part}: {}",
            missing.message
        );
    }
}

#[test]
fn unwanted_codes_are_silent_and_unknown_times_are_told() {
    let rules = Rules::built_in();
    let given = Given::new("naiman-2017").meeting("2026-12-20");
    let ignore = Choice {
        ignore: vec!["DDL".to_owned()],
        ..Choice::default()
    };
    let silent = desk(&given, &rules, &ignore);
    let receipt = silent.receive(Some(roster("2026-12-18")));
    assert!(receipt.diagnostic.is_none() && receipt.timing.is_some_and(|timing| timing.late));
    assert!(silent.missing("某人", moment("2026-12-18")).is_none());
    assert!(silent.receive(None).not_judged.is_none());
    let choice = Choice::default();
    let told = desk(&given, &rules, &choice)
        .receive(None)
        .not_judged
        .unwrap();
    assert_eq!(told.code, "DDL001");
    let none = Given::new("default");
    let none = desk(&none, &rules, &choice);
    assert!(none.receive(None).not_judged.is_none());
    assert!(
        none.notes()[0].contains("方案没有规定上报时间"),
        "{:?}",
        none.notes()
    );
}

#[test]
fn a_receipt_stands_beside_score_and_outcome() {
    let choice = Choice {
        select: vec!["DDL".to_owned(), "LEN".to_owned()],
        ..Choice::default()
    };
    let checker = Checker::new(Settings {
        profile: Some("naiman-2017".to_owned()),
        choice: choice.clone(),
        ..Settings::default()
    })
    .unwrap();
    let document = crate::read::from_bytes(
        "# 述职报告\n\n我走访党员三十一户。\n".as_bytes(),
        Some("a.md"),
    )
    .unwrap();
    let checked = checker.check(&document, None);
    let mut record = crate::output::batch::Record::of(checked);
    let asked: Vec<&str> = record
        .report
        .not_judged
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(
        asked, CODES,
        "asked for by name, a single check says that only an audit can"
    );
    let (total, outcome) = (record.report.rubric.total, record.report.rubric.outcome);
    let given = Given::new("naiman-2017").meeting("2026-12-20");
    let receipt = desk(&given, checker.rules(), &choice).receive(Some(roster("2026-12-18")));
    let timing = receipt.enter(&mut record).unwrap();
    assert!(timing.late);
    let report = &record.report;
    assert_eq!(report.diagnostics[0].code, "DDL001");
    assert_eq!(report.diagnostics.len(), record.quotes.len());
    assert!(report.not_judged.is_empty());
    assert_eq!(
        (report.rubric.total, report.rubric.outcome),
        (total, outcome)
    );
    let quiet = Checker::new(Settings::default())
        .unwrap()
        .check(&document, None);
    assert!(
        quiet
            .report
            .not_judged
            .iter()
            .all(|one| !one.code.starts_with("DDL"))
    );
}
