use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;
use crate::document::ModifiedBy;

fn refused(bytes: &[u8], name: &str) -> String {
    from_bytes(bytes, Some(name)).unwrap_err().to_string()
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512 + 128, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(1024, 0);
    bytes
}

/// A package whose parts say that they are packed by bzip2.
fn packed_otherwise(mut bytes: Vec<u8>) -> Vec<u8> {
    const BZIP2: u8 = 12;
    for (head, method) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, head).collect();
        for at in places {
            bytes[at + method] = BZIP2;
        }
    }
    bytes
}

#[test]
fn every_kind_is_named_with_a_next_step() {
    let bitmap = [b"BM".as_slice(), &[9; 4], &[0; 4], &[54; 40]].concat();
    let fixtures: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "空的"),
        (b" \r\n\t".to_vec(), "没有可检查的文字"),
        ("\u{feff}　　\n".into(), "没有可检查的文字"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "图片（PNG）"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "图片（JPEG）"),
        (b"GIF89a\x01\0".to_vec(), "图片（GIF）"),
        (bitmap, "图片（BMP）"),
        (b"%PDF-1.7\n%\xe2\xe3".to_vec(), "PDF"),
        (b"{\\rtf1\\ansi".to_vec(), "RTF"),
        (b"{\\rtf1\\ansi}".to_vec(), "没有可检查的文字"),
        (compound("EncryptedPackage"), "加密"),
        (compound("WordDocument"), ".docx"),
        (compound("Workbook"), "Excel"),
        (compound("Other"), ".docx"),
        (zip(&[("xl/workbook.xml", "")]), "Excel"),
        (zip(&[("ppt/presentation.xml", "")]), "PowerPoint"),
        (
            zip(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "content.xml",
        ),
        (
            zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
            "ODF 表格",
        ),
        (zip(&[("OFD.xml", "")]), "OFD"),
        (zip(&[("照片.jpg", "")]), "解压"),
        (b"PK\x03\x04cut".to_vec(), "损坏"),
        (
            [b"junk".to_vec(), zip(&[("word/document.xml", "")])].concat(),
            "不是有效的 Word 文件",
        ),
        (
            packed_otherwise(zip(&[("word/document.xml", "")])),
            "压缩方式",
        ),
        (b"%TSD-Header-###%".to_vec(), "加密软件"),
        (b"<html><body>".to_vec(), "网页"),
        (
            "\u{feff}<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>".into(),
            "Word XML",
        ),
        (
            "<?xml version='1.0'?><pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/>".into(),
            "Word XML",
        ),
        (b"MIME-Version: 1.0\r\n".to_vec(), "网页"),
        (vec![0, 1, 2, 3, 0, 0, 9, 200], "不是文字"),
    ];
    for (bytes, expected) in fixtures {
        let message = refused(&bytes, "报告.docx");
        assert!(message.contains(expected), "{expected}: {message}");
        assert!(message.contains("请"), "{message}");
    }
}

#[test]
fn texts_with_old_line_ends_are_read_line_by_line_in_any_encoding() {
    let text = "述职报告\r一、主要做法\r全年讲党课4次，走访党员和群众三百多户。\r";
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &gbk, &wide] {
        let document = from_bytes(bytes, Some("a.txt")).unwrap();
        let texts: Vec<_> = document
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(texts, text.trim_end().split('\r').collect::<Vec<_>>());
    }
}

#[test]
fn web_pages_under_other_names_are_named() {
    let archive = "From: <由 WPS 保存>\r\nSubject: x\r\nDate: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
    let (gbk, ..) =
        encoding_rs::GBK.encode("<!-- 保存 -->\n<HTML><BODY>述职报告，全年讲党课。</BODY></HTML>");
    let pages: [&[u8]; 5] = [
        archive.as_bytes(),
        &gbk,
        b"<!--[if gte mso 9]><xml></xml><![endif]--><html></html>",
        b"<meta charset=gbk><p>a</p>",
        b"<table border=1><tr><td>a</td></tr></table>",
    ];
    for page in pages {
        let message = refused(page, "报告.doc");
        assert!(
            message.contains("网页") && message.contains("另存为 .docx"),
            "{message}"
        );
    }
    // Markdown may begin with a comment.
    let text = "<!-- 草稿 -->\n# 述职报告\n";
    assert!(from_bytes(text.as_bytes(), Some("a.md")).is_ok());
}

#[test]
fn the_name_only_tells_markdown_from_text() {
    let format = |text: &str, name| from_bytes(text.as_bytes(), name).unwrap().format;
    assert_eq!(format("# 标题\n", Some("a.txt")), Format::Text);
    assert_eq!(format("正文", Some("a.MD")), Format::Markdown);
    assert_eq!(format("# 标题\n", None), Format::Markdown);
    assert_eq!(format("#话题# 正文\n", None), Format::Text);
    let document = from_bytes("正文".as_bytes(), Some("a.docx")).unwrap();
    assert!(document.warnings[0].contains(".docx"));
}

#[test]
fn paths_that_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let missing = open(&folder.path().join("没有.docx")).unwrap_err();
    assert!(missing.to_string().contains("找不到"));
    let message = open(folder.path()).unwrap_err().to_string();
    assert!(message.contains("文件夹"));
    let path = folder.path().join("甲.txt");
    std::fs::write(&path, "述职报告").unwrap();
    let document = open(&path).unwrap();
    assert_eq!(document.path, Some(path.clone()));
    let modified = document.modified.unwrap();
    assert!(modified.at.year() > 2020);
    assert_eq!(modified.by, ModifiedBy::File);
    let large = File::create(&path).unwrap();
    large.set_len(FILE_LIMIT + 1).unwrap();
    assert!(open(&path).unwrap_err().to_string().contains("200 MiB"));
}

/// Every block leads back into the source: letter by letter, but for entities and code over several lines.
fn leads_back(document: &Document) -> Result<(), TestCaseError> {
    for block in &document.blocks {
        let text = block.text.as_str();
        prop_assert!(!text.trim().is_empty());
        prop_assert!(!text.contains(['\n', '\r']));
        for (at, character) in text.char_indices() {
            let origin = block.text.origin(at..at + character.len_utf8());
            let there = document.source.get(origin.clone());
            prop_assert!(there.is_some(), "{origin:?} of {character:?} in {text:?}");
            if character.is_alphanumeric() && there.is_some_and(|there| !there.contains(['&', '`']))
            {
                let itself = character.to_string();
                prop_assert_eq!(there, Some(itself.as_str()));
            }
        }
    }
    Ok(())
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    for name in [None, Some("a.md"), Some("a.txt")] {
        if let Ok(document) = from_bytes(bytes, name) {
            leads_back(&document)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes)?;
    }

    #[test]
    fn any_head(head in 0_usize..5, bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let heads: [&[u8]; 5] = [
            b"PK\x03\x04",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"\xFF\xFE",
            b"\xEF\xBB\xBF",
            b"%PDF-",
        ];
        check(&[heads[head], &bytes].concat())?;
    }

    #[test]
    fn any_text(text in "\\PC{0,120}") {
        check(text.as_bytes())?;
    }

    #[test]
    fn any_markup(parts in proptest::collection::vec(proptest::sample::select(vec![
        "#", " ", "  ", "    ", "\n", "\r\n", "\r", "**", "*", "_", "甲", "乙", "一、", "　", "1.", "1) ",
        "- ", "> ", "|", "---", "+++", "`", "```", "[", "](", ")", "![", "[^1]", ": ", "<!--", "-->", "<b>",
        "<br>", "<div>", "&amp;", "&#0;", "\\", "a", "=", "\u{feff}", "\u{0}", "\u{85}", "\u{2028}", "😀",
    ]), 0..60)) {
        check(parts.concat().as_bytes())?;
    }

    #[test]
    fn any_lines(lines in proptest::collection::vec("[甲乙一二。，a1 　（）、]{0,50}", 0..30)) {
        check(lines.join("\n").as_bytes())?;
    }
}
