//! What the page owes its readers.

use std::collections::BTreeSet;

use super::super::sample;
use super::*;
use crate::output::batch::{Pairs, Record, Summary};
use crate::ruleset::Lang;

fn page(batch: &Batch, ledger: &Ledger) -> String {
    let mut out = Vec::new();
    dashboard(batch, ledger, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect()
}

/// Every element is closed where it belongs.
fn assert_well_formed(html: &str) {
    let empty = ["meta", "input", "br"];
    let mut open: Vec<&str> = Vec::new();
    // What stands in a style or a script is no markup.
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a closed tag");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name = tag.split([' ', '/']).find(|it| !it.is_empty()).unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            let last = open.pop();
            assert_eq!(
                last,
                Some(closed),
                "{}",
                rest.get(..200).unwrap_or_default()
            );
        } else if !tag.starts_with('!') && !tag.ends_with('/') && !empty.contains(&name) {
            open.push(name);
            if matches!(name, "style" | "script") {
                rest = &rest[rest.find(&format!("</{name}>")).unwrap()..];
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[track_caller]
fn assert_sound(html: &str) {
    assert_well_formed(html);
    let ids = ids(html);
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for target in html.split("href=\"#").skip(1) {
        let target = target.split('"').next().unwrap();
        assert!(unique.contains(target), "{target} leads nowhere");
    }
    for outside in ["http://", "https://", "src=", "@import", "url(", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn every_report_has_a_section_and_every_link_leads_somewhere() {
    let html = page(&sample::batch(), &sample::ledger());
    assert_sound(&html);
    let ids = ids(&html);
    for number in 1..=4 {
        assert!(ids.contains(&format!("r{number}").as_str()));
        assert!(ids.contains(&format!("t{number}").as_str()));
    }
    // The worst comes first, and the pair's two reports lead to each other.
    let first = html.split("id=\"r1\"").nth(1).unwrap();
    let first = first.split("id=\"r2\"").next().unwrap();
    for part in [
        "责令重写",
        "钱二",
        "2026-12-13 09:12（名单） 迟 3 天",
        "href=\"#r2\">报告/柳湾镇述职报告.md",
        "<mark>二十九</mark>个村",
        "残留的他处名称“柳湾镇”</b>",
        "<a href=\"#s1\">",
        "class=\"state s-partial\"",
    ] {
        assert!(first.contains(part), "{part}");
    }
}

#[test]
fn tells_the_batch() {
    let records = sample::records();
    assert!(!records[0].report.rubric.note.is_empty());
    let html = page(&sample::batch(), &sample::ledger());
    for part in [
        "2026-12-10（会前 10 天）",
        "2027 年的节假日没有数据",
        records[0].report.rubric.note.as_str(),
        "临时文件 × 2",
        "断了.docx</dt><dd>文件已损坏",
        "应交 3，缺交 1",
        "不符合比例",
        "赵一（甲村）、赵一（乙村）",
        "没有用到的列：序号、电话",
        "一组 3 份",
        "全文相似度 41.0%",
        "另有 2 处较短的相同段落没有列出",
    ] {
        assert!(html.contains(part), "{part}");
    }
    let roster = html.split("class=\"people\"").nth(1).unwrap();
    let missing = roster.find("孙三").unwrap();
    assert!(missing < roster.find("赵一").unwrap(), "missing first");
}

#[test]
fn names_and_titles_of_files_never_become_markup() {
    let mut batch = sample::batch();
    let bidi = "\u{202e}xcod\u{2066}.\u{7}<img src=x>";
    batch.errors[0].path = bidi.into();
    let roster = batch.roster.as_mut().unwrap();
    roster.people[0].unit = bidi.into();
    let mut similar = sample::similar();
    similar.passages[0].a.text = bidi.into();
    batch.pairs = Pairs::new().unwrap();
    batch.pairs.add(&PairEntry::of(similar, false)).unwrap();
    let html = page(&batch, &sample::ledger());
    assert_eq!(html.matches("<script").count(), 1);
    assert!(!html.contains("<img") && html.contains("&#60;img src=x&#62;"));
    assert!(html.contains("&#60;/td&#62;&#60;script&#62;&#39;&#34;&#38;=cmd|"));
    let steering = |c: &char| {
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || (c.is_control() && *c != '\n')
    };
    assert_eq!(html.chars().find(steering), None);
}

#[test]
fn the_line_of_the_scheme_stands_where_it_demands() {
    let mut ledger = Ledger::new().unwrap();
    let mut record = sample::records().remove(0);
    let finding = &mut record.report.diagnostics[0];
    finding.code = "SHR001".into();
    finding.message = "问题和原因共占 21.3%，还差约 280 字。".into();
    finding.demand.text = "问题和原因不少于三分之一".into();
    ledger.add(&record.written().unwrap()).unwrap();
    let html = page(&sample::batch(), &ledger);
    assert!(html.contains("<path class=\"limit\" d=\"M133.3 -16V116\"/>"));
    let mut several = sample::batch();
    several.profiles.push(several.profiles[0].clone());
    let html = page(&several, &ledger);
    assert!(!html.contains("class=\"limit\""), "schemes differ");
}

#[test]
fn thousands_are_written_one_by_one_and_the_same_each_time() {
    let records = sample::records();
    let mut ledger = Ledger::new().unwrap();
    let mut batch = Batch {
        summary: Summary::default(),
        roster: None,
        pairs: Pairs::new().unwrap(),
        clusters: Vec::new(),
        compared: false,
        ..sample::batch()
    };
    for number in 0..2000 {
        let mut record: Record = records[number % records.len()].clone();
        record.report.path = format!("单位{}/{number}.docx", number % 37);
        record.report.submission = None;
        batch.summary.add(&record.report);
        ledger.add(&record.written().unwrap()).unwrap();
    }
    let html = page(&batch, &ledger);
    assert_sound(&html);
    assert_eq!(html.matches("<section class=\"one\"").count(), 2000);
    assert_eq!(html.matches("<tr id=\"t").count(), 2000);
    for number in [0, 999, 1999] {
        assert!(html.contains(&format!("{number}.docx</small>")));
    }
    assert!(
        html == page(&batch, &ledger),
        "the page is the same each time"
    );
    assert!(html.contains("其余单位 17 个"));
}

#[test]
fn an_audit_without_reports_or_in_english_reads_well_too() {
    let mut none = sample::batch();
    none.summary = Summary::default();
    none.pairs = Pairs::new().unwrap();
    none.clusters.clear();
    none.roster = None;
    let html = page(&none, &Ledger::new().unwrap());
    assert_sound(&html);
    assert!(html.contains("没有发现大段相同的报告"));
    let mut english = sample::batch();
    english.lang = Lang::En;
    let html = page(&english, &sample::ledger());
    assert_sound(&html);
    assert!(html.contains("3 天 late") && html.contains("Side by side"));
    assert!(!html.contains("建议</b>"));
}
