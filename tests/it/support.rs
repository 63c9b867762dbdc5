//! What the tests share: the program, a place for files, documents from text.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use shuzhi::document::Document;
use shuzhi::ruleset::WordSetting;
use shuzhi::text::typeface;
use shuzhi::word::{self, Sheet, Spacing, Type};

thread_local! {
    /// A folder for what the program keeps: every test has a thread of its own.
    static CACHE: tempfile::TempDir = tempfile::tempdir().expect("a folder");
}

/// The program, with a cache for this test alone.
pub fn shuzhi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shuzhi"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1");
    CACHE.with(|cache| command.env("SHUZHI_CACHE_DIR", cache.path()));
    command
}

/// Runs the program with arguments.
pub fn run(arguments: &[&str]) -> Output {
    shuzhi()
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// Runs the program with bytes on standard input.
pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = shuzhi()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A path in the project.
pub fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A document as a Word file set in a way of its own.
pub fn word(document: &Document, setting: &WordSetting) -> Vec<u8> {
    let kind = |said: &Option<String>, usual: Type| {
        said.as_deref().map_or(usual, |said| {
            let (face, size) = said.rsplit_once(' ').expect("a face and a size");
            Type::new(face, typeface::size(size).expect("a size") as usize)
        })
    };
    let usual = Sheet::default();
    let spacing = setting.line.as_deref().map_or(usual.spacing, |line| {
        let (number, unit) = line.split_once(' ').expect("a number and a unit");
        let number: f64 = number.parse().expect("a number");
        match unit {
            "磅" => Spacing::Exact((number * 20.0) as i32),
            _ => Spacing::Lines((number * 240.0) as i32),
        }
    });
    let twips = |millimetres: f64| (millimetres * 1440.0 / 25.4).round() as i32;
    let sheet = Sheet {
        title: kind(&setting.title, usual.title),
        centred: setting.centred.unwrap_or(usual.centred),
        heading: kind(&setting.heading, usual.heading),
        subheading: kind(&setting.subheading, usual.subheading),
        body: kind(&setting.body, usual.body),
        spacing,
        indent: setting
            .indent
            .map_or(usual.indent, |indent| (indent * 100.0) as i32),
        paper: usual.paper,
        margins: setting
            .margins
            .map_or(usual.margins, |margins| margins.map(twips)),
        grid: usual.grid,
        numbered: setting.page_number.unwrap_or(usual.numbered),
    };
    let mut docx = sheet.docx();
    for (place, block) in document.blocks.iter().enumerate() {
        let text = block.text.as_str();
        docx = docx.add_paragraph(match block.outline {
            _ if place == 0 => sheet.title(text),
            Some(level) => word::heading(level.saturating_sub(1), text),
            None if text.ends_with('：') => word::salutation(text),
            None => word::body(text),
        });
    }
    sheet.pack(docx).expect("a Word file")
}

/// A sample with a profile that fits it, and last year's file.
pub const SAMPLES: [(&str, &str, Option<&str>); 9] = [
    ("村党支部书记述职报告.docx", "xiaogan", None),
    ("镇党委书记述职报告.docx", "xiaogan", None),
    ("中学党总支书记述职报告.md", "education-bureau", None),
    (
        "县住建局党组书记述职报告.docx",
        "county-2022",
        Some("县住建局党组书记述职报告（2021年度）.docx"),
    ),
    (
        "县住建局党组书记述职报告（2021年度）.docx",
        "county-2022",
        None,
    ),
    ("银行支行行长述职报告.md", "bank-cadre", None),
    ("农场党支部书记述职报告.docx", "farm-bureau", None),
    ("社区党委书记述职报告（繁体）.md", "subdistrict", None),
    ("村党总支书记述职报告（差）.docx", "default", None),
];

/// A Word file's text as LibreOffice writes it; none, said aloud, where it is not installed.
pub fn libreoffice_text(file: &Path) -> Option<String> {
    let Ok(found) = Command::new("soffice").arg("--version").output() else {
        eprintln!("skipped: LibreOffice is not installed");
        return None;
    };
    assert!(found.status.success());
    let folder = tempfile::tempdir().expect("a folder");
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    );
    let converted = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(folder.path())
        .arg(file)
        .output()
        .expect("LibreOffice runs");
    assert!(converted.status.success());
    let name = file.with_extension("txt");
    let name = name.file_name().expect("a name");
    Some(std::fs::read_to_string(folder.path().join(name)).expect("its text"))
}
