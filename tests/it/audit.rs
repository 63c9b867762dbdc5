//! `audit`: a folder as reviewers receive it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use zip::write::SimpleFileOptions;

use crate::support::{project, run, stderr, stdout};

/// A folder with reports of several kinds, an archive, and what does not count.
fn inbox() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    let sample = |name: &str| fs::read(project("corpus/samples").join(name)).expect("a sample");
    let good = sample("县住建局党组书记述职报告.docx");
    write("甲镇/好.docx", &good);
    write("甲镇/差.docx", &sample("村党总支书记述职报告（差）.docx"));
    write("甲镇/~$差.docx", b"lock");
    write("甲镇/断了.docx", &good[..2000]);
    write("名单.xlsx", b"PK");
    write(".DS_Store", b"");
    write(".备份/旧.docx", &good);
    write("草稿/草稿.md", "述职报告".as_bytes());
    write(
        "乙镇.zip",
        &archive("乙镇/镇.docx", &sample("镇党委书记述职报告.docx")),
    );
    folder
}

/// An archive whose file names are in GBK, as Windows makes them.
fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // A name of as many ASCII letters is replaced afterwards, for the writer knows UTF-8 only.
    let (gbk, ..) = encoding_rs::GBK.encode(name);
    let stand_in = "x".repeat(gbk.len());
    writer
        .start_file(stand_in.as_str(), SimpleFileOptions::default())
        .expect("an entry");
    writer.write_all(bytes).expect("written");
    let mut archive = writer.finish().expect("an archive").into_inner();
    let places: Vec<usize> = archive
        .windows(gbk.len())
        .enumerate()
        .filter(|(_, window)| *window == stand_in.as_bytes())
        .map(|(place, _)| place)
        .collect();
    assert_eq!(places.len(), 2, "once at the entry, once in the directory");
    for place in places {
        archive[place..place + gbk.len()].copy_from_slice(&gbk);
    }
    archive
}

fn audit(folder: &Path, more: &[&str]) -> std::process::Output {
    let folder = folder.to_str().expect("UTF-8");
    run(&[&["audit", folder, "--profile", "xiaogan"], more].concat())
}

#[test]
fn tells_the_batch_in_figures_and_what_to_read_first() {
    let folder = inbox();
    let output = audit(folder.path(), &["--exclude", "草稿/"]);
    let text = stdout(&output);
    // One file could not be read.
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    for part in [
        "共 4 份报告，读出 3 份",
        "临时文件 1 个、隐藏的文件或文件夹 2 个、.xlsx 文件 1 个",
        "责令重写：1 份",
        "断了.docx：文件已损坏",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let first = text
        .lines()
        .skip_while(|line| !line.starts_with("建议先看"))
        .nth(1);
    assert!(
        first.is_some_and(|line| line.ends_with("差.docx")),
        "{text}"
    );
    assert!(text.contains("乙镇.zip/乙镇/镇.docx"), "{text}");
    assert!(!text.contains("草稿"), "{text}");
}

#[test]
fn a_notice_among_the_reports_is_told_to_be_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let notice = "# 关于做好2024年度党组织书记抓基层党建述职评议考核工作的通知\n\n各党支部：\n\n\
        按照镇党委安排，年底前开展述职评议考核。请各支部书记对照年初任务写好述职报告，12月10日前交到党建办，逾期不交的在大会上说明原因。\n";
    fs::write(folder.path().join("通知.md"), notice).expect("a file");
    let told = stdout(&audit(folder.path(), &[]));
    assert!(told.contains("共 0 份报告，读出 0 份"), "{told}");
    assert!(told.contains("另有 1 份不是述职报告，不计入统计"), "{told}");
    let json = stdout(&audit(folder.path(), &["--format", "jsonl"]));
    assert!(json.contains("标题落在“通知”上"), "{json}");
}

#[test]
fn writes_a_line_a_report_in_the_same_order_however_many_work() {
    let folder = inbox();
    let lines = |jobs: &str| -> Vec<String> {
        let output = audit(folder.path(), &["--format", "jsonl", "--jobs", jobs]);
        stdout(&output).lines().map(str::to_owned).collect()
    };
    let one = lines("1");
    assert_eq!(one, lines("3"));
    let paths: Vec<String> = one
        .iter()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let path = value["path"].as_str().expect("a path").to_owned();
            assert_eq!(
                value["error"].is_string(),
                path.ends_with("断了.docx"),
                "{line}"
            );
            path.rsplit('/').next().unwrap_or_default().to_owned()
        })
        .collect();
    assert_eq!(
        paths,
        ["镇.docx", "好.docx", "差.docx", "断了.docx", "草稿.md"]
    );
    let alone = run(&[
        "check",
        "corpus/samples/县住建局党组书记述职报告.docx",
        "--profile",
        "xiaogan",
        "--format",
        "jsonl",
    ]);
    let parse = |text: &str| -> serde_json::Value { serde_json::from_str(text).expect("JSON") };
    let (mut alone, mut among) = (parse(&stdout(&alone)), parse(&one[1]));
    alone["path"].take();
    among["path"].take();
    assert_eq!(alone, among);
}

#[test]
fn writes_files_whole_and_says_what_it_cannot_do() {
    let folder = inbox();
    let out = tempfile::tempdir().expect("a folder");
    let lines = out.path().join("结果.jsonl");
    let target = format!("jsonl={}", lines.display());
    let output = audit(folder.path(), &["--format", &target, "--format", "human"]);
    assert!(stdout(&output).contains("共 5 份报告"));
    assert_eq!(
        fs::read_to_string(&lines).expect("written").lines().count(),
        5
    );
    assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 1);

    let report = folder.path().join("甲镇/好.docx");
    let before = fs::read(&report).expect("a report");
    let over = format!("jsonl={}", report.display());
    let output = audit(folder.path(), &["--format", &over]);
    assert!(stderr(&output).contains("结果不能写进要检查的文件"));
    assert_eq!(fs::read(&report).expect("a report"), before);

    let empty = tempfile::tempdir().expect("a folder");
    let cases = [
        (audit(empty.path(), &[]), "没有找到可以检查的报告"),
        (audit(folder.path(), &["--format", "pdf"]), "没有 pdf 格式"),
        (
            audit(folder.path(), &["--exclude", "a[b"]),
            "--exclude 的写法有误",
        ),
        (
            audit(folder.path(), &["--previous", "去年.docx"]),
            "不能都用同一份上年度报告",
        ),
    ];
    for (output, said) in cases {
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            stderr(&output).contains(said),
            "{said}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn writes_a_page_to_a_file_only() {
    let folder = inbox();
    let target = tempfile::tempdir().expect("a folder");
    let path = target.path().join("审核.html");
    let format = format!("html={}", path.display());
    let output = audit(folder.path(), &["--format", &format]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let html = fs::read_to_string(&path).expect("a page");
    assert_eq!(html.matches("<section class=\"one\"").count(), 4);
    for part in ["断了.docx", "镇.docx", "责令重写", "代替组织对人的评价"] {
        assert!(html.contains(part), "{part}");
    }
    let output = audit(folder.path(), &["--format", "html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--format html=审核.html"));
}
