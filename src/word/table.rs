//! Tables.

use docx_rs::{Paragraph, Table, TableCell, TableRow, WidthType};

use super::run;

/// A table of text in 仿宋; lines of a cell become its paragraphs. Widths are twips, the size half points.
pub fn table(rows: Vec<Vec<String>>, widths: &[usize], size: usize) -> Table {
    let paragraph = |line: &str| Paragraph::new().add_run(run(line, "仿宋_GB2312", size));
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().zip(widths).map(|(text, width)| {
                let cell = TableCell::new().width(*width, WidthType::Dxa);
                text.split('\n')
                    .fold(cell, |cell, line| cell.add_paragraph(paragraph(line)))
            });
            TableRow::new(cells.collect())
        })
        .collect();
    Table::new(rows).set_grid(widths.to_vec())
}
