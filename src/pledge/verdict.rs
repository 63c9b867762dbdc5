//! What the answer says became of a promise: kept, kept in part, or not.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::late::late;
use super::matching::{Answer, Finder};
use super::shortfall::{is_ceiling, not_all, shortfall};
use super::traits::Promise;
use super::{Matched, Pledge};
use crate::output::report::PledgeStatus;
use crate::ruleset::Bilingual;
use crate::structure::Role;

/// From this share of its pairs of characters on the plan says a promise again.
const REPEATED: f32 = 0.4;

/// Decides what became of a promise, of which `answer` is the likeliest answer.
pub fn judge(finder: &Finder<'_>, pledge: &Pledge, promise: &Promise, answer: &Answer) -> Matched {
    let sure = f64::from(1.0 / (1.0 + (-answer.logit.abs()).exp()));
    let matched = |status, evidence: Vec<Range<usize>>, zh: String, en: String| Matched {
        pledge: pledge.clone(),
        status,
        repeated: false,
        confidence: sure.clamp(0.5, 0.97),
        evidence,
        reason: Bilingual { zh, en },
    };
    let range = |place: usize| finder.pieces[place].range.clone();
    let Some(place) = answer.piece.filter(|_| answer.logit > 0.0) else {
        if let Some((plan, _)) = answer.plan.filter(|(_, share)| *share >= REPEATED) {
            return Matched {
                repeated: true,
                ..matched(
                    PledgeStatus::Missing,
                    vec![range(plan)],
                    "今年只是作为下一步打算又写了一遍".to_owned(),
                    "only promised again as a plan".to_owned(),
                )
            };
        }
        return matched(
            PledgeStatus::Missing,
            Vec::new(),
            "报告中没有找到对应的内容".to_owned(),
            "nothing in the report speaks of it".to_owned(),
        );
    };
    let piece = &finder.pieces[place];
    let evidence = vec![piece.range.clone()];
    let short = shortfall(
        finder.last,
        finder.last.folded(pledge.range.clone()),
        &promise.numbers,
        finder.this,
        piece,
    );
    if piece.is(Role::Problem) > 0.5 && !piece.answers() && short.is_none() {
        return matched(
            PledgeStatus::Missing,
            evidence,
            "只在问题中承认没有做到".to_owned(),
            "only admitted among the problems as not done".to_owned(),
        );
    }
    if let Some(short) = short {
        let promised = finder.last.own(short.promised).trim().to_owned();
        let told = finder.this.own(short.told).trim().to_owned();
        return matched(
            PledgeStatus::Partial,
            evidence,
            format!("承诺{promised}，报告中为{told}"),
            format!("promised {promised}, the report says {told}"),
        );
    }
    if let Some(short) = not_all(finder.last.folded(pledge.range.clone()), finder.this, piece) {
        let all = finder.this.own(short.promised).trim().to_owned();
        let told = finder.this.own(short.told).trim().to_owned();
        return matched(
            PledgeStatus::Partial,
            evidence,
            format!("报告中{all}里为{told}，承诺的是全部"),
            format!("{told} of {all}, and all were promised"),
        );
    }
    let text = finder.this.folded(piece.answer_from..piece.range.end);
    let promised = finder.last.folded(pledge.range.clone());
    if let Some(late) = late(promised, text) {
        let (promised, told) = (&promised[late.promised], &text[late.told]);
        return matched(
            PledgeStatus::Partial,
            evidence,
            format!("承诺{promised}，报告中为{told}"),
            format!("promised {promised}, the report says {told}"),
        );
    }
    // 全年领读不超过三次 … 只念过两次: as it should be.
    let capped = promise
        .numbers
        .iter()
        .any(|number| is_ceiling(finder.last, number));
    let unfinished = |regex: &'static Regex| {
        let mut found = regex.find_iter(text);
        found.find(|words| {
            let capped = capped && words.as_str().starts_with('只');
            !capped && !is_aside(&text[..words.start()], &text[words.start()..])
        })
    };
    if let Some(words) = UNFINISHED.as_ref().and_then(unfinished) {
        let words = words.as_str();
        return matched(
            PledgeStatus::Partial,
            evidence,
            format!("报告中写的是“{words}”，还没有做完"),
            format!("the report says “{words}”: not finished"),
        );
    }
    matched(
        PledgeStatus::Answered,
        evidence,
        "报告中写明已经做到".to_owned(),
        "told as done".to_owned(),
    )
}

/// Whether words of [`UNFINISHED`] say something of another thing: 断了三年的线接上了, 打电话的少了一大半.
fn is_aside(before: &str, from: &str) -> bool {
    const PART: [&str; 4] = ["一半", "过半", "大半", "半截"];
    const LESS: [&str; 10] = [
        "错了",
        "少了",
        "减了",
        "降了",
        "省了",
        "少了一",
        "减了一",
        "降了一",
        "拿出",
        "超过",
    ];
    // 一次也没落下: kept.
    const KEPT: &str = "缺少落漏断误拖欠迟耽脱丢拉退辍重错";
    const REST: [&str; 3] = ["余下", "剩下", "其余"];
    let opens = |words: &[&str]| words.iter().any(|word| from.starts_with(word));
    // 没有一次因凑不齐人而延期
    let near = before.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    if ["没有一", "没有因", "从未", "不再"]
        .iter()
        .any(|word| before[near..].contains(word))
    {
        return true;
    }
    // 每回只讲二十大报告里的一个词: that is how it was done, not how much.
    if opens(&["只"])
        && (["每回", "每次", "每堂", "每场"]
            .iter()
            .any(|word| before.ends_with(word))
            || from
                .chars()
                .skip(2)
                .take(4)
                .collect::<String>()
                .contains("二十大")
            || from.chars().take(10).collect::<String>().contains("分钟"))
    {
        return true;
    }
    // 取消了评优资格, 审读的缺口已经堵住.
    let sentence = from.split(['。', '；']).next().unwrap_or(from);
    if opens(&["取消了"]) {
        return ["资格", "评优", "评先", "称号", "职务"]
            .iter()
            .any(|word| sentence.contains(word));
    }
    if opens(&["缺口"]) {
        return ["堵", "补上", "补齐", "补足", "已"]
            .iter()
            .any(|word| sentence.contains(word));
    }
    // 车还没有出门，斤数就写上了: before, not unfinished.
    if opens(&["还没", "尚未"]) {
        let clauses: Vec<&str> = from.splitn(3, '，').collect();
        return clauses.get(1).is_some_and(|next| next.contains('就'));
    }
    if from.starts_with('一') && !opens(&["一半"]) {
        return from.chars().skip(2).take(5).any(|mark| KEPT.contains(mark));
    }
    // 上学少走四里: the way is shorter. 停了四十六辆车: stood.
    if opens(&["少"]) {
        return from.chars().take(7).any(|mark| "里路趟".contains(mark));
    }
    if opens(&["断了", "停了"])
        && from
            .chars()
            .skip(2)
            .take(6)
            .any(|mark| "辆车".contains(mark))
    {
        return true;
    }
    if opens(&["断了", "停了"]) {
        return from.chars().skip(2).take(5).any(|mark| mark == '的');
    }
    if opens(&PART) {
        return LESS.iter().any(|less| before.ends_with(less));
    }
    // 余下4条涉及编制，已经书面答复: the rest is settled too.
    opens(&REST)
        && sentence.contains(['了', '已', '都', '转'])
        && !sentence.contains([
            '没', '未', '还', '尚', '待', '等', '再', '差', '明', '来', '不', '卡', '停',
        ])
}

/// Words of what is under way, left over, late, or did not come off.
static UNFINISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const PATTERNS: [&str; 8] = [
        "正在|仍在|还在|尚在|还没|尚未|仍未|还未|筹建|推进中|进行中|在建|刚刚?(?:铺开|起步|开头|动工|破土|启动|起了个头)|等[^，。]{0,12}(?:批|核|款|验|到位)|没通|未通",
        "剩下|余下|仅剩|只剩|现剩|还剩|尚余|其余[0-9一二三四五六七八九十两几]+[^，。]{0,8}(?:后|再|年)|另一(?:处|个|家|间|名)[^，。；]{0,14}(?:没|未|还|尚|待|等|后再|后续|年|因|停|卡)|另有[^，。]{0,8}(?:没|未)|还有[^，。]{0,12}(?:没|未|空)|还有[0-9一二三四五六七八九十两]+[^，。]{1,2}(?:正|在|要|须|需)|空着|缺口|还有[^，。]{1,2}成|还缺|还差|尚缺|尚差|欠了",
        "离[^，。]{0,14}(?:还|尚|差|短)|[，、]差[0-9一二三四五六七八九十两几]|差一截|短一截|未达|没达|没有达到|差了",
        "没能|未能|没做到|未做到|没有做到|虽未|没完成|未完成|没有完成|(?:断|停)了(?:[0-9一二三四五六七八九十两几半]|线)|中断|撂下|搁置|搁下|搁在|卡在|落空|没有去成|没有?(?:能)?(?:办成|建成|谈妥|通过|落地|兑现|实现|开成|启动|动工|开工|用上|达标|凑齐|配齐|成行)|没有再(?:开|办|去|做|讲|搞|贴|谈|访|听|查|公示|公布|组织)",
        "只(?:完成|做|办|讲|开|到|走|去|建|修|装|收|培|发)(?:了|成|好|到|出)?[0-9一二三四五六七八九十两半]|一半|过半|半截|推迟|顺延|(?:拖到|拖至)[0-9一二三四五六七八九十]+月|延到|延至|延期|晚了|迟了|[0-9一二三四五六七八九十]月(?:份|底|初|上旬|中旬|下旬)?才|大半[^年天夜辈生个]",
        "只[^，。；用花耗占需隔要差停等剩是能有](?:了|成|到|出|过)[0-9一二三四五六七八九十两半]|(?:可|但|但是|不过|却)[^。；]{0,12}(?:只有|仅有|不到)[^，。；]{0,6}[0-9一二三四五六七八九十两]",
        "取消了|泡汤|黄了|作罢|中辍|中止|流产|还是这样|还是老样子|还是原样|依旧如此|没有(?:开|交|改|批|签|换|动|到位|跟上)[，。；]|一[个名位户家次场回张份件条间处][也都]没有?",
        "比(?:应|该|计划|承诺|约定|原定|说好|预定|目标|要求)[^，。]{0,8}少了?[0-9一二三四五六七八九十两]|(?:应|该)[^，。；]{0,14}[次回场趟遍]，[^，。；]{0,3}实|没有?补(?:[，。；]|齐|上|办|课)|压在[^，。；]{0,4}(?:抽屉|手里|手上|案头|柜)|[还仍尚]压在|压着|待批|待审|报批中|少(?:做|办|讲|开|到|走|去|建|修|收|培)了?[0-9一二三四五六七八九十两]",
    ];
    Regex::new(&PATTERNS.join("|")).ok()
});

#[cfg(test)]
mod tests {
    use super::{UNFINISHED, is_aside};

    /// Whether a text says that something is not finished.
    fn unfinished(text: &str) -> bool {
        let regex = UNFINISHED.as_ref().expect("a pattern");
        let mut found = regex.find_iter(text);
        found.any(|words| !is_aside(&text[..words.start()], &text[words.start()..]))
    }

    #[test]
    fn words_of_what_is_unfinished_may_tell_of_another_thing() {
        for (text, expected) in [
            ("活动停了三个月。", true),
            ("断了三年的线接上了。", false),
            ("路修了一半。", true),
            ("打电话的少了一大半。", false),
            ("剩下两间明年3月完工。", true),
            ("余下4条涉及编制，已经书面答复。", false),
            ("另一处等款。", true),
            ("另一名列为后备干部。", false),
            ("十二次一次不少，可上台开口的，全年只有五个人次。", true),
            ("前三季一人未漏，末季只谈了一位。", true),
            ("每回只讲了一个词。", false),
            ("十一月的一堂因为年终冲刺取消了。", true),
            (
                "眼下只有本公司的人能进门，外人的权限没有开，还要名册。",
                true,
            ),
            ("红纸写的师徒约压在工位玻璃下面。", false),
            ("方案压在抽屉里。", true),
            ("粮车还没有出门，斤数就写在白板上。", false),
            ("活动室还没有建。", true),
            ("第一次谈时只说了五分钟。", false),
            ("排名末位的取消了评优资格。", false),
            ("审读的缺口，已经堵住。", false),
            ("年底结账十五万六千元，差两万四千元。", true),
        ] {
            assert_eq!(unfinished(text), expected, "{text}");
        }
    }
}
