//! The zip package: parts by name, within limits that hold whatever the headers claim.

use std::io::{BufRead, Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::read::ReadError;

const MAX_FILE: usize = 200 << 20;
const MAX_ENTRIES: u64 = 20_000;
const MAX_PART: u64 = 128 << 20;
const MAX_TOTAL: u64 = 256 << 20;
/// End records that may stand in one file: its own and those of packages embedded without compression.
const MAX_END_RECORDS: usize = 16;

/// A part as it was inflated.
pub(crate) struct Part {
    /// The bytes, as far as they could be had.
    pub bytes: Vec<u8>,
    /// Whether the stream broke off or its checksum is wrong.
    pub broken: bool,
}

/// A part as it is stored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored<'a> {
    /// Its bytes, compressed or not.
    pub bytes: &'a [u8],
    /// The checksum that the directory has for it.
    pub sum: u32,
}

/// An opened package.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    inflated: u64,
    /// Whether several entries share a name; the last one counts.
    pub duplicates: bool,
}

impl<'a> Package<'a> {
    /// Opens a package; nothing is inflated yet.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        if bytes.len() > MAX_FILE {
            return Err(ReadError::too_large("文件大于 200 MB"));
        }
        if !bytes.starts_with(b"PK") {
            return Err(ReadError::NotWord {
                what: "其他格式的文件".into(),
            });
        }
        let claimed = claimed_entries(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut_off())?;
        let duplicates = (archive.len() as u64) < claimed;
        Ok(Self {
            bytes,
            archive,
            inflated: 0,
            duplicates,
        })
    }

    /// Inflates the part called `name`; `None` if there is none.
    pub fn read(&mut self, name: &str) -> Result<Option<Part>, ReadError> {
        let Some(index) = self.index(name) else {
            return Ok(None);
        };
        let entry = match self.archive.by_index(index) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadError::Encrypted);
            }
            Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
                return Err(ReadError::damaged("压缩方式不是 Word 所用的"));
            }
            Err(_) => return Err(cut_off()),
        };
        let room = MAX_PART.min(MAX_TOTAL - self.inflated);
        let mut bytes = Vec::with_capacity(entry.size().min(super::SET_ASIDE) as usize);
        let broken = entry.take(room + 1).read_to_end(&mut bytes).is_err();
        let size = bytes.len() as u64;
        if size > room {
            return Err(ReadError::too_large("解压后的内容大于 128 MB"));
        }
        self.inflated += size;
        Ok(Some(Part { bytes, broken }))
    }

    /// The part called `name` as it is stored; `None` if there is none or the file ends before it does.
    pub fn stored(&mut self, name: &str) -> Option<Stored<'a>> {
        let index = self.index(name)?;
        let entry = self.archive.by_index_raw(index).ok()?;
        let start = usize::try_from(entry.data_start()?).ok()?;
        let size = usize::try_from(entry.compressed_size()).ok()?;
        let bytes = self.bytes.get(start..start.checked_add(size)?)?;
        let sum = entry.crc32();
        (entry.compression() == CompressionMethod::Deflated).then_some(Stored { bytes, sum })
    }

    /// A copy of the package in which these parts have another content, or none.
    ///
    /// All others are copied as they are stored; parts that are new stand at the end.
    ///
    /// # Errors
    /// An entry that cannot be copied because the archive is cut off.
    pub fn with_parts(
        &mut self,
        changes: &[(String, Option<Vec<u8>>)],
    ) -> Result<Vec<u8>, ReadError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut placed = vec![false; changes.len()];
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index).map_err(|_| cut_off())?;
            let name = normal(entry.name());
            let change = changes.iter().position(|(part, _)| normal(part) == name);
            let Some(change) = change else {
                writer.raw_copy_file(entry).map_err(|_| cut_off())?;
                continue;
            };
            // Two entries may differ in case only: the first takes the content, the other goes.
            if !std::mem::replace(&mut placed[change], true) {
                let name = entry.name().to_owned();
                drop(entry);
                write_part(&mut writer, &name, changes[change].1.as_deref())?;
            }
        }
        for ((name, content), placed) in changes.iter().zip(placed) {
            if !placed {
                write_part(&mut writer, name, content.as_deref())?;
            }
        }
        let written = writer.finish().map_err(|_| cut_off())?;
        Ok(written.into_inner())
    }

    /// Whether any part's name begins so (case ignored).
    pub fn has(&self, prefix: &str) -> bool {
        self.archive
            .file_names()
            .any(|name| normal(name).starts_with(prefix))
    }

    /// Whether there is a part called `name`.
    pub fn contains(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    fn index(&self, name: &str) -> Option<usize> {
        if let Some(index) = self.archive.index_for_name(name) {
            return Some(index);
        }
        let wanted = normal(name);
        (0..self.archive.len()).rev().find(|index| {
            self.archive
                .name_for_index(*index)
                .is_some_and(|found| normal(found) == wanted)
        })
    }
}

fn write_part(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: Option<&[u8]>,
) -> Result<(), ReadError> {
    let Some(content) = content else {
        return Ok(());
    };
    writer
        .start_file(name, SimpleFileOptions::default())
        .map_err(|_| cut_off())?;
    writer.write_all(content).map_err(|_| cut_off())
}

pub(crate) fn cut_off() -> ReadError {
    ReadError::damaged("压缩包不完整，可能没有下载或复制完")
}

fn normal(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

/// The name of the part that `target` means when it stands in the relationships of `source`.
pub(crate) fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        steps.extend(source.split('/'));
        steps.pop();
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// How many entries the directory claims to have, over all end records a zip reader may try.
///
/// Checked before the zip crate sees the file: it reserves memory by this figure.
fn claimed_entries(bytes: &[u8]) -> Result<u64, ReadError> {
    let ends = signatures(bytes, b"PK\x05\x06");
    let Some(last) = ends.last() else {
        return Err(cut_off());
    };
    if ends.len() > MAX_END_RECORDS {
        return Err(ReadError::damaged("压缩包目录重复"));
    }
    let last = u64::from(number::<2>(bytes, last + 10) as u16);
    let mut most = 0;
    let mut large = false;
    for end in &ends {
        let entries = number::<2>(bytes, end + 10).max(number::<2>(bytes, end + 8));
        let locator = end.checked_sub(20).and_then(|at| bytes.get(at..at + 4));
        if locator == Some(b"PK\x06\x07") {
            large = true;
        }
        if entries != 0xFFFF {
            most = most.max(entries);
        }
    }
    if large {
        for end in signatures(bytes, b"PK\x06\x06") {
            most = most.max(number::<8>(bytes, end + 32));
        }
    }
    if most > MAX_ENTRIES {
        return Err(ReadError::too_large("压缩包内条目超过两万个"));
    }
    Ok(if last == 0xFFFF { 0 } else { last })
}

/// Where a signature of four bytes stands.
fn signatures(bytes: &[u8], signature: &[u8; 4]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut rest = bytes;
    // The second byte of all signatures is K; `skip_until` is the standard library's fast search.
    while let Ok(1..) = rest.skip_until(signature[1]) {
        let after = bytes.len() - rest.len();
        let Some(start) = after.checked_sub(2) else {
            continue;
        };
        if bytes.get(start..start + 4) == Some(signature) {
            found.push(start);
        }
    }
    found
}

/// A little-endian number of `N` bytes; zero past the end.
fn number<const N: usize>(bytes: &[u8], at: usize) -> u64 {
    let stretch = bytes.get(at..at + N).unwrap_or_default();
    stretch
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
