//! Annotated reports: reading them, and measuring the program on them.
//!
//! The format is documented in `corpus/README.md`.

mod agreement;
mod crossval;
mod eval;
pub mod generate;
mod report;
pub mod samples;
mod set;
pub mod train;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use thiserror::Error;

use crate::document::{Block, Document, Format, Look, MappedText, Story};
use crate::ruleset::{Lang, system_words};
use crate::structure::Role;
use crate::text::Marks;
use crate::text::sentence::sentences;

pub use agreement::{Agreement, agreement};
pub use crossval::{cross_evaluate, guards, models};
pub use eval::{
    CodeFigures, EvalError, Evaluation, WrongSentence, checker, evaluate, is_guard, measure,
    measure_roles,
};
pub use report::{Count, Floors, Report, report, untouched};
pub use set::{Entry, UNTOUCHED, find, read};

/// What the head of an annotated report says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The scheme it is written for.
    pub profile: String,
    /// Kind of organisation.
    pub kind: String,
    /// The year reported on.
    pub year: i32,
    /// `headed`, `slogan`, `joint` or `flat`.
    pub structure: String,
    /// `simplified` or `traditional`.
    #[serde(default)]
    pub script: String,
    /// Codes that a fair reviewer would raise.
    #[serde(default)]
    pub expect: Vec<String>,
    /// Codes never scored.
    #[serde(default)]
    pub borderline: Vec<String>,
    /// Codes that the report comes close to and does not deserve.
    #[serde(default)]
    pub near: Vec<String>,
    /// Words of the places that a reviewer would point at, by code.
    #[serde(default)]
    pub passages: BTreeMap<String, Vec<String>>,
    /// Last year's report, beside this file.
    #[serde(default)]
    pub previous: Option<String>,
    /// Numbers of topics not covered, from 1.
    #[serde(default)]
    pub topics_missing: Vec<usize>,
    /// Why.
    #[serde(default)]
    pub note: String,
    /// Last year's pledges and what became of them.
    #[serde(default)]
    pub pledge: Vec<TaggedPledge>,
}

/// A pledge of last year's file with its status in this year's.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaggedPledge {
    /// Its words, shortened.
    pub text: String,
    /// `answered`, `partial` or `missing`.
    pub status: String,
    /// Words of the sentence that answers it.
    #[serde(default)]
    pub evidence: String,
}

impl TaggedPledge {
    /// Whether it tags a promise of these words: tags are shortened, so only their first words are looked for.
    pub fn is_of(&self, promise: &str) -> bool {
        let first: String = bare(&self.text).chars().take(10).collect();
        bare(promise).contains(&first)
    }
}

/// A text without white space, as quotes of it are compared.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// An annotated report.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The head.
    pub head: Head,
    /// The report as a plain document: headings are bare lines, as many people type them.
    pub document: Document,
    /// Roles by stretches of the document's source.
    pub roles: Vec<(Range<usize>, Role)>,
    /// Headings on lines of their own, the title left out.
    pub headings: Vec<Title>,
}

/// A heading of an annotated report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// Its block in the document.
    pub block: usize,
    /// How many `#` it has.
    pub level: usize,
}

impl Annotated {
    /// The annotated role of what stands at a byte of the document's source; none for titles and headings.
    pub fn role_at(&self, byte: usize) -> Option<Role> {
        let at = self.roles.partition_point(|(range, _)| range.end <= byte);
        let (range, role) = self.roles.get(at)?;
        (range.start <= byte).then_some(*role)
    }
}

/// A file that is no annotated report.
#[derive(Debug, Error)]
#[error("{file}:{line}: {reason}")]
pub struct CorpusError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Reads an annotated report.
///
/// # Errors
/// A file that cannot be read or breaks the format, with its line.
pub fn load(path: &Path) -> Result<Annotated, CorpusError> {
    let file = path.display().to_string();
    let content = std::fs::read_to_string(path).map_err(|error| CorpusError {
        file: file.clone(),
        line: 1,
        reason: system_words(&error, Lang::Zh),
    })?;
    parse(&file, &content)
}

/// Reads the text of an annotated report; `file` is for messages.
///
/// # Errors
/// A text that breaks the format, with its line.
pub fn parse(file: &str, content: &str) -> Result<Annotated, CorpusError> {
    let wrong = |line: usize, reason: String| CorpusError {
        file: file.to_owned(),
        line,
        reason,
    };
    let rest = content
        .strip_prefix("+++\n")
        .ok_or_else(|| wrong(1, "没有 +++ 文件头".into()))?;
    let (head, body) = rest
        .split_once("\n+++\n")
        .ok_or_else(|| wrong(1, "文件头没有以 +++ 结束".into()))?;
    let head_lines = head.matches('\n').count() + 3;
    let head: Head = toml::from_str(head).map_err(|error| wrong(1, error.to_string()))?;
    let mut builder = Builder::default();
    for (index, line) in body.lines().enumerate() {
        let number = head_lines + index + 1;
        let line = line.trim_end();
        if line.is_empty() {
            builder.end_paragraph();
        } else if let Some(heading) = line.strip_prefix('#') {
            let words = heading.trim_start_matches('#');
            builder.heading(words.trim(), 1 + heading.len() - words.len());
        } else if let Some(byline) = line.strip_prefix('>') {
            builder.alone(byline.trim());
        } else {
            let (role, words) =
                marked(line).ok_or_else(|| wrong(number, format!("行首没有角色标记：{line}")))?;
            builder.words(words, role);
        }
    }
    builder.end_paragraph();
    Ok(builder.finish(head))
}

/// An annotated report without its labels, for a second reader: each sentence on a line that begins with `[？]`, and no
/// codes in the head.
///
/// # Errors
/// A text that breaks the format, with its line.
pub fn blind(file: &str, content: &str) -> Result<String, CorpusError> {
    let head = parse(file, content)?.head;
    let body = content.splitn(3, "+++\n").nth(2).unwrap_or_default();
    let mut out = format!(
        "+++\nprofile = {:?}\nkind = {:?}\nyear = {}\nstructure = {:?}\nscript = {:?}\nexpect = []\nborderline = []\n+++\n",
        head.profile, head.kind, head.year, head.structure, head.script
    );
    for line in body.lines() {
        match marked(line) {
            Some((_, words)) => {
                let marks = Marks::of(words);
                for sentence in sentences(marks.whole(words)) {
                    out.push_str("[？] ");
                    out.push_str(&words[sentence.range]);
                    out.push('\n');
                }
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    Ok(out)
}

fn marked(line: &str) -> Option<(Role, &str)> {
    let rest = line.strip_prefix('[')?;
    let (mark, words) = rest.split_once(']')?;
    let role = Role::ALL
        .into_iter()
        .find(|role| mark.chars().eq([role.mark()]))?;
    Some((role, words.trim()))
}

#[derive(Default)]
struct Builder {
    source: String,
    blocks: Vec<Range<usize>>,
    roles: Vec<(Range<usize>, Role)>,
    headings: Vec<Title>,
    open: Option<usize>,
}

impl Builder {
    fn heading(&mut self, words: &str, level: usize) {
        self.end_paragraph();
        if level > 1 && !words.is_empty() {
            self.headings.push(Title {
                block: self.blocks.len(),
                level,
            });
        }
        self.alone(words);
    }

    fn alone(&mut self, words: &str) {
        self.end_paragraph();
        if !words.is_empty() {
            self.open = Some(self.source.len());
            self.source.push_str(words);
            self.end_paragraph();
        }
    }

    fn words(&mut self, words: &str, role: Role) {
        let start = self.source.len();
        self.open.get_or_insert(start);
        self.source.push_str(words);
        self.roles.push((start..self.source.len(), role));
    }

    fn end_paragraph(&mut self) {
        if let Some(start) = self.open.take() {
            self.blocks.push(start..self.source.len());
            self.source.push('\n');
        }
    }

    fn finish(self, head: Head) -> Annotated {
        let block = |range: &Range<usize>| Block {
            story: Story::Body,
            outline: None,
            label: None,
            look: Look::default(),
            reference: None,
            prompts: Vec::new(),
            text: MappedText::identity(&self.source[range.clone()], range.start),
        };
        let document = Document {
            path: None,
            format: Format::Text,
            blocks: self.blocks.iter().map(block).collect(),
            source: self.source,
            headers: Vec::new(),
            skipped: Vec::new(),
            warnings: Vec::new(),
            modified: None,
            page: None,
        };
        Annotated {
            head,
            document,
            roles: self.roles,
            headings: self.headings,
        }
    }
}
