//! Text of files on its way into a page.

use std::fmt::{self, Write};

use askama::filters::Escaper;

use super::wrap::harmless;

/// Escapes what would be markup and drops what would steer the page: every template prints through it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text;

impl Escaper for Text {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for c in text.chars().filter_map(harmless) {
            match c {
                '<' | '>' | '&' | '"' | '\'' => write!(out, "&#{};", u32::from(c))?,
                _ => out.write_char(c)?,
            }
        }
        Ok(())
    }
}
