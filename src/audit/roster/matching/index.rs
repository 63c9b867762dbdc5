//! The tables of a roster: words with the people they stand for.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::people::compared;
use super::super::units::{Institutions, forms, regions};
use super::super::{Roster, is_all_han};
use crate::audit::words::words;
use crate::text::count::is_han;

/// People that a word is kept for; a word of more tells nobody.
pub(super) const MANY: usize = 32;
/// Characters of the longest name that is looked for.
const LONGEST: usize = 40;

/// A few people.
#[derive(Debug, Clone, Default)]
pub(super) struct Few {
    pub people: Vec<u32>,
    /// There are more than are kept.
    pub more: bool,
}

impl Few {
    fn add(&mut self, person: u32) {
        if self.people.len() >= MANY {
            self.more = true;
        } else if self.people.last() != Some(&person) {
            self.people.push(person);
        }
    }
}

/// Words by number, found in texts in time that does not grow with their count.
#[derive(Debug, Default)]
struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    /// The words themselves, by number.
    words: Vec<Box<str>>,
    /// Lengths in characters of the words that begin so.
    lengths: FxHashMap<char, Vec<usize>>,
}

impl Words {
    /// The number of a word, which is taken in if it is new.
    fn add(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let length = word.chars().count();
        if let Some(first) = word.chars().next() {
            let lengths = self.lengths.entry(first).or_default();
            if length <= LONGEST && !lengths.contains(&length) {
                lengths.push(length);
            }
        }
        self.numbers.insert(word.into(), number);
        self.words.push(word.into());
        number
    }

    /// Calls `found(number, end)` for the words that begin at a character; `starts` are the bytes of all characters.
    fn at(
        &self,
        text: &str,
        starts: &[usize],
        place: usize,
        steps: &mut usize,
        mut found: impl FnMut(u32, usize),
    ) {
        let Some(from) = starts.get(place) else {
            return;
        };
        let first = text.get(*from..).and_then(|rest| rest.chars().next());
        let Some(lengths) = first.and_then(|first| self.lengths.get(&first)) else {
            return;
        };
        for length in lengths {
            *steps += 1;
            let word = starts
                .get(place + length)
                .and_then(|to| text.get(*from..*to));
            if let Some(number) = word.and_then(|word| self.numbers.get(word)) {
                found(*number, place + length);
            }
        }
    }
}

/// What is kept of a person.
#[derive(Debug)]
struct Known {
    title: String,
    has_name: bool,
    forms: Vec<u32>,
}

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Index {
    people: Vec<Known>,
    names: Words,
    by_name: Vec<Few>,
    units: Words,
    by_unit: Vec<Few>,
    lengths: Vec<usize>,
    /// By form of the unit and name.
    by_both: FxHashMap<(u32, u32), Few>,
    files: FxHashMap<String, Few>,
    institutions: Institutions,
}

impl Index {
    pub fn new(roster: &Roster) -> Index {
        let mut index = Index::default();
        for (place, person) in roster.people.iter().enumerate() {
            let Ok(place) = u32::try_from(place) else {
                break;
            };
            let name = own_name(&person.name);
            let number = (name.chars().count() > 1).then(|| index.names.add(&name));
            if let Some(number) = number {
                put(&mut index.by_name, number, place);
            }
            let unit = compared(&person.unit);
            let mut own = Vec::new();
            let forms = forms(&unit).into_iter().map(|form| (form, true));
            let regions = regions(&unit).into_iter().map(|region| (region, false));
            for (form, telling) in forms.chain(regions) {
                let form = index.form(form);
                if telling {
                    put(&mut index.by_unit, form, place);
                }
                if let Some(number) = number {
                    index.by_both.entry((form, number)).or_default().add(place);
                }
                own.push(form);
            }
            if let Some(file) = &person.file {
                for file in file.split(['\n', ';', '；']) {
                    let key = file_key(file);
                    if !key.is_empty() {
                        index.files.entry(key).or_default().add(place);
                    }
                }
            }
            index.people.push(Known {
                title: compared(&person.title),
                has_name: number.is_some(),
                forms: own,
            });
        }
        index
    }

    fn form(&mut self, form: &str) -> u32 {
        let number = self.units.add(form);
        if number as usize == self.lengths.len() {
            self.lengths.push(form.chars().count());
            self.institutions.add(number, form);
        }
        number
    }

    /// The people whose file a path is, by the roster's own column.
    pub fn file(&self, path: &str) -> Option<&Few> {
        if self.files.is_empty() {
            return None;
        }
        let path = path.replace('\\', "/");
        let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
        // From the longest to the name alone.
        starts
            .take(64)
            .find_map(|start| self.files.get(&file_key(path.get(start..)?)))
    }

    /// Names in a text, with how well they stand there, 0 to 1; a name within a longer one is left out.
    pub fn names(&self, text: &str, steps: &mut usize) -> Vec<(u32, f64)> {
        let starts = starts(text);
        let mut hits: Vec<(usize, usize, u32)> = Vec::new();
        for place in 0..starts.len() - 1 {
            self.names.at(text, &starts, place, steps, |name, end| {
                hits.push((place, end, name))
            });
        }
        longest(&mut hits);
        let stand = hits.into_iter().filter_map(|(from, to, name)| {
            let (start, end) = (*starts.get(from)?, *starts.get(to)?);
            let weight = self.standing(text, start, end, to - from)?;
            Some((name, weight))
        });
        stand.collect()
    }

    /// How well a name stands between its neighbours; `None` if it is no name there.
    fn standing(&self, text: &str, start: usize, end: usize, length: usize) -> Option<f64> {
        let (before, after) = (text.get(..start)?, text.get(end..)?);
        let name = text.get(start..end)?;
        let edge = |character: Option<char>| {
            character.is_none_or(|character| {
                !is_han(character) && (!character.is_ascii_alphabetic() || is_all_han(name))
            })
        };
        let opens = edge(before.chars().next_back())
            || words()
                .units
                .before_name
                .iter()
                .any(|word| before.ends_with(word.as_str()))
            || self.ends_in_unit(before);
        let closes = edge(after.chars().next())
            || words()
                .units
                .after_name
                .iter()
                .any(|word| after.starts_with(word.as_str()));
        match (opens, closes) {
            (true, true) => Some(1.0),
            // 高峰 in 高峰期, 王平 in 王平安: too short to be told from other words.
            _ if length < 3 || !is_all_han(name) => None,
            (true, false) | (false, true) => Some(0.75),
            (false, false) => None,
        }
    }

    fn ends_in_unit(&self, before: &str) -> bool {
        let starts = before.char_indices().rev().take(12);
        starts.map(|(at, _)| at).any(|at| {
            before
                .get(at..)
                .is_some_and(|word| self.units.numbers.contains_key(word))
        })
    }

    /// Units in a text under any of their names, and whether they stand there as words of their own.
    pub fn units(&self, text: &str, steps: &mut usize) -> Vec<(u32, bool)> {
        let starts = starts(text);
        let characters: Vec<char> = text.chars().collect();
        let mut hits: Vec<(usize, usize, u32)> = Vec::new();
        for place in 0..characters.len() {
            self.units.at(text, &starts, place, steps, |form, end| {
                hits.push((place, end, form))
            });
            let mut short = Vec::new();
            self.institutions
                .at(&characters, place, steps, |form, end| {
                    short.push((form, end))
                });
            for (form, end) in short {
                hits.push((place, end, form));
                self.with_region(&characters, place, form, |start, form| {
                    hits.push((start, end, form))
                });
            }
        }
        longest(&mut hits);
        // The unit within a fuller name is a unit too: its form is shared by who is told by the fuller one.
        let clean = |place: usize, end: usize| {
            if names_smaller_unit(characters.get(end..).unwrap_or_default()) {
                return false;
            }
            let before = place
                .checked_sub(1)
                .and_then(|before| characters.get(before));
            before.is_none_or(|before| {
                !is_han(*before) || "省市县区旗盟州乡镇道木年度告职的在是由委".contains(*before)
            })
        };
        let mut seen = FxHashSet::default();
        hits.into_iter()
            .filter(|(.., form)| seen.insert(*form))
            .map(|(from, end, form)| (form, clean(from, end)))
            .collect()
    }

    /// 县住建局 is 县住房和城乡建设局: the region before a short form belongs to it.
    fn with_region(
        &self,
        characters: &[char],
        place: usize,
        form: u32,
        mut found: impl FnMut(usize, u32),
    ) {
        let Some(own) = self.units.words.get(form as usize) else {
            return;
        };
        for start in place.saturating_sub(8)..place {
            let region: String = characters
                .get(start..place)
                .unwrap_or_default()
                .iter()
                .collect();
            if let Some(form) = self.units.numbers.get(format!("{region}{own}").as_str()) {
                found(start, *form);
            }
        }
    }

    pub fn named(&self, name: u32) -> Few {
        self.by_name.get(name as usize).cloned().unwrap_or_default()
    }

    pub fn named_in(&self, form: u32, name: u32) -> Option<&Few> {
        self.by_both.get(&(form, name))
    }

    pub fn of_unit(&self, form: u32) -> &Few {
        static NONE: Few = Few {
            people: Vec::new(),
            more: false,
        };
        self.by_unit.get(form as usize).unwrap_or(&NONE)
    }

    /// Whether a form is a person's unit and not only its region.
    pub fn tells(&self, form: u32, person: u32) -> bool {
        let few = self.of_unit(form);
        few.more || few.people.contains(&person)
    }

    pub fn form_length(&self, form: u32) -> usize {
        self.lengths.get(form as usize).copied().unwrap_or(0)
    }

    /// How many characters of forms are a person's.
    pub fn shared(&self, person: u32, forms: &[u32]) -> usize {
        let own = self
            .people
            .get(person as usize)
            .map(|known| known.forms.as_slice());
        let own = own.unwrap_or_default();
        forms
            .iter()
            .filter(|form| own.contains(form))
            .map(|form| self.form_length(*form))
            .sum()
    }

    /// Whether a form of a unit is a person's own, or a region of it.
    pub fn belongs(&self, person: u32, form: u32) -> bool {
        let own = self
            .people
            .get(person as usize)
            .and_then(|known| known.forms.first());
        let own = own.and_then(|own| self.units.words.get(*own as usize));
        let part = self.units.words.get(form as usize);
        // Nothing speaks against a person whose unit the roster leaves out.
        own.zip(part)
            .is_none_or(|(own, part)| own.contains(part.as_ref()))
    }

    pub fn has_name(&self, person: u32) -> bool {
        self.people
            .get(person as usize)
            .is_some_and(|known| known.has_name)
    }

    pub fn title(&self, person: u32) -> &str {
        self.people
            .get(person as usize)
            .map_or("", |known| known.title.as_str())
    }
}

/// Takes a person under a number, which is at most one behind the last.
fn put(table: &mut Vec<Few>, number: u32, person: u32) {
    let place = number as usize;
    if place >= table.len() {
        table.resize_with(place + 1, Few::default);
    }
    if let Some(few) = table.get_mut(place) {
        few.add(person);
    }
}

/// First bytes of all characters, and the length.
fn starts(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.chain(std::iter::once(text.len())).collect()
}

/// Leaves out what stands within something longer that begins before it or there.
fn longest(hits: &mut Vec<(usize, usize, u32)>) {
    hits.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
    let mut reach = 0;
    hits.retain(|(_, to, _)| {
        let stays = *to > reach;
        reach = reach.max(*to);
        stays
    });
}

/// A name as it is looked for: folded, without what stands in brackets behind it.
fn own_name(name: &str) -> String {
    let name = compared(name);
    let end = name.find(['（', '(', '〔', '[']);
    name.get(..end.unwrap_or(name.len()))
        .unwrap_or_default()
        .to_owned()
}

/// A file's name as it is compared: without its ending, without space, in small letters.
fn file_key(file: &str) -> String {
    let file = file.trim().replace('\\', "/");
    let known = [
        "docx", "docm", "doc", "wps", "wpt", "rtf", "odt", "ofd", "md", "txt", "pdf", "zip",
    ];
    let stem = match file.rsplit_once('.') {
        Some((stem, ending)) if known.contains(&ending.to_lowercase().as_str()) => stem,
        _ => file.as_str(),
    };
    compared(stem)
}

/// Whether a unit goes on as one below it: 双桥镇|上坝村党支部, 双桥镇|中心学校.
fn names_smaller_unit(behind: &[char]) -> bool {
    const ENDS: [&str; 16] = [
        "村",
        "社区",
        "学校",
        "中学",
        "小学",
        "幼儿园",
        "医院",
        "卫生院",
        "公司",
        "支行",
        "农场",
        "人大",
        "站",
        "所",
        "中心",
        "办事处",
    ];
    /// Characters of its name.
    const NAME: std::ops::RangeInclusive<usize> = 2..=10;
    let own = behind
        .iter()
        .take_while(|mark| is_han(**mark) && !"党书主委述抓年的".contains(**mark));
    let own: String = own.collect();
    NAME.contains(&own.chars().count()) && ENDS.iter().any(|end| own.ends_with(end))
}
