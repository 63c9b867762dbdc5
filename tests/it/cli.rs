//! The command line: exit codes, bad input, formats, help.

use std::fs;

use serde_json::Value;

use crate::support::{project, run, run_with_input, shuzhi, stderr, stdout};

const GOOD: &str = "corpus/samples/银行支行行长述职报告.md";
const BAD: &str = "corpus/samples/村党支部书记述职报告.docx";

fn code(arguments: &[&str]) -> i32 {
    run(arguments).status.code().expect("an exit code")
}

#[test]
fn exit_codes_say_what_happened() {
    assert_eq!(code(&["check", GOOD, "--profile", "bank-cadre"]), 0);
    assert_eq!(code(&["check", BAD, "--profile", "xiaogan"]), 1);
    assert_eq!(
        code(&["check", BAD, "--profile", "xiaogan", "--fail-on", "never"]),
        0
    );
    assert_eq!(code(&["check", "没有这个文件.docx"]), 2);
    // One unreadable file makes 2, after the others were done.
    let both = run(&["check", BAD, "没有这个文件.docx", "--format", "json"]);
    assert_eq!(both.status.code(), Some(2));
    let value: Value = serde_json::from_str(&stdout(&both)).expect("JSON");
    assert_eq!(value["files"].as_array().map(Vec::len), Some(1));
    assert_eq!(value["errors"].as_array().map(Vec::len), Some(1));
}

#[test]
fn bad_input_is_named_and_never_clean() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let cases: [(&str, &[u8], &str); 8] = [
        ("empty.docx", b"", "空"),
        ("blank.md", "  \n\n　　\n".as_bytes(), "没有可检查的文字"),
        ("image.docx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "图片"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0",
            "docx",
        ),
        ("scan.pdf", b"%PDF-1.4\n%\xe2\xe3", "PDF"),
        ("rich.docx", b"{\\rtf1\\ansi}", "没有可检查的文字"),
        ("zip.docx", b"PK\x03\x04rubbish", "docx"),
        (
            "noise.txt",
            &[0x00, 0xff, 0x12, 0x00, 0x9c, 0x01, 0x00, 0xfe, 0x00, 0x03],
            "docx",
        ),
    ];
    for (name, bytes, word) in cases {
        fs::write(path(name), bytes).expect("a file");
        let output = run(&["check", &path(name)]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = stdout(&output) + &stderr(&output);
        assert!(said.contains(word), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}");
    }
    let folder_itself = run(&["check", &folder.path().to_string_lossy()]);
    assert_eq!(folder_itself.status.code(), Some(2));
    assert!((stdout(&folder_itself) + &stderr(&folder_itself)).contains("文件夹"));
}

#[test]
fn wrong_options_are_explained_in_chinese() {
    let cases: [(&[&str], &str); 7] = [
        (&["check", GOOD, "--profile", "xiaogn"], "xiaogan"),
        (&["check", GOOD, "--format", "jsno"], "json"),
        (&["check", GOOD, "--selekt", "SHR"], "--select"),
        (&["check", GOOD, "--ignore", "SHX001"], "SH"),
        (&["chekc", "不存在"], "check"),
        (&["explain", "SHR01"], "SHR001"),
        (
            &[
                "check",
                GOOD,
                "--format",
                "json=corpus/samples/银行支行行长述职报告.md",
            ],
            "换一个文件名",
        ),
    ];
    for (arguments, word) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(word),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn previous_must_be_another_file() {
    let same = run(&["check", BAD, "--previous", BAD]);
    assert_eq!(same.status.code(), Some(2));
    assert!((stdout(&same) + &stderr(&same)).contains("同一份"));
    assert_eq!(code(&["check", BAD, "--previous", "没有.docx"]), 2);
}

#[test]
fn a_plan_of_thousands_is_matched_in_part_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let plan: String = (1..=400)
        .map(|place| format!("{place}.6月底前为第{place}村民小组修好水渠{place}米。\n\n"))
        .collect();
    let last = folder.path().join("去年.md");
    let text = format!("# 2022年度村党支部书记述职报告\n\n## 下一步打算\n\n{plan}");
    fs::write(&last, text).unwrap();
    let last = last.to_string_lossy();
    let json = run(&["check", BAD, "--previous", &last, "--format", "json"]).stdout;
    let run: Value = serde_json::from_slice(&json).unwrap();
    let not_judged = run["files"][0]["not_judged"].as_array().unwrap();
    let reason = |entry: &Value| entry["reason"].as_str().unwrap().to_owned();
    let said = not_judged
        .iter()
        .filter(|entry| entry["code"] == "PLG001")
        .map(reason);
    assert_eq!(
        said.collect::<Vec<String>>(),
        ["上年度的文件里承诺太多，只核对了前 300 条"]
    );
}

#[test]
fn standard_input_and_bare_files_are_read() {
    let text = fs::read(project(GOOD)).expect("the sample");
    let output = run_with_input(
        &["check", "-", "--profile", "bank-cadre", "--format", "json"],
        &text,
    );
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(value["files"][0]["path"], "-");
    assert_eq!(value["files"][0]["format"], "markdown");
    // A file dropped onto the program means `check`.
    assert!(stdout(&run(&[BAD])).contains("文本自查分"));
}

#[test]
fn several_formats_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let targets: Vec<String> = ["json", "jsonl", "sarif", "html", "markdown", "github"]
        .iter()
        .map(|format| format!("{format}={}", path(format)))
        .collect();
    let mut arguments = vec!["check", BAD, "--profile", "xiaogan", "--format", "human"];
    for target in &targets {
        arguments.extend(["--format", target]);
    }
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("SHR002"));
    let read = |name: &str| fs::read_to_string(path(name)).expect("the result");
    let json: Value = serde_json::from_str(&read("json")).expect("JSON");
    assert_eq!(json["schema"], "shuzhi/1");
    assert_eq!(read("jsonl").lines().count(), 1);
    let sarif: Value = serde_json::from_str(&read("sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"]
        .as_array()
        .expect("results")
        .len();
    assert_eq!(
        results,
        json["files"][0]["diagnostics"]
            .as_array()
            .expect("findings")
            .len()
    );
    assert!(
        read("html").to_lowercase().starts_with("<!doctype html>")
            && read("html").contains("SHR002")
    );
    assert!(read("markdown").contains("SHR002") && read("github").contains("::"));
    assert_eq!(
        code(&["check", BAD, "--format", "json", "--format", "html"]),
        2
    );
}

#[test]
fn lines_come_in_the_order_of_the_files_and_the_unread_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("结果.jsonl").display().to_string();
    let files = ["check", BAD, "没有这个文件.docx", GOOD, BAD];
    let shown = run(&[files.as_slice(), &["--format", "jsonl"]].concat());
    let target = format!("jsonl={saved}");
    run(&[
        files.as_slice(),
        &["--format", "human", "--format", &target],
    ]
    .concat());
    assert_eq!(shown.status.code(), Some(2));
    assert!(stderr(&shown).contains("没有这个文件.docx"));
    let lines = stdout(&shown);
    assert_eq!(lines, fs::read_to_string(&saved).expect("the file"));
    let paths: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["path"].clone())
        .collect();
    assert_eq!(paths, [BAD, GOOD, BAD, "没有这个文件.docx"]);
    let clean = [
        "check",
        GOOD,
        "--profile",
        "bank-cadre",
        "--format",
        "jsonl",
    ];
    assert_eq!(code(&clean), 0);
    assert_eq!(
        code(&["check", BAD, "--profile", "xiaogan", "--format", "jsonl"]),
        1
    );
}

#[test]
fn english_is_complete() {
    let output = run(&[
        "check",
        BAD,
        "--profile",
        "xiaogan",
        "--lang",
        "en",
        "--format",
        "json",
    ]);
    let value: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let diagnostics = value["files"][0]["diagnostics"]
        .as_array()
        .expect("findings");
    assert!(diagnostics.len() > 4);
    for diagnostic in diagnostics {
        for field in ["message", "help"] {
            let text = diagnostic[field].as_str().expect("words");
            let han = text
                .chars()
                .filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character))
                .count();
            assert!(
                han * 2 < text.chars().count(),
                "{}: {text}",
                diagnostic["code"]
            );
        }
    }
    let help = stdout(&run(&["check", "--help", "--lang", "en"]));
    assert!(
        help.contains("Usage:")
            && !help
                .chars()
                .any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character)),
        "{help}"
    );
}

#[test]
fn help_can_be_followed() {
    let help = stdout(&run(&["--help"]));
    for word in ["三步用法", "shuzhi check", "--profile", "explain", "不联网"] {
        assert!(help.contains(word), "{word}: {help}");
    }
    for command in [
        "check",
        "text",
        "explain",
        "rules",
        "profile",
        "pledges",
        "completions",
    ] {
        let output = run(&[command, "--help"]);
        assert!(
            output.status.success() && stdout(&output).contains("用法："),
            "{command}"
        );
    }
    assert_eq!(code(&[]), 2);
}

#[test]
fn the_other_commands_answer() {
    let told = stdout(&run(&["explain", "shr001"]));
    for part in ["为什么", "会被指出的写法", "不会被指出的写法"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(stdout(&run(&["rules"])).lines().count() > 40);
    assert!(stdout(&run(&["profile", "list"])).contains("xiaogan"));
    assert!(stdout(&run(&["profile", "show", "xiaogan"])).contains("三分之一"));
    assert!(
        stdout(&run(&[
            "pledges",
            "corpus/samples/县住建局党组书记述职报告（2021年度）.docx"
        ]))
        .contains("P5")
    );
    assert!(stdout(&run(&["completions", "bash"])).contains("shuzhi"));
    let table: Value = serde_json::from_str(&stdout(&run(&["rules", "--json"]))).expect("JSON");
    assert!(table.as_array().is_some_and(|list| list.len() > 40));
    for name in ["report", "profile"] {
        let committed = fs::read_to_string(project(&format!("rules/schema/{name}.json")));
        let printed = stdout(&run(&["rules", "--schema", name]));
        assert_eq!(printed, committed.expect("the schema"));
    }
}

#[test]
fn text_shows_what_was_read() {
    let output = run(&["text", BAD]);
    assert!(
        stdout(&output).contains("一、履职情况"),
        "an automatic number stands before its heading"
    );
    let told = stderr(&output);
    for words in [
        "Word 文档：读到",
        "第1段：标题",
        "（成绩） 一、履职情况",
        "问题",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(stdout(&run(&["text", BAD, "--roles"])).contains("原因\t"));
}

#[test]
fn a_user_profile_works_by_path_and_its_faults_are_placed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("我的方案.toml");
    fs::write(
        &file,
        "extends = \"xiaogan\"\nid = \"own\"\n\n[length]\nmax = 1000\nstrength = \"hard\"\n",
    )
    .expect("a file");
    let path = file.to_string_lossy().into_owned();
    assert_eq!(code(&["profile", "validate", &path]), 0);
    let output = run(&[
        "check",
        BAD,
        "--profile",
        &path,
        "--select",
        "LEN001",
        "--format",
        "json",
    ]);
    let value: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(value["files"][0]["diagnostics"][0]["code"], "LEN001");
    assert_eq!(value["files"][0]["diagnostics"][0]["severity"], "error");
    fs::write(
        &file,
        "extends = \"xiaogan\"\n[length]\nmaks = 1000\nstrength = \"hard\"\n",
    )
    .expect("a file");
    let output = run(&["profile", "validate", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("我的方案.toml:3:1") && stderr(&output).contains("max"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_rules_folder_is_laid_over_the_built_in_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let terms = folder.path().join("terms");
    fs::create_dir(&terms).expect("a folder");
    fs::write(
        terms.join("own.toml"),
        "[[entry]]\nid = \"own-1\"\ncode = \"TXT007\"\nwords = [\"枇杷合作社\"]\nsay = \"枇杷专业合作社\"\n",
    )
    .expect("a file");
    let path = folder.path().to_string_lossy().into_owned();
    let output = run(&[
        "check", BAD, "--rules", &path, "--select", "TXT007", "--format", "json",
    ]);
    assert!(
        stdout(&output).contains("枇杷专业合作社"),
        "{}{}",
        stdout(&output),
        stderr(&output)
    );
    fs::write(
        terms.join("own.toml"),
        "[[entry]]\nid = \"own-1\"\ncode = \"TXT007\"\nwords = [\"x\"]\nsays = \"y\"\n",
    )
    .expect("a file");
    assert_eq!(code(&["check", BAD, "--rules", &path]), 2);
}

#[test]
fn a_wording_that_goes_over_the_end_of_a_line_fails_the_load() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_string_lossy().into_owned();
    let entry = "[[entry]]\nid = \"own-1\"\ncode = \"TXT007\"\nwords = [\"枇杷\\n合作社\"]\n";
    for (kind, text) in [
        ("terms", entry),
        ("lexicon", "words = [\"枇杷\\n合作社\"]\n"),
    ] {
        let kind = folder.path().join(kind);
        fs::create_dir(&kind).expect("a folder");
        let file = kind.join("deed.toml");
        fs::write(&file, text).expect("a file");
        let output = run(&["check", BAD, "--rules", &path]);
        assert_eq!(output.status.code(), Some(2));
        let told = stderr(&output);
        assert!(
            told.contains("deed.toml") && told.contains("枇杷"),
            "{told}"
        );
        fs::remove_file(&file).expect("a file to remove");
    }
}

#[test]
fn a_pattern_that_does_not_compile_fails_the_load() {
    let folder = tempfile::tempdir().expect("a folder");
    let terms = folder.path().join("terms");
    fs::create_dir(&terms).expect("a folder");
    let path = folder.path().to_string_lossy().into_owned();
    for (code, pattern) in [("TXT007", "(枇杷"), ("GRD003", "枇杷")] {
        let entry = format!(
            "[[entry]]\nid = \"own-1\"\ncode = \"{code}\"\nwords = [\"枇杷\"]\npattern = '{pattern}'\n"
        );
        fs::write(terms.join("own.toml"), entry).expect("a file");
        let output = run(&["check", BAD, "--rules", &path]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("own-1"), "{}", stderr(&output));
    }
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let output = shuzhi()
        .env_remove("NO_COLOR")
        .args(["check", BAD])
        .output()
        .expect("the program starts");
    assert!(!output.stdout.contains(&0x1b));
    let coloured = run(&["check", BAD, "--color", "always"]);
    assert!(coloured.stdout.contains(&0x1b));
}

#[test]
fn what_was_not_checked_earns_no_points() {
    for choice in [
        ["--select", "TXT"],
        ["--select", "FMT"],
        ["--ignore", "GRD,STR"],
    ] {
        let mut arguments = vec!["check", BAD, "--format", "json"];
        arguments.extend(choice);
        let report: Value = serde_json::from_str(&stdout(&run(&arguments))).expect("JSON");
        let rubric = &report["files"][0]["rubric"];
        assert_eq!(rubric["grade"], "不评等次", "{choice:?}");
        let dimensions = rubric["dimensions"].as_array().expect("dimensions");
        let problems = dimensions.iter().find(|one| one["id"] == "problems");
        assert!(problems.expect("problems")["score"].is_null(), "{choice:?}");
    }
    let one = ["check", BAD, "--format", "json", "--ignore", "STR003"];
    let report: Value = serde_json::from_str(&stdout(&run(&one))).expect("JSON");
    assert_ne!(report["files"][0]["rubric"]["grade"], "不评等次");
}

#[test]
fn a_heading_for_several_roles_is_shown_with_all_of_them() {
    let text = "2024年度述职报告\n\n一、履职情况\n我主持支委会12次，讲党课4次，走访党员家庭41户，修好机耕路1.3公里。\n\n\
                二、存在问题及整改措施\n（一）名单贴得晚。二季度的低保名单晚贴了22天，我没有催。名单评完三天内上墙，由监委会拍照。\n\
                （二）到三组去得少。全年我只去过2次。每月10日到三组去一趟，由组长签字。\n";
    let out = run_with_input(&["text", "-", "--roles"], text.as_bytes());
    let told = stdout(&out);
    assert!(
        told.contains("小标题1·问题、打算\t二、存在问题及整改措施"),
        "{told}"
    );
    assert!(told.contains("问题→打算\t（一）"), "{told}");
}

#[test]
fn a_report_without_causes_earns_nothing_for_them() {
    let text = "# 2024年度党支部书记抓基层党建述职报告\n\n我任李庄村党支部书记四年，现将2024年履行职责情况述职如下。\n\n\
                ## 一、履职情况\n\n我主持召开支委会12次，讲党课4次，走访党员家庭41户，发展党员2名，修通村北机耕路1.3公里。\n\n\
                ## 二、存在的问题\n\n一是开会走过场。全年主题党日有3次只念了文件，我坐在台上没有管。\n\n\
                二是村里的账看不明白。王大爷问我修路的钱花在哪，我翻了半天说不出来。\n\n\
                ## 三、下一步打算\n\n一是每月5日先定题目再开会，由党小组轮着主持。\n\n二是四月前请镇里的会计来教两天，账目每季上墙。\n";
    let out = run_with_input(&["check", "-", "--format", "json"], text.as_bytes());
    let report: Value = serde_json::from_str(&stdout(&out)).expect("JSON");
    let dimensions = &report["files"][0]["rubric"]["dimensions"];
    let causes = dimensions.as_array().expect("dimensions").iter();
    let causes: Vec<&Value> = causes.filter(|one| one["id"] == "causes").collect();
    assert_eq!(causes.len(), 1);
    assert!(causes[0]["score"].is_null(), "{causes:?}");
}

#[test]
fn no_copy_is_written_over_a_report_or_another_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |path: &str| folder.path().join(path).to_string_lossy().into_owned();
    let report = fs::read(project("corpus/samples/村党支部书记述职报告.docx")).expect("a sample");
    for name in ["甲", "乙", "批注"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
        if name != "批注" {
            fs::write(at(&format!("{name}/述职报告.docx")), &report).expect("a report");
        }
    }
    let both = [at("甲/述职报告.docx"), at("乙/述职报告.docx")];
    for (folder, told) in [("乙", "要读的文件"), ("批注", "同一个文件")] {
        let docx = format!("docx={}", at(folder));
        let output = run(&["check", &both[0], &both[1], "--format", &docx]);
        assert_eq!(output.status.code(), Some(2), "{folder}");
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
    assert!(
        both.iter()
            .all(|path| fs::read(path).expect("a report") == report)
    );
    let copies = fs::read_dir(at("批注")).expect("a folder").count();
    assert_eq!(copies, 0, "nothing is written before it is refused");
}
