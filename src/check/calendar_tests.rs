use super::super::testing::told;
use super::run;

fn codes(text: &str, year: i32) -> Vec<&'static str> {
    told(text, Some(year), run)
        .into_iter()
        .map(|(code, _, _)| code)
        .collect()
}

fn report(year: i32, part: &str, words: &str) -> String {
    format!(
        "{year}年度抓基层党建工作述职报告\n青山镇党委书记　王明\n现将一年来履职情况报告如下。\n一、{part}\n{words}"
    )
}

const DONE: &str = "履职情况和主要成效";
const NEXT: &str = "下一步工作打算";

#[test]
fn formulations_later_than_the_year() {
    let words = "我带头学习党的二十大精神，召开党委会12次，讲党课4次，覆盖党员300余名。";
    assert_eq!(codes(&report(2021, DONE, words), 2021), ["TRM003"]);
    assert!(codes(&report(2022, DONE, words), 2022).is_empty());
    assert!(codes(&report(2024, DONE, words), 2024).is_empty());
}

#[test]
fn months_of_writing_are_tolerated_in_plans() {
    let words = "下一步，我将带头学习贯彻党的二十届二中全会，带领班子明确任务，6月底前完成整改。";
    assert!(codes(&report(2022, NEXT, words), 2022).is_empty());
    assert_eq!(codes(&report(2021, NEXT, words), 2021), ["TRM003"]);
}

#[test]
fn campaigns_before_their_start() {
    let words = "我带头扎实开展党纪学习教育，召开党委会12次，讲党课4次。";
    assert_eq!(codes(&report(2022, DONE, words), 2022), ["TRM003"]);
    assert!(codes(&report(2024, DONE, words), 2024).is_empty());
}

#[test]
fn campaigns_told_as_current_after_their_end() {
    let current = [
        "今年以来，我扎实开展党史学习教育，讲党课4次，覆盖党员300余名。",
        "扎实开展“不忘初心、牢记使命”主题教育，取得明显成效，召开党委会12次。",
    ];
    for words in current {
        assert_eq!(
            codes(&report(2023, DONE, words), 2023),
            ["TRM004"],
            "{words}"
        );
    }
    let over = [
        "我推动党史学习教育常态化长效化，讲党课4次，覆盖党员300余名。",
        "2021年扎实开展党史学习教育，形成制度3项，今年继续执行。",
        "任职以来，先后开展党史学习教育、学习贯彻习近平新时代中国特色社会主义思想主题教育。",
        "持续推进党史学习教育成果转化，办成实事12件。",
        "党史学习教育转入常态之后，每月由一名支委领读半小时。",
        "党史学习教育告一段落，读书会没有散，全年办了9次。",
    ];
    for words in over {
        assert!(
            codes(&report(2023, DONE, words), 2023).is_empty(),
            "{words}: {:?}",
            codes(&report(2023, DONE, words), 2023)
        );
    }
    let taken_up = "对党史学习教育中查摆的6个问题逐条整改，已完成5个。";
    assert!(codes(&report(2022, "上年度问题整改情况", taken_up), 2022).is_empty());
}

#[test]
fn the_last_year_of_a_campaign_still_counts() {
    let words = "我扎实开展学习贯彻习近平新时代中国特色社会主义思想主题教育，讲党课4次。";
    assert!(codes(&report(2024, DONE, words), 2024).is_empty());
    assert_eq!(codes(&report(2025, DONE, words), 2025), ["TRM004"]);
}

#[test]
fn without_a_year_nothing_is_judged() {
    use super::super::testing::{document, sink};
    let sink = sink(
        &document(&report(2019, DONE, "学习党的二十大精神。")),
        None,
        false,
        &[run],
    );
    assert!(sink.findings.is_empty());
    assert_eq!(sink.not_judged.len(), 2);
}
