//! Pledges in the cells of a table.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{DONE, WHAT, WHEN, column, is_report, promising, set_deadline};
use crate::document::Story;
use crate::pledge::Pledge;
use crate::pledge::extract::pledge;
use crate::structure::{Draft, ParagraphKind};
use crate::text::sentence::opens_with_mark;

/// The pledges of a file that is hardly more than a table.
pub(super) fn table(draft: &Draft<'_>) -> Option<Vec<Pledge>> {
    let mut cells: BTreeMap<(u32, u32), Row> = BTreeMap::new();
    let mut outside = 0;
    let mut inside = 0;
    for paragraph in &draft.paragraphs {
        // A title and who signs say nothing of how much is told beside the table.
        if matches!(paragraph.kind, ParagraphKind::Title | ParagraphKind::Byline) {
            continue;
        }
        let words = draft.words_in(paragraph.range.clone());
        let Story::Table { table, row, column } = draft.document.blocks[paragraph.block].story
        else {
            outside += words;
            continue;
        };
        inside += words;
        cells
            .entry((table, row))
            .or_default()
            .entry(column)
            .and_modify(|range| range.end = paragraph.range.end)
            .or_insert(paragraph.range.clone());
    }
    // A report may hold a table; a list is hardly more than one.
    if inside == 0 || outside > inside || is_report(draft) && outside > inside / 2 {
        return None;
    }
    let mut tables: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
    for ((table, _), row) in cells {
        tables.entry(table).or_default().push(row);
    }
    let rows = tables.values().flat_map(|rows| of_table(draft, rows));
    Some(rows.collect())
}

/// The cells of a row by their columns.
type Row = BTreeMap<u32, Range<usize>>;

/// The pledges of a table, whose columns are told by the headers in its first row, else by labels in its first column, else
/// by which of them is the longest.
fn of_table(draft: &Draft<'_>, rows: &[Row]) -> Vec<Pledge> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let words = |range: &Range<usize>| draft.folded(range.clone()).trim().to_owned();
    let names: Vec<String> = first.values().map(words).collect();
    let headed = |headers: &[&str]| {
        let at = column(&names, headers)?;
        first.keys().nth(at).copied()
    };
    let is_label = |range: &Range<usize>| (1..=8).contains(&words(range).chars().count());
    let labelled = |row: &&Row| {
        let mut cells = row.values();
        let (label, value) = (cells.next(), cells.next());
        let named = |label| WHAT.iter().any(|word| words(label).contains(word));
        row.len() == 2
            && label.is_some_and(|label| is_label(label) && named(label))
            && value.is_some_and(|value| !is_label(value))
    };
    // 承诺事项 | 1.……；2.……: the other rows say who and when.
    let told: Vec<&Row> = rows.iter().filter(labelled).collect();
    if !told.is_empty() {
        let values = told.iter().filter_map(|row| row.values().nth(1));
        return values.flat_map(|cell| of_cell(draft, cell)).collect();
    }
    let length = |column: &u32| -> usize {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(Range::len).sum()
    };
    let longest = || first.keys().copied().max_by_key(length);
    let is_header = first.len() > 1 && first.values().all(is_label);
    let all = WHAT.iter().filter_map(|word| headed(&[word]));
    let what = promising(draft, all, |column| {
        let below = rows.iter().skip(1);
        below.filter_map(|row| row.get(&column)).collect()
    });
    let Some(what) = what.filter(|_| is_header).or_else(longest) else {
        return Vec::new();
    };
    let (when, done) = (headed(&WHEN), headed(&DONE));
    let open = |row: &&Row| {
        let told = done.and_then(|done| row.get(&done)).map(words);
        !told.is_some_and(|told| {
            ["已", "完成", "√", "是"]
                .iter()
                .any(|word| told.starts_with(word))
        })
    };
    let mut pledges = Vec::new();
    for row in rows.iter().skip(usize::from(is_header)).filter(open) {
        for mut found in row
            .get(&what)
            .map_or_else(Vec::new, |cell| of_cell(draft, cell))
        {
            set_deadline(draft, &mut found, when.and_then(|when| row.get(&when)));
            pledges.push(found);
        }
    }
    pledges
}

/// The pledges of a cell: its numbered items, else the whole; a date by itself is none.
fn of_cell(draft: &Draft<'_>, cell: &Range<usize>) -> Vec<Pledge> {
    let text = draft.folded(cell.clone());
    let ends = text.match_indices(['；', '。', '\n']);
    let starts = ends.map(|(at, mark)| at + mark.len());
    let items = starts.filter(|at| text[..*at].ends_with('\n') || opens_with_mark(&text[*at..]));
    let cuts: Vec<usize> = std::iter::once(0)
        .chain(items)
        .chain([text.len()])
        .collect();
    let is_date = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || "年月日底前末初至到—-.".contains(c))
    };
    let parts = cuts
        .windows(2)
        .map(|cut| cell.start + cut[0]..cell.start + cut[1]);
    parts
        .filter(|part| !is_date(draft.folded(part.clone()).trim()))
        .filter_map(|part| pledge(draft, part))
        .collect()
}
