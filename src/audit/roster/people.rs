//! The people of a table.

use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;

use super::Person;
use super::columns::{Column, Header, is_absent, is_ending, is_vacant};
use super::error::Note;
use super::moment::{of_serial, of_text};
use super::table::{Line, Table, Value, tidy};
use crate::audit::shown;
use crate::text::fold::{Habits, fold};

/// Columns whose merged cells speak for all their lines. A name is one person's.
const SPREAD: [Column; 6] = [
    Column::Unit,
    Column::Region,
    Column::Post,
    Column::Submitted,
    Column::Profile,
    Column::Grade,
];

/// Reads the lines below a header.
pub(super) fn people(
    table: &Table,
    header: &Header,
    near: Option<Date>,
    notes: &mut Vec<Note>,
) -> Vec<Person> {
    further(Vec::new(), table, header, near, notes)
}

/// Reads the lines of a further sheet; who is known already is one person.
pub(super) fn further(
    people: Vec<Person>,
    table: &Table,
    header: &Header,
    near: Option<Date>,
    notes: &mut Vec<Note>,
) -> Vec<Person> {
    let spread = Spread::new(table, header);
    let near = near.or_else(|| year_of(table, header));
    let mut known = FxHashMap::default();
    for (place, person) in people.iter().enumerate() {
        known.entry(key(person)).or_insert(place);
    }
    let mut draft = Draft {
        header,
        spread,
        near,
        from_1904: table.from_1904,
        people,
        known,
        unit_above: None,
        region_above: String::new(),
        line_above: 0,
        cells: Vec::new(),
    };
    draft.cells.resize(draft.people.len(), Vec::new());
    for line in table.lines.get(header.below..).unwrap_or_default() {
        draft.line(line, notes);
    }
    draft.people
}

/// A day near which times without a year fall: one that has a year, else the end of the year that stands above.
fn year_of(table: &Table, header: &Header) -> Option<Date> {
    let column = header.at(Column::Submitted)?;
    let (above, below) = table.lines.split_at_checked(header.below)?;
    let written = below.iter().filter_map(|line| match line.get(column)? {
        Value::Moment(moment) => Some(moment.date()),
        Value::Number(number) => of_serial(*number, table.from_1904).map(DateTime::date),
        Value::Text(text) => of_text(text, None).map(DateTime::date),
    });
    let title = || {
        let texts = above.iter().flat_map(|line| &line.cells);
        let mut mentions = texts.flat_map(|(_, value)| crate::text::date::dates(&value.text()));
        let year = mentions.find_map(|date| date.year)?;
        Date::new(i16::try_from(year).ok()?, 12, 31).ok()
    };
    let mut written = written;
    written.next().or_else(title)
}

struct Draft<'a> {
    header: &'a Header,
    spread: Spread<'a>,
    near: Option<Date>,
    from_1904: bool,
    people: Vec<Person>,
    /// Folded unit and name, and the place of the person.
    known: FxHashMap<(String, String), usize>,
    /// The unit of the line before, which holds for lines that leave theirs out.
    unit_above: Option<String>,
    /// The town of the lines so far.
    region_above: String,
    line_above: usize,
    /// What the lines of `people` say, cell by cell, numbers of lines aside.
    cells: Vec<Vec<String>>,
}

impl Draft<'_> {
    fn line(&mut self, line: &Line, notes: &mut Vec<Note>) {
        let own = |column| self.header.at(column).and_then(|at| line.get(at));
        let text = |column: Column| own(column).map(Value::text).unwrap_or_default();
        let unit = text(Column::Unit);
        let name = bare(&spaceless(&text(Column::Name)));
        let file = text(Column::File);
        if !self.is_of_a_person(line, (&unit, &name, &file), notes) {
            return;
        }
        let unit = self.whole_unit(line, unit, &name);
        let mut spread = |column| {
            let own = self.header.at(column).and_then(|at| line.get(at));
            own.or_else(|| self.spread.value(column, line.number))
                .cloned()
        };
        let (post, submitted) = (spread(Column::Post), spread(Column::Submitted));
        let (profile, grade) = (spread(Column::Profile), spread(Column::Grade));
        let filled = |value: Option<Value>| {
            value
                .map(|value| value.text())
                .filter(|text| !text.is_empty())
        };
        let person = Person {
            line: line.number,
            sheet: String::new(),
            unit,
            name,
            title: own_text(self.header, line, Column::Title),
            post: filled(post).unwrap_or_default(),
            profile: filled(profile),
            submitted: submitted.and_then(|value| self.moment(&value, line.number, notes)),
            file: Some(file).filter(|file| !file.is_empty()),
            grade: filled(grade).map(|grade| spaceless(&grade)),
            previous: Some(own_text(self.header, line, Column::Previous))
                .filter(|text| !text.is_empty()),
        };
        let numbers = |at: &u32| self.header.counts.contains(at);
        let cells = line.cells.iter().filter(|(at, _)| !numbers(at));
        let cells = cells.map(|(_, value)| value.text()).collect();
        self.add(person, cells, notes);
    }

    /// Whether a line with this unit, name and file is somebody's; what else says something is noted as passed over.
    fn is_of_a_person(
        &self,
        line: &Line,
        (unit, name, file): (&str, &str, &str),
        notes: &mut Vec<Note>,
    ) -> bool {
        let first = line.cells.first();
        let first = first.map(|(_, value)| value.text()).unwrap_or_default();
        let ends = is_ending(&first) || (name.is_empty() && is_ending(unit));
        if ends || self.is_header(line) {
            return false;
        }
        let mut pass_over = |text: String| {
            notes.push(Note::PassedOver {
                line: line.number,
                text,
            });
        };
        let has_names = self.header.at(Column::Name).is_some();
        let alone = unit.is_empty() || (has_names && line.cells.len() == 1);
        if name.is_empty() && file.is_empty() && alone {
            // A heading within the list, or a remark below it.
            let mut values = line.cells.iter().map(|(_, value)| value);
            if values.any(|value| matches!(value, Value::Text(_))) {
                pass_over(first.chars().take(30).collect());
            }
            return false;
        }
        if is_vacant(name) {
            pass_over(format!("{unit} {name}").trim().to_owned());
            return false;
        }
        true
    }

    /// The unit of a line: its own, that of the merged cell or the line above, and its town before it.
    fn whole_unit(&mut self, line: &Line, mut unit: String, name: &str) -> String {
        let follows = self.line_above + 1 == line.number;
        if unit.is_empty() {
            let merged = self.spread.value(Column::Unit, line.number);
            let above = self.unit_above.take();
            let above = above.filter(|_| follows && !name.is_empty());
            unit = merged.map(Value::text).or(above).unwrap_or_default();
        }
        self.line_above = line.number;
        self.unit_above = Some(unit.clone()).filter(|unit| !unit.is_empty());
        let region = self.region(line);
        match compared(&unit).starts_with(&compared(&region)) {
            true => unit,
            false => region + &unit,
        }
    }

    /// The town of a line: its own, or that of the merged cell or the line above it that has one.
    fn region(&mut self, line: &Line) -> String {
        let own = self.header.at(Column::Region).and_then(|at| line.get(at));
        let merged = self.spread.value(Column::Region, line.number);
        let told = own.or(merged).map(Value::text);
        if let Some(told) = told.filter(|told| !told.is_empty()) {
            self.region_above = told;
        }
        self.region_above.clone()
    }

    /// A header that is repeated on every printed page.
    fn is_header(&self, line: &Line) -> bool {
        let same = self.header.columns.iter().filter(|(column, at)| {
            let text = line.get(*at).map(|value| spaceless(&value.text()));
            text.is_some_and(|text| text == column.title())
        });
        same.count() > 1
    }

    fn moment(&self, value: &Value, line: usize, notes: &mut Vec<Note>) -> Option<DateTime> {
        let moment = match value {
            Value::Moment(moment) => Some(*moment),
            Value::Number(number) => {
                of_serial(*number, self.from_1904).or_else(|| of_text(&number.to_string(), None))
            }
            Value::Text(text) if is_absent(&tidy(text)) => return None,
            // Numbers that are kept as text.
            Value::Text(text) => of_text(text, self.near)
                .or_else(|| of_serial(text.trim().parse().ok()?, self.from_1904)),
        };
        if moment.is_none() {
            notes.push(Note::Time {
                line,
                text: value.text().chars().take(30).collect(),
            });
        }
        moment
    }

    fn add(&mut self, person: Person, cells: Vec<String>, notes: &mut Vec<Note>) {
        let key = key(&person);
        // Without a unit two people may share a name, and all of them be secretaries; without a name several may share
        // a unit: only a line that says the same all over is one that was entered twice.
        let told = !key.1.is_empty() && !key.0.is_empty();
        let alike = |place: &usize| told || self.cells.get(*place) == Some(&cells);
        let place = self.known.get(&key).copied().filter(alike);
        if let Some(first) = place.and_then(|place| self.people.get_mut(place)) {
            let differ = unite(first, &person);
            let who = match first.name.is_empty() {
                true => first.unit.clone(),
                false => first.name.clone(),
            };
            notes.push(Note::Twice {
                sheet: first.sheet.clone(),
                first: first.line,
                second: person.line,
                who,
                differ,
            });
            return;
        }
        self.known.entry(key).or_insert(self.people.len());
        self.people.push(person);
        self.cells.push(cells);
    }
}

/// Folded unit and name.
fn key(person: &Person) -> (String, String) {
    (compared(&person.unit), compared(&person.name))
}

fn own_text(header: &Header, line: &Line, column: Column) -> String {
    let value = header.at(column).and_then(|at| line.get(at));
    value.map(Value::text).unwrap_or_default()
}

/// Fills what the first line leaves out, and tells where both say something else.
fn unite(first: &mut Person, second: &Person) -> Vec<(&'static str, String, String)> {
    let mut differ = Vec::new();
    let mut cell = |column: Column, one: &mut String, other: &str| {
        if one.is_empty() {
            other.clone_into(one);
        } else if !other.is_empty() && one != other {
            differ.push((column.title(), one.clone(), other.to_owned()));
        }
    };
    cell(Column::Title, &mut first.title, &second.title);
    cell(Column::Post, &mut first.post, &second.post);
    let pairs = [
        (Column::File, &mut first.file, &second.file),
        (Column::Profile, &mut first.profile, &second.profile),
        (Column::Grade, &mut first.grade, &second.grade),
        (Column::Previous, &mut first.previous, &second.previous),
    ];
    for (column, one, other) in pairs {
        match (one.as_mut(), other) {
            (Some(one), Some(other)) => cell(column, one, other),
            (None, other) => one.clone_from(other),
            _ => {}
        }
    }
    match (first.submitted, second.submitted) {
        (Some(one), Some(other)) if one != other => {
            differ.push((Column::Submitted.title(), shown(one), shown(other)));
        }
        (None, other) => first.submitted = other,
        _ => {}
    }
    differ
}

/// A name without the space that is set within short ones; names in Latin letters keep theirs.
fn spaceless(text: &str) -> String {
    let text = tidy(text);
    match text.is_ascii() {
        true => text,
        false => text.split(' ').collect(),
    }
}

/// A name without what lists put to it: 张三同志, 张三*, ①张三.
fn bare(name: &str) -> String {
    let is_name = |character: char| character.is_alphabetic();
    // What stands in brackets is told apart where names are compared.
    let kept = |character: char| is_name(character) || "（）()【】[]〔〕·".contains(character);
    let name = name.trim_matches(|character| !kept(character));
    let own = name.strip_suffix("同志");
    own.filter(|own| own.chars().nth(1).is_some())
        .unwrap_or(name)
        .to_owned()
}

/// A text as it is compared: folded, without space.
pub(super) fn compared(text: &str) -> String {
    let folded = fold(text, Habits::TRADITIONAL);
    folded
        .as_str()
        .split_whitespace()
        .collect::<String>()
        .to_lowercase()
}

/// What merged cells say for the lines they cover; lines are asked for from above.
struct Spread<'a> {
    columns: Vec<SpreadColumn<'a>>,
}

struct SpreadColumn<'a> {
    column: Column,
    /// First line, last line and value of each merged cell, from above.
    cells: Vec<(usize, usize, &'a Value)>,
    /// The merged cell that was last asked for.
    at: usize,
}

impl<'a> Spread<'a> {
    fn new(table: &'a Table, header: &Header) -> Spread<'a> {
        let mut places: FxHashMap<usize, usize> = FxHashMap::default();
        for (place, line) in table.lines.iter().enumerate() {
            places.insert(line.number, place);
        }
        let mut columns = Vec::new();
        for (column, at) in &header.columns {
            if !SPREAD.contains(column) {
                continue;
            }
            let merged = table.merged.iter().filter(|merged| {
                let (from, to) = merged.columns;
                merged.lines.0 < merged.lines.1 && (from..=to).contains(at)
            });
            let cells = merged.filter_map(|merged| {
                let line = table.lines.get(*places.get(&merged.lines.0)?)?;
                Some((merged.lines.0, merged.lines.1, line.get(merged.columns.0)?))
            });
            columns.push(SpreadColumn {
                column: *column,
                cells: cells.collect(),
                at: 0,
            });
        }
        Spread { columns }
    }

    /// The value of the merged cell that covers a line.
    fn value(&mut self, column: Column, line: usize) -> Option<&'a Value> {
        let mut columns = self.columns.iter_mut();
        let spread = columns.find(|spread| spread.column == column)?;
        while let Some((first, ..)) = spread.cells.get(spread.at + 1)
            && *first <= line
        {
            spread.at += 1;
        }
        let (first, last, value) = spread.cells.get(spread.at)?;
        (*first..=*last).contains(&line).then_some(*value)
    }
}
