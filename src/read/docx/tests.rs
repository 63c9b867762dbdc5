use super::fixture::{Builder, NAMESPACES, p, pp};
use super::read;
use crate::document::{Document, Modified, Story};

fn document(builder: Builder) -> Document {
    read(&builder.build()).unwrap()
}

fn body(xml: &str) -> Document {
    document(Builder::body(xml))
}

fn count(document: &Document, what: &str) -> usize {
    let found = document.skipped.iter().find(|skipped| skipped.what == what);
    found.map_or(0, |skipped| skipped.count)
}

#[test]
fn merges_runs_and_reads_every_kind_of_character() {
    let read = body(
        "<w:p><w:r><w:t xml:space='preserve'>我 </w:t></w:r><w:r><w:t>在&amp;&#x4e00;</w:t><w:tab/>\
         <w:noBreakHyphen/><w:sym w:font='Wingdings' w:char='F0FC'/><w:t><![CDATA[<年>]]></w:t></w:r>\
         <w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:ins><w:r><w:t> 增 </w:t></w:r></w:ins>\
         <w:smartTag><w:r><w:br w:type='page'/><w:t>完</w:t></w:r></w:smartTag></w:p>",
    );
    assert_eq!(read.source, "我 在&一\t-✓<年>链增\n完\n");
    assert_eq!(read.blocks.len(), 2);
    assert_eq!(read.skipped, []);
    assert_eq!(read.warnings, [""; 0]);
}

#[test]
fn a_soft_break_ends_a_block_and_empty_paragraphs_make_none() {
    let read = body(&format!(
        "<w:p/>{}<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:br/><w:t>一</w:t><w:br/></w:r>\
         <w:r><w:cr/><w:t>二</w:t></w:r></w:p>",
        p("　 ")
    ));
    assert_eq!(read.source, "一\n二\n");
    let outlines: Vec<_> = read.blocks.iter().map(|block| block.outline).collect();
    assert_eq!(outlines, [Some(1), None]);
    let bold: Vec<_> = read.blocks.iter().map(|block| block.look.bold).collect();
    assert_eq!(bold, [true, false]);
}

#[test]
fn labels_stand_apart_from_text_and_lead_back_to_the_source() {
    let level = |at: u8, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let list = |level: u8, text: &str| {
        let props = format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>");
        pp(&props, text)
    };
    let builder =
        Builder::body(&[list(0, "甲"), list(1, "乙"), list(2, "丙"), list(0, "丁")].concat());
    let read = document(builder.numbering(&format!(
        "<w:abstractNum w:abstractNumId='0'>{}{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.")
    )));
    assert_eq!(read.source, "一、甲\n（一）乙\n1. 丙\n二、丁\n");
    let third = &read.blocks[2];
    assert_eq!(third.label.as_deref(), Some("1."));
    assert_eq!(third.text.as_str(), "丙");
    let origin = third.text.origin(0..third.text.len());
    assert_eq!(&read.source[origin], "丙");
}

#[test]
fn a_style_may_take_its_list_from_another_and_name_a_level_of_its_own() {
    let styles = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/><w:basedOn w:val='1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='3'><w:name w:val='own'/><w:basedOn w:val='1'/></w:style>";
    let list = "<w:abstractNum w:abstractNumId='0'>\
         <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:pStyle w:val='1'/><w:lvlText w:val='%1、'/></w:lvl>\
         <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>\
         </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let body: String = ["1", "2", "2", "3"]
        .map(|style| pp(&format!("<w:pStyle w:val='{style}'/>"), "甲"))
        .concat();
    let read = document(Builder::body(&body).styles(styles).numbering(list));
    assert_eq!(read.source, "一、甲\n（一）甲\n（二）甲\n二、甲\n");
}

#[test]
fn headings_and_looks_come_through_styles() {
    let builder = Builder::body(
        &[
            pp("<w:pStyle w:val='我的'/>", "标题"),
            pp("<w:pStyle w:val='T'/>", "述职报告"),
        ]
        .concat(),
    );
    let read = document(builder.styles(
        "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:rPr><w:rFonts w:eastAsia='黑体'/><w:sz w:val='32'/></w:rPr></w:style>\
         <w:style w:type='paragraph' w:styleId='我的'><w:name w:val='一级'/><w:basedOn w:val='1'/><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/><w:basedOn w:val='1'/></w:style>",
    ));
    let heading = &read.blocks[0];
    assert_eq!(heading.outline, Some(1));
    assert!(heading.look.bold && heading.look.heading_face && !heading.look.centred);
    assert_eq!(heading.look.half_points, Some(32));
    let title = &read.blocks[1];
    assert_eq!((title.outline, title.look.centred), (None, true));
}

#[test]
fn text_boxes_are_read_once_after_their_host() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框"));
    let both = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{content}</wps:txbx></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let read = body(&both);
    assert_eq!(read.source, "前后\n框\n框\n");
    let stories: Vec<_> = read.blocks.iter().map(|block| block.story).collect();
    assert_eq!(stories, [Story::Body, Story::TextBox, Story::TextBox]);
}

#[test]
fn deletions_are_dropped_and_a_deleted_mark_joins_paragraphs() {
    let read = body(
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r>\
         <w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id='3'><w:r><w:t>新</w:t></w:r></w:ins></w:p>\
         <w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:moveFrom w:id='4'><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>下</w:t></w:r></w:p>",
    );
    assert_eq!(read.source, "上新下\n");
    assert_eq!(read.blocks[0].outline, Some(2));
    assert_eq!(count(&read, "已删除的修订"), 2);
}

#[test]
fn fields_show_their_result_and_an_endless_one_swallows_nothing() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = "<w:r><w:instrText>PAGE</w:instrText><w:t>码</w:t></w:r>";
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let sound = format!(
        "<w:p>{begin}{code}{separate}<w:r><w:t>三</w:t></w:r>{end}<w:r><w:t>页</w:t></w:r></w:p>"
    );
    let read = body(&sound);
    assert_eq!(read.source, "三页\n");
    let read = body(&format!("<w:p>{begin}{code}</w:p>{sound}{}", p("后文")));
    assert_eq!(read.source, "码\n三页\n后文\n");
    assert_eq!(read.warnings.len(), 1);
}

#[test]
fn a_table_of_contents_is_counted_and_left_out() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let toc = format!(
        "<w:p>{}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{}<w:r><w:t>一、工作 1</w:t></w:r></w:p>{}<w:p>{}<w:r><w:t>正文</w:t></w:r></w:p>",
        mark("begin"),
        mark("separate"),
        p("二、问题 2"),
        mark("end")
    );
    let control = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("目录")
    );
    let styled = pp("<w:pStyle w:val='T1'/>", "三、打算 3");
    let builder = Builder::body(&format!("{toc}{control}{styled}"));
    let read = document(
        builder
            .styles("<w:style w:type='paragraph' w:styleId='T1'><w:name w:val='toc 1'/></w:style>"),
    );
    assert_eq!(read.source, "正文\n");
    assert_eq!(count(&read, "目录"), 4);
}

#[test]
fn notes_come_last_in_order_of_reference() {
    let note = |id: u8, text: &str| {
        format!(
            "<w:footnote w:id='{id}'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let refer = |id: u8| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let builder = Builder::body(&format!(
        "<w:p><w:r><w:t>文</w:t></w:r>{}{}</w:p>{}",
        refer(3),
        refer(2),
        p("末")
    ));
    let read =
        document(builder.footnotes(&[note(1, "无人"), note(2, "乙"), note(3, "甲")].concat()));
    assert_eq!(read.source, "文\n末\n甲\n乙\n");
    assert_eq!(read.blocks[2].story, Story::Note);
    let reference = read.blocks[2].reference.unwrap();
    assert_eq!((reference.block, reference.endnote), (0, false));
    let missing = body(&format!("<w:p><w:r><w:t>文</w:t></w:r>{}</w:p>", refer(1)));
    assert_eq!(missing.warnings.len(), 1);
}

#[test]
fn tables_give_cells_with_their_place() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let inner = format!(
        "<w:tc>{}<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/></w:tc>",
        p("丙"),
        cell("内")
    );
    let read = body(&format!(
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc>{}</w:tr>\
         <w:tr><w:trPr><w:del w:id='1'/></w:trPr>{}</w:tr><w:tr>{inner}</w:tr></w:tbl>{}",
        p("甲"),
        cell("乙"),
        cell("删"),
        p("后")
    ));
    let at = |table, row, column| Story::Table { table, row, column };
    let found: Vec<_> = read
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), block.story))
        .collect();
    let expected = [
        ("甲", at(0, 0, 0)),
        ("乙", at(0, 0, 2)),
        ("丙", at(0, 1, 0)),
        ("内", at(1, 0, 0)),
        ("后", Story::Body),
    ];
    assert_eq!(found, expected);
    assert_eq!(count(&read, "已删除的修订"), 1);
}

#[test]
fn counts_what_is_left_out() {
    let read = body(
        "<w:p><w:r><w:t>文</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r>\
         <m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:drawing><pic:pic/></w:drawing></w:r>\
         <w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>\
         <w:altChunk r:id='c'/><w:sectPr><w:headerReference r:id='h'/><w:footerReference r:id='f'/></w:sectPr>",
    );
    assert_eq!(read.source, "文拼\n");
    for (what, expected) in [("图片", 1), ("公式", 1), ("批注", 1), ("隐藏文字", 1)] {
        assert_eq!(count(&read, what), expected, "{what}");
    }
    assert_eq!(read.warnings.len(), 1);
}

#[test]
fn namespaces_count_by_uri_and_the_main_part_by_relationship() {
    let strict = "<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body><x:p><x:r><x:t>严</x:t></x:r></x:p></x:body></x:document>";
    let read = document(Builder::bare("/doc\\Main.xml").part("Doc/main.xml", strict));
    assert_eq!(read.source, "严\n");
    let wide: Vec<u8> = format!(
        "\u{feff}<?xml version='1.0' encoding='UTF-16'?><w:document {NAMESPACES}>{}</w:document>",
        p("宽")
    )
    .encode_utf16()
    .flat_map(u16::to_le_bytes)
    .collect();
    let read = document(Builder::body("").part("word/document.xml", wide));
    assert_eq!(read.source, "宽\n");
}

#[test]
fn the_last_change_comes_from_the_properties() {
    let core = "<cp:coreProperties xmlns:cp='c' xmlns:dcterms='d'><dcterms:modified>2023-12-31T08:00:00Z</dcterms:modified></cp:coreProperties>";
    let read = document(Builder::body(&p("文")).part("docProps/core.xml", core));
    let at = jiff::civil::date(2023, 12, 31).at(16, 0, 0, 0);
    assert_eq!(read.modified, Some(Modified::by_document(at)));
}
