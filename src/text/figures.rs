//! Figures in a text: numbers of something.

use std::sync::LazyLock;

use super::count::behind;
use super::list_number::arabic_mark;
use super::{HanSet, WordLists};

/// Figures with what they count, percentages, dates: how many in a stretch of folded text.
///
/// Masked figures (XX名) are claims without data and do not count.
pub fn figures(text: &str) -> usize {
    let mut count = 0;
    let mut free_from = 0;
    for (at, character) in digits(text) {
        if at < free_from {
            continue;
        }
        let previous = text[..at].chars().next_back();
        if character.is_ascii_digit() {
            let number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%');
            let rest = &text.as_bytes()[at..];
            free_from = at + rest.iter().take_while(|byte| number(byte)).count();
            // A number that only names something (“1+X”, 〔2017〕) counts nothing.
            let names = matches!(previous, Some('〔' | '+' | '“'));
            if !names && !numbers_item(previous, &text[at..]) {
                count += 1;
            }
        } else if is_han_digit(character) && !previous.is_some_and(goes_on) {
            let rest = text[at..].trim_start_matches(is_han_digit);
            let counted = rest
                .chars()
                .next()
                .is_some_and(|first| MEASURES.at(first, rest).next().is_some());
            if counted && FIXED.at(character, &text[at..]).next().is_none() {
                count += 1;
            }
        }
    }
    count
}

/// Whether the number that a text begins with is the mark of a list's item: 1.学习不深；2、督促不够；（3）……
fn numbers_item(previous: Option<char>, text: &str) -> bool {
    let opens = matches!(previous, None | Some('。' | '；' | '：' | '！' | '（'));
    opens && arabic_mark(text).is_some()
}

/// What a figure may begin with, with the first bytes.
fn digits(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let place = behind(text, at, |bytes| {
                bytes[0] >> 4 == 0xE && !HAN_DIGITS.has_bytes(bytes)
            });
            let character = text[place..].chars().next()?;
            at = place + character.len_utf8();
            if character.is_ascii_digit() || is_han_digit(character) {
                return Some((place, character));
            }
        }
    })
}

/// Whether a Han digit behind a character is of the same figure: 十二, 6.8万.
fn goes_on(previous: char) -> bool {
    is_han_digit(previous) || previous.is_ascii_digit()
}

static HAN_DIGITS: HanSet = HanSet::of("一二两三四五六七八九十百千万半");

fn is_han_digit(character: char) -> bool {
    HAN_DIGITS.has(character)
}

/// Measure words and units that make a Han numeral a figure.
static MEASURES: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(MEASURE_WORDS.map(|word| (word, ()))));
const MEASURE_WORDS: [&str; 46] = [
    "次", "名", "人", "户", "件", "场", "亩", "公里", "里路", "米", "吨", "斤", "元", "块钱", "天",
    "个月", "年没", "年来", "小时", "分钟", "份", "封", "间", "座", "台", "套", "所", "期", "批",
    "笔", "堂", "节课", "家", "组", "本", "遍", "趟", "回", "成", "分之", "盏", "棵", "头", "位",
    "宗", "起",
];

/// Fixed terms and idioms that begin like a figure.
static FIXED: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(FIXED_WORDS.map(|word| (word, ()))));
const FIXED_WORDS: [&str; 23] = [
    "一批",
    "一次性",
    "一人一",
    "一家亲",
    "一件件",
    "一次次",
    "一本账",
    "一批批",
    "一户一",
    "一名党员一",
    "一回事",
    "一节课一",
    "三会一课",
    "一分为二",
    "一组织一",
    "一家人",
    "一个个",
    "一户户",
    "一本正经",
    "一台账",
    "一块",
    "两本账",
    "一天天",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_figures_and_not_fixed_terms() {
        let cases = [
            ("全年讲党课4次，走访86户", 2),
            ("一次也没有召集，两年没有一份申请书", 3),
            ("落实三会一课，一件件推进", 0),
            ("参与“1+X”证书试点", 0),
            ("一是学习不深，二是督促不够", 0),
            ("三成党员没有到会", 1),
            ("发展党员XX名", 0),
            ("1.学习不够深入；2.督促不够经常。", 0),
            ("（3）个别党员作用不明显", 0),
            ("12、发展党员3名", 1),
            ("1.5万元的账至今没有公开", 1),
            ("走访群众（120户）", 1),
        ];
        for (text, expected) in cases {
            assert_eq!(figures(text), expected, "{text}");
        }
    }
}
