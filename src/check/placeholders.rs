//! TXT001, TXT003: prompts of a form still standing, runs of marks that stand for a name, number or date, marks with
//! nothing between them, and numbers that are gone before their measure word. What literals can tell is in `rules/terms/`.

use std::ops::Range;
use std::sync::LazyLock;

use super::passage::{put_once, quote};
use super::{Context, Finding, Sink};
use crate::document::{Document, Story, guidance};
use crate::structure::{Draft, Paragraph, ParagraphKind};
use crate::text::count::{is_han, words};
use crate::text::fold::{Habits, fold};
use crate::text::measure::measure;
use crate::text::{Marked, WordLists};

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
/// What makes one of those a different word.
const OTHERWISE: [&str; 16] = [
    "人称", "次方", "次幂", "次数", "人数", "户数", "件数", "个数", "项数", "市场", "年级", "场次",
    "期数", "名额", "条数", "元素",
];
/// Verbs that a number follows, and measure words with the nouns that close the case.
const VERBS: [&str; 26] = [
    "发展", "培养", "吸收", "慰问", "走访", "帮扶", "召开", "举办", "开展", "组织", "化解", "调解",
    "办理", "办结", "解决", "排查", "整改", "制定", "征求", "收集", "共有", "现有", "下设", "新增",
    "转正", "讲",
];
const COUNTED: [(char, &[&str]); 8] = [
    (
        '名',
        &[
            "党员",
            "群众",
            "干部",
            "职工",
            "村民",
            "居民",
            "老党员",
            "预备党员",
            "积极分子",
            "同志",
            "教师",
            "学生",
        ],
    ),
    (
        '户',
        &["困难", "群众", "村民", "家庭", "低保", "脱贫", "居民"],
    ),
    ('件', &["实事", "矛盾", "民生", "信访", "好事"]),
    ('起', &["矛盾", "纠纷", "信访"]),
    (
        '次',
        &[
            "党课",
            "党员大会",
            "支委会",
            "会议",
            "集中学习",
            "主题党日",
            "组织生活会",
            "专题会",
            "专题研究",
        ],
    ),
    ('场', &["宣讲", "培训", "活动", "座谈"]),
    ('条', &["意见", "建议", "问题"]),
    (
        '个',
        &["党支部", "党小组", "村民小组", "居民小组", "内设机构"],
    ),
];

/// 字 outside headings up to which a starting document counts as not filled in: its own title, form of address,
/// closing words and signature have about sixty.
const UNFILLED: usize = 120;

/// Whether a document is a starting document that nobody has written in.
pub fn is_unfilled(document: &Document) -> bool {
    let guided = document
        .skipped
        .iter()
        .any(|entry| entry.what == guidance::SKIPPED);
    let written = || -> usize {
        let text = document
            .blocks
            .iter()
            .filter(|block| block.outline.is_none() || block.story != Story::Body);
        text.map(|block| words(block.text.as_str())).sum()
    };
    guided && written() <= UNFILLED
}

/// Looks for slots that nobody filled.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    if context.masked {
        sink.not_judged(
            "TXT001",
            "已说明稿子是有意隐去人名和数字的",
            "names and numbers were masked on purpose",
        );
    }
    let last = draft.paragraphs.len();
    for (place, paragraph) in draft.paragraphs.iter().enumerate() {
        let passage = draft.marked(paragraph.range.clone());
        let text = passage.text;
        if !context.masked {
            let at_end = place + 3 >= last || place < 4;
            for slot in slots(passage) {
                let thin = at_end && is_form_line(text, &slot);
                put(context, sink, ("TXT001", "slot"), paragraph, slot, thin);
            }
            for pair in empty_pairs(passage) {
                put(context, sink, ("TXT001", "empty"), paragraph, pair, false);
            }
            for prompt in prompts(draft, paragraph) {
                put(
                    context,
                    sink,
                    ("TXT001", "prompt"),
                    paragraph,
                    prompt,
                    false,
                );
            }
        }
        for lost in lost_numbers(text) {
            put(context, sink, ("TXT003", "hit"), paragraph, lost, false);
        }
        if paragraph.kind == ParagraphKind::Body {
            for blank in blanks(draft, paragraph) {
                put(context, sink, ("TXT003", "hit"), paragraph, blank, false);
            }
        }
    }
}

/// Room left for a number before its measure word in running text: 走访老党员   户, 达到   万元. The words are those around.
fn blanks(draft: &Draft<'_>, paragraph: &Paragraph) -> Vec<Range<usize>> {
    // Hardly any paragraph has room for one: only those that have are gone through.
    let shown = draft.own(paragraph.range.clone());
    if !shown.contains("  ") && !shown.contains(['\u{3000}', '\t']) {
        return Vec::new();
    }
    let text = draft.folded(paragraph.range.clone());
    let start = paragraph.range.start;
    let own = |at: usize| draft.text.origin(start + at..start + at);
    let mut found = Vec::new();
    for (at, _) in text.char_indices().skip(1) {
        let rest = &text[at..];
        let Some(length) = measure(rest, &ROOM) else {
            continue;
        };
        if OTHERWISE
            .iter()
            .chain(&NAMES)
            .any(|word| rest.starts_with(word))
        {
            continue;
        }
        let Some(before) = text[..at]
            .chars()
            .next_back()
            .filter(|before| is_han(*before))
        else {
            continue;
        };
        let first = at - before.len_utf8();
        let shown = draft.display.as_str().get(own(first).start..own(at).end);
        let is_room = |shown: &char| matches!(shown, ' ' | '\u{3000}' | '\t');
        let room = shown.map_or(0, |shown| shown.chars().filter(is_room).count());
        if room > 1 {
            found.push(first..at + length);
        }
    }
    found
}

/// Words before which room is left for a number, beside the common measure words; 年月日 of a date too.
const ROOM: [&str; 14] = [
    "年", "月", "日", "天", "岁", "起", "期", "轮", "万元", "亿元", "公里", "米", "平方", "%",
];
/// Words that begin like a measure word.
const NAMES: [&str; 22] = [
    "人员", "人才", "人口", "人民", "人生", "人大", "人社", "人事", "名单", "名称", "名义", "家庭",
    "家长", "家校", "个人", "个别", "场所", "场地", "起来", "条件", "日常", "年度",
];

/// The prompts of form controls in a paragraph that nobody has written over.
fn prompts(draft: &Draft<'_>, paragraph: &Paragraph) -> Vec<Range<usize>> {
    let text = draft.folded(paragraph.range.clone());
    let block = draft.document.blocks.get(paragraph.block);
    let mut from = 0;
    let mut found = Vec::new();
    for prompt in block.map_or(&[][..], |block| &block.prompts) {
        let place = [Habits::default(), Habits::TRADITIONAL]
            .into_iter()
            .find_map(|habits| {
                let folded = fold(prompt, habits);
                let start = from + text.get(from..)?.find(folded.as_str())?;
                Some(start..start + folded.len())
            });
        // Whatever folding made of it, the prompt is somewhere in here.
        let place = place.unwrap_or(0..text.len());
        from = place.end;
        found.push(place);
    }
    found
}

fn put(
    context: &Context<'_>,
    sink: &mut Sink,
    (code, variant): (&'static str, &'static str),
    paragraph: &Paragraph,
    range: Range<usize>,
    thin: bool,
) {
    let range = paragraph.range.start + range.start..paragraph.range.start + range.end;
    let finding = Finding::new(code, variant)
        .arg("found", quote(context.draft, range.clone()))
        .at(range)
        .thin(thin);
    put_once(sink, finding);
}

/// A short line with a blank for the date, to be filled in by hand: ____年__月__日.
fn is_form_line(text: &str, slot: &Range<usize>) -> bool {
    let short = text.chars().count() <= 24 && !text.contains(['。', '，']);
    short && text[slot.clone()].contains('_')
}

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
fn slots(passage: Marked<'_>) -> Vec<Range<usize>> {
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

/// Quotes, brackets and title marks with nothing between them.
fn empty_pairs(passage: Marked<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut previous = (0, ' ');
    for (at, character) in passage.marks() {
        let (opened, open) = previous;
        previous = (at, character);
        let empty = opened + open.len_utf8() == at
            && matches!(
                (open, character),
                ('“', '”')
                    | ('‘', '’')
                    | ('《', '》')
                    | ('〈', '〉')
                    | ('【', '】')
                    | ('〔', '〕')
                    | ('（', '）')
            );
        // 是（） 否（） 弃权（）: a form, where brackets are filled in by hand.
        if empty && !(open == '（' && passage.text.matches("（）").count() > 2) {
            found.push(opened..at + character.len_utf8());
        }
    }
    found
}

/// Measure words with the nouns that close the case.
static CLOSED: LazyLock<WordLists<'static, ()>> = LazyLock::new(|| {
    let words = COUNTED.iter().flat_map(|(measure, nouns)| {
        let nouns = nouns.iter();
        nouns.map(move |noun| (format!("{measure}{noun}"), ()))
    });
    WordLists::new(words)
});

/// A verb, its measure word and its noun, and no number between them: 发展名党员.
fn lost_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    CLOSED.find(text, |range, ()| {
        let before = &text[..range.start];
        let verb = VERBS.iter().find(|verb| before.ends_with(**verb));
        found.extend(verb.map(|verb| range.start - verb.len()..range.end));
    });
    found
}

#[cfg(test)]
#[path = "placeholders_tests.rs"]
mod tests;
