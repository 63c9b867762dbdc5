use encoding_rs::GBK;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::audit::shown;
use crate::ruleset::Lang;

/// Line, unit and name of everybody.
fn shown_people(roster: &Roster) -> Vec<(usize, &str, &str)> {
    let people = roster.people.iter();
    people
        .map(|person| (person.line, person.unit.as_str(), person.name.as_str()))
        .collect()
}

#[test]
fn a_workbook_as_offices_make_them() {
    let bytes = workbook(|sheet| {
        merge(sheet, (0, 0), (0, 6), "2026年度述职报告名单");
        write(
            sheet,
            2,
            &[
                "序号",
                "单　位\n（全称）",
                "姓　名",
                "职务",
                "类别",
                "提交时间",
                "联系电话",
            ],
        );
        merge(sheet, (3, 4), (1, 1), "清水镇柳河村党支部");
        write(
            sheet,
            3,
            &["1", "", "张 三", "书记", "村", "", "13800000000"],
        );
        write(
            sheet,
            4,
            &["2", "", "李　四", "副书记", "村", "2026年12月9日 下午5:30"],
        );
        write(
            sheet,
            5,
            &["3", "县住建局党组", "王五", "书 记", "机关", "12月8日"],
        );
        write(sheet, 6, &["4", "", "赵六", "副书记", "机关", "已交"]);
        write(sheet, 8, &["合计", "", "4人"]);
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet
            .write_number_with_format(3, 5, 46366.0, &day)
            .expect("a day");
    });
    let roster = of_book(&bytes).expect("a roster");
    assert_eq!(
        shown_people(&roster),
        [
            (4, "清水镇柳河村党支部", "张三"),
            (5, "清水镇柳河村党支部", "李四"),
            (6, "县住建局党组", "王五"),
            (7, "县住建局党组", "赵六"),
        ]
    );
    let times: Vec<_> = roster
        .people
        .iter()
        .map(|person| person.submitted.map(shown))
        .collect();
    let times: Vec<_> = times.iter().map(Option::as_deref).collect();
    assert_eq!(
        times,
        [
            Some("2026-12-10"),
            Some("2026-12-09 17:30"),
            Some("2026-12-08"),
            None
        ]
    );
    assert_eq!(roster.people[0].submitted, Some(date(2026, 12, 10).into()));
    assert_eq!(
        (
            roster.people[2].title.as_str(),
            roster.people[2].post.as_str()
        ),
        ("书记", "机关")
    );
    assert_eq!(roster.ignored, ["序号", "联系电话"]);
    let time = Note::Time {
        line: 7,
        text: "已交".to_owned(),
    };
    assert_eq!(roster.notes, [time]);
}

#[test]
fn a_header_of_two_lines_and_the_sheet_that_serves() {
    let mut book = Workbook::new();
    write(
        book.add_worksheet().set_name("填表说明").expect("a name"),
        0,
        &["请各单位如实填写"],
    );
    let sheet = book.add_worksheet().set_name("名单").expect("a name");
    merge(sheet, (0, 1), (0, 0), "单位");
    merge(sheet, (0, 0), (1, 2), "述职人");
    write(sheet, 1, &["", "姓名", "职务"]);
    write(sheet, 2, &["河东乡", "钱七", "书记"]);
    let other = book.add_worksheet().set_name("去年").expect("a name");
    write(other, 0, &["单位", "姓名"]);
    write(other, 1, &["河东乡", "孙八"]);
    let roster = of_book(&book.save_to_buffer().expect("a workbook")).expect("a roster");
    assert_eq!(shown_people(&roster), [(3, "河东乡", "钱七")]);
    assert_eq!(roster.people[0].title, "书记");
    assert_eq!(roster.sheet, "名单");
    let told = roster
        .notes
        .iter()
        .any(|note| note.message(Lang::Zh).contains("没有读“去年”"));
    assert!(told, "{:?}", roster.notes);
}

#[test]
fn text_in_every_encoding_and_with_every_mark() {
    let comma = "单位,姓名,提交时间\n柳河村党支部,张三,2026-12-10\n\"河东乡,机关\",李四,\n";
    let expected = [(2, "柳河村党支部", "张三"), (3, "河东乡,机关", "李四")];
    let utf16: Vec<u8> = format!("\u{feff}{comma}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let forms = [
        comma.as_bytes().to_vec(),
        format!("\u{feff}{comma}").into_bytes(),
        GBK.encode(comma).0.into_owned(),
        utf16,
        comma.replace('\n', "\r\n").into_bytes(),
    ];
    for bytes in forms {
        let roster = Roster::from_bytes(&bytes, "名单.csv", None).expect("a roster");
        assert_eq!(shown_people(&roster), expected);
    }
    for mark in ["\t", ";", "，", "；"] {
        let text = format!("单位{mark}姓名\n柳河村{mark}张三\n");
        let roster = of_text(&text).expect("a roster");
        assert_eq!(shown_people(&roster), [(2, "柳河村", "张三")], "{mark:?}");
    }
    let rare = GBK.encode("姓名\n亓芃\n逄璟\n").0.into_owned();
    assert_eq!(
        Roster::from_bytes(&rare, "名单.txt", None)
            .expect("a roster")
            .people
            .len(),
        2
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed() {
    let mut text = "单位,姓名\n\"柳河村,张三\n".to_owned();
    for number in 0..100 {
        text += &format!("第{number}村,李{number}\n");
    }
    let roster = of_text(&text).expect("a roster");
    assert_eq!(roster.people.len(), 101);
    assert!(roster.notes.contains(&Note::Quotes));
}

#[test]
fn two_lines_for_one_person() {
    let roster = of_text(
        "单位,姓名,职务,等次\n柳河村,张三,书记,\n河东乡,张三,书记,好\n柳 河村,張三,主任,好\n",
    )
    .expect("a roster");
    assert_eq!(
        shown_people(&roster),
        [(2, "柳河村", "张三"), (3, "河东乡", "张三")]
    );
    assert_eq!(
        roster.people[0].grade.as_deref(),
        Some("好"),
        "filled from the second line"
    );
    assert_eq!(
        roster.notes[0].message(Lang::Zh),
        "名单第 2 行和第 4 行是同一个人（张三），以第 2 行为准；职务不一致：“书记”和“主任”"
    );
}

#[test]
fn rosters_without_what_is_needed() {
    let message = |text: &str| of_text(text).expect_err("no roster").to_string();
    let columns = message("序号,电话\n1,2\n");
    assert!(
        columns.contains("表头里只有：序号、电话；至少要有“姓名”“单位”“文件名”中的一列"),
        "{columns}"
    );
    assert!(message("单位,姓名\n").contains("没有人"));
    assert!(message("单位,姓名\n合计,0\n").contains("没有人"));
    assert!(matches!(
        Roster::from_bytes(b"", "名单.csv", None),
        Err(RosterError::Read(_))
    ));
    let pdf = Roster::from_bytes(b"%PDF-1.7 \x00\x01", "名单.pdf", None).expect_err("no table");
    assert!(pdf.to_string().contains("另存为 .xlsx"), "{pdf}");
    let encrypted = read::doc::fixture::compound(&[("EncryptedPackage", vec![1; 5000])]);
    assert_eq!(
        Roster::from_bytes(&encrypted, "名单.xlsx", None),
        Err(RosterError::Encrypted)
    );
    let whole = workbook(|sheet| write(sheet, 0, &["姓名"]));
    let cut = Roster::from_bytes(&whole[..whole.len() / 2], "名单.xlsx", None);
    assert!(matches!(cut, Err(RosterError::Damaged { .. })), "{cut:?}");
}

#[test]
fn lines_that_are_nobody() {
    let roster = of_text("单位,姓名,职务\n一、乡镇,,\n柳河村,张三,书记\n单位,姓名,职务\n河东乡,,书记\n合计：2人,,\n备注：均为书记,,\n").expect("a roster");
    assert_eq!(
        shown_people(&roster),
        [(3, "柳河村", "张三"), (5, "河东乡", "")]
    );
    assert_eq!(roster.notes.len(), 1);
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..4_usize) {
        let mark: &[u8] = [&b""[..], b"PK\x03\x04", &read::doc::MAGIC, "单位,姓名\n".as_bytes()][kind];
        let _ = Roster::from_bytes(&[mark, &bytes].concat(), "名单", None);
    }

    #[test]
    fn no_cells_are_too_odd(text in "[姓名单位合计张三,\t;，\"\n0-9年月日:.\u{3000} -]{0,80}") {
        let _ = of_text(&format!("单位,姓名,提交时间,文件名\n{text}"));
    }
}

#[test]
fn sheets_that_go_on_with_the_roster_are_read_too() {
    let mut book = Workbook::new();
    let mut sheet = |name: &str, head: &[&str], people: &[[&str; 2]]| {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        merge(sheet, (0, 0), (0, 2), "述职评议人员名单");
        write(sheet, 1, head);
        for (line, [unit, name]) in (2..).zip(people) {
            write(sheet, line, &[unit, name]);
        }
    };
    let many: Vec<String> = (0..60).map(|number| format!("第{number}村")).collect();
    let many: Vec<[&str; 2]> = many.iter().map(|unit| [unit.as_str(), "周三"]).collect();
    let head = ["单位", "姓名"];
    sheet("村", &head, &[["柳河村", "张三"], ["石磨村", "李四"]]);
    sheet("社区", &head, &many);
    sheet("机关", &head, &[["县水利局", "王五"], ["柳河村", "张三"]]);
    sheet("去年", &head, &[["泉眼村", "赵六"]]);
    sheet("2025年", &head, &[["泉眼村", "赵六"]]);
    sheet("电话", &["姓名", "手机"], &[["钱七", "138"]]);
    let roster = of_book(&book.save_to_buffer().expect("a workbook")).expect("a roster");
    assert_eq!(roster.people.len(), 2 + 60 + 1);
    assert_eq!(roster.people[62].name, "王五");
    let notes: Vec<String> = roster
        .notes
        .iter()
        .map(|note| note.message(Lang::Zh))
        .collect();
    assert!(
        notes[0].starts_with("名单读了工作表“村”“社区”“机关”，没有读“去年”“2025年”“电话”"),
        "{notes:?}"
    );
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("工作表“机关”：") && note.contains("张三")),
        "{notes:?}"
    );
}

/// Unit and name of everyone on it.
fn who(roster: &Roster) -> Vec<(&str, &str)> {
    let people = roster.people.iter();
    people
        .map(|person| (person.unit.as_str(), person.name.as_str()))
        .collect()
}

#[test]
fn villages_are_told_with_their_towns() {
    let expected = [("清水镇柳河村", "张三"), ("清水镇东岭村", "张三")];
    for table in [
        "乡镇,村（社区）名称,姓名\n清水镇,柳河村,张三\n清水镇,东岭村,张三\n",
        "所在镇（街道）,行政村,姓名\n清水镇,柳河村,张三\n,东岭村,张三\n",
        "单位,村,姓名\n清水镇,柳河村,张三\n清水镇,东岭村,张三\n",
        "单位,姓名\n清水镇柳河村,张三\n清水镇东岭村,张三\n",
    ] {
        assert_eq!(who(&of_text(table).expect("a roster")), expected, "{table}");
    }
}

#[test]
fn a_lower_heading_that_says_little_goes_with_the_one_above() {
    let roster = of_text("序号,单位,,姓名\n,类型,名称,\n1,村,柳河村,张三\n2,社区,南街社区,李四\n");
    let roster = roster.expect("a roster");
    assert_eq!(who(&roster), [("柳河村", "张三"), ("南街社区", "李四")]);
    assert_eq!(roster.people[1].post, "社区");
}

#[test]
fn without_units_only_lines_that_say_the_same_are_one_person() {
    let people = |table: &str| of_text(table).expect("a roster").people.len();
    assert_eq!(people("序号,姓名,职务\n1,张三,书记\n2,张三,书记\n"), 1);
    assert_eq!(
        people("姓名,职务,提交时间\n张三,书记,12月8日\n张三,书记,12月9日\n"),
        2
    );
    assert_eq!(people("片区,姓名\n东片,张三\n西片,张三\n"), 2);
}

#[test]
fn names_with_marks_and_posts_that_nobody_has() {
    let roster = of_text(
        "单位,姓名\n柳河村,张三*\n东岭村,李四同志\n西坡村,①王五\n北坝村,（暂缺）\n南湾村,空缺\n",
    );
    let roster = roster.expect("a roster");
    let names: Vec<&str> = who(&roster).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["张三", "李四", "王五"]);
    assert_eq!(roster.notes.len(), 2);
}
