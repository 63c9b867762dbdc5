//! A folder of annotated reports.

use std::path::{Path, PathBuf};

use super::{Annotated, CorpusError, load};
use crate::ruleset::{Lang, system_words};

/// An annotated report in its place.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its file's stem.
    pub name: String,
    /// The folder it lies in, below the one that was read: `train`, `dev`, `unlearned`, `test`; empty for none.
    pub part: String,
    /// The report.
    pub annotated: Annotated,
    /// Last year's report, if it names one.
    pub previous: Option<Annotated>,
    /// Whether it is itself last year's report of another one: roles are annotated, codes are not.
    pub last_year: bool,
}

/// The part of the corpus that nothing is tuned on.
pub const UNTOUCHED: &str = "test";
/// The part that words and thresholds may be set by and the models do not learn from: it shows, error by error, how they do
/// on writers they have not met.
pub const UNLEARNED: &str = "unlearned";

/// All parts.
pub const PARTS: [&str; 4] = ["train", "dev", UNLEARNED, UNTOUCHED];

impl Entry {
    /// Whether the models learn from it.
    pub fn is_learned(&self) -> bool {
        self.part != UNTOUCHED && self.part != UNLEARNED
    }

    /// Whose hand it is from: the part of its name before the first hyphen.
    pub fn writer(&self) -> &str {
        self.name.split('-').next().unwrap_or_default()
    }
}

/// Reads all annotated reports (`.txt`) in a folder and the folders below it, in the order of part and name.
///
/// Second annotations (`second/`) are no reports of their own and are left out.
///
/// # Errors
/// A folder that cannot be read, a file that breaks the format, a folder without reports.
pub fn read(dir: &Path) -> Result<Vec<Entry>, CorpusError> {
    let mut paths = Vec::new();
    collect(dir, &mut paths)?;
    paths.sort_unstable();
    let entries: Vec<Entry> = paths
        .iter()
        .map(|path| entry(dir, path))
        .collect::<Result<_, _>>()?;
    if entries.is_empty() {
        return Err(fault(dir, "没有标注报告（.txt）".into()));
    }
    Ok(entries)
}

fn collect(dir: &Path, paths: &mut Vec<PathBuf>) -> Result<(), CorpusError> {
    let listing =
        std::fs::read_dir(dir).map_err(|error| fault(dir, system_words(&error, Lang::Zh)))?;
    for entry in listing {
        let path = entry
            .map_err(|error| fault(dir, system_words(&error, Lang::Zh)))?
            .path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "second") {
                collect(&path, paths)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
    }
    Ok(())
}

fn entry(dir: &Path, path: &Path) -> Result<Entry, CorpusError> {
    let annotated = load(path)?;
    let previous = annotated
        .head
        .previous
        .as_ref()
        .map(|file| load(&path.with_file_name(file)))
        .transpose()?;
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let part = path
        .parent()
        .and_then(|parent| parent.strip_prefix(dir).ok())
        .map(|below| below.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(Entry {
        last_year: name.ends_with(".last"),
        name,
        part,
        annotated,
        previous,
    })
}

/// Finds a report by its file name in a corpus folder or the folders directly below it.
pub fn find(dir: &Path, file: &str) -> Option<PathBuf> {
    let mut folders = vec![dir.to_path_buf()];
    let below = std::fs::read_dir(dir).ok()?;
    folders.extend(below.filter_map(|entry| entry.ok().map(|entry| entry.path())));
    folders
        .into_iter()
        .map(|folder| folder.join(file))
        .find(|path| path.is_file())
}

fn fault(path: &Path, reason: String) -> CorpusError {
    CorpusError {
        file: path.display().to_string(),
        line: 0,
        reason,
    }
}
