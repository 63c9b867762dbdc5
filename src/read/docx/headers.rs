//! Headers and footers: read apart from the text, because marks of secrecy (密级) and copy numbers (份号) stand there.

use super::body::Stop;
use super::{Reading, walk_whole};
use crate::read::ReadError;
use crate::read::story::Setting;
use crate::read::xml::{Cursor, Node, Ns, Trouble};

/// More lines than any page has room for.
const MAX_LINES: usize = 64;
/// Longest line kept, in characters.
const MAX_LINE: usize = 200;

impl Reading<'_> {
    /// What the headers and footers of the pages say, each line once; page numbers and blanks are nothing.
    pub(super) fn headers(
        &mut self,
        margins: &[(String, String)],
        title_page: bool,
        setting: Setting<'_>,
    ) -> Result<Vec<String>, ReadError> {
        let mut lines: Vec<String> = Vec::new();
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
            let saying = walked
                .pieces
                .iter()
                .filter(|piece| says_something(&piece.text));
            for piece in saying {
                let line: String = piece.text.trim().chars().take(MAX_LINE).collect();
                if lines.len() < MAX_LINES && !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        Ok(lines)
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

/// Whether a line is more than a page number: 第 3 页 共 8 页, — 3 —, 3/8.
fn says_something(line: &str) -> bool {
    // Six digits are the number of the copy.
    let digits = line.trim();
    if digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    line.chars().any(|character| {
        character.is_alphabetic() && !"第页共".contains(character)
            || matches!(character, '★' | '☆' | '№')
    })
}

#[cfg(test)]
mod tests {
    use super::says_something;

    #[test]
    fn page_numbers_say_nothing() {
        for line in ["", "　", "— 3 —", "第 3 页 共 8 页", "3/8"] {
            assert!(!says_something(line), "{line}");
        }
        for line in [
            "机密★1年",
            "秘密",
            "№ 000012",
            "000001",
            "份号：000001",
            "某镇党委",
        ] {
            assert!(says_something(line), "{line}");
        }
    }
}
