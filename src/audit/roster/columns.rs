//! Which column of a table holds what, by the names in its header.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::people::compared;
use super::table::{Line, Table, is_blank, tidy};
use crate::audit::words::words;
pub(super) use crate::ruleset::RosterColumn as Column;
use crate::text::fold::{Habits, fold};

impl Column {
    /// How it is named to people.
    pub fn title(self) -> &'static str {
        match self {
            Column::Unit => "单位",
            Column::Region => "乡镇",
            Column::Name => "姓名",
            Column::Title => "职务",
            Column::Post => "职位类别",
            Column::Submitted => "提交时间",
            Column::File => "文件名",
            Column::Profile => "方案",
            Column::Grade => "等次",
            Column::Previous => "上年文件",
        }
    }

    /// Whether people can be told by it.
    fn is_key(self) -> bool {
        matches!(self, Column::Unit | Column::Name | Column::File)
    }
}

/// Every name of a column, with how good it is: 0 is the best.
static NAMES: LazyLock<FxHashMap<&'static str, (Column, usize)>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for (column, list) in &words().columns.names {
        for (rank, word) in list.iter().enumerate() {
            names.insert(word.as_str(), (*column, rank));
        }
    }
    names
});

/// Whether the name of a sheet says that it holds something else than more of the same people: 去年, 备份, 2025年.
pub(super) fn is_apart(name: &str) -> bool {
    let name = compared(name);
    let digits = name.as_bytes().windows(4);
    let mut years =
        digits.filter(|four| four.starts_with(b"20") && four.iter().all(u8::is_ascii_digit));
    let mut apart = words().columns.apart.iter();
    years.next().is_some() || apart.any(|word| name.contains(word.as_str()))
}

/// Whether the first words of a line say that it is no person: sums, remarks.
pub(super) fn is_ending(text: &str) -> bool {
    let text = compared(text);
    let mut endings = words().columns.endings.iter();
    endings.any(|word| text.starts_with(word.as_str()))
}

/// Whether a cell of times says that nothing was handed in.
pub(super) fn is_absent(text: &str) -> bool {
    words()
        .columns
        .absent
        .iter()
        .any(|word| word == text.trim())
}

/// Headings that mean something only with the one that they stand below.
const PARTS: [&str; 5] = ["名称", "全称", "时间", "日期", "类别"];

/// Whether a name says that nobody has the post: 空缺, （暂缺）.
pub(super) fn is_vacant(name: &str) -> bool {
    let brackets = ['（', '）', '(', ')', '【', '】', '[', ']', '〔', '〕'];
    let name = compared(name.trim_matches(brackets));
    words().columns.vacant.contains(&name)
}

/// Where a heading ends at the latest, in characters: what is longer is a sentence.
const LONGEST: usize = 24;
/// Lines from above among which the header is looked for.
const DEPTH: usize = 30;

/// A heading as names are compared: no space, no mark, nothing in brackets.
fn key(text: &str) -> String {
    let folded = fold(text, Habits::TRADITIONAL);
    let mut depth = 0_u32;
    let mut out = String::new();
    for character in folded.as_str().chars() {
        match character {
            '（' | '(' | '【' | '[' | '〔' => depth += 1,
            '）' | ')' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            '*' | '＊' | '：' | ':' | '、' | '/' | '／' | '"' | '“' | '”' | '.' | '★' => {
            }
            character if depth > 0 || is_blank(character) => {}
            character => out.push(character),
        }
    }
    out
}

/// What a heading means, and how well it fits.
fn column(heading: &str) -> Option<(Column, usize)> {
    let key = key(heading);
    let length = key.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    if let Some(found) = NAMES.get(key.as_str()) {
        return Some(*found);
    }
    if words()
        .columns
        .others
        .iter()
        .any(|word| key.starts_with(word.as_str()))
    {
        return None;
    }
    // 党组织书记姓名, 报告提交时间, 2026年度评议等次: the longest name at the end, of two characters at least.
    let ends = key.char_indices().skip(1).filter_map(|(at, _)| {
        let end = key.get(at..)?;
        (end.chars().count() > 1).then(|| NAMES.get(end))?
    });
    let (column, rank) = ends.into_iter().next()?;
    Some((*column, rank + 100))
}

/// The header of a table.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Header {
    /// The columns from 0, and what they hold.
    pub columns: Vec<(Column, u32)>,
    /// Headings that mean nothing to us.
    pub ignored: Vec<String>,
    /// Headings that mean the same: the one that is used, the one that is not.
    pub doubled: Vec<(String, String)>,
    /// Columns that number the lines, from 0.
    pub counts: Vec<u32>,
    /// The first line of the table behind it, by its place.
    pub below: usize,
}

impl Header {
    /// Looks for the header; it may take up two lines, a title may stand above.
    pub fn find(table: &Table) -> Option<Header> {
        let mut best: Option<(usize, Header)> = None;
        for place in 0..table.lines.len().min(DEPTH) {
            let one = table.lines.get(place)?;
            let single = Header::of(one, None, place + 1);
            let double = Header::of(one, table.lines.get(place + 1), place + 2);
            // The second line must add to the first, and not be people whose posts are called like columns.
            let header = match double.columns.len() > single.columns.len() && single.has_key() {
                true => double,
                false => single,
            };
            let count = header.columns.len();
            if header.has_key() && best.as_ref().is_none_or(|(most, _)| count > *most) {
                best = Some((count, header));
            }
        }
        best.map(|(_, header)| header)
    }

    fn has_key(&self) -> bool {
        self.columns.iter().any(|(column, _)| column.is_key())
    }

    /// What a line says as a header, and one below it, which speaks for its columns where it says something.
    fn of(line: &Line, lower: Option<&Line>, below: usize) -> Header {
        let texts = line.cells.iter().map(|(at, value)| (*at, value.text()));
        let mut headings: Vec<(u32, String)> = texts.collect();
        let upper = headings.clone();
        for (at, value) in lower.iter().flat_map(|lower| &lower.cells) {
            let text = match PARTS.contains(&value.text().trim()) {
                // 名称 below 单位, which stands above several columns.
                true => {
                    let above = upper.iter().rev().find(|(column, _)| column <= at);
                    above.map_or_else(String::new, |(_, above)| above.clone()) + &value.text()
                }
                false => value.text(),
            };
            match headings.iter_mut().find(|(column, _)| column == at) {
                Some((_, heading)) if column(&text).is_some() => *heading = text,
                Some(_) => {}
                None => headings.push((*at, text)),
            }
        }
        headings.sort_unstable_by_key(|(at, _)| *at);
        let mut meant: Vec<_> = headings.iter().map(|(_, text)| column(text)).collect();
        place_villages(&headings, &mut meant);
        let mut header = Header {
            below,
            ..Header::default()
        };
        let mut chosen: Vec<(Column, u32, usize, String)> = Vec::new();
        for ((at, heading), meant) in headings.into_iter().zip(meant) {
            if ["序号", "编号", "号"].contains(&key(&heading).as_str()) {
                header.counts.push(at);
            }
            let Some((column, rank)) = meant else {
                header.ignored.push(tidy(&heading));
                continue;
            };
            match chosen.iter_mut().find(|(known, ..)| *known == column) {
                None => chosen.push((column, at, rank, heading)),
                Some(known) => {
                    let unused = if rank < known.2 {
                        std::mem::replace(known, (column, at, rank, heading)).3
                    } else {
                        heading
                    };
                    header.doubled.push((known.3.clone(), unused));
                }
            }
        }
        header.columns = chosen
            .iter()
            .map(|(column, at, ..)| (*column, *at))
            .collect();
        header
    }

    /// Where a thing stands.
    pub fn at(&self, wanted: Column) -> Option<u32> {
        let found = self.columns.iter().find(|(column, _)| *column == wanted);
        found.map(|(_, at)| *at)
    }
}

/// Where a table has a column of villages, 单位 beside it is what they lie in.
fn place_villages(headings: &[(u32, String)], meant: &mut [Option<(Column, usize)>]) {
    let is_village = |text: &str| key(text).contains('村') || key(text).contains("社区");
    let is = |meant: Option<(Column, usize)>, wanted| meant.is_some_and(|(own, _)| own == wanted);
    let units = || headings.iter().zip(meant.iter());
    let villages = units().any(|((_, text), own)| is(*own, Column::Unit) && is_village(text));
    if !villages || meant.iter().any(|own| is(*own, Column::Region)) {
        return;
    }
    for ((_, text), own) in headings.iter().zip(meant) {
        if let Some((own, _)) = own
            && *own == Column::Unit
            && !is_village(text)
        {
            *own = Column::Region;
        }
    }
}

/// What stands in the line that looks most like a header, for saying what was found.
pub(super) fn headings(table: &Table) -> Vec<String> {
    let lines = table.lines.iter().take(DEPTH);
    let fullest = lines.rev().max_by_key(|line| line.cells.len());
    let cells = fullest
        .map(|line| line.cells.as_slice())
        .unwrap_or_default();
    cells
        .iter()
        .map(|(_, value)| value.text().chars().take(LONGEST).collect())
        .take(12)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_names_are_read_and_each_means_one_thing() {
        let all: Vec<&String> = words().columns.names.values().flatten().collect();
        assert_eq!(NAMES.len(), all.len());
        for word in all {
            assert_eq!(key(word), *word, "as it is compared");
        }
    }

    #[test]
    fn headings_as_they_are_written() {
        let cases = [
            ("姓　名", Some(Column::Name)),
            ("姓\n名", Some(Column::Name)),
            ("党组织书记姓名", Some(Column::Name)),
            ("联系人姓名", None),
            ("村（社区）名称", Some(Column::Unit)),
            ("所在镇（街道）", Some(Column::Region)),
            ("党组织主要负责人", Some(Column::Name)),
            ("上年度等次", None),
            ("前任书记", None),
            ("單位名稱", Some(Column::Unit)),
            ("单位（全称）*", Some(Column::Unit)),
            ("报告提交时间", Some(Column::Submitted)),
            ("2026年度评议等次", Some(Column::Grade)),
            ("序号", None),
            ("联系电话", None),
            ("2026年度述职报告名单", None),
            (
                "各单位于12月10日前把报告报到组织科，逾期不报的通报单位",
                None,
            ),
        ];
        for (heading, expected) in cases {
            assert_eq!(
                column(heading).map(|(column, _)| column),
                expected,
                "{heading}"
            );
        }
    }
}
