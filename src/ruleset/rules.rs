//! The rules in force: the built-in ones, compiled at build time, or these with a user's folder laid over them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use thiserror::Error;

use super::built;
use super::check_rule::{CheckRule, Example};
use super::compile::{CompileError, MODEL, compile};
use super::holidays::{HOLIDAYS, Holidays};
use super::own::OwnFiles;
use super::roster_words::RosterWords;
use super::term::Term;
use crate::text::Trie;
use crate::text::plain::Formulas;

/// A rules folder that cannot be used. Never answered by going on without it.
#[derive(Debug, Error)]
pub enum RulesError {
    /// The folder or a file in it cannot be read.
    #[error("无法读取规则文件 {path}：{reason}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file is not what its folder asks for.
    #[error("规则文件 {path} 有错：{reason}")]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column where the TOML reader knows them.
        reason: String,
    },
}

/// A literal's meaning: categories as bits, categories that do not count inside it, terms it triggers.
type PostingRef<'r> = (u128, u128, &'r [u16]);

struct LazyRule {
    code: Cow<'static, str>,
    json: Cow<'static, str>,
    parsed: OnceLock<Option<CheckRule>>,
}

struct LazyTerm {
    json: Cow<'static, str>,
    parsed: OnceLock<Option<Term>>,
}

/// All rules: what checks say, profiles, lexicon, terms, model weights.
pub struct Rules {
    checks: Vec<LazyRule>,
    /// Files that the user's folder has.
    own: BTreeMap<String, String>,
    profiles: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    terms: Vec<LazyTerm>,
    holidays: Cow<'static, str>,
    /// The user's files of word lists for rosters, by path.
    roster: BTreeMap<String, String>,
    model: Cow<'static, [u8]>,
    trie: Option<Vec<u8>>,
    postings: Vec<(u128, u128, Vec<u16>)>,
    /// Made when they are first asked for: every report of a folder is compared by them.
    formulas: OnceLock<Arc<Formulas>>,
    suggestions: OnceLock<Vec<Suggestion>>,
    fingerprint: String,
}

/// What of a report's title or opening suggests a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The scheme's id.
    pub id: String,
    /// Words, none of them empty.
    pub words: Vec<String>,
}

/// The examples of a check.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Examples {
    /// The check must find something.
    #[serde(default)]
    pub bad: Vec<Example>,
    /// The check must leave these alone.
    #[serde(default)]
    pub good: Vec<Example>,
}

impl Rules {
    /// The rules that the program was built with.
    pub fn built_in() -> Rules {
        let profiles = built::PLAIN.iter().filter_map(|(path, text)| {
            let id = path.strip_prefix("profiles/")?.strip_suffix(".toml")?;
            Some((Cow::Borrowed(id), Cow::Borrowed(*text)))
        });
        Rules {
            checks: built::CHECKS
                .iter()
                .map(|(code, json)| LazyRule::new((*code).into(), (*json).into()))
                .collect(),
            own: BTreeMap::new(),
            profiles: profiles.collect(),
            terms: built::TERMS
                .iter()
                .map(|json| LazyTerm::new((*json).into()))
                .collect(),
            holidays: built::file(HOLIDAYS).unwrap_or_default().into(),
            roster: BTreeMap::new(),
            model: built::MODEL.into(),
            trie: None,
            postings: Vec::new(),
            formulas: OnceLock::new(),
            suggestions: OnceLock::new(),
            fingerprint: built::FINGERPRINT.to_owned(),
        }
    }

    /// The built-in rules with the files of a folder laid over them: a file replaces the built-in one of the
    /// same path (`lexicon/self.toml`, `checks/GRD003.toml`), profiles and terms may be new.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, has a wrong key or value, or names no check or lexicon category.
    pub fn with_dir(dir: &Path) -> Result<Rules, RulesError> {
        let OwnFiles {
            files,
            own,
            changed,
        } = OwnFiles::read(dir)?;
        let wrong = |error: CompileError| RulesError::Wrong {
            path: dir.join(&error.file),
            reason: error.reason,
        };
        let compiled = compile(&files).map_err(wrong)?;
        Ok(Rules {
            checks: compiled
                .checks
                .into_iter()
                .map(|(code, json)| LazyRule::new(code.into(), json.into()))
                .collect(),
            own,
            profiles: owned(compiled.profiles),
            terms: compiled
                .terms
                .into_iter()
                .map(|json| LazyTerm::new(json.into()))
                .collect(),
            holidays: files.get(HOLIDAYS).cloned().unwrap_or_default().into(),
            roster: {
                let lists = files.iter().filter(|(path, _)| path.starts_with("roster/"));
                lists
                    .map(|(path, text)| (path.clone(), text.clone()))
                    .collect()
            },
            // The built-in weights are not among the sources.
            model: if files.contains_key(MODEL) {
                compiled.model.into()
            } else {
                built::MODEL.into()
            },
            trie: Some(compiled.trie),
            postings: compiled
                .postings
                .into_iter()
                .map(|posting| (posting.words, posting.except, posting.terms))
                .collect(),
            formulas: OnceLock::new(),
            suggestions: OnceLock::new(),
            fingerprint: format!("{}+{}", built::FINGERPRINT, changed.join("+")),
        })
    }

    /// Names of the lexicon's categories in the order of their bits.
    pub fn cues() -> &'static [&'static str] {
        built::CUES
    }

    /// Tells rule sets apart.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What the check of that code says; none for a code without a rule.
    pub fn check(&self, code: &str) -> Option<&CheckRule> {
        let rule = self.checks.iter().find(|rule| rule.code == code)?;
        rule.parsed
            .get_or_init(|| serde_json::from_str(&rule.json).ok())
            .as_ref()
    }

    /// Codes of all checks, sorted.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.checks.iter().map(|rule| rule.code.as_ref())
    }

    /// The standing phrases that are left out where texts are compared.
    pub fn formulas(&self) -> Arc<Formulas> {
        let formulas = self
            .formulas
            .get_or_init(|| Arc::new(Formulas::new(self.words("GRD105", "formulas"))));
        Arc::clone(formulas)
    }

    /// A list of words that a check decides by; empty for a name that it has not.
    pub fn words<'r>(&'r self, code: &str, name: &str) -> impl Iterator<Item = &'r str> {
        let list = self.check(code).and_then(|rule| rule.words.get(name));
        list.into_iter().flatten().map(String::as_str)
    }

    /// The examples of a check.
    pub fn examples(&self, code: &str) -> Examples {
        let path = format!("checks/{code}.toml");
        let text = self.own.get(&path).map(String::as_str);
        text.or_else(|| built::file(&path))
            .and_then(|text| toml::from_str(text).ok())
            .unwrap_or_default()
    }

    /// Profile files: id and TOML text.
    pub fn profiles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.profiles
            .iter()
            .map(|(id, text)| (id.as_ref(), text.as_ref()))
    }

    /// The words that suggest each scheme; schemes that none suggests are left out.
    pub fn suggestions(&self) -> &[Suggestion] {
        #[derive(Deserialize)]
        struct Head {
            #[serde(default)]
            suggest: Vec<String>,
        }
        self.suggestions.get_or_init(|| {
            let of = |(id, text): (&str, &str)| {
                // Keys of the root stand before the first table, so the rest need not be parsed.
                let end = text.find("\n[").unwrap_or(text.len());
                let head = toml::from_str::<Head>(&text[..end]);
                let head = head.or_else(|_| toml::from_str::<Head>(text)).ok()?;
                let words = head.suggest.into_iter().filter(|word| !word.is_empty());
                let id = id.to_owned();
                let words: Vec<String> = words.collect();
                (!words.is_empty()).then_some(Suggestion { id, words })
            };
            self.profiles().filter_map(of).collect()
        })
    }

    /// All terms that can be read.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        (0..self.terms.len()).filter_map(|place| self.term(u16::try_from(place).ok()?))
    }

    /// The term at a place.
    pub fn term(&self, place: u16) -> Option<&Term> {
        let term = self.terms.get(usize::from(place))?;
        term.parsed
            .get_or_init(|| serde_json::from_str(&term.json).ok())
            .as_ref()
    }

    /// Which days are worked.
    pub fn holidays(&self) -> Holidays {
        // Checked when it was loaded, the built-in one by a test.
        Holidays::parse(&self.holidays).unwrap_or_default()
    }

    /// The word lists by which rosters and names of files are understood.
    pub fn roster_words(&self) -> RosterWords {
        RosterWords::of(|path| match self.roster.get(path) {
            Some(text) => text,
            None => built::file(path).unwrap_or_default(),
        })
    }

    /// The role model's weights as a table.
    pub fn model(&self) -> Cow<'static, [u8]> {
        self.model.clone()
    }

    pub(super) fn trie(&self) -> Trie<'_> {
        Trie::new(self.trie.as_deref().unwrap_or(built::LITERALS))
    }

    pub(super) fn posting(&self, place: u32) -> PostingRef<'_> {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        if self.trie.is_none() {
            let Some((cues, start, count)) = built::POSTINGS.get(place) else {
                return (0, 0, &[]);
            };
            let (words, except) = built::BITS[usize::from(*cues)];
            let terms = usize::from(*start)..usize::from(*start) + usize::from(*count);
            return (words, except, &built::TRIGGERS[terms]);
        }
        self.postings
            .get(place)
            .map_or((0, 0, &[]), |(words, except, terms)| {
                (*words, *except, terms.as_slice())
            })
    }
}

impl LazyRule {
    fn new(code: Cow<'static, str>, json: Cow<'static, str>) -> Self {
        Self {
            code,
            json,
            parsed: OnceLock::new(),
        }
    }
}

impl LazyTerm {
    fn new(json: Cow<'static, str>) -> Self {
        Self {
            json,
            parsed: OnceLock::new(),
        }
    }
}

fn owned(list: Vec<(String, String)>) -> Vec<(Cow<'static, str>, Cow<'static, str>)> {
    list.into_iter()
        .map(|(name, text)| (name.into(), text.into()))
        .collect()
}

/// The name most like a mistyped one, if any is like it.
pub fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let scored = names.map(|name| (strsim::jaro_winkler(wrong, name), name));
    scored
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
