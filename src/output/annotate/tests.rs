//! Comments in Word files made in code: at the passage, at its paragraph, once more, and taken out again.

use std::io::{Cursor as Bytes, Read};

use proptest::prelude::*;
use zip::ZipArchive;

use super::parts::{COMMENT_TYPE, TYPES};
use super::*;
use crate::read::docx::fixture::{Builder, p};
use crate::read::package::Package;
use crate::read::xml::decode;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Puts one comment on every passage given by its words.
fn comment(bytes: &[u8], passages: &[&str]) -> Copy {
    let mut file = File::open(bytes).unwrap();
    let removed = file.clean().unwrap();
    let remarks: Vec<Remark> = passages
        .iter()
        .map(|words| {
            let at = file.source.find(words).unwrap();
            Remark {
                passage: Some(at..at + words.len()),
                lines: vec![format!("说明：{words}")],
            }
        })
        .collect();
    let added = file.add(&remarks).unwrap();
    file.finish(added, removed).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Bytes::new(bytes)).unwrap();
    let mut content = Vec::new();
    let mut entry = archive.by_name(name).unwrap();
    entry.read_to_end(&mut content).unwrap();
    decode(content).0
}

fn names(bytes: &[u8]) -> Vec<String> {
    let archive = ZipArchive::new(Bytes::new(bytes)).unwrap();
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.sort();
    names
}

/// Everything between the two marks of each comment that is text, by id.
fn covered(document: &str) -> Vec<(i64, String)> {
    let mut cursor = Cursor::new(document);
    let mut open: Vec<(i64, String)> = Vec::new();
    let mut closed = Vec::new();
    let mut within_text = 0usize;
    let mut depth = 0usize;
    loop {
        match cursor.next().unwrap() {
            Node::Open(element) => {
                depth += 1;
                let id = comments::id_of(&mut cursor, &element);
                match element.local() {
                    b"t" => within_text = depth,
                    b"commentRangeStart" => open.push((id.unwrap(), String::new())),
                    b"commentRangeEnd" => {
                        let at = open
                            .iter()
                            .position(|(other, _)| Some(*other) == id)
                            .unwrap();
                        closed.push(open.remove(at));
                    }
                    _ => {}
                }
            }
            Node::Text(text) if within_text == depth && depth > 0 => {
                for (_, words) in &mut open {
                    words.push_str(&text);
                }
            }
            Node::Text(_) => {}
            Node::Close => {
                if within_text == depth {
                    within_text = 0;
                }
                depth -= 1;
            }
            Node::End => break,
        }
    }
    assert!(open.is_empty(), "a comment begins and does not end");
    closed
}

/// Every character of the text with the properties of its run.
fn formatting(document: &str) -> Vec<(char, String)> {
    let mut cursor = Cursor::new(document);
    let mut properties = String::new();
    let mut text = false;
    let mut out = Vec::new();
    loop {
        match cursor.next().unwrap() {
            Node::Open(element) => match element.local() {
                b"r" => properties.clear(),
                b"rPr" => {
                    let start = cursor.span().start;
                    cursor.skip().unwrap();
                    properties = document[start..cursor.span().end].to_owned();
                }
                b"t" => text = true,
                _ => text = false,
            },
            Node::Text(words) if text => {
                out.extend(
                    words
                        .chars()
                        .map(|character| (character, properties.clone())),
                );
            }
            Node::Text(_) => {}
            Node::Close => text = false,
            Node::End => return out,
        }
    }
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn a_symbol_written_in_two_forms_takes_the_comment_at_its_paragraph() {
    let symbol = "<w:r><mc:AlternateContent>\
        <mc:Choice Requires='w16se'><w16se:symEx xmlns:w16se='urn:s' w16se:char='2714'/></mc:Choice>\
        <mc:Fallback><w:t>✔</w:t></mc:Fallback></mc:AlternateContent></w:r>";
    let body = format!(
        "{}<w:p><w:r><w:t>走访</w:t></w:r>{symbol}<w:r><w:t>党员。</w:t></w:r></w:p>",
        p("标题")
    );
    let copy = comment(&Builder::body(&body).build(), &["标题", "✔", "党员"]);
    assert_eq!(copy.added, 3);
    let document = part(&copy.bytes, "word/document.xml");
    let mut covered = covered(&document);
    covered.sort();
    let covered: Vec<&str> = covered.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(covered, ["标题", "走访✔党员。", "党员"]);
}

#[test]
fn a_comment_covers_its_words_and_formatting_stays() {
    let body = format!(
        "<w:p>{}{}</w:p>{}",
        run("<w:b/>", "一年来走访农户"),
        run("<w:i/>", "二百八十户，记下诉求"),
        p("全年讲党课四次")
    );
    let bytes = Builder::body(&body).build();
    let before = part(&bytes, "word/document.xml");
    let copy = comment(
        &bytes,
        &["走访农户二百", "诉求\n全年", "党课", "全年讲党课四次"],
    );
    let after = part(&copy.bytes, "word/document.xml");
    assert_eq!(formatting(&before), formatting(&after));
    let mut found = covered(&after);
    found.sort();
    assert_eq!(
        found,
        [
            (0, "走访农户二百".to_owned()),
            (1, "诉求全年".to_owned()),
            (2, "党课".to_owned()),
            (3, "全年讲党课四次".to_owned()),
        ]
    );
    assert_eq!(copy.added, 4);
    let comments = part(&copy.bytes, "word/comments.xml");
    assert!(comments.contains("说明：党课") && comments.contains(AUTHOR_ATTRIBUTE));
    let relations = part(&copy.bytes, "word/_rels/document.xml.rels");
    assert!(
        relations.contains("relationships/comments\""),
        "{relations}"
    );
    assert!(part(&copy.bytes, TYPES).contains(COMMENT_TYPE));
}

const AUTHOR_ATTRIBUTE: &str = "w:author=\"述职检查\"";

#[test]
fn a_run_with_tabs_breaks_entities_and_character_data_is_split_between_them() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙&amp;丙<![CDATA[丁戊]]>己</w:t><w:br/><w:t>庚辛</w:t></w:r></w:p>";
    let bytes = Builder::body(body).build();
    for (words, expected) in [
        ("甲", "甲"),
        ("乙", "乙"),
        ("丙", "丙"),
        ("己", "己"),
        ("庚辛", "庚辛"),
        ("辛", "辛"),
        ("甲\t乙", "甲乙"),
    ] {
        let copy = comment(&bytes, &[words]);
        let found = covered(&part(&copy.bytes, "word/document.xml"));
        assert_eq!(found, [(0, expected.to_owned())], "{words}");
    }
    // Within an entity or character data nothing can stand: the comment shrinks or takes the paragraph.
    for words in ["&", "丁", "&丙丁"] {
        let copy = comment(&bytes, &[words]);
        let comments = part(&copy.bytes, "word/comments.xml");
        assert!(comments.contains("原文：“"), "{words}: {comments}");
    }
}

#[test]
fn white_space_that_is_not_shown_stays_hidden() {
    let bytes = Builder::body("<w:p><w:r><w:t>  党建工作  </w:t></w:r></w:p>").build();
    let copy = comment(&bytes, &["建工"]);
    let document = part(&copy.bytes, "word/document.xml");
    assert!(!document.contains("preserve"), "{document}");
    // With nothing to hide the run is split at the very character, and inner spaces stay.
    let bytes = Builder::body(&p("党建 工作")).build();
    let copy = comment(&bytes, &["工作"]);
    let document = part(&copy.bytes, "word/document.xml");
    assert_eq!(covered(&document), [(0, "工作".to_owned())]);
    assert!(
        document.contains("<w:t xml:space=\"preserve\">党建 </w:t>"),
        "{document}"
    );
}

#[test]
fn words_outside_the_running_text_are_quoted_at_their_paragraph() {
    let body = format!(
        "{}<w:p><w:r><w:t>正文一段</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>\
         <w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>\
         <w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent><w:r><w:t>来自数据</w:t></w:r></w:sdtContent></w:sdt></w:p>\
         <w:p><w:r><w:ruby><w:rt><w:r><w:t>zhi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>职</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>责</w:t></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>域的结果</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        p("标题"),
        p("框里的字")
    );
    let bytes = Builder::body(&body)
        .footnotes(&format!(
            "<w:footnote w:id='2'>{}</w:footnote>",
            p("脚注的字")
        ))
        .build();
    for words in ["框里", "脚注的字", "来自", "职", "域的结果"] {
        let copy = comment(&bytes, &[words]);
        let comments = part(&copy.bytes, "word/comments.xml");
        assert!(comments.contains(&format!("原文：“{words}”")), "{words}");
        let found = covered(&part(&copy.bytes, "word/document.xml"));
        assert!(!found[0].1.contains("标题"), "{words}: {found:?}");
    }
}

#[test]
fn other_names_for_the_same_things() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    for (document, marks) in [
        (
            format!(
                "<x:document xmlns:x='{W}'><x:body><x:p><x:r><x:t>走访农户</x:t></x:r></x:p></x:body></x:document>"
            ),
            "<x:commentRangeStart x:id=",
        ),
        (
            format!("<document xmlns='{W}'><body><p><r><t>走访农户</t></r></p></body></document>"),
            "<w:commentRangeStart xmlns:w=",
        ),
        (
            format!(
                "\u{feff}<?xml version='1.0'?><w:document xmlns:w='{strict}'><w:body><w:p><w:r><w:t>走访农户</w:t></w:r></w:p></w:body></w:document>"
            ),
            "<w:commentRangeStart w:id=",
        ),
    ] {
        let bytes = Builder::bare("word/document.xml")
            .part("word/document.xml", document.clone())
            .build();
        let copy = comment(&bytes, &["农户"]);
        let after = part(&copy.bytes, "word/document.xml");
        assert!(after.contains(marks), "{after}");
        assert_eq!(covered(&after), [(0, "农户".to_owned())]);
        let comments = part(&copy.bytes, "word/comments.xml");
        let relations = part(&copy.bytes, "word/_rels/document.xml.rels");
        assert_eq!(comments.contains(strict), document.contains(strict));
        assert_eq!(
            relations.contains("purl.oclc.org"),
            document.contains(strict)
        );
    }
}

#[test]
fn a_part_in_another_encoding_is_written_as_utf_8() {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w='{W}'><w:body>{}</w:body></w:document>",
        p("走访农户")
    );
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let bytes = Builder::bare("word/document.xml")
        .part("word/document.xml", wide)
        .build();
    let copy = comment(&bytes, &["农户"]);
    let after = part(&copy.bytes, "word/document.xml");
    assert!(
        after.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        "{after}"
    );
    assert_eq!(covered(&after), [(0, "农户".to_owned())]);
}

/// A file in which somebody else has commented.
fn commented() -> Builder {
    let body = "<w:p><w:commentRangeStart w:id='7'/><w:r><w:t>走访农户</w:t></w:r><w:commentRangeEnd w:id='7'/>\
         <w:r><w:commentReference w:id='7'/></w:r></w:p>";
    Builder::body(body)
        .part(
            "word/_rels/document.xml.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
             <Relationship Id='rId9' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments' Target='comments.xml'/></Relationships>",
        )
        .part(
            "word/comments.xml",
            format!("<w:comments xmlns:w='{W}'><w:comment w:id='7' w:author='李审阅'>{}</w:comment></w:comments>", p("请核实")),
        )
        .part("word/media/a.png", vec![0u8, 1, 2, 3, 200])
}

#[test]
fn a_second_run_takes_the_place_of_the_first_and_others_stay() {
    let bytes = commented().build();
    let once = comment(&bytes, &["农户", "走访"]);
    let twice = comment(&once.bytes, &["访农"]);
    assert_eq!((twice.added, twice.removed), (1, 2));
    let mut found = covered(&part(&twice.bytes, "word/document.xml"));
    found.sort();
    assert_eq!(found, [(7, "走访农户".to_owned()), (8, "访农".to_owned())]);
    let comments = part(&twice.bytes, "word/comments.xml");
    assert!(comments.contains("李审阅") && comments.contains("请核实"));
    assert!(!comments.contains("说明：走访"));
    assert_eq!(names(&twice.bytes), names(&once.bytes));

    let cleaned = clean(&twice.bytes).unwrap();
    assert_eq!(cleaned.removed, 1);
    let document = part(&cleaned.bytes, "word/document.xml");
    assert_eq!(covered(&document), [(7, "走访农户".to_owned())]);
    assert_eq!(
        document.matches("commentReference").count(),
        1,
        "{document}"
    );
    assert!(!part(&cleaned.bytes, "word/comments.xml").contains(comments::AUTHOR));
}

#[test]
fn what_other_parts_say_of_our_comments_goes_with_them() {
    let once = comment(&commented().build(), &["农户"]);
    // As a newer Word leaves it: our comment got a paragraph id, and somebody answered it.
    let comments = part(&once.bytes, "word/comments.xml").replace(
        "<w:p><w:r><w:t xml:space=\"preserve\">说明",
        "<w:p xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' w14:paraId='0A0A0A0A'><w:r><w:t xml:space=\"preserve\">说明",
    );
    let ex = "xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'";
    let cid = "xmlns:w16cid='http://schemas.microsoft.com/office/word/2016/wordml/cid'";
    let relations = part(&once.bytes, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        "<Relationship Id='e1' Type='http://schemas.microsoft.com/office/2011/relationships/commentsExtended' Target='commentsExtended.xml'/>\
         <Relationship Id='e2' Type='http://schemas.microsoft.com/office/2016/09/relationships/commentsIds' Target='commentsIds.xml'/></Relationships>",
    );
    let bytes = Package::open(&once.bytes)
        .unwrap()
        .with_parts(&[
            ("word/comments.xml".to_owned(), Some(comments.into_bytes())),
            ("word/_rels/document.xml.rels".to_owned(), Some(relations.into_bytes())),
            (
                "word/commentsExtended.xml".to_owned(),
                Some(format!("<w15:commentsEx {ex}><w15:commentEx w15:paraId='0A0A0A0A' w15:done='0'/><w15:commentEx w15:paraId='0B0B0B0B' w15:paraIdParent='0A0A0A0A' w15:done='0'/></w15:commentsEx>").into_bytes()),
            ),
            (
                "word/commentsIds.xml".to_owned(),
                Some(format!("<w16cid:commentsIds {cid}><w16cid:commentId w16cid:paraId='0A0A0A0A' w16cid:durableId='11111111'/></w16cid:commentsIds>").into_bytes()),
            ),
        ])
        .unwrap();
    let cleaned = clean(&bytes).unwrap();
    let extended = part(&cleaned.bytes, "word/commentsExtended.xml");
    assert!(!extended.contains("0A0A0A0A"), "{extended}");
    assert!(extended.contains("0B0B0B0B"), "{extended}");
    assert!(!part(&cleaned.bytes, "word/commentsIds.xml").contains("0A0A0A0A"));
}

#[test]
fn an_orphan_part_of_that_name_is_left_alone() {
    let bytes = Builder::body(&p("走访农户"))
        .part("word/comments.xml", "<other/>")
        .build();
    let copy = comment(&bytes, &["农户"]);
    assert_eq!(part(&copy.bytes, "word/comments.xml"), "<other/>");
    assert!(part(&copy.bytes, "word/comments1.xml").contains("说明：农户"));
}

#[test]
fn signatures_and_protection_are_told_and_damage_is_refused() {
    let settings = "<Relationships><Relationship Id='s' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings' Target='settings.xml'/></Relationships>";
    let bytes = Builder::body(&p("走访农户"))
        .part("word/_rels/document.xml.rels", settings)
        .part("word/settings.xml", format!("<w:settings xmlns:w='{W}'><w:documentProtection w:edit='readOnly' w:enforcement='1'/></w:settings>"))
        .part("_xmlsignatures/sig1.xml", "<s/>")
        .build();
    let copy = comment(&bytes, &["农户"]);
    assert!(copy.signed && copy.protected);

    let document = format!(
        "<w:document xmlns:w='{W}'><w:body>{}<w:p><w:r><w:t>断",
        p("走访农户")
    );
    let cut = Builder::bare("word/document.xml")
        .part("word/document.xml", document)
        .build();
    assert_eq!(File::open(&cut).err(), Some(AnnotateError::Damaged));
}

/// Found by fuzzing: comments put into a part that is none of comments were never found again.
#[test]
fn a_part_that_is_not_one_of_comments_is_damage() {
    for part in [
        "<w:comments xmlns:w='http://schemas.example.org/main'/>".to_owned(),
        format!("<w:commep://schemas xmlns:w='{W}'/>"),
    ] {
        let bytes = commented().part("word/comments.xml", part).build();
        let mut file = File::open(&bytes).unwrap();
        assert_eq!(file.clean(), Err(AnnotateError::Damaged));
    }
}

#[test]
fn a_template_keeps_its_extension() {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
    let types =
        format!("<Types><Override PartName='/word/document.xml' ContentType='{kind}'/></Types>");
    let bytes = Builder::body(&p("走访农户")).part(TYPES, types).build();
    assert_eq!(comment(&bytes, &["农户"]).extension, "dotx");
    let bytes = Builder::body(&p("走访农户")).build();
    assert_eq!(comment(&bytes, &["农户"]).extension, "docx");
}

fn piece() -> impl Strategy<Value = (String, String)> {
    let properties = prop_oneof![
        Just(String::new()),
        Just("<w:b/>".to_owned()),
        Just("<w:sz w:val='32'/>".to_owned())
    ];
    let text = "[甲乙丙丁a1 ，。]{1,6}";
    (properties, text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is commented on: the text and the look of every character stay, all other entries are the same
    /// bytes, and a comment that could be placed covers just its passage.
    #[test]
    fn nothing_but_comments_is_added(
        paragraphs in proptest::collection::vec(proptest::collection::vec(piece(), 1..5), 1..5),
        spots in proptest::collection::vec((0usize..200, 1usize..40), 1..6),
    ) {
        let body: String = paragraphs
            .iter()
            .map(|pieces| {
                let runs: String = pieces
                    .iter()
                    .map(|(properties, text)| {
                        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
                    })
                    .collect();
                format!("<w:p>{runs}</w:p>")
            })
            .collect();
        let bytes = Builder::body(&format!("{}{body}", p("述职"))).part("word/media/a.bin", vec![1u8; 99]).build();
        let mut file = File::open(&bytes).unwrap();
        let source = file.source.clone();
        let places: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
        let remarks: Vec<Remark> = spots
            .iter()
            .map(|(start, length)| {
                let start = start % places.len();
                let end = (start + length).min(places.len() - 1);
                Remark { passage: Some(places[start.min(end)]..places[end]), lines: vec!["说明".to_owned()] }
            })
            .collect();
        let added = file.add(&remarks).unwrap();
        let copy = file.finish(added, 0).unwrap();
        let (before, after) = (part(&bytes, "word/document.xml"), part(&copy.bytes, "word/document.xml"));
        prop_assert_eq!(formatting(&before), formatting(&after));
        let quoted = part(&copy.bytes, "word/comments.xml");
        for (id, words) in covered(&after) {
            let meant = source[remarks[id as usize].passage.clone().unwrap()].to_owned();
            let entry = format!("w:id=\"{id}\"");
            let own = quoted[quoted.find(&entry).unwrap()..].split("</w:comment>").next().unwrap();
            if !own.contains("原文：“") {
                // A paragraph of white space between two others is not read, but lies under the comment.
                let bare = |text: &str| text.replace([' ', '\n'], "");
                prop_assert_eq!(bare(&words), bare(&meant));
            }
        }
        for name in names(&bytes) {
            if name != "word/document.xml" {
                prop_assert_eq!(part(&bytes, &name), part(&copy.bytes, &name));
            }
        }
        let cleaned = clean(&copy.bytes).unwrap();
        prop_assert_eq!(cleaned.removed, remarks.len());
        prop_assert_eq!(formatting(&before), formatting(&part(&cleaned.bytes, "word/document.xml")));
    }
}
