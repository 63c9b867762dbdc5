//! `audit` with what belongs to a batch: roster, deadlines, last year's files, copies from each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::support::{project, run, stderr, stdout};

/// Four villages; the third one took over most of the second one's text.
fn inbox() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let own = [
        "年初我带着两名支委把四十七户漏水的屋顶逐户看了一遍，先修最急的十九户，钱不够的由集体垫付，到九月全部修完。",
        "六月涨水，我守在闸口三个晚上，安排党员分段巡堤，没有一户进水；事后把沙袋和水泵的存放点改到高处，钥匙由两人保管。",
        "合作社去年亏了一万二，今年我请农技员到地头讲了七次，改种早熟品种，盈余四万三，分给六十户社员，账目贴在村口。",
    ];
    let other = [
        "三月我同会计把十一年的旧账重新对了一遍，收回欠租两万六千元，理清了鱼塘和打谷场的承包，合同在党员会上念过再签。",
        "学校门口的路灯坏了两年，我找供电所、找镇里、找施工队，跑了五趟，十月装好十四盏，接孩子的老人不再打手电。",
        "党员老周腿脚不便，我把主题党日搬到他家院里开了两次，他讲修渠的往事，年轻党员听完报名清淤，两天清了八百米。",
    ];
    let report = |unit: &str, name: &str, work: &[&str]| {
        let work = work.join("");
        format!(
            "# 2026年度{unit}党支部书记述职报告\n\n{unit}党支部书记 {name}\n\n## 一、履职情况\n\n{work}{work}\n\n## 二、存在问题\n\n我对年轻党员管得松，全年谈心只有四次。我下组偏少，七组只去过一次。\n\n## 三、原因分析\n\n我图省事，怕得罪人，没有把时间分到组里。\n\n## 四、下一步打算\n\n明年我每月同一名年轻党员谈心，六月底前每组去三次。\n"
        )
        .replace(&format!("{work}{work}"), &work)
    };
    write(
        "收到/甲镇/柳树村 王一 述职报告.md",
        &report("柳树村", "王一", &own),
    );
    write(
        "收到/甲镇/石磨村 李二 述职报告.md",
        &report("石磨村", "李二", &other),
    );
    let copied = report("松岗村", "周三", &other);
    write("收到/乙镇/松岗村 周三 述职报告.md", &copied);
    write("收到/乙镇/通知.md", "请各村按时报送。");
    write(
        "名单.csv",
        "序号,姓名,单位,职务,职位类别,提交时间,等次\n1,王一,甲镇柳树村,党支部书记,村,2026-12-08 09:30,好\n2,李二,甲镇石磨村,党支部书记,村,2026-12-13 10:05,好\n3,周三,乙镇松岗村,党支部书记,校,,好\n4,吴四,乙镇泉眼村,党支部书记,村,,较好\n",
    );
    write("去年/甲镇/柳树村 王一 述职报告.md", &{
        let last = report("柳树村", "王一", &other[..1]);
        last.replace("2026", "2025").replace(
            "明年我每月同一名年轻党员谈心",
            "明年我给晒谷场硬化六百平方米",
        )
    });
    write(
        "方案.toml",
        "extends = \"naiman-2017\"\nid = \"ours\"\n[posts]\n\"校\" = \"education-bureau\"\n",
    );
    folder
}

fn audit(folder: &Path, more: &[&str]) -> Output {
    let path = |name: &str| folder.join(name).display().to_string();
    let (inbox, roster, scheme) = (path("收到"), path("名单.csv"), path("方案.toml"));
    let fixed = ["audit", &inbox, "--roster", &roster, "--profile", &scheme];
    run(&[&fixed, more].concat())
}

fn lines(output: &Output) -> Vec<Value> {
    let text = stdout(output);
    let parse = |line: &str| serde_json::from_str(line).expect("JSON");
    text.lines().map(parse).collect()
}

fn report<'l>(lines: &'l [Value], name: &str) -> &'l Value {
    let ends = |line: &&Value| {
        line["path"]
            .as_str()
            .is_some_and(|path| path.contains(name))
    };
    lines.iter().find(ends).expect("a report")
}

fn codes(report: &Value) -> Vec<&str> {
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic["code"].as_str())
        .collect()
}

#[test]
fn says_of_each_whose_it_is_and_whether_it_is_late() {
    let folder = inbox();
    let output = audit(
        folder.path(),
        &["--meeting", "2026-12-15", "--format", "jsonl"],
    );
    let lines = lines(&output);
    // Five days before the meeting: the tenth.
    let first = report(&lines, "王一");
    assert_eq!(first["submission"]["unit"], "甲镇柳树村");
    assert_eq!(first["submission"]["handed_in"], "2026-12-08 09:30");
    assert_eq!(first["submission"]["days_late"], 0);
    assert_eq!(first["profile"]["id"], "ours");
    let second = report(&lines, "李二");
    assert_eq!(second["submission"]["days_late"], 3);
    let late = &second["diagnostics"][0];
    assert_eq!(
        (&late["code"], &late["severity"]),
        (&"DDL001".into(), &"error".into())
    );
    // The post's own scheme, which sets no day.
    let third = report(&lines, "周三");
    assert_eq!(third["profile"]["id"], "education-bureau");
    assert!(third["submission"]["days_late"].is_null());
    // Nobody's, though a file was there.
    assert!(report(&lines, "通知")["submission"]["line"].is_null());
    let people: Vec<&Value> = lines.iter().filter_map(|line| line.get("person")).collect();
    assert_eq!(people.len(), 4);
    assert_eq!(people[3]["name"], "吴四");
    assert_eq!(people[3]["missing"]["code"], "DDL002");
    assert!(people[0]["missing"].is_null());
}

#[test]
fn tells_people_who_is_missing_and_what_is_copied() {
    let folder = inbox();
    let output = audit(folder.path(), &["--deadline", "2026年12月10日"]);
    let text = stdout(&output);
    for part in [
        "截止：2026 年 12 月 10 日",
        "应交 4 人，已交 3 人，缺交 1 人",
        "    乙镇泉眼村 吴四 党支部书记",
        "通知.md",
        "没有用到的列：序号",
        "等次“好”2 人，占 3 人的 66.7%，规定不超过 30%：不符合",
        "成段雷同（1 对，已逐对核实）",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn holds_reports_against_each_other() {
    let folder = inbox();
    let output = audit(folder.path(), &["--format", "jsonl"]);
    let lines = lines(&output);
    let pairs: Vec<&Value> = lines
        .iter()
        .filter(|line| line.get("pair").is_some())
        .collect();
    assert_eq!(pairs.len(), 1, "{}", stdout(&output));
    let (a, b) = (
        pairs[0]["a"].as_str().expect("a"),
        pairs[0]["b"].as_str().expect("b"),
    );
    assert!(a.contains("周三") && b.contains("李二"), "{a} {b}");
    assert!(pairs[0]["pair"]["a"]["share"].as_f64().expect("a share") > 0.4);
    let amended: Vec<&Value> = lines
        .iter()
        .filter_map(|line| line.get("amended"))
        .collect();
    assert_eq!(amended.len(), 2);
    for one in amended {
        assert_eq!(one["outcome"], "rewrite");
        assert_eq!(one["diagnostic"]["code"], "GRD105");
        assert_eq!(one["diagnostic"]["severity"], "warning");
    }
    // What the lines besides reports are like is published.
    let schema = fs::read(project("rules/schema/audit-lines.json")).expect("the schema");
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let (mut valid, mut kinds) = (0, BTreeSet::new());
    for line in &lines {
        let kind = ["pair", "amended", "person"]
            .into_iter()
            .find(|kind| line.get(kind).is_some());
        assert_eq!(validator.is_valid(line), kind.is_some(), "{line}");
        valid += usize::from(kind.is_some());
        kinds.extend(kind);
    }
    assert!(valid == 7 && kinds.len() == 3, "{}", stdout(&output));
    // The same pair, as it is told alone.
    let alone = run(&["compare", a, b, "--format", "json"]);
    let alone: Value = serde_json::from_str(&stdout(&alone)).expect("JSON");
    assert_eq!(alone["passages"], pairs[0]["pair"]["passages"]);
}

#[test]
fn drafts_of_one_person_are_no_copies_and_namesakes_no_drafts() {
    let folder = inbox();
    let inbox = folder.path().join("收到");
    let draft = inbox.join("乙镇/松岗村 周三 述职报告.md");
    fs::copy(&draft, inbox.join("乙镇/松岗村 周三 述职报告最终版.md")).expect("a copy");
    fs::remove_file(inbox.join("甲镇/石磨村 李二 述职报告.md")).expect("the original gone");
    let text = fs::read_to_string(inbox.join("甲镇/柳树村 王一 述职报告.md")).expect("a report");
    let text = text.replace("柳树村", "县水利局").replace("屋顶", "水闸");
    fs::remove_file(inbox.join("甲镇/柳树村 王一 述职报告.md")).expect("gone");
    fs::write(inbox.join("县水利局 王一 述职报告.md"), text).expect("a file");
    let output = audit(folder.path(), &["--format", "jsonl"]);
    let lines = lines(&output);
    for name in ["松岗村 周三 述职报告.md", "松岗村 周三 述职报告最终版.md"] {
        let report = report(&lines, name);
        assert_eq!(report["submission"]["name"], "周三");
        assert!(!codes(report).contains(&"GRD105"), "{report}");
    }
    let pairs = lines.iter().filter(|line| !line["pair"].is_null());
    assert_eq!(pairs.count(), 0);
    let namesake = report(&lines, "县水利局 王一 述职报告.md");
    assert!(namesake["submission"]["line"].is_null(), "{namesake}");
    let text = stdout(&audit(folder.path(), &[]));
    let said = "县水利局 王一 述职报告.md：可能是 甲镇柳树村 王一 党支部书记";
    assert!(text.contains(said), "{text}");
}

#[test]
fn finds_last_years_file_of_each() {
    let folder = inbox();
    let last = folder.path().join("去年").display().to_string();
    let output = audit(
        folder.path(),
        &["--previous-dir", &last, "--format", "jsonl"],
    );
    let lines = lines(&output);
    let first = report(&lines, "收到/甲镇/柳树村");
    assert!(
        first["previous"]
            .as_str()
            .is_some_and(|path| path.contains("去年"))
    );
    let pledges = first["pledges"].as_array().expect("pledges");
    assert!(
        pledges.iter().any(|pledge| pledge["status"] == "missing"
            && pledge["text"]
                .as_str()
                .is_some_and(|text| text.contains("晒谷场"))),
        "{pledges:?}"
    );
    assert!(codes(first).contains(&"PLG001"));
    assert!(report(&lines, "李二")["previous"].is_null());
    // Names and places do not matter to what is found again.
    let again = audit(
        folder.path(),
        &["--previous-dir", &last, "--format", "jsonl"],
    );
    assert_eq!(stdout(&again), stdout(&output));
    // What was copied from somebody's report of last year.
    let from_last = lines.iter().filter(|line| {
        line.get("pair").is_some() && line["b"].as_str().is_some_and(|path| path.contains("去年"))
    });
    assert!(from_last.count() > 0, "{}", stdout(&output));
}

#[test]
fn reads_paths_from_a_list_and_gives_sketches() {
    let folder = inbox();
    let list = folder.path().join("清单.txt");
    let path = |name: &str| folder.path().join("收到").join(name).display().to_string();
    let (one, other) = (
        path("甲镇/石磨村 李二 述职报告.md"),
        path("乙镇/松岗村 周三 述职报告.md"),
    );
    fs::write(&list, format!("{one}\r\n\n{other}\n")).expect("a list");
    let list = list.display().to_string();
    let output = run(&[
        "audit",
        "--files-from",
        &list,
        "--sketch",
        "--format",
        "jsonl",
    ]);
    let lines = lines(&output);
    let sketches: Vec<&Value> = lines.iter().filter_map(|line| line.get("sketch")).collect();
    assert_eq!(sketches.len(), 2);
    let bands = |sketch: &Value| -> Vec<String> {
        let bands = sketch["bands"].as_array().expect("bands");
        bands
            .iter()
            .map(|band| band.as_str().expect("text").to_owned())
            .collect()
    };
    let (one, other) = (bands(sketches[0]), bands(sketches[1]));
    assert!(one.iter().any(|band| other.contains(band)));
    // Whoever asks for sketches compares the reports himself.
    let compared = |line: &Value| line.get("pair").is_some() || line.get("amended").is_some();
    assert!(!lines.iter().any(compared));
}

#[test]
fn takes_over_what_was_compared_elsewhere() {
    let folder = inbox();
    let last = folder.path().join("去年").display().to_string();
    let with_last_year = ["--previous-dir", &last, "--format", "jsonl"];
    let output = audit(folder.path(), &with_last_year);
    let one = stdout(&output);
    let is_pair = |line: &&str| line.contains("\"pair\":");
    let pairs: Vec<&str> = one.lines().filter(is_pair).collect();
    let from_last = |pair: &&&str| pair.contains("去年");
    assert!(pairs.iter().any(|pair| from_last(&pair)) && one.contains("\"amended\""));
    let list = folder.path().join("雷同.jsonl");
    fs::write(&list, pairs.join("\n")).expect("a list");
    let list = list.display().to_string();
    let taken_over = [&with_last_year[..], &["--compared", &list]].concat();
    assert_eq!(stdout(&audit(folder.path(), &taken_over)), one);
    // Nothing but the list counts.
    fs::write(&list, "").expect("a list");
    let none = stdout(&audit(folder.path(), &taken_over));
    assert!(!none.contains("\"pair\":") && !none.contains("\"amended\""));
}

#[test]
fn says_what_it_cannot_do() {
    let folder = inbox();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (inbox, scheme) = (path("收到"), path("方案.toml"));
    fs::write(folder.path().join("空.csv"), "电话,备注\n1,2\n").expect("a file");
    fs::write(folder.path().join("错.csv"), "姓名,方案\n王一,xiaogann\n").expect("a file");
    let (empty, wrong) = (path("空.csv"), path("错.csv"));
    let cases: [(&[&str], &str); 6] = [
        (&["--meeting", "下周五"], "看不懂日期“下周五”"),
        (&["--roster", &empty], "电话、备注"),
        (&["--roster", &wrong], "xiaogann"),
        (&["--roster", &scheme], "名单"),
        (&["--previous-dir", &inbox], "同一个"),
        (&["--format", "xlsx"], "xlsx=审核表.xlsx"),
    ];
    for (more, said) in cases {
        let output = run(&[&["audit", &inbox, "--profile", "xiaogan"], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(
            stderr(&output).contains(said),
            "{said}: {}",
            stderr(&output)
        );
    }
    // A day in the past is only worth a note.
    let output = run(&[
        "audit",
        &inbox,
        "--profile",
        "xiaogan",
        "--meeting",
        "2020-12-20",
    ]);
    assert!(stdout(&output).contains("说明："), "{}", stdout(&output));
}
