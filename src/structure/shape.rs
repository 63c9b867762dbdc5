//! What a line shows by itself, whatever stands around it.

use super::outline::{Number, leading_number};
use crate::document::Block;
use crate::text::count;

/// The number that an automatic label stands for.
pub(super) fn label_number(block: &Block) -> Option<Number> {
    let label = block.label.as_deref()?.trim();
    let label: String = label
        .chars()
        .map(|character| match character {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect();
    leading_number(&label).or_else(|| leading_number(&format!("{label}、")))
}

/// The number of a paragraph, typed or automatic.
pub(super) fn own_number(text: &str, block: &Block) -> Option<Number> {
    leading_number(text).or_else(|| label_number(block))
}

/// 各位领导、同志们：
pub(super) fn is_address(text: &str) -> bool {
    const ADDRESSED: [&str; 6] = ["各位", "同志", "领导", "评委", "党委：", "党组："];
    text.ends_with('：') && ADDRESSED.iter().any(|word| text.contains(word))
}

/// A line too short for running text.
pub(super) fn is_short(text: &str) -> bool {
    count::words_to(text, 45) <= 45 && !ends_sentence(text)
}

/// A sentence that is closed.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；', '…'])
}

/// A date and nothing else.
pub(super) fn has_date_only(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_ascii_digit() || "年月日二〇零一三四五六七八九十（）()".contains(character)
    })
}
