//! Zip archives of reports, as they are sent around.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::GBK;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::package::cut_off;
use crate::read::{self, ReadError};

/// A file within an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Its place in the archive.
    pub place: usize,
    /// Its path there.
    pub name: String,
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
}
