//! TXT005: characters that a conversion, a web site or a broken file damaged. What literals can tell is in `rules/terms/`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use super::passage::{overlap, put_once, quote};
use super::{Arg, Context, Finding, Sink};
use crate::ruleset::Bilingual;
use crate::structure::Draft;
use crate::text::count::{self, is_han};
use crate::text::pinyin::pinyin_bracket;
use crate::text::{HanSet, Marked};

/// Looks for damage, each kind once where it runs through the text.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in &draft.paragraphs {
        let start = paragraph.range.start;
        let passage = draft.marked(paragraph.range.clone());
        let words = passage.text;
        let mut add = |range: Range<usize>| found.push(start + range.start..start + range.end);
        strange(passage).into_iter().for_each(&mut add);
        letters_for_han(passage).into_iter().for_each(&mut add);
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
        let finding = Finding::new("TXT005", "hit")
            .arg("found", quote(draft, range.clone()))
            .at(range)
            .confidence(0.9);
        put_once(sink, finding);
    }
    readings(draft, sink);
}

/// Characters that are no writing: replacement, private use, controls, and what UTF-8 read as Latin becomes.
fn strange(passage: Marked<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut latin = Run::of(2);
    // ???? is what a narrower encoding leaves of Han; ？？？ may be meant.
    let mut asked = Run::of(4);
    let told = |run: &Range<usize>| is_mojibake(&text[run.clone()], &text[..run.start]);
    for (at, character) in passage.marks() {
        // Nearly all marks are no damage and no end of any.
        let open = latin.length + asked.length > 0;
        if !open && matches!(character, '0'..='9' | '\u{3001}'..='\u{303F}' | '，' | '：' | '；')
        {
            continue;
        }
        if latin.range.end < at {
            latin.end(&mut found, told);
        }
        if asked.range.end < at {
            asked.end(&mut found, |_| true);
        }
        let here = at..at + character.len_utf8();
        if is_unreadable(character) {
            match found.last_mut() {
                Some(last) if last.end == at => last.end = here.end,
                _ => found.push(here.clone()),
            }
        }
        let belongs = is_latin_of_bytes(character)
            || latin.length > 0
                && matches!(character, '…' | '·' | '“' | '”' | '‘' | '’' | '—' | '™');
        if belongs {
            latin.extend(&here);
        } else {
            latin.end(&mut found, told);
        }
        if matches!(character, '?' | '？') {
            asked.extend(&here);
        } else {
            asked.end(&mut found, |_| true);
        }
    }
    latin.end(&mut found, told);
    asked.end(&mut found, |_| true);
    found
}

/// Characters of a kind that follow each other.
struct Run {
    range: Range<usize>,
    /// How many characters, 0 where none stands open.
    length: usize,
    /// So many are worth telling.
    least: usize,
}

impl Run {
    fn of(least: usize) -> Run {
        Run {
            range: 0..0,
            length: 0,
            least,
        }
    }

    fn extend(&mut self, here: &Range<usize>) {
        if self.length == 0 {
            self.range.start = here.start;
        }
        self.range.end = here.end;
        self.length += 1;
    }

    /// Ends the run and keeps it where it is long enough and told.
    fn end(&mut self, found: &mut Vec<Range<usize>>, told: impl Fn(&Range<usize>) -> bool) {
        if self.length >= self.least && told(&self.range) {
            found.push(self.range.clone());
        }
        self.length = 0;
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
fn letters_for_han(passage: Marked<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let mut found = Vec::new();
    let brackets = passage
        .marks()
        .filter(|(_, mark)| matches!(mark, '(' | '（'));
    for (at, _) in brackets {
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

/// The Han of GB 2312.
struct Levels {
    /// Those of level 1.
    common: HanSet,
    all: HanSet,
}

impl Levels {
    fn get() -> &'static Levels {
        static LEVELS: LazyLock<Levels> = LazyLock::new(|| {
            let mut levels = Levels {
                common: HanSet::EMPTY,
                all: HanSet::EMPTY,
            };
            for (rows, common) in [(0xB0..=0xD7, true), (0xD8..=0xF7, false)] {
                let cells = |row: u8| (0xA1..=0xFE_u8).flat_map(move |cell| [row, cell]);
                let bytes: Vec<u8> = rows.flat_map(cells).collect();
                let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
                for character in text.chars() {
                    levels.all.insert(character);
                    if common {
                        levels.common.insert(character);
                    }
                }
            }
            levels
        });
        &LEVELS
    }
}

/// Runs of rare characters: four or more in a row, at least two of them outside GB 2312 altogether, or seven.
/// Names of people and places have two or three.
fn rare(text: &str) -> Vec<Range<usize>> {
    let levels = Levels::get();
    let mut found = Vec::new();
    let mut run: Option<(Range<usize>, usize, usize)> = None;
    let mut close = |run: Option<(Range<usize>, usize, usize)>| {
        if let Some((range, length, outside)) = run
            && (length >= 4 && outside >= 2 || length >= 7)
        {
            found.push(range);
        }
    };
    let mut behind = 0;
    loop {
        let at = count::behind(text, behind, |bytes| {
            levels.common.has_bytes(bytes) | count::is_mark(bytes)
        });
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        if at > behind {
            close(run.take());
        }
        behind = at + character.len_utf8();
        if !is_han(character) || character == '〇' {
            close(run.take());
            continue;
        }
        let outside = usize::from(!levels.all.has(character));
        let (range, length, outsiders) = run.get_or_insert((at..behind, 0, 0));
        range.end = behind;
        *length += 1;
        *outsiders += outside;
    }
    close(run);
    found
}

/// A paragraph of marks and stray letters, as forums strew between lines: `: i* e& e+ V!`.
fn is_noise(text: &str) -> bool {
    if text.len() < 8 || text.chars().any(is_han) || text.contains("://") || text.contains('@') {
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
    let narrow = memchr::memchr_iter(b'(', typed.as_bytes());
    let wide = memmem::find_iter(typed.as_bytes(), "（");
    let brackets = narrow.chain(wide).filter_map(|at| {
        let previous = typed[..at].chars().next_back();
        let length = pinyin_bracket(&typed[at..], previous)?;
        Some((at - previous.map_or(0, char::len_utf8), at + length))
    });
    let found: Vec<(usize, usize)> = brackets.collect();
    let count = found.len();
    let Some((start, end)) = found.into_iter().min().filter(|_| count >= 2) else {
        return;
    };
    let typed_range = start..end;
    let words = &typed[typed_range.clone()];
    let found = Arg::Both(Bilingual::new(
        format!("{words}（全文{count}处）"),
        format!("{words} ({count} in all)"),
    ));
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
    use super::super::terms;
    use super::super::testing::told;
    use super::{Context, Sink, run};

    fn damage(text: &str) -> Vec<String> {
        told(text, Some(2023), run)
            .into_iter()
            .map(|(_, _, found)| found)
            .collect()
    }

    #[test]
    fn tells_damage() {
        let cases = [
            ("我F(xiàn)將履職情況報告如下。", "F(xiàn)"),
            ("党组织\u{FFFD}\u{FFFD}书记履职。", "\u{FFFD}\u{FFFD}"),
            ("党组\u{E123}织书记履职。", "\u{E123}"),
            ("å…šå»ºå·¥ä½œ开展良好", "å…šå»ºå·¥ä½œ"),
            ("全年Ã¤开展良好", "Ã¤"),
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
    fn tells_a_character_and_its_reading_as_one() {
        let both = |context: &Context<'_>, sink: &mut Sink| {
            terms::run(context, sink);
            run(context, sink);
        };
        let found = told("全年工作偨Y(jié)如下。", Some(2023), both);
        let found: Vec<&str> = found.iter().map(|(_, _, found)| found.as_str()).collect();
        assert_eq!(found, ["偨Y(jié)"]);
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
