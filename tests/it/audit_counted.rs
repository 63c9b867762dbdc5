//! `audit`: which of the files that came count, and what is told of the others.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::{run, run_with_input, stderr, stdout};

/// Writes files below a folder.
pub fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// A short report of its own kind.
fn report(title: &str, by: &str, work: &str) -> String {
    format!(
        "# {title}\n\n{by}\n\n## 一、履职情况\n\n{work}\n\n## 二、存在问题\n\n我对年轻党员管得松，全年谈心只有四次。\n\n## 三、下一步打算\n\n明年我每月同一名年轻党员谈心。\n"
    )
}

const BRIDGE: &str =
    "四月我把桥头两盏坏灯换好，七月带人清了三百米水渠，九月补种了十二亩被冲的菜地。";

/// Audits `收到` with the roster beside it.
fn audit(folder: &Path, more: &[&str]) -> String {
    let path = |name: &str| folder.join(name).display().to_string();
    let (files, roster) = (path("收到"), path("名单.csv"));
    let mut fixed = vec!["audit", &files];
    if folder.join("名单.csv").exists() {
        fixed.extend(["--roster", &roster]);
    }
    let output = run(&[&fixed, more].concat());
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    stdout(&output)
}

#[track_caller]
fn assert_told(text: &str, said: &[&str]) {
    for said in said {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_file_that_is_no_report_counts_nowhere_and_stands_for_nobodys() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = report("2026年度述职报告", "柳树村党支部书记　王一", BRIDGE);
    let table = "# 柳树村王一民主测评汇总表\n\n参加测评三十一人，收回测评票三十一张，其中评为好的二十四张，评为较好的六张，评为一般的一张，结果当场公布，请王一本人签字。\n";
    write(
        folder.path(),
        &[
            ("收到/柳树村王一述职报告.md", &good),
            ("收到/柳树村王一汇总表.md", table),
            ("收到/松岗村周三.txt", "述职人员签到表\n松岗村 周三\n"),
            ("名单.csv", "姓名,单位\n王一,甲镇柳树村\n周三,乙镇松岗村\n"),
        ],
    );
    let slips = folder.path().join("反馈单");
    let slips = slips.display().to_string();
    let book = folder.path().join("表.xlsx");
    let page = folder.path().join("页.html");
    let text = audit(
        folder.path(),
        &[
            "--slips",
            &slips,
            "--format",
            &format!("xlsx={}", book.display()),
            "--format",
            &format!("html={}", page.display()),
            "--format",
            "human",
        ],
    );
    assert_told(
        &text,
        &[
            "共 1 份报告，读出 1 份",
            "另有 2 份不是述职报告，不计入统计",
            "应交 2 人，已交 1 人，缺交 1 人",
            "柳树村王一汇总表.md（像是 甲镇柳树村 王一 交的）",
            "松岗村周三.txt（像是 乙镇松岗村 周三 交的）",
        ],
    );
    assert!(!text.contains("一人交了几份"), "{text}");
    assert!(!text.contains("STR004"), "{text}");
    let slips: Vec<_> = fs::read_dir(slips).expect("slips").collect();
    assert_eq!(slips.len(), 1, "{slips:?}");
    let page = fs::read_to_string(page).expect("a page");
    assert_told(&page, &["另有不是述职报告的文件", "id=\"others\""]);
    assert_eq!(page.matches("data-aside=\"\"").count(), 2);
    let mut book: Xlsx<_> = open_workbook(book).expect("a workbook");
    let table = book.worksheet_range("总表").expect("a sheet");
    let named = |cell: &Data| matches!(cell, Data::String(text) if text == "不是述职报告");
    let rows = table.rows().filter(|row| row.iter().any(named));
    assert_eq!(rows.count(), 2);
    let figures = book.worksheet_range("汇总").expect("a sheet");
    let others = figures.rows().find(
        |row| matches!(&row[0], Data::String(text) if text.starts_with("另有不是述职报告的文件")),
    );
    assert_eq!(others.expect("a row")[1], Data::Float(2.0));
}

#[test]
fn the_year_of_the_title_decides_which_file_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let by = "柳树村党支部书记　王一";
    let this = report("2026年度述职报告", by, BRIDGE);
    let last = report("2025年度述职报告", by, "春上我同三户养蜂的签了代销合同。");
    let strayed = report(
        "2025年度述职报告",
        "松岗村党支部书记　周三",
        "我守着苗圃大棚过了两个寒潮，又请人教嫁接，卖苗收入比上年多八千元。",
    );
    write(
        folder.path(),
        &[
            ("收到/柳树村王一.md", &this),
            ("收到/旧/柳树村王一终稿.md", &last),
            ("收到/松岗村周三.md", &strayed),
            ("名单.csv", "姓名,单位\n王一,甲镇柳树村\n周三,乙镇松岗村\n"),
        ],
    );
    for more in [&[][..], &["--year", "2026"]] {
        let text = audit(folder.path(), more);
        assert_told(
            &text,
            &[
                "甲镇柳树村 王一：柳树村王一.md | 旧/柳树村王一终稿.md",
                "说明：有 1 份的标题不是 2026 年度：松岗村周三.md；请核对是不是去年的",
            ],
        );
    }
    fs::remove_file(folder.path().join("名单.csv")).expect("removed");
    let text = audit(folder.path(), &["--year", "2026"]);
    assert_told(
        &text,
        &["有 2 份的标题不是 2026 年度：旧/柳树村王一终稿.md、松岗村周三.md；"],
    );
}

#[test]
fn versions_are_told_by_the_files_times_and_not_by_the_rosters() {
    let folder = tempfile::tempdir().expect("a folder");
    let by = "柳树村党支部书记　王一";
    let text = report("2026年度述职报告", by, BRIDGE);
    write(
        folder.path(),
        &[
            ("收到/甲/柳树村王一.md", &text),
            ("收到/乙/柳树村王一.md", &text),
            (
                "名单.csv",
                "姓名,单位,提交时间\n王一,甲镇柳树村,2026-12-01 09:00\n",
            ),
        ],
    );
    let set = |name: &str, hour: u64| {
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join("收到").join(name).join("柳树村王一.md"))
            .expect("a file");
        let time =
            std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_795_000_000 + hour * 3600);
        file.set_modified(time).expect("a time");
    };
    set("甲", 2);
    set("乙", 1);
    let told = audit(folder.path(), &[]);
    assert_told(&told, &["王一：甲/柳树村王一.md | 乙/柳树村王一.md"]);
    set("乙", 3);
    let told = audit(folder.path(), &[]);
    assert_told(&told, &["王一：乙/柳树村王一.md | 甲/柳树村王一.md"]);
    assert!(!told.contains("分不出先后"), "{told}");
    set("甲", 3);
    let told = audit(folder.path(), &[]);
    assert_told(
        &told,
        &["王一交了 2 份，分不出先后，暂以“", "”为准，请核对"],
    );
}

#[test]
fn two_drafts_of_one_person_are_no_copies_without_a_roster_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = format!(
        "{BRIDGE}入冬前我把村口的旧戏台拆了改成粮食晒场，又同三户养蜂的签了代销合同，替他们把二十六户的欠款结清。"
    );
    let text = |unit: &str, name: &str, more: &str| {
        let by = format!("{unit}党支部书记　{name}");
        report("2026年度述职报告", &by, &format!("{long}{more}"))
    };
    let first = text("柳树村", "王一田", "");
    let last = text("柳树村", "王一田", "四月底前我把账目贴上墙。");
    write(
        folder.path(),
        &[
            ("收到/柳树村王一田初稿.md", &first),
            ("收到/柳树村王一田终稿.md", &last),
            ("收到/邮箱/柳树村王一田初稿.md", &first),
        ],
    );
    // The second run takes the pairs from the first one.
    for _ in 0..2 {
        let told = audit(folder.path(), &[]);
        assert_told(
            &told,
            &[
                "报告之间没有发现成段雷同",
                "按署名看，有 1 人交了几份，彼此不算雷同，都计入了统计",
                "柳树村王一田初稿.md | 柳树村王一田终稿.md",
            ],
        );
        assert!(!told.contains("GRD105"), "{told}");
    }
    // A file of another's name with the same by-line was copied, by-line and all.
    write(folder.path(), &[("收到/松岗村周三地.md", &first)]);
    let told = audit(folder.path(), &[]);
    assert_told(&told, &["GRD105", "松岗村周三地.md"]);
    let of_another = text("松岗村", "周三地", "");
    write(folder.path(), &[("收到/松岗村周三地.md", &of_another)]);
    let told = audit(folder.path(), &[]);
    assert_told(&told, &["报告之间成段雷同（3 对", "GRD105"]);
}

#[test]
fn quotas_and_last_days_are_those_of_each_scheme() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = report("2026年度述职报告", "柳树村党支部书记　王一", BRIDGE);
    write(
        folder.path(),
        &[
            ("收到/柳树村王一.md", &text),
            (
                "名单.csv",
                "单位,姓名,方案,等次\n柳树村,王一,,较好\n实验小学,周三,municipal-system,好\n中心小学,吴四,municipal-system,好\n支行,郑五,bank-cadre,称职\n",
            ),
        ],
    );
    let text = audit(
        folder.path(),
        &[
            "--profile",
            "naiman-2017",
            "--meeting",
            "2026-12-20",
            "--year",
            "2026",
        ],
    );
    let scheme = "“奈曼旗文化系统党组织书记抓基层党建述职方案”";
    assert_told(
        &text,
        &[
            &format!("{scheme}：等次“好”0 人，占 1 人的 0%，规定不超过 30%：符合"),
            &format!("截止：{scheme}2026 年 12 月 15 日 24 时"),
            "；“市级某系统党组织书记抓基层党建述职方案”2026 年 12 月 13 日 24 时",
        ],
    );
    assert!(!text.contains("不是本方案的等次（好、"), "{text}");
}

#[test]
fn what_was_found_of_last_year_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let by = "柳树村党支部书记　王一";
    let this = report("2026年度述职报告", by, BRIDGE);
    let last = report("2025年度述职报告", by, "春上我同三户养蜂的签了代销合同。");
    let other = report(
        "2026年度述职报告",
        "松岗村党支部书记　周三",
        "我守着苗圃大棚过了两个寒潮。",
    );
    write(
        folder.path(),
        &[
            ("收到/柳树村王一.md", &this),
            ("收到/松岗村周三.md", &other),
            ("去年/柳树村王一.md", &last),
            (
                "去年/石磨村李二.md",
                &last.replace("柳树村", "石磨村").replace("王一", "李二"),
            ),
            (
                "名单.csv",
                "姓名,单位,上年文件\n王一,甲镇柳树村,\n周三,乙镇松岗村,没有这个.docx\n",
            ),
        ],
    );
    let path = |name: &str| folder.path().join(name).display().to_string();
    let text = audit(folder.path(), &["--previous-dir", &path("去年")]);
    assert_told(
        &text,
        &[
            "上年度报告：2 份报告中 1 份找到了上年的，1 份没有；上年的文件有 1 份没有对上",
            "没有，或者不止一份：名单第 3 行（周三）“没有这个.docx”",
        ],
    );
    for (wrong, said) in [
        (path("无"), "没有找到上年度的文件夹"),
        (path(""), "包含了要审核的文件夹"),
    ] {
        let output = run(&["audit", &path("收到"), "--previous-dir", &wrong]);
        assert_eq!(output.status.code(), Some(2));
        assert_told(&stderr(&output), &[said]);
    }
}

#[test]
fn who_may_have_handed_in_is_told_with_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = report("2026年度述职报告", "", BRIDGE);
    write(
        folder.path(),
        &[
            ("收到/王一田述职报告.md", &text),
            ("收到/松岗村周三地.txt", "述职人员签到表\n松岗村 周三地\n"),
            (
                "名单.csv",
                "姓名,单位\n王一田,柳树村\n王一田,石磨村\n周三地,松岗村\n",
            ),
        ],
    );
    let text = audit(folder.path(), &[]);
    assert_told(
        &text,
        &[
            "柳树村 王一田（“王一田述职报告.md”可能是，请核对）",
            "石磨村 王一田（“王一田述职报告.md”可能是，请核对）",
            "松岗村 周三地（“松岗村周三地.txt”不是述职报告）",
        ],
    );
}

#[test]
fn lists_of_paths_may_be_in_gbk() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = report("2026年度述职报告", "柳树村党支部书记　王一", BRIDGE);
    write(folder.path(), &[("收到/柳树村王一.md", &text)]);
    let path = folder.path().join("收到/柳树村王一.md");
    let (gbk, ..) = encoding_rs::GBK.encode(path.to_str().expect("UTF-8"));
    let lines = [&gbk[..], b"\r\n"].concat();
    let output = run_with_input(&["audit", "--files-from", "-"], &lines);
    assert_told(&stdout(&output), &["共 1 份报告，读出 1 份"]);
}
