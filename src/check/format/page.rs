//! FMT004: paper, margins, lines and characters, page number.

use super::words::{both, joined};
use super::{Checking, Sink};
use crate::document::{LinePitch, Page};
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
    let mut wrong = Vec::new();
    let size = [page.width, page.height].map(millimetres);
    let is = |(_, width, height): &&(&str, f64, f64), size: [f64; 2]| {
        (size[0] - width).abs() <= TRIM && (size[1] - height).abs() <= TRIM
    };
    if !is(&&PAPERS[0], size) {
        let name = PAPERS.iter().find(|paper| is(paper, size));
        let measure = format!("{}×{}", shown(size[0]), shown(size[1]));
        wrong.push(if is(&&PAPERS[0], [size[1], size[0]]) {
            both(
                "纸张横放，应为竖放",
                "the paper lies across instead of upright",
            )
        } else {
            let zh = name.map_or_else(
                || format!("{measure} 毫米"),
                |(name, ..)| format!(" {name}（{measure} 毫米）"),
            );
            let en = name.map_or("other", |(name, ..)| name);
            both(
                format!("纸张为{zh}，应为 A4（210×297 毫米）"),
                format!("paper {en} ({measure} mm) instead of A4 (210×297 mm)"),
            )
        });
    }
    let found = page.margins.map(millimetres);
    let margins = &format.margins;
    let want = [margins.top, margins.bottom, margins.left, margins.right];
    let off = |(found, want): (&f64, &f64)| (found - want).abs() > margins.tolerance + 0.05;
    if found.iter().zip(&want).any(off) {
        wrong.push(both(
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
        ));
    }
    let (lines, characters) = (lines(checking, &page), characters(checking, &page));
    let far = |count: Option<i64>, want: u32| {
        count.is_some_and(|count| (count - i64::from(want)).abs() > ONE)
    };
    if far(lines, format.lines) || far(characters, format.characters) {
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
        wrong.push(both(
            format!(
                "{zh}，应为每页 {} 行、每行 {} 字",
                format.lines, format.characters
            ),
            format!(
                "{en} instead of {} lines of {} characters",
                format.lines, format.characters
            ),
        ));
    }
    if format.page_number && !page.numbered {
        wrong.push(both("页脚没有页码", "no page number in the footer"));
    }
    if !wrong.is_empty() {
        let finding = checking
            .finding("FMT004", "page")
            .arg("what", joined(wrong))
            .arg("margins", both(list(want, "、"), list(want, ", ")))
            .arg("lines", usize::try_from(format.lines).unwrap_or(0))
            .arg(
                "characters",
                usize::try_from(format.characters).unwrap_or(0),
            );
        sink.put(finding);
    }
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
