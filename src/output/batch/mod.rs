//! A whole audit as its formats get it: the reports in a [`Ledger`], and what holds for all of them together.

mod dashboard;
mod ledger;
mod overview;
mod pairs;
#[cfg(test)]
pub(crate) mod sample;
mod slip;
mod spool;
mod summary;
mod workbook;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::report::{Diagnostic, FileError, ProfileRef, SkippedEntry, Tool};
use super::words::pick;
use crate::ruleset::Lang;

pub use dashboard::dashboard;
pub use ledger::{Ledger, Record, Row, Written};
pub use overview::overview;
pub use pairs::{PairEntry, PairHead, Pairs};
pub use slip::{PAIRS as SLIP_PAIRS, is_untouched_slip, slip, slip_name};
pub use summary::{Count, Group, Summary};
pub use workbook::workbook;

/// What holds for an audit's reports together.
#[derive(Debug)]
pub struct Batch {
    /// The program and its rules.
    pub tool: Tool,
    /// The language of all words in it.
    pub lang: Lang,
    /// The schemes that were applied, the one of the command line first.
    pub profiles: Vec<ProfileRef>,
    /// What each code is called, in a word.
    pub titles: BTreeMap<String, String>,
    /// The folder that all reports stand in, as it leads their paths, with its slash; empty where there are several.
    pub folder: String,
    /// What was passed over while looking for reports.
    pub passed_over: Vec<SkippedEntry>,
    /// The last day for handing in and why it is that day, in words.
    pub deadline: Option<String>,
    /// Things to know about the run.
    pub notes: Vec<String>,
    /// Figures of all reports.
    pub summary: Summary,
    /// Paths of files that are no duty reports, and whose names they bear, in words; empty where that is nobody's.
    pub others: Vec<(String, String)>,
    /// Who should have handed in.
    pub roster: Option<RosterReport>,
    /// Whether reports were compared with each other.
    pub compared: bool,
    /// Reports that share passages, the most alike first.
    pub pairs: Pairs,
    /// Paths of reports that hang together by such pairs, three or more; the largest first.
    pub clusters: Vec<Vec<String>>,
    /// Files that could not be checked.
    pub errors: Vec<FileError>,
    /// Reports that were not reached because the run was broken off.
    pub unreached: usize,
}

impl Batch {
    /// People on the roster without a report.
    pub fn absent(&self) -> impl Iterator<Item = &PersonEntry> {
        let people = self.roster.iter().flat_map(|roster| &roster.people);
        people.filter(|person| person.files.is_empty())
    }

    /// What people without a report are: missing, or, before all files were reached, not known yet.
    pub fn absence(&self) -> &'static str {
        match self.unreached {
            0 => pick(self.lang, "缺交", "missing"),
            _ => pick(self.lang, "未判断", "not known"),
        }
    }
}

/// A path as people read it: from the audited folder on.
pub fn short_path<'p>(path: &'p str, folder: &str) -> &'p str {
    path.strip_prefix(folder).unwrap_or(path)
}

/// The first few of some names in a row, with `more` behind them where there are others.
pub fn first_few(names: &[String], most: usize, (comma, more): (&str, &str)) -> String {
    let named = names[..names.len().min(most)].join(comma);
    match names.len() > most {
        true => named + more,
        false => named,
    }
}

/// A report by whose it is, where that is known, and its path: `柳河村 张三（甲镇/述职报告.docx）`.
pub fn named(who: Option<String>, path: &str) -> String {
    match who.filter(|who| !who.is_empty()) {
        Some(who) => format!("{who}（{path}）"),
        None => path.to_owned(),
    }
}

/// A roster held against the files.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct RosterReport {
    /// Its path.
    pub path: String,
    /// The people on it, in its order.
    pub people: Vec<PersonEntry>,
    /// Paths of reports that belong to nobody on it.
    pub unmatched: Vec<String>,
    /// Paths of reports that could be several people's, and whose, in words.
    pub ambiguous: Vec<(String, String)>,
    /// Things to know about it: columns that were not used, cells that could not be read.
    pub notes: Vec<String>,
    /// The scheme's quotas of grades, held against the grades on the roster.
    pub quotas: Vec<QuotaEntry>,
}

/// Someone on the roster.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct PersonEntry {
    /// The line in the roster, from 1.
    pub line: usize,
    /// The sheet of that line, where the roster was read from several; else empty.
    pub sheet: String,
    /// 单位.
    pub unit: String,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 职位类别.
    pub kind: String,
    /// 等次, if the roster has grades.
    pub grade: Option<String>,
    /// Paths of this person's reports; none: missing; several: handed in more than once, the one that counts first.
    pub files: Vec<String>,
    /// That the report is missing, where it is.
    pub missing: Option<Diagnostic>,
}

impl PersonEntry {
    /// What is to be known of files that may be those of someone who is missing; empty where there are none.
    pub fn perhaps(&self) -> Vec<&str> {
        let related = self.missing.iter().flat_map(|missing| &missing.related);
        related.map(|related| related.message.as_str()).collect()
    }

    /// The line, and its sheet where there are several: `乡镇 12`.
    pub fn place(&self) -> String {
        let line = self.line.to_string();
        match self.sheet.as_str() {
            "" => line,
            sheet => format!("{sheet} {line}"),
        }
    }
}

/// A quota of grades.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct QuotaEntry {
    /// The quota and what the roster has, in words.
    pub text: String,
    /// Whether it is kept.
    pub kept: bool,
}
