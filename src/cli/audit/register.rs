//! Who should hand in and by when: the roster, and a desk for each scheme.

mod told;

use std::path::Path;

use jiff::civil::DateTime;

use super::judges::Judges;
use crate::audit::deadline::{Desk, Due, HandedIn, NoDue, Terms, now};
use crate::audit::roster::{Attendance, By, Clues, Handed, Match, Matcher, Nature, Person, Roster};
use crate::audit::similar::UnitNames;
use crate::audit::{Source, Typed, shown};
use crate::checker::Settings;
use crate::cli::Voice;
use crate::cli::args::AuditArgs;
use crate::document::Modified;
use crate::output::batch::Record;
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

    /// The people of the roster.
    pub(super) fn people(&self) -> &'a [Person] {
        self.listed.map_or(&[][..], Listed::people)
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
        let late = timing.filter(|timing| timing.late);
        submission.late = late.map(|timing| timing.lateness().get(self.lang).to_owned());
        let worth_saying = self.timed || submission.line.is_some();
        record.report.submission = worth_saying.then_some(submission);
    }

    /// The last day, in words: that of every scheme that somebody on the roster is under, where they differ.
    pub(super) fn deadline(&self, judges: &Judges) -> Option<String> {
        let people = self.people();
        let by_desk = self.by_desk(people, judges);
        let used = (0..self.desks.len()).filter(|desk| match people.is_empty() {
            true => *desk == 0,
            false => !by_desk[*desk].is_empty(),
        });
        let days: Vec<(usize, String)> = used
            .filter_map(|desk| Some((desk, self.last_day(desk)?)))
            .collect();
        let (_, first) = days.first()?;
        if days.iter().all(|(_, day)| day == first) {
            return Some(first.clone());
        }
        let told = days.iter().map(|(desk, day)| {
            let title = judges.all()[*desk].profile_ref().title;
            match self.lang {
                Lang::Zh => format!("“{title}”{day}"),
                Lang::En => format!("{title}: {day}"),
            }
        });
        let told: Vec<String> = told.collect();
        Some(told.join(if self.lang == Lang::Zh { "；" } else { "; " }))
    }

    /// The last day of a scheme and why it is that day, in words.
    fn last_day(&self, desk: usize) -> Option<String> {
        let due = self.desks[desk].due.as_ref().ok()?;
        let (day, demand) = (due.words(None), due.demand());
        let (day, demand) = (day.get(self.lang), demand.get(self.lang));
        // --deadline is told with its day.
        let demand = demand.strip_suffix(day).unwrap_or(demand);
        let demand = demand.trim_end_matches(['：', ':', ' ']);
        Some(match self.lang {
            Lang::Zh => format!("{day}（{demand}）"),
            Lang::En => format!("{day} ({demand})"),
        })
    }

    /// People by the desk that they are under.
    fn by_desk<'p>(&self, people: &'p [Person], judges: &Judges) -> Vec<Vec<&'p Person>> {
        let mut by_desk: Vec<Vec<&Person>> = vec![Vec::new(); self.desks.len()];
        for person in people {
            let desk = judges.place(person.profile.as_deref(), &person.post);
            by_desk[desk].push(person);
        }
        by_desk
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
