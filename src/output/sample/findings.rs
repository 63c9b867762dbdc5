//! The findings, topics, pledges and score of the sample.

use super::Draft;
use crate::output::report::*;
use crate::ruleset::{Severity, Strength};

type Found = (Diagnostic, Option<ViewSpan>, Vec<Option<ViewSpan>>);

/// Diagnostics, and in the same order their passages and those of their related entries.
pub(super) type Lists = (
    Vec<Diagnostic>,
    Vec<Option<ViewSpan>>,
    Vec<Vec<Option<ViewSpan>>>,
);

/// `code name`, severity, passage (empty = whole report), message, help, demand.
fn finding(
    draft: &Draft,
    id: &str,
    severity: Severity,
    passage: &str,
    words: [&str; 3],
    strength: Strength,
) -> Found {
    let (code, name) = id.split_once(' ').unwrap();
    let (span, range) = if passage.is_empty() {
        (None, None)
    } else {
        let (span, range) = draft.find(passage);
        (Some(span), Some(range))
    };
    let diagnostic = Diagnostic {
        code: code.into(),
        name: name.into(),
        severity,
        confidence: 0.9,
        message: words[0].into(),
        help: words[1].into(),
        range,
        related: Vec::new(),
        repeats: 0,
        demand: Demand {
            profile: "xiaogan".into(),
            text: words[2].into(),
            strength,
        },
    };
    (diagnostic, span, Vec::new())
}

fn relate(draft: &Draft, found: &mut Found, message: &str, passage: &str) {
    let place = (!passage.is_empty()).then(|| draft.find(passage));
    let (span, range) = place.unzip();
    found.0.related.push(Related {
        message: message.into(),
        range,
    });
    found.2.push(span);
}

pub(super) fn all(draft: &Draft) -> Lists {
    use Severity::{Error, Info, Warning};
    use Strength::{Hard, Practice, Soft};
    let mut found = vec![
        finding(
            draft,
            "SHR002 achievement-share",
            Warning,
            "",
            [
                "成绩占 48.8%，高于方案的 33.3%，多出约 340 字",
                "把成绩压到三分之一左右：同类事例留一个最有分量的，其余并成一句；腾出的篇幅写问题和原因。",
                "成绩部分一般不超过三分之一",
            ],
            Soft,
        ),
        finding(
            draft,
            "TOP001 missing-topic",
            Error,
            "",
            [
                "没有写到要点“党员教育管理与发展”中的流动党员管理",
                "补写流动党员怎么管、管住了多少人，写出数字和办法。",
                "述职应当包括党员教育、管理和发展情况",
            ],
            Hard,
        ),
        finding(
            draft,
            "TRM004 finished-campaign",
            Warning,
            "深入开展“不忘初心、牢记使命”主题教育",
            [
                "“不忘初心、牢记使命”主题教育集中在 2019 年，这里当作 2023 年的工作来写",
                "2023 年开展的是学习贯彻习近平新时代中国特色社会主义思想主题教育；核对后改写，或删去这一句。",
                "表述应与述职年度一致",
            ],
            Practice,
        ),
        finding(
            draft,
            "GRD103 generalities",
            Info,
            "广大党员受到了深刻的思想洗礼",
            [
                "只有评价，没有数据和事例",
                "写明有多少人参加、解决了哪一件事。",
                "见人见事见思路，不讲空话套话",
            ],
            Soft,
        ),
        finding(
            draft,
            "PLG002 pledge-partial",
            Info,
            "关于党员教育针对性不强的问题，正在推进中",
            [
                "上年承诺“全年培训党员不少于 4 期”只写“正在推进中”，没有数字和完成时限",
                "写明已办几期、还差几期、什么时候完成。",
                "述职应当报告年初公开承诺的兑现情况",
            ],
            Hard,
        ),
        finding(
            draft,
            "GRD003 surface-problems",
            Warning,
            "一是理论学习还不够系统深入；二是个别村党支部组织生活质量不高，“三会一课”记录不规范；三是党建品牌创新不够，特色不够鲜明",
            [
                "三个问题都是泛泛之谈，没有一处触及书记本人的责任",
                "每个问题写清：在哪个支部、哪件事上、我做得不够的是什么。例：三会一课记录不规范，是我全年只抽查了 2 个支部。",
                "既要讲本地的问题，也要讲本人的问题",
            ],
            Soft,
        ),
        finding(
            draft,
            "GRD004 others-problems",
            Warning,
            "个别村党支部组织生活质量不高",
            [
                "问题说的是下级党组织，没有本级和书记本人的",
                "在后面补上镇党委和本人的不足。",
                "既要讲本地的问题，也要讲本人的问题",
            ],
            Soft,
        ),
        finding(
            draft,
            "GRD005 objective-causes",
            Warning,
            "主要是部分村干部文化程度不高、外出党员较多，基层经费保障有限",
            [
                "原因都在客观一面，没有一条书记本人的主观原因",
                "从思想认识、责任担当、工作方法三方面各写一条自己的原因。",
                "原因剖析应当触及主观",
            ],
            Soft,
        ),
        finding(
            draft,
            "GRD006 goals-only",
            Warning,
            "一是持续加强理论学习，不断提高政治站位。二是进一步夯实基层基础，全面提升组织力。三是大力推进党建品牌建设",
            [
                "前三条只有方向和目标，没有任务、责任人和时限",
                "照第四条的写法，把每条落到“谁、什么时候、做成什么”。",
                "下步措施应当具体可行",
            ],
            Soft,
        ),
        finding(
            draft,
            "TXT001 placeholder",
            Error,
            "XX",
            [
                "占位符“XX”没有填写",
                "填上实际数字；如果是有意隐去，加 --masked。",
                "文稿应当完整",
            ],
            Practice,
        ),
        finding(
            draft,
            "TXT008 punctuation",
            Info,
            "< script >",
            [
                "中文里夹了半角符号 <script>alert('y')</script>",
                "改成全角，或删去。",
                "标点用法应当规范",
            ],
            Practice,
        ),
    ];
    relate(
        draft,
        &mut found[5],
        "原因部分也没有本人的责任",
        "产生以上问题",
    );
    relate(draft, &mut found[5], "GRD002 在这里不再单列", "");
    relate(
        draft,
        &mut found[8],
        "这一条写得具体，可以照着写",
        "四是3月底前由组织委员牵头",
    );
    found[3].0.confidence = 0.62;
    found[10].0.repeats = 12;
    let mut lists = (Vec::new(), Vec::new(), Vec::new());
    for (diagnostic, span, related) in found {
        lists.0.push(diagnostic);
        lists.1.push(span);
        lists.2.push(related);
    }
    lists
}

pub(super) fn topics(draft: &Draft) -> Vec<TopicEntry> {
    [
        ("第一责任人与问题整改", "全年主持党委会研究党建议题14个"),
        ("整顿软弱涣散与两委", "倒排软弱涣散村党组织3个"),
        ("服务型党组织", "建成镇村两级便民服务点22处"),
        ("党员教育管理与发展", ""),
        ("投入保障", "投入96万元改扩建村级活动场所5个"),
        ("问题与思路措施", "在看到成绩的同时"),
    ]
    .into_iter()
    .enumerate()
    .map(|(index, (title, passage))| TopicEntry {
        id: format!("xiaogan/{}", index + 1),
        title: title.into(),
        compulsory: index == 3,
        covered: !passage.is_empty(),
        evidence: (!passage.is_empty())
            .then(|| draft.find(passage).1)
            .into_iter()
            .collect(),
    })
    .collect()
}

pub(super) fn pledges(draft: &Draft) -> Vec<PledgeEntry> {
    let source = draft.range(0, 0..0);
    let pledge =
        |id: &str, text: &str, deadline: Option<&str>, status, evidence: &str, reason: &str| {
            PledgeEntry {
                id: id.into(),
                text: text.into(),
                deadline: deadline.map(str::to_owned),
                source: source.clone(),
                status,
                confidence: 0.8,
                evidence: (!evidence.is_empty())
                    .then(|| draft.find(evidence).1)
                    .into_iter()
                    .collect(),
                reason: reason.into(),
            }
        };
    vec![
        pledge(
            "P1",
            "整顿软弱涣散村党组织3个，全部摘帽",
            Some("2023年底前"),
            PledgeStatus::Answered,
            "倒排软弱涣散村党组织3个",
            "数量和对象都对得上",
        ),
        pledge(
            "P2",
            "全年培训党员不少于4期，把流动党员也纳入进来，每期结束后由镇党校逐人登记、逐人回访，做到一个不漏",
            None,
            PledgeStatus::Partial,
            "关于党员教育针对性不强的问题",
            "只说正在推进，没有期数",
        ),
        pledge(
            "P3",
            "为每个村配一名党建指导员",
            Some("6月底前"),
            PledgeStatus::Missing,
            "",
            "全文没有提到党建指导员",
        ),
    ]
}

pub(super) fn rubric() -> Rubric {
    let dimension =
        |id: &str, title: &str, max: f64, gained: &[&str], lost: &[(&str, f64, &str)]| {
            let points: f64 = lost.iter().map(|it| it.1).sum();
            Dimension {
                id: id.into(),
                title: title.into(),
                score: (max > 0.0 && id != "format").then_some(max - points),
                max,
                gained: gained.iter().map(|it| (*it).to_owned()).collect(),
                lost: lost
                    .iter()
                    .map(|(code, points, reason)| Lost {
                        code: (*code).into(),
                        points: *points,
                        reason: (*reason).into(),
                    })
                    .collect(),
            }
        };
    Rubric {
        total: 64.8,
        grade: "差".into(),
        outcome: Verdict::Revise,
        outcome_text: "督促修改".into(),
        note: "文本自查分只看文字写得怎样，不评价人和工作，不代替上级评议；所写是否属实，文字本身看不出来。".into(),
        dimensions: vec![
            dimension("content", "内容完整", 15.0, &["六个要点写到五个", "四个部分齐全"], &[("TOP001", 8.1, "没有写到“党员教育管理与发展”")]),
            dimension("shares", "篇幅与比例", 15.0, &[], &[("SHR002", 4.7, "成绩占 48.8%")]),
            dimension("facts", "履职写实", 15.0, &["数字 31 处", "事例 2 个"], &[("GRD103", 0.9, "一句只有评价")]),
            dimension("own", "本人履职", 10.0, &["“我”作主语 9 句"], &[("GRD004", 3.2, "问题说的是下级")]),
            dimension("problems", "问题查摆", 15.0, &[], &[("GRD003", 4.7, "问题泛泛，没有触及本人责任")]),
            dimension("causes", "原因剖析", 10.0, &[], &[("GRD005", 3.2, "只有客观原因")]),
            dimension("pledges", "上年整改与承诺", 10.0, &["上年问题逐条回应"], &[("PLG001", 3.2, "P3 没有交代"), ("PLG002", 0.9, "P2 只交代一半")]),
            dimension("measures", "措施可行", 10.0, &["一条措施有责任人和时限"], &[("GRD006", 3.2, "前三条没有任务和时限")]),
            dimension("format", "格式", 0.0, &[], &[]),
        ],
    }
}
