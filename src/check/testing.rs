//! What unit tests of checks share: a report from plain text, and a check run over it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{Context, Finding, Sink};
use crate::document::{Block, Document, Format, Look, MappedText, Story};
use crate::profile::Profile;
use crate::ruleset::Rules;
use crate::structure::{Draft, Model};

/// A document of one block for each line that is not empty.
pub fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            blocks.push(Block {
                story: Story::Body,
                outline: None,
                label: None,
                look: Look::default(),
                reference: None,
                prompts: Vec::new(),
                text: MappedText::identity(line, at),
            });
        }
        at += line.len() + 1;
    }
    Document {
        path: None,
        format: Format::Text,
        source: text.to_owned(),
        blocks,
        headers: Vec::new(),
        skipped: Vec::new(),
        warnings: Vec::new(),
        modified: None,
        page: None,
    }
}

/// The rules that the program is built with.
pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::built_in)
}

/// The role model that the program is built with.
pub fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::parse(rules().model()).unwrap())
}

/// The scheme without a notice.
pub fn profile() -> &'static Profile {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    PROFILE
        .get_or_init(|| toml::from_str(include_str!("../../rules/profiles/default.toml")).unwrap())
}

/// What checks find in a document.
pub fn sink(
    document: &Document,
    year: Option<i32>,
    masked: bool,
    checks: &[fn(&Context<'_>, &mut Sink)],
) -> Sink {
    sink_beside(document, None, year, masked, checks)
}

/// What checks find in a document beside last year's.
fn sink_beside(
    document: &Document,
    last: Option<&Document>,
    year: Option<i32>,
    masked: bool,
    checks: &[fn(&Context<'_>, &mut Sink)],
) -> Sink {
    let last = last.map(|last| Draft::new(last, rules(), model()));
    let draft = Draft::new(document, rules(), model());
    let cues = crate::topic::Cues::new(&profile().topics);
    let topics = crate::topic::coverage(profile(), &cues, &draft);
    let context = Context {
        draft: &draft,
        profile: profile(),
        rules: rules(),
        year,
        year_is_said: true,
        previous: last.as_ref(),
        pledges: &[],
        topics: &topics,
        masked,
    };
    let mut sink = Sink::default();
    for check in checks {
        check(&context, &mut sink);
    }
    sink
}

/// What one check finds in a plain text.
pub fn find(text: &str, year: Option<i32>, check: fn(&Context<'_>, &mut Sink)) -> Vec<Finding> {
    sink(&document(text), year, false, &[check]).findings
}

/// What one check finds in a plain text beside last year's.
pub fn find_beside(
    last: &str,
    text: &str,
    year: Option<i32>,
    check: fn(&Context<'_>, &mut Sink),
) -> Vec<Finding> {
    sink_beside(
        &document(text),
        Some(&document(last)),
        year,
        false,
        &[check],
    )
    .findings
}

/// Code, variant and the argument `found` of what one check finds in a plain text.
pub fn told(
    text: &str,
    year: Option<i32>,
    check: fn(&Context<'_>, &mut Sink),
) -> Vec<(&'static str, &'static str, String)> {
    find(text, year, check)
        .into_iter()
        .map(|finding| (finding.code, finding.variant, found(&finding)))
        .collect()
}

/// The argument `found` of a finding.
pub fn found(finding: &Finding) -> String {
    finding
        .args
        .iter()
        .find(|(name, _)| *name == "found" || *name == "names")
        .map_or_else(String::new, |(_, value)| {
            value.render(crate::ruleset::Lang::Zh)
        })
}

/// The annotated reports.
pub fn reports() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/train");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
}
