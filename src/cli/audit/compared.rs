//! `--compared`: the reports of a run were held against each other elsewhere, pair by pair.

use std::collections::HashMap;

use serde::Deserialize;

use super::alike::{Alike, Kinship, Report};
use super::before::Before;
use super::kept::no_room;
use crate::audit::similar::Similar;
use crate::cli::Voice;
use crate::cli::json_lines::JsonLines;

/// Bytes of a line: a pair quotes what two reports share.
pub(super) const LINE: u64 = 64 << 20;
/// What a line looks like.
pub(super) const SHAPE: &str = r#"{"a":"…","b":"…","pair":…}"#;

/// A line of `shuzhi compare --pairs-from`.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "a")]
    _a: String,
    #[serde(rename = "b")]
    _b: String,
    /// None where the two share too little, or one could not be read.
    #[serde(default)]
    pair: Option<Similar>,
}

/// Takes the pairs of a list over: those whose first report is one of `names`, the reports of the run by place, are `told`
/// and kept; of the others it is only noted what they mean for the run's own reports.
///
/// # Errors
/// A line that is no pair, or a full disk.
pub(super) fn read(
    voice: &Voice,
    mut lines: JsonLines,
    names: &[String],
    (previous, before, kin): (&[Option<usize>], &Before, Kinship<'_>),
    mut told: impl FnMut(&Similar),
) -> Result<Alike, String> {
    let places: HashMap<&str, usize> = names
        .iter()
        .enumerate()
        .map(|(place, name)| (name.as_str(), place))
        .collect();
    let last_years: HashMap<String, usize> = before.names().collect();
    let mut alike = Alike::new().map_err(|error| no_room(voice, &error))?;
    while let Some(line) = lines.next::<Line>(voice)? {
        let Some(similar) = line.pair.filter(|pair| pair.finding) else {
            continue;
        };
        let find = |path: &str| places.get(path).copied();
        let a = find(&similar.a.path);
        let b = match (find(&similar.b.path), last_years.get(&similar.b.path)) {
            (Some(place), _) => Report::This(place),
            (None, Some(number)) => Report::LastYear {
                own: a.and_then(|a| previous.get(a).copied().flatten()) == Some(*number),
            },
            (None, None) => Report::Elsewhere,
        };
        let first = a.map_or(Report::Elsewhere, Report::This);
        if alike.is_untold(kin, first, b) {
            continue;
        }
        if a.is_some() {
            told(&similar);
        }
        let taken = alike.take(first, b, similar);
        taken.map_err(|error| no_room(voice, &error))?;
    }
    alike.finish(|place| names.get(place).cloned().unwrap_or_default());
    Ok(alike)
}
