//! TXT006: quotes and brackets without their partner.

use std::ops::Range;

use super::passage::quote;
use super::{Context, Finding, Sink};
use crate::ruleset::Bilingual;
use crate::structure::Draft;
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
/// Their names, in the same order.
const NAMES: [(&str, &str); 8] = [
    ("引号", "quotation mark"),
    ("单引号", "single quotation mark"),
    ("括号", "bracket"),
    ("书名号", "title mark"),
    ("单书名号", "single title mark"),
    ("方头括号", "lenticular bracket"),
    ("六角括号", "tortoise-shell bracket"),
    ("方括号", "square bracket"),
];
const QUOTE: usize = 0;
const BRACKET: usize = 2;
/// Stops that end a sentence: behind them nothing is wrapped.
const STOPS: [char; 3] = ['。', '！', '？'];

/// A mark without its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lone {
    pair: usize,
    at: usize,
    opens: bool,
}

/// What is wrong with marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// One lacks its partner.
    Alone(Lone),
    /// Two belong together, but one or both are turned the wrong way or of another kind.
    Turned { first: Lone, last: Lone },
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
        let text = draft.text.as_str();
        let start = draft.paragraphs[place].range.start;
        let wrapped = !text[draft.paragraphs[place - 1].range.clone()].ends_with(STOPS);
        before.retain(|open| {
            if !open.opens {
                return true;
            }
            let again = open.pair == QUOTE && text[start..].starts_with(PAIRS[QUOTE].0);
            // A whole paragraph that is quoted ends with its own stop.
            let paragraph = draft.paragraphs[place - 1].range.start == open.at;
            let partner = here[0]
                .iter()
                .position(|mark| mark.pair == open.pair && !mark.opens);
            if let Some(partner) = partner.filter(|_| wrapped || paragraph) {
                here[0].remove(partner);
                return false;
            }
            !again
        });
    }
    for (paragraph, lone) in draft.paragraphs.iter().zip(lone) {
        for fault in faults(draft.text.as_str(), &lone) {
            sink.put(finding(draft, &paragraph.range, fault));
        }
    }
}

/// What is said of a fault: the mark by its name, for signs that differ only in their turn look alike in a message.
fn finding(draft: &Draft<'_>, paragraph: &Range<usize>, fault: Fault) -> Finding {
    let text = draft.text.as_str();
    let name = |mark: Lone, opens: bool| {
        let (zh, en) = NAMES[mark.pair];
        let (side, turn) = if opens {
            ("前", "opening")
        } else {
            ("后", "closing")
        };
        Bilingual::new(format!("{side}{zh}"), format!("{turn} {en}"))
    };
    let put = |finding: Finding, mark: Lone, found: String| {
        finding
            .arg("found", found)
            .arg("mark", name(mark, mark.opens))
            .at(mark.at..mark.at + width(text, mark.at))
    };
    let (variant, mark, range) = match fault {
        Fault::Alone(mark) => {
            let variant = if mark.opens { "open" } else { "close" };
            (variant, mark, around(text, paragraph, mark))
        }
        Fault::Turned { first, last } => {
            let range = first.at..last.at + width(text, last.at);
            if !first.opens && last.opens {
                return Finding::new("TXT006", "reversed")
                    .arg("found", quote(draft, range.clone()))
                    .at(range);
            }
            // ”…” has its slip in the first mark; “…“ and 〔…） in the second one.
            let (wrong, right) = if first.opens {
                (last, first)
            } else {
                (first, last)
            };
            let which = if first.opens {
                ("后", "second")
            } else {
                ("前", "first")
            };
            let finding = Finding::new("TXT006", "turned")
                .arg("which", Bilingual::new(which.0, which.1))
                .arg("say", name(right, !right.opens));
            return put(finding, wrong, quote(draft, range));
        }
    };
    put(Finding::new("TXT006", variant), mark, quote(draft, range))
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

/// One fault once: “…“ is one slip of the second mark, ”…“ a pair the wrong way round, 〔…） one slip of the closing one.
fn faults(text: &str, lone: &[Lone]) -> Vec<Fault> {
    let mut result = Vec::new();
    let mut rest = lone;
    while let [first, behind @ ..] = rest {
        let last = behind.first().filter(|last| belong(text, *first, **last));
        result.push(match last {
            Some(last) => Fault::Turned {
                first: *first,
                last: *last,
            },
            None => Fault::Alone(*first),
        });
        rest = behind
            .get(usize::from(last.is_some())..)
            .unwrap_or_default();
    }
    result
}

/// Whether two lone marks were meant as a pair.
fn belong(text: &str, first: Lone, last: Lone) -> bool {
    const NEAR: usize = 120;
    const PAUSES: [char; 6] = ['，', '。', '；', '：', '！', '？'];
    const JOINTS: [char; 7] = ['、', '，', '和', '与', '及', '：', '。'];
    if last.at - first.at >= NEAR {
        return false;
    }
    if first.pair != last.pair || first.opens && !last.opens {
        return first.opens && !last.opens;
    }
    let within = &text[first.at + width(text, first.at)..last.at];
    let behind = &text[last.at + width(text, last.at)..];
    // “甲和“乙: the second mark opens something of its own. 甲”和”乙: so does the first.
    let whole = !within.contains(PAUSES) || last.opens && behind.starts_with(PAUSES);
    whole && !within.ends_with(JOINTS) && !within.starts_with(JOINTS)
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
            ("落实“三会一课“制度，严格考勤。", vec!["turned “三会一课“"]),
            (
                "全年开会（其中党委会12次。",
                vec!["open （其中党委会12次。"],
            ),
            ("按〔2017）5号文件执行。", vec!["turned 〔2017）"]),
            ("落实”四议两公开”制度。", vec!["turned ”四议两公开”"]),
            ("落实”四议两公开“制度。", vec!["reversed ”四议两公开“"]),
            (
                "抓“三会一课“和“四议两公开“两项。",
                vec!["turned “三会一课“", "turned “四议两公开“"],
            ),
            (
                "落实“一岗双责要求，签订6份。\n走访31户，落实四议两公开”制度。",
                vec!["open “一岗双责要求，签订6", "close 1户，落实四议两公开”"],
            ),
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
