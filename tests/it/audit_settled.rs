//! `audit` once all files are there: one report a person in the figures, and nobody's name on a doubtful file.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::support::{run, stderr, stdout};

/// Two people of two villages: one handed in twice, one's name stands alone on a second file.
fn inbox() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |head: &str, work: &str| {
        format!(
            "# 2026年度{head}述职报告\n\n## 一、履职情况\n\n{work}\n\n## 二、存在问题\n\n我对年轻党员管得松，全年谈心只有四次。\n\n## 三、下一步打算\n\n明年我每月同一名年轻党员谈心。\n"
        )
    };
    let bridge = "四月我把桥头两盏坏灯换好，七月带人清了三百米水渠，九月补种了十二亩被冲的菜地。";
    let shop = "春上我同三户养蜂的签了代销合同，夏天修好晒场，入冬前把二十六户的欠款结清。";
    let shed = "我守着苗圃大棚过了两个寒潮，又请人教嫁接，卖苗收入比上年多八千元，账目贴在院墙上。";
    let files = [
        (
            "甲镇/柳树村 王一 述职报告.md",
            report("柳树村党支部书记", bridge),
        ),
        ("王一.md", report("", shop)),
        (
            "乙镇/松岗村 周三 述职报告初稿.md",
            report("松岗村党支部书记", shed),
        ),
        (
            "乙镇/松岗村 周三 述职报告终稿.md",
            report(
                "松岗村党支部书记",
                &format!("{shed}村里四位老人由我结对照看，逢五逢十上门。"),
            ),
        ),
    ];
    for (name, text) in files {
        let path = folder.path().join("收到").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    fs::write(
        folder.path().join("名单.csv"),
        "姓名,单位,职务\n王一,甲镇柳树村,党支部书记\n周三,乙镇松岗村,党支部书记\n",
    )
    .expect("a roster");
    folder
}

fn audit(folder: &Path, more: &[&str]) -> String {
    let path = |name: &str| folder.join(name).display().to_string();
    let fixed = ["audit", &path("收到"), "--roster", &path("名单.csv")];
    let output = run(&[&fixed, more].concat());
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    stdout(&output)
}

/// The numbers of a column of a sheet, added up.
fn sum(book: &mut Xlsx<std::io::BufReader<fs::File>>, sheet: &str, column: usize) -> f64 {
    let table = book.worksheet_range(sheet).expect("a sheet");
    let cells = table.rows().skip(1).filter_map(|row| match &row[column] {
        Data::Float(number) => Some(*number),
        _ => None,
    });
    cells.sum()
}

#[test]
fn figures_count_one_report_of_each_person() {
    let folder = inbox();
    let text = audit(folder.path(), &[]);
    for said in [
        "共 4 份报告，读出 4 份",
        "其中 1 份是旧稿（同一人交了几份），不计入下面的数字",
        "应交 2 人，已交 2 人，缺交 0 人",
        "各单位情况（平均自查分低的在前",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let outcomes = text.lines().filter(|line| line.contains("%）"));
    let counted: usize = outcomes
        .filter_map(|line| {
            line.split_once('：')?
                .1
                .split_once(" 份")?
                .0
                .parse::<usize>()
                .ok()
        })
        .sum();
    assert_eq!(counted, 3, "{text}");
    let unit = |line: &str| line.starts_with("  乙镇松岗村") && line.contains("  1 份，平均");
    assert!(text.lines().any(unit), "{text}");
    let read_first = text.split("建议先看").nth(1).expect("a list");
    assert!(!read_first.contains("初稿"), "{text}");

    let path = folder.path().join("审核表.xlsx");
    let page = folder.path().join("审核.html");
    let targets = [
        format!("xlsx={}", path.display()),
        format!("html={}", page.display()),
    ];
    audit(
        folder.path(),
        &["--format", &targets[0], "--format", &targets[1]],
    );
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    assert_eq!(sum(&mut book, "单位", 1), 3.0);
    let figures = book.worksheet_range("汇总").expect("a sheet");
    let older = figures
        .rows()
        .find(|row| row[0].to_string().starts_with("其中旧稿"));
    assert_eq!(older.map(|row| row[1].to_string()).as_deref(), Some("1"));
    let reports = book.worksheet_range("总表").expect("a sheet");
    let draft = reports
        .rows()
        .find(|row| row[4].to_string().contains("初稿"));
    let why = draft.map(|row| row[12].to_string()).unwrap_or_default();
    assert!(
        why.starts_with("旧稿，不计入汇总；以“松岗村 周三 述职报告终稿.md”为准"),
        "{why}"
    );
    let page = fs::read_to_string(&page).expect("a page");
    assert!(page.contains("其中旧稿（不计入统计）") && page.contains(">旧稿</span>"));
}

#[test]
fn a_file_that_is_doubted_afterwards_bears_nobodys_name() {
    let folder = inbox();
    let slips = folder.path().join("反馈单");
    let path = folder.path().join("审核表.xlsx");
    let target = format!("xlsx={}", path.display());
    let shown = slips.display().to_string();
    let text = audit(
        folder.path(),
        &["--format", "jsonl", "--format", &target, "--slips", &shown],
    );
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let amended = lines
        .iter()
        .filter_map(|line| line.get("amended"))
        .find(|amended| {
            amended["path"]
                .as_str()
                .is_some_and(|path| path.ends_with("/王一.md"))
        });
    let amended = amended.expect("what became of it");
    assert_eq!(amended["submission"]["name"], "");
    let book: Result<Xlsx<_>, _> = open_workbook(&path);
    let reports = book.expect("a workbook").worksheet_range("总表");
    let reports = reports.expect("a sheet");
    let names: Vec<(String, String)> = reports
        .rows()
        .skip(1)
        .map(|row| (row[4].to_string(), row[2].to_string()))
        .collect();
    for (file, name) in &names {
        assert_eq!(name.is_empty(), file.ends_with("/王一.md"), "{names:?}");
    }
    let greeted: Vec<String> = fs::read_dir(&slips)
        .expect("slips")
        .map(|slip| {
            let slip = slip.expect("a slip").path();
            stdout(&run(&["text", slip.to_str().expect("UTF-8")]))
        })
        .filter(|text| text.contains("王一同志："))
        .collect();
    assert_eq!(greeted.len(), 1, "{greeted:?}");
    assert!(greeted[0].contains("柳树村"), "{}", greeted[0]);
}

#[test]
fn a_row_of_a_roster_of_several_sheets_names_its_sheet() {
    let folder = inbox();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets = [
        ("甲镇", [["王一", "甲镇柳树村"], ["吴四", "甲镇泉眼村"]]),
        ("乙镇", [["周三", "乙镇松岗村"], ["王一", "甲镇柳树村"]]),
    ];
    for (name, people) in sheets {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.write_row(0, 0, ["姓名", "单位"]).expect("a header");
        for (row, person) in (1..).zip(people) {
            sheet.write_row(row, 0, person).expect("a person");
        }
    }
    let roster = folder.path().join("名单.xlsx");
    book.save(&roster).expect("a roster");
    let path = folder.path().join("审核表.xlsx");
    let target = format!("xlsx={}", path.display());
    let (inbox, shown) = (folder.path().join("收到"), roster.display().to_string());
    let inbox = inbox.display().to_string();
    let human = ["--format", "human", "--format", &target];
    let text = stdout(&run(
        &[&["audit", &inbox, "--roster", &shown], &human[..]].concat()
    ));
    let said = "工作表“乙镇”：第 3 行和工作表“甲镇”第 2 行是同一个人（王一），以“甲镇”为准";
    assert!(text.contains(said), "{text}");
    let book: Result<Xlsx<_>, _> = open_workbook(&path);
    let rows = book.expect("a workbook").worksheet_range("名单");
    let rows = rows.expect("a sheet");
    let lines: Vec<String> = rows
        .rows()
        .skip(1)
        .take(3)
        .map(|row| row[0].to_string())
        .collect();
    assert_eq!(lines, ["甲镇 2", "甲镇 3", "乙镇 2"]);
}

#[test]
fn word_lists_of_rosters_may_be_laid_over() {
    let folder = inbox();
    fs::write(
        folder.path().join("名单.csv"),
        "谁,哪里\n王一,甲镇柳树村\n周三,乙镇松岗村\n吴四,乙镇泉眼村\n",
    )
    .expect("a roster");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (inbox, roster, rules) = (path("收到"), path("名单.csv"), path("规则"));
    let fixed = ["audit", &inbox, "--roster", &roster];
    let unknown = run(&fixed);
    assert_eq!(unknown.status.code(), Some(2), "{}", stdout(&unknown));

    let lists = folder.path().join("规则/roster");
    fs::create_dir_all(&lists).expect("a folder");
    let columns = "others = []\nendings = []\nabsent = []\nvacant = []\napart = []\n[names]\nname = [\"谁\"]\nunit = [\"哪里\"]\n";
    fs::write(lists.join("columns.toml"), columns).expect("a list");
    let with_rules = [&fixed[..], &["--rules", &rules]].concat();
    let text = stdout(&run(&with_rules));
    assert!(text.contains("应交 3 人，已交 2 人，缺交 1 人"), "{text}");

    fs::write(
        lists.join("columns.toml"),
        columns.replace("apart", "parts"),
    )
    .expect("a list");
    let wrong = run(&with_rules);
    assert_eq!(wrong.status.code(), Some(2));
    let said = stderr(&wrong);
    assert!(
        said.contains("columns.toml") && said.contains("parts"),
        "{said}"
    );
    fs::rename(lists.join("columns.toml"), lists.join("column.toml")).expect("renamed");
    let said = stderr(&run(&with_rules));
    assert!(said.contains("roster 子目录下只认 columns.toml"), "{said}");
}

#[test]
fn what_the_system_says_is_said_in_chinese() {
    let folder = inbox();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (gone, inbox) = (path("没有"), path("收到"));
    let slips = path("名单.csv/反馈单");
    let cases: [(&[&str], &str); 5] = [
        (&["audit", "--files-from", &gone], "没有这个文件或文件夹"),
        (&["audit", &inbox, "--slips", &slips], "路径里有一段是文件"),
        (
            &["audit", &inbox, "--holidays", &gone],
            "没有这个文件或文件夹",
        ),
        (
            &["audit", &inbox, "--compared", &inbox],
            "这是文件夹，不是文件",
        ),
        (&["corpus", "eval", &gone], "没有这个文件或文件夹"),
    ];
    for (arguments, said) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = stderr(&output);
        assert!(told.contains(said) && !told.contains("os error"), "{told}");
    }
}

#[test]
fn formats_are_written_side_by_side_and_none_over_another() {
    let folder = inbox();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (inbox, page, book) = (path("收到"), path("审核.html"), path("审核表.xlsx"));
    let targets = |page: &str, book: &str| [format!("html={page}"), format!("xlsx={book}")];
    let [html, xlsx] = targets(&page, &book);
    let output = run(&["audit", &inbox, "--format", &html, "--format", &xlsx]);
    // What was written is said in the order in which it was asked for.
    let said = stderr(&output);
    let (first, second) = (said.find("审核.html"), said.find("审核表.xlsx"));
    assert!(first.is_some() && first < second, "{said}");
    let [html, xlsx] = targets(&page, &path("没有/审核表.xlsx"));
    let output = run(&["audit", &inbox, "--format", &xlsx, "--format", &html]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("结果已写入"),
        "{}",
        stderr(&output)
    );
    let [html, xlsx] = targets(&page, &page);
    let output = run(&["audit", &inbox, "--format", &html, "--format", &xlsx]);
    let said = stderr(&output);
    assert!(said.contains("两种格式不能写进同一个文件"), "{said}");
}
