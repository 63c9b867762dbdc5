//! TRM001, TRM002, TRM005, TXT001-TXT004, TXT007: the wordings of `rules/terms/`, literal or by pattern.

use std::ops::Range;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::passage::{overlap, paragraph_at, put_once, quote};
use super::{Context, Finding, Sink};
use crate::ruleset::{CODES, Entry, Severity, Term};
use crate::structure::Draft;
use crate::text::Search;

/// An entry that holds at a place.
struct Hit<'r> {
    range: Range<usize>,
    /// What the entry says there, where that depends on what was matched.
    say: Option<String>,
    code: &'static str,
    severity: Severity,
    entry: &'r Entry,
}

/// Judges every wording that the text triggers.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let mut hits = Vec::new();
    let entries = triggered(context, |term| match term {
        Term::Entry(entry) => Some(entry),
        _ => None,
    });
    for (entry, triggers) in entries {
        let Some(code) = CODES.into_iter().find(|code| *code == entry.code) else {
            continue;
        };
        if code == "TXT001" && context.masked || !in_years(entry, context.year) {
            continue;
        }
        let severity = entry.severity.unwrap_or_else(|| usual(context, code));
        hits.extend(
            places(context.draft, entry, &triggers)
                .into_iter()
                .map(|(range, say)| Hit {
                    range,
                    say,
                    code,
                    severity,
                    entry,
                }),
        );
    }
    for hit in thinned(hits) {
        put_once(sink, finding(context, &hit));
    }
}

/// Terms of a kind that the text triggers, each with its triggers in order.
pub fn triggered<'c, T>(
    context: &Context<'c>,
    kind: impl Fn(&'c Term) -> Option<&'c T>,
) -> Vec<(&'c T, Vec<Range<usize>>)> {
    let hits = context.draft.hits.terms();
    let same = hits.chunk_by(|(one, _), (other, _)| one == other);
    let of_kind = same.filter_map(|hits| {
        let term = context.rules.term(hits[0].0).and_then(&kind)?;
        Some((term, hits.iter().map(|(_, range)| range.clone()).collect()))
    });
    of_kind.collect()
}

/// Leaves out passages that overlap one of `except`.
pub fn excepted(text: &str, range: &Range<usize>, except: &[String]) -> bool {
    let longest = except.iter().map(String::len).max().unwrap_or(0);
    if longest == 0 {
        return false;
    }
    let start = floor(text, range.start.saturating_sub(longest));
    let end = floor(text, (range.end + longest).min(text.len()));
    let window = &text[start..end];
    except
        .iter()
        .filter(|literal| !literal.is_empty())
        .any(|literal| {
            window
                .match_indices(literal.as_str())
                .any(|(at, found)| overlap(range, &(start + at..start + at + found.len())))
        })
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A report of unknown year is not judged by wordings that depend on it.
fn in_years(entry: &Entry, year: Option<i32>) -> bool {
    if entry.from_year.is_none() && entry.to_year.is_none() {
        return true;
    }
    year.is_some_and(|year| {
        entry.from_year.is_none_or(|from| from <= year) && entry.to_year.is_none_or(|to| year <= to)
    })
}

/// The severity of a code's findings where the entry names none.
pub(super) fn usual(context: &Context<'_>, code: &str) -> Severity {
    context
        .rules
        .check(code)
        .and_then(|rule| rule.severity.fixed())
        .unwrap_or(match code {
            "TXT004" | "TXT007" | "TRM005" => Severity::Warning,
            _ => Severity::Error,
        })
}

/// Where an entry holds, exceptions left out, and what it says there if that is a template (`$1` for a group).
fn places(
    draft: &Draft<'_>,
    entry: &Entry,
    triggers: &[Range<usize>],
) -> Vec<(Range<usize>, Option<String>)> {
    let text = draft.text.as_str();
    let mut found = match &entry.pattern {
        None => triggers.iter().map(|range| (range.clone(), None)).collect(),
        Some(pattern) => {
            // The right wording triggers its entry too; where nothing else does, there is nothing to search for.
            let open: Vec<&Range<usize>> = triggers
                .iter()
                .filter(|trigger| !excepted(text, trigger, &entry.except))
                .collect();
            if open.is_empty() {
                return Vec::new();
            }
            let anchored = pattern.contains(['^', '$']);
            let search = search(entry, pattern);
            let mut found = Vec::new();
            for range in windows(draft, &open, anchored) {
                let window = &text[range.clone()];
                search.matches(entry.group, window, |place, begins| {
                    let template = Some(&entry.say).filter(|say| say.contains('$'));
                    let say = template.and_then(|say| search.expand(window, begins, say));
                    found.push((range.start + place.start..range.start + place.end, say));
                });
            }
            found
        }
    };
    found.retain(|(range, _)| !excepted(text, range, &entry.except));
    found
}

/// Entries on marks whose words stay.
const MARKDOWN: &str = "markdown-";
/// What a remark begins with that can go as a whole.
const BRACKETS: [char; 4] = ['（', '(', '【', '['];

/// Stands between the wordings of an entry of which only the writer knows which is meant.
const CHOICE: char = '|';

/// How far around its trigger a wording is looked for, in bytes; no pattern spans more.
const REACH: usize = 180;

/// The stretches to search: around the triggers, or the whole paragraphs of a pattern that asks for their ends.
fn windows(draft: &Draft<'_>, triggers: &[&Range<usize>], anchored: bool) -> Vec<Range<usize>> {
    let text = draft.text.as_str();
    let mut windows: Vec<Range<usize>> = Vec::new();
    for trigger in triggers {
        let Some(place) = paragraph_at(draft, trigger.start) else {
            continue;
        };
        let paragraph = draft.paragraphs[place].range.clone();
        let window = if anchored {
            paragraph
        } else {
            let start = floor(text, trigger.start.saturating_sub(REACH)).max(paragraph.start);
            let end = floor(text, (trigger.end + REACH).min(text.len())).min(paragraph.end);
            start..end
        };
        match windows.last_mut() {
            Some(last) if window.start <= last.end && last.start <= window.start => {
                last.end = last.end.max(window.end)
            }
            _ => windows.push(window),
        }
    }
    windows
}

/// The search for an entry's pattern, made ready once in the life of the program.
fn search(entry: &Entry, pattern: &str) -> Arc<Search> {
    static KNOWN: OnceLock<RwLock<FxHashMap<String, Arc<Search>>>> = OnceLock::new();
    let known = KNOWN.get_or_init(RwLock::default);
    let read = known.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(search) = read.get(pattern) {
        return Arc::clone(search);
    }
    drop(read);
    let search = Arc::new(Search::new(pattern, entry.begins.clone()));
    let mut write = known.write().unwrap_or_else(PoisonError::into_inner);
    write.insert(pattern.to_owned(), Arc::clone(&search));
    search
}

/// One hit for one fault: of hits that overlap with the same code, or lie within each other whatever the
/// code, the gravest stays, then the longest.
fn thinned(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then(b.range.len().cmp(&a.range.len()))
            .then(a.range.start.cmp(&b.range.start))
    });
    let mut kept: Vec<Hit<'_>> = Vec::new();
    for hit in hits {
        let beaten = kept.iter().any(|other| {
            let within = |inner: &Range<usize>, outer: &Range<usize>| {
                outer.start <= inner.start && inner.end <= outer.end
            };
            overlap(&other.range, &hit.range)
                && (other.code == hit.code
                    || within(&hit.range, &other.range)
                    || within(&other.range, &hit.range))
        });
        if !beaten {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| hit.range.start);
    kept
}

fn finding(context: &Context<'_>, hit: &Hit<'_>) -> Finding {
    let entry = hit.entry;
    let say = hit.say.as_ref().unwrap_or(&entry.say);
    let several = say.contains(CHOICE);
    let found = context.draft.folded(hit.range.clone());
    let variant = match hit.code {
        _ if several => "choice",
        "TXT001" if entry.id.starts_with("empty-") => "empty",
        "TXT001" => "slot",
        "TXT002" if entry.id.starts_with(MARKDOWN) => "marks",
        "TXT002" if entry.id.starts_with("ai-") && !found.starts_with(BRACKETS) => "sentence",
        _ => "hit",
    };
    let marks = found.chars().filter(|sign| matches!(sign, '*' | '#' | '`'));
    let marks: String = marks.collect();
    let mut finding = Finding::new(hit.code, variant)
        .arg("found", quote(context.draft, hit.range.clone()))
        .at(hit.range.clone())
        .confidence(entry.confidence.unwrap_or(1.0));
    if variant == "marks" {
        // The marks before and behind bold words are the same.
        let half = if marks.starts_with('*') {
            marks.len() / 2
        } else {
            marks.len()
        };
        finding = finding.arg("marks", &marks[..half]);
    }
    if several {
        finding = finding.arg("choices", say.replace(CHOICE, "；"));
    } else if matches!(hit.code, "TRM001" | "TRM002" | "TRM005" | "TXT007") {
        finding = finding.arg("say", say.as_str());
    }
    if hit.code.starts_with("TRM") {
        finding = finding.arg("why", entry.why.clone());
    }
    match entry.severity {
        Some(severity) => finding.severity(severity),
        None => finding,
    }
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
