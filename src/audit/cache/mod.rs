//! What was found out about reports in earlier runs, so that a second run need not find it out again.
//!
//! Entries are keyed by what they were found out from: the content of the file, never its name or place, so a report that
//! was moved or renamed is known again. What else a value depends on goes into its [`Key`]: the scheme, the rules, the
//! settings, last year's file; the program itself is in every key.
//!
//! # Confidence
//! Reports are confidential, and what is kept of them quotes them. So every entry is sealed with a key that is made of the
//! content of the report itself, and its name in the folder is a hash:
//!
//! - Whoever has the cache folder and not the reports can read no word of them, no finding and no file name; what shows
//!   is how many entries there are, how large they are and when they were used.
//! - Whoever has a report can open what was found in that report, and sees that it was once checked here. That also holds
//!   for whoever can guess a file to the last byte: sealing does not protect a text that is known or of a few words.
//! - Results (`--format …=PATH`) are not sealed: they are what was asked for.

mod folder;
mod journal;
mod seal;
mod sweep;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use folder::default_folder;
pub use journal::{Journal, Stamp, Taken};
pub use seal::Content;

/// What a value depends on besides the content of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(blake3::Hash);

impl Key {
    /// Of the kind of value and all that it is made from.
    pub fn of(kind: &str, parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new_derive_key("shuzhi 2026-11 cache: key");
        // Lengths keep parts apart: "ab", "c" is not "a", "bc".
        for part in [program(), kind.as_bytes()].iter().chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(hasher.finalize())
    }

    /// Its bytes, to be part of another key.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Tells builds of the program apart, those of one version too: two of them may judge differently.
fn program() -> &'static [u8] {
    static PROGRAM: OnceLock<Vec<u8>> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let file = std::env::current_exe().and_then(std::fs::metadata);
        let stamp = file.map(|file| Stamp::of(&file).to_bytes().to_vec());
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        [version, &stamp.unwrap_or_default()].concat()
    })
}

/// A folder of sealed entries. Several programs may use one at a time.
///
/// Nothing that goes wrong here is an error of a run: what cannot be read is not there, what cannot be written is done
/// without.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    written: AtomicU64,
    trouble: OnceLock<io::Error>,
}

impl Cache {
    /// The cache in a folder, which is made when there is something to put in.
    pub fn new(folder: PathBuf) -> Cache {
        Cache {
            folder,
            written: AtomicU64::new(0),
            trouble: OnceLock::new(),
        }
    }

    /// The value that was kept; none where there is none, or a damaged or foreign one.
    pub fn load<T: DeserializeOwned>(&self, content: &Content, key: &Key) -> Option<T> {
        let sealed = folder::read(&self.place(content, key))?;
        let bytes = seal::open(content, key, sealed)?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a value, in the place of an earlier one if there is one.
    pub fn store<T: Serialize>(&self, content: &Content, key: &Key, value: &T) {
        // A folder that cannot be written once is not tried again for each of 100,000 files.
        if self.trouble.get().is_some() {
            return;
        }
        let Ok(bytes) = serde_json::to_vec(value) else {
            return;
        };
        let sealed = seal::seal(content, key, bytes);
        match folder::write(&self.folder, &self.place(content, key), &sealed) {
            Ok(()) => {
                let length = sealed.len() as u64;
                self.written.fetch_add(length, Ordering::Relaxed);
            }
            Err(error) => self.stumbled(error),
        }
    }

    /// Why nothing could be kept, if that is so.
    pub fn trouble(&self) -> Option<&io::Error> {
        self.trouble.get()
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes what was not used for long and what is too much, if it was not looked at today.
    pub fn sweep(&self) {
        let written = self.written.load(Ordering::Relaxed);
        sweep::sweep(&self.folder, written, &sweep::Limits::default());
    }

    fn stumbled(&self, error: io::Error) {
        // Only the first one is told.
        let _ = self.trouble.set(error);
    }

    fn place(&self, content: &Content, key: &Key) -> PathBuf {
        folder::place(&self.folder, &content.name(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_values_apart_and_takes_damage_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("cache"));
        let (one, other) = (Content::of(b"one"), Content::of(b"other"));
        let key = Key::of("reading", &[b"docx"]);
        assert_eq!(cache.load::<String>(&one, &key), None);
        cache.store(&one, &key, &"甲".to_owned());
        cache.store(&other, &key, &"乙".to_owned());
        assert_eq!(cache.load(&one, &key), Some("甲".to_owned()));
        assert_eq!(cache.load(&other, &key), Some("乙".to_owned()));
        assert_eq!(
            cache.load::<String>(&one, &Key::of("reading", &[b"md"])),
            None
        );
        // A value of another shape, as a later program may look for, is none either.
        assert_eq!(cache.load::<Vec<u8>>(&one, &key), None);
        let place = cache.place(&one, &key);
        for damage in [&b""[..], b"short", &[7; 400]] {
            std::fs::write(&place, damage).unwrap();
            assert_eq!(cache.load::<String>(&one, &key), None);
        }
        cache.store(&one, &key, &"丙".to_owned());
        assert_eq!(cache.load(&one, &key), Some("丙".to_owned()));
        assert!(cache.trouble().is_none());
    }

    #[test]
    fn keys_tell_their_parts_apart() {
        let keys = [
            Key::of("a", &[b"b", b"c"]),
            Key::of("a", &[b"bc"]),
            Key::of("a", &[b"b", b"c", b""]),
            Key::of("ab", &[b"c"]),
        ];
        for (place, key) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(key), "{place}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_done_without() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let cache = Cache::new(file.join("cache"));
        let (content, key) = (Content::of(b""), Key::of("reading", &[]));
        cache.store(&content, &key, &1);
        assert_eq!(cache.load::<i32>(&content, &key), None);
        assert!(cache.trouble().is_some());
        cache.sweep();
    }
}
