//! Headings: numbers, levels, and the roles that a heading's words announce.

use std::collections::BTreeMap;
use std::ops::Range;

use super::role::Role;
use crate::ruleset::{Cue, Hits};
use crate::text::list_number::{Closing, arabic_mark, arabic_number, circled_number, han_number};

/// A set of roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoleSet(u8);

impl RoleSet {
    /// Adds a role.
    pub fn insert(&mut self, role: Role) {
        self.0 |= 1 << role.index();
    }

    /// The roles of both.
    #[must_use]
    pub fn or(self, other: RoleSet) -> RoleSet {
        RoleSet(self.0 | other.0)
    }

    /// Whether the role is in it.
    pub fn contains(self, role: Role) -> bool {
        self.0 & 1 << role.index() != 0
    }

    /// Whether no role is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many roles are in it.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The roles in it.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL
            .into_iter()
            .filter(move |role| self.contains(*role))
    }
}

impl FromIterator<Role> for RoleSet {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        let mut set = RoleSet::default();
        roles.into_iter().for_each(|role| set.insert(role));
        set
    }
}

/// How a number is written, which tells its level: 一、→（一）→1.→（1）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberForm {
    /// 第一部分
    Part,
    /// 一、
    Han,
    /// （一） or 一）
    BracketedHan,
    /// 1. or 1、
    Arabic,
    /// （1） or 1）
    BracketedArabic,
    /// ①
    Circled,
    /// 第一，: counts points within a passage, whatever level that has
    Ordinal,
}

impl NumberForm {
    /// The level of the official order, 1 = top.
    pub fn level(self) -> u8 {
        match self {
            NumberForm::Part | NumberForm::Han => 1,
            NumberForm::BracketedHan => 2,
            NumberForm::Arabic => 3,
            NumberForm::BracketedArabic => 4,
            NumberForm::Circled | NumberForm::Ordinal => 5,
        }
    }

    /// How the form looks, for messages.
    pub fn sample(self) -> &'static str {
        match self {
            NumberForm::Part => "第一部分",
            NumberForm::Han => "一、",
            NumberForm::BracketedHan => "（一）",
            NumberForm::Arabic => "1.",
            NumberForm::BracketedArabic => "（1）",
            NumberForm::Circled => "①",
            NumberForm::Ordinal => "第一，",
        }
    }
}

/// A number at the start of a folded paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// How it is written.
    pub form: NumberForm,
    /// What it says.
    pub value: u32,
    /// Bytes up to the words behind it.
    pub length: usize,
}

/// The levels of headings, told in their order.
///
/// The level of a lead before running text follows from the form of its number. Where headings on their own lines are
/// numbered in that form too, a lead that does not go on from them (一、 under 三、) stands below the last of them.
#[derive(Debug, Default)]
pub struct Levels {
    by_form: BTreeMap<NumberForm, Alike>,
    /// How many levels headings stand below those that their numbers have in the official order.
    down: i8,
}

/// The last headings of one form.
#[derive(Debug, Default, Clone, Copy)]
struct Alike {
    /// Level and number of the last one on a line of its own.
    on_line: Option<(u8, u32)>,
    /// Level of the last one, if that was a lead before running text.
    run_in: Option<u8>,
}

impl Levels {
    /// Takes note of a heading on a line of its own, and gives its level back.
    pub fn on_line(&mut self, level: u8, number: Option<Number>) -> u8 {
        if let Some(number) = number {
            if number.form != NumberForm::Part {
                self.down = level as i8 - number.form.level() as i8;
            }
            let on_line = Some((level, number.value));
            self.by_form.insert(
                number.form,
                Alike {
                    on_line,
                    run_in: None,
                },
            );
        }
        level
    }

    /// The level of a lead before running text.
    pub fn run_in(&mut self, number: Option<Number>) -> u8 {
        let Some(number) = number else { return 3 };
        // Below headings that begin with 1、 even a （一） stands lower.
        let least = 1 + u8::from(self.down < 0);
        let usual = number
            .form
            .level()
            .saturating_add_signed(self.down)
            .max(least);
        let alike = self.by_form.entry(number.form).or_default();
        let level = match (alike.on_line, alike.run_in) {
            (Some((above, _)), Some(before)) if before > above => above + 1,
            (Some((above, value)), None) if value + 1 != number.value => above + 1,
            _ => usual,
        };
        alike.run_in = Some(level);
        level
    }
}

/// Reads the number that a folded paragraph begins with, if any.
pub fn leading_number(text: &str) -> Option<Number> {
    let (form, value, rest) = circled(text)
        .or_else(|| bracketed(text))
        .or_else(|| ordinal(text))
        .or_else(|| closed(text))?;
    Some(Number {
        form,
        value,
        length: text.len() - rest.trim_start().len(),
    })
}

/// ①
fn circled(text: &str) -> Option<(NumberForm, u32, &str)> {
    let (value, rest) = circled_number(text)?;
    Some((NumberForm::Circled, value, rest))
}

/// （一）, （1）
fn bracketed(text: &str) -> Option<(NumberForm, u32, &str)> {
    let inside = text.strip_prefix(['（', '〔'])?;
    let (form, (value, rest)) = match han_number(inside) {
        Some(number) => (NumberForm::BracketedHan, number),
        None => (NumberForm::BracketedArabic, arabic_number(inside)?),
    };
    let rest = rest.strip_prefix(['）', '〕'])?;
    Some((form, value, rest.strip_prefix('、').unwrap_or(rest)))
}

/// 第一部分, 第一，
fn ordinal(text: &str) -> Option<(NumberForm, u32, &str)> {
    let behind = text.strip_prefix('第')?;
    let (value, rest) = han_number(behind).or_else(|| arabic_number(behind))?;
    if let Some(rest) = rest.strip_prefix("部分") {
        let rest = rest.trim_start_matches(['：', '、', '，', ' ']);
        return Some((NumberForm::Part, value, rest));
    }
    Some((NumberForm::Ordinal, value, rest.strip_prefix(['、', '，'])?))
}

/// 一、, 一）, 1. or 1）
fn closed(text: &str) -> Option<(NumberForm, u32, &str)> {
    let Some((value, rest)) = han_number(text) else {
        let (value, closing, rest) = arabic_mark(text)?;
        let form = match closing {
            Closing::Dot => NumberForm::Arabic,
            Closing::Bracket => NumberForm::BracketedArabic,
        };
        return Some((form, value, rest));
    };
    if let Some(rest) = rest.strip_prefix('）') {
        return Some((NumberForm::BracketedHan, value, rest));
    }
    Some((NumberForm::Han, value, rest.strip_prefix(['、', '.'])?))
}

/// Roles that the words of a heading announce; several for a joint heading (存在问题及原因).
///
/// What stands in quotes does not count where other words announce something: 关于“…不到位”问题的整改
/// is about what was done.
pub fn announced(text: &str, range: Range<usize>, hits: &Hits) -> RoleSet {
    const STEMS: [(Cue, Role); 7] = [
        (Cue::HeadingIntro, Role::Intro),
        (Cue::HeadingAchievement, Role::Achievement),
        (Cue::HeadingRectification, Role::Rectification),
        (Cue::HeadingProblem, Role::Problem),
        (Cue::HeadingCause, Role::Cause),
        (Cue::HeadingPlan, Role::Plan),
        (Cue::HeadingClosing, Role::Closing),
    ];
    let quoted = quoted_ranges(&text[range.clone()], range.start);
    let inside = |place: &Range<usize>| {
        quoted
            .iter()
            .any(|quote| quote.start <= place.start && place.end <= quote.end)
    };
    let mut places: Vec<(Range<usize>, Role)> = Vec::new();
    let hits = hits.stretch(range.clone());
    for (cue, role) in STEMS {
        places.extend(hits.places(cue).map(|place| (place, role)));
    }
    // The longest stem wins over shorter ones that it covers: 上年度问题整改情况 is rectification, not problem.
    let covered = |index: usize| {
        let (place, role) = &places[index];
        places.iter().any(|(other, other_role)| {
            other_role != role
                && other.start <= place.start
                && place.end <= other.end
                && other.len() > place.len()
        })
    };
    let mut outside = RoleSet::default();
    let mut all = RoleSet::default();
    for (index, (place, role)) in places.iter().enumerate() {
        if covered(index) {
            continue;
        }
        all.insert(*role);
        if !inside(place) {
            outside.insert(*role);
        }
    }
    let mut roles = if outside.is_empty() { all } else { outside };
    let last_year = hits.count(Cue::LastYear) > 0 && names_last_year(&text[range.clone()]);
    if last_year && !roles.contains(Role::Achievement) {
        roles.insert(Role::Rectification);
    }
    if roles.contains(Role::Rectification) {
        // 整改 in the words makes a problem told there an answered one.
        let mut only = RoleSet::default();
        only.insert(Role::Rectification);
        let words = &text[range];
        if roles.contains(Role::Plan)
            && ["打算", "下一步", "下步", "今后", "明年"]
                .iter()
                .any(|word| words.contains(word))
        {
            only.insert(Role::Plan);
        }
        roles = only;
    }
    roles
}

/// Whether a heading with a mark of last year is about what was said then, whatever it calls it: 去年说下的话和镇上点的问题.
/// One that compares the years (同去年比，还差在哪) is not, nor 年初谋划, for the beginning of a year is this one's too.
fn names_last_year(heading: &str) -> bool {
    const OTHER: [&str; 7] = ["比", "较", "相", "以来", "至今", "到今年", "年初"];
    !OTHER.iter().any(|word| heading.contains(word))
}

fn quoted_ranges(text: &str, offset: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open = None;
    for (at, character) in text.char_indices() {
        match character {
            '“' => open = Some(at),
            '”' => {
                if let Some(start) = open.take() {
                    ranges.push(offset + start..offset + at);
                }
            }
            _ => {}
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_in_their_forms() {
        let cases = [
            ("一、履职情况", Some((NumberForm::Han, 1, 6))),
            ("十二、其他", Some((NumberForm::Han, 12, 9))),
            ("（三）抓学习", Some((NumberForm::BracketedHan, 3, 9))),
            ("（一）、抓学习", Some((NumberForm::BracketedHan, 1, 12))),
            ("1.抓学习", Some((NumberForm::Arabic, 1, 2))),
            ("2、抓学习", Some((NumberForm::Arabic, 2, 4))),
            ("（4）抓学习", Some((NumberForm::BracketedArabic, 4, 7))),
            ("5）抓学习", Some((NumberForm::BracketedArabic, 5, 4))),
            ("一）抓学习", Some((NumberForm::BracketedHan, 1, 6))),
            ("第二部分 存在问题", Some((NumberForm::Part, 2, 13))),
            ("③其他", Some((NumberForm::Circled, 3, 3))),
            ("第一，支委", Some((NumberForm::Ordinal, 1, 9))),
            ("1.3月底前走访", Some((NumberForm::Arabic, 1, 2))),
            ("2.2025年起公示", Some((NumberForm::Arabic, 2, 2))),
            ("1.2万元", None),
            ("2023年", None),
            ("2023）年度", None),
            ("一是学习", None),
            ("第一书记", None),
            ("三会一课", None),
        ];
        for (text, expected) in cases {
            let found =
                leading_number(text).map(|number| (number.form, number.value, number.length));
            assert_eq!(found, expected, "{text}");
        }
    }
}
