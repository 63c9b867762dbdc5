//! What every format owes its readers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::Run;
use super::sample::{empty_run, english_run, error_run, sample_run};
use super::wrap::width;
use super::{Format, Options, writer};

fn render(format: Format, run: &Run) -> String {
    let mut out = Vec::new();
    writer(format, &Options::default())
        .unwrap()
        .write(run, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

/// The formats that are pages of their own; the annotated copy needs its file.
fn pages() -> impl Iterator<Item = Format> {
    Format::ALL
        .into_iter()
        .filter(|format| *format != Format::Docx)
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Exactly the contract's names, and the additions that came since.
#[track_caller]
fn assert_keys(value: &Value, contract: &str, added: &str) {
    let expected: BTreeSet<_> = contract
        .split_whitespace()
        .chain(added.split_whitespace())
        .collect();
    assert_eq!(keys(value), expected);
}

#[test]
fn json_has_the_field_names_of_the_contract() {
    let value: Value = serde_json::from_str(&render(Format::Json, &sample_run())).unwrap();
    assert_eq!(value["schema"], "shuzhi/1");
    assert_keys(&value, "schema tool files errors", "");
    assert_keys(&value["tool"], "name version ruleset", "");
    assert_keys(&value["errors"][0], "path message", "");
    let file = &value["files"][0];
    assert_keys(
        file,
        "path format title year previous profile counts roles outline topics pledges diagnostics not_judged skipped rubric",
        "year_source suggested_profiles notes",
    );
    assert_keys(&file["profile"], "id title source", "");
    assert_keys(
        &file["counts"],
        "words characters paragraphs sentences speech_minutes parts",
        "",
    );
    assert_keys(&file["counts"]["parts"][0], "title words", "");
    assert_keys(
        &file["roles"],
        "intro achievement rectification problem cause plan closing other",
        "",
    );
    assert_keys(&file["roles"]["problem"], "words share", "");
    assert_keys(&file["outline"][0], "level number title role range", "");
    assert_keys(
        &file["topics"][0],
        "id title compulsory covered evidence",
        "",
    );
    assert_keys(
        &file["pledges"][0],
        "id text deadline source status confidence evidence",
        "reason",
    );
    assert_eq!(file["pledges"][2]["status"], "missing");
    let diagnostic = &file["diagnostics"][5];
    assert_keys(
        diagnostic,
        "code name severity confidence message help range related repeats demand",
        "",
    );
    assert_eq!(diagnostic["severity"], "warning");
    assert_keys(&diagnostic["demand"], "profile text strength", "");
    assert_keys(&diagnostic["related"][0], "message range", "");
    assert_keys(&diagnostic["range"], "start end label paragraph", "");
    assert_keys(&diagnostic["range"]["start"], "line column offset", "");
    assert_eq!(file["diagnostics"][0]["range"], Value::Null);
    assert_keys(&file["not_judged"][0], "code reason", "");
    assert_keys(&file["skipped"][0], "what count", "");
    assert_keys(
        &file["rubric"],
        "total grade outcome outcome_text dimensions",
        "note",
    );
    assert_eq!(file["rubric"]["outcome"], "revise");
    assert_keys(
        &file["rubric"]["dimensions"][0],
        "id title score max gained lost",
        "",
    );
    assert_keys(
        &file["rubric"]["dimensions"][0]["lost"][0],
        "code points reason",
        "",
    );
}

#[test]
fn json_is_valid_against_its_own_schema() {
    let validator = jsonschema::validator_for(&super::report_schema()).unwrap();
    for run in [sample_run(), empty_run(), error_run()] {
        let value: Value = serde_json::from_str(&render(Format::Json, &run)).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|it| it.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn jsonl_is_one_line_a_file() {
    let text = render(Format::Jsonl, &sample_run());
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["path"], "报告/柳湾镇述职报告.md");
    assert_keys(&lines[2], "path error", "");
}

#[test]
fn sarif_is_valid() {
    // The published schema has a stray bracket in two patterns, which strict engines refuse.
    let schema = include_str!("../../tests/it/data/sarif-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for run in [sample_run(), english_run(), empty_run(), error_run()] {
        let value: Value = serde_json::from_str(&render(Format::Sarif, &run)).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|it| format!("{}: {it}", it.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn sarif_points_into_the_source() {
    let value: Value = serde_json::from_str(&render(Format::Sarif, &sample_run())).unwrap();
    let run = &value["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let result = &run["results"][2];
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        region["snippet"]["text"],
        "深入开展“不忘初心、牢记使命”主题教育"
    );
    assert_eq!(
        region["endColumn"].as_u64().unwrap() - region["startColumn"].as_u64().unwrap(),
        19
    );
    let rule = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    assert!(
        result["message"]["text"]
            .as_str()
            .unwrap()
            .contains("建议：")
    );
    assert_eq!(run["results"][3]["level"], "note");
    let prints: BTreeSet<_> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            it["partialFingerprints"]["shuzhiPassage/1"]
                .as_str()
                .unwrap()
        })
        .collect();
    assert_eq!(prints.len(), 11);
}

#[test]
fn human_lines_fit_and_carets_stand_under_their_passage() {
    for run in [sample_run(), english_run()] {
        let text = render(Format::Human, &run);
        assert!(!text.contains('\u{1b}'));
        for line in text.lines().filter(|line| !line.contains("-->")) {
            assert!(width(line) <= 80, "{line}");
        }
    }
    let text = render(Format::Human, &sample_run());
    let lines: Vec<_> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("错误[TXT001]"))
        .unwrap();
    let carets = lines[at..]
        .iter()
        .position(|line| line.contains("^^"))
        .unwrap()
        + at;
    let start = lines[carets].find('^').unwrap();
    let quoted = lines[carets - 1];
    assert_eq!(width(&quoted[..quoted.find("XX").unwrap()]), start);
    assert!(lines[carets].ends_with(" ^^"));
    assert!(text.contains("另有 12 处"));
}

#[test]
fn colour_is_only_what_was_asked_for() {
    let options = Options {
        colour: true,
        ..Options::default()
    };
    let mut out = Vec::new();
    writer(Format::Human, &options)
        .unwrap()
        .write(&sample_run(), &mut out)
        .unwrap();
    let mut text = String::from_utf8(out).unwrap();
    assert!(text.contains("\u{1b}[1;31m错误[TXT001]"));
    while let Some(at) = text.find('\u{1b}') {
        let end = text[at..].find('m').unwrap();
        text.replace_range(at..=at + end, "");
    }
    let trim = |text: &str| {
        text.lines()
            .map(|it| it.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(trim(&text), trim(&render(Format::Human, &sample_run())));
}

#[test]
fn text_of_a_report_never_becomes_markup() {
    let html = render(Format::Html, &sample_run());
    assert!(
        !html.contains("<script>alert"),
        "the report's own text got through"
    );
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains("&#60;script&#62;alert"));
    assert!(html.contains("class=\"card error\"") && html.contains("class=\"row noted\""));
    assert!(!render(Format::Markdown, &sample_run()).contains("<script"));
}

#[test]
fn html_needs_nothing_from_elsewhere() {
    for run in [sample_run(), english_run(), empty_run(), error_run()] {
        let html = render(Format::Html, &run);
        for outside in ["http://", "https://", "src=", "@import", "url(", "<link"] {
            assert!(!html.contains(outside), "{outside}");
        }
        assert!(html.starts_with("<!doctype html>"));
        let ids: Vec<_> = html
            .split(" id=\"")
            .skip(1)
            .map(|it| it.split('"').next())
            .collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        for target in html.split("href=\"#").skip(1) {
            let target = target.split('"').next();
            assert!(ids.contains(&target), "{target:?} leads nowhere");
        }
    }
}

#[test]
fn runs_without_findings_or_files_say_so() {
    assert!(render(Format::Human, &empty_run()).contains("未发现问题"));
    assert!(render(Format::Markdown, &empty_run()).contains("未发现问题"));
    assert!(render(Format::Html, &empty_run()).contains("未发现问题"));
    assert_eq!(render(Format::Github, &empty_run()), "");
    for format in pages() {
        let text = render(format, &error_run());
        assert!(text.contains("压缩包"), "{format}: {text}");
    }
    assert!(render(Format::Human, &error_run()).contains("没有读到任何报告"));
}

#[test]
fn github_lines_are_commands() {
    let text = render(Format::Github, &sample_run());
    assert_eq!(text.lines().count(), 12);
    assert!(text.lines().all(|line| line.starts_with("::")));
    assert!(text.contains("::error file=报告/损坏%2C1.docx::"));
    assert!(text.contains("48.8%25"));
}

#[test]
fn format_names_are_read_back() {
    for format in Format::ALL {
        assert_eq!(format.name().parse::<Format>(), Ok(format));
    }
    let error = "jsno".parse::<Format>().unwrap_err();
    assert_eq!(error.suggestion, Some(Format::Json));
    assert!("pdf".parse::<Format>().is_err());
}

/// `SHUZHI_SAMPLES=dir` writes every format there, to look at.
#[test]
fn samples_can_be_looked_at() {
    let Some(dir) = std::env::var_os("SHUZHI_SAMPLES") else {
        return;
    };
    let dir = std::path::PathBuf::from(dir);
    std::fs::create_dir_all(&dir).unwrap();
    for format in pages() {
        std::fs::write(
            dir.join(format!("zh.{format}")),
            render(format, &sample_run()),
        )
        .unwrap();
        std::fs::write(
            dir.join(format!("en.{format}")),
            render(format, &english_run()),
        )
        .unwrap();
    }
    std::fs::write(dir.join("sample.html"), render(Format::Html, &sample_run())).unwrap();
    std::fs::write(dir.join("en.html"), render(Format::Html, &english_run())).unwrap();
    std::fs::write(dir.join("one.html"), render(Format::Html, &empty_run())).unwrap();
}
