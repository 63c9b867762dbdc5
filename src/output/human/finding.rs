//! One finding: what, where, the passage marked, why, what to do.

use super::page::{Page, Style};
use crate::output::report::{Checked, Diagnostic};
use crate::output::words::{demand_line, pick};
use crate::output::wrap::{clean, snippet};
use crate::ruleset::Lang;

/// Below this a finding says how sure it is.
const SURE: f64 = 0.75;

/// Prints the diagnostic of that index.
pub(super) fn finding(page: &mut Page, file: &Checked, index: usize) {
    let diagnostic = &file.report.diagnostics[index];
    let lang = page.lang;
    let style = Style::of(diagnostic.severity);
    let label = format!("{}[{}] ", diagnostic.severity.title(lang), diagnostic.code);
    page.hanging(0, &label, style, &diagnostic.message, Style::Bold, 4);

    let gutter = diagnostic
        .range
        .as_ref()
        .map_or(1, |range| range.start.line.to_string().len())
        .max(2);
    place(page, &file.report.path, diagnostic, gutter);
    quote(page, file, index, gutter);

    let note = |page: &mut Page, zh, en, text: &str| {
        page.entry(
            gutter + 1,
            &format!("= {}", pick(lang, zh, en)),
            Style::Frame,
            text,
        );
    };
    note(
        page,
        "依据：",
        "rests on: ",
        &demand_line(&diagnostic.demand, lang),
    );
    if !diagnostic.help.is_empty() {
        note(page, "建议：", "advice: ", &diagnostic.help);
    }
    for related in &diagnostic.related {
        let text = match &related.range {
            Some(range) => format!(
                "{}（{}，{}:{}）",
                related.message, range.label, range.start.line, range.start.column
            ),
            None => related.message.clone(),
        };
        note(page, "相关：", "see also: ", &text);
    }
    if diagnostic.confidence < SURE {
        let text = match lang {
            Lang::Zh => format!("把握约 {:.0}%，请人工核对", diagnostic.confidence * 100.0),
            Lang::En => format!(
                "about {:.0}% sure, please check",
                diagnostic.confidence * 100.0
            ),
        };
        note(page, "说明：", "note: ", &text);
    }
    if diagnostic.repeats > 0 {
        let text = match lang {
            Lang::Zh => format!("另有 {} 处，不再逐一列出", diagnostic.repeats),
            Lang::En => format!("{} more of the same", diagnostic.repeats),
        };
        note(page, "", "", &text);
    }
    page.blank();
}

fn place(page: &mut Page, path: &str, diagnostic: &Diagnostic, gutter: usize) {
    let arrow = page.paint(Style::Frame, "-->");
    let place = match &diagnostic.range {
        Some(range) => format!(
            "{path}:{}:{} {}",
            range.start.line, range.start.column, range.label
        ),
        None => format!("{path} {}", pick(page.lang, "全文", "the whole text")),
    };
    page.line(&format!("{}{arrow} {}", " ".repeat(gutter), clean(&place)));
}

fn quote(page: &mut Page, file: &Checked, index: usize, gutter: usize) {
    let diagnostic = &file.report.diagnostics[index];
    let (Some(range), Some(Some(span))) = (&diagnostic.range, file.view.diagnostics.get(index))
    else {
        return;
    };
    let Some(paragraph) = file.view.paragraphs.get(span.paragraph) else {
        return;
    };
    let style = Style::of(diagnostic.severity);
    let cut = snippet(
        &paragraph.text,
        &span.range,
        page.width.saturating_sub(gutter + 3),
    );
    let bar = page.paint(Style::Frame, "|");
    let number = page.paint(Style::Frame, &format!("{:>gutter$}", range.start.line));
    let passage = page.paint(style, &cut.passage);
    let carets = page.paint(style, &cut.carets);
    let blank = " ".repeat(gutter);
    page.line(&format!("{blank} {bar}"));
    page.line(&format!(
        "{number} {bar} {}{passage}{}",
        cut.before, cut.after
    ));
    page.line(&format!("{blank} {bar} {carets}"));
}
