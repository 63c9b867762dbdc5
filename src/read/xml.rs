//! XML as a flat row of openings, closings and text, with namespaces resolved and limits kept.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{PrefixDeclaration, QName};
use rustc_hash::FxHashMap;

use crate::read::ReadError;

const MAX_DEPTH: usize = 1024;
const MAX_BINDINGS: usize = 1024;

/// The namespaces that matter, transitional and strict taken as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    None,
    Word,
    Compat,
    Math,
    Picture,
    Chart,
    Diagram,
    Vml,
    Office,
    Relation,
    Spreadsheet,
    Presentation,
    OdOffice,
    OdText,
    OdTable,
    OdStyle,
    OdDraw,
    OdFormat,
    OdExtension,
    DublinCore,
    Ofd,
    Other,
}

impl Ns {
    fn of(uri: &[u8]) -> Self {
        match uri {
            b"" => Ns::None,
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | b"http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::Word,
            b"http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Compat,
            b"http://schemas.openxmlformats.org/officeDocument/2006/math"
            | b"http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
            b"http://schemas.openxmlformats.org/drawingml/2006/picture"
            | b"http://purl.oclc.org/ooxml/drawingml/picture" => Ns::Picture,
            b"http://schemas.openxmlformats.org/drawingml/2006/chart"
            | b"http://purl.oclc.org/ooxml/drawingml/chart"
            | b"http://schemas.microsoft.com/office/drawing/2014/chartex" => Ns::Chart,
            b"http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | b"http://purl.oclc.org/ooxml/drawingml/diagram" => Ns::Diagram,
            b"urn:schemas-microsoft-com:vml" => Ns::Vml,
            b"urn:schemas-microsoft-com:office:office" => Ns::Office,
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | b"http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::Relation,
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | b"http://purl.oclc.org/ooxml/spreadsheetml/main" => Ns::Spreadsheet,
            b"http://schemas.openxmlformats.org/presentationml/2006/main"
            | b"http://purl.oclc.org/ooxml/presentationml/main" => Ns::Presentation,
            b"urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Ns::OdOffice,
            b"urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Ns::OdText,
            b"urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Ns::OdTable,
            b"urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Ns::OdStyle,
            b"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Ns::OdDraw,
            b"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" => Ns::OdFormat,
            b"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" => {
                Ns::OdExtension
            }
            b"http://purl.org/dc/elements/1.1/" => Ns::DublinCore,
            // The year at the end differs between editions of the standard.
            uri if uri.starts_with(b"http://www.ofdspec.org") => Ns::Ofd,
            _ => Ns::Other,
        }
    }
}

/// Why reading a part stopped early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Not well-formed, or cut off: what came before is good.
    Broken,
    /// A document type declaration.
    Unsafe,
    /// A limit, named in Chinese.
    TooMuch(&'static str),
}

impl From<Trouble> for ReadError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Broken => ReadError::damaged("内部结构不完整"),
            Trouble::Unsafe => ReadError::UnsafeXml,
            Trouble::TooMuch(what) => ReadError::too_large(what),
        }
    }
}

/// One step through the part.
pub(crate) enum Node<'x> {
    /// An element begins; an empty one is closed by the next node.
    Open(Element<'x>),
    /// The innermost open element ends.
    Close,
    /// Text, character data or a character reference.
    Text(Cow<'x, str>),
    /// The part ends, all elements closed.
    End,
}

/// The beginning of an element.
pub(crate) struct Element<'x> {
    /// Its namespace.
    pub ns: Ns,
    start: BytesStart<'x>,
    /// Where its name without prefix begins in its name: it is asked for more than once.
    local: usize,
}

impl Element<'_> {
    /// Its name without prefix.
    pub fn local(&self) -> &[u8] {
        &self.start.name().into_inner()[self.local..]
    }
}

/// A reader over one part.
pub(crate) struct Cursor<'x> {
    text: &'x str,
    reader: Reader<&'x [u8]>,
    depth: usize,
    close_pending: bool,
    /// Where the last event begins, in bytes of the text.
    at: usize,
    bindings: FxHashMap<Vec<u8>, Vec<Ns>>,
    /// Prefixes bound, with the depth at which they lose that binding.
    bound: Vec<(usize, Vec<u8>)>,
    /// The prefix looked up last: nearly always the next one too.
    last: (Vec<u8>, Ns),
    /// Grows whenever prefixes may come to mean something else.
    pub scope: usize,
    /// Entity references that mean nothing without a declaration.
    pub unknown_entities: usize,
}

impl<'x> Cursor<'x> {
    pub fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self {
            text,
            reader,
            depth: 0,
            close_pending: false,
            at: 0,
            bindings: FxHashMap::default(),
            bound: Vec::new(),
            last: (Vec::new(), Ns::None),
            scope: 0,
            unknown_entities: 0,
        }
    }

    /// The next node; after an error there is none.
    pub fn next(&mut self) -> Result<Node<'x>, Trouble> {
        if self.close_pending {
            self.close_pending = false;
            self.leave();
            return Ok(Node::Close);
        }
        loop {
            self.at = self.position();
            match self.reader.read_event().map_err(|_| Trouble::Broken)? {
                Event::Start(start) => return self.enter(start),
                Event::Empty(start) => {
                    self.close_pending = true;
                    return self.enter(start);
                }
                Event::End(_) => {
                    self.leave();
                    return Ok(Node::Close);
                }
                Event::Text(text) => {
                    let text = text.xml10_content().map_err(|_| Trouble::Broken)?;
                    return Ok(Node::Text(text));
                }
                Event::CData(text) => {
                    let text = text.xml10_content().map_err(|_| Trouble::Broken)?;
                    return Ok(Node::Text(text));
                }
                Event::GeneralRef(reference) => {
                    if let Ok(Some(character)) = reference.resolve_char_ref() {
                        return Ok(Node::Text(Cow::Owned(character.to_string())));
                    }
                    let name = reference.decode().unwrap_or_default();
                    match resolve_predefined_entity(&name) {
                        Some(text) => return Ok(Node::Text(Cow::Borrowed(text))),
                        None => self.unknown_entities += 1,
                    }
                }
                Event::DocType(_) => return Err(Trouble::Unsafe),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof if self.depth == 0 => return Ok(Node::End),
                Event::Eof => return Err(Trouble::Broken),
            }
        }
    }

    /// Where the tag or text that made the last node stands, in bytes of the part.
    pub fn span(&self) -> Range<usize> {
        self.at..self.position()
    }

    /// The reader does not count what was leapt over.
    fn position(&self) -> usize {
        self.text.len() - self.reader.get_ref().len()
    }

    /// Passes over the element just opened, its end included.
    pub fn skip(&mut self) -> Result<(), Trouble> {
        let outside = self.depth.saturating_sub(1);
        if let Some(inner) = self.inner() {
            self.leap(inner);
        }
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// What stands between the start tag just read and its end tag, where that can be told by its tags: not where an element
    /// of the same name, a comment, character data or an instruction stands within.
    pub fn inner(&self) -> Option<&'x str> {
        self.to_end_tag().filter(|inner| is_whole(inner))
    }

    /// What stands between the start tag just read and what looks like its end tag. It is [`Self::inner`] where it
    /// [`is_whole`], which one who has seen it before need not ask again.
    pub fn to_end_tag(&self) -> Option<&'x str> {
        if self.close_pending {
            return Some("");
        }
        let (before, rest) = self.text.split_at_checked(self.position())?;
        let tag = before.as_bytes().get(self.at + 1..)?;
        let name = tag.split(|byte| ends_name(*byte)).next()?;
        let bytes = rest.as_bytes();
        let is_own = |at: &usize| {
            let before = &bytes[..*at];
            let whole = bytes
                .get(at + name.len())
                .is_some_and(|byte| ends_name(*byte));
            whole && (before.ends_with(b"<") || before.ends_with(b"</"))
        };
        // Names come by less often than tags do, so the next tag of this name is leapt to.
        let at = memmem::find_iter(bytes, name).find(is_own)?;
        rest[..at].strip_suffix("</")
    }

    /// Goes on behind what [`Self::inner`] gave: the end tag comes next.
    pub fn leap(&mut self, inner: &str) {
        let rest = self.reader.get_mut();
        *rest = &rest[inner.len()..];
    }

    /// The value of an attribute in the Word namespace or in none.
    pub fn attr<'e>(&mut self, element: &'e Element<'_>, local: &str) -> Option<Cow<'e, str>> {
        self.attr_of(element, local, |ns| matches!(ns, Ns::Word | Ns::None))
    }

    /// The value of an attribute in a namespace.
    pub fn attr_in<'e>(
        &mut self,
        element: &'e Element<'_>,
        ns: Ns,
        local: &str,
    ) -> Option<Cow<'e, str>> {
        self.attr_of(element, local, |found| found == ns)
    }

    /// Whether an on/off property is on: present and not denied.
    pub fn on(&mut self, element: &Element<'_>) -> bool {
        self.attr(element, "val")
            .is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off"))
    }

    /// The `val` attribute as a number.
    pub fn number(&mut self, element: &Element<'_>) -> Option<i64> {
        self.attr(element, "val")?.trim().parse().ok()
    }

    fn attr_of<'e>(
        &mut self,
        element: &'e Element<'_>,
        local: &str,
        wanted: impl Fn(Ns) -> bool,
    ) -> Option<Cow<'e, str>> {
        let mut rest = element.start.attributes_raw();
        while let Some((name, value, after)) = plain_attribute(rest) {
            rest = after;
            let colon = name.iter().position(|byte| *byte == b':');
            let own = colon.map_or(name, |colon| &name[colon + 1..]);
            if own != local.as_bytes() {
                continue;
            }
            let ns = colon.map_or(Ns::None, |colon| self.resolve(&name[..colon]));
            if wanted(ns) {
                let raw = std::str::from_utf8(value).ok()?;
                return Some(unescape(raw).unwrap_or(Cow::Borrowed(raw)));
            }
        }
        if rest.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        for attribute in element.start.attributes().with_checks(false) {
            let attribute = attribute.ok()?;
            let (name, prefix) = attribute.key.decompose();
            if name.into_inner() != local.as_bytes() {
                continue;
            }
            let ns = prefix.map_or(Ns::None, |prefix| self.resolve(prefix.into_inner()));
            if !wanted(ns) {
                continue;
            }
            return match attribute.value {
                Cow::Borrowed(raw) => {
                    let raw = std::str::from_utf8(raw).ok()?;
                    Some(unescape(raw).unwrap_or(Cow::Borrowed(raw)))
                }
                Cow::Owned(raw) => String::from_utf8(raw).ok().map(Cow::Owned),
            };
        }
        None
    }

    fn enter(&mut self, start: BytesStart<'x>) -> Result<Node<'x>, Trouble> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Trouble::TooMuch("嵌套超过 1024 层"));
        }
        // Declarations are rare: look for them only where the tag can hold one.
        let raw = start.attributes_raw();
        if memchr::memchr_iter(b'x', raw).any(|at| raw[at..].starts_with(b"xmlns")) {
            self.bind(&start)?;
        }
        let QName(name) = start.name();
        let colon = name.iter().position(|byte| *byte == b':');
        let ns = self.resolve(&name[..colon.unwrap_or(0)]);
        let local = colon.map_or(0, |colon| colon + 1);
        Ok(Node::Open(Element { ns, start, local }))
    }

    fn bind(&mut self, start: &BytesStart<'x>) -> Result<(), Trouble> {
        for attribute in start.attributes().with_checks(false) {
            let Ok(attribute) = attribute else { break };
            let prefix = match attribute.key.as_namespace_binding() {
                Some(PrefixDeclaration::Named(prefix)) => prefix.to_vec(),
                Some(PrefixDeclaration::Default) => Vec::new(),
                None => continue,
            };
            if self.bound.len() >= MAX_BINDINGS {
                return Err(Trouble::TooMuch("命名空间超过 1024 个"));
            }
            let ns = Ns::of(&attribute.value);
            self.bindings.entry(prefix.clone()).or_default().push(ns);
            self.bound.push((self.depth, prefix));
        }
        self.forget_last();
        Ok(())
    }

    fn leave(&mut self) {
        let mut changed = false;
        while self
            .bound
            .last()
            .is_some_and(|(depth, _)| *depth >= self.depth)
        {
            if let Some((_, prefix)) = self.bound.pop() {
                self.bindings.get_mut(&prefix).map(Vec::pop);
                changed = true;
            }
        }
        if changed {
            self.forget_last();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn forget_last(&mut self) {
        self.scope += 1;
        let default = self.bindings.get(&Vec::new()).and_then(|of| of.last());
        self.last = (Vec::new(), default.copied().unwrap_or(Ns::None));
    }

    fn resolve(&mut self, prefix: &[u8]) -> Ns {
        if self.last.0 == prefix {
            return self.last.1;
        }
        let found = self.bindings.get(prefix).and_then(|of| of.last());
        // An undeclared prefix means nothing; no prefix means no namespace.
        let unbound = if prefix.is_empty() {
            Ns::None
        } else {
            Ns::Other
        };
        let ns = found.copied().unwrap_or(unbound);
        self.last.0.clear();
        self.last.0.extend_from_slice(prefix);
        self.last.1 = ns;
        ns
    }
}

/// Whether a byte ends the name of a tag.
fn ends_name(byte: u8) -> bool {
    matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace()
}

/// Whether a stretch that begins between tags ends there too, as far as can be told by its marks alone: broken files have
/// tags within the values of attributes.
pub(crate) fn is_whole(inner: &str) -> bool {
    let bytes = inner.as_bytes();
    let (mut in_tag, mut quoted) = (false, false);
    for at in memchr::memchr3_iter(b'<', b'>', b'"', bytes) {
        match bytes[at] {
            b'"' => quoted = !quoted,
            _ if quoted => return false,
            b'<' if in_tag || matches!(bytes.get(at + 1), Some(b'!' | b'?')) => return false,
            mark => in_tag = mark == b'<',
        }
    }
    !in_tag && !quoted && memchr::memchr(b'\'', bytes).is_none()
}

/// The first attribute as programs write them, ` name="value"`: its name, its value as it stands and what follows it; none
/// where attributes end or are written in another way.
fn plain_attribute(raw: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let raw = raw.strip_prefix(b" ")?;
    let part =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
    let (name, rest) = raw.split_at(raw.iter().take_while(|byte| part(byte)).count());
    let rest = rest.strip_prefix(b"=\"")?;
    let (value, rest) = rest.split_at(rest.iter().position(|byte| *byte == b'"')?);
    let rest = &rest[1..];
    (!name.is_empty() && matches!(rest, [] | [b' ', ..])).then_some((name, value, rest))
}

/// The text of a part: UTF-8 unless a byte order mark or the declaration says otherwise.
///
/// The flag tells whether some bytes meant nothing and were replaced.
pub(crate) fn decode(bytes: Vec<u8>) -> (String, bool) {
    let wide = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        let (text, _, lossy) = encoding.decode(&bytes);
        return (text.into_owned(), lossy);
    }
    match String::from_utf8(bytes) {
        // The mark is no text, and places are counted without it.
        Ok(text) => match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest.to_owned(), false),
            None => (text, false),
        },
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = declared(&bytes).unwrap_or(UTF_8);
            let (text, _, lossy) = encoding.decode(&bytes);
            (text.into_owned(), lossy)
        }
    }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once("encoding=")?;
    let quote = rest.chars().next()?;
    let label = rest.strip_prefix(quote)?.split(quote).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
#[path = "xml_tests.rs"]
mod tests;
