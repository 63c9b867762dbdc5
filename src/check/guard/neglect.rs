//! What a secretary says he left undone, without a word of mind or style.

use std::ops::Range;

use super::subject::names_others_first;
use crate::ruleset::Cue;
use crate::structure::Draft;

/// What one who leads is to do, and says that he did not: 没去, 从来不问, 跑支部少.
const DUTIES: [&str; 27] = [
    "去", "问", "看", "管", "抓", "查", "催", "谈", "翻", "理", "听", "找", "跑", "下", "到",
    "参加", "过问", "安排", "研究", "检查", "督促", "布置", "听取", "主动", "闻", "联系", "走访",
];
/// To whom the work went: 党务工作推给副书记.
const HANDED: [&str; 7] = ["推给", "甩给", "丢给", "扔给", "交给", "压给", "甩手"];
/// 抓得少, 管得松.
const LITTLE: [&str; 9] = [
    "得少",
    "得松",
    "得宽",
    "得软",
    "得浅",
    "得粗",
    "得晚",
    "得不够",
    "得不多",
];

/// Whether the writer says what he left undone, in a clause that names him or in one behind it that names nobody else.
pub fn owns_neglect(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let mut start = range.start;
    let mut his = false;
    let clauses = draft
        .folded(range.clone())
        .split_inclusive(['，', '；', '：', '、']);
    clauses.into_iter().any(|clause| {
        let own = start..start + clause.len();
        start = own.end;
        let others = draft.has(&own, Cue::Lower)
            || ["他", "她", "人家"]
                .iter()
                .any(|word| clause.contains(word))
            || names_others_first(clause);
        his = (his || draft.has(&own, Cue::Writer)) && !others;
        his && neglects(clause)
    })
}

fn neglects(clause: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    any(&HANDED) || any(&LITTLE) || left_undone(clause) || seldom(clause)
}

/// 没有去过, 从来不问; not 不到四千元, 抽不出, 没有时间.
fn left_undone(clause: &str) -> bool {
    clause.match_indices(['没', '不', '未']).any(|(at, not)| {
        let behind = &clause[at + not.len()..];
        let behind = behind.strip_prefix('有').unwrap_or(behind);
        let done = || DUTIES.iter().any(|duty| behind.starts_with(duty));
        !behind.starts_with("到") && done() && !follows_a_verb(&clause[..at])
    })
}

/// 抽不, 跑不: what cannot be done is no neglect.
fn follows_a_verb(before: &str) -> bool {
    before.ends_with([
        '抽', '跑', '走', '忙', '顾', '排', '离', '过', '出', '凑', '叫', '请',
    ])
}

/// 跑支部少, 下组少.
fn seldom(clause: &str) -> bool {
    let clause = clause.trim_end_matches(['，', '；', '：', '、', '。']);
    let verb = |head: &str| DUTIES.iter().any(|duty| head.contains(duty));
    clause.strip_suffix('少').is_some_and(verb)
}
