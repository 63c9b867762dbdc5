//! The role model: weights that turn what is seen of a sentence into a score for each role.
//!
//! `shuzhi corpus train` writes them to `rules/model/roles.tsv`; [`crate::ruleset::weights`] says how they are stored.

use std::borrow::Cow;
use std::hint::select_unpredictable;

use super::lattice::Steps;
use super::role::Role;
use crate::ruleset::weights::{BOUNDARIES, BUCKETS, ENTRY, FILTER, Hashed, filter, place, slot};

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
    /// As [`Boundary::Within`], under a heading that announces problems and plans together.
    TogetherWithin,
    /// As [`Boundary::Item`], under such a heading.
    TogetherItem,
    /// As [`Boundary::Paragraph`], under such a heading.
    TogetherParagraph,
}

impl Boundary {
    /// How many there are.
    pub const COUNT: usize = BOUNDARIES.len();
    /// All, in the order of [`BOUNDARIES`].
    pub const ALL: [Boundary; Boundary::COUNT] = [
        Boundary::Within,
        Boundary::Item,
        Boundary::Paragraph,
        Boundary::Heading,
        Boundary::TogetherWithin,
        Boundary::TogetherItem,
        Boundary::TogetherParagraph,
    ];

    /// The same wherever it lies.
    #[must_use]
    pub fn plain(self) -> Boundary {
        match self {
            Boundary::TogetherWithin => Boundary::Within,
            Boundary::TogetherItem => Boundary::Item,
            Boundary::TogetherParagraph => Boundary::Paragraph,
            plain => plain,
        }
    }

    /// The same under a heading that announces problems and plans together.
    #[must_use]
    pub fn together(self) -> Boundary {
        match self {
            Boundary::Within => Boundary::TogetherWithin,
            Boundary::Item => Boundary::TogetherItem,
            Boundary::Paragraph => Boundary::TogetherParagraph,
            other => other,
        }
    }
}

/// How a report goes through its roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Manner {
    /// Part by part: achievements, then problems, then causes, then plans.
    #[default]
    Parts,
    /// Matter by matter: of each what was done, what is wrong, why, and what will be done.
    Matters,
}

impl Manner {
    /// Both.
    pub const ALL: [Manner; 2] = [Manner::Parts, Manner::Matters];
}

/// Weights of emissions and changes of role.
#[derive(Debug, Clone)]
pub struct Model {
    name: String,
    scale: f32,
    step: f32,
    lean: f32,
    start: Scores,
    changes: [[[Scores; Role::COUNT]; Boundary::COUNT]; 2],
    /// The same as probabilities, but for a factor.
    steps: [Steps; 2],
    table: Cow<'static, [u8]>,
    /// A copy: most of what is seen of a sentence ends here.
    filter: Box<[u8; FILTER / 8]>,
    /// First bytes of the shifts and of the slots.
    shifts: usize,
    slots: usize,
    /// How many slots there are.
    count: u32,
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
        let (scale, step, lean) = (reader.float()?, reader.float()?, reader.float()?);
        let start = reader.scores()?;
        let mut changes = [[[[0.0; Role::COUNT]; Role::COUNT]; Boundary::COUNT]; 2];
        for scores in changes.iter_mut().flatten().flatten() {
            *scores = reader.scores()?;
        }
        let mut filter = Box::new([0; FILTER / 8]);
        filter.copy_from_slice(reader.take(FILTER / 8)?);
        let shifts = reader.at;
        reader.take(BUCKETS * 2)?;
        let (count, slots) = (reader.number()?, reader.at);
        if count == 0 || table.len() != slots + count as usize * ENTRY {
            return Err(format!("{} bytes for {count} slots", table.len()));
        }
        Ok(Model {
            name,
            scale,
            step,
            lean,
            start,
            changes,
            steps: changes.map(|over| {
                over.map(|from| from.map(|to| to.map(|score| f64::from(score * scale).exp())))
            }),
            table,
            filter,
            shifts,
            slots,
            count,
        })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds weights, of nothing yet.
    pub fn sum(&self) -> Sum<'_> {
        Sum {
            model: self,
            scores: [0.0; Role::COUNT],
            waiting: [(0, 0.0); WAITING],
            count: 0,
        }
    }

    /// Scores of changes of role over a boundary, from each role to each.
    pub fn changes(&self, manner: Manner, boundary: Boundary) -> &[Scores; Role::COUNT] {
        &self.changes[manner as usize][boundary as usize]
    }

    /// How probable changes of role are over each boundary, but for a factor.
    pub fn steps(&self, manner: Manner) -> &Steps {
        &self.steps[manner as usize]
    }

    /// Score of a manner.
    pub fn lean(&self, manner: Manner) -> f32 {
        match manner {
            Manner::Parts => 0.0,
            Manner::Matters => self.lean,
        }
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

/// Scores to which the weights of features are added.
///
/// What may have weights waits, so that the looks at a table larger than the fastest memory wait together. None of them
/// hangs on a guess: a guess is wrong for each third feature, and costs more than the look.
pub struct Sum<'m> {
    model: &'m Model,
    scores: Scores,
    waiting: [(u64, f32); WAITING],
    count: usize,
}

const WAITING: usize = 64;

impl Sum<'_> {
    /// Begins anew with some scores.
    pub fn begin(&mut self, scores: Scores) {
        self.scores = scores;
        self.count = 0;
    }

    /// Adds the weights of a feature seen with strength `value`.
    pub fn add(&mut self, feature: Hashed, value: f32) {
        let key = feature.key();
        let (byte, bit) = filter(key);
        self.waiting[self.count] = (key, value);
        self.count += usize::from(self.model.filter[byte] & bit != 0);
        if self.count == WAITING {
            self.look_up();
        }
    }

    /// The scores with all that was added.
    pub fn scores(&mut self) -> Scores {
        self.look_up();
        self.scores
    }

    fn look_up(&mut self) {
        let Model {
            table,
            step,
            shifts,
            slots,
            count,
            ..
        } = self.model;
        let (shifts, _) = table[*shifts..*slots].as_chunks::<2>();
        let (slots, _) = table[*slots..].as_chunks::<ENTRY>();
        let mut scores = self.scores;
        for (key, value) in &self.waiting[..self.count] {
            let (bucket, kept) = place(*key);
            let entry = &slots[slot(kept, u16::from_le_bytes(shifts[bucket]), *count)];
            let [a, b, c, d, row @ ..] = entry;
            let own = u32::from_le_bytes([*a, *b, *c, *d]) == kept;
            let value = select_unpredictable(own, *value, 0.0);
            for role in 0..Role::COUNT {
                scores[role] += f32::from(i8::from_le_bytes([row[role]])) * step * value;
            }
        }
        self.scores = scores;
        self.count = 0;
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
