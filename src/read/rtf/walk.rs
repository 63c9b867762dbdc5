//! The walk through the groups: control words and bytes in, pieces of text out.

mod groups;
mod paragraphs;

use encoding_rs::WINDOWS_1252;

use super::header::{Font, Header, MAX_DEPTH, style_id, too_deep};
use super::token::{Token, Tokens};
use super::words::{Pages, Words};
use crate::read::ReadError;
use crate::read::heads::Heads;
use crate::read::numbering::Counters;
use crate::read::pieces::{Label, Piece};
use crate::read::props::{ParaProps, RunProps};
use crate::read::story::{Kind, MAX_PIECES, MAX_TEXT, Paragraph, Scene, TOO_MANY_PIECES, Table};
use crate::read::styles::Style;
use crate::read::symbols;
use crate::read::tally::{Left, Tally};

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub pieces: Vec<Piece>,
    pub tally: Tally,
    /// What headers and footers say.
    pub heads: Heads,
    /// The outermost group does not end.
    pub cut_off: bool,
    pub short_binary: bool,
    /// There is more after the outermost group.
    pub trailing: bool,
    /// Bytes that mean nothing in their code page.
    pub lost: usize,
    /// The code page of some text was guessed.
    pub guessed: bool,
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dest {
    /// The story being read.
    Story,
    /// Nowhere, whatever the groups within say.
    Skip,
    /// Nowhere, but a group within may hold a text box.
    Shape,
    /// The code of a field.
    Instruction,
    /// The label that the writing program showed.
    Label,
}

/// What holds within a group.
#[derive(Debug, Clone, Copy)]
struct State<'h> {
    dest: Dest,
    /// How many characters after a `\u` stand for it where it is not understood.
    fallback: u16,
    font: i32,
    /// The font of Han characters, where it is named apart.
    east: Option<i32>,
    /// Font words speak of Han characters.
    naming_east: bool,
    run: RunProps,
    deleted: bool,
    /// Within the result of a table of contents.
    contents: bool,
    para: ParaProps,
    style: Option<&'h Style>,
    in_table: bool,
    /// Table depth as the paragraph states it; zero where it does not.
    depth: usize,
}

/// What has to be done when a group closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    Nothing,
    Field,
    /// A text box or a note.
    Scene,
    /// A header or footer.
    Heads,
}

struct Group<'h> {
    /// What holds again when the group closes.
    outside: State<'h>,
    close: Close,
}

/// What becomes of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Shown,
    Deleted,
    Hidden,
    Contents,
}

/// A label that stands in the file.
#[derive(Debug, Default)]
struct SeenLabel {
    text: String,
    /// Some of it is set in a font of symbols.
    symbols: bool,
}

struct Walker<'h> {
    header: &'h Header,
    tokens: Tokens<'h>,
    state: State<'h>,
    groups: Vec<Group<'h>>,
    /// Only `\*` has been read in the innermost group.
    fresh: bool,
    starred: bool,
    words: Words,
    scene: Scene<'h>,
    /// The scenes around it, with the labels of their open paragraphs.
    outer: Vec<(Scene<'h>, Option<SeenLabel>)>,
    /// The codes of the open fields.
    fields: Vec<String>,
    label: Option<SeenLabel>,
    counters: Counters<'h>,
    tables: u32,
    /// What became of the text before.
    last: Standing,
    /// Whether the last Han characters were set in a heading face.
    face: Option<bool>,
    size: usize,
    count: usize,
    walked: Walked,
}

/// Reads the text of a file whose header has been read.
pub(super) fn walk(bytes: &[u8], header: &Header) -> Result<Walked, ReadError> {
    let mut walker = Walker {
        header,
        tokens: Tokens::new(bytes),
        state: State {
            dest: Dest::Story,
            fallback: 1,
            font: header.default_font,
            east: None,
            naming_east: false,
            run: RunProps::default(),
            deleted: false,
            contents: false,
            para: ParaProps::default(),
            style: None,
            in_table: false,
            depth: 0,
        },
        groups: Vec::new(),
        fresh: false,
        starred: false,
        words: Words::default(),
        scene: Scene::new(Kind::Body),
        outer: Vec::new(),
        fields: Vec::new(),
        label: None,
        counters: Counters::new(&header.numbering),
        tables: 0,
        last: Standing::Shown,
        face: None,
        size: 0,
        count: 0,
        walked: Walked::default(),
    };
    walker.run()?;
    let mut walked = walker.walked;
    walked.pieces = walker.scene.out;
    walked.lost = walker.words.lost;
    walked.guessed = walker.words.guessed;
    walked.short_binary = walker.tokens.short_binary;
    Ok(walked)
}

impl Walker<'_> {
    fn run(&mut self) -> Result<(), ReadError> {
        loop {
            match self.tokens.next() {
                Token::Raw(byte) => self.byte(byte, true),
                Token::Hex(byte) => self.byte(byte, false),
                Token::Open => {
                    self.settle()?;
                    if self.groups.len() >= MAX_DEPTH {
                        return Err(too_deep());
                    }
                    let outside = self.state;
                    self.groups.push(Group {
                        outside,
                        close: Close::Nothing,
                    });
                    self.fresh = true;
                    self.starred = false;
                }
                Token::Close => {
                    self.settle()?;
                    self.close()?;
                    if self.groups.is_empty() {
                        let more = |byte: &u8| !byte.is_ascii_whitespace() && *byte != 0;
                        let rest = self.tokens.rest();
                        // A stray brace or two at the end loses nothing.
                        self.walked.trailing = rest.iter().filter(|byte| more(byte)).count() > 8;
                        break;
                    }
                }
                Token::Symbol(symbol) => self.symbol(symbol)?,
                Token::Word(word, number) => self.word(word, number)?,
                Token::End => {
                    self.settle()?;
                    self.walked.cut_off = true;
                    while !self.groups.is_empty() {
                        self.close()?;
                    }
                    break;
                }
            }
        }
        Ok(())
    }

    fn font(&self, number: i32) -> Option<&Font> {
        self.header.fonts.get(&number)
    }

    /// The code pages that hold here.
    fn pages(&self) -> Pages {
        let document = self.header.document;
        let named = self.font(self.state.font).and_then(|font| font.encoding);
        Pages {
            font: named.or(document).unwrap_or(WINDOWS_1252),
            document,
        }
    }

    fn byte(&mut self, byte: u8, raw: bool) {
        self.fresh = false;
        if self.state.dest == Dest::Skip {
            return;
        }
        // The characters of a symbol font are known by their place.
        let symbols = self.font(self.state.font).filter(|font| font.symbols);
        if let Some(font) = symbols
            && byte >= b' '
        {
            let symbol = symbols::character(&font.name, 0xF000 + u32::from(byte));
            if !self.words.skips() {
                self.words.text.extend(symbol);
            }
            return;
        }
        let pages = self.pages();
        self.words.byte(byte, raw, &mut self.tokens, pages);
    }

    /// Brings what has been gathered to where it belongs; what follows is no fallback.
    fn settle(&mut self) -> Result<(), ReadError> {
        self.flush()?;
        self.words.broken_pair();
        self.words.stop_skipping();
        Ok(())
    }

    fn flush(&mut self) -> Result<(), ReadError> {
        let pages = self.pages();
        self.words.flush(pages);
        if self.words.text.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.words.text);
        self.text(&text)
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), ReadError> {
        if symbol == b'*' {
            self.starred = self.fresh;
            return Ok(());
        }
        self.fresh = false;
        // The second byte of a character may be one that is escaped otherwise.
        if self.words.wants_trail() && matches!(symbol, b'\\' | b'{' | b'}') {
            self.byte(symbol, false);
            return Ok(());
        }
        let character = match symbol {
            b'~' => '\u{a0}',
            b'_' => '-',
            b'\\' | b'{' | b'}' => char::from(symbol),
            // An optional hyphen, and marks of indexes.
            _ => return Ok(()),
        };
        self.character(character)
    }

    /// A character that is written as a word or symbol.
    fn character(&mut self, character: char) -> Result<(), ReadError> {
        if self.words.skips() {
            return Ok(());
        }
        self.flush()?;
        self.text(character.encode_utf8(&mut [0; 4]))
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) -> Result<(), ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        let value = number.unwrap_or(0);
        if word == b"u" {
            self.unicode(value);
            return Ok(());
        }
        if let Some(character) = spelled(word) {
            return self.character(character);
        }
        self.settle()?;
        if self.state.dest == Dest::Skip {
            return Ok(());
        }
        if (fresh && self.destination(word)) || self.look(word, number) {
            return Ok(());
        }
        let on = value != 0 || number.is_none();
        match word {
            b"par" | b"sect" => return self.paragraph_mark(),
            b"line" | b"lbr" | b"softline" => self.soft_break(),
            b"cell" | b"nestcell" => return self.end_cell(word == b"nestcell"),
            b"row" | b"nestrow" => self.end_row(word == b"nestrow"),
            b"uc" => self.state.fallback = u16::try_from(value).unwrap_or(1),
            b"deleted" | b"mvf" => self.state.deleted = on,
            b"chatn" if self.standing() == Standing::Shown => self.leave_out(Left::Comments),
            b"pard" => self.reset_paragraph(),
            b"s" => self.set_style(value),
            b"outlinelevel" => {
                self.state.para.outline = u8::try_from(value).ok().filter(|level| *level <= 9);
            }
            b"ls" => self.state.para.num = Some(i64::from(value)),
            b"ilvl" => self.state.para.level = u8::try_from(value).ok().filter(|level| *level < 9),
            b"qc" => self.state.para.centred = Some(true),
            b"ql" | b"qr" | b"qj" | b"qd" => self.state.para.centred = Some(false),
            b"intbl" => self.state.in_table = on,
            b"itap" => self.state.depth = usize::try_from(value).unwrap_or(0),
            _ => {}
        }
        Ok(())
    }

    /// What words say about the look of characters.
    fn look(&mut self, word: &[u8], number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        let on = value != 0 || number.is_none();
        match word {
            b"plain" => {
                self.state.run = RunProps::default();
                self.state.font = self.header.default_font;
                self.state.east = None;
                self.state.naming_east = false;
                self.state.deleted = false;
            }
            b"b" => self.state.run.bold = Some(on),
            b"v" => self.state.run.hidden = Some(on),
            b"fs" => {
                self.state.run.half_points = u32::try_from(value).ok().filter(|size| *size > 0)
            }
            b"f" => {
                self.state.font = value;
                if self.state.naming_east {
                    self.state.east = Some(value);
                }
            }
            b"af" if self.state.naming_east => self.state.east = Some(value),
            b"dbch" => self.state.naming_east = true,
            b"loch" | b"hich" | b"rtlch" | b"ltrch" => self.state.naming_east = false,
            _ => return false,
        }
        true
    }

    fn unicode(&mut self, number: i32) {
        if self.state.dest == Dest::Skip {
            return;
        }
        let pages = self.pages();
        let font = self.font(self.state.font);
        let code = u32::try_from(number & 0xFFFF).unwrap_or(0);
        // A character of a symbol font in the private area.
        if let Some(font) = font.filter(|_| (0xF000..=0xF0FF).contains(&code)) {
            let symbol = symbols::character(&font.name, code);
            let number = symbol.map_or(number, |symbol| symbol as i32);
            self.words.unicode(number, self.state.fallback, pages);
            return;
        }
        self.words.unicode(number, self.state.fallback, pages);
    }
}

/// The character that a control word spells.
fn spelled(word: &[u8]) -> Option<char> {
    Some(match word {
        b"emdash" => '—',
        b"endash" => '–',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"bullet" => '•',
        b"tab" => '\t',
        b"emspace" => '\u{2003}',
        b"enspace" => '\u{2002}',
        b"qmspace" => '\u{2005}',
        _ => return None,
    })
}
