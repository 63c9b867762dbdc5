use std::io::{Cursor, Write};

use super::{read, read_flat};
use crate::document::{Document, Modified, Story};
use crate::read::ReadError;

const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
     xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
     xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
     xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
     xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
     xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' \
     xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0' \
     xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:dc='http://purl.org/dc/elements/1.1/'";

/// A package in the making.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn content(automatic: &str, body: &str) -> String {
    format!(
        "<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

pub(super) fn styles(inner: &str) -> String {
    format!("<office:document-styles {SPACES}>{inner}</office:document-styles>")
}

fn whole(automatic: &str, body: &str) -> Document {
    let parts = [
        ("content.xml", content(automatic, body)),
        ("styles.xml", styles("<office:styles/>")),
    ];
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let document = read(&package(&parts)).unwrap();
    assert_eq!(document.warnings, Vec::<String>::new());
    document
}

fn source(automatic: &str, body: &str) -> String {
    whole(automatic, body).source
}

fn level(at: u8, format: &str, more: &str) -> String {
    format!("<text:list-level-style-number text:level='{at}' style:num-format='{format}' {more}/>")
}

#[test]
fn white_space_and_breaks() {
    let body = "<text:p>  a \n b<text:s text:c='2'/> c<text:tab/><text:span>d </text:span> e<text:line-break/> f\
        <text:soft-page-break/>g &lt;<text:ruby><text:ruby-base>拼</text:ruby-base><text:ruby-text>pin</text:ruby-text></text:ruby>\
        <text:date>2024</text:date></text:p>";
    assert_eq!(source("", body), "a b   c\td e\nfg <拼2024\n");
}

#[test]
fn chinese_labels_nest_restart_and_go_on() {
    let lists = format!(
        "<text:list-style style:name='L'>{}{}{}</text:list-style>",
        level(1, "一, 二, 三, ...", "style:num-suffix='、'"),
        level(
            2,
            "一, 二, 三, ...",
            "style:num-prefix='（' style:num-suffix='）'"
        ),
        level(3, "1", "text:display-levels='3' text:start-value='3'"),
    );
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let p = |text: &str| format!("<text:p>{text}</text:p>");
    let nested = |inner: &str| format!("<text:list>{inner}</text:list>");
    let second = nested(&format!(
        "{}{}",
        item(&p("b")),
        item(&(p("c") + &nested(&item(&p("d")))))
    ));
    let body = format!(
        "<text:list text:style-name='L' xml:id='x'>{}{}</text:list>{}\
         <text:list text:style-name='L' text:continue-numbering='true'><text:list-header>{}</text:list-header>{}</text:list>\
         <text:list text:style-name='L'>{}</text:list>\
         <text:list text:style-name='L' text:continue-list='x'><text:list-item text:start-value='9'>{}</text:list-item></text:list>",
        item(&(p("a") + &second)),
        item(&(p("e") + &p("f"))),
        p("plain"),
        p("header"),
        item(&(p("g") + &nested(&item(&p("h"))))),
        item(&p("i")),
        p("j"),
    );
    assert_eq!(
        source(&lists, &body),
        "一、a\n（一）b\n（二）c\n一.二.3 d\n二、e\nf\nplain\nheader\n三、g\n（一）h\n一、i\n九、j\n"
    );
}

#[test]
fn formats_by_their_samples() {
    for (sample, expected) in [
        ("壹, 贰, 叁, ...", "贰"),
        ("壹, 貳, 參, ...", "貳"),
        ("①, ②, ③, ...", "②"),
        ("甲, 乙, 丙, ...", "乙"),
        ("１, ２, ３, ...", "２"),
        ("i", "ii"),
        ("A", "B"),
    ] {
        let list = format!(
            "<text:list-style style:name='L'>{}</text:list-style>",
            level(1, sample, "loext:num-list-format='第%1%章'")
        );
        let body = "<text:list text:style-name='L'><text:list-item text:start-value='2'><text:p>x</text:p></text:list-item></text:list>";
        let document = whole(&list, body);
        assert_eq!(
            document.blocks[0].label.as_deref(),
            Some(format!("第{expected}章").as_str())
        );
    }
    let bullets = "<text:list-style style:name='L'><text:list-level-style-bullet text:level='1' text:bullet-char='•'/></text:list-style>";
    let body = "<text:list text:style-name='L'><text:list-item><text:p>x</text:p></text:list-item></text:list>";
    assert_eq!(source(bullets, body), "x\n");
}

#[test]
fn headings_are_numbered_by_the_outline() {
    let outline = "<office:styles><text:outline-style style:name='Outline'>\
        <text:outline-level-style text:level='1' style:num-format='一, 二, 三, ...' style:num-suffix='、'/>\
        <text:outline-level-style text:level='2' style:num-format=''/></text:outline-style>\
        <style:style style:name='Title' style:family='paragraph'><style:paragraph-properties fo:text-align='center'/></style:style></office:styles>";
    let body = "<text:p text:style-name='Title'>t</text:p><text:h text:outline-level='1'>a</text:h><text:h text:outline-level='2'>b</text:h>\
        <text:h text:outline-level='1' text:is-list-header='true'>c</text:h><text:h text:outline-level='1'>d</text:h>\
        <text:h text:outline-level='1' text:restart-numbering='true' text:start-value='7'>e</text:h><text:h text:outline-level='1'><text:number>捌、</text:number>f</text:h>";
    let parts = [
        ("content.xml", content("", body)),
        ("styles.xml", styles(outline)),
    ];
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let document = read(&package(&parts)).unwrap();
    assert_eq!(document.source, "t\n一、a\nb\nc\n二、d\n七、e\n捌、f\n");
    let outlines: Vec<_> = document.blocks.iter().map(|block| block.outline).collect();
    let one = Some(1);
    assert_eq!(outlines, [None, one, Some(2), one, one, one, one]);
    assert!(document.blocks[0].look.centred);
}

#[test]
fn headings_in_lists_of_the_outline_are_numbered_by_their_own_level() {
    let outline = "<office:styles><text:outline-style style:name='Outline'>\
        <text:outline-level-style text:level='1' style:num-format='一, 二, 三, ...' style:num-suffix='、'/>\
        <text:outline-level-style text:level='2' style:num-format='1' style:num-suffix='.'/></text:outline-style></office:styles>";
    let body = "<text:list text:style-name='Outline'><text:list-item><text:h text:outline-level='1'>a</text:h></text:list-item></text:list>\
        <text:list text:continue-numbering='true' text:style-name='Outline'><text:list-item><text:list><text:list-item><text:h text:outline-level='2'>b</text:h></text:list-item></text:list></text:list-item>\
        <text:list-header><text:h text:outline-level='1'>c</text:h></text:list-header></text:list><text:h text:outline-level='1'>d</text:h>";
    let (text, styles) = (content("", body), styles(outline));
    let parts = [("content.xml", text.as_str()), ("styles.xml", &styles)];
    assert_eq!(
        read(&package(&parts)).unwrap().source,
        "一、a\n1. b\nc\n二、d\n"
    );
}

#[test]
fn stories_and_what_is_left_out() {
    let automatic = "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:table-of-content><text:index-body><text:p>目录</text:p><text:p>x 1</text:p></text:index-body></text:table-of-content>\
        <text:p>a<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p> note</text:p></text:note-body></text:note>\
        <draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><draw:custom-shape><text:p>shape</text:p><draw:enhanced-geometry/></draw:custom-shape>\
        <draw:frame><draw:object xlink:href='./Object 1'/><draw:image/></draw:frame><draw:frame><draw:image/><draw:image/></draw:frame>\
        <office:annotation><dc:date>2001-01-01</dc:date><text:p>c</text:p></office:annotation><text:span text:style-name='H'>hidden</text:span>b</text:p>\
        <text:section text:display='none'><text:p>unseen</text:p></text:section>\
        <table:table><table:table-row><table:table-cell><text:p>c0</text:p></table:table-cell><table:covered-table-cell/><table:table-cell>\
        <table:table><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell></table:table-row></table:table><text:p>c2</text:p></table:table-cell></table:table-row></table:table>";
    let text = content(automatic, body);
    let header = styles(
        "<office:master-styles><style:master-page><style:header><text:p>h</text:p></style:header><style:footer/></style:master-page></office:master-styles>",
    );
    let manifest = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>\
        <m:file-entry m:full-path='Object 1/' m:media-type='application/vnd.oasis.opendocument.formula'/></m:manifest>";
    let meta = format!(
        "<office:document-meta {SPACES}><office:meta><dc:date>2024-03-05T10:00:00</dc:date></office:meta></office:document-meta>"
    );
    let document = read(&package(&[
        ("content.xml", &text),
        ("styles.xml", &header),
        ("META-INF/manifest.xml", manifest),
        ("meta.xml", &meta),
    ]))
    .unwrap();
    let stories: Vec<_> = document
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), block.story))
        .collect();
    let cell = |table, row, column| Story::Table { table, row, column };
    assert_eq!(
        stories,
        [
            ("ab", Story::Body),
            ("box", Story::TextBox),
            ("shape", Story::TextBox),
            ("c0", cell(0, 0, 0)),
            ("in", cell(1, 0, 0)),
            ("c2", cell(0, 0, 2)),
            ("note", Story::Note),
        ]
    );
    let at = jiff::civil::date(2024, 3, 5).at(10, 0, 0, 0);
    assert_eq!(document.modified, Some(Modified::by_document(at)));
    assert_eq!(document.headers, ["h"]);
    let left: Vec<_> = document
        .skipped
        .iter()
        .map(|entry| (entry.what.as_str(), entry.count))
        .collect();
    assert_eq!(
        left,
        [
            ("图片", 1),
            ("公式", 1),
            ("批注", 1),
            ("已删除的修订", 1),
            ("隐藏文字", 2),
            ("目录", 2),
            ("页眉页脚", 1)
        ]
    );
}

#[test]
fn the_look_of_han_text() {
    let automatic = "<style:font-face style:name='黑体'/>\
        <style:style style:name='P' style:family='paragraph'><style:text-properties fo:font-weight='normal' style:font-weight-asian='bold' style:font-size-asian='22pt' style:font-name-asian='黑体'/></style:style>\
        <style:style style:name='T' style:family='text'><style:text-properties style:font-weight-asian='bold'/></style:style>";
    let body =
        "<text:p text:style-name='P'>甲<text:span text:style-name='T'>乙</text:span></text:p>";
    let look = whole(automatic, body).blocks[0].look;
    assert!(look.bold && look.heading_face, "{look:?}");
    assert_eq!(look.half_points, Some(44));
}

#[test]
fn one_xml_file_is_read_too() {
    let text = format!(
        "<?xml version='1.0'?><office:document {SPACES} office:mimetype='application/vnd.oasis.opendocument.text'><office:meta><dc:date>2023-12-01</dc:date></office:meta>\
         <office:body><office:text><text:p>述职</text:p></office:text></office:body></office:document>"
    );
    let document = read_flat(&text).unwrap();
    let at = jiff::civil::date(2023, 12, 1).at(0, 0, 0, 0);
    assert_eq!(
        (document.source.as_str(), document.modified),
        ("述职\n", Some(Modified::by_document(at)))
    );
    let sniffed = crate::read::from_bytes(text.as_bytes(), Some("a.doc")).unwrap();
    assert_eq!(sniffed.format.name(), "odt");
}

#[test]
fn encrypted_and_other_kinds_are_named() {
    let text = content("", "<text:p>a</text:p>");
    let manifest = "<m:manifest><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
    let bytes = package(&[("META-INF/manifest.xml", manifest), ("content.xml", &text)]);
    assert_eq!(read(&bytes).unwrap_err(), ReadError::Encrypted);
    let sheet = text.replace("office:text>", "office:spreadsheet>");
    let error = read(&package(&[("content.xml", &sheet)])).unwrap_err();
    assert!(error.to_string().contains("ODF 表格"), "{error}");
}
