use super::run;
use crate::check::testing::{document, sink, told};

fn slots(text: &str) -> Vec<String> {
    told(text, Some(2023), run)
        .into_iter()
        .map(|(code, variant, found)| format!("{code} {variant} {found}"))
        .collect()
}

#[test]
fn tells_slots() {
    let cases = [
        ("20xx年，我任XX村党支部书记。", vec!["20xx年", "XX村"]),
        ("201X年我带领Ｘ名党员。", vec!["201X年", "Ｘ名"]),
        ("发展党员×名，走访××户。", vec!["×名", "××户"]),
        ("在**镇**村召开大会。", vec!["**镇", "**村"]),
        ("全年投入____万元建设阵地。", vec!["____万"]),
        ("我是○○村的书记张○○，请评议。", vec!["○○村", "○○"]),
        ("引进1xx人，办成*件实事。", vec!["1xx人", "*件"]),
        ("20__年度工作，由李XX同志负责。", vec!["20__年", "XX同志"]),
        ("会上学习_新时代中国特色社会主义思想。", vec!["_新时代"]),
        (
            "发展党员○名，培养积极分子△名，走访□户。",
            vec!["○名", "△名", "□户"],
        ),
        ("X月X日召开大会。", vec!["X月", "X日"]),
    ];
    for (text, expected) in cases {
        let expected: Vec<String> = expected
            .into_iter()
            .map(|found| format!("TXT001 slot {found}"))
            .collect();
        assert_eq!(slots(text), expected, "{text}");
    }
}

#[test]
fn tells_what_is_empty() {
    assert_eq!(slots("深入学习“”精神。"), ["TXT001 empty “”"]);
    assert_eq!(slots("认真学习《 》等文件。"), ["TXT001 empty 《 》"]);
}

#[test]
fn leaves_marks_that_mean_something() {
    let fine = [
        "推行1+X证书制度，购置X光机一台。",
        "会场长×宽为20×30米，按人数×天数发放补贴。",
        "按中组发〔2017〕5号文件执行，用好5G和12345热线。",
        "**加强领导。**全年召开会议12次，**压实责任**，逐项落实。",
        "* 抓学习，每月一次。",
        "________",
        "二〇〇八年建成，二〇二三年扩建，〇〇后党员3名。",
        "网址为www.xxdj.gov.cn，Excel表格已报送，xxl型号。",
        "推行党建+X模式，探索X+1机制。",
        "说法不一（见附件）。",
        "述职人签名：____",
        "述职人：________",
        "坐标按3×5排列，成效提高了3X。",
    ];
    for text in fine {
        assert!(slots(text).is_empty(), "{text}: {:?}", slots(text));
    }
}

#[test]
fn a_masked_draft_is_not_judged() {
    let sink = sink(
        &document("XX村有党员XX名，组织“”学习。"),
        Some(2023),
        true,
        &[run],
    );
    assert!(sink.findings.is_empty());
    assert_eq!(sink.not_judged[0].0, "TXT001");
}

#[test]
fn prompts_of_controls_are_named() {
    let mut form = document("我叫单击此处输入姓名，任支部书记。\n单击此处输入姓名Ａ。");
    form.blocks[0].prompts = vec!["单击此处输入姓名".into()];
    form.blocks[1].prompts = vec!["单击此处输入姓名Ａ".into(), "不在文中".into()];
    let told: Vec<(&str, String)> = sink(&form, Some(2023), false, &[run])
        .findings
        .iter()
        .map(|finding| (finding.variant, crate::check::testing::found(finding)))
        .collect();
    let expected = [
        ("prompt", "单击此处输入姓名".to_owned()),
        ("prompt", "单击此处输入姓名Ａ。".to_owned()),
    ];
    assert_eq!(told, expected);
    assert!(sink(&form, Some(2023), true, &[run]).findings.is_empty());
}
