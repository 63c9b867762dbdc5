//! A batch audited in pieces, as an engine on many machines does it, gives what one run gives: `tests/engine/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use shuzhi::audit::similar::{Batch, Index, Sketch};

use crate::similar::reports::Report;
use crate::support::{run, run_with_input, stderr, stdout};

const SURNAMES: [&str; 24] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨",
    "朱", "秦", "尤", "许", "何", "吕", "施", "张",
];
/// Who took how much from whom.
const COPIES: [(usize, usize, f64); 5] = [
    (3, 14, 0.9),
    (5, 20, 0.5),
    (7, 21, 0.3),
    (20, 22, 0.4),
    (23, 2, 0.25),
];

/// 24 reports, a file that is none, and a roster on which the school of one stands that its text names in passing.
struct Inbox {
    folder: tempfile::TempDir,
    /// In the order of an audit.
    files: Vec<PathBuf>,
}

impl Inbox {
    fn new() -> Inbox {
        let folder = tempfile::tempdir().expect("a folder");
        let mut reports: Vec<Report> = (1..=24).map(|seed| Report::new(seed, 2_000)).collect();
        for sentence in reports[14].sentences.iter_mut().step_by(3) {
            *sentence = format!("白沙小学里，{sentence}");
        }
        let originals = reports.clone();
        for (copy, source, share) in COPIES {
            reports[copy].copy_from(&originals[source], share, copy as u64);
        }
        let common = Report::new(99, 500).sentences;
        let mut roster = "单位,姓名,职务\n".to_owned();
        let mut files = Vec::new();
        let inbox = folder.path().join("收到");
        for (at, report) in reports.iter_mut().enumerate() {
            report.writer = format!("{}文斌", SURNAMES[at]);
            report.sentences.splice(0..0, common.iter().cloned());
            let unit = match at {
                14 => {
                    // The report itself does not say.
                    report.village.clear();
                    "白沙小学".to_owned()
                }
                _ => format!("青石镇{}", report.village),
            };
            roster += &format!("{unit},{},党支部书记\n", report.writer);
            let town = inbox.join(["甲镇", "乙镇"][at % 2]);
            fs::create_dir_all(&town).expect("a folder");
            let path = town.join(format!("{at:02} {} 述职报告.md", report.writer));
            fs::write(&path, report.markdown()).expect("a file");
            files.push(path);
        }
        roster += "泉眼村,没交报告,党支部书记\n";
        fs::write(folder.path().join("名单.csv"), roster).expect("a roster");
        files.push(inbox.join("甲镇/坏.docx"));
        fs::write(&files[24], "PK\u{3}\u{4}").expect("a file");
        files.sort();
        Inbox { folder, files }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The lines of an audit of the folder.
    fn whole(&self, more: &[&str]) -> String {
        let (inbox, roster) = (self.path("收到"), self.path("名单.csv"));
        let fixed = ["audit", &inbox, "--roster", &roster, "--format", "jsonl"];
        stdout(&run(&[&fixed, more].concat()))
    }

    /// The lines of audits of the files part by part.
    fn parts(&self, more: &[&str]) -> Vec<Value> {
        let roster = self.path("名单.csv");
        let fixed = ["audit", "--files-from", "-", "--roster", &roster];
        let arguments = [&fixed, more, &["--format", "jsonl"]].concat();
        let of_part = |part: &[PathBuf]| {
            let list: Vec<String> = part.iter().map(|path| path.display().to_string()).collect();
            lines(&stdout(&run_with_input(
                &arguments,
                list.join("\n").as_bytes(),
            )))
        };
        self.files.chunks(9).flat_map(of_part).collect()
    }
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn with<'l>(lines: &'l [Value], key: &str) -> Vec<&'l Value> {
    lines
        .iter()
        .filter(|line| line.get(key).is_some())
        .collect()
}

/// Reports by a key that they share, and those keys that are no boilerplate.
fn groups(sketches: &[&Value], key: &str, most: usize) -> (Vec<BTreeSet<usize>>, BTreeSet<String>) {
    let mut groups: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, sketch) in sketches.iter().enumerate() {
        for value in sketch[key].as_array().expect("a list") {
            let group = groups.entry(value.to_string().replace('"', ""));
            group.or_default().insert(number);
        }
    }
    let common: BTreeSet<String> = groups
        .iter()
        .filter(|(_, group)| group.len() > most)
        .map(|(value, _)| value.clone())
        .collect();
    groups.retain(|value, group| !common.contains(value) && group.len() <= 24);
    (groups.into_values().collect(), common)
}

fn pairs(groups: &[BTreeSet<usize>]) -> BTreeMap<(usize, usize), usize> {
    let mut pairs = BTreeMap::new();
    for group in groups {
        for a in group {
            for b in group.range(a + 1..) {
                *pairs.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    pairs
}

fn equal_bins(one: &Value, other: &Value) -> usize {
    let bins = |sketch: &Value| sketch["signature"].as_str().expect("text").to_owned();
    let (one, other) = (bins(one), bins(other));
    let bins = one.as_bytes().chunks(4).zip(other.as_bytes().chunks(4));
    bins.filter(|(one, other)| one == other).count()
}

/// Whose a report is, as `compare --pairs-from` takes it.
fn own(report: &Value) -> Value {
    let submission = &report["submission"];
    match submission["line"].is_null() {
        true => json!({}),
        false => json!({"units": [submission["unit"]], "names": [submission["name"]]}),
    }
}

#[test]
fn pieces_give_what_one_run_gives() {
    let inbox = Inbox::new();
    let one_run = inbox.whole(&[]);
    let one = lines(&one_run);
    let parts = inbox.parts(&["--sketch"]);

    // Every report, without a pair or what follows from one.
    assert!(with(&parts, "pair").is_empty() && with(&parts, "amended").is_empty());
    let reports = with(&parts, "sketch");
    assert_eq!(reports.len(), 24);
    let mut bare: Vec<Value> = reports.iter().map(|report| (*report).clone()).collect();
    for report in &mut bare {
        report.as_object_mut().expect("an object").remove("sketch");
    }
    assert_eq!(bare.iter().collect::<Vec<_>>(), with(&one, "rubric"));
    assert_eq!(with(&parts, "error"), with(&one, "error"));
    assert_eq!(with(&one, "error").len(), 1);

    // The join, from what the lines say alone.
    let sketches: Vec<&Value> = reports.iter().map(|report| &report["sketch"]).collect();
    let (by_sample, boilerplate) = groups(&sketches, "samples", 18);
    let (by_band, _) = groups(&sketches, "bands", usize::MAX);
    let mut candidates: BTreeSet<(usize, usize)> = pairs(&by_sample).into_keys().collect();
    let by_band = pairs(&by_band).into_keys();
    candidates.extend(by_band.filter(|(a, b)| equal_bins(sketches[*a], sketches[*b]) >= 16));
    assert!(!boilerplate.is_empty(), "all have a passage in common");
    // It is what the program itself would look at.
    let mut index = Index::new();
    for sketch in &sketches {
        let sketch: Sketch = serde_json::from_value((*sketch).clone()).expect("a sketch");
        index.add(&sketch, Batch::This);
    }
    let own_candidates = index.candidates();
    let own_candidates = own_candidates
        .iter()
        .map(|candidate| (candidate.a as usize, candidate.b as usize));
    assert_eq!(
        candidates,
        own_candidates.collect::<BTreeSet<(usize, usize)>>()
    );
    let samples = index.boilerplate();
    let samples: BTreeSet<String> = samples.iter().map(u32::to_string).collect();
    assert_eq!(boilerplate, samples);

    // Compared in two parts.
    let list = inbox.path("公共.txt");
    let samples: Vec<String> = boilerplate.into_iter().collect();
    fs::write(&list, samples.join("\n")).expect("a file");
    let candidates: Vec<(usize, usize)> = candidates.into_iter().collect();
    let mut compared = String::new();
    for part in candidates.chunks(candidates.len().div_ceil(2)) {
        let mut asked = String::new();
        for (a, b) in part {
            let (a, b) = (reports[*a], reports[*b]);
            let line = json!({"a": a["path"], "b": b["path"], "own_a": own(a), "own_b": own(b)});
            asked += &format!("{line}\n");
        }
        let arguments = ["compare", "--pairs-from", "-", "--boilerplate", &list];
        let output = run_with_input(&arguments, asked.as_bytes());
        compared += &stdout(&output);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    }
    let told = lines(&compared);
    let told: Vec<&Value> = told.iter().filter(|line| !line["pair"].is_null()).collect();
    assert_eq!(told, with(&one, "pair"));
    assert!(told.len() >= COPIES.len());
    let foreign = |line: &&Value| line["pair"]["foreign"].to_string().contains("白沙小学");
    assert!(told.iter().any(foreign), "known from the roster");

    // What the pairs mean for their reports.
    let list = inbox.path("雷同.jsonl");
    fs::write(&list, &compared).expect("a file");
    let parts = inbox.parts(&["--compared", &list]);
    assert_eq!(with(&parts, "pair"), with(&one, "pair"));
    assert_eq!(with(&parts, "amended"), with(&one, "amended"));
    assert!(with(&one, "amended").len() >= 4);
    // The whole of it, with whom the roster misses.
    assert_eq!(with(&one, "person").len(), 25);
    assert_eq!(inbox.whole(&["--compared", &list]), one_run);
}

#[test]
fn lists_for_comparing_are_checked() {
    let inbox = Inbox::new();
    let folder = inbox.path("收到");
    let (missing, wrong) = (inbox.path("没有.jsonl"), inbox.path("错.jsonl"));
    fs::write(&wrong, "{\"a\":\"甲\"}\n").expect("a file");
    let report = inbox.files[0].display().to_string();
    let cases: [(&[&str], &str); 6] = [
        (&["audit", &folder, "--sketch"], "--format jsonl"),
        (&["audit", &folder, "--compared", &missing], "没有.jsonl"),
        (&["audit", &folder, "--compared", &wrong], "清单第 1 行"),
        (
            &["audit", "--files-from", "-", "--compared", "-"],
            "标准输入只能读一次",
        ),
        (
            &["compare", &report, &report, "--boilerplate", &wrong],
            "第 1 行不是 samples 里的数",
        ),
        (
            &["compare", &report, &report, "--boilerplate", &missing],
            "没有.jsonl",
        ),
    ];
    for (arguments, said) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(said),
            "{said}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn reports_in_archives_are_compared_by_the_names_that_an_audit_gives_them() {
    use std::io::Write as _;

    let inbox = Inbox::new();
    let path = inbox.path("乡镇.zip");
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).expect("a file"));
    for place in [3, 14] {
        let wanted = format!("/{place:02} ");
        let file = inbox
            .files
            .iter()
            .find(|file| file.display().to_string().contains(&wanted));
        let text = fs::read(file.expect("a report")).expect("its text");
        let options = zip::write::SimpleFileOptions::default();
        let name = format!("甲镇/{place}.md");
        archive.start_file(name, options).expect("a member");
        archive.write_all(&text).expect("its text");
    }
    archive.finish().expect("an archive");
    let one = lines(&stdout(&run(&["audit", &path, "--format", "jsonl"])));
    let told = with(&one, "pair");
    assert_eq!(told.len(), 1);
    let asked = json!({"a": told[0]["a"], "b": told[0]["b"]}).to_string();
    let arguments = ["compare", "--pairs-from", "-"];
    let output = run_with_input(&arguments, asked.as_bytes());
    assert_eq!(&lines(&stdout(&output))[0], told[0], "{}", stderr(&output));
    let asked = asked.replace("14.md", "15.md");
    let output = run_with_input(&arguments, asked.as_bytes());
    assert_eq!(output.status.code(), Some(2));
}
