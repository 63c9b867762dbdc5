//! From the TOML files of `rules/` to what the program looks things up in.
//!
//! Shared with `build.rs`, which runs it over the built-in rules so that a cold start parses nothing;
//! at run time it serves `--rules DIR`. It only knows shapes: the typed reading is elsewhere.

use std::collections::BTreeMap;

use regex_syntax::hir::literal::{Extractor, Literal};
use regex_syntax::hir::{Hir, HirKind};

use super::double_array;
use super::weights::Weights;

/// The role model's weights.
pub const MODEL: &str = "model/roles.tsv";
/// The folders of `rules/` that hold rule files.
pub const FOLDERS: [&str; 7] = [
    "profiles", "checks", "lexicon", "terms", "calendar", "model", "roster",
];
/// Whether a file of a folder is a rule file: `.toml`, and the model's weights.
pub fn is_rule_file(folder: &str, name: &str) -> bool {
    name.ends_with(".toml") || MODEL.strip_prefix(folder) == Some(&format!("/{name}"))
}

/// What the rule files become.
pub struct Compiled {
    /// Check code and the file as JSON, without examples.
    pub checks: Vec<(String, String)>,
    /// Profile id and the file as it stands.
    pub profiles: Vec<(String, String)>,
    /// Names of the lexicon's categories, sorted; a category's place is its bit in [`Posting`].
    pub cues: Vec<String>,
    /// Term tables as JSON, each with its `kind`.
    pub terms: Vec<String>,
    /// The weights of the role model as a table.
    pub model: Vec<u8>,
    /// Double array over all literals of lexicon and terms; the value is a place in `postings`.
    pub trie: Vec<u8>,
    /// What each literal stands for.
    pub postings: Vec<Posting>,
}

/// What a literal stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// Categories whose word it is, as bits.
    pub words: u128,
    /// Categories that do not count inside it, as bits.
    pub except: u128,
    /// Terms that it triggers, as places in [`Compiled::terms`].
    pub terms: Vec<u16>,
}

/// A rule file that does not have the shape of one.
#[derive(Debug)]
pub struct CompileError {
    /// The file, relative to the rules folder.
    pub file: String,
    /// What is wrong; the TOML reader's words carry line and column.
    pub reason: String,
}

/// Compiles rule files, given as path relative to the rules folder (`lexicon/self.toml`) and content.
///
/// # Errors
/// The first file that is no TOML or lacks what every file of its folder has.
pub fn compile(files: &BTreeMap<String, String>) -> Result<Compiled, CompileError> {
    let mut compiled = Compiled {
        checks: Vec::new(),
        profiles: Vec::new(),
        cues: Vec::new(),
        terms: Vec::new(),
        model: Vec::new(),
        trie: Vec::new(),
        postings: Vec::new(),
    };
    // By name and not by path: `cause.toml` comes after `cause-frame-strong.toml`, `cause` before it.
    let stems = files
        .keys()
        .filter_map(|path| path.strip_prefix("lexicon/")?.strip_suffix(".toml"));
    compiled.cues = stems.map(str::to_owned).collect();
    compiled.cues.sort_unstable();
    let mut compiler = Compiler {
        compiled,
        literals: BTreeMap::new(),
    };
    for (path, content) in files {
        compiler.add(path, content).map_err(|reason| CompileError {
            file: path.clone(),
            reason,
        })?;
    }
    compiler.finish()
}

/// What is compiled so far, and the literals of lexicon and terms with what they stand for.
struct Compiler {
    compiled: Compiled,
    literals: BTreeMap<String, Posting>,
}

impl Compiler {
    /// Takes a file in; what belongs to no folder of rules is passed over.
    fn add(&mut self, path: &str, content: &str) -> Result<(), String> {
        if path == MODEL {
            self.compiled.model = Weights::parse(content)?.table()?;
            return Ok(());
        }
        let named = path.split_once('/');
        let Some((folder, stem)) =
            named.and_then(|(folder, name)| Some((folder, name.strip_suffix(".toml")?)))
        else {
            return Ok(());
        };
        match folder {
            "profiles" => {
                json(content)?;
                self.compiled
                    .profiles
                    .push((stem.to_owned(), content.to_owned()));
            }
            "checks" => {
                let mut value = json(content)?;
                if let Some(table) = value.as_object_mut() {
                    table.retain(|key, _| !["bad", "good"].contains(&key.as_str()));
                }
                self.compiled
                    .checks
                    .push((stem.to_owned(), value.to_string()));
            }
            "lexicon" => self.lexicon(stem, &json(content)?)?,
            "terms" => self.terms(&json(content)?)?,
            _ => {}
        }
        Ok(())
    }

    /// The words of a category, and those in which they do not count.
    fn lexicon(&mut self, stem: &str, value: &serde_json::Value) -> Result<(), String> {
        let place = self.compiled.cues.iter().position(|cue| cue == stem);
        let bit = 1u128
            .checked_shl(u32::try_from(place.unwrap_or_default()).unwrap_or(u32::MAX))
            .ok_or("more than 128 lexicon files")?;
        for word in in_line(strings(value, "words"))? {
            self.literals.entry(word).or_default().words |= bit;
        }
        for word in in_line(strings(value, "except"))? {
            self.literals.entry(word).or_default().except |= bit;
        }
        Ok(())
    }

    /// The tables of a file of terms, each a list under its kind.
    fn terms(&mut self, value: &serde_json::Value) -> Result<(), String> {
        let tables = value.as_object().into_iter().flatten();
        for (kind, list) in tables {
            let list = list
                .as_array()
                .ok_or_else(|| format!("`{kind}` must be a list of tables [[{kind}]]"))?;
            for entry in list {
                self.term(kind, entry)?;
            }
        }
        Ok(())
    }

    fn term(&mut self, kind: &str, entry: &serde_json::Value) -> Result<(), String> {
        let place = u16::try_from(self.compiled.terms.len()).map_err(|_| "too many terms")?;
        let mut words = in_line(strings(entry, "words"))?;
        // Of a pair the first word is the right one.
        for pair in in_line(strings(entry, "pairs"))? {
            words.extend(pair.split_whitespace().skip(1).map(str::to_owned));
        }
        if words.is_empty() {
            return Err(format!("an entry of [[{kind}]] has no words: {entry}"));
        }
        for word in words {
            self.literals.entry(word).or_default().terms.push(place);
        }
        let mut entry = entry.clone();
        if let Some(table) = entry.as_object_mut() {
            let pattern = table.get("pattern").and_then(serde_json::Value::as_str);
            if let Some(begins) = pattern.and_then(beginning) {
                table.insert("begins".into(), begins);
            }
        }
        let term = serde_json::json!({ kind: entry });
        self.compiled.terms.push(term.to_string());
        Ok(())
    }

    /// Makes the double array over the literals.
    fn finish(mut self) -> Result<Compiled, CompileError> {
        let literals = &mut self.literals;
        literals.remove("");
        // Most words of a category stand for it alone.
        let mut postings: Vec<Posting> = literals.values().cloned().collect();
        postings.sort_unstable();
        postings.dedup();
        let words = literals.iter().map(|(word, posting)| {
            let place = postings.partition_point(|other| other < posting);
            (word.as_str(), place as u32)
        });
        // How often they occur is nowhere written.
        let trie = double_array::build(words, |_| 1);
        self.compiled.trie = trie.map_err(|reason| CompileError {
            file: "lexicon".into(),
            reason,
        })?;
        self.compiled.postings = postings;
        Ok(self.compiled)
    }
}

/// A TOML file as JSON.
fn json(content: &str) -> Result<serde_json::Value, String> {
    let table: toml::Table = content
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    serde_json::to_value(table).map_err(|error| error.to_string())
}

/// Words none of which goes over the end of a line: texts are searched line by line.
fn in_line(words: Vec<String>) -> Result<Vec<String>, String> {
    match words.iter().find(|word| word.contains('\n')) {
        Some(word) => Err(format!("{word:?} goes over the end of a line")),
        None => Ok(words),
    }
}

fn strings(value: &serde_json::Value, key: &str) -> Vec<String> {
    let list = value.get(key).and_then(serde_json::Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect()
}

/// Where a match of a pattern can begin, if that can be told by literals: `lead`, how many characters may stand before
/// them, the `literals`, and `reach`, the bytes of the longest match, if there is one.
///
/// A text that holds none of them need not compile the pattern, which takes longer than all other checks together, and
/// one that does is searched only there.
fn beginning(pattern: &str) -> Option<serde_json::Value> {
    /// More characters are not passed over: each is one more place to try for every literal.
    const MOST: usize = 2;
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut parts = Vec::new();
    flatten(&hir, &mut parts);
    let mut lead = 0;
    while lead <= MOST && !parts.is_empty() {
        if let Some(literals) = prefixes(&Hir::concat(parts.clone())) {
            let reach = hir.properties().maximum_len();
            return Some(serde_json::json!({ "lead": lead, "literals": literals, "reach": reach }));
        }
        lead += width(&parts.remove(0))?;
    }
    None
}

/// The parts that stand one behind the other, groups taken apart.
fn flatten(hir: &Hir, parts: &mut Vec<Hir>) {
    match hir.kind() {
        HirKind::Concat(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        HirKind::Capture(group) => flatten(&group.sub, parts),
        _ => parts.push(hir.clone()),
    }
}

/// How many characters a part takes at most; none where that is no number, or too large for one.
fn width(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(0),
        HirKind::Class(_) => Some(1),
        HirKind::Literal(literal) => Some(std::str::from_utf8(&literal.0).ok()?.chars().count()),
        HirKind::Repetition(part) => width(&part.sub)?.checked_mul(part.max? as usize),
        HirKind::Capture(group) => width(&group.sub),
        HirKind::Concat(parts) => parts
            .iter()
            .try_fold(0_usize, |sum, part| sum.checked_add(width(part)?)),
        HirKind::Alternation(ways) => ways
            .iter()
            .map(width)
            .try_fold(0, |most, way| Some(most.max(way?))),
    }
}

/// Literals, one of which every match begins with, where there are only so many.
fn prefixes(hir: &Hir) -> Option<Vec<String>> {
    /// Bytes of all literals of a pattern that are worth their room in the program.
    const ROOM: usize = 300;
    // Bytes of a literal, and how many characters of a class are told apart: of shorter ones there are fewer.
    let limits = [
        (100, 10),
        (24, 10),
        (12, 10),
        (9, 10),
        (6, 10),
        (3, 10),
        (3, 50),
    ];
    let room = |literals: &Vec<String>| literals.iter().map(String::len).sum::<usize>();
    let mut best: Option<Vec<String>> = None;
    for (length, class) in limits {
        let mut extractor = Extractor::new();
        extractor.limit_literal_len(length).limit_class(class);
        let sequence = extractor.limit_total(25 * class).extract(hir);
        let literals = sequence.literals().and_then(|literals| {
            let text = |literal: &Literal| String::from_utf8(literal.as_bytes().to_vec()).ok();
            literals.iter().map(text).collect::<Option<Vec<String>>>()
        });
        let sound = |literals: &Vec<String>| {
            !literals.is_empty() && literals.iter().all(|literal| !literal.is_empty())
        };
        let Some(mut literals) = literals.filter(sound) else {
            continue;
        };
        // What begins with a longer literal begins with the shorter one that this begins with.
        literals.sort();
        literals.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
        if best
            .as_ref()
            .is_none_or(|best| room(&literals) < room(best))
        {
            best = Some(literals);
        }
        if best.as_ref().is_some_and(|best| room(best) <= ROOM) {
            break;
        }
    }
    best
}
