//! Whose report a file of an audit is, when it was handed in, and whether it counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FileReport;

/// Whether a file of an audit counts in the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A duty report, of its person the one that holds.
    Counts,
    /// A duty report in whose place a later file of the same person holds.
    Older,
    /// No duty report (STR004): its shares and its score mean nothing.
    Other,
}

impl FileReport {
    /// Whether it counts in the figures, and why not.
    pub fn standing(&self) -> Standing {
        let codes = self.diagnostics.iter().map(|found| found.code.as_str());
        let submission = self.submission.as_ref();
        if codes.into_iter().any(|code| code == "STR004") {
            Standing::Other
        } else if submission.is_some_and(|submission| submission.replaced_by.is_some()) {
            Standing::Older
        } else {
            Standing::Counts
        }
    }
}

/// Whose report a file is and when it was handed in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Submission {
    /// The line of the roster that it was matched with.
    pub line: Option<usize>,
    /// The sheet of that line, where the roster was read from several; else empty.
    #[serde(default)]
    pub sheet: String,
    /// 单位, empty if unknown.
    pub unit: String,
    /// 姓名, empty if unknown.
    pub name: String,
    /// 职务, empty if unknown.
    pub post: String,
    /// How the file was matched with the roster, in the language of the run; empty if it was not.
    pub matched: String,
    /// When it was handed in, Chinese time: `2026-12-13 09:12`, or the day alone.
    pub handed_in: Option<String>,
    /// Where that time was taken from, in the language of the run.
    pub time_source: String,
    /// The last moment at which it would have been in time.
    pub deadline: Option<String>,
    /// Days late, one that has begun counted, 0 for in time; none where it cannot be judged.
    pub days_late: Option<i64>,
    /// How late, in the language of the run: `3 天`, on the day itself `15 分钟`; none where it is in time or not judged.
    #[serde(default)]
    pub late: Option<String>,
    /// Path of the same person's later file, which holds in its place; this one is not counted in the figures.
    #[serde(default)]
    pub replaced_by: Option<String>,
}
