//! What a file is, by its content. The extension is never believed.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::doc;
use super::error::ReadError;
use super::package::cut_off;
use super::rtf;

/// What the bytes turned out to be.
#[derive(Debug)]
pub(super) enum Kind {
    /// A Word package.
    Docx,
    /// An OLE file with a Word document in it.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// An OpenDocument text.
    Odt,
    /// A fixed-layout document.
    Ofd,
    /// A PDF file, in a program that reads them.
    #[cfg(feature = "pdf")]
    Pdf,
    /// Something known that is not read, with what to do instead.
    Refused(ReadError),
    /// Nothing known: text, or rubbish.
    MaybeText,
}

/// The two ways of reading text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    Markdown,
    Plain,
}

const SAVE_AS_DOCX: &str = "请用 Word 或 WPS 打开后另存为 .docx 再检查";

/// Looks at the first bytes, and into packages.
pub(super) fn sniff(bytes: &[u8], name: Option<&str>) -> Kind {
    let refused = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        match package(bytes) {
            Ok(kind) => return kind,
            Err(error) => Some(error),
        }
    } else if bytes.starts_with(&doc::MAGIC) {
        match compound(bytes) {
            Ok(()) => return Kind::Doc,
            Err(error) => Some(error),
        }
    } else if bytes.starts_with(rtf::MAGIC) {
        return Kind::Rtf;
    } else if is_pdf(bytes) {
        #[cfg(feature = "pdf")]
        return Kind::Pdf;
        #[cfg(not(feature = "pdf"))]
        Some(unsupported(
            "PDF 文件",
            "请用 Word 或 WPS 打开并另存为 .docx 再检查（扫描件请先做文字识别）",
        ))
    } else {
        known_head(bytes).or_else(|| left_over(bytes, name))
    };
    refused.map_or(Kind::MaybeText, Kind::Refused)
}

/// What document a zip archive is, by the names of its parts.
fn package(bytes: &[u8]) -> Result<Kind, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut_off())?;
    let has = |archive: &ZipArchive<Cursor<&[u8]>>, part: &str| {
        archive.file_names().any(|name| {
            name.get(..part.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(part))
        })
    };
    if let Some(found) = open_document(&mut archive) {
        return found;
    }
    // A Word file may embed workbooks (word/embeddings), but only a Word file has a folder word/ at its root.
    if has(&archive, "word/") {
        return Ok(Kind::Docx);
    }
    let packages = [
        ("xl/", "Excel 表格（.xlsx）"),
        ("ppt/", "PowerPoint 演示文稿（.pptx）"),
    ];
    for (part, what) in packages {
        if has(&archive, part) {
            return Err(ReadError::NotWord {
                what: what.to_owned(),
            });
        }
    }
    if has(&archive, "OFD.xml") {
        return Ok(Kind::Ofd);
    }
    let advised = [
        (
            "Index/",
            "苹果 iWork 文稿",
            "请在 Pages 中导出为 Word（.docx）再检查",
        ),
        ("META-INF/container.xml", "EPUB 电子书", SAVE_AS_DOCX),
    ];
    for (part, what, advice) in advised {
        if has(&archive, part) {
            return Err(unsupported(what, advice));
        }
    }
    // A main part may have any name: the reader of packages follows the relationships.
    if has(&archive, "_rels/.rels") || has(&archive, "[Content_Types].xml") {
        return Ok(Kind::Docx);
    }
    Err(unsupported("ZIP 压缩包", "请先解压，再检查其中的文档"))
}

/// OpenDocument says what it is in its first part.
fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Result<Kind, ReadError>> {
    let mut part = archive.by_name("mimetype").ok()?;
    let mut kind = String::new();
    part.by_ref().take(100).read_to_string(&mut kind).ok()?;
    let kind = kind
        .trim()
        .strip_prefix("application/vnd.oasis.opendocument.")?;
    Some(Err(match kind.split('-').next() {
        Some("text") => return Some(Ok(Kind::Odt)),
        Some("spreadsheet") => ReadError::NotWord {
            what: "ODF 表格（.ods）".to_owned(),
        },
        Some("presentation") => ReadError::NotWord {
            what: "ODF 演示文稿（.odp）".to_owned(),
        },
        _ => ReadError::NotWord {
            what: "ODF 文件".to_owned(),
        },
    }))
}

/// Whether an OLE compound file is a Word document, by the streams of its root: others may embed one.
fn compound(bytes: &[u8]) -> Result<(), ReadError> {
    let opened = doc::Compound::open(bytes);
    // Without a directory that can be walked: its entries are 128 bytes, aligned, the name first.
    let scanned = |name: &str| {
        let mut wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        wide.extend([0, 0]);
        bytes
            .chunks_exact(128)
            .any(|entry| entry.starts_with(&wide))
    };
    let has = |name: &str| match &opened {
        Some(compound) => compound.has(name),
        None => scanned(name),
    };
    Err(if has("EncryptedPackage") {
        ReadError::Encrypted
    } else if has("WordDocument") {
        return Ok(());
    } else if has("PowerPoint Document") {
        ReadError::NotWord {
            what: "PowerPoint 演示文稿（.ppt）".to_owned(),
        }
    } else if has("Workbook") || has("Book") {
        ReadError::NotWord {
            what: "Excel 表格（.xls）".to_owned(),
        }
    } else if has("__properties_version1.0") {
        ReadError::NotWord {
            what: "Outlook 邮件（.msg）".to_owned(),
        }
    } else {
        unsupported("这种旧式 Office 文件", SAVE_AS_DOCX)
    })
}

/// The mark of a PDF file may stand behind rubbish.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Files known by their first bytes.
fn known_head(bytes: &[u8]) -> Option<ReadError> {
    let head = &bytes[..bytes.len().min(1024)];
    let find = |needle: &[u8]| memmem::find(head, needle).is_some();
    // Marks of encryption software that is common in offices: 亿赛通, E-SafeNet, Fasoo, SoftCamp, NASCA.
    let guarded: [&[u8]; 6] = [
        b"%TSD-Header",
        b"E-SafeNet",
        b"DRMONE",
        b"SCDSA00",
        b"<## NASCA DRM",
        b"<DOCUMENT SAFER",
    ];
    if guarded.into_iter().any(find) {
        return Some(ReadError::Protected);
    }
    if find(b"PK\x03\x04") && memmem::rfind(bytes, b"PK\x05\x06").is_some() {
        // A package with something before it.
        return Some(ReadError::damaged(
            "文件开头多了别的内容，不是有效的 Word 文件",
        ));
    }
    if let Some(kind) = picture(head) {
        return Some(unsupported(
            &format!("图片（{kind}）"),
            "请先把图片里的文字识别成可编辑的文档，再检查",
        ));
    }
    let heads: [(&[u8], &str); 12] = [
        (b"Rar!\x1a\x07", "RAR 压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip 压缩包"),
        (b"\x1f\x8b\x08", "gzip 压缩包"),
        (b"\xfd7zXZ\x00", "xz 压缩包"),
        (b"BZh91AY", "bzip2 压缩包"),
        (b"MZ\x90\x00", "可执行程序"),
        (b"\x7fELF", "可执行程序"),
        (b"ID3", "音频"),
        (b"RIFF", "音频或视频"),
        (b"SQLite format 3\x00", "数据库"),
        (b"CAJ\x00", "CAJ 文献"),
        (b"\x00\x05\x16\x07", "苹果系统的附属文件"),
    ];
    let what = if head.get(4..8) == Some(b"ftyp") {
        "视频"
    } else {
        heads
            .into_iter()
            .find(|(mark, _)| head.starts_with(mark))?
            .1
    };
    if what.ends_with("压缩包") {
        return Some(unsupported(what, "请先解压，再检查其中的文档"));
    }
    // A text may begin with the letters of a mark, but it has no zero bytes.
    head.contains(&0)
        .then(|| unsupported(what, "请换成报告的 Word、Markdown 或纯文本文件再检查"))
}

/// The name of a picture format.
fn picture(head: &[u8]) -> Option<&'static str> {
    let starts = |mark: &[u8]| head.starts_with(mark);
    // "BM" may also begin an English text: a bitmap has zeros in the reserved field.
    let bitmap = starts(b"BM") && head.get(6..10) == Some(&[0; 4]);
    let family = head.get(4..12).filter(|brand| brand.starts_with(b"ftyp"));
    let heic =
        family.is_some_and(|brand| matches!(&brand[4..], b"heic" | b"heix" | b"mif1" | b"avif"));
    if starts(b"\x89PNG\r\n\x1a\n") {
        Some("PNG")
    } else if starts(b"\xff\xd8\xff") {
        Some("JPEG")
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some("GIF")
    } else if bitmap {
        Some("BMP")
    } else if starts(b"II*\x00") || starts(b"MM\x00*") {
        Some("TIFF")
    } else if starts(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        Some("WebP")
    } else if heic {
        Some("HEIC")
    } else if starts(b"\x00\x00\x01\x00") && head.len() > 22 {
        Some("ICO")
    } else if starts(b"AT&TFORM") {
        Some("DjVu")
    } else {
        None
    }
}

/// The lock file that Word leaves beside an open document: `~$` and a part of its name.
fn left_over(bytes: &[u8], name: Option<&str>) -> Option<ReadError> {
    let lock = name.is_some_and(|name| name.starts_with("~$")) && bytes.len() <= 512;
    lock.then(|| {
        unsupported(
            "Word 打开文档时的临时文件（~$ 开头）",
            "请检查同一文件夹中不带 ~$ 的原文件",
        )
    })
}

/// Whether a text is an OpenDocument in one XML file.
pub(super) fn is_flat_odf(text: &str) -> bool {
    const HEAD: usize = 8192;
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    if !begins.starts_with('<') {
        return false;
    }
    let end = text.char_indices().nth(HEAD);
    let head = &text[..end.map_or(text.len(), |(at, _)| at)];
    head.contains("<office:document")
        && head.contains("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
}

/// Web pages and XML that carry another extension.
pub(super) fn markup(text: &str) -> Option<ReadError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    // Browsers and WPS put other lines before the one that tells a web archive.
    let archive = head.contains("mime-version:") && head.contains("content-type: multipart/");
    let commented =
        head.starts_with("<!--") && ["<html", "<body"].iter().any(|tag| head.contains(tag));
    let begins = [
        "mime-version:",
        "<html",
        "<!doctype html",
        "<head>",
        "<head ",
        "<body",
        "<meta",
        "<style",
        "<table",
    ];
    if archive || commented || begins.into_iter().any(|mark| head.starts_with(mark)) {
        return Some(unsupported(
            "网页（HTML）格式的文件",
            "它多半是网页或系统导出的，请用 Word 或 WPS 打开后另存为 .docx 再检查",
        ));
    }
    if head.starts_with("<?xml") {
        return Some(if head.contains("<html") {
            unsupported("网页（HTML）格式的文件", SAVE_AS_DOCX)
        } else if head.contains("office/word") || head.contains("xmlpackage") {
            unsupported("Word XML 文档", SAVE_AS_DOCX)
        } else {
            unsupported("XML 文件", SAVE_AS_DOCX)
        });
    }
    None
}

/// Markdown by its name, or, where the name says nothing, by a heading.
pub(super) fn text_kind(text: &str, name: Option<&str>) -> TextKind {
    match extension(name).as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd") => TextKind::Markdown,
        Some("txt" | "text") => TextKind::Plain,
        _ if text.lines().any(is_heading) => TextKind::Markdown,
        _ => TextKind::Plain,
    }
}

fn is_heading(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// A word to the user whose text is called something else.
pub(super) fn misnamed(name: Option<&str>) -> Option<String> {
    let extension = extension(name)?;
    matches!(
        extension.as_str(),
        "doc" | "docx" | "docm" | "dotx" | "wps" | "rtf" | "odt" | "pdf"
    )
    .then(|| format!("扩展名是 .{extension}，内容却是纯文本，已按文本读取"))
}

/// The ending of a file's name in small letters, by which text is told from Markdown.
pub(crate) fn extension(name: Option<&str>) -> Option<String> {
    let (stem, extension) = name?.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

fn unsupported(what: &str, advice: &str) -> ReadError {
    ReadError::Unsupported {
        what: what.to_owned(),
        advice: advice.to_owned(),
    }
}
