//! What the readers of packages and old formats make of a file: pieces of text in reading order,
//! and the text that is laid out from them.

use super::ReadError;
use super::place::Place;
use crate::document::{Block, Look, MappedText, NoteReference, Story};

/// A label as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub text: String,
    /// Whether the file sets it apart from the text.
    pub spaced: bool,
}

/// A finished paragraph, or a part of one between soft line breaks.
#[derive(Debug)]
pub(super) struct Piece {
    pub story: Story,
    pub outline: Option<u8>,
    pub label: Option<Label>,
    pub look: Look,
    pub text: String,
    /// Where it stands in the file, if the reader was asked to say.
    pub place: Place,
    /// Prompts within the text that nobody has written over.
    pub prompts: Vec<String>,
    /// For a note, the piece that it is referred to from.
    pub reference: Option<NoteReference>,
}

/// Takes the space away that stands between the mark of a note and its text.
pub(super) fn trim_note(note: &mut [Piece]) {
    if let Some(first) = note.first_mut() {
        let blank = first.text.len() - first.text.trim_start().len();
        first.text.drain(..blank);
    }
}

/// Why there is nothing to lay out; `what` of the file is broken, in Chinese.
pub(super) fn no_words(what: &str, broken: bool) -> ReadError {
    if broken {
        ReadError::damaged(format!("{what}不完整，没有读到文字"))
    } else {
        ReadError::NoText
    }
}

/// Puts the pieces one per line, the label before the text: the source that positions refer to, and its blocks.
///
/// Notes come last, wherever a format keeps them: they do not break what the text says in one go.
pub(super) fn lay_out(mut pieces: Vec<Piece>) -> (String, Vec<Block>) {
    pieces.sort_by_key(|piece| piece.story == Story::Note);
    let size = pieces.iter().map(|piece| piece.text.len() + 16).sum();
    let mut source = String::with_capacity(size);
    let mut blocks = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(label) = &piece.label {
            source.push_str(&label.text);
            if label.spaced && label.text.ends_with(|last: char| last.is_ascii()) {
                source.push(' ');
            }
        }
        let text = MappedText::identity(&piece.text, source.len());
        source.push_str(&piece.text);
        source.push('\n');
        blocks.push(Block {
            story: piece.story,
            outline: piece.outline,
            label: piece.label.map(|label| label.text),
            look: piece.look,
            prompts: piece.prompts,
            reference: piece.reference,
            text,
        });
    }
    (source, blocks)
}
