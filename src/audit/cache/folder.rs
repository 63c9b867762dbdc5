//! The folder on disk: where it is, and entries as files that are whole or not there.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::read::gather;

/// The longest entry that is read, in bytes; the longest of a report with every kind of finding is a hundredth of it.
const LONGEST: u64 = 32 << 20;
/// An entry that is used has its time set again when it is so old.
const FRESH: Duration = Duration::from_secs(7 * 86_400);
/// What entries are called while they are written.
pub(super) const UNFINISHED: &str = "unfinished-";
/// Tells programs for backups what this is (<https://bford.info/cachedir/>).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Sealed results of shuzhi audit; may be removed at any time.\n",
);

/// Where the cache is unless the user says otherwise: `$SHUZHI_CACHE_DIR`, or else below the platform's folder for caches.
/// None where there is no such folder.
pub fn default_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = env::var_os(name).map(PathBuf::from);
        path.filter(|path| !path.as_os_str().is_empty())
    };
    if let Some(own) = folder("SHUZHI_CACHE_DIR") {
        return Some(own);
    }
    if cfg!(windows) {
        return folder("LOCALAPPDATA").map(|path| path.join("shuzhi").join("cache"));
    }
    if cfg!(target_os = "macos") {
        return folder("HOME").map(|path| path.join("Library/Caches/shuzhi"));
    }
    // The standard says that a relative path here is to be passed over.
    let named = folder("XDG_CACHE_HOME").filter(|path| path.is_absolute());
    let caches = named.or_else(|| folder("HOME").map(|path| path.join(".cache")));
    caches.map(|path| path.join("shuzhi"))
}

/// The folder of all entries.
pub(super) fn entries(folder: &Path) -> PathBuf {
    folder.join("entries")
}

/// Where an entry stands: in one of 256 folders, so that none of them gets too long for any file system.
pub(super) fn place(folder: &Path, name: &str) -> PathBuf {
    let (shard, rest) = name.split_at_checked(2).unwrap_or(("", name));
    let mut place = entries(folder);
    place.extend([shard, rest]);
    place
}

/// The bytes of an entry, which counts as used from now on.
pub(super) fn read(place: &Path) -> Option<Vec<u8>> {
    let file = File::open(place).ok()?;
    let metadata = file.metadata().ok()?;
    let bytes = gather(&file, metadata.len(), LONGEST).ok()?;
    let age = metadata.modified().ok()?.elapsed();
    if age.is_ok_and(|age| age > FRESH) {
        // Where that fails the entry is only removed earlier.
        let writable = OpenOptions::new().append(true).open(place);
        let _ = writable.and_then(|file| file.set_modified(SystemTime::now()));
    }
    Some(bytes)
}

/// Writes an entry under another name and renames it, so that nobody ever reads half of one.
pub(super) fn write(folder: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    let parent = place.parent().unwrap_or(folder);
    let begin = || {
        tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(parent)
    };
    let mut file = match begin() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            let tag = folder.join(TAG.0);
            if !tag.exists() {
                fs::write(tag, TAG.1)?;
            }
            begin()?
        }
        begun => begun?,
    };
    file.write_all(bytes)?;
    match file.persist(place) {
        // On Windows an entry that another program reads just now cannot be replaced; it is there, and that will do.
        Err(_) if cfg!(windows) && place.is_file() => Ok(()),
        persisted => persisted.map(drop).map_err(|error| error.error),
    }
}
