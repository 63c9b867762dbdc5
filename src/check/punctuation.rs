//! TXT008: half-width marks in Chinese text, and marks set twice.

use std::ops::Range;

use memchr::{memchr2, memchr3};

use super::passage::quote;
use super::{Context, Finding, Sink};
use crate::ruleset::Bilingual;
use crate::structure::Draft;
use crate::text::count::is_han;
use crate::text::{Marked, measure};

/// Looks at the marks as the author typed them.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    half_width(context.draft, sink);
    half_pairs(context.draft, sink);
    doubled(context.draft, sink);
}

/// The full-width form of a half-width mark, and of the full-width one itself.
fn full(character: char) -> Option<char> {
    Some(match character {
        ',' | '，' => '，',
        ';' | '；' => '；',
        ':' | '：' => '：',
        '?' | '？' => '？',
        '!' | '！' => '！',
        '。' => '。',
        '、' => '、',
        _ => return None,
    })
}

fn is_chinese(character: char) -> bool {
    is_han(character) || "“”‘’《》（）【】〔〕".contains(character)
}

/// Half-width marks between Chinese, or behind it at the end of a paragraph. Spaces are gone from the folded text.
fn half_width(draft: &Draft<'_>, sink: &mut Sink) {
    for paragraph in &draft.paragraphs {
        let typed = draft.own(paragraph.range.clone()).as_bytes();
        let half = memchr3(b',', b';', b':', typed).or_else(|| memchr3(b'.', b'?', b'!', typed));
        if half.is_none() {
            continue;
        }
        let start = paragraph.range.start;
        let passage = draft.marked(paragraph.range.clone());
        let text = passage.text;
        for (at, character) in passage.marks() {
            let wide = match character {
                '。' | '、' => continue,
                '.' => '。',
                other => match full(other) {
                    Some(wide) => wide,
                    None => continue,
                },
            };
            let end = at + character.len_utf8();
            let before = text[..at].chars().next_back();
            let after = text[end..].chars().next();
            let stops = after.is_none() && text.len() > 60;
            let between = if character == '.' {
                stops || after.is_some_and(is_han) && counts(&text[..at])
            } else {
                stops || after.is_some_and(is_chinese)
            };
            if !between || !before.is_some_and(is_chinese) {
                continue;
            }
            let own = draft.own(start + at..start + end).trim();
            let mut typed = own.chars();
            let (Some(first), None) = (typed.next(), typed.next()) else {
                continue;
            };
            if !first.is_ascii_punctuation() {
                continue;
            }
            let from = at - before.map_or(0, char::len_utf8);
            let to = end + after.map_or(0, char::len_utf8);
            sink.put(
                Finding::new("TXT008", "halfwidth")
                    .arg("found", quote(draft, start + from..start + to))
                    .arg("say", wide.to_string())
                    .at(start + at..start + end),
            );
        }
    }
}

/// Whether a text ends with a figure and its measure word: 1名.
fn counts(text: &str) -> bool {
    let before = text.strip_suffix(measure::COMMON);
    before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// Half-width brackets and straight quotation marks around Han.
fn half_pairs(draft: &Draft<'_>, sink: &mut Sink) {
    for paragraph in &draft.paragraphs {
        let typed = draft.own(paragraph.range.clone()).as_bytes();
        if memchr2(b'(', b'"', typed).is_none() {
            continue;
        }
        let start = paragraph.range.start;
        let passage = draft.marked(paragraph.range.clone());
        for pair in typed_pairs(draft, start, passage) {
            let inside = &passage.text[pair.inside.clone()];
            if !pair.should_be_wide(passage.text) {
                continue;
            }
            let right = match pair.quotes {
                true => Bilingual::new("全角的引号", "full-width quotation marks"),
                false => Bilingual::new(format!("（{inside}）"), format!("（{inside}）")),
            };
            let whole = start + pair.whole.start..start + pair.whole.end;
            sink.put(
                Finding::new("TXT008", "halfwidth")
                    .arg("found", quote(draft, whole.clone()))
                    .arg("say", right)
                    .at(whole.start..start + pair.inside.start),
            );
        }
    }
}

/// A pair of brackets or quotation marks, in bytes of its paragraph.
struct Pair {
    whole: Range<usize>,
    inside: Range<usize>,
    quotes: bool,
}

impl Pair {
    fn should_be_wide(&self, text: &str) -> bool {
        /// Bytes of what a pair holds at most; in a longer one the second mark belongs to another.
        const LONGEST: usize = 90;
        let inside = &text[self.inside.clone()];
        let chinese = inside
            .chars()
            .all(|c| is_chinese(c) || c.is_ascii_digit() || "、，".contains(c))
            && inside.starts_with(is_chinese)
            && inside.ends_with(is_chinese);
        // (一) and (试行) at the beginning of a line count items.
        let before = text[..self.whole.start].chars().next_back();
        let placed = self.quotes || before.is_some_and(|c| is_chinese(c) || c.is_ascii_digit());
        chinese && placed && inside.len() <= LONGEST
    }
}

/// The pairs of a paragraph whose first mark was typed half-width, none within another.
fn typed_pairs(draft: &Draft<'_>, start: usize, passage: Marked<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open: Option<(Range<usize>, bool)> = None;
    for (at, character) in passage.marks() {
        let mark = at..at + character.len_utf8();
        let is_typed =
            |as_typed: &str| draft.own(start + mark.start..start + mark.end).trim() == as_typed;
        match (open.take(), character) {
            (None, '(' | '（') if is_typed("(") => open = Some((mark, false)),
            (None, '“' | '"') if is_typed("\"") => open = Some((mark, true)),
            (Some((first, quotes @ false)), ')' | '）')
            | (Some((first, quotes @ true)), '”' | '"') => pairs.push(Pair {
                whole: first.start..mark.end,
                inside: first.end..mark.start,
                quotes,
            }),
            (unclosed, _) => open = unclosed,
        }
    }
    pairs
}

/// Two stops that follow each other: ，， 。。 、，. Not ？！ and not ……, ——, `::` between Latin words.
fn doubled(draft: &Draft<'_>, sink: &mut Sink) {
    for paragraph in &draft.paragraphs {
        let start = paragraph.range.start;
        let passage = draft.marked(paragraph.range.clone());
        for run in runs_of_stops(passage) {
            let Some(say) = one_mark_for(passage.text, &run) else {
                continue;
            };
            let range = start + run.start..start + run.end;
            sink.put(
                Finding::new("TXT008", "doubled")
                    .arg("found", quote(draft, range.clone()))
                    .arg("say", say)
                    .at(range),
            );
        }
    }
}

/// Where two stops or more follow each other.
fn runs_of_stops(passage: Marked<'_>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut last = 0..0;
    let stops = passage.marks().filter(|(_, mark)| full(*mark).is_some());
    for (at, stop) in stops {
        let here = at..at + stop.len_utf8();
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = here.end,
            _ if last.end == at && at > 0 => runs.push(last.start..here.end),
            _ => {}
        }
        last = here;
    }
    runs
}

/// The one mark that a run of stops should be, where it is a slip.
fn one_mark_for(text: &str, run: &Range<usize>) -> Option<String> {
    let marks: Vec<char> = text[run.clone()].chars().filter_map(full).collect();
    let first = *marks.first()?;
    let same = marks.iter().all(|mark| *mark == first);
    let asking = marks.iter().all(|mark| matches!(mark, '？' | '！'));
    let latin = text[run.clone()].is_ascii()
        && !text[..run.start]
            .chars()
            .next_back()
            .is_some_and(is_chinese)
        && !text[run.end..].chars().next().is_some_and(is_chinese);
    if asking && marks.len() == 2 && !same || latin {
        return None;
    }
    // Six stops are an ellipsis typed by hand; otherwise the mark that closes most stays.
    if same && first == '。' && marks.len() >= 3 {
        return Some("……".to_owned());
    }
    let strongest = "。！？；：，、".chars().find(|mark| marks.contains(mark));
    Some(strongest.unwrap_or(first).to_string())
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::run;

    fn marks(text: &str) -> Vec<String> {
        told(text, Some(2023), run)
            .into_iter()
            .map(|(_, variant, found)| format!("{variant} {found}"))
            .collect()
    }

    #[test]
    fn tells_half_width_marks() {
        assert_eq!(
            marks("抓学习,抓制度;抓落实: 一是带头!二是检查。"),
            [
                "halfwidth 习,抓",
                "halfwidth 度;抓",
                "halfwidth 实: 一",
                "halfwidth 头!二"
            ]
        );
        assert_eq!(marks("“三会一课” , “四议两公开”"), ["halfwidth ” , “"]);
    }

    #[test]
    fn tells_half_width_pairs() {
        assert_eq!(
            marks("执行《条例》(试行)，1个(老楼)施工。\"三会一课\"坚持得好。发展1名.培养3名。"),
            [
                "halfwidth 名.培",
                "halfwidth (试行)",
                "halfwidth (老楼)",
                "halfwidth \"三会一课\""
            ]
        );
        assert!(marks("(一)抓学习，装机(CPU)2台，分(A)(B)两组。").is_empty());
    }

    #[test]
    fn tells_doubled_marks() {
        assert_eq!(
            marks("抓学习，，抓制度。。抓落实、，再检查。。。。。。"),
            [
                "doubled ，，",
                "doubled 。。",
                "doubled 、，",
                "doubled 。。。。。。"
            ]
        );
        assert!(marks("抓学习,,抓制度。").contains(&"doubled ,,".to_owned()));
    }

    #[test]
    fn leaves_numbers_times_and_addresses() {
        let fine = [
            "人均收入1,200元，增长3.5%，会议10:30开始。",
            "网址http://www.example.cn，邮箱a@b.cn。",
            "怎么办？！大家……还要想一想——再干。",
            "采用std::vec方案，A,B两类。",
            "一是抓学习；二是抓落实：逐项清零。",
            "1.抓学习 2.抓制度",
        ];
        for text in fine {
            assert!(marks(text).is_empty(), "{text}: {:?}", marks(text));
        }
    }
}
