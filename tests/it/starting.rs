//! `shuzhi new`: the parts of every scheme in order, guidance that is left out, and a file that other programs open.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use shuzhi::check::Choice;
use shuzhi::checker::{Checker, Settings};
use shuzhi::document::Document;
use shuzhi::profile;
use shuzhi::read;
use shuzhi::ruleset::Rules;
use shuzhi::structure::Role;

use crate::support::{project, run, stderr, stdout};

/// A starting document, as the program writes it.
fn fresh(folder: &Path, id: &str) -> String {
    let path = folder.join(format!("{id}.docx")).display().to_string();
    let output = run(&["new", "--profile", id, "-o", &path]);
    assert!(output.status.success(), "{id}: {}", stderr(&output));
    path
}

/// A Word file with its main part changed.
fn changed(path: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let bytes = fs::read(path).expect("a file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        if part.is_dir() {
            continue;
        }
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a part");
        if part.name() == "word/document.xml" {
            content = change(String::from_utf8(content).expect("UTF-8")).into_bytes();
        }
        out.start_file(part.name(), zip::write::SimpleFileOptions::default())
            .expect("a part");
        out.write_all(&content).expect("a part");
    }
    out.finish().expect("a package").into_inner()
}

/// A starting document as its author hands it in: slots replaced, text in the empty paragraphs below headings and guidance.
fn written(path: &str, text: &[(&str, &[&str])]) -> Document {
    let bytes = changed(path, |document| {
        let mut out = String::new();
        let mut heading = String::new();
        let mut waits = true;
        for paragraph in document.split_inclusive("</w:p>") {
            let empty = paragraph.ends_with("<w:pStyle w:val=\"ShuzhiBody\" /></w:pPr></w:p>");
            if paragraph.contains("\"Heading") {
                heading = paragraph.to_owned();
                waits = true;
            }
            let own = text.iter().find(|(word, _)| {
                if word.is_empty() {
                    heading.is_empty()
                } else {
                    heading.contains(word)
                }
            });
            if empty
                && waits
                && paragraph.len() < 400
                && let Some((_, lines)) = own
                && out.contains("ShuzhiSalutation")
            {
                for line in *lines {
                    let run = format!("<w:r><w:t>{line}</w:t></w:r></w:p>");
                    out += &paragraph.replace("</w:p>", &run);
                }
                waits = false;
            } else {
                out += paragraph;
            }
        }
        let slots = [
            ("〔单位〕〔职务〕", "桥头村党支部书记"),
            ("〔年份〕", "2023"),
            ("〔单位〕　〔职务〕　〔姓名〕", "桥头村党支部书记　李长顺"),
            ("〔姓名〕", "李长顺"),
            ("〔日期〕", "2023年12月20日"),
        ];
        slots
            .iter()
            .fold(out, |out, (slot, real)| out.replace(slot, real))
    });
    read::from_bytes(&bytes, None).expect("a Word file")
}

const TEXT: [(&str, &[&str]); 5] = [
    (
        "",
        &[
            "我叫李长顺，2020年12月起担任桥头村党支部书记，全村有党员39名，现将一年来抓党建工作的情况述职如下。",
        ],
    ),
    (
        "履职",
        &[
            "我全年主持召开支部委员会11次，专题研究党建4次，给党员讲党课3次，9月3日那一课到会32人，会后有6名党员当场认领了巷道保洁的责任段。",
            "我同39名党员逐一谈过话，培养入党积极分子3名，发展党员1名，7名在外务工的党员由我每季度打一次电话。",
        ],
    ),
    (
        "问题",
        &[
            "我抓支部会议不严，全年12次主题党日我有3次没有参加，也没有补课，8月那次到会只有14人，我知道后没有追问。",
        ],
    ),
    (
        "原因",
        &[
            "主要原因在我自己，思想上重事轻人，总觉得路修好了，支部的会少开一次不要紧，又怕得罪人，能拖则拖。",
        ],
    ),
    (
        "打算",
        &[
            "每月5日定为主题党日，我请假须向镇党委报备并在当月补课，支委周家林负责点名，缺席两次的由我上门谈话。",
        ],
    ),
];

#[test]
fn every_scheme_gives_its_parts_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = Rules::built_in();
    let ids: Vec<String> = rules.profiles().map(|(id, _)| id.to_owned()).collect();
    assert!(ids.len() >= 12);
    for id in ids {
        let path = fresh(folder.path(), &id);
        let document = read::open(Path::new(&path)).expect("a Word file");
        let scheme = profile::load(&rules, &id).expect("a profile");
        let checker = Checker::new(Settings {
            profile: Some(id.clone()),
            ..Settings::default()
        })
        .expect("a profile");
        let draft = checker.draft(&document);
        let announced: Vec<Role> = draft
            .outline
            .iter()
            .flat_map(|heading| heading.announced.iter())
            .filter(|role| scheme.parts.required.contains(role))
            .collect();
        let times = scheme.part_lengths.len().max(1);
        assert_eq!(announced, scheme.parts.required.repeat(times), "{id}");
        for heading in &draft.outline {
            let themes = !scheme.part_lengths.is_empty();
            assert_eq!(
                heading.announced.len(),
                u32::from(!themes || heading.level > 1),
                "{id}: a heading tells one role"
            );
            assert!(heading.number.is_some() && !heading.run_in, "{id}");
        }
        assert!(draft.title_text().ends_with("述职报告"), "{id}");
        let guidance = document
            .skipped
            .iter()
            .find(|entry| entry.what == "模板填写说明")
            .map_or(0, |entry| entry.count);
        assert!(guidance > scheme.parts.required.len(), "{id}: {guidance}");
        assert!(!document.source.contains("填写说明"), "{id}");
        assert_eq!(document.warnings, Vec::<String>::new(), "{id}");

        let told = checker.check(&document, None).report;
        let codes: Vec<&str> = told
            .diagnostics
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        assert_eq!(codes, ["TXT001"], "{id}");
        assert!(
            told.diagnostics[0].message.contains("还没有填写的模板"),
            "{id}"
        );
        assert!(
            told.rubric.dimensions.iter().all(|one| one.score.is_none()),
            "{id}"
        );
    }
}

#[test]
fn guidance_tells_what_the_scheme_wants() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [(&str, &[&str]); 5] = [
        (
            "naiman-2017",
            &[
                "全文 5000 字左右",
                "会前 5 天上报",
                "问题和原因合计占三分之一左右，约 1650 字",
                "应回应：上年度的整改承诺",
                "应作出整改承诺",
                "意识形态工作",
                "个人抓党建的不足",
            ],
        ),
        (
            "farm-bureau",
            &["这一块 800 字左右", "口头述职不超过 10 分钟"],
        ),
        ("university-office", &["两个维护（必述）"]),
        (
            "bank-cadre",
            &["一、个人简历", "三、岗位意向及工作打算", "约 1900 字"],
        ),
        ("default", &["全文一般 2000—5000 字", "一般不少于三分之一"]),
    ];
    for (id, words) in cases {
        let path = fresh(folder.path(), id);
        let bytes = fs::read(&path).expect("a file");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut part = archive.by_name("word/document.xml").expect("the main part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        for word in words {
            assert!(text.contains(word), "{id}: {word}");
        }
        assert!(
            id != "default" || !text.contains("要求"),
            "practice demands nothing"
        );
    }
}

#[test]
fn a_filled_starting_document_has_no_finding_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = fresh(folder.path(), "default");
    let document = written(&path, &TEXT);
    assert!(document.source.contains("我同39名党员逐一谈过话"));
    for select in [None, Some("FMT"), Some("TXT"), Some("STR")] {
        let checker = Checker::new(Settings {
            choice: Choice {
                select: select.iter().map(|code| (*code).to_owned()).collect(),
                ..Choice::default()
            },
            ..Settings::default()
        })
        .expect("a profile");
        let report = checker.check(&document, None).report;
        let of_template = |code: &str| {
            ["FMT", "TXT", "STR", "TRM"]
                .iter()
                .any(|family| code.starts_with(family))
        };
        let told: Vec<_> = report
            .diagnostics
            .iter()
            .filter(|one| of_template(&one.code))
            .map(|one| (&one.code, &one.message))
            .collect();
        assert!(told.is_empty(), "{select:?}: {told:?}");
        let roles: Vec<Role> = report.outline.iter().map(|heading| heading.role).collect();
        assert_eq!(
            roles,
            [Role::Achievement, Role::Problem, Role::Cause, Role::Plan]
        );
    }
}

#[test]
fn slots_that_stay_are_told_and_guidance_that_is_written_over_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = fresh(folder.path(), "default");
    let long = "我全年主持召开支部委员会十一次，专题研究党建四次，给党员讲党课三次。".repeat(6);
    let bytes = changed(&path, |document| {
        let start = document.find("【填写说明：写本人").expect("guidance");
        let end = start + document[start..].find('】').expect("its end") + '】'.len_utf8();
        format!("{}{long}{}", &document[..start], &document[end..])
    });
    let document = read::from_bytes(&bytes, None).expect("a Word file");
    assert!(document.source.contains("主持召开支部委员会十一次"));
    assert!(
        document
            .warnings
            .iter()
            .any(|warning| warning.contains("模板填写说明的样式")),
        "{:?}",
        document.warnings
    );
    let checker = Checker::new(Settings::default()).expect("a profile");
    let report = checker.check(&document, None).report;
    let slots: Vec<&str> = report
        .diagnostics
        .iter()
        .filter(|one| one.code == "TXT001")
        .map(|one| one.message.as_str())
        .collect();
    for slot in ["〔单位〕", "〔职务〕", "〔年份〕"] {
        assert!(
            slots.iter().any(|message| message.contains(slot)),
            "{slot}: {slots:?}"
        );
    }
}

#[test]
fn nothing_is_overwritten_unasked_and_mistakes_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = fresh(folder.path(), "xiaogan");
    fs::write(&path, "mine").expect("a file");
    let refused = run(&["new", "--profile", "xiaogan", "-o", &path]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(fs::read(&path).expect("the file"), b"mine");
    let forced = run(&["new", "--profile", "xiaogan", "-o", &path, "--force"]);
    assert!(forced.status.success());
    assert!(fs::read(&path).expect("the file").starts_with(b"PK"));

    let other = folder.path().join("新.docx").display().to_string();
    let unknown = run(&["new", "--profile", "xiaogn", "-o", &other]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        stderr(&unknown).contains("是否想写 `xiaogan`"),
        "{}",
        stderr(&unknown)
    );
    let english = run(&["new", "--profile", "xiaogn", "-o", &other, "--lang", "en"]);
    assert!(stderr(&english).contains("did you mean `xiaogan`"));
    let name = folder.path().join("新.doc").display().to_string();
    let wrong = run(&["new", "-o", &name]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains(".docx"));
    let nowhere = folder.path().join("没有/新.docx").display().to_string();
    assert_eq!(run(&["new", "-o", &nowhere]).status.code(), Some(2));
    // Nothing but the one file: no leftover of a file in the making.
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn python_docx_and_libreoffice_open_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = fresh(folder.path(), "naiman-2017");
    let script = "import sys, docx\n\
        d = docx.Document(sys.argv[1])\n\
        s = d.sections[0]\n\
        print(round(s.page_width.mm), round(s.page_height.mm), round(s.top_margin.mm), round(s.left_margin.mm))\n\
        print('|'.join(p.text for p in d.paragraphs if p.style.name.startswith('Heading')))\n\
        print(d.styles['公文正文'].font.size.pt)";
    let imported = Command::new("python3").args(["-c", "import docx"]).output();
    if imported.is_ok_and(|output| output.status.success()) {
        let output = Command::new("python3")
            .args(["-c", script, &path])
            .output()
            .expect("python");
        let said = stdout(&output);
        assert!(output.status.success(), "{}", stderr(&output));
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], "210 297 37 28");
        assert!(
            lines[1].starts_with("一、履职情况|二、上年度问题整改和承诺兑现情况|三、存在的问题|")
        );
        assert_eq!(lines[2], "16.0");
    } else {
        eprintln!("skipped: python-docx is not installed");
    }
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: LibreOffice is not installed");
        return;
    }
    let own = format!(
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    );
    let converted = Command::new("soffice")
        .args([
            &own,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(folder.path())
        .arg(&path)
        .output()
        .expect("LibreOffice runs");
    assert!(converted.status.success());
    let text = fs::read_to_string(folder.path().join("naiman-2017.txt")).expect("its text");
    assert!(text.contains("五、下一步打算和公开承诺") && text.contains("【填写说明"));
}

#[test]
fn layout_is_looked_at_where_the_scheme_or_the_user_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = "corpus/samples/村党支部书记述职报告.docx";
    let codes = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["check", sample, "--format", "json"];
        all.extend(arguments);
        let value: Value = serde_json::from_str(&stdout(&run(&all))).expect("JSON");
        let list = value["files"][0]["diagnostics"]
            .as_array()
            .expect("diagnostics")
            .clone();
        list.iter()
            .filter_map(|one| one["code"].as_str().filter(|code| code.starts_with("FMT")))
            .map(str::to_owned)
            .collect()
    };
    assert!(codes(&[]).is_empty());
    assert!(codes(&["--select", "FMT"]).contains(&"FMT004".to_owned()));
    assert_eq!(codes(&["--select", "fmt004,TXT"]), ["FMT004"]);
    let own = folder.path().join("own.toml");
    fs::write(&own, "extends = \"xiaogan\"\nid = \"own\"\n[format]\nmargins = { top = 35, bottom = 30, left = 30, right = 30 }\npage-number = false\nlines = 22\ncharacters = 26\n")
        .expect("a file");
    let own = own.display().to_string();
    // The sample is set just so, but for its line pitch of 28 points where that is what the scheme says.
    assert!(codes(&["--profile", &own]).is_empty());
    let tight = fs::read_to_string(&own).expect("the file") + "line-pitch-min = 29\n";
    fs::write(&own, tight).expect("a file");
    assert_eq!(codes(&["--profile", &own]), ["FMT003"]);
    let show = run(&["profile", "show", &own]);
    assert!(stdout(&show).contains("版式"), "{}", stdout(&show));

    let wrong = folder.path().join("wrong.toml");
    for (line, words) in [
        ("body-siez = \"三号\"", "body-size"),
        ("body-size = \"三\"", "不是字号"),
        ("line-pitch-min = 31", "行距应大于 0"),
        ("standard = \"gb9705\"", "gb9704"),
        ("margins = { tpo = 37 }", "top"),
        ("lines = 0", "1 到 200"),
    ] {
        fs::write(
            &wrong,
            format!("extends = \"xiaogan\"\nid = \"wrong\"\n[format]\n{line}\n"),
        )
        .expect("a file");
        let output = run(&["profile", "validate", &wrong.display().to_string()]);
        assert_eq!(output.status.code(), Some(2), "{line}");
        let said = stderr(&output);
        assert!(
            said.contains(words) && said.contains("wrong.toml:4:"),
            "{line}: {said}"
        );
    }
    // No notice that is built in says a word about layout.
    let rules = Rules::built_in();
    for (id, _) in rules.profiles() {
        assert!(
            profile::load(&rules, id)
                .expect("a profile")
                .format
                .is_none(),
            "{id}"
        );
    }
    assert!(project("rules/checks/FMT004.toml").is_file());
}
