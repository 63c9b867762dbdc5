//! What belongs together and which role it has, where headings, numbers and lines say so.

use serde_json::Value;

use crate::support::{run_with_input, stdout};

const HEAD: &str = "\
石坡村党支部书记抓基层党建述职报告
（2023年度）
各位领导：我是石坡村党支部书记，2018年7月任现职，现述职如下。
一、履职情况
（一）我带头讲党课4次，主持支委会14次，培养入党积极分子4名，其中35岁以下青年农民3名。
（二）我牵头办起茶叶合作社，流转土地420亩，吸纳社员186户，户均增收2600元，账目按季公开。
（三）我每月18日主持主题党日，全年12次，到会率从七成升到九成，缺席的党员由我上门补课。
";
const PROBLEMS: [&str; 4] = [
    "我抓支部会议不严。全年12次主题党日我有3次在镇上开会没有参加，也没有补课。",
    "我督促村务公开拖沓。二季度的低保名单晚贴了22天，村民两次来问，我都推说过两天再贴。",
    "我培养年轻人不够上心。支部3年只发展了2名35岁以下的党员。",
    "我到第三小组去得少，全年只去过2次。",
];
const CAUSES: &str = "主观上，我学习抓得不紧，怕得罪人，名单一贴总有人来吵，我就能拖则拖。\n";
const PLAN: &str = "\
三、下一步工作打算
（一）严格组织生活。每月18日集中学习一次，由支委点名，我缺一次补一次。
（二）按月公开村务。每月5日前把低保名单和账目贴到三个组，我签字。
（三）培养年轻党员。6月底前确定2名35岁以下的培养对象，由我联系。
（四）跑遍四个组。每月到第三小组住一晚，记下问题当月办。
";

fn check(text: &str) -> Value {
    let arguments = [
        "check",
        "-",
        "--profile",
        "xiaogan",
        "--format",
        "json",
        "--sentences",
    ];
    let output = run_with_input(&arguments, text.as_bytes());
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    report["files"][0].clone()
}

fn role(report: &Value, words: &str) -> String {
    let sentences = report["sentences"].as_array().expect("sentences");
    let text = |sentence: &Value| sentence["text"].as_str().unwrap_or_default().to_owned();
    let found = sentences.iter().find(|one| text(one).contains(words));
    let found = found.unwrap_or_else(|| panic!("{words} is no sentence"));
    found["role"].as_str().unwrap_or_default().to_owned()
}

/// How many problems the rubric counts.
fn problems(report: &Value) -> String {
    let dimensions = report["rubric"]["dimensions"]
        .as_array()
        .expect("dimensions");
    let gained = dimensions.iter().flat_map(|one| one["gained"].as_array());
    let mut lines = gained.flatten().filter_map(Value::as_str);
    let line = lines.find(|line| line.contains("条有事例"));
    line.unwrap_or_default().to_owned()
}

#[test]
fn points_below_a_heading_that_names_their_role_are_items_each() {
    let marks = [
        ["一是", "二是", "三是", "四是"],
        ["1.", "2.", "3.", "4."],
        ["（1）", "（2）", "（3）", "（4）"],
        ["第一，", "第二，", "第三，", "第四，"],
    ];
    for marks in marks {
        let points = marks.iter().zip(PROBLEMS);
        let points: String = points
            .map(|(mark, text)| format!("{mark}{text}\n"))
            .collect();
        let joint = format!(
            "{HEAD}二、存在的问题及原因\n（一）存在的问题\n{points}（二）原因分析\n{CAUSES}{PLAN}"
        );
        assert_eq!(
            problems(&check(&joint)),
            "4 条问题，4 条有事例或数据",
            "{}",
            marks[0]
        );
    }
}

#[test]
fn a_heading_binds_what_hardly_tells_its_role() {
    let report = format!(
        "{HEAD}二、上年度问题整改情况\n（一）关于“组织生活质量不高”问题的整改。制定主题党日提示单12期，逐期审核，镇里复核通过。\n\
        三、存在的问题及原因\n一是{}\n{CAUSES}四、下一步打算\n（一）每月5日前把名单贴到三个组。\n（二）养老院的老人，一人配一名党员。\n",
        PROBLEMS[1]
    );
    let report = check(&report);
    assert_eq!(role(&report, "制定主题党日提示单"), "rectification");
    assert_eq!(role(&report, "养老院的老人"), "plan");
}

#[test]
fn what_is_attached_is_no_part_of_the_report() {
    let points: String = PROBLEMS.iter().map(|text| format!("{text}\n")).collect();
    let report =
        format!("{HEAD}二、存在的问题及原因\n{points}{CAUSES}{PLAN}以上述职，请予评议。\n");
    let attached = format!(
        "{report}述职人：石小山\n2024年3月8日\n附件：2024年度任务清单\n建成农家书屋，6月底前完成。\n"
    );
    let (alone, with) = (check(&report), check(&attached));
    assert_eq!(alone["roles"], with["roles"]);
    assert_eq!(alone["rubric"]["total"], with["rubric"]["total"]);
    assert_eq!(with["year"], 2023, "the line below the title says the year");
}

#[test]
fn what_leads_to_a_report_is_not_its_title() {
    for lead in ["附件2：", "好的，以下是整理好的述职报告："] {
        let report = check(&format!("{lead}\n{HEAD}{PLAN}"));
        assert_eq!(
            report["title"], "石坡村党支部书记抓基层党建述职报告",
            "{lead}"
        );
    }
}

#[test]
fn guidance_of_a_template_is_left_out_of_every_format() {
    let guided = HEAD.replace(
        "一、履职情况\n",
        "一、履职情况\n【填写说明：写本人做的事，要讲到：意识形态、党风廉政。】\n",
    );
    let (alone, with) = (check(HEAD), check(&guided));
    assert_eq!(alone["counts"]["words"], with["counts"]["words"]);
    assert_eq!(alone["topics"][0]["covered"], with["topics"][0]["covered"]);
    assert_eq!(with["skipped"][0]["what"], "模板填写说明");
}
