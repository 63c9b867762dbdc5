//! One report value to many formats: one file per format behind one trait.

pub mod annotate;
pub mod batch;
mod github;
mod html;
mod human;
mod json;
pub mod jsonl;
mod markdown;
mod markup;
pub mod report;
#[cfg(test)]
pub mod sample;
mod sarif;
mod schema;
mod shares;
pub mod side_by_side;
pub mod summary;
#[cfg(test)]
mod tests;
mod words;
mod wrap;

use std::fmt;
use std::io;
use std::str::FromStr;

use crate::ruleset::CheckRule;
use report::Run;

pub use sarif::fingerprint;
pub use schema::report_schema;

/// A format: writes a whole run.
pub trait Writer {
    /// Writes `run` to `out`, ended by a line break.
    ///
    /// # Errors
    /// Whatever `out` reports.
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()>;
}

/// The formats that a run can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For a person at a terminal.
    Human,
    /// The contract `shuzhi/1`, indented.
    Json,
    /// One file object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// One self-contained page.
    Html,
    /// A Markdown document.
    Markdown,
    /// Annotations of GitHub's workflows.
    Github,
    /// A copy of the author's Word file with the findings as comments.
    Docx,
}

impl Format {
    /// All formats, in the order they are listed to people.
    pub const ALL: [Format; 8] = [
        Format::Human,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::Html,
        Format::Markdown,
        Format::Github,
        Format::Docx,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Github => "github",
            Format::Docx => "docx",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no format's, with the closest one that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat {
    /// What was asked for.
    pub name: String,
    /// What was perhaps meant.
    pub suggestion: Option<Format>,
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "没有名为“{}”的输出格式", self.name)?;
        if let Some(format) = self.suggestion {
            write!(f, "，是否指 {format}？")?;
        }
        let names: Vec<_> = Format::ALL.into_iter().map(Format::name).collect();
        write!(f, "（可用：{}）", names.join("、"))
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if let Some(format) = Format::ALL.into_iter().find(|it| it.name() == name) {
            return Ok(format);
        }
        let suggestion = Format::ALL
            .into_iter()
            .map(|it| (strsim::jaro_winkler(it.name(), &name.to_lowercase()), it))
            .filter(|(likeness, _)| *likeness > 0.75)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, it)| it);
        Err(UnknownFormat {
            name: name.to_owned(),
            suggestion,
        })
    }
}

/// What the formats cannot learn from the run itself.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether `human` may use colour; the caller looks at the terminal and at `NO_COLOR`.
    pub colour: bool,
    /// Display columns that `human` may fill.
    pub width: usize,
    /// The checks in words: SARIF describes those that fired, with help.
    pub rules: Vec<CheckRule>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            colour: false,
            width: 80,
            rules: Vec::new(),
        }
    }
}

/// The writer of a format; none for [`Format::Docx`], which is no page of its own but made by [`annotate`].
pub fn writer(format: Format, options: &Options) -> Option<Box<dyn Writer>> {
    Some(match format {
        Format::Human => Box::new(human::Human::new(options.colour, options.width)),
        Format::Json => Box::new(json::Json),
        Format::Jsonl => Box::new(jsonl::Jsonl),
        Format::Sarif => Box::new(sarif::Sarif::new(options.rules.clone())),
        Format::Html => Box::new(html::Html),
        Format::Markdown => Box::new(markdown::Markdown),
        Format::Github => Box::new(github::Github),
        Format::Docx => return None,
    })
}
