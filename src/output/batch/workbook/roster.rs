//! The sheet of who should have handed in.

use std::collections::{HashMap, HashSet};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::Cell;
use super::reports::unread;
use super::sheet::Sheet;
use super::style::Styles;
use crate::output::batch::{Batch, PersonEntry, RosterReport};
use crate::output::report::FileReport;
use crate::output::words::pick;
use crate::ruleset::Lang;

const STATUS: u16 = 6;

/// What the roster's people are to be told of their files.
pub(super) struct Delays<'a> {
    /// Days that late reports are late.
    late: HashMap<String, i64>,
    /// Files that could not be checked.
    broken: HashSet<&'a str>,
    /// Whether some files were not reached.
    broken_off: bool,
}

impl<'a> Delays<'a> {
    pub(super) fn new(batch: &'a Batch) -> Delays<'a> {
        Delays {
            late: HashMap::new(),
            broken: batch
                .errors
                .iter()
                .map(|error| error.path.as_str())
                .collect(),
            broken_off: batch.unreached > 0,
        }
    }

    pub(super) fn add(&mut self, report: &FileReport) {
        let days = report.submission.as_ref();
        let days = days.and_then(|submission| submission.days_late);
        if let Some(days) = days.filter(|days| *days > 0) {
            self.late.insert(report.path.clone(), days);
        }
    }
}

/// How someone stands, and how grave that is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    HandedIn,
    Late,
    Twice,
    Unread,
    Missing,
    /// The run was broken off before all files were seen.
    Unknown,
}

impl Status {
    const ALL: [Status; 6] = [
        Status::HandedIn,
        Status::Late,
        Status::Twice,
        Status::Unread,
        Status::Missing,
        Status::Unknown,
    ];

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Status::HandedIn => pick(lang, "已交", "handed in"),
            Status::Late => pick(lang, "迟交", "late"),
            Status::Twice => pick(lang, "重复", "more than once"),
            Status::Unread => unread(lang),
            Status::Missing => pick(lang, "缺交", "missing"),
            Status::Unknown => pick(lang, "未判断", "not known"),
        }
    }

    fn light(self) -> usize {
        match self {
            Status::HandedIn => 0,
            Status::Late | Status::Twice | Status::Unknown => 1,
            Status::Unread | Status::Missing => 2,
        }
    }
}

/// Writes the sheet; without a roster it says so.
pub(super) fn write(
    book: &mut Workbook,
    styles: &Styles,
    batch: &Batch,
    delays: &Delays,
) -> Result<Vec<String>, XlsxError> {
    let lang = batch.lang;
    let say = |zh, en| pick(lang, zh, en);
    let columns = [
        (say("名单行号", "Line"), 7.0),
        (say("单位", "Unit"), 22.0),
        (say("姓名", "Name"), 10.0),
        (say("职务", "Post"), 18.0),
        (say("职位类别", "Kind of post"), 14.0),
        (say("等次", "Grade"), 8.0),
        (say("状态", "Status"), 10.0),
        (
            say(
                "迟到天数（不满一天算一天）",
                "Days late (one that has begun counts)",
            ),
            11.0,
        ),
        (say("文件", "Files"), 44.0),
        (say("说明", "Remarks"), 36.0),
    ];
    let mut sheet = Sheet::new(book, styles, say("名单", "Roster"), &columns, 3)?;
    let Some(roster) = &batch.roster else {
        sheet.filter()?;
        sheet.heading(say(
            "没有给出名单（--roster），无法知道谁没有交。",
            "No roster was given (--roster), so nobody knows who is missing.",
        ))?;
        others(&mut sheet, batch)?;
        return Ok(sheet.finish(book));
    };
    for person in &roster.people {
        row(&mut sheet, person, lang, delays)?;
    }
    let words = Status::ALL.map(|status| (status.title(lang), status.light()));
    sheet.light_words(STATUS, words.into_iter())?;
    sheet.filter()?;
    others(&mut sheet, batch)?;
    below(&mut sheet, roster, lang)?;
    Ok(sheet.finish(book))
}

fn row(
    sheet: &mut Sheet,
    person: &PersonEntry,
    lang: Lang,
    delays: &Delays,
) -> Result<(), XlsxError> {
    let days = person.files.first().and_then(|path| delays.late.get(path));
    let broken = |path: &String| delays.broken.contains(path.as_str());
    let status = match person.files.as_slice() {
        [] if delays.broken_off => Status::Unknown,
        [] => Status::Missing,
        [_, _, ..] => Status::Twice,
        _ if days.is_some() => Status::Late,
        [path] if broken(path) => Status::Unread,
        [_] => Status::HandedIn,
    };
    let missing = person.missing.as_ref();
    let remark = match (missing, status, days) {
        (Some(missing), ..) => {
            let files = person.perhaps();
            let said = [missing.message.as_str()].into_iter().chain(files);
            said.collect::<Vec<_>>().join("\n")
        }
        (None, Status::Twice, Some(_)) => {
            pick(lang, "以第一份为准；迟交", "the first one counts; late").to_owned()
        }
        (None, Status::Twice, None) => {
            pick(lang, "以第一份为准", "the first one counts").to_owned()
        }
        _ => String::new(),
    };
    sheet.row(vec![
        match person.sheet.as_str() {
            "" => Cell::Count(person.line),
            _ => Cell::Text(person.place()),
        },
        Cell::text(&person.unit),
        Cell::text(&person.name),
        Cell::text(&person.post),
        Cell::text(&person.kind),
        Cell::text(person.grade.as_deref().unwrap_or_default()),
        Cell::text(status.title(lang)),
        days.map_or(Cell::None, |days| Cell::Days(*days)),
        Cell::Text(person.files.join("\n")),
        Cell::Text(remark),
    ])
}

/// A heading, and rows of a file or a fact with what is to be said of it.
fn block(sheet: &mut Sheet, title: &str, rows: Vec<(&str, &str)>) -> Result<(), XlsxError> {
    if rows.is_empty() {
        return Ok(());
    }
    sheet.heading(title)?;
    for (file, remark) in rows {
        let mut cells: Vec<Cell> = (0..8).map(|_| Cell::Gap).collect();
        cells.extend([Cell::text(file), Cell::text(remark)]);
        sheet.row(cells)?;
    }
    Ok(())
}

/// Files that are no duty reports, and whose names they bear.
fn others(sheet: &mut Sheet, batch: &Batch) -> Result<(), XlsxError> {
    let title = pick(
        batch.lang,
        "不是述职报告的文件（不计入统计）",
        "Files that are no duty reports (in no figure)",
    );
    let rows = batch.others.iter();
    let rows = rows.map(|(path, whose)| (path.as_str(), whose.as_str()));
    block(sheet, title, rows.collect())
}

/// What is no person's row.
fn below(sheet: &mut Sheet, roster: &RosterReport, lang: Lang) -> Result<(), XlsxError> {
    let say = |zh, en| pick(lang, zh, en);
    let mut block = |title, rows| block(sheet, title, rows);
    let unmatched = roster.unmatched.iter().map(|path| (path.as_str(), ""));
    block(
        say("名单上找不到作者的文件", "Files of nobody on the roster"),
        unmatched.collect(),
    )?;
    let ambiguous = roster.ambiguous.iter();
    block(
        say(
            "可能属于几个人的文件",
            "Files that could be several people's",
        ),
        ambiguous
            .map(|(path, whose)| (path.as_str(), whose.as_str()))
            .collect(),
    )?;
    let quotas = roster.quotas.iter();
    block(
        say("等次比例", "Quotas of grades"),
        quotas
            .map(|quota| {
                let kept = match quota.kept {
                    true => say("符合", "kept"),
                    false => say("不符合", "not kept"),
                };
                (quota.text.as_str(), kept)
            })
            .collect(),
    )?;
    let notes = roster.notes.iter().map(|note| (note.as_str(), ""));
    block(say("名单的读取情况", "About the roster"), notes.collect())
}
