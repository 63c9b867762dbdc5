//! A report on the page.

use askama::Template;

use super::lists::PairView;
use super::page::Page;
use crate::output::batch::{PairEntry, Record};
use crate::output::html::{
    DimensionView, ShareView, dimension_view, facts, place, repeats, share_views, sure,
};
use crate::output::report::{Diagnostic, FileReport, PledgeStatus, TopicEntry};
use crate::output::words::{
    Tally, aside, by_severity, demand_line, pledge_name, pledge_title, points, shown_outcome,
    shown_title,
};
use crate::ruleset::{Lang, Severity};

/// Other reports whose passages are shown beside this one's; the rest is a click away.
pub(super) const OTHERS: usize = 5;
/// Passages of each.
const PASSAGES: usize = 2;

#[derive(Template)]
#[template(path = "dashboard/section.html", config = "src/output/askama.toml")]
pub(super) struct Section<'a> {
    page: &'a Page<'a>,
    number: usize,
    report: &'a FileReport,
    title: &'a str,
    outcome: &'a str,
    facts: Vec<(&'static str, String)>,
    total: String,
    tally: Tally,
    reasons: Vec<Reason<'a>>,
    shares: Vec<ShareView>,
    dimensions: Vec<DimensionView>,
    findings: Vec<FindingView<'a>>,
    missing: Vec<&'a TopicEntry>,
    pairs: Vec<PairView<'a>>,
    /// Pairs that are not shown here.
    more_pairs: usize,
}

/// A finding that weighs on the outcome.
struct Reason<'a> {
    code: &'a str,
    title: &'a str,
    severity: &'static str,
    /// Its number in the list of findings, from 1.
    number: usize,
}

struct FindingView<'a> {
    finding: &'a Diagnostic,
    severity: &'static str,
    severity_title: &'static str,
    place: &'a str,
    quote: &'a str,
    demand: String,
    sure: Option<String>,
    repeats: Option<String>,
}

impl<'a> Section<'a> {
    /// `pairs` are the first [`OTHERS`] that the report is in, with their numbers.
    pub(super) fn new(
        page: &'a Page<'a>,
        record: &'a Record,
        pairs: &'a [(usize, PairEntry)],
        number: usize,
    ) -> Self {
        let report = &record.report;
        let lang = page.lang;
        let order = by_severity(&report.diagnostics);
        let quote = |at: usize| record.quotes.get(at)?.as_deref();
        let in_order = order.iter().filter_map(|at| report.diagnostics.get(*at));
        let findings = order.iter().filter_map(|at| {
            let finding = report.diagnostics.get(*at)?;
            Some(FindingView {
                finding,
                severity: finding.severity.name(),
                severity_title: finding.severity.title(lang),
                place: place(finding, lang),
                quote: quote(*at).unwrap_or_default(),
                demand: demand_line(&finding.demand, lang),
                sure: sure(finding),
                repeats: repeats(finding, lang),
            })
        });
        let shown = pairs.iter().map(|(number, pair)| {
            let turned = pair.similar.a.path != report.path;
            PairView::new(page, pair, *number, turned, PASSAGES)
        });
        let topics = report.topics.iter();
        Self {
            page,
            number,
            report,
            title: shown_title(report),
            outcome: shown_outcome(report, lang),
            facts: known(page, report),
            total: points(report.rubric.total),
            tally: Tally::of(report),
            reasons: reasons(page, in_order),
            shares: share_views(report, lang),
            dimensions: report
                .rubric
                .dimensions
                .iter()
                .map(|dimension| dimension_view(dimension, report))
                .collect(),
            findings: findings.collect(),
            missing: topics.filter(|topic| !topic.covered).collect(),
            pairs: shown.collect(),
            more_pairs: page
                .pairs_of(&report.path)
                .len()
                .saturating_sub(pairs.len()),
        }
    }

    fn pledge_class(&self, status: &PledgeStatus) -> &'static str {
        pledge_name(*status)
    }

    fn pledge_state(&self, status: &PledgeStatus) -> &'static str {
        pledge_title(*status, self.page.lang)
    }
}

/// Whose report it is and when it was handed in, then what is known of the text.
fn known(page: &Page<'_>, report: &FileReport) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if let Some(submission) = &report.submission {
        let whose = [&submission.unit, &submission.name, &submission.post];
        let whose: Vec<&str> = whose
            .iter()
            .map(|it| it.as_str())
            .filter(|it| !it.is_empty())
            .collect();
        all.push((page.t("述职人", "By"), whose.join(" ")));
        all.push((page.t("名单", "Roster"), submission.matched.clone()));
        let mut time = submission.handed_in.clone().unwrap_or_default();
        if !time.is_empty() && !submission.time_source.is_empty() {
            time += &match page.lang {
                Lang::Zh => format!("（{}）", submission.time_source),
                Lang::En => format!(" ({})", submission.time_source),
            };
        }
        let late = page.late(Some(submission));
        time = format!("{time} {late}").trim().to_owned();
        all.push((page.t("提交", "Handed in"), time));
        let deadline = submission.deadline.clone().unwrap_or_default();
        all.push((page.t("截止", "Deadline"), deadline));
    }
    let aside = aside(report, page.lang).unwrap_or_default();
    all.push((page.t("统计", "Figures"), aside));
    all.retain(|(_, value)| !value.is_empty());
    all.extend(facts(report, page.lang));
    all
}

/// Codes of errors and of warnings, each once, with the gravest of its findings.
fn reasons<'a>(
    page: &'a Page<'a>,
    findings: impl Iterator<Item = &'a Diagnostic>,
) -> Vec<Reason<'a>> {
    let mut reasons: Vec<Reason<'a>> = Vec::new();
    for (before, finding) in findings.enumerate() {
        let grave = finding.severity >= Severity::Warning;
        if grave && reasons.iter().all(|reason| reason.code != finding.code) {
            reasons.push(Reason {
                code: &finding.code,
                title: page.title_of(&finding.code),
                severity: finding.severity.name(),
                number: before + 1,
            });
        }
    }
    reasons
}
