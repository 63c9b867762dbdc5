//! A file that stands under another name until it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The other names, so that an end at once can remove them.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that is being written. What is not finished is removed; what stood there before stays until then.
#[derive(Debug)]
pub struct Pending {
    out: BufWriter<File>,
    path: PathBuf,
    /// None for what cannot be replaced by a file: a device or a pipe, which is written as it is.
    part: Option<Part>,
}

impl Pending {
    /// Begins it.
    ///
    /// # Errors
    /// The folder is not there or cannot be written.
    pub fn create(path: &Path) -> io::Result<Pending> {
        let special = fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
        let part = (!special).then(|| Part::of(path));
        let file = File::create(part.as_ref().map_or(path, |part| &part.0))?;
        Ok(Pending {
            out: BufWriter::new(file),
            path: path.to_owned(),
            part,
        })
    }

    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// The disk is full, or the place is taken by something that cannot be replaced.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        match &self.part {
            Some(part) => fs::rename(&part.0, &self.path),
            None => Ok(()),
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The other name; what stands there when it is let go of is removed.
#[derive(Debug)]
struct Part(PathBuf);

impl Part {
    fn of(path: &Path) -> Part {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        unfinished(|parts| parts.insert(part.clone()));
        Part(part)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        unfinished(|parts| parts.remove(&self.0));
        // Gone already where the file was finished.
        let _ = fs::remove_file(&self.0);
    }
}

/// Removes all files that are not finished, for an end at once.
pub fn remove_unfinished() {
    unfinished(|parts| {
        for part in parts.iter() {
            let _ = fs::remove_file(part);
        }
    });
}

fn unfinished<T>(what: impl FnOnce(&mut BTreeSet<PathBuf>) -> T) -> T {
    what(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.jsonl");
        let files = || fs::read_dir(folder.path()).unwrap().count();
        fs::write(&path, "old").unwrap();
        let mut pending = Pending::create(&path).unwrap();
        pending.write_all(b"half").unwrap();
        assert_eq!((files(), fs::read(&path).unwrap()), (2, b"old".to_vec()));
        drop(pending);
        assert_eq!((files(), fs::read(&path).unwrap()), (1, b"old".to_vec()));
        let mut pending = Pending::create(&path).unwrap();
        pending.write_all(b"new").unwrap();
        pending.finish().unwrap();
        assert_eq!((files(), fs::read(&path).unwrap()), (1, b"new".to_vec()));
    }
}
