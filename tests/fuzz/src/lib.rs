//! What the targets share: files made around the bytes of the fuzzer, and what every document must hold to.

use std::io::{Cursor, Write};

use shuzhi::document::Document;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Offsets lead back into the source, and something was read.
pub fn sound(document: &Document) {
    assert!(!document.blocks.is_empty(), "a silent empty");
    for block in &document.blocks {
        let origin = block.text.origin(0..block.text.len());
        assert!(document.source.get(origin).is_some(), "an offset between characters");
    }
}

/// A zip archive of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(*name, options).expect("a new entry");
        writer.write_all(content).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// A Word file in which `xml` is the document, or, by `which`, its numbering, styles, notes or comments.
pub fn word_file(which: u8, xml: &[u8]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='{W}'><w:body><w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>\
         <w:r><w:t>走访XX农户</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p></w:body></w:document>"
    );
    let root = format!(
        "<Relationships><Relationship Id='r' Type='{R}/officeDocument' Target='word/document.xml'/></Relationships>"
    );
    let relations = format!(
        "<Relationships><Relationship Id='c' Type='{R}/comments' Target='comments.xml'/></Relationships>"
    );
    let kinds = ["document", "numbering", "styles", "footnotes", "comments"];
    let chosen = kinds[usize::from(which) % kinds.len()];
    let name = format!("word/{chosen}.xml");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    if chosen != "document" {
        parts.push(("word/document.xml", document.as_bytes()));
    }
    parts.push((&name, xml));
    package(&parts)
}
