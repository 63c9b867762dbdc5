//! Lines to paragraphs, by margins, indents and the ends of lines.

use super::lines::Line;
use crate::document::{Look, MappedText, Story};
use crate::read::lines::{goes_on, indents_tell, is_finished, join, starts_item};
use crate::read::pieces::Piece;
use crate::read::place::Place;

/// Where the text stands on its pages.
#[derive(Debug)]
struct Margins {
    left: f64,
    right: f64,
    /// The size that most of the text is set in.
    size: f64,
    /// From baseline to baseline.
    pitch: f64,
    /// Paragraphs are told by their indent.
    by_indent: bool,
}

/// Joins the lines of all pages; a paragraph may go over from one page to the next.
pub(super) fn join_lines(pages: &[Vec<Line>], point: f64) -> Vec<Piece> {
    let Some(margins) = Margins::find(pages) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    let mut open: Option<(MappedText, &Line, Look)> = None;
    for lines in pages {
        for (index, line) in lines.iter().enumerate() {
            let look = margins.look(line, point);
            if let Some((text, before, earlier)) = &mut open {
                let gap = (index > 0).then_some(line.y - before.y);
                if margins.joined(before, line, gap, earlier.centred && look.centred) {
                    let end = text.len();
                    join(text, &line.text, end..end, end..end);
                    earlier.bold &= look.bold;
                    earlier.heading_face &= look.heading_face;
                    *before = line;
                    continue;
                }
            }
            close(&mut pieces, open.take());
            let mut text = MappedText::new();
            text.push(&line.text, 0..line.text.len());
            open = Some((text, line, look));
        }
    }
    close(&mut pieces, open);
    pieces
}

fn close(pieces: &mut Vec<Piece>, open: Option<(MappedText, &Line, Look)>) {
    if let Some((text, _, look)) = open {
        pieces.push(Piece {
            story: Story::Body,
            outline: None,
            label: None,
            look,
            text: text.as_str().to_string(),
            place: Place::default(),
            reference: None,
            prompts: Vec::new(),
        });
    }
}

impl Margins {
    fn find(pages: &[Vec<Line>]) -> Option<Margins> {
        let lines: Vec<&Line> = pages.iter().flatten().collect();
        let size = common(
            lines
                .iter()
                .map(|line| (line.size, line.text.chars().count())),
            0.25,
        )?;
        let is_body = |line: &&Line| same_size(line.size, size) && !line.columns;
        let mut body: Vec<&Line> = lines.iter().copied().filter(is_body).collect();
        if body.is_empty() {
            body = lines;
        }
        let mut lefts: Vec<f64> = body.iter().map(|line| line.left).collect();
        let mut rights: Vec<f64> = body.iter().map(|line| line.right).collect();
        lefts.sort_unstable_by(f64::total_cmp);
        rights.sort_unstable_by(f64::total_cmp);
        // A few lines may hang out to the left; a margin is where a tenth of them begins.
        let left = *lefts.get(lefts.len() / 20)?;
        let right = *rights.get((rights.len() * 9 / 10).min(rights.len().checked_sub(1)?))?;
        let mut gaps: Vec<f64> = pages
            .iter()
            .flat_map(|lines| lines.windows(2))
            .map(|pair| pair[1].y - pair[0].y)
            .filter(|gap| *gap > 0.5 * size)
            .collect();
        gaps.sort_unstable_by(f64::total_cmp);
        let pitch = gaps.get(gaps.len() / 2).copied().unwrap_or(2.0 * size);
        let mut margins = Margins {
            left,
            right,
            size,
            pitch,
            by_indent: false,
        };
        let indented = body
            .iter()
            .filter(|line| margins.is_indented(line) && line.left - left < 3.5 * size)
            .count();
        margins.by_indent = indents_tell(indented, body.len());
        Some(margins)
    }

    fn is_indented(&self, line: &Line) -> bool {
        line.left - self.left > 1.2 * self.size
    }

    fn look(&self, line: &Line, point: f64) -> Look {
        let middle = (line.left + line.right) / 2.0;
        let centre = (self.left + self.right) / 2.0;
        let room = line.left - self.left;
        let centred = (middle - centre).abs() < 0.8 * self.size
            && room > 2.5 * self.size
            && self.right - line.right > 1.5 * self.size;
        let half_points = (line.size / point * 2.0).round();
        Look {
            bold: line.bold,
            heading_face: line.heading_face,
            centred: centred && !line.columns,
            half_points: (1.0..2000.0)
                .contains(&half_points)
                .then_some(half_points as u32),
            set: None,
        }
    }

    /// Whether `line` goes on with the paragraph of `before`; `gap` is the way between their baselines,
    /// where they stand on one page.
    fn joined(&self, before: &Line, line: &Line, gap: Option<f64>, centred: bool) -> bool {
        let near = gap.is_none_or(|gap| gap < 1.7 * self.pitch.max(line.size));
        if before.columns || line.columns || !near || !same_size(before.size, line.size) {
            return false;
        }
        if centred {
            // A title over two lines; names and dates below it are smaller.
            let large = line.size > 1.15 * self.size;
            let alike = (before.bold, before.heading_face) == (line.bold, line.heading_face);
            return large && alike && !is_finished(&before.text) && !starts_item(&line.text);
        }
        let short = self.right - before.right;
        // A number or a Western word that does not fit leaves more room than a mark does.
        let full = short < 2.0 * self.size || short < 5.0 * self.size && !is_finished(&before.text);
        let indented = self.is_indented(line);
        let tells = self.by_indent || indented;
        goes_on(&before.text, &line.text, full, tells.then_some(indented))
    }
}

fn same_size(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.15 * one.max(other)
}

/// The most common value, each counted by its weight, in steps of `step`.
fn common(values: impl Iterator<Item = (f64, usize)>, step: f64) -> Option<f64> {
    let mut counts = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *counts
            .entry((value / step).round() as i64)
            .or_insert(0_usize) += weight;
    }
    let (value, _) = counts.into_iter().max_by_key(|(_, weight)| *weight)?;
    Some(value as f64 * step)
}
