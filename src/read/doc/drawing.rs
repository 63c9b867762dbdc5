//! Drawn objects: where they are anchored, which are pictures, which hold text.

use std::collections::HashMap;

use super::MAX_ENTRIES;
use super::bytes::{Plc, byte, long, place, short};
use super::text::Text;

const DRAWING: u16 = 0xF002;
const GROUP: u16 = 0xF003;
const SHAPE: u16 = 0xF004;
const SHAPE_HEAD: u16 = 0xF00A;
/// The kind of shape that frames a picture.
const PICTURE_FRAME: u16 = 75;
/// The length of an anchor and of a text box in their tables, in bytes.
pub(super) const ANCHOR: usize = 26;
pub(super) const TEXT_BOX: usize = 22;

/// The drawn objects of the body.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    anchors: HashMap<usize, Anchored>,
    /// Text boxes whose anchor is not known, as ranges of units.
    pub adrift: Vec<(usize, usize)>,
}

/// What is anchored at one place.
#[derive(Debug, Default, Clone)]
pub(super) struct Anchored {
    pub pictures: usize,
    /// Ranges of units with the texts of text boxes.
    pub boxes: Vec<(usize, usize)>,
}

impl Drawings {
    /// Reads the tables of anchors and text boxes, and the drawings; the stories of text boxes begin
    /// at `position` and are `length` long, as the tables count.
    pub fn read(
        text: &Text<'_>,
        anchors: &[u8],
        boxes: &[u8],
        drawings: &[u8],
        (position, length): (usize, usize),
    ) -> Self {
        let unit = |at: usize| text.unit(position.saturating_add(at));
        let shapes = Shapes::read(drawings);
        let mut found = Drawings::default();
        let mut places = HashMap::new();
        let table = Plc::new(anchors, ANCHOR);
        for (index, at) in table.starts().take(MAX_ENTRIES) {
            let Some(shape) = long(table.entry(index), 0) else {
                continue;
            };
            let unit = text.unit(at);
            places.insert(shape, unit);
            let pictures = shapes.pictures.get(&shape).copied().unwrap_or(0);
            found.anchors.entry(unit).or_default().pictures += pictures;
        }
        let table = Plc::new(boxes, TEXT_BOX);
        // Each text begins where the one before ends; what does not is out of order.
        let mut last = 0;
        for (index, from) in table.starts().take(MAX_ENTRIES) {
            let entry = table.entry(index);
            let to = table.position(index + 1).unwrap_or(0).min(length);
            let (Some(reusable), Some(shape)) = (short(entry, 8), long(entry, 14)) else {
                continue;
            };
            if reusable != 0 || from < last || from >= to {
                continue;
            }
            last = to;
            let range = (unit(from), unit(to));
            let top = shapes.tops.get(&shape).unwrap_or(&shape);
            match places.get(top) {
                Some(unit) => found.anchors.entry(*unit).or_default().boxes.push(range),
                None => found.adrift.push(range),
            }
        }
        if table.len() == 0 && length > 0 {
            found.adrift.push((unit(0), unit(length)));
        }
        found
    }

    /// What is anchored at a unit; it is handed out once.
    pub fn take(&mut self, unit: usize) -> Anchored {
        self.anchors.remove(&unit).unwrap_or_default()
    }

    /// The texts whose anchors were never met.
    pub fn rest(&mut self) -> Vec<(usize, usize)> {
        let anchored = self
            .anchors
            .drain()
            .flat_map(|(_, anchored)| anchored.boxes);
        let mut rest: Vec<_> = anchored.chain(self.adrift.drain(..)).collect();
        rest.sort_unstable();
        rest
    }
}

/// The shapes of all drawings.
#[derive(Debug, Default)]
struct Shapes {
    /// For a shape, the outermost group it stands in: only that is anchored.
    tops: HashMap<u32, u32>,
    /// How many pictures stand in an anchored shape.
    pictures: HashMap<u32, usize>,
}

impl Shapes {
    /// Walks the records: a head of eight bytes, then the body, which for containers are records again.
    fn read(bytes: &[u8]) -> Self {
        let mut shapes = Shapes::default();
        // Ends of the groups that are open.
        let mut groups: Vec<usize> = Vec::new();
        let mut top = 0;
        let mut fresh = false;
        let mut at = 0;
        while shapes.tops.len() < MAX_ENTRIES
            && let (Some(kind), Some(tag), Some(length)) = (
                short(bytes, at),
                short(bytes, at.saturating_add(2)),
                place(bytes, at + 4),
            )
        {
            while groups.last().is_some_and(|end| *end <= at) {
                groups.pop();
            }
            let body = at + 8;
            let end = body.saturating_add(length);
            match tag {
                DRAWING | SHAPE => at = body,
                GROUP => {
                    groups.push(end);
                    fresh = groups.len() == 2;
                    at = body;
                }
                _ => {
                    if tag == SHAPE_HEAD
                        && let Some(shape) = long(bytes, body)
                    {
                        if groups.len() < 2 || fresh {
                            top = shape;
                        }
                        fresh = false;
                        shapes.tops.insert(shape, top);
                        if kind >> 4 == PICTURE_FRAME {
                            *shapes.pictures.entry(top).or_default() += 1;
                        }
                    }
                    at = end.min(bytes.len());
                    // One byte before each drawing says which story it is for.
                    let next = |at: usize| short(bytes, at + 2) == Some(DRAWING);
                    if at < bytes.len() && !next(at) && next(at + 1) && byte(bytes, at) < Some(2) {
                        at += 1;
                    }
                }
            }
        }
        shapes
    }
}
