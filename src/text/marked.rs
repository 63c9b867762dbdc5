//! A text and its characters beyond common Han, found once for all who ask for them.

use std::ops::Range;

use super::count::marks;

/// The characters of a text of less than 4 GiB that are not in the first block of Han, with their first bytes: marks,
/// digits, letters, white space and seldom Han.
#[derive(Debug, Clone, Default)]
pub struct Marks(Vec<(u32, char)>);

impl Marks {
    /// Those of a text.
    pub fn of(text: &str) -> Marks {
        let narrow = |(at, mark)| Some((u32::try_from(at).ok()?, mark));
        Marks(marks(text).map_while(narrow).collect())
    }

    /// The whole text with them.
    pub fn whole<'t>(&'t self, text: &'t str) -> Marked<'t> {
        self.within(text, 0..text.len())
    }

    /// A stretch of the text with them.
    pub fn within<'t>(&'t self, text: &'t str, range: Range<usize>) -> Marked<'t> {
        let place = |byte| self.0.partition_point(|(at, _)| (*at as usize) < byte);
        Marked {
            text: text.get(range.clone()).unwrap_or_default(),
            start: range.start,
            marks: &self.0[place(range.start)..place(range.end)],
        }
    }
}

/// A stretch of a text with what of it is no common Han.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'t> {
    /// The stretch.
    pub text: &'t str,
    /// Its first byte.
    start: usize,
    marks: &'t [(u32, char)],
}

impl<'t> Marked<'t> {
    /// The characters that are not in the first block of Han, with their first bytes in the stretch.
    pub fn marks(self) -> impl Iterator<Item = (usize, char)> + 't {
        let marks = self.marks.iter();
        marks.map(move |(at, mark)| (*at as usize - self.start, *mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_has_the_marks_that_it_would_have_alone() {
        let text = "党员3名，\n支部2个。";
        let all = Marks::of(text);
        for (start, end) in [(0, text.len()), (3, 10), (0, 0), (7, 7)] {
            let stretch = all.within(text, start..end);
            let alone: Vec<_> = marks(&text[start..end]).collect();
            assert_eq!(stretch.marks().collect::<Vec<_>>(), alone);
            assert_eq!(stretch.text, &text[start..end]);
        }
    }
}
