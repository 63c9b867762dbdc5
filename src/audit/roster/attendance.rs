//! Who handed in, who did not, and which files are nobody's.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::matching::{By, Found, Match};
use crate::audit::file_names::stage;

/// A file that was handed in.
#[derive(Debug, Clone)]
pub struct Handed<'a> {
    /// The caller's number of the file.
    pub file: usize,
    /// Its path as people see it.
    pub path: &'a str,
    /// When it was last changed, Chinese time, if that is known. The roster's time is the person's and the same for all.
    pub time: Option<DateTime>,
    /// Whose it is.
    pub matched: Match,
    /// What it is.
    pub nature: Nature,
}

/// What a file is, as far as its own words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nature {
    /// Whether it is a duty report, as far as that is known: other files of a person stand for nothing.
    pub is_report: bool,
    /// Whether its name, its title or a line near it speaks of duty reports.
    pub says_so: bool,
    /// The year of its title.
    pub year: Option<i32>,
}

/// The year that most of some titles name, of equal ones the later.
pub fn common_year(years: impl Iterator<Item = i32>) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in years {
        *counts.entry(year).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(year, count)| (*count, *year));
    most.map(|(year, _)| year)
}

/// Several files of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// Place in the roster.
    pub person: usize,
    /// The files, in the order in which they were given.
    pub files: Vec<usize>,
    /// Which of them is probably the last version; `None` where nothing tells.
    pub latest: Option<usize>,
}

/// A roster compared with what was handed in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attendance {
    /// Of each person on the roster, the file that counts: the only one, or the one that is probably the last.
    pub files: Vec<Option<(usize, Found)>>,
    /// People without a file, by their places.
    pub missing: Vec<usize>,
    /// People with several files.
    pub duplicates: Vec<Duplicate>,
    /// Files of nobody on the roster.
    pub unmatched: Vec<usize>,
    /// Files that may be several people's, and whose. These people may be among the missing.
    pub ambiguous: Vec<(usize, Vec<usize>)>,
}

impl Attendance {
    /// Compares a roster of `people` with files about the year `wanted`, if that is given; those that are no duty reports
    /// are nowhere in the result.
    pub fn of(people: usize, handed: &[Handed<'_>], wanted: Option<i32>) -> Attendance {
        let mut attendance = Attendance::default();
        let titled = handed.iter().filter_map(|file| file.nature.year);
        let common = wanted.or_else(|| common_year(titled));
        let mut by_person: BTreeMap<usize, Vec<(&Handed<'_>, Found)>> = BTreeMap::new();
        for file in handed.iter().filter(|file| file.nature.is_report) {
            match &file.matched {
                Match::Person(found) if found.person < people => {
                    by_person
                        .entry(found.person)
                        .or_default()
                        .push((file, *found));
                }
                Match::Ambiguous(who) => attendance.ambiguous.push((file.file, who.clone())),
                _ => attendance.unmatched.push(file.file),
            }
        }
        for (person, files) in &mut by_person {
            // Who is known by name and unit in one file is not surely meant by the bare name in another.
            let sure = |found: &Found| matches!(found.by, By::File | By::NameAndUnit);
            if files.iter().any(|(_, found)| sure(found)) {
                files.retain(|(file, found)| {
                    let doubtful = found.by == By::Name;
                    if doubtful {
                        attendance.ambiguous.push((file.file, vec![*person]));
                    }
                    !doubtful
                });
            }
        }
        attendance.ambiguous.sort_unstable();
        for person in 0..people {
            let files = by_person
                .get(&person)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let Some(first) = files.first() else {
                attendance.missing.push(person);
                attendance.files.push(None);
                continue;
            };
            let mut counts = first;
            if files.len() > 1 {
                // A title without a year is as good as one of the year that the others have.
                let year = |file: &Handed<'_>| {
                    let year = file.nature.year.or(common);
                    (wanted.is_none() || year == wanted, year)
                };
                let (best, latest) = latest(files, year);
                counts = best.unwrap_or(first);
                attendance.duplicates.push(Duplicate {
                    person,
                    files: files.iter().map(|(file, _)| file.file).collect(),
                    latest: latest.then_some(counts.0.file),
                });
            }
            attendance.files.push(Some((counts.0.file, counts.1)));
        }
        attendance
    }
}

type File<'a, 'b> = (&'a Handed<'b>, Found);

/// The file that counts, and whether anything tells that it does: first the year of its title, then whether it says to
/// be a duty report, then the version that its name tells, then its time.
fn latest<'f, 'a, 'b, Y: Ord + Copy>(
    files: &'f [File<'a, 'b>],
    year: impl Fn(&Handed<'_>) -> Y,
) -> (Option<&'f File<'a, 'b>>, bool) {
    let rank = |file: &File<'_, '_>| (year(file.0), file.0.nature.says_so, version(file.0.path));
    let mut ranked: Vec<_> = files.iter().map(|file| (rank(file), file)).collect();
    ranked.sort_by_key(|(rank, _)| Reverse(*rank));
    let best = ranked.first().map(|(rank, _)| *rank);
    let mut equal = ranked.iter().filter(|(rank, _)| Some(*rank) == best);
    let first = equal.next().map(|(_, file)| *file);
    let rest: Vec<_> = equal.collect();
    // The names tell nothing of these: the time does, if all have one and one is later.
    let mut last = first;
    let mut tied = false;
    for (_, file) in rest {
        let (Some(time), Some(known)) = (file.0.time, last.and_then(|last| last.0.time)) else {
            return (first, false);
        };
        match time.cmp(&known) {
            Ordering::Greater => (last, tied) = (Some(*file), false),
            Ordering::Equal => tied = true,
            Ordering::Less => {}
        }
    }
    (if tied { first } else { last }, !tied)
}

/// What a file's name says of its version: how final, and its number.
type Version = (i8, u32);

fn version(path: &str) -> Version {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase();
    let rank = stage(&stem);
    // A year or a day is no number of a version.
    let digits = |text: &str| -> Option<u32> {
        let from = text.rfind(|character: char| !character.is_ascii_digit());
        let from = from.map_or(0, |at| {
            at + text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
        text.get(from..)
            .filter(|digits| matches!(digits.len(), 1 | 2))?
            .parse()
            .ok()
    };
    let end = stem.trim_end_matches([')', '）', ']', '】', '版', '稿', ' ', '次']);
    (rank, digits(end).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::roster::By;
    use jiff::civil::date;

    fn handed<'a>(file: usize, path: &'a str, day: i8, person: usize) -> Handed<'a> {
        Handed {
            file,
            path,
            time: (day > 0).then(|| date(2026, 12, day).at(9, 0, 0, 0)),
            matched: Match::Person(Found {
                person,
                by: By::Name,
                confidence: 0.9,
            }),
            nature: REPORT,
        }
    }

    const REPORT: Nature = Nature {
        is_report: true,
        says_so: true,
        year: None,
    };

    #[test]
    fn a_file_that_is_no_report_stands_for_nobodys() {
        let mut table = handed(1, "张三测评汇总表.docx", 9, 0);
        table.nature.is_report = false;
        let alone = Attendance::of(1, std::slice::from_ref(&table), None);
        assert_eq!((alone.missing, alone.unmatched), (vec![0], vec![]));
        let both = Attendance::of(1, &[handed(0, "张三.docx", 1, 0), table], None);
        assert_eq!(both.duplicates, []);
        assert_eq!(both.files[0].map(|(file, _)| file), Some(0));
    }

    #[test]
    fn who_is_missing_and_what_is_nobodys() {
        let mut files = vec![handed(0, "张三.docx", 1, 0)];
        files.push(Handed {
            matched: Match::Nobody,
            ..handed(1, "通知.docx", 1, 0)
        });
        files.push(Handed {
            matched: Match::Ambiguous(vec![1, 2]),
            ..handed(2, "李四.docx", 1, 0)
        });
        let attendance = Attendance::of(3, &files, None);
        assert_eq!(attendance.missing, [1, 2]);
        assert_eq!(attendance.unmatched, [1]);
        assert_eq!(attendance.ambiguous, [(2, vec![1, 2])]);
        assert_eq!(attendance.duplicates, []);
        assert_eq!(attendance.files[0].map(|(file, _)| file), Some(0));
    }

    #[test]
    fn a_bare_name_beside_name_and_unit_is_doubtful() {
        let mut sure = handed(0, "柳河村张三.docx", 1, 0);
        sure.matched = Match::Person(Found {
            person: 0,
            by: By::NameAndUnit,
            confidence: 0.95,
        });
        let attendance = Attendance::of(1, &[sure, handed(1, "东岭村张三.docx", 2, 0)], None);
        assert_eq!(attendance.duplicates, []);
        assert_eq!(attendance.ambiguous, [(1, vec![0])]);
        assert_eq!(attendance.files[0].map(|(file, _)| file), Some(0));
    }

    #[test]
    fn the_last_of_several_versions() {
        let cases = [
            (["张三.docx", "张三终稿.docx"], [9, 1], Some(1)),
            (["张三初稿.docx", "张三.docx"], [9, 1], Some(1)),
            (["张三修改2.docx", "张三修改.docx"], [1, 9], Some(0)),
            (["张三最终版2.docx", "张三最终版3.docx"], [0, 0], Some(1)),
            (["甲/张三.docx", "乙/张三.docx"], [1, 9], Some(1)),
            (["甲/张三.docx", "乙/张三.docx"], [1, 1], None),
            (["甲/张三.docx", "乙/张三.docx"], [0, 1], None),
            (["张三2026.docx", "张三2025.docx"], [1, 2], Some(1)),
            (["张三.docx", "张三(1).docx"], [1, 1], Some(1)),
        ];
        for (paths, days, expected) in cases {
            let files = [
                handed(0, paths[0], days[0], 0),
                handed(1, paths[1], days[1], 0),
            ];
            let attendance = Attendance::of(1, &files, None);
            let duplicate = &attendance.duplicates[0];
            assert_eq!(duplicate.files, [0, 1]);
            assert_eq!(duplicate.latest, expected, "{paths:?}");
        }
    }

    #[test]
    fn the_year_of_the_title_goes_before_versions_and_times() {
        let cases = [
            // Last year's final version, changed later.
            ([Some(2025), Some(2026)], None, 1),
            ([Some(2025), Some(2026)], Some(2026), 1),
            ([Some(2025), Some(2026)], Some(2025), 0),
            // A title without a year is of the year that is asked for.
            ([Some(2025), None], Some(2026), 1),
            ([None, Some(2026)], Some(2026), 0),
        ];
        for (years, wanted, counts) in cases {
            let mut files = [
                handed(0, "旧/张三终稿.docx", 9, 0),
                handed(1, "新/张三.docx", 1, 0),
            ];
            for (file, year) in files.iter_mut().zip(years) {
                file.nature.year = year;
            }
            let attendance = Attendance::of(1, &files, wanted);
            assert_eq!(
                attendance.files[0].map(|(file, _)| file),
                Some(counts),
                "{years:?}"
            );
            assert_eq!(attendance.duplicates[0].latest, Some(counts));
        }
    }

    #[test]
    fn what_does_not_say_to_be_a_report_takes_no_reports_place() {
        let mut files = [
            handed(0, "张三述职报告初稿.docx", 1, 0),
            handed(1, "张三说明.docx", 9, 0),
        ];
        files[1].nature.says_so = false;
        let attendance = Attendance::of(1, &files, None);
        assert_eq!(attendance.duplicates[0].latest, Some(0));
    }
}
