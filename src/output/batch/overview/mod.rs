//! What an audit says to people: the batch in figures, and which reports to read first.

mod together;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;

use super::{Batch, Count, Ledger, Summary, named, short_path};
use crate::output::report::Standing;
use crate::output::words::{Tally, gravest, percent, pick, points};
use crate::output::wrap::{clean, head, pad, width};
use crate::ruleset::Lang;

/// How many reports, findings and topics are listed; the rest is counted.
const LISTED: usize = 10;
/// Columns of the longest bar.
const BAR: usize = 40;

/// An audit's result as text, without colour.
///
/// # Errors
/// The ledger cannot be read.
pub fn overview(batch: &Batch, ledger: &Ledger) -> io::Result<String> {
    let overview = Overview {
        batch,
        ledger,
        lang: batch.lang,
        people: people(batch),
    };
    let summary = &batch.summary;
    let mut out = String::new();
    overview.head(&mut out, summary);
    overview.roster(&mut out);
    overview.others(&mut out);
    overview.alike(&mut out)?;
    overview.reading(&mut out)?;
    let say = |zh, en| pick(batch.lang, zh, en);
    let named: Vec<Count> = summary
        .findings()
        .into_iter()
        .map(|(code, count)| {
            let title = batch.titles.get(&code).map_or("", String::as_str);
            (format!("{code} {title}"), count)
        })
        .collect();
    overview.counts(
        &mut out,
        say("出现最多的问题", "Most frequent findings"),
        &named,
    );
    overview.counts(
        &mut out,
        say("最常缺少的规定内容", "Topics missing most often"),
        &summary.missing(),
    );
    overview.units(&mut out, summary);
    overview.shares(&mut out, summary);
    overview.unread(&mut out);
    Ok(out)
}

struct Overview<'a> {
    batch: &'a Batch,
    ledger: &'a Ledger,
    lang: Lang,
    /// Unit and name by the path of a report.
    people: HashMap<&'a str, String>,
}

fn people(batch: &Batch) -> HashMap<&str, String> {
    let people = batch.roster.iter().flat_map(|roster| &roster.people);
    let entries = people.flat_map(|person| {
        let who = format!("{} {}", person.unit, person.name);
        let who = who.trim().to_owned();
        let files = person.files.iter();
        files.map(move |file| (file.as_str(), who.clone()))
    });
    entries.collect()
}

impl Overview<'_> {
    /// A path from the audited folder on.
    fn short(&self, path: &str) -> String {
        clean(short_path(path, &self.batch.folder)).to_string()
    }

    /// A report by its writer, where the roster knows one, and its path.
    fn report(&self, path: &str) -> String {
        clean(&named(
            self.people.get(path).cloned(),
            short_path(path, &self.batch.folder),
        ))
        .to_string()
    }

    fn line(&self, out: &mut String, zh: String, en: String) {
        out.push_str(if self.lang == Lang::Zh { &zh } else { &en });
        out.push('\n');
    }

    fn head(&self, out: &mut String, summary: &Summary) {
        let batch = self.batch;
        let read = summary.reports + summary.older;
        let all = read + batch.errors.len();
        let titles = batch.profiles.iter().map(|profile| profile.title.as_str());
        let titles: Vec<&str> = titles.collect();
        let (zh, en) = (titles.join("”“"), titles.join(", "));
        self.line(
            out,
            format!("共 {all} 份报告，读出 {read} 份，按“{zh}”检查"),
            format!("{all} reports, {read} read, checked against {en}"),
        );
        if batch.unreached > 0 {
            let done = all + summary.others;
            let all = done + batch.unreached;
            self.line(
                out,
                format!("中断：只检查了 {done}/{all} 份，其余未检查；加 --resume 继续"),
                format!("Interrupted: only {done} of {all} were checked; add --resume to continue"),
            );
        }
        let older = summary.older;
        if older > 0 {
            self.line(
                out,
                format!("其中 {older} 份是旧稿（同一人交了几份），不计入下面的数字"),
                format!("{older} of them are older drafts of one person and in no figure below"),
            );
        }
        let others = summary.others;
        if others > 0 {
            self.line(
                out,
                format!("另有 {others} 份不是述职报告，不计入统计"),
                format!("{others} more files are no duty reports and in no figure"),
            );
        }
        for (text, count) in summary.outcomes() {
            let part = percent(count as f64 / summary.reports.max(1) as f64);
            self.line(
                out,
                format!("  {text}：{count} 份（{part}）"),
                format!("  {text}: {count} ({part})"),
            );
        }
        let passed: Vec<String> = batch
            .passed_over
            .iter()
            .map(|entry| match self.lang {
                Lang::Zh => format!("{} {} 个", clean(&entry.what), entry.count),
                Lang::En => format!("{} {}", entry.count, clean(&entry.what)),
            })
            .collect();
        if !passed.is_empty() {
            self.line(
                out,
                format!("略过：{}", passed.join("、")),
                format!("Passed over: {}", passed.join(", ")),
            );
        }
        if let Some(deadline) = &batch.deadline {
            let late = summary.late;
            self.line(
                out,
                format!("截止：{deadline}；迟交 {late} 份"),
                format!("Deadline: {deadline}; {late} late"),
            );
        }
        for note in &batch.notes {
            let note = clean(note);
            self.line(out, format!("说明：{note}"), format!("Note: {note}"));
        }
    }

    /// The worst reports first, with what is wrong in them.
    fn reading(&self, out: &mut String) -> io::Result<()> {
        if self.batch.summary.reports == 0 {
            return Ok(());
        }
        self.line(
            out,
            "\n建议先看（结论差、分数低、把握小的在前）".into(),
            "\nTo be read first (worst, lowest and least certain first)".into(),
        );
        let order = self.ledger.reading_order();
        let mut number = 0;
        for place in &order {
            if number == LISTED {
                break;
            }
            let report = self.ledger.record(*place)?.report;
            if report.standing() != Standing::Counts {
                continue;
            }
            number += 1;
            let Tally {
                errors, warnings, ..
            } = Tally::of(&report);
            let total = points(report.rubric.total);
            let words = report.counts.words;
            let (outcome, path) = (&report.rubric.outcome_text, self.report(&report.path));
            self.line(
                out,
                format!("{number:>3}. {path}\n     {outcome}，{total} 分，{words} 字，{errors} 处错误、{warnings} 处警告"),
                format!("{number:>3}. {path}\n     {outcome}, {total} points, {words} characters, {errors} errors, {warnings} warnings"),
            );
            for diagnostic in gravest(&report, 3) {
                let message = clean(&diagnostic.message);
                let cut = head(&message, 76);
                let more = if cut.len() < message.len() { "…" } else { "" };
                let _ = writeln!(out, "     {} {cut}{more}", diagnostic.code);
            }
        }
        self.more(out, self.batch.summary.reports);
        Ok(())
    }

    fn more(&self, out: &mut String, all: usize) {
        if all > LISTED {
            let rest = all - LISTED;
            self.line(
                out,
                format!("  …… 还有 {rest} 项，全部在 --format xlsx=审核表.xlsx 写出的表里"),
                format!("  … and {rest} more, all in the workbook of --format xlsx=FILE"),
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

    /// How units stand beside each other, where there are several.
    fn units(&self, out: &mut String, summary: &Summary) {
        let units = summary.units();
        if units.len() < 2 {
            return;
        }
        let [_, to_revise, to_rewrite] = summary.outcome_words(self.lang);
        let title = pick(
            self.lang,
            "各单位情况（平均自查分低的在前；没有名单时按文件夹）",
            "Units, the lowest mean score first (folders where there is no roster)",
        );
        let _ = writeln!(out, "\n{title}");
        let named = |name: &str| match name {
            "" => pick(self.lang, "（未注明）", "(not named)").to_owned(),
            _ => head(&clean(name), 40).to_owned(),
        };
        let listed = &units[..units.len().min(LISTED)];
        let columns = listed.iter().map(|(name, _)| width(&named(name)));
        let columns = columns.max().unwrap_or(0);
        for (name, group) in listed {
            let (name, mean) = (pad(&named(name), columns), points(group.mean()));
            let (count, [_, revise, rewrite]) = (group.reports, group.outcomes);
            let late = group.late;
            self.line(
                out,
                format!(
                    "  {name}  {count} 份，平均 {mean} 分，{to_revise} {revise}，{to_rewrite} {rewrite}，迟交 {late}"
                ),
                format!(
                    "  {name}  {count} reports, mean {mean}, {to_revise} {revise}, {to_rewrite} {rewrite}, late {late}"
                ),
            );
        }
        self.more(out, units.len());
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
        let errors = &self.batch.errors;
        if errors.is_empty() {
            return;
        }
        self.line(
            out,
            format!("\n未能检查的文件（{} 个）", errors.len()),
            format!("\nFiles that could not be checked ({})", errors.len()),
        );
        for error in errors {
            let (path, message) = (self.short(&error.path), clean(&error.message));
            self.line(
                out,
                format!("  {path}：{message}"),
                format!("  {path}: {message}"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::batch::sample;

    #[test]
    fn tells_figures_and_keeps_names_from_steering_the_terminal() {
        let text = overview(&sample::batch(), &sample::ledger()).unwrap();
        for part in [
            "共 5 份报告，读出 4 份",
            "责令重写：1 份（25.0%）",
            "略过：临时文件 2 个",
            "  1. 城关镇东街村 钱二（城关镇.zip/东街村.docx）",
            "断了.docx：文件已损坏",
            "截止：2026-12-10（会前 10 天）；迟交 1 份",
            "各单位情况（平均自查分低的在前",
            "1 份，平均 41.5 分，督促修改 0，责令重写 1，迟交 1",
            "应交 3 人，已交 2 人，缺交 1 人",
            "    西街村 孙三 党支部书记",
            "“好”3 人，占 100%，应不超过 30%",
            "报告之间成段雷同（1 对，已逐对核实）",
            "城关镇东街村 钱二（城关镇.zip/东街村.docx） 里留有别处的名称“柳湾镇”",
            "3 份报告互相雷同：",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains('\u{1b}'), "{text}");
        assert!(!text.contains("中断"), "{text}");
        let broken_off = Batch {
            unreached: 7,
            ..sample::batch()
        };
        let text = overview(&broken_off, &sample::ledger()).unwrap();
        let said = "中断：只检查了 5/12 份，其余未检查；加 --resume 继续";
        assert!(text.contains(said), "{text}");
        let said = "其余 1 人是否缺交没有判断";
        assert!(text.contains(said) && !text.contains("缺交 1 人"), "{text}");
    }

    #[test]
    fn what_an_outcome_rests_on_is_told_first() {
        let mut report = sample::records()[0].report.clone();
        let mut copied = report.diagnostics[0].clone();
        copied.code = "GRD105".into();
        copied.severity = crate::ruleset::Severity::Warning;
        report.diagnostics.push(copied);
        let first = |report: &crate::output::report::FileReport| {
            let told = gravest(report, 3);
            told[0].code.clone()
        };
        assert_ne!(first(&report), "GRD105");
        report.rubric.outcome = crate::output::report::Verdict::Rewrite;
        assert_eq!(first(&report), "GRD105");
    }
}
