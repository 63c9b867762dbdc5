//! The pages of 512 bytes (FKP) that say which properties hold from where to where.

use super::bytes::{Plc, byte, long, place, stretch};

const PAGE: usize = 512;
/// Bytes per paragraph in the list of places: the place, and heights that nobody needs.
const PARAGRAPH_PLACE: usize = 13;

/// The pages for characters or for paragraphs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages<'a> {
    stream: &'a [u8],
    /// Page numbers by the bytes of the main stream that they are about.
    table: Plc<'a>,
}

impl<'a> Pages<'a> {
    /// The pages that `table` lists.
    pub fn new(stream: &'a [u8], table: &'a [u8]) -> Self {
        Self {
            stream,
            table: Plc::new(table, 4),
        }
    }

    /// The changes to the characters at byte `address`, and up to which byte they hold.
    pub fn characters(&self, address: usize) -> (&'a [u8], usize) {
        let Some(found) = self.find(address) else {
            return (&[], self.after(address));
        };
        let at = found.places + found.index;
        let list = match byte(found.page, at) {
            None | Some(0) => &[][..],
            Some(at) => {
                let at = usize::from(at) * 2;
                let length = byte(found.page, at).unwrap_or(0);
                stretch(found.page, at + 1, length.into())
            }
        };
        (list, found.end)
    }

    /// The style number and changes of the paragraph at byte `address`.
    pub fn paragraph(&self, address: usize) -> &'a [u8] {
        let Some(found) = self.find(address) else {
            return &[];
        };
        let at = byte(found.page, found.places + found.index * PARAGRAPH_PLACE);
        let at = usize::from(at.unwrap_or(0)) * 2;
        match (at, byte(found.page, at)) {
            (0, _) | (_, None) => &[],
            // The length counts pairs; zero says that the true one follows.
            (_, Some(0)) => {
                let pairs = byte(found.page, at + 1).unwrap_or(0);
                stretch(found.page, at + 2, usize::from(pairs) * 2)
            }
            (_, Some(pairs)) => stretch(found.page, at + 1, usize::from(pairs) * 2 - 1),
        }
    }

    fn find(&self, address: usize) -> Option<Found<'a>> {
        let entry = self.table.entry(self.table.find(address)?);
        let number = (long(entry, 0)? & 0x003F_FFFF) as usize;
        let page = self.stream.get(number.checked_mul(PAGE)?..)?.get(..PAGE)?;
        let count = usize::from(byte(page, PAGE - 1)?);
        let starts = page.get(..(count + 1) * 4)?;
        let (mut low, mut high) = (0, count + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if place(starts, middle * 4)? <= address {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let index = low.checked_sub(1).filter(|index| *index < count)?;
        Some(Found {
            page,
            index,
            places: starts.len(),
            end: place(starts, low * 4)?,
        })
    }

    /// Where the next page begins to be about something.
    fn after(&self, address: usize) -> usize {
        let next = self.table.find(address).map_or(0, |index| index + 1);
        let next = self.table.position(next);
        next.filter(|next| *next > address).unwrap_or(usize::MAX)
    }
}

/// A stretch found on a page.
struct Found<'a> {
    page: &'a [u8],
    index: usize,
    /// Where on the page the list of places begins.
    places: usize,
    /// Up to which byte of the main stream it holds.
    end: usize,
}
