//! What the walk does with the units of a run.

use super::*;
use crate::read::field_codes::{Shown, shown};
use crate::read::story::Standing;
use crate::read::symbols;

// What the characters below the space stand for.
const PICTURE: u16 = 0x01;
const COMMENT: u16 = 0x05;
const DRAWN: u16 = 0x08;
const TAB: u16 = 0x09;
const LINE_BREAK: u16 = 0x0B;
const HARD_HYPHEN: u16 = 0x1E;
const SPACE: u16 = 0x20;
/// A parenthesis stands where a symbol is.
const SYMBOL: u16 = 0x28;

impl<'s> Walker<'s> {
    /// Reads the units of a run; says where reading goes on.
    pub(super) fn run(
        &mut self,
        paragraph: &mut Paragraph<'s>,
        run: &Run,
        from: usize,
        to: usize,
    ) -> Result<usize, ReadError> {
        if run.deleted && !self.deleting && !self.scene.fields.in_code() {
            self.tally.add(Left::Deletions);
        }
        self.deleting = run.deleted;
        self.hiding &= run.props.hidden == Some(true);
        let mut words: Vec<u16> = Vec::new();
        let mut at = from;
        while at < to {
            let unit = self.unit(at);
            let begins = at;
            at += 1;
            if let Some(note) = self.note(begins)
                && self.standing(paragraph, run) == Standing::Shown
            {
                self.references.push(note);
            }
            let symbol = match (unit, run.symbol, run.font) {
                (SYMBOL, Some(symbol), _) => Some(symbol),
                (0xF020..=0xF0FF, _, Some(font)) => Some((font, unit)),
                _ => None,
            };
            if let Some((font, code)) = symbol {
                let font = self.source.fonts.name(font).unwrap_or_default();
                if let Some(symbol) = symbols::character(font, code.into()) {
                    words.extend_from_slice(symbol.encode_utf16(&mut [0; 2]));
                }
                continue;
            }
            if unit == TAB || unit >= SPACE {
                words.push(unit);
                continue;
            }
            self.words(paragraph, run, &mut words);
            let shown = self.standing(paragraph, run) == Standing::Shown;
            match unit {
                FIELD_BEGIN => match self.endless.get(&begins) {
                    Some(resume) => at = *resume,
                    None => self.scene.fields.begin(begins),
                },
                FIELD_SEPARATE => self.scene.fields.separate(length(paragraph)),
                FIELD_END => {
                    if let Some(ended) = self.scene.fields.end(length(paragraph)) {
                        self.show_by_code(paragraph, run, &ended.instruction, &mut words);
                    }
                }
                HARD_HYPHEN if shown => words.push(b'-'.into()),
                LINE_BREAK if shown => {
                    self.step()?;
                    paragraph.break_line();
                }
                COMMENT if shown => self.tally.add(Left::Comments),
                PICTURE if !run.deleted && !self.scene.fields.in_code() => {
                    let left = embedded(self.scene.fields.instruction());
                    self.tally.add(left);
                }
                DRAWN if self.scene.kind == Kind::Body => self.drawn(paragraph, run, begins)?,
                _ => {}
            }
        }
        self.words(paragraph, run, &mut words);
        Ok(at)
    }

    /// Tells what a field without a result shows by its code alone.
    fn show_by_code(
        &mut self,
        paragraph: &mut Paragraph<'s>,
        run: &Run,
        code: &str,
        words: &mut Vec<u16>,
    ) {
        if self.standing(paragraph, run) != Standing::Shown {
            return;
        }
        match shown(code) {
            Some(Shown::Text(text)) => words.extend(text.encode_utf16()),
            Some(Shown::Prompt(text)) => {
                let start = paragraph.text.len();
                words.extend(text.encode_utf16());
                self.words(paragraph, run, words);
                paragraph.prompt(start);
            }
            Some(Shown::Formula) => self.tally.add(Left::Formulas),
            None => {}
        }
    }

    /// The note that is referred to at a unit of the body.
    fn note(&mut self, at: usize) -> Option<(bool, usize)> {
        if self.scene.kind != Kind::Body {
            return None;
        }
        let notes = &self.source.notes;
        while notes.get(self.next_note).is_some_and(|note| note.0 < at) {
            self.next_note += 1;
        }
        let (_, end, number) = notes.get(self.next_note).filter(|note| note.0 == at)?;
        self.next_note += 1;
        Some((*end, *number))
    }

    /// What is anchored at a unit: text boxes come after the paragraph, pictures are counted.
    fn drawn(
        &mut self,
        paragraph: &mut Paragraph<'s>,
        run: &Run,
        at: usize,
    ) -> Result<(), ReadError> {
        let anchored = self.drawings.take(at);
        let fields = &self.scene.fields;
        if run.deleted || fields.in_code() || fields.in_contents() {
            return Ok(());
        }
        for _ in 0..anchored.pictures {
            self.tally.add(Left::Pictures);
        }
        for range in anchored.boxes {
            let mut pieces = self.story(Kind::TextBox, range)?;
            paragraph.after.append(&mut pieces);
        }
        Ok(())
    }

    /// What becomes of text at this place.
    fn standing(&self, paragraph: &Paragraph<'_>, run: &Run) -> Standing {
        let fields = &self.scene.fields;
        if run.deleted || fields.in_code() {
            Standing::Dropped
        } else if fields.in_contents() || paragraph.style.is_some_and(|style| style.contents) {
            Standing::Contents
        } else if run.props.hidden == Some(true) {
            Standing::Hidden
        } else {
            Standing::Shown
        }
    }

    /// Puts words where they belong.
    fn words(&mut self, paragraph: &mut Paragraph<'s>, run: &Run, words: &mut Vec<u16>) {
        if words.is_empty() {
            return;
        }
        let decoded = char::decode_utf16(words.drain(..));
        let text: String = decoded
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .filter(|character| !matches!(character, '\u{FFFE}' | '\u{FFFF}'))
            .collect();
        let blank = text.trim().is_empty();
        match self.standing(paragraph, run) {
            Standing::Dropped => self.scene.fields.instruct(&text),
            Standing::Contents => paragraph.contents |= !blank,
            Standing::Hidden => {
                paragraph.hidden |= !blank;
                if !blank && !self.hiding {
                    self.hiding = true;
                    self.tally.add(Left::Hidden);
                }
            }
            Standing::Shown => {
                self.garbled |= text.contains(char::REPLACEMENT_CHARACTER);
                paragraph.text.push_str(&text);
                if !blank {
                    // Layout is judged in the XML formats only, so nobody asks how many characters.
                    paragraph.see(run.props, 0);
                }
            }
        }
    }
}

/// How far a paragraph has been read: the same before and after a field without a result.
fn length(paragraph: &Paragraph<'_>) -> u64 {
    paragraph.text.len() as u64
}

/// What a picture in the result of a field stands for.
fn embedded(instruction: &str) -> Left {
    let mut words = instruction.split_whitespace();
    match words.next() {
        Some("EMBED")
            if words
                .next()
                .is_some_and(|name| name.starts_with("Equation")) =>
        {
            Left::Formulas
        }
        Some("EMBED" | "LINK") => Left::Objects,
        _ => Left::Pictures,
    }
}
