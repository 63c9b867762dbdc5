//! The OLE compound file: streams by name.
//!
//! An own walk and not a crate: a file whose end is missing still gives the streams before it, sizes and chains
//! are bounded by the bytes that are there, and the library for this format would add a good deal to the program.

use super::bytes::{byte, long, place, short};

/// What every compound file begins with.
pub(crate) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const HEADER: usize = 512;
const ENTRY: usize = 128;
const FREE: u32 = 0xFFFF_FFFF;
/// Sector numbers from here on are marks.
const MARKS: u32 = 0xFFFF_FFFA;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// A stream as far as it could be had.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    pub bytes: Vec<u8>,
    /// It is shorter than it should be, or its chain is broken.
    pub broken: bool,
}

/// An opened compound file.
#[derive(Debug)]
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    /// The exponents of the sizes of sectors and small sectors.
    shifts: (u32, u32),
    /// Streams shorter than this stand in small sectors.
    cutoff: usize,
    /// The sectors of the allocation table.
    table: Vec<u32>,
    /// The first sector of the table of small sectors.
    small_table: u32,
    directory: Vec<u8>,
    /// Entries of the root storage, in file order.
    root: Vec<usize>,
    /// A part of the allocation table is not there.
    pub(super) broken: bool,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; `None` if its directory cannot be had.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(&MAGIC) {
            return None;
        }
        let shifts = (u32::from(short(bytes, 30)?), u32::from(short(bytes, 32)?));
        if !(7..=16).contains(&shifts.0) || !(4..shifts.0).contains(&shifts.1) {
            return None;
        }
        let mut compound = Self {
            bytes,
            shifts,
            cutoff: place(bytes, 56)?,
            table: Vec::new(),
            small_table: long(bytes, 60)?,
            directory: Vec::new(),
            root: Vec::new(),
            broken: false,
        };
        compound.table = compound.allocation()?;
        let whole = |sector: &u32| compound.sector(*sector).map(<[u8]>::len) == Some(1 << shifts.0);
        compound.broken = !compound.table.iter().all(whole);
        compound.directory = compound.chain(long(bytes, 48)?, bytes.len()).bytes;
        if compound.entry(0)?.get(66) != Some(&ROOT) {
            return None;
        }
        compound.root = compound.children(0);
        Some(compound)
    }

    /// Whether the root storage has a stream or storage of this name.
    pub fn has(&self, name: &str) -> bool {
        self.root.iter().any(|index| self.is_named(*index, name))
    }

    /// The stream of the root storage that has this name.
    pub fn stream(&self, name: &str) -> Option<Stream> {
        let index = self.root.iter().find(|index| {
            self.is_named(**index, name)
                && self
                    .entry(**index)
                    .is_some_and(|entry| entry.get(66) == Some(&STREAM))
        })?;
        let entry = self.entry(*index)?;
        let (start, size) = (long(entry, 116)?, place(entry, 120)?);
        let mut stream = if size < self.cutoff {
            self.small_chain(start, size)
        } else {
            self.chain(start, size)
        };
        stream.broken |= stream.bytes.len() < size;
        Some(stream)
    }

    fn sector_size(&self) -> usize {
        1 << self.shifts.0
    }

    /// How many sectors the file has, the last one perhaps not whole.
    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shifts.0) + 1
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        // The header takes up one sector, or the first 512 bytes of it.
        let header = HEADER.max(self.sector_size());
        let at = (number as usize)
            .checked_mul(self.sector_size())?
            .checked_add(header)?;
        let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.sector_size()).unwrap_or(rest))
    }

    /// The sectors of the allocation table: 109 in the header, more in a chain of their own.
    fn allocation(&self) -> Option<Vec<u32>> {
        let mut table = Vec::new();
        let first = self.bytes.get(76..HEADER)?;
        let per_sector = self.sector_size() / 4 - 1;
        table.extend(first.chunks_exact(4).filter_map(|four| long(four, 0)));
        let mut next = long(self.bytes, 68)?;
        for _ in 0..self.sectors() {
            let Some(sector) = self.sector(next).filter(|_| next < MARKS) else {
                break;
            };
            let four = sector.chunks_exact(4).take(per_sector);
            table.extend(four.filter_map(|four| long(four, 0)));
            match long(sector, per_sector * 4) {
                Some(after) => next = after,
                None => break,
            }
            if table.len() > self.sectors() {
                break;
            }
        }
        while table.last() == Some(&FREE) {
            table.pop();
        }
        Some(table)
    }

    /// The sector after `number`. Where the table itself is cut off, streams are taken to lie in one piece.
    fn next(&self, number: u32) -> Option<u32> {
        let per_sector = self.sector_size() / 4;
        let index = number as usize;
        let known = self
            .table
            .get(index / per_sector)
            .and_then(|sector| self.sector(*sector));
        let next = match known {
            Some(sector) => long(sector, index % per_sector * 4),
            None => None,
        };
        match next {
            Some(next) => (next < MARKS).then_some(next),
            None => number.checked_add(1),
        }
    }

    /// The bytes of a chain of sectors, at most `size`; never more than the file has.
    fn chain(&self, start: u32, size: usize) -> Stream {
        let mut stream = Stream::default();
        let mut at = Some(start).filter(|start| *start < MARKS);
        for _ in 0..self.sectors() {
            let wanted = size - stream.bytes.len();
            let Some(sector) = at.and_then(|at| self.sector(at)).filter(|_| wanted > 0) else {
                break;
            };
            stream
                .bytes
                .extend_from_slice(sector.get(..wanted).unwrap_or(sector));
            at = at.and_then(|at| self.next(at));
        }
        stream
    }

    /// The bytes of a chain of small sectors, which stand in the stream of the root entry.
    fn small_chain(&self, start: u32, size: usize) -> Stream {
        let mut stream = Stream::default();
        let Some(root) = self.entry(0) else {
            return stream;
        };
        let whole = (long(root, 116), place(root, 120));
        let (Some(first), Some(length)) = whole else {
            return stream;
        };
        let container = self.chain(first, length).bytes;
        let table = self.chain(self.small_table, self.bytes.len()).bytes;
        let small = 1_usize << self.shifts.1;
        let mut at = start;
        for _ in 0..=container.len() / small {
            let wanted = size - stream.bytes.len();
            let begin = (at as usize).saturating_mul(small);
            let Some(rest) = container.get(begin..).filter(|_| wanted > 0) else {
                break;
            };
            let length = rest.len().min(small).min(wanted);
            stream
                .bytes
                .extend_from_slice(rest.get(..length).unwrap_or_default());
            match long(&table, (at as usize).saturating_mul(4)) {
                Some(next) if next < MARKS => at = next,
                _ => break,
            }
        }
        stream
    }

    fn entry(&self, index: usize) -> Option<&[u8]> {
        let at = index.checked_mul(ENTRY)?;
        self.directory.get(at..at.checked_add(ENTRY)?)
    }

    fn is_named(&self, index: usize, name: &str) -> bool {
        let Some(entry) = self.entry(index) else {
            return false;
        };
        let length = usize::from(short(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
        let units = entry.get(..length).unwrap_or_default().chunks_exact(2);
        let units = units.filter_map(|pair| short(pair, 0));
        let found = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}'));
        found
            .flat_map(char::to_lowercase)
            .eq(name.chars().flat_map(char::to_lowercase))
    }

    /// The entries of a storage, by its tree of siblings. A tree that leads nowhere gives all entries of the file.
    fn children(&self, storage: usize) -> Vec<usize> {
        let count = self.directory.len() / ENTRY;
        let mut seen = vec![false; count];
        let child = self.entry(storage).and_then(|entry| place(entry, 76));
        let mut open: Vec<usize> = child.into_iter().collect();
        let mut found = Vec::new();
        while let Some(index) = open.pop() {
            let Some(seen @ false) = seen.get_mut(index) else {
                continue;
            };
            *seen = true;
            let Some(entry) = self.entry(index) else {
                continue;
            };
            if byte(entry, 66) != Some(0) {
                found.push(index);
            }
            open.extend([place(entry, 68), place(entry, 72)].into_iter().flatten());
        }
        if found.is_empty() {
            found.extend(1..count);
        }
        found.sort_unstable();
        found
    }
}
