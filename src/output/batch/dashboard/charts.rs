//! The head of the page: figures and charts.

use std::io;

use askama::Template;

use super::page::Page;
use crate::output::batch::{Count, Group, Ledger};
use crate::output::report::Verdict;
use crate::output::shares::demanded_shares;
use crate::output::words::pick;
use crate::ruleset::Lang;

/// Findings and topics shown at once; the rest is folded up.
const BARS: usize = 10;
/// Units shown at once.
const UNITS: usize = 20;
/// Reports looked into for the share that the scheme demands; the worst are looked at first.
const ASKED: usize = 40;
/// Width and height of a histogram, in the units of its picture.
const PLOT: (f64, f64) = (400.0, 116.0);

#[derive(Template)]
#[template(path = "dashboard/head.html", config = "src/output/askama.toml")]
pub(super) struct Head<'a> {
    page: &'a Page<'a>,
    figures: Vec<Figure>,
    /// What a score is and is not, in the scores' own words.
    note: String,
    histograms: Vec<Histogram>,
    bars: Vec<BarList>,
    units: Vec<UnitView<'a>>,
    other_units: Vec<UnitView<'a>>,
    /// Codes for the filter.
    codes: Vec<Count>,
    outcomes: Vec<Count>,
    /// What passing, revising and writing anew are called.
    outcome_words: [String; 3],
}

/// A big number.
struct Figure {
    class: &'static str,
    count: usize,
    title: String,
    link: &'static str,
}

struct Histogram {
    id: &'static str,
    title: &'static str,
    /// The same in words.
    told: String,
    class: &'static str,
    columns: Vec<Column>,
    /// Place and words of the scheme's line.
    line: Option<(String, String)>,
}

struct Column {
    count: usize,
    /// The left edge, from which the next label is at home.
    x: String,
    middle: String,
    y: String,
    height: String,
    above: String,
}

struct BarList {
    title: &'static str,
    first: Vec<BarView>,
    rest: Vec<BarView>,
}

struct BarView {
    /// Empty for a topic.
    code: String,
    title: String,
    count: usize,
    /// Thousandths.
    width: String,
}

/// A unit beside the others.
struct UnitView<'a> {
    name: &'a str,
    group: &'a Group,
    mean: String,
    /// Class, start and width in thousandths, how many.
    stack: Vec<(&'static str, String, String, usize)>,
}

impl<'a> Head<'a> {
    pub(super) fn new(page: &'a Page<'a>, ledger: &Ledger, order: &[usize]) -> io::Result<Self> {
        let batch = page.batch;
        let summary = &batch.summary;
        let mut note = String::new();
        let mut demanded = None;
        // Schemes differ in the share they demand; a line is drawn where there is but one.
        let asked = if batch.profiles.len() > 1 { 1 } else { ASKED };
        for place in order.iter().take(asked) {
            let report = ledger.record(*place)?.report;
            let mut shares = demanded_shares(&report, page.lang).into_iter();
            let title = pick(page.lang, "问题和原因", "problem and cause");
            demanded = shares.find(|share| share.title == title);
            note = report.rubric.note;
            if demanded.is_some() || batch.profiles.len() > 1 {
                break;
            }
        }
        let demanded = demanded.filter(|_| batch.profiles.len() == 1);
        let line = demanded.map(|share| {
            let words = page.t("方案要求", "demanded");
            (
                share.demanded,
                format!("{words} {:.0}%", share.demanded * 100.0),
            )
        });
        let mut units: Vec<_> = summary.units().into_iter().map(unit_view).collect();
        let other_units = units.split_off(units.len().min(UNITS));
        let codes = summary.findings();
        let named = codes.iter().map(|(code, count)| {
            let title = page.title_of(code).to_owned();
            (code.clone(), title, *count)
        });
        let missing = summary.missing().into_iter();
        let topics = missing.map(|(title, count)| (String::new(), title, count));
        Ok(Self {
            page,
            figures: figures(page),
            note,
            histograms: vec![
                histogram(
                    page,
                    ("problems", "fill-problem"),
                    page.t("问题及原因占正文的比例", "Share of problems and causes"),
                    &summary.problem_shares,
                    "%",
                    line,
                ),
                histogram(
                    page,
                    ("scores", "fill-score"),
                    page.t("文本自查分", "Self-check score"),
                    &summary.scores,
                    "",
                    None,
                ),
            ],
            bars: vec![
                bar_list(
                    page.t("出现最多的问题", "Most frequent findings"),
                    named.collect(),
                    summary.reports,
                ),
                bar_list(
                    page.t("最常缺少的规定内容", "Topics missing most often"),
                    topics.collect(),
                    summary.reports,
                ),
            ],
            units,
            other_units,
            outcomes: summary.outcomes(),
            outcome_words: summary.outcome_words(page.lang),
            codes,
        })
    }

    fn schemes(&self) -> String {
        let profiles = self.page.batch.profiles.iter();
        let titles: Vec<&str> = profiles.map(|profile| profile.title.as_str()).collect();
        titles.join(self.page.t("、", ", "))
    }

    fn passed_over(&self) -> String {
        let entries = self.page.batch.passed_over.iter();
        let told: Vec<String> = entries
            .map(|entry| format!("{} × {}", entry.what, entry.count))
            .collect();
        told.join(self.page.t("，", ", "))
    }

    fn share(&self, count: &usize) -> String {
        let all = self.page.batch.summary.reports.max(1) as f64;
        format!("{:.0}%", *count as f64 / all * 100.0)
    }
}

fn figures(page: &Page<'_>) -> Vec<Figure> {
    let batch = page.batch;
    let figure = |class, count, title: &str, link| Figure {
        class,
        count,
        title: title.to_owned(),
        link,
    };
    let read = page.t("读出的报告", "reports read");
    let reports = batch.summary.reports + batch.summary.older;
    let mut figures = vec![figure("", reports, read, "reports")];
    if batch.summary.others > 0 {
        let title = page.t("另有不是述职报告的文件", "files that are no duty reports");
        figures.push(figure("", batch.summary.others, title, "others"));
    }
    if batch.summary.older > 0 {
        let title = page.t("其中旧稿（不计入统计）", "older drafts (not counted)");
        figures.push(figure("", batch.summary.older, title, "reports"));
    }
    for (verdict, text, count) in batch.summary.verdicts() {
        let class = match verdict {
            Verdict::Pass => "o-pass",
            Verdict::Revise => "o-revise",
            Verdict::Rewrite => "o-rewrite",
        };
        figures.push(figure(class, count, text, "reports"));
    }
    if batch.deadline.is_some() || batch.summary.late > 0 {
        let title = page.t("迟交", "late");
        figures.push(figure("", batch.summary.late, title, "reports"));
    }
    if batch.roster.is_some() {
        let absent = batch.absent().count();
        figures.push(figure("", absent, batch.absence(), "roster"));
    }
    if batch.compared {
        let title = page.t("雷同（对）", "pairs alike");
        figures.push(figure("", batch.pairs.len(), title, "similar"));
    }
    if !batch.errors.is_empty() {
        let title = page.t("未能检查的文件", "not checked");
        figures.push(figure("", batch.errors.len(), title, "unread"));
    }
    figures
}

fn histogram(
    page: &Page<'_>,
    (id, class): (&'static str, &'static str),
    title: &'static str,
    counts: &[usize; 10],
    mark: &str,
    line: Option<(f64, String)>,
) -> Histogram {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = PLOT.0 / counts.len() as f64;
    let told: Vec<String> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| {
            let (from, to) = (at * 10, at * 10 + 10);
            match page.lang {
                Lang::Zh => format!("{from}–{to}{mark}：{count} 份"),
                Lang::En => format!("{from}–{to}{mark}: {count}"),
            }
        })
        .collect();
    let mut told = told.join(page.t("；", "; "));
    if let Some((_, words)) = &line {
        told = format!("{told}{}{words}", page.t("；", "; "));
    }
    let columns = counts.iter().enumerate().map(|(at, count)| {
        let height = *count as f64 / most * PLOT.1;
        Column {
            count: *count,
            x: format!("{:.0}", at as f64 * step + 2.0),
            middle: format!("{:.0}", (at as f64 + 0.5) * step),
            y: format!("{:.1}", PLOT.1 - height),
            height: format!("{height:.1}"),
            above: format!("{:.1}", PLOT.1 - height - 5.0),
        }
    });
    Histogram {
        id,
        title,
        told,
        class,
        columns: columns.collect(),
        line: line.map(|(share, words)| (format!("{:.1}", share * PLOT.0), words)),
    }
}

fn bar_list(title: &'static str, counts: Vec<(String, String, usize)>, all: usize) -> BarList {
    let mut first: Vec<BarView> = counts
        .into_iter()
        .map(|(code, title, count)| BarView {
            code,
            title,
            count,
            width: format!("{:.0}", count as f64 / all.max(1) as f64 * 1000.0),
        })
        .collect();
    let rest = first.split_off(first.len().min(BARS));
    BarList { title, first, rest }
}

fn unit_view<'a>((name, group): (&'a str, &'a Group)) -> UnitView<'a> {
    let mut x = 0.0;
    let classes = ["v-pass", "v-revise", "v-rewrite"];
    let stack = classes
        .into_iter()
        .zip(group.outcomes)
        .map(|(class, count)| {
            let width = count as f64 / group.reports.max(1) as f64 * 1000.0;
            let start = x;
            x += width;
            (class, format!("{start:.0}"), format!("{width:.0}"), count)
        });
    UnitView {
        name,
        group,
        stack: stack.filter(|(.., count)| *count > 0).collect(),
        mean: format!("{:.1}", group.mean()),
    }
}
