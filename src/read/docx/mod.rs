//! Word 2007 and later: `.docx`, `.docm`, `.dotx`.
//!
//! The reader walks the package's own XML event by event. It keeps what a reader of the printed page
//! would see, with the automatic numbers, and counts what it leaves out.

mod body;
mod headers;
mod numbering;
pub(crate) mod parts;
mod props;
mod setting;
mod styles;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod setting_tests;
#[cfg(test)]
mod shown_tests;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::thread::LocalKey;

use self::body::{Reference, Stop, Walked, walk};
use self::parts::{Relations, identify, main_part, modified};
use super::ReadError;
use super::known::Known;
use super::numbering::Numbering;
use super::package::{self, Package};
use super::pieces::{Piece, lay_out, no_words};
use super::props::Theme;
use super::story::Setting;
use super::styles::Styles;
use super::tally::{Left, Tally};
use super::xml::{Trouble, decode};
use crate::document::{Document, Format, Modified, NoteReference};

pub use super::place::{Host, Mark, Place};

/// A Word file that was read together with the places of its words.
#[derive(Debug)]
pub struct Placed {
    /// What [`read`] gives.
    pub document: Document,
    /// Where the words of each block stand, in the order of the blocks.
    pub places: Vec<Place>,
    /// The paragraphs of the running text.
    pub hosts: Vec<Host>,
    /// Name of the main part.
    pub main: String,
    /// Its XML, which all places refer to.
    pub xml: String,
    /// Whether some of the file could not be had, so that a copy would lose it.
    pub damaged: bool,
}

/// Reads a Word file; [`Document::path`] is left to the caller.
///
/// # Errors
/// What the file is instead, or why nothing could be read.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    Ok(read_as(bytes, false)?.document)
}

/// Reads a Word file and notes where its words stand.
///
/// # Errors
/// As [`read`].
pub fn read_placed(bytes: &[u8]) -> Result<Placed, ReadError> {
    read_as(bytes, true)
}

fn read_as(bytes: &[u8], placing: bool) -> Result<Placed, ReadError> {
    let mut package = Package::open(bytes)?;
    let relations = Relations::of(&mut package, "")?;
    let main = main_part(&mut package, &relations)?;
    let part = package
        .read(&main)?
        .ok_or_else(|| ReadError::damaged("缺少正文部分"))?;
    let mut reading = Reading {
        relations: Relations::of(&mut package, &main)?,
        main,
        package,
        warnings: Vec::new(),
    };
    if reading.package.duplicates {
        reading.warn("文件内有同名部分，已采用最后一个");
    }
    if part.broken {
        reading.warn("正文部分校验不符，文件可能已损坏，已尽量读取");
    }
    let (text, lossy) = decode(part.bytes);
    let mut damaged = part.broken || lossy;
    if lossy {
        reading.warn("正文中有无法识别的字节，已用 � 代替");
    }

    let styles = reading.styles()?;
    let numbering = if styles.number() || text.contains("numPr") {
        reading.numbering(&styles)?
    } else {
        Numbering::default()
    };
    let theme = if styles.themed() || text.contains("eastAsiaTheme") {
        reading.theme()?
    } else {
        Rc::default()
    };
    let setting = Setting {
        styles: &styles,
        numbering: &numbering,
        placing,
        theme: &theme,
    };
    let mut walked = match walk_whole(&text, "document", setting) {
        Ok(walked) => walked,
        Err(Stop::Trouble(trouble)) => return Err(trouble.into()),
        Err(Stop::Root(_)) => return Err(identify(&reading.package)),
    };
    reading.warn_of(&walked);
    damaged |= walked.broken;
    let mut tally = walked.tally;
    let mut pieces = std::mem::take(&mut walked.pieces);
    reading.notes(&walked.references, setting, &mut pieces, &mut tally)?;

    if pieces.is_empty() {
        return Err(if walked.chunks > 0 && !walked.broken {
            ReadError::Unsupported {
                what: "整篇以外部文档形式插入的 Word 文件".into(),
                advice: "请用 Word 打开并另存为 .docx 后再检查".into(),
            }
        } else {
            no_words("正文", walked.broken)
        });
    }
    let margins = std::mem::take(&mut walked.margins);
    let headers = reading.headers(&margins, walked.title_page, setting)?;
    if !headers.is_empty() {
        tally.add(Left::Headers);
    }
    let core = relations
        .get("core-properties")
        .unwrap_or("docProps/core.xml");
    let modified = modified(&mut reading.package, core);
    let mut page = walked.sections.page(&styles);
    if let Some(page) = &mut page {
        page.numbered = reading.numbered();
    }
    let places = if placing {
        pieces
            .iter_mut()
            .map(|piece| std::mem::take(&mut piece.place))
            .collect()
    } else {
        Vec::new()
    };
    let (source, blocks) = lay_out(pieces);
    Ok(Placed {
        document: Document {
            path: None,
            format: Format::Docx,
            source,
            blocks,
            headers,
            skipped: tally.list(),
            warnings: reading.warnings,
            modified: modified.map(Modified::by_document),
            page,
        },
        places,
        hosts: walked.hosts,
        main: reading.main,
        xml: text,
        damaged,
    })
}

/// Walks a part, and once more without the fields that turn out never to end.
fn walk_whole(text: &str, root: &str, setting: Setting<'_>) -> Result<Walked, Stop> {
    let mut walked = walk(text, root, setting, &HashSet::new())?;
    if walked.unterminated.is_empty() {
        return Ok(walked);
    }
    let ignored = std::mem::take(&mut walked.unterminated);
    walked = walk(text, root, setting, &ignored)?;
    walked.unterminated = ignored;
    Ok(walked)
}

/// A package with its main part found.
struct Reading<'a> {
    package: Package<'a>,
    main: String,
    relations: Relations,
    warnings: Vec<String>,
}

impl Reading<'_> {
    fn warn(&mut self, warning: impl Into<String>) {
        self.warnings.push(warning.into());
    }

    /// The text of a part next to the main one; what is wrong with it is a warning.
    fn part(&mut self, kind: &str, what: &str) -> Result<Option<String>, ReadError> {
        let name = self.name(kind);
        self.named_part(&name, what)
    }

    /// What a part next to the main one is called.
    fn name(&self, kind: &str) -> String {
        match self.relations.get(kind) {
            Some(name) => name.to_string(),
            None => package::resolve(&self.main, &format!("{kind}.xml")),
        }
    }

    /// What `make` makes of a part next to the main one, or has made of the same part of a file before, if that was sound.
    /// `beside` is what else it depends on.
    fn known<T>(
        &mut self,
        known: &'static LocalKey<RefCell<Known<T>>>,
        (kind, beside): (&str, &'static str),
        make: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Rc<T>, ReadError> {
        let name = self.name(kind);
        let stored = self.package.stored(&name);
        if let Some(part) = stored
            && let Some(value) = known.with_borrow_mut(|known| known.get(part, beside))
        {
            return Ok(value);
        }
        let warnings = self.warnings.len();
        let value = Rc::new(make(self)?);
        if let Some(part) = stored
            && self.warnings.len() == warnings
        {
            known.with_borrow_mut(|known| known.keep(part, beside, &value));
        }
        Ok(value)
    }

    /// The text of the part called `name`.
    fn named_part(&mut self, name: &str, what: &str) -> Result<Option<String>, ReadError> {
        match self.package.read(name) {
            Ok(None) => Ok(None),
            Ok(Some(part)) => {
                if part.broken {
                    self.warn(format!("{what}校验不符，文件可能已损坏，已尽量读取"));
                }
                Ok(Some(decode(part.bytes).0))
            }
            Err(ReadError::Encrypted) => Err(ReadError::Encrypted),
            Err(_) => {
                self.warn(format!("{what}无法读取，已忽略"));
                Ok(None)
            }
        }
    }

    /// Turns trouble with a part next to the main one into a warning, unless the file is unsafe.
    fn forgive(&mut self, trouble: Option<Trouble>, what: &str) -> Result<(), ReadError> {
        match trouble {
            None => {}
            Some(Trouble::Unsafe) => return Err(ReadError::UnsafeXml),
            Some(Trouble::Broken) => self.warn(format!("{what}不完整，已读到损坏处为止")),
            Some(Trouble::TooMuch(limit)) => {
                self.warn(format!("{what}超出上限（{limit}），已读到该处为止"));
            }
        }
        Ok(())
    }

    fn styles(&mut self) -> Result<Rc<Styles>, ReadError> {
        thread_local!(static KNOWN: RefCell<Known<Styles>> = RefCell::default());
        self.known(&KNOWN, ("styles", ""), Self::read_styles)
    }

    fn read_styles(&mut self) -> Result<Styles, ReadError> {
        let Some(text) = self.part("styles", "样式表")? else {
            self.warn("文件没有样式表，标题层级只能从文字判断");
            return Ok(Styles::default());
        };
        let (styles, trouble) = Styles::read(&text);
        self.forgive(trouble, "样式表")?;
        Ok(styles)
    }

    /// The faces that the theme stands for.
    fn theme(&mut self) -> Result<Rc<Theme>, ReadError> {
        thread_local!(static KNOWN: RefCell<Known<Theme>> = RefCell::default());
        if !self.package.contains(&self.name("theme")) {
            return Ok(Rc::default());
        }
        let script = match self.part("settings", "设置")? {
            Some(settings) => setting::script(&settings),
            None => setting::script(""),
        };
        self.known(&KNOWN, ("theme", script), |reading| {
            let Some(text) = reading.part("theme", "主题")? else {
                return Ok(Theme::default());
            };
            match setting::theme(&text, script) {
                Ok(theme) => Ok(theme),
                Err(trouble) => {
                    reading.forgive(Some(trouble), "主题")?;
                    Ok(Theme::default())
                }
            }
        })
    }

    /// Whether some footer shows the number of the page; a footer that cannot be read shows none.
    fn numbered(&mut self) -> bool {
        let footers = self.relations.all("footer").take(setting::MAX_FOOTERS);
        let names: Vec<String> = footers.map(str::to_owned).collect();
        names.iter().any(|name| {
            let part = self.package.read(name).ok().flatten();
            part.is_some_and(|part| setting::shows_page_number(&decode(part.bytes).0))
        })
    }

    fn numbering(&mut self, styles: &Styles) -> Result<Numbering, ReadError> {
        let Some(text) = self.part("numbering", "自动编号表")? else {
            self.warn("文件没有自动编号表，自动编号无法显示");
            return Ok(Numbering::default());
        };
        let (numbering, trouble) = Numbering::read(&text, styles);
        self.forgive(trouble, "自动编号表")?;
        Ok(numbering)
    }

    /// Appends the notes that are referred to, in order of reference.
    fn notes(
        &mut self,
        references: &[Reference],
        setting: Setting<'_>,
        pieces: &mut Vec<Piece>,
        tally: &mut Tally,
    ) -> Result<(), ReadError> {
        let mut found = [HashMap::new(), HashMap::new()];
        for (end, kind, what) in [(false, "footnotes", "脚注"), (true, "endnotes", "尾注")] {
            if !references.iter().any(|reference| reference.endnote == end) {
                continue;
            }
            let Some(text) = self.part(kind, what)? else {
                self.warn(format!("正文引用了{what}，但文件里没有{what}内容"));
                continue;
            };
            match walk_whole(&text, kind, setting) {
                Ok(walked) => {
                    if walked.broken {
                        self.forgive(Some(Trouble::Broken), what)?;
                    }
                    tally.merge(walked.tally);
                    found[usize::from(end)] = walked.notes;
                }
                Err(Stop::Root(_)) => self.forgive(Some(Trouble::Broken), what)?,
                Err(Stop::Trouble(trouble)) => self.forgive(Some(trouble), what)?,
            }
        }
        for reference in references {
            let note = found[usize::from(reference.endnote)].remove(&reference.id);
            pieces.extend(note.into_iter().flatten().map(|mut piece| {
                piece.place.host = reference.host;
                piece.reference = Some(NoteReference {
                    block: reference.piece,
                    endnote: reference.endnote,
                });
                piece
            }));
        }
        Ok(())
    }

    fn warn_of(&mut self, walked: &Walked) {
        if walked.broken {
            self.warn("正文不完整，只读到损坏处为止，后面的内容没有检查");
        }
        if !walked.unterminated.is_empty() {
            self.warn("正文中有没有结束的域，已按普通文字读取");
        }
        if walked.chunks > 0 {
            self.warn(format!(
                "有 {} 处整体插入的外部文档未读取，请在 Word 中打开并重新保存后再检查",
                walked.chunks
            ));
        }
        if walked.written_over > 0 {
            self.warn(format!(
                "有 {} 段用的是模板填写说明的样式，但内容不是填写说明，已按正文读取，请把样式改为正文",
                walked.written_over
            ));
        }
        if walked.unknown_entities > 0 {
            self.warn(format!(
                "正文中有 {} 处未定义的实体引用，已略去",
                walked.unknown_entities
            ));
        }
    }
}
