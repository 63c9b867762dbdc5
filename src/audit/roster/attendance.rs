//! Who handed in, who did not, and which files are nobody's.

use std::cmp::Ordering;
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
    /// When it was handed in or last changed, Chinese time, if that is known.
    pub time: Option<DateTime>,
    /// Whose it is.
    pub matched: Match,
    /// Whether it is a duty report, as far as that is known: other files of a person stand for nothing.
    pub is_report: bool,
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
    /// Whether the names tell so (终稿, 修改2); else the times do.
    pub by_name: bool,
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
    /// Compares a roster of `people` with files; those that are no duty reports are nowhere in the result.
    pub fn of(people: usize, handed: &[Handed<'_>]) -> Attendance {
        let mut attendance = Attendance::default();
        let mut by_person: BTreeMap<usize, Vec<(&Handed<'_>, Found)>> = BTreeMap::new();
        for file in handed.iter().filter(|file| file.is_report) {
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
                let latest = latest(files);
                counts = latest.map_or(first, |(file, _)| file);
                attendance.duplicates.push(Duplicate {
                    person,
                    files: files.iter().map(|(file, _)| file.file).collect(),
                    latest: latest.map(|(file, _)| file.0.file),
                    by_name: latest.is_some_and(|(_, by_name)| by_name),
                });
            }
            attendance.files.push(Some((counts.0.file, counts.1)));
        }
        attendance
    }
}

type File<'a, 'b> = (&'a Handed<'b>, Found);

/// The file that is later than all others, and whether its name says so.
fn latest<'f, 'a, 'b>(files: &'f [File<'a, 'b>]) -> Option<(&'f File<'a, 'b>, bool)> {
    let mut ranked: Vec<(Version, &File<'a, 'b>)> = files
        .iter()
        .map(|file| (version(file.0.path), file))
        .collect();
    ranked.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let best = ranked.first()?.0;
    let mut equal = ranked.iter().filter(|(version, _)| *version == best);
    let (_, first) = equal.next()?;
    let rest: Vec<_> = equal.collect();
    if rest.is_empty() {
        return Some((first, true));
    }
    // The names tell nothing of these: the time does, if all have one and one is later.
    let mut last = *first;
    let mut tied = false;
    for (_, file) in rest {
        match file.0.time?.cmp(&last.0.time?) {
            Ordering::Greater => (last, tied) = (*file, false),
            Ordering::Equal => tied = true,
            Ordering::Less => {}
        }
    }
    (!tied).then_some((last, false))
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
            is_report: true,
        }
    }

    #[test]
    fn a_file_that_is_no_report_stands_for_nobodys() {
        let mut table = handed(1, "张三测评汇总表.docx", 9, 0);
        table.is_report = false;
        let alone = Attendance::of(1, std::slice::from_ref(&table));
        assert_eq!((alone.missing, alone.unmatched), (vec![0], vec![]));
        let both = Attendance::of(1, &[handed(0, "张三.docx", 1, 0), table]);
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
        let attendance = Attendance::of(3, &files);
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
        let attendance = Attendance::of(1, &[sure, handed(1, "东岭村张三.docx", 2, 0)]);
        assert_eq!(attendance.duplicates, []);
        assert_eq!(attendance.ambiguous, [(1, vec![0])]);
        assert_eq!(attendance.files[0].map(|(file, _)| file), Some(0));
    }

    #[test]
    fn the_last_of_several_versions() {
        let cases = [
            (["张三.docx", "张三终稿.docx"], [9, 1], Some((1, true))),
            (["张三初稿.docx", "张三.docx"], [9, 1], Some((1, true))),
            (["张三修改2.docx", "张三修改.docx"], [1, 9], Some((0, true))),
            (
                ["张三最终版2.docx", "张三最终版3.docx"],
                [0, 0],
                Some((1, true)),
            ),
            (["甲/张三.docx", "乙/张三.docx"], [1, 9], Some((1, false))),
            (["甲/张三.docx", "乙/张三.docx"], [1, 1], None),
            (["甲/张三.docx", "乙/张三.docx"], [0, 1], None),
            (["张三2026.docx", "张三2025.docx"], [1, 2], Some((1, false))),
            (["张三.docx", "张三(1).docx"], [1, 1], Some((1, true))),
        ];
        for (paths, days, expected) in cases {
            let files = [
                handed(0, paths[0], days[0], 0),
                handed(1, paths[1], days[1], 0),
            ];
            let attendance = Attendance::of(1, &files);
            let duplicate = &attendance.duplicates[0];
            assert_eq!(duplicate.files, [0, 1]);
            assert_eq!(
                duplicate.latest.map(|file| (file, duplicate.by_name)),
                expected,
                "{paths:?}"
            );
        }
    }
}
