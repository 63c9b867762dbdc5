//! The word lists by which rosters, units, names and names of files are understood: the files of `roster/`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The files, relative to the rules folder.
pub(super) const COLUMNS: &str = "roster/columns.toml";
pub(super) const UNITS: &str = "roster/words.toml";
pub(super) const FILE_NAMES: &str = "roster/file-names.toml";

/// All word lists of `roster/`.
#[derive(Debug, Default)]
pub struct RosterWords {
    /// `columns.toml`.
    pub columns: ColumnWords,
    /// `words.toml`.
    pub units: UnitWords,
    /// `file-names.toml`.
    pub file_names: FileNameWords,
}

/// What a column of a roster may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RosterColumn {
    /// 单位.
    Unit,
    /// 乡镇, which the units of a table lie in.
    Region,
    /// 姓名.
    Name,
    /// 职务.
    Title,
    /// 职位类别.
    Post,
    /// 提交时间.
    Submitted,
    /// 文件名.
    File,
    /// 方案.
    Profile,
    /// 等次.
    Grade,
    /// 上年文件.
    Previous,
}

/// What the columns of a roster are called, and which of its lines are no people.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnWords {
    /// Names of each column, the best first.
    pub names: BTreeMap<RosterColumn, Vec<String>>,
    /// Beginnings of headings about other people.
    pub others: Vec<String>,
    /// Beginnings of lines that are no person.
    pub endings: Vec<String>,
    /// Cells of times where nothing was handed in.
    pub absent: Vec<String>,
    /// Names that say that nobody has the post.
    pub vacant: Vec<String>,
    /// Words in names of sheets that hold other people.
    pub apart: Vec<String>,
}

/// By what units and names are found in file names, titles and by-lines.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnitWords {
    /// What a unit's name may begin with and says nothing.
    pub unit_prefixes: Vec<String>,
    /// What stands behind a unit's own name.
    pub unit_endings: Vec<String>,
    /// Parts of units that tell nobody.
    pub unit_generic: Vec<String>,
    /// What a region ends in.
    pub regions: Vec<String>,
    /// Characters before which a region does not end.
    pub regions_not_before: String,
    /// Words in which a region is none.
    pub no_regions: Vec<String>,
    /// Last characters of institutions whose names are shortened.
    pub shortened_endings: String,
    /// What may stand right before a name.
    pub before_name: Vec<String>,
    /// What may stand right behind a name.
    pub after_name: Vec<String>,
    /// How writers begin to say who they are.
    pub self_introductions: Vec<String>,
}

/// Words of the names of files that say nothing of whose a report is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileNameWords {
    /// What all such names have in common.
    pub common: Vec<String>,
    /// Words of earlier versions.
    pub early: Vec<String>,
    /// Words of the last version.
    #[serde(rename = "final")]
    pub last: Vec<String>,
    /// Words of later versions.
    pub revised: Vec<String>,
}

impl RosterWords {
    /// Reads the text of the files, which were checked when they were loaded.
    pub(super) fn of<'t>(text: impl Fn(&str) -> &'t str) -> RosterWords {
        fn read<T: DeserializeOwned + Default>(text: &str) -> T {
            toml::from_str(text).unwrap_or_default()
        }
        RosterWords {
            columns: read(text(COLUMNS)),
            units: read(text(UNITS)),
            file_names: read(text(FILE_NAMES)),
        }
    }
}

/// What is wrong with a file of that folder; the TOML reader's words carry line and column.
pub(super) fn fault(path: &str, content: &str) -> Option<String> {
    fn wrong<T: DeserializeOwned>(content: &str) -> Option<String> {
        toml::from_str::<T>(content)
            .err()
            .map(|error| error.to_string())
    }
    match path {
        COLUMNS => wrong::<ColumnWords>(content),
        UNITS => wrong::<UnitWords>(content),
        FILE_NAMES => wrong::<FileNameWords>(content),
        _ => Some("roster 子目录下只认 columns.toml、words.toml 和 file-names.toml".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rules;

    #[test]
    fn the_built_in_lists_are_read() {
        let words = Rules::built_in().roster_words();
        assert_eq!(words.columns.names.len(), 10);
        assert!(words.units.unit_endings.len() > 10 && words.units.after_name.len() > 10);
        assert!(words.file_names.common.len() > 10);
    }
}
