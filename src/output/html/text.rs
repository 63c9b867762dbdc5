//! The report's text, cut where a role or a finding begins or ends.

use std::ops::Range;

use crate::output::report::{Checked, ViewKind, ViewParagraph};
use crate::output::wrap::clamp;
use crate::ruleset::{Lang, Severity};
use crate::structure::Role;

use super::card::CardView;

/// A passage longer than this gets a quieter mark.
const LONG: usize = 90;

/// A paragraph and the cards beside it.
pub(super) struct RowView {
    pub(super) index: usize,
    pub(super) class: &'static str,
    /// Level for assistive technology; none for running text.
    pub(super) level: Option<u8>,
    pub(super) label: String,
    pub(super) roles: String,
    /// The colours of the bar beside it.
    pub(super) bar: String,
    pub(super) segments: Vec<Segment>,
    pub(super) cards: Vec<CardView>,
}

/// A stretch of text without a change in it.
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) role: &'static str,
    /// The gravest severity of the findings it belongs to; empty without any.
    pub(super) severity: &'static str,
    pub(super) long: bool,
    /// Numbers of the findings it belongs to.
    pub(super) findings: String,
    /// Findings that end here: their numbers are printed after the text.
    pub(super) ends: Vec<(usize, &'static str)>,
}

struct Mark {
    number: usize,
    severity: Severity,
    range: Range<usize>,
}

/// All paragraphs.
pub(super) fn rows(file: &Checked, lang: Lang) -> Vec<RowView> {
    file.view
        .paragraphs
        .iter()
        .enumerate()
        .map(|(index, paragraph)| row(file, index, paragraph, lang))
        .collect()
}

fn row(file: &Checked, index: usize, paragraph: &ViewParagraph, lang: Lang) -> RowView {
    let mut marks = Vec::new();
    let mut cards = Vec::new();
    for (at, diagnostic) in file.report.diagnostics.iter().enumerate() {
        let span = file.view.diagnostics.get(at).and_then(Option::as_ref);
        if let Some(span) = span.filter(|span| span.paragraph == index) {
            marks.push(Mark {
                number: at + 1,
                severity: diagnostic.severity,
                range: clamp(&paragraph.text, &span.range),
            });
            cards.push((span.range.start, CardView::new(file, at, lang)));
        }
    }
    cards.sort_unstable_by_key(|(start, card)| (*start, card.number));
    let (class, level) = class(paragraph.kind);
    RowView {
        index,
        class,
        level,
        label: paragraph.label.clone().unwrap_or_default(),
        roles: role_names(paragraph, lang),
        bar: bar(paragraph),
        segments: segments(paragraph, &marks),
        cards: cards.into_iter().map(|(_, card)| card).collect(),
    }
}

fn class(kind: ViewKind) -> (&'static str, Option<u8>) {
    match kind {
        ViewKind::Title => ("title", Some(4)),
        ViewKind::Byline => ("byline", None),
        ViewKind::Heading(1) => ("h1", Some(5)),
        ViewKind::Heading(2) => ("h2", Some(6)),
        ViewKind::Heading(_) => ("h3", Some(6)),
        ViewKind::Body => ("body", None),
        ViewKind::Table => ("cell", None),
        ViewKind::TextBox => ("box", None),
        ViewKind::Note => ("note", None),
    }
}

fn role_names(paragraph: &ViewParagraph, lang: Lang) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (_, role) in &paragraph.roles {
        if names.last() != Some(&role.title(lang)) {
            names.push(role.title(lang));
        }
    }
    names.join(" → ")
}

/// A gradient with a hard stop at every change of role, as long as its text.
fn bar(paragraph: &ViewParagraph) -> String {
    let total = paragraph.text.len().max(1) as f64;
    let mut stops: Vec<(Role, f64)> = Vec::new();
    for (range, role) in &paragraph.roles {
        let end = (range.end as f64 / total * 100.0).min(100.0);
        match stops.last_mut() {
            Some((last, until)) if last == role => *until = end,
            _ => stops.push((*role, end)),
        }
    }
    let mut from = 0.0;
    let mut parts = Vec::new();
    for (index, (role, until)) in stops.iter().enumerate() {
        let until = if index + 1 == stops.len() {
            100.0
        } else {
            *until
        };
        parts.push(format!("var(--r-{}) {from:.1}% {until:.1}%", role.name()));
        from = until;
    }
    if parts.is_empty() {
        "none".to_owned()
    } else {
        format!("linear-gradient({})", parts.join(","))
    }
}

fn segments(paragraph: &ViewParagraph, marks: &[Mark]) -> Vec<Segment> {
    let text = &paragraph.text;
    let roles: Vec<(Range<usize>, Role)> = paragraph
        .roles
        .iter()
        .map(|(range, role)| (clamp(text, range), *role))
        .collect();
    let mut cuts = vec![0, text.len()];
    for range in roles.iter().map(|(range, _)| range) {
        cuts.extend([range.start, range.end]);
    }
    for mark in marks {
        cuts.extend([mark.range.start, mark.range.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();

    let mut segments = Vec::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let inside = |range: &Range<usize>| range.start <= start && end <= range.end;
        let here: Vec<&Mark> = marks.iter().filter(|mark| inside(&mark.range)).collect();
        let gravest = here.iter().max_by_key(|mark| mark.severity);
        let role = roles.iter().find(|(range, _)| inside(range));
        let numbers: Vec<_> = here.iter().map(|mark| mark.number.to_string()).collect();
        segments.push(Segment {
            text: shown(&text[start..end], start == 0),
            role: role.map_or("none", |(_, role)| role.name()),
            severity: gravest.map_or("", |mark| mark.severity.name()),
            long: gravest.is_some_and(|mark| text[mark.range.clone()].chars().count() > LONG),
            findings: numbers.join(" "),
            ends: marks
                .iter()
                .filter(|mark| mark.range.end == end)
                .map(|mark| (mark.number, mark.severity.name()))
                .collect(),
        });
    }
    segments
}

/// Blanks that the author indented with are the style sheet's business.
fn shown(text: &str, first: bool) -> String {
    let text = if first { text.trim_start() } else { text };
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_findings_cut_the_text_once_each() {
        let paragraph = ViewParagraph {
            kind: ViewKind::Body,
            label: None,
            text: "一二三四五六".to_owned(),
            roles: vec![(0..9, Role::Problem), (9..18, Role::Cause)],
        };
        let mark = |number, severity, range| Mark {
            number,
            severity,
            range,
        };
        let marks = [
            mark(1, Severity::Info, 0..12),
            mark(2, Severity::Error, 6..18),
        ];
        let cut = segments(&paragraph, &marks);
        let texts: Vec<_> = cut.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["一二", "三", "四", "五六"]);
        assert_eq!(cut[1].findings, "1 2");
        assert_eq!(cut[1].severity, "error");
        assert_eq!(cut[2].ends, [(1, "info")]);
        assert_eq!(cut[3].role, "cause");
        assert_eq!(
            bar(&paragraph),
            "linear-gradient(var(--r-problem) 0.0% 50.0%,var(--r-cause) 50.0% 100.0%)"
        );
    }
}
