//! Whether the numbers told reach the numbers promised.

use std::ops::Range;

use super::ceiling::is_ceiling;
use super::grams::{Kind, share_a_mark};
use super::late::DONE;
use super::pieces::Piece;
use super::quantity::{Class, Quantity};
use crate::structure::Draft;
use crate::text::count::is_han;
use crate::text::date::dates;

/// A number told that does not reach a number promised; both as bytes of their drafts' folded texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// The number promised.
    pub promised: Range<usize>,
    /// The number told.
    pub told: Range<usize>,
}

/// Classes that people use for one another when they count the same thing.
pub(super) fn comparable(one: Class, other: Class) -> bool {
    // 个 counts people, households and papers alike; none of these counts another.
    let things = [Class::Household, Class::Person, Class::Piece];
    let times = [Class::Time, Class::Round];
    one == other
        || one == Class::Thing && things.contains(&other)
        || other == Class::Thing && things.contains(&one)
        || times.contains(&one) && times.contains(&other)
}

/// Holds the numbers of a promise against those of its answer.
pub fn shortfall(
    last: &Draft<'_>,
    pledge: &str,
    promised: &[Quantity],
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let asked = promised.iter().find(|number| number.class == Class::Share);
    let asked = asked.map_or(1.0, |share| share.value);
    promised
        .iter()
        .filter(|number| {
            (number.class != Class::Span || is_least(last.text.as_str(), number))
                && !is_base(last.text.as_str(), number)
                && !is_ceiling(last, number)
        })
        // 投资30万元建中转站1座: of a work that stands it is well if less was spent.
        .filter(|number| number.class != Class::Money || !is_means(last, number, this, answer))
        .filter(|number| {
            number.value >= 2.0 || number.class == Class::Share || rhythm(last, number) > 1.0
        })
        .find_map(|number| {
            let base = base_of(last.text.as_str(), promised, number);
            short_of(last, pledge, (number, base), asked, this, answer)
        })
}

fn short_of(
    last: &Draft<'_>,
    pledge: &str,
    (promised, base): (&Quantity, Option<&Quantity>),
    asked: f64,
    this: &Draft<'_>,
    answer: &Piece,
) -> Option<Shortfall> {
    let text = this.text.as_str();
    if let Some(base) = base {
        let grown = |told: &&Quantity| told.class == promised.class && is_growth(text, told);
        let enough = |told: &Quantity| told.value + base.value >= promised.value - 1e-6;
        if answer.numbers.iter().filter(grown).any(enough) {
            return None;
        }
    }
    let own = clause(last.text.as_str(), &promised.range);
    let told: Vec<&Quantity> = answer
        .numbers
        .iter()
        .filter(|told| {
            let counted_alike = comparable(promised.class, told.class)
                || times_of(last.text.as_str(), promised, text, told);
            !told.ordinal && counted_alike
        })
        .filter(|told| {
            !left(text, told)
                && !is_base(text, told)
                && !is_fallen(text, told)
                && (each(text, told) <= own.contains(['每', '各']))
        })
        // 有一名联系人, 办一节课: one is mostly no count.
        .filter(|told| {
            let once =
                || matches!(told.class, Class::Time | Class::Round) && of_the_year(text, told);
            let named = || one_of_them(last.text.as_str(), promised, text, told);
            told.value >= 2.0 || told.class == Class::Share || only(text, told) || once() || named()
        })
        .collect();
    // 调解34起，调成21起: where things were to be settled, those that were are told, and not those that came up.
    let to_settle = to_settle(own);
    let settled =
        |told: &Quantity| to_settle && told.class == promised.class && is_settled(text, told);
    let told: Vec<&Quantity> = match told.iter().any(|told| settled(told)) {
        true => told.into_iter().filter(|told| settled(told)).collect(),
        false => told,
    };
    // A number of another unit, or of a unit that counts nearly everything, must count the same thing.
    let same_thing = |told: &Quantity| {
        let other = clause(text, &told.range);
        told.class == promised.class
            && !matches!(told.class, Class::Thing | Class::Person | Class::Piece)
            || own.is_empty()
            || settled(told)
            || share_a_mark(own, other, Kind::Pair)
                && (told.value >= promised.value * PLAIN
                    || share_a_mark(own, other, Kind::Character))
    };
    let plausible = |told: &Quantity| told.value >= promised.value * TINY || only(text, told);
    // Money is told less roundly than it is promised.
    let slack = if promised.class == Class::Money {
        0.95
    } else {
        1.0
    };
    let met = |told: &Quantity, wanted: f64| told.value >= wanted * slack - 1e-6;
    let repeated = told.iter().position(|told| {
        comparable(promised.class, told.class) && (told.value - promised.value).abs() < 1e-6
    });
    // 与86名学生结对 … 86个名字: what is promised is told, as people count the same thing.
    let reached_so = |told: &&Quantity| told.value == promised.value && !lacking(text, told);
    if repeated.is_none()
        && promised.value >= 3.0
        && told.iter().copied().any(|told| reached_so(&told))
    {
        return None;
    }
    let short = if let Some(place) = repeated {
        // 14个文化站，走到了9个: the first repeats the promise, the second tells.
        let base = told[place];
        told[place + 1..]
            .iter()
            .find(|told| {
                told.class == base.class
                    && told.value < promised.value * asked
                    && told.range.start - base.range.end < 60
                    && reached(text, told)
            })
            .filter(|told| !one_by_one(&text[base.range.end..told.range.start]))
            .filter(|_| !reached(text, base) && !all_of(text, base))
    } else {
        // 发展党员33名，其中女性6名: of 女性不少于8名 the second tells.
        let named = named(last.text.as_str(), promised);
        let of_that = |told: &&&Quantity| {
            let before: String = before(text, told).take(6).collect();
            named.as_ref().is_some_and(|named| before.contains(named))
        };
        let nearest = told.iter().any(|told| of_that(&told));
        // 支委会十二次，到党小组参加组会五次: a clause that speaks of what was promised tells it.
        let named_here =
            |told: &&&Quantity| share_a_mark(pledge, clause(text, &told.range), Kind::Character);
        let spoken = told
            .iter()
            .any(|told| named_here(&told) && same_thing(told) && plausible(told));
        let of_what_was_promised = |told: &&&Quantity| {
            same_thing(told)
                && plausible(told)
                && (!nearest || of_that(told))
                && (!spoken || named_here(told))
        };
        // 三个组换上了桌椅，28名党员认领了94户: what is counted as it was promised goes before what may be meant.
        let alike = told
            .iter()
            .any(|told| told.class == promised.class && of_what_was_promised(&told));
        let total = told
            .iter()
            .filter(of_what_was_promised)
            .filter(|told| !alike || told.class == promised.class)
            .max_by(|one, other| one.value.total_cmp(&other.value));
        // 31名上门送学，其余41名集中学: parts of what was promised.
        let parts = answer.numbers.iter().filter(|told| {
            told.class == promised.class && told.class != Class::Share && !told.ordinal
        });
        let sum: f64 = parts
            .filter(|told| !lacking(text, told) && !is_given_up(text, told))
            .map(|told| told.value)
            .sum();
        let rhythm = rhythm(last, promised);
        total.filter(|told| {
            let times = if told_alike(own, clause(text, &told.range)) {
                1.0
            } else if times_of(last.text.as_str(), promised, text, told) {
                times_a_year(own)
            } else {
                rhythm
            };
            let wanted = promised.value * if times > 1.0 { times * 0.9 } else { 1.0 };
            // As often as promised may mean every time.
            !met(told, wanted) && told.value != promised.value && sum != promised.value
        })
    };
    short.map(|told| Shortfall {
        promised: with_rhythm(last, promised),
        told: told.range.clone(),
    })
}

/// Whether it is promised that things are settled.
pub(super) fn to_settle(promise: &str) -> bool {
    const SETTLE: [&str; 7] = ["化解", "办结", "解决", "调解", "调处", "销号", "办理"];
    SETTLE.iter().any(|words| promise.contains(words))
}

/// 调成21起, 办结6件.
pub(super) fn is_settled(text: &str, number: &Quantity) -> bool {
    const SETTLED: [&str; 10] = [
        "成功", "调成", "办成", "办结", "化解", "解决", "销号", "结案", "办妥", "了结",
    ];
    let near: Vec<char> = before(text, number).take(5).collect();
    let near: String = near.iter().rev().collect();
    SETTLED.iter().any(|words| near.contains(words))
}

/// Whether what was promised and what is told are counted over the same time: 每月不少于4次, 每月5次以上.
fn told_alike(promised: &str, told: &str) -> bool {
    let rhythm = |clause: &str| {
        RHYTHMS
            .iter()
            .position(|(rhythm, _)| clause.contains(rhythm))
    };
    rhythm(promised).is_some_and(|promised| rhythm(told) == Some(promised))
}

/// A promised number, from how often it comes round on: 每季度讲党课1次.
fn with_rhythm(last: &Draft<'_>, promised: &Quantity) -> Range<usize> {
    let text = last.text.as_str();
    let start = promised.range.start;
    let before: String = before(text, promised).take(NEAR).collect();
    let clause: String = before.chars().rev().collect();
    let from = RHYTHMS
        .iter()
        .filter_map(|(rhythm, _)| clause.rfind(rhythm));
    let from = from.max().filter(|_| rhythm(last, promised) > 1.0);
    from.map_or(start, |at| start - (clause.len() - at))..promised.range.end
}

/// 由7个调整为11个: the first number is what there was.
pub(super) fn is_base(text: &str, number: &Quantity) -> bool {
    const BETWEEN: [&str; 8] = [
        "每月",
        "每年",
        "每人",
        "每户",
        "年初的",
        "去年的",
        "上年的",
        "原来的",
    ];
    let before = &text[..number.range.start];
    let before = BETWEEN
        .iter()
        .find_map(|words| before.strip_suffix(words))
        .unwrap_or(before);
    before.ends_with(['由', '从']) && clause(text, &number.range).contains(['为', '到', '至'])
}

/// Whether money is what a work was to cost, and the work is done.
fn is_means(last: &Draft<'_>, money: &Quantity, this: &Draft<'_>, answer: &Piece) -> bool {
    const SPENT: [&str; 5] = ["投资", "投入", "筹资", "筹集", "争取"];
    let near: Vec<char> = before(last.text.as_str(), money).take(6).collect();
    let near: String = near.iter().rev().collect();
    let told = this.folded(answer.range.clone());
    SPENT.iter().any(|word| near.contains(word)) && DONE.iter().any(|done| told.contains(done))
}

/// 不少于60天: a span that is an amount.
fn is_least(text: &str, number: &Quantity) -> bool {
    let before = &text[..number.range.start];
    ["不少于", "不低于", "至少"]
        .iter()
        .any(|words| before.ends_with(words))
        || text[number.range.end..].starts_with("以上")
}

/// 由8条增加到12条: what there was before the promised number.
fn base_of<'q>(text: &str, promised: &'q [Quantity], number: &Quantity) -> Option<&'q Quantity> {
    promised.iter().find(|base| {
        base.class == number.class
            && base.range.end <= number.range.start
            && base.value < number.value
            && is_base(text, base)
            && text[base.range.end..number.range.start].chars().count() <= NEAR_BASE
    })
}

/// Characters between what there was and what there is to be.
const NEAR_BASE: usize = 10;

/// 由31人次降到4人次: told of something else than what was to be reached.
fn is_fallen(text: &str, number: &Quantity) -> bool {
    const FALLEN: [&str; 6] = ["降到", "降至", "降为", "减到", "减至", "减少到"];
    let before = &text[..number.range.start];
    FALLEN.iter().any(|words| before.ends_with(words))
}

/// 新开4条, 又添了3台: told is what came to what there was.
fn is_growth(text: &str, number: &Quantity) -> bool {
    let mut near = before(text, number).take(6);
    near.any(|mark| "新增又再添多扩加提招".contains(mark))
}

/// Words for how often something comes round, and how often that is in a year.
const RHYTHMS: [(&str, f64); 6] = [
    ("每两个月", 6.0),
    ("每月", 12.0),
    ("每个月", 12.0),
    ("每季", 4.0),
    ("每半年", 2.0),
    ("每学期", 2.0),
];

/// 户次 where 户 were promised: the same ones count again each time.
fn times_of(last: &str, promised: &Quantity, text: &str, told: &Quantity) -> bool {
    let unit = |words: &str| words.chars().next_back();
    let times = text[told.range.clone()].strip_suffix('次');
    let counted = unit(&last[promised.range.clone()]);
    matches!(promised.class, Class::Person | Class::Household)
        && times.is_some_and(|times| unit(times) == counted)
}

/// How often a year a promised number of times comes round: 每月一次 is 12.
fn rhythm(last: &Draft<'_>, promised: &Quantity) -> f64 {
    if !matches!(promised.class, Class::Time | Class::Round) || promised.value > 4.0 {
        return 1.0;
    }
    times_a_year(clause(last.text.as_str(), &promised.range))
}

/// How often a year comes round what a clause promises.
fn times_a_year(clause: &str) -> f64 {
    let found = RHYTHMS.iter().find(|(rhythm, _)| clause.contains(rhythm));
    let times = found.map_or(1.0, |(_, times)| *times);
    // 五月到九月每月一次 is five.
    let months = months(clause).filter(|_| times == 12.0);
    months.unwrap_or(times)
}

/// How many months a clause names from one to another: 五月到九月 are five.
fn months(clause: &str) -> Option<f64> {
    let named: Vec<_> = dates(clause)
        .into_iter()
        .filter_map(|date| Some((date.month?, date.range)))
        .collect();
    named.windows(2).find_map(|pair| {
        let between = clause.get(pair[0].1.end..pair[1].1.start)?;
        let runs = ["到", "至", "—", "-"].contains(&between) && pair[0].0 < pair[1].0;
        runs.then(|| f64::from(pair[1].0 - pair[0].0 + 1))
    })
}

/// So many characters of a clause are looked at on each side of a number.
const NEAR: usize = 60;

/// The clause that a number stands in, or what of it is near: without marks a text is one clause.
pub(super) fn clause<'t>(text: &'t str, number: &Range<usize>) -> &'t str {
    const MARKS: [char; 7] = ['，', '；', '。', '：', '！', '？', '\n'];
    let before = text[..number.start].char_indices().rev().take(NEAR);
    let before = before.take_while(|(_, mark)| !MARKS.contains(mark));
    let start = before.last().map_or(number.start, |(at, _)| at);
    let after = text[number.end..].char_indices().take(NEAR);
    let after = after.take_while(|(_, mark)| !MARKS.contains(mark));
    let end = after
        .last()
        .map_or(number.end, |(at, mark)| number.end + at + mark.len_utf8());
    &text[start..end]
}

/// Under this share of what was promised a number is told of another thing, unless 只 stands before it.
const TINY: f64 = 0.12;

/// From this share of what was promised on a number may be what became of it; a smaller one mostly counts another thing,
/// unless the clauses share more than a character.
const PLAIN: f64 = 0.25;

/// The characters before a number in its clause, nearest first.
fn before(text: &str, number: &Quantity) -> impl Iterator<Item = char> {
    let characters = text[..number.range.start].chars().rev();
    characters.take_while(|mark| !"，；。：、\n".contains(*mark))
}

/// The two characters that name what is counted before a number, nearest first: 性女 of 女性不少于8名.
fn named(text: &str, number: &Quantity) -> Option<String> {
    const LIMITS: &str = "不少于低至达到上以超过满在共计约为";
    let mut found = before(text, number).skip_while(|mark| LIMITS.contains(*mark));
    let pair = [found.next()?, found.next()?];
    let han = pair.iter().all(|mark| is_han(*mark));
    han.then(|| pair.iter().collect())
}

/// 还差2名, 还有7件: what is not there is no part of what is.
fn lacking(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(5)
        .any(|mark| "剩差缺欠还尚".contains(mark))
}

/// 另外5户要拆迁，不再改.
fn is_given_up(text: &str, number: &Quantity) -> bool {
    let behind: String = text[number.range.end..].chars().take(GIVEN_UP).collect();
    let sentence = behind.split(['。', '；']).next().unwrap_or(&behind);
    before(text, number).take(3).any(|mark| mark == '另')
        && ["不", "没", "未", "待", "等"]
            .iter()
            .any(|word| sentence.contains(word))
}

/// Characters behind a number that tell what became of it.
const GIVEN_UP: usize = 20;

/// 剩下1名, 还差2名, 分三个组: what is left or does the work is no total; nor is what there was, 去年最少的只有1.5万元.
pub(super) fn left(text: &str, number: &Quantity) -> bool {
    let near: Vec<char> = before(text, number).take(NEAR).collect();
    near.iter()
        .take(5)
        .any(|mark| "剩差余缺欠另比抽".contains(*mark))
        || near.first() == Some(&'分')
        || is_past(&near.iter().rev().collect::<String>())
}

/// Whether the words before a number tell of the year before; 去年许下的 leads to what became of it.
fn is_past(words: &str) -> bool {
    const PAST: [&str; 6] = ["去年", "上年", "往年", "前年", "原先", "以前"];
    const SAID: &str = "许承诺定说提报应比";
    PAST.iter().any(|past| {
        words.find(past).is_some_and(|at| {
            let around = words[..at].chars().rev().take(1);
            let rest = &words[at + past.len()..];
            // 从去年的3期增加到6期: the number that something came to is this year's.
            if words[..at].ends_with(['从', '由']) && rest.contains(['到', '至']) {
                return false;
            }
            let behind = rest.chars().take(4);
            !around.chain(behind).any(|mark| SAID.contains(mark))
        })
    })
}

/// 各添一个, 每家三百元: what comes on each is no total, but may be held against what each was promised.
fn each(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(5)
        .any(|mark| "各每".contains(mark))
}

/// 只办了一期: a count after all.
fn only(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(4)
        .any(|mark| "只仅才".contains(mark))
}

/// 培养3名返乡青年 … 一名返乡青年: one of those that were promised.
fn one_of_them(last: &str, promised: &Quantity, text: &str, told: &Quantity) -> bool {
    let named: String = text[told.range.end..].chars().take(2).collect();
    let mut clauses = last[promised.range.end..].split(['，', '；', '。', '：', '\n']);
    let counted = clauses.next().unwrap_or_default();
    told.class == promised.class
        && named.chars().count() == 2
        && named.chars().all(is_han)
        && counted.chars().take(8).collect::<String>().contains(&named)
}

/// 全年外出一回: a count too.
fn of_the_year(text: &str, number: &Quantity) -> bool {
    ["全年", "一年", "年内"]
        .iter()
        .any(|words| clause(text, &number.range).contains(words))
}

/// 二十名学生都有人结对，到年底十三人跟上了: all of them, whatever is counted behind.
fn all_of(text: &str, number: &Quantity) -> bool {
    let behind = text[number.range.end..].chars().take(NEAR);
    behind
        .take_while(|mark| !"，；。：\n".contains(*mark))
        .any(|mark| "都均全".contains(mark))
}

/// 二十八户，一户一户重评过，退了五户: what stands between says that none was left out.
fn one_by_one(between: &str) -> bool {
    const ALL: [&str; 7] = [
        "一户一户",
        "一个一个",
        "一家一家",
        "逐",
        "挨个",
        "挨家",
        "挨户",
    ];
    ALL.iter().any(|words| between.contains(words))
}

/// 走到了9个, 只建2个: right behind a word of what was reached.
pub(super) fn reached(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(3)
        .any(|mark| "了过完成好出有只仅共到满着来进".contains(mark))
}

#[cfg(test)]
mod tests {
    use super::clause;

    #[test]
    fn a_clause_is_what_stands_between_marks_near_a_number() {
        let text = "全年讲课，修渠3公里，植树。";
        let three = text.find('3').unwrap();
        assert_eq!(clause(text, &(three..three + 1)), "修渠3公里");
        assert_eq!(clause("3", &(0..1)), "3");
        // A text without marks, made to have thousands of numbers, is not gone through for each of them.
        let text = "修渠3米".repeat(10_000);
        let middle = text.len() / 2;
        let three = middle + text[middle..].find('3').unwrap();
        assert_eq!(clause(&text, &(three..three + 1)).chars().count(), 121);
    }
}
