//! Shares as notices write them: a third stays a third.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A share between 0 and 1, kept as the notice says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: u32,
    denominator: u32,
}

impl Fraction {
    /// `numerator / denominator`; none if that is no share between 0 and 1.
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        (denominator > 0 && numerator <= denominator).then_some(Self {
            numerator,
            denominator,
        })
    }

    /// Reads `1/3` or `30%`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(percent) = text.trim().strip_suffix('%') {
            return Self::new(percent.trim().parse().ok()?, 100);
        }
        let (numerator, denominator) = text.split_once('/')?;
        Self::new(
            numerator.trim().parse().ok()?,
            denominator.trim().parse().ok()?,
        )
    }

    /// As a number.
    pub fn value(self) -> f64 {
        f64::from(self.numerator) / f64::from(self.denominator)
    }

    /// In Chinese words: 三分之一, 30%.
    pub fn chinese(self) -> String {
        const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let digit = |number: u32| {
            usize::try_from(number)
                .ok()
                .and_then(|index| DIGITS.get(index))
        };
        match (digit(self.denominator), digit(self.numerator)) {
            (Some(_), Some(_)) if self.numerator == 1 && self.denominator == 2 => "一半".into(),
            (Some(denominator), Some(numerator)) => format!("{denominator}分之{numerator}"),
            _ => format!("{:.0}%", self.value() * 100.0),
        }
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 100 {
            write!(f, "{}%", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

impl JsonSchema for Fraction {
    fn schema_name() -> Cow<'static, str> {
        "Fraction".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A share between 0 and 1, kept as the notice says it: `1/3` or `30%`.",
            "type": "string",
            "format": "fraction",
            "pattern": r"^\s*\d+\s*(/\s*\d+\s*|%\s*)$",
        })
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Fraction::parse(&text).ok_or_else(|| {
            de::Error::custom(format!(
                "share `{text}` is not written like \"1/3\" or \"30%\""
            ))
        })
    }
}
