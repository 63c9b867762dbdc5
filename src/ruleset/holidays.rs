//! Public holidays: which days are worked, by the file `calendar/holidays.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::Lang;
use super::rules::RulesError;
use super::system::system_words;

/// The file, relative to the rules folder.
pub(super) const HOLIDAYS: &str = "calendar/holidays.toml";

/// The days off and the weekend days worked, year by year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays(BTreeMap<i16, Year>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Year {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    year: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    year: i16,
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    worked: Vec<String>,
}

impl Holidays {
    /// Reads the text of such a file.
    ///
    /// # Errors
    /// What is wrong with it, in Chinese; the TOML reader's words carry line and column.
    pub fn parse(text: &str) -> Result<Holidays, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut years = BTreeMap::new();
        for entry in &file.year {
            let number = entry.year;
            if !(1949..=2200).contains(&number) {
                return Err(format!("year = {number} 不是可用的年份"));
            }
            let year = entry.read()?;
            if years.insert(number, year).is_some() {
                return Err(format!("{number} 年写了两次"));
            }
        }
        Ok(Holidays(years))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A file that cannot be read, or is wrong.
    pub fn open(path: &Path) -> Result<Holidays, RulesError> {
        let text = std::fs::read_to_string(path).map_err(|error| RulesError::Unreadable {
            path: path.into(),
            reason: system_words(&error, Lang::Zh),
        })?;
        Holidays::parse(&text).map_err(|reason| RulesError::Wrong {
            path: path.into(),
            reason,
        })
    }

    /// Whether the arrangements of a year are known; if not, its weekdays are worked and its weekends are not.
    pub fn knows(&self, year: i16) -> bool {
        self.0.contains_key(&year)
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        let weekend = is_weekend(day);
        match self.0.get(&day.year()) {
            Some(year) if weekend => year.worked.contains(&day),
            Some(year) => !year.off.contains(&day),
            None => !weekend,
        }
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

impl Entry {
    fn read(&self) -> Result<Year, String> {
        let mut year = Year::default();
        for text in &self.off {
            let (first, last) = self.days(text)?;
            year.off.extend(
                first
                    .series(jiff::Span::new().days(1))
                    .take_while(|day| *day <= last),
            );
        }
        for text in &self.worked {
            let (first, last) = self.days(text)?;
            if first != last || !is_weekend(first) {
                return Err(format!(
                    "{} 年 worked 里的“{text}”不是一个周六或周日：这里只写调休上班的周末",
                    self.year
                ));
            }
            if year.off.contains(&first) {
                return Err(format!("{} 年 {text} 既放假又上班", self.year));
            }
            year.worked.insert(first);
        }
        Ok(year)
    }

    /// `10-01` or `10-01..10-07`.
    fn days(&self, text: &str) -> Result<(Date, Date), String> {
        let day = |text: &str| {
            let (month, day) = text.trim().split_once('-')?;
            Date::new(self.year, month.parse().ok()?, day.parse().ok()?).ok()
        };
        let days = match text.split_once("..") {
            Some((first, last)) => day(first).zip(day(last)),
            None => day(text).map(|day| (day, day)),
        };
        days.filter(|(first, last)| first <= last).ok_or_else(|| {
            format!(
                "{} 年的“{text}”不是日期，应写成 \"10-01\" 或 \"10-01..10-07\"",
                self.year
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ruleset::Rules;

    #[test]
    fn the_days_of_the_notices() {
        let holidays = Rules::built_in().holidays();
        let worked = [
            // 调休的周末、假期前后的平日
            (2026, 9, 20, true),
            (2026, 9, 30, true),
            (2026, 10, 1, false),
            (2026, 10, 7, false),
            (2026, 10, 8, true),
            (2026, 10, 10, true),
            (2026, 10, 11, false),
            (2026, 1, 2, false),
            (2026, 1, 4, true),
            (2020, 1, 31, false),
            (2020, 2, 1, false),
            (2022, 12, 31, false),
            (2024, 2, 9, true),
            // 没有数据的年份
            (2031, 10, 1, true),
            (2031, 10, 4, false),
        ];
        for (year, month, day, is_worked) in worked {
            let day = date(year, month, day);
            assert_eq!(holidays.is_worked(day), is_worked, "{day}");
        }
        assert!((2019..=2026).all(|year| holidays.knows(year)));
        assert!(!holidays.knows(2031));
    }

    /// Who works on a weekend day has been given another day off for it.
    #[test]
    fn worked_weekends_are_made_up_for() {
        for (number, year) in &Rules::built_in().holidays().0 {
            let lent = year.off.iter().filter(|day| !is_weekend(**day)).count();
            let statutory = lent - year.worked.len();
            // 11 days of statutory holidays, 13 from 2025 on, of which one on a weekend may be moved into the year
            // before or after; the epidemic of 2020 gave two more.
            let expected = if *number < 2025 { 10..=13 } else { 12..=14 };
            assert!(expected.contains(&statutory), "{number}: {statutory}");
        }
    }

    #[test]
    fn a_rules_folder_replaces_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let calendar = folder.path().join("calendar");
        std::fs::create_dir(&calendar).unwrap();
        let file = calendar.join("holidays.toml");
        std::fs::write(&file, "[[year]]\nyear = 2027\noff = [\"10-01..10-07\"]").unwrap();
        let rules = Rules::with_dir(folder.path()).unwrap();
        assert!(rules.holidays().knows(2027) && !rules.holidays().knows(2026));
        assert!(!rules.holidays().is_worked(date(2027, 10, 7)));
        assert_eq!(Holidays::open(&file).unwrap(), rules.holidays());
        std::fs::write(&file, "[[year]]\nyear = 2027\noff = [\"10-32\"]").unwrap();
        let error = Rules::with_dir(folder.path()).err().unwrap().to_string();
        assert!(
            error.contains("holidays.toml") && error.contains("10-32"),
            "{error}"
        );
        std::fs::rename(&file, calendar.join("假日.toml")).unwrap();
        let error = Rules::with_dir(folder.path()).err().unwrap().to_string();
        assert!(error.contains("只认 holidays.toml"), "{error}");
    }

    #[test]
    fn wrong_files_are_refused() {
        let cases = [
            ("[[year]]\nyear = 2027\noff = [\"2-30\"]", "2-30"),
            (
                "[[year]]\nyear = 2027\noff = [\"10-07..10-01\"]",
                "10-07..10-01",
            ),
            ("[[year]]\nyear = 2027\noff = [\"国庆\"]", "国庆"),
            ("[[year]]\nyear = 2027\nworked = [\"10-08\"]", "调休"),
            (
                "[[year]]\nyear = 2027\noff = [\"10-09\"]\nworked = [\"10-09\"]",
                "既放假又上班",
            ),
            ("[[year]]\nyear = 27", "27"),
            ("[[year]]\nyear = 2027\n[[year]]\nyear = 2027", "两次"),
            ("[[year]]\nyear = 2027\nholidays = []", "holidays"),
            ("[[years]]\nyear = 2027", "years"),
        ];
        for (text, part) in cases {
            let error = Holidays::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
        let missing = Holidays::open(Path::new("没有/holidays.toml")).unwrap_err();
        assert!(missing.to_string().contains("holidays.toml"), "{missing}");
    }
}
