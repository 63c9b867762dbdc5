//! What is told of the roster: who is missing, who handed in what, and how its grades keep the quotas.

use std::collections::{BTreeSet, HashMap};

use super::{Entry, Register};
use crate::audit::Source;
use crate::audit::roster::{Attendance, Match, Person, quotas};
use crate::cli::audit::judges::Judges;
use crate::output::batch::{PersonEntry, QuotaEntry, RosterReport};
use crate::output::report::Related;
use crate::ruleset::Lang;

impl Register<'_> {
    /// The files that are no duty reports, and whose names they bear; `entries` are those of the first ones of `sources`.
    pub(in crate::cli::audit) fn others(
        &self,
        sources: &[Source],
        entries: &[Entry],
    ) -> Vec<(String, String)> {
        let others = sources.iter().zip(entries);
        let others = others.filter(|(_, entry)| !entry.nature.is_report);
        let whose = |entry: &Entry| match &entry.matched {
            Match::Person(found) => self.names(std::slice::from_ref(&found.person)),
            Match::Ambiguous(people) => self.names(people),
            _ => String::new(),
        };
        others
            .map(|(source, entry)| (source.name(), whose(entry)))
            .collect()
    }

    /// People of the roster, by their places.
    fn names(&self, places: &[usize]) -> String {
        let people = self.people();
        let people = places.iter().filter_map(|place| people.get(*place));
        let names: Vec<String> = people.map(Person::shown).collect();
        names.join(if self.lang == Lang::Zh { "、" } else { ", " })
    }

    /// What is to be told of the roster, given whose the files are.
    pub(in crate::cli::audit) fn report(
        &self,
        sources: &[Source],
        attendance: &Attendance,
        (judges, entries): (&Judges, &[Entry]),
    ) -> Option<RosterReport> {
        let listed = self.listed?;
        let people = &listed.roster.people;
        let path = |file: &usize| sources[*file].name();
        let mut report = RosterReport {
            path: listed.shown.clone(),
            people: people.iter().map(person_entry).collect(),
            unmatched: attendance.unmatched.iter().map(path).collect(),
            ..RosterReport::default()
        };
        for (place, counts) in attendance.files.iter().enumerate() {
            if let Some((file, _)) = counts {
                report.people[place].files.push(path(file));
            }
        }
        for duplicate in &attendance.duplicates {
            let files = &mut report.people[duplicate.person].files;
            for file in duplicate.files.iter().map(path) {
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        for duplicate in attendance.duplicates.iter() {
            let files = &report.people[duplicate.person].files;
            let Some(first) = files.first().filter(|_| duplicate.latest.is_none()) else {
                continue;
            };
            let (who, count) = (people[duplicate.person].shown(), files.len());
            report.notes.push(match self.lang {
                Lang::Zh => format!("{who}交了 {count} 份，分不出先后，暂以“{first}”为准，请核对"),
                Lang::En => format!("{who} handed in {count} and nothing tells which is the last; “{first}” is taken for it, please check"),
            });
        }
        let perhaps = self.perhaps(sources, attendance, entries);
        // A run that was broken off has not seen all files: nobody is known to be missing.
        let all = entries.len() == sources.len();
        for place in attendance.missing.iter().filter(|_| all) {
            let person = &people[*place];
            let desk = judges.place(person.profile.as_deref(), &person.post);
            let missing = self.desks[desk].missing(&person.shown(), self.now);
            report.people[*place].missing = missing.map(|mut missing| {
                let files = perhaps.get(place).map_or(&[][..], Vec::as_slice);
                missing.related.extend(files.iter().cloned());
                missing
            });
        }
        let comma = if self.lang == Lang::Zh { "、" } else { ", " };
        for (file, people_of) in &attendance.ambiguous {
            report.ambiguous.push((path(file), self.names(people_of)));
        }
        if !listed.roster.ignored.is_empty() {
            let ignored = listed.roster.ignored.join(comma);
            report.notes.push(match self.lang {
                Lang::Zh => format!("没有用到的列：{ignored}"),
                Lang::En => format!("columns that were not used: {ignored}"),
            });
        }
        let notes = listed.roster.notes.iter();
        report
            .notes
            .extend(notes.map(|note| note.message(self.lang)));
        report.notes.extend(self.unknown_posts(people, judges));
        self.count_grades(people, judges, &mut report);
        Some(report)
    }

    /// By place on the roster: files that may be this person's and count for nobody.
    fn perhaps(
        &self,
        sources: &[Source],
        attendance: &Attendance,
        entries: &[Entry],
    ) -> HashMap<usize, Vec<Related>> {
        let mut perhaps: HashMap<usize, Vec<Related>> = HashMap::new();
        let mut put = |place: usize, file: usize, zh: &str, en: &str| {
            let name = sources.get(file).map(Source::name).unwrap_or_default();
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let message = match self.lang {
                Lang::Zh => format!("“{name}”{zh}"),
                Lang::En => format!("“{name}” {en}"),
            };
            let files = perhaps.entry(place).or_default();
            files.push(Related {
                message,
                range: None,
            });
        };
        for (file, places) in &attendance.ambiguous {
            for place in places {
                put(*place, *file, "可能是，请核对", "may be it, please check");
            }
        }
        for (file, entry) in entries.iter().enumerate() {
            if let (false, Some(found)) = (entry.nature.is_report, entry.matched.person()) {
                put(found.person, file, "不是述职报告", "is no duty report");
            }
        }
        perhaps
    }

    /// Tells of kinds of posts for which the scheme of the command line names none.
    fn unknown_posts(&self, people: &[Person], judges: &Judges) -> Option<String> {
        let unknown = people.iter().filter(|person| judges.is_unknown(person));
        let kinds: BTreeSet<&str> = unknown.clone().map(|person| person.post.as_str()).collect();
        let count = unknown.count();
        if count == 0 {
            return None;
        }
        let title = judges.first().profile_ref().title;
        let kinds: Vec<&str> = kinds.into_iter().collect();
        Some(match self.lang {
            Lang::Zh => format!(
                "类别“{}”不在方案的 [posts] 里，这 {count} 人按“{title}”检查，请核对",
                kinds.join("”“")
            ),
            Lang::En => format!(
                "the scheme's [posts] do not know {}: {count} of the roster are judged by {title}, please check",
                kinds.join(", ")
            ),
        })
    }

    /// Holds the grades against the quotas, those of each scheme over the people who are under it.
    fn count_grades(&self, people: &[Person], judges: &Judges, report: &mut RosterReport) {
        let by_desk = self.by_desk(people, judges);
        let several = by_desk.iter().filter(|group| !group.is_empty()).count() > 1;
        for (desk, group) in by_desk.iter().enumerate() {
            let Some(found) = quotas(group, self.desks[desk].profile) else {
                continue;
            };
            let title = judges.all()[desk].profile_ref().title;
            let of_scheme = |text: String| match (several, self.lang) {
                (false, _) => text,
                (true, Lang::Zh) => format!("“{title}”：{text}"),
                (true, Lang::En) => format!("{title}: {text}"),
            };
            let remarks = found.remarks(self.lang).into_iter();
            report.notes.extend(remarks.map(of_scheme));
            let results = found.results.iter();
            report.quotas.extend(results.map(|result| QuotaEntry {
                text: of_scheme(result.message(self.lang)),
                kept: result.kept != Some(false),
            }));
        }
    }
}

fn person_entry(person: &Person) -> PersonEntry {
    PersonEntry {
        line: person.line,
        sheet: person.sheet.clone(),
        unit: person.unit.clone(),
        name: person.name.clone(),
        post: person.title.clone(),
        kind: person.post.clone(),
        grade: person.grade.clone(),
        files: Vec::new(),
        missing: None,
    }
}
