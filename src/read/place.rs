//! Where the words of a document stand in the XML of its main part.
//!
//! Only who writes into the author's own file needs this, so the walk notes it when asked.

use std::ops::Range;

/// A stretch of text that stands as it is, byte for byte, in the XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the paragraph's text.
    pub text: Range<usize>,
    /// Bytes of the part, as many.
    pub xml: Range<usize>,
    /// Where the start tag of its run begins.
    pub run: usize,
}

/// The inside of a paragraph of the running text, in bytes of the part: after its properties, before its end tag.
pub type Host = Range<usize>;

/// Where a paragraph's words stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The stretches that a comment may begin or end in; none for words outside the running text.
    pub marks: Vec<Mark>,
    /// The paragraph of the running text that it is, or hangs on: a number into the list of hosts.
    pub host: Option<usize>,
}

impl Place {
    /// Takes `cut` bytes from the text at `at` and shifts what follows.
    pub(super) fn remove(&mut self, at: usize, cut: usize) {
        let end = at + cut;
        self.marks.retain_mut(|mark| {
            let (from, to) = (mark.text.start.max(at), mark.text.end.min(end));
            let lost = to.saturating_sub(from);
            if lost > 0 {
                if from == mark.text.start {
                    mark.xml.start += lost;
                } else {
                    mark.xml.end = mark.xml.start + (from - mark.text.start);
                    mark.text.end = from;
                }
            }
            let shift = |place: usize| {
                if place >= end {
                    place - cut
                } else {
                    place.min(at)
                }
            };
            mark.text = shift(mark.text.start)..shift(mark.text.end);
            !mark.text.is_empty()
        });
    }
}
