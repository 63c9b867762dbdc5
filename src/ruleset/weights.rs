//! The weights of the role model: from the text that training writes to the table that decoding reads.
//!
//! Shared with `build.rs`, so that a cold start parses nothing.
//!
//! The text has a line per feature, its name and a weight for each role, tabs between; lines that begin with `@`
//! say what the model is called (`@name`), how sharp its probabilities are (`@scale`), what one step of a weight is
//! worth (`@step`), and the scores of telling matter by matter (`@lean`), of the first role (`@start`) and of changes of
//! role (`@parts within intro` …).
//!
//! The table, all little-endian: length of the name and its bytes; scale, step, lean, 8 start scores and 2·7·8·8 change
//! scores as `f32`; a filter of [`FILTER`] bits, one set for each feature; a shift for each of [`BUCKETS`] buckets as
//! `u16`; the count of slots as `u32`; the slots, each a `u32` key and 8 `i8` weights. Shifts are chosen so that each
//! feature has a slot of its own (Belazzougui, Botelho, Dietzfelbinger: Hash, displace, and compress, ESA 2009): whether
//! a feature is there shows at one place, without a search whose length nobody could guess. Names are kept as hashes
//! only: a feature that is not in the table is taken for another one about once in four thousand million times.

use std::collections::BTreeMap;

/// How many roles there are.
pub const ROLES: usize = 8;
/// Their names, in the order of the columns.
pub const ROLE_NAMES: [&str; ROLES] = [
    "intro",
    "achievement",
    "rectification",
    "problem",
    "cause",
    "plan",
    "closing",
    "other",
];
/// The boundaries between sentences that changes are scored for, by their names in the text.
pub const BOUNDARIES: [&str; 7] = [
    "within",
    "item",
    "paragraph",
    "heading",
    "together-within",
    "together-item",
    "together-paragraph",
];
/// The manners of telling that changes are scored for, by their names in the text: part by part, or matter by matter.
pub const MANNERS: [&str; 2] = ["parts", "matters"];
/// The top bits of a hash say whose shift it takes: about four features share one.
pub const BUCKETS: usize = 1 << 13;

/// What the text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What the model is called.
    pub name: String,
    /// Scores are multiplied by it before they become probabilities.
    pub scale: f32,
    /// What a weight of 1 is worth.
    pub step: f32,
    /// Scores of the first role.
    pub start: [f32; ROLES],
    /// Score of telling matter by matter.
    pub lean: f32,
    /// Scores of changes, by manner, boundary and role before.
    pub changes: [[[[f32; ROLES]; ROLES]; BOUNDARIES.len()]; 2],
    /// Weights of the features, in steps.
    pub features: BTreeMap<String, [i8; ROLES]>,
}

/// Most of what is seen of a sentence has no weight: so many bits tell that of two in three without touching the entries.
pub const FILTER: usize = 1 << 16;
/// Bytes of a feature in the table.
pub const ENTRY: usize = 4 + ROLES;

/// A feature's name, or a part of one, as a hash: what parts hash to together follows from what each hashes to, so that
/// no name need be put together to be looked up. A report has thousands of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashed {
    /// The characters as the digits of a number.
    digits: u64,
    /// What a digit before them is worth.
    power: u64,
}

impl Hashed {
    /// Of no text.
    pub const EMPTY: Hashed = Hashed {
        digits: 0,
        power: 1,
    };

    /// Of a text.
    pub fn new(text: &str) -> Hashed {
        let append = |before: Hashed, character| before.then(Hashed::character(character));
        text.chars().fold(Hashed::EMPTY, append)
    }

    /// Of a character.
    pub const fn character(character: char) -> Hashed {
        Hashed {
            digits: character as u64,
            power: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// Of this text and another one behind it.
    #[must_use]
    pub const fn then(self, rest: Hashed) -> Hashed {
        let before = self.digits.wrapping_mul(rest.power);
        Hashed {
            digits: before.wrapping_add(rest.digits),
            power: self.power.wrapping_mul(rest.power),
        }
    }

    /// What stands for the name in the table, spread over all bits.
    pub fn key(self) -> u64 {
        let digits = (self.digits ^ self.digits >> 32).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        digits ^ digits >> 29
    }
}

/// The byte of a key in the filter, and its bit there.
pub fn filter(key: u64) -> (usize, u8) {
    let bit = (key >> 32) as usize % FILTER;
    (bit / 8, 1 << (bit % 8))
}

/// The bucket of a key and what is kept of it in its slot.
pub fn place(key: u64) -> (usize, u32) {
    let bucket = usize::try_from(key >> (u64::BITS - BUCKETS.trailing_zeros())).unwrap_or(0);
    (bucket, (key & 0xffff_ffff) as u32)
}

/// The slot of what is kept of a key, by its bucket's shift and the count of slots.
pub fn slot(kept: u32, shift: u16, slots: u32) -> usize {
    let moved = (kept ^ u32::from(shift).wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
    ((u64::from(moved ^ moved >> 15) * u64::from(slots)) >> 32) as usize
}

impl Weights {
    /// Reads the text.
    ///
    /// # Errors
    /// The first line that is wrong, with its number.
    pub fn parse(text: &str) -> Result<Weights, String> {
        let mut weights = Weights {
            name: String::new(),
            scale: 0.0,
            step: 0.0,
            start: [0.0; ROLES],
            lean: 0.0,
            changes: [[[[0.0; ROLES]; ROLES]; BOUNDARIES.len()]; 2],
            features: BTreeMap::new(),
        };
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            weights
                .line(line)
                .map_err(|reason| format!("{}: {reason}", index + 1))?;
        }
        if weights.name.is_empty() || weights.scale <= 0.0 || weights.step <= 0.0 {
            return Err("@name, @scale or @step is missing".into());
        }
        Ok(weights)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let (name, rest) = line.split_once('\t').ok_or("no tab")?;
        let Some(what) = name.strip_prefix('@') else {
            self.features.insert(name.to_owned(), row(rest)?);
            return Ok(());
        };
        let number = || rest.parse::<f32>().map_err(|error| error.to_string());
        match what {
            "name" => self.name = rest.to_owned(),
            "scale" => self.scale = number()?,
            "step" => self.step = number()?,
            "lean" => self.lean = number()?,
            "start" => self.start = row(rest)?,
            _ => {
                let mut names = what.split(' ');
                let mut place = |list: &[&str]| {
                    let name = names.next()?;
                    list.iter().position(|other| *other == name)
                };
                let (manner, boundary) = (place(&MANNERS), place(&BOUNDARIES));
                let (Some(manner), Some(boundary), Some(from)) =
                    (manner, boundary, place(&ROLE_NAMES))
                else {
                    return Err(format!("`@{what}` is no manner, boundary and role"));
                };
                self.changes[manner][boundary][from] = row(rest)?;
            }
        }
        Ok(())
    }

    /// The table.
    ///
    /// # Errors
    /// Two features that the table could not tell apart.
    pub fn table(&self) -> Result<Vec<u8>, String> {
        let mut out = Vec::with_capacity(self.features.len() * ENTRY);
        let length = u32::try_from(self.name.len()).map_err(|error| error.to_string())?;
        out.extend(length.to_le_bytes());
        out.extend(self.name.bytes());
        let changes = self.changes.iter().flatten().flatten().flatten();
        for score in [self.scale, self.step, self.lean]
            .iter()
            .chain(&self.start)
            .chain(changes)
        {
            out.extend(score.to_le_bytes());
        }
        let mut bits = [0u8; FILTER / 8];
        for name in self.features.keys() {
            let (byte, bit) = filter(Hashed::new(name).key());
            bits[byte] |= bit;
        }
        out.extend(bits);
        let (shifts, slots) = self.slots()?;
        out.extend(shifts.into_iter().flat_map(u16::to_le_bytes));
        let count = u32::try_from(slots.len()).map_err(|error| error.to_string())?;
        out.extend(count.to_le_bytes());
        for slot in slots {
            let (kept, row) = slot.unwrap_or_default();
            out.extend(kept.to_le_bytes());
            out.extend(row.map(|step| step.to_le_bytes()[0]));
        }
        Ok(out)
    }

    /// A shift for each bucket under which every feature has a slot of its own, and the slots.
    fn slots(&self) -> Result<(Vec<u16>, Vec<Option<Entry>>), String> {
        let mut buckets: Vec<Vec<(u32, &String)>> = vec![Vec::new(); BUCKETS];
        for name in self.features.keys() {
            let (bucket, kept) = place(Hashed::new(name).key());
            if let Some((_, other)) = buckets[bucket].iter().find(|other| other.0 == kept) {
                return Err(format!("`{name}` and `{other}` have one key"));
            }
            buckets[bucket].push((kept, name));
        }
        // A tenth stays free: the last features would search long for the last slots.
        let count = u32::try_from(self.features.len() * 10 / 9 + 1).map_err(|e| e.to_string())?;
        let mut slots: Vec<Option<Entry>> = vec![None; count as usize];
        let mut shifts = vec![0; BUCKETS];
        let mut order: Vec<usize> = (0..BUCKETS).collect();
        order.sort_by_key(|bucket| usize::MAX - buckets[*bucket].len());
        for bucket in order {
            let free = |shift: &u16| {
                let places = buckets[bucket]
                    .iter()
                    .map(|(kept, _)| slot(*kept, *shift, count));
                let mut places: Vec<usize> = places.collect();
                places.sort_unstable();
                places.windows(2).all(|pair| pair[0] != pair[1])
                    && places.iter().all(|place| slots[*place].is_none())
            };
            let shift = (0..=u16::MAX)
                .find(free)
                .ok_or("no room for all features")?;
            shifts[bucket] = shift;
            for (kept, name) in &buckets[bucket] {
                slots[slot(*kept, shift, count)] = Some((*kept, self.features[*name]));
            }
        }
        Ok((shifts, slots))
    }
}

/// What is kept of a feature's key, and its weights.
type Entry = (u32, [i8; ROLES]);

fn row<T: std::str::FromStr + Copy + Default>(text: &str) -> Result<[T; ROLES], String> {
    let mut row = [T::default(); ROLES];
    let mut columns = text.split('\t');
    for slot in &mut row {
        let column = columns.next().ok_or("fewer than 8 weights")?;
        *slot = column
            .parse()
            .map_err(|_| format!("`{column}` is no weight"))?;
    }
    match columns.next() {
        None => Ok(row),
        Some(_) => Err("more than 8 weights".into()),
    }
}
