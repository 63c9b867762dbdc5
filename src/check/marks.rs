//! TXT006: quotes and brackets without their partner.

use std::ops::Range;

use super::passage::quote;
use super::{Context, Finding, Sink};
use crate::text::Marked;

/// Opening and closing marks; the half-width form of a bracket may close the full-width one.
const PAIRS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('[', ']'),
];
const BRACKET: usize = 2;

/// A mark without its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lone {
    pair: usize,
    at: usize,
    opens: bool,
}

/// Looks for lone marks, paragraph by paragraph.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let mut lone: Vec<Vec<Lone>> = draft
        .paragraphs
        .iter()
        .map(|paragraph| {
            let mut lone = lone_marks(draft.marked(paragraph.range.clone()));
            for mark in &mut lone {
                mark.at += paragraph.range.start;
            }
            lone
        })
        .collect();
    // What one paragraph opens the next may close (wrapped lines), or open again (a quotation of several paragraphs).
    for place in 1..lone.len() {
        let (before, here) = lone.split_at_mut(place);
        let Some(before) = before.last_mut() else {
            continue;
        };
        let start = draft.paragraphs[place].range.start;
        before.retain(|open| {
            if !open.opens {
                return true;
            }
            let partner = here[0]
                .iter()
                .position(|mark| mark.pair == open.pair && !mark.opens);
            if let Some(partner) = partner {
                here[0].remove(partner);
                return false;
            }
            let again = draft.text.as_str()[start..].starts_with(PAIRS[open.pair].0);
            !(open.pair == 0 && again)
        });
    }
    for (paragraph, lone) in draft.paragraphs.iter().zip(lone) {
        for mark in faults(&lone) {
            let range = around(draft.text.as_str(), &paragraph.range, mark);
            let end = mark.at + width(draft.text.as_str(), mark.at);
            let finding = Finding::new("TXT006", if mark.opens { "open" } else { "close" })
                .arg("found", quote(draft, range))
                .at(mark.at..end);
            sink.put(finding);
        }
    }
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// A lone mark with the words on its inner side.
fn around(text: &str, paragraph: &Range<usize>, mark: Lone) -> Range<usize> {
    const WORDS: usize = 10;
    let end = mark.at + width(text, mark.at);
    if mark.opens {
        let after = &text[end..paragraph.end.max(end)];
        let length: usize = after.chars().take(WORDS).map(char::len_utf8).sum();
        return mark.at..end + length;
    }
    let before = &text[paragraph.start..mark.at];
    let length: usize = before.chars().rev().take(WORDS).map(char::len_utf8).sum();
    mark.at - length..end
}

/// Marks of a paragraph that no partner in it answers, in order.
fn lone_marks(paragraph: Marked<'_>) -> Vec<Lone> {
    let text = paragraph.text;
    let mut open: [Vec<usize>; PAIRS.len()] = Default::default();
    let mut lone = Vec::new();
    for (at, character) in paragraph.marks() {
        let character = match character {
            // Nearly all of them.
            '0'..='9' | '，' | '。' | '、' | '；' | '：' => continue,
            '(' => '（',
            ')' => '）',
            // Western quotation marks fold to nothing else; an apostrophe stands in or behind a Latin word.
            '’' if text[..at].ends_with(|before: char| before.is_ascii_alphanumeric())
                && open[1].is_empty() =>
            {
                continue;
            }
            other => other,
        };
        for (pair, (opening, closing)) in PAIRS.iter().enumerate() {
            if character == *opening {
                open[pair].push(at);
            } else if character == *closing && open[pair].pop().is_none() {
                if pair == BRACKET && is_list_marker(&text[..at]) {
                    continue;
                }
                lone.push(Lone {
                    pair,
                    at,
                    opens: false,
                });
            }
        }
    }
    for (pair, left) in open.iter().enumerate() {
        lone.extend(left.iter().map(|at| Lone {
            pair,
            at: *at,
            opens: true,
        }));
    }
    lone.sort_by_key(|mark| mark.at);
    lone
}

/// Whether what stands before a closing bracket makes it a list marker: `1）`, `a)`, `一）`, `①）`.
fn is_list_marker(before: &str) -> bool {
    let marker = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            c.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(*c)
        })
        .last();
    let Some((start, _)) = marker else {
        return false;
    };
    let length = before[start..].chars().count();
    let previous = before[..start].chars().next_back();
    length <= 3 && previous.is_none_or(|c| "，。；：、！？ （".contains(c))
}

/// One fault once: “…“ is one slip of the second mark, 〔…） one of the closing one.
fn faults(lone: &[Lone]) -> Vec<Lone> {
    let mut result: Vec<Lone> = Vec::new();
    let mut answered = false;
    for mark in lone {
        let slip = result.last().is_some_and(|last| {
            let near = mark.at - last.at < 120;
            let twice = last.pair == mark.pair && last.opens == mark.opens;
            let crossed = last.opens && !mark.opens;
            near && !answered && (twice || crossed)
        });
        answered = slip;
        if !slip {
            result.push(*mark);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::run;

    fn marks(text: &str) -> Vec<String> {
        told(text, Some(2023), run)
            .into_iter()
            .map(|(code, variant, found)| format!("{code} {variant} {found}"))
            .collect()
    }

    #[test]
    fn tells_lone_marks() {
        let cases = [
            (
                "深入开展“两学一做学习教育，成效明显。",
                vec!["open “两学一做学习教育，成"],
            ),
            ("落实三会一课”制度。", vec!["close 落实三会一课”"]),
            (
                "落实“三会一课“制度，严格考勤。",
                vec!["open “三会一课“制度，严格"],
            ),
            (
                "全年开会（其中党委会12次。",
                vec!["open （其中党委会12次。"],
            ),
            ("按〔2017）5号文件执行。", vec!["open 〔2017）5号文件执"]),
            ("学习《条例等文件。", vec!["open 《条例等文件。"]),
        ];
        for (text, expected) in cases {
            let expected: Vec<String> = expected
                .into_iter()
                .map(|found| format!("TXT006 {found}"))
                .collect();
            assert_eq!(marks(text), expected, "{text}");
        }
    }

    #[test]
    fn leaves_what_is_whole() {
        let fine = [
            "落实“三会一课”制度（每月1次），学习《党章》。",
            "1）抓学习；2）抓制度；a)抓落实。",
            "一）抓学习。\n二）抓落实。",
            "他说：“第一段话。\n“第二段话。”",
            "按照“党建引领、\n多方参与”的思路推进。",
            "落实\"三会一课\"制度。",
            "引进the people’s choice设备，it’s fine。",
            "其中（党员(含预备)23名）按“‘一站式’服务”办理。",
        ];
        for text in fine {
            assert!(marks(text).is_empty(), "{text}: {:?}", marks(text));
        }
    }
}
