//! Cells of tables that say nothing by themselves: headers, names of rows, serial numbers, bare figures and dates.

use crate::document::{Document, Story};
use crate::structure::{Paragraph, ParagraphKind};
use crate::text::count;

/// 字 that the name of a row or column has at most.
const NAME: usize = 12;

/// Whether a paragraph is such a cell.
pub(super) fn is_entry(document: &Document, paragraph: &Paragraph, text: &str) -> bool {
    let story = document.blocks.get(paragraph.block).map(|it| it.story);
    let (ParagraphKind::Table, Some(Story::Table { row, column, .. })) = (paragraph.kind, story)
    else {
        return false;
    };
    if text.contains(['。', '；', '！']) {
        return false;
    }
    // 12名, 98.5%, 3月底前
    let words = text
        .chars()
        .filter(|sign| !sign.is_ascii() && count::is_han(*sign));
    let words = words.filter(|sign| !"年月日底前".contains(*sign)).count();
    let bare = words <= 1;
    bare || (row == 0 || column == 0) && count::words(text) <= NAME
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{document, model, rules};
    use crate::document::Story;
    use crate::structure::Draft;

    #[test]
    fn headers_names_and_bare_figures_tell_nothing() {
        let cells = [
            (0, 0, "网格", true),
            (0, 1, "党员数", true),
            (1, 0, "第三网格", true),
            (1, 1, "12名", true),
            (1, 2, "98.5%", true),
            (1, 3, "2024年3月底前", true),
            (1, 4, "修好蓄水池2座，86户吃上干净水", false),
            (2, 0, "四月里我挨家走访困难党员9户。", false),
        ];
        let lines: Vec<&str> = cells.iter().map(|(.., text, _)| *text).collect();
        let mut document = document(&format!("述职报告\n{}", lines.join("\n")));
        for (block, (row, column, ..)) in document.blocks.iter_mut().skip(1).zip(cells) {
            block.story = Story::Table {
                table: 0,
                row,
                column,
            };
        }
        let draft = Draft::new(&document, rules(), model());
        for (sentence, (.., text, expected)) in draft.sentences.iter().zip(cells) {
            assert_eq!(sentence.entry, expected, "{text}");
            assert!(!expected || sentence.figures == 0, "{text}");
        }
    }
}
