//! Zip archives of reports, as they are sent around.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::GBK;
use jiff::civil::DateTime;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::package::cut_off;
use crate::read::{self, ReadError, moment};

/// A file within an archive.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// The archive with its directory, which its members share: it is read once, however many they are.
    archive: ZipArchive<Reader>,
    /// Its place in the archive.
    place: usize,
    /// Its path there.
    pub name: String,
    /// When it was written: in the time of the place where it was packed, to two seconds.
    pub written: Option<DateTime>,
}

/// The files of an archive, folders left out.
///
/// # Errors
/// Why the archive cannot be opened.
pub(super) fn members(path: &Path) -> Result<Vec<Member>, ReadError> {
    let mut archive = open(path)?;
    let shared = archive.clone();
    let mut members = Vec::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(|_| cut_off())?;
        if !entry.is_dir() {
            members.push(Member {
                archive: shared.clone(),
                place,
                name: name(entry.name_raw()),
                written: entry.last_modified().and_then(moment_of),
            });
        }
    }
    Ok(members)
}

impl Member {
    /// Its bytes, within the limit of what is read, from the archive of that path.
    ///
    /// # Errors
    /// An archive that is gone, a password, a damaged archive, a member that is too long.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let mut archive = self.archive.clone();
        let entry = archive.by_index(self.place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
            ZipError::Io(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
                ) =>
            {
                read::trouble(path, &error)
            }
            _ => cut_off(),
        })?;
        let mut bytes = Vec::new();
        entry
            .take(read::FILE_LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| cut_off())?;
        Ok(bytes)
    }
}

/// A file under a place of its own: a copy opens the file again when it is first read, so that threads do not move each
/// other's place and an archive's members hold no files open.
#[derive(Debug)]
struct Reader {
    path: Arc<Path>,
    file: Option<File>,
}

impl Reader {
    fn file(&mut self) -> io::Result<&mut File> {
        let file = match self.file.take() {
            Some(file) => file,
            None => File::open(&self.path)?,
        };
        Ok(self.file.insert(file))
    }
}

impl Clone for Reader {
    fn clone(&self) -> Reader {
        Reader {
            path: Arc::clone(&self.path),
            file: None,
        }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(buffer)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}

/// The moment of an entry; packers that know none write the first day of 1980.
fn moment_of(noted: zip::DateTime) -> Option<DateTime> {
    let date = [
        noted.year().into(),
        noted.month().into(),
        noted.day().into(),
    ];
    let time = [
        noted.hour().into(),
        noted.minute().into(),
        noted.second().into(),
    ];
    moment::of_parts(date, time)
}

fn open(path: &Path) -> Result<ZipArchive<Reader>, ReadError> {
    let mut reader = Reader {
        path: path.into(),
        file: None,
    };
    reader.file().map_err(|error| read::trouble(path, &error))?;
    ZipArchive::new(reader).map_err(|_| cut_off())
}

/// Archives made on Chinese Windows name their files in GBK and do not say so.
fn name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GBK.decode_without_bom_handling(raw).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names_of_both_kinds() {
        assert_eq!(name("述职/张.docx".as_bytes()), "述职/张.docx");
        let (gbk, ..) = GBK.encode("述职/张.docx");
        assert_eq!(name(&gbk), "述职/张.docx");
    }

    #[test]
    fn entries_tell_when_they_were_written() {
        let cases = [
            ((2026, 12, 10, 17, 30, 58), "2026-12-10T17:30:58"),
            ((2024, 2, 29, 0, 0, 0), "2024-02-29T00:00:00"),
            ((1980, 1, 1, 0, 0, 0), ""),
        ];
        for ((year, month, day, hour, minute, second), moment) in cases {
            let noted = zip::DateTime::from_date_and_time(year, month, day, hour, minute, second);
            let told = moment_of(noted.unwrap()).map_or_else(String::new, |at| at.to_string());
            assert_eq!(told, moment);
        }
        // 31 February, hour 31: what an archive may claim all the same.
        let noted = zip::DateTime::try_from_msdos((93 << 9) | (2 << 5) | 31, u16::MAX);
        assert_eq!(noted.ok().and_then(moment_of), None);
    }
}
