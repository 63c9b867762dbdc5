//! Whose report a file is.
//!
//! Names and units stand in hash tables, by name and by unit and name together, so that a file costs the length of
//! what is looked at and not the length of the roster.

mod clues;
mod index;

use rustc_hash::FxHashMap;

use super::Roster;
pub use clues::Clues;
use clues::{Field, Place, fields, is_plain};
use index::{Few, Index};

/// By what a person was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The roster's column of files names it.
    File,
    /// Name and unit.
    NameAndUnit,
    /// The name, which nobody else has or which the office decides.
    Name,
    /// The unit and the office (职务).
    UnitAndTitle,
    /// The unit, of which only one is to report.
    Unit,
}

impl By {
    /// In words, for people.
    pub fn title(self, lang: crate::ruleset::Lang) -> &'static str {
        let (zh, en) = match self {
            By::File => ("名单里的文件名", "the roster's file name"),
            By::NameAndUnit => ("姓名和单位", "name and unit"),
            By::Name => ("姓名", "name"),
            By::UnitAndTitle => ("单位和职务", "unit and office"),
            By::Unit => ("单位", "unit"),
        };
        match lang {
            crate::ruleset::Lang::Zh => zh,
            crate::ruleset::Lang::En => en,
        }
    }
}

/// A person who was told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Place in [`Roster::people`].
    pub person: usize,
    /// By what.
    pub by: By,
    /// How sure, 0 to 1; below about 0.6 somebody should look.
    pub confidence: f64,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Match {
    /// One person's.
    Person(Found),
    /// One of these people's, by their places in [`Roster::people`]; 32 at most.
    Ambiguous(Vec<usize>),
    /// Nobody's on the roster.
    Nobody,
}

impl Match {
    /// The person, where one was told.
    pub fn person(&self) -> Option<Found> {
        match self {
            Match::Person(found) => Some(*found),
            _ => None,
        }
    }
}

/// Tells whose report a file is; made once for a roster, used by all threads.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
}

/// Names and forms of units that one file is searched for.
const NAMES: usize = 16;
const FORMS: usize = 32;
/// How much surer the best must be than the next.
const MARGIN: f64 = 0.03;

impl Matcher {
    /// Builds the tables of a roster.
    pub fn new(roster: &Roster) -> Matcher {
        Matcher {
            index: Index::new(roster),
        }
    }

    /// Whose report a file is.
    pub fn find(&self, clues: &Clues<'_>) -> Match {
        self.find_counting(clues, &mut 0)
    }

    /// The same; `steps` counts what was looked up.
    pub(super) fn find_counting(&self, clues: &Clues<'_>, steps: &mut usize) -> Match {
        if let Some(few) = self.index.file(clues.path)
            && let [person] = few.people[..]
        {
            return sure(person, By::File, 1.0);
        }
        let fields = fields(clues);
        let mut search = Search {
            index: &self.index,
            fields: &fields,
            names: Vec::new(),
            units: Vec::new(),
        };
        search.look(steps);
        search
            .by_name(steps)
            .unwrap_or_else(|| search.by_unit(steps))
    }
}

fn sure(person: u32, by: By, confidence: f64) -> Match {
    Match::Person(Found {
        person: person as usize,
        by,
        confidence,
    })
}

fn unsure(people: &[u32]) -> Match {
    Match::Ambiguous(people.iter().map(|person| *person as usize).collect())
}

/// A file in the course of being matched.
struct Search<'a> {
    index: &'a Index,
    fields: &'a [Field],
    /// Names with how unlikely it is that they stand there by chance.
    names: Vec<(u32, f64)>,
    /// Units with the field they stand in and whether they stand there as words of their own.
    units: Vec<(u32, Place, bool)>,
}

/// People who may be meant, with how unlikely a mistake is.
struct Candidate {
    people: Vec<u32>,
    doubt: f64,
    by: By,
}

impl Search<'_> {
    /// Looks the fields through once.
    fn look(&mut self, steps: &mut usize) {
        for field in self.fields {
            for (name, weight) in self.index.names(&field.text, steps) {
                let doubt = 1.0 - field.place.weight() * weight;
                let room = self.names.len() < NAMES;
                match self.names.iter_mut().find(|(known, _)| *known == name) {
                    // What two fields say is surer than what one says, but fields are copied from each other.
                    Some((_, known)) => *known = known.min(doubt) * 0.7_f64.max(doubt),
                    None if room => self.names.push((name, doubt)),
                    None => {}
                }
            }
            for (form, clean) in self.index.units(&field.text, steps) {
                let place = field.place;
                let known = self
                    .units
                    .iter()
                    .any(|(known, at, _)| *known == form && *at == place);
                if !known && self.units.len() < FORMS {
                    self.units.push((form, place, clean));
                }
            }
        }
    }

    fn by_name(&self, steps: &mut usize) -> Option<Match> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (name, doubt) in &self.names {
            candidates.push(self.candidate(*name, *doubt, steps));
        }
        candidates.sort_by(|one, other| one.doubt.total_cmp(&other.doubt));
        let best = candidates.first()?;
        if let Some(next) = candidates.get(1)
            && next.doubt - best.doubt < MARGIN
        {
            let both: Vec<u32> = best
                .people
                .iter()
                .chain(&next.people)
                .copied()
                .take(index::MANY)
                .collect();
            return Some(unsure(&both));
        }
        Some(match best.people[..] {
            [person] => {
                let weaker = |next: &Candidate| best.by == By::NameAndUnit && next.by == By::Name;
                let rivalled = candidates
                    .get(1)
                    .is_some_and(|next| next.doubt < 0.3 && !weaker(next));
                // Two names, perhaps of who wrote it and who sends it.
                let most = if rivalled { 0.6 } else { 1.0 };
                sure(person, best.by, (1.0 - best.doubt).min(most))
            }
            _ => unsure(&best.people),
        })
    }

    /// Who has a name, as far as units and offices tell.
    fn candidate(&self, name: u32, doubt: f64, steps: &mut usize) -> Candidate {
        // How many characters of their units stand in the fields.
        let mut own: FxHashMap<u32, usize> = FxHashMap::default();
        for (form, ..) in &self.units {
            *steps += 1;
            // Where more have both than are listed, they tell nobody apart.
            let few = self.index.named_in(*form, name);
            if let Some(few) = few.filter(|few| !few.more) {
                for person in &few.people {
                    *own.entry(*person).or_default() += self.index.form_length(*form);
                }
            }
        }
        let named = self.index.named(name);
        let best = own.values().copied().max().unwrap_or(0);
        let mut people: Vec<u32> = match best {
            0 => named.people.clone(),
            _ => own
                .iter()
                .filter(|(_, length)| **length == best)
                .map(|(person, _)| *person)
                .collect(),
        };
        people.sort_unstable();
        let more = best == 0 && named.more;
        let tells = |person: &u32| {
            let mut forms = self.units.iter();
            forms.any(|(form, ..)| self.index.tells(*form, *person))
        };
        let by = match best > 0 && people.iter().all(tells) {
            true => By::NameAndUnit,
            false => By::Name,
        };
        if people.len() > 1 && !more {
            let told = self.with_title(&people);
            if told.len() == 1 {
                return Candidate {
                    people: told,
                    doubt: doubt * 1.5,
                    by,
                };
            }
        }
        let doubt = match (best, people.len()) {
            (0, 1) if self.is_elsewhere(&people) => doubt.max(0.45),
            _ if by == By::Name => doubt,
            _ => doubt * 0.2,
        };
        Candidate { people, doubt, by }
    }

    /// Whether the report itself names a unit that is not this person's.
    fn is_elsewhere(&self, people: &[u32]) -> bool {
        let own = self
            .units
            .iter()
            .filter(|(_, place, clean)| *clean && place.is_own());
        let mut own = own.map(|(form, ..)| *form);
        own.any(|form| {
            !people
                .iter()
                .any(|person| self.index.belongs(*person, form))
        })
    }

    /// Those whose office stands in a field of the report itself.
    fn with_title(&self, people: &[u32]) -> Vec<u32> {
        let own: Vec<&Field> = self
            .fields
            .iter()
            .filter(|field| field.place.is_own())
            .collect();
        let titled = people.iter().copied().filter(|person| {
            let title = self.index.title(*person);
            !title.is_empty() && own.iter().any(|field| field.text.contains(title))
        });
        let mut titled: Vec<u32> = titled.collect();
        // 副主任 contains 主任: the longest office is the one that is meant.
        let longest = titled
            .iter()
            .map(|person| self.index.title(*person).len())
            .max();
        titled.retain(|person| Some(self.index.title(*person).len()) == longest);
        titled
    }

    /// Where no name of the roster stands: the unit, if only one of it is to report or the office tells.
    fn by_unit(&self, steps: &mut usize) -> Match {
        let clean = self.units.iter().filter(|(form, _, clean)| {
            // A region alone tells nobody.
            *clean && !self.index.of_unit(*form).people.is_empty()
        });
        let fullest =
            clean.max_by_key(|(form, place, _)| (place.rank(), self.index.form_length(*form)));
        let Some((form, place, _)) = fullest else {
            return Match::Nobody;
        };
        // A folder of a town holds the reports of many.
        if *place == Place::Folder && !self.fields.iter().any(is_plain) {
            return Match::Nobody;
        }
        let few: &Few = self.index.of_unit(*form);
        *steps += few.people.len();
        let forms: Vec<u32> = self.units.iter().map(|(form, ..)| *form).collect();
        let shared = |person: &u32| self.index.shared(*person, &forms);
        let most = few.people.iter().map(shared).max().unwrap_or(0);
        let people: Vec<u32> = few
            .people
            .iter()
            .copied()
            .filter(|person| shared(person) == most)
            .collect();
        if few.more {
            return match place {
                Place::Folder => Match::Nobody,
                _ => unsure(&few.people),
            };
        }
        // Somebody else says that it is his report.
        let other = self.fields.iter().any(|field| field.names_somebody);
        let confidence = place.weight() - 0.1;
        match people[..] {
            [person] if other && self.index.has_name(person) => unsure(&[person]),
            [person] => sure(person, By::Unit, confidence),
            _ => match self.with_title(&people)[..] {
                [person] if !other => sure(person, By::UnitAndTitle, confidence),
                _ if *place == Place::Folder => Match::Nobody,
                _ => unsure(&people),
            },
        }
    }
}
