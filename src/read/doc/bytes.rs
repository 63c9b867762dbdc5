//! Little-endian numbers and tables of positions, read without trust in any length.

/// The number of one byte at `at`.
pub(super) fn byte(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The number of two bytes at `at`.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// The number of four bytes at `at`.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// The number of four bytes at `at`, as a place.
pub(super) fn place(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(long(bytes, at)?).ok()
}

/// The stretch of at most `length` bytes from `at`, shorter where the bytes end.
pub(super) fn stretch(bytes: &[u8], at: usize, length: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.get(..length).unwrap_or(rest)
}

/// A table of positions (PLC): one more position than entries, then the entries.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Plc<'a> {
    bytes: &'a [u8],
    count: usize,
    size: usize,
}

impl<'a> Plc<'a> {
    /// A table whose entries are `size` bytes long.
    pub fn new(bytes: &'a [u8], size: usize) -> Self {
        Self {
            bytes,
            count: bytes.len().saturating_sub(4) / (4 + size),
            size,
        }
    }

    /// How many entries there are.
    pub fn len(self) -> usize {
        self.count
    }

    /// Position `index`; there is one after the last entry.
    pub fn position(self, index: usize) -> Option<usize> {
        if index > self.count {
            return None;
        }
        place(self.bytes, index * 4)
    }

    /// Entry `index`.
    pub fn entry(self, index: usize) -> &'a [u8] {
        if index >= self.count {
            return &[];
        }
        let at = (self.count + 1) * 4 + index * self.size;
        stretch(self.bytes, at, self.size)
    }

    /// The positions of all entries, with their numbers.
    pub fn starts(self) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        (0..self.count).filter_map(move |index| Some((index, self.position(index)?)))
    }

    /// The entry that begins at or last before `position`.
    pub fn find(self, position: usize) -> Option<usize> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.position(middle)? <= position {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_finds_the_entry_of_a_position_and_nothing_outside() {
        let bytes: Vec<u8> = [10_u32, 20, 30]
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .chain([1, 2])
            .collect();
        let table = Plc::new(&bytes, 1);
        assert_eq!(table.len(), 2);
        assert_eq!(
            [9, 10, 19, 20, 99].map(|at| table.find(at)),
            [None, Some(0), Some(0), Some(1), Some(1)]
        );
        assert_eq!((table.entry(1), table.entry(2)), (&[2][..], &[][..]));
        assert_eq!((table.position(2), table.position(3)), (Some(30), None));
        assert_eq!(Plc::new(&[], 4).find(0), None);
    }
}
