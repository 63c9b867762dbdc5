//! What an audit says to people: the batch in figures, and which reports to read first.

use std::fmt::Write as _;

use super::words::{percent, pick, points};
use super::wrap::{clean, head, pad, width};
use crate::audit::{Count, Found, Row, Summary};
use crate::output::report::FileError;
use crate::ruleset::Lang;

/// How many reports, findings and topics are listed; the rest is counted.
const LISTED: usize = 10;
/// Columns of the longest bar.
const BAR: usize = 40;

/// An audit's result, without colour.
pub struct Overview<'a> {
    /// The scheme's title.
    pub profile: &'a str,
    /// What was looked through.
    pub found: &'a Found,
    /// Reports that were judged.
    pub rows: &'a [Row],
    /// Reports that could not be.
    pub errors: &'a [FileError],
    /// What each code is called, in a word.
    pub titles: &'a dyn Fn(&str) -> String,
    /// The language.
    pub lang: Lang,
}

impl Overview<'_> {
    /// The text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let summary = Summary::of(self.rows);
        self.head(&mut out, &summary);
        self.reading(&mut out, &summary);
        let say = |zh, en| pick(self.lang, zh, en);
        let named: Vec<Count> = summary
            .findings
            .iter()
            .map(|(code, count)| (format!("{code} {}", (self.titles)(code)), *count))
            .collect();
        self.counts(
            &mut out,
            say("出现最多的问题", "Most frequent findings"),
            &named,
        );
        self.counts(
            &mut out,
            say("最常缺少的规定内容", "Topics missing most often"),
            &summary.missing,
        );
        self.shares(&mut out, &summary);
        self.unread(&mut out);
        out
    }

    fn line(&self, out: &mut String, zh: String, en: String) {
        out.push_str(if self.lang == Lang::Zh { &zh } else { &en });
        out.push('\n');
    }

    fn head(&self, out: &mut String, summary: &Summary) {
        let (read, all) = (self.rows.len(), self.rows.len() + self.errors.len());
        self.line(
            out,
            format!("共 {all} 份报告，读出 {read} 份，按“{}”检查", self.profile),
            format!(
                "{all} reports, {read} read, checked against {}",
                self.profile
            ),
        );
        for (text, count) in &summary.outcomes {
            let part = percent(*count as f64 / read.max(1) as f64);
            self.line(
                out,
                format!("  {text}：{count} 份（{part}）"),
                format!("  {text}: {count} ({part})"),
            );
        }
        let found = self.found;
        let mut passed = Vec::new();
        let mut pass = |count: usize, zh: &str, en: &str| {
            if count > 0 {
                passed.push(match self.lang {
                    Lang::Zh => format!("{zh} {count} 个"),
                    Lang::En => format!("{count} {en}"),
                });
            }
        };
        pass(found.temporary, "临时文件", "temporary files");
        pass(
            found.hidden,
            "隐藏的文件或文件夹",
            "hidden files or folders",
        );
        for (ending, count) in &found.other {
            let ending = clean(ending);
            match ending.as_str() {
                "" => pass(*count, "没有扩展名的文件", "files without an ending"),
                _ => pass(
                    *count,
                    &format!(".{ending} 文件"),
                    &format!(".{ending} files"),
                ),
            }
        }
        if !passed.is_empty() {
            self.line(
                out,
                format!("略过：{}", passed.join("、")),
                format!("Passed over: {}", passed.join(", ")),
            );
        }
    }

    /// The worst reports first, with what is wrong in them.
    fn reading(&self, out: &mut String, summary: &Summary) {
        if self.rows.is_empty() {
            return;
        }
        self.line(
            out,
            "\n建议先看（结论差、分数低、把握小的在前）".into(),
            "\nTo be read first (worst, lowest and least certain first)".into(),
        );
        for (number, place) in summary.order.iter().take(LISTED).enumerate() {
            let row = &self.rows[*place];
            let graves = match self.lang {
                Lang::Zh => format!("{} 处错误、{} 处警告", row.errors, row.warnings),
                Lang::En => format!("{} errors, {} warnings", row.errors, row.warnings),
            };
            let total = points(row.total);
            let (outcome, path) = (&row.outcome_text, clean(&row.path));
            self.line(
                out,
                format!(
                    "{:>3}. {path}\n     {outcome}，{total} 分，{} 字，{graves}",
                    number + 1,
                    row.words
                ),
                format!(
                    "{:>3}. {path}\n     {outcome}, {total} points, {} characters, {graves}",
                    number + 1,
                    row.words
                ),
            );
            for (code, message) in row.findings.iter().take(3) {
                let message = clean(message);
                let cut = head(&message, 76);
                let more = if cut.len() < message.len() { "…" } else { "" };
                let _ = writeln!(out, "     {code} {cut}{more}");
            }
        }
        self.more(out, summary.order.len());
    }

    fn more(&self, out: &mut String, all: usize) {
        if all > LISTED {
            let rest = all - LISTED;
            self.line(
                out,
                format!("  …… 还有 {rest} 项"),
                format!("  … and {rest} more"),
            );
        }
    }

    fn counts(&self, out: &mut String, title: &str, counts: &[Count]) {
        if counts.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{title}");
        let listed = &counts[..counts.len().min(LISTED)];
        let columns = listed
            .iter()
            .map(|(name, _)| width(name))
            .max()
            .unwrap_or(0)
            .min(60);
        for (name, count) in listed {
            let name = pad(head(name, 60), columns);
            self.line(
                out,
                format!("  {name}  {count} 份"),
                format!("  {name}  {count}"),
            );
        }
        self.more(out, counts.len());
    }

    /// How large problems and causes are, as bars.
    fn shares(&self, out: &mut String, summary: &Summary) {
        let most = summary.problem_shares.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return;
        }
        self.line(
            out,
            "\n问题及原因占正文的比例".into(),
            "\nShare of problems and causes in the body".into(),
        );
        let last = summary
            .problem_shares
            .iter()
            .rposition(|count| *count > 0)
            .unwrap_or(0);
        for (tenth, count) in summary.problem_shares.iter().enumerate().take(last + 1) {
            let bar = "█".repeat((count * BAR).div_ceil(most));
            let _ = writeln!(
                out,
                "  {:>2}-{:>3}%  {count:>4}  {bar}",
                tenth * 10,
                tenth * 10 + 10
            );
        }
    }

    fn unread(&self, out: &mut String) {
        if self.errors.is_empty() {
            return;
        }
        self.line(
            out,
            format!("\n没能检查的文件（{} 个）", self.errors.len()),
            format!("\nFiles that could not be checked ({})", self.errors.len()),
        );
        for error in self.errors {
            let (path, message) = (clean(&error.path), clean(&error.message));
            self.line(
                out,
                format!("  {path}：{message}"),
                format!("  {path}: {message}"),
            );
        }
    }
}
