//! Zip archives of reports, as they are sent around.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::GBK;
use jiff::civil::DateTime;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::package::cut_off;
use crate::read::{self, ReadError, moment};

/// A file within an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Its place in the archive.
    pub place: usize,
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
    let mut members = Vec::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(|_| cut_off())?;
        if !entry.is_dir() {
            members.push(Member {
                place,
                name: name(entry.name_raw()),
                written: entry.last_modified().and_then(moment_of),
            });
        }
    }
    Ok(members)
}

/// The bytes of a member, within the limit of what is read.
///
/// # Errors
/// A password, a damaged archive, a member that is too long.
pub(super) fn bytes(path: &Path, place: usize) -> Result<Vec<u8>, ReadError> {
    let mut archive = open(path)?;
    let entry = archive.by_index(place).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        _ => cut_off(),
    })?;
    let mut bytes = Vec::new();
    entry
        .take(read::FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| cut_off())?;
    Ok(bytes)
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

fn open(path: &Path) -> Result<ZipArchive<File>, ReadError> {
    let file = File::open(path).map_err(|error| read::trouble(path, &error))?;
    ZipArchive::new(file).map_err(|_| cut_off())
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
