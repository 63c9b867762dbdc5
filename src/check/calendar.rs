//! TRM003, TRM004: formulations and campaigns that do not fit the year of the report.

use std::ops::Range;

use memchr::memmem;

use super::passage::{clause, put_once, quote, sentence_at};
use super::terms::{excepted, triggered};
use super::{Context, Finding, Sink};
use crate::ruleset::{Bilingual, Campaign, Dated, Term};
use crate::structure::{Draft, Role};

/// Words of a sentence that tell of earlier years.
const EARLIER: [&str; 20] = [
    "去年",
    "前年",
    "上年",
    "上一年",
    "往年",
    "历年",
    "近年",
    "几年来",
    "两年来",
    "三年来",
    "四年来",
    "五年来",
    "多年来",
    "任期",
    "任职以来",
    "先后",
    "历次",
    "当年",
    "那年",
    "过去",
];

/// Words of a sentence that look ahead.
const AHEAD: [&str; 7] = ["明年", "来年", "下一步", "下步", "新的一年", "今后", "将"];

/// Words that take up a campaign's findings instead of telling it as running.
const TAKEN_UP: [&str; 14] = [
    "查摆",
    "检视",
    "查找",
    "反馈",
    "征求到",
    "整改",
    "遗留",
    "回头看",
    "融入日常",
    "抓在经常",
    "一阵风",
    "劲头",
    "教材",
    "民主生活会",
];

/// Words for finding faults: what is done in a running campaign as well as what is taken up after one.
const FAULTS_FOUND: [&str; 3] = ["查摆", "检视", "查找"];

/// How a campaign is told that is being carried out, and what behind its name tells that it is looked back on.
const OPENED: [&str; 6] = [
    "扎实开展",
    "深入开展",
    "认真开展",
    "组织开展",
    "全面开展",
    "积极开展",
];
const FRAMED: [&str; 8] = [
    "中查",
    "中检",
    "期间",
    "时查",
    "时检",
    "的问题",
    "出的",
    "以来",
];

/// Judges formulations with a first month and campaigns with a window.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let Some(year) = context.year else {
        for code in ["TRM003", "TRM004"] {
            sink.not_judged(
                code,
                "不知道述职年度，可以用 --year 说明",
                "the report year is not known; say it with --year",
            );
        }
        return;
    };
    let evidence = Years::of(context, year);
    let timed = triggered(context, |term| {
        matches!(term, Term::Dated(_) | Term::Campaign(_)).then_some(term)
    });
    for (term, triggers) in timed {
        match term {
            Term::Dated(term) => dated(context, sink, term, &triggers, &evidence),
            Term::Campaign(term) => campaign(context, sink, term, &triggers, &evidence),
            _ => {}
        }
    }
}

/// What the text itself says about its year.
struct Years {
    year: i32,
    /// The year is a guess, or a later one is told more often.
    perhaps_later: bool,
    /// The year is a guess, or the title's may be the year of writing: no 年度, and the year before is told more often.
    perhaps_earlier: bool,
}

impl Years {
    fn of(context: &Context<'_>, year: i32) -> Years {
        let draft = context.draft;
        let text = draft.text.as_str();
        let mut own = 0;
        let mut before = 0;
        let mut later = 0;
        for at in memmem::find_iter(text.as_bytes(), "年") {
            let Some(named) = year_before(text, at) else {
                continue;
            };
            if matches!(sentence_at(draft, at).1, Role::Plan | Role::Closing) {
                continue;
            }
            own += usize::from(named == year);
            before += usize::from(named == year - 1);
            later += usize::from(named > year && named < year + 3);
        }
        let title = draft.title.map_or("", |place| {
            draft.folded(draft.paragraphs[place].range.clone())
        });
        let bare = title.contains(&format!("{year}年")) && !title.contains(&format!("{year}年度"));
        Years {
            year,
            perhaps_later: !context.year_is_said || later > own.max(1),
            perhaps_earlier: !context.year_is_said || (bare && before > own),
        }
    }
}

/// The year in digits that ends at `at`.
fn year_before(text: &str, at: usize) -> Option<i32> {
    let digits = text.get(at.checked_sub(4)?..at)?;
    let longer = text[..at - 4].ends_with(|before: char| before.is_ascii_digit());
    let year = digits.parse().ok().filter(|_| digits.starts_with("20"));
    year.filter(|_| !longer)
}

/// `2021-02` as (2021, 2).
fn month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    Some((year.parse().ok()?, month.parse().ok()?))
}

fn in_words((year, month): (i32, u32)) -> Bilingual {
    Bilingual::new(format!("{year}年{month}月"), format!("{year}-{month:02}"))
}

fn dated(
    context: &Context<'_>,
    sink: &mut Sink,
    term: &Dated,
    triggers: &[Range<usize>],
    evidence: &Years,
) {
    let Some(from) = month(&term.from) else {
        return;
    };
    for range in triggers {
        if !excepted(context.draft.text.as_str(), range, &term.except) {
            too_early(context, sink, range, (from, &term.why), evidence);
        }
    }
}

/// A report on a year is written until March of the next one: what appears in those months may stand in
/// plans and closings, and in what is neither told as done nor planned the evidence is thin.
fn too_early(
    context: &Context<'_>,
    sink: &mut Sink,
    range: &Range<usize>,
    (from, why): ((i32, u32), &Bilingual),
    evidence: &Years,
) {
    let year = evidence.year;
    if from.0 <= year {
        return;
    }
    let (within, role) = sentence_at(context.draft, range.start);
    let while_writing = from.0 == year + 1 && from.1 <= 3;
    if while_writing
        && (matches!(role, Role::Plan | Role::Closing)
            || looks_ahead(context.draft.folded(within), year))
    {
        return;
    }
    let done = matches!(role, Role::Achievement | Role::Rectification);
    let mut finding = Finding::new("TRM003", "dated")
        .arg("found", quote(context.draft, range.clone()))
        .arg("from", in_words(from))
        .arg("year", year.to_string())
        .at(range.clone())
        .confidence(if while_writing { 0.7 } else { 0.95 })
        .thin(evidence.perhaps_later || while_writing && !done);
    if !why.zh.is_empty() {
        finding = finding.related(&why.zh, &why.en, None);
    }
    put_once(sink, finding);
}

/// Whether a sentence names a later year or says that it speaks of what comes, whatever role it was given.
fn looks_ahead(sentence: &str, year: i32) -> bool {
    AHEAD.iter().any(|word| sentence.contains(word))
        || sentence
            .match_indices('年')
            .filter_map(|(at, _)| year_before(sentence, at))
            .any(|named| named == year + 1)
}

fn campaign(
    context: &Context<'_>,
    sink: &mut Sink,
    term: &Campaign,
    triggers: &[Range<usize>],
    evidence: &Years,
) {
    let (Some(from), Some(to)) = (month(&term.from), month(&term.to)) else {
        return;
    };
    let announced = term.began.as_deref().and_then(month);
    for range in triggers {
        if excepted(context.draft.text.as_str(), range, &term.except) {
            continue;
        }
        let began = announced.filter(|_| told_as_done(context.draft, range, evidence.year));
        let first = began.unwrap_or(from);
        if first.0 > evidence.year {
            too_early(context, sink, range, (first, &term.why), evidence);
        } else if to.0 < evidence.year && told_as_current(context.draft, term, range, evidence.year)
        {
            let finding = Finding::new("TRM004", "ended")
                .arg("found", quote(context.draft, range.clone()))
                .arg("to", in_words(to))
                .arg("year", evidence.year.to_string())
                .at(range.clone())
                .confidence(0.8)
                .thin(evidence.perhaps_earlier);
            put_once(sink, finding);
        }
    }
}

/// Whether a sentence tells of what was done and not of what is to come.
fn told_as_done(draft: &Draft<'_>, range: &Range<usize>, year: i32) -> bool {
    let (within, role) = sentence_at(draft, range.start);
    matches!(role, Role::Achievement | Role::Rectification)
        && !looks_ahead(draft.folded(within), year)
}

/// Whether a campaign that is over is told as running: a verb that says so in its clause, or, among what was
/// done or is planned, no word at all that follows its end.
fn told_as_current(draft: &Draft<'_>, term: &Campaign, range: &Range<usize>, year: i32) -> bool {
    let text = draft.text.as_str();
    let (within, role) = sentence_at(draft, range.start);
    let within = within.start.min(range.start)..within.end.max(range.end);
    if matches!(role, Role::Rectification | Role::Problem | Role::Cause) {
        return false;
    }
    let near = clause(text, &within, range);
    let around = |stretch: &Range<usize>, words: &[String]| {
        let before = text.get(stretch.start..range.start).unwrap_or_default();
        let after = text.get(range.end..stretch.end).unwrap_or_default();
        words
            .iter()
            .any(|word| before.contains(word.as_str()) || after.contains(word.as_str()))
    };
    let sentence = text.get(within.clone()).unwrap_or_default();
    let earlier = EARLIER.iter().any(|word| sentence.contains(word))
        || sentence
            .match_indices('年')
            .filter_map(|(at, _)| year_before(sentence, at))
            .any(|named| named < year);
    // 扎实开展…，检视问题33条 tells it as running; …中检视的33条 does not.
    let before = text.get(near.start..range.start).unwrap_or_default();
    let behind = text.get(range.end..within.end).unwrap_or_default();
    let begun = OPENED.iter().any(|word| before.contains(word))
        && !FRAMED.iter().any(|word| behind.contains(word));
    let excuses = |word: &str| !begun || !FAULTS_FOUND.contains(&word);
    let taken_up = TAKEN_UP
        .iter()
        .any(|word| excuses(word) && sentence.contains(word));
    let after: Vec<String> = term
        .after
        .iter()
        .filter(|word| excuses(word))
        .cloned()
        .collect();
    if earlier || taken_up || around(&near, &after) {
        return false;
    }
    around(&near, &term.current)
        || matches!(role, Role::Achievement | Role::Plan) && !around(&within, &after)
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
