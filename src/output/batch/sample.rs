//! An audit that the tests of the formats write: every kind of entry, hostile names among them.

use super::*;
use crate::audit::similar::{ForeignName, Part, Quote, SharedPassage, Similar};
use crate::output::report::{Demand, SourcePosition, SourceRange, Submission, Verdict};
use crate::output::sample::sample_run;
use crate::ruleset::{Severity, Strength};

/// Four reports: faulty, clean, late, and one whose words want to be markup.
pub fn records() -> Vec<Record> {
    let run = sample_run();
    let mut records: Vec<Record> = run.files.into_iter().map(Record::of).collect();
    let mut late = records[0].clone();
    late.report.path = "收到/城关镇.zip/东街村.docx".into();
    late.report.rubric.outcome = Verdict::Rewrite;
    late.report.rubric.outcome_text = "责令重写".into();
    late.report.rubric.total = 41.5;
    late.report.submission = Some(Submission {
        line: Some(4),
        sheet: String::new(),
        unit: "城关镇东街村".into(),
        name: "钱二".into(),
        post: "党支部书记".into(),
        matched: "文件名中的单位".into(),
        handed_in: Some("2026-12-13 09:12".into()),
        time_source: "名单".into(),
        deadline: Some("2026-12-10".into()),
        days_late: Some(3),
        late: Some("3 天".into()),
        replaced_by: None,
    });
    let mut hostile = records[1].clone();
    hostile.report.path = "收到/=1+1<script>alert(1)</script>&\u{1b}[31m.docx".into();
    hostile.report.title = "</td><script>'\"&=cmd|' /C calc'!A0".into();
    hostile.quotes.clear();
    records.extend([late, hostile]);
    records
}

/// The ledger of [`records`].
pub fn ledger() -> Ledger {
    let mut ledger = Ledger::new().unwrap();
    for record in records() {
        ledger.add(&record.written().unwrap()).unwrap();
    }
    ledger
}

/// What the first and the third of [`records`] share.
pub fn similar() -> Similar {
    let records = records();
    let path = |place: usize| records[place].report.path.clone();
    let range = || {
        let place = || SourcePosition {
            line: 7,
            column: 1,
            offset: 300,
        };
        SourceRange {
            start: place(),
            end: place(),
            label: "第二部分第1段".into(),
            paragraph: 7,
        }
    };
    let quote = |text: &str| Quote {
        text: text.into(),
        range: range(),
    };
    let part = |place, share| Part {
        path: path(place),
        share,
    };
    Similar {
        finding: true,
        jaccard: 0.41,
        longest: 128,
        a: part(0, 0.43),
        b: part(2, 0.4),
        passages: vec![SharedPassage {
            words: 128,
            a: quote("全镇三十二个村的党员活动室都装上了取暖设备。"),
            b: quote("全镇二十九个村的党员活动室都装上了取暖设备。"),
        }],
        foreign: vec![ForeignName {
            name: "柳湾镇".into(),
            kept_by: path(2),
            owner: path(0),
            range: range(),
            passage: 0,
        }],
    }
}

/// The one pair among [`records`].
pub fn pairs() -> Pairs {
    let mut pairs = Pairs::new().unwrap();
    let pair = PairEntry {
        more: 2,
        ..PairEntry::of(similar(), false)
    };
    pairs.add(&pair).unwrap();
    pairs
}

/// What holds for them together.
pub fn batch() -> Batch {
    let run = sample_run();
    let records = records();
    let mut summary = Summary::default();
    for record in &records {
        summary.add(&record.report);
    }
    let codes = ["SHR001", "GRD106", "GRD105", "TOP001", "DDL002"];
    let path = |place: usize| records[place].report.path.clone();
    let person = |line, unit: &str, name: &str, files: Vec<String>| PersonEntry {
        line,
        sheet: String::new(),
        unit: unit.into(),
        name: name.into(),
        post: "党支部书记".into(),
        kind: "村（社区）".into(),
        grade: Some("好".into()),
        files,
        missing: None,
    };
    let missing = Diagnostic {
        code: "DDL002".into(),
        name: "missing".into(),
        severity: Severity::Error,
        confidence: 1.0,
        message: "名单上有，没有收到报告".into(),
        help: "请催报。".into(),
        range: None,
        related: Vec::new(),
        repeats: 0,
        demand: Demand {
            profile: "xiaogan".into(),
            text: "会前 10 天上报".into(),
            strength: Strength::Soft,
        },
    };
    Batch {
        tool: run.tool,
        lang: run.lang,
        profiles: vec![records[0].report.profile.clone()],
        titles: codes
            .map(|code| (code.to_owned(), format!("{code} 的名称")))
            .into(),
        folder: "收到/".to_owned(),
        passed_over: vec![SkippedEntry {
            what: "临时文件".into(),
            count: 2,
        }],
        deadline: Some("2026-12-10（会前 10 天）".into()),
        notes: vec!["2027 年的节假日没有数据，按周一至周五计算".into()],
        summary,
        others: Vec::new(),
        roster: Some(RosterReport {
            path: "名单.xlsx".into(),
            people: vec![
                person(3, "柳湾镇", "赵一", vec![path(0)]),
                person(4, "城关镇东街村", "钱二", vec![path(2), path(1)]),
                PersonEntry {
                    missing: Some(missing),
                    ..person(5, "西街村", "孙三", Vec::new())
                },
            ],
            unmatched: vec![path(3)],
            ambiguous: vec![(path(1), "赵一（甲村）、赵一（乙村）".into())],
            notes: vec!["没有用到的列：序号、电话".into()],
            quotas: vec![QuotaEntry {
                text: "“好”3 人，占 100%，应不超过 30%".into(),
                kept: false,
            }],
        }),
        compared: true,
        pairs: pairs(),
        clusters: vec![vec![path(0), path(2), path(3)]],
        errors: vec![FileError {
            path: "收到/断了.docx".into(),
            message: "文件已损坏".into(),
        }],
        unreached: 0,
    }
}
