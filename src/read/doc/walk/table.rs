//! What the walk does at the marks of cells and rows.

use super::*;
use crate::document::Story;
use crate::read::story::Table;

/// Tables deeper than this are taken as the last one that fits.
const MAX_DEPTH: u32 = 64;
/// Edges that are kept for the open tables; a report has a few hundred.
const MAX_EDGES: usize = 1 << 16;

/// The edges of the cells of open tables, row by row.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// The first piece of each open table, and its rows.
    open: Vec<(usize, Vec<Vec<i16>>)>,
    kept: usize,
}

impl Walker<'_> {
    /// Opens and closes tables until `depth` of them stand around.
    pub(super) fn set_depth(&mut self, depth: u32) {
        let depth = depth.min(MAX_DEPTH) as usize;
        if self.scene.tables.len() != depth {
            self.flush_carried();
        }
        while self.scene.tables.len() > depth {
            self.end_table();
        }
        while self.scene.tables.len() < depth {
            self.scene.tables.push(Table {
                index: self.tables,
                ..Table::default()
            });
            self.edges.open.push((self.scene.out.len(), Vec::new()));
            self.tables = self.tables.saturating_add(1);
        }
    }

    /// Ends a table. Cells that span several columns of other rows are counted as that many.
    fn end_table(&mut self) {
        let table = self.scene.tables.pop();
        let (Some(table), Some((first, rows))) = (table, self.edges.open.pop()) else {
            return;
        };
        self.edges.kept -= rows.iter().map(Vec::len).sum::<usize>();
        let mut columns: Vec<i16> = rows.iter().flatten().copied().collect();
        columns.sort_unstable();
        columns.dedup();
        for piece in self.scene.out.iter_mut().skip(first) {
            let Story::Table {
                table: index,
                row,
                column,
            } = &mut piece.story
            else {
                continue;
            };
            let edge = rows
                .get(*row as usize)
                .and_then(|edges| edges.get(*column as usize))
                .filter(|_| *index == table.index);
            if let Some(found) = edge.and_then(|edge| columns.binary_search(edge).ok()) {
                *column = found as u32;
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        if let Some(table) = self.scene.tables.last_mut() {
            table.column = table.column.saturating_add(1);
        }
    }

    /// Ends a row; one that is deleted leaves no gap in the count.
    pub(super) fn end_row(&mut self, para: &Para, deleted: bool) {
        let Some(table) = self.scene.tables.last_mut() else {
            return;
        };
        table.column = 0;
        if deleted {
            return;
        }
        table.row = table.row.saturating_add(1);
        if let Some((_, rows)) = self.edges.open.last_mut()
            && self.edges.kept + para.edges.len() <= MAX_EDGES
            && rows.len() < MAX_EDGES
        {
            self.edges.kept += para.edges.len();
            rows.push(para.edges.clone());
        }
    }
}
