//! Words that look like numerals and count nothing, and the words that numerals count with.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::scan::Scan;

/// Idioms, fixed terms and function words with numerals in them.
const FIXED: &str = "
四个意识 四个自信 四个全面 四个伟大 四个革命 四个必须 四风 四史 四议两公开 四不两直
四处奔 三公经费 三公消费 四不摘 四下基层 四好农村路 四种形态 四项基本原则 四大考验
四种危险 四责协同 两个确立 两个维护 两个责任 两个务必 两个结合 两个先锋 两个作用
两个覆盖 两个一百年 两个大局 两学一做 两委 两新 两会 两手抓 两手都要硬 两不愁 两山
两优一先 两企三新 两个毫不动摇 三会一课 三严三实 三重一大 三农 三个代表 三个区分开来
三不腐 三支一扶 三大攻坚战 三变 三治 三会 三个务必 三级书记 三级联创 三下乡 一岗双责
一带一路 一把手 一国两制 一号文件 一盘棋 一肩挑 一站式 一事一议 一支部一品牌 一支一品
一党支部 一票否决 一线工作法 一体两翼 一法一条例 一懂两爱 一村一 一户一 一人一 一企一
一事一 一校一 一案一 一对一 一月一 一季一 一周一 一年一 五位一体 五四 五个一 五保
五大发展理念 六稳 六保 六项纪律 六个一 六必述 六大纪律 七一 七个有之 八项规定 八一
八小时 九三学社 九九重阳 十不准 二十四字 二十四节气 九届 一中全会 二中全会 三中全会
四中全会 五中全会 六中全会 七中全会 双百 第一书记 第一责任 第一议题 第一时间 第一线
第一要务 第一资源 第一动力 第一生产力 第一课堂 第一位 第一课 第一手 第一身份 第一职责
第一方阵 第一次全体 第一关 第一信号 第一标准 第一党支部 第二党支部 第三党支部 第一支部
第二支部 第三支部 第三方 第二课堂 第一产业 第二产业 第三产业 第一主体 第一把手 第一环节
第一目标 第一需要 第一抓手 第一关口
一些 一定 一致 一直 一般 一起 一样 一旦 一切 一贯 一线 一体 一流 一时 一再 一味
一律 一向 一边 一面 一方面 一度 一并 一同 一道 一齐 一举 一心 一生 一身 一言 一行
一环 一跃 一经 一点 一下 一会 一番 一系列 一批 一次性 一班人 一家人 一条心 一股劲
一条龙 一揽子 一刀切 一阵 一共 一员 一则 一来 一年来 一年以来 一段时间 一路 一手抓
一级抓一级 一层 一件事 一个时期 一个样 一份子 一分子 一门心思 一丝不苟 一如既往
一以贯之 一针见血 一马当先 一视同仁 一心一意 一步一个脚印 一张蓝图 一抓到底 一竿子
一阵风 一套班子 一面旗帜 一个支部 一名党员一面旗 一言堂 一家之言 一分部署 一日 一应
一概 一丁点 一五一十 一点一滴 一代 一本正经 一头 一只眼 一把尺子 一把钥匙 一根筋
一口气 一个劲 一片 一股脑 统一 进一步 唯一 单一 之一 专一 万一 不一 同一 任一 每一
逐一 某一 这一 那一 哪一 另一 上一 下一 前一 后一 合一 归一 划一 始终如一 知行合一
数一数二 独一无二 百里挑一 丢三落四 不三不四 举一反三 说一不二 表里如一 言行一致
步调一致 万众一心 团结一致 九牛一毛 一一 有一
十分 十足 十全十美 千方百计 千家万户 千头万绪 千万 千军万马 千百万 千里 千言万语
千篇一律 百姓 百年 百花 百分百 百日 百倍 百年大计 百尺竿头 百折不挠 万众 万事
万无一失 万里 万象 万物 万水千山 万分 万元户 亿万 成千上万 老百姓 三番五次 三令五申
三言两语 三心二意 三天打鱼 三天两头 三三两两 三五成群 再三 两难 两张皮 两头 两极
两回事 两把刷子 两点论 两旁 两岸 两全其美 两袖清风 两边 两者 两口子 四季 四周
四面八方 五湖四海 五花八门 五险一金 七上八下 七嘴八舌 七零八落 八方 八股 九牛 十里八乡
十字路口 二手 二维码 二胎 二孩 二级 一级 三级 四级 三甲 二甲 三伏 三九 三轮车 三高
双一流 十四五 十三五 十五五 十二五
12345 12371 12380 12388 12315 1+X 7×24 7*24 24小时
360度 5+2 白+黑 4A 5A
";

/// Measure words and what is counted without one.
const MEASURES: &str = "
个 名 人 人次 场 场次 次 项 件 条 篇 期 户 家 处 所 座 间 栋 幢 套 台 部
位 种 类 批 批次 届 天 日 月 年 周 小时 分钟 秒 元 角 公里 里 米 平方米
立方米 平方公里 平方千米 千米 厘米 毫米 亩 公顷 吨 公斤 千克 斤 克 度 倍 岁 级
层 轮 轮次 遍 趟 回 门 支 组 队 班 村 镇 县 乡 街 字 句 页 册 本 张 幅 块
片 段 路 宗 例 案 起 分 票 席 桌 顿 餐 盏 株 棵 头 只 匹 口 眼 根 面 把
副 对 群 堂 课 节 章 款 点 方面 步 代 世纪 季度 季 刻 楼 笔 份 车 盆 辆 艘
架 道 盘 枚 颗 粒 滴 瓶 箱 袋 包 桶 卷 集 版 封 档 科 学时 课时 课题 党员
干部 群众 支部 学生 教师 职工 居民 村民 校区 乡镇 街道 社区 部门 单位 企业 学期
年级 星期 工作日 千瓦 兆瓦 升 毫升 公分 平方 立方 人民币 美元 万元 亿元 万人 年度
站 区 县区 市 校 号 折 环节
";

/// Words by their first character, in order of that character.
type Index = Vec<(char, Vec<&'static str>)>;

static FIXED_INDEX: LazyLock<Index> = LazyLock::new(|| index(FIXED));
static MEASURE_INDEX: LazyLock<Index> = LazyLock::new(|| index(MEASURES));

fn index(words: &'static str) -> Index {
    let mut map: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
    for word in words.split_ascii_whitespace() {
        if let Some(first) = word.chars().next() {
            map.entry(first).or_default().push(word);
        }
    }
    map.into_iter().collect()
}

fn longest(index: &Index, scan: &Scan, place: usize) -> Option<usize> {
    let first = scan.at(place);
    let bucket = index
        .binary_search_by_key(&first, |(first, _)| *first)
        .ok()?;
    scan.after_any(place, &index[bucket].1)
}

/// The longest fixed term that begins before or at `place` and covers it; gives the place behind it.
pub(super) fn fixed(scan: &Scan, place: usize) -> Option<usize> {
    (place.saturating_sub(5)..=place)
        .filter_map(|start| longest(&FIXED_INDEX, scan, start))
        .filter(|end| *end > place)
        .max()
}

/// The place behind the longest measure word at `place`.
pub(super) fn measure(scan: &Scan, place: usize) -> Option<usize> {
    longest(&MEASURE_INDEX, scan, place)
}
