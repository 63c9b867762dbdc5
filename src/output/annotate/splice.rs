//! Comment marks in the author's own XML: a run is split where a mark must stand within its text,
//! and nothing else is touched.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::docx::{Mark, Place, Placed};

/// The comment with this id goes over this stretch of the running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub id: i64,
    pub start: Spot,
    pub end: Spot,
    /// Whether it covers just the passage meant, and not the whole paragraph or a part of the passage.
    pub exact: bool,
}

/// A place between two characters of the XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// Bytes of the part.
    at: usize,
    /// Where the run begins whose text this is in; none between the runs of a paragraph.
    run: Option<usize>,
}

/// Where a comment on a passage begins and ends; the passage is given by the first and last block that it
/// touches and the bytes of their texts. None if no paragraph of the running text is near.
pub(super) fn anchor(
    placed: &Placed,
    id: i64,
    (first, start): (usize, usize),
    (last, end): (usize, usize),
) -> Option<Anchor> {
    let place = |block: usize| placed.places.get(block);
    let from = place(first)?
        .marks
        .iter()
        .find(|mark| mark.text.end > start)
        .filter(|mark| first < last || mark.text.start < end);
    let to = place(last)?
        .marks
        .iter()
        .rev()
        .find(|mark| mark.text.start < end)
        .filter(|mark| first < last || mark.text.end > start);
    let (opens, closes) = (host(placed, first)?, host(placed, last)?);
    let exact = from.is_some_and(|mark| mark.text.start <= start)
        && to.is_some_and(|mark| mark.text.end >= end);
    let open = Spot {
        at: opens.start,
        run: None,
    };
    let close = Spot {
        at: closes.end,
        run: None,
    };
    let spot = |mark: &Mark, at: usize| Spot {
        at: mark.xml.start + at.clamp(mark.text.start, mark.text.end) - mark.text.start,
        run: Some(mark.run),
    };
    let start = from.map_or(open, |mark| spot(mark, start));
    let end = to.map_or(close, |mark| spot(mark, end));
    // A run that cannot be cut takes the comment as a whole.
    let sound = |spot: Spot| {
        let shape = |run| Shape::of(&placed.xml, run, spot.at);
        spot.run.is_none_or(|run| shape(run).is_some())
    };
    if start.at >= end.at || !sound(start) || !sound(end) {
        return (open.at <= close.at).then_some(Anchor {
            id,
            start: open,
            end: close,
            exact: false,
        });
    }
    Some(Anchor {
        id,
        start,
        end,
        exact,
    })
}

/// The paragraph of the running text that a block is or hangs on, or else the nearest one before it.
fn host(placed: &Placed, block: usize) -> Option<&Range<usize>> {
    let sound = |place: &Place| {
        let host = placed.hosts.get(place.host?)?;
        (host.start <= host.end).then_some(host)
    };
    let (before, after) = placed.places.split_at_checked(block + 1)?;
    let near = before.iter().rev().find_map(sound);
    near.or_else(|| after.iter().find_map(sound))
}

/// How the document names things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Naming {
    /// `w:`, or whatever the document's root calls it.
    prefix: String,
    /// The declaration that an element needs where the root binds no prefix.
    declaration: String,
    /// The address of the namespace: transitional or strict.
    pub uri: String,
}

impl Naming {
    /// As the root element of `xml` has it.
    pub fn of(xml: &str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let root = loop {
            match reader.read_event().ok()? {
                Event::Start(root) => break root,
                Event::Eof => return None,
                _ => {}
            }
        };
        let prefix = root.name().prefix().map(|prefix| prefix.into_inner());
        let binding = match prefix {
            Some(prefix) => [b"xmlns:", prefix].concat(),
            None => b"xmlns".to_vec(),
        };
        let bound = root.try_get_attribute(&binding).ok()??;
        let uri = String::from_utf8(bound.value.into_owned()).ok()?;
        Some(match prefix {
            Some(prefix) => Self {
                prefix: format!("{}:", String::from_utf8_lossy(prefix)),
                declaration: String::new(),
                uri,
            },
            // Attributes must have a prefix, which the default namespace does not give them.
            None => Self {
                prefix: "w:".to_owned(),
                declaration: format!(" xmlns:w=\"{uri}\""),
                uri,
            },
        })
    }

    fn start(&self, id: i64) -> String {
        let Self {
            prefix: p,
            declaration,
            ..
        } = self;
        format!("<{p}commentRangeStart{declaration} {p}id=\"{id}\"/>")
    }

    fn end(&self, id: i64) -> String {
        let Self {
            prefix: p,
            declaration,
            ..
        } = self;
        format!(
            "<{p}commentRangeEnd{declaration} {p}id=\"{id}\"/>\
             <{p}r{declaration}><{p}commentReference {p}id=\"{id}\"/></{p}r>"
        )
    }
}

/// A run, as far as splitting it needs to know. All ranges are bytes of the part.
#[derive(Debug)]
struct Shape<'x> {
    /// Its start tag, and its properties.
    head: [&'x str; 2],
    start: usize,
    /// One past its end tag.
    end: usize,
    /// Its name with prefix.
    name: String,
    /// Where its content begins and ends.
    inner: Range<usize>,
    text: Text,
}

/// The text element within a run that a spot lies in.
#[derive(Debug, Default)]
struct Text {
    name: String,
    start_tag: Range<usize>,
    words: Range<usize>,
    end: usize,
    preserve: bool,
    /// Whether it says otherwise about its white space.
    other: bool,
}

/// Where a mark can go in: what to do to the XML around it.
enum Cut {
    /// Between elements, at this place.
    Between(usize),
    /// Between two children of a run.
    Run(usize),
    /// Within text.
    Text(usize),
}

/// Puts marks for all anchors into the XML; none if a run turns out not to be one.
pub(super) fn splice(xml: &str, naming: &Naming, anchors: &[Anchor]) -> Option<String> {
    let mut edits: Vec<Edit> = Vec::new();
    for anchor in anchors {
        add(xml, &mut edits, anchor.start, naming.start(anchor.id), true)?;
        add(xml, &mut edits, anchor.end, naming.end(anchor.id), false)?;
    }
    // Where several stand at one place, ends come before starts.
    edits.sort_by_key(|edit| edit.at);
    let mut out = String::with_capacity(xml.len() + edits.len() * 160);
    let mut done = 0;
    for edit in edits {
        out.push_str(&xml[done..edit.at]);
        done = edit.at;
        out.push_str(&edit.before);
        out.push_str(&edit.ends);
        out.push_str(&edit.starts);
        out.push_str(&edit.after);
    }
    out.push_str(&xml[done..]);
    Some(out)
}

/// What goes in at one place: what closes before, the marks, and what opens again after them.
#[derive(Debug)]
struct Edit {
    at: usize,
    before: String,
    ends: String,
    starts: String,
    after: String,
}

fn add(xml: &str, edits: &mut Vec<Edit>, spot: Spot, mark: String, opens: bool) -> Option<()> {
    let (at, before, after) = match spot.run {
        None => (spot.at, String::new(), String::new()),
        Some(run) => Shape::of(xml, run, spot.at)?.open(xml, spot.at, opens, edits),
    };
    let edit = put(edits, at);
    edit.before = before;
    edit.after = after;
    if opens {
        edit.starts.push_str(&mark);
    } else {
        edit.ends.push_str(&mark);
    }
    Some(())
}

fn put(edits: &mut Vec<Edit>, at: usize) -> &mut Edit {
    let index = edits.iter().position(|edit| edit.at == at);
    let index = index.unwrap_or_else(|| {
        edits.push(Edit {
            at,
            before: String::new(),
            ends: String::new(),
            starts: String::new(),
            after: String::new(),
        });
        edits.len() - 1
    });
    &mut edits[index]
}

impl<'x> Shape<'x> {
    /// The run that begins at `start`, seen from a place within one of its texts.
    fn of(xml: &'x str, start: usize, at: usize) -> Option<Self> {
        let mut reader = Reader::from_str(xml.get(start..)?);
        let mut depth = 0usize;
        let mut name = String::new();
        let mut head = 0..0;
        let mut properties = 0..0;
        let mut text = Text::default();
        loop {
            let from = start + usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let to = start + usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Start(tag) => {
                    match depth {
                        0 => {
                            name = named(&tag);
                            head = from..to;
                        }
                        1 if tag.local_name().as_ref() == b"rPr" => properties.start = from,
                        1 if tag.local_name().as_ref() == b"t" && from <= at => {
                            let space = tag.try_get_attribute("xml:space").ok()?;
                            let preserve = space
                                .as_ref()
                                .is_some_and(|space| space.value.as_ref() == b"preserve");
                            text = Text {
                                name: named(&tag),
                                start_tag: from..to,
                                words: to..to,
                                end: to,
                                preserve,
                                other: space.is_some() && !preserve,
                            };
                        }
                        _ => {}
                    }
                    depth += 1;
                }
                Event::Empty(tag) => match depth {
                    0 => return None,
                    1 if tag.local_name().as_ref() == b"rPr" => properties = from..to,
                    _ => {}
                },
                Event::End(tag) => {
                    depth = depth.checked_sub(1)?;
                    match depth {
                        0 if text.name.is_empty() => return None,
                        0 => {
                            let content = head.end.max(properties.end);
                            return Some(Self {
                                head: [&xml[head], &xml[properties]],
                                start,
                                end: to,
                                name,
                                inner: content..from,
                                text,
                            });
                        }
                        1 if tag.local_name().as_ref() == b"rPr" => properties.end = to,
                        1 if text.end == text.words.start => {
                            text.words.end = from;
                            text.end = to;
                        }
                        _ => {}
                    }
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Where a mark for `at` goes, and what must close before and open again after it.
    fn open(
        &self,
        xml: &str,
        at: usize,
        opens: bool,
        edits: &mut Vec<Edit>,
    ) -> (usize, String, String) {
        let run = format!("</{}>", self.name);
        let again = self.head.concat();
        match self.cut(xml, at, opens) {
            Cut::Between(at) => (at, String::new(), String::new()),
            Cut::Run(at) => (at, run, again),
            Cut::Text(at) => {
                let text = &self.text;
                if !text.preserve {
                    put(edits, text.start_tag.end - 1).after = " xml:space=\"preserve\"".to_owned();
                }
                let name = &text.name;
                (
                    at,
                    format!("</{name}>{run}"),
                    format!("{again}<{name} xml:space=\"preserve\">"),
                )
            }
        }
    }

    /// Where a mark for `at` goes; `opens` if a comment begins there.
    fn cut(&self, xml: &str, at: usize, opens: bool) -> Cut {
        let text = &self.text;
        let words = &xml[text.words.clone()];
        // Without `preserve` the white space around the text is not shown; split text would show it.
        let space = [' ', '\t', '\n', '\r'];
        let shy = !text.preserve && (text.other || words.trim_matches(space).len() < words.len());
        let at = match (at <= text.words.start, at >= text.words.end, shy, opens) {
            (true, ..) | (false, false, true, true) => text.start_tag.start,
            (_, true, ..) | (false, false, true, false) => text.end,
            _ => return Cut::Text(at),
        };
        let blank = |range: Range<usize>| xml[range].trim_matches(space).is_empty();
        if at <= self.inner.start || blank(self.inner.start..at) {
            Cut::Between(self.start)
        } else if at >= self.inner.end || blank(at..self.inner.end) {
            Cut::Between(self.end)
        } else {
            Cut::Run(at)
        }
    }
}

fn named(tag: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(tag.name().as_ref()).into_owned()
}
