//! OFD packages for tests, built in code.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) const SPACE: &str = "xmlns:ofd='http://www.ofdspec.org/2016'";

/// A package in the making: an A4 document in `Doc_0`.
pub(super) struct Builder {
    parts: Vec<(String, String)>,
    pages: usize,
    common: String,
}

impl Builder {
    pub fn new() -> Self {
        let entry = format!(
            "<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:CreationDate>2023-12-01</ofd:CreationDate><ofd:ModDate>2024-03-05</ofd:ModDate></ofd:DocInfo>\
             <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        );
        let fonts = format!(
            "<ofd:Res {SPACE}><ofd:Fonts><ofd:Font ID='1' FontName='黑体' Bold='true'/><ofd:Font ID='2' FontName='仿宋'/></ofd:Fonts></ofd:Res>"
        );
        Self {
            parts: Vec::new(),
            pages: 0,
            common: "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>".into(),
        }
        .part("OFD.xml", &entry)
        .part("Doc_0/PublicRes.xml", &fonts)
    }

    /// Adds a part, or puts another in its place.
    pub fn part(mut self, name: &str, content: &str) -> Self {
        self.parts.retain(|(old, _)| old != name);
        self.parts.push((name.into(), content.into()));
        self
    }

    /// Adds what stands in the common data of the document.
    pub fn common(mut self, more: &str) -> Self {
        self.common.push_str(more);
        self
    }

    /// Adds a page with these objects.
    pub fn page(mut self, objects: &str) -> Self {
        let name = format!("Doc_0/Pages/Page_{}/Content.xml", self.pages);
        self.pages += 1;
        self.part(&name, &page(objects))
    }

    pub fn build(self) -> Vec<u8> {
        let pages: String = (0..self.pages)
            .map(|page| format!("<ofd:Page ID='{page}' BaseLoc='Pages/Page_{page}/Content.xml'/>"))
            .collect();
        let document = format!(
            "<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{}</ofd:CommonData>\
             <ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
            self.common
        );
        let parts = if self
            .parts
            .iter()
            .any(|(name, _)| name == "Doc_0/Document.xml")
        {
            self.parts
        } else {
            self.part("Doc_0/Document.xml", &document).parts
        };
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

/// A page part with these objects.
pub(super) fn page(objects: &str) -> String {
    format!(
        "<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    )
}

/// A line of text five millimetres high, its characters placed by a repeated offset.
pub(super) fn line(x: f64, y: f64, text: &str) -> String {
    let count = text.chars().count().saturating_sub(1);
    format!(
        "<ofd:TextObject Boundary='{x} {} 200 6' Font='2' Size='5'><ofd:TextCode X='0' Y='5' DeltaX='g {count} 5'>{text}</ofd:TextCode></ofd:TextObject>",
        y - 5.0
    )
}
