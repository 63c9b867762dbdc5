//! What slips say and keep to themselves.

use super::super::sample;
use super::*;
use crate::read;

fn text(bytes: &[u8]) -> String {
    let document = read::from_bytes(bytes, None).unwrap();
    let blocks = document.blocks.iter();
    blocks
        .map(|block| format!("{}\n", block.text.as_str()))
        .collect()
}

fn of(place: usize) -> (String, Vec<u8>) {
    let (batch, records) = (sample::batch(), sample::records());
    let record = &records[place];
    let path = &record.report.path;
    let pairs = batch.pairs.pairs().map(Result::unwrap);
    let alike: Vec<_> = pairs
        .filter(|pair| [&pair.similar.a.path, &pair.similar.b.path].contains(&path))
        .collect();
    let bytes = slip(&batch, record, &alike).unwrap();
    (text(&bytes), bytes)
}

#[test]
fn tells_what_to_change_and_names_nobody_else() {
    let (text, _) = of(2);
    for part in [
        "述职报告审核反馈单",
        "钱二同志：",
        "结论是“责令重写”",
        "必须改",
        "原文：个别村党支部组织生活质量不高",
        "建议：填上实际数字。",
        "缺少的规定内容",
        "上年承诺没有交代清楚的",
        "第二部分第1段约 128 字，与另一份报告雷同",
        "全镇二十九个村的党员活动室都装上了取暖设备。",
        "写到“柳湾镇”，像是别处的名称",
        "晚 3 天",
        "不是对您本人和工作的评价",
        "审核人（签字）",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let other = &sample::records()[0].report.path;
    let file = other.rsplit('/').next().unwrap();
    assert!(
        !text.contains(file) && !text.contains("三十二个村"),
        "{text}"
    );
}

#[test]
fn advice_for_reviewers_is_not_told_to_authors() {
    let batch = sample::batch();
    let mut record = sample::records()[2].clone();
    let diagnostic = record.report.diagnostics[0].clone();
    for (code, help) in [
        ("DDL001", "请核对收件记录；确属迟交的，按方案处理。"),
        ("GRD105", "请核实是谁写在前；照搬的段落重写。"),
    ] {
        let mut diagnostic = diagnostic.clone();
        diagnostic.code = code.into();
        diagnostic.help = help.into();
        record.put(diagnostic);
    }
    let submission = record.report.submission.as_mut().unwrap();
    submission.days_late = Some(1);
    submission.late = Some("15 分钟".into());
    let mut own = batch.pairs.pair(0).unwrap();
    own.similar.a.path.clone_from(&record.report.path);
    own.similar.b.path = "去年/钱二.docx".into();
    own.last_year = true;
    record.report.previous = Some("去年/钱二.docx".into());
    let text = text(&slip(&batch, &record, &[own]).unwrap());
    for part in ["晚 15 分钟", "与您上年的报告雷同", "与上年报告雷同的地方"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for part in ["收件记录", "谁写在前", "1 天", "另一份报告雷同。"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_clean_report_hears_so() {
    let (text, _) = of(1);
    assert!(text.contains("没有发现需要修改的地方"), "{text}");
    assert!(
        !text.contains("雷同") && !text.contains("报送时间"),
        "{text}"
    );
}

#[test]
fn tells_whether_someone_has_changed_it() {
    let (_, bytes) = of(0);
    assert!(is_untouched_slip(&bytes));
    let mut package = Package::open(&bytes).unwrap();
    let document = package.read("word/document.xml").unwrap().unwrap().bytes;
    let edited = String::from_utf8(document)
        .unwrap()
        .replacen("同志", "书记", 1);
    let parts = [("word/document.xml".to_owned(), Some(edited.into_bytes()))];
    let edited = package.with_parts(&parts).unwrap();
    assert!(!is_untouched_slip(&edited));
    assert!(!is_untouched_slip(b"PK"));
    assert!(!is_untouched_slip(&[]));
}
