//! Sentences of a paragraph, and the items of 一是…二是… lists.

use std::ops::Range;

use super::list_number::{
    Closing, arabic_mark, arabic_number, circled_number, han_digit, han_number,
};
use super::marked::Marked;

/// A sentence: its place, and the list item it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Bytes of the paragraph.
    pub range: Range<usize>,
    /// Number of the 一是…二是… item it stands in (1 for 一是), none outside such a list.
    pub item: Option<u32>,
    /// Whether the item begins with this sentence.
    pub opens_item: bool,
}

/// Cuts a folded paragraph, or several that hang together and stand on lines of their own, into sentences.
///
/// A sentence ends with its line and at 。！？ (with the closing quotes and brackets behind), not inside “” or （） that are
/// closed in the same paragraph; a list item (`；二是`, `。三是`) begins a sentence too.
pub fn sentences(paragraph: Marked<'_>) -> Vec<SentenceSpan> {
    let text = paragraph.text;
    let items = list_items(paragraph);
    let mut closers = matching(paragraph).into_iter().peekable();
    let mut cuts = vec![0];
    let mut inside_until = 0;
    let mut marks = paragraph.marks().peekable();
    while let Some((at, character)) = marks.next() {
        if let Some((_, close)) = closers.next_if(|(open, _)| *open <= at)
            && at >= inside_until
        {
            // A sentence that stands wholly in quotes ends with them, so only the inside is guarded.
            inside_until = close;
        }
        if at < inside_until || !ends_sentence(text, at, character) {
            continue;
        }
        let mut end = at + character.len_utf8();
        let belongs = |(next, following): &(usize, char), end| {
            *next == end
                && matches!(
                    following,
                    '”' | '’' | '）' | '》' | '】' | '。' | '！' | '？' | '!' | '?'
                )
        };
        while let Some((_, following)) = marks.next_if(|mark| belongs(mark, end)) {
            end += following.len_utf8();
        }
        cuts.push(end);
    }
    cuts.extend(items.iter().map(|(at, _)| *at));
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut result = Vec::new();
    for pair in cuts.windows(2) {
        let piece = &text[pair[0]..pair[1]];
        let start = pair[0] + (piece.len() - piece.trim_start().len());
        let end = pair[0] + piece.trim_end().len();
        if start >= end {
            continue;
        }
        let item = items.iter().rev().find(|(at, _)| *at <= start);
        result.push(SentenceSpan {
            range: start..end,
            item: item.map(|(_, number)| *number),
            opens_item: item.is_some_and(|(at, _)| *at == start),
        });
    }
    result
}

fn ends_sentence(text: &str, at: usize, character: char) -> bool {
    match character {
        '。' | '！' | '？' | '\n' => true,
        '!' | '?' => text[at + 1..]
            .chars()
            .next()
            .is_none_or(|next| !next.is_ascii()),
        _ => false,
    }
}

/// Opening marks and the place of their partner, for pairs closed in the paragraph, on one line of it.
fn matching(paragraph: Marked<'_>) -> Vec<(usize, usize)> {
    const PAIRS: [(char, char); 4] = [('“', '”'), ('（', '）'), ('《', '》'), ('‘', '’')];
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, character) in paragraph.marks() {
        if character == '\n' {
            open.clear();
        } else if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == character) {
            open.push((at, *close));
        } else if let Some(place) = open.iter().rposition(|(_, close)| *close == character) {
            let (start, _) = open[place];
            open.truncate(place);
            pairs.push((start, at));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How the items of a list within a paragraph are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// 一是
    Is,
    /// （一）, （1） or 1）
    Bracketed,
    /// 第一，
    Ordinal,
    /// ①
    Circled,
    /// 1. or 1、
    Arabic,
}

impl Mark {
    /// How many ways there are.
    const COUNT: usize = 5;
}

/// Where an item may begin.
struct Item {
    at: usize,
    number: u32,
    mark: Mark,
    /// Whether no item of its mark stands before it.
    first: bool,
}

/// The mark and number that stand at a place, if any.
fn mark(text: &str, at: usize) -> Option<(Mark, u32)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let after = &rest[first.len_utf8()..];
    match first {
        '（' => {
            let (number, behind) = han_number(after).or_else(|| arabic_number(after))?;
            behind
                .starts_with('）')
                .then_some((Mark::Bracketed, number))
        }
        '第' | '其' => {
            let (number, behind) = han_number(after)?;
            ordinal(behind).then_some((Mark::Ordinal, number))
        }
        '头' => {
            let behind = after.strip_prefix('一')?;
            ordinal(behind).then_some((Mark::Ordinal, 1))
        }
        '首' => after
            .strip_prefix('先')
            .is_some_and(|behind| behind.starts_with(['，', '是']))
            .then_some((Mark::Ordinal, 1)),
        '①'..='⑳' => {
            let (number, _) = circled_number(rest)?;
            Some((Mark::Circled, number))
        }
        '0'..='9' => {
            let (number, closing, _) = arabic_mark(rest)?;
            let mark = match closing {
                Closing::Dot => Mark::Arabic,
                Closing::Bracket => Mark::Bracketed,
            };
            Some((mark, number))
        }
        _ => {
            let (number, behind) = han_number(rest)?;
            behind.starts_with('是').then_some((Mark::Is, number))
        }
    }
}

/// Whether a folded paragraph begins with the mark of a list's item.
pub fn opens_with_mark(text: &str) -> bool {
    mark(text, 0).is_some()
}

/// Whether what stands behind the number of 第二个， or 其二， makes it the mark of an item.
fn ordinal(behind: &str) -> bool {
    const PAUSES: [char; 4] = ['，', '、', '：', '是'];
    const COUNTED: [char; 7] = ['个', '条', '件', '桩', '点', '样', '项'];
    match behind.strip_prefix(COUNTED) {
        Some(rest) => rest.starts_with(PAUSES),
        None => behind.starts_with(PAUSES),
    }
}

/// Whether a text opens with words for one more item that do not number it: 再一个，
fn one_more(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "其次",
        "再次",
        "再者",
        "再一",
        "再有一",
        "还有一",
        "末一",
        "最后一",
        "最后",
        "末了一",
    ];
    let word = WORDS
        .iter()
        .find_map(|word| text.strip_prefix(word).map(|rest| (word, rest)));
    // 最后 without a pause ends a story.
    let pauses = |rest: &str| rest.starts_with(['，', '是']);
    word.is_some_and(|(word, rest)| match word.ends_with('一') {
        true => ordinal(rest),
        false => pauses(rest),
    })
}

/// Marks that any list item may follow.
fn closes(mark: char) -> bool {
    matches!(mark, '。' | '；' | '：' | '！' | ':' | ';' | '\n')
}

/// Where the items of 一是…二是… and of other numbered lists begin, with their numbers.
///
/// An item opens the paragraph or follows a mark; 一是 alone is no list.
pub fn list_items(paragraph: Marked<'_>) -> Vec<(usize, u32)> {
    let text = paragraph.text;
    let mut found: Vec<Item> = Vec::new();
    // Number of the last item of each mark.
    let mut last = [0; Mark::COUNT];
    let mut push = |last: &mut [u32; Mark::COUNT], at, number, mark: Mark| {
        let first = last[mark as usize] == 0;
        last[mark as usize] = number;
        found.push(Item {
            at,
            number,
            mark,
            first,
        });
    };
    let opens = |mark: char| matches!(mark, '，' | '、' | '）') || closes(mark);
    let behind = paragraph
        .marks()
        .filter(|(at, mark)| opens(*mark) && !text[at + mark.len_utf8()..].starts_with('\n'))
        .map(|(at, mark)| (at + mark.len_utf8(), Some(mark)));
    for (from, before) in std::iter::once((0, None)).chain(behind) {
        let rest = text[from..].trim_start();
        let at = text.len() - rest.len();
        let mut characters = rest.chars();
        let Some(character) = characters.next() else {
            continue;
        };
        if let Some((mark, number)) = mark(text, at) {
            // Only 一是 may follow a comma. A list may go on from the paragraph before.
            let placed = mark == Mark::Is || before.is_none_or(closes);
            let expected = last[mark as usize] + 1;
            if placed && (number == 1 || number == expected || before.is_none()) {
                push(&mut last, at, number, mark);
            }
            continue;
        }
        let ordinal = last[Mark::Ordinal as usize];
        if ordinal > 0 && before.is_some_and(closes) && one_more(rest) {
            push(&mut last, at, ordinal + 1, Mark::Ordinal);
            continue;
        }
        // A run-in 三切实… lost its 是: believed only in its place of an open list.
        let number = han_digit(character).unwrap_or(0);
        let bare = number > 1
            && number == last[Mark::Is as usize] + 1
            && before.is_some_and(|mark| mark == '。' || mark == '；')
            && characters
                .next()
                .is_some_and(|next| "切要抓强严深狠突聚着坚压推加建".contains(next));
        if bare {
            push(&mut last, at, number, Mark::Is);
        }
    }
    // A lone 一是 that no 二是 follows is part of its sentence, and so is a lone 七是.
    let mut next = [0; Mark::COUNT];
    let mut kept: Vec<(usize, u32)> = Vec::new();
    for item in found.iter().rev() {
        let next = &mut next[item.mark as usize];
        if item.number > 1 && !item.first || *next == item.number + 1 {
            kept.push((item.at, item.number));
        }
        *next = item.number;
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::super::marked::Marks;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(Marks::of(text).whole(text))
            .into_iter()
            .map(|sentence| &text[sentence.range])
            .collect()
    }

    #[test]
    fn respects_quotes_and_brackets() {
        assert_eq!(
            cut("他说：“先修路。再建房。”大家同意。"),
            ["他说：“先修路。再建房。”大家同意。"]
        );
        assert_eq!(
            cut("修路（见附件。）完成。好。"),
            ["修路（见附件。）完成。", "好。"]
        );
        assert_eq!(
            cut("“两学一做没有收尾。下一句。"),
            ["“两学一做没有收尾。", "下一句。"]
        );
    }

    #[test]
    fn cuts_list_items() {
        let text = "主要有三点：一是学习不深，满足于读；二是督促不够。没有下去。三是作风不实。";
        assert_eq!(
            cut(text),
            [
                "主要有三点：",
                "一是学习不深，满足于读；",
                "二是督促不够。",
                "没有下去。",
                "三是作风不实。"
            ]
        );
        let items: Vec<_> = sentences(Marks::of(text).whole(text))
            .into_iter()
            .map(|sentence| sentence.item)
            .collect();
        assert_eq!(items, [None, Some(1), Some(2), Some(2), Some(3)]);
    }

    #[test]
    fn a_sentence_ends_with_its_line() {
        assert_eq!(
            cut("“两学一做没有收尾\n群众说“好”。\n二是会议少"),
            ["“两学一做没有收尾", "群众说“好”。", "二是会议少"]
        );
    }

    #[test]
    fn cuts_lists_of_other_marks() {
        let numbers = |text: &str| -> Vec<u32> {
            list_items(Marks::of(text).whole(text))
                .into_iter()
                .map(|(_, number)| number)
                .collect()
        };
        assert_eq!(
            numbers("（一）学习。读书三次。（二）会议。开会四次。"),
            [1, 2]
        );
        assert_eq!(numbers("①走访；②慰问；③座谈。"), [1, 2, 3]);
        assert_eq!(numbers("第一，抓学习。第二，抓会议。"), [1, 2]);
        assert_eq!(numbers("1.抓学习；2.抓会议，增长3.5倍。"), [1, 2]);
        assert_eq!(
            numbers("头一个，学习松。第二个，会议少。再一个，走访少。"),
            [1, 2, 3]
        );
        assert_eq!(numbers("其一，学习松；其二，会议少。"), [1, 2]);
        assert_eq!(numbers("首先，学习松。其次，会议少。"), [1, 2]);
        assert_eq!(
            numbers("首先是学习松。其次是会议少。最后是走访少。最后大家都来了。"),
            [1, 2, 3]
        );
        assert_eq!(
            numbers("头一个，学习松。第二个，会议少。最后一个，走访少。"),
            [1, 2, 3]
        );
        assert_eq!(numbers("（1）学习松；（2）会议少（3次）。"), [1, 2]);
        assert_eq!(numbers("1）学习松；2）会议少。"), [1, 2]);
        // A list that goes on from the paragraph before.
        assert_eq!(numbers("七是走访。八是慰问。"), [7, 8]);
        assert!(numbers("七是走访。慰问。").is_empty());
        assert!(numbers("其一生勤恳。第二年修渠。再一次走访。").is_empty());
        assert_eq!(numbers("1.3月底前走访；2.4月起公示。"), [1, 2]);
        assert_eq!(han_number("二十一、"), Some((21, "、")));
        assert_eq!(han_number("三十年"), Some((30, "年")));
        let whole: String = (1..=12)
            .map(|number: usize| {
                let ones = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
                let tens = if number >= 10 { "十" } else { "" };
                format!("（{tens}{}）一件事。", ones[number % 10])
            })
            .collect();
        assert_eq!(numbers(&whole), (1..=12).collect::<Vec<_>>());
        assert!(numbers("占地3.5亩。2023年建成。").is_empty());
    }

    #[test]
    fn a_lone_first_is_no_list() {
        assert_eq!(
            cut("原因很多，一是我自己不够重视。"),
            ["原因很多，一是我自己不够重视。"]
        );
    }
}
