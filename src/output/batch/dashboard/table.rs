//! A row of the table of all reports.

use askama::Template;

use super::page::Page;
use crate::output::batch::summary::{problems, unit};
use crate::output::report::{FileReport, Standing};
use crate::output::words::{Tally, no_report, percent, shown_outcome, shown_title};
use crate::ruleset::Severity;

#[derive(Template)]
#[template(path = "dashboard/row.html", config = "src/output/askama.toml")]
pub(super) struct RowView<'a> {
    page: &'a Page<'a>,
    number: usize,
    report: &'a FileReport,
    /// Codes of errors and warnings, between blanks.
    codes: String,
    unit: String,
    name: &'a str,
    title: &'a str,
    /// The last part of the path.
    file: &'a str,
    /// Why it is in no figure, in a word.
    aside: Option<&'static str>,
    outcome: &'a str,
    days_late: Option<i64>,
    late: String,
    problems: String,
    total: String,
    tally: Tally,
    /// How much of it stands in another report.
    alike: Option<String>,
}

impl<'a> RowView<'a> {
    pub(super) fn new(page: &'a Page<'a>, report: &'a FileReport, number: usize) -> Self {
        let submission = report.submission.as_ref();
        let mut codes: Vec<&str> = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
            .map(|diagnostic| diagnostic.code.as_str())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let pairs = page.pairs_of(&report.path).iter();
        let pairs = pairs.filter_map(|place| page.batch.pairs.heads().get(*place));
        let shares = pairs.map(|pair| match *pair.a == report.path {
            true => pair.share_a,
            false => pair.share_b,
        });
        let file = report.path.rsplit(['/', '\\']).next();
        Self {
            page,
            number,
            report,
            codes: codes.join(" "),
            unit: unit(report),
            name: submission.map_or("", |submission| &submission.name),
            title: shown_title(report),
            file: file.unwrap_or_default(),
            aside: match report.standing() {
                Standing::Counts => None,
                Standing::Older => Some(page.t("旧稿", "older draft")),
                Standing::Other => Some(no_report(page.lang)),
            },
            outcome: shown_outcome(report, page.lang),
            late: match page.late(submission) {
                late if late.is_empty() => "—".to_owned(),
                late => late,
            },
            days_late: submission.and_then(|submission| submission.days_late),
            problems: percent(problems(report)),
            total: format!("{:.1}", report.rubric.total),
            tally: Tally::of(report),
            alike: shares.max_by(f64::total_cmp).map(percent),
        }
    }
}
