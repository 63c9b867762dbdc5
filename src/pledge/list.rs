//! Pledges given as a list of their own: a table, lines with commas, or plain items.

mod lines;
mod table;

use std::ops::Range;

use self::lines::lines;
use self::table::table;
use super::Pledge;
use super::extract::{extract, has_amount, is_checkable, pledge};
use crate::structure::{Draft, Paragraph, ParagraphKind, Role};
use crate::text::count;

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

/// Takes the deadline of a row from the cell that names it.
fn set_deadline(draft: &Draft<'_>, pledge: &mut Pledge, cell: Option<&Range<usize>>) {
    let words = cell.map(|cell| draft.own(cell.clone()).trim().to_owned());
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        pledge.deadline = Some(words);
    }
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

/// Whether a paragraph is an item by its automatic number or by a bullet.
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
    use crate::document::Story;

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
