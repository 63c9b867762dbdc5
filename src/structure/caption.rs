//! Captions: what stands above a table or below a picture and parts nothing.

/// Whether a short line names a table or a picture, or its unit, and parts nothing: 表1 …, 单位：万元.
pub(super) fn is_caption(text: &str, above_table: bool) -> bool {
    let numbered = ["表", "图", "附表", "附图"].iter().any(|word| {
        let rest = text.strip_prefix(word).map(str::trim_start);
        rest.is_some_and(|rest| {
            let figure =
                |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign);
            let behind = rest.trim_start_matches(figure);
            // 表一 is a number, 表一致 is none.
            behind.len() < rest.len()
                && (behind.is_empty()
                    || behind.starts_with([' ', '：', '-', '.', '—', '\u{3000}', '、'])
                    || rest.starts_with(|sign: char| sign.is_ascii_digit()))
        })
    });
    let unit = text.trim_start_matches('（').starts_with("单位：");
    above_table || numbered || unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};
    use crate::document::{Document, Story};
    use crate::structure::{Draft, ParagraphKind};

    #[test]
    fn numbers_and_units_tell_a_caption() {
        for caption in [
            "表1 为民办事情况",
            "表 2",
            "图一：走访",
            "附表3",
            "单位：万元",
            "（单位：户）",
        ] {
            assert!(is_caption(caption, false), "{caption}");
        }
        for other in ["表一致的做法", "图书室建设", "主要指标", "单位建设"] {
            assert!(!is_caption(other, false), "{other}");
        }
        assert!(is_caption("主要指标", true));
    }

    #[test]
    fn a_caption_is_no_part_of_the_report() {
        let mut document = document(
            "桥头村党支部书记2024年度述职报告\n一、履职情况\n全年我主持支委会12次，讲党课4次，每次到会都在二十五人以上。\n主要指标\n走访\n二、存在的问题\n我到第三小组去得少，全年只去过2次。",
        );
        document.blocks[3].look.centred = true;
        let kind = |document: &Document| Draft::new(document, rules(), model()).paragraphs[3].kind;
        assert_eq!(kind(&document), ParagraphKind::Heading(1));
        document.blocks[4].story = Story::Table {
            table: 0,
            row: 0,
            column: 0,
        };
        assert_eq!(kind(&document), ParagraphKind::Body);
    }
}
