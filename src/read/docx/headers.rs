//! Headers and footers: read apart from the text, because marks of secrecy (密级) and copy numbers (份号) stand there.

use super::body::Stop;
use super::{Reading, walk_whole};
use crate::read::ReadError;
use crate::read::heads::Heads;
use crate::read::story::Setting;
use crate::read::xml::{Cursor, Node, Ns, Trouble};

impl Reading<'_> {
    /// What the headers and footers of the pages say, each line once; page numbers and blanks are nothing.
    pub(super) fn headers(
        &mut self,
        margins: &[(String, String)],
        title_page: bool,
        setting: Setting<'_>,
    ) -> Result<Vec<String>, ReadError> {
        let mut heads = Heads::default();
        let mut known: Vec<String> = Vec::new();
        let mut even_pages = None;
        for (kind, id) in margins {
            // Word keeps the parts of pages that no longer differ; they are not shown.
            let shown = match kind.as_str() {
                "first" => title_page,
                "even" => match even_pages {
                    Some(even) => even,
                    None => *even_pages.insert(self.even_pages()?),
                },
                _ => true,
            };
            let Some(name) = self.relations.by_id(id).map(str::to_string) else {
                continue;
            };
            if !shown || known.contains(&name) {
                continue;
            }
            let text = self.named_part(&name, "页眉页脚")?;
            known.push(name);
            let Some(text) = text else { continue };
            let mut walked = walk_whole(&text, "hdr", setting);
            if matches!(walked, Err(Stop::Root(Ns::Word))) {
                walked = walk_whole(&text, "ftr", setting);
            }
            let walked = match walked {
                Ok(walked) => walked,
                Err(Stop::Root(_)) => continue,
                Err(Stop::Trouble(trouble)) => {
                    self.forgive(Some(trouble), "页眉页脚")?;
                    continue;
                }
            };
            for piece in &walked.pieces {
                heads.add(&piece.text);
            }
        }
        Ok(heads.lines())
    }

    /// Whether even pages have headers of their own.
    fn even_pages(&mut self) -> Result<bool, ReadError> {
        let Some(text) = self.part("settings", "设置")? else {
            return Ok(false);
        };
        let mut cursor = Cursor::new(&text);
        loop {
            match cursor.next() {
                Ok(Node::Open(element))
                    if element.ns == Ns::Word && element.local() == b"evenAndOddHeaders" =>
                {
                    return Ok(cursor.on(&element));
                }
                Ok(Node::End) | Err(Trouble::Broken | Trouble::TooMuch(_)) => return Ok(false),
                Ok(_) => {}
                Err(Trouble::Unsafe) => return Err(ReadError::UnsafeXml),
            }
        }
    }
}
