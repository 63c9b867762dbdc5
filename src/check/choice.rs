//! Which checks the user wants.

/// What the user chose.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// Raise guards of mere practice to warnings.
    pub strict_guards: bool,
    /// Only codes that begin with one of these; empty for all.
    pub select: Vec<String>,
    /// No codes that begin with one of these.
    pub ignore: Vec<String>,
}

impl Choice {
    /// Whether layout is asked for by name, so that it is looked at whatever the scheme says.
    pub fn asks_for_layout(&self) -> bool {
        self.asks_for("FMT")
    }

    /// Whether codes of a family (`FMT`) are selected by name.
    pub fn asks_for(&self, family: &str) -> bool {
        self.select
            .iter()
            .any(|prefix| prefix.starts_with(family) || family.starts_with(prefix.as_str()))
    }

    /// Whether findings of a code are wanted.
    pub fn wants(&self, code: &str) -> bool {
        let begins = |list: &[String]| list.iter().any(|prefix| code.starts_with(prefix.as_str()));
        (self.select.is_empty() || begins(&self.select)) && !begins(&self.ignore)
    }
}
