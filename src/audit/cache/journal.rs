//! The journal of a run: which files it is through with, so that a run that was broken off can be taken up again without
//! reading them.
//!
//! It stands in the cache folder, named by a hash of the run's folders and settings. A line is a hash of a file's path,
//! length and time, and the sealed [`Content`] that opens the file's entries. Hashes and seals are keyed by the content of
//! the first report of the run: without that report the journal tells neither names nor what was in them.

use std::collections::HashMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::Key;
use super::seal::{Content, apply};

/// Bytes at the beginning: whether a report is the run's first one.
const HEAD: usize = 16;
/// Bytes of the hash of path, length and time.
const NAME: usize = 16;
/// Bytes of a line.
const LINE: usize = NAME + 32;
/// Lines that are read of a journal.
const LINES: u64 = 2_000_000;
/// A file as young as this when it was read may change again within one step of its file system's clock.
const SETTLED: Duration = Duration::from_secs(2);

/// What tells without reading it whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    /// Of what the file system says of a file.
    pub fn of(metadata: &Metadata) -> Stamp {
        Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }

    /// Its bytes, to be hashed.
    pub(super) fn to_bytes(self) -> [u8; 24] {
        let since = self
            .modified
            .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let nanos = since.map_or(u128::MAX, |since| since.as_nanos());
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.length.to_le_bytes());
        bytes[8..].copy_from_slice(&nanos.to_le_bytes());
        bytes
    }

    fn is_settled(&self) -> bool {
        let age = self.modified.map(|modified| modified.elapsed());
        age.is_some_and(|age| age.is_ok_and(|age| age > SETTLED))
    }
}

/// The secret of a journal.
#[derive(Debug, Clone, Copy)]
struct Secret([u8; 32]);

impl Secret {
    fn new(run: &Key, first: &Content) -> Secret {
        let mut hasher = blake3::Hasher::new_derive_key("shuzhi 2026-11 journal: secret");
        hasher.update(run.as_bytes()).update(&first.0);
        Secret(hasher.finalize().into())
    }

    fn hash(&self, what: &str, name: &str, stamp: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        // Both ends have one length, so that nothing in the name can be taken for them.
        hasher.update(what.as_bytes()).update(stamp);
        hasher.update(name.as_bytes()).finalize()
    }

    fn head(&self) -> [u8; HEAD] {
        cut(self.hash("head", "", &[]).as_bytes())
    }

    fn name(&self, name: &str, stamp: Stamp) -> [u8; NAME] {
        cut(self.hash("name", name, &stamp.to_bytes()).as_bytes())
    }

    /// Seals and opens.
    fn apply(&self, name: &str, stamp: Stamp, content: &mut [u8; 32]) {
        let key = self.hash("seal", name, &stamp.to_bytes());
        apply(key.as_bytes(), &[], content);
    }
}

fn cut<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    std::array::from_fn(|place| bytes[place])
}

/// What an earlier run was through with.
#[derive(Debug)]
pub struct Taken {
    secret: Secret,
    lines: HashMap<[u8; NAME], [u8; 32]>,
}

impl Taken {
    /// The content of a file, if it has not changed since.
    pub fn find(&self, name: &str, stamp: Stamp) -> Option<Content> {
        let mut content = *self.lines.get(&self.secret.name(name, stamp))?;
        self.secret.apply(name, stamp, &mut content);
        Some(Content(content))
    }
}

/// Writes down what a run is through with.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    run: Key,
    secret: Option<Secret>,
    /// None before the first line, and where it cannot be written: then a run that is broken off begins again.
    file: Option<File>,
}

impl Journal {
    /// A new one, in the place of an earlier one; `run` is made of the run's folders and settings.
    pub fn new(folder: &Path, run: Key) -> Journal {
        let journal = Journal {
            path: place(folder, &run),
            run,
            secret: None,
            file: None,
        };
        journal.remove();
        journal
    }

    /// Takes up the one that a run left when it was broken off. `first` are the contents of the first few reports: one of
    /// them must be the one that was first then.
    pub fn resume(
        folder: &Path,
        run: Key,
        first: impl IntoIterator<Item = Content>,
    ) -> Option<(Journal, Taken)> {
        let path = place(folder, &run);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .open(&path)
            .ok()?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let mut secrets = first.into_iter().map(|content| Secret::new(&run, &content));
        let secret = secrets.find(|secret| secret.head() == head)?;
        let mut bytes = Vec::new();
        (&file)
            .take(LINES * LINE as u64)
            .read_to_end(&mut bytes)
            .ok()?;
        let lines = bytes.chunks_exact(LINE);
        // A line that was cut off would shift all that are written behind it.
        let whole = HEAD + bytes.len() - lines.remainder().len();
        file.set_len(whole as u64).ok()?;
        let lines = lines.filter_map(|line| {
            let (name, content) = line.split_first_chunk()?;
            Some((*name, content.try_into().ok()?))
        });
        let lines = lines.collect();
        let journal = Journal {
            path,
            run,
            secret: Some(secret),
            file: Some(file),
        };
        Some((journal, Taken { secret, lines }))
    }

    /// Writes down a file that the run is through with; `stamp` is from before it was read.
    pub fn add(&mut self, name: &str, stamp: Stamp, content: Content) {
        let secret = match self.secret {
            Some(secret) => secret,
            None => self.begin(&content),
        };
        if let Some(file) = &mut self.file
            && stamp.is_settled()
        {
            let mut line = [0; LINE];
            let (head, tail) = line.split_at_mut(NAME);
            head.copy_from_slice(&secret.name(name, stamp));
            let mut content = content.0;
            secret.apply(name, stamp, &mut content);
            tail.copy_from_slice(&content);
            if file.write_all(&line).is_err() {
                self.file = None;
            }
        }
    }

    fn begin(&mut self, first: &Content) -> Secret {
        let secret = Secret::new(&self.run, first);
        self.secret = Some(secret);
        let begun = self.path.parent().map(fs::create_dir_all);
        self.file = begun.and_then(|begun| {
            begun.ok()?;
            let mut file = File::create(&self.path).ok()?;
            file.write_all(&secret.head()).ok()?;
            Some(file)
        });
        secret
    }

    /// The run is through: there is nothing to take up.
    pub fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The folder of all journals.
pub(super) fn journals(folder: &Path) -> PathBuf {
    folder.join("runs")
}

fn place(folder: &Path, run: &Key) -> PathBuf {
    let mut name = run.0.to_hex();
    name.truncate(32);
    journals(folder).join(name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(length: u64) -> Stamp {
        Stamp {
            length,
            modified: SystemTime::now().checked_sub(Duration::from_secs(length)),
        }
    }

    #[test]
    fn takes_over_what_has_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let run = Key::of("run", &[b"inbox"]);
        let content = |number: u64| Content::of(&number.to_le_bytes());
        let stamps: Vec<Stamp> = (10..20).map(stamp).collect();
        let mut journal = Journal::new(folder, run);
        for (number, stamp) in stamps.iter().enumerate() {
            journal.add(&format!("村{number}.docx"), *stamp, content(number as u64));
        }
        // Too young to be told apart from what it may be in a moment.
        journal.add("刚到.docx", stamp(0), content(99));
        drop(journal);
        // A line cut off, as when the power fails.
        let path = place(folder, &run);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 5]).unwrap();

        let resume = |first: &[u64]| {
            let first: Vec<_> = first.iter().map(|number| content(*number)).collect();
            Journal::resume(folder, run, first)
        };
        assert!(resume(&[]).is_none() && resume(&[5]).is_none());
        let (mut journal, taken) = resume(&[7, 0]).unwrap();
        for (number, stamp) in stamps.iter().enumerate() {
            let found = taken.find(&format!("村{number}.docx"), *stamp);
            let expected = (number < 9).then(|| content(number as u64));
            assert_eq!(found, expected, "{number}");
        }
        assert_eq!(taken.find("村1.docx", stamps[2]), None);
        assert_eq!(taken.find("刚到.docx", stamp(0)), None);
        // What is added behind the cut is found again.
        journal.add("村9.docx", stamps[9], content(9));
        drop(journal);
        let (journal, taken) = resume(&[0]).unwrap();
        assert_eq!(taken.find("村9.docx", stamps[9]), Some(content(9)));
        journal.remove();
        assert!(resume(&[0]).is_none());
        assert!(Journal::resume(folder, Key::of("run", &[b"other"]), [content(0)]).is_none());
    }
}
