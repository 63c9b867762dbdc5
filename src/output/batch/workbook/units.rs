//! The sheet that compares units.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::Cell;
use super::sheet::Sheet;
use super::style::Styles;
use crate::output::batch::Batch;
use crate::output::words::pick;

/// One row a unit, the lowest mean score first.
pub(super) fn write(
    book: &mut Workbook,
    styles: &Styles,
    batch: &Batch,
) -> Result<Vec<String>, XlsxError> {
    let lang = batch.lang;
    let say = |zh, en| pick(lang, zh, en);
    let [pass, revise, rewrite] = batch.summary.outcome_words(lang);
    let columns = [
        (say("单位（没有名单时按文件夹）", "Unit (or folder)"), 40.0),
        (say("报告份数", "Reports"), 10.0),
        (say("平均自查分", "Mean score"), 12.0),
        (pass.as_str(), 10.0),
        (revise.as_str(), 10.0),
        (rewrite.as_str(), 10.0),
        (say("迟交", "Late"), 10.0),
    ];
    let mut sheet = Sheet::new(book, styles, say("单位", "Units"), &columns, 1)?;
    for (unit, group) in batch.summary.units() {
        let [pass, revise, rewrite] = group.outcomes;
        sheet.row(vec![
            Cell::text(match unit {
                "" => say("（未注明）", "(not named)"),
                _ => unit,
            }),
            Cell::Count(group.reports),
            Cell::Points(group.mean()),
            Cell::Count(pass),
            Cell::Count(revise),
            Cell::Count(rewrite),
            Cell::Count(group.late),
        ])?;
    }
    sheet.bars(2)?;
    sheet.light_above(5, 0.0, 2)?;
    sheet.light_above(6, 0.0, 2)?;
    sheet.filter()?;
    Ok(sheet.finish(book))
}
