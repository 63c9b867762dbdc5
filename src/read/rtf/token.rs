//! RTF as a flat row of groups, control words and bytes.

/// One step through the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number.
    Word(&'t [u8], Option<i32>),
    /// A control symbol: a backslash and one character.
    Symbol(u8),
    /// A byte of text written as `\'hh`.
    Hex(u8),
    /// A byte of text as it stands.
    Raw(u8),
    /// The file ends.
    End,
}

/// Longer words mean nothing to anybody, but end at the first byte that is no letter all the same.
const MAX_DIGITS: usize = 10;

/// Cuts the bytes of a file into tokens.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'t> {
    bytes: &'t [u8],
    at: usize,
    /// A stretch of binary data was longer than what is left of the file.
    pub short_binary: bool,
}

impl<'t> Tokens<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            short_binary: false,
        }
    }

    /// The next token; `End` over and over at the end.
    pub fn next(&mut self) -> Token<'t> {
        loop {
            let Some(byte) = self.take() else {
                return Token::End;
            };
            match byte {
                b'{' => return Token::Open,
                b'}' => return Token::Close,
                b'\\' => {
                    if let Some(token) = self.control() {
                        return token;
                    }
                }
                // Line ends only break the lines of the file.
                b'\r' | b'\n' | 0 => {}
                byte => return Token::Raw(byte),
            }
        }
    }

    /// Takes the second byte of a character whose first one stood raw: it may look like markup.
    pub fn take_trail(&mut self) -> Option<u8> {
        let trail = self.bytes.get(self.at).filter(|byte| **byte >= 0x40)?;
        self.at += 1;
        Some(*trail)
    }

    /// What is left after the outermost group.
    pub fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at)?;
        self.at += 1;
        Some(*byte)
    }

    /// What a backslash begins; `None` for something that yields nothing.
    fn control(&mut self) -> Option<Token<'t>> {
        let first = self.take()?;
        if !first.is_ascii_alphabetic() {
            return match first {
                b'\'' => self.hex().map(Token::Hex),
                // A backslash before a line end is an old way to write \par.
                b'\r' | b'\n' => Some(Token::Word(b"par", None)),
                b'\t' => Some(Token::Word(b"tab", None)),
                other => Some(Token::Symbol(other)),
            };
        }
        let start = self.at - 1;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == b"bin" {
            self.skip_binary(number.unwrap_or(0));
            return None;
        }
        Some(Token::Word(word, number))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn number(&mut self) -> Option<i32> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let digits = self.at;
        let mut value = 0_i64;
        while let Some(byte) = self.peek().filter(u8::is_ascii_digit) {
            if self.at - digits < MAX_DIGITS {
                value = value * 10 + i64::from(byte - b'0');
            }
            self.at += 1;
        }
        if self.at == digits {
            self.at = start;
            return None;
        }
        let value = if negative { -value } else { value };
        Some(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }

    fn hex(&mut self) -> Option<u8> {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let high = digit(self.peek()?)?;
        let low = digit(*self.bytes.get(self.at + 1)?)?;
        self.at += 2;
        u8::try_from(high * 16 + low).ok()
    }

    fn skip_binary(&mut self, length: i32) {
        let length = usize::try_from(length).unwrap_or(0);
        let left = self.bytes.len() - self.at;
        self.short_binary |= length > left;
        self.at += length.min(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<Token<'_>> {
        let mut tokens = Tokens::new(text);
        let mut found = Vec::new();
        loop {
            match tokens.next() {
                Token::End => return found,
                token => found.push(token),
            }
        }
    }

    #[test]
    fn words_numbers_and_bytes() {
        use Token::*;
        assert_eq!(
            all(b"{\\rtf1\\u-123 ?\\'d2\\'bb\r\n\\~\\b0 a\\\n}"),
            [
                Open,
                Word(b"rtf", Some(1)),
                Word(b"u", Some(-123)),
                Raw(b'?'),
                Hex(0xD2),
                Hex(0xBB),
                Symbol(b'~'),
                Word(b"b", Some(0)),
                Raw(b'a'),
                Word(b"par", None),
                Close
            ]
        );
        assert_eq!(
            all(b"\\fs-99999999999999999999x"),
            [Word(b"fs", Some(i32::MIN)), Raw(b'x')]
        );
        assert_eq!(all(b"\\'zz\\"), [Raw(b'z'), Raw(b'z')]);
    }

    #[test]
    fn binary_data_is_passed_over() {
        let mut tokens = Tokens::new(b"\\bin3 }{}a");
        assert_eq!(tokens.next(), Token::Raw(b'a'));
        assert!(!tokens.short_binary);
        let mut tokens = Tokens::new(b"\\bin2000000000 abc");
        assert_eq!(tokens.next(), Token::End);
        assert!(tokens.short_binary);
    }
}
