//! Findings as comments in a copy of the author's own Word file.
//!
//! The XML of the main part is cut at bytes and put together again; every other entry of the package is
//! copied as it is stored. What comes out is read once more and must give the same text.

mod comments;
mod remarks;
mod splice;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use thiserror::Error;

use self::comments::{Comment, Survey};
use self::remarks::{Remark, remarks};
use self::splice::{Anchor, Naming, anchor};
use crate::document::Block;
use crate::output::report::Checked;
use crate::read::ReadError;
use crate::read::docx::parts::{Relations, relations_part};
use crate::read::docx::{Placed, read_placed};
use crate::read::package::{Package, resolve};
use crate::read::xml::{Cursor, Node, Ns, Trouble, decode};
use crate::ruleset::Lang;

/// Why a file cannot be annotated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AnnotateError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Parts of it are lost, and a copy would hide that.
    #[error("文件有损坏，无法在副本中加批注；请用 Word 或 WPS 打开修复、另存为 .docx 后再试")]
    Damaged,
    /// A comment cannot be put in without changing what the file says.
    #[error("加入批注后正文与原文不一致，为安全起见没有写出；请用 Word 打开另存一份再试")]
    Changed,
}

impl From<Trouble> for AnnotateError {
    fn from(_: Trouble) -> Self {
        AnnotateError::Damaged
    }
}

impl AnnotateError {
    /// What is wrong and what to do, in the language of the run.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (AnnotateError::Read(error), _) => error.message(lang),
            (_, Lang::Zh) => self.to_string(),
            (AnnotateError::Damaged, Lang::En) => {
                "the file is damaged; let Word or WPS repair it and save it as .docx first".into()
            }
            (AnnotateError::Changed, Lang::En) => {
                "with comments the text would not be the same, so nothing was written; save the file anew in Word first".into()
            }
        }
    }
}

/// A copy of a Word file with our comments, or without them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The file.
    pub bytes: Vec<u8>,
    /// The extension that it must have to open in Word: `docx`, or that of a template or a file with macros.
    pub extension: &'static str,
    /// How many comments were put in.
    pub added: usize,
    /// How many of ours were there and were taken out.
    pub removed: usize,
    /// A signature in the file does not hold for the copy.
    pub signed: bool,
    /// The author protected the file against changes.
    pub protected: bool,
}

/// Puts the findings of a check into a copy of the file that was checked, in place of our earlier comments.
///
/// # Errors
/// A file that cannot be read, is damaged, or would say something else afterwards.
pub fn annotate(bytes: &[u8], checked: &Checked, lang: Lang) -> Result<Copy, AnnotateError> {
    let mut file = File::open(bytes)?;
    let removed = file.clean()?;
    let added = file.add(&remarks(checked, lang))?;
    file.finish(added, removed)
}

/// Takes our comments out of a copy of the file.
///
/// # Errors
/// As [`annotate`].
pub fn clean(bytes: &[u8]) -> Result<Copy, AnnotateError> {
    let mut file = File::open(bytes)?;
    let removed = file.clean()?;
    file.finish(0, removed)
}

const TYPES: &str = "[Content_Types].xml";
const COMMENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const STRICT: &str = "http://purl.oclc.org/ooxml/";

/// A Word file being changed.
struct File<'a> {
    package: Package<'a>,
    /// The text as it was read; it must stay.
    source: String,
    placed: Placed,
    relations: Relations,
    changes: Vec<(String, Option<Vec<u8>>)>,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, AnnotateError> {
        let placed = read_placed(bytes)?;
        if placed.damaged {
            return Err(AnnotateError::Damaged);
        }
        let mut package = Package::open(bytes)?;
        let relations = Relations::of(&mut package, &placed.main)?;
        Ok(Self {
            package,
            source: placed.document.source.clone(),
            placed,
            relations,
            changes: Vec::new(),
        })
    }

    /// A part as it stands now, decoded.
    fn part(&mut self, name: &str) -> Result<Option<String>, AnnotateError> {
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

    fn change(&mut self, name: &str, content: String) {
        let content = Some(as_utf8(content).into_bytes());
        match self.changes.iter_mut().find(|(part, _)| part == name) {
            Some((_, old)) => *old = content,
            None => self.changes.push((name.to_owned(), content)),
        }
    }

    /// Takes our comments out, with what other parts say of them; tells how many there were.
    fn clean(&mut self) -> Result<usize, AnnotateError> {
        let Some((name, part, survey)) = self.comments()? else {
            return Ok(0);
        };
        if survey.ours.is_empty() {
            return Ok(0);
        }
        let ours = &survey.ours;
        let document = comments::unmark(&self.placed.xml, ours)?;
        let main = self.placed.main.clone();
        self.change(&main, document);
        let rest = comments::without(&part, |cursor, element| {
            element.ns == Ns::Word
                && element.local() == b"comment"
                && comments::id_of(cursor, element).is_some_and(|id| ours.contains(&id))
        })?;
        self.change(&name, rest);
        self.forget(&survey)?;
        Ok(ours.len())
    }

    /// Takes our comments out of the parts in which newer versions of Word tell threads and lasting ids.
    fn forget(&mut self, survey: &Survey) -> Result<(), AnnotateError> {
        let mut lasting: HashSet<String> = HashSet::new();
        for (kind, key) in [
            ("commentsExtended", "paraId"),
            ("commentsIds", "paraId"),
            ("commentsExtensible", "durableId"),
        ] {
            let Some(name) = self.relations.get(kind).map(str::to_owned) else {
                continue;
            };
            let Some(part) = self.part(&name)? else {
                continue;
            };
            let mut durable = HashSet::new();
            let keys = if key == "paraId" {
                &survey.paragraphs
            } else {
                &lasting
            };
            let rest = comments::without(&part, |cursor, element| {
                let ours = cursor
                    .attr_in(element, Ns::Other, key)
                    .is_some_and(|id| keys.contains(id.as_ref()));
                if ours && let Some(id) = cursor.attr_in(element, Ns::Other, "durableId") {
                    durable.insert(id.into_owned());
                }
                ours
            })?;
            let rest = comments::orphan(&rest, "paraIdParent", keys);
            if rest != part {
                self.change(&name, rest);
            }
            lasting.extend(durable);
        }
        Ok(())
    }

    /// The part with comments: its name, its text, and what is in it.
    fn comments(&mut self) -> Result<Option<(String, String, Survey)>, AnnotateError> {
        let Some(name) = self.relations.get("comments").map(str::to_owned) else {
            return Ok(None);
        };
        let Some(part) = self.part(&name)? else {
            return Ok(None);
        };
        let survey = comments::survey(&part)?;
        Ok(Some((name, part, survey)))
    }

    /// Puts the remarks in; tells how many.
    fn add(&mut self, remarks: &[Remark]) -> Result<usize, AnnotateError> {
        let main = self.placed.main.clone();
        // Without our earlier comments the words stand at other places.
        if let Some(xml) = self.part(&main)?
            && xml != self.placed.xml
        {
            let bytes = self.package.with_parts(&self.changes)?;
            self.placed = read_placed(&bytes)?;
        }
        let naming = Naming::of(&self.placed.xml).ok_or(AnnotateError::Damaged)?;
        let known = self.comments()?;
        let largest = known.as_ref().and_then(|(_, _, survey)| survey.largest);
        let first = largest
            .max(marked(&self.placed.xml)?)
            .map_or(0, |id| id + 1);
        let mut anchors: Vec<Anchor> = Vec::new();
        let mut comments: Vec<Comment> = Vec::new();
        for (id, remark) in (first..).zip(remarks) {
            let passage = remark.passage.clone().unwrap_or_else(|| self.title());
            // What has no paragraph to hang on is said at the title: no finding may cost the others.
            let aside = || {
                let anchor = self.anchor(id, &self.title())?;
                Some(Anchor {
                    exact: false,
                    ..anchor
                })
            };
            let Some(anchor) = self.anchor(id, &passage).or_else(aside) else {
                continue;
            };
            let mut lines = remark.lines.clone();
            if !anchor.exact && remark.passage.is_some() {
                lines.push(self.quote(&passage));
            }
            comments.push(Comment { id, lines });
            anchors.push(anchor);
        }
        if comments.is_empty() && !remarks.is_empty() {
            return Err(AnnotateError::Changed);
        }
        let document =
            splice::splice(&self.placed.xml, &naming, &anchors).ok_or(AnnotateError::Damaged)?;
        self.change(&main, document);
        match known {
            Some((name, part, _)) => {
                let part = comments::append(&part, &naming.uri, &comments)
                    .ok_or(AnnotateError::Damaged)?;
                self.change(&name, part);
            }
            None => self.create(&main, &naming.uri, &comments)?,
        }
        Ok(comments.len())
    }

    /// Makes the part with comments, and makes it known to the package.
    fn create(&mut self, main: &str, uri: &str, comments: &[Comment]) -> Result<(), AnnotateError> {
        let name = match self.relations.get("comments") {
            // A relationship that leads nowhere.
            Some(name) => name.to_owned(),
            None => {
                let name = (0..)
                    .map(|count: usize| match count {
                        0 => resolve(main, "comments.xml"),
                        count => resolve(main, &format!("comments{count}.xml")),
                    })
                    .find(|name| !self.package.contains(name))
                    .unwrap_or_default();
                let base = if uri.starts_with(STRICT) {
                    "http://purl.oclc.org/ooxml/officeDocument/relationships"
                } else {
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                };
                let part = relations_part(main);
                let known = self.part(&part)?.unwrap_or_else(|| {
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
                let part_text =
                    comments::append_to_root(&known, &element).ok_or(AnnotateError::Damaged)?;
                self.change(&part, part_text);
                name
            }
        };
        let types = self.part(TYPES)?.unwrap_or_else(|| {
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
        self.change(&name, comments::create(uri, comments));
        Ok(())
    }

    /// The first line of words that stands in the running text: the title.
    fn title(&self) -> Range<usize> {
        let blocks = &self.placed.document.blocks;
        let first = blocks
            .iter()
            .zip(&self.placed.places)
            .find(|(_, place)| !place.marks.is_empty())
            .map(|(block, _)| block)
            .or(blocks.first());
        first.map_or(0..0, whole)
    }

    /// Where a comment on these bytes of the text goes.
    fn anchor(&self, id: i64, passage: &Range<usize>) -> Option<Anchor> {
        let blocks = &self.placed.document.blocks;
        let first = blocks.partition_point(|block| whole(block).end <= passage.start);
        let first = first.min(blocks.len().checked_sub(1)?);
        let after = blocks.partition_point(|block| whole(block).start < passage.end);
        let last = after.saturating_sub(1).max(first);
        // A comment over several cells of a table makes other programs shift their lines.
        let last = match blocks[first].story {
            story if story == blocks[last].story => last,
            _ => first,
        };
        let within = |block: &Block, at: usize| {
            let all = whole(block);
            at.clamp(all.start, all.end) - all.start
        };
        anchor(
            &self.placed,
            id,
            (first, within(&blocks[first], passage.start)),
            (last, within(&blocks[last], passage.end)),
        )
    }

    /// The words meant, where the comment cannot stand at them.
    fn quote(&self, passage: &Range<usize>) -> String {
        const MOST: usize = 60;
        let words = self.source.get(passage.clone()).unwrap_or_default();
        let mut shown: String = words.chars().take(MOST).collect();
        if shown.len() < words.len() {
            shown.push('…');
        }
        format!("原文：“{}”", shown.replace('\n', " "))
    }

    /// Puts the package together and makes sure that it still says the same.
    fn finish(mut self, added: usize, removed: usize) -> Result<Copy, AnnotateError> {
        let signed = self.package.has("_xmlsignatures/");
        let protected = self.protected()?;
        let extension = self.extension()?;
        let bytes = self.package.with_parts(&self.changes)?;
        if read_placed(&bytes)?.document.source != self.source {
            return Err(AnnotateError::Changed);
        }
        Ok(Copy {
            bytes,
            extension,
            added,
            removed,
            signed,
            protected,
        })
    }

    /// Word opens a file only if its extension fits the type of the main part.
    fn extension(&mut self) -> Result<&'static str, AnnotateError> {
        let types = self.part(TYPES)?.unwrap_or_default();
        let kind = declared(&types, &self.placed.main)?.unwrap_or_default();
        Ok(match kind {
            kind if kind.contains("macroEnabledTemplate") => "dotm",
            kind if kind.contains("macroEnabled") => "docm",
            kind if kind.contains("template.main") => "dotx",
            _ => "docx",
        })
    }

    /// Whether the settings forbid changes.
    fn protected(&mut self) -> Result<bool, AnnotateError> {
        let Some(name) = self.relations.get("settings").map(str::to_owned) else {
            return Ok(false);
        };
        let Ok(Some(settings)) = self.part(&name) else {
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

/// The bytes of the text that a block's own words take.
fn whole(block: &Block) -> Range<usize> {
    block.text.origin(0..block.text.len())
}

/// The largest id of any mark for a comment in the document.
fn marked(document: &str) -> Result<Option<i64>, Trouble> {
    let mut cursor = Cursor::new(document);
    let mut largest = None;
    loop {
        match cursor.next()? {
            Node::Open(element) if element.local().starts_with(b"comment") => {
                let id = comments::id_of(&mut cursor, &element);
                largest = largest.max(id.filter(|id| comments::SOUND.contains(id)));
            }
            Node::End => return Ok(largest),
            _ => {}
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
