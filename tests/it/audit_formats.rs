//! `audit`: the workbook and the slips, as files on a disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use calamine::{Reader, Xlsx, open_workbook};

use crate::support::{project, run, stderr, stdout};

/// A folder of reports, and one beside it for results.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        let sample = |name: &str| fs::read(project("corpus/samples").join(name)).expect("a sample");
        let bad = sample("村党总支书记述职报告（差）.docx");
        for (name, bytes) in [
            ("收到/甲镇/村 书记.docx", bad.as_slice()),
            ("收到/乙镇/村 书记.docx", bad.as_slice()),
            ("收到/甲镇/断了.docx", &bad[..900]),
            ("收到/甲镇/=HYPERLINK(1).md", "# 述职报告\n".as_bytes()),
        ] {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn audit(&self, more: &[&str]) -> Output {
        let folder = self.path("收到");
        let folder = folder.to_str().expect("UTF-8");
        run(&[&["audit", folder, "--profile", "xiaogan"], more].concat())
    }

    fn slips(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path("反馈单"))
            .expect("a folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

fn text(path: &Path) -> String {
    stdout(&run(&["text", path.to_str().expect("UTF-8")]))
}

#[test]
fn writes_a_workbook_with_a_row_a_file_and_links_to_them() {
    let desk = Desk::new();
    let path = desk.path("审核表.xlsx");
    let target = format!("xlsx={}", path.display());
    let output = desk.audit(&["--format", &target]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    let table = book.worksheet_range("总表").expect("a sheet");
    assert_eq!(table.height(), 5);
    let outcomes: Vec<String> = table.rows().skip(1).map(|row| row[5].to_string()).collect();
    assert_eq!(outcomes[0], "责令重写", "{outcomes:?}");
    assert_eq!(outcomes[3], "未能检查", "{outcomes:?}");
    let mut archive = zip::ZipArchive::new(fs::File::open(&path).expect("a file")).expect("a zip");
    let mut links = String::new();
    let mut part = archive
        .by_name("xl/worksheets/_rels/sheet1.xml.rels")
        .expect("links");
    std::io::Read::read_to_string(&mut part, &mut links).expect("read");
    assert!(
        links.contains("Target=\"收到/甲镇/村%20书记.docx\""),
        "{links}"
    );

    let again = desk.path("再次.xlsx");
    desk.audit(&[
        "--format",
        &format!("xlsx={}", again.display()),
        "--jobs",
        "1",
    ]);
    assert!(fs::read(&path).expect("a file") == fs::read(&again).expect("a file"));

    let output = desk.audit(&["--format", "xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("--format xlsx=审核表.xlsx"),
        "{}",
        stderr(&output)
    );
    let english = desk.audit(&["--lang", "en", "--format", &target]);
    assert_eq!(english.status.code(), Some(2));
    let book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    assert_eq!(book.sheet_names()[0], "Overview");
}

#[test]
fn writes_a_slip_a_report_and_leaves_alone_what_others_wrote() {
    let desk = Desk::new();
    let folder = desk.path("反馈单");
    let folder = folder.to_str().expect("UTF-8");
    let output = desk.audit(&["--slips", folder]);
    assert!(
        stderr(&output).contains("已写入 3 份反馈单"),
        "{}",
        stderr(&output)
    );
    let names = [
        "=HYPERLINK(1)-反馈单.docx",
        "村 书记-反馈单-2.docx",
        "村 书记-反馈单.docx",
    ];
    assert_eq!(desk.slips(), names);
    let slip = desk.path("反馈单/村 书记-反馈单.docx");
    let said = text(&slip);
    for part in [
        "述职报告审核反馈单",
        "责令重写",
        "必须改",
        "建议：",
        "评价的是文稿",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }

    // What we wrote is replaced; what another one wrote under that name stays.
    fs::write(&slip, "别人的文件").expect("a file");
    desk.audit(&["--slips", folder]);
    assert_eq!(fs::read(&slip).expect("a file"), "别人的文件".as_bytes());
    let names = [
        names[0],
        "村 书记-反馈单-2.docx",
        "村 书记-反馈单-3.docx",
        names[2],
    ];
    assert_eq!(desk.slips(), names);
    desk.audit(&["--slips", folder]);
    assert_eq!(desk.slips(), names);
}

#[test]
fn slips_do_not_go_among_the_reports() {
    let desk = Desk::new();
    let among = desk.path("收到/反馈单");
    let output = desk.audit(&["--slips", among.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("请另选一个文件夹"),
        "{}",
        stderr(&output)
    );
    assert!(!among.exists());
    fs::write(desk.path("占位"), "").expect("a file");
    let file = desk.path("占位/反馈单");
    let output = desk.audit(&["--slips", file.to_str().expect("UTF-8")]);
    assert!(
        stderr(&output).contains("无法建立文件夹"),
        "{}",
        stderr(&output)
    );
}
