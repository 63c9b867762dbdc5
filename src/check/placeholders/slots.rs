//! Runs of marks that stand for a name, number or date: 20XX年, ××村, ____万元.

use std::ops::Range;

use super::{OTHERWISE, VERBS};
use crate::text::Marked;
use crate::text::count::is_han;
use crate::text::measure::measure;

/// What may follow a single mark that stands for a number, beside the common measure words.
const MEASURES: [&str; 18] = [
    "年", "月", "日", "天", "岁", "起", "期", "轮", "届", "批", "万", "亿", "公里", "米", "平方",
    "%", "余", "多",
];
/// What may follow a single mark that stands for a name.
const NAMED: [&str; 31] = [
    "村",
    "镇",
    "乡",
    "县",
    "市",
    "省",
    "区",
    "局",
    "街道",
    "社区",
    "支部",
    "总支",
    "党委",
    "党组",
    "书记",
    "同志",
    "主任",
    "校长",
    "院长",
    "学校",
    "小学",
    "中学",
    "学院",
    "医院",
    "公司",
    "新时代",
    "党总支",
    "党支部",
    "委",
    "厅",
    "系统",
];
/// A blank to be signed by hand: 述职人签名：____.
fn is_signature(run: &Run<'_>) -> bool {
    let label = run.before.trim_end_matches(['：', ':', '）', ' ']);
    let asked = ["签名", "签字", "签章", "盖章", "述职人", "报告人", "汇报人"];
    run.kind == Kind::Line && label.len() < 60 && asked.iter().any(|words| label.ends_with(words))
}

/// Marks of one kind may form one run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Cross,
    Star,
    Line,
    Circle,
    Zero,
    Shape,
}

fn kind(character: char) -> Option<Kind> {
    Some(match character {
        'X' | 'x' => Kind::Letter,
        '×' | '╳' | '✕' => Kind::Cross,
        '*' => Kind::Star,
        '_' => Kind::Line,
        '○' | '◯' => Kind::Circle,
        '〇' => Kind::Zero,
        '△' | '▲' | '□' => Kind::Shape,
        _ => return None,
    })
}

/// Runs of marks in a folded paragraph that stand for a name, number or date.
pub(super) fn slots(passage: Marked<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let mut found = Vec::new();
    let mut marks = passage.marks().peekable();
    let mut emphasis: Option<Vec<Range<usize>>> = None;
    while let Some((start, character)) = marks.next() {
        let Some(kind_of) = kind(character) else {
            continue;
        };
        let mut length = 1;
        let mut end = start + character.len_utf8();
        let belongs = |(at, next): &(usize, char), end| *at == end && kind(*next) == Some(kind_of);
        while let Some((_, next)) = marks.next_if(|mark| belongs(mark, end)) {
            length += 1;
            end += next.len_utf8();
        }
        let run = Run {
            kind: kind_of,
            length,
            before: &text[..start],
            after: &text[end..],
        };
        let emphasised = kind_of == Kind::Star
            && emphasis
                .get_or_insert_with(|| emphasis_marks(text))
                .contains(&(start..end));
        if !emphasised && !is_signature(&run) && run.is_slot() {
            found.push(run.first_byte()..end + run.tail());
        }
    }
    found
}

struct Run<'t> {
    kind: Kind,
    length: usize,
    before: &'t str,
    after: &'t str,
}

impl Run<'_> {
    fn is_slot(&self) -> bool {
        let previous = self.before.chars().next_back();
        let next = self.after.chars().next();
        let latin = |character: Option<char>| {
            character.is_some_and(|c| c.is_ascii_alphabetic() || "+-./@_\\#&=~".contains(c))
        };
        // A ruler, a bullet, a formula or a word in Latin letters.
        if self.before.is_empty()
            && (next.is_none()
                || self.length == 1 && self.kind != Kind::Letter && self.kind != Kind::Cross)
            || latin(previous)
            || latin(next)
            || next.is_some_and(|c| c.is_ascii_digit())
        {
            return false;
        }
        let digits = self.digits();
        let followed = self.is_followed();
        if digits > 0 {
            // 20XX年, 201X年, 1xx人; not 3×5, 5X.
            return followed && !self.after.starts_with('多')
                || self.length >= 2 && !matches!(self.kind, Kind::Star | Kind::Shape);
        }
        let beside_han = previous.is_some_and(is_han) || next.is_some_and(is_han);
        match self.kind {
            Kind::Letter if self.length >= 2 => {
                !self.after.starts_with("染色体") && !self.after.starts_with('型')
            }
            Kind::Letter => followed && previous.is_none_or(|c| is_han(c) || is_mark(c)),
            Kind::Cross if self.length >= 2 => true,
            // 长×宽, 人数×天数: a product unless the mark opens what it stands for.
            Kind::Cross => {
                followed && previous.is_none_or(|c| is_han(c) || is_mark(c)) && !self.is_product()
            }
            Kind::Line if self.length >= 2 => true,
            Kind::Star | Kind::Line if self.length == 1 => followed,
            Kind::Star => followed || beside_han && self.length <= 6,
            Kind::Line => beside_han,
            Kind::Circle | Kind::Shape => {
                self.length == 1 && followed && self.follows_verb()
                    || self.length >= 2
                        && (followed || previous.is_some_and(is_han) && !self.after.is_empty())
            }
            Kind::Zero => {
                let numeral =
                    |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十百千零两".contains(c));
                self.length >= 2 && followed && !numeral(previous) && !numeral(next)
            }
        }
    }

    fn digits(&self) -> usize {
        let kept = self.before.trim_end_matches(|c: char| c.is_ascii_digit());
        self.before.len() - kept.len()
    }

    /// Whether a measure word or a kind of place or person follows.
    fn is_followed(&self) -> bool {
        let starts = |words: &[&str]| words.iter().any(|word| self.after.starts_with(word));
        (measure(self.after, &MEASURES).is_some() || starts(&NAMED)) && !starts(&OTHERWISE)
    }

    /// Whether a verb stands before that a number follows: 发展○名.
    fn follows_verb(&self) -> bool {
        let object = ["党员", "积极分子", "群众"];
        let before = object
            .iter()
            .find_map(|word| self.before.strip_suffix(word));
        let before = before.unwrap_or(self.before);
        VERBS.iter().any(|verb| before.ends_with(verb))
    }

    fn is_product(&self) -> bool {
        let unit = [
            "数", "额", "价", "率", "长", "宽", "高", "面积", "单价", "分",
        ];
        unit.iter().any(|word| self.before.ends_with(word))
    }

    /// Digits before the marks belong to the slot: 20XX年.
    fn first_byte(&self) -> usize {
        self.before.len() - self.digits()
    }

    /// So does what the slot stands before, in bytes.
    fn tail(&self) -> usize {
        let names = NAMED.iter().filter(|name| self.after.starts_with(**name));
        let named = names.map(|name| name.len()).max();
        named.max(measure(self.after, &MEASURES)).unwrap_or(0)
    }
}

fn is_mark(character: char) -> bool {
    "，。；：、！？（）“”《》【】 ".contains(character)
}

/// The marks of **bold type** in a paragraph: opened behind a mark or at the start, closed before one.
fn emphasis_marks(text: &str) -> Vec<Range<usize>> {
    let runs: Vec<Range<usize>> = text
        .match_indices("**")
        .map(|(at, mark)| at..at + mark.len())
        .collect();
    let mut marks = Vec::new();
    let mut place = 0;
    while let [open, close] = runs.get(place..place + 2).unwrap_or_default() {
        let inside = &text[open.end..close.start];
        let opens = text[..open.start].chars().next_back().is_none_or(is_mark);
        let closes = text[close.end..].chars().next().is_none_or(is_mark)
            || inside.ends_with(['。', '：', '；', '，']);
        let words = inside.chars().count();
        if opens && closes && (2..=60).contains(&words) && !inside.contains('*') {
            marks.extend([open.clone(), close.clone()]);
            place += 2;
        } else {
            place += 1;
        }
    }
    marks
}
