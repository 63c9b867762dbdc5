//! Pledges given as a list of their own: a table, lines with commas, or plain items.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Pledge;
use super::extract::{extract, is_checkable, pledge};
use crate::document::Story;
use crate::structure::{Draft, Paragraph, ParagraphKind, Role};
use crate::text::count;
use crate::text::fold::{Habits, fold};

/// Headers of the column that holds the promises, best first.
const WHAT: [&str; 12] = [
    "整改承诺",
    "承诺事项",
    "承诺内容",
    "承诺",
    "整改措施",
    "具体措施",
    "工作措施",
    "措施",
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
    let mut cells: BTreeMap<(u32, u32), BTreeMap<u32, Range<usize>>> = BTreeMap::new();
    let mut outside = 0;
    let mut inside = 0;
    for paragraph in &draft.paragraphs {
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
    let mut pledges = Vec::new();
    let mut header: Option<(u32, u32, Option<u32>)> = None;
    for ((table, _), row) in &cells {
        if header.is_none_or(|(known, _, _)| known != *table) {
            let places: Vec<u32> = row.keys().copied().collect();
            let names: Vec<String> = row
                .values()
                .map(|range| draft.folded(range.clone()).to_owned())
                .collect();
            let what = column(&names, &WHAT).map(|at| places[at]);
            let when = column(&names, &WHEN).map(|at| places[at]);
            let longest = row
                .iter()
                .max_by_key(|(_, range)| range.len())
                .map(|(place, _)| *place);
            header = Some((*table, what.or(longest)?, when));
            if what.is_some() {
                continue;
            }
        }
        let Some((_, what, when)) = header else {
            continue;
        };
        let Some(range) = row.get(&what) else {
            continue;
        };
        if let Some(mut found) = pledge(draft, range.clone()) {
            set_deadline(draft, &mut found, when.and_then(|when| row.get(&when)));
            pledges.push(found);
        }
    }
    Some(pledges)
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
    let what = column(&names, &WHAT)?;
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
