//! Whether what was promised by a month was done in a later one.

use std::ops::Range;

use super::grams::{Kind, share_a_mark};
use crate::text::date::{DateKind, DateMention, dates};

/// A promise kept late: the time promised and the time told, as bytes of their texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// 6月底前.
    pub promised: Range<usize>,
    /// 8月下旬.
    pub told: Range<usize>,
}

/// Words by which a thing is there, within so many characters behind its month.
pub(super) const DONE: [&str; 28] = [
    "投入使用",
    "投用",
    "启用",
    "建成",
    "完工",
    "竣工",
    "通车",
    "落成",
    "交付",
    "搬进",
    "开门",
    "完成",
    "出台",
    "印发",
    "修好",
    "修成",
    "建好",
    "装好",
    "办好",
    "改好",
    "配齐",
    "开通",
    "开班",
    "上线",
    "通水",
    "通电",
    "才",
    "到位",
];
const NEAR: usize = 14;

/// Holds the month by which something was promised against that in which the answer says it was done.
pub fn late(promise: &str, answer: &str) -> Option<Late> {
    let due = dates(promise)
        .into_iter()
        .find(|date| is_due(date, promise))?;
    let month = due.month?;
    let what = |date: &DateMention| {
        let behind: String = answer[date.range.end..].chars().take(NEAR).collect();
        let clause = behind.split(['，', '。', '；']).next().unwrap_or(&behind);
        DONE.iter().find(|done| clause.contains(**done))
    };
    let may_tell = |date: &DateMention| {
        // Of two things in one sentence the month must be that of what was promised.
        matches!(date.kind, DateKind::Day | DateKind::Month)
            && !date.deadline
            && share_a_mark(promise, sentence_part(answer, &date.range), Kind::Character)
    };
    let (told, done) = dates(answer)
        .into_iter()
        .filter(may_tell)
        .find_map(|date| what(&date).map(|done| (date, done)))?;
    // 3月底前清空，4月挂牌开门: of two things done each has its time.
    let due_then = month_of(promise, done).unwrap_or(month);
    let later = told.month.is_some_and(|told| told > due_then)
        && told.year_offset.is_none_or(|offset| offset == 0);
    later.then_some(Late {
        promised: due.range,
        told: told.range,
    })
}

/// The month that the clause of a promise names in which a word stands.
fn month_of(promise: &str, word: &str) -> Option<u32> {
    let mut clauses = promise.split(['，', '；', '。']);
    let clause = clauses.find(|clause| clause.contains(word))?;
    dates(clause).into_iter().find_map(|date| date.month)
}

/// 晚了, 拖到: words of lateness, whatever came of it.
pub fn tells_late(words: &str) -> bool {
    const LATE: [&str; 8] = [
        "晚了", "迟了", "推迟", "顺延", "延期", "延到", "拖到", "拖至",
    ];
    LATE.iter().any(|late| words.starts_with(late))
}

/// Whether words of lateness stand in an answer that tells of the whole as done: 11月全部退到村民手里，比承诺迟了两个月.
pub fn is_late(words: &str, answer: &str) -> bool {
    const ALL: [&str; 6] = ["全部", "全都", "都已", "清零", "办结", "齐了"];
    let told = DONE.iter().chain(&ALL).any(|done| answer.contains(done));
    let due = words.contains('才') || tells_late(words);
    due && told
        && !["还没", "尚未", "仍未", "余下", "剩下"]
            .iter()
            .any(|left| answer.contains(left))
}

/// 夜校拖到12月才重新亮灯: among the problems too it says that the thing came.
pub fn came_late(answer: &str) -> bool {
    const WAITED: [&str; 4] = ["拖到", "拖至", "直到", "等到"];
    let behind = WAITED.iter().filter_map(|words| {
        let at = answer.find(words)?;
        answer[at..].split(['，', '。', '；']).next()
    });
    behind.into_iter().any(|clause| clause.contains('才'))
}

/// Whether a date is one by which something is to be there: 6月底前, 上半年完成, 6月底完成.
fn is_due(date: &DateMention, promise: &str) -> bool {
    let behind: String = promise[date.range.end..].chars().take(NEAR).collect();
    let begins = behind.contains(['起', '始']);
    match date.kind {
        DateKind::Half | DateKind::Quarter => date.deadline || !begins,
        DateKind::Day | DateKind::Month => {
            date.deadline || !begins && DONE.iter().any(|done| behind.starts_with(done))
        }
        _ => false,
    }
}

/// The clause that a date stands in, and the one before it, which names the thing.
fn sentence_part<'t>(text: &'t str, date: &Range<usize>) -> &'t str {
    const MARKS: [char; 4] = ['，', '；', '。', '：'];
    let mut starts = text[..date.start]
        .rmatch_indices(MARKS)
        .map(|(at, mark)| at + mark.len());
    let start = starts.nth(1).unwrap_or(0);
    let end = text[date.end..]
        .find(MARKS)
        .map_or(text.len(), |at| date.end + at);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::late;

    #[test]
    fn a_later_month_is_late() {
        let told = |promise: &str, answer: &str| {
            late(promise, answer).map(|late| {
                (
                    promise[late.promised].to_owned(),
                    answer[late.told].to_owned(),
                )
            })
        };
        assert_eq!(
            told("6月底前完成党校教室改造", "翻修党校教室，8月下旬投入使用"),
            Some(("6月底前".to_owned(), "8月下旬".to_owned()))
        );
        assert_eq!(told("6月底前完成党校教室改造", "党校教室5月投入使用"), None);
        assert_eq!(told("6月底前完成党校教室改造", "食堂8月完工"), None);
        let both = "活动室3月底前清空，4月挂牌开门";
        assert_eq!(told(both, "活动室4月6日开门"), None);
        assert!(told(both, "活动室5月6日开门").is_some());
        assert_eq!(told("年内建成党校教室", "党校教室8月建成"), None);
        assert_eq!(told("每月开会一次", "8月建成"), None);
    }
}
