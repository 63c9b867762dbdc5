//! Regular expressions, tried only where their matches can begin.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::{Anchored, Input};
use serde::Deserialize;

use super::WordLists;
use super::pattern::Pattern;

/// Where matches of a pattern can begin, and how far they go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Beginning {
    /// Characters that may stand in a match before the literal.
    pub lead: usize,
    /// Literals, one of which every match has there; none where it may be anything.
    pub literals: Vec<String>,
    /// Bytes of the longest match, where there is one.
    pub reach: Option<usize>,
}

impl Beginning {
    /// With one of some characters, and so many bytes long at most.
    pub fn with(characters: &str, reach: usize) -> Beginning {
        Beginning {
            lead: 0,
            literals: characters.chars().map(String::from).collect(),
            reach: Some(reach),
        }
    }
}

/// How a pattern is looked for.
pub struct Search {
    pattern: String,
    lead: usize,
    /// What every match begins with; none if that may be anything.
    literals: Option<WordLists<'static, ()>>,
    reach: Option<usize>,
    /// None if the pattern does not compile.
    compiled: OnceLock<Option<Pattern>>,
}

impl Search {
    /// The search for a pattern; nothing is compiled yet.
    pub fn new(pattern: &str, begins: Beginning) -> Search {
        let bound = !begins.literals.is_empty() && !begins.literals.iter().any(String::is_empty);
        let literals = begins.literals.into_iter().map(|literal| (literal, ()));
        Search {
            pattern: pattern.to_owned(),
            lead: begins.lead,
            literals: bound.then(|| WordLists::new(literals)),
            reach: begins.reach,
            compiled: OnceLock::new(),
        }
    }

    /// The pattern, compiled when a text has what its matches begin with.
    fn compiled(&self) -> Option<&Pattern> {
        let compile = || Pattern::new(&self.pattern);
        self.compiled.get_or_init(compile).as_ref()
    }

    /// The bytes of the first match from a byte on.
    pub fn find(&self, text: &str, at: usize) -> Option<Range<usize>> {
        self.first(text, at).map(|(_, whole)| whole)
    }

    /// The first match from a byte on, as one to search again for its groups.
    fn first<'t>(&self, text: &'t str, mut at: usize) -> Option<(Input<'t>, Range<usize>)> {
        let Some(literals) = &self.literals else {
            let input = Input::new(text).range(at..);
            let whole = self.compiled()?.find(&input)?;
            return Some((input, whole));
        };
        // Every place where a match may begin is tried by itself: a search from there on would try all behind it, and
        // one to the end of the text would make room for matches that long.
        loop {
            let literal = at + literals.first(text.get(at..)?)?;
            let led = text[at..literal].char_indices().rev().take(self.lead);
            at = led.last().map_or(literal, |(place, _)| at + place);
            while at <= literal {
                let end = self
                    .reach
                    .map_or(text.len(), |reach| text.len().min(at.saturating_add(reach)));
                let input = Input::new(text).range(at..end).anchored(Anchored::Yes);
                if let Some(whole) = self.compiled()?.find(&input) {
                    return Some((input, whole));
                }
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// What a template gives for the match that begins at a byte; `$1` stands for the first group.
    pub fn expand(&self, text: &str, at: usize, template: &str) -> Option<String> {
        let (input, _) = self
            .first(text, at)
            .filter(|(_, whole)| whole.start == at)?;
        let captures = self.compiled()?.captures(&input);
        Some(captures.interpolate_string(text, template))
    }

    /// Calls `found` with the group of every match and the byte where the match begins. The next search starts behind the group and not behind the
    /// match, so that what one match needs on its right can serve the next one on its left.
    pub fn matches(&self, group: usize, text: &str, mut found: impl FnMut(Range<usize>, usize)) {
        let mut at = 0;
        while let Some((input, whole)) = self.first(text, at) {
            // Captures cost more than finding, and most patterns find nothing.
            let captured = || self.compiled()?.captures(&input).get_group(group);
            let found_at = if group == 0 { None } else { captured() };
            let range = found_at.map_or(whole.clone(), |span| span.range());
            let step = text[at..].chars().next().map_or(1, char::len_utf8);
            at = range.end.max(at + step);
            if !range.is_empty() {
                found(range, whole.start);
            }
            if at > text.len() {
                return;
            }
        }
    }
}

/// Checks what is said of a pattern: that every match begins with one of `first` and is no longer than `reach` bytes.
#[cfg(test)]
pub fn assert_begins(pattern: &str, first: &str, reach: usize) {
    let hir = regex_syntax::parse(pattern).unwrap();
    let mut extractor = regex_syntax::hir::literal::Extractor::new();
    extractor.limit_class(100).limit_total(50_000);
    let sequence = extractor.limit_literal_len(3).extract(&hir);
    let mut missing: Vec<char> = Vec::new();
    for literal in sequence
        .literals()
        .unwrap_or_else(|| panic!("{pattern} begins with anything"))
    {
        let begins = String::from_utf8_lossy(literal.as_bytes());
        let character = begins.chars().next().expect("no empty match");
        if !first.contains(character) {
            missing.push(character);
        }
    }
    assert!(missing.is_empty(), "{missing:?} begin {pattern}");
    let longest = hir.properties().maximum_len();
    assert!(
        longest.is_some_and(|longest| longest <= reach),
        "{longest:?}"
    );
}
