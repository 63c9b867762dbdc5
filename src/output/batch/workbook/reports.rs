//! The first sheet: one row a report, the one to be read first on top.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::Cell;
use super::findings::First;
use super::sheet::Sheet;
use super::style::Styles;
use crate::output::report::{FileError, FileReport, PledgeStatus, Standing, Submission, Verdict};
use crate::output::words::{Tally, aside, gravest, no_report, pick, shown_outcome};
use crate::ruleset::{Lang, Severity};
use crate::structure::Role;

/// Columns that are named again below.
const NUMBER: u16 = 0;
const FILE: u16 = 4;
const OUTCOME: u16 = 5;
const TOTAL: u16 = 6;
const LATE: u16 = 9;
const REASONS: u16 = 12;
const DECISION: u16 = 13;
const REMARKS: u16 = 14;
/// From this share of a report in another one on, and from this, it wants a look.
const ALIKE: [(f64, usize); 2] = [(0.4, 2), (0.2, 1)];
const ALIKE_SHARE: u16 = 18;
/// All columns.
const COLUMNS: usize = 29;

/// One row a report.
pub(super) struct Reports<'a> {
    sheet: Sheet<'a>,
    number: usize,
    /// All that stand in the rows, in the schemes' words, the best first.
    outcomes: BTreeSet<(Verdict, String)>,
}

impl<'a> Reports<'a> {
    pub(super) fn new(book: &mut Workbook, styles: &'a Styles) -> Result<Reports<'a>, XlsxError> {
        let say = |zh, en| pick(styles.lang, zh, en);
        let columns = [
            (say("序号", "No."), 6.0),
            (say("单位", "Unit"), 15.0),
            (say("姓名", "Name"), 9.0),
            (say("职务", "Post"), 12.0),
            (say("文件", "File"), 25.0),
            (say("结论", "Outcome"), 10.0),
            (say("自查分", "Score"), 9.0),
            (say("文本档次", "Grade of the text"), 8.0),
            (say("是否按时", "In time"), 9.0),
            (
                say(
                    "迟到天数（不满一天算一天）",
                    "Days late (one that has begun counts)",
                ),
                11.0,
            ),
            (say("错误", "Errors"), 7.0),
            (say("警告", "Warnings"), 7.0),
            (say("主要原因", "Main reasons"), 48.0),
            (say("复核结论", "Reviewer's outcome"), 11.0),
            (say("复核意见", "Reviewer's remarks"), 22.0),
            (say("报告标题", "Title"), 28.0),
            (say("字数", "Length (字)"), 8.0),
            (say("问题及原因占比", "Share of problems and causes"), 10.0),
            (say("最高雷同", "Most alike"), 9.0),
            (say("雷同对象", "Alike with"), 26.0),
            (say("承诺已交代", "Pledges answered"), 8.0),
            (say("承诺部分交代", "Pledges in part"), 8.0),
            (say("承诺未交代", "Pledges missing"), 8.0),
            (say("提交时间", "Handed in"), 16.0),
            (say("时间依据", "Time taken from"), 16.0),
            (say("截止时间", "Deadline"), 16.0),
            (say("名单匹配", "Matched by"), 14.0),
            (say("方案", "Scheme"), 20.0),
            (say("年度", "Year"), 7.0),
        ];
        let sheet = Sheet::new(book, styles, say("总表", "Overview"), &columns, 3)?;
        Ok(Reports {
            sheet,
            number: 0,
            outcomes: BTreeSet::new(),
        })
    }

    /// Writes a report's row; `alike` is the largest share of it that stands in another one, and in which.
    pub(super) fn add(
        &mut self,
        report: &FileReport,
        first: &First,
        link: Option<String>,
        alike: Option<(f64, &str)>,
    ) -> Result<(), XlsxError> {
        self.number += 1;
        let (lang, rubric) = (self.sheet.lang(), &report.rubric);
        if report.standing() != Standing::Other {
            let outcome = (rubric.outcome, rubric.outcome_text.clone());
            self.outcomes.insert(outcome);
        }
        let tally = Tally::of(report);
        let linked = |count: usize, link: &Option<String>| match link {
            Some(link) if count > 0 => Cell::CountLink(count, link.clone()),
            _ => Cell::Count(count),
        };
        let pledges = |status: PledgeStatus| {
            let told = report.pledges.iter();
            match report.pledges.is_empty() {
                true => Cell::None,
                false => Cell::Count(told.filter(|pledge| pledge.status == status).count()),
            }
        };
        let nobody = Submission::default();
        let submission = report.submission.as_ref().unwrap_or(&nobody);
        let aside = aside(report, lang);
        let graves = gravest(report, 3);
        let graves = graves.iter().map(|grave| grave.message.as_str());
        let reasons: Vec<&str> = aside.as_deref().into_iter().chain(graves).collect();
        let (share, with) = match alike {
            Some((share, with)) => (Cell::Percent(share), Cell::text(with)),
            None => (Cell::None, Cell::None),
        };
        self.sheet.row(vec![
            Cell::Count(self.number),
            Cell::text(&submission.unit),
            Cell::text(&submission.name),
            Cell::text(&submission.post),
            file(&report.path, link),
            Cell::text(shown_outcome(report, lang)),
            Cell::Points(rubric.total),
            Cell::text(&rubric.grade),
            Cell::Text(in_time(submission, lang)),
            submission.days_late.map_or(Cell::None, Cell::Days),
            linked(tally.errors, &first.error),
            linked(tally.warnings, &first.warning),
            Cell::Text(reasons.join("\n")),
            Cell::Blank,
            Cell::Blank,
            Cell::text(&report.title),
            Cell::Count(report.counts.words),
            problems(report),
            share,
            with,
            pledges(PledgeStatus::Answered),
            pledges(PledgeStatus::Partial),
            pledges(PledgeStatus::Missing),
            Cell::text(submission.handed_in.as_deref().unwrap_or_default()),
            Cell::text(&submission.time_source),
            Cell::text(submission.deadline.as_deref().unwrap_or_default()),
            Cell::text(&submission.matched),
            Cell::text(&report.profile.title),
            report
                .year
                .and_then(|year| usize::try_from(year).ok())
                .map_or(Cell::None, Cell::Count),
        ])
    }

    /// Writes the row of a file that could not be checked.
    pub(super) fn unread(
        &mut self,
        error: &FileError,
        link: Option<String>,
    ) -> Result<(), XlsxError> {
        self.number += 1;
        let mut cells: Vec<Cell> = (0..COLUMNS).map(|_| Cell::None).collect();
        let filled = [
            (NUMBER, Cell::Count(self.number)),
            (FILE, file(&error.path, link)),
            (OUTCOME, Cell::text(unread(self.sheet.lang()))),
            (REASONS, Cell::text(&error.message)),
            (DECISION, Cell::Blank),
            (REMARKS, Cell::Blank),
        ];
        for (column, cell) in filled {
            if let Some(place) = cells.get_mut(usize::from(column)) {
                *place = cell;
            }
        }
        self.sheet.row(cells)
    }

    pub(super) fn finish(mut self, book: &mut Workbook) -> Result<Vec<String>, XlsxError> {
        let outcomes = self.outcomes.iter();
        let words = outcomes.map(|(verdict, word)| (word.as_str(), *verdict as usize));
        let lang = self.sheet.lang();
        let unread = [(unread(lang), 2), (no_report(lang), 1)];
        for column in [OUTCOME, DECISION] {
            self.sheet
                .light_words(column, words.clone().chain(unread))?;
        }
        let choices: Vec<&str> = words.map(|(word, _)| word).collect();
        self.sheet.choices(DECISION, &choices)?;
        self.sheet.bars(TOTAL)?;
        self.sheet.light_above(LATE, 0.0, 2)?;
        for (bound, light) in ALIKE {
            self.sheet.light_above(ALIKE_SHARE, bound, light)?;
        }
        self.sheet.filter()?;
        // The rest is for looking up on the screen.
        self.sheet.print_to(REMARKS)?;
        Ok(self.sheet.finish(book))
    }
}

fn file(path: &str, link: Option<String>) -> Cell {
    match link {
        Some(link) => Cell::Link(path.to_owned(), link),
        None => Cell::text(path),
    }
}

pub(super) fn unread(lang: Lang) -> &'static str {
    pick(lang, "未能检查", "not checked")
}

/// Whether a report was handed in in time, and how late.
fn in_time(submission: &Submission, lang: Lang) -> String {
    match (submission.days_late, &submission.late) {
        (None, _) => String::new(),
        (Some(_), None) => pick(lang, "按时", "in time").to_owned(),
        (Some(_), Some(late)) if lang == Lang::Zh => format!("迟交 {late}"),
        (Some(_), Some(late)) => format!("{late} late"),
    }
}

/// The share of problems and causes, marked where the check of that share found a fault.
fn problems(report: &FileReport) -> Cell {
    let share = |role: Role| report.roles.get(role.name()).map_or(0.0, |role| role.share);
    let share = share(Role::Problem) + share(Role::Cause);
    let faulty = report
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == "SHR001" && diagnostic.severity >= Severity::Warning);
    match faulty {
        true => Cell::Faulty(share),
        false => Cell::Percent(share),
    }
}
