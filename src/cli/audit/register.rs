//! Who should hand in and by when: the roster, and a desk for each scheme.

use std::path::Path;

use jiff::civil::DateTime;

use super::judges::Judges;
use crate::audit::deadline::{Desk, Due, HandedIn, NoDue, Terms, now};
use crate::audit::roster::{
    Attendance, By, Clues, Handed, Match, Matcher, Nature, Person, Roster, quotas,
};
use crate::audit::similar::UnitNames;
use crate::audit::{Source, Typed, shown};
use crate::checker::Settings;
use crate::cli::Voice;
use crate::cli::args::AuditArgs;
use crate::document::Modified;
use crate::output::batch::{PersonEntry, QuotaEntry, Record, RosterReport};
use crate::output::report::Submission;
use crate::ruleset::{Holidays, Lang};

/// The dates of the command line.
pub(super) struct Dates {
    meeting: Option<Typed>,
    deadline: Option<Typed>,
    now: DateTime,
}

impl Dates {
    /// Reads them.
    ///
    /// # Errors
    /// What cannot be read, with examples of what can.
    pub(super) fn read(voice: &Voice, arguments: &AuditArgs) -> Result<Dates, String> {
        let now = now().unwrap_or_default();
        let typed = |option: &str, text: Option<&String>| {
            text.map(|text| {
                Typed::read(text, now.date())
                    .map_err(|error| format!("{option}：{}", error.message.get(voice.lang)))
            })
            .transpose()
        };
        Ok(Dates {
            meeting: typed("--meeting", arguments.meeting.as_ref())?,
            deadline: typed("--deadline", arguments.deadline.as_ref())?,
            now,
        })
    }
}

/// A roster with what tells whose a file is.
pub(super) struct Listed {
    shown: String,
    roster: Roster,
    matcher: Matcher,
}

impl Listed {
    /// Opens the roster.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn open(voice: &Voice, path: &Path, dates: &Dates) -> Result<Listed, String> {
        let near = dates.meeting.or(dates.deadline).map(|typed| typed.date);
        let roster = Roster::open_near(path, near)
            .map_err(|error| format!("{}：{}", path.display(), error.message(voice.lang)))?;
        Ok(Listed {
            shown: path.display().to_string(),
            matcher: Matcher::new(&roster),
            roster,
        })
    }

    /// The people.
    pub(super) fn people(&self) -> &[Person] {
        &self.roster.people
    }
}

/// Receives reports: tells whose they are and whether they are in time.
pub(super) struct Register<'a> {
    lang: Lang,
    listed: Option<&'a Listed>,
    now: DateTime,
    /// A desk for each of the judges.
    desks: Vec<Desk<'a>>,
    /// What units are called, on the roster or not.
    units: UnitNames,
    /// The year that the reports are to be about, where that is said.
    year: Option<i32>,
    /// Whether anything was said of time: without that nobody asks whether reports are late.
    timed: bool,
}

/// What is kept of a file for the roster.
pub(super) struct Entry {
    /// When the file itself was last changed.
    pub at: Option<DateTime>,
    pub matched: Match,
    pub nature: Nature,
}

impl<'a> Register<'a> {
    /// Opens a desk for each scheme.
    pub(super) fn new(
        settings: &'a Settings,
        judges: &'a Judges,
        listed: Option<&'a Listed>,
        (dates, working_days, holidays): (&Dates, bool, &Holidays),
    ) -> Register<'a> {
        let desk = |checker: &'a crate::checker::Checker| {
            let profile = checker.profile();
            let terms = Terms {
                profile,
                meeting: dates.meeting,
                deadline: dates.deadline,
                year: settings.year.or(profile.year),
                working_days,
                holidays,
                today: dates.now.date(),
            };
            Desk {
                profile,
                rules: checker.rules(),
                choice: &settings.choice,
                lang: settings.lang,
                due: Due::new(&terms),
            }
        };
        Register {
            lang: settings.lang,
            listed,
            now: dates.now,
            desks: judges.all().iter().map(desk).collect(),
            units: UnitNames::of(judges.first().rules()),
            year: settings.year.or(judges.first().profile().year),
            timed: listed.is_some() || dates.meeting.is_some() || dates.deadline.is_some(),
        }
    }

    /// Whose report a file is.
    pub(super) fn find(&self, clues: &Clues<'_>) -> Match {
        let Some(listed) = self.listed else {
            return Match::Nobody;
        };
        match listed.matcher.find(clues) {
            Match::Person(found) if found.by == By::Name => {
                let person = listed.roster.people.get(found.person);
                match person.is_some_and(|person| self.is_elsewhere(clues, person)) {
                    // A namesake of another unit, or somebody who moved: people must look.
                    true => Match::Ambiguous(vec![found.person]),
                    false => Match::Person(found),
                }
            }
            matched => matched,
        }
    }

    /// Whether a file's name, title or by-line names a unit, and none that could be a person's.
    fn is_elsewhere(&self, clues: &Clues<'_>, person: &Person) -> bool {
        let name = clues.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let head = clues.head.lines().take(HEAD);
        let head = head.filter(|line| line.chars().take(BY_LINE + 1).count() <= BY_LINE);
        let lines = [name, clues.title].into_iter().chain(head);
        let named: Vec<String> = lines.flat_map(|line| self.units.bodies(line)).collect();
        let own = |unit: &String| is_akin(unit, &person.unit) || is_akin(unit, &person.title);
        !named.is_empty() && !person.unit.is_empty() && !named.iter().any(own)
    }

    /// The person of a match.
    pub(super) fn person(&self, matched: &Match) -> Option<&'a Person> {
        let found = matched.person()?;
        self.listed?.roster.people.get(found.person)
    }

    /// What units are called.
    pub(super) fn units(&self) -> &UnitNames {
        &self.units
    }

    /// The year that the reports are to be about, where the command line or the scheme says it.
    pub(super) fn year(&self) -> Option<i32> {
        self.year
    }

    /// Writes into a report whose it is and when it came.
    pub(super) fn receive(
        &self,
        record: &mut Record,
        desk: usize,
        matched: &Match,
        modified: Option<Modified>,
    ) {
        let person = self.person(matched);
        let noted = person.and_then(|person| person.submitted);
        let handed = HandedIn::surest(noted, modified);
        let desk = &self.desks[desk];
        let mut submission = Submission::default();
        if let (Some(person), Some(found)) = (person, matched.person()) {
            submission = Submission {
                line: Some(person.line),
                sheet: person.sheet.clone(),
                unit: person.unit.clone(),
                name: person.name.clone(),
                post: person.title.clone(),
                matched: found.by.title(self.lang).to_owned(),
                ..Submission::default()
            };
        }
        if let Some(handed) = handed {
            submission.handed_in = Some(shown(handed.at));
            submission.time_source = handed.by.title(self.lang).to_owned();
        }
        if let Ok(due) = &desk.due {
            submission.deadline = Some(shown(match due.time() {
                Some(time) => due.last().to_datetime(time),
                None => due.last().into(),
            }));
        }
        let timing = desk.receive(handed).enter(record);
        submission.days_late = timing.map(|timing| match timing.late {
            // Hours count as the day that they began.
            true => timing.days.max(1),
            false => 0,
        });
        let worth_saying = self.timed || submission.line.is_some();
        record.report.submission = worth_saying.then_some(submission);
    }

    /// The last day of the first scheme, in words.
    pub(super) fn deadline(&self) -> Option<String> {
        let due = self.desks[0].due.as_ref().ok()?;
        let (day, demand) = (due.words(None), due.demand());
        let (day, demand) = (day.get(self.lang), demand.get(self.lang));
        Some(match self.lang {
            Lang::Zh => format!("{day}（{demand}）"),
            Lang::En => format!("{day} ({demand})"),
        })
    }

    /// What should be known of the dates; nothing where nobody asks for them.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        for desk in &self.desks {
            let asked = self.timed || !matches!(desk.due, Err(NoDue::NotAsked));
            for note in desk.notes().into_iter().filter(|_| asked) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
        notes
    }

    /// Compares the roster with the files; `entries` are those of the first ones of `sources`.
    pub(super) fn attend(&self, sources: &[Source], entries: &[Entry]) -> Option<Attendance> {
        let listed = self.listed?;
        let names: Vec<String> = sources.iter().map(Source::name).collect();
        let handed: Vec<Handed<'_>> = entries
            .iter()
            .zip(&names)
            .enumerate()
            .map(|(file, (entry, path))| Handed {
                file,
                path,
                time: entry.at,
                matched: entry.matched.clone(),
                nature: entry.nature,
            })
            .collect();
        Some(Attendance::of(
            listed.roster.people.len(),
            &handed,
            self.year,
        ))
    }

    /// The files that are no duty reports, and whose names they bear; `entries` are those of the first ones of `sources`.
    pub(super) fn others(&self, sources: &[Source], entries: &[Entry]) -> Vec<(String, String)> {
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
        let people = self.listed.map_or(&[][..], Listed::people);
        let people = places.iter().filter_map(|place| people.get(*place));
        let names: Vec<String> = people.map(Person::shown).collect();
        names.join(if self.lang == Lang::Zh { "、" } else { ", " })
    }

    /// What is to be told of the roster, given whose the files are.
    pub(super) fn report(
        &self,
        sources: &[Source],
        attendance: &Attendance,
        judges: &Judges,
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
        for place in &attendance.missing {
            let person = &people[*place];
            let desk = judges.place(person.profile.as_deref(), &person.post);
            let missing = self.desks[desk].missing(&person.shown(), self.now);
            report.people[*place].missing = missing;
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
        if let Some(found) = quotas(people, self.desks[0].profile) {
            report.notes.extend(found.remarks(self.lang));
            report.quotas = found
                .results
                .iter()
                .map(|result| QuotaEntry {
                    text: result.message(self.lang),
                    kept: result.kept != Some(false),
                })
                .collect();
        }
        Some(report)
    }
}

/// Lines of a report's head that may name its unit, and characters of the longest of them.
const HEAD: usize = 4;
const BY_LINE: usize = 40;

/// Whether one of two names of units may be a shorter form of the other: its characters stand there in their order.
fn is_akin(one: &str, other: &str) -> bool {
    let within = |short: &str, long: &str| {
        let mut rest = long.chars();
        !short.is_empty()
            && short
                .chars()
                .all(|own| rest.any(|character| character == own))
    };
    within(one, other) || within(other, one)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_of_units_are_akin_to_long_ones() {
        assert!(is_akin("人社局", "县人力资源和社会保障局"));
        assert!(is_akin("柿子沟村", "石梁镇柿子沟村"));
        assert!(is_akin("第二人民医院", "二院"));
        assert!(!is_akin("交通运输局", "县粮食和物资储备局"));
        assert!(!is_akin("住房保障中心", "石梁镇柿子沟村"));
        assert!(!is_akin("", "柿子沟村"));
    }
}
