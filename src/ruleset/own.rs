//! A user's folder of rule files: read, and held to what each folder asks for.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::check_rule::CheckRule;
use super::compile::{FOLDERS, is_rule_file};
use super::cue::Cue;
use super::holidays::{HOLIDAYS, Holidays};
use super::rules::{RulesError, nearest};
use super::system::system_words;
use super::term::{CODES, pattern_fault};
use super::{Bilingual, Lang, built, roster_words};

/// The built-in rule files with the user's laid over them.
pub(super) struct OwnFiles {
    /// All files by their path in the rules folder.
    pub files: BTreeMap<String, String>,
    /// The user's alone.
    pub own: BTreeMap<String, String>,
    /// Which they are, with what tells their content.
    pub changed: Vec<String>,
}

impl OwnFiles {
    /// Reads a folder.
    ///
    /// # Errors
    /// A file that cannot be read or is not what its folder asks for, or a folder without rule files.
    pub(super) fn read(dir: &Path) -> Result<OwnFiles, RulesError> {
        let mut all = OwnFiles {
            files: built::files()
                .map(|(path, text)| (path.into(), text.into()))
                .collect(),
            own: BTreeMap::new(),
            changed: Vec::new(),
        };
        for folder in FOLDERS {
            let path = dir.join(folder);
            if path.is_dir() {
                all.lay_over(folder, &path)?;
            }
        }
        if all.changed.is_empty() {
            let reason =
                "其中没有 profiles、checks、lexicon、terms、calendar、roster 或 model 子目录下的规则文件"
                    .to_owned();
            return Err(RulesError::Wrong {
                path: dir.into(),
                reason,
            });
        }
        Ok(all)
    }

    /// Takes in the files of one folder.
    fn lay_over(&mut self, folder: &str, path: &Path) -> Result<(), RulesError> {
        let unreadable = |path: &Path, error: std::io::Error| RulesError::Unreadable {
            path: path.into(),
            reason: system_words(&error, Lang::Zh),
        };
        for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, error))? {
            let file = entry.map_err(|error| unreadable(path, error))?.path();
            let name = file.file_name().and_then(|name| name.to_str());
            let name = name.unwrap_or_default().to_owned();
            if !is_rule_file(folder, &name) {
                continue;
            }
            let content =
                std::fs::read_to_string(&file).map_err(|error| unreadable(&file, error))?;
            validate(folder, &file, &content, &self.files)?;
            // By content too: what was kept of earlier runs must not outlive an edit.
            let digest = blake3::hash(content.as_bytes()).to_hex();
            self.changed
                .push(format!("{folder}/{name}@{}", &digest[..16]));
            self.own.insert(format!("{folder}/{name}"), content.clone());
            self.files.insert(format!("{folder}/{name}"), content);
        }
        Ok(())
    }
}

/// Reads a user's rule file as what its folder asks for, so that a wrong key or value is told with its place.
fn validate(
    folder: &str,
    file: &Path,
    content: &str,
    known: &BTreeMap<String, String>,
) -> Result<(), RulesError> {
    let wrong = |reason: String| RulesError::Wrong {
        path: file.into(),
        reason,
    };
    let stem = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    match folder {
        "checks" => {
            let rule: CheckRule =
                toml::from_str(content).map_err(|error| wrong(error.to_string()))?;
            if !known.contains_key(&format!("checks/{}.toml", rule.code)) || rule.code != stem {
                return Err(wrong(format!(
                    "`{stem}` 不是已有的检查代码，或与文件中的 code = \"{}\" 不一致",
                    rule.code
                )));
            }
        }
        "lexicon" => {
            toml::from_str::<LexiconFile>(content).map_err(|error| wrong(error.to_string()))?;
            if Cue::ALL.iter().all(|cue| cue.name() != stem) {
                let names = Cue::ALL.iter().map(|cue| cue.name());
                let near = nearest(stem, names)
                    .map_or_else(String::new, |name| format!("，是否想写 `{name}`？"));
                return Err(wrong(format!("`{stem}` 不是已有的词表{near}")));
            }
        }
        "terms" => {
            let terms: TermFile =
                toml::from_str(content).map_err(|error| wrong(error.to_string()))?;
            for entry in &terms.entry {
                let fault = entry
                    .pattern
                    .as_deref()
                    .and_then(|pattern| pattern_fault(pattern, entry.group));
                if let Some(fault) = fault {
                    return Err(wrong(format!("[[entry]] `{}`：{fault}", entry.id)));
                }
                if !CODES.contains(&entry.code.as_str()) {
                    return Err(wrong(format!(
                        "[[entry]] `{}`：代码 `{}` 不能用于词条",
                        entry.id, entry.code
                    )));
                }
            }
        }
        "calendar" => {
            if format!("{folder}/{stem}.toml") != HOLIDAYS {
                let reason = format!("calendar 子目录下只认 holidays.toml，不认 `{stem}`");
                return Err(wrong(reason));
            }
            Holidays::parse(content).map_err(wrong)?;
        }
        "roster" => {
            if let Some(fault) = roster_words::fault(&format!("{folder}/{stem}.toml"), content) {
                return Err(wrong(fault));
            }
        }
        _ => {}
    }
    Ok(())
}

/// A file of the lexicon.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read only to be validated")]
struct LexiconFile {
    about: Bilingual,
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

/// A file of terms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the rest is read only to be validated")]
struct TermFile {
    #[serde(default)]
    entry: Vec<super::term::Entry>,
    #[serde(default)]
    dated: Vec<super::term::Dated>,
    #[serde(default)]
    campaign: Vec<super::term::Campaign>,
    #[serde(default)]
    body: Vec<super::term::Body>,
}
