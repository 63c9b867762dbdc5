//! The parts of a slip that tell what was found.

use super::Slip;
use crate::output::batch::{PairEntry, Record};
use crate::output::report::SourceRange;
use crate::output::report::{Diagnostic, PledgeStatus};
use crate::output::words::{by_severity, pledge_title};
use crate::ruleset::{Lang, Severity};

/// Findings of a kind that are told one by one: errors and warnings, and what is merely advised.
const TOLD: usize = 30;
const ADVISED: usize = 5;
/// What is found when all files are there has a part of its own on the slip; the advice of these is for who reviews.
const LATE: &str = "DDL001";
const COPIED: &str = "GRD105";
/// Passages that are told of one pair of reports.
const PASSAGES: usize = 5;
/// Pairs that are told.
pub const PAIRS: usize = 5;

impl Slip<'_> {
    pub(super) fn findings(&mut self, record: &Record) {
        self.heading("需要修改的地方", "What to change");
        let diagnostics = &record.report.diagnostics;
        if !self.has_findings() {
            let none = self.say("没有发现需要修改的地方。", "Nothing was found.");
            return self.line(none);
        }
        let order = by_severity(diagnostics);
        let kinds = [
            (Severity::Error, TOLD, "必须改", "Must be changed"),
            (Severity::Warning, TOLD, "应当改", "Should be changed"),
            (Severity::Info, ADVISED, "可以改，供参考", "May be changed"),
        ];
        let mut group = 0;
        for (severity, most, zh, en) in kinds {
            let places: Vec<usize> = order
                .iter()
                .copied()
                .filter(|place| {
                    let diagnostic = &diagnostics[*place];
                    diagnostic.severity == severity && diagnostic.code != LATE
                })
                .collect();
            if places.is_empty() {
                continue;
            }
            group += 1;
            let count = places.len();
            self.subheading(&match self.lang {
                Lang::Zh => {
                    let number = crate::text::list_number::in_han(group);
                    format!("（{number}）{zh}（{count} 条）")
                }
                Lang::En => format!("({group}) {en} ({count})"),
            });
            for (number, place) in places.iter().take(most).enumerate() {
                self.finding(number + 1, record, *place);
            }
            self.rest(count, most);
        }
    }

    /// Whether there is something to change in the text.
    pub(super) fn has_findings(&self) -> bool {
        let mut diagnostics = self.report.diagnostics.iter();
        diagnostics.any(|diagnostic| diagnostic.code != LATE)
    }

    fn finding(&mut self, number: usize, record: &Record, place: usize) {
        let Some(diagnostic) = record.report.diagnostics.get(place) else {
            return;
        };
        // What has no place speaks of the whole text itself.
        let label = match (&diagnostic.range, self.lang) {
            (None, _) => String::new(),
            (Some(range), Lang::Zh) => format!("{}：", range.label),
            (Some(range), Lang::En) => format!("{}: ", range.label),
        };
        let message = sentence(&unnamed(diagnostic, self.lang), self.lang);
        let more = match (diagnostic.repeats, self.lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("另有 {more} 处同样的情况。"),
            (more, Lang::En) => format!(" {more} more like it."),
        };
        let text = format!("{number}. {label}{message}{more}");
        self.line(&text);
        if let Some(Some(quote)) = record.quotes.get(place) {
            self.quote(quote);
        }
        if !diagnostic.help.is_empty() && diagnostic.code != COPIED {
            let help = sentence(&for_author(&diagnostic.help), self.lang);
            let said = self.say("建议：", "Advice: ");
            self.line(&format!("{said}{help}"));
        }
    }

    fn quote(&mut self, words: &str) {
        if !words.is_empty() {
            let said = self.say("原文：", "Passage: ");
            self.line(&format!("{said}{words}"));
        }
    }

    /// How many more there are than were told.
    fn rest(&mut self, all: usize, most: usize) {
        if let Some(rest) = all.checked_sub(most).filter(|rest| *rest > 0) {
            self.line(&match self.lang {
                Lang::Zh => format!("另有 {rest} 条没有逐一列出。"),
                Lang::En => format!("{rest} more are not listed."),
            });
        }
    }

    pub(super) fn topics(&mut self) {
        let missing = self.report.topics.iter().filter(|topic| !topic.covered);
        let missing: Vec<String> = missing.map(|topic| topic.title.clone()).collect();
        if missing.is_empty() {
            return;
        }
        self.heading("缺少的规定内容", "Topics that are missing");
        let list = missing.join(self.say("；", "; "));
        self.line(&match self.lang {
            Lang::Zh => format!(
                "方案要求写、报告中没有找到的内容：{list}。请按上面的建议补写；如已写到而没有认出，请用标题或开头一句点明。"
            ),
            Lang::En => format!(
                "The scheme asks for these, and they were not found: {list}. Please add them as advised above, or say them more plainly where they are there."
            ),
        });
    }

    pub(super) fn pledges(&mut self) {
        let report = self.report;
        let open = report
            .pledges
            .iter()
            .filter(|pledge| pledge.status != PledgeStatus::Answered);
        let open: Vec<_> = open.collect();
        if open.is_empty() {
            return;
        }
        self.heading("上年承诺没有交代清楚的", "Pledges of last year still open");
        for (number, pledge) in open.iter().take(TOLD).enumerate() {
            let status = pledge_title(pledge.status, self.lang);
            let (number, text) = (number + 1, &pledge.text);
            let reason = sentence(&pledge.reason, self.lang);
            self.line(&match self.lang {
                Lang::Zh => format!("{number}. 上年承诺“{text}”，本年报告{status}。{reason}"),
                Lang::En => format!("{number}. “{text}”: {status}. {reason}"),
            });
        }
        self.rest(open.len(), TOLD);
    }

    /// Passages that stand in another report, which is not named.
    pub(super) fn alike(&mut self, pairs: &[PairEntry]) {
        if pairs.is_empty() {
            return;
        }
        let path = self.report.path.clone();
        let previous = self.report.previous.clone();
        let is_own =
            |pair: &PairEntry| pair.last_year && previous.as_ref() == Some(&pair.similar.b.path);
        if pairs.iter().all(is_own) {
            self.heading("与上年报告雷同的地方", "Passages of last year's report");
        } else {
            self.heading("与其他报告雷同的地方", "Passages like another report's");
        }
        let said = match pairs.iter().any(is_own) {
            false => self.say(
                "下列文字同另一份报告雷同，请核对；不是自己的情况的，请改写成自己的。",
                "These words stand in another report too. Please look at them, and write of your own work where they do not.",
            ),
            true => self.say(
                "下列文字雷同，请核对：同您上年的报告雷同的，请写今年的情况；同另一份报告雷同的，请改写成自己的。",
                "Please look at these words: where they are your own of last year, write of this year; where they are another's, of your own work.",
            ),
        };
        self.line(said);
        let mut number = 0;
        for pair in pairs.iter().take(PAIRS) {
            let similar = &pair.similar;
            let is_first = similar.a.path == path;
            for passage in similar.passages.iter().take(PASSAGES) {
                number += 1;
                let own = if is_first { &passage.a } else { &passage.b };
                let words = passage.words;
                let place = label(&own.range);
                let text = match (self.lang, pair.last_year) {
                    (Lang::Zh, true) if is_own(pair) => {
                        format!("{number}. {place}约 {words} 字，与您上年的报告雷同。")
                    }
                    (Lang::En, true) if is_own(pair) => {
                        format!(
                            "{number}. {place} ({words} 字) stands in your report of last year."
                        )
                    }
                    (Lang::Zh, false) => {
                        format!("{number}. {place}约 {words} 字，与另一份报告雷同。")
                    }
                    (Lang::Zh, true) => {
                        format!("{number}. {place}约 {words} 字，与一份上年的报告雷同。")
                    }
                    (Lang::En, false) => {
                        format!("{number}. {place} ({words} 字) stands in another report too.")
                    }
                    (Lang::En, true) => {
                        format!(
                            "{number}. {place} ({words} 字) stands in a report of last year too."
                        )
                    }
                };
                self.line(&text);
                self.quote(&own.text);
            }
            for foreign in similar.foreign.iter().filter(|it| it.kept_by == path) {
                number += 1;
                let (place, name) = (label(&foreign.range), &foreign.name);
                self.line(&match self.lang {
                    Lang::Zh => format!("{number}. {place}写到“{name}”，像是别处的名称，请核对。"),
                    Lang::En => {
                        format!("{number}. {place}: “{name}” seems to be another place's name.")
                    }
                });
            }
        }
    }

    pub(super) fn lateness(&mut self) {
        let Some(submission) = &self.report.submission else {
            return;
        };
        let Some(late) = &submission.late else {
            return;
        };
        let deadline = submission.deadline.as_deref().unwrap_or("—");
        let received = submission.handed_in.as_deref().unwrap_or("—");
        let source = &submission.time_source;
        self.heading("报送时间", "In time?");
        self.line(&match self.lang {
            Lang::Zh => format!(
                "报告于 {received} 报送（时间依据：{source}），比截止时间 {deadline} 晚 {late}。如与实际不符，请告知；今后请按时报送。"
            ),
            Lang::En => format!(
                "The report was handed in on {received} (taken from: {source}), {late} after {deadline}. Please say so if that is not right."
            ),
        });
    }
}

/// Where a passage stands.
fn label(place: &SourceRange) -> &str {
    match place.label.as_str() {
        "" => "报告中",
        label => label,
    }
}

/// Advice without what is only for those who run the program: its options.
fn for_author(help: &str) -> String {
    let clauses = help.split_inclusive(['；', '。', ';']);
    let kept: String = clauses.filter(|clause| !clause.contains("--")).collect();
    kept.trim_end_matches(['；', ';', ' ']).to_owned()
}

/// A text that ends as sentences do.
fn sentence(text: &str, lang: Lang) -> String {
    let text = text.trim();
    let ended =
        text.is_empty() || text.ends_with(['。', '！', '？', '.', '!', '?', '；', '…', '”']);
    match (ended, lang) {
        (true, _) => text.to_owned(),
        (false, Lang::Zh) => format!("{text}。"),
        (false, Lang::En) => format!("{text}."),
    }
}

/// What a finding says, without whose report the text is like: a slip goes to one person and tells of nobody else.
fn unnamed(diagnostic: &Diagnostic, lang: Lang) -> String {
    let message = diagnostic.message.as_str();
    let (opens, closes, other) = match lang {
        Lang::Zh => ("同“", "”雷同", "同另一份报告雷同"),
        Lang::En => ("the same as in ", ".", "the same as in another report."),
    };
    let part = message
        .split_once(opens)
        .filter(|(_, rest)| diagnostic.code == "GRD105" && rest.contains(closes));
    part.map_or_else(
        || message.to_owned(),
        |(before, rest)| {
            let after = rest.rsplit_once(closes).map_or("", |(_, after)| after);
            format!("{before}{other}{after}")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::batch::sample;

    #[test]
    fn a_copied_text_is_told_without_the_other_name() {
        let mut diagnostic = sample::records()[0].report.diagnostics[0].clone();
        diagnostic.code = "GRD105".to_owned();
        diagnostic.message =
            "全文约有 60.0% 的文字同“柿子沟村 李伟（甲“乙”.docx）”雷同。".to_owned();
        assert_eq!(
            unnamed(&diagnostic, Lang::Zh),
            "全文约有 60.0% 的文字同另一份报告雷同。"
        );
    }
}
