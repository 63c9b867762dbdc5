//! What follows the findings: score, topics, pledges, what could not be judged or read.

use super::page::{Page, Style};
use crate::output::report::{FileReport, PledgeStatus};
use crate::output::words::{of_hundred, pick, pledge_title, points};
use crate::output::wrap::{pad, width};
use crate::ruleset::Lang;

/// The parts of the score, with what gained and lost points.
pub(super) fn rubric(page: &mut Page, report: &FileReport) {
    let lang = page.lang;
    let rubric = &report.rubric;
    if rubric.dimensions.is_empty() {
        return;
    }
    page.heading(pick(lang, "文本自查分", "self-check score"));
    let columns = rubric
        .dimensions
        .iter()
        .map(|it| width(&it.title))
        .max()
        .unwrap_or(0);
    for dimension in &rubric.dimensions {
        let score = match dimension.score {
            Some(score) => format!("{:>4} / {:<4}", points(score), points(dimension.max)),
            None => pad(pick(lang, "未判定", "not judged"), 11),
        };
        let title = pad(&dimension.title, columns);
        let bar = page.paint(Style::Good, &meter(dimension.score, dimension.max));
        page.line(&format!("  {title}  {score}  {bar}"));
        let indent = columns + 4;
        for gained in &dimension.gained {
            page.entry(indent, "+ ", Style::Good, gained);
        }
        for lost in &dimension.lost {
            let label = format!("- {} [{}] ", points(lost.points), lost.code);
            page.hanging(
                indent,
                &label,
                Style::Warning,
                &lost.reason,
                Style::Plain,
                2,
            );
        }
    }
    let total = format!(
        "{}  {}  {}",
        of_hundred(rubric, lang),
        rubric.grade,
        rubric.outcome_text
    );
    page.entry(
        2,
        &pad(pick(lang, "合计", "total"), columns + 2),
        Style::Bold,
        &total,
    );
    if !rubric.note.is_empty() {
        page.entry(2, "", Style::Plain, &rubric.note);
    }
    page.blank();
}

/// Required topics.
pub(super) fn topics(page: &mut Page, report: &FileReport) {
    let lang = page.lang;
    if report.topics.is_empty() {
        return;
    }
    page.heading(pick(lang, "述职要点", "topics"));
    for topic in &report.topics {
        let (state, style) = match (topic.covered, topic.compulsory) {
            (true, _) => (pick(lang, "已写到", "covered"), Style::Good),
            (false, true) => (pick(lang, "缺（必述）", "missing!"), Style::Error),
            (false, false) => (pick(lang, "未写到", "missing"), Style::Warning),
        };
        let mut text = topic.title.clone();
        if let Some(first) = topic.evidence.first() {
            text += pick(lang, "：见", ": ");
            text += &first.label;
            if topic.evidence.len() > 1 {
                text += &match lang {
                    Lang::Zh => format!("等 {} 处", topic.evidence.len()),
                    Lang::En => format!(" and {} more", topic.evidence.len() - 1),
                };
            }
        }
        page.entry(2, &pad(state, 12), style, &text);
    }
    page.blank();
}

/// Last year's pledges.
pub(super) fn pledges(page: &mut Page, report: &FileReport) {
    let lang = page.lang;
    if report.pledges.is_empty() {
        return;
    }
    page.heading(pick(lang, "上年承诺", "last year's pledges"));
    for pledge in &report.pledges {
        let style = match pledge.status {
            PledgeStatus::Answered => Style::Good,
            PledgeStatus::Partial => Style::Warning,
            PledgeStatus::Missing => Style::Error,
        };
        let label = format!(
            "{}{}",
            pad(&pledge.id, 5),
            pad(pledge_title(pledge.status, lang), 10)
        );
        let mut text = pledge.text.clone();
        if let Some(deadline) = &pledge.deadline {
            text += &match lang {
                Lang::Zh => format!("（期限：{deadline}）"),
                Lang::En => format!(" (by {deadline})"),
            };
        }
        page.entry(2, &label, style, &text);
        let mut why = pledge.reason.clone();
        for range in &pledge.evidence {
            why += &match lang {
                Lang::Zh => format!("；见{}", range.label),
                Lang::En => format!("; see {}", range.label),
            };
        }
        if !why.is_empty() {
            page.entry(17, "→ ", Style::Dim, &why);
        }
    }
    page.blank();
}

/// Checks that could not judge.
pub(super) fn not_judged(page: &mut Page, report: &FileReport) {
    if report.not_judged.is_empty() {
        return;
    }
    page.heading(pick(page.lang, "未判定", "not judged"));
    for entry in &report.not_judged {
        page.entry(2, &pad(&entry.code, 8), Style::Dim, &entry.reason);
    }
    page.blank();
}

/// What the reader left out, and what to know about the reading.
pub(super) fn reading(page: &mut Page, report: &FileReport) {
    let lang = page.lang;
    if report.skipped.is_empty() && report.notes.is_empty() {
        return;
    }
    page.heading(pick(lang, "读取情况", "reading"));
    if !report.skipped.is_empty() {
        let list: Vec<_> = report
            .skipped
            .iter()
            .map(|entry| format!("{} {}", entry.what, entry.count))
            .collect();
        let text = list.join(pick(lang, "，", ", "));
        page.entry(2, pick(lang, "未读：", "left out: "), Style::Dim, &text);
    }
    for note in &report.notes {
        page.entry(2, pick(lang, "说明：", "note: "), Style::Dim, note);
    }
    page.blank();
}

/// Ten cells of a bar.
fn meter(score: Option<f64>, max: f64) -> String {
    let Some(score) = score.filter(|_| max > 0.0) else {
        return String::new();
    };
    let filled = (score / max * 10.0).round().clamp(0.0, 10.0) as usize;
    format!("{}{}", "█".repeat(filled), "░".repeat(10 - filled))
}
