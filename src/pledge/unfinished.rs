//! Words that say that something promised is under way, left over, late, or did not come off.

use std::ops::Range;
use std::sync::LazyLock;

use super::quantity::quantities;
use super::undone::MADE_UP;
use crate::text::{Beginning, Search};

/// Words of an answer that say that what was promised is not done, or not all of it, one after the other; `capped` is a
/// promise of at most so many, of which 只 says nothing.
pub fn unfinished(answer: &str, capped: bool) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let place = UNFINISHED.find(answer, from)?;
        from = place.end;
        Some(place.start..place.end)
    });
    found.filter(move |place| {
        let kept = capped && answer[place.clone()].starts_with('只');
        !kept && !is_aside(&answer[..place.start], &answer[place.start..])
    })
}

/// Words of what is under way, left over, late, or did not come off.
static UNFINISHED: LazyLock<Search> =
    LazyLock::new(|| Search::new(&PATTERNS.join("|"), Beginning::with(FIRST, REACH)));

/// Bytes of the longest match.
const REACH: usize = 120;
/// The characters that matches begin with.
const FIRST: &str = concat!(
    "正仍还尚筹推进在刚等没未剩余仅只现其另空缺欠离，、差短虽断停中撂搁卡落一过半截顺拖延晚迟",
    "头前0123456789二三四五六七八九十大可但不却取泡黄作流依比应该压待报少的要须需打耽误冲漏被给忘食明来开年改压缩减其此往后以之入上下一二三四月想凑将有谈各无够排挪定放看列并留暂达算就挤至慢别",
);
const PATTERNS: [&str; 14] = [
    "正在|仍在|还在|尚在|还没|尚未|仍未|还未|筹建|推进中|进行中|在建|刚刚?(?:铺开|起步|开头|动工|破土|启动|起了个头)|等[^，。]{0,12}(?:批|核|款|验|到位)|没通|未通",
    "剩下|余下|仅剩|只剩|现剩|还剩|尚余|其余[0-9一二三四五六七八九十两几]{1,9}[^，。]{0,8}(?:后|再|年|等|待|还|尚|没|未|正|缺)|另一(?:处|个|家|间|名)[^，。；]{0,14}(?:没|未|还|尚|待|等|后再|后续|年|因|停|卡)|另有[^，。]{0,8}(?:没|未)|还有[^，。]{0,12}(?:没|未|空)|还有[0-9一二三四五六七八九十两]{1,9}[^，。]{1,2}(?:正|在|要|须|需)|空着|缺口|还有[^，。]{1,2}成|还缺|还差|尚缺|尚差|欠了|，(?:超期|超时)[0-9一二三四五六七八九十两]",
    "离[^，。]{0,14}(?:还|尚|差|短)|[，、]差[0-9一二三四五六七八九十两几]|差一截|短一截|未达|没达|没有达到|差了",
    "没能|未能|没做到|未做到|没有做到|虽未|没完成|未完成|没有完成|(?:断|停)了(?:[0-9一二三四五六七八九十两几半]|线)|中断|撂下|搁置|搁下|搁在|卡在|落空|没有去成|没有?(?:能)?(?:办成|建成|谈妥|通过|落地|兑现|实现|开成|启动|动工|开工|用上|达标|凑齐|配齐|成行)|没有再(?:开|办|去|做|讲|搞|贴|谈|访|听|查|公示|公布|组织)",
    "只(?:完成|做|办|讲|开|到|走|去|建|修|装|收|培|发)(?:了|成|好|到|出)?[0-9一二三四五六七八九十两半]|一半|过半|半截|推迟|顺延|(?:拖到|拖至)[0-9一二三四五六七八九十]{1,9}月|延到|延至|延期|晚了|迟了|[0-9一二三四五六七八九十]月(?:份|底|初|上旬|中旬|下旬)?才|大半[^年天夜辈生个]",
    "只[^，。；用花耗占需隔要差停等剩是能有](?:(?:了|成|到|出|过)|[^，。；]{1,2}了)[0-9一二三四五六七八九十两半]|(?:可|但|但是|不过|却)[^。；]{0,12}(?:只有|仅有|不到)[^，。；]{0,6}[0-9一二三四五六七八九十两]",
    "取消了|泡汤|黄了|作罢|中辍|中止|流产|还是这样|还是老样子|还是原样|依旧如此|没有(?:开|交|改|批|签|换|动|到位|跟上)[，。；]|一[个名位户家次场回张份件条间处][也都]没有?",
    "比(?:应|该|计划|承诺|约定|原定|说好|预定|目标|要求)[^，。]{0,8}少了?[0-9一二三四五六七八九十两]|(?:应|该)[^，。；]{0,14}[次回场趟遍]，[^，。；]{0,3}实|没有?补(?:[，。；]|齐|上|办|课)|压在[^，。；]{0,4}(?:抽屉|手里|手上|案头|柜)|[还仍尚]压在|[还仍](?:躺|睡|搁|堆|锁|闲|空|晾)(?:在|着)|压着|待批|待审|报批中|少(?:做|办|讲|开|到|走|去|建|修|收|培)了?[0-9一二三四五六七八九十两]|[的，尚要须需]待[^，。；]{1,12}(?:后|再)|[的，尚仍]待[^，。；]{0,8}(?:复核|复验|验收|审批|审定|批复|批准|拨付|补录|公布|招录)",
    "耽误|耽搁|误了|冲掉了?|[漏缺落](?:了|下|掉)[0-9一二三四五六七八九十两几]|(?:被|给)冲了",
    "(?:没有|没|未)(?:[建修办配装设买栽种铺挖架拆迁](?:[，。；：]|[好成起完齐上了](?:[，。；：]|$))|[^，。；]{1,2}起来(?:[，。；：]|$)|[换改搬调腾选请谈找](?:下来|过来|出来|上来|成|到|着|掉))|打算(?:明年|来年)|忘(?:了|记了)(?:[，。；办开做交报补讲贴去]|公)|没有?顾[上得]|食言",
    // 定在明年春季, 等着明年的钱, 要到年后再改: to come.
    "(?:留|拖|推|排|挪|等|定|放|延|停|要|看)(?:到|在|至|着)?了?(?:明年|来年|开春|明春|年后|下一?批|下一年)|(?:明年|来年|开春|明春|年后|过了年)[^，。；]{0,6}(?:再|才|见分晓|发|补|交付|启用|完工|接着|的钱|的项目)|(?:列入|并入)(?:明年|来年)[^，。；]{0,4}(?:计划|安排|开放|项目)",
    // 后来改为每月一次, 入冬后断了, 十月以后没人提: kept at first only.
    "改[为成](?:每|一|两|半)个?(?:周|月|季|学期|年|旬|天)|(?:压缩|缩短|缩减|缩|减)[为成]了?(?:一|两|半|[0-9])|(?:其后|此后|往后|后来|之后|以后|入[春夏秋冬]后|[上下]半年|后半年|[一二三四]季度|月起)[^，。；]{0,10}(?:断了|停了|空着|空白|稀了|疏于|没人|没续|没张罗|未拉|未办|未开|没办|没开|没讲|没做|就断|就停)|想起来就[^，。]{1,4}一",
    // 以文件通报代之, 凑合着用: something less.
    "以[^，。；]{1,12}(?:代之|相代|代替|顶替)|凑合|将就着|有名无实|没有单独|谈不拢|没谈拢|谈不上|各执一词|无人(?:应聘|敢接|报名)|不敢夸口|没法[办弄]|没敢|暂未|够不上|达不到|还差着|[还仍](?:是|为)空白",
    // 没有来得及, 第四堂改成了交流发言, 开了三回就散了, 待董事会审议: fell short in one way or another.
    "没有?来得及|来不及|没有?守住|没有?够[上到着]|算不[得上]|改了期|改期|改[为成]了?(?:自学|书面|茶话|交流|传阅|念)|就[散停]了|[，、]散了|停了手|不了了之|挤掉|挤没|至今[没未空]|慢了[0-9一二三四五六七八九十两几半]|拖过了|没有?[住去讲办做建谈走看修装种学排签批定拿要拨请][成下][，。；来]|(?:另外|另有|其他|别的)[^，。；]{0,12}(?:没有?|未)[评建开办讲去到做谈交改动入学]|没有?再(?:排|动|来|续|碰|露)|(?:没有|没)[^，。；的]成[，。；]|[头前][0-9一二三四五六七八九十两]{1,3}个月[^，。；]{0,6}(?:齐|没断|按时|准时|坚持)|，[^，。；]{1,6}只有[0-9一二三四五六七八九十两]{1,3}[回次场趟遍堂期晚]|，待[^，。；]{0,8}(?:审议|研究|上会|表决|讨论)",
];

/// Openings of such words, and what behind them in the sentence makes them say something of another thing; the
/// characters that are looked at are counted from the opening.
const ASIDES: [(&[&str], Range<usize>, &[&str]); 14] = [
    // 赶在建党一百周年前头.
    (
        &["在建"],
        2..3,
        &["党", "军", "国", "校", "院", "厂", "社", "队"],
    ),
    // 对在建项目抽查了一轮.
    (&["在建"], 2..6, &["项目", "工程", "工地", "标段", "楼盘"]),
    // 接生过半个村.
    (&["过半"], 2..3, &["个", "年", "月", "天", "辈", "生", "百"]),
    // 每次只说了五分钟, 只讲二十大报告里的一个词: how it was done, not how much.
    (&["只"], 0..10, &["分钟"]),
    (&["只"], 2..6, &["二十大"]),
    // 取消了评优资格.
    (
        &["取消了"],
        0..FAR,
        &["资格", "评优", "评先", "称号", "职务"],
    ),
    // 审读的缺口已经堵住.
    (&["缺口"], 0..FAR, &["堵", "补上", "补齐", "补足", "已"]),
    // 一次也没落下: kept.
    (
        &[
            "一个", "一名", "一位", "一户", "一家", "一次", "一场", "一回", "一张", "一份", "一件",
            "一条", "一间", "一处",
        ],
        2..7,
        &[
            "缺", "少", "落", "漏", "断", "误", "拖", "欠", "迟", "耽", "脱", "丢", "拉", "退",
            "辍", "重", "错",
        ],
    ),
    // 上学少走四里: the way is shorter.
    (&["少"], 0..7, &["里", "路", "趟"]),
    // 翻完还在上面批了字: where, not when.
    (&["还在"], 2..4, &["上面", "上头", "旁边", "后面", "里面"]),
    // 一半是村里出的: where it came from.
    (&["一半"], 2..4, &["是", "由", "来自", "出自"]),
    // 停了四十六辆车: stood.
    (&["断了", "停了"], 2..8, &["辆", "车"]),
    // 落了十年灰的展柜.
    (&["落了"], 2..7, &["年", "灰", "雨", "雪"]),
    // 断了三年的线接上了.
    (&["断了", "停了"], 2..7, &["的"]),
];
/// To the end of the sentence.
const FAR: usize = usize::MAX;

/// Whether words of [`UNFINISHED`] say something of another thing.
fn is_aside(before: &str, from: &str) -> bool {
    let sentence = from.split(['。', '；']).next().unwrap_or(from);
    let opens = |words: &[&str]| words.iter().any(|word| from.starts_with(word));
    let contains = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    // 没有一次因凑不齐人而延期, 没有再出现牌子还在人已走的.
    let near = before.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    // 去年说夜班断了线，今年天天有人: what was so then.
    let told = before.rsplit(['。', '；']).next().unwrap_or(before);
    if contains(told, &["去年", "上年"]) && !told.contains("今年") && sentence.contains("，今年")
    {
        return true;
    }
    // 由每月一趟改为每旬一趟: more often.
    if from.starts_with('改') && before[near..].contains(['由', '从']) {
        return true;
    }
    if contains(
        &before[near..],
        &["没有一", "没有因", "没有再", "从未", "不再"],
    ) {
        return true;
    }
    // 减少到2件, 至少到一个组: no word of its own.
    if from.starts_with('少') && before.ends_with(['减', '至', '不', '很', '多', '缩']) {
        return true;
    }
    // 哪条办了哪条没办，都贴在门上.
    if from.starts_with(['没', '未']) && before.ends_with(['条', '件', '项', '的']) {
        return true;
    }
    // 抄在公示栏，一个字没有改: as it was said.
    if from.starts_with("没有改") && ends_with(before, &["一个字", "一字", "一句", "一笔"])
    {
        return true;
    }
    // 月月没落空, 一天也不耽误.
    if ends_with(before, &["没", "没有", "未", "从不", "不"]) && !from.starts_with(['没', '未'])
    {
        return true;
    }
    let told = |(words, place, others): &(&[&str], Range<usize>, &[&str])| {
        opens(words) && {
            let window = sentence.chars().skip(place.start).take(place.len());
            contains(&window.collect::<String>(), others)
        }
    };
    ASIDES.iter().any(told)
        || opens(&["只"]) && ends_with(before, &["每回", "每次", "每堂", "每场"])
        || opens(&["中断", "断了", "停了", "迟了", "晚了"]) && is_made_up(sentence)
        || opens(&["耽", "误", "冲", "漏", "缺", "落", "被", "给", "差"]) && is_made_up(sentence)
        || opens(&["还没", "尚未"]) && is_overtaken(from)
        || opens(&["一半", "过半", "大半", "半截"]) && is_less(before)
        || opens(&["一半"]) && ends_with(before, &HALVED)
        || opens(&["余下", "剩下", "其余"]) && is_settled(sentence)
        || opens(&["应", "该"]) && is_as_due(sentence)
}

/// 我和会计一人一半, 念到一半被人纠正: shared between two, or in the middle of it.
const HALVED: [&str; 10] = [
    "一人", "各人", "念到", "讲到", "说到", "谈到", "听到", "读到", "开到", "看到",
];

fn ends_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// 因停电中断二十分钟，后来接着讲完: made up for.
fn is_made_up(sentence: &str) -> bool {
    /// What was begun and broken off may also be taken up again; of a deed that was not done these say nothing.
    const TAKEN_UP: [&str; 5] = ["补学", "接着", "恢复", "查清", "追回"];
    let mut found = MADE_UP
        .iter()
        .chain(&TAKEN_UP)
        .flat_map(|words| sentence.match_indices(words));
    found.any(|(at, _)| !ends_with(&sentence[..at], &["没", "没有", "未"]))
}

/// 车还没有出门，斤数就写上了: before, not unfinished.
fn is_overtaken(from: &str) -> bool {
    from.split('，')
        .nth(1)
        .is_some_and(|next| next.contains('就'))
}

/// 应开12次，实开12次: as often as was due.
fn is_as_due(sentence: &str) -> bool {
    let mut numbers = quantities(sentence).into_iter();
    match (numbers.next(), numbers.next()) {
        (Some(due), Some(told)) => told.value >= due.value,
        _ => false,
    }
}

/// 打电话的少了一大半.
fn is_less(before: &str) -> bool {
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
    ends_with(before, &LESS)
}

/// 余下4条涉及编制，已经书面答复: the rest is settled too. Of 余下7人，其中2人已改用电话 some are.
fn is_settled(rest: &str) -> bool {
    const SETTLED: [&str; 5] = ["全部", "销号", "清零", "办结", "完成"];
    const UNSETTLED: [&str; 19] = [
        "挤掉",
        "没",
        "未",
        "还",
        "尚",
        "待",
        "等",
        "再",
        "差",
        "不",
        "卡",
        "停",
        "明年",
        "明春",
        "明后",
        "来年",
        "来春",
        "下一步",
        "下步",
    ];
    let contains = |words: &[&str]| words.iter().any(|word| rest.contains(word));
    (rest.contains(['了', '已', '都', '转']) || contains(&SETTLED))
        && !contains(&UNSETTLED)
        && !rest.contains("其中")
}

#[cfg(test)]
mod tests {
    use super::{FIRST, PATTERNS, REACH, unfinished};
    use crate::text::assert_begins;

    #[test]
    fn the_words_begin_as_told() {
        for pattern in PATTERNS {
            assert_begins(pattern, FIRST, REACH);
        }
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
            ("门口一次也没贴。", true),
            ("会场里一次也没有落下。", false),
            ("孩子上学少走四里。", false),
            ("棚子里停了四十六辆车。", false),
            ("横向课题刚刚铺开。", true),
            ("余下的九户都用上了自来水。", false),
            ("老党员翻完，还在上面批了字。", false),
            ("活动室还在装修。", true),
            ("一共一万元，一半是村里出的，一半是我讨来的。", false),
            ("最后一堂因停电中断二十分钟，后来接着讲完。", false),
            ("五月漏了一回，六月补上了，还差两个组没有补上。", true),
            ("余下三条逐条作了说明。", false),
            ("余下三条明年再办。", true),
            ("三号楼的待加固后一并改造。", true),
            ("接待回迁户后当场登记。", false),
            ("校牌量了尺寸，旧课本没有来得及打开。", true),
            ("第四堂改成了交流发言。", true),
            ("晚上那场开了三回就散了。", true),
            ("办法改到第三稿，待董事会审议。", true),
            ("三、四季度没有住成。", true),
            ("另外四个支部没有评。", true),
            ("剩下的又让汇演挤掉了。", true),
            ("合同8月没签下来。", true),
            ("原话抄在公示栏，一个字没有改。", false),
            ("病历写得潦草，说了两次没有改。", true),
            ("对3个在建项目各查了一轮。", false),
            ("接生过半个村的桂芬婶当了组长。", false),
            ("余下的2条3月22日销号，19条全部清零。", false),
            ("谈到36人，余下7人在外进修，其中2人已改用电话。", true),
            ("该组全年应开12次，实开12次。", false),
            ("该组全年应开12次，实开9次。", true),
            ("给管水员打分这一条，我没张罗起来。", true),
            ("七十年代的那一万条还躺在柜子里。", true),
            ("来信26件全部上账，按期答复21件，超期5件。", true),
            ("来信26件全部按期答复，没有一件超期。", false),
            ("十九个老党员，我和会计一人一半，一个月一趟。", false),
            ("五个村有四个发展了党员，上湾村还是空白。", true),
            ("去年说学生出门就断了线，今年三个小组全部挂牌。", false),
            ("去年挂的牌，今年断了线。", true),
            ("散会前从头念一遍，有两回念到一半被人纠正过来。", false),
        ] {
            assert_eq!(unfinished(text, false).next().is_some(), expected, "{text}");
        }
    }
}
