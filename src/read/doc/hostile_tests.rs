//! Broken and malicious files: what can be read and a warning, or a clear answer; never a crash or a wait.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::fixture::*;
use crate::document::{Document, Story};
use crate::read::{ReadError, from_bytes};

/// The longest that a small file may take, with much room for slow machines.
const PATIENCE: Duration = Duration::from_secs(5);

fn answer(bytes: &[u8]) -> Result<Document, ReadError> {
    let start = Instant::now();
    let answer = from_bytes(bytes, Some("述职报告.doc"));
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    answer
}

/// A file with something of everything.
fn rich() -> Builder {
    let mut paragraphs = vec![
        p("一、主要做法").style(1),
        p("抓学习\u{2}，带班子。")
            .list(1, 0)
            .run("旧", &[0x00, 0x08, 1]),
        p("共\u{13} PAGE \u{14}三\u{15}页\u{8}").run("暗", &[0x3C, 0x08, 1]),
    ];
    paragraphs.extend(row(&["甲", "乙"], &[0, 10, 20]));
    let long = "带领支部一班人走村入户，办成了六件实事。".repeat(120);
    paragraphs.push(p(&long));
    let mut anchor = vec![9, 4, 0, 0];
    anchor.resize(26, 0);
    let mut text_box = vec![0; 22];
    text_box[14..16].copy_from_slice(&[9, 4]);
    let first: usize = paragraphs[0].len();
    let drawn = first + paragraphs[1].len() + paragraphs[2].len() - 3;
    Builder::body(paragraphs)
        .style(style(1, 0, "heading 1", &[], &[0x35, 0x08, 1]))
        .list(&[
            level(39, "\u{E000}、", |_| {}),
            level(0, "\u{E001}.", |_| {}),
        ])
        .list_use(1, &[7, 0, 0, 0, 0x10, 0, 0, 0], 1)
        .story(FOOTNOTES, &[p("\u{2} 脚注")])
        .story(BOXES, &[p("框")])
        .part(2, plc(&[first + 3, 900], &[vec![0; 2]]))
        .part(3, plc(&[0, 5, 6], &[]))
        .part(40, plc(&[drawn, 900], &[anchor]))
        .part(56, plc(&[0, 2, 3], &[text_box.clone(), text_box]))
}

#[test]
fn the_rich_file_is_sound() {
    let read = answer(&rich().build()).unwrap();
    assert!(
        read.source
            .starts_with("一、主要做法\n一、抓学习，带班子。\n共三页\n框\n甲\n乙\n")
    );
    assert!(read.source.ends_with("实事。\n脚注\n"));
    assert_eq!(read.warnings, [""; 0]);
}

#[test]
fn a_cut_off_file_gives_what_is_there_or_an_error_and_always_says_so() {
    let bytes = rich().build();
    let whole = answer(&bytes).unwrap();
    let mut read = 0;
    for length in (1..bytes.len()).step_by(97) {
        match answer(&bytes[..length]) {
            Ok(document) => {
                read += 1;
                assert!(!document.warnings.is_empty(), "{length}");
                assert!(document.source.len() <= whole.source.len(), "{length}");
            }
            Err(error) => assert!(error.to_string().contains("docx"), "{length}: {error}"),
        }
    }
    // The allocation table stands at the end: without it the streams are taken to lie in one piece.
    let document = answer(&bytes[..bytes.len() - 512]).unwrap();
    assert_eq!(document.source, whole.source);
    assert!(read > 0);
}

#[test]
fn circles_in_the_chains_of_the_file_end() {
    let bytes = rich().build();
    let table = bytes.len() - 512;
    for target in [0_u32, 1, 5, 0x7FFF_FFFF, 0xFFFF_FFFA] {
        let mut circle = bytes.clone();
        for entry in circle[table..].chunks_exact_mut(4) {
            entry.copy_from_slice(&target.to_le_bytes());
        }
        let _ = answer(&circle);
        // The chain of further table sectors leads back to itself as well.
        circle[68..72].copy_from_slice(&target.to_le_bytes());
        let _ = answer(&circle);
    }
    let name: Vec<u8> = "1Table".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = bytes
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    let mut siblings = bytes.clone();
    siblings[at + 68..at + 76].copy_from_slice(&[1, 0, 0, 0, 2, 0, 0, 0]);
    assert!(answer(&siblings).is_ok());
    let mut huge = bytes;
    huge[at + 120..at + 124].fill(0xFF);
    let document = answer(&huge).unwrap();
    assert!(document.source.contains("走村入户") && !document.warnings.is_empty());
}

/// The file, with its two streams changed.
fn changed(builder: &Builder, change: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>)) -> Vec<u8> {
    let (mut main, mut table) = builder.streams();
    change(&mut main, &mut table);
    compound(&[("WordDocument", main), ("1Table", table)])
}

#[test]
fn claims_of_any_size_are_not_believed() {
    let builder = rich();
    for pair in 0..93 {
        for (at, length) in [
            (0, u32::MAX),
            (u32::MAX, u32::MAX),
            (0x7FFF_FFFF, 16),
            (0, 0),
        ] {
            let file = changed(&builder, |main, _| {
                let pair = 0x9A + pair * 8;
                main[pair..pair + 4].copy_from_slice(&u32::to_le_bytes(at));
                main[pair + 4..pair + 8].copy_from_slice(&u32::to_le_bytes(length));
            });
            let document = answer(&file).unwrap();
            assert!(document.source.contains("走村入户"), "{pair}");
        }
    }
    for length in 0..7 {
        for claim in [u32::MAX, 0x7FFF_FFFF, 0] {
            let file = changed(&builder, |main, _| {
                let at = 0x4C + length * 4;
                main[at..at + 4].copy_from_slice(&claim.to_le_bytes());
            });
            let document = answer(&file).unwrap();
            assert!(document.source.contains("走村入户"), "{length}");
        }
    }
}

#[test]
fn without_pieces_the_text_is_read_where_it_stands() {
    let file = changed(&rich(), |main, _| main[0x9A + 33 * 8 + 4..][..4].fill(0));
    let document = answer(&file).unwrap();
    assert!(document.source.contains("带班子"), "{}", document.source);
    assert!(document.warnings[0].contains("正文索引"));
    let empty = changed(&Builder::body([p("")]), |main, _| {
        main[0x9A + 33 * 8 + 4..][..4].fill(0);
    });
    assert!(matches!(answer(&empty), Err(ReadError::Damaged { .. })));
}

#[test]
fn a_file_without_words_says_so() {
    let empty = Builder::body([p("　")]).build();
    assert_eq!(answer(&empty).unwrap_err(), ReadError::NoText);
    let rubbish = compound(&[("WordDocument", vec![7; 5000])]);
    assert!(matches!(answer(&rubbish), Err(ReadError::Damaged { .. })));
    let nothing = compound(&[("WordDocument", Vec::new()), ("1Table", Vec::new())]);
    assert!(matches!(answer(&nothing), Err(ReadError::Damaged { .. })));
}

#[test]
fn notes_over_one_another_are_read_once() {
    let count = 2000;
    let long = p(&"长".repeat(4000));
    let places: Vec<usize> = (0..=count).collect();
    let ranges: Vec<usize> = (0..=count).map(|index| index % 2 * 4001).collect();
    let entries = vec![vec![0; 2]; count];
    let builder = Builder::body([p(&"\u{2}".repeat(count)), p("正文")])
        .story(FOOTNOTES, &[long])
        .part(2, plc(&places, &entries))
        .part(3, plc(&ranges, &[]));
    let document = answer(&builder.build()).unwrap();
    assert_eq!(document.source.matches('长').count(), 4000);
}

#[test]
fn tables_deeper_than_the_limit_are_read_at_the_limit() {
    let deep = p("底").with(0x2416, &[1]).with(0x6649, &[0xFF; 4]);
    let document = answer(&Builder::body([deep, p("正文")]).build()).unwrap();
    assert_eq!(document.source, "底\n正文\n");
    let last = Story::Table {
        table: 63,
        row: 0,
        column: 0,
    };
    assert_eq!(document.blocks[0].story, last);
}

#[test]
fn a_table_with_too_many_edges_counts_plain_cells() {
    let wide: Vec<i16> = (0..64).collect();
    let rows = 1100;
    let mut paragraphs: Vec<P> = (0..rows).flat_map(|_| row(&[], &wide)).collect();
    paragraphs.extend(row(&["跨两栏", "末"], &[0, 2, 63]));
    let document = answer(&Builder::body(paragraphs).build()).unwrap();
    let last = Story::Table {
        table: 0,
        row: rows,
        column: 1,
    };
    assert_eq!(document.blocks[1].story, last);
}

#[test]
fn too_many_paragraphs_are_refused() {
    let many = p(&"字\r".repeat((1 << 20) + 1));
    let start = Instant::now();
    let error = from_bytes(&Builder::body([many]).build(), None).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    assert!(start.elapsed() < 12 * PATIENCE);
}

#[test]
fn blank_paragraphs_and_lines_count_as_well() {
    for mark in ["\r", "字\u{b}"] {
        let many = p(&mark.repeat((1 << 20) + 1));
        let error = from_bytes(&Builder::body([many]).build(), None).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    }
}

#[test]
fn long_lists_that_many_paragraphs_point_at_are_read_up_to_the_limit() {
    // Every paragraph leads to one list of 60,000 bytes, which makes it a heading.
    let mut data = 60_000_u16.to_le_bytes().to_vec();
    data.extend(sprm(0x2640, &[0]).repeat(20_000));
    let lead = p(&"字\r".repeat(3000)).with(0x6646, &[0; 4]);
    let file = Builder::body([lead]).stream("Data", data).build();
    let start = Instant::now();
    let document = from_bytes(&file, None).unwrap();
    assert!(start.elapsed() < 4 * PATIENCE);
    let headings = document
        .blocks
        .iter()
        .filter(|block| block.outline.is_some());
    assert_eq!(headings.count(), (64 << 20) / 60_000 + 1);
    assert!(document.warnings[0].contains("格式信息异常庞大"));
}

#[test]
fn more_notes_than_the_limit_are_told() {
    let count = (1 << 16) + 5;
    let places: Vec<usize> = (0..=count).collect();
    let ranges: Vec<usize> = (0..=count).map(|index| index * 2).collect();
    let builder = Builder::body([p(&"\u{2}".repeat(count)), p("正文")])
        .story(FOOTNOTES, &[p(&"注\r".repeat(count))])
        .part(2, plc(&places, &vec![vec![0; 2]; count]))
        .part(3, plc(&ranges, &[]));
    let document = from_bytes(&builder.build(), None).unwrap();
    assert_eq!(document.blocks.len(), 1 + (1 << 16));
    assert!(document.warnings[0].contains("超过六万个"));
}

#[test]
fn many_endless_fields_hide_nothing() {
    let document = answer(&Builder::body([p(&"\u{13}字".repeat(50_000))]).build()).unwrap();
    assert_eq!(document.blocks[0].text.as_str(), "字".repeat(50_000));
}

/// Places and values to put there.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    let value = prop_oneof![Just(0), Just(0xFF), Just(1), any::<u8>()];
    prop::collection::vec((any::<prop::sample::Index>(), value), 1..12)
}

fn apply(bytes: &mut [u8], changes: &[(prop::sample::Index, u8)]) {
    for (at, value) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *value;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_changed_file_never_panics_nor_takes_long(changes in changes(), length in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let mut bytes = rich().build();
        apply(&mut bytes, &changes);
        if cut {
            bytes.truncate(length.index(bytes.len()));
        }
        let _ = answer(&bytes);
    }

    #[test]
    fn changed_tables_never_panic_nor_take_long(heads in changes(), tables in changes()) {
        let file = changed(&rich(), |main, table| {
            apply(&mut main[..0x400], &heads);
            apply(table, &tables);
        });
        let _ = answer(&file);
    }

    #[test]
    fn changed_pages_never_panic_nor_lose_the_text(pages in changes()) {
        let file = changed(&rich(), |main, _| {
            let end = u32::from_le_bytes([main[28], main[29], main[30], main[31]]) as usize;
            apply(&mut main[end..], &pages);
        });
        prop_assert!(answer(&file).is_ok());
    }

    #[test]
    fn random_streams_never_panic(main in prop::collection::vec(any::<u8>(), 0..2000), table in prop::collection::vec(any::<u8>(), 0..600)) {
        let file = changed(&rich(), |head, own| {
            head.truncate(0x400);
            head.extend(main);
            *own = table;
        });
        let _ = answer(&file);
    }
}
