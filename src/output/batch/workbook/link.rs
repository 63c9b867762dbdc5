//! Links from the workbook to reports.

use std::path::{Component, Path, PathBuf};

/// Where links start.
pub(super) struct Links {
    folder: Option<PathBuf>,
}

impl Links {
    /// Links of a workbook that is to stand at `path`.
    pub(super) fn from(path: &Path) -> Links {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        Links {
            folder: folder.canonicalize().ok(),
        }
    }

    /// The target of a link to a report; none where there is no such file, as inside an archive.
    pub(super) fn to(&mut self, report: &str) -> Option<String> {
        let path = Path::new(report);
        if !path.is_file() {
            return None;
        }
        let path = path.canonicalize().ok()?;
        let target = relative(self.folder.as_deref()?, &path)?;
        // What follows a # would be taken for a place inside the file.
        if target.contains('#') {
            return None;
        }
        // The writer escapes blanks and the like itself, but nothing where it finds a % that looks escaped.
        let target = match target.contains('%') {
            true => target.replace('%', "%25").replace(' ', "%20"),
            false => target,
        };
        Some(format!("file:///{target}"))
    }
}

/// The way from a folder to a file, both canonical; the whole path where they stand on different drives.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let from: Vec<Component> = folder.components().collect();
    let to: Vec<Component> = file.components().collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        // Windows writes canonical paths with a prefix that office programs do not know.
        let whole = file.to_str()?;
        return Some(whole.strip_prefix(r"\\?\").unwrap_or(whole).to_owned());
    }
    let mut parts = vec![".."; from.len() - shared];
    for part in to.get(shared..)? {
        parts.push(part.as_os_str().to_str()?);
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_from_the_workbook() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["收到/甲 镇", "表"] {
            std::fs::create_dir_all(path(name)).unwrap();
        }
        for name in ["收到/甲 镇/一.docx", "收到/50% 甲.docx", "收到/第#1.docx"] {
            std::fs::write(path(name), "").unwrap();
        }
        let target =
            |book: &str, report: &str| Links::from(&path(book)).to(path(report).to_str().unwrap());
        let cases = [
            (
                "审核表.xlsx",
                "收到/甲 镇/一.docx",
                Some("file:///收到/甲 镇/一.docx"),
            ),
            (
                "表/审核表.xlsx",
                "收到/甲 镇/一.docx",
                Some("file:///../收到/甲 镇/一.docx"),
            ),
            (
                "审核表.xlsx",
                "收到/50% 甲.docx",
                Some("file:///收到/50%25%20甲.docx"),
            ),
            ("审核表.xlsx", "收到/第#1.docx", None),
            ("审核表.xlsx", "收到/乙镇.zip/一.docx", None),
            ("没有/审核表.xlsx", "收到/甲 镇/一.docx", None),
        ];
        for (book, report, expected) in cases {
            assert_eq!(target(book, report).as_deref(), expected, "{book} {report}");
        }
    }
}
