//! Broken and malicious files: a clear answer, never a crash, never silence.

use proptest::prelude::*;

use super::read;
use crate::read::ReadError;

#[test]
fn nesting_stops_at_the_limit() {
    let deep = format!("{{\\rtf1 {}a", "{".repeat(100_000));
    assert!(matches!(
        read(deep.as_bytes()),
        Err(ReadError::TooLarge { .. })
    ));
    let notes = format!("{{\\rtf1 a{}b", "{\\footnote ".repeat(900));
    assert_eq!(read(notes.as_bytes()).unwrap().source, "a\nb\n");
}

#[test]
fn a_cut_off_file_gives_what_came_before() {
    let document = read(b"{\\rtf1\\ansi\\ansicpg936 a\\par {\\b b").unwrap();
    assert_eq!(document.source, "a\nb\n");
    assert!(document.warnings[0].contains("不完整"));
    assert!(matches!(
        read(b"{\\rtf1{\\b"),
        Err(ReadError::Damaged { .. })
    ));
    assert_eq!(read(b"{\\rtf1 \\par}").unwrap_err(), ReadError::NoText);
}

#[test]
fn huge_counts_take_no_memory() {
    let counts = b"{\\rtf1\\uc99999999 a\\u20013 b\\fs2147483647\\itap2147483647\\ilvl999\\ls-5 c\\par d\\par}";
    assert_eq!(read(counts).unwrap().source, "a中c\nd\n");
    let document = read(b"{\\rtf1 a\\par\\bin2000000000 b\\par}").unwrap();
    assert_eq!(document.source, "a\n");
    assert!(document.warnings[0].contains("二进制"));
}

#[test]
fn wrong_code_pages_are_told() {
    let document = read(b"{\\rtf1\\ansi\\ansicpg950\\'ff\\'ff\\'a4a\\par}").unwrap();
    assert!(document.warnings[0].contains("无法辨认"), "{document:?}");
    let document = read(b"{\\rtf1\\ansi\\'ca\\'f6\\'d6\\'b0\\par}").unwrap();
    assert_eq!(document.source, "述职\n");
    assert!(document.warnings[0].contains("GBK"));
}

#[test]
fn more_after_the_end_is_told() {
    let document = read(b"{\\rtf1 a\\par}\0\0\r\n}").unwrap();
    assert!(document.warnings.is_empty());
    let document = read(b"{\\rtf1 a\\par}{\\rtf1 another file\\par}").unwrap();
    assert!(document.warnings[0].contains("没有读取"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn tokens_in_any_order_never_panic(parts in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "\\par ", "\\cell ", "\\row ", "\\nestcell ", "\\nestrow ", "\\itap3", "\\intbl ", "\\pard ", "\\plain ",
        "{\\field", "{\\*\\fldinst TOC", "{\\fldrslt ", "{\\footnote ", "{\\shp", "{\\*\\shpinst", "{\\shptxt ", "{\\listtext ",
        "\\u20013 ", "\\u-10179", "\\uc2", "\\'81", "\\'d2", "\\'bb", "\\'", "a", "\\deleted ", "\\v ", "{\\fonttbl", "{\\f1\\fcharset134 ",
        ";", "{\\stylesheet", "{\\s1 ", "{\\*\\listtable", "{\\list", "{\\listlevel", "{\\leveltext\\'02\\'00.;", "\\listid1",
        "{\\*\\listoverridetable", "{\\listoverride", "{\\lfolevel", "\\ls1", "\\ilvl1", "{\\upr", "{\\*\\ud", "\\bin2 ", "\\\\", "\\f1 ",
        "{\\info", "{\\revtim\\yr2024\\mo2", "\\line ", "\\outlinelevel1",
    ]), 0..80)) {
        let file = format!("{{\\rtf1\\ansi\\ansicpg936 {}", parts.concat());
        if let Ok(document) = read(file.as_bytes()) {
            prop_assert!(!document.blocks.is_empty());
        }
    }

    #[test]
    fn changed_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut file = b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce;}}{\\stylesheet{\\s1 heading 1;}}\
            {\\listtext 1.\\tab}\\pard\\ls1 \\'ca\\'f6\\u20013?\\par\\trowd\\intbl a\\cell\\row{\\field{\\*\\fldinst TOC}{\\fldrslt b}}{\\footnote c}\\par}".to_vec();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read(&file);
    }
}
