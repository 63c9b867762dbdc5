//! The workbook as office programs read it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::super::{Batch, Ledger, Pairs, sample};
use super::*;
use crate::output::report::Verdict;
use crate::ruleset::{Lang, Severity};

fn bytes(batch: &Batch, ledger: &Ledger) -> Vec<u8> {
    let mut bytes = Vec::new();
    workbook(batch, ledger, Path::new("审核表.xlsx"), &mut bytes).unwrap();
    bytes
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap()
}

/// A column's cells under the header of that name.
fn column(range: &Range<Data>, title: &str) -> Vec<Data> {
    let header = range.rows().next().unwrap();
    let place = header.iter().position(|cell| *cell == *title);
    let place = place.unwrap_or_else(|| panic!("{title}: {header:?}"));
    range.rows().skip(1).map(|row| row[place].clone()).collect()
}

fn all_text(range: &Range<Data>) -> String {
    let cells = range.used_cells();
    cells.map(|(.., cell)| format!("{cell}\n")).collect()
}

#[test]
fn has_a_row_a_report_and_one_a_file_that_could_not_be_read() {
    let (batch, ledger) = (sample::batch(), sample::ledger());
    let mut book = open(bytes(&batch, &ledger));
    let names = ["总表", "汇总", "问题", "承诺", "雷同", "名单", "单位"];
    assert_eq!(book.sheet_names(), names);
    let table = sheet(&mut book, "总表");
    let files = column(&table, "文件");
    assert_eq!(files.len(), 5);
    assert_eq!(files[0], *"收到/城关镇.zip/东街村.docx");
    assert_eq!(files[4], *"收到/断了.docx");
    let outcomes = column(&table, "结论");
    assert_eq!(
        (&outcomes[0], &outcomes[4]),
        (&Data::from("责令重写"), &Data::from("未能检查"))
    );
    assert_eq!(column(&table, "主要原因")[4], *"文件已损坏");
    assert_eq!(
        column(&table, "迟到天数（不满一天算一天）")[0],
        Data::Float(3.0)
    );
    assert_eq!(column(&table, "是否按时")[0], *"迟交 3 天");
    assert_eq!(column(&table, "自查分")[0], Data::Float(41.5));
    assert_eq!(column(&table, "最高雷同")[0], Data::Float(0.4));
    let first = ledger.record(ledger.reading_order()[0]).unwrap().report;
    let warnings = first
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
        .map(|diagnostic| 1 + diagnostic.repeats)
        .sum::<usize>();
    // Linked, and still a number.
    assert_eq!(column(&table, "警告")[0], Data::Float(warnings as f64));
}

#[test]
fn has_a_row_a_finding_a_pledge_a_passage_and_a_person() {
    let (batch, ledger) = (sample::batch(), sample::ledger());
    let mut book = open(bytes(&batch, &ledger));
    let records: Vec<_> = ledger.records().map(|record| record.unwrap()).collect();
    let all = |count: &dyn Fn(&crate::output::report::FileReport) -> usize| -> usize {
        records.iter().map(|record| count(&record.report)).sum()
    };
    let findings = sheet(&mut book, "问题");
    assert_eq!(
        findings.height(),
        1 + all(&|report| report.diagnostics.len())
    );
    assert!(all(&|report| report.diagnostics.len()) > 10);
    assert_eq!(column(&findings, "级别")[0], *"错误");
    let passages = column(&findings, "原文");
    assert!(
        passages
            .iter()
            .any(|passage| *passage == *"个别村党支部组织生活质量不高"),
        "{passages:?}"
    );
    let pledges = sheet(&mut book, "承诺");
    assert_eq!(pledges.height(), 1 + all(&|report| report.pledges.len()));
    assert!(pledges.height() > 1);
    let similar = sheet(&mut book, "雷同");
    assert_eq!(column(&similar, "群组"), [Data::Float(1.0)]);
    assert_eq!(
        column(&similar, "乙：原文")[0],
        *"全镇二十九个村的党员活动室都装上了取暖设备。"
    );
    assert_eq!(column(&similar, "乙：作者")[0], *"城关镇东街村 钱二");
    let roster = sheet(&mut book, "名单");
    assert_eq!(
        column(&roster, "状态")[..3],
        ["已交", "重复", "缺交"].map(Data::from)
    );
    let text = all_text(&roster);
    for part in [
        "名单上找不到作者的文件",
        "赵一（甲村）、赵一（乙村）",
        "不符合",
        "没有用到的列",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let figures = all_text(&sheet(&mut book, "汇总"));
    for part in [
        "2026-12-10（会前 10 天）",
        "临时文件：2 个",
        "2027 年的节假日没有数据",
        "不是人",
    ] {
        assert!(figures.contains(part), "{part}: {figures}");
    }
}

#[test]
fn what_wants_to_be_a_formula_is_text() {
    let (mut batch, ledger) = (sample::batch(), sample::ledger());
    for (place, start) in ["=", "+", "-", "@"].iter().enumerate() {
        batch.errors.push(crate::output::report::FileError {
            path: format!("{start}1+1 {place}"),
            message: format!("{start}cmd|' /C calc'!A0"),
        });
    }
    let mut book = open(bytes(&batch, &ledger));
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "{name}");
    }
    let table = sheet(&mut book, "总表");
    let titles = column(&table, "报告标题");
    assert!(
        titles.contains(&"</td><script>'\"&=cmd|' /C calc'!A0".into()),
        "{titles:?}"
    );
    assert!(column(&table, "文件").contains(&"=1+1 0".into()));
    assert!(!all_text(&table).contains('\u{1b}'));
}

#[test]
fn says_why_a_sheet_is_empty() {
    let batch = Batch {
        roster: None,
        compared: false,
        pairs: Pairs::new().unwrap(),
        clusters: Vec::new(),
        ..sample::batch()
    };
    let mut ledger = Ledger::new().unwrap();
    let mut record = sample::records().swap_remove(0);
    record.report.pledges.clear();
    ledger.add(&record.written().unwrap()).unwrap();
    let mut book = open(bytes(&batch, &ledger));
    for (name, why) in [
        ("雷同", "没有把报告互相比较"),
        ("名单", "没有给出名单"),
        ("承诺", "没有上年度的报告"),
    ] {
        let text = all_text(&sheet(&mut book, name));
        assert!(text.contains(why), "{name}: {text}");
    }
    let mut book = open(bytes(
        &Batch {
            lang: Lang::En,
            ..batch
        },
        &Ledger::new().unwrap(),
    ));
    let table = sheet(&mut book, "Overview");
    assert_eq!(column(&table, "Outcome"), [Data::from("not checked")]);
}

#[test]
fn the_same_results_make_the_same_bytes() {
    let (batch, ledger) = (sample::batch(), sample::ledger());
    assert!(bytes(&batch, &ledger) == bytes(&batch, &ledger));
}

#[test]
fn words_of_a_scheme_steer_no_formula() {
    let mut ledger = Ledger::new().unwrap();
    let mut record = sample::records().swap_remove(0);
    record.report.rubric.outcome = Verdict::Revise;
    record.report.rubric.outcome_text = "=改\",1)+\u{1}HYPERLINK(\"x".into();
    ledger.add(&record.written().unwrap()).unwrap();
    let bytes = bytes(&sample::batch(), &ledger);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    let mut entry = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    io::Read::read_to_string(&mut entry, &mut xml).unwrap();
    let rule = "<formula>$F2=\"=改\"\",1)+ HYPERLINK(\"\"x\"</formula>";
    assert!(
        xml.contains(rule),
        "{}",
        &xml[xml.find("</sheetData>").unwrap()..]
    );
}
