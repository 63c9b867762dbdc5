//! Broken and malicious files: a clear answer, never a crash.

use proptest::prelude::*;

use super::fixture::{Builder, NAMESPACES, p};
use super::read;
use crate::read::ReadError;

fn failure(builder: Builder) -> ReadError {
    read(&builder.build()).unwrap_err()
}

#[test]
fn files_that_are_not_word_are_named() {
    assert_eq!(read(b"").unwrap_err(), ReadError::Empty);
    let encrypted = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert!(matches!(read(&encrypted), Err(ReadError::NotWord { .. })));
    let workbook = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>";
    let sheet = Builder::bare("xl/workbook.xml").part("xl/workbook.xml", workbook);
    assert!(failure(sheet).to_string().contains("Excel"));
    let other = Builder::bare("a.xml").part("b.txt", "文");
    assert!(failure(other).to_string().contains("压缩包"));
}

#[test]
fn a_document_without_words_says_so() {
    assert_eq!(failure(Builder::body("<w:p/>")), ReadError::NoText);
}

#[test]
fn nesting_stops_at_the_limit() {
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<x>", "</x>"),
    ] {
        let deep = format!(
            "{}{}{}",
            open.repeat(100_000),
            p("底"),
            close.repeat(100_000)
        );
        assert!(matches!(
            failure(Builder::body(&deep)),
            ReadError::TooLarge { .. }
        ));
    }
}

#[test]
fn inflation_stops_at_the_limit() {
    let bomb = vec![b' '; 129 << 20];
    let builder = Builder::body("").part("word/document.xml", bomb);
    assert!(matches!(failure(builder), ReadError::TooLarge { .. }));
}

#[test]
fn a_bomb_beside_the_text_is_never_opened() {
    let bomb = vec![0; 130 << 20];
    let builder = Builder::body(&p("文")).part("word/media/image1.png", bomb);
    let document = read(&builder.build()).unwrap();
    assert_eq!(
        (document.source.as_str(), document.warnings.len()),
        ("文\n", 0)
    );
}

#[test]
fn sizes_that_the_headers_claim_reserve_nothing() {
    let mut bytes = Builder::body(&p("文")).build();
    let name = b"word/document.xml";
    let entry = bytes.windows(name.len()).rposition(|at| at == name);
    // The inflated size stands 22 bytes before the name in the central directory.
    let size = entry.unwrap() - 22;
    bytes[size..size + 4].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    if let Ok(document) = read(&bytes) {
        assert_eq!(document.source, "文\n");
    }
}

#[test]
fn huge_and_many_attributes_are_read_over() {
    let long = format!(
        "<w:p w:x='{}'><w:r><w:t>长</w:t></w:r></w:p>",
        "x".repeat(100 << 20)
    );
    assert_eq!(read(&Builder::body(&long).build()).unwrap().source, "长\n");
    let many: String = (0..200_000).map(|at| format!(" w:a{at}='1'")).collect();
    let many = format!("<w:p{many}><w:r><w:t>多</w:t></w:r></w:p>");
    assert_eq!(read(&Builder::body(&many).build()).unwrap().source, "多\n");
    let bound: String = (0..2000).map(|at| format!(" xmlns:a{at}='u'")).collect();
    let bound = failure(Builder::body(&format!("<w:p{bound}/>")));
    assert!(matches!(bound, ReadError::TooLarge { .. }));
}

#[test]
fn the_last_of_two_entries_counts() {
    let builder = Builder::body(&p("前")).part(
        "word/documenT.xml",
        format!("<w:document {NAMESPACES}>{}</w:document>", p("后")),
    );
    let mut bytes = builder.build();
    let name = b"word/documenT.xml";
    let places: Vec<usize> = bytes
        .windows(name.len())
        .enumerate()
        .filter_map(|(at, found)| (found == name).then_some(at))
        .collect();
    assert_eq!(places.len(), 2);
    for place in places {
        bytes[place + 12] = b't';
    }
    let document = read(&bytes).unwrap();
    assert_eq!(document.source, "后\n");
    assert!(document.warnings[0].contains("同名"));
}

#[test]
fn targets_never_lead_out_of_the_package() {
    let document = format!("<w:document {NAMESPACES}>{}</w:document>", p("文"));
    for target in [
        "../../../word/document.xml",
        "/word/./x/../document.xml",
        "word\\document.xml",
        "file:///etc/passwd",
    ] {
        let builder = Builder::bare(target).part("word/document.xml", document.clone());
        assert_eq!(read(&builder.build()).unwrap().source, "文\n", "{target}");
    }
    let named = Builder::bare("../../out.xml").part("../../out.xml", document);
    let _ = read(&named.build());
}

#[test]
fn other_packages_are_named() {
    let slides = Builder::bare("ppt/presentation.xml").part("ppt/presentation.xml", "<p/>");
    let open = Builder::bare("x").part("mimetype", "application/vnd.oasis.opendocument.text");
    let open = open.part("content.xml", "<office/>");
    for (builder, name) in [(slides, "PowerPoint"), (open, "OpenDocument")] {
        let said = failure(builder).to_string();
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn bombs_in_headers_and_forms_stay_within_limits() {
    let header = "<w:headerReference w:type='default' r:id='h'/>".repeat(1000);
    let relation = "<Relationships><Relationship Id='h' Type='http://x/header' Target='h.xml'/></Relationships>";
    let nested = format!("<w:hdr {NAMESPACES}>{}</w:hdr>", "<x>".repeat(100_000));
    let builder = Builder::body(&format!("{}<w:sectPr>{header}</w:sectPr>", p("文")))
        .part("word/_rels/document.xml.rels", relation)
        .part("word/h.xml", nested);
    let document = read(&builder.build()).unwrap();
    assert_eq!((document.headers.len(), document.warnings.len()), (0, 1));
    let entry = "<w:listEntry w:val='项'/>".repeat(100_000);
    let form = format!(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>{entry}</w:ddList></w:ffData></w:fldChar></w:r>\
         <w:r><w:instrText>FORMDROPDOWN{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>文</w:t></w:r></w:p>",
        " ".repeat(1 << 20)
    );
    assert_eq!(
        read(&Builder::body(&form).build()).unwrap().source,
        "项文\n"
    );
}

#[test]
fn document_types_are_refused_and_unknown_entities_mean_nothing() {
    let document = format!(
        "<!DOCTYPE a [<!ENTITY e '爆'>]><w:document {NAMESPACES}>{}</w:document>",
        p("&e;")
    );
    let builder = Builder::body("").part("word/document.xml", document);
    assert_eq!(failure(builder), ReadError::UnsafeXml);
    let builder = Builder::body(&p("文")).part("word/styles.xml", "<!DOCTYPE a><styles/>");
    assert_eq!(failure(builder), ReadError::UnsafeXml);
    let document = read(&Builder::body(&p("文&e;&lt;")).build()).unwrap();
    assert_eq!(document.source, "文<\n");
    assert_eq!(document.warnings.len(), 1);
}

#[test]
fn a_cut_off_document_gives_what_came_before() {
    let whole = format!(
        "<w:document {NAMESPACES}>{}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>半",
        p("整")
    );
    let document = read(&Builder::body("").part("word/document.xml", whole).build()).unwrap();
    assert_eq!(document.source, "整\n半\n");
    assert_eq!(document.warnings.len(), 1);
    let numbered =
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>文</w:t></w:r></w:p>";
    let builder = Builder::body(numbered).part("word/numbering.xml", "<w:numbering><w:abstr");
    let document = read(&builder.build()).unwrap();
    assert_eq!(
        (document.source.as_str(), document.warnings.len()),
        ("文\n", 1)
    );
}

#[test]
fn a_cut_off_package_is_an_error_and_a_wrong_checksum_a_warning() {
    let bytes = Builder::body(&p("文")).build();
    assert!(matches!(
        read(&bytes[..bytes.len() - 40]),
        Err(ReadError::Damaged { .. })
    ));
    let mut wrong = bytes.clone();
    let name = b"word/document.xml";
    let entry = wrong
        .windows(name.len())
        .rposition(|at| at == name)
        .unwrap();
    // The checksum stands 30 bytes before the name in the central directory.
    wrong[entry - 30] ^= 0xFF;
    let document = read(&wrong).unwrap();
    assert_eq!(document.source, "文\n");
    assert_eq!(document.warnings.len(), 1);
}

#[test]
fn many_endless_fields_hide_nothing() {
    let begins = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>".repeat(5000);
    let body = format!("<w:p>{begins}<w:r><w:t>文</w:t></w:r></w:p>");
    let document = read(&Builder::body(&body).build()).unwrap();
    assert_eq!(document.source, "文\n");
}

#[test]
fn marks_in_the_wrong_place_do_not_upset_the_count() {
    let odd = "<w:tbl><w:tcPr><w:cellDel/></w:tcPr><w:trPr><w:del/></w:trPr></w:tbl>";
    let document = read(&Builder::body(&format!("{odd}{}", p("文"))).build()).unwrap();
    assert_eq!(document.source, "文\n");
}

/// Elements and text thrown together without regard to what may stand where.
fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "文",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:tcPr>",
        "</w:tcPr>",
        "<w:cellDel/>",
        "<w:del>",
        "</w:del>",
        "<w:trPr>",
        "</w:trPr>",
        "<w:sdt>",
        "</w:sdt>",
        "<w:sdtPr>",
        "</w:sdtPr>",
        "<w:docPartGallery w:val='Table of Contents'/>",
        "<w:fldChar w:fldCharType='begin'/>",
        "<w:fldChar w:fldCharType='separate'/>",
        "<w:fldChar w:fldCharType='end'/>",
        "<w:instrText>",
        "</w:instrText>",
        "TOC ",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<mc:AlternateContent>",
        "</mc:AlternateContent>",
        "<mc:Choice>",
        "</mc:Choice>",
        "<w:br/>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:rPr>",
        "</w:rPr>",
        "<w:vanish/>",
        "<w:footnote w:id='1'>",
        "</w:footnote>",
        "<w:footnoteReference w:id='1'/>",
        "&amp;",
        "&x;",
        "<w:object>",
        "</w:object>",
        "<w:fldSimple w:instr='TOC'>",
        "</w:fldSimple>",
        "<w:numId w:val='1'/>",
        "<w:framePr w:dropCap='drop'/>",
        "<w:showingPlcHdr/>",
        "<w:ffData>",
        "</w:ffData>",
        "<w:listEntry w:val='项'/>",
        "FORMDROPDOWN",
        "eq \\o\\ac(○,1)",
        "MACROBUTTON a 提示",
        "<v:textpath string='艺术字'/>",
        "<w:sym w:font='Wingdings' w:char='F0FE'/>",
        "<w:ilvl w:val='3'/>",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| {
        // Close what is open in the right order, so that more than the first slip is read.
        let mut open: Vec<&str> = Vec::new();
        let mut text = String::new();
        for word in words {
            if let Some(name) = word.strip_prefix("</") {
                if open
                    .last()
                    .is_some_and(|last| *last == name.trim_end_matches('>'))
                {
                    open.pop();
                    text.push_str(word);
                }
                continue;
            }
            text.push_str(word);
            if word.starts_with('<') && !word.ends_with("/>") {
                open.push(
                    word[1..]
                        .trim_end_matches('>')
                        .split(' ')
                        .next()
                        .unwrap_or(""),
                );
            }
        }
        for name in open.iter().rev() {
            text.push_str(&format!("</{name}>"));
        }
        text
    })
}

fn sample() -> Builder {
    Builder::body(&p("文"))
        .styles("<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>")
        .numbering("<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、%9%'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>")
        .footnotes("<w:footnote w:id='1'><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_bytes_never_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
            bytes.extend(*b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x10\0\0\0\x02\0\0\0\0\0");
        }
        let _ = read(&bytes);
    }

    #[test]
    fn a_changed_package_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = sample().build();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn changed_parts_never_panic(
        which in prop::sample::select(vec!["document", "styles", "numbering", "footnotes"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let source = match which {
            "document" => format!("<w:document {NAMESPACES}>{}</w:document>", p("文")),
            "styles" => format!("<w:styles {NAMESPACES}><w:style w:styleId='1'><w:basedOn w:val='1'/></w:style></w:styles>"),
            "numbering" => format!("<w:numbering {NAMESPACES}><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"),
            _ => format!("<w:footnotes {NAMESPACES}><w:footnote w:id='1'/></w:footnotes>"),
        };
        let mut bytes = source.into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&sample().part(&format!("word/{which}.xml"), bytes).build());
    }

    #[test]
    fn elements_in_any_order_never_panic(body in soup()) {
        let document = format!("<w:document {NAMESPACES}>{body}<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>尾</w:t></w:r></w:p></w:document>");
        let _ = read(&sample().part("word/document.xml", document).build());
    }
}
