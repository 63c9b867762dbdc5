//! What a check finds, before it becomes words.

use std::ops::Range;

use crate::ruleset::{Bilingual, Lang, Severity, Strength};
use crate::structure::Role;

/// A value that fills a place of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words that are the same in both languages: a quotation, a name.
    Text(String),
    /// Words that differ.
    Both(Bilingual),
    /// A whole number.
    Number(usize),
    /// A number with one decimal.
    Decimal(f64),
    /// A share, 0 to 1, shown as `21.3%`.
    Share(f64),
    /// A role's name.
    Role(Role),
}

impl Arg {
    /// The argument in words.
    pub fn render(&self, lang: Lang) -> String {
        match self {
            Arg::Text(text) => text.clone(),
            Arg::Both(both) => both.get(lang).to_owned(),
            Arg::Number(number) => number.to_string(),
            Arg::Decimal(number) => format!("{number:.1}"),
            Arg::Share(share) => format!("{:.1}%", share * 100.0),
            Arg::Role(role) => role.title(lang).to_owned(),
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<Bilingual> for Arg {
    fn from(both: Bilingual) -> Arg {
        Arg::Both(both)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(number)
    }
}

/// A finding as a check makes it. Ranges are bytes of the draft's folded text.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `SHR001` …
    pub code: &'static str,
    /// Which of the rule's messages it is.
    pub variant: &'static str,
    /// What fills the message.
    pub args: Vec<(&'static str, Arg)>,
    /// The passage, none for the whole report.
    pub range: Option<Range<usize>>,
    /// 0 to 1.
    pub confidence: f64,
    /// Instead of the rule's severity.
    pub severity: Option<Severity>,
    /// How strong the demand is, for rules whose severity follows it.
    pub strength: Option<Strength>,
    /// Whether evidence is thin, so that the severity goes one step down.
    pub thin: bool,
    /// The demand in words, where the check knows it better than the rule.
    pub demand: Option<Bilingual>,
    /// Passages that belong to it.
    pub related: Vec<(Bilingual, Option<Range<usize>>)>,
}

impl Finding {
    /// A finding on the whole report, certain, without arguments.
    pub fn new(code: &'static str, variant: &'static str) -> Finding {
        Finding {
            code,
            variant,
            args: Vec::new(),
            range: None,
            confidence: 1.0,
            severity: None,
            strength: None,
            thin: false,
            demand: None,
            related: Vec::new(),
        }
    }

    /// Fills a place of the message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Finding {
        self.args.push((name, value.into()));
        self
    }

    /// Points at a passage.
    #[must_use]
    pub fn at(mut self, range: Range<usize>) -> Finding {
        self.range = Some(range);
        self
    }

    /// Says how sure it is, 0 to 1.
    #[must_use]
    pub fn confidence(mut self, confidence: f64) -> Finding {
        self.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// Sets the severity, whatever the rule says.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = Some(severity);
        self
    }

    /// Says how strong the demand is.
    #[must_use]
    pub fn strength(mut self, strength: Strength) -> Finding {
        self.strength = Some(strength);
        self
    }

    /// Marks the evidence as thin if `thin`.
    #[must_use]
    pub fn thin(mut self, thin: bool) -> Finding {
        self.thin |= thin;
        self
    }

    /// Words the demand.
    #[must_use]
    pub fn demand(mut self, demand: Bilingual) -> Finding {
        self.demand = Some(demand);
        self
    }

    /// Adds a passage that belongs to it.
    #[must_use]
    pub fn related(mut self, zh: &str, en: &str, range: Option<Range<usize>>) -> Finding {
        self.related.push((Bilingual::new(zh, en), range));
        self
    }
}
