//! Removing old entries: cheaply, in memory of one size, and never anything but entries.

use std::fs::{self, DirEntry, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::folder::{UNFINISHED, entries};
use super::journal::journals;

/// The file whose time tells when the folder was last swept.
const STAMP: &str = "swept";
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// How much may stay.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Hours that an entry stays unused.
    pub hours: usize,
    /// Bytes of all entries.
    pub bytes: u64,
    /// Bytes written in a run that make it sweep although it was done today.
    pub written: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            hours: 180 * 24,
            bytes: 2 << 30,
            written: 256 << 20,
        }
    }
}

/// Removes what is too old, and of the rest the oldest while it is too much. Walking 100,000 entries takes a while, so
/// that is done once a day, or when a run has `written` much.
pub(super) fn sweep(folder: &Path, written: u64, limits: &Limits) {
    let stamp = folder.join(STAMP);
    let last = fs::metadata(&stamp).and_then(|stamp| stamp.modified());
    let today = last.is_ok_and(|last| age(last) < DAY);
    if (today && written < limits.written) || !entries(folder).is_dir() {
        return;
    }
    sweep_journals(folder, limits);
    // Bytes by hours of age: which hour to cut at shows without a list of all entries.
    let mut hours = vec![0_u64; limits.hours];
    each(folder, |entry, age, length| {
        match hours.get_mut((age / HOUR) as usize) {
            Some(hour) => *hour += length,
            None => remove(entry),
        }
    });
    let mut kept = 0;
    let full = hours.iter().position(|hour| {
        kept += hour;
        kept > limits.bytes
    });
    if let Some(full) = full {
        let mut room = limits.bytes.saturating_sub(hours[..full].iter().sum());
        each(folder, |entry, age, length| {
            let hour = (age / HOUR) as usize;
            if hour == full && length <= room {
                room -= length;
            } else if hour >= full {
                remove(entry);
            }
        });
    }
    // Where the stamp cannot be written the next run sweeps again.
    let _ = File::create(stamp);
}

/// Journals of runs that nobody took up.
fn sweep_journals(folder: &Path, limits: &Limits) {
    for journal in fs::read_dir(journals(folder))
        .into_iter()
        .flatten()
        .flatten()
    {
        let modified = journal.metadata().and_then(|metadata| metadata.modified());
        let old = modified.is_ok_and(|modified| age(modified) / HOUR >= limits.hours as u64);
        if is_hex(&journal, 32) && old {
            remove(&journal);
        }
    }
}

/// Every entry with its age in seconds and its length in bytes. Whatever else stands in the folder is not looked at.
fn each(folder: &Path, mut what: impl FnMut(&DirEntry, u64, u64)) {
    let list = |path: &Path| fs::read_dir(path).into_iter().flatten().flatten();
    for shard in list(&entries(folder)) {
        if !is_hex(&shard, 2) {
            continue;
        }
        for entry in list(&shard.path()) {
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            let Ok(modified) = metadata.modified() else {
                continue;
            };
            let age = age(modified);
            let name = entry.file_name();
            if !metadata.is_file() {
            } else if is_hex(&entry, 30) {
                what(&entry, age, metadata.len());
            } else if name.to_string_lossy().starts_with(UNFINISHED) && age > DAY {
                // Of a run that was killed.
                remove(&entry);
            }
        }
    }
}

fn is_hex(entry: &DirEntry, length: usize) -> bool {
    let name = entry.file_name();
    let name = name.as_encoded_bytes();
    name.len() == length
        && name
            .iter()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Seconds; none for a time to come.
fn age(time: SystemTime) -> u64 {
    time.elapsed().unwrap_or(Duration::ZERO).as_secs()
}

fn remove(entry: &DirEntry) {
    // Another run may have removed it, or uses it just now.
    let _ = fs::remove_file(entry.path());
}

#[cfg(test)]
mod tests {
    use super::super::{Cache, Content, Key};
    use super::*;

    const LIMITS: Limits = Limits {
        hours: 48,
        bytes: 1 << 20,
        written: 100,
    };

    fn filled(values: u8) -> (tempfile::TempDir, Cache, Key) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        let key = Key::of("test", &[]);
        for value in 0..values {
            cache.store(&Content::of(&[value]), &key, &"文".repeat(30));
        }
        (folder, cache, key)
    }

    fn set_age(cache: &Cache, key: &Key, value: u8, hours: u64) {
        let place = cache.place(&Content::of(&[value]), key);
        let time = SystemTime::now() - Duration::from_secs(hours * HOUR + 60);
        let file = File::options().append(true).open(place).unwrap();
        file.set_modified(time).unwrap();
    }

    fn kept(cache: &Cache, key: &Key, values: u8) -> Vec<u8> {
        let there = |value: &u8| cache.place(&Content::of(&[*value]), key).exists();
        (0..values).filter(there).collect()
    }

    #[test]
    fn removes_old_entries_and_nothing_that_is_none() {
        let (folder, cache, key) = filled(3);
        set_age(&cache, &key, 0, 50);
        set_age(&cache, &key, 1, 40);
        let own = folder.path().join("entries/ab/述职报告.docx");
        fs::create_dir_all(own.parent().unwrap()).unwrap();
        fs::write(&own, "mine").unwrap();
        let old = SystemTime::now() - Duration::from_secs(400 * DAY);
        let set_old = |path: &Path| {
            let file = File::options().append(true).open(path).unwrap();
            file.set_modified(old).unwrap();
        };
        set_old(&own);
        let left = folder.path().join("entries/ab/unfinished-x");
        fs::write(&left, "half").unwrap();
        set_old(&left);
        sweep(folder.path(), 0, &LIMITS);
        assert_eq!(kept(&cache, &key, 3), [1, 2]);
        assert!(own.exists() && !left.exists());
        // Once a day will do, unless much was written.
        set_age(&cache, &key, 1, 50);
        sweep(folder.path(), 99, &LIMITS);
        assert_eq!(kept(&cache, &key, 3), [1, 2]);
        sweep(folder.path(), 100, &LIMITS);
        assert_eq!(kept(&cache, &key, 3), [2]);
    }

    #[test]
    fn removes_the_oldest_of_too_much() {
        let (folder, cache, key) = filled(10);
        for value in 0..10 {
            set_age(&cache, &key, value, u64::from(value) * 2);
        }
        let one = fs::metadata(cache.place(&Content::of(&[0]), &key)).unwrap();
        let limits = Limits {
            bytes: one.len() * 4 + 1,
            ..LIMITS
        };
        sweep(folder.path(), 0, &limits);
        assert_eq!(kept(&cache, &key, 10), [0, 1, 2, 3]);
        // Of one age as many stay as there is room for.
        let (folder, cache, key) = filled(10);
        sweep(folder.path(), 0, &limits);
        assert_eq!(kept(&cache, &key, 10).len(), 4);
    }
}
