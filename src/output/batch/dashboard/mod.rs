//! One page of a whole audit: figures, a table of all reports, and each report a click away.
//!
//! Written piece by piece: a report is read when its row, and again when its section, is drawn.

mod charts;
mod diff;
mod lists;
mod page;
mod section;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use askama::Template;

use super::{Batch, Ledger, PairEntry};
use charts::Head;
use lists::{Lists, PairSection};
use page::Page;
use section::{OTHERS, Section};
use table::RowView;

/// What ends the page.
#[derive(Template)]
#[template(path = "dashboard/foot.html", config = "src/output/askama.toml")]
struct Foot<'a> {
    page: &'a Page<'a>,
}

/// Writes the page.
///
/// # Errors
/// The ledger cannot be read, or what `out` says.
pub fn dashboard(batch: &Batch, ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    let order = ledger.reading_order();
    let mut page = Page::new(batch, order.len());
    Head::new(&page, ledger, &order)?.write_into(out)?;
    for (before, place) in order.iter().enumerate() {
        let report = ledger.record(*place)?.report;
        page.meet(&report, before + 1);
        RowView::new(&page, &report, before + 1).write_into(out)?;
    }
    Lists::new(&page).write_into(out)?;
    for (before, place) in order.iter().enumerate() {
        let record = ledger.record(*place)?;
        let shown = page.pairs_of(&record.report.path).iter().take(OTHERS);
        let pairs: io::Result<Vec<(usize, PairEntry)>> = shown
            .map(|place| Ok((place + 1, batch.pairs.pair(*place)?)))
            .collect();
        Section::new(&page, &record, &pairs?, before + 1).write_into(out)?;
    }
    for (before, pair) in batch.pairs.pairs().enumerate() {
        PairSection::new(&page, &pair?, before + 1).write_into(out)?;
    }
    Foot { page: &page }.write_into(out)?;
    Ok(())
}
