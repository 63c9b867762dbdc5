//! Word packages for tests, built in code.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const NAMESPACES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
     xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
     xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
     xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
     xmlns:v='urn:schemas-microsoft-com:vml' \
     xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
     xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'";

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package in the making.
pub(crate) struct Builder {
    parts: Vec<(String, Vec<u8>)>,
}

impl Builder {
    /// Nothing but the relationship that leads to the main part.
    pub fn bare(main: &str) -> Self {
        let rels = format!(
            "<Relationships><Relationship Id='r1' Type='{RELATION}/officeDocument' Target='{main}'/></Relationships>"
        );
        Self { parts: Vec::new() }.part("_rels/.rels", rels)
    }

    /// A document with this body.
    pub fn body(body: &str) -> Self {
        let document = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
        Self::bare("word/document.xml")
            .part("word/document.xml", document)
            .styles("")
    }

    /// Adds a part, or puts another in its place.
    pub fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.retain(|(old, _)| old != name);
        self.parts.push((name.into(), content.into()));
        self
    }

    pub fn styles(self, inner: &str) -> Self {
        let styles = format!("<w:styles {NAMESPACES}>{inner}</w:styles>");
        self.part("word/styles.xml", styles)
    }

    pub fn numbering(self, inner: &str) -> Self {
        let numbering = format!("<w:numbering {NAMESPACES}>{inner}</w:numbering>");
        self.part("word/numbering.xml", numbering)
    }

    pub fn footnotes(self, inner: &str) -> Self {
        let notes = format!("<w:footnotes {NAMESPACES}>{inner}</w:footnotes>");
        self.part("word/footnotes.xml", notes)
    }

    pub fn build(self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_level(Some(1));
        for (name, content) in self.parts {
            writer.start_file(name, options).unwrap();
            writer.write_all(&content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph with properties.
pub(crate) fn pp(props: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{props}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}
