//! How an example was handed in, for checks of deadlines.

use serde::{Deserialize, Serialize};

/// What an audit knows of a report's delivery; dates as people type them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct HandIn {
    /// The day of the meeting.
    pub meeting: Option<String>,
    /// The reviewer's own deadline.
    pub deadline: Option<String>,
    /// Whether working days are counted.
    pub working_days: bool,
    /// When it came; none for a person of the roster without a report.
    pub at: Option<String>,
    /// Who says so; the roster unless said.
    pub by: HandInBy,
    /// The day of the audit, where it matters.
    pub today: Option<String>,
}

/// Who says when a report came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandInBy {
    /// The roster.
    #[default]
    Roster,
    /// The document's own properties.
    Document,
    /// The file system.
    File,
}

impl HandIn {
    /// In words, for `shuzhi explain`.
    pub fn describe(&self) -> String {
        let mut said = Vec::new();
        if let Some(meeting) = &self.meeting {
            said.push(format!("会议 {meeting}"));
        }
        if let Some(deadline) = &self.deadline {
            said.push(format!("--deadline {deadline}"));
        }
        if self.working_days {
            said.push("按工作日计算".to_owned());
        }
        let by = match self.by {
            HandInBy::Roster => "名单上的提交时间",
            HandInBy::Document => "文件内记的最后保存时间",
            HandInBy::File => "文件时间",
        };
        said.push(match &self.at {
            Some(at) => format!("{by} {at}"),
            None => "名单上有这个人，没有收到报告".to_owned(),
        });
        if let Some(today) = &self.today {
            said.push(format!("审核时间 {today}"));
        }
        said.join("，")
    }
}
