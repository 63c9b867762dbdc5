use std::io::{Cursor, Write};

use super::super::table::MAX_CELL;
use super::*;
use crate::audit::shown;
use crate::read::doc::fixture::compound;
use crate::ruleset::Lang;

/// A workbook with other parts in place of its own.
fn with(parts: &[(&str, &str)]) -> Vec<u8> {
    let bytes = workbook(|sheet| {
        write(sheet, 0, &["单位", "姓名"]);
        write(sheet, 1, &["柳河村", "张三"]);
    });
    let mut package = read::package::Package::open(&bytes).expect("a package");
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Some(text.as_bytes().to_vec())))
        .collect();
    package.with_parts(&parts).expect("a package")
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn sheet_of(dimension: &str, lines: &str) -> String {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!(
        r#"<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{lines}</sheetData></worksheet>"#
    )
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn a_rectangle_of_the_whole_world_costs_nothing() {
    let head = format!(
        "<row r=\"1\">{}{}</row>",
        text("A1", "单位"),
        text("B1", "姓名")
    );
    let first = format!(
        "<row r=\"2\">{}{}</row>",
        text("A2", "柳河村"),
        text("B2", "张三")
    );
    let last = format!(
        "<row r=\"1048576\">{}{}</row>",
        text("A1048576", "河东乡"),
        text("XFD1048576", "远")
    );
    let roster = of_book(&with(&[(
        SHEET,
        &sheet_of("A1:XFD1048576", &format!("{head}{first}{last}")),
    )]))
    .expect("a roster");
    assert_eq!(roster.people.len(), 1);
    let blank = "<row r=\"3\"><c r=\"A3\"/></row>".repeat(100_000);
    let roster = of_book(&with(&[(
        SHEET,
        &sheet_of("A1:B9", &format!("{head}{first}{blank}")),
    )]))
    .expect("a roster");
    assert_eq!(roster.people.len(), 1);
}

#[test]
fn strings_that_are_only_claimed() {
    let sst = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="99999999999999"><si><t>姓名</t></si></sst>"#;
    let wrong = of_book(&with(&[("xl/sharedStrings.xml", sst)])).expect_err("refused");
    assert!(matches!(wrong, RosterError::Damaged { .. }), "{wrong}");
}

#[test]
fn a_part_that_inflates_without_end() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(
            "xl/sharedStrings.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .expect("a part");
    let block = vec![b' '; 1 << 20];
    for _ in 0..66 {
        writer.write_all(&block).expect("a block");
    }
    let bytes = writer.finish().expect("an archive").into_inner();
    assert!(bytes.len() < 200_000);
    assert_eq!(of_book(&bytes), Err(RosterError::TooLarge));
}

#[test]
fn more_lines_than_are_read() {
    let mut csv = "姓名\n".to_owned();
    for number in 0..=MAX_LINES + 200 {
        csv += &format!("张{number}\n");
    }
    assert_eq!(of_text(&csv), Err(RosterError::TooLarge));
    assert!(RosterError::TooLarge.message(Lang::En).contains("200000"));
}

#[test]
fn long_cells_are_cut() {
    let long = "某".repeat(MAX_CELL * 3);
    let roster = of_text(&format!("单位,姓名\n{long},张三\n")).expect("a roster");
    assert_eq!(roster.people[0].unit.chars().count(), MAX_CELL);
}

/// A record of an old workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data = (units.len() as u16).to_le_bytes().to_vec();
    data.push(1);
    data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    data
}

/// An old workbook: shared texts, cells that name them, and whatever else the sheet has.
fn old(texts: &[&str], cells: &[(u16, u16, u32)], more: &[Vec<u8>]) -> Vec<u8> {
    let mut strings = vec![0; 8];
    strings.extend(texts.iter().flat_map(|text| wide(text)));
    // The table runs on over several records, cut between texts.
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let mut globals = begin.clone();
    let place_at = globals.len() + 4;
    globals.extend(record(
        0x0085,
        &[0, 0, 0, 0, 0, 0, 2, 1, b'\x0d', 0x54, b'\x55', 0x53],
    ));
    globals.extend(record(0x00FC, &strings));
    globals.extend(record(0x000A, &[]));
    let place = globals.len() as u32;
    globals[place_at..place_at + 4].copy_from_slice(&place.to_le_bytes());
    let mut stream = globals;
    stream.extend(begin);
    // Four thousand million lines, claims the sheet.
    stream.extend(record(
        0x0200,
        &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0],
    ));
    for (line, column, text) in cells {
        let mut data = [line.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        data.extend(text.to_le_bytes());
        stream.extend(record(0x00FD, &data));
    }
    stream.extend(more.iter().flatten());
    stream.extend(record(0x000A, &[]));
    compound(&[("Workbook", stream)])
}

#[test]
fn old_workbooks() {
    let cells = [
        (0, 0, 0),
        (0, 1, 1),
        (0, 2, 2),
        (1, 0, 3),
        (1, 1, 4),
        (2, 1, 5),
        (9, 0, 77),
    ];
    let number = [&[1, 0, 2, 0, 0, 0][..], &46366.5_f64.to_le_bytes()].concat();
    let merged = record(0x00E5, &[1, 0, 1, 0, 2, 0, 0, 0, 0, 0]);
    let bytes = old(
        &["单位", "姓名", "提交时间", "柳河村", "张三", "李四"],
        &cells,
        &[record(0x0203, &number), merged],
    );
    let roster = Roster::from_bytes(&bytes, "名单.xls", None).expect("a roster");
    let people: Vec<_> = roster
        .people
        .iter()
        .map(|person| (person.line, person.unit.as_str(), person.name.as_str()))
        .collect();
    assert_eq!(people, [(2, "柳河村", "张三"), (3, "柳河村", "李四")]);
    assert_eq!(
        roster.people[0].submitted.map(shown).as_deref(),
        Some("2026-12-10 12:00")
    );
    let locked = compound(&[("Workbook", record(0x002F, &[1, 0, 1, 0]))]);
    assert_eq!(
        Roster::from_bytes(&locked, "名单.xls", None),
        Err(RosterError::Encrypted)
    );
}

#[test]
fn a_long_text_named_by_many_cells() {
    let long = "长".repeat(20_000);
    let mut cells = vec![(0, 0, 0)];
    cells.extend((1..60_000).map(|line| (line, 0, 1)));
    let bytes = old(&["姓名", &long], &cells, &[]);
    assert_eq!(
        Roster::from_bytes(&bytes, "名单.xls", None),
        Err(RosterError::TooLarge)
    );
}
