//! How many instructions a check takes: `cargo bench --bench instructions`. Times sway by half on a shared machine, counts
//! by a thousandth, so that a look too many shows at once. They are of one compiler and one kind of processor: after a
//! change of either, `SHUZHI_BLESS=1` records them anew.
#![expect(clippy::expect_used, reason = "a bench without its sample is no bench")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_shuzhi");
const RECORDED: &str = "tests/bench/instructions.tsv";
/// More than the recorded count by so much fails; what counts sway by without a change is far less.
const MORE: f64 = 1.02;
/// Reports of a batch.
const BATCH: &str = "100";

fn main() -> ExitCode {
    if Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        println!("valgrind is not installed: no instructions are counted");
        return ExitCode::SUCCESS;
    }
    let place = std::env::temp_dir().join(format!("shuzhi-instructions-{}", std::process::id()));
    let counted: BTreeMap<&str, u64> = cases(&place)
        .into_iter()
        .map(|(name, files)| (name, instructions(&files, &place)))
        .collect();
    fs::remove_dir_all(&place).expect("a folder of our own");
    let recorded = root(RECORDED);
    if std::env::var_os("SHUZHI_BLESS").is_some() {
        let mut table = String::new();
        for (name, count) in &counted {
            writeln!(table, "{name}\t{count}").expect("a string takes all");
        }
        fs::write(&recorded, table).expect("the table can be written");
    }
    let table = fs::read_to_string(recorded).expect("the table");
    let known: BTreeMap<&str, u64> = table
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, count)| (name, count.parse().expect("a count")))
        .collect();
    let mut fine = true;
    println!("{:<16} {:>14} {:>14} {:>6}", "", "recorded", "now", "ratio");
    for (name, count) in counted {
        let known = known.get(name).copied().unwrap_or_default();
        let ratio = count as f64 / known as f64;
        fine &= ratio <= MORE;
        println!("{name:<16} {known:>14} {count:>14} {ratio:>6.3}");
    }
    if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn root(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// What is checked: one file by itself, for which the program has to get ready, and many in one run.
fn cases(place: &Path) -> [(&'static str, Vec<PathBuf>); 4] {
    let sample = |file: &str| vec![root("corpus/samples").join(file)];
    [
        ("one-markdown", sample("source/镇党委书记述职报告.md")),
        ("one-word", sample("镇党委书记述职报告.docx")),
        ("many-markdown", generated(&place.join("markdown"), &[])),
        ("many-word", generated(&place.join("word"), &["--word"])),
    ]
}

/// Generated reports; the same ones each time.
fn generated(place: &Path, form: &[&str]) -> Vec<PathBuf> {
    let made = Command::new(PROGRAM)
        .args(["corpus", "generate", "-n", BATCH])
        .args(form)
        .arg("-o")
        .arg(place)
        .arg(root("corpus/train"))
        .stdout(Stdio::null())
        .status();
    assert!(made.expect("the program starts").success());
    let units = listed(&place.join("收到"));
    let reports: Vec<PathBuf> = units.iter().flat_map(|unit| listed(unit)).collect();
    assert!(!reports.is_empty());
    reports
}

/// What a folder has, in order.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// The instructions of one run over some files.
fn instructions(files: &[PathBuf], place: &Path) -> u64 {
    fs::create_dir_all(place).expect("a folder of our own");
    let run = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no"])
        .arg("--cachegrind-out-file=/dev/null")
        .args([
            PROGRAM,
            "check",
            "--profile",
            "xiaogan",
            "--format",
            "jsonl",
        ])
        .args(files)
        .stdout(Stdio::null())
        .output()
        .expect("valgrind starts");
    let told = String::from_utf8_lossy(&run.stderr);
    let count = told
        .lines()
        .find_map(|line| line.split_once("refs:"))
        .map(|(_, count)| count.trim().replace(',', ""));
    count
        .and_then(|count| count.parse().ok())
        .expect("a count of instructions")
}
