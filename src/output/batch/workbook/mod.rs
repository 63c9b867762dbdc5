//! The workbook: one row a report, and behind it figures, findings, pledges, similar passages and the roster.
//!
//! The reports are gone through once, the worst first: what no sheet has room for is what is needed least.

mod cell;
mod figures;
mod findings;
mod link;
mod pledges;
mod reports;
mod roster;
mod sheet;
mod similar;
mod style;
#[cfg(test)]
mod tests;
mod units;

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Batch, Ledger};
use crate::output::words::pick;
use findings::Findings;
use link::Links;
use pledges::Pledges;
use reports::Reports;
use roster::Delays;
use similar::Similar;
use style::Styles;

/// Writes an audit's result as an Excel workbook that is to stand at `path`; links to reports start from there.
///
/// # Errors
/// The ledger cannot be read, or there is no room for temporary files or the result.
pub fn workbook(
    batch: &Batch,
    ledger: &Ledger,
    path: &Path,
    out: &mut dyn Write,
) -> io::Result<()> {
    // The writer of worksheets panics when its temporary files find no room.
    let written = catch_unwind(AssertUnwindSafe(|| write(batch, ledger, path)));
    let said = pick(
        batch.lang,
        "写表格的临时文件时出错，请检查临时文件夹所在的磁盘空间",
        "the workbook's temporary files could not be written; is the disk full?",
    );
    let written = written.map_err(|_| io::Error::other(said))?;
    let mut file = written.map_err(|error| match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    })?;
    file.rewind()?;
    io::copy(&mut file, out)?;
    Ok(())
}

fn write(batch: &Batch, ledger: &Ledger, path: &Path) -> Result<File, XlsxError> {
    let styles = Styles::new(batch.lang);
    let mut book = Workbook::new();
    // The same results make the same bytes, whenever they are written.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = pick(batch.lang, "述职报告审核表", "Audit of duty reports");
    let properties = DocProperties::new()
        .set_title(title)
        .set_comment(format!("{} {}", batch.tool.name, batch.tool.version));
    book.set_properties(&properties.set_creation_datetime(&made));

    let mut links = Links::from(path);
    let mut delays = Delays::new(batch);
    let mut similar = Similar::new(batch);
    let mut reports = Reports::new(&mut book, &styles)?;
    let mut findings = Findings::new(&mut book, &styles, batch)?;
    let mut pledges = Pledges::new(&mut book, &styles)?;
    for place in ledger.reading_order() {
        let record = ledger.record(place)?;
        let report = &record.report;
        let first = findings.add(&record)?;
        pledges.add(report)?;
        delays.add(report);
        similar.meet(report);
        reports.add(
            report,
            &first,
            links.to(&report.path),
            similar.most(&report.path),
        )?;
    }
    for error in &batch.errors {
        reports.unread(error, links.to(&error.path))?;
    }

    let mut sheets = Vec::new();
    let mut notes = Vec::new();
    // In the order of the tabs, but for the figures: they tell what the others had no room for.
    notes.extend(reports.finish(&mut book)?);
    let figures_at = 1;
    sheets.push(findings.finish(&mut book)?);
    sheets.push(pledges.finish(&mut book)?);
    sheets.push(similar.write(&mut book, &styles, batch)?);
    sheets.push(roster::write(&mut book, &styles, batch, &delays)?);
    sheets.push(units::write(&mut book, &styles, batch)?);
    notes.extend(sheets.into_iter().flatten());
    figures::write(&mut book, &styles, batch, &notes)?;
    let sheets = book.worksheets_mut();
    if let Some(moved) = sheets.get_mut(figures_at..) {
        moved.rotate_right(1);
    }

    let mut file = tempfile::tempfile()?;
    book.save_to_writer(BufWriter::new(&mut file))?;
    Ok(file)
}
