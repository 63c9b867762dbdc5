//! Benches: `cargo bench`. Times are this machine's; compare ratios.
#![expect(clippy::expect_used, reason = "a bench without its sample is no bench")]

use std::process::{Command, Stdio};

use divan::Bencher;
use shuzhi::checker::{Checker, Settings};
use shuzhi::document::Document;
use shuzhi::read;

fn main() {
    divan::main();
}

const MARKDOWN: &str = "corpus/samples/source/镇党委书记述职报告.md";
const WORD: &str = "corpus/samples/镇党委书记述职报告.docx";

fn path(file: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn document(file: &str) -> Document {
    read::open(&path(file)).expect("a sample")
}

fn checker() -> Checker {
    Checker::new(Settings {
        profile: Some("xiaogan".into()),
        ..Settings::default()
    })
    .expect("a profile")
}

/// A whole process: start, read, check, write JSON.
#[divan::bench(args = [MARKDOWN, WORD])]
fn cold_process(bencher: Bencher<'_, '_>, file: &str) {
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_shuzhi"))
            .args(["check", "--profile", "xiaogan", "--format", "json"])
            .arg(path(file))
            .stdout(Stdio::null())
            .status()
            .expect("the program starts")
    };
    bencher.bench_local(run);
}

/// The floor under it: start and print the version.
#[divan::bench]
fn cold_process_floor() -> std::process::ExitStatus {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shuzhi"));
    command
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .expect("the program starts")
}

#[divan::bench(args = [MARKDOWN, WORD])]
fn read_file(file: &str) -> Document {
    document(file)
}

#[divan::bench]
fn load_profile_and_rules() -> Checker {
    checker()
}

#[divan::bench]
fn parse_to_draft(bencher: Bencher<'_, '_>) {
    let (checker, document) = (checker(), document(MARKDOWN));
    bencher.bench_local(|| checker.draft(&document).measures.words);
}

#[divan::bench]
fn check_warm(bencher: Bencher<'_, '_>) {
    let (checker, document) = (checker(), document(MARKDOWN));
    bencher.bench_local(|| checker.check(&document, None).report.diagnostics.len());
}

#[divan::bench]
fn check_with_last_year(bencher: Bencher<'_, '_>) {
    let checker = Checker::new(Settings {
        profile: Some("county-2022".into()),
        ..Settings::default()
    })
    .expect("a profile");
    let this = document("corpus/samples/source/县住建局党组书记述职报告.md");
    let last = document("corpus/samples/source/县住建局党组书记述职报告（2021年度）.md");
    bencher.bench_local(|| checker.check(&this, Some(&last)).report.pledges.len());
}

#[divan::bench]
fn segment_words(bencher: Bencher<'_, '_>) {
    let text = std::fs::read_to_string(path(MARKDOWN)).expect("a sample");
    bencher.bench_local(|| shuzhi::text::segment(&text).len());
}
