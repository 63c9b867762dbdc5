//! The files of a run: what is read may not be written over, and no result by another.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

/// What stands already where a result is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// A file that is read.
    Input,
    /// Another result.
    Result,
}

/// The files that are spoken for.
pub struct Taken(FxHashMap<PathBuf, Clash>);

impl Taken {
    /// Files that are read.
    pub fn by<'p>(inputs: impl IntoIterator<Item = &'p Path>) -> Taken {
        let places = inputs.into_iter().map(|path| (place(path), Clash::Input));
        Taken(places.collect())
    }

    /// Takes a file for a result.
    ///
    /// # Errors
    /// It is spoken for. A device or a pipe takes whatever comes.
    pub fn take(&mut self, output: &Path) -> Result<(), Clash> {
        if output.metadata().is_ok_and(|there| !there.is_file()) {
            return Ok(());
        }
        match self.0.insert(place(output), Clash::Result) {
            Some(clash) => Err(clash),
            None => Ok(()),
        }
    }
}

/// One name for a file however it is written; a file that is to come has that of its folder.
fn place(path: &Path) -> PathBuf {
    let to_come = || {
        let folder = match path.parent()? {
            here if here.as_os_str().is_empty() => Path::new("."),
            folder => folder,
        };
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    let there = path.canonicalize().ok();
    there.or_else(to_come).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_once_however_it_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("稿.md"), "").expect("written");
        let mut taken = Taken::by([at("稿.md").as_path()]);
        assert_eq!(taken.take(&at("./稿.md")), Err(Clash::Input));
        assert_eq!(taken.take(&at("页.html")), Ok(()));
        assert_eq!(taken.take(&at("./页.html")), Err(Clash::Result));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_takes_whatever_comes() {
        let mut taken = Taken::by([]);
        assert_eq!(taken.take(Path::new("/dev/null")), Ok(()));
        assert_eq!(taken.take(Path::new("/dev/null")), Ok(()));
    }
}
