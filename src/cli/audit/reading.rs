//! What a run must know of a report before it can be judged: whose it is, and what it is like.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::audit::Item;
use crate::audit::cache::Key;
use crate::audit::roster::Clues;
use crate::audit::similar::{Comparer, Identity, Sketch};
use crate::checker::year_of_title;
use crate::document::{Document, Modified, ModifiedBy};
use crate::read::ReadError;
use crate::text::fold::{Habits, fold};

/// Paragraphs at either end that may say who writes.
const ENDS: usize = 12;
/// Characters of each of them that are kept.
const LINE: usize = 120;
/// Lines in which a title may stand, and its most characters.
const NEAR: usize = 5;
const TITLE: usize = 60;

/// A report before it is judged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Reading {
    /// Its title, empty if it has none.
    pub title: String,
    /// Its first paragraphs, one a line.
    pub head: String,
    /// Its last paragraphs, one a line.
    pub tail: String,
    /// Whose it is by its title, by-lines and opening.
    pub identity: Identity,
    /// What comparing it needs.
    #[serde(with = "packed")]
    pub sketch: Sketch,
    /// When it was last written, by its own account: year, month, day, hour, minute, second.
    modified: Option<[i32; 6]>,
}

impl Reading {
    /// That of a report, from an earlier run if it is known; none of a file in which there is nothing to read. `basis` is
    /// the key of the rules in force.
    ///
    /// # Errors
    /// The bytes cannot be had.
    pub(super) fn get(
        item: &mut Item<'_>,
        comparer: &Comparer,
        basis: &Key,
    ) -> Result<Option<Reading>, ReadError> {
        let key = Key::of("reading", &[basis.as_bytes()]);
        item.get(&key, |document| {
            let document = document.ok()?;
            Some(Reading::of(document, comparer))
        })
    }

    fn of(document: &Document, comparer: &Comparer) -> Reading {
        let lines: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.text.as_str().trim())
            .filter(|line| !line.is_empty())
            .collect();
        let joined = |lines: &[&str]| -> String {
            let cut = lines
                .iter()
                .map(|line| match line.char_indices().nth(LINE) {
                    Some((end, _)) => &line[..end],
                    None => line,
                });
            cut.collect::<Vec<_>>().join("\n")
        };
        let compared = comparer.compared(document);
        Reading {
            title: compared.title(),
            head: joined(&lines[..lines.len().min(ENDS)]),
            tail: joined(&lines[lines.len().saturating_sub(ENDS)..]),
            identity: comparer.identity(&compared),
            sketch: compared.sketch(),
            modified: document
                .modified
                .filter(|modified| modified.by == ModifiedBy::Document)
                .map(|modified| parts(modified.at)),
        }
    }

    /// Whose report it may be, with its path as people see it.
    pub(super) fn clues<'r>(&'r self, path: &'r str) -> Clues<'r> {
        Clues {
            path,
            title: &self.title,
            head: &self.head,
            tail: &self.tail,
        }
    }

    /// The title, and the lines near it that may be one: short, and no sentence.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        let head = self.head.lines().take(NEAR);
        head.chain([self.title.as_str()])
            .filter(|line| line.chars().nth(TITLE).is_none() && !line.contains(['。', '，', '：']))
    }

    /// The year that its title names.
    pub(super) fn year(&self) -> Option<i32> {
        year_of_title(fold(&self.title, Habits::default()).as_str())
    }

    /// When it was last written: by its own account, else as its file says.
    pub(super) fn modified(&self, file: Option<DateTime>) -> Option<Modified> {
        let own = self
            .modified
            .and_then(|[year, month, day, hour, minute, second]| {
                let part = |number| i8::try_from(number).ok();
                let time = (part(hour)?, part(minute)?, part(second)?);
                let year = i16::try_from(year).ok()?;
                DateTime::new(year, part(month)?, part(day)?, time.0, time.1, time.2, 0).ok()
            });
        own.map(Modified::by_document)
            .or(file.map(Modified::by_file))
    }
}

/// A sketch among what is kept: its bytes in hex, which take a tenth of the time that its numbers and bands would.
mod packed {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    use crate::audit::similar::Sketch;

    const DIGITS: &[u8; 16] = b"0123456789abcdef";

    pub(super) fn serialize<S: Serializer>(sketch: &Sketch, to: S) -> Result<S::Ok, S::Error> {
        let digits =
            |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[half as usize]));
        let text: String = sketch.to_bytes().iter().flat_map(digits).collect();
        to.serialize_str(&text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Sketch, D::Error> {
        let text = <&str>::deserialize(from)?;
        let half = |digit: u8| Some(char::from(digit).to_digit(16)? as u8);
        let byte = |two: &[u8; 2]| Some(half(two[0])? << 4 | half(two[1])?);
        let bytes: Option<Vec<u8>> = text.as_bytes().as_chunks().0.iter().map(byte).collect();
        let sketch = bytes.and_then(|bytes| Sketch::from_bytes(&bytes));
        sketch.ok_or_else(|| D::Error::custom("no sketch of this version"))
    }
}

fn parts(at: DateTime) -> [i32; 6] {
    [
        at.year().into(),
        at.month().into(),
        at.day().into(),
        at.hour().into(),
        at.minute().into(),
        at.second().into(),
    ]
}
