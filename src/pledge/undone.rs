//! Answers that say that what was promised was not done, or only made ready.

use std::ops::Range;

use super::late::DONE;
use crate::text::count::is_han;

/// What says not, the longest first.
const NOT: [&str; 5] = ["没有", "未能", "没能", "没", "未"];
/// What may stand between it and the verb.
const BETWEEN: [&str; 14] = [
    "能",
    "再",
    "得到",
    "及时",
    "按时",
    "如期",
    "真正",
    "完全",
    "正式",
    "全部",
    "来得及",
    "去",
    "怎么",
    "好好",
];
/// Verbs of what secretaries promise to do; of what is bad by itself it is well that there was none.
const DEEDS: [&str; 96] = [
    "召开", "组织", "举办", "举行", "开展", "开办", "开门", "开放", "开工", "开业", "开通", "开课",
    "成立", "建立", "建成", "组建", "设立", "实施", "落实", "完成", "启动", "动工", "走访", "到位",
    "到齐", "参加", "培训", "培养", "发展", "发放", "公示", "公开", "公布", "讲课", "上课", "制定",
    "出台", "修订", "印发", "安装", "装上", "更换", "换上", "配备", "配齐", "购置", "采购", "调来",
    "招到", "招来", "引进", "落地", "兑现", "实现", "达到", "通过", "批下", "办理", "办成", "解决",
    "化解", "整改", "改造", "修缮", "修通", "修好", "硬化", "覆盖", "进行", "安排", "推行", "推开",
    "见效", "用上", "通上", "接通", "收回", "退还", "谈成", "谈妥", "签订", "验收", "交付", "上线",
    "运行", "投用", "验货", "跟上", "坚持", "做到", "述职", "轮训", "表决", "审议", "过会", "推动",
];
/// A clause with one of these tells of other people's or another year's neglect, or of what would be.
const ASIDE: [&str; 16] = [
    "过去", "以前", "原来", "原先", "此前", "去年", "上年", "往年", "凡", "如果", "若", "谁", "哪",
    "一旦", "从未", "防止",
];
/// Words behind which something came right after all.
pub(super) const MADE_UP: [&str; 7] = ["补上", "补齐", "补了", "补开", "补办", "补讲", "补课"];
/// Words of what is only made ready.
const PREPARING: [&str; 22] = [
    "计划",
    "打算",
    "拟于",
    "准备",
    "正同",
    "正与",
    "正和",
    "洽谈",
    "洽商",
    "商谈",
    "选址",
    "设计",
    "立项",
    "报批",
    "申报",
    "暂缓",
    "缓建",
    "放一放",
    "尚需时日",
    "项目库",
    "测量",
    "勘察",
];
/// Marks of something that was done.
const MARKS: &str = "了过完均都共";

/// The words of an answer that say that what was promised was not done, or only made ready.
pub fn undone<'t>(promise: &str, answer: &'t str) -> Option<&'t str> {
    not_done(answer).or_else(|| only_ready(promise, answer))
}

/// 四季度没有召开, 食堂暂未开办.
fn not_done(answer: &str) -> Option<&str> {
    let mut sentences = answer.split_inclusive(['。', '；']);
    sentences.find_map(|sentence| {
        if MADE_UP.iter().any(|words| sentence.contains(words)) {
            return None;
        }
        let mut clauses = sentence.split(['，', '：', '。', '；', '！']);
        clauses.find_map(|clause| {
            let place = negated(clause)?;
            let aside = ASIDE.iter().any(|word| clause.contains(word));
            // 没有参加的党员，我上门补课: those whom something was done about.
            let named = clause[place.end..].contains(['的', '者', '？']);
            let quoted =
                clause[..place.start].contains('“') && !clause[..place.start].contains('”');
            (!aside && !named && !quoted).then(|| &clause[place])
        })
    })
}

/// Where a clause denies a deed.
fn negated(clause: &str) -> Option<Range<usize>> {
    NOT.iter().find_map(|not| {
        clause.match_indices(not).find_map(|(at, _)| {
            let mut rest = &clause[at + not.len()..];
            while let Some(next) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
                rest = next;
            }
            let verb = DEEDS.iter().find(|verb| rest.starts_with(**verb))?;
            Some(at..clause.len() - rest.len() + verb.len())
        })
    })
}

/// 正同供销社洽谈, 完成了选址和设计: nothing of it stands yet.
fn only_ready<'t>(promise: &str, answer: &'t str) -> Option<&'t str> {
    let found = PREPARING
        .iter()
        .filter_map(|word| Some((answer.find(word)?, *word)));
    let (at, word) = found.min()?;
    let promised = PREPARING.iter().any(|word| promise.contains(word));
    // 完成了选址和设计 is no more than that.
    let lead = answer[..at].strip_suffix('了').unwrap_or(&answer[..at]);
    let lead = ["完成", "做完", "搞完", "已"]
        .iter()
        .find_map(|done| lead.strip_suffix(done))
        .unwrap_or(&answer[..at]);
    let told = [lead, &answer[at..]].concat();
    // 计划明年5月开门: the time is to come.
    let to_come = ["明年", "来年", "明春", "年后"]
        .iter()
        .any(|word| told.contains(word));
    let done = !to_come
        && (told.contains(|mark: char| MARKS.contains(mark) || mark.is_ascii_digit())
            || DONE.iter().any(|done| told.contains(done)));
    let han = answer.chars().filter(|mark| is_han(*mark)).count();
    (!promised && !done && han < LONG).then(|| &answer[at..at + word.len()])
}

/// An answer of so many Han characters tells more than that something is made ready.
const LONG: usize = 60;

#[cfg(test)]
mod tests {
    use super::undone;

    #[test]
    fn what_was_not_done_or_only_made_ready() {
        for (promise, answer, expected) in [
            (
                "开办老年食堂",
                "老年食堂暂未开办，改为送餐上门",
                Some("未开办"),
            ),
            (
                "每季度开一次",
                "三季度都开了，四季度没有召开",
                Some("没有召开"),
            ),
            ("同党员谈心", "下半年因搬迁没有开展", Some("没有开展")),
            ("配音乐教师", "音乐教师没有调来", Some("没有调来")),
            ("建冷库", "正同供销社洽谈合作", Some("正同")),
            ("建冷库", "计划明年5月开门", Some("计划")),
            ("建冷库", "完成了选址和设计", Some("选址")),
            ("建冷库", "选址定在老粮站，9月建成投用", None),
            ("建冷库", "已列入县里的项目库", Some("项目库")),
            ("补课", "没有参加培训的党员，我上门补课", None),
            ("公示", "过去没有公示，今年按月贴出", None),
            ("开会", "三月没有召开，四月补开了", None),
            ("完成冷库设计", "设计由县设计院承担", None),
            ("讲党课", "每次准备两天，讲了四次", None),
        ] {
            assert_eq!(undone(promise, answer), expected, "{answer}");
        }
    }
}
