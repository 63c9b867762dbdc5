//! Automatic numbers as Word keeps them: lists of levels, uses of lists, and the counters that make labels.
//!
//! The same model stands behind `numbering.xml`, the list tables of Word 97 and those of RTF; each reader fills it.

use std::collections::{HashMap, HashSet};

use super::number_format;
use super::pieces::Label;
use super::props::ParaProps;
use super::styles::Style;

/// How many levels a list has.
pub(super) const LEVELS: usize = 9;
/// The longest pattern of a level, in characters.
pub(super) const MAX_PATTERN: usize = 64;

/// One level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub start: Option<i64>,
    pub format: String,
    /// `第%1章`: the number of level one within fixed text.
    pub pattern: String,
    /// Whether something (a tab, a space) stands between number and text.
    pub spaced: bool,
    pub decimal_only: bool,
    /// `None`: restarts after any higher level; zero: never; else after that level (from 1) or higher.
    pub restart: Option<i64>,
    pub style: Option<String>,
    pub hidden: bool,
}

/// An abstract list: its levels.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    pub levels: Vec<(u8, Level)>,
    /// The numbering style that has the levels instead.
    pub link: Option<String>,
    /// The numbering style that these levels make up.
    pub style: Option<String>,
}

impl List {
    fn level(&self, level: u8) -> Option<&Level> {
        let found = self.levels.iter().find(|(index, _)| *index == level);
        found.map(|(_, level)| level)
    }
}

/// A use of a list, with its changes.
#[derive(Debug, Clone, Default)]
pub(super) struct Use {
    pub list: i64,
    pub starts: Vec<(u8, i64)>,
    pub levels: Vec<(u8, Level)>,
}

/// All lists of a document, by the numbers that the file gives them.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub lists: HashMap<i64, List>,
    pub uses: HashMap<i64, Use>,
}

impl Numbering {
    /// The list and level of a paragraph, if it has one.
    pub fn place(&self, direct: ParaProps, style: Option<&Style>) -> Option<(i64, u8)> {
        let inherited = style.map(|style| style.para).unwrap_or_default();
        let num = direct.num.or(inherited.num).filter(|num| *num != 0)?;
        let of = self.uses.get(&num)?;
        if let Some(level) = direct.level {
            return Some((num, level));
        }
        // A level may name the style it numbers; that goes before the level the style names.
        let by_style = |id: &str| {
            let list = self.lists.get(&of.list)?;
            let named = |level: &Level| level.style.as_deref() == Some(id);
            let levels = of.levels.iter().chain(&list.levels);
            levels
                .into_iter()
                .find(|(_, level)| named(level))
                .map(|(index, _)| *index)
        };
        let level = style.and_then(|style| {
            by_style(&style.id).or_else(|| {
                let from = style.list_from.as_deref().filter(|_| !style.level_nearer);
                by_style(from?)
            })
        });
        Some((num, level.or(inherited.level).unwrap_or(0)))
    }
}

/// The counters of one reading of a document.
pub(super) struct Counters<'n> {
    numbering: &'n Numbering,
    /// By class (a story or a stretch of a list, each of which counts apart) and list.
    values: HashMap<(u32, i64), [Option<i64>; LEVELS]>,
    /// Uses whose own start has been taken.
    started: HashSet<(u32, i64, u8)>,
}

impl<'n> Counters<'n> {
    pub fn new(numbering: &'n Numbering) -> Self {
        Self {
            numbering,
            values: HashMap::new(),
            started: HashSet::new(),
        }
    }

    /// Lets the next paragraph of a level have the number `start`.
    pub fn restart(&mut self, class: u32, num: i64, level: u8, start: i64) {
        if let Some(of) = self.numbering.uses.get(&num)
            && let values = self.values.entry((class, of.list)).or_default()
            && let Some(here) = values.get_mut(usize::from(level))
        {
            *here = Some(start.saturating_sub(1));
        }
    }

    /// Counts one paragraph of a story and makes its label; `None` for bullets and empty labels.
    pub fn next(&mut self, class: u8, num: i64, level: u8) -> Option<Label> {
        self.next_in(class.into(), num, level)
    }

    /// The same for any class: a story, or a stretch of a list that counts apart.
    pub fn next_in(&mut self, class: u32, num: i64, level: u8) -> Option<Label> {
        let numbering = self.numbering;
        let of = numbering.uses.get(&num)?;
        let list = numbering.lists.get(&of.list);
        let find = |level: u8| {
            let own = of.levels.iter().find(|(index, _)| *index == level);
            own.map(|(_, level)| level)
                .or_else(|| list.and_then(|list| list.level(level)))
        };
        let own_start = |level: u8| {
            let own = of.starts.iter().find(|(index, _)| *index == level);
            own.map(|(_, start)| *start)
        };
        let start = |level: u8| {
            let said = own_start(level).or_else(|| find(level).and_then(|level| level.start));
            said.unwrap_or(1)
        };
        let definition = find(level)?;
        let values = self.values.entry((class, of.list)).or_default();
        let here = values.get_mut(usize::from(level))?;
        let fresh = own_start(level).is_some() && self.started.insert((class, num, level));
        *here = match *here {
            Some(value) if !fresh => Some(value.saturating_add(1)),
            _ => Some(start(level)),
        };
        // A level passed over counts as begun: the next number of it is the second one.
        for higher in 0..level {
            values[usize::from(higher)].get_or_insert_with(|| start(higher));
        }
        for lower in level + 1..LEVELS as u8 {
            let restarts = find(lower)
                .and_then(|lower| lower.restart)
                .is_none_or(|after| i64::from(level) < after);
            if restarts {
                values[usize::from(lower)] = None;
            }
        }
        if definition.format == "bullet" || definition.hidden {
            return None;
        }
        let mut text = String::new();
        let mut rest = definition.pattern.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            text.push_str(before);
            let Some(shown) = after
                .bytes()
                .next()
                .filter(|byte| (b'1'..=b'9').contains(byte))
            else {
                text.push('%');
                rest = after;
                continue;
            };
            rest = &after[1..];
            let shown = shown - b'1';
            if shown > level {
                continue;
            }
            let value = values[usize::from(shown)].unwrap_or_else(|| start(shown));
            let format = find(shown).map_or("decimal", |level| level.format.as_str());
            let decimal = definition.decimal_only && !matches!(format, "none" | "bullet");
            number_format::write(&mut text, if decimal { "decimal" } else { format }, value);
        }
        text.push_str(rest);
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| Label {
            text: trimmed.to_string(),
            spaced: definition.spaced || text.ends_with(char::is_whitespace),
        })
    }
}

/// Sets what holds for a level.
pub(super) fn put<T>(list: &mut Vec<(u8, T)>, index: u8, value: T) {
    match list.iter_mut().find(|(found, _)| *found == index) {
        Some((_, old)) => *old = value,
        None => list.push((index, value)),
    }
}
