//! TXT007: figures that cannot be: days that no month has, and letters among digits (20l9年, 3O小时).

use std::ops::Range;

use super::passage::{put_once, quote};
use super::{Context, Finding, Sink};
use crate::text::Marked;
use crate::text::measure::measure;

/// What behind digits and letters makes them a figure, beside the common measure words.
const COUNTED: [&str; 12] = [
    "年",
    "月",
    "日",
    "天",
    "小时",
    "起",
    "期",
    "万",
    "亿",
    "公里",
    "平方米",
    "%",
];

/// Looks for figures that cannot be.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    for paragraph in &draft.paragraphs {
        let passage = draft.marked(paragraph.range.clone());
        let at = |range: Range<usize>| {
            paragraph.range.start + range.start..paragraph.range.start + range.end
        };
        for range in impossible_dates(passage.text) {
            let range = at(range);
            let finding = Finding::new("TXT007", "date")
                .arg("found", quote(draft, range.clone()))
                .at(range);
            put_once(sink, finding);
        }
        for range in with_letters(passage) {
            let meant: String = passage.text[range.clone()].chars().map(digit_for).collect();
            let range = at(range);
            let finding = Finding::new("TXT007", "hit")
                .arg("found", quote(draft, range.clone()))
                .arg("say", meant)
                .at(range);
            put_once(sink, finding);
        }
    }
}

/// Days that their month does not have: 2月30日, 13月5日.
fn impossible_dates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices('月') {
        let before = &text[..at];
        let kept = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let behind = &text[at + sign.len()..];
        let after = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        let day = &behind[..behind.len() - after.len()];
        let (Ok(month), Ok(number)) = (before[kept.len()..].parse::<u32>(), day.parse::<u32>())
        else {
            continue;
        };
        // 3.13月 is no month, 12月100日 no day.
        let figure =
            kept.ends_with(['.', '第', '-', '~']) || before.len() - kept.len() > 2 || day.len() > 2;
        let last = match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        if !figure && after.starts_with(['日', '号']) && !(1..=last).contains(&number) {
            found.push(kept.len()..text.len() - after.len() + '日'.len_utf8());
        }
    }
    found
}

/// Figures with a letter that looks like a digit.
fn with_letters(passage: Marked<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    let letters = passage
        .marks()
        .filter(|(_, character)| digit_for(*character) != *character);
    // A run is looked at once, however many letters it has.
    let mut passed = 0;
    for (at, _) in letters {
        if at < passed {
            continue;
        }
        let alike = |c: char| c.is_ascii_digit() || digit_for(c) != c;
        let kept = text[..at].trim_end_matches(alike);
        let after = text[at..].trim_start_matches(alike);
        let range = kept.len()..text.len() - after.len();
        passed = range.end;
        let figure = &text[range.clone()];
        let alone = !kept.ends_with(|c: char| c.is_ascii() && c != ' ');
        let digits = figure.chars().filter(char::is_ascii_digit).count();
        let counted = || measure(after, &COUNTED).is_some();
        if alone && 2 * digits >= figure.len() && counted() {
            found.push(range);
        }
    }
    found
}

/// The digit that a letter is taken for.
fn digit_for(character: char) -> char {
    match character {
        'l' | 'I' => '1',
        'O' | 'o' => '0',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::run;

    #[test]
    fn tells_figures_that_cannot_be() {
        let text = "2月30日开会，9月31日入户，2023年13月5日验收。20l9年任职，有l2户，学习3O小时。";
        let found: Vec<String> = told(text, Some(2023), run)
            .into_iter()
            .map(|(_, variant, found)| format!("{variant} {found}"))
            .collect();
        let expected = [
            "date 2月30日",
            "date 9月31日",
            "date 13月5日",
            "hit 20l9",
            "hit l2",
            "hit 3O",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn leaves_figures_that_can() {
        let fine = "2月29日和12月31日开会，每月30日，历时13月，3月1日至30日。O2O模式2个，5G基站3个，WiFi6个，H2O，10个月。";
        assert!(told(fine, Some(2023), run).is_empty());
    }
}
