//! Fixed formulations, campaigns and leftovers: the typed form of the tables in `rules/terms/`.

use regex::Regex;
use serde::Deserialize;

use super::lang::{Bilingual, Severity};
use crate::text::Beginning;

/// One table of a terms file, under the name of its list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// A wording that is wrong wherever it stands.
    Entry(Entry),
    /// Words and what is written for them by a slip.
    Slips(Slips),
    /// A wording that did not exist before a month.
    Dated(Dated),
    /// A campaign with its window.
    Campaign(Campaign),
    /// Names of a leading body that exclude each other in one report.
    Body(Body),
}

/// A wording that is wrong.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// Unique name.
    pub id: String,
    /// The code of its findings.
    pub code: String,
    /// Literals: each a hit, or with `pattern` only what makes the pattern worth trying.
    pub words: Vec<String>,
    /// A regular expression over folded text.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Where its matches can begin; filled in when the rules are compiled.
    #[serde(default)]
    pub begins: Beginning,
    /// The capture group that is the passage.
    #[serde(default)]
    pub group: usize,
    /// A hit that overlaps one of these is none.
    #[serde(default)]
    pub except: Vec<String>,
    /// The right wording; empty where the passage should go.
    #[serde(default)]
    pub say: String,
    /// Why.
    #[serde(default)]
    pub why: Bilingual,
    /// First report year in which it is judged.
    #[serde(default)]
    pub from_year: Option<i32>,
    /// Last report year in which it is judged.
    #[serde(default)]
    pub to_year: Option<i32>,
    /// 0 to 1.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// Other than the check's own.
    #[serde(default)]
    pub severity: Option<Severity>,
}

/// Words of which a slip of input makes no word.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Slips {
    /// Unique name.
    pub id: String,
    /// The code of their findings.
    pub code: String,
    /// A right word and, behind spaces, the forms that are written for it.
    pub pairs: Vec<String>,
    /// Other than the check's own.
    #[serde(default)]
    pub severity: Option<Severity>,
}

impl Slips {
    /// The word that a form is written for.
    pub fn right(&self, form: &str) -> Option<&str> {
        self.pairs.iter().find_map(|pair| {
            let mut words = pair.split_whitespace();
            let right = words.next()?;
            words.any(|word| word == form).then_some(right)
        })
    }
}

/// A wording that did not exist before.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dated {
    /// Unique name.
    pub id: String,
    /// Its name in messages.
    #[serde(default)]
    pub name: String,
    /// Literals.
    pub words: Vec<String>,
    /// A hit that overlaps one of these is none.
    #[serde(default)]
    pub except: Vec<String>,
    /// `YYYY-MM`.
    pub from: String,
    /// Why.
    #[serde(default)]
    pub why: Bilingual,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Campaign {
    /// Unique name.
    pub id: String,
    /// Its name in messages.
    pub name: String,
    /// Literals that name it and nothing else.
    pub words: Vec<String>,
    /// A hit that overlaps one of these is none.
    #[serde(default)]
    pub except: Vec<String>,
    /// `YYYY-MM`: from then on plans may name it.
    pub from: String,
    /// `YYYY-MM`, the month it began in, where it was announced earlier: what is told as done is not older.
    #[serde(default)]
    pub began: Option<String>,
    /// `YYYY-MM`, the last month.
    pub to: String,
    /// Words that follow its end: 巩固, 常态化.
    #[serde(default)]
    pub after: Vec<String>,
    /// Verbs that tell it as running.
    #[serde(default)]
    pub current: Vec<String>,
    /// Why.
    #[serde(default)]
    pub why: Bilingual,
}

/// A name of a leading body.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Body {
    /// Unique name.
    #[serde(default)]
    pub id: String,
    /// The body: 党组.
    pub name: String,
    /// Literals.
    pub words: Vec<String>,
    /// A hit that overlaps one of these is none.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Codes that an entry may name.
pub const CODES: [&str; 9] = [
    "TRM001", "TRM002", "TRM005", "TXT001", "TXT002", "TXT003", "TXT004", "TXT005", "TXT007",
];

/// What is wrong with a pattern, for whoever loads rules; none for a sound one.
pub fn pattern_fault(pattern: &str, group: usize) -> Option<String> {
    match Regex::new(pattern) {
        Err(error) => Some(error.to_string()),
        Ok(regex) if regex.captures_len() <= group => Some(format!("no group {group}")),
        Ok(_) => None,
    }
}
