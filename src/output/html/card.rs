//! A finding as a card.

use crate::output::report::{Checked, Diagnostic, SourceRange};
use crate::output::words::{demand_line, pick};
use crate::ruleset::Lang;

/// Below this a finding says how sure it is.
const SURE: f64 = 0.75;

/// What a card shows.
pub(super) struct CardView {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    pub(super) severity: &'static str,
    pub(super) severity_title: &'static str,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) demand: String,
    pub(super) place: String,
    /// Only where it is low.
    pub(super) confidence: Option<String>,
    pub(super) related: Vec<RelatedView>,
    pub(super) repeats: Option<String>,
}

/// A passage that belongs to a finding.
pub(super) struct RelatedView {
    pub(super) message: String,
    pub(super) link: Option<Link>,
}

/// A place in the text shown on the page.
pub(super) struct Link {
    pub(super) paragraph: usize,
    pub(super) label: String,
}

impl CardView {
    pub(super) fn new(file: &Checked, index: usize, lang: Lang) -> Self {
        let diagnostic = &file.report.diagnostics[index];
        let spans = file
            .view
            .related
            .get(index)
            .map(Vec::as_slice)
            .unwrap_or_default();
        Self {
            number: index + 1,
            severity: diagnostic.severity.name(),
            severity_title: diagnostic.severity.title(lang),
            code: diagnostic.code.clone(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            demand: demand_line(&diagnostic.demand, lang),
            place: place(diagnostic, lang).to_owned(),
            confidence: sure(diagnostic),
            related: diagnostic
                .related
                .iter()
                .enumerate()
                .map(|(at, related)| {
                    let span = spans.get(at).and_then(Option::as_ref);
                    let shown = span.filter(|span| span.paragraph < file.view.paragraphs.len());
                    RelatedView {
                        message: related.message.clone(),
                        link: shown.zip(related.range.as_ref()).map(|(span, range)| Link {
                            paragraph: span.paragraph,
                            label: range.label.clone(),
                        }),
                    }
                })
                .collect(),
            repeats: repeats(diagnostic, lang),
        }
    }
}

/// Where a finding stands.
pub(in crate::output) fn place(diagnostic: &Diagnostic, lang: Lang) -> &str {
    let range = diagnostic.range.as_ref();
    range.map_or(pick(lang, "全文", "the whole text"), |range| &range.label)
}

/// How sure a finding is, where that is worth saying.
pub(in crate::output) fn sure(diagnostic: &Diagnostic) -> Option<String> {
    (diagnostic.confidence < SURE).then(|| format!("{:.0}%", diagnostic.confidence * 100.0))
}

/// That there is more of the same, if there is.
pub(in crate::output) fn repeats(diagnostic: &Diagnostic, lang: Lang) -> Option<String> {
    (diagnostic.repeats > 0).then(|| match lang {
        Lang::Zh => format!("另有 {} 处，不再逐一列出", diagnostic.repeats),
        Lang::En => format!("{} more of the same", diagnostic.repeats),
    })
}

/// Links to the passages of the report; the paragraph number of a range counts from 1.
pub(super) fn links(ranges: &[SourceRange], paragraphs: usize) -> Vec<Link> {
    ranges
        .iter()
        .filter(|range| (1..=paragraphs).contains(&range.paragraph))
        .map(|range| Link {
            paragraph: range.paragraph - 1,
            label: range.label.clone(),
        })
        .collect()
}
