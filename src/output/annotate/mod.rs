//! Findings as comments in a copy of the author's own Word file.
//!
//! The XML of the main part is cut at bytes and put together again; every other entry of the package is
//! copied as it is stored. What comes out is read once more and must give the same text.

mod comments;
mod parts;
mod remarks;
mod splice;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use thiserror::Error;

use self::comments::{Comment, Survey};
use self::parts::Parts;
use self::remarks::{Remark, remarks};
use self::splice::{Anchor, Naming, anchor};
use crate::document::Block;
use crate::output::report::Checked;
use crate::read::ReadError;
use crate::read::docx::{Placed, read_placed};
use crate::read::xml::{Cursor, Node, Ns, Trouble};
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

/// A Word file being changed.
struct File<'a> {
    parts: Parts<'a>,
    /// The text as it was read; it must stay.
    source: String,
    placed: Placed,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, AnnotateError> {
        let placed = read_placed(bytes)?;
        if placed.damaged {
            return Err(AnnotateError::Damaged);
        }
        Ok(Self {
            parts: Parts::open(bytes, &placed.main)?,
            source: placed.document.source.clone(),
            placed,
        })
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
        self.parts.change(&main, document);
        let rest = comments::without(&part, |cursor, element| {
            element.ns == Ns::Word
                && element.local() == b"comment"
                && comments::id_of(cursor, element).is_some_and(|id| ours.contains(&id))
        })?;
        self.parts.change(&name, rest);
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
            let Some(name) = self.parts.related(kind) else {
                continue;
            };
            let Some(part) = self.parts.read(&name)? else {
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
                self.parts.change(&name, rest);
            }
            lasting.extend(durable);
        }
        Ok(())
    }

    /// The part with comments: its name, its text, and what is in it.
    fn comments(&mut self) -> Result<Option<(String, String, Survey)>, AnnotateError> {
        let Some(name) = self.parts.related("comments") else {
            return Ok(None);
        };
        let Some(part) = self.parts.read(&name)? else {
            return Ok(None);
        };
        let survey = comments::survey(&part)?;
        Ok(Some((name, part, survey)))
    }

    /// Puts the remarks in; tells how many.
    fn add(&mut self, remarks: &[Remark]) -> Result<usize, AnnotateError> {
        let main = self.placed.main.clone();
        // Without our earlier comments the words stand at other places.
        if let Some(xml) = self.parts.read(&main)?
            && xml != self.placed.xml
        {
            let bytes = self.parts.together()?;
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
        self.parts.change(&main, document);
        match known {
            Some((name, part, _)) => {
                let part = comments::append(&part, &naming.uri, &comments)
                    .ok_or(AnnotateError::Damaged)?;
                self.parts.change(&name, part);
            }
            None => {
                let part = comments::create(&naming.uri, &comments);
                self.parts.create_comments(&naming.uri, part)?;
            }
        }
        Ok(comments.len())
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
        let signed = self.parts.are_signed();
        let protected = self.parts.are_protected()?;
        let extension = self.parts.extension()?;
        let bytes = self.parts.together()?;
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
