//! `annotate`, and `check` into an annotated copy.

use std::fs;
use std::process::Command;

use crate::support::{libreoffice_text, project, run, run_with_input, stderr, stdout};

const SAMPLE: &str = "corpus/samples/村党支部书记述职报告.docx";

fn text_of(path: &str) -> String {
    let output = run(&["text", path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// Every finding is a comment, the text is the same, the original is untouched; a second run leaves as many.
#[test]
fn the_copy_carries_every_finding_and_the_original_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("批注.docx");
    let summary = folder.path().join("评分.docx");
    let (copy, summary) = (
        copy.to_str().expect("UTF-8"),
        summary.to_str().expect("UTF-8"),
    );
    let before = fs::read(project(SAMPLE)).expect("the sample");
    let output = run(&[
        "annotate",
        SAMPLE,
        "-o",
        copy,
        "--summary",
        summary,
        "--profile",
        "xiaogan",
    ]);
    // As `check` would: this sample has errors.
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(fs::read(project(SAMPLE)).expect("the sample"), before);
    assert_eq!(text_of(copy), text_of(SAMPLE));

    let checked = run(&["check", SAMPLE, "--profile", "xiaogan", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&checked)).expect("JSON");
    let placed = json["files"][0]["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|diagnostic| !diagnostic["range"].is_null())
        .count();
    // One more stands at the title, for the report as a whole.
    let said = format!("已写入 {} 条批注", placed + 1);
    assert!(stderr(&output).contains(&said), "{}", stderr(&output));

    let again = folder.path().join("再批注.docx");
    let again = again.to_str().expect("UTF-8");
    let output = run(&["annotate", copy, "-o", again, "--profile", "xiaogan"]);
    assert!(stderr(&output).contains(&said), "{}", stderr(&output));
    assert_eq!(text_of(again), text_of(SAMPLE));

    let clean = folder.path().join("无批注.docx");
    let clean = clean.to_str().expect("UTF-8");
    let output = run(&["annotate", "--clean", again, "-o", clean]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains(&format!("已去掉 {} 条", placed + 1)));

    let score = text_of(summary);
    let total = json["files"][0]["rubric"]["total"]
        .as_f64()
        .expect("a number");
    assert!(score.contains(&format!("{total}")), "{score}");
}

#[test]
fn check_writes_the_copy_in_the_same_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("批注.docx");
    let format = format!("docx={}", copy.display());
    let output = run(&["check", SAMPLE, "--format", "json", "--format", &format]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("\"schema\""));
    assert_eq!(text_of(copy.to_str().expect("UTF-8")), text_of(SAMPLE));

    // Several files go into a folder that is there.
    let other = "corpus/samples/镇党委书记述职报告.docx";
    let into = format!("docx={}", folder.path().display());
    let output = run(&["check", SAMPLE, other, "--format", &into]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let copy = folder.path().join("镇党委书记述职报告.docx");
    assert_eq!(text_of(copy.to_str().expect("UTF-8")), text_of(other));
}

#[test]
fn what_cannot_be_annotated_is_refused_with_the_next_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("批注.docx");
    let copy = copy.to_str().expect("UTF-8");
    let refused = |arguments: &[&str], why: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
    };
    refused(&["annotate", SAMPLE, "-o", SAMPLE], "不能写进原文件");
    refused(
        &[
            "annotate",
            "corpus/samples/银行支行行长述职报告.md",
            "-o",
            copy,
        ],
        "另存为 .docx",
    );
    refused(&["annotate", "没有.docx", "-o", copy], "找不到");
    refused(
        &["annotate", SAMPLE, "-o", copy, "--summary", copy],
        "同一个文件",
    );
    refused(&["check", SAMPLE, "--format", "docx"], "docx=");
    refused(
        &["check", SAMPLE, SAMPLE, "--format", &format!("docx={copy}")],
        "文件夹",
    );
    let bytes = fs::read(project(SAMPLE)).expect("the sample");
    let output = run_with_input(&["annotate", "-", "-o", copy], &bytes);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("标准输入"), "{}", stderr(&output));
    assert!(!std::path::Path::new(copy).exists());
}

/// Other programs read the copy: the text is the same, and the comments are there.
#[test]
fn others_read_the_annotated_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("批注.docx");
    let shown = copy.to_str().expect("UTF-8");
    let output = run(&["annotate", SAMPLE, "-o", shown, "--profile", "xiaogan"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    if let (Some(before), Some(after)) =
        (libreoffice_text(&project(SAMPLE)), libreoffice_text(&copy))
    {
        assert_eq!(before, after);
    }
    let script = "import sys, docx\n\
        document = docx.Document(sys.argv[1])\n\
        print(len(document.paragraphs), len(list(document.comments)))";
    let python = Command::new("python3").args(["-c", script, shown]).output();
    match python {
        Ok(output) if output.status.success() => {
            let said = stdout(&output);
            let comments = said.split_whitespace().nth(1).expect("two numbers");
            assert!(comments.parse::<usize>().expect("a number") > 3, "{said}");
        }
        _ => eprintln!("skipped: python-docx with comments is not installed"),
    }
}
