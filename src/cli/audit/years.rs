//! Reports whose title names another year than the others do: last year's file handed in again, more often than not.

use super::kept::Kept;
use super::reviewer::Reviewer;
use crate::audit::Found;
use crate::audit::roster::common_year;
use crate::output::batch::{first_few, short_path};
use crate::ruleset::Lang;

/// Reports that are named.
const NAMED: usize = 5;

/// Tells which of the reports that count (`counting`, by the numbers of their files) have a title of another year than the
/// one asked for, or than most have.
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
    let others: Vec<String> = others
        .map(|(source, _)| short_path(&source.name(), folder).to_owned())
        .collect();
    let count = others.len();
    (count > 0).then(|| match reviewer.voice.lang {
        Lang::Zh => {
            let named = first_few(&others, NAMED, ("、", " 等"));
            format!("有 {count} 份的标题不是 {year} 年度：{named}；请核对是不是去年的")
        }
        Lang::En => {
            let named = first_few(&others, NAMED, (", ", ", …"));
            format!(
                "titles that do not name {year}: {count} ({named}); see whether these are last year's"
            )
        }
    })
}
