//! Finds, reads and checks schemes.

use std::path::{Path, PathBuf};

use super::error::{Problem, ProfileError, did_you_mean};
use super::schema::complete;
use super::scheme::{Profile, SourceStrength};
use super::shape;
use super::tree::{Entry, Node, Source, Value};
use super::validate::validate;
use crate::ruleset::{Bilingual, Lang, Rules, Suggestion, nearest, system_words};
use crate::text::fold::{Habits, fold};

/// A chain of files that extend each other may have so many.
const CHAIN: usize = 8;

/// Loads a scheme: one of the rule set by its id, or a file of the user's.
///
/// # Errors
/// No such scheme, an unreadable file, or mistakes in it, each with its place.
pub fn load(rules: &Rules, id_or_path: &str) -> Result<Profile, ProfileError> {
    read(rules, Origin::find(rules, id_or_path, None)?)
}

/// Reads a scheme from its text; `name` stands for the file in messages and gives the id if the text has none.
///
/// # Errors
/// Mistakes in it, each with its place.
pub fn parse(rules: &Rules, name: &str, text: &str) -> Result<Profile, ProfileError> {
    let path = Path::new(name);
    read(
        rules,
        Origin {
            name: name.to_owned(),
            identity: name.to_owned(),
            id: stem(path),
            folder: path.parent().map(Path::to_path_buf),
            built_in: false,
            text: text.to_owned(),
        },
    )
}

/// A scheme in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Its id.
    pub id: String,
    /// What it is, in Chinese.
    pub title: String,
    /// The same in English; empty if the scheme has none.
    pub title_en: String,
    /// Who writes reports under it.
    pub writers: String,
    /// How strong its source is; none for a file that cannot be used.
    pub strength: Option<SourceStrength>,
    /// Why it cannot be used.
    pub wrong: Option<ProfileError>,
}

/// All schemes of the rule set, those with mistakes too.
pub fn list(rules: &Rules) -> Vec<Listing> {
    let listing = |(id, _): (&str, &str)| match load(rules, id) {
        Ok(profile) => Listing {
            id: profile.id,
            title: profile.title,
            title_en: profile.title_en,
            writers: profile.writers,
            strength: Some(profile.source.strength),
            wrong: None,
        },
        Err(error) => Listing {
            id: id.to_owned(),
            title: String::new(),
            title_en: String::new(),
            writers: String::new(),
            strength: None,
            wrong: Some(error),
        },
    };
    rules.profiles().map(listing).collect()
}

/// Ids of the schemes that a report's title, and then its opening, suggest; the longest word first.
pub fn suggest(rules: &Rules, title: &str, opening: &str) -> Vec<String> {
    let folded = |text: &str| fold(text, Habits::of(text)).as_str().to_owned();
    let (title, opening) = (folded(title), folded(opening));
    // (not in the title, letters of the longest word, words met): sorted, the best comes first.
    let mut found = Vec::new();
    for Suggestion { id, words } in rules.suggestions() {
        for (place, text) in [&title, &opening].into_iter().enumerate() {
            let met = words.iter().filter(|word| text.contains(word.as_str()));
            let lengths: Vec<usize> = met.map(|word| word.chars().count()).collect();
            if let Some(longest) = lengths.iter().max() {
                let rank = (place, usize::MAX - longest, usize::MAX - lengths.len());
                found.push((rank, id));
                break;
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id.clone()).collect()
}

/// A file, found.
struct Origin {
    /// For messages.
    name: String,
    /// Tells files apart.
    identity: String,
    /// The id of a scheme that does not say its own.
    id: String,
    /// Where relative paths start; none for the rule set's own files.
    folder: Option<PathBuf>,
    built_in: bool,
    text: String,
}

impl Origin {
    fn find(rules: &Rules, name: &str, folder: Option<&Path>) -> Result<Origin, ProfileError> {
        if let Some((id, text)) = rules.profiles().find(|(id, _)| *id == name) {
            return Ok(Origin {
                name: format!("profiles/{id}.toml"),
                identity: format!("profiles/{id}.toml"),
                id: id.to_owned(),
                folder: None,
                built_in: true,
                text: text.to_owned(),
            });
        }
        let path = folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
        let is_path = name.contains(['/', '\\']) || name.ends_with(".toml") || path.is_file();
        if !is_path {
            let known: Vec<String> = rules.profiles().map(|(id, _)| id.to_owned()).collect();
            let written = name.to_lowercase().replace('_', "-");
            let near = nearest(&written, known.iter().map(String::as_str)).map(str::to_owned);
            return Err(ProfileError::Unknown {
                id: name.to_owned(),
                near,
                known,
            });
        }
        let unreadable = |reason: String| ProfileError::Unreadable {
            path: path.display().to_string(),
            reason,
        };
        let bytes =
            std::fs::read(&path).map_err(|error| unreadable(system_words(&error, Lang::Zh)))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| unreadable("文件不是 UTF-8 编码，请另存为 UTF-8".into()))?;
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        Ok(Origin {
            name: path.display().to_string(),
            identity: whole.display().to_string(),
            id: stem(&path),
            folder: path.parent().map(Path::to_path_buf),
            built_in: false,
            text: text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned(),
        })
    }
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.unwrap_or_default().to_owned()
}

fn read(rules: &Rules, origin: Origin) -> Result<Profile, ProfileError> {
    // A complete file without mistakes, as all built-in ones are, needs no places.
    // By way of JSON, as a file of mistakes and extensions goes: a second way to read a scheme from would make the
    // program larger by what the first one takes.
    let value: Option<serde_json::Value> = toml::from_str(&origin.text).ok();
    if let Some(profile) = value.and_then(|value| serde_json::from_value::<Profile>(value).ok())
        && (!origin.built_in || profile.id == origin.id)
        && validate(&profile, rules).is_empty()
    {
        return Ok(profile);
    }
    let mut sources = Vec::new();
    let (id, built_in) = (origin.id.clone(), origin.built_in);
    let schema = complete();
    let mut root = chain(rules, origin, &schema, &mut sources)?;
    let start = Node {
        span: 0..0,
        file: 0,
        value: Value::Text(id.clone()),
    };
    if let Some(table) = root.table_mut() {
        let own = table.get("id").is_some_and(|entry| entry.node.file == 0);
        if !own {
            let entry = Entry {
                key: 0..0,
                node: start,
            };
            table.insert("id".into(), entry);
        }
    }
    let missing = shape::check(&root, &schema, true);
    if !missing.is_empty() {
        let mut problems = told(missing, &sources);
        for problem in &mut problems {
            // What the whole scheme lacks is easiest taken from another one.
            if sources.len() == 1 && problem.line == 1 && problem.column == 1 {
                problem.message.zh += "（可写 extends = \"default\" 沿用通用方案）";
                problem.message.en += " (extends = \"default\" takes the general scheme's)";
            }
        }
        return Err(ProfileError::Wrong(problems));
    }
    let profile: Profile = serde_json::from_value(root.json()).map_err(|error| {
        let text = error.to_string();
        let mistake = at(&root, "", Bilingual::new(text.clone(), text));
        ProfileError::Wrong(told(vec![mistake], &sources))
    })?;
    let mut issues: Vec<shape::Mistake> = validate(&profile, rules)
        .into_iter()
        .map(|issue| {
            // Of two places that contradict each other the one in the user's own file is shown.
            let places = [Some(issue.path), issue.other].into_iter().flatten();
            let nearest = places.min_by_key(|path| root.place(path).0);
            at(&root, &nearest.unwrap_or_default(), issue.message)
        })
        .collect();
    if built_in && profile.id != id {
        let zh = format!("文件名是 {id}.toml，id 也要写成 \"{id}\"");
        let en = format!("the file is {id}.toml, so its id must be \"{id}\"");
        issues.push(at(&root, "id", Bilingual::new(zh, en)));
    }
    if issues.is_empty() {
        Ok(profile)
    } else {
        issues.sort_by_key(|issue| (issue.file, issue.span.start));
        Err(ProfileError::Wrong(told(issues, &sources)))
    }
}

fn at(root: &Node, path: &str, message: Bilingual) -> shape::Mistake {
    let (file, span) = root.place(path);
    shape::Mistake {
        file,
        span,
        message,
    }
}

fn told(mistakes: Vec<shape::Mistake>, sources: &[Source]) -> Vec<Problem> {
    let problem = |mistake: shape::Mistake| {
        let source = sources.get(mistake.file)?;
        Some(Problem::new(
            &source.name,
            &source.text,
            mistake.span,
            mistake.message,
        ))
    };
    mistakes.into_iter().filter_map(problem).collect()
}

/// Reads a file and those it extends, checks each on its own text, and lays them over each other.
fn chain(
    rules: &Rules,
    origin: Origin,
    schema: &serde_json::Value,
    sources: &mut Vec<Source>,
) -> Result<Node, ProfileError> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut next = Some(origin);
    while let Some(origin) = next.take() {
        let file = sources.len();
        seen.push(origin.identity);
        sources.push(Source {
            name: origin.name,
            text: origin.text,
        });
        let text = &sources[file].text;
        let mut node = Node::parse(text, file).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = super::error::syntax(error.message(), text, &span);
            let mistake = shape::Mistake {
                file,
                span,
                message,
            };
            ProfileError::Wrong(told(vec![mistake], sources))
        })?;
        let extends = node.table_mut().and_then(|table| table.remove("extends"));
        let mut mistakes = shape::check(&node, schema, false);
        if let Some(entry) = extends {
            let wrong = |message: Bilingual| shape::Mistake {
                file,
                span: entry.node.span.clone(),
                message,
            };
            match &entry.node.value {
                Value::Text(name) => match Origin::find(rules, name, origin.folder.as_deref()) {
                    Ok(base) if seen.contains(&base.identity) => {
                        let zh = format!("`{name}` 又沿用到自己，形成了循环");
                        let en = format!("`{name}` leads back to itself");
                        mistakes.push(wrong(Bilingual::new(zh, en)));
                    }
                    Ok(_) if seen.len() >= CHAIN => {
                        let zh = format!("沿用的层数超过 {CHAIN} 层");
                        let en = format!("more than {CHAIN} files extend each other");
                        mistakes.push(wrong(Bilingual::new(zh, en)));
                    }
                    Ok(base) => next = Some(base),
                    Err(ProfileError::Unknown { near, known, .. }) => {
                        let hint = did_you_mean(near.as_deref());
                        mistakes.push(wrong(Bilingual::new(
                            format!(
                                "没有名为 `{name}` 的方案{}{}可用：{}",
                                hint.zh,
                                if near.is_some() { "" } else { "，" },
                                known.join("、")
                            ),
                            format!(
                                "there is no profile `{name}`{}; possible: {}",
                                hint.en,
                                known.join(", ")
                            ),
                        )));
                    }
                    Err(ProfileError::Unreadable { path, reason }) => {
                        mistakes.push(wrong(Bilingual::new(
                            format!("无法读取 {path}：{reason}"),
                            format!("cannot read {path}: {reason}"),
                        )));
                    }
                    Err(other) => return Err(other),
                },
                _ => mistakes.push(wrong(Bilingual::new(
                    "这里要写方案的 id 或文件路径（加半角引号）",
                    "expected the id of a profile or the path of a file, in quotes",
                ))),
            }
        }
        if !mistakes.is_empty() {
            return Err(ProfileError::Wrong(told(mistakes, sources)));
        }
        nodes.push(node);
    }
    let mut merged: Option<Node> = None;
    for node in nodes.into_iter().rev() {
        merged = Some(match merged {
            Some(base) => node.over(base),
            None => node,
        });
    }
    merged.ok_or_else(|| ProfileError::Wrong(Vec::new()))
}
