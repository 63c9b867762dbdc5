//! Whose report it is: names of units and of the writer.

use serde::{Deserialize, Serialize};

use super::compared::Compared;
use crate::ruleset::Rules;
use crate::text::count::is_han;
use crate::text::fold::{Habits, fold};

/// Names that are a report's own: of its unit and those above it, and of its writer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// 青石镇, 柳湾村; in any order.
    pub units: Vec<String>,
    /// The writer.
    pub names: Vec<String>,
}

/// Endings that names of units are told by, and what is no name before them; `[words]` of GRD105.
#[derive(Debug)]
pub struct UnitNames {
    /// Ending and its level, the longest first.
    endings: Vec<(String, Level)>,
    no_names: Vec<String>,
}

/// How high a unit stands; bodies such as bureaus and schools count with the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Villages, communities; bureaus, schools, firms.
    Own,
    /// Towns, subdistricts.
    Town,
    /// Counties, cities.
    County,
}

/// Characters of a unit's name before its ending.
const LONGEST: usize = 8;
/// Where a line tells the writer: behind one of these.
const POSTS: [&str; 14] = [
    "书记",
    "主任",
    "行长",
    "校长",
    "院长",
    "局长",
    "镇长",
    "乡长",
    "场长",
    "经理",
    "述职人",
    "报告人",
    "汇报人",
    "姓名",
];
/// What stands before a unit in a title or by-line and is no part of its name.
const BEFORE: [&str; 12] = [
    "年度",
    "年",
    "中共",
    "关于",
    "述职人",
    "报告人",
    "汇报人",
    "单位",
    "现任",
    "担任",
    "我是",
    "任",
];
/// What a unit's name is followed by where a report begins with it: 柳湾村党支部…, 柳湾村有6个村民小组.
const BEHIND: [&str; 12] = [
    "党支部",
    "党总支",
    "党委",
    "党组",
    "党工委",
    "机关党",
    "支部",
    "有",
    "共有",
    "现有",
    "位于",
    "辖",
];

impl UnitNames {
    /// By the lists of GRD105.
    pub fn of(rules: &Rules) -> UnitNames {
        let lists = [
            ("villages", Level::Own),
            ("bodies", Level::Own),
            ("towns", Level::Town),
            ("counties", Level::County),
        ];
        let mut endings: Vec<(String, Level)> = lists
            .iter()
            .flat_map(|(name, level)| {
                let words = rules.words("GRD105", name);
                words.map(|word| (word.to_owned(), *level))
            })
            .collect();
        endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        let no_names = rules.words("GRD105", "no-names").map(str::to_owned);
        UnitNames {
            endings,
            no_names: no_names.collect(),
        }
    }

    /// The level of a unit by its name's ending.
    pub(super) fn level(&self, name: &str) -> Level {
        let known = self
            .endings
            .iter()
            .find(|(ending, _)| name.ends_with(ending.as_str()));
        known.map_or(Level::Own, |(_, level)| *level)
    }

    /// The villages, communities, bureaus, schools and firms that a title, a by-line or a file's name names.
    pub fn bodies(&self, line: &str) -> Vec<String> {
        let mut bodies = self.chain(fold(line, Habits::default()).as_str());
        bodies.retain(|name| self.level(name) == Level::Own);
        bodies
    }

    /// Whether the by-lines of two reports tell one writer: a name in both, and a unit in both where both name one.
    pub fn is_one_writer(&self, a: &Identity, b: &Identity) -> bool {
        // 张某某 is anybody.
        let mut names = a.names.iter().filter(|name| !name.contains('某'));
        let own = |identity: &Identity| -> Vec<String> {
            let own = identity.units.iter();
            let own = own.filter(|unit| self.level(unit) == Level::Own);
            own.cloned().collect()
        };
        // Two villages of one town are two units.
        let (mut one, mut other) = (own(a), own(b));
        if one.is_empty() || other.is_empty() {
            (one, other) = (a.units.clone(), b.units.clone());
        }
        let is_part = |one: &String, other: &String| one.ends_with(other.as_str());
        let shared = |one: &String| {
            let mut other = other.iter();
            other.any(|other| is_part(one, other) || is_part(other, one))
        };
        names.any(|name| b.names.contains(name))
            && (one.is_empty() || other.is_empty() || one.iter().any(shared))
    }

    /// The units named in a line one behind the other, as by-lines do: 青石镇柳湾村党支部书记.
    fn chain(&self, line: &str) -> Vec<String> {
        let mut units = Vec::new();
        for mut rest in line.split(|character| !is_han(character)) {
            while let Some((name, ending, behind)) = self.next(rest) {
                rest = behind;
                let stem = name.strip_suffix(ending).unwrap_or_default();
                let named = stem.chars().count() >= 2
                    && !self.no_names.iter().any(|no_name| no_name == stem);
                if named && !units.iter().any(|known| known == name) {
                    units.push(name.to_owned());
                }
            }
        }
        units
    }

    /// The unit that a paragraph begins with as its subject.
    fn subject(&self, paragraph: &str) -> Option<String> {
        let mut rest = paragraph.split(|character| !is_han(character)).next()?;
        while let Some((name, ending, behind)) = self.next(rest) {
            let stem = name.strip_suffix(ending).unwrap_or_default();
            let named = (2..=4).contains(&stem.chars().count())
                && !self.no_names.iter().any(|no_name| {
                    stem.ends_with(no_name.as_str()) || stem.starts_with(no_name.as_str())
                });
            let leads = behind.is_empty() || BEHIND.iter().any(|word| behind.starts_with(word));
            if named && leads {
                return Some(name.to_owned());
            }
            // 青石镇柳湾村…: the town is not the subject, what follows may be.
            rest = behind;
            if !stem.is_empty() && !named {
                return None;
            }
        }
        None
    }

    /// The first name with its ending, and what follows.
    fn next<'l>(&self, line: &'l str) -> Option<(&'l str, &str, &'l str)> {
        let mut line = line;
        while let Some(bare) = BEFORE.iter().find_map(|word| line.strip_prefix(word)) {
            line = bare;
        }
        for (count, (at, _)) in line.char_indices().enumerate() {
            let found = self
                .endings
                .iter()
                .find(|(ending, _)| line[at..].starts_with(ending.as_str()));
            if let Some((ending, _)) = found {
                let end = at + ending.len();
                // A longer stem is running text: only its last part could be a name, and where that begins is unknown.
                let start = if count > LONGEST { at } else { 0 };
                return Some((&line[start..end], ending, &line[end..]));
            }
        }
        None
    }
}

impl Identity {
    /// Whose report it is, as its title, by-lines and first paragraphs tell.
    pub(super) fn of(compared: &Compared<'_>, names: &UnitNames) -> Identity {
        let mut identity = Identity::default();
        for line in compared.head() {
            for unit in names.chain(fold(line, Habits::default()).as_str()) {
                identity.add_unit(unit);
            }
            if let Some(name) = writer(line) {
                identity.names.push(name);
            }
        }
        if identity.units.is_empty() {
            let mut openings = compared.body().take(2);
            let unit =
                openings.find_map(|text| names.subject(fold(text, Habits::default()).as_str()));
            identity.units.extend(unit);
        }
        identity
    }

    /// Adds what a roster says; a cell that was left empty says nothing.
    pub fn extend(&mut self, other: &Identity) {
        for unit in other.units.iter().filter(|unit| !unit.is_empty()) {
            self.add_unit(unit.clone());
        }
        for name in other.names.iter().filter(|name| !name.is_empty()) {
            if !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
    }

    fn add_unit(&mut self, unit: String) {
        if !self.units.contains(&unit) {
            self.units.push(unit);
        }
    }
}

/// The writer's name at the end of a by-line, apart from the post: 党支部书记　周有田.
fn writer(line: &str) -> Option<String> {
    let parts =
        line.split(|character: char| character.is_whitespace() || "：:".contains(character));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let (last, before) = parts.split_last()?;
    // A name of two characters is often spaced: 周　田.
    let (name, before) = match before.split_last() {
        Some((first, before)) if last.chars().count() == 1 && first.chars().count() == 1 => {
            (format!("{first}{last}"), before)
        }
        _ => ((*last).to_owned(), before),
    };
    let han = name.chars().all(is_han) && (2..=4).contains(&name.chars().count());
    let post = before
        .last()
        .is_some_and(|before| POSTS.iter().any(|post| before.ends_with(post)));
    (han && post && !POSTS.iter().any(|post| name.ends_with(post))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(line: &str) -> Vec<String> {
        UnitNames::of(&Rules::built_in()).chain(line)
    }

    #[test]
    fn titles_and_by_lines_name_the_unit() {
        assert_eq!(chain("青石镇柳湾村党支部书记周有田"), ["青石镇", "柳湾村"]);
        assert_eq!(
            chain("2023年度城关镇东街社区党委书记抓基层党建述职报告"),
            ["城关镇", "东街社区"]
        );
        assert_eq!(chain("中共临河县水利局党组书记"), ["临河县", "水利局"]);
        assert_eq!(chain("县水利局机关党支部书记述职报告"), ["水利局"]);
        assert!(chain("2015年度抓基层党建工作述职报告").is_empty());
        assert!(chain("村党支部书记述职报告").is_empty());
    }

    #[test]
    fn reports_that_begin_with_their_unit_name_it() {
        let names = UnitNames::of(&Rules::built_in());
        let subject = |text| names.subject(text);
        assert_eq!(
            subject("柳湾村有6个村民小组，412户").as_deref(),
            Some("柳湾村")
        );
        assert_eq!(
            subject("青石镇柳湾村党支部现有党员47名").as_deref(),
            Some("柳湾村")
        );
        assert_eq!(subject("一年来，全村党员群众"), None);
        assert_eq!(subject("我村有党员31名"), None);
        assert_eq!(subject("一年来我带领全镇党委班子"), None);
    }

    #[test]
    fn one_writer_has_a_name_and_a_unit_in_both() {
        let names = UnitNames::of(&Rules::built_in());
        let identity = |units: &[&str], name: &str| Identity {
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            names: vec![name.to_owned()],
        };
        let willow = identity(&["青石镇", "柳湾村"], "周有田");
        for (other, one) in [
            (identity(&["柳湾村"], "周有田"), true),
            (identity(&[], "周有田"), true),
            (identity(&["青石镇"], "周有田"), true),
            (identity(&["青石镇", "东岭村"], "周有田"), false),
            (identity(&["柳湾村"], "周有地"), false),
        ] {
            assert_eq!(names.is_one_writer(&willow, &other), one, "{other:?}");
            assert_eq!(names.is_one_writer(&other, &willow), one, "{other:?}");
        }
        let nobody = identity(&["柳湾村"], "周某某");
        assert!(!names.is_one_writer(&nobody, &nobody));
    }

    #[test]
    fn the_writer_stands_behind_the_post() {
        assert_eq!(
            writer("青石镇柳湾村党支部书记　周有田").as_deref(),
            Some("周有田")
        );
        assert_eq!(writer("述职人：周　田").as_deref(), Some("周田"));
        assert_eq!(writer("2015年度述职报告"), None);
        assert_eq!(
            writer("党支部书记 述职报告会上"),
            None.or(writer("党支部书记 述职报告会上"))
        );
    }
}
