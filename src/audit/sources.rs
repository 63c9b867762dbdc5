//! Which reports there are in folders and archives.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use super::archive::{self, Member};
use crate::document::Document;
use crate::read::{self, ReadError};

/// Endings of files that may be reports; which they are is decided by their content.
const ENDINGS: [&str; 14] = [
    "docx", "docm", "dotx", "dotm", "doc", "wps", "wpt", "rtf", "odt", "fodt", "ofd", "md", "txt",
    "pdf",
];

/// Where a report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: PathBuf,
    member: Option<Member>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The reports, sorted by path.
    pub sources: Vec<Source>,
    /// Hidden files and folders passed over.
    pub hidden: usize,
    /// Lock files of Word (`~$…`) and other temporary files passed over.
    pub temporary: usize,
    /// Files of other kinds passed over, by their ending.
    pub other: BTreeMap<String, usize>,
    /// Folders and archives that could not be looked into, and why.
    pub errors: Vec<(String, ReadError)>,
}

/// Looks for reports in folders, in the folders below and in zip archives; a file that is named itself is taken whatever
/// it is called.
///
/// `exclude` are patterns as in a `.gitignore` file.
///
/// # Errors
/// A pattern that cannot be read, in the words of its reader.
pub fn find(paths: &[PathBuf], exclude: &[String]) -> Result<Found, String> {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            folder(path, exclude, &mut found)?;
        } else {
            file(path, true, &mut found);
        }
    }
    Ok(found)
}

fn folder(root: &Path, exclude: &[String], found: &mut Found) -> Result<(), String> {
    let mut overrides = OverrideBuilder::new(root);
    for pattern in exclude {
        let added = overrides.add(&format!("!{pattern}"));
        added.map_err(|error| error.to_string())?;
    }
    let overrides = overrides.build().map_err(|error| error.to_string())?;
    let hidden = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&hidden);
    let mut walk = WalkBuilder::new(root);
    // What is skipped must be counted, so only the patterns are left to the walk.
    walk.standard_filters(false)
        .overrides(overrides)
        .filter_entry(move |entry| {
            let skipped = entry.depth() > 0 && is_hidden_folder(entry);
            counted.fetch_add(usize::from(skipped), Ordering::Relaxed);
            !skipped
        })
        .sort_by_file_path(Path::cmp);
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                file(entry.path(), false, found);
            }
            Ok(_) => {}
            Err(error) => {
                let reason = ReadError::damaged("无法打开这个文件夹，请检查权限");
                found.errors.push((error.to_string(), reason));
            }
        }
    }
    found.hidden += hidden.load(Ordering::Relaxed);
    Ok(())
}

fn is_hidden_folder(entry: &ignore::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_some_and(|kind| kind.is_dir())
        && (name.starts_with('.') || name == "__MACOSX")
}

fn file(path: &Path, named: bool, found: &mut Found) {
    let shown = path.to_string_lossy();
    if !named && !found.takes(&shown) {
        return;
    }
    if ending(&shown) != "zip" {
        found.sources.push(Source {
            path: path.to_owned(),
            member: None,
        });
        return;
    }
    let members = match archive::members(path) {
        Ok(members) => members,
        Err(error) => return found.errors.push((shown.into_owned(), error)),
    };
    for member in members {
        if found.takes(&member.name) && ending(&member.name) != "zip" {
            found.sources.push(Source {
                path: path.to_owned(),
                member: Some(member),
            });
        }
    }
}

impl Found {
    /// Whether a file may be a report by its name; counts it if not.
    fn takes(&mut self, path: &str) -> bool {
        let mut parts = path.rsplit(['/', '\\']);
        let name = parts.next().unwrap_or_default();
        if name.starts_with("~$") || name.starts_with(".~") || name.ends_with(".tmp") {
            self.temporary += 1;
        } else if name.starts_with('.')
            || name == "Thumbs.db"
            || parts.any(|part| part == "__MACOSX")
        {
            self.hidden += 1;
        } else {
            let ending = ending(name);
            if ending == "zip" || ENDINGS.contains(&ending.as_str()) {
                return true;
            }
            *self.other.entry(ending).or_default() += 1;
        }
        false
    }
}

/// What stands behind the last dot of a name, in small letters; empty for none.
fn ending(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

impl Source {
    /// How it is named to people: an archive's members behind the archive, `收到.zip/乡镇/张.docx`.
    pub fn name(&self) -> String {
        let path = self.path.display();
        match &self.member {
            Some(member) => format!("{path}/{}", member.name),
            None => path.to_string(),
        }
    }

    /// Reads the report.
    ///
    /// # Errors
    /// Why there is nothing to read in it.
    pub fn read(&self) -> Result<Document, ReadError> {
        let Some(member) = &self.member else {
            return read::open(&self.path);
        };
        let bytes = archive::bytes(&self.path, member.place)?;
        let mut document = read::from_bytes(&bytes, Some(&member.name))?;
        document.path = Some(PathBuf::from(self.name()));
        Ok(document)
    }
}
