//! Tables that set problems beside their causes and measures: what the heads of columns or rows say of their cells.

use std::collections::BTreeMap;
use std::ops::Range;

use super::draft::Draft;
use super::outline::{RoleSet, announced};
use super::paragraph::ParagraphKind;
use super::role::Role;
use crate::document::Story;
use crate::text::count::{is_han, words};

/// A head has no more 字: 存在的主要问题及具体表现.
const HEAD: usize = 16;
/// Rows within which heads stand: a title may have the first one for itself.
const ROWS: u32 = 3;

/// What a table says of one of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// It heads a column or row, or counts the rows.
    Head,
    /// It holds one of these.
    Under(RoleSet),
}

/// A paragraph of a table: its row, its column, its place among the paragraphs.
type Place = (u32, u32, usize);

impl Draft<'_> {
    /// What tables say of their cells, paragraph by paragraph: those whose first row, or whose first column, names
    /// problems and something besides (原因, 措施). Where last year's problems are answered, all of it is rectification, and
    /// the heading above knows better.
    pub(super) fn cells(&self) -> BTreeMap<usize, Cell> {
        let mut tables: BTreeMap<u32, Vec<Place>> = BTreeMap::new();
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            if let Story::Table { table, row, column } = self.document.blocks[paragraph.block].story
                && paragraph.kind == ParagraphKind::Table
            {
                tables.entry(table).or_default().push((row, column, at));
            }
        }
        let mut cells = BTreeMap::new();
        for places in tables.values() {
            if !self.by_columns(places, &mut cells) {
                self.by_rows(places, &mut cells);
            }
        }
        cells
    }

    /// What a cell announces, if it is short as a head is.
    fn head(&self, at: usize) -> Option<RoleSet> {
        let range: Range<usize> = self.paragraphs[at].range.clone();
        let text = self.folded(range.clone());
        (words(text) <= HEAD && !text.contains(['。', '，', '；']))
            .then(|| announced(self.text.as_str(), range, &self.hits))
            .filter(|roles| !roles.is_empty())
    }

    fn by_columns(&self, places: &[Place], cells: &mut BTreeMap<usize, Cell>) -> bool {
        let Some(first) = places.first().map(|(row, ..)| *row) else {
            return false;
        };
        let found = (first..first + ROWS).find_map(|row| {
            let within = places.iter().filter(|place| place.0 == row);
            let heads: BTreeMap<u32, RoleSet> = within
                .filter_map(|(_, column, at)| Some((*column, self.head(*at)?)))
                .collect();
            sets_beside(heads.values()).then_some((row, heads))
        });
        let Some((top, heads)) = found else {
            return false;
        };
        for (row, column, at) in places {
            // 责任人 and 时限 stand behind the measures and are part of them.
            let head = heads.range(..=*column).next_back();
            let cell = match head {
                _ if *row <= top || self.counts_only(*at) => Some(Cell::Head),
                Some((_, roles)) => Some(Cell::Under(*roles)),
                None => None,
            };
            cells.extend(cell.map(|cell| (*at, cell)));
        }
        true
    }

    fn by_rows(&self, places: &[Place], cells: &mut BTreeMap<usize, Cell>) {
        let left = places.iter().map(|(_, column, _)| *column).min();
        let heads: BTreeMap<u32, RoleSet> = places
            .iter()
            .filter(|(_, column, _)| Some(*column) == left)
            .filter_map(|(row, _, at)| Some((*row, self.head(*at)?)))
            .collect();
        if !sets_beside(heads.values()) {
            return;
        }
        for (row, column, at) in places {
            let cell = match heads.get(row) {
                Some(_) if Some(*column) == left || self.counts_only(*at) => Some(Cell::Head),
                Some(roles) => Some(Cell::Under(*roles)),
                None => None,
            };
            cells.extend(cell.map(|cell| (*at, cell)));
        }
    }

    /// 1, 2、: the number of a row.
    fn counts_only(&self, at: usize) -> bool {
        let text = self.folded(self.paragraphs[at].range.clone());
        !text
            .chars()
            .any(|character| is_han(character) && !"一二三四五六七八九十".contains(character))
    }

    /// The role that a sentence has by what its table says, if any.
    pub(super) fn role_in_table(&self, index: usize, cell: Cell) -> Option<Role> {
        let sentence = &self.sentences[index];
        let Cell::Under(roles) = cell else {
            return Some(Role::Other);
        };
        let above = sentence.heading.map(|heading| self.inherited(heading));
        let answered = [Role::Rectification, Role::Achievement];
        if above.is_some_and(|above| {
            above.len() == 1 && answered.iter().any(|role| above.contains(*role))
        }) {
            return None;
        }
        let likely = |role: &Role| sentence.posterior[role.index()];
        roles
            .iter()
            .max_by(|one, other| likely(one).total_cmp(&likely(other)))
    }
}

/// Whether heads name problems, and causes or what is to be done beside them, and nothing that was done already.
fn sets_beside<'r>(heads: impl Iterator<Item = &'r RoleSet> + Clone) -> bool {
    let any = |role| heads.clone().any(|roles| roles.contains(role));
    let apart = |role| {
        heads
            .clone()
            .any(|roles| roles.contains(role) && !roles.contains(Role::Problem))
    };
    any(Role::Problem)
        && (apart(Role::Cause) || apart(Role::Plan))
        && !any(Role::Rectification)
        && !any(Role::Achievement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};

    const PROBLEM: &str = "我抓会议不严。7月、9月的党员大会我都没有参加，也没有补课。";
    const CAUSE: &str = "我嫌麻烦，思想上松懈。";
    const MEASURE: &str = "党员大会由我主持，一年缺一次向镇党委说明。";

    /// Roles of the cells of a table of these rows below 二、存在的问题.
    fn roles(heading: &str, rows: &[&[&str]]) -> Vec<Role> {
        let above = ["2023年度党支部书记述职报告", heading];
        let lines: Vec<&str> = above.iter().copied().chain(rows.concat()).collect();
        let mut document = document(&lines.join("\n"));
        let mut blocks = document.blocks.iter_mut().skip(above.len());
        for (row, columns) in (0..).zip(rows) {
            for (column, block) in (0..columns.len() as u32).zip(&mut blocks) {
                let table = 0;
                block.story = Story::Table { table, row, column };
            }
        }
        let draft = Draft::new(&document, rules(), model());
        let cells = draft.paragraphs.iter().enumerate().skip(above.len());
        cells
            .filter_map(|(at, _)| Some(draft.sentences_of(at).last()?.role))
            .collect()
    }

    #[test]
    fn heads_of_columns_say_what_stands_below() {
        use Role::{Cause, Other, Plan, Problem};
        let row: &[&str] = &["1", PROBLEM, CAUSE, MEASURE, "镇党委"];
        let heads: &[&str] = &["序号", "存在问题", "原因分析", "整改措施", "责任单位"];
        let below = [Other, Problem, Cause, Plan, Plan];
        let told = roles("二、存在的问题", &[heads, row, row]);
        assert_eq!(told, [[Other; 5], below, below].concat());
    }

    #[test]
    fn labels_in_the_first_column_say_what_stands_beside() {
        use Role::{Cause, Other, Plan, Problem};
        let rows: [&[&str]; 3] = [&["问题", PROBLEM], &["原因", CAUSE], &["怎么改", MEASURE]];
        let told = roles("二、存在的问题", &rows);
        assert_eq!(told, [Other, Problem, Other, Cause, Other, Plan]);
    }

    #[test]
    fn a_table_of_what_was_put_right_is_rectification() {
        let rows: [&[&str]; 2] = [&["问题", "整改措施"], &[PROBLEM, MEASURE]];
        let told = roles("二、上年度问题整改情况", &rows);
        assert_eq!(told[2..], [Role::Rectification; 2]);
    }
}
