//! Generated reports for measuring how alike ones are found: the same for a seed on every machine.

/// Numbers from a seed (xorshift over a mixed start).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        let mixed = (seed ^ 0x2545_f491_4f6c_dd1d).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Dice((mixed ^ mixed >> 29) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 16) % limit as u64) as usize
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const HOW: [&str; 24] = [
    "带头",
    "上门",
    "先后",
    "分头",
    "连夜",
    "逐户",
    "当场",
    "抽空",
    "反复",
    "专程",
    "亲手",
    "陪着老支书",
    "同包组干部",
    "和村医一道",
    "请来技术员",
    "领着突击队",
    "会同监委会",
    "拉上合作社",
    "邀请老教师",
    "挨个",
    "利用赶集",
    "趁着农闲",
    "冒雨",
    "自己",
];
const DO: [&str; 40] = [
    "清点了",
    "修通了",
    "谈妥了",
    "协调解决",
    "走访了",
    "核对了",
    "整理出",
    "办起了",
    "督促改好",
    "争取到",
    "补种了",
    "拆掉了",
    "登记了",
    "改造了",
    "讲解了",
    "调解了",
    "查看了",
    "公示了",
    "组织学习",
    "测量了",
    "更换了",
    "筹集了",
    "验收了",
    "送去了",
    "发动捐出",
    "联系卖掉",
    "改选了",
    "考察了",
    "宣讲了",
    "摸清了",
    "退回了",
    "收回了",
    "签订了",
    "盘活了",
    "粉刷了",
    "开设了",
    "培训了",
    "帮扶了",
    "记录了",
    "回访了",
];
const WHICH: [&str; 36] = [
    "河东岸的",
    "二组北头的",
    "山坡上的",
    "沿街的",
    "老粮站的",
    "漏雨的",
    "闲置的",
    "拖欠的",
    "新分来的",
    "外出的",
    "年满七十的",
    "桥头的",
    "没有登记的",
    "群众反映的",
    "去年留下的",
    "靠公路的",
    "下湾的",
    "校门口的",
    "水库下游的",
    "土地庙旁的",
    "待业的",
    "返乡的",
    "多年不和的",
    "无人照看的",
    "刚转正的",
    "最偏远的",
    "容易积水的",
    "争议大的",
    "账目不清的",
    "快到期的",
    "种烟叶的",
    "养蜂的",
    "跑运输的",
    "低洼处的",
    "搬迁点的",
    "集镇上的",
];
const WHAT: [&str; 48] = [
    "水渠",
    "路灯",
    "党员档案",
    "低保户",
    "果园",
    "活动室",
    "鱼塘",
    "公厕",
    "晒谷场",
    "助餐点",
    "图书角",
    "垃圾池",
    "承包合同",
    "机耕路",
    "独居老人",
    "留守儿童",
    "危房",
    "茶园",
    "井盖",
    "菜地",
    "广播",
    "卫生室",
    "涵洞",
    "护栏",
    "宅基地纠纷",
    "积极分子",
    "流动党员",
    "困难职工",
    "库房",
    "大棚",
    "旧祠堂",
    "排水沟",
    "停车位",
    "健身器材",
    "意见箱",
    "记录本",
    "药材基地",
    "加工坊",
    "电商小店",
    "秸秆",
    "河道",
    "挡土墙",
    "桥面",
    "班车站",
    "货款",
    "工钱",
    "林权证",
    "党费",
];
const THEN: [&str; 30] = [
    "惠及",
    "涉及",
    "减少支出",
    "多收入",
    "节约了",
    "按期交付",
    "当月见效",
    "群众送来锦旗",
    "没有再出纠纷",
    "还剩",
    "比上年多",
    "比计划晚了",
    "镇里通报表扬",
    "写进了村规",
    "老人都说方便",
    "雨季没有再淹",
    "账已经张榜",
    "由小组长接着管",
    "秋后再看一遍",
    "带动了",
    "合作社认领了",
    "年底结清",
    "专人每周查看",
    "请大家监督",
    "教训记在本上",
    "一年没有返工",
    "上级来看过",
    "孩子放学有去处",
    "手续都补齐了",
    "验收合格",
];
const UNIT: [&str; 10] = ["户", "人", "亩", "米", "件", "次", "万元", "处", "天", "吨"];
const BOILERPLATE: [&str; 16] = [
    "认真落实全面从严治党各项要求，切实担起抓党建的第一责任。",
    "坚持把政治建设摆在首位，严格执行民主集中制和请示报告制度。",
    "理论学习不够深入，联系实际不够紧密，学用结合还有差距。",
    "工作作风不够扎实，深入基层、深入群众的时间不够多。",
    "创新意识不强，习惯于用老办法解决新问题。",
    "担当精神有所弱化，存在怕得罪人的思想。",
    "下一步，我将进一步加强学习，不断提高抓党建工作的能力和水平。",
    "进一步压实责任，推动各项任务落到实处、见到实效。",
    "以上述职，不妥之处，请各位领导和同志们批评指正。",
    "严格落实中央八项规定精神，自觉接受党员群众监督。",
    "扎实开展主题党日活动，严格党内组织生活。",
    "坚持党建引领乡村振兴，推动基层治理水平不断提升。",
    "主观上对抓好党建是最大政绩的认识还不够到位。",
    "对照上级要求和群众期盼，工作中还存在一些问题和不足。",
    "现将一年来履行党建工作责任的情况报告如下。",
    "加强党员教育管理，从严把好党员发展关口。",
];
const SURNAMES: [&str; 20] = [
    "周", "何", "刘", "魏", "蒋", "罗", "邓", "许", "韩", "曹", "彭", "萧", "田", "董", "潘", "袁",
    "蔡", "余", "杜", "叶",
];
const GIVEN: [&str; 24] = [
    "有田", "秀英", "国梁", "长顺", "文斌", "春上", "建民", "敏", "志远", "桂兰", "大勇", "晓燕",
    "玉成", "克俭", "红梅", "立新", "家旺", "月娥", "宏伟", "启明", "德全", "素珍", "卫东", "小满",
];
const PLACES: [&str; 24] = [
    "柳湾", "青石", "河口", "上坪", "石桥", "东岗", "白沙", "双井", "枫树", "茅店", "龙潭", "七里",
    "黄泥", "竹溪", "大堰", "马鞍", "清水", "南坡", "金鸡", "响水", "杨梅", "古塘", "桃源", "老鹰",
];

/// A report as sentences.
#[derive(Clone)]
pub struct Report {
    pub village: String,
    pub writer: String,
    pub sentences: Vec<String>,
}

fn person(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&SURNAMES), dice.pick(&GIVEN))
}

fn village(dice: &mut Dice) -> String {
    format!(
        "{}{}村",
        dice.pick(&PLACES),
        dice.pick(&["", "一", "上", "下", "新"])
    )
}

fn deed(dice: &mut Dice) -> String {
    let mut deed = format!("{}", dice.below(12) + 1);
    deed.push('月');
    for clause in 0..2 + dice.below(2) {
        if clause > 0 {
            deed.push('，');
        }
        match dice.below(5) {
            0 => {
                deed.push_str(&person(dice));
                deed.push_str(dice.pick(&["负责", "提出", "反映", "带人", "答应"]));
            }
            1 => {
                deed.push('在');
                deed.push_str(&village(dice));
            }
            _ => deed.push_str(dice.pick(&["我", "支部", "我们", ""])),
        }
        deed.push_str(dice.pick(&HOW));
        deed.push_str(dice.pick(&DO));
        deed.push_str(dice.pick(&WHICH));
        deed.push_str(dice.pick(&WHAT));
        if dice.below(2) == 0 {
            deed.push_str(&format!("{}{}", dice.below(400) + 2, dice.pick(&UNIT)));
        }
    }
    deed.push('，');
    deed.push_str(dice.pick(&THEN));
    if dice.below(2) == 0 {
        deed.push_str(&format!("{}{}", dice.below(900) + 2, dice.pick(&UNIT)));
    }
    deed.push('。');
    deed
}

impl Report {
    /// A report of about so many characters that has nothing in common with others but what everybody writes.
    pub fn new(seed: u64, length: usize) -> Report {
        let mut dice = Dice::new(seed);
        let mut report = Report {
            village: village(&mut dice),
            writer: person(&mut dice),
            sentences: Vec::new(),
        };
        let mut characters = 0;
        while characters < length {
            let sentence = if dice.below(12) == 0 {
                dice.pick(&BOILERPLATE).to_owned()
            } else {
                deed(&mut dice)
            };
            characters += sentence.chars().count();
            report.sentences.push(sentence);
        }
        report
    }

    /// Takes a stretch of another report's sentences over its own, as a lazy writer does: numbers changed everywhere,
    /// names in some sentences, a sentence left out, two turned round.
    pub fn copy_from(&mut self, other: &Report, share: f64, seed: u64) {
        let mut dice = Dice::new(seed);
        let all = other.sentences.len();
        let count = ((all as f64 * share).round() as usize).min(all);
        let start = dice.below(all - count + 1);
        let mut copied: Vec<String> = other.sentences[start..start + count]
            .iter()
            .map(|sentence| retouched(sentence, other, self, &mut dice))
            .collect();
        if copied.len() > 8 {
            let left_out = dice.below(copied.len());
            copied.remove(left_out);
            let turned = dice.below(copied.len() - 1);
            copied.swap(turned, turned + 1);
        }
        let room = self.sentences.len().min(copied.len());
        let at = dice.below(self.sentences.len() - room + 1);
        self.sentences.splice(at..at + room, copied);
    }

    pub fn markdown(&self) -> String {
        let mut text = format!(
            "# {}党支部书记抓基层党建工作述职报告\n\n述职人：{}\n\n",
            self.village, self.writer
        );
        for (part, sentences) in self.sentences.chunks(20).enumerate() {
            text.push_str(["## 一、履职情况\n\n", "## 二、主要做法\n\n"][part % 2]);
            for paragraph in sentences.chunks(5) {
                text.extend(paragraph.iter().map(String::as_str));
                text.push_str("\n\n");
            }
        }
        text
    }
}

fn retouched(sentence: &str, from: &Report, to: &Report, dice: &mut Dice) -> String {
    let mut result = sentence.replace(&from.village, &to.village);
    if dice.below(3) == 0 {
        let old = dice.pick(&WHAT);
        result = result.replacen(old, dice.pick(&WHAT), 1);
        for surname in SURNAMES {
            result = result.replacen(surname, dice.pick(&SURNAMES), 1);
        }
    }
    if dice.below(4) == 0 {
        let old = dice.pick(&HOW);
        result = result.replacen(old, dice.pick(&HOW), 1);
        result = result.replacen("，", &format!("，{}", dice.pick(&HOW)), 1);
    }
    let digit = |dice: &mut Dice| char::from(b'1' + dice.below(9) as u8);
    result
        .chars()
        .map(|c| if c.is_ascii_digit() { digit(dice) } else { c })
        .collect()
}
