//! Units under the shorter names that people use for them.

use rustc_hash::FxHashMap;

use crate::audit::words::words;
use crate::text::segment;

/// Forms of one unit at most: hostile names have a region in every other character.
const FORMS: usize = 12;
/// Characters of a short form of an institution.
const SHORT: std::ops::RangeInclusive<usize> = 3..=6;
/// Institutions that begin and end alike; a short form that fits more is not to be told.
const ALIKE: usize = 64;

/// A folded unit under all its names, the fullest first: with and without its party organisation and its regions.
pub(super) fn forms(unit: &str) -> Vec<&str> {
    let mut forms = Vec::new();
    let mut add = |form| {
        if is_telling(form) && !forms.contains(&form) && forms.len() < FORMS {
            forms.push(form);
        }
    };
    add(unit);
    let mut rest = core(unit);
    add(rest);
    while let Some(tail) = behind_region(rest) {
        add(tail);
        rest = tail;
    }
    forms
}

/// The regions that a folded unit names before its own name: they tell nobody, but tell alike ones apart.
pub(super) fn regions(unit: &str) -> Vec<&str> {
    let mut regions = Vec::new();
    let mut rest = core(unit);
    while let Some(tail) = behind_region(rest) {
        let region = rest.strip_suffix(tail).unwrap_or_default();
        if is_telling(region) && regions.len() < FORMS {
            regions.push(region);
        }
        rest = tail;
    }
    regions
}

/// Whether a form says more than what many units share.
fn is_telling(form: &str) -> bool {
    let generic = words().units.unit_generic.iter().any(|word| word == form);
    form.chars().nth(1).is_some() && !generic
}

/// A unit without its party organisation: 清水镇柳河村党支部 is 清水镇柳河村.
fn core(unit: &str) -> &str {
    let mut core = unit;
    for prefix in &words().units.unit_prefixes {
        core = core.strip_prefix(prefix.as_str()).unwrap_or(core);
    }
    loop {
        let endings = words().units.unit_endings.iter();
        let shorter = endings.filter_map(|ending| core.strip_suffix(ending.as_str()));
        match shorter.min_by_key(|shorter| shorter.len()) {
            Some(shorter) if shorter.chars().nth(1).is_some() => core = shorter,
            _ => return core,
        }
    }
}

/// What stands behind the first region of a name.
fn behind_region(name: &str) -> Option<&str> {
    name.char_indices().find_map(|(at, _)| {
        let rest = name.get(at..)?;
        let region = words()
            .units
            .regions
            .iter()
            .find(|region| rest.starts_with(region.as_str()))?;
        let tail = rest.get(region.len()..)?;
        let goes_on = tail
            .chars()
            .next()
            .is_some_and(|next| !words().units.regions_not_before.contains(next));
        // 社区 and 开发区 alone are names of their own.
        let upto = name.get(..at + region.len())?;
        let word = |word: &String| upto.ends_with(word.as_str()) || rest.starts_with(word.as_str());
        if words().units.no_regions.iter().any(word) {
            return None;
        }
        let named = at > 0 || region.chars().count() == 1;
        (goes_on && named && tail.chars().nth(1).is_some()).then_some(tail)
    })
}

/// Institutions by the first and last characters of their short forms.
#[derive(Debug, Default)]
pub(super) struct Institutions {
    by_ends: FxHashMap<(char, char), Vec<Institution>>,
}

#[derive(Debug)]
struct Institution {
    form: u32,
    characters: Vec<char>,
    /// Which characters begin a word.
    begins: Vec<bool>,
}

impl Institutions {
    /// Takes a form of a unit that may have a short form.
    pub fn add(&mut self, form: u32, name: &str) {
        // 发展和改革委员会 is 发改委.
        let name = name
            .strip_suffix("员会")
            .filter(|name| name.ends_with('委'))
            .unwrap_or(name);
        let characters: Vec<char> = name.chars().collect();
        let (Some(first), Some(last)) = (characters.first(), characters.last()) else {
            return;
        };
        if !words().units.shortened_endings.contains(*last) || !(5..=20).contains(&characters.len())
        {
            return;
        }
        if behind_region(name).is_some() {
            return;
        }
        let alike = self.by_ends.entry((*first, *last)).or_default();
        if alike.len() >= ALIKE {
            return;
        }
        let mut begins = vec![false; characters.len()];
        for word in segment(name) {
            let place = name
                .get(..word.start)
                .map_or(0, |before| before.chars().count());
            if let Some(begin) = begins.get_mut(place) {
                *begin = true;
            }
        }
        // 建设局 may be cut as one word, but 局 is what the short form ends in.
        if let Some(end) = begins.last_mut() {
            *end = true;
        }
        alike.push(Institution {
            form,
            characters,
            begins,
        });
    }

    /// Calls `found(form, end)` for the institution whose short form begins at a place of a text, if it is only one.
    pub fn at(
        &self,
        text: &[char],
        start: usize,
        steps: &mut usize,
        mut found: impl FnMut(u32, usize),
    ) {
        let Some(first) = text.get(start) else { return };
        for length in SHORT {
            let end = start + length;
            let Some(short) = text.get(start..end) else {
                return;
            };
            let Some(last) = short.last() else { return };
            let Some(alike) = self.by_ends.get(&(*first, *last)) else {
                continue;
            };
            *steps += alike.len();
            let mut fitting = alike.iter().filter(|institution| institution.fits(short));
            if let (Some(only), None) = (fitting.next(), fitting.next()) {
                found(only.form, end);
            }
        }
    }
}

impl Institution {
    /// Whether a text is its short form: each character begins a word of it, or follows the one before.
    fn fits(&self, short: &[char]) -> bool {
        if short.len() >= self.characters.len() {
            return false;
        }
        let mut place = 0;
        let mut before = None;
        for character in short {
            let rest = self
                .characters
                .iter()
                .zip(&self.begins)
                .enumerate()
                .skip(place);
            let mut fitting = rest.filter(|(at, (known, begins))| {
                *known == character
                    && (**begins || before.is_some_and(|before: usize| before + 1 == *at))
            });
            let Some((at, _)) = fitting.next() else {
                return false;
            };
            before = Some(at);
            place = at + 1;
        }
        place == self.characters.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_units() {
        let cases: [(&str, &[&str]); 7] = [
            (
                "清水镇柳河村党支部",
                &["清水镇柳河村党支部", "清水镇柳河村", "柳河村"],
            ),
            (
                "中共云岭县清水镇委员会",
                &[
                    "中共云岭县清水镇委员会",
                    "云岭县清水镇委员会",
                    "清水镇委员会",
                ],
            ),
            (
                "县住房和城乡建设局党组",
                &[
                    "县住房和城乡建设局党组",
                    "县住房和城乡建设局",
                    "住房和城乡建设局",
                ],
            ),
            ("市场监督管理局", &["市场监督管理局"]),
            (
                "城关镇中心小学党支部",
                &["城关镇中心小学党支部", "城关镇中心小学"],
            ),
            ("党支部", &[]),
            ("县委办公室", &["县委办公室"]),
        ];
        for (unit, expected) in cases {
            assert_eq!(forms(unit), expected, "{unit}");
        }
        let long = "甲县乙区".repeat(250);
        assert!(forms(&long).len() <= FORMS);
    }

    #[test]
    fn short_forms_of_institutions() {
        let mut institutions = Institutions::default();
        let names = [
            "住房和城乡建设局",
            "人力资源和社会保障局",
            "发展和改革委员会",
            "退役军人事务局",
            "文化和旅游局",
            "农业农村局",
        ];
        for (form, name) in (0..).zip(names) {
            institutions.add(form, name);
        }
        let found = |text: &str| {
            let characters: Vec<char> = text.chars().collect();
            let mut found = Vec::new();
            for start in 0..characters.len() {
                institutions.at(&characters, start, &mut 0, |form, _| {
                    found.push(names[form as usize])
                });
            }
            found
        };
        assert_eq!(found("县住建局"), ["住房和城乡建设局"]);
        assert_eq!(found("人社局"), ["人力资源和社会保障局"]);
        assert_eq!(found("县发改委"), ["发展和改革委员会"]);
        assert_eq!(found("退役军人局"), ["退役军人事务局"]);
        assert_eq!(found("文旅局"), ["文化和旅游局"]);
        for text in ["住乡局", "房建局", "人保局长", "资社局", "建设局"] {
            assert_eq!(found(text).is_empty(), text != "人保局长", "{text}");
        }
    }
}
