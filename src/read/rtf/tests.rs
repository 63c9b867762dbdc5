use encoding_rs::{BIG5, GBK};

use super::read;
use crate::document::{Document, Modified, Story};

/// Text as Word and WPS escape it: every byte of its code page apart.
fn escaped(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    let (bytes, ..) = encoding.encode(text);
    let escape = |byte: &u8| match byte {
        b'\\' | b'{' | b'}' => format!("\\{}", char::from(*byte)),
        0x20..0x7F => char::from(*byte).to_string(),
        byte => format!("\\'{byte:02x}"),
    };
    bytes.iter().map(escape).collect()
}

fn gbk(text: &str) -> String {
    escaped(text, GBK)
}

const FONTS: &str = "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fnil\\fcharset134 \\'bf\\'ac\\'cc\\'e5_GB2312;}\
     {\\f2\\fnil\\fcharset134{\\*\\falt SimSun}\\'cb\\'ce\\'cc\\'e5;}{\\f3\\fnil\\fcharset136 MingLiU;}{\\f4\\fnil\\fcharset2 Wingdings;}}";

fn document(body: &str) -> Document {
    let file = format!("{{\\rtf1\\ansi\\ansicpg936\\deff2{FONTS}{body}}}");
    read(file.as_bytes()).unwrap()
}

fn texts(body: &str) -> Vec<String> {
    let blocks = document(body).blocks;
    blocks
        .iter()
        .map(|block| block.text.as_str().to_owned())
        .collect()
}

fn left_out(document: &Document, what: &str) -> usize {
    let entry = document.skipped.iter().find(|entry| entry.what == what);
    entry.map_or(0, |entry| entry.count)
}

#[test]
fn bytes_are_read_in_the_code_page_of_their_font() {
    let body = format!(
        "{{\\f1 {}}}{{\\f3 {}}}{{\\f0 caf\\'e9}}\\par",
        gbk("述职"),
        escaped("現將", BIG5)
    );
    assert_eq!(texts(&body), ["述职現將café"]);
    // The second byte of a pair may stand raw, or on the next line of the file.
    assert_eq!(texts("\\f2\\'81@\\'d2\r\n\\'bb\\par"), ["丂一"]);
    // A Western font around Chinese bytes.
    assert_eq!(
        texts(&format!("\\f0 {}\\par", gbk("述职报告"))),
        ["述职报告"]
    );
    let mut raw = b"{\\rtf1\\ansi\\ansicpg936 ".to_vec();
    raw.extend_from_slice(&GBK.encode("述职乗").0);
    raw.extend_from_slice(b"\\par}");
    assert_eq!(read(&raw).unwrap().source, "述职乗\n");
}

#[test]
fn unicode_numbers_skip_what_stands_for_them() {
    assert_eq!(texts("\\uc1\\u-28688?\\u32844?\\u8212 -x\\par"), ["述职—x"]);
    assert_eq!(
        texts("\\uc2\\u36848\\'ca\\'f6\\u32844\\'d6\\'b0\\par"),
        ["述职"]
    );
    // Counted as one character, written as two bytes.
    assert_eq!(
        texts("\\uc1\\u36848\\'ca\\'f6\\u32844\\'d6\\'b0\\par"),
        ["述职"]
    );
    assert_eq!(
        texts("{\\uc0\\u36848}\\u32844 ?\\u-10179?\\u-8704?\\par"),
        ["述职😀"]
    );
    assert_eq!(texts("\\u8220\\ldblquote a\\par"), ["“a"]);
    let halved = document("\\u-10179?a\\par");
    assert_eq!(halved.source, "\u{fffd}a\n");
    assert!(halved.warnings[0].contains("无法辨认"));
}

#[test]
fn special_characters_and_breaks() {
    assert_eq!(
        texts("a\\emdash\\lquote b\\rquote\\~c\\_d\\-e\\{\\}\\\\\\tab f\\line g\\par"),
        ["a—‘b’\u{a0}c-de{}\\\tf", "g"]
    );
    assert_eq!(
        texts(
            "{\\f4 \\'fc}x{\\field{\\*\\fldinst SYMBOL 168 \\\\f \"Wingdings\"}{\\fldrslt}}\\par"
        ),
        ["✓x□"]
    );
}

#[test]
fn labels_that_the_file_shows_go_first() {
    let body = format!(
        "{{\\listtext\\f2 {}\\tab}}\\pard\\ls1\\ilvl0 {}\\par {{\\pntext\\f4\\'6c\\tab}}{}\\par",
        gbk("一、"),
        gbk("做法"),
        gbk("要点")
    );
    let document = document(&body);
    let labels: Vec<_> = document
        .blocks
        .iter()
        .map(|block| block.label.as_deref())
        .collect();
    assert_eq!(labels, [Some("一、"), None]);
    assert_eq!(document.source, "一、做法\n要点\n");
}

#[test]
fn the_last_paragraph_needs_no_mark() {
    let list = "{\\*\\listtable{\\list{\\listlevel\\levelnfc0{\\leveltext\\'02\\'00.;}{\\levelnumbers\\'01;}}\\listid7}}\
         {\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}";
    let body = format!("{list}\\pard\\ls1 a\\par b");
    assert_eq!(document(&body).source, "1. a\n2. b\n");
    assert_eq!(document("\\pard\\qc a").blocks.len(), 1);
}

#[test]
fn labels_are_counted_from_the_list_tables() {
    let lists = "{\\*\\listtable{\\list\\listtemplateid1{\\listlevel\\levelnfc39\\levelnfcn39\\levelfollow2\\levelstartat1{\\leveltext\\'02\\'00\\u12289?;}{\\levelnumbers\\'01;}}\
         {\\listlevel\\levelnfc37\\levelfollow2\\levelstartat1{\\leveltext\\'03\\u-248?\\'01\\u-247?;}{\\levelnumbers\\'02;}}{\\listname ;}\\listid7}}\
         {\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}{\\listoverride\\listid7\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat5}\\ls2}}";
    let body = format!(
        "{lists}\\pard\\ls1\\ilvl0 a\\par\\ilvl1 b\\par c\\par\\ilvl0 d\\par\\ilvl1 e\\par\\pard\\ls2 f\\par\\pard g\\par"
    );
    assert_eq!(
        document(&body).source,
        "一、a\n（一）b\n（二）c\n二、d\n（一）e\n五、f\ng\n"
    );
}

#[test]
fn styles_outline_and_look() {
    let body = format!(
        "{{\\stylesheet{{\\s0 Normal;}}{{\\s1\\outlinelevel0 heading 1;}}{{\\s2\\sbasedon1{{\\*\\keycode \\fn}} mine;}}{{\\*\\cs9 x;}}}}\
         \\pard\\qc\\s2\\b\\fs44\\f1 {}{{\\f0 2023}}\\par\\pard\\plain\\outlinelevel2 b\\par\\pard c\\par",
        gbk("做法")
    );
    let blocks = document(&body).blocks;
    assert_eq!(blocks[0].outline, Some(1));
    let look = blocks[0].look;
    assert!(look.bold && look.centred && look.heading_face, "{look:?}");
    assert_eq!(look.half_points, Some(44));
    assert_eq!((blocks[1].outline, blocks[2].outline), (Some(3), None));
    assert!(!blocks[1].look.bold);
}

#[test]
fn tables_within_tables() {
    let body = "\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell b\\par c\\cell\\row\
        \\trowd\\intbl d\\cell\\pard\\intbl\\itap2 e\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl f\\cell\\row\\pard g\\par";
    let blocks = document(body).blocks;
    let places: Vec<(String, Story)> = blocks
        .iter()
        .map(|block| (block.text.as_str().to_owned(), block.story))
        .collect();
    let cell = |table, row, column| Story::Table { table, row, column };
    assert_eq!(
        places,
        [
            ("a".into(), cell(0, 0, 0)),
            ("b".into(), cell(0, 0, 1)),
            ("c".into(), cell(0, 0, 1)),
            ("d".into(), cell(0, 1, 0)),
            ("e".into(), cell(1, 0, 0)),
            ("f".into(), cell(0, 1, 1)),
            ("g".into(), Story::Body),
        ]
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let body = "{\\header h\\par}{\\*\\background{\\shp z}}a{\\deleted x}b{\\v y}{\\v y}c{\\deleted\\par}d\
        {\\*\\atnid n}{\\*\\annotation t}{\\*\\shppict{\\pict\\bin3 }{}}}{\\nonshppict{\\pict 00}}{\\object{\\result r}}{\\mmath m}{\\xe i}{\\*\\unknown{u}}\\par";
    let document = document(body);
    assert_eq!(document.source, "abcd\n");
    assert_eq!(document.headers, ["h"]);
    for (what, count) in [
        ("页眉页脚", 1),
        ("已删除的修订", 1),
        ("隐藏文字", 1),
        ("批注", 1),
        ("图片", 1),
        ("嵌入对象", 1),
        ("公式", 1),
    ] {
        assert_eq!(left_out(&document, what), count, "{what}");
    }
}

#[test]
fn fields_show_their_results_but_contents_are_left_out() {
    let heading = gbk("目  录");
    let body = format!(
        "{heading}\\par{{\\field{{\\*\\fldinst {{ TOC \\\\o \"1-3\" }}}}{{\\fldrslt {{x\\par y}}}}}}\\par \
         see {{\\field{{\\*\\fldinst HYPERLINK \"u\"}}{{\\fldrslt link}}}}\\par\
         {{\\field{{\\*\\fldinst EQ \\\\* jc0 \\\\o\\\\ad(\\\\s\\\\up 9(pin),z)}}{{\\fldrslt}}}}\\par"
    );
    let document = document(&body);
    assert_eq!(document.source, "see link\nz\n");
    assert_eq!(left_out(&document, "目录"), 3);
}

#[test]
fn boxes_follow_their_paragraph_and_notes_the_text() {
    let body = "{\\listtext 1.\\tab}a{\\super\\chftn}{\\footnote\\pard {\\super\\chftn} note\\par two}b\
        {\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn t}{\\sv 1}}{\\shptxt\\pard box\\par}}{\\shprslt{\\*\\do{\\dptxbxtext old\\par}}}}\\par c\\par";
    let blocks = document(body).blocks;
    let stories: Vec<_> = blocks
        .iter()
        .map(|block| (block.text.as_str(), block.story))
        .collect();
    assert_eq!(
        stories,
        [
            ("ab", Story::Body),
            ("box", Story::TextBox),
            ("c", Story::Body),
            ("note", Story::Note),
            ("two", Story::Note),
        ]
    );
    assert_eq!(blocks[0].label.as_deref(), Some("1."));
    assert_eq!(blocks[1].label, None);
}

#[test]
fn the_last_change_and_unicode_twins() {
    let document = document(
        "{\\info{\\author x}{\\revtim\\yr2024\\mo3\\dy5\\hr17\\min30}}{\\upr{old}{\\*\\ud{new}}}\\par",
    );
    let at = jiff::civil::date(2024, 3, 5).at(17, 30, 0, 0);
    assert_eq!(document.modified, Some(Modified::by_document(at)));
    assert_eq!(document.source, "new\n");
}
