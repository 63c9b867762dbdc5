//! The role model: weights that turn what is seen of a sentence into a score for each role.
//!
//! `shuzhi corpus train` writes them to `rules/model/roles.tsv`; [`crate::ruleset::weights`] says how they are stored.

use std::borrow::Cow;

use super::role::Role;
use crate::ruleset::weights::{BUCKETS, ENTRY, FILTER, Hashed, filter, place};

/// A score for each role, in the order of [`Role::ALL`]; log scale.
pub type Scores = [f32; Role::COUNT];

/// What lies between two sentences that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// Nothing: the same paragraph.
    Within,
    /// A list item begins (二是 …), or a numbered lead.
    Item,
    /// A paragraph begins.
    Paragraph,
    /// A heading stands between.
    Heading,
}

/// Weights of emissions and changes of role.
#[derive(Debug, Clone)]
pub struct Model {
    name: String,
    scale: f32,
    step: f32,
    start: Scores,
    changes: [[Scores; Role::COUNT]; 4],
    /// The same as probabilities, but for a factor.
    steps: [[[f64; Role::COUNT]; Role::COUNT]; 4],
    table: Cow<'static, [u8]>,
    /// A copy: most of what is seen of a sentence ends here.
    filter: Box<[u8; FILTER / 8]>,
    directory: usize,
    entries: usize,
}

impl Model {
    /// Takes a table as [`crate::ruleset::weights::Weights::table`] makes it.
    ///
    /// # Errors
    /// A table that is cut off.
    pub fn parse(table: Cow<'static, [u8]>) -> Result<Model, String> {
        let mut reader = Reader {
            bytes: &table,
            at: 0,
        };
        let length = reader.number()? as usize;
        let name = String::from_utf8_lossy(reader.take(length)?).into_owned();
        let (scale, step) = (reader.float()?, reader.float()?);
        let start = reader.scores()?;
        let mut changes = [[[0.0; Role::COUNT]; Role::COUNT]; 4];
        for scores in changes.iter_mut().flatten() {
            *scores = reader.scores()?;
        }
        let mut filter = Box::new([0; FILTER / 8]);
        filter.copy_from_slice(reader.take(FILTER / 8)?);
        let directory = reader.at;
        reader.at += BUCKETS * 2;
        let [low, high] = *reader.take(2)? else {
            return Err("the table is cut off".into());
        };
        let (count, entries) = (u16::from_le_bytes([low, high]), reader.at);
        if table.len() != entries + usize::from(count) * ENTRY {
            return Err(format!("{} bytes for {count} features", table.len()));
        }
        Ok(Model {
            name,
            scale,
            step,
            start,
            changes,
            steps: changes
                .map(|from| from.map(|to| to.map(|score| f64::from(score * scale).exp()))),
            table,
            filter,
            directory,
            entries,
        })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds the weights of a feature seen with strength `value`.
    pub fn add(&self, scores: &mut Scores, feature: Hashed, value: f32) {
        let key = feature.key();
        let (byte, bit) = filter(key);
        if self.filter[byte] & bit == 0 {
            return;
        }
        if let Some(row) = self.row(key) {
            for role in 0..Role::COUNT {
                let weight = i8::from_le_bytes([row[role]]);
                scores[role] += f32::from(weight) * self.step * value;
            }
        }
    }

    fn row(&self, key: u64) -> Option<&[u8; Role::COUNT]> {
        let (bucket, key) = place(key);
        let at = |bucket: usize| {
            let start = self.directory + bucket * 2;
            let bytes = self.table.get(start..)?.first_chunk()?;
            Some(self.entries + usize::from(u16::from_le_bytes(*bytes)) * ENTRY)
        };
        let entries = self.table.get(at(bucket)?..at(bucket + 1)?)?;
        let (entries, _) = entries.as_chunks::<ENTRY>();
        entries.iter().find_map(|entry| {
            let (own, row) = entry.split_first_chunk::<4>()?;
            (u32::from_le_bytes(*own) == key).then(|| row.first_chunk())?
        })
    }

    /// Scores of changes of role over a boundary, from each role to each.
    pub fn changes(&self, boundary: Boundary) -> &[Scores; Role::COUNT] {
        &self.changes[boundary as usize]
    }

    /// How probable changes of role are over a boundary, from each role to each, but for a factor.
    pub fn steps(&self, boundary: Boundary) -> &[[f64; Role::COUNT]; Role::COUNT] {
        &self.steps[boundary as usize]
    }

    /// Score of a role for the first sentence.
    pub fn start(&self) -> &Scores {
        &self.start
    }

    /// How sharp the probabilities are: scores are multiplied by it before they become probabilities.
    pub fn scale(&self) -> f32 {
        self.scale
    }
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Reader<'t> {
    fn take(&mut self, count: usize) -> Result<&'t [u8], String> {
        let end = self.at.saturating_add(count);
        let bytes = self.bytes.get(self.at..end).ok_or("the table is cut off")?;
        self.at = end;
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, String> {
        let bytes = self.take(4)?.try_into().unwrap_or_default();
        Ok(u32::from_le_bytes(bytes))
    }

    fn float(&mut self) -> Result<f32, String> {
        self.number().map(f32::from_bits)
    }

    fn scores(&mut self) -> Result<Scores, String> {
        let mut scores = [0.0; Role::COUNT];
        for score in &mut scores {
            *score = self.float()?;
        }
        Ok(scores)
    }
}
