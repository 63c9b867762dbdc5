//! TXT008: half-width marks in Chinese text, and marks set twice.

use memchr::{memchr2, memchr3};

use super::passage::quote;
use super::{Context, Finding, Sink};
use crate::ruleset::Bilingual;
use crate::structure::Draft;
use crate::text::count::is_han;
use crate::text::measure;

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
    const LONGEST: usize = 90;
    for paragraph in &draft.paragraphs {
        let typed = draft.own(paragraph.range.clone()).as_bytes();
        if memchr2(b'(', b'"', typed).is_none() {
            continue;
        }
        let start = paragraph.range.start;
        let passage = draft.marked(paragraph.range.clone());
        let text = passage.text;
        let is_typed = |at: usize, mark: char, as_typed: &str| {
            draft.own(start + at..start + at + mark.len_utf8()).trim() == as_typed
        };
        let mut open: Option<(usize, char)> = None;
        for (at, character) in passage.marks() {
            match (open, character) {
                (None, '(' | '（') if is_typed(at, character, "(") => open = Some((at, ')')),
                (None, '“' | '"') if is_typed(at, character, "\"") => open = Some((at, '”')),
                (Some((from, close)), _)
                    if character == close
                        || close == ')' && character == '）'
                        || close == '”' && character == '"' =>
                {
                    open = None;
                    let inside =
                        &text[from + text[from..].chars().next().map_or(1, char::len_utf8)..at];
                    let chinese = inside
                        .chars()
                        .all(|c| is_chinese(c) || c.is_ascii_digit() || "、，".contains(c))
                        && inside.starts_with(is_chinese)
                        && inside.ends_with(is_chinese);
                    let before = text[..from].chars().next_back();
                    // (一) and (试行) at the beginning of a line count items.
                    let quoted = close == '”';
                    if !chinese
                        || inside.len() > LONGEST
                        || !quoted && !before.is_some_and(|c| is_chinese(c) || c.is_ascii_digit())
                    {
                        continue;
                    }
                    let end = at + character.len_utf8();
                    let right = if quoted {
                        Bilingual::new("全角的引号", "full-width quotation marks")
                    } else {
                        let right = format!("（{inside}）");
                        Bilingual::new(right.clone(), right)
                    };
                    let first = text[from..].chars().next().map_or(1, char::len_utf8);
                    sink.put(
                        Finding::new("TXT008", "halfwidth")
                            .arg("found", quote(draft, start + from..start + end))
                            .arg("say", right)
                            .at(start + from..start + from + first),
                    );
                }
                _ => {}
            }
        }
    }
}

/// Two stops that follow each other: ，， 。。 、，. Not ？！ and not ……, ——, `::` between Latin words.
fn doubled(draft: &Draft<'_>, sink: &mut Sink) {
    for paragraph in &draft.paragraphs {
        let start = paragraph.range.start;
        let passage = draft.marked(paragraph.range.clone());
        let text = passage.text;
        let mut run: Option<(usize, usize, usize)> = None;
        for (at, character) in passage.marks() {
            let stop = full(character).is_some();
            match &mut run {
                Some((_, end, stops)) if stop && *end == at => {
                    *end += character.len_utf8();
                    *stops += 1;
                }
                _ => {
                    finish(draft, sink, start, text, run.take());
                    run = stop.then(|| (at, at + character.len_utf8(), 1));
                }
            }
        }
        finish(draft, sink, start, text, run);
    }
}

fn finish(
    draft: &Draft<'_>,
    sink: &mut Sink,
    start: usize,
    text: &str,
    run: Option<(usize, usize, usize)>,
) {
    let Some((at, end, _)) = run.filter(|(_, _, marks)| *marks > 1) else {
        return;
    };
    let marks: Vec<char> = text[at..end].chars().filter_map(full).collect();
    let asking = marks.iter().all(|mark| matches!(mark, '？' | '！'));
    let latin = text[at..end].is_ascii()
        && !text[..at].chars().next_back().is_some_and(is_chinese)
        && !text[end..].chars().next().is_some_and(is_chinese);
    if asking && marks.len() == 2 && marks[0] != marks[1] || latin {
        return;
    }
    // Six stops are an ellipsis typed by hand; otherwise the mark that closes most stays.
    let same = marks.iter().all(|mark| *mark == marks[0]);
    let say = if same && marks[0] == '。' && marks.len() >= 3 {
        "……".to_owned()
    } else {
        let strongest = "。！？；：，、"
            .chars()
            .find(|mark| marks.contains(mark))
            .unwrap_or(marks[0]);
        strongest.to_string()
    };
    sink.put(
        Finding::new("TXT008", "doubled")
            .arg("found", quote(draft, start + at..start + end))
            .arg("say", say)
            .at(start + at..start + end),
    );
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
