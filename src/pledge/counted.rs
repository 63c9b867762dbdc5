//! What the words around a number say of it: what there was, what came to it, what is left, what was reached.

use std::ops::Range;

use super::quantity::{Class, Quantity};
use crate::text::count::is_han;

/// 由7个调整为11个, 九项删并成五项: the first number is what there was.
pub(super) fn is_base(text: &str, number: &Quantity) -> bool {
    if is_made_into_other(text, number) {
        return true;
    }
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
    before.ends_with(['由', '从']) && clause(text, &number.range).contains(['为', '到', '至', '成'])
}

/// 九项制度删并成五项: another number is made of it.
fn is_made_into_other(text: &str, number: &Quantity) -> bool {
    const MADE: [&str; 12] = [
        "并成",
        "合成",
        "并为",
        "合为",
        "精简为",
        "精简成",
        "精简到",
        "压缩到",
        "压缩为",
        "压缩成",
        "删到",
        "缩成",
    ];
    let behind = &text[number.range.end..];
    let clause = behind.split(['，', '。', '；', '：', '\n']).next();
    let clause = clause.unwrap_or_default();
    let made = MADE.iter().find_map(|made| clause.split_once(made));
    made.is_some_and(|(_, other)| {
        let mark = other.trim_start_matches('了').chars().next();
        mark.is_some_and(|mark| mark.is_ascii_digit() || "一二两三四五六七八九十".contains(mark))
    })
}

/// 总有一个支委守着: one at a time.
pub(super) fn at_a_time(text: &str, number: &Quantity) -> bool {
    let near = words_before(text, number, 3);
    let always = ["总有", "都有", "必有", "留下", "留着"];
    number.value < 2.0 && always.iter().any(|word| near.ends_with(word))
}

/// 不少于60天: a span that is an amount.
pub(super) fn is_least(text: &str, number: &Quantity) -> bool {
    let before = &text[..number.range.start];
    ["不少于", "不低于", "至少"]
        .iter()
        .any(|words| before.ends_with(words))
        || text[number.range.end..].starts_with("以上")
}

/// 由31人次降到4人次: told of something else than what was to be reached.
pub(super) fn is_fallen(text: &str, number: &Quantity) -> bool {
    const FALLEN: [&str; 6] = ["降到", "降至", "降为", "减到", "减至", "减少到"];
    let before = &text[..number.range.start];
    FALLEN.iter().any(|words| before.ends_with(words))
}

/// 新开4条, 又添了3台: told is what came to what there was.
pub(super) fn is_growth(text: &str, number: &Quantity) -> bool {
    let mut near = before(text, number).take(6);
    near.any(|mark| "新增又再添多扩加提招".contains(mark))
}

/// 户次 where 户 were promised: the same ones count again each time.
pub(super) fn times_of(last: &str, promised: &Quantity, text: &str, told: &Quantity) -> bool {
    let unit = |words: &str| words.chars().next_back();
    let times = text[told.range.clone()].strip_suffix('次');
    let counted = unit(&last[promised.range.clone()]);
    matches!(promised.class, Class::Person | Class::Household)
        && times.is_some_and(|times| unit(times) == counted)
}

/// So many characters of a clause are looked at on each side of a number.
pub(super) const NEAR: usize = 60;

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

/// The characters before a number in its clause, nearest first.
pub(super) fn before(text: &str, number: &Quantity) -> impl Iterator<Item = char> {
    let characters = text[..number.range.start].chars().rev();
    characters.take_while(|mark| !"，；。：、\n".contains(*mark))
}

/// The last characters before a number in its clause, at most so many, as they stand there.
pub(super) fn words_before(text: &str, number: &Quantity, most: usize) -> String {
    let near: Vec<char> = before(text, number).take(most).collect();
    near.into_iter().rev().collect()
}

/// 还差2名, 还有7件: what is not there is no part of what is.
pub(super) fn lacking(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(5)
        .any(|mark| "剩差缺欠还尚".contains(mark))
}

/// 另外5户要拆迁，不再改.
pub(super) fn is_given_up(text: &str, number: &Quantity) -> bool {
    let behind: String = text[number.range.end..].chars().take(GIVEN_UP).collect();
    let sentence = behind.split(['。', '；']).next().unwrap_or(&behind);
    before(text, number).take(3).any(|mark| mark == '另')
        && ["不", "没", "未", "待", "等"]
            .iter()
            .any(|word| sentence.contains(word))
}

/// 其余六所产权未定, 三栋留到开春: a part of which the words behind it say that it waits.
pub(super) fn is_undone(text: &str, number: &Quantity) -> bool {
    const WAITING: &str = "没未不待等才还暂缺卡停留排欠仍旧慢拖延迟尚无空";
    const LATER: [&str; 4] = ["明年", "来年", "开春", "下一"];
    let behind: String = text[number.range.end..].chars().take(GIVEN_UP).collect();
    let mut clauses = behind.split(['，', '。', '；', '：']);
    let own = clauses.next().unwrap_or_default();
    // 六所，产权未定: a short clause goes on in the next one.
    let next = if own.chars().count() < 6 {
        clauses.next().unwrap_or_default()
    } else {
        ""
    };
    [own, next].iter().any(|clause| {
        clause.contains(|mark| WAITING.contains(mark))
            || LATER.iter().any(|word| clause.contains(word))
    })
}

/// 拢共十一个: whatever it counts, it is the sum.
pub(super) fn is_total(text: &str, number: &Quantity) -> bool {
    const SUM: [&str; 6] = ["拢共", "一共", "总共", "共计", "合计", "累计"];
    let near = words_before(text, number, 5);
    SUM.iter().any(|words| near.contains(words))
}

/// Characters behind a number that tell what became of it.
const GIVEN_UP: usize = 20;

/// 剩下1名, 还差2名, 分三个组: what is left or does the work is no total; nor is what there was, 去年最少的只有1.5万元.
pub(super) fn left(text: &str, number: &Quantity) -> bool {
    let near: Vec<char> = before(text, number).take(NEAR).collect();
    // 比上年多12户, and not 比价做到了287种.
    let compared = near[..near.len().min(5)]
        .windows(2)
        .any(|two| two[1] == '比' && "上去原前年往同计应".contains(two[0]));
    compared
        || near
            .iter()
            .take(5)
            .any(|mark| "剩差余缺欠另抽".contains(*mark))
        || near.first() == Some(&'分')
        || is_past(&near.iter().rev().collect::<String>())
}

/// Whether the words before a number tell of the year before; 去年许下的 leads to what became of it.
pub(super) fn is_past(words: &str) -> bool {
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

/// 应到9处，实到7处; 该六趟，去了两趟; 离承诺的90%: what was due is nothing told.
pub(super) fn is_due(text: &str, number: &Quantity) -> bool {
    const DUE: [&str; 12] = [
        "应到",
        "应去",
        "应有",
        "应开",
        "应",
        "该",
        "原定",
        "原定的",
        "承诺的",
        "许下的",
        "说好的",
        "约定的",
    ];
    const OTHER: [char; 9] = ['供', '响', '反', '适', '回', '效', '相', '对', '呼'];
    let near = words_before(text, number, 4);
    let due = DUE.iter().find_map(|due| near.strip_suffix(due));
    due.is_some_and(|before| !before.ends_with(OTHER)) || counts_the_due(text, number)
}

/// 应谈人数因转入增至43人.
fn counts_the_due(text: &str, number: &Quantity) -> bool {
    let near: Vec<char> = before(text, number).take(NEAR).collect();
    // Nearest first: 数人谈应.
    let counted = near.iter().position(|mark| *mark == '数');
    counted.is_some_and(|at| near[at..].iter().take(4).any(|mark| *mark == '应'))
}

/// 家里有汽车的那两户: some that are spoken of, and not how many there were.
pub(super) fn is_pointed_at(text: &str, number: &Quantity) -> bool {
    matches!(before(text, number).next(), Some('那' | '这'))
}

/// 查出多占的6亩: what came to light is nothing done.
pub(super) fn is_found_out(text: &str, number: &Quantity) -> bool {
    const FOUND: [&str; 6] = ["查出", "发现", "多占", "多领", "少交", "漏报"];
    let near = words_before(text, number, 8);
    FOUND.iter().any(|word| near.contains(word))
}

/// 各添一个, 每家三百元: what comes on each is no total, but may be held against what each was promised.
pub(super) fn each(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(5)
        .any(|mark| "各每".contains(mark))
}

/// 只办了一期: a count after all.
pub(super) fn only(text: &str, number: &Quantity) -> bool {
    before(text, number)
        .take(4)
        .any(|mark| "只仅才".contains(mark))
}

/// 培养3名返乡青年 … 一名返乡青年: one of those that were promised.
pub(super) fn one_of_them(last: &str, promised: &Quantity, text: &str, told: &Quantity) -> bool {
    let named: String = text[told.range.end..].chars().take(2).collect();
    let mut clauses = last[promised.range.end..].split(['，', '；', '。', '：', '\n']);
    let counted = clauses.next().unwrap_or_default();
    told.class == promised.class
        && named.chars().count() == 2
        && named.chars().all(is_han)
        && counted.chars().take(8).collect::<String>().contains(&named)
}

/// 全年外出一回: a count too.
pub(super) fn of_the_year(text: &str, number: &Quantity) -> bool {
    ["全年", "一年", "年内"]
        .iter()
        .any(|words| clause(text, &number.range).contains(words))
}

/// 二十名学生都有人结对，到年底十三人跟上了: all of them, whatever is counted behind.
pub(super) fn all_of(text: &str, number: &Quantity) -> bool {
    let behind = text[number.range.end..].chars().take(NEAR);
    behind
        .take_while(|mark| !"，；。：\n".contains(*mark))
        .any(|mark| "都均全".contains(mark))
}

/// 二十八户，一户一户重评过，退了五户: what stands between says that none was left out.
pub(super) fn one_by_one(between: &str) -> bool {
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

/// 调成21起, 办结6件.
pub(super) fn is_settled(text: &str, number: &Quantity) -> bool {
    const SETTLED: [&str; 10] = [
        "成功", "调成", "办成", "办结", "化解", "解决", "销号", "结案", "办妥", "了结",
    ];
    let near = words_before(text, number, 5);
    SETTLED.iter().any(|words| near.contains(words))
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
