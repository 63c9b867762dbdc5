//! The parts of a Word file as they are changed: comments are made known to the package, the rest stays as it is stored.

use super::{AnnotateError, comments};
use crate::read::docx::parts::{Relations, relations_part};
use crate::read::package::{Package, resolve};
use crate::read::xml::{Cursor, Node, Trouble, decode};

pub(super) const TYPES: &str = "[Content_Types].xml";
pub(super) const COMMENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const STRICT: &str = "http://purl.oclc.org/ooxml/";

/// A package and what becomes of its parts.
pub(super) struct Parts<'a> {
    package: Package<'a>,
    /// Name of the main part.
    main: String,
    relations: Relations,
    changes: Vec<(String, Option<Vec<u8>>)>,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8], main: &str) -> Result<Self, AnnotateError> {
        let mut package = Package::open(bytes)?;
        let relations = Relations::of(&mut package, main)?;
        Ok(Self {
            package,
            main: main.to_owned(),
            relations,
            changes: Vec::new(),
        })
    }

    /// The name of the part that is to the main one of this kind.
    pub(super) fn related(&self, kind: &str) -> Option<String> {
        self.relations.get(kind).map(str::to_owned)
    }

    /// A part as it stands now, decoded.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<String>, AnnotateError> {
        if let Some((_, content)) = self.changes.iter().find(|(part, _)| part == name) {
            let text = content.clone().map(|bytes| decode(bytes).0);
            return Ok(text);
        }
        match self.package.read(name)? {
            None => Ok(None),
            Some(part) if part.broken => Err(AnnotateError::Damaged),
            Some(part) => match decode(part.bytes) {
                (_, true) => Err(AnnotateError::Damaged),
                (text, false) => Ok(Some(text)),
            },
        }
    }

    /// Puts a part in the place of what stood there, or beside the others.
    pub(super) fn change(&mut self, name: &str, content: String) {
        let content = Some(as_utf8(content).into_bytes());
        match self.changes.iter_mut().find(|(part, _)| part == name) {
            Some((_, old)) => *old = content,
            None => self.changes.push((name.to_owned(), content)),
        }
    }

    /// Makes the part with comments, and makes it known to the package.
    pub(super) fn create_comments(
        &mut self,
        uri: &str,
        content: String,
    ) -> Result<(), AnnotateError> {
        let name = match self.relations.get("comments") {
            // A relationship that leads nowhere.
            Some(name) => name.to_owned(),
            None => {
                let name = self.free_name();
                self.relate_comments(uri, &name)?;
                name
            }
        };
        let types = self.read(TYPES)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_owned()
        });
        if declared(&types, &name)?.is_none() {
            let element = format!(
                "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" \
                 PartName=\"/{name}\" ContentType=\"{COMMENT_TYPE}\"/>"
            );
            let types = comments::append_to_root(&types, &element).ok_or(AnnotateError::Damaged)?;
            self.change(TYPES, types);
        }
        self.change(&name, content);
        Ok(())
    }

    /// A name for the part with comments that no other part has.
    fn free_name(&self) -> String {
        let names = (0..).map(|count: usize| match count {
            0 => resolve(&self.main, "comments.xml"),
            count => resolve(&self.main, &format!("comments{count}.xml")),
        });
        let mut free = names.filter(|name| !self.package.contains(name));
        free.next().unwrap_or_default()
    }

    /// Tells the main part that its comments stand in the part called `name`.
    fn relate_comments(&mut self, uri: &str, name: &str) -> Result<(), AnnotateError> {
        let base = if uri.starts_with(STRICT) {
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        };
        let part = relations_part(&self.main);
        let known = self.read(&part)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>"
                .to_owned()
        });
        let id = (1..)
            .map(|count: usize| format!("rIdShuzhi{count}"))
            .find(|id| !known.contains(id.as_str()))
            .unwrap_or_default();
        let element = format!(
            "<Relationship xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\" \
             Id=\"{id}\" Type=\"{base}/comments\" Target=\"/{name}\"/>"
        );
        let part_text = comments::append_to_root(&known, &element).ok_or(AnnotateError::Damaged)?;
        self.change(&part, part_text);
        Ok(())
    }

    /// The file with what was changed.
    pub(super) fn together(&mut self) -> Result<Vec<u8>, AnnotateError> {
        Ok(self.package.with_parts(&self.changes)?)
    }

    /// Whether signatures in the file will not hold for a copy.
    pub(super) fn are_signed(&self) -> bool {
        self.package.has("_xmlsignatures/")
    }

    /// Word opens a file only if its extension fits the type of the main part.
    pub(super) fn extension(&mut self) -> Result<&'static str, AnnotateError> {
        let types = self.read(TYPES)?.unwrap_or_default();
        let kind = declared(&types, &self.main)?.unwrap_or_default();
        Ok(match kind {
            kind if kind.contains("macroEnabledTemplate") => "dotm",
            kind if kind.contains("macroEnabled") => "docm",
            kind if kind.contains("template.main") => "dotx",
            _ => "docx",
        })
    }

    /// Whether the settings forbid changes.
    pub(super) fn are_protected(&mut self) -> Result<bool, AnnotateError> {
        let Some(name) = self.relations.get("settings").map(str::to_owned) else {
            return Ok(false);
        };
        let Ok(Some(settings)) = self.read(&name) else {
            return Ok(false);
        };
        let mut cursor = Cursor::new(&settings);
        loop {
            match cursor.next() {
                Ok(Node::Open(element)) if element.local() == b"documentProtection" => {
                    let enforced = cursor.attr(&element, "enforcement");
                    return Ok(
                        enforced.is_some_and(|on| matches!(on.as_ref(), "1" | "true" | "on"))
                    );
                }
                Ok(Node::End) | Err(_) => return Ok(false),
                Ok(_) => {}
            }
        }
    }
}

/// The type that the content types give this part by its name.
fn declared(types: &str, name: &str) -> Result<Option<String>, Trouble> {
    let mut cursor = Cursor::new(types);
    loop {
        match cursor.next()? {
            Node::Open(element) if element.local() == b"Override" => {
                let part = cursor.attr(&element, "PartName").unwrap_or_default();
                if resolve("", &part).eq_ignore_ascii_case(name) {
                    let kind = cursor.attr(&element, "ContentType").unwrap_or_default();
                    return Ok(Some(kind.into_owned()));
                }
            }
            Node::End => return Ok(None),
            _ => {}
        }
    }
}

/// A part that was stored in another encoding is written as UTF-8, and says so.
fn as_utf8(part: String) -> String {
    let Some(end) = part
        .find("?>")
        .filter(|_| part.trim_start_matches('\u{feff}').starts_with("<?xml"))
    else {
        return part;
    };
    let declaration = part[..end].to_ascii_lowercase();
    let Some(at) = declaration.find("encoding=") else {
        return part;
    };
    let value = at + "encoding=".len();
    let quote = &part[value..=value];
    let Some(length) = part[value + 1..end].find(quote) else {
        return part;
    };
    if part[value + 1..value + 1 + length].eq_ignore_ascii_case("utf-8") {
        return part;
    }
    format!("{}UTF-8{}", &part[..=value], &part[value + 1 + length..])
}
