//! What is on the page although the file does not store it as plain text, and what is not although it does.

use super::fixture::{Builder, NAMESPACES, p, pp};
use super::read;
use crate::document::{Document, Story};

fn document(builder: Builder) -> Document {
    read(&builder.build()).unwrap()
}

fn source(body: &str) -> String {
    document(Builder::body(body)).source
}

fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>")
}

fn code(code: &str) -> String {
    format!("<w:r><w:instrText xml:space='preserve'>{code}</w:instrText></w:r>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// A numbered list 一、二、三 and a paragraph of it with more properties.
fn numbered(props: &str, inner: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>{props}</w:pPr>{inner}</w:p>"
    )
}

fn listed(body: &str) -> String {
    let list = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>\
         <w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    document(Builder::body(body).numbering(list)).source
}

#[test]
fn fields_without_a_result_show_what_their_code_says() {
    let field = |inner: &str| format!("{}{}{}", mark("begin"), code(inner), mark("end"));
    let body = format!(
        "<w:p>{}{}{}{}</w:p><w:p>{}{}{}{}{}</w:p>",
        run("甲"),
        field(r"eq \o\ac(○,1)"),
        run("乙"),
        field(r"EQ \f(1,2)"),
        mark("begin"),
        code(" eq "),
        code(r"\o\ac(○,"),
        code("12)"),
        mark("end")
    );
    assert_eq!(source(&body), "甲①乙\n⑫\n");
    // A stored result goes before the code; what is in the code of another field is not shown.
    let stored = format!(
        "<w:p>{}{}{}{}{}{}{}{}{}</w:p>",
        mark("begin"),
        code(r"eq \o\ac(○,1)"),
        mark("separate"),
        run("果"),
        mark("end"),
        mark("begin"),
        field(r"eq \o\ac(○,2)"),
        mark("separate"),
        mark("end")
    );
    assert_eq!(source(&stored), "果\n");
}

#[test]
fn form_fields_show_their_choice() {
    let form = |data: &str, name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>{}{}{}",
            code(name),
            mark("separate"),
            mark("end")
        )
    };
    let list = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='优秀'/><w:listEntry w:val='合格'/></w:ddList>";
    let wrong = "<w:ddList><w:result w:val='7'/><w:listEntry w:val='优秀'/></w:ddList>";
    let ticked = "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>";
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        form(list, "FORMDROPDOWN"),
        form(wrong, "FORMDROPDOWN"),
        form(ticked, "FORMCHECKBOX"),
        form(
            "<w:checkBox><w:default w:val='0'/></w:checkBox>",
            "FORMCHECKBOX"
        )
    );
    assert_eq!(source(&body), "合格☒☐\n");
}

#[test]
fn prompts_nobody_wrote_over_are_kept_with_their_block() {
    let control = |more: &str, text: &str| {
        format!(
            "<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>",
            run(text),
            run("姓名")
        )
    };
    let read = document(Builder::body(&format!(
        "<w:p>{}{}{}</w:p><w:p>{}{}{}{}</w:p>",
        run("我叫"),
        control("<w:showingPlcHdr/>", "单击此处输入"),
        control("<w:showingPlcHdr w:val='0'/>", "张三的"),
        run("单位"),
        mark("begin"),
        code("MACROBUTTON NoMacro [填单位]"),
        mark("end")
    )));
    assert_eq!(
        read.source,
        "我叫单击此处输入姓名张三的姓名\n单位[填单位]\n"
    );
    assert_eq!(read.blocks[0].prompts, ["单击此处输入姓名"]);
    assert_eq!(read.blocks[1].prompts, ["[填单位]"]);
}

#[test]
fn lettering_and_large_first_letters_are_words() {
    let read = document(Builder::body(&format!(
        "<w:p><w:r><w:pict><v:shape><v:textpath string='述职&amp;述廉'/></v:shape></w:pict></w:r>{}</w:p>\
         <w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='2'/></w:pPr>{}</w:p>{}",
        run("正文"),
        run("一"),
        pp("<w:outlineLvl w:val='0'/>", "年来")
    )));
    assert_eq!(read.source, "正文\n述职&述廉\n一年来\n");
    assert_eq!(read.blocks[1].story, Story::TextBox);
    assert_eq!(read.blocks[2].outline, Some(1));
}

#[test]
fn a_page_break_parts_text() {
    let body = format!(
        "<w:p>{}<w:r><w:br w:type='page'/></w:r>{}</w:p>",
        run("标题"),
        run("正文")
    );
    assert_eq!(source(&body), "标题\n正文\n");
}

#[test]
fn symbol_fonts_are_read_by_their_place_in_the_font() {
    let face = "<w:rPr><w:rFonts w:ascii='Wingdings 2' w:hAnsi='Wingdings 2'/></w:rPr>";
    let body = format!(
        "<w:p><w:r>{face}<w:t>\u{F052}办\u{F001}</w:t></w:r>{}</w:p>",
        run("\u{F052}")
    );
    assert_eq!(source(&body), "☑办\u{F001}\u{F052}\n");
}

#[test]
fn hidden_and_deleted_paragraphs_take_no_number() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>";
    let gone = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>";
    let list = [
        numbered("", &run("甲")),
        numbered("<w:rPr><w:vanish/></w:rPr>", hidden),
        numbered("", &run("乙")),
        // Its mark is visible, and so is its number.
        numbered("", hidden),
        numbered("", &run("丙")),
        numbered("<w:rPr><w:del/></w:rPr>", gone),
    ];
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("格"));
    let body = format!("{}{table}{}", list.concat(), numbered("", &run("丁")));
    assert_eq!(listed(&body), "一、甲\n二、乙\n四、丙\n格\n五、丁\n");
}

#[test]
fn text_without_a_paragraph_is_not_lost() {
    let body = format!(
        "{}<w:p>{}<w:p>{}</w:p>{}</w:p>",
        run("裸"),
        run("甲"),
        run("乙"),
        run("丙")
    );
    assert_eq!(source(&body), "裸\n甲\n乙\n丙\n");
}

#[test]
fn a_file_that_only_inserts_another_says_so() {
    let error = read(&Builder::body("<w:altChunk r:id='c'/>").build()).unwrap_err();
    assert!(error.to_string().contains("外部文档"), "{error}");
}

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document with a default, a first and an even header, and a footer.
fn with_headers(section: &str) -> Builder {
    let part = |root: &str, inner: &str| format!("<w:{root} {NAMESPACES}>{inner}</w:{root}>");
    let parts = [
        ("d", "header"),
        ("f", "header"),
        ("e", "header"),
        ("n", "footer"),
    ];
    let relations = parts.map(|(id, kind)| {
        format!("<Relationship Id='{id}' Type='{RELATION}/{kind}' Target='{kind}-{id}.xml'/>")
    });
    let page = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        run("第"),
        mark("begin"),
        code("PAGE"),
        mark("separate"),
        run("3")
    );
    let body = format!(
        "{}<w:sectPr>{section}<w:headerReference w:type='default' r:id='d'/><w:headerReference w:type='first' r:id='f'/>\
         <w:headerReference w:type='even' r:id='e'/><w:footerReference w:type='default' r:id='n'/>\
         <w:headerReference w:type='default' r:id='gone'/></w:sectPr>",
        p("正文")
    );
    Builder::body(&body)
        .part(
            "word/_rels/document.xml.rels",
            format!("<Relationships>{}</Relationships>", relations.concat()),
        )
        .part(
            "word/header-d.xml",
            part("hdr", &[p("机密★1年"), p("　"), p("机密★1年")].concat()),
        )
        .part("word/header-f.xml", part("hdr", &p("首页")))
        .part("word/header-e.xml", part("hdr", &p("偶数页")))
        .part(
            "word/footer-n.xml",
            part("ftr", &format!("{page}{}", p("某镇"))),
        )
}

#[test]
fn headers_are_read_apart_and_only_where_they_show() {
    let read = document(with_headers(""));
    assert_eq!(read.source, "正文\n");
    assert_eq!(read.headers, ["机密★1年", "某镇"]);
    let settings = format!("<w:settings {NAMESPACES}><w:evenAndOddHeaders/></w:settings>");
    let read = document(with_headers("<w:titlePg/>").part("word/settings.xml", settings));
    assert_eq!(read.headers, ["机密★1年", "首页", "偶数页", "某镇"]);
}

#[test]
fn a_broken_header_is_a_warning() {
    let read = document(with_headers("").part("word/header-d.xml", "<w:hdr"));
    assert_eq!(read.headers, ["某镇"]);
    assert_eq!(read.warnings.len(), 1);
}
