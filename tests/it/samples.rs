//! The samples: Word files are what their sources say, and their findings are those a careful reader would have.

use serde_json::Value;

use crate::support::{SAMPLES, libreoffice_text, project, run, stdout};

fn read_text(path: &str) -> String {
    let output = run(&["text", path]);
    assert!(output.status.success(), "{path}");
    stdout(&output)
}

#[test]
fn word_samples_are_built_from_their_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("source");
    std::fs::create_dir(&source).expect("a folder");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(project("corpus/samples/source")).expect("the sources") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, source.join(path.file_name().expect("a name"))).expect("a copy");
        names.push(
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
        );
    }
    let built = run(&["corpus", "samples", &folder.path().to_string_lossy()]);
    assert!(built.status.success());
    assert_eq!(names.len(), 6);
    for name in names {
        let fresh = read_text(&folder.path().join(format!("{name}.docx")).to_string_lossy());
        let committed = read_text(&format!("corpus/samples/{name}.docx"));
        assert_eq!(
            fresh, committed,
            "{name}.docx is not what its source says: run `shuzhi corpus samples corpus/samples`"
        );
        assert!(fresh.lines().count() > 10, "{name}");
    }
}

fn check(sample: &str, profile: &str, previous: Option<&str>) -> Value {
    let path = format!("corpus/samples/{sample}");
    let last = previous.map(|file| format!("corpus/samples/{file}"));
    let mut arguments = vec![
        "check",
        &path,
        "--profile",
        profile,
        "--format",
        "json",
        "--sentences",
    ];
    if let Some(last) = &last {
        arguments.extend(["--previous", last]);
    }
    let output = run(&arguments);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{sample}: {error}"))
}

fn codes(value: &Value) -> Vec<(String, String)> {
    let list = value["files"][0]["diagnostics"]
        .as_array()
        .expect("diagnostics");
    list.iter()
        .map(|one| {
            (
                one["code"].as_str().unwrap_or_default().to_owned(),
                one["severity"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

#[test]
fn json_of_every_sample_is_valid_and_points_into_the_text() {
    let schema: Value = serde_json::from_slice(
        &std::fs::read(project("rules/schema/report.json")).expect("the schema"),
    )
    .expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (sample, profile, previous) in SAMPLES {
        let value = check(sample, profile, previous);
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{sample}: {errors:?}");
        let path = format!("corpus/samples/{sample}");
        let text = if sample.ends_with(".docx") {
            read_text(&path)
        } else {
            std::fs::read_to_string(project(&path)).expect("a file")
        };
        let sentences = value["files"][0]["sentences"]
            .as_array()
            .expect("sentences");
        assert!(sentences.len() > 20, "{sample}");
        for sentence in sentences {
            let offset = |end: &str| {
                usize::try_from(
                    sentence["range"][end]["offset"]
                        .as_u64()
                        .expect("an offset"),
                )
                .expect("small")
            };
            let words = sentence["text"].as_str().expect("text");
            let there = &text[offset("start")..offset("end")];
            assert!(
                there == words || there.replace("**", "") == words,
                "{sample}: {there} / {words}"
            );
            let line =
                usize::try_from(sentence["range"]["start"]["line"].as_u64().expect("a line"))
                    .expect("small");
            let column = usize::try_from(
                sentence["range"]["start"]["column"]
                    .as_u64()
                    .expect("a column"),
            )
            .expect("small");
            let from: String = text
                .lines()
                .nth(line - 1)
                .expect("the line")
                .chars()
                .skip(column - 1)
                .collect();
            let first: String = there.chars().take(4).collect();
            assert!(from.starts_with(&first), "{sample}: {from} / {first}");
        }
    }
}

#[test]
fn findings_of_the_samples_are_those_of_a_careful_reader() {
    let bad = codes(&check("村党支部书记述职报告.docx", "xiaogan", None));
    for code in ["SHR002", "GRD002", "GRD003", "GRD006", "TXT001", "TRM002"] {
        assert!(
            bad.iter().any(|(other, _)| other == code),
            "{code} is missing in {bad:?}"
        );
    }
    let achievements = codes(&check("村党总支书记述职报告（差）.docx", "default", None));
    assert!(
        achievements.contains(&("GRD106".to_owned(), "error".to_owned())),
        "{achievements:?}"
    );
    for silenced in ["SHR001", "GRD002", "GRD003", "GRD004", "GRD005", "GRD108"] {
        assert!(
            achievements.iter().all(|(code, _)| code != silenced),
            "{silenced} in {achievements:?}"
        );
    }
    for (good, profile) in [
        ("镇党委书记述职报告.docx", "xiaogan"),
        ("银行支行行长述职报告.md", "bank-cadre"),
    ] {
        let found = codes(&check(good, profile, None));
        assert!(
            found.iter().all(|(_, severity)| severity == "info"),
            "{good}: {found:?}"
        );
    }
    let school = codes(&check(
        "中学党总支书记述职报告.md",
        "education-bureau",
        None,
    ));
    assert!(
        school.contains(&("SHR004".to_owned(), "error".to_owned())),
        "{school:?}"
    );
}

#[test]
fn pledges_of_the_bureau_are_told_apart() {
    let value = check(
        "县住建局党组书记述职报告.docx",
        "county-2022",
        Some("县住建局党组书记述职报告（2021年度）.docx"),
    );
    let pledges = value["files"][0]["pledges"].as_array().expect("pledges");
    let with = |status: &str| {
        pledges
            .iter()
            .filter(|pledge| pledge["status"] == status)
            .count()
    };
    assert!(pledges.len() >= 5, "{pledges:#?}");
    assert!(
        with("answered") >= 2 && with("partial") >= 1 && with("missing") >= 1,
        "{pledges:#?}"
    );
}

/// Word files of ours open in LibreOffice, and its 字数 differs from ours only by what the rule says it counts otherwise.
#[test]
fn libreoffice_reads_the_samples_as_we_do() {
    let Some(theirs) = libreoffice_text(&project("corpus/samples/镇党委书记述职报告.docx"))
    else {
        return;
    };
    let ours = read_text("corpus/samples/镇党委书记述职报告.docx");
    let (theirs, ours) = (
        shuzhi::text::count::words(&theirs),
        shuzhi::text::count::words(&ours),
    );
    let difference = theirs.abs_diff(ours) as f64 / ours as f64;
    assert!(difference < 0.02, "LibreOffice {theirs}, we {ours}");
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let readme = std::fs::read_to_string(project("README.md")).expect("the README");
    let (_, shown) = readme.split_once("```text\n").expect("an example");
    let (shown, _) = shown.split_once("```").expect("its end");
    let sample = "corpus/samples/村党支部书记述职报告.docx";
    let said = stdout(&run(&["check", sample, "--profile", "xiaogan"]));
    let left_out = |line: &&str| !line.trim().is_empty() && !line.contains('…');
    for line in shown.lines().filter(left_out) {
        assert!(said.lines().any(|said| said == line), "{line}");
    }
}
