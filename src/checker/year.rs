//! The year that a report is about.

use std::collections::BTreeMap;

use crate::profile::Profile;
use crate::ruleset::{Bilingual, Lang};
use crate::structure::{Draft, Role};

/// How the report year was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearSource {
    /// `--year`.
    Given,
    /// The scheme fixes it.
    Profile,
    /// The title names it.
    Title,
    /// It is told most often.
    Text,
    /// The file's date.
    File,
    /// It could not be found.
    Unknown,
}

impl YearSource {
    /// In words.
    pub fn title(self, lang: Lang) -> String {
        let both = match self {
            YearSource::Given => ("由 --year 指定", "given by --year"),
            YearSource::Profile => ("由方案规定", "fixed by the profile"),
            YearSource::Title => ("取自标题", "from the title"),
            YearSource::Text => ("取自正文中出现最多的年份", "told most often in the text"),
            YearSource::File => ("取自文件日期", "from the file's date"),
            YearSource::Unknown => ("未能确定，可用 --year 指定", "unknown; give --year"),
        };
        Bilingual {
            zh: both.0.into(),
            en: both.1.into(),
        }
        .get(lang)
        .to_owned()
    }
}

/// Finds the year: `--year`, the profile, "…年度" in the title, the year most told in what was done, the file's date
/// (before March: the year before).
pub fn find(given: Option<i32>, profile: &Profile, draft: &Draft<'_>) -> (Option<i32>, YearSource) {
    if given.is_some() {
        return (given, YearSource::Given);
    }
    if profile.year.is_some() {
        return (profile.year, YearSource::Profile);
    }
    let title = draft
        .title
        .map(|title| draft.folded(draft.paragraphs[title].range.clone()))
        .unwrap_or_default();
    let in_title = years(title);
    if let Some((year, _)) = in_title
        .iter()
        .find(|(_, rest)| rest.starts_with("年度"))
        .or(in_title.first())
    {
        return (Some(*year), YearSource::Title);
    }
    let told = |roles: &[Role]| {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for sentence in draft
            .sentences
            .iter()
            .filter(|sentence| roles.contains(&sentence.role))
        {
            for (year, _) in years(draft.folded(sentence.range.clone())) {
                *counts.entry(year).or_default() += 1;
            }
        }
        counts
            .into_iter()
            .max_by_key(|(year, count)| (*count, *year))
            .map(|(year, _)| year)
    };
    if let Some(year) = told(&[Role::Intro, Role::Achievement, Role::Rectification]) {
        return (Some(year), YearSource::Text);
    }
    match draft.document.modified {
        Some(modified) => {
            let before = i32::from(modified.at.month() < 3);
            (
                Some(i32::from(modified.at.year()) - before),
                YearSource::File,
            )
        }
        None => (None, YearSource::Unknown),
    }
}

/// Years named in a folded text (2023年, 二〇二三年), each with what follows the digits.
fn years(text: &str) -> Vec<(i32, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('年') {
        let before = &text[..at];
        let characters: Vec<char> = before.chars().rev().take(4).collect();
        let digits: Option<Vec<i32>> = characters
            .iter()
            .rev()
            .map(|character| digit(*character))
            .collect();
        let Some(digits) = digits.filter(|digits| digits.len() == 4) else {
            continue;
        };
        let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
        if (2000..2100).contains(&year) {
            found.push((year, &text[at..]));
        }
    }
    found
}

fn digit(character: char) -> Option<i32> {
    const HAN: &str = "〇一二三四五六七八九";
    if character == '零' || character == '○' || character == 'O' {
        return Some(0);
    }
    let han = HAN
        .chars()
        .position(|digit| digit == character)
        .and_then(|place| i32::try_from(place).ok());
    han.or_else(|| {
        character
            .to_digit(10)
            .and_then(|digit| i32::try_from(digit).ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_years_in_both_scripts() {
        let years: Vec<i32> = years("二〇二三年度，2019年3月，三年，12年")
            .into_iter()
            .map(|(year, _)| year)
            .collect();
        assert_eq!(years, [2023, 2019]);
    }
}
