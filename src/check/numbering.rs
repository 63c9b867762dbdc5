//! STR003: gaps, repeats, skipped and mixed levels in the numbers of headings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Context, Finding, Sink};
use crate::structure::{Heading, Number, NumberForm};

/// Walks the numbers of headings and run-in leads.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let outline = &context.draft.outline;
    sequence(context, sink);
    skipped(context, outline, sink);
    mixed(outline, sink);
}

/// Under one parent, numbers of one form go 1, 2, 3.
fn sequence(context: &Context<'_>, sink: &mut Sink) {
    let mut last: BTreeMap<(Option<usize>, NumberForm), u32> = BTreeMap::new();
    let mut passed = 0;
    for heading in &context.draft.outline {
        let between = passed..heading.words.start;
        passed = heading.words.end;
        let Some(number) = heading.number else {
            continue;
        };
        let key = (heading.parent, number.form);
        let before = last.insert(key, number.value);
        let expected = before.map_or(1, |before| before + 1);
        if number.value == expected
            || (number.value == 1 && heading.parent.is_some_and(|_| before.is_some()))
            || follows_in_running_text(context, between, number)
        {
            continue;
        }
        let shown = label(heading);
        let finding = if Some(number.value) == before {
            Finding::new("STR003", "repeat").arg("number", shown)
        } else if number.value > expected {
            Finding::new("STR003", "gap")
                .arg("number", shown)
                .arg("expected", render(number.form, expected))
        } else {
            continue;
        };
        sink.put(finding.at(heading.words.clone()).confidence(0.9));
    }
}

/// Whether the number before this one opens a sentence between two headings: `我从三个方面抓落实。（一）…`, and （二） opens
/// the next paragraph.
fn follows_in_running_text(context: &Context<'_>, between: Range<usize>, number: Number) -> bool {
    let Some(value) = number.value.checked_sub(1) else {
        return false;
    };
    // A point that is one whole sentence has no lead and stands in no outline.
    let mut numbered = context
        .draft
        .paragraphs
        .iter()
        .filter(|paragraph| between.contains(&paragraph.range.start));
    let is_before = |other: Number| other.form == number.form && other.value == value;
    if numbered.any(|paragraph| paragraph.number.is_some_and(is_before)) {
        return true;
    }
    let before = render(number.form, value);
    let text = context.draft.own(between);
    text.match_indices(&before)
        .any(|(at, _)| text[..at].ends_with(['。', '：', '；']))
}

/// 一、 and then 1. without （一）: told once.
fn skipped(context: &Context<'_>, outline: &[Heading], sink: &mut Sink) {
    let skip = outline.iter().find_map(|heading| {
        let own = heading.number?.form;
        let parent = outline[heading.parent?].number?.form;
        let usual =
            matches!(own, NumberForm::Circled | NumberForm::Ordinal) || parent == NumberForm::Part;
        (own.level() > parent.level() + 1 && !usual).then_some((heading, parent, own))
    });
    if let Some((heading, parent, own)) = skip {
        let finding = Finding::new("STR003", "skip")
            .arg("from", parent.sample())
            .arg("to", own.sample());
        sink.put(
            finding
                .at(context.draft.paragraphs[heading.paragraph].range.start..heading.words.end)
                .confidence(0.7),
        );
    }
}

/// Sibling parts whose points are numbered in different forms.
fn mixed(outline: &[Heading], sink: &mut Sink) {
    let mut by_parent: BTreeMap<usize, Vec<(NumberForm, &Heading)>> = BTreeMap::new();
    for heading in outline {
        if let (Some(parent), Some(number)) = (heading.parent, heading.number) {
            by_parent
                .entry(parent)
                .or_default()
                .push((number.form, heading));
        }
    }
    for children in by_parent.values() {
        let (first, _) = children[0];
        let other = children
            .iter()
            .find(|(form, _)| form.level() < first.level());
        if let Some((form, heading)) = other {
            let finding = Finding::new("STR003", "mixed")
                .arg("forms", format!("{} {}", first.sample(), form.sample()));
            sink.put(finding.at(heading.words.clone()).confidence(0.6));
            return;
        }
    }
}

fn label(heading: &Heading) -> String {
    heading
        .number
        .map_or_else(String::new, |number| render(number.form, number.value))
}

fn render(form: NumberForm, value: u32) -> String {
    let han = han(value);
    match form {
        NumberForm::Part => format!("第{han}部分"),
        NumberForm::Ordinal => format!("第{han}，"),
        NumberForm::Han => format!("{han}、"),
        NumberForm::BracketedHan => format!("（{han}）"),
        NumberForm::Arabic => format!("{value}."),
        NumberForm::BracketedArabic => format!("（{value}）"),
        NumberForm::Circled => char::from_u32(u32::from('①') + value.saturating_sub(1))
            .map_or_else(String::new, String::from),
    }
}

/// A number up to 99 in Han.
pub(crate) fn han(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| {
        usize::try_from(value)
            .ok()
            .and_then(|place| DIGITS.get(place))
            .copied()
            .unwrap_or("")
    };
    match value {
        0..=9 => digit(value).to_owned(),
        10..=19 => format!("十{}", digit(value - 10)),
        20..=99 => format!("{}十{}", digit(value / 10), digit(value % 10)),
        _ => value.to_string(),
    }
}
