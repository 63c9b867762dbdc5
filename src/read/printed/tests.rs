use super::running::is_page_number;
use super::{Page, Stretch, read};
use crate::read::heads::Heads;
use crate::read::tally::Tally;

fn stretch(x: f64, y: f64, text: &str) -> Stretch {
    Stretch {
        x,
        y,
        width: 10.0 * text.chars().count() as f64,
        size: 10.0,
        text: text.into(),
        bold: false,
        heading_face: false,
    }
}

fn texts(stretches: Vec<Stretch>) -> Vec<String> {
    let page = Page {
        height: 800.0,
        stretches,
    };
    let pieces = read(
        vec![page],
        1.0,
        &mut Tally::default(),
        &mut Heads::default(),
    )
    .unwrap();
    pieces.into_iter().map(|piece| piece.text).collect()
}

#[test]
fn page_numbers_are_known() {
    for number in ["3", "- 3 -", "— 12 —", "第 1 页 共 8 页", "3/8", "·5·"] {
        assert!(is_page_number(number), "{number}");
    }
    for text in ["3.", "1、", "2023年", "", "——", "第三页", "123456789"] {
        assert!(!is_page_number(text), "{text}");
    }
}

#[test]
fn a_raised_mark_and_text_printed_twice() {
    let mut mark = stretch(120.0, 97.0, "注");
    mark.size = 5.0;
    let twice = stretch(100.3, 100.0, "述职");
    let found = texts(vec![stretch(100.0, 100.0, "述职"), twice, mark]);
    assert_eq!(found, ["述职注"]);
}

#[test]
fn a_heading_without_full_stop_ends_with_its_short_line() {
    let full = "一年来我带领支部一班人认真落实各项任务全年";
    let lines = [
        "一、主要做法",
        full,
        full,
        "讲党课四次。",
        "（一）存在问题",
        full,
        "完。",
    ];
    let place = |(index, text): (usize, &&str)| {
        let continued = [2, 3, 6].contains(&index);
        let x = if continued { 100.0 } else { 120.0 };
        stretch(x, 200.0 + 20.0 * index as f64, text)
    };
    let found = texts(lines.iter().enumerate().map(place).collect());
    let body = format!("{full}{full}讲党课四次。");
    assert_eq!(
        found,
        [
            "一、主要做法",
            &body,
            "（一）存在问题",
            &format!("{full}完。")
        ]
    );
}

#[test]
fn nothing_to_read_is_nothing() {
    assert!(texts(Vec::new()).is_empty());
    let mut odd = stretch(f64::NAN, 1.0, "a");
    odd.size = 0.0;
    assert!(texts(vec![odd]).is_empty());
}
