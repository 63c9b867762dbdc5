//! Pledges given as a list of their own: a table, lines with commas, or plain items.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Pledge;
use super::extract::{extract, has_amount, is_checkable, pledge};
use crate::document::Story;
use crate::structure::{Draft, Paragraph, ParagraphKind, Role};
use crate::text::count;
use crate::text::fold::{Habits, fold};
use crate::text::sentence::opens_with_mark;

/// Headers of the column that holds the promises, best first.
const WHAT: [&str; 17] = [
    "整改承诺",
    "承诺事项",
    "承诺内容",
    "承诺",
    "整改措施",
    "具体措施",
    "工作措施",
    "措施",
    "举措",
    "整改内容",
    "整改目标",
    "目标任务",
    "任务",
    "整改事项",
    "工作内容",
    "事项",
    "内容",
];
/// Headers of the column that holds the deadlines.
const WHEN: [&str; 7] = [
    "完成时限",
    "整改时限",
    "完成时间",
    "时限",
    "期限",
    "整改期限",
    "完成日期",
];

/// Headers of the column that tells what is done already.
const DONE: [&str; 4] = ["完成情况", "整改情况", "进展", "状态"];

/// The pledges of a file: of a list row by row, of a report from its plan. The content decides which it is.
pub fn from_document(draft: &Draft<'_>) -> Vec<Pledge> {
    for read in [table, lines, items] {
        if let Some(pledges) = read(draft).filter(|pledges| !pledges.is_empty()) {
            return pledges;
        }
    }
    extract(draft)
}

/// Whether the file tells what was done or what is wrong, so that it is a report.
fn is_report(draft: &Draft<'_>) -> bool {
    let title = draft.title.map_or("", |place| {
        draft.folded(draft.paragraphs[place].range.clone())
    });
    if title.contains("述职") && !title.contains("清单") && !title.contains("台账") {
        return true;
    }
    let tells = [Role::Achievement, Role::Problem, Role::Cause];
    draft.outline.iter().any(|heading| {
        !heading.run_in && tells.iter().any(|role| heading.announced.contains(*role))
    })
}

/// The place of the best header word in a row of headers.
fn column(headers: &[String], words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        headers
            .iter()
            .position(|header| header.chars().count() <= 12 && header.contains(word))
    })
}

fn table(draft: &Draft<'_>) -> Option<Vec<Pledge>> {
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

/// The best of some columns most of whose cells say what is promised, else the best: 承诺事项 may name a matter, and 具体措施
/// say what is promised.
fn promising<'c, C: Copy>(
    draft: &Draft<'_>,
    mut columns: impl Iterator<Item = C> + Clone,
    cells: impl Fn(C) -> Vec<&'c Range<usize>>,
) -> Option<C> {
    let promises = |cell: &&&Range<usize>| has_amount(draft, cell) || is_checkable(draft, cell);
    let best = columns.clone().find(|column| {
        let cells = cells(*column);
        cells.iter().filter(promises).count() * 2 > cells.len()
    });
    best.or_else(|| columns.next())
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

fn set_deadline(draft: &Draft<'_>, pledge: &mut Pledge, cell: Option<&Range<usize>>) {
    let words = cell.map(|cell| draft.own(cell.clone()).trim().to_owned());
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        pledge.deadline = Some(words);
    }
}

/// Lines with commas or tabs, the first of them a header.
fn lines(draft: &Draft<'_>) -> Option<Vec<Pledge>> {
    let mut rows = draft
        .paragraphs
        .iter()
        .map(|paragraph| fields(draft, paragraph));
    let head = rows.next()?;
    let names: Vec<String> = head
        .iter()
        .map(|range| {
            draft
                .folded(range.clone())
                .trim_matches('“')
                .trim_matches('”')
                .to_owned()
        })
        .collect();
    if names.len() < 2 || names.iter().any(|name| name.chars().count() > 12) {
        return None;
    }
    let rows: Vec<Vec<Range<usize>>> = rows.collect();
    let all = WHAT.iter().filter_map(|word| column(&names, &[word]));
    let what = promising(draft, all, |at| {
        rows.iter().filter_map(|row| row.get(at)).collect()
    })?;
    let when = column(&names, &WHEN);
    let mut pledges = Vec::new();
    for row in rows {
        let Some(mut found) = row.get(what).and_then(|range| pledge(draft, range.clone())) else {
            continue;
        };
        set_deadline(draft, &mut found, when.and_then(|when| row.get(when)));
        pledges.push(found);
    }
    Some(pledges)
}

/// The fields of a line, as stretches of the folded text; folding drops tabs and widens commas beside Han.
fn fields(draft: &Draft<'_>, paragraph: &Paragraph) -> Vec<Range<usize>> {
    let line = draft.own(paragraph.range.clone());
    let habits = Habits::of(draft.display.as_str());
    let mut result = Vec::new();
    let mut cursor = paragraph.range.start;
    for field in split(line) {
        let words = fold(field.trim(), habits);
        let rest = draft.folded(cursor..paragraph.range.end);
        let at = rest.find(words.as_str()).unwrap_or(0);
        let start = cursor + at;
        let end = (start + words.len()).min(paragraph.range.end);
        result.push(start..end);
        cursor = end;
    }
    result
}

/// Splits at tabs, else at commas outside quotation marks.
fn split(line: &str) -> Vec<&str> {
    let mark = if line.contains('\t') { '\t' } else { ',' };
    let mut result = Vec::new();
    let mut quoted = false;
    let mut start = 0;
    for (at, character) in line.char_indices() {
        if character == '"' {
            quoted = !quoted;
        } else if character == mark && !quoted {
            result.push(line[start..at].trim_matches('"'));
            start = at + mark.len_utf8();
        }
    }
    result.push(line[start..].trim_matches('"'));
    result
}

/// Plain items, one a line or a paragraph.
fn items(draft: &Draft<'_>) -> Option<Vec<Pledge>> {
    if is_report(draft) {
        return None;
    }
    let candidates: Vec<&Paragraph> = draft
        .paragraphs
        .iter()
        .filter(|paragraph| {
            let numbered = paragraph.number.is_some() || labelled(draft, paragraph);
            match paragraph.kind {
                ParagraphKind::Title | ParagraphKind::Note => false,
                ParagraphKind::Byline | ParagraphKind::Heading(_) => {
                    numbered && is_checkable(draft, &paragraph.range)
                }
                _ => true,
            }
        })
        .collect();
    let item = |paragraph: &&Paragraph| {
        let words = count::words(draft.own(paragraph.range.clone()));
        words <= 160
            && (paragraph.number.is_some()
                || labelled(draft, paragraph)
                || words <= 100 && is_checkable(draft, &paragraph.range))
    };
    let found = candidates
        .iter()
        .copied()
        .filter(|paragraph| item(paragraph))
        .count();
    if found < 2 || found * 10 < candidates.len() * 7 {
        return None;
    }
    Some(
        candidates
            .iter()
            .filter(|paragraph| item(paragraph))
            .filter_map(|paragraph| pledge(draft, paragraph.range.clone()))
            .collect(),
    )
}

fn labelled(draft: &Draft<'_>, paragraph: &Paragraph) -> bool {
    draft.document.blocks[paragraph.block].label.is_some()
        || draft.folded(paragraph.range.clone()).starts_with([
            '-', '•', '·', '*', '●', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};

    /// The pledges of a table, with their deadlines.
    fn of_rows(rows: &[&[&str]]) -> Vec<(String, Option<String>)> {
        let cells: Vec<&str> = rows.iter().flat_map(|row| row.iter().copied()).collect();
        let mut document = document(&cells.join("\n"));
        let places = rows.iter().zip(0..).flat_map(|(cells, row)| {
            let columns = (0..).take(cells.len());
            columns.map(move |column| Story::Table {
                table: 0,
                row,
                column,
            })
        });
        for (block, story) in document.blocks.iter_mut().zip(places) {
            block.story = story;
        }
        let draft = Draft::new(&document, rules(), model());
        let found = from_document(&draft).into_iter();
        found.map(|found| (found.text, found.deadline)).collect()
    }

    #[test]
    fn columns_are_told_by_their_headers() {
        let rows: [&[&str]; 3] = [
            &["问题", "整改举措", "责任人", "整改时限", "完成情况"],
            &[
                "走访少",
                "全年走访农户100户",
                "石小山",
                "2024年12月",
                "正在推进",
            ],
            &[
                "阵地旧",
                "翻修党员活动室三间",
                "石小山",
                "2024年6月",
                "已完成",
            ],
        ];
        let month = Some("2024年12月".to_owned());
        assert_eq!(of_rows(&rows), [("全年走访农户100户".to_owned(), month)]);
    }

    #[test]
    fn of_matter_and_measure_the_measure_is_promised() {
        let rows: [&[&str]; 3] = [
            &["序号", "承诺事项", "具体措施", "完成时限"],
            &["1", "路灯", "装路灯40盏", "6月"],
            &["2", "走访农户", "全年走访农户100户", "12月"],
        ];
        let found: Vec<String> = of_rows(&rows).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, ["装路灯40盏", "全年走访农户100户"]);
    }

    #[test]
    fn a_form_of_labels_holds_its_pledges_in_one_cell() {
        let rows: [&[&str]; 3] = [
            &["承诺人", "石小山"],
            &[
                "承诺事项",
                "1.6月底前修通三组机耕路；2.全年讲党课不少于4次。",
            ],
            &["监督电话", "0000-1234567"],
        ];
        let found: Vec<String> = of_rows(&rows).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, ["6月底前修通三组机耕路", "全年讲党课不少于4次"]);
    }
}
