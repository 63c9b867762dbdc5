//! A report is judged alike however its lists and headings are numbered, its lines broken and its full stops typed.

use regex::{Captures, Regex};
use serde_json::Value;
use shuzhi::checker::{Checker, Settings};
use shuzhi::corpus::read;
use shuzhi::read;

use crate::support::{project, run_with_input, stdout};

/// The reports of `dev` that a way of writing changes, and those of them whose guards it changes.
#[derive(Debug)]
struct Written {
    changed: usize,
    otherwise: Vec<String>,
}

impl Written {
    /// Of so many reports one may be judged otherwise: words of numbers tell something of roles too.
    fn holds(&self, way: &str, of: usize) {
        assert!(self.changed > 20, "{way}: {self:?}");
        assert!(self.otherwise.len() * of <= self.changed, "{way}: {self:?}");
    }
}

fn written(rewrite: impl Fn(&str) -> String) -> Written {
    let mut written = Written {
        changed: 0,
        otherwise: Vec::new(),
    };
    for entry in read(&project("corpus/dev")).expect("a corpus") {
        let blocks = entry.annotated.document.blocks.iter();
        let lines: Vec<&str> = blocks.map(|block| block.text.as_str()).collect();
        let text = lines.join("\n");
        let other = rewrite(&text);
        if entry.last_year || other == text {
            continue;
        }
        let head = &entry.annotated.head;
        let checker = Checker::new(Settings {
            profile: Some(head.profile.clone()),
            year: Some(head.year),
            ..Settings::default()
        })
        .expect("a known profile");
        let guards = |text: &str| -> Vec<String> {
            let document = read::from_bytes(text.as_bytes(), Some("报告.txt")).expect("a report");
            let found = checker
                .check(&document, None)
                .report
                .diagnostics
                .into_iter();
            let mut codes: Vec<String> = found.map(|one| one.code).collect();
            codes.retain(|code| code.starts_with("GRD"));
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        written.changed += 1;
        let (before, after) = (guards(&text), guards(&other));
        if before != after {
            let name = &entry.name;
            written
                .otherwise
                .push(format!("{name}: {before:?} {after:?}"));
        }
    }
    written
}

/// Each match of a pattern, whose first group is a number in Han, written by that number.
fn renumbered(text: &str, pattern: &str, write: impl Fn(usize) -> String) -> String {
    let pattern = Regex::new(pattern).expect("a pattern");
    let number = |found: &Captures<'_>| {
        let at = "一二三四五六七八九".find(&found[1]).expect("a number") / "一".len();
        write(at + 1)
    };
    pattern.replace_all(text, number).into_owned()
}

#[test]
fn points_may_be_numbered_in_any_way() {
    let point = r"\b([一二三四五六七八九])是";
    for way in ["1.", "1、", "（1）", "1)"] {
        let write = |number: usize| way.replace('1', &number.to_string());
        written(|text| renumbered(text, point, write)).holds(way, 10);
    }
    let circled = |number: usize| "①②③④⑤⑥⑦⑧⑨".chars().nth(number - 1).into_iter().collect();
    written(|text| renumbered(text, point, circled)).holds("①", 10);
}

#[test]
fn headings_may_begin_with_figures() {
    let written = written(|text| {
        let tops = renumbered(text, "(?m)^([一二三四五六七八九])、", |number| {
            format!("{number}、")
        });
        renumbered(
            &tops,
            "(?m)^（([一二三四五六七八九])）",
            |number| format!("（{number}）"),
        )
    });
    written.holds("1、", 20);
}

#[test]
fn parts_may_be_called_so() {
    let parts = Regex::new("(?m)^([一二三四五六七八九])、").expect("a pattern");
    let below = Regex::new("(?m)^（([一二三四五六七八九])）").expect("a pattern");
    let written = written(|text| {
        let text = parts.replace_all(text, "第${1}部分　");
        below.replace_all(&text, "${1}、").into_owned()
    });
    written.holds("第一部分", 20);
}

#[test]
fn each_sentence_may_have_a_line_of_its_own() {
    let end = Regex::new("([。！？])([^”』」）\n])").expect("a pattern");
    let written = written(|text| end.replace_all(text, "$1\n$2").into_owned());
    written.holds("lines", 10);
}

#[test]
fn the_title_may_be_missing() {
    let written = written(|text| {
        text.split_once('\n')
            .map_or(text, |(_, rest)| rest)
            .to_owned()
    });
    written.holds("no title", 20);
}

#[test]
fn sentences_may_end_with_dots() {
    for dot in [".", "．"] {
        let written = written(|text| text.replace('。', dot));
        written.holds(dot, 10);
    }
}

#[test]
fn points_on_lines_of_their_own_need_no_full_stop() {
    let text = "# 2022年度述职报告\n\n## 五、下一步打算\n\n一、六月底前配齐石桥村两委班子\n\n二、上半年同流动党员逐人谈话\n\n三、年内发展务农党员8名\n\n以上报告，请予评议。\n";
    let output = run_with_input(&["pledges", "-"], text.as_bytes());
    let listed = stdout(&output);
    for (number, pledge) in [(1, "六月底前"), (2, "上半年同"), (3, "年内发展")] {
        let line = listed
            .lines()
            .find(|line| line.starts_with(&format!("P{number} ")));
        assert!(line.is_some_and(|line| line.contains(pledge)), "{listed}");
    }
}

#[test]
fn a_typed_table_of_contents_is_no_text() {
    let parts = [
        ("一、主要工作", "今年召开党员大会4次，我讲党课2次。"),
        ("二、存在的问题", "二组的账有3个月没有公开，我没有催问。"),
        ("三、下一步打算", "每月10日前由我督促公开账目。"),
    ];
    let contents: String = parts
        .iter()
        .zip(1..)
        .map(|((part, _), page)| format!("{part}……{page}\n"))
        .collect();
    let body: String = parts
        .iter()
        .map(|(part, text)| format!("{part}\n{text}\n"))
        .collect();
    let words = |text: &str| {
        let output = run_with_input(
            &["check", "-", "--format", "json", "--fail-on", "never"],
            text.as_bytes(),
        );
        let json: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
        json["files"][0]["roles"].clone()
    };
    let title = "2022年度述职报告\n";
    assert_eq!(
        words(&format!("{title}{contents}{body}")),
        words(&format!("{title}{body}"))
    );
}

#[test]
fn the_number_of_a_page_is_no_heading() {
    let written = written(|text| {
        let mut lines: Vec<&str> = text.lines().collect();
        let places: Vec<usize> = (6..lines.len()).step_by(6).collect();
        for place in places.into_iter().rev() {
            lines.insert(place, "　　　　　　　　- 3 -");
        }
        lines.join("\n")
    });
    written.holds("pages", 10);
}
