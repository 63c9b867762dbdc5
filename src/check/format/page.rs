//! FMT004: paper, margins, lines and characters, page number.

use super::words::joined;
use super::{Checking, Sink};
use crate::document::{LinePitch, Page};
use crate::profile::Format;
use crate::ruleset::Bilingual;
use crate::structure::ParagraphKind;

/// Paper sizes that have names, in millimetres, upright.
const PAPERS: [(&str, f64, f64); 6] = [
    ("A4", 210.0, 297.0),
    ("A3", 297.0, 420.0),
    ("B5", 182.0, 257.0),
    ("Letter", 215.9, 279.4),
    ("Legal", 215.9, 355.6),
    ("16 开", 184.0, 260.0),
];
/// Millimetres that paper may be off.
const TRIM: f64 = 1.5;
/// Lines and characters that a page may have more or less.
const ONE: i64 = 1;
/// Height of a line of Chinese text, where nothing else decides it, as a multiple of its size: 仿宋 and 宋体 have 1.14.
const NATURAL: f64 = 1.14;

fn millimetres(twips: i32) -> f64 {
    f64::from(twips) * 25.4 / 1440.0
}

/// `37`, `25.4`.
fn shown(millimetres: f64) -> String {
    ((millimetres * 10.0).round() / 10.0).to_string()
}

fn list(lengths: [f64; 4], between: &str) -> String {
    lengths.map(shown).join(between)
}

pub(super) fn run(checking: &Checking<'_>, sink: &mut Sink) {
    let Some(page) = checking.context.draft.document.page else {
        sink.not_judged(
            "FMT004",
            "文件没有写明页面设置",
            "the file does not say how its pages are set up",
        );
        return;
    };
    let format = checking.format;
    let unnumbered = format.page_number && !page.numbered;
    let wrong: Vec<Bilingual> = [
        wrong_paper(&page),
        wrong_margins(format, &page),
        wrong_grid(checking, &page),
        unnumbered.then(|| Bilingual::new("页脚没有页码", "no page number in the footer")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if wrong.is_empty() {
        return;
    }
    let want = margins(format);
    let count = |count: u32| usize::try_from(count).unwrap_or(0);
    let finding = checking
        .finding("FMT004", "page")
        .arg("what", joined(wrong))
        .arg(
            "margins",
            Bilingual::new(list(want, "、"), list(want, ", ")),
        )
        .arg("lines", count(format.lines))
        .arg("characters", count(format.characters));
    sink.put(finding);
}

/// Paper that is not A4, or lies across.
fn wrong_paper(page: &Page) -> Option<Bilingual> {
    let size = [page.width, page.height].map(millimetres);
    let is = |(_, width, height): &(&str, f64, f64), size: [f64; 2]| {
        (size[0] - width).abs() <= TRIM && (size[1] - height).abs() <= TRIM
    };
    let a4 = &PAPERS[0];
    if is(a4, size) {
        return None;
    }
    if is(a4, [size[1], size[0]]) {
        return Some(Bilingual::new(
            "纸张横放，应为竖放",
            "the paper lies across instead of upright",
        ));
    }
    let name = PAPERS.iter().find(|paper| is(paper, size));
    let measure = format!("{}×{}", shown(size[0]), shown(size[1]));
    let zh = name.map_or_else(
        || format!("{measure} 毫米"),
        |(name, ..)| format!(" {name}（{measure} 毫米）"),
    );
    let en = name.map_or("other", |(name, ..)| name);
    Some(Bilingual::new(
        format!("纸张为{zh}，应为 A4（210×297 毫米）"),
        format!("paper {en} ({measure} mm) instead of A4 (210×297 mm)"),
    ))
}

/// The margins wanted: top, bottom, left, right.
fn margins(format: &Format) -> [f64; 4] {
    let margins = &format.margins;
    [margins.top, margins.bottom, margins.left, margins.right]
}

/// Margins that are too far off.
fn wrong_margins(format: &Format, page: &Page) -> Option<Bilingual> {
    let (found, want) = (page.margins.map(millimetres), margins(format));
    let most = format.margins.tolerance + 0.05;
    let off = |(found, want): (&f64, &f64)| (found - want).abs() > most;
    found.iter().zip(&want).any(off).then(|| {
        Bilingual::new(
            format!(
                "上、下、左、右边距为 {} 毫米，应为 {} 毫米",
                list(found, "、"),
                list(want, "、")
            ),
            format!(
                "margins top, bottom, left, right {} mm instead of {} mm",
                list(found, ", "),
                list(want, ", ")
            ),
        )
    })
}

/// Too many or too few lines on a page, or characters in a line.
fn wrong_grid(checking: &Checking<'_>, page: &Page) -> Option<Bilingual> {
    let format = checking.format;
    let (lines, characters) = (lines(checking, page), characters(checking, page));
    let far = |count: Option<i64>, want: u32| {
        count.is_some_and(|count| (count - i64::from(want)).abs() > ONE)
    };
    if !far(lines, format.lines) && !far(characters, format.characters) {
        return None;
    }
    let (zh, en) = match (lines, characters) {
        (Some(lines), Some(characters)) => (
            format!("每页约 {lines} 行、每行约 {characters} 字"),
            format!("about {lines} lines of {characters} characters"),
        ),
        (Some(lines), None) => (format!("每页约 {lines} 行"), format!("about {lines} lines")),
        (None, characters) => {
            let characters = characters.unwrap_or_default();
            (
                format!("每行约 {characters} 字"),
                format!("about {characters} characters a line"),
            )
        }
    };
    let (lines, characters) = (format.lines, format.characters);
    Some(Bilingual::new(
        format!("{zh}，应为每页 {lines} 行、每行 {characters} 字"),
        format!("{en} instead of {lines} lines of {characters} characters"),
    ))
}

/// Lines that a page of the running text holds, where the distance from line to line is known.
fn lines(checking: &Checking<'_>, page: &Page) -> Option<i64> {
    let pitches = checking
        .paragraphs()
        .filter(|(paragraph, _)| paragraph.kind == ParagraphKind::Body)
        .map(|(_, set)| (set.pitch, set.half_points));
    let mut counted: Vec<((LinePitch, u32), usize)> = Vec::new();
    for pitch in pitches {
        match counted.iter_mut().find(|(known, _)| *known == pitch) {
            Some((_, count)) => *count += 1,
            None => counted.push((pitch, 1)),
        }
    }
    let grid = (
        LinePitch::Lines(240, true),
        checking.format.body_half_points(),
    );
    let most = counted.iter().rev().max_by_key(|(_, count)| *count);
    let (pitch, half_points) = most.map_or(grid, |(most, _)| *most);
    let points = checking.points(pitch, half_points)?;
    let [top, bottom, ..] = page.margins;
    let height = f64::from(page.height - top - bottom) / 20.0;
    // A hair more, since a page that is filled exactly loses a part of a point to rounding.
    (points > 0.0 && height > 0.0).then(|| (height / points + 0.02).floor() as i64)
}

/// Characters that a line of the running text holds.
fn characters(checking: &Checking<'_>, page: &Page) -> Option<i64> {
    let [_, _, left, right] = page.margins;
    let width = f64::from(page.width - left - right) / 20.0;
    let by_grid = page.grid.and_then(|grid| grid.character);
    let points = match by_grid {
        Some(character) => f64::from(character) / 4096.0,
        None => f64::from(checking.format.body_half_points()) / 2.0,
    };
    (points > 0.0 && width > 0.0).then(|| (width / points + 0.02).floor() as i64)
}

/// Points that a line of this size takes on a grid of so many twips: one that is higher than a line of the grid takes two.
pub(super) fn on_grid(line: i32, half_points: u32) -> f64 {
    let line = f64::from(line) / 20.0;
    let natural = f64::from(half_points) / 2.0 * NATURAL;
    line * (natural / line).ceil().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_takes_whole_lines_of_the_grid() {
        // 三号 on the grid of new files, and on one of 28.95 points; 小四 fits into the narrow one.
        assert!((on_grid(312, 32) - 31.2).abs() < 1e-9);
        assert!((on_grid(579, 32) - 28.95).abs() < 1e-9);
        assert!((on_grid(312, 24) - 15.6).abs() < 1e-9);
    }
}
