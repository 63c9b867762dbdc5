//! Reports whose title names another year than the others do: last year's file handed in again, more often than not.

use std::collections::HashSet;

use super::kept::Kept;
use super::reviewer::Reviewer;
use crate::audit::Found;
use crate::audit::roster::{Attendance, common_year};
use crate::output::batch::short_path;
use crate::ruleset::Lang;

/// Reports that are named.
const NAMED: usize = 5;

/// Tells which of the reports that count have a title of another year than the one asked for, or than most have.
pub(super) fn note(
    reviewer: &Reviewer<'_>,
    found: &Found,
    kept: &Kept,
    attendance: Option<&Attendance>,
    folder: &str,
) -> Option<String> {
    let mut older: HashSet<usize> = HashSet::new();
    for duplicate in attendance
        .iter()
        .flat_map(|attendance| &attendance.duplicates)
    {
        let files = attendance.and_then(|attendance| attendance.files.get(duplicate.person));
        let holds = files.copied().flatten().map(|(file, _)| file);
        let files = duplicate.files.iter().copied();
        older.extend(files.filter(|file| Some(*file) != holds));
    }
    let entries = found.sources.iter().zip(&kept.entries).enumerate();
    let titled: Vec<_> = entries
        .filter(|(file, (_, entry))| entry.nature.is_report && !older.contains(file))
        .filter_map(|(_, (source, entry))| Some((source, entry.nature.year?)))
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
