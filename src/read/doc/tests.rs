use super::fixture::*;
use crate::document::{Document, Format, Modified, Story};
use crate::read::{ReadError, from_bytes};

const BOLD: [u8; 3] = [0x35, 0x08, 1];
const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];
const DELETED: [u8; 3] = [0x00, 0x08, 1];
/// The format 一、二、三.
const CHINESE: u8 = 39;

fn read(builder: Builder) -> Document {
    from_bytes(&builder.build(), Some("述职报告.wps")).unwrap()
}

fn body(paragraphs: impl IntoIterator<Item = P>) -> Document {
    read(Builder::body(paragraphs))
}

fn count(document: &Document, what: &str) -> usize {
    let found = document.skipped.iter().find(|skipped| skipped.what == what);
    found.map_or(0, |skipped| skipped.count)
}

fn labels(document: &Document) -> Vec<&str> {
    let labels = document.blocks.iter().map(|block| block.label.as_deref());
    labels.map(Option::unwrap_or_default).collect()
}

#[test]
fn every_kind_of_character_is_read_or_left_out() {
    let symbol = sprm(0x6A09, &[2, 0, 0xFC, 0xF0]);
    let font = sprm(0x4A4F, &[2, 0]);
    let read = body([
        p("我 在\t一\u{1e}线\u{1f}\u{5}\u{1}年😀")
            .run("(", &symbol)
            .run("\u{F06E}", &font),
        p("上\u{c}下\u{b}第二行"),
        p("　 "),
    ]);
    assert_eq!(read.format, Format::Doc);
    assert_eq!(read.source, "我 在\t一-线年😀✓■\n上下\n第二行\n");
    assert_eq!((count(&read, "图片"), count(&read, "批注")), (1, 1));
    assert_eq!(read.warnings, [""; 0]);
}

#[test]
fn a_section_ends_a_paragraph_and_a_page_break_does_not() {
    let sections = plc(&[0, 3, 8], &[vec![0; 12], vec![0; 12]]);
    let read = read(Builder::body([p("一节\u{c}二节\u{c}页")]).part(6, sections));
    assert_eq!(read.source, "一节\n二节页\n");
}

#[test]
fn fields_show_their_result_and_an_endless_one_swallows_nothing() {
    let read = body([p(
        "共\u{13} IF \u{13} PAGE \u{14}1\u{15} \u{14}三\u{13} PAGE \u{15}\u{15}页\u{13} EQ \\x \u{15}",
    )]);
    assert_eq!(read.source, "共三页\n");
    assert_eq!((count(&read, "公式"), read.warnings.len()), (1, 0));
    let read = body([
        p("甲\u{13} DATE \u{14}乙"),
        p("丙\u{13}丁"),
        p("\u{14}戊\u{15}己"),
    ]);
    assert_eq!(read.source, "甲乙\n丙\n戊己\n");
    let read = body([p("甲\u{13} TOC \u{14}乙"), p("丙\u{13}丁"), p("戊")]);
    assert_eq!(read.source, "甲乙\n丙丁\n戊\n");
    assert_eq!(read.warnings.len(), 1);
}

#[test]
fn a_table_of_contents_is_counted_and_left_out() {
    let contents = style(19, 0, "目录项", &[], &[]);
    let read = read(
        Builder::body([
            p("\u{13} TOC \\o \u{14}一、做法\t1"),
            p("二、问题\t2\u{15}"),
            p("三、打算\t3").style(1),
            p("正文"),
        ])
        .style(contents),
    );
    assert_eq!((read.source.as_str(), count(&read, "目录")), ("正文\n", 3));
}

#[test]
fn embedded_objects_are_told_from_pictures() {
    let read = body([p(
        "文\u{1}\u{13} EMBED Equation.3 \u{14}\u{1}\u{15}\u{13} EMBED Excel.Sheet.8 \u{14}\u{1}\u{15}",
    )]);
    let counts = ["图片", "公式", "嵌入对象"].map(|what| count(&read, what));
    assert_eq!(counts, [1, 1, 1]);
}

#[test]
fn hidden_and_deleted_text_is_left_out_and_counted() {
    let read = body([
        p("明")
            .run("暗", &HIDDEN)
            .run("中", &[&BOLD[..], &HIDDEN].concat())
            .run("处", &[]),
        p("旧")
            .run("删去", &DELETED)
            .run("也删", &[&BOLD[..], &DELETED].concat())
            .run("新", &[]),
        p("上半").mark('\r', &DELETED).style(0),
        p("下半").with(0x2640, &[1]),
    ]);
    assert_eq!(read.source, "明处\n旧新\n上半下半\n");
    assert_eq!(read.blocks[2].outline, Some(2));
    assert_eq!(
        (count(&read, "隐藏文字"), count(&read, "已删除的修订")),
        (1, 1)
    );
}

#[test]
fn looks_come_from_runs_and_styles() {
    let face = sprm(0x4A50, &[1, 0]);
    let size = |half_points: u8| sprm(0x4A43, &[half_points, 0]);
    let shown = [BOLD.to_vec(), face, size(44)].concat();
    let read = read(
        Builder::body([
            p("").run("标题", &shown).with(0x2403, &[1]),
            p("半").run("黑", &BOLD).run("体", &size(30)),
            p("样式").style(1).run("不黑", &sprm(0x0835, &[0x81])),
            p("全黑").style(1).with(0x2461, &[3]),
        ])
        .style(style(0xFFE, 0, "我的", &sprm(0x2461, &[1]), &shown)),
    );
    let looks: Vec<_> = read.blocks.iter().map(|block| block.look).collect();
    assert!(looks[0].bold && looks[0].heading_face && looks[0].centred);
    assert_eq!(looks[0].half_points, Some(44));
    assert!(!looks[1].bold && !looks[1].heading_face && !looks[1].centred);
    assert_eq!(looks[1].half_points, Some(30));
    assert!(!looks[2].bold && looks[2].heading_face && looks[2].centred);
    assert!(looks[3].bold && !looks[3].centred);
}

#[test]
fn headings_come_from_built_in_styles_their_children_and_paragraphs() {
    let read = read(
        Builder::body([
            p("一级").style(1),
            p("子样式").style(2),
            p("圈").style(3),
            p("题目").style(4),
            p("直接").with(0x2640, &[2]),
            p("正文").style(1).with(0x2640, &[9]),
        ])
        .style(style(1, 0, "标题 1", &[], &[]))
        .style(style(0xFFE, 1, "我的标题", &[], &[]))
        .style(style(0xFFE, 3, "自己的孩子", &sprm(0x2640, &[4]), &[]))
        .style(style(62, 1, "题目", &[], &[])),
    );
    let outlines: Vec<_> = read.blocks.iter().map(|block| block.outline).collect();
    assert_eq!(outlines, [Some(1), Some(1), Some(5), None, Some(3), None]);
    assert!(read.blocks[3].look.centred);
    let plain = Builder::body([p("二级").style(2), p("正文")]).without_styles();
    let read = super::read(&plain.build()).unwrap();
    let outlines: Vec<_> = read.blocks.iter().map(|block| block.outline).collect();
    assert_eq!((outlines, read.warnings.len()), (vec![Some(2), None], 1));
}

#[test]
fn tables_have_rows_and_columns_also_within_cells() {
    let nested = |text: &str| p(text).with(0x2416, &[1]).with(0x6649, &[2, 0, 0, 0]);
    let mut paragraphs = vec![p("前")];
    paragraphs.extend(row(&["甲", "乙", "丙"], &[0, 10, 20, 30]));
    paragraphs.extend(row(&["跨两栏", "丁"], &[0, 20, 30]));
    paragraphs.push(p("中"));
    paragraphs.push(nested("内").with(0x244B, &[1]));
    paragraphs.push(nested("").with(0x244C, &[1]));
    paragraphs.extend(row(&["外"], &[0, 30]));
    let read = body(paragraphs);
    let cell = |table, row, column| Story::Table { table, row, column };
    let stories: Vec<_> = read.blocks.iter().map(|block| block.story).collect();
    let expected = [
        Story::Body,
        cell(0, 0, 0),
        cell(0, 0, 1),
        cell(0, 0, 2),
        cell(0, 1, 0),
        cell(0, 1, 2),
        Story::Body,
        cell(2, 0, 0),
        cell(1, 0, 0),
    ];
    assert_eq!(stories, expected);
}

#[test]
fn a_deleted_row_leaves_no_gap() {
    let mut deleted: Vec<P> = row(&["删"], &[0, 10]);
    deleted = deleted
        .into_iter()
        .map(|paragraph| paragraph.mark('\u{7}', &DELETED))
        .collect();
    deleted[0] = p("")
        .run("删", &DELETED)
        .mark('\u{7}', &DELETED)
        .with(0x2416, &[1]);
    let read = body([row(&["甲"], &[0, 10]), deleted, row(&["乙"], &[0, 10])].concat());
    assert_eq!(read.source, "甲\n乙\n");
    let last = Story::Table {
        table: 0,
        row: 1,
        column: 0,
    };
    assert_eq!(read.blocks[1].story, last);
}

#[test]
fn labels_follow_the_levels_of_their_lists() {
    let levels = [
        level(CHINESE, "\u{E000}、", |head| head[15] = 2),
        level(0, "\u{E000}.\u{E001}", |head| head[5] = 0x04),
        level(0, "\u{E002}）", |head| head[5] = 0x08),
        level(23, "●", |_| {}),
    ];
    let places = [0, 1, 1, 2, 0, 1, 2, 3];
    let read = read(Builder::body(places.map(|level| p("文").list(1, level))).list(&levels));
    assert_eq!(
        labels(&read),
        ["一、", "1.1", "1.2", "1）", "二、", "2.1", "2）", ""]
    );
    assert!(
        read.source.starts_with("一、文\n1.1 文\n"),
        "{}",
        read.source
    );
    assert_eq!(read.blocks[0].text.as_str(), "文");
}

#[test]
fn uses_of_a_list_share_its_count_and_may_change_it() {
    let start = |level: u8, flags: u8, start: u8| vec![start, 0, 0, 0, level | flags, 0, 0, 0];
    let other = [start(0, 0x30, 0), level(3, "\u{E000})", |head| head[0] = 5)].concat();
    let read = read(
        Builder::body([
            p("甲").list(1, 0),
            p("乙").list(2, 0),
            p("丙").list(3, 0),
            p("丁").list(3, 0),
            p("戊").list(4, 0),
            p("己").list(0xFFFF, 0),
            p("庚").list(0, 0),
            p("辛").list(99, 0),
        ])
        .list(&[level(0, "\u{E000}.", |_| {})])
        .list_use(1, &[], 0)
        .list_use(1, &start(0, 0x10, 7), 1)
        .list_use(1, &other, 1),
    );
    assert_eq!(labels(&read), ["1.", "2.", "7.", "8.", "E)", "6.", "", ""]);
}

#[test]
fn styles_carry_lists_and_levels() {
    let list = |level: u8| [sprm(0x260A, &[level]), sprm(0x460B, &[1, 0])].concat();
    let read = read(
        Builder::body([
            p("甲").style(1),
            p("乙").style(2),
            p("丙").style(2).with(0x460B, &[0, 0]),
            p("丁").style(3),
        ])
        .style(style(1, 0, "heading 1", &list(0), &[]))
        .style(style(2, 0, "heading 2", &list(1), &[]))
        .style(style(0xFFE, 2, "孩子", &[], &[]))
        .list(&[
            level(CHINESE, "\u{E000}、", |_| {}),
            level(CHINESE, "（\u{E001}）", |_| {}),
        ]),
    );
    assert_eq!(labels(&read), ["一、", "（一）", "", "（二）"]);
}

#[test]
fn notes_come_last_in_order_of_reference() {
    let mark = |places: &[usize]| {
        let entries = places[1..].iter().map(|_| vec![0; 2]);
        plc(places, &entries.collect::<Vec<_>>())
    };
    let read = read(
        Builder::body([p("文\u{2}中\u{2}").run("\u{2}", &DELETED), p("末\u{2}")])
            .story(
                FOOTNOTES,
                &[p("\u{2} 脚一"), p("\u{2} 删了"), p("\u{2} 脚二")],
            )
            .story(ENDNOTES, &[p("\u{2}尾一"), p("续")])
            .part(2, mark(&[1, 4, 7, 8]))
            .part(3, plc(&[0, 5, 10, 15], &[]))
            .part(46, mark(&[3, 8]))
            .part(47, plc(&[0, 6], &[])),
    );
    assert_eq!(read.source, "文中\n末\n脚一\n尾一\n续\n脚二\n");
    assert_eq!(read.blocks[2].story, Story::Note);
    assert_eq!(read.warnings, [""; 0]);
}

#[test]
fn headers_are_counted_and_comments_left_out() {
    let read = read(
        Builder::body([p("文\u{5}")])
            .story(HEADERS, &[p("分隔"), p("机密"), p(""), p("页脚")])
            .story(COMMENTS, &[p("批语")])
            .part(11, plc(&[0, 0, 0, 0, 0, 0, 3, 6, 7, 10, 10], &[])),
    );
    assert_eq!(read.source, "文\n");
    assert_eq!((count(&read, "页眉页脚"), count(&read, "批注")), (2, 1));
}

/// A record of a drawing.
fn record(kind: u16, tag: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u32;
    [
        &kind.to_le_bytes()[..],
        &tag.to_le_bytes(),
        &length.to_le_bytes(),
        body,
    ]
    .concat()
}

fn shape(kind: u16, id: u32) -> Vec<u8> {
    let head = record(
        kind << 4 | 2,
        0xF00A,
        &[&id.to_le_bytes()[..], &[0; 4]].concat(),
    );
    record(0xF, 0xF004, &head)
}

#[test]
fn text_boxes_follow_the_paragraph_of_their_anchor() {
    let anchor = |id: u32| [&id.to_le_bytes()[..], &[0; 22]].concat();
    let text_box = |id: u32, reusable: u8| {
        let mut entry = vec![0; 22];
        entry[8] = reusable;
        entry[14..18].copy_from_slice(&id.to_le_bytes());
        entry
    };
    // Shape 8 stands in group 7; shape 5 is a picture.
    let group = record(0xF, 0xF003, &[shape(0, 7), shape(202, 8)].concat());
    let shapes = [shape(0, 1), shape(75, 5), group, shape(202, 9)].concat();
    let drawing = record(0xF, 0xF002, &record(0xF, 0xF003, &shapes));
    let drawings = [record(0xF, 0xF000, &[]), vec![0], drawing].concat();
    let boxes = [p("框一"), p("组内"), p("回收"), p("无处")];
    let read = read(
        Builder::body([p("前\u{8}后\u{8}"), p("次\u{8}")])
            .story(BOXES, &boxes)
            .part(40, plc(&[1, 3, 6, 9], &[anchor(5), anchor(9), anchor(7)]))
            .part(50, drawings)
            .part(
                56,
                plc(
                    &[0, 3, 6, 9, 12],
                    &[
                        text_box(9, 0),
                        text_box(8, 0),
                        text_box(9, 1),
                        text_box(33, 0),
                    ],
                ),
            ),
    );
    assert_eq!(read.source, "前后\n框一\n次\n组内\n无处\n");
    let stories: Vec<_> = read.blocks.iter().map(|block| block.story).collect();
    assert_eq!(stories[1], Story::TextBox);
    assert_eq!((stories[3], stories[4]), (Story::TextBox, Story::TextBox));
    assert_eq!(count(&read, "图片"), 1);
}

#[test]
fn the_summary_says_when_the_file_was_saved() {
    // 2024-01-15 in steps of 100 ns since 1601.
    let ticks: u64 = (1_705_276_800 + 11_644_473_600) * 10_000_000;
    let mut summary = vec![0; 44];
    summary.extend(48_u32.to_le_bytes());
    for number in [0_u32, 1, 13, 16, 0x40] {
        summary.extend(number.to_le_bytes());
    }
    summary.extend(ticks.to_le_bytes());
    let read = read(Builder::body([p("文")]).stream("\u{5}SummaryInformation", summary));
    // Midnight in Greenwich is eight o'clock in China.
    let at = jiff::civil::date(2024, 1, 15).at(8, 0, 0, 0);
    assert_eq!(read.modified, Some(Modified::by_document(at)));
}

#[test]
fn an_encrypted_file_is_named() {
    let mut builder = Builder::body([p("文")]);
    builder.flags = 0x0100;
    assert_eq!(
        from_bytes(&builder.build(), None).unwrap_err(),
        ReadError::Encrypted
    );
}

#[test]
fn word_95_is_read_as_text_of_its_code_page() {
    let text = "一、主要做法\r（一）抓学习，带班子。\u{13} PAGE \u{14}三\u{15}页\u{7}";
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    let old = |flags: u8, length: usize| {
        let mut main = vec![0; 0x300];
        main[..4].copy_from_slice(&[0xDC, 0xA5, 0x68, 0]);
        main[10] = flags;
        main[24..28].copy_from_slice(&0x300_u32.to_le_bytes());
        main[28..32].copy_from_slice(&(0x300 + bytes.len() as u32).to_le_bytes());
        main[0x34..0x38].copy_from_slice(&(length as u32).to_le_bytes());
        main.extend(&*bytes);
        from_bytes(&compound(&[("WordDocument", main)]), None)
    };
    for length in [0, bytes.len()] {
        let read = old(0, length).unwrap();
        assert_eq!(read.source, "一、主要做法\n（一）抓学习，带班子。三页\n");
        assert_eq!(read.warnings.len(), 1);
    }
    let error = old(4, bytes.len()).unwrap_err();
    assert!(error.to_string().contains("另存为 .docx"), "{error}");
}

#[test]
fn other_compound_files_are_named_even_with_a_word_document_inside() {
    let (main, _) = Builder::body([p("文")]).streams();
    for (name, what) in [
        ("Workbook", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
        ("__properties_version1.0", "Outlook"),
    ] {
        // The embedded document is in the directory, but not in the tree of the root.
        let mut file = compound(&[(name, vec![0; 100]), ("WordDocument", main.clone())]);
        let entry: Vec<u8> = "WordDocument"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let at = file
            .windows(entry.len())
            .position(|window| window == entry)
            .unwrap();
        file[at - 128 + 72..at - 128 + 76].fill(0xFF);
        let error = from_bytes(&file, Some("x.doc")).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
    }
    let locked = compound(&[("EncryptedPackage", vec![0; 100])]);
    assert_eq!(from_bytes(&locked, None).unwrap_err(), ReadError::Encrypted);
}
