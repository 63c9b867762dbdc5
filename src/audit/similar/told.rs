//! A verified pair as it is told: with paths, positions and the authors' own words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compared::Compared;
use super::verify::{Comparer, Pair, Side};
use crate::output::report::SourceRange;
use crate::ruleset::Lang;

/// What two reports share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Similar {
    /// Whether it is so much that it is a finding.
    pub finding: bool,
    /// How alike the two are as wholes, 0 to 1.
    pub jaccard: f64,
    /// 字 of the longest passage, standing formulas not counted.
    pub longest: usize,
    /// The first report.
    pub a: Part,
    /// The other one.
    pub b: Part,
    /// Common passages in the order of the first report.
    pub passages: Vec<SharedPassage>,
    /// Names of one report's unit or writer left in the other one's copied passages.
    pub foreign: Vec<ForeignName>,
}

/// A report of a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Its path.
    pub path: String,
    /// Share of its text that stands in common passages, 0 to 1.
    pub share: f64,
}

/// A passage side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedPassage {
    /// 字 of the shorter side.
    pub words: usize,
    /// In the first report.
    pub a: Quote,
    /// In the other one.
    pub b: Quote,
}

/// Words of a report and where they stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The author's own.
    pub text: String,
    /// Their place.
    pub range: SourceRange,
}

/// A name that is another report's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ForeignName {
    /// The name.
    pub name: String,
    /// Path of the report that keeps it.
    pub kept_by: String,
    /// Path of the report whose own it is.
    pub owner: String,
    /// Its place in the report that keeps it.
    pub range: SourceRange,
    /// Number of the passage, from 0.
    pub passage: usize,
}

impl Similar {
    /// Gives the two reports other paths.
    pub fn name(&mut self, a: String, b: String) {
        for foreign in &mut self.foreign {
            let kept_by_a = foreign.kept_by == self.a.path;
            let (kept_by, owner) = if kept_by_a { (&a, &b) } else { (&b, &a) };
            foreign.kept_by.clone_from(kept_by);
            foreign.owner.clone_from(owner);
        }
        self.a.path = a;
        self.b.path = b;
    }

    /// Tells a pair, given the two texts and their paths.
    pub fn of(
        comparer: &Comparer,
        pair: &Pair,
        (a, path_a): (&Compared<'_>, &str),
        (b, path_b): (&Compared<'_>, &str),
        lang: Lang,
    ) -> Similar {
        let quote = |text: &Compared<'_>, side: &Side| Quote {
            text: text.document().source[..]
                .get(side.source.clone())
                .unwrap_or_default()
                .to_owned(),
            range: text.range(side, lang),
        };
        let part = |path: &str, share: f64| Part {
            path: path.to_owned(),
            share,
        };
        let passages = pair.passages.iter().map(|passage| SharedPassage {
            words: passage.words,
            a: quote(a, &passage.a),
            b: quote(b, &passage.b),
        });
        let foreign = pair.foreign.iter().filter_map(|name| {
            let passage = pair.passages.get(name.passage)?;
            let (text, side, kept_by, owner) = match name.in_a {
                true => (a, &passage.a, path_a, path_b),
                false => (b, &passage.b, path_b, path_a),
            };
            let place = Side {
                source: name.source.clone(),
                ..side.clone()
            };
            Some(ForeignName {
                name: name.name.clone(),
                kept_by: kept_by.to_owned(),
                owner: owner.to_owned(),
                range: text.range(&place, lang),
                passage: name.passage,
            })
        });
        Similar {
            finding: comparer.is_finding(pair),
            jaccard: pair.jaccard,
            longest: pair.longest,
            a: part(path_a, pair.share_a),
            b: part(path_b, pair.share_b),
            passages: passages.collect(),
            foreign: foreign.collect(),
        }
    }
}
