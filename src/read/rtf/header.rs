//! What stands before the text: fonts, styles, lists, and when the file was last changed.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};
use jiff::civil::DateTime;

use super::charset;
use super::token::{Token, Tokens};
use super::words::{Pages, Words};
use crate::read::ReadError;
use crate::read::moment;
use crate::read::number_format;
use crate::read::numbering::{LEVELS, Level, List, MAX_PATTERN, Numbering, Use, put};
use crate::read::props::is_heading_face;
use crate::read::styles::{Style, Styles};

/// The deepest nesting of groups.
pub(super) const MAX_DEPTH: usize = 1024;
const MAX_NAME: usize = 64;
const SYMBOL_CHARSET: i32 = 2;

/// Where a group of the header belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The file itself, whose words name the code page and the first font.
    File,
    Fonts,
    Styles,
    Lists,
    LevelText,
    Uses,
    Info,
    /// The time of the last change.
    Moment,
    /// Anything else.
    Silent,
}

/// A font of the font table.
#[derive(Debug, Clone, Default)]
pub(super) struct Font {
    pub name: String,
    /// `None` where the font leaves it to the document.
    pub encoding: Option<&'static Encoding>,
    /// Its characters are pictures, known by their place.
    pub symbols: bool,
    pub heading_face: bool,
}

/// The header as far as it has been read.
#[derive(Default)]
pub(super) struct Header {
    pub fonts: HashMap<i32, Font>,
    pub styles: Styles,
    pub numbering: Numbering,
    /// The code page of the document, where it names one.
    pub document: Option<&'static Encoding>,
    /// The font of text that names none.
    pub default_font: i32,
    font: Option<(i32, Font)>,
    style: Option<(Style, String)>,
    list: Option<(Option<i64>, List)>,
    level: Option<Level>,
    using: Option<(Option<i64>, Use)>,
    /// The level that an override speaks of, from 0.
    overriding: Option<u8>,
    /// Last change: year, month, day, and hour, minute, second.
    revised: ([i32; 3], [i32; 3]),
}

/// The id under which a paragraph style is kept.
pub(super) fn style_id(number: i32) -> String {
    number.to_string()
}

impl Header {
    /// Reads the tables, wherever in the file they stand.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let mut header = Self::default();
        let mut tokens = Tokens::new(bytes);
        let mut words = Words::default();
        let mut groups: Vec<Part> = Vec::new();
        let mut part = Part::File;
        let (mut fresh, mut fallback) = (false, 1);
        loop {
            let token = tokens.next();
            let pages = header.pages();
            if let Token::Raw(byte) | Token::Hex(byte) = token {
                fresh = false;
                if !matches!(part, Part::File | Part::Silent) {
                    words.byte(byte, matches!(token, Token::Raw(_)), &mut tokens, pages);
                }
                continue;
            }
            if let Token::Word(b"u", Some(number)) = token {
                words.unicode(number, fallback, pages);
                continue;
            }
            words.flush(pages);
            words.stop_skipping();
            let text = std::mem::take(&mut words.text);
            header.text(part, &text);
            match token {
                Token::Open => {
                    if groups.len() >= MAX_DEPTH {
                        return Err(too_deep());
                    }
                    // The groups of the style sheet are its styles; groups within them say little.
                    if part == Part::Styles && groups.last() != Some(&Part::Styles) {
                        header.begin_style();
                    }
                    groups.push(part);
                    fresh = true;
                }
                Token::Close => {
                    let Some(outer) = groups.pop() else { break };
                    header.close(part, outer);
                    part = outer;
                }
                Token::Word(b"uc", Some(number)) => fallback = u16::try_from(number).unwrap_or(1),
                Token::Word(word, number) => {
                    if fresh && let Some(inner) = inner(part, word) {
                        part = inner;
                    }
                    header.word(part, word, number);
                    fresh = false;
                }
                Token::Symbol(b'*') => {}
                Token::Symbol(_) => fresh = false,
                Token::Raw(_) | Token::Hex(_) => {}
                Token::End => break,
            }
        }
        header.end_font();
        header.end_list();
        header.end_use();
        Ok(header)
    }

    fn pages(&self) -> Pages {
        let named = self.font.as_ref().and_then(|(_, font)| font.encoding);
        Pages {
            font: named.or(self.document).unwrap_or(WINDOWS_1252),
            document: self.document,
        }
    }

    fn word(&mut self, part: Part, word: &[u8], number: Option<i32>) {
        let value = number.unwrap_or(0);
        match part {
            Part::File => match word {
                b"ansicpg" => self.document = charset::of_code_page(value).or(self.document),
                b"deff" => self.default_font = value,
                b"mac" => self.document = self.document.or(charset::of_code_page(10000)),
                _ => {}
            },
            Part::Fonts => self.font_word(word, value),
            Part::Styles => self.style_word(word, number),
            Part::Lists => self.list_word(word, value),
            Part::Uses => self.use_word(word, value),
            Part::Moment => self.moment(word, value),
            Part::LevelText | Part::Info | Part::Silent => {}
        }
    }

    fn text(&mut self, part: Part, text: &str) {
        if text.is_empty() {
            return;
        }
        match part {
            Part::Fonts => {
                if let Some((_, font)) = &mut self.font {
                    let name = text.split(';').next().unwrap_or_default();
                    let room = MAX_NAME.saturating_sub(font.name.chars().count());
                    font.name.extend(name.chars().take(room));
                }
                if text.contains(';') {
                    self.end_font();
                }
            }
            Part::Styles => {
                if let Some((_, name)) = &mut self.style {
                    let room = MAX_NAME.saturating_sub(name.chars().count());
                    name.extend(text.chars().take(room));
                }
            }
            Part::LevelText => {
                if let Some(level) = &mut self.level {
                    let room = MAX_PATTERN.saturating_sub(level.pattern.chars().count());
                    level.pattern.extend(text.chars().take(room));
                }
            }
            _ => {}
        }
    }

    /// A group closes that stands within `outer`.
    fn close(&mut self, part: Part, outer: Part) {
        let whole = part != outer;
        match part {
            Part::Fonts => self.end_font(),
            Part::Styles => {
                self.end_style();
                if whole {
                    self.styles.inherit();
                }
            }
            Part::Lists if whole => self.end_list(),
            Part::Uses if whole => self.end_use(),
            Part::LevelText if whole => self.end_level_text(),
            _ => {}
        }
    }

    /// Last change, in the time of the place where it was made.
    pub fn modified(&self) -> Option<DateTime> {
        moment::of_parts(self.revised.0, self.revised.1)
    }

    fn moment(&mut self, word: &[u8], value: i32) {
        let ([year, month, day], [hour, minute, second]) = &mut self.revised;
        match word {
            b"yr" => *year = value,
            b"mo" => *month = value,
            b"dy" => *day = value,
            b"hr" => *hour = value,
            b"min" => *minute = value,
            b"sec" => *second = value,
            _ => {}
        }
    }

    fn begin_style(&mut self) {
        self.end_style();
        let style = Style {
            id: style_id(0),
            ..Style::default()
        };
        self.style = Some((style, String::new()));
    }

    fn font_word(&mut self, word: &[u8], value: i32) {
        if word == b"f" {
            self.end_font();
            self.font = Some((value, Font::default()));
            return;
        }
        let Some((_, font)) = &mut self.font else {
            return;
        };
        match word {
            b"fcharset" => {
                font.encoding = charset::of_font(value);
                font.symbols = value == SYMBOL_CHARSET;
            }
            b"cpg" => font.encoding = charset::of_code_page(value).or(font.encoding),
            _ => {}
        }
    }

    fn end_font(&mut self) {
        if let Some((number, mut font)) = self.font.take() {
            font.heading_face = is_heading_face(&font.name);
            self.fonts.insert(number, font);
        }
    }

    fn style_word(&mut self, word: &[u8], number: Option<i32>) {
        let Some((style, _)) = &mut self.style else {
            return;
        };
        let value = number.unwrap_or(0);
        match word {
            b"s" => style.id = style_id(value),
            b"sbasedon" if value != 222 => style.based_on = Some(style_id(value)),
            b"outlinelevel" => style.para.outline = u8::try_from(value).ok().filter(|at| *at <= 9),
            b"qc" => style.para.centred = Some(true),
            // Styles of characters, sections and tables.
            b"cs" | b"ds" | b"ts" => self.style = None,
            _ => {}
        }
    }

    fn end_style(&mut self) {
        if let Some((style, name)) = self.style.take() {
            let name = name.trim_end_matches(';').trim().to_string();
            let default = style.id == style_id(0);
            if default || !name.is_empty() {
                self.styles.add(style, &name, true, default);
            }
        }
    }

    fn list_word(&mut self, word: &[u8], value: i32) {
        match word {
            b"list" => {
                self.end_list();
                self.list = Some((None, List::default()));
            }
            b"listid" => {
                if let Some((id, _)) = &mut self.list {
                    *id = Some(i64::from(value));
                }
            }
            b"listlevel" => {
                self.end_level();
                self.level = Some(Level {
                    format: "decimal".into(),
                    spaced: true,
                    ..Level::default()
                });
            }
            _ => self.level_word(word, value),
        }
    }

    fn level_word(&mut self, word: &[u8], value: i32) {
        let Some(level) = &mut self.level else {
            return;
        };
        match word {
            b"levelnfc" | b"levelnfcn" => level.format = number_format::of_code(value).into(),
            b"levelstartat" => level.start = Some(i64::from(value)),
            b"levelfollow" => level.spaced = value != 2,
            b"levellegal" => level.decimal_only = value != 0,
            b"levelnorestart" if value != 0 => level.restart = Some(0),
            _ => {}
        }
    }

    /// The text of a level is its length, then characters among which small numbers stand for levels.
    fn end_level_text(&mut self) {
        let Some(level) = &mut self.level else {
            return;
        };
        let text = std::mem::take(&mut level.pattern);
        for character in text.trim_end_matches(';').chars().skip(1) {
            match u32::from(character) {
                at @ 0..=8 => level.pattern.push_str(&format!("%{}", at + 1)),
                _ => level.pattern.push(character),
            }
        }
    }

    fn keep_level(&mut self, level: Level) {
        if let Some((_, of)) = &mut self.using
            && let Some(at) = self.overriding
        {
            put(&mut of.levels, at, level);
        } else if let Some((_, list)) = &mut self.list
            && list.levels.len() < LEVELS
        {
            list.levels.push((list.levels.len() as u8, level));
        }
    }

    fn end_level(&mut self) {
        if let Some(level) = self.level.take() {
            self.keep_level(level);
        }
    }

    fn end_list(&mut self) {
        self.end_level();
        if let Some((Some(id), list)) = self.list.take() {
            self.numbering.lists.insert(id, list);
        }
    }

    fn use_word(&mut self, word: &[u8], value: i32) {
        match word {
            b"listoverride" => {
                self.end_use();
                self.using = Some((None, Use::default()));
            }
            b"lfolevel" => {
                self.end_level();
                let next = self.overriding.map_or(0, |at| at.saturating_add(1));
                self.overriding = Some(next).filter(|at| usize::from(*at) < LEVELS);
            }
            b"listlevel" => self.list_word(word, value),
            _ => {}
        }
        let Some((number, of)) = &mut self.using else {
            return;
        };
        match word {
            b"listid" => of.list = i64::from(value),
            b"ls" => *number = Some(i64::from(value)),
            b"levelstartat" if self.level.is_none() => {
                if let Some(at) = self.overriding {
                    put(&mut of.starts, at, i64::from(value));
                }
            }
            _ => self.level_word(word, value),
        }
    }

    fn end_use(&mut self) {
        self.end_level();
        self.overriding = None;
        if let Some((Some(number), of)) = self.using.take() {
            self.numbering.uses.insert(number, of);
        }
    }
}

/// What a group is that begins with `word`; `None` for what the group around it is.
fn inner(part: Part, word: &[u8]) -> Option<Part> {
    Some(match (part, word) {
        (Part::File, b"rtf") => return None,
        (Part::File, b"fonttbl") => Part::Fonts,
        (Part::File, b"stylesheet") => Part::Styles,
        (Part::File, b"listtable") => Part::Lists,
        (Part::File, b"listoverridetable") => Part::Uses,
        (Part::File, b"info") => Part::Info,
        (Part::Info, b"revtim") => Part::Moment,
        (Part::Lists | Part::Uses, b"leveltext") => Part::LevelText,
        (Part::Lists | Part::Uses, b"levelnumbers" | b"listname" | b"listpicture") => Part::Silent,
        (Part::Styles, b"keycode") => Part::Silent,
        (Part::Fonts, b"falt" | b"panose" | b"fname" | b"fontemb" | b"fontfile") => Part::Silent,
        (Part::File, _) => Part::Silent,
        _ => return None,
    })
}

/// What is said of groups nested beyond the limit.
pub(super) fn too_deep() -> ReadError {
    ReadError::too_large("嵌套超过 1024 层")
}
