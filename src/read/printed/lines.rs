//! Stretches to lines: what shares a baseline, from left to right.

use super::Stretch;
use crate::text::count::is_han;

/// A printed line.
#[derive(Debug)]
pub(super) struct Line {
    pub left: f64,
    pub right: f64,
    /// Baseline.
    pub y: f64,
    /// Largest font size in it.
    pub size: f64,
    pub text: String,
    /// Every stretch is bold, or set in a heading face.
    pub bold: bool,
    pub heading_face: bool,
    /// Wide gaps stand in it, as between the columns of a table.
    pub columns: bool,
}

/// The lines of a page, from top to bottom.
pub(super) fn rebuild(mut stretches: Vec<Stretch>) -> Vec<Line> {
    stretches.retain(|stretch| {
        let placed = stretch.x.is_finite() && stretch.y.is_finite() && stretch.width.is_finite();
        placed && stretch.size.is_finite() && stretch.size > 0.0 && !stretch.text.is_empty()
    });
    stretches.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut lines = Vec::new();
    let mut row: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        // A raised note mark, or a smaller face, shares the line of what it stands beside.
        let shares = row
            .first()
            .is_some_and(|first| stretch.y - first.y <= 0.45 * first.size.max(stretch.size));
        if !shares && !row.is_empty() {
            lines.push(line(std::mem::take(&mut row)));
        }
        row.push(stretch);
    }
    if !row.is_empty() {
        lines.push(line(row));
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

fn line(mut row: Vec<Stretch>) -> Line {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut line = Line {
        left: f64::INFINITY,
        right: f64::NEG_INFINITY,
        y: 0.0,
        size: 0.0,
        text: String::new(),
        bold: true,
        heading_face: true,
        columns: false,
    };
    let mut before: Option<Stretch> = None;
    for stretch in row {
        if let Some(before) = &before {
            // Some programs print bold text twice, a hair's breadth apart.
            let again = before.text == stretch.text
                && (stretch.x - before.x).abs() < 0.3 * stretch.size.min(before.size);
            if again {
                line.bold = true;
                continue;
            }
            let gap = stretch.x - line.right;
            let size = stretch.size.max(before.size);
            if gap > 2.5 * size {
                line.text.push('\t');
                line.columns = true;
            } else if gap > 0.2 * size && between_words(&line.text, &stretch.text) {
                line.text.push(' ');
            }
        }
        if stretch.size > line.size {
            line.size = stretch.size;
            line.y = stretch.y;
        }
        line.left = line.left.min(stretch.x);
        line.right = line.right.max(stretch.x + stretch.width);
        line.bold &= stretch.bold;
        let western = !stretch.text.chars().any(is_han);
        line.heading_face &= stretch.heading_face || western;
        let shown = |character: &char| *character >= ' ';
        line.text.extend(stretch.text.chars().filter(shown));
        before = Some(stretch);
    }
    let words = line.text.trim();
    line.heading_face &= words.chars().any(is_han);
    line.text = words.to_string();
    line
}

/// Whether a gap between two stretches parts words that are written with spaces.
fn between_words(before: &str, after: &str) -> bool {
    let western = |character: char| character.is_ascii_alphanumeric();
    before.chars().next_back().is_some_and(western) && after.chars().next().is_some_and(western)
}
