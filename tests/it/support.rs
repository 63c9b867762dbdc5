//! What the tests share: the program, a place for files, documents from text.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program.
pub fn shuzhi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shuzhi"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1");
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
