//! Reports whose title names another year than the others do: last year's file handed in again, more often than not.

use super::kept::Kept;
use super::reviewer::Reviewer;
use crate::audit::Found;
use crate::audit::roster::common_year;
use crate::output::batch::short_path;
use crate::ruleset::Lang;

/// Reports that are named.
const NAMED: usize = 5;

/// Tells which of the reports that count (`counting`, by the numbers of their files) have a title of another year than the one asked for, or than most have.
pub(super) fn note(
    reviewer: &Reviewer<'_>,
    found: &Found,
    kept: &Kept,
    counting: &[usize],
    folder: &str,
) -> Option<String> {
    let titled: Vec<_> = counting
        .iter()
        .filter_map(|file| {
            let year = kept.entries.get(*file)?.nature.year?;
            Some((found.sources.get(*file)?, year))
        })
        .collect();
    let years = titled.iter().map(|(_, year)| *year);
    let year = reviewer.register.year().or_else(|| common_year(years))?;
    let others = titled.iter().filter(|(_, titled)| *titled != year);
    let count = others.clone().count();
    if count == 0 {
        return None;
    }
    let lang = reviewer.voice.lang;
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    let named: Vec<String> = others
        .take(NAMED)
        .map(|(source, _)| short_path(&source.name(), folder).to_owned())
        .collect();
    let (named, more) = (named.join(comma), count > NAMED);
    Some(match lang {
        Lang::Zh => format!(
            "有 {count} 份的标题不是 {year} 年度：{named}{}；请核对是不是去年的",
            if more { " 等" } else { "" }
        ),
        Lang::En => format!(
            "titles that do not name {year}: {count} ({named}{}); see whether these are last year's",
            if more { ", …" } else { "" }
        ),
    })
}
