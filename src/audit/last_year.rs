//! Which of last year's files goes with a report where no roster says so: by its place, its name, its title.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;

use super::file_names::own;

/// What of a name or title tells whose report it is; empty if nothing is left that could tell one from another.
fn key(text: &str) -> String {
    let own = own(text);
    // One character is left over by chance.
    match own.chars().nth(1) {
        Some(_) => own,
        None => String::new(),
    }
}

fn keys(path: &Path, title: &str) -> [String; 2] {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    [key(&stem), key(title)]
}

/// What belongs to one file: a mark that several files have tells none of them.
#[derive(Debug)]
pub struct Sole<K>(HashMap<K, Option<usize>>);

impl<K> Default for Sole<K> {
    fn default() -> Self {
        Sole(HashMap::new())
    }
}

impl<K: Eq + Hash> Sole<K> {
    /// Notes that a file has a mark.
    pub fn add(&mut self, mark: K, file: usize) {
        let known = self.0.entry(mark).or_insert(Some(file));
        if *known != Some(file) {
            *known = None;
        }
    }

    /// The one file that has a mark.
    pub fn find<Q: Eq + Hash + ?Sized>(&self, mark: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.0.get(mark).copied().flatten()
    }
}

/// Last year's files by their marks.
#[derive(Debug, Default)]
pub struct LastYear {
    by_path: HashMap<String, usize>,
    by_key: Sole<String>,
}

impl LastYear {
    /// Takes in a file: its number, its path below last year's folder, its report's title.
    pub fn add(&mut self, file: usize, below: &Path, title: &str) {
        self.by_path.insert(shown(below), file);
        for key in keys(below, title) {
            if !key.is_empty() {
                self.by_key.add(key, file);
            }
        }
    }

    /// The number of the file that goes with a report of this year, if one and only one does.
    pub fn find(&self, below: &Path, title: &str) -> Option<usize> {
        if let Some(file) = self.by_path.get(&shown(below)) {
            return Some(*file);
        }
        keys(below, title)
            .iter()
            .find_map(|key| self.by_key.find(key.as_str()))
    }
}

/// A path in one spelling.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_file_by_its_place_name_or_title() {
        let mut last = LastYear::default();
        let files = [
            ("城关镇/柳河村.docx", "柳河村党支部书记2025年度述职报告"),
            ("城关镇/2025年述职报告（东岭村 张三）.doc", ""),
            ("1.docx", "西坡社区党总支书记抓基层党建工作述职报告"),
            ("甲/报告.docx", "南湾村述职报告"),
            ("乙/报告.docx", "南湾村述职报告"),
        ];
        for (number, (path, title)) in files.iter().enumerate() {
            last.add(number, Path::new(path), title);
        }
        let cases = [
            ("城关镇/柳河村.docx", "", Some(0)),
            ("柳河村2026述职报告终稿.docx", "", Some(0)),
            ("東嶺村张三述职报告.docx", "", Some(1)),
            ("3.docx", "2026年度西坡社区党总支书记述职报告", Some(2)),
            ("述职报告.docx", "南湾村述职报告", None),
            ("述职报告.docx", "述职报告", None),
            ("北坝村.docx", "北坝村述职报告", None),
        ];
        for (path, title, file) in cases {
            assert_eq!(last.find(Path::new(path), title), file, "{path} {title}");
        }
    }
}
