//! Bytes and `\u` numbers gathered into text.

use encoding_rs::Encoding;

use super::charset::{self, is_double_byte};
use super::token::{Token, Tokens};

/// Text in the making: bytes are kept until their characters are whole.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What is ready.
    pub text: String,
    /// Bytes that meant nothing in their code page.
    pub lost: usize,
    /// The code page of some text was guessed.
    pub guessed: bool,
    bytes: Vec<u8>,
    /// The last byte is the first of a pair.
    lead: bool,
    surrogate: Option<u16>,
    /// Fallback characters still to be passed over.
    skipping: u16,
    /// The character before them.
    last: Option<char>,
}

/// The code pages that hold at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages {
    pub font: &'static Encoding,
    pub document: Option<&'static Encoding>,
}

impl Words {
    /// Takes in a byte of text.
    pub fn byte(&mut self, byte: u8, raw: bool, tokens: &mut Tokens<'_>, pages: Pages) {
        let double = is_double_byte(pages.font) || pages.document.is_some_and(is_double_byte);
        if self.skipping > 0 {
            self.skipping -= 1;
            if self.skipping == 0 && !raw && byte >= 0x81 && double {
                self.skip_pair(byte, tokens, pages);
            }
            return;
        }
        self.bytes.push(byte);
        self.lead = double && !self.lead && byte >= 0x81;
        if self.lead
            && raw
            && let Some(trail) = tokens.take_trail()
        {
            self.bytes.push(trail);
            self.lead = false;
        }
    }

    /// Takes in the character of a `\u`, for which `fallback` characters stand after it.
    pub fn unicode(&mut self, number: i32, fallback: u16, pages: Pages) {
        self.flush(pages);
        self.skipping = fallback;
        let number = if number < 0 {
            number + 0x1_0000
        } else {
            number
        };
        let Ok(code) = u32::try_from(number) else {
            return;
        };
        let half = u16::try_from(code).ok();
        if let Some(half) = half.filter(|half| (0xD800..0xDC00).contains(half)) {
            self.broken_pair();
            self.surrogate = Some(half);
            return;
        }
        let character = match (self.surrogate.take(), half) {
            (Some(high), Some(low)) if (0xDC00..0xE000).contains(&low) => {
                char::decode_utf16([high, low]).next().and_then(Result::ok)
            }
            (Some(_), _) => {
                self.lose();
                char::from_u32(code)
            }
            (None, _) => char::from_u32(code),
        };
        match character {
            Some(character) => self.text.push(character),
            None => self.lose(),
        }
        self.last = character;
    }

    /// Passes over a control symbol or word that stands for a character, where it is a fallback.
    pub fn skips(&mut self) -> bool {
        let skips = self.skipping > 0;
        self.skipping = self.skipping.saturating_sub(1);
        skips
    }

    /// Nothing that follows is a fallback: a group begins or ends, or a word says something else.
    pub fn stop_skipping(&mut self) {
        self.skipping = 0;
    }

    /// Decodes what has been gathered.
    pub fn flush(&mut self, pages: Pages) {
        if self.bytes.is_empty() {
            return;
        }
        self.broken_pair();
        let read = charset::decode(&self.bytes, pages.font, pages.document);
        self.bytes.clear();
        self.lead = false;
        self.text.push_str(&read.text);
        self.lost += read.lost;
        self.guessed |= read.guessed;
    }

    /// Half a character that nothing completes.
    pub fn broken_pair(&mut self) {
        if self.surrogate.take().is_some() {
            self.lose();
        }
    }

    fn lose(&mut self) {
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.lost += 1;
    }

    /// Some programs count a character of two bytes as one: its second byte is skipped too,
    /// where the pair is the very character that stands before it.
    fn skip_pair(&mut self, first: u8, tokens: &mut Tokens<'_>, pages: Pages) {
        let mut ahead = tokens.clone();
        let Token::Hex(second) = ahead.next() else {
            return;
        };
        let encodings = [Some(pages.font), pages.document];
        let pair = [first, second];
        let same = encodings.into_iter().flatten().any(|encoding| {
            let (text, lossy) = encoding.decode_without_bom_handling(&pair);
            let mut characters = text.chars();
            !lossy && characters.next() == self.last && characters.next().is_none()
        });
        if same {
            *tokens = ahead;
        }
    }
}
