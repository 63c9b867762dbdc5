//! How paragraphs and pages are set, through all that may say so.

use super::fixture::{Builder, NAMESPACES, p, pp};
use super::read;
use crate::document::{Document, LinePitch, Page, Typesetting};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn set(document: &Document, place: usize) -> Typesetting {
    document.blocks[place].look.set.unwrap()
}

fn face(document: &Document, place: usize) -> (String, u32) {
    let set = set(document, place);
    let name = set.face.map(|face| face.as_str().to_owned());
    (name.unwrap_or_default(), set.half_points)
}

fn page(document: &Document) -> Page {
    document.page.unwrap()
}

fn run(props: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A package with relationships of the main part.
fn related(body: &str, parts: &[(&str, &str, String)]) -> Builder {
    let rels: String = parts
        .iter()
        .enumerate()
        .map(|(at, (kind, name, _))| {
            format!("<Relationship Id='x{at}' Type='{RELATION}/{kind}' Target='{name}'/>")
        })
        .collect();
    let builder = Builder::body(body).part(
        "word/_rels/document.xml.rels",
        format!("<Relationships>{rels}</Relationships>"),
    );
    parts.iter().fold(builder, |builder, (_, name, content)| {
        builder.part(&format!("word/{name}"), content.clone())
    })
}

fn theme(fonts: &str) -> (&'static str, &'static str, String) {
    let text = format!(
        "<a:theme xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:themeElements><a:fontScheme name='x'>\
         {fonts}</a:fontScheme><a:fmtScheme/></a:themeElements></a:theme>"
    );
    ("theme", "theme/theme1.xml", text)
}

#[test]
fn face_and_size_come_from_defaults_styles_and_the_run_itself() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia='宋体'/><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
        <w:style w:type='paragraph' w:styleId='b'><w:name w:val='甲'/><w:basedOn w:val='a'/><w:rPr><w:rFonts w:eastAsia='仿宋_GB2312'/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='c'><w:name w:val='乙'/><w:basedOn w:val='b'/><w:rPr><w:sz w:val='32'/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='k'><w:name w:val='丙'/><w:rPr><w:rFonts w:eastAsia='楷体'/></w:rPr></w:style>";
    let body = [
        p("默认"),
        pp("<w:pStyle w:val='c'/>", "样式"),
        format!(
            "<w:p><w:pPr><w:pStyle w:val='c'/></w:pPr>{}</w:p>",
            run("<w:rStyle w:val='k'/>", "字符样式")
        ),
        format!(
            "<w:p><w:pPr><w:pStyle w:val='c'/></w:pPr>{}</w:p>",
            run(
                "<w:rStyle w:val='k'/><w:rFonts w:eastAsia='黑体'/><w:sz w:val='30'/>",
                "直接"
            )
        ),
        // Latin letters and digits count nothing, whatever they are set in.
        format!(
            "<w:p>{}{}{}</w:p>",
            run(
                "<w:rFonts w:eastAsia='黑体'/><w:sz w:val='44'/>",
                "A1234567890"
            ),
            run("<w:rFonts w:eastAsia='仿宋'/>", "多数的字"),
            run("<w:rFonts w:eastAsia='楷体'/>", "少数"),
        ),
        p("ABC 123"),
    ]
    .concat();
    let document = read(&Builder::body(&body).styles(styles).build()).unwrap();
    assert_eq!(face(&document, 0), ("宋体".into(), 21));
    assert_eq!(face(&document, 1), ("仿宋_GB2312".into(), 32));
    assert_eq!(face(&document, 2), ("楷体".into(), 32));
    assert_eq!(face(&document, 3), ("黑体".into(), 30));
    assert_eq!(face(&document, 4), ("仿宋".into(), 21));
    assert_eq!((set(&document, 4).han, set(&document, 4).alike), (6, 4));
    assert_eq!(document.blocks[5].look.set, None);
    // Nothing at all is said: Word takes ten points.
    let bare = read(&Builder::body(&p("字")).build()).unwrap();
    assert_eq!(face(&bare, 0), (String::new(), 20));
}

#[test]
fn fonts_are_read_alike_however_they_are_written_and_anew_where_prefixes_change() {
    let strange = "xmlns:w='urn:strange' xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let body = [
        run("<w:rFonts w:ascii=\"Arial\" w:eastAsia=\"仿宋\"/>", "甲"),
        run("<w:rFonts w:ascii=\"Arial\" w:eastAsia=\"仿宋\"/>", "乙"),
        run("<w:rFonts w:ascii='Arial'\n w:eastAsia = '仿宋' />", "丙"),
        run(
            "<w:rFonts\tw:hint=\"eastAsia\"  w:eastAsia=\"&#20223;宋\"/>",
            "丁",
        ),
        // The same attributes mean nothing here, and others mean the same.
        format!(
            "<x:r {strange}><x:rPr><x:rFonts w:ascii=\"Arial\" w:eastAsia=\"仿宋\"/></x:rPr><x:t>戊</x:t></x:r>"
        ),
        format!("<x:r {strange}><x:rPr><x:rFonts x:eastAsia=\"仿宋\"/></x:rPr><x:t>己</x:t></x:r>"),
        run("<w:rFonts w:ascii=\"Arial\" w:eastAsia=\"仿宋\"/>", "庚"),
    ];
    let body: String = body.map(|run| format!("<w:p>{run}</w:p>")).concat();
    let document = read(&Builder::body(&body).build()).unwrap();
    let faces: Vec<String> = (0..7).map(|place| face(&document, place).0).collect();
    assert_eq!(faces, ["仿宋", "仿宋", "仿宋", "仿宋", "", "仿宋", "仿宋"]);
}

#[test]
fn theme_faces_go_by_the_script_of_the_language() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme='minorEastAsia'/></w:rPr></w:rPrDefault></w:docDefaults>";
    let fonts = "<a:majorFont><a:latin typeface='L'/><a:ea typeface=''/><a:font script='Jpan' typeface='游明朝'/>\
        <a:font script='Hans' typeface='等线 Light'/></a:majorFont>\
        <a:minorFont><a:latin typeface='L'/><a:ea typeface=''/><a:font script='Hans' typeface='等线'/>\
        <a:font script='Hant' typeface='新細明體'/></a:minorFont>";
    let body = format!(
        "{}<w:p>{}</w:p>",
        p("正文"),
        run("<w:rFonts w:eastAsiaTheme='majorEastAsia'/>", "标题")
    );
    let settings = |language: &str| {
        let text = format!(
            "<w:settings {NAMESPACES}><w:rsids/><w:themeFontLang w:val='en-US' w:eastAsia='{language}'/></w:settings>"
        );
        ("settings", "settings.xml", text)
    };
    let read_with = |parts: &[(&str, &str, String)]| {
        read(&related(&body, parts).styles(styles).build()).unwrap()
    };
    let chinese = read_with(&[theme(fonts), settings("zh-CN")]);
    assert_eq!(face(&chinese, 0).0, "等线");
    assert_eq!(face(&chinese, 1).0, "等线 Light");
    assert_eq!(face(&read_with(&[theme(fonts)]), 0).0, "等线");
    assert_eq!(
        face(&read_with(&[theme(fonts), settings("zh-TW")]), 0).0,
        "新細明體"
    );
    // A face named for all scripts goes before; a language without one has none.
    let named = fonts.replace("<a:ea typeface=''/>", "<a:ea typeface='仿宋'/>");
    assert_eq!(face(&read_with(&[theme(&named)]), 0).0, "仿宋");
    assert_eq!(
        face(&read_with(&[theme(fonts), settings("ko-KR")]), 0).0,
        ""
    );
    // Without the theme the face is not known, and nothing else is lost.
    let without = read(&Builder::body(&body).styles(styles).build()).unwrap();
    assert_eq!(face(&without, 0).0, "");
    let (kind, name, mut broken) = theme(fonts);
    broken.truncate(broken.len() / 3);
    let broken = read_with(&[(kind, name, broken)]);
    assert!(
        broken
            .warnings
            .iter()
            .any(|warning| warning.contains("主题"))
    );
    assert_eq!(broken.blocks.len(), 2);
}

#[test]
fn pitch_and_indent_are_inherited_word_by_word() {
    let styles = "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/><w:pPr><w:spacing w:line='560' w:lineRule='exact'/>\
        <w:ind w:firstLineChars='200' w:firstLine='420'/></w:pPr><w:rPr><w:sz w:val='32'/></w:rPr></w:style>";
    let body = [
        p("样式"),
        pp("<w:spacing w:line='580'/>", "只改数"),
        pp(
            "<w:spacing w:lineRule='auto' w:line='360'/><w:snapToGrid w:val='0'/>",
            "倍数",
        ),
        pp("<w:spacing w:lineRule='atLeast' w:line='28pt'/>", "带单位"),
        pp("<w:ind w:firstLineChars='0' w:firstLine='640'/>", "长度"),
        pp("<w:ind w:firstLineChars='0' w:firstLine='0'/>", "没有"),
        pp("<w:ind w:hangingChars='100' w:hanging='320'/>", "悬挂"),
        pp("<w:numPr><w:numId w:val='7'/></w:numPr>", "列表"),
    ]
    .concat();
    let document = read(&Builder::body(&body).styles(styles).numbering("").build()).unwrap();
    let pitches: Vec<LinePitch> = (0..4).map(|place| set(&document, place).pitch).collect();
    assert_eq!(
        pitches,
        [
            LinePitch::Exact(560),
            LinePitch::Exact(580),
            LinePitch::Lines(360, false),
            LinePitch::AtLeast(560)
        ]
    );
    let indents: Vec<Option<i32>> = [0, 4, 5, 6, 7]
        .map(|place| set(&document, place).first_line)
        .to_vec();
    assert_eq!(indents, [Some(200), Some(200), Some(0), Some(-100), None]);
}

const SECTION: &str = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='2098' w:bottom='1984' w:left='1587' w:right='1474' w:gutter='100'/>\
    <w:docGrid w:type='linesAndChars' w:linePitch='579' w:charSpace='-842'/></w:sectPr>";

#[test]
fn the_page_is_that_of_the_longest_section() {
    let across = "<w:sectPr><w:pgSz w:w='16838' w:h='11906'/><w:pgMar w:top='20mm' w:bottom='2cm' w:left='1in' w:right='72pt'/></w:sectPr>";
    let text: String = (0..5).map(|_| p("正文")).collect();
    let long = format!(
        "{text}<w:p><w:pPr>{SECTION}</w:pPr></w:p>{}{across}",
        p("附表")
    );
    let styles = "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/><w:rPr><w:sz w:val='32'/></w:rPr></w:style>";
    let first = page(&read(&Builder::body(&long).styles(styles).build()).unwrap());
    assert_eq!((first.width, first.height), (11906, 16838));
    assert_eq!(first.margins, [2098, 1984, 1687, 1474]);
    let grid = first.grid.unwrap();
    // 三号 is 16 points; 842 of 4096 less.
    assert_eq!((grid.line, grid.character), (579, Some(16 * 4096 - 842)));
    let unsigned = long.replace("'-842'", "'4294966454'");
    let unsigned = page(&read(&Builder::body(&unsigned).styles(styles).build()).unwrap());
    assert_eq!(unsigned.grid, first.grid);
    let last = format!("<w:p><w:pPr>{SECTION}</w:pPr></w:p>{text}{across}");
    let last = page(&read(&Builder::body(&last).build()).unwrap());
    assert_eq!((last.width, last.height), (16838, 11906));
    assert_eq!(last.margins, [1134, 1134, 1440, 1440]);
    assert_eq!(last.grid, None);
    assert_eq!(
        read(&Builder::body(&p("没有节")).build()).unwrap().page,
        None
    );
}

#[test]
fn a_page_number_is_found_wherever_the_footer_keeps_it() {
    let field = |codes: &[&str]| {
        let codes: String = codes
            .iter()
            .map(|code| format!("<w:r><w:instrText>{code}</w:instrText></w:r>"))
            .collect();
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>{codes}<w:r><w:fldChar w:fldCharType='separate'/></w:r>\
             <w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        )
    };
    let cases = [
        ("<w:p><w:fldSimple w:instr=' PAGE  \\* MERGEFORMAT '><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>".to_owned(), true),
        (field(&[" PAGE "]), true),
        (field(&["PA", "GE \\* Arabic"]), true),
        (format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", field(&["page"])), true),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='end'/></w:r></w:p>".to_owned(),
            true,
        ),
        ("<w:p><w:r><w:pgNum/></w:r></w:p>".to_owned(), true),
        (field(&["NUMPAGES"]), false),
        (field(&["PAGEREF _Toc1"]), false),
        ("<w:p><w:r><w:t>PAGE 1</w:t></w:r></w:p>".to_owned(), false),
        (format!("<w:p><w:r>{}<w:t>页</w:t></w:r></w:p>", "<w:fldChar w:fldCharType='begin'/>".repeat(500)), false),
    ];
    for (footer, expected) in cases {
        let footer = format!("<w:ftr {NAMESPACES}>{footer}</w:ftr>");
        let blank = format!("<w:ftr {NAMESPACES}><w:p/></w:ftr>");
        let parts = [
            ("footer", "footer1.xml", blank),
            ("footer", "footer2.xml", footer.clone()),
        ];
        let document = read(&related(&format!("{}{SECTION}", p("正文")), &parts).build()).unwrap();
        assert_eq!(page(&document).numbered, expected, "{footer}");
    }
    // Only so many footers are looked into.
    let many: Vec<(&str, String, String)> = (0..40)
        .map(|at| {
            let number = if at == 39 {
                field(&["PAGE"])
            } else {
                String::new()
            };
            (
                "footer",
                format!("footer{at}.xml"),
                format!("<w:ftr {NAMESPACES}>{number}</w:ftr>"),
            )
        })
        .collect();
    let many: Vec<(&str, &str, String)> = many
        .iter()
        .map(|(kind, name, text)| (*kind, name.as_str(), text.clone()))
        .collect();
    let document = read(&related(&format!("{}{SECTION}", p("正文")), &many).build()).unwrap();
    assert!(!page(&document).numbered);
}

#[test]
fn figures_without_sense_stop_nothing() {
    let wild = "<w:sectPr><w:pgSz w:w='99999999999' w:h='-5'/><w:pgMar w:top='x' w:left='1e300' w:gutter='NaN'/>\
        <w:docGrid w:type='linesAndChars' w:linePitch='1' w:charSpace='2147483647'/></w:sectPr>";
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='4294967295'/></w:rPr></w:rPrDefault></w:docDefaults>";
    let body = format!(
        "{}{}",
        pp(
            "<w:spacing w:line='999999999'/><w:ind w:firstLine='5999999' w:firstLineChars='-2147483648'/>",
            "字"
        ),
        wild.repeat(3)
    );
    let document = read(&Builder::body(&body).styles(styles).build()).unwrap();
    assert_eq!(document.page, None);
    assert_eq!(set(&document, 0).half_points, u32::MAX);
    // A paragraph in more faces than are told apart: what is over counts for none.
    let runs: String = (0..60)
        .map(|at| run(&format!("<w:sz w:val='{at}'/>"), "字"))
        .collect();
    let many = read(&Builder::body(&format!("<w:p>{runs}</w:p>{SECTION}")).build()).unwrap();
    assert_eq!(set(&many, 0).han, 16);
    assert_eq!(page(&many).grid.unwrap().character, Some(20 * 2048 - 842));
}

#[test]
fn guidance_is_known_by_its_style_under_any_id() {
    let styles = "<w:style w:type='paragraph' w:styleId='12'><w:name w:val='述职填写说明'/></w:style>\
        <w:style w:type='character' w:styleId='a5'><w:name w:val='述职填写说明 字符'/></w:style>";
    let guided = |text: &str| pp("<w:pStyle w:val='12'/>", text);
    let body = [
        guided("【填写说明：写什么。】"),
        format!(
            "<w:p>{}</w:p>",
            run("<w:rStyle w:val='a5'/>", "【填写说明：写什么。】")
        ),
        guided("我写在这里。"),
        guided("【填写说明：写什么。】我接着写。"),
        p("【填写说明：这是我自己写的。】"),
    ]
    .concat();
    let document = read(&Builder::body(&body).styles(styles).build()).unwrap();
    assert_eq!(
        document.source,
        "我写在这里。\n【填写说明：写什么。】我接着写。\n【填写说明：这是我自己写的。】\n"
    );
    let left = document
        .skipped
        .iter()
        .find(|entry| entry.what == "模板填写说明");
    assert_eq!(left.map(|entry| entry.count), Some(2));
    assert!(
        document
            .warnings
            .iter()
            .any(|warning| warning.contains("有 2 段"))
    );
}
