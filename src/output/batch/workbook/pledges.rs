//! The sheet of last year's pledges.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::Cell;
use super::findings::whose;
use super::sheet::Sheet;
use super::style::Styles;
use crate::output::report::{FileReport, PledgeStatus};
use crate::output::words::{pick, pledge_title};

const STATUS: u16 = 6;

/// One row a pledge.
pub(super) struct Pledges<'a> {
    sheet: Sheet<'a>,
    any: bool,
}

impl<'a> Pledges<'a> {
    pub(super) fn new(book: &mut Workbook, styles: &'a Styles) -> Result<Pledges<'a>, XlsxError> {
        let say = |zh, en| pick(styles.lang, zh, en);
        let columns = [
            (say("单位", "Unit"), 16.0),
            (say("姓名", "Name"), 9.0),
            (say("文件", "File"), 26.0),
            (say("编号", "No."), 7.0),
            (say("上年承诺", "Last year's pledge"), 44.0),
            (say("承诺期限", "Deadline"), 14.0),
            (say("交代情况", "Status"), 11.0),
            (say("说明", "Reason"), 40.0),
            (say("上年报告位置", "Place last year"), 20.0),
            (say("本年报告位置", "Place this year"), 20.0),
            (say("把握", "Confidence"), 8.0),
        ];
        let name = say("承诺", "Pledges");
        let sheet = Sheet::new(book, styles, name, &columns, 3)?;
        Ok(Pledges { sheet, any: false })
    }

    pub(super) fn add(&mut self, report: &FileReport) -> Result<(), XlsxError> {
        let (unit, name) = whose(report);
        for pledge in &report.pledges {
            self.any = true;
            let places: Vec<&str> = pledge
                .evidence
                .iter()
                .map(|range| range.label.as_str())
                .collect();
            self.sheet.row(vec![
                Cell::text(unit),
                Cell::text(name),
                Cell::text(&report.path),
                Cell::text(&pledge.id),
                Cell::text(&pledge.text),
                Cell::text(pledge.deadline.as_deref().unwrap_or_default()),
                Cell::text(pledge_title(pledge.status, self.sheet.lang())),
                Cell::text(&pledge.reason),
                Cell::text(&pledge.source.label),
                Cell::Text(places.join("\n")),
                Cell::Percent(pledge.confidence),
            ])?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self, book: &mut Workbook) -> Result<Vec<String>, XlsxError> {
        let lang = self.sheet.lang();
        let words = [
            (PledgeStatus::Answered, 0),
            (PledgeStatus::Partial, 1),
            (PledgeStatus::Missing, 2),
        ];
        let words = words.map(|(status, light)| (pledge_title(status, lang), light));
        self.sheet.light_words(STATUS, words.into_iter())?;
        self.sheet.filter()?;
        if !self.any {
            self.sheet.heading(pick(
                lang,
                "没有上年度的报告，或其中没有读到承诺，未核对。",
                "No report of last year was given, or no pledge was found in it.",
            ))?;
        }
        Ok(self.sheet.finish(book))
    }
}
