use proptest::prelude::*;

use super::*;

/// The mentions of a text, as "words kind year month day deadline".
fn shown(text: &str) -> Vec<String> {
    dates(text)
        .into_iter()
        .map(|date| {
            let mut line = format!("{} {:?}", &text[date.range], date.kind);
            if let Some(year) = date.year {
                line += &format!(" {year}");
            }
            if let Some(offset) = date.year_offset {
                line += &format!(" {offset:+}");
            }
            if let Some(month) = date.month {
                line += &format!(" m{month}");
            }
            if let Some(day) = date.day {
                line += &format!(" d{day}");
            }
            if date.deadline {
                line += " !";
            }
            line
        })
        .collect()
}

#[test]
fn forms_of_dates() {
    let fixtures: &[(&str, &[&str])] = &[
        ("2024年3月到任", &["2024年3月 Month 2024 m3"]),
        ("二〇二四年", &["二〇二四年 Year 2024"]),
        ("二○二四年三月", &["二○二四年三月 Month 2024 m3"]),
        (
            "２０２３ 年 12 月 5 日",
            &["２０２３ 年 12 月 5 日 Day 2023 m12 d5"],
        ),
        ("2023年度述职", &["2023年度 Year 2023"]),
        ("2021—2023年", &["2021—2023年 Year 2023"]),
        ("于3月底前完成", &["3月底前 Month m3 !"]),
        ("年底前完成", &["年底前 Year m12 !"]),
        ("2025年底前", &["2025年底前 Year 2025 m12 !"]),
        ("明年6月底前", &["明年6月底前 Month +1 m6 !"]),
        ("6月30日前", &["6月30日前 Day m6 d30 !"]),
        ("十二月中旬", &["十二月中旬 Month m12"]),
        ("第一季度", &["第一季度 Quarter m3"]),
        ("二季度末前", &["二季度末前 Quarter m6 !"]),
        ("前三季度", &["前三季度 Quarter m9"]),
        ("今年上半年", &["今年上半年 Half +0 m6"]),
        ("每月研究一次", &["每月 Recurring"]),
        ("每季度、每半年", &["每季度 Recurring", "每半年 Recurring"]),
        ("每月5日", &["每月5日 Recurring d5"]),
        ("每年6月底前", &["每年6月底前 Recurring m6 !"]),
        ("按月通报", &["按月 Recurring"]),
        ("年内建成", &["年内 Year !"]),
        ("到年底，", &["年底 Year m12 !"]),
        ("截至年底，", &["年底 Year m12"]),
        ("三个月内整改", &["三个月内 Span !"]),
        ("15日前报送", &["15日前 Day d15 !"]),
        ("1—10月", &["1—10月 Month m10"]),
        ("5月1日至7日", &["5月1日至7日 Day m5 d7"]),
        (
            "2024-03-15，2024/3/5",
            &["2024-03-15 Day 2024 m3 d15", "2024/3/5 Day 2024 m3 d5"],
        ),
        ("2024年前往调研", &["2024年 Year 2024"]),
        ("去年前三个月", &["去年 Year -1"]),
    ];
    for (text, expected) in fixtures {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

#[test]
fn no_dates() {
    for text in [
        "三个月",
        "从教24年",
        "三年来",
        "近年来年均增长",
        "36月龄",
        "13月",
        "召开两次年会",
        "上年纪的老人",
        "5G基站",
        "3.12万元",
        "2023.5万元",
        "四个季节",
        "每名党员",
        "学习3日",
    ] {
        assert_eq!(shown(text), [""; 0], "{text}");
    }
}

proptest! {
    #[test]
    fn ranges_are_on_character_boundaries(text in "([一二三十〇两0-9０年月日底前内每季度上半初 \\-/.至]|\\PC){0,40}") {
        let mut last = 0;
        for date in dates(&text) {
            prop_assert!(text.get(date.range.clone()).is_some());
            prop_assert!(date.range.start >= last && !date.range.is_empty());
            last = date.range.end;
        }
    }
}
