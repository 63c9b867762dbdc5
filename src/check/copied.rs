//! GRD105: passages copied from last year's report.

use std::collections::HashSet;
use std::ops::Range;

use super::run::Judged;
use super::{Arg, Context, Finding, Sink};
use crate::ruleset::Severity;
use crate::structure::{Draft, ParagraphKind, Role};
use crate::text::plain::{Formulas, Plain};

/// Compares this year's text with last year's.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let Some(previous) = context.previous else {
        sink.not_judged(
            "GRD105",
            "没有提供上年度的报告，无从比对",
            "last year's report was not given",
        );
        return;
    };
    let threshold = |name| context.threshold("GRD105", name);
    let length = (threshold("shingle") as usize).max(5);
    let formulas = context.rules.formulas();
    let known = Known::of(previous, length, &formulas);
    if known.characters < 200 {
        sink.not_judged(
            "GRD105",
            "上年度的文件太短或不是报告，无从比对",
            "last year's file is too short, or no report",
        );
        return;
    }
    let copied = copied(context.draft, &known, threshold("containment"));
    if copied.share < threshold("last-year") {
        return;
    }
    let mut passages = copied.passages;
    passages.sort_by_key(|range| std::cmp::Reverse(range.len()));
    passages.truncate(6);
    let Some(longest) = passages.first().cloned() else {
        return;
    };
    let heavy = copied.share >= threshold("fail");
    let mut finding = Finding::new("GRD105", "copied")
        .arg("share", Arg::Share(copied.share))
        .at(longest)
        .confidence(0.7 + copied.share / 2.0)
        .thin(!heavy);
    if heavy {
        // The outcome rests on it, so it is no mere hint, whatever the scheme makes of lesser copying.
        finding = finding.severity(Severity::Warning);
    }
    for range in passages.into_iter().skip(1) {
        finding = finding.related("同上年的文字雷同", "the same as last year", Some(range));
    }
    sink.put(finding);
}

/// Whether so much was found to be copied that the outcome rests on it.
pub(crate) fn is_copied(judged: &[Judged], context: &Context<'_>) -> bool {
    let fail = context.threshold("GRD105", "fail");
    let heavy = |arg: &Arg| matches!(arg, Arg::Share(share) if *share > fail);
    judged.iter().any(|one| {
        let mut args = one.finding.args.iter();
        one.finding.code == "GRD105" && args.any(|(_, arg)| heavy(arg))
    })
}

/// What of a report is another one's.
#[derive(Debug, Default)]
pub struct Copied {
    /// Share of the text, 0 to 1.
    pub share: f64,
    /// Copied sentences that follow each other, joined; bytes of the folded text.
    pub passages: Vec<Range<usize>>,
}

/// Runs of characters of a text that another one may repeat.
pub struct Known<'f> {
    formulas: &'f Formulas,
    runs: HashSet<Vec<char>>,
    length: usize,
    characters: usize,
}

impl<'f> Known<'f> {
    /// Collects the runs of a report.
    pub fn of(draft: &Draft<'_>, length: usize, formulas: &'f Formulas) -> Known<'f> {
        let plain = |text: &str| Plain::of(text, formulas).characters;
        let mut runs = HashSet::new();
        let mut characters = 0;
        for paragraph in &draft.paragraphs {
            if !matches!(
                paragraph.kind,
                ParagraphKind::Body | ParagraphKind::Table | ParagraphKind::TextBox
            ) {
                continue;
            }
            let text = plain(draft.folded(paragraph.range.clone()));
            characters += text.len();
            runs.extend(text.windows(length).map(<[char]>::to_vec));
            // Sentences shorter than a run are known as a whole.
            for sentence in draft
                .sentences
                .iter()
                .filter(|sentence| paragraph.range.contains(&sentence.range.start))
            {
                let short = plain(draft.folded(sentence.range.clone()));
                if short.len() < length {
                    runs.insert(short);
                }
            }
        }
        Known {
            formulas,
            runs,
            length,
            characters,
        }
    }

    /// How much of a text is known, 0 to 1; none where it says nothing of its own.
    fn containment(&self, text: &str) -> Option<f64> {
        let text = Plain::of(text, self.formulas).characters;
        if text.len() < 6 {
            return None;
        }
        if text.len() < self.length {
            return Some(if self.runs.contains(&text) { 1.0 } else { 0.0 });
        }
        let mut covered = vec![false; text.len()];
        for (at, run) in text.windows(self.length).enumerate() {
            if self.runs.contains(run) {
                covered[at..at + self.length].fill(true);
            }
        }
        let count = covered.iter().filter(|covered| **covered).count();
        Some(count as f64 / text.len() as f64)
    }
}

/// The sentences that are known from another report, and their share of the text.
pub fn copied(draft: &Draft<'_>, known: &Known<'_>, containment: f64) -> Copied {
    let mut result = Copied::default();
    let mut all = 0;
    let mut same = 0;
    let mut open: Option<Range<usize>> = None;
    for sentence in &draft.sentences {
        if draft.paragraphs[sentence.paragraph].kind == ParagraphKind::Note
            || sentence.role == Role::Closing
        {
            continue;
        }
        let words = sentence.words;
        all += words;
        // Under rectification last year's pledges are rightly quoted.
        let share = if sentence.role == Role::Rectification {
            Some(0.0)
        } else {
            known.containment(draft.folded(sentence.range.clone()))
        };
        let Some(share) = share else {
            continue;
        };
        if share >= containment {
            same += words;
            match &mut open {
                Some(range) if range.end.abs_diff(sentence.range.start) < 8 => {
                    range.end = sentence.range.end;
                }
                _ => result.passages.extend(open.replace(sentence.range.clone())),
            }
        }
    }
    result.passages.extend(open);
    result.share = same as f64 / all.max(1) as f64;
    result
}
