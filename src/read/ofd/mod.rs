//! OFD, the Chinese format for fixed layout (GB/T 33190): text at positions on pages.

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod hostile_tests;
mod outline;
mod page;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::civil::DateTime;

use self::outline::{Fonts, Outline, read_fonts};
use self::page::Content;
use super::heads::Heads;
use super::moment;
use super::package::{Package, resolve};
use super::pieces::{lay_out, no_words};
use super::printed::{self, Page};
use super::story::MAX_TEXT;
use super::tally::{Left, Tally};
use super::xml::{Trouble, decode};
use super::{ReadError, many_pages};
use crate::document::{Document, Format, Modified};

/// A typographic point in millimetres, the unit of the format.
const POINT: f64 = 25.4 / 72.0;

/// Reads a package; [`Document::path`] is left to the caller.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut reading = Reading {
        package: Package::open(bytes)?,
        warnings: Vec::new(),
        broken: 0,
        missing: 0,
    };
    let entry = reading.part("OFD.xml")?;
    let entry = entry.ok_or_else(|| ReadError::damaged("缺少入口部分 OFD.xml"))?;
    if reading.package.contains("Encryptions.xml") {
        return Err(ReadError::Encrypted);
    }
    let roots = outline::roots(&entry)?;
    let Some(root) = roots.first() else {
        return Err(ReadError::damaged("OFD.xml 没有写明文档位置"));
    };
    if roots.len() > 1 {
        reading.warn(format!(
            "文件内有 {} 个文档，只读了第一个；其余的请分别导出后再检查",
            roots.len()
        ));
    }
    let root = resolve("", root);
    let text = reading.part(&root)?;
    let text = text.ok_or_else(|| ReadError::damaged("缺少文档部分 Document.xml"))?;
    let outline = Outline::read(&text, &root)?;
    if outline.broken {
        reading.broken += 1;
    }
    let noted = |name| moment::of_element(&entry, name);
    let modified = noted(b"ModDate").or_else(|| noted(b"CreationDate"));
    reading.document(&outline, modified)
}

struct Reading<'a> {
    package: Package<'a>,
    warnings: Vec<String>,
    /// Parts that break off.
    broken: usize,
    /// Pages that are named, but not there.
    missing: usize,
}

impl Reading<'_> {
    fn warn(&mut self, warning: impl Into<String>) {
        self.warnings.push(warning.into());
    }

    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(part) = self.package.read(name)? else {
            return Ok(None);
        };
        let (text, lossy) = decode(part.bytes);
        self.broken += usize::from(part.broken || lossy);
        Ok(Some(text))
    }

    fn page(&mut self, name: &str, fonts: &Fonts) -> Result<Option<Content>, ReadError> {
        let Some(text) = self.part(name)? else {
            self.missing += 1;
            return Ok(None);
        };
        let content = page::read(&text, fonts)?;
        self.broken += usize::from(content.broken);
        Ok(Some(content))
    }

    fn document(
        mut self,
        outline: &Outline,
        modified: Option<DateTime>,
    ) -> Result<Document, ReadError> {
        let mut fonts = Fonts::new();
        for name in &outline.resources {
            if let Some(text) = self.part(name)? {
                match read_fonts(&text, &mut fonts) {
                    Ok(()) | Err(Trouble::Broken) => {}
                    Err(trouble) => return Err(trouble.into()),
                }
            }
        }
        let mut tally = Tally::default();
        for _ in 0..outline.annotations {
            tally.add(Left::Comments);
        }
        let mut heads = Heads::default();
        let mut templates: HashMap<&str, bool> = HashMap::new();
        let (mut pages, mut blank, mut slanted, mut size) = (Vec::new(), Vec::new(), 0, 0_usize);
        for (index, name) in outline.pages.iter().enumerate() {
            let Some(content) = self.page(name, &fonts)? else {
                continue;
            };
            let height = content.height.unwrap_or(outline.height);
            let mut stretches = content.stretches;
            slanted += content.slanted;
            for id in &content.templates {
                let Some(template) = outline.templates.get(id) else {
                    continue;
                };
                // What a template prints on every page is read once, its head and foot not at all.
                if templates.insert(template, true).is_some() {
                    continue;
                }
                if let Some(ground) = self.page(template, &fonts)? {
                    let (kept, running) = printed::part_running(ground.stretches, height);
                    for line in running {
                        tally.add(Left::Headers);
                        heads.add(&line);
                    }
                    stretches.extend(kept);
                }
            }
            for _ in 0..content.pictures {
                tally.add(Left::Pictures);
            }
            if stretches.is_empty() && content.pictures > 0 {
                blank.push(index + 1);
            }
            size += stretches.iter().map(|part| part.text.len()).sum::<usize>();
            if size > MAX_TEXT {
                return Err(ReadError::too_large("文字超过 64 MiB"));
            }
            pages.push(Page { height, stretches });
        }
        let scanned = blank.len();
        if scanned > 0 {
            self.warn(format!(
                "{}只有图片、没有文字，多半是扫描件；请先做文字识别，或取得可编辑的 Word 稿再检查",
                many_pages(&blank)
            ));
        }
        if slanted > 0 {
            self.warn(format!("有 {slanted} 处倾斜的文字（多为水印）没有读取"));
        }
        if outline.too_many {
            self.warn("页数超过 2000 页，后面的页没有读取，请拆分后再检查");
        }
        if self.missing > 0 {
            let missing = self.missing;
            self.warn(format!(
                "有 {missing} 页的内容不在文件里，请重新导出后再检查"
            ));
        }
        if self.broken > 0 {
            self.warn("文件内部有损坏的部分，已读到损坏处为止，请核对原文");
        }
        if self.package.duplicates {
            self.warn("文件内有同名部分，已采用最后一个");
        }
        let pieces = printed::read(pages, POINT, &mut tally, &mut heads)?;
        if pieces.is_empty() {
            return Err(no_words("OFD 页面内容", self.broken + self.missing > 0));
        }
        let (source, blocks) = lay_out(pieces);
        if is_coded(&source) {
            self.warn("文字多为字体自定的编码，读出来可能是乱码；请取得可编辑的 Word 稿再检查");
        }
        Ok(Document {
            path: None,
            format: Format::Ofd,
            source,
            blocks,
            skipped: tally.list(),
            warnings: self.warnings,
            headers: heads.lines(),
            page: None,
            modified: modified.map(Modified::by_document),
        })
    }
}

/// Whether much of a text is in the private area, where only its fonts know what it says.
fn is_coded(text: &str) -> bool {
    let private = text
        .chars()
        .filter(|character| matches!(u32::from(*character), 0xE000..=0xF8FF | 0xFFFD | 0xF_0000..));
    private.count() * 5 > text.chars().count()
}
