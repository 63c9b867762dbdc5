//! TXT005: characters that a conversion, a web site or a broken file damaged.

use std::ops::Range;
use std::sync::OnceLock;

use super::passage::{overlap, quote};
use super::{Arg, Context, Finding, Sink};
use crate::ruleset::Bilingual;
use crate::structure::Draft;
use crate::text::WordLists;
use crate::text::count::is_han;
use crate::text::pinyin::pinyin_bracket;

/// What the shift of a byte makes of 考核结, 总结, 总体, 基层, 关 and the like; none of it stands in a sound text.
const SHIFTED: [&str; 9] = [
    "己私Y",
    "偨Y",
    "傮w",
    "；鶎",
    "蛾P",
    "锟斤拷",
    "烫烫烫",
    "屯屯屯",
    "锘锘",
];

fn shifted() -> &'static WordLists<'static, ()> {
    static LISTS: OnceLock<WordLists<'static, ()>> = OnceLock::new();
    LISTS.get_or_init(|| WordLists::new(SHIFTED.map(|literal| (literal, ()))))
}

/// Looks for damage, each kind once where it runs through the text.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let mut found: Vec<Range<usize>> = Vec::new();
    let text = draft.text.as_str();
    shifted().find(text, |range, ()| found.push(range));
    for paragraph in &draft.paragraphs {
        let start = paragraph.range.start;
        let words = draft.folded(paragraph.range.clone());
        let mut add = |range: Range<usize>| found.push(start + range.start..start + range.end);
        strange(words).into_iter().for_each(&mut add);
        letters_for_han(words).into_iter().for_each(&mut add);
        rare(words).into_iter().for_each(&mut add);
        if is_noise(words) {
            add(0..words.len());
        }
    }
    found.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut last = 0..0;
    for range in found {
        if overlap(&last, &range) {
            continue;
        }
        last = range.clone();
        sink.put(
            Finding::new("TXT005", "hit")
                .arg("found", quote(draft, range.clone()))
                .at(range)
                .confidence(0.9),
        );
    }
    readings(draft, sink);
}

/// Characters that are no writing: replacement, private use, controls, and what UTF-8 read as Latin becomes.
fn strange(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut latin: Option<(Range<usize>, usize)> = None;
    let mut asked: Option<(Range<usize>, usize)> = None;
    for (at, character) in text.char_indices() {
        if is_han(character) && latin.is_none() && asked.is_none() {
            continue;
        }
        let here = at..at + character.len_utf8();
        if is_unreadable(character) {
            match found.last_mut() {
                Some(last) if last.end == at => last.end = here.end,
                _ => found.push(here.clone()),
            }
        }
        let belongs = is_latin_of_bytes(character)
            || latin.is_some()
                && matches!(character, '…' | '·' | '“' | '”' | '‘' | '’' | '—' | '™');
        extend(&mut latin, belongs, &here, 2, &mut found, |run| {
            is_mojibake(&text[run.clone()], &text[..run.start])
        });
        // ???? is what a narrower encoding leaves of Han; ？？？ may be meant.
        extend(
            &mut asked,
            matches!(character, '?' | '？'),
            &here,
            4,
            &mut found,
            |_| true,
        );
    }
    let end = text.len()..text.len();
    extend(&mut latin, false, &end, 2, &mut found, |run| {
        is_mojibake(&text[run.clone()], &text[..run.start])
    });
    extend(&mut asked, false, &end, 4, &mut found, |_| true);
    found
}

/// Lengthens a run of characters of a kind, or ends it and keeps it where it is long enough and told.
fn extend(
    run: &mut Option<(Range<usize>, usize)>,
    belongs: bool,
    here: &Range<usize>,
    least: usize,
    found: &mut Vec<Range<usize>>,
    told: impl Fn(&Range<usize>) -> bool,
) {
    if belongs {
        let (range, length) = run.get_or_insert((here.clone(), 0));
        range.end = here.end;
        *length += 1;
    } else if let Some((range, length)) = run.take()
        && length >= least
        && told(&range)
    {
        found.push(range);
    }
}

/// U+F000-F0FF are left out: bullets of symbol fonts live there in Word files.
fn is_unreadable(character: char) -> bool {
    matches!(u32::from(character), 0xFFFD | 0xE000..=0xEFFF | 0xF100..=0xF8FF | 0x80..=0x9F | 0xF0000..)
        || character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

/// Latin letters and marks that the bytes of UTF-8 look like. Pinyin vowels are among them.
fn is_latin_of_bytes(character: char) -> bool {
    matches!(u32::from(character), 0xA1..=0xFF) && !matches!(character, '×' | '÷' | '·' | '±' | '°')
        || matches!(
            character,
            'Œ' | 'œ'
                | 'Š'
                | 'š'
                | 'Ž'
                | 'ž'
                | 'Ÿ'
                | 'ƒ'
                | '€'
                | '‚'
                | '„'
                | '†'
                | '‡'
                | '‰'
        )
}

/// Ã¤, å…š: a lead byte and what may follow it; not a name in Latin letters (José).
fn is_mojibake(run: &str, before: &str) -> bool {
    let lead = |c: char| matches!(c, 'Â' | 'Ã' | 'ä'..='é' | 'ï');
    let mut pairs = 0;
    let mut previous = None;
    for character in run.chars() {
        let follows = !character.is_alphabetic() || !matches!(u32::from(character), 0xC0..=0xFF);
        pairs += usize::from(previous.is_some_and(lead) && follows);
        previous = Some(character);
    }
    let in_word = before.ends_with(|c: char| c.is_ascii_alphabetic());
    pairs >= 1 && (!in_word || pairs >= 2)
}

/// A letter that a shifted byte left in place of Han: `F(xiàn)將`, 偨Y(jié).
fn letters_for_han(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(['(', '（']) {
        let before = &text[..at];
        let Some(letter) = before.chars().next_back().filter(char::is_ascii_alphabetic) else {
            continue;
        };
        let earlier = &before[..at - letter.len_utf8()];
        let alone = !earlier.ends_with(|c: char| c.is_ascii_alphanumeric() || "'.-+/".contains(c));
        // Only a reading with a tone mark: A(an) may be meant.
        if alone
            && let Some(length) = pinyin_bracket(&text[at..], Some('一'))
            && !text[at..at + length]
                .chars()
                .skip(1)
                .all(|c| c.is_ascii() || c == '）')
        {
            found.push(at - letter.len_utf8()..at + length);
        }
    }
    found
}

/// The characters of GB 2312 as bits over U+4E00-9FFF: level 1 (common), level 2.
struct Common {
    first: Vec<u64>,
    second: Vec<u64>,
}

impl Common {
    fn get() -> &'static Common {
        static COMMON: OnceLock<Common> = OnceLock::new();
        COMMON.get_or_init(|| {
            let level = |rows: std::ops::RangeInclusive<u8>| {
                let mut bytes = Vec::new();
                for row in rows {
                    for cell in 0xA1..=0xFE_u8 {
                        bytes.extend([row, cell]);
                    }
                }
                let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
                let mut bits = vec![0u64; 0x5200 / 64];
                for character in text.chars() {
                    if let Some((place, bit)) = slot(character)
                        && let Some(word) = bits.get_mut(place)
                    {
                        *word |= bit;
                    }
                }
                bits
            };
            Common {
                first: level(0xB0..=0xD7),
                second: level(0xD8..=0xF7),
            }
        })
    }

    fn has(bits: &[u64], character: char) -> bool {
        slot(character)
            .is_some_and(|(place, bit)| bits.get(place).is_some_and(|word| word & bit != 0))
    }
}

fn slot(character: char) -> Option<(usize, u64)> {
    let place = u32::from(character).checked_sub(0x4E00)?;
    Some((usize::try_from(place / 64).ok()?, 1 << (place % 64)))
}

/// Runs of rare characters: four or more in a row, at least two of them outside GB 2312 altogether, or seven.
/// Names of people and places have two or three.
fn rare(text: &str) -> Vec<Range<usize>> {
    let common = Common::get();
    let mut found = Vec::new();
    let mut run: Option<(Range<usize>, usize, usize)> = None;
    let mut close = |run: Option<(Range<usize>, usize, usize)>| {
        if let Some((range, length, outside)) = run
            && (length >= 4 && outside >= 2 || length >= 7)
        {
            found.push(range);
        }
    };
    for (at, character) in text.char_indices() {
        if Common::has(&common.first, character) || !is_han(character) || character == '〇' {
            close(run.take());
            continue;
        }
        let end = at + character.len_utf8();
        let outside = usize::from(!Common::has(&common.second, character));
        let (range, length, outsiders) = run.get_or_insert((at..end, 0, 0));
        range.end = end;
        *length += 1;
        *outsiders += outside;
    }
    close(run);
    found
}

/// A paragraph of marks and stray letters, as forums strew between lines: `: i* e& e+ V!`.
fn is_noise(text: &str) -> bool {
    if text.chars().any(is_han) || text.len() < 8 || text.contains("://") || text.contains('@') {
        return false;
    }
    let mut marks: Vec<char> = text
        .chars()
        .filter(|c| c.is_ascii_punctuation() && !",.:/-()%_".contains(*c))
        .collect();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let share = marks.len() * 10 >= (marks.len() + letters) * 3;
    marks.sort_unstable();
    marks.dedup();
    marks.len() >= 4 && letters >= 2 && share
}

/// Pinyin in brackets behind characters: told once with its count. One reading alone may explain a rare name.
fn readings(draft: &Draft<'_>, sink: &mut Sink) {
    let typed = draft.display.as_str();
    let mut previous = None;
    let mut count = 0usize;
    let mut first = None;
    for (at, character) in typed.char_indices() {
        if matches!(character, '(' | '（')
            && let Some(length) = pinyin_bracket(&typed[at..], previous)
        {
            count += 1;
            let start = at - previous.map_or(0, char::len_utf8);
            first.get_or_insert(start..at + length);
        }
        previous = Some(character);
    }
    let Some(typed_range) = first.filter(|_| count >= 2) else {
        return;
    };
    let words = &typed[typed_range.clone()];
    let found = Arg::Both(Bilingual {
        zh: format!("{words}（全文{count}处）"),
        en: format!("{words} ({count} in all)"),
    });
    let finding = Finding::new("TXT005", "hit").arg("found", found);
    sink.put(match folded_place(draft, typed_range.start) {
        Some(range) => finding.at(range),
        None => finding,
    });
}

/// The character of the folded text that stands for the author's one at a place.
fn folded_place(draft: &Draft<'_>, typed: usize) -> Option<Range<usize>> {
    let text = draft.text.as_str();
    let paragraph = draft
        .paragraphs
        .iter()
        .find(|paragraph| draft.text.origin(paragraph.range.clone()).end > typed)?;
    let words = text.get(paragraph.range.clone())?;
    words
        .char_indices()
        .map(|(at, c)| paragraph.range.start + at..paragraph.range.start + at + c.len_utf8())
        .find(|range| draft.text.origin(range.clone()).start >= typed)
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::run;

    fn damage(text: &str) -> Vec<String> {
        told(text, Some(2023), run)
            .into_iter()
            .map(|(_, _, found)| found)
            .collect()
    }

    #[test]
    fn tells_damage() {
        let cases = [
            ("全年工作偨Y如下。", "偨Y"),
            ("我F(xiàn)將履職情況報告如下。", "F(xiàn)"),
            ("党组织\u{FFFD}\u{FFFD}书记履职。", "\u{FFFD}\u{FFFD}"),
            ("党组\u{E123}织书记履职。", "\u{E123}"),
            ("å…šå»ºå·¥ä½œ开展良好", "å…šå»ºå·¥ä½œ"),
            ("全年Ã¤开展良好", "Ã¤"),
            ("支部锟斤拷工作。", "锟斤拷"),
            ("抓学习，鍏氬憳閬撹矾，抓落实。", "鍏氬憳閬撹矾"),
            (": i* e& e+ V! k# t$ 2", ": i* e& e+ V! k# t$ 2"),
            ("发展????名", "????"),
        ];
        for (text, expected) in cases {
            let found = damage(text);
            assert!(
                found
                    .iter()
                    .any(|found| found.contains(expected) || expected.contains(found.as_str())),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn tells_readings_once() {
        let found = damage("黨建(jiàn)工作抓得緊(jǐn)，見(jiàn)成效。");
        assert_eq!(found, ["建(jiàn)（全文3处）"]);
    }

    #[test]
    fn leaves_sound_text() {
        let fine = [
            "同志訚(yín)某某介绍情况，使用PPT(Power Point)。",
            "\u{F0B7} 抓学习，见附件(A)和(PPT)。",
            "邗江区郯城镇亓家庄村党支部。",
            "José先生和René·Müller先生到访，气温±3°。",
            "圍繞著顯著問題，瞭解羣衆訴求，裏裏外外。",
            "网址：http://www.example.cn/a?b=1&c=2",
            "怎么办？？？大家说。",
            "——————————",
            "| --- | --- |",
        ];
        for text in fine {
            assert!(damage(text).is_empty(), "{text}: {:?}", damage(text));
        }
    }
}
