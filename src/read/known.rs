//! What was made of parts that many files of a batch have alike: reports of one office come from one template, whose style
//! sheet is larger than the reports.

use std::rc::Rc;

use super::package::Stored;

/// So many are kept, the one used last in front.
const KEPT: usize = 4;
/// Bytes of a stored part that is kept.
const LONGEST: usize = 1 << 18;

/// Values by the parts that they were made of.
pub(super) struct Known<T>(Vec<(Key, Rc<T>)>);

/// The bytes of a part as they are stored, its checksum, and what else the value depends on.
#[derive(PartialEq, Eq)]
struct Key {
    bytes: Vec<u8>,
    sum: u32,
    beside: &'static str,
}

impl Key {
    fn is(&self, part: Stored<'_>, beside: &str) -> bool {
        self.sum == part.sum && self.beside == beside && self.bytes == part.bytes
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Known(Vec::new())
    }
}

impl<T> Known<T> {
    /// What was made of a part.
    pub fn get(&mut self, part: Stored<'_>, beside: &str) -> Option<Rc<T>> {
        let place = self.0.iter().position(|(key, _)| key.is(part, beside))?;
        self.0[..=place].rotate_right(1);
        self.0.first().map(|(_, value)| Rc::clone(value))
    }

    /// Keeps what was made of a part.
    pub fn keep(&mut self, part: Stored<'_>, beside: &'static str, value: &Rc<T>) {
        if part.bytes.len() > LONGEST {
            return;
        }
        self.0.truncate(KEPT - 1);
        let key = Key {
            bytes: part.bytes.to_vec(),
            sum: part.sum,
            beside,
        };
        self.0.insert(0, (key, Rc::clone(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(bytes: &[u8]) -> Stored<'_> {
        Stored { bytes, sum: 7 }
    }

    #[test]
    fn a_value_is_known_by_every_byte_of_its_part_and_the_last_used_stay() {
        let mut known = Known::default();
        for bytes in [b"a", b"b", b"c", b"d"] {
            known.keep(part(bytes), "", &Rc::new(bytes[0]));
        }
        assert_eq!(known.get(part(b"a"), ""), Some(Rc::new(b'a')));
        known.keep(part(b"e"), "", &Rc::new(b'e'));
        assert_eq!(known.get(part(b"b"), ""), None);
        assert_eq!(known.get(part(b"a"), ""), Some(Rc::new(b'a')));
        assert_eq!(known.get(part(b"a"), "Hant"), None);
        let other = Stored {
            bytes: b"a",
            sum: 8,
        };
        assert_eq!(known.get(other, ""), None);
        let long = vec![0; LONGEST + 1];
        known.keep(part(&long), "", &Rc::new(0));
        assert_eq!(known.get(part(&long), ""), None);
    }
}
