//! When a report came, and who says so.

use jiff::civil::{DateTime, Time};

use super::due::day_words;
use crate::document::{Modified, ModifiedBy};
use crate::ruleset::{Bilingual, Lang};

/// When a report was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedIn {
    /// Chinese time; midnight sharp stands for a day whose hour nobody noted.
    pub at: DateTime,
    /// Who says so.
    pub by: HandedInBy,
}

/// Who says when a report was handed in, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandedInBy {
    /// The roster: a person wrote down when it came.
    Roster,
    /// The document itself says when it was last saved.
    Document,
    /// The file system or the archive: copying and opening may change it.
    File,
}

impl HandedInBy {
    /// What the time is called, for a column of a table.
    pub fn title(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            HandedInBy::Roster => ("名单上的提交时间", "the roster's time"),
            HandedInBy::Document => ("文件内记的最后保存时间", "last saved, by the document"),
            HandedInBy::File => ("文件时间", "the file's time"),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

impl HandedIn {
    /// The surest time there is: the roster's, else the document's own, else the file's.
    pub fn surest(roster: Option<DateTime>, modified: Option<Modified>) -> Option<HandedIn> {
        let noted = roster.map(|at| HandedIn {
            at,
            by: HandedInBy::Roster,
        });
        noted.or_else(|| {
            modified.map(|modified| HandedIn {
                at: modified.at,
                by: match modified.by {
                    ModifiedBy::Document => HandedInBy::Document,
                    ModifiedBy::File => HandedInBy::File,
                },
            })
        })
    }

    /// `12 月 13 日 09:12`, with the year where the other date is of another one.
    pub(super) fn words(self, beside: Option<jiff::civil::Date>) -> Bilingual {
        let day = day_words(self.at.date(), beside);
        let time = self.at.time();
        if time == Time::midnight() {
            return day;
        }
        let clock = format!("{:02}:{:02}", time.hour(), time.minute());
        Bilingual::new(format!("{} {clock}", day.zh), format!("{} {clock}", day.en))
    }
}

/// A report's time held against the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// The time that was used.
    pub handed: HandedIn,
    /// Whether it was late.
    pub late: bool,
    /// Days of the calendar from the last day to it: above zero late, below zero to spare; zero on the day itself.
    pub days: i64,
    /// Minutes after the last moment, below zero before it.
    pub minutes: i64,
}

impl Timing {
    /// `按时` or `迟 3 天`, for a column of a table.
    pub fn title(&self, lang: Lang) -> String {
        match (self.late, lang) {
            (false, Lang::Zh) => "按时".to_owned(),
            (false, Lang::En) => "in time".to_owned(),
            (true, Lang::Zh) => format!("迟 {}", self.lateness().zh),
            (true, Lang::En) => format!("{} late", self.lateness().en),
        }
    }

    /// How late: `3 天`, on the day itself `2 小时 5 分`.
    pub fn lateness(&self) -> Bilingual {
        amount(self.days, self.minutes)
    }
}

/// Days, or hours and minutes where it is not a day.
pub(super) fn amount(days: i64, minutes: i64) -> Bilingual {
    if days > 0 {
        let plural = if days == 1 { "" } else { "s" };
        return Bilingual::new(format!("{days} 天"), format!("{days} day{plural}"));
    }
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match (hours, minutes) {
        (0, minutes) => Bilingual::new(format!("{minutes} 分钟"), format!("{minutes} min")),
        (hours, 0) => Bilingual::new(format!("{hours} 小时"), format!("{hours} h")),
        (hours, minutes) => Bilingual::new(
            format!("{hours} 小时 {minutes} 分钟"),
            format!("{hours} h {minutes} min"),
        ),
    }
}
