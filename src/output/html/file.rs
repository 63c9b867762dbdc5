//! One report as the page shows it.

use crate::output::report::{Checked, Dimension, FileReport, NotJudged, SkippedEntry};
use crate::output::shares::{DemandedShare, demanded_shares};
use crate::output::words::{
    Tally, by_severity, is_scored, of_hundred, percent, pick, pledge_name, pledge_title, points,
    present_roles, shown_title, verdict_name, year_line,
};
use crate::ruleset::Lang;

use super::card::{CardView, Link, links};
use super::text::{RowView, rows};

/// What the page shows of a file.
pub(super) struct FileView {
    /// From 1; part of all its anchors.
    pub(super) n: usize,
    pub(super) title: String,
    pub(super) tally: Tally,
    /// Label and value.
    pub(super) facts: Vec<(&'static str, String)>,
    /// The score in words, and its points where there are any.
    pub(super) total: String,
    pub(super) scored: Option<String>,
    /// The score as the length of an arc, 0 to 100.
    pub(super) arc: String,
    pub(super) grade: String,
    pub(super) outcome: &'static str,
    pub(super) outcome_text: String,
    pub(super) note: String,
    pub(super) shares: Vec<ShareView>,
    pub(super) demands: Vec<DemandView>,
    pub(super) whole: Vec<CardView>,
    pub(super) rows: Vec<RowView>,
    pub(super) dimensions: Vec<DimensionView>,
    pub(super) topics: Vec<TopicView>,
    pub(super) pledges: Vec<PledgeView>,
    pub(super) not_judged: Vec<NotJudged>,
    pub(super) skipped: Vec<SkippedEntry>,
    pub(super) notes: Vec<String>,
}

/// A role's stretch of the bar, in thousandths.
pub(in crate::output) struct ShareView {
    pub(in crate::output) role: &'static str,
    pub(in crate::output) title: &'static str,
    pub(in crate::output) words: usize,
    pub(in crate::output) percent: String,
    pub(in crate::output) x: String,
    pub(in crate::output) width: String,
}

/// A measured share and the line of the demand.
pub(super) struct DemandView {
    pub(super) title: &'static str,
    pub(super) measured: String,
    pub(super) demanded: String,
    pub(super) width: String,
    pub(super) line: String,
}

/// A part of the score.
pub(in crate::output) struct DimensionView {
    pub(in crate::output) title: String,
    pub(in crate::output) score: Option<String>,
    pub(in crate::output) max: String,
    /// Thousandths.
    pub(in crate::output) width: String,
    pub(in crate::output) gained: Vec<String>,
    /// Points, code, reason, number of a finding with that code.
    pub(in crate::output) lost: Vec<LostView>,
}

/// Points lost.
pub(in crate::output) struct LostView {
    pub(in crate::output) points: String,
    pub(in crate::output) code: String,
    pub(in crate::output) reason: String,
    pub(in crate::output) card: Option<usize>,
}

/// A required topic.
pub(super) struct TopicView {
    pub(super) title: String,
    pub(super) state: &'static str,
    pub(super) state_title: &'static str,
    pub(super) evidence: Vec<Link>,
}

/// A pledge.
pub(super) struct PledgeView {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) deadline: String,
    pub(super) state: &'static str,
    pub(super) state_title: &'static str,
    pub(super) reason: String,
    pub(super) evidence: Vec<Link>,
}

impl FileView {
    pub(super) fn new(n: usize, file: &Checked, lang: Lang) -> Self {
        let report = &file.report;
        let paragraphs = file.view.paragraphs.len();
        let shown = |index: usize| {
            let span = file.view.diagnostics.get(index).and_then(Option::as_ref);
            span.is_some_and(|span| span.paragraph < paragraphs)
        };
        Self {
            n,
            title: shown_title(report).to_owned(),
            tally: Tally::of(report),
            facts: facts(report, lang),
            total: of_hundred(&report.rubric, lang),
            scored: is_scored(&report.rubric).then(|| points(report.rubric.total)),
            arc: format!("{:.1}", report.rubric.total.clamp(0.0, 100.0)),
            grade: format!("{}{}", pick(lang, "文本档次：", ""), report.rubric.grade),
            outcome: verdict_name(report.rubric.outcome),
            outcome_text: report.rubric.outcome_text.clone(),
            note: report.rubric.note.clone(),
            shares: share_views(report, lang),
            demands: demanded_shares(report, lang)
                .iter()
                .map(demand_view)
                .collect(),
            whole: by_severity(&report.diagnostics)
                .into_iter()
                .filter(|index| !shown(*index))
                .map(|index| CardView::new(file, index, lang))
                .collect(),
            rows: rows(file, lang),
            dimensions: report
                .rubric
                .dimensions
                .iter()
                .map(|dimension| dimension_view(dimension, report))
                .collect(),
            topics: topic_views(report, paragraphs, lang),
            pledges: pledge_views(report, paragraphs, lang),
            not_judged: report.not_judged.clone(),
            skipped: report.skipped.clone(),
            notes: report.notes.clone(),
        }
    }
}

/// Label and value of what is known of a report.
pub(in crate::output) fn facts(report: &FileReport, lang: Lang) -> Vec<(&'static str, String)> {
    let counts = &report.counts;
    let mut scheme = format!("{} · {}", report.profile.title, report.profile.id);
    if !report.suggested_profiles.is_empty() {
        let list = report.suggested_profiles.join(pick(lang, "、", ", "));
        scheme += &match lang {
            Lang::Zh => format!("（从标题看，可能适用 {list}）"),
            Lang::En => format!(" (the title suggests {list})"),
        };
    }
    let mut facts = vec![
        (pick(lang, "方案", "Profile"), scheme),
        (pick(lang, "依据", "Source"), report.profile.source.clone()),
        (pick(lang, "年度", "Year"), year_line(report, lang)),
        (
            pick(lang, "篇幅", "Size"),
            match lang {
                Lang::Zh => format!(
                    "{} 字 · {} 段 · {} 句",
                    counts.words, counts.paragraphs, counts.sentences
                ),
                Lang::En => format!(
                    "{} words (字数) · {} paragraphs · {} sentences",
                    counts.words, counts.paragraphs, counts.sentences
                ),
            },
        ),
        (
            pick(lang, "照念", "Aloud"),
            match lang {
                Lang::Zh => format!("约 {} 分钟", points(counts.speech_minutes)),
                Lang::En => format!("about {} minutes", points(counts.speech_minutes)),
            },
        ),
        (pick(lang, "文件", "File"), report.path.clone()),
    ];
    if let Some(previous) = &report.previous {
        facts.push((pick(lang, "上年", "Last year"), previous.clone()));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// The roles as stretches of a bar.
pub(in crate::output) fn share_views(report: &FileReport, lang: Lang) -> Vec<ShareView> {
    let mut x = 0.0;
    present_roles(report)
        .into_iter()
        .map(|(role, share)| {
            let width = share.share.clamp(0.0, 1.0) * 1000.0;
            let view = ShareView {
                role: role.name(),
                title: role.title(lang),
                words: share.words,
                percent: percent(share.share),
                x: format!("{x:.1}"),
                width: format!("{width:.1}"),
            };
            x += width;
            view
        })
        .collect()
}

fn demand_view(share: &DemandedShare) -> DemandView {
    DemandView {
        title: share.title,
        measured: percent(share.measured),
        demanded: percent(share.demanded),
        width: format!("{:.1}", share.measured * 1000.0),
        line: format!("{:.1}", share.demanded * 1000.0),
    }
}

/// A part of the score as a bar.
pub(in crate::output) fn dimension_view(
    dimension: &Dimension,
    report: &FileReport,
) -> DimensionView {
    let share = match dimension.score {
        Some(score) if dimension.max > 0.0 => (score / dimension.max).clamp(0.0, 1.0),
        _ => 0.0,
    };
    DimensionView {
        title: dimension.title.clone(),
        score: dimension.score.map(points),
        max: points(dimension.max),
        width: format!("{:.1}", share * 1000.0),
        gained: dimension.gained.clone(),
        lost: dimension
            .lost
            .iter()
            .map(|lost| LostView {
                points: points(lost.points),
                code: lost.code.clone(),
                reason: lost.reason.clone(),
                card: report
                    .diagnostics
                    .iter()
                    .position(|it| it.code == lost.code)
                    .map(|at| at + 1),
            })
            .collect(),
    }
}

fn topic_views(report: &FileReport, paragraphs: usize, lang: Lang) -> Vec<TopicView> {
    report
        .topics
        .iter()
        .map(|topic| {
            let (state, state_title) = match (topic.covered, topic.compulsory) {
                (true, _) => ("answered", pick(lang, "已写到", "covered")),
                (false, true) => ("missing", pick(lang, "缺（必述）", "missing, compulsory")),
                (false, false) => ("partial", pick(lang, "未写到", "missing")),
            };
            TopicView {
                title: topic.title.clone(),
                state,
                state_title,
                evidence: links(&topic.evidence, paragraphs),
            }
        })
        .collect()
}

fn pledge_views(report: &FileReport, paragraphs: usize, lang: Lang) -> Vec<PledgeView> {
    report
        .pledges
        .iter()
        .map(|pledge| PledgeView {
            id: pledge.id.clone(),
            text: pledge.text.clone(),
            deadline: pledge.deadline.clone().unwrap_or_else(|| "—".to_owned()),
            state: pledge_name(pledge.status),
            state_title: pledge_title(pledge.status, lang),
            reason: pledge.reason.clone(),
            evidence: links(&pledge.evidence, paragraphs),
        })
        .collect()
}
