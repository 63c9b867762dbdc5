//! Which reports there are in folders and archives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use walkdir::WalkDir;

use super::archive::{self, Member};
use super::exclude::Patterns;
use crate::document::{Document, Modified};
use crate::read::{self, ReadError};

/// Endings of files that may be reports; which they are is decided by their content.
const ENDINGS: [&str; 14] = [
    "docx", "docm", "dotx", "dotm", "doc", "wps", "wpt", "rtf", "odt", "fodt", "ofd", "md", "txt",
    "pdf",
];

/// Endings of archives that are not opened: what is in them must be unpacked first, and that has to be said.
const PACKED: [&str; 4] = ["rar", "7z", "tar", "gz"];

/// Where a report stands.
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    member: Option<Member>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The reports, sorted by path.
    pub sources: Vec<Source>,
    /// Hidden files and folders passed over.
    pub hidden: usize,
    /// Lock files of Word (`~$…`) and other temporary files passed over.
    pub temporary: usize,
    /// Files of other kinds passed over, by their ending.
    pub other: BTreeMap<String, usize>,
    /// Folders and archives that could not be looked into, and why.
    pub errors: Vec<(String, ReadError)>,
}

/// Looks for reports in folders, in the folders below and in zip archives; a file that is named itself is taken whatever
/// it is called.
///
/// `exclude` are patterns as in a `.gitignore` file, without its `!`.
///
/// # Errors
/// A pattern that cannot be read, in the words of its reader.
pub fn find(paths: &[PathBuf], exclude: &[String]) -> Result<Found, String> {
    let patterns = Patterns::new(exclude)?;
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            folder(path, &patterns, &mut found);
        } else {
            file(path, true, &mut found);
        }
    }
    if paths.len() > 1 {
        found.keep_once();
    }
    Ok(found)
}

fn folder(root: &Path, patterns: &Patterns, found: &mut Found) {
    let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).display().to_string();
                let reason = ReadError::damaged("无法打开这个文件夹，请检查权限");
                found.errors.push((path, reason));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let name = entry.file_name().to_string_lossy();
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let hidden = is_folder && is_hidden(&name);
        if entry.depth() > 0 && (hidden || patterns.exclude(below, is_folder)) {
            found.hidden += usize::from(hidden);
            if is_folder {
                walk.skip_current_dir();
            }
        } else if !is_folder {
            file(entry.path(), false, found);
        }
    }
}

fn file(path: &Path, named: bool, found: &mut Found) {
    let shown = path.to_string_lossy();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !named && !found.takes(&name) {
        return;
    }
    if PACKED.contains(&ending(&shown).as_str()) {
        return found.errors.push((shown.into_owned(), packed()));
    }
    if ending(&shown) != "zip" {
        found.sources.push(Source {
            path: path.to_owned(),
            member: None,
        });
        return;
    }
    let members = match archive::members(path) {
        Ok(members) => members,
        Err(error) => return found.errors.push((shown.into_owned(), error)),
    };
    for member in members {
        if !found.takes(&member.name) {
            continue;
        }
        let source = Source {
            path: path.to_owned(),
            member: Some(member),
        };
        // An archive within an archive is not opened; reports must not get lost in it unheard.
        match is_archive(&source.hint()) {
            true => found.errors.push((source.name(), packed())),
            false => found.sources.push(source),
        }
    }
}

fn is_archive(path: &str) -> bool {
    let ending = ending(path);
    ending == "zip" || PACKED.contains(&ending.as_str())
}

fn packed() -> ReadError {
    ReadError::Unsupported {
        what: "这种压缩包（rar、7z 或压缩包里的压缩包）".to_owned(),
        advice: "里面的报告没有检查；请先解压，把其中的报告放进文件夹再审核".to_owned(),
    }
}

impl Found {
    /// Leaves out what lies in a folder: last year's reports, kept beside this year's, are none of this year's.
    pub fn leave_out(&mut self, folder: &Path) {
        let Ok(folder) = folder.canonicalize() else {
            return;
        };
        self.sources.retain(|source| {
            let path = source.path.canonicalize();
            !path.is_ok_and(|path| path.starts_with(&folder))
        });
    }

    /// Folders that are named may lie within each other: a report counts once.
    fn keep_once(&mut self) {
        let mut seen = BTreeSet::new();
        self.sources.retain(|source| {
            let path = source.path.canonicalize();
            let member = source.member.as_ref().map(|member| member.name.clone());
            seen.insert((path.unwrap_or_else(|_| source.path.clone()), member))
        });
    }

    /// Whether a file may be a report by its name, in an archive by its path there; counts it if not.
    fn takes(&mut self, path: &str) -> bool {
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        if name.starts_with("~$") || name.starts_with(".~") || name.ends_with(".tmp") {
            self.temporary += 1;
        } else if path.split(['/', '\\']).any(is_hidden) || name == "Thumbs.db" {
            self.hidden += 1;
        } else {
            let ending = ending(name);
            if is_archive(name) || ENDINGS.contains(&ending.as_str()) {
                return true;
            }
            *self.other.entry(ending).or_default() += 1;
        }
        false
    }
}

/// Whether a file or folder is one that people do not see.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX"
}

/// What stands behind the last dot of a name, in small letters; empty for none.
fn ending(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

impl Source {
    /// The member of an archive that goes by this name; none for a file of its own and where there is no such member.
    pub fn in_archive(name: &Path) -> Option<Source> {
        let archive = name.ancestors().skip(1).find(|path| path.is_file())?;
        let mut found = Found::default();
        file(archive, true, &mut found);
        let wanted = name.display().to_string();
        let mut members = found.sources.into_iter();
        members.find(|source| source.member.is_some() && source.name() == wanted)
    }

    /// How it is named to people: an archive's members behind the archive, `收到.zip/乡镇/张.docx`.
    pub fn name(&self) -> String {
        let path = self.path.display();
        match &self.member {
            Some(member) => format!("{path}/{}", member.name),
            None => path.to_string(),
        }
    }

    /// Its path as people see it below a folder; the whole of it where it does not stand there.
    pub fn below(&self, folder: &Path) -> PathBuf {
        let name = PathBuf::from(self.name());
        match name.strip_prefix(folder) {
            Ok(below) if below.file_name().is_some() => below.to_owned(),
            _ => name,
        }
    }

    /// The file it stands in, itself or as an archive's member.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name by which the reader tells Markdown from plain text.
    pub(super) fn hint(&self) -> String {
        match &self.member {
            Some(member) => member.name.clone(),
            None => {
                let name = self.path.file_name().unwrap_or_default();
                name.to_string_lossy().into_owned()
            }
        }
    }

    /// When the file was written, as the file system or the archive says.
    pub fn written(&self) -> Option<DateTime> {
        match &self.member {
            Some(member) => member.written,
            None => read::written(&self.path),
        }
    }

    /// The report's bytes.
    ///
    /// # Errors
    /// Why they cannot be had.
    pub fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        match &self.member {
            Some(member) => member.bytes(&self.path),
            None => read::bytes(&self.path),
        }
    }

    /// Reads the report.
    ///
    /// # Errors
    /// Why there is nothing to read in it.
    pub fn read(&self) -> Result<Document, ReadError> {
        self.parse(&self.bytes()?)
    }

    /// Reads the report from its bytes.
    ///
    /// # Errors
    /// Why there is nothing to read in them.
    pub fn parse(&self, bytes: &[u8]) -> Result<Document, ReadError> {
        if self.member.is_none() {
            return read::parse(&self.path, bytes);
        }
        let mut document = read::from_bytes(bytes, Some(&self.hint()))?;
        document.path = Some(PathBuf::from(self.name()));
        document.modified = document.modified.or(self.written().map(Modified::by_file));
        Ok(document)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write;

    use jiff::civil::date;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::document::ModifiedBy;

    #[test]
    fn a_report_counts_once_and_last_years_are_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for path in ["收到/柳林镇", "收到/去年"] {
            std::fs::create_dir_all(at(path)).expect("a folder");
            std::fs::write(at(path).join("张三.md"), "述职报告").expect("a file");
        }
        let paths = [at("收到"), at("收到/柳林镇"), at("收到/./柳林镇/张三.md")];
        let mut found = find(&paths, &[]).expect("no patterns");
        assert_eq!(found.sources.len(), 2);
        found.leave_out(&at("收到/去年"));
        let left: Vec<_> = found.sources.iter().map(Source::path).collect();
        assert_eq!(left, [at("收到/柳林镇/张三.md")]);
    }

    #[test]
    fn members_of_archives_keep_their_own_times() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("收到.zip");
        let mut archive = zip::ZipWriter::new(File::create(&path).expect("a file"));
        let written = zip::DateTime::from_date_and_time(2026, 12, 10, 17, 30, 58);
        let times = [written.expect("a time"), zip::DateTime::default()];
        for (name, time) in ["a.md", "b.md"].into_iter().zip(times) {
            let options = SimpleFileOptions::default().last_modified_time(time);
            archive.start_file(name, options).expect("a member");
            archive.write_all("述职报告".as_bytes()).expect("its text");
        }
        archive.finish().expect("an archive");
        let found = find(&[path], &[]).expect("no patterns");
        let modified = found
            .sources
            .iter()
            .map(|source| source.read().expect("a report").modified);
        let by_archive = Modified::by_file(date(2026, 12, 10).at(17, 30, 58, 0));
        // Packers that know no time write the first day of 1980.
        assert_eq!(modified.collect::<Vec<_>>(), [Some(by_archive), None]);
        // On its own the same text has the time of the file system.
        let alone = folder.path().join("a.md");
        std::fs::write(&alone, "述职报告").expect("a file");
        let found = find(&[alone], &[]).expect("no patterns");
        let modified = found.sources[0].read().expect("a report").modified;
        assert_eq!(modified.map(|one| one.by), Some(ModifiedBy::File));
    }

    #[test]
    fn the_directory_of_an_archive_is_read_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("收到.zip");
        let mut archive = zip::ZipWriter::new(File::create(&path).expect("a file"));
        for number in 0..50 {
            let name = format!("{number}.md");
            let options = SimpleFileOptions::default();
            archive.start_file(name, options).expect("a member");
            write!(archive, "第 {number} 份述职报告").expect("its text");
        }
        archive.finish().expect("an archive");
        let found = find(std::slice::from_ref(&path), &[]).expect("no patterns");
        // Who needs it again will not find it.
        let mut bytes = std::fs::read(&path).expect("the archive");
        let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02");
        bytes[directory.expect("a directory")..].fill(0);
        std::fs::write(&path, bytes).expect("a file");
        assert!(!find(&[path], &[]).expect("no patterns").errors.is_empty());
        assert_eq!(found.sources.len(), 50);
        for (number, source) in found.sources.iter().enumerate() {
            let text = format!("第 {number} 份述职报告").into_bytes();
            assert_eq!(source.bytes().ok(), Some(text));
        }
    }

    #[test]
    fn archives_that_are_not_opened_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("收到.zip");
        let mut archive = zip::ZipWriter::new(File::create(&path).expect("a file"));
        for name in ["甲.md", "柳河村.zip", "~$柳河村.zip"] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .expect("a member");
            archive.write_all("述职报告".as_bytes()).expect("its text");
        }
        archive.finish().expect("an archive");
        std::fs::write(folder.path().join("白沙镇.RAR"), "Rar!").expect("a file");
        let found = find(&[folder.path().to_owned()], &[]).expect("no patterns");
        assert_eq!(found.sources.len(), 1);
        assert_eq!(found.temporary, 1);
        let told: Vec<&str> = found
            .errors
            .iter()
            .map(|(path, _)| path.rsplit('/').next().unwrap_or_default())
            .collect();
        assert_eq!(told, ["柳河村.zip", "白沙镇.RAR"]);
        let message = found.errors[0].1.to_string();
        assert!(message.contains("请先解压"), "{message}");
    }

    #[test]
    fn excludes_as_gitignore_does() {
        let cases = [
            ("草稿", "甲/草稿", true, true),
            ("草稿/", "甲/草稿", true, true),
            ("草稿/", "甲/草稿", false, false),
            ("*.md", "甲/说明.md", false, true),
            ("/说明.md", "说明.md", false, true),
            ("/说明.md", "甲/说明.md", false, false),
            ("甲/*.md", "甲/说明.md", false, true),
            ("甲/*.md", "甲/乙/说明.md", false, false),
            ("甲/**/*.md", "甲/乙/丙/说明.md", false, true),
        ];
        for (pattern, path, is_folder, excluded) in cases {
            let patterns = Patterns::new(&[pattern.to_owned()]).expect("a pattern");
            let told = patterns.exclude(Path::new(path), is_folder);
            assert_eq!(told, excluded, "{pattern} {path}");
        }
        assert!(Patterns::new(&["a[b".to_owned()]).is_err());
    }
}
