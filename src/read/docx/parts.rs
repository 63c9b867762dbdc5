//! Which part is which: relationships, content types, and what a package is that is not Word's.

use jiff::civil::DateTime;

use crate::read::ReadError;
use crate::read::moment;
use crate::read::package::{Package, resolve};
use crate::read::xml::{Cursor, Element, Node, Trouble, decode};

/// The relationships of one part.
#[derive(Debug, Default)]
pub(crate) struct Relations(Vec<Relation>);

/// The id, the last word of the type, and the part meant.
#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relations {
    /// Reads the relationships of `source` (empty for the package itself).
    pub fn of(package: &mut Package<'_>, source: &str) -> Result<Self, ReadError> {
        let mut found = Self::default();
        each_element(package, &relations_part(source), |cursor, element| {
            if element.local() != b"Relationship" {
                return;
            }
            let outside = cursor.attr(element, "TargetMode");
            if outside.is_some_and(|mode| mode == "External") {
                return;
            }
            let kind = cursor.attr(element, "Type").unwrap_or_default();
            let target = cursor.attr(element, "Target").unwrap_or_default();
            let id = cursor.attr(element, "Id").unwrap_or_default();
            if let Some((_, kind)) = kind.rsplit_once('/') {
                found.0.push(Relation {
                    id: id.into_owned(),
                    kind: kind.to_string(),
                    target: resolve(source, &target),
                });
            }
        })?;
        Ok(found)
    }

    /// All parts related as `kind`.
    pub fn all<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        let found = self.0.iter().filter(move |found| found.kind == kind);
        found.map(|found| found.target.as_str())
    }

    /// The part related as `kind`.
    pub fn get(&self, kind: &str) -> Option<&str> {
        let found = self.0.iter().find(|found| found.kind == kind);
        found.map(|found| found.target.as_str())
    }

    /// The part that this id leads to.
    pub fn by_id(&self, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|found| found.id == id);
        found.map(|found| found.target.as_str())
    }
}

/// The name of the part that holds the relationships of `source`.
pub(crate) fn relations_part(source: &str) -> String {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The name of the main part: by relationship, by content type, by habit.
pub(crate) fn main_part(
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<String, ReadError> {
    if let Some(name) = relations.get("officeDocument")
        && package.contains(name)
    {
        return Ok(name.to_string());
    }
    let mut declared = None;
    each_element(package, "[Content_Types].xml", |cursor, element| {
        if element.local() == b"Override" && declared.is_none() {
            let kind = cursor.attr(element, "ContentType").unwrap_or_default();
            if kind.contains("word") && kind.ends_with("main+xml") {
                let name = cursor.attr(element, "PartName").unwrap_or_default();
                declared = Some(resolve("", &name));
            }
        }
    })?;
    if let Some(name) = declared.filter(|name| package.contains(name)) {
        return Ok(name);
    }
    if package.contains("word/document.xml") {
        return Ok("word/document.xml".into());
    }
    Err(identify(package))
}

/// What a package is that has no Word text in it.
pub(crate) fn identify(package: &Package<'_>) -> ReadError {
    let what = if package.has("xl/") {
        "Excel 表格"
    } else if package.has("ppt/") {
        "PowerPoint 演示文稿"
    } else if package.has("ofd.xml") {
        "OFD 版式文件"
    } else if package.has("mimetype") && package.has("content.xml") {
        "OpenDocument 文件"
    } else if package.has("word/") {
        return ReadError::damaged("缺少正文部分 word/document.xml");
    } else {
        "普通压缩包"
    };
    ReadError::NotWord { what: what.into() }
}

/// When the file was last changed, as its properties say.
pub(crate) fn modified(package: &mut Package<'_>, name: &str) -> Option<DateTime> {
    let part = package.read(name).ok()??;
    moment::of_element(&decode(part.bytes).0, b"modified")
}

/// Shows `visit` every element of a small part; a missing or broken part shows what it has.
fn each_element(
    package: &mut Package<'_>,
    name: &str,
    mut visit: impl FnMut(&mut Cursor<'_>, &Element<'_>),
) -> Result<(), ReadError> {
    let Some(part) = package.read(name)? else {
        return Ok(());
    };
    let (text, _) = decode(part.bytes);
    let mut cursor = Cursor::new(&text);
    loop {
        match cursor.next() {
            Ok(Node::Open(element)) => visit(&mut cursor, &element),
            Ok(Node::End) | Err(Trouble::Broken) => return Ok(()),
            Ok(_) => {}
            Err(trouble) => return Err(trouble.into()),
        }
    }
}
