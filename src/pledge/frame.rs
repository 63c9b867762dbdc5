//! What stands around a promise and is no part of it: 我承诺：, 整改措施：, ，责任人：……

use std::ops::Range;

/// Labels before what is promised, in lists of problems and answers.
const LABELS: [&str; 6] = [
    "整改措施：",
    "整改承诺：",
    "承诺内容：",
    "承诺事项：",
    "具体措施：",
    "工作措施：",
];
/// Labels of who does it and until when, with which a note begins.
const NOTES: [&str; 18] = [
    "责任人：",
    "责任领导：",
    "责任单位：",
    "牵头领导：",
    "牵头人：",
    "牵头单位：",
    "牵头：",
    "包抓领导：",
    "完成时限：",
    "整改时限：",
    "完成时间：",
    "完成日期：",
    "时限：",
    "责任部门：",
    "承办人：",
    "落实人：",
    "联系人：",
    "监督人：",
];
/// A promise is opened within so many characters: 明年，我向党委承诺三件事：
const OPENING: usize = 24;

/// What is promised of a stretch: without the words that open it and without notes behind it. Empty for a note.
pub fn inner(text: &str) -> Range<usize> {
    let mut start = bracketed_note(text);
    if let Some(label) = LABELS.iter().filter_map(|label| behind(text, label)).max() {
        start = start.max(label);
    }
    start += opening(&text[start..]);
    let notes = NOTES.iter().filter_map(|note| text[start..].find(note));
    let end = notes.min().map_or(text.len(), |at| start + at);
    let kept = text[start..end].trim_end_matches(['，', '；', '。', '、', '（', '(', ' ', '\n']);
    // A bracket that opens before a note stays open no more.
    start..start + kept.len()
}

fn behind(text: &str, label: &str) -> Option<usize> {
    text.find(label).map(|at| at + label.len())
}

/// Bytes of （牵头：王林） at the beginning.
fn bracketed_note(text: &str) -> usize {
    let Some(inside) = text.strip_prefix('（') else {
        return 0;
    };
    match inside.find('）') {
        Some(end) if NOTES.iter().any(|note| inside[..end].starts_with(note)) => {
            '（'.len_utf8() + end + '）'.len_utf8()
        }
        _ => 0,
    }
}

/// Bytes of the words by which somebody promises: 我承诺：, 我向大家郑重承诺，.
fn opening(text: &str) -> usize {
    let Some(at) = text.find("承诺") else {
        return 0;
    };
    let before = &text[..at];
    let said = before.contains(['我', '本']) && before.chars().count() <= OPENING;
    let rest = &text[at + "承诺".len()..];
    let Some((stop, mark)) = rest
        .char_indices()
        .take(10)
        .find(|(_, mark)| ['：', '，', '。'].contains(mark))
    else {
        return 0;
    };
    let plain = !before.contains(['。', '；', '“', '《']);
    let left = &rest[stop + mark.len_utf8()..];
    match said && plain && mark != '。' && left.chars().nth(4).is_some() {
        true => text.len() - left.len(),
        false => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::inner;

    #[test]
    fn a_promise_without_what_stands_around_it() {
        for (text, expected) in [
            ("我承诺，6月底前把路灯装好", "6月底前把路灯装好"),
            (
                "明年，我向党委承诺三件事：6月底前装好路灯40盏",
                "6月底前装好路灯40盏",
            ),
            ("本人郑重承诺：不新增债务", "不新增债务"),
            ("装灯20盏。责任人：石小山；完成时限：12月底", "装灯20盏"),
            (
                "8月底前修好水渠2公里，牵头领导：王林",
                "8月底前修好水渠2公里",
            ),
            ("（牵头：王林）8月底前修好水渠", "8月底前修好水渠"),
            (
                "问题一：学习少。整改措施：每月学习1次。责任人：石小山",
                "每月学习1次",
            ),
            ("责任人：石小山；完成时限：12月底", ""),
            (
                "上年承诺的路灯装好，再装10盏",
                "上年承诺的路灯装好，再装10盏",
            ),
            ("兑现承诺，装灯20盏", "兑现承诺，装灯20盏"),
        ] {
            assert_eq!(&text[inner(text)], expected, "{text}");
        }
    }
}
