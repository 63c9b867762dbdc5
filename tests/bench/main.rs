//! Benches: `cargo bench`. Times are this machine's; compare ratios.
#![expect(clippy::expect_used, reason = "a bench without its sample is no bench")]

mod reports;
mod similar;

use std::io::{Cursor, Read, Write};
use std::process::{Command, Stdio};

use divan::Bencher;
use divan::counter::ItemsCount;
use shuzhi::checker::{Checker, Settings};
use shuzhi::corpus::samples::{self, Layout};
use shuzhi::document::Document;
use shuzhi::output::annotate::annotate;
use shuzhi::read;
use shuzhi::ruleset::Lang;

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

/// A thousand Word files, each with another text, as bytes in memory.
fn thousand_word_files() -> Vec<Vec<u8>> {
    let source = std::fs::read_to_string(path(MARKDOWN)).expect("a sample");
    (0..1_000)
        .map(|number| word_file(&source.replace("一年来", &format!("一年来走访{number}户，"))))
        .collect()
}

fn word_file(markdown: &str) -> Vec<u8> {
    let document = read::from_bytes(markdown.as_bytes(), Some("报告.md")).expect("a report");
    samples::build(&document, Layout::AutomaticNumbers).expect("a Word file")
}

/// Works on all items with two threads.
fn on_two_threads<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let (one, other) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| one.iter().for_each(&work));
        other.iter().for_each(&work);
    });
}

/// Reading 1,000 Word files, with one thread and with two.
#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn read_a_thousand_word_files(bencher: Bencher<'_, '_>, threads: usize) {
    let files = thousand_word_files();
    let read = |bytes: &Vec<u8>| {
        divan::black_box(read::from_bytes(bytes, None).expect("a report"));
    };
    bencher
        .counter(ItemsCount::new(files.len()))
        .bench_local(|| match threads {
            1 => files.iter().for_each(read),
            _ => on_two_threads(&files, read),
        });
}

/// Reading and checking 1,000 Word files and writing each as a line of JSON, with one thread and with two.
#[divan::bench(args = [1, 2], sample_count = 3, sample_size = 1)]
fn check_a_thousand_word_files(bencher: Bencher<'_, '_>, threads: usize) {
    let files = thousand_word_files();
    let checker = checker();
    let check = |bytes: &Vec<u8>| {
        let document = read::from_bytes(bytes, None).expect("a report");
        let report = checker.check(&document, None).report;
        divan::black_box(serde_json::to_string(&report).expect("JSON"));
    };
    bencher
        .counter(ItemsCount::new(files.len()))
        .bench_local(|| match threads {
            1 => files.iter().for_each(check),
            _ => on_two_threads(&files, check),
        });
}

/// A Word file of 15 MB: of pictures, which are never opened, or of text.
#[divan::bench(args = ["pictures", "text"], sample_count = 5, sample_size = 1)]
fn read_15_megabytes(bencher: Bencher<'_, '_>, of: &str) {
    const SIZE: usize = 15 << 20;
    let small = word_file(&std::fs::read_to_string(path(MARKDOWN)).expect("a sample"));
    let mut archive = zip::ZipArchive::new(Cursor::new(&small)).expect("a package");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().to_owned();
        let mut content = String::new();
        if of == "pictures" || name != "word/document.xml" {
            writer.raw_copy_file(entry).expect("an entry");
            continue;
        }
        entry.read_to_string(&mut content).expect("text");
        let body = content.find("<w:p ").or_else(|| content.find("<w:p>"));
        let (start, end) = (
            body.expect("a paragraph"),
            content.rfind("</w:p>").expect("a paragraph") + "</w:p>".len(),
        );
        let paragraphs = content[start..end].to_owned();
        let long = paragraphs.repeat(SIZE / paragraphs.len());
        content.replace_range(start..end, &long);
        writer.start_file(name, stored).expect("an entry");
        writer.write_all(content.as_bytes()).expect("memory");
    }
    if of == "pictures" {
        writer
            .start_file("word/media/image1.png", stored)
            .expect("an entry");
        writer.write_all(&vec![0x5a; SIZE]).expect("memory");
    }
    let bytes = writer.finish().expect("memory").into_inner();
    bencher.bench_local(|| read::from_bytes(&bytes, None).expect("a report"));
}

/// Putting the findings into a copy of the file.
#[divan::bench]
fn annotate_word_file(bencher: Bencher<'_, '_>) {
    let bytes = std::fs::read(path(WORD)).expect("a sample");
    let checked = checker().check(&document(WORD), None);
    bencher.bench_local(|| annotate(&bytes, &checked, Lang::Zh).expect("a copy").added);
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
