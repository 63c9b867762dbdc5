//! The part with the comments: what we add to it, and what of ours is taken out again.

use std::collections::HashSet;
use std::ops::Range;

use quick_xml::escape::escape;

use crate::read::xml::{Cursor, Element, Node, Ns, Trouble};

/// The author of all our comments: by this name a later run finds them.
pub(super) const AUTHOR: &str = "述职检查";

/// Ids that programs give. Those beyond are nonsense, and no new one can meet them.
pub(super) const SOUND: Range<i64> = 0..1 << 30;

/// A comment: its id and its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    pub id: i64,
    pub lines: Vec<String>,
}

/// A new part with these comments.
pub(super) fn create(uri: &str, comments: &[Comment]) -> String {
    let entries = entries(comments, uri);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:comments xmlns:w=\"{uri}\">{entries}</w:comments>"
    )
}

/// The part with these comments behind those that it has; `uri` is the document's namespace.
pub(super) fn append(part: &str, uri: &str, comments: &[Comment]) -> Option<String> {
    append_to_root(part, &entries(comments, uri))
}

/// Every comment declares its own prefix, so that it stands in any part whatever that calls things.
fn entries(comments: &[Comment], uri: &str) -> String {
    let mut out = String::new();
    for comment in comments {
        out += &format!(
            "<w:comment xmlns:w=\"{uri}\" w:id=\"{}\" w:author=\"{AUTHOR}\" w:initials=\"述\">",
            comment.id
        );
        for line in &comment.lines {
            // Control characters are not allowed in XML, not even as references.
            let line: String = line
                .chars()
                .filter(|character| !character.is_control())
                .collect();
            out += &format!(
                "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escape(&line)
            );
        }
        out += "</w:comment>";
    }
    out
}

/// Puts elements at the end of the root element.
pub(super) fn append_to_root(part: &str, elements: &str) -> Option<String> {
    let mut cursor = Cursor::new(part);
    let mut depth = 0usize;
    let mut root = 0..0;
    loop {
        match cursor.next().ok()? {
            Node::Open(_) => {
                if depth == 0 {
                    root = cursor.span();
                }
                depth += 1;
            }
            Node::Close => {
                depth -= 1;
                if depth > 0 {
                    continue;
                }
                let end = cursor.span();
                if end != root {
                    return Some(format!(
                        "{}{elements}{}",
                        &part[..end.start],
                        &part[end.start..]
                    ));
                }
                // `<w:comments … />`
                let tag = part[root.clone()].strip_suffix("/>")?;
                let name = tag.strip_prefix('<')?.split(|c: char| c.is_whitespace());
                let name = name.into_iter().next()?;
                return Some(format!(
                    "{}{}>{elements}</{name}>{}",
                    &part[..root.start],
                    tag.trim_end(),
                    &part[root.end..]
                ));
            }
            Node::Text(_) => {}
            Node::End => return None,
        }
    }
}

/// What a part with comments has.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Ids of our comments.
    pub ours: HashSet<i64>,
    /// The `paraId` of the paragraphs in our comments: other parts refer to comments by them.
    pub paragraphs: HashSet<String>,
    /// The largest id.
    pub largest: Option<i64>,
}

/// Looks through a part with comments.
pub(super) fn survey(part: &str) -> Result<Survey, Trouble> {
    let mut survey = Survey::default();
    let mut cursor = Cursor::new(part);
    // How deep within a comment of ours.
    let mut inside = 0usize;
    let mut rooted = false;
    loop {
        match cursor.next()? {
            Node::Open(element) if !rooted => {
                // Word does not open a file in which this part is another one.
                rooted = element.ns == Ns::Word && element.local() == b"comments";
                if !rooted {
                    return Err(Trouble::Broken);
                }
            }
            Node::Open(element) => {
                if inside > 0 {
                    inside += 1;
                    if element.local() == b"p"
                        && let Some(id) = cursor.attr_in(&element, Ns::Other, "paraId")
                    {
                        survey.paragraphs.insert(id.into_owned());
                    }
                } else if element.ns == Ns::Word && element.local() == b"comment" {
                    let id = id_of(&mut cursor, &element);
                    survey.largest = survey.largest.max(id.filter(|id| SOUND.contains(id)));
                    if cursor.attr(&element, "author").as_deref() == Some(AUTHOR) {
                        survey.ours.extend(id);
                        inside = 1;
                    }
                }
            }
            Node::Close => inside = inside.saturating_sub(1),
            Node::Text(_) => {}
            Node::End => return Ok(survey),
        }
    }
}

/// The `id` of a comment or of a mark for one.
pub(super) fn id_of(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Option<i64> {
    cursor.attr(element, "id")?.trim().parse().ok()
}

/// The part without the elements that `goes` chooses.
pub(super) fn without(
    part: &str,
    mut goes: impl FnMut(&mut Cursor<'_>, &Element<'_>) -> bool,
) -> Result<String, Trouble> {
    let mut cursor = Cursor::new(part);
    let mut gone = Vec::new();
    loop {
        match cursor.next()? {
            Node::Open(element) => {
                if goes(&mut cursor, &element) {
                    let start = cursor.span().start;
                    cursor.skip()?;
                    gone.push(start..cursor.span().end);
                }
            }
            Node::Close | Node::Text(_) => {}
            Node::End => return Ok(cut_out(part, gone)),
        }
    }
}

/// The text without some stretches, which may lie within one another.
fn cut_out(text: &str, mut gone: Vec<Range<usize>>) -> String {
    gone.sort_by_key(|range| range.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for range in gone {
        // What lies within a stretch that goes as a whole is gone already.
        if range.start >= done {
            out.push_str(&text[done..range.start]);
            done = range.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// The part without the attributes of this name that point at one of `parents`: an answer to a comment that
/// goes becomes a comment of its own.
pub(super) fn orphan(part: &str, name: &str, parents: &HashSet<String>) -> String {
    let mut out = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(at) = rest.find(name) {
        let (before, from) = rest.split_at(at);
        let value = from[name.len()..].strip_prefix('=').and_then(|value| {
            let quote = value
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''))?;
            value[1..].split(quote).next()
        });
        let parent = value.filter(|value| parents.contains(*value));
        match (parent, before.rfind(char::is_whitespace)) {
            (Some(parent), Some(blank)) => {
                out.push_str(&before[..blank]);
                // The name, `=`, and a quote on both sides.
                rest = &from[name.len() + parent.len() + 3..];
            }
            _ => {
                out.push_str(before);
                out.push_str(name);
                rest = &from[name.len()..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The document without the marks of these comments; a run that held nothing else goes with its mark.
pub(super) fn unmark(document: &str, ours: &HashSet<i64>) -> Result<String, Trouble> {
    /// An open run: where it begins, at what depth, and whether it holds anything but marks that go.
    struct Open {
        start: usize,
        depth: usize,
        bare: bool,
        marks: Vec<Range<usize>>,
    }
    let mut cursor = Cursor::new(document);
    let mut runs: Vec<Open> = Vec::new();
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut depth = 0usize;
    loop {
        match cursor.next()? {
            Node::Open(element) => {
                let start = cursor.span().start;
                let word = element.ns == Ns::Word;
                let our = word
                    && element.local().starts_with(b"comment")
                    && id_of(&mut cursor, &element).is_some_and(|id| ours.contains(&id));
                let direct = runs.last_mut().filter(|run| run.depth == depth);
                match (element.local(), direct) {
                    (b"commentRangeStart" | b"commentRangeEnd", _) if our => {
                        cursor.skip()?;
                        gone.push(start..cursor.span().end);
                        continue;
                    }
                    (b"commentReference", Some(run)) if our => {
                        cursor.skip()?;
                        run.marks.push(start..cursor.span().end);
                        continue;
                    }
                    (b"rPr", Some(_)) if word => {
                        cursor.skip()?;
                        continue;
                    }
                    (_, Some(run)) => run.bare = false,
                    _ => {}
                }
                depth += 1;
                if word && element.local() == b"r" {
                    runs.push(Open {
                        start,
                        depth,
                        bare: true,
                        marks: Vec::new(),
                    });
                }
            }
            Node::Close => {
                if let Some(run) = runs.pop_if(|run| run.depth == depth) {
                    if run.bare && !run.marks.is_empty() {
                        gone.push(run.start..cursor.span().end);
                    } else {
                        gone.extend(run.marks);
                    }
                }
                depth = depth.saturating_sub(1);
            }
            Node::Text(_) => {}
            Node::End => return Ok(cut_out(document, gone)),
        }
    }
}
