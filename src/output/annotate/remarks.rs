//! What the comments say: a finding in the words of the run, and the report as a whole at its title.

use std::ops::Range;

use crate::output::report::{Checked, Diagnostic, FileReport, Related};
use crate::output::words::{Tally, by_severity, demand_line, is_scored, pick, points, size_line};
use crate::ruleset::Lang;

/// A comment to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    /// The passage, in bytes of the text that was read; none for the title.
    pub passage: Option<Range<usize>>,
    /// Its paragraphs.
    pub lines: Vec<String>,
}

/// All comments on a report: the one on the whole first, then the findings in the order of the text.
pub(super) fn remarks(checked: &Checked, lang: Lang) -> Vec<Remark> {
    let report = &checked.report;
    let mut remarks = vec![Remark {
        passage: None,
        lines: overview(report, lang),
    }];
    let mut placed: Vec<&Diagnostic> = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.range.is_some())
        .collect();
    placed.sort_by_key(|diagnostic| passage(diagnostic).map(|range| range.start));
    remarks.extend(placed.into_iter().map(|diagnostic| Remark {
        passage: passage(diagnostic),
        lines: finding(diagnostic, lang),
    }));
    remarks
}

fn passage(diagnostic: &Diagnostic) -> Option<Range<usize>> {
    let range = diagnostic.range.as_ref()?;
    Some(range.start.offset..range.end.offset)
}

/// What is wrong, what to do, what it rests on.
fn finding(diagnostic: &Diagnostic, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!(
        "【{} {}】{}",
        diagnostic.severity.title(lang),
        diagnostic.code,
        diagnostic.message
    )];
    if !diagnostic.help.is_empty() {
        lines.push(format!(
            "{}{}",
            pick(lang, "建议：", "Advice: "),
            diagnostic.help
        ));
    }
    lines.push(format!(
        "{}{}",
        pick(lang, "依据：", "Rests on: "),
        demand_line(&diagnostic.demand, lang)
    ));
    lines.extend(diagnostic.related.iter().map(|related| {
        let prefix = pick(lang, "相关：", "See also: ");
        format!("{prefix}{}", related_line(related))
    }));
    if diagnostic.repeats > 0 {
        lines.push(match lang {
            Lang::Zh => format!("同类问题另有 {} 处，不再逐一批注。", diagnostic.repeats),
            Lang::En => format!("{} more of the same.", diagnostic.repeats),
        });
    }
    lines
}

fn related_line(related: &Related) -> String {
    match &related.range {
        Some(range) => format!("{}（{}）", related.message, range.label),
        None => related.message.clone(),
    }
}

/// The score and the findings without a passage.
fn overview(report: &FileReport, lang: Lang) -> Vec<String> {
    let rubric = &report.rubric;
    let (zh, en) = if is_scored(rubric) {
        let points = points(rubric.total);
        (format!("{points} 分"), format!("{points} points"))
    } else {
        ("未评".to_owned(), "not judged".to_owned())
    };
    let mut lines = vec![
        match lang {
            Lang::Zh => format!(
                "【总评】{}：文本自查 {zh}（文本档次：{}）。{}",
                rubric.outcome_text,
                rubric.grade,
                Tally::of(report).line(lang)
            ),
            Lang::En => format!(
                "[Overall] {}: {en} ({}). {}",
                rubric.outcome_text,
                rubric.grade,
                Tally::of(report).line(lang)
            ),
        },
        format!(
            "{}{}",
            pick(lang, "方案：", "Scheme: "),
            report.profile.title
        ),
        format!(
            "{}{}",
            pick(lang, "篇幅：", "Size: "),
            size_line(report, lang)
        ),
    ];
    for dimension in &rubric.dimensions {
        let score = match dimension.score {
            Some(score) => format!("{} / {}", points(score), points(dimension.max)),
            None => pick(lang, "未判定", "not judged").to_owned(),
        };
        let lost: Vec<String> = dimension
            .lost
            .iter()
            .map(|lost| format!("{} −{}", lost.code, points(lost.points)))
            .collect();
        let mut line = format!("{}：{score}", dimension.title);
        if !lost.is_empty() {
            line += &format!("（{}）", lost.join("，"));
        }
        lines.push(line);
    }
    for index in by_severity(&report.diagnostics) {
        let diagnostic = &report.diagnostics[index];
        if diagnostic.range.is_none() {
            lines.extend(finding(diagnostic, lang));
        }
    }
    lines.extend(report.not_judged.iter().map(|entry| match lang {
        Lang::Zh => format!("未判断 {}：{}", entry.code, entry.reason),
        Lang::En => format!("Not judged {}: {}", entry.code, entry.reason),
    }));
    lines.push(rubric.note.clone());
    lines
}
