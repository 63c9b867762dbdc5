//! STR004: the file is something else than a duty report.

use std::ops::Range;

use super::{Arg, Context, Finding, Sink};
use crate::structure::{Paragraph, ParagraphKind};
use crate::text::count::{is_han, words_to};

const CODE: &str = "STR004";

/// Looks at the title, or at the opening of a text without one.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let mut head = head(context);
    let short = (draft.measures.words as f64) < context.threshold(CODE, "words");
    if short {
        // Of a few lines any may end like a title: only the first one is asked, and nobody may speak of himself.
        let mut words = context.rules.words(CODE, "writer");
        let own = |line: &Range<usize>| speaks_of_reports(context, draft.folded(line.clone()));
        if words.any(|word| draft.folded(0..draft.text.as_str().len()).contains(word))
            || head.iter().skip(1).any(own)
        {
            return;
        }
        head.truncate(1);
    }
    let named = |line: &Range<usize>| {
        let kind = other_kind(context, draft.folded(line.clone()))?;
        Some((line.clone(), kind))
    };
    if let Some((line, kind)) = head.iter().find_map(named) {
        // 关于报送述职报告的通知 speaks of reports too; a line beside it that does is a title of its own.
        let own = |line: &Range<usize>| {
            named(line).is_none() && speaks_of_reports(context, draft.folded(line.clone()))
        };
        if !head.iter().any(own) {
            let finding = Finding::new(CODE, "title").arg("kind", kind);
            sink.put(finding.at(line).confidence(0.8));
        }
        return;
    }
    if draft.title.is_none() && !short {
        sink.findings.extend(opening(context));
    }
}

/// A text that is not Chinese, of which nothing else can be said.
pub fn foreign(context: &Context<'_>) -> Option<Finding> {
    let draft = context.draft;
    let all = draft.measures.words as f64;
    if all < context.threshold(CODE, "words") {
        return None;
    }
    let least = context.threshold(CODE, "han");
    let han = draft.text.as_str().chars().filter(|mark| is_han(*mark));
    // Nearly every text has enough of them in its first paragraphs.
    let share = han.take((least * all).ceil() as usize).count() as f64 / all;
    (share < least).then(|| Finding::new(CODE, "language").arg("share", Arg::Share(share)))
}

/// The first short lines, where titles stand: up to the first line of running text or the first numbered heading.
fn head(context: &Context<'_>) -> Vec<Range<usize>> {
    let draft = context.draft;
    let longest = context.threshold(CODE, "line") as usize;
    let short = |line: &Range<usize>| {
        let text = draft.folded(line.clone());
        words_to(text, longest) <= longest && !text.contains('。')
    };
    let lines = draft
        .paragraphs
        .iter()
        .take_while(|paragraph| paragraph.number.is_none())
        .map(|paragraph| paragraph.range.clone());
    let lines = lines.filter(|line| !draft.folded(line.clone()).trim().is_empty());
    lines
        .take(context.threshold(CODE, "lines") as usize)
        .take_while(short)
        .collect()
}

/// The kind of text that a title ends on, if it is none of a duty report. What stands in brackets at its end, such as
/// （征求意见稿）, is no part of it.
fn other_kind(context: &Context<'_>, title: &str) -> Option<String> {
    let mut title = title.trim();
    while let Some(open) = title
        .strip_suffix(['）', ')', '〕', ']'])
        .and_then(|inner| inner.rfind(['（', '(', '〔', '[']))
    {
        title = title[..open].trim_end();
    }
    let ends_on = |name: &str| {
        let kinds = context.rules.words(CODE, name);
        let kinds = kinds.filter(|kind| title.ends_with(kind));
        kinds.max_by_key(|kind| kind.len()).map(str::to_owned)
    };
    let other = || ends_on("kinds").filter(|_| !speaks_of_reports(context, title));
    ends_on("orders").or_else(other)
}

fn speaks_of_reports(context: &Context<'_>, line: &str) -> bool {
    let mut words = context.rules.words(CODE, "own");
    words.any(|own| line.contains(own))
}

/// What orders begin with, within the first paragraph of running text.
fn opening(context: &Context<'_>) -> Option<Finding> {
    let draft = context.draft;
    let is_text = |paragraph: &&Paragraph| paragraph.kind == ParagraphKind::Body;
    let first = draft.paragraphs.iter().find(is_text)?.range.clone();
    let text = draft.folded(first.clone());
    let words = context.rules.words(CODE, "openings");
    let (place, said) = words
        .filter_map(|said| text.find(said).map(|place| (place, said)))
        .min()?;
    let start = first.start + place;
    let range = start..start + said.len();
    Some(
        Finding::new(CODE, "opening")
            .arg("kind", said.to_owned())
            .at(range)
            .confidence(0.8),
    )
}
