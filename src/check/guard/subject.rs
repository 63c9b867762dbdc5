//! Whose problem an item tells: the secretary's, this level's, or others'.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::evidence::{item_has, item_is_concrete};
use crate::ruleset::Cue;
use crate::structure::{Draft, Item, Role, leading_number};
use crate::text::WordLists;
use crate::text::count::is_han;
use crate::text::list_number::han_number;

/// Whom an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The secretary, by name or by what only a secretary does.
    Own,
    /// The branch, committee or unit itself.
    Unit,
    /// Lower levels, single members, the masses.
    Lower,
    /// Nobody is named and nothing tells.
    Open,
}

/// Acts that only the one who leads can leave undone; without a subject they are the secretary's own.
static LEADING: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(LEADING_WORDS.map(|act| (act, ()))));
const LEADING_WORDS: [&str; 33] = [
    "督促",
    "指导",
    "检查",
    "过问",
    "研究部署",
    "谋划",
    "统筹",
    "调研",
    "深入基层",
    "深入一线",
    "谈心",
    "谈话",
    "讲党课",
    "带头",
    "牵头",
    "压实",
    "传导",
    "要求不严",
    "管理不严",
    "从严",
    "敢抓",
    "敢管",
    "碰硬",
    "批评",
    "重业务",
    "重经济",
    "精力",
    "放在心上",
    "亲自",
    "抓得不",
    "抓党建",
    "布置",
    "跟踪",
];

/// Whether a stretch speaks of the writer; 自己 beside 少数党员 is theirs.
pub fn names_writer(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    names(draft, range, draft.has(range, Cue::Lower))
}

/// Whether a stretch speaks of the writer outside quotation marks, where others are spoken of or not: in
/// 抱着“少我一个不少”的想法 others speak of themselves.
fn names(draft: &Draft<'_>, range: &Range<usize>, others: bool) -> bool {
    let (mut from, mut open) = (range.start, 0_isize);
    draft.hits.places(range.clone(), Cue::Writer).any(|place| {
        let between = draft.folded(from..place.start.max(from));
        for mark in between.chars() {
            open += isize::from(mark == '“') - isize::from(mark == '”');
        }
        from = from.max(place.start);
        open <= 0 && !is_theirs(draft, &place) && (!others || !is_whoever(draft, &place))
    })
}

/// 他自己说是人情, 人家本人来问: another's word on himself.
fn is_theirs(draft: &Draft<'_>, place: &Range<usize>) -> bool {
    let before = &draft.text.as_str()[..place.start];
    matches!(draft.folded(place.clone()), "自己" | "本人")
        && ["他", "她", "他们", "人家"]
            .iter()
            .any(|other| before.ends_with(other))
}

/// 自己, and 本人 behind a comma (劝导了谁，本人也讲不出来), are whoever is spoken of.
fn is_whoever(draft: &Draft<'_>, place: &Range<usize>) -> bool {
    match draft.folded(place.clone()) {
        "自己" => true,
        "本人" => draft.text.as_str()[place.end..].starts_with(['也', '都']),
        _ => false,
    }
}

/// How many sentences of an item speak of the writer: 自己 is whoever the item is about.
pub fn sentences_on_writer(draft: &Draft<'_>, item: &Item) -> usize {
    let others = item_has(draft, item, Cue::Lower) || opens_with_others(draft, item);
    let sentences = item.sentences.iter();
    sentences
        .filter(|place| names(draft, &draft.sentences[**place].range, others))
        .count()
}

/// Whether any sentence of an item speaks of the writer.
pub fn item_names_writer(draft: &Draft<'_>, item: &Item) -> bool {
    sentences_on_writer(draft, item) > 0
}

/// Decides for each problem item; zero-subject items inherit an explicit frame before them (我还存在以下问题).
pub fn subjects(draft: &Draft<'_>, items: &[Item]) -> Vec<Subject> {
    let framed_by_writer = frame_subject(draft);
    items
        .iter()
        .map(|item| {
            if item_names_writer(draft, item) {
                return Subject::Own;
            }
            if acts_on_others(draft, item) {
                return Subject::Own;
            }
            let text = draft.folded(item.range.clone());
            // 组织生活的吸引力有待增强……党员参与的积极性有待调动: in a row of formulas others are named in passing.
            let lower = item_has(draft, item, Cue::Lower)
                && (item_is_concrete(draft, item) || opens_with_lower(draft, item))
                || opens_with_post(draft.folded(first_clause(draft, item)));
            // 指导员 is a post.
            let mut leads = false;
            LEADING.find(text, |act, ()| leads |= !text[act.end..].starts_with('员'));
            // 对个别书记督促不力: the object is lower, the actor is the secretary.
            let acts_on_lower = lower
                && ["对部分", "对个别", "对少数", "对有的", "对一些", "对各"]
                    .iter()
                    .any(|word| text.contains(word));
            if leads && (!lower || acts_on_lower) {
                return Subject::Own;
            }
            if lower {
                return Subject::Lower;
            }
            if framed_by_writer {
                return Subject::Own;
            }
            if item_has(draft, item, Cue::Unit) {
                Subject::Unit
            } else {
                Subject::Open
            }
        })
        .collect()
}

/// Whether an item opens with a unit that is told from others by its name: 外科支部, 两个村的党支部, not 支部 or 我支部.
pub fn opens_with_named_unit(draft: &Draft<'_>, item: &Item) -> bool {
    let text = draft.folded(item.range.clone());
    let head = text
        .char_indices()
        .nth(OPENING)
        .map_or(text.len(), |(at, _)| at);
    let opening = item.range.start..item.range.start + head;
    draft.hits.places(opening.clone(), Cue::Unit).any(|place| {
        let before = draft.folded(opening.start..place.start).chars().next_back();
        before.is_some_and(|before| {
            is_han(before)
                && !"我本是对在向由使让各全党总支把被与和同一二三四五六七八九十".contains(before)
        })
    })
}

/// Whether an item opens with people or bodies other than the writer as the ones who fall short: 村民小组长报事慢.
pub fn opens_with_others(draft: &Draft<'_>, item: &Item) -> bool {
    names_others_first(draft.folded(first_clause(draft, item)))
}

/// Whether a clause opens with people or bodies other than the writer.
pub fn names_others_first(clause: &str) -> bool {
    opens_with(clause, &OTHERS) || opens_with_post(clause)
}

/// Whether an item opens with what the secretary does to others, or seldom does, and no other subject follows: 对6个村书记管得宽松,
/// 给后进支部派人不及时, 到村少. 对支部活动部分党员不积极 is about the members.
pub fn acts_on_others(draft: &Draft<'_>, item: &Item) -> bool {
    const VISITS: [&str; 7] = ["到村", "驻村", "下村", "下基层", "到基层", "到支部", "进村"];
    /// Characters of an object before the word for others in it: 6个村支部书记.
    const BEFORE: usize = 7;
    let range = first_clause(draft, item);
    let clause = draft.folded(range.clone());
    let number = leading_number(clause).map_or(0, |number| number.length);
    let words = &clause[number..];
    // 一是, 二是: the mark of a point in running text.
    let body = han_number(words).and_then(|(_, behind)| behind.strip_prefix('是'));
    let body = body.unwrap_or(words);
    let Some(object) = body.strip_prefix(['对', '给']) else {
        let visits = VISITS.iter().any(|visit| body.starts_with(visit));
        return visits
            && ["少", "不多", "不够", "不勤"]
                .iter()
                .any(|word| body.contains(word));
    };
    let from = range.end - object.len();
    let near = |at: usize| object[..at].chars().count();
    let lower = draft.hits.places(from..range.end, Cue::Lower).next();
    let lower = lower.map(|place| (place.start - from, place.end - from));
    let mut others = None;
    for words in [&OTHERS, &POSTS] {
        words.find(object, |other, ()| {
            others = others.or(Some((other.start, other.end)));
        });
    }
    let unit = draft.hits.places(from..range.end, Cue::Unit).next();
    let unit = unit.map(|place| (place.start - from, place.end - from));
    // A quantity of others further on is a new subject.
    let object_of = match lower {
        Some((at, _)) if near(at) > 2 => None,
        Some(found) => Some(found),
        None => others.or(unit).filter(|(at, _)| near(*at) <= BEFORE),
    };
    let ends = ["来说", "而言", "方面", "问题上"];
    object_of.is_some_and(|(_, end)| {
        object.len() > end && !ends.iter().any(|word| object.ends_with(word))
    })
}

/// Whether a clause opens with somebody by a post that is not the writer's: 会计怕麻烦.
pub fn opens_with_post(clause: &str) -> bool {
    opens_with(clause, &POSTS)
}

/// Whether a clause opens with one of some people and bodies. 党员教育 and 支部建设 are matters, not people, and 对党员不严
/// is about who is not strict.
fn opens_with(clause: &str, others: &WordLists<'static, ()>) -> bool {
    let end = clause
        .char_indices()
        .nth(OPENING)
        .map_or(clause.len(), |(at, _)| at);
    let mut found = false;
    others.find(&clause[..end], |other, ()| {
        let (before, behind) = (&clause[..other.start], &clause[other.end..]);
        found |= !before.ends_with(['我', '本', '咱', '第'])
            && !before
                .chars()
                .any(|mark| "对向同与给替为把让请抓带管教促查讲写".contains(mark))
            && !behind.is_empty()
            && !MATTERS.iter().any(|matter| behind.starts_with(matter));
    });
    found
}

/// People and bodies that a secretary leads or deals with.
static OTHERS: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(OTHER_WORDS.map(|other| (other, ()))));
const OTHER_WORDS: [&str; 35] = [
    "书记",
    "委员",
    "网格员",
    "格长",
    "楼长",
    "主任",
    "所长",
    "店长",
    "厂长",
    "校长",
    "理事会",
    "理事长",
    "业委会",
    "物业",
    "公司",
    "外包队",
    "施工队",
    "党员",
    "干部",
    "教师",
    "老师",
    "职工",
    "员工",
    "工人",
    "学生",
    "医生",
    "护士",
    "骨干",
    "群众",
    "村民",
    "居民",
    "商户",
    "业主",
    "支委",
    "中层",
];

/// Posts and trades of single people that a secretary does not have.
static POSTS: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(POST_WORDS.map(|post| (post, ()))));
const POST_WORDS: [&str; 25] = [
    "会计",
    "护士长",
    "班长",
    "庭长",
    "股长",
    "厨师",
    "保安",
    "司机",
    "承包方",
    "承包商",
    "承包人",
    "施工方",
    "供应商",
    "养殖户",
    "种植户",
    "农户",
    "摊主",
    "干警",
    "法警",
    "医师",
    "组长",
    "科长",
    "队长",
    "站长",
    "经理",
];

/// What makes people the name of a matter: 党员教育, 干部队伍.
const MATTERS: [&str; 36] = [
    "教育", "管理", "队伍", "建设", "培养", "发展", "作用", "结构", "素质", "工作", "服务", "培训",
    "监督", "评议", "联系", "学习", "积分", "档案", "活动", "作风", "选拔", "考核", "流失", "关系",
    "大会", "会", "责任", "、", "先锋", "述职", "党", "的", "家", "办", "小组", "和",
];

/// Whether the first clause of an item names others.
fn opens_with_lower(draft: &Draft<'_>, item: &Item) -> bool {
    draft.has(&first_clause(draft, item), Cue::Lower)
}

/// Bytes of the first clause of an item, without 第二个，.
fn first_clause(draft: &Draft<'_>, item: &Item) -> Range<usize> {
    let text = draft.folded(item.range.clone());
    let mut start = 0;
    loop {
        let end = text[start..]
            .find(['，', '。', '；'])
            .map_or(text.len(), |at| start + at);
        let short = text[start..end].chars().count() <= MARK;
        match text[end..].chars().next() {
            Some(mark) if short && start == 0 => start = end + mark.len_utf8(),
            _ => return item.range.start + start..item.range.start + end,
        }
    }
}

/// Characters that the mark of an item may have.
const MARK: usize = 4;
/// Characters within which an item names what it is about.
const OPENING: usize = 16;

/// Whether the sentence that frames the problems names the secretary as the one who has them.
fn frame_subject(draft: &Draft<'_>) -> bool {
    draft.sentences.iter().any(|sentence| {
        let text = draft.folded(sentence.range.clone());
        let has_fault = || {
            ["存在", "我身上", "我的", "本人"]
                .iter()
                .any(|word| text.contains(word))
        };
        sentence.role == Role::Problem
            && sentence.cues.has(Cue::Writer)
            && sentence.frame
            && has_fault()
    })
}

#[cfg(test)]
mod tests {
    use super::names_writer;
    use crate::check::testing::document;
    use crate::ruleset::Rules;
    use crate::structure::{Draft, Model};

    #[test]
    fn another_who_speaks_of_himself_is_not_the_writer() {
        let rules = Rules::built_in();
        let model = Model::parse(rules.model()).unwrap();
        for (text, expected) in [
            ("收了一壶酒，他自己说是人情。", false),
            ("拖了五个月，人家本人来问才想起。", false),
            ("收了一壶酒，我自己没有过问。", true),
            ("拖了五个月，本人没有过问。", true),
        ] {
            let document = document(text);
            let draft = Draft::new(&document, &rules, &model);
            let whole = 0..draft.text.len();
            assert_eq!(names_writer(&draft, &whole), expected, "{text}");
        }
    }
}
