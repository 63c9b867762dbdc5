//! Pledges in lines with commas or tabs.

use std::ops::Range;

use super::{WHAT, WHEN, column, promising, set_deadline};
use crate::pledge::Pledge;
use crate::pledge::extract::pledge;
use crate::structure::{Draft, Paragraph};
use crate::text::fold::{Habits, fold};

/// Lines with commas or tabs, the first of them a header.
pub(super) fn lines(draft: &Draft<'_>) -> Option<Vec<Pledge>> {
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
