//! OpenDocument text: `.odt`, `.ott`, and the same in one XML file, `.fodt`.

mod body;
#[cfg(test)]
mod hostile_tests;
mod lists;
mod styles;
#[cfg(test)]
mod tests;

use jiff::civil::DateTime;

use self::body::{Objects, Walked, walk};
use self::styles::Sheet;
use super::ReadError;
use super::moment;
use super::package::Package;
use super::pieces::{lay_out, no_words};
use super::tally::Left;
use super::xml::{Cursor, Node, Trouble, decode};
use crate::document::{Document, Format, Modified};

/// Reads a package; [`Document::path`] is left to the caller.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    let mut warnings = Vec::new();
    let manifest = part(&mut package, "META-INF/manifest.xml", &mut warnings)?;
    if manifest
        .as_deref()
        .is_some_and(|manifest| manifest.contains("encryption-data"))
    {
        return Err(ReadError::Encrypted);
    }
    let content = package
        .read("content.xml")?
        .ok_or_else(|| ReadError::damaged("缺少正文部分 content.xml"))?;
    if package.duplicates {
        warnings.push("文件内有同名部分，已采用最后一个".to_owned());
    }
    if content.broken {
        warnings.push("正文部分校验不符，文件可能已损坏，已尽量读取".to_owned());
    }
    let (text, lossy) = decode(content.bytes);
    if lossy {
        warnings.push("正文中有无法识别的字节，已用 � 代替".to_owned());
    }
    let mut sheet = Sheet::default();
    match part(&mut package, "styles.xml", &mut warnings)? {
        Some(styles) => forgive(sheet.take(&styles, true), "样式表", &mut warnings)?,
        None => warnings.push("文件没有样式表，标题层级只能从文字判断".to_owned()),
    }
    let meta = part(&mut package, "meta.xml", &mut warnings)?;
    let modified = meta.and_then(|meta| moment::of_element(&meta, b"date"));
    let objects = objects(manifest.as_deref().unwrap_or_default());
    finish(&text, sheet, &objects, modified, warnings)
}

/// Reads a document that is one XML file.
pub(super) fn read_flat(text: &str) -> Result<Document, ReadError> {
    let modified = moment::of_element(text, b"date");
    finish(
        text,
        Sheet::default(),
        &Objects::new(),
        modified,
        Vec::new(),
    )
}

fn finish(
    text: &str,
    mut sheet: Sheet,
    objects: &Objects,
    modified: Option<DateTime>,
    mut warnings: Vec<String>,
) -> Result<Document, ReadError> {
    // What is wrong here is met again, and told, in the body.
    match sheet.take(text, false) {
        Ok(()) | Err(Trouble::Broken) => {}
        Err(trouble) => return Err(trouble.into()),
    }
    sheet.styles.inherit();
    let Walked {
        pieces,
        mut tally,
        broken,
        unknown_entities,
    } = walk(text, &sheet, objects)?;
    for _ in 0..sheet.headers.min(1000) {
        tally.add(Left::Headers);
    }
    if broken {
        warnings.push("正文不完整，只读到损坏处为止，后面的内容没有检查".to_owned());
    }
    if unknown_entities > 0 {
        warnings.push(format!(
            "正文中有 {unknown_entities} 处未定义的实体引用，已略去"
        ));
    }
    if pieces.is_empty() {
        return Err(no_words("正文", broken));
    }
    let (source, blocks) = lay_out(pieces);
    Ok(Document {
        path: None,
        format: Format::Odt,
        source,
        blocks,
        skipped: tally.list(),
        warnings,
        headers: sheet.heads.lines(),
        page: None,
        modified: modified.map(Modified::by_document),
    })
}

/// The text of a part next to the main one; what is wrong with it is a warning.
fn part(
    package: &mut Package<'_>,
    name: &str,
    warnings: &mut Vec<String>,
) -> Result<Option<String>, ReadError> {
    match package.read(name) {
        Ok(None) => Ok(None),
        Ok(Some(part)) => {
            if part.broken {
                warnings.push(format!("{name} 校验不符，文件可能已损坏，已尽量读取"));
            }
            Ok(Some(decode(part.bytes).0))
        }
        Err(ReadError::Encrypted) => Err(ReadError::Encrypted),
        Err(_) => {
            warnings.push(format!("{name} 无法读取，已忽略"));
            Ok(None)
        }
    }
}

fn forgive(
    result: Result<(), Trouble>,
    what: &str,
    warnings: &mut Vec<String>,
) -> Result<(), ReadError> {
    match result {
        Ok(()) => {}
        Err(Trouble::Unsafe) => return Err(ReadError::UnsafeXml),
        Err(Trouble::Broken) => warnings.push(format!("{what}不完整，已读到损坏处为止")),
        Err(Trouble::TooMuch(limit)) => {
            warnings.push(format!("{what}超出上限（{limit}），已读到该处为止"));
        }
    }
    Ok(())
}

/// What the embedded objects are, by their folders, as the manifest says.
fn objects(manifest: &str) -> Objects {
    let mut found = Objects::new();
    let mut cursor = Cursor::new(manifest);
    while let Ok(node) = cursor.next() {
        let element = match node {
            Node::Open(element) => element,
            Node::End => break,
            Node::Close | Node::Text(_) => continue,
        };
        let wanted = crate::read::xml::Ns::Other;
        let path = cursor.attr_in(&element, wanted, "full-path");
        let kind = cursor.attr_in(&element, wanted, "media-type");
        let (Some(path), Some(kind)) = (path, kind) else {
            continue;
        };
        let left = if kind.ends_with(".formula") {
            Left::Formulas
        } else if kind.ends_with(".chart") {
            Left::Charts
        } else {
            continue;
        };
        found.insert(path.trim_end_matches('/').to_string(), left);
    }
    found
}
