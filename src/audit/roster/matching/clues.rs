//! What of a file may say whose it is: its path, its title, its by-line and its signature, but no running text.

use super::super::table::is_blank;
use crate::audit::file_names;
use crate::audit::words::words;
use crate::text::count::is_han;
use crate::text::fold::{Habits, fold};

/// What is known of a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clues<'a> {
    /// Its path as people see it, folders and archives included: `收到/城关镇.zip/柳河村 张三 述职报告.docx`.
    pub path: &'a str,
    /// The report's title.
    pub title: &'a str,
    /// By-line and first paragraphs, one a line.
    pub head: &'a str,
    /// The last paragraphs with the signature, one a line.
    pub tail: &'a str,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    FileName,
    ByLine,
    Title,
    Signature,
    Folder,
}

impl Place {
    /// How sure a name that stands there is the author's.
    pub fn weight(self) -> f64 {
        match self {
            Place::FileName => 0.9,
            Place::ByLine => 0.86,
            Place::Title => 0.82,
            Place::Signature => 0.78,
            Place::Folder => 0.65,
        }
    }

    /// The same as a whole number, for comparing.
    pub fn rank(self) -> u32 {
        match self {
            Place::FileName => 4,
            Place::ByLine => 3,
            Place::Title => 2,
            Place::Signature => 1,
            Place::Folder => 0,
        }
    }

    /// Whether it belongs to this file alone.
    pub fn is_own(self) -> bool {
        self != Place::Folder
    }
}

/// A text that may say whose a file is, tidied: words parted by single spaces.
#[derive(Debug)]
pub(super) struct Field {
    pub place: Place,
    pub text: String,
    /// It says 述职人 or an office, and a name behind it.
    pub names_somebody: bool,
}

/// Characters of a path, a title, the head and the tail that are looked at.
const LONGEST: usize = 600;
/// Lines of head and tail.
const LINES: usize = 12;
/// Characters of a by-line.
const BY_LINE: usize = 40;
/// Characters behind 我是 or 述职人 that say who it is.
const SELF: usize = 24;
/// Folders above a file, from the nearest.
const FOLDERS: usize = 4;

/// The fields of a file.
pub(super) fn fields(clues: &Clues<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut add = |place, text: &str| {
        let text = tidied(text);
        if !text.is_empty() {
            fields.push(Field {
                place,
                names_somebody: false,
                text,
            });
        }
    };
    let mut steps = clues.path.rsplit(['/', '\\']);
    add(Place::FileName, stem(steps.next().unwrap_or_default()));
    for folder in steps.take(FOLDERS) {
        add(Place::Folder, stem(folder));
    }
    add(Place::Title, clues.title);
    let head = clues
        .head
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(LINES);
    for line in head.chain(last_lines(clues.tail)).enumerate() {
        let (number, line) = line;
        let place = if number < LINES && clues.head.contains(line) {
            Place::ByLine
        } else {
            Place::Signature
        };
        if let Some((text, introduced)) = by_line(line) {
            let text = tidied(text);
            let named = signs(&text)
                || introduced
                    && text.split(' ').any(|word| {
                        (2..=4).contains(&word.chars().count()) && word.chars().all(is_han)
                    });
            if !text.is_empty() {
                fields.push(Field {
                    place,
                    names_somebody: named,
                    text,
                });
            }
        }
    }
    fields
}

/// Whether a line ends with an office and a name: 上坝村党支部书记 刘洋.
fn signs(text: &str) -> bool {
    const OFFICES: [&str; 8] = [
        "书记", "主任", "校长", "院长", "行长", "场长", "局长", "主席",
    ];
    let Some((before, name)) = text.rsplit_once(' ') else {
        return false;
    };
    (2..=3).contains(&name.chars().count())
        && name.chars().all(is_han)
        && OFFICES.iter().any(|office| before.ends_with(office))
}

fn last_lines(tail: &str) -> impl Iterator<Item = &str> {
    tail.lines()
        .rev()
        .filter(|line| !line.trim().is_empty())
        .take(4)
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if ending.len() <= 5
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
                && !stem.is_empty() =>
        {
            stem
        }
        _ => name,
    }
}

/// The part of a line that says who writes, and whether it says so in words: a short line, or an introduction.
fn by_line(line: &str) -> Option<(&str, bool)> {
    let line = line.trim();
    let introduced = words().units.self_introductions.iter().filter_map(|word| {
        let at = line.find(word.as_str())? + word.len();
        let before = line.get(..at)?.chars().count();
        (before <= BY_LINE).then_some(at)
    });
    if let Some(at) = introduced.min() {
        let rest = line.get(at..)?;
        let end = rest
            .char_indices()
            .nth(SELF)
            .map_or(rest.len(), |(end, _)| end);
        // A sentence goes on about other people.
        let rest = rest.get(..end)?;
        let rest = rest.split(['，', '。', '；', ',']).next().unwrap_or(rest);
        return Some((rest, true));
    }
    let short = line.chars().take(BY_LINE + 1).count() <= BY_LINE;
    let sentence = line.contains(['，', '。', '；', '！']);
    (short && !sentence).then_some((line, false))
}

/// A text with its words parted by single spaces, folded; space within a name is taken out.
fn tidied(text: &str) -> String {
    let mut out = String::new();
    let mut before: Option<(usize, bool)> = None;
    let mut word = String::new();
    let mut spaced = true;
    let limited = text.chars().take(LONGEST).chain(std::iter::once('\n'));
    for character in limited {
        let mark = is_mark(character);
        if !mark && !is_blank(character) {
            word.push(character);
            continue;
        }
        if !word.is_empty() {
            let folded = fold(&word, Habits::TRADITIONAL).as_str().to_lowercase();
            let length = folded.chars().count();
            let han = folded.chars().all(is_han);
            // 张 三, 欧 阳 明
            let joins = spaced && han && length <= 2 && before == Some((1, true));
            if !out.is_empty() && !joins {
                out.push(' ');
            }
            out.push_str(&folded);
            before = Some((length, han));
            word.clear();
            spaced = true;
        }
        spaced &= !mark;
    }
    out
}

/// Marks that part words; the dot within names from other languages does not.
fn is_mark(character: char) -> bool {
    let within = matches!(character, '·' | '•' | '‧' | '・');
    let wide = matches!(u32::from(character), 0x2010..=0x205E | 0x3001..=0x301F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65);
    !within && (character.is_ascii_punctuation() || wide)
}

/// Whether it is a file's name that says nothing but that it is a report.
pub(super) fn is_plain(field: &Field) -> bool {
    field.place == Place::FileName && file_names::is_plain(&field.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_and_names_joined() {
        let cases = [
            ("柳河村 张 三 述职报告(终稿)", "柳河村 张三 述职报告 终稿"),
            ("3.柳河村_张　三", "3 柳河村 张三"),
            ("欧 阳 明—述職報告", "欧阳明 述职报告"),
            ("阿不都·热合曼", "阿不都·热合曼"),
            ("高峰 刘洋", "高峰 刘洋"),
        ];
        for (text, expected) in cases {
            assert_eq!(tidied(text), expected);
        }
    }

    #[test]
    fn lines_that_say_who_writes() {
        assert_eq!(by_line("述职人：张三"), Some(("：张三", true)));
        assert_eq!(
            by_line("柳河村党支部书记　张 三"),
            Some(("柳河村党支部书记　张 三", false))
        );
        assert_eq!(
            by_line("大家好，我是柳河村党支部书记张三，现在述职"),
            Some(("柳河村党支部书记张三", true))
        );
        assert_eq!(
            by_line("一年来，在镇党委书记李四的带领下，支部建设有了起色。"),
            None
        );
    }
}
