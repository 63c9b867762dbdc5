//! Points in running text: 一是…二是…四是.

use std::collections::BTreeSet;

use crate::check::{Context, Finding, Sink};
use crate::text::list_number::{han_digit, han_number, in_han};

/// 一是…二是…四是 in running text: a point was lost. Lists within lists are common, so only a number is told whose
/// predecessor stands nowhere since the last heading.
pub(super) fn run_in(context: &Context<'_>, sink: &mut Sink) {
    const BORDERS: [char; 8] = ['。', '；', '：', '，', '、', '！', '？', '\n'];
    let draft = context.draft;
    let text = draft.text.as_str();
    let mut headings = draft
        .outline
        .iter()
        .map(|heading| heading.words.start)
        .peekable();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut last: Option<(u32, usize)> = None;
    for (at, is) in text.match_indices('是') {
        while headings.next_if(|heading| *heading <= at).is_some() {
            seen.clear();
            last = None;
        }
        let before = text[..at]
            .chars()
            .rev()
            .take_while(|c| han_digit(*c).is_some());
        let start = at - before.map(char::len_utf8).sum::<usize>();
        let opens = text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| BORDERS.contains(&c));
        let Some((value, rest)) = han_number(&text[start..]).filter(|_| opens) else {
            continue;
        };
        if !rest.starts_with(is) {
            continue;
        }
        if value == 1 {
            seen.clear();
            last = None;
        }
        let lost = last.filter(|(before, _)| before + 2 == value);
        if let Some((before, place)) = lost {
            let due = in_han(before + 1);
            let told_otherwise =
                text[place..start]
                    .match_indices(due.as_str())
                    .any(|(found, _)| {
                        text[..place + found].ends_with(BORDERS)
                            || text[..place + found].ends_with('第')
                    });
            if !told_otherwise && !seen.contains(&(before + 1)) {
                let finding = Finding::new("STR003", "gap")
                    .arg("number", format!("{}是", in_han(value)))
                    .arg("expected", format!("{due}是"));
                sink.put(finding.at(start..at + is.len()).confidence(0.8));
            }
        }
        seen.insert(value);
        last = Some((value, at));
    }
}
