//! The last day for handing in.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

use super::handed_in::{HandedIn, Timing};
use crate::audit::typed::{Typed, days_between};
use crate::profile::{Profile, Submit};
use crate::ruleset::{Bilingual, Holidays, Strength};

/// Days that a scheme's fixed day may lie from the meeting before somebody should look at it again.
const FAR: i64 = 200;

/// What the last day follows from.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The scheme.
    pub profile: &'a Profile,
    /// `--meeting`.
    pub meeting: Option<Typed>,
    /// `--deadline`, which overrules the scheme.
    pub deadline: Option<Typed>,
    /// The report year, which fixes the year of the scheme's own day; without one, the meeting does.
    pub year: Option<i32>,
    /// `--working-days`: count working days even where the scheme does not ask for it.
    pub working_days: bool,
    /// Which days are worked.
    pub holidays: &'a Holidays,
    /// Today, for notes on a meeting in the past.
    pub today: Date,
}

/// The last moment for handing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    last: Date,
    time: Option<Time>,
    strength: Strength,
    demand: Bilingual,
    notes: Vec<Bilingual>,
}

/// Why there is no last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDue {
    /// The scheme says nothing of it, and no deadline was given.
    NotAsked,
    /// It counts from the meeting, whose day was not given: the demand in words.
    NoMeeting(Bilingual),
    /// It is a day of a year that is not known: the demand in words.
    NoYear(Bilingual),
    /// The days before the meeting lead out of the calendar.
    OutOfCalendar,
}

impl NoDue {
    /// In words, with what to do.
    pub fn message(&self) -> Bilingual {
        match self {
            NoDue::NotAsked => Bilingual {
                zh: "方案没有规定上报时间，也没有给出 --deadline，不判断是否迟交".into(),
                en: "the scheme sets no time for handing in and no --deadline was given, so lateness is not judged".into(),
            },
            NoDue::NoMeeting(demand) => Bilingual {
                zh: format!(
                    "{}，但没有给出会议日期 --meeting，不判断是否迟交；也可以用 --deadline 直接给出截止时间",
                    demand.zh
                ),
                en: format!(
                    "{}, but no --meeting was given, so lateness is not judged; --deadline sets the time itself",
                    demand.en
                ),
            },
            NoDue::NoYear(demand) => Bilingual {
                zh: format!(
                    "{}，但不知道是哪一年，不判断是否迟交；请给出 --year、--meeting 或 --deadline",
                    demand.zh
                ),
                en: format!(
                    "{}, but the year is unknown, so lateness is not judged; give --year, --meeting or --deadline",
                    demand.en
                ),
            },
            NoDue::OutOfCalendar => Bilingual {
                zh: "按方案提前的天数推算，截止日不在日历之内，请核对会议日期和方案的 days-before".into(),
                en: "the days before the meeting lead out of the calendar; check --meeting and days-before".into(),
            },
        }
    }
}

impl Due {
    /// Finds the last day: `--deadline`; else the scheme's days before the meeting or its fixed day, whichever is first;
    /// else, where the scheme only says 会前, the day of the meeting.
    ///
    /// # Errors
    /// Why there is none.
    pub fn new(terms: &Terms<'_>) -> Result<Due, NoDue> {
        let mut notes = Vec::new();
        notes.extend(terms.meeting.and_then(Typed::note));
        notes.extend(terms.deadline.and_then(Typed::note));
        if let Some(meeting) = terms.meeting {
            notes.extend(past(meeting.date, terms.today));
        }
        if let Some(given) = terms.deadline {
            notes.extend(after_meeting(given.date, terms.meeting));
            return Ok(Due::given(given, notes));
        }
        let submit = terms.profile.submit.as_ref().ok_or(NoDue::NotAsked)?;
        let demand = submit.describe(terms.profile.source.strength);
        let by_meeting = match (submit.days_before, terms.meeting) {
            (Some(days), Some(meeting)) => {
                Some(before(terms, submit, meeting.date, days, &mut notes)?)
            }
            _ => None,
        };
        let fixed = fixed_day(terms, submit, &mut notes);
        let last = match (by_meeting, fixed) {
            (Some(day), Some(other)) => day.min(other),
            (Some(day), None) | (None, Some(day)) => day,
            (None, None) => match terms.meeting {
                Some(meeting) if submit.fixed_day().is_none() => {
                    notes.push(Bilingual {
                        zh: "方案只说会前上报，没有写明哪一天，以会议当天为限".into(),
                        en: "the scheme only says before the meeting, so its day is taken as the last".into(),
                    });
                    meeting.date
                }
                _ if submit.fixed_day().is_some() && submit.days_before.is_none() => {
                    return Err(NoDue::NoYear(asked(terms.profile, submit)));
                }
                _ => return Err(NoDue::NoMeeting(asked(terms.profile, submit))),
            },
        };
        if by_meeting.is_none() && submit.days_before.is_some() {
            notes.push(Bilingual {
                zh: "没有给出会议日期 --meeting，只按方案写明的日期判断".into(),
                en: "no --meeting was given, so only the scheme's fixed day counts".into(),
            });
        }
        notes.extend(after_meeting(last, terms.meeting));
        Ok(Due {
            last,
            time: None,
            strength: terms.profile.effective(submit.strength),
            demand,
            notes,
        })
    }

    /// The reviewer's own deadline is a hard one, whatever the scheme says.
    fn given(given: Typed, notes: Vec<Bilingual>) -> Due {
        let mut due = Due {
            last: given.date,
            time: given.time,
            strength: Strength::Hard,
            demand: Bilingual::default(),
            notes,
        };
        let said = due.words(None);
        due.demand = Bilingual {
            zh: format!("审核时给定的截止时间（--deadline）：{}", said.zh),
            en: format!("the deadline given to the audit (--deadline): {}", said.en),
        };
        due
    }

    /// The last day.
    pub fn last(&self) -> Date {
        self.last
    }

    /// The hour on that day; none for its end.
    pub fn time(&self) -> Option<Time> {
        self.time
    }

    /// How strongly it is demanded; practice never counts as a demand.
    pub fn strength(&self) -> Strength {
        self.strength
    }

    /// The demand in words.
    pub fn demand(&self) -> &Bilingual {
        &self.demand
    }

    /// What should be known of how it was found, for the whole batch.
    pub fn notes(&self) -> &[Bilingual] {
        &self.notes
    }

    /// Holds a report's time against it. Within the minute is in time, and so is the day itself where no hour is set.
    pub fn judge(&self, handed: HandedIn) -> Timing {
        let (at, days) = (handed.at, days_between(self.last, handed.at.date()));
        let late = match self.time {
            Some(time) if days == 0 => (at.hour(), at.minute()) > (time.hour(), time.minute()),
            _ => days > 0,
        };
        Timing {
            handed,
            late,
            days,
            minutes: self.minutes_until(at),
        }
    }

    /// Minutes from the last moment to another one.
    pub(super) fn minutes_until(&self, at: DateTime) -> i64 {
        let days = days_between(self.last, at.date());
        let minute = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        let last = self.time.map_or(24 * 60, minute);
        days * 24 * 60 + minute(at.time()) - last
    }

    /// `2026 年 12 月 10 日 24 时`, without the year where another date of it stands beside.
    pub fn words(&self, beside: Option<Date>) -> Bilingual {
        let day = day_words(self.last, beside);
        match self.time {
            None => Bilingual {
                zh: format!("{} 24 时", day.zh),
                en: format!("the end of {}", day.en),
            },
            Some(time) => Bilingual {
                zh: format!("{} {:02}:{:02}", day.zh, time.hour(), time.minute()),
                en: format!("{} {:02}:{:02}", day.en, time.hour(), time.minute()),
            },
        }
    }
}

/// `12 月 10 日` where both days are of one year, else with the year.
pub(super) fn day_words(day: Date, beside: Option<Date>) -> Bilingual {
    let (year, month, date) = (day.year(), day.month(), day.day());
    let zh = match beside {
        Some(other) if other.year() == year => format!("{month} 月 {date} 日"),
        _ => format!("{year} 年 {month} 月 {date} 日"),
    };
    Bilingual {
        zh,
        en: day.to_string(),
    }
}

/// `方案要求会前 5 天上报`; where there is no notice, only the custom itself.
fn asked(profile: &Profile, submit: &Submit) -> Bilingual {
    let demand = submit.describe(profile.source.strength);
    if profile.effective(submit.strength) == Strength::Practice {
        return demand;
    }
    let figure = demand.zh.starts_with(|first: char| first.is_ascii_digit());
    let space = if figure { " " } else { "" };
    Bilingual {
        zh: format!("方案要求{space}{}", demand.zh),
        en: format!("the scheme asks for reports {}", demand.en),
    }
}

/// So many days before the meeting.
fn before(
    terms: &Terms<'_>,
    submit: &Submit,
    meeting: Date,
    days: u32,
    notes: &mut Vec<Bilingual>,
) -> Result<Date, NoDue> {
    if !(terms.working_days || submit.working_days) {
        let span = Span::new()
            .try_days(days)
            .map_err(|_| NoDue::OutOfCalendar)?;
        return meeting.checked_sub(span).map_err(|_| NoDue::OutOfCalendar);
    }
    let mut day = meeting;
    let mut left = days;
    let mut unknown: Vec<i16> = Vec::new();
    while left > 0 {
        day = day.yesterday().map_err(|_| NoDue::OutOfCalendar)?;
        left -= u32::from(terms.holidays.is_worked(day));
        let year = day.year();
        if !terms.holidays.knows(year) && unknown.last() != Some(&year) {
            unknown.push(year);
        }
    }
    notes.push(Bilingual {
        zh: format!(
            "会前 {days} 天按工作日计算，到 {}为止",
            day_words(day, None).zh
        ),
        en: format!("{days} working days before the meeting lead to {day}"),
    });
    if !unknown.is_empty() {
        let years: Vec<String> = unknown.iter().rev().map(i16::to_string).collect();
        notes.push(Bilingual {
            zh: format!(
                "节假日表里没有 {} 年，这一年只按周一至周五算；可以在规则目录的 calendar/holidays.toml 里补上",
                years.join("、")
            ),
            en: format!(
                "the table of holidays has no {}, whose weekdays all count as worked; add it to calendar/holidays.toml",
                years.join(", ")
            ),
        });
    }
    Ok(day)
}

/// The day that the scheme names, in the year after the report year if it lies before July; in the year nearest to the
/// meeting where the report year is not known.
fn fixed_day(terms: &Terms<'_>, submit: &Submit, notes: &mut Vec<Bilingual>) -> Option<Date> {
    let (month, day) = submit.fixed_day()?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // 02-29 is the last day of February in other years.
    let of = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        Date::new(year, month, day.min(first.days_in_month())).ok()
    };
    let meeting = terms.meeting.map(|meeting| meeting.date);
    let Some(year) = terms.year.and_then(|year| i16::try_from(year).ok()) else {
        let meeting = meeting?;
        let years = meeting.year().checked_sub(1)?..=meeting.year().checked_add(1)?;
        return years
            .filter_map(of)
            .min_by_key(|day| days_between(*day, meeting).abs());
    };
    let day = of(year.checked_add(i16::from(month < 7))?)?;
    if meeting.is_some_and(|meeting| days_between(day, meeting).abs() > FAR) {
        let words = day_words(day, None);
        notes.push(Bilingual {
            zh: format!(
                "方案写明的日期按 {year} 年度算是 {}，离会议很远，请核对 --year 和 --meeting",
                words.zh
            ),
            en: format!(
                "for the report year {year} the scheme's day is {}, far from the meeting: check --year and --meeting",
                words.en
            ),
        });
    }
    Some(day)
}

fn past(meeting: Date, today: Date) -> Option<Bilingual> {
    let words = day_words(meeting, None);
    (meeting < today).then(|| Bilingual {
        zh: format!("会议日期 {} 已经过去，仍按它推算", words.zh),
        en: format!(
            "the meeting of {} is past; it counts all the same",
            words.en
        ),
    })
}

fn after_meeting(last: Date, meeting: Option<Typed>) -> Option<Bilingual> {
    let meeting = meeting?.date;
    (last > meeting).then(|| Bilingual {
        zh: format!(
            "截止日 {} 在会议（{}）之后，请核对",
            day_words(last, None).zh,
            day_words(meeting, None).zh
        ),
        en: format!("the last day, {last}, is after the meeting of {meeting}: check them"),
    })
}
