//! Text as it stands printed on pages: stretches with positions in, paragraphs out.
//!
//! The readers of layout formats share it. Positions are in any unit, the same throughout a document,
//! x to the right and y downwards from the top left corner of the page.

mod lines;
mod paragraphs;
mod running;
#[cfg(test)]
mod tests;

use super::ReadError;
use super::heads::Heads;
use super::pieces::Piece;
use super::story::MAX_TEXT;
use super::tally::Tally;

/// A stretch of text in one line.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Left edge.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    pub width: f64,
    /// Size of the font, in the unit of the positions.
    pub size: f64,
    pub text: String,
    pub bold: bool,
    /// Set in a face that official documents use for headings.
    pub heading_face: bool,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub height: f64,
    pub stretches: Vec<Stretch>,
}

/// Parts what stands in the middle of a page from the lines at its top and bottom.
pub(super) fn part_running(stretches: Vec<Stretch>, height: f64) -> (Vec<Stretch>, Vec<String>) {
    let (edge, middle) = stretches
        .into_iter()
        .partition(|stretch| running::at_edge(stretch.y, height));
    let lines = lines::rebuild(edge);
    (middle, lines.into_iter().map(|line| line.text).collect())
}

/// Puts stretches together to paragraphs; page numbers and running heads are left out and counted.
///
/// `heads` takes what the heads say; `point` is the size of a typographic point in the unit of the positions.
pub(super) fn read(
    pages: Vec<Page>,
    point: f64,
    tally: &mut Tally,
    heads: &mut Heads,
) -> Result<Vec<Piece>, ReadError> {
    let size: usize = pages
        .iter()
        .flat_map(|page| &page.stretches)
        .map(|stretch| stretch.text.len())
        .sum();
    if size > MAX_TEXT {
        return Err(ReadError::too_large("文字超过 64 MiB"));
    }
    let mut printed: Vec<Vec<lines::Line>> = Vec::with_capacity(pages.len());
    let mut heights = Vec::with_capacity(pages.len());
    for page in pages {
        heights.push(page.height);
        printed.push(lines::rebuild(page.stretches));
    }
    running::leave_out(&mut printed, &heights, tally, heads);
    Ok(paragraphs::join_lines(&printed, point))
}
