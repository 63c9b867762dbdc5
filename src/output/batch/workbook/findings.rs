//! The sheet of findings.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::Cell;
use super::sheet::Sheet;
use super::style::Styles;
use crate::output::batch::{Batch, Record};
use crate::output::words::{by_severity, demand_line, pick};
use crate::ruleset::{Lang, Severity};

const SEVERITY: u16 = 3;

/// Links to a report's first findings of each kind.
#[derive(Default)]
pub(super) struct First {
    pub(super) error: Option<String>,
    pub(super) warning: Option<String>,
}

/// One row a finding.
pub(super) struct Findings<'a> {
    sheet: Sheet<'a>,
    batch: &'a Batch,
}

impl<'a> Findings<'a> {
    pub(super) fn new(
        book: &mut Workbook,
        styles: &'a Styles,
        batch: &'a Batch,
    ) -> Result<Findings<'a>, XlsxError> {
        let say = |zh, en| pick(batch.lang, zh, en);
        let columns = [
            (say("单位", "Unit"), 16.0),
            (say("姓名", "Name"), 9.0),
            (say("文件", "File"), 26.0),
            (say("级别", "Severity"), 7.0),
            (say("代码", "Code"), 9.0),
            (say("名称", "Check"), 16.0),
            (say("位置", "Place"), 18.0),
            (say("原文", "Passage"), 32.0),
            (say("说明", "Finding"), 38.0),
            (say("建议", "Advice"), 38.0),
            (say("依据", "Rests on"), 26.0),
            (say("把握", "Confidence"), 8.0),
        ];
        let name = say("问题", "Findings");
        let sheet = Sheet::new(book, styles, name, &columns, 3)?;
        Ok(Findings { sheet, batch })
    }

    /// Writes a report's findings, the gravest first.
    pub(super) fn add(&mut self, record: &Record) -> Result<First, XlsxError> {
        let (report, lang) = (&record.report, self.batch.lang);
        let mut first = First::default();
        for place in by_severity(&report.diagnostics) {
            let diagnostic = &report.diagnostics[place];
            let row = self.sheet.next();
            let link = row.map(|row| self.sheet.link_to(row));
            match diagnostic.severity {
                Severity::Error if first.error.is_none() => first.error = link,
                Severity::Warning if first.warning.is_none() => first.warning = link,
                _ => {}
            }
            let (unit, name) = whose(report);
            let title = self.batch.titles.get(&diagnostic.code);
            let quote = record.quotes.get(place).and_then(Option::as_deref);
            let label = match &diagnostic.range {
                Some(range) => &range.label,
                None => pick(lang, "全文", "the whole text"),
            };
            self.sheet.row(vec![
                Cell::text(unit),
                Cell::text(name),
                Cell::text(&report.path),
                Cell::text(diagnostic.severity.title(lang)),
                Cell::text(&diagnostic.code),
                Cell::text(title.unwrap_or(&diagnostic.name)),
                Cell::text(label),
                Cell::text(quote.unwrap_or_default()),
                Cell::Text(told(&diagnostic.message, diagnostic.repeats, lang)),
                Cell::text(&diagnostic.help),
                Cell::Text(demand_line(&diagnostic.demand, lang)),
                Cell::Percent(diagnostic.confidence),
            ])?;
        }
        Ok(first)
    }

    pub(super) fn finish(mut self, book: &mut Workbook) -> Result<Vec<String>, XlsxError> {
        let lang = self.sheet.lang();
        let words = [(Severity::Error, 2), (Severity::Warning, 1)];
        let words = words.map(|(severity, light)| (severity.title(lang), light));
        self.sheet.light_words(SEVERITY, words.into_iter())?;
        self.sheet.filter()?;
        Ok(self.sheet.finish(book))
    }
}

/// Unit and name of a report's author, empty where nobody knows.
pub(super) fn whose(report: &crate::output::report::FileReport) -> (&str, &str) {
    report
        .submission
        .as_ref()
        .map_or(("", ""), |submission| (&submission.unit, &submission.name))
}

fn told(message: &str, repeats: usize, lang: Lang) -> String {
    match (repeats, lang) {
        (0, _) => message.to_owned(),
        (_, Lang::Zh) => format!("{message}（另有 {repeats} 处）"),
        (_, Lang::En) => format!("{message} ({repeats} more)"),
    }
}
