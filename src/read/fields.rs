//! Fields open at a place of a story: their codes are not shown, their results are.

/// A field being read.
#[derive(Debug)]
struct Field {
    ordinal: usize,
    /// Still before the separator: the code, not the result.
    code: bool,
    contents: bool,
    instruction: String,
    form: Form,
    /// How far the walk was when the result began.
    result_from: Option<u64>,
}

/// A form field's own data: what it offers and what is chosen.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// Entries of a list to choose from.
    pub entries: Vec<String>,
    /// The entry chosen, from 0.
    pub chosen: Option<usize>,
    /// Whether a box is ticked.
    pub ticked: bool,
}

/// A field that has ended without a result, and what there is to tell what it shows.
#[derive(Debug)]
pub(super) struct Ended {
    pub instruction: String,
    pub form: Form,
}

/// Fields deeper than this are not opened; a real document has three or four within one another,
/// but as many as never end are open at the end, and the second walk must know them all.
const MAX_FIELDS: usize = 1 << 16;
/// In bytes.
const MAX_INSTRUCTION: usize = 512;

/// The fields open at one place.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    codes: usize,
    contents: usize,
}

impl Fields {
    pub fn begin(&mut self, ordinal: usize) {
        if self.open.len() < MAX_FIELDS {
            self.codes += 1;
            self.open.push(Field {
                ordinal,
                code: true,
                contents: false,
                instruction: String::new(),
                form: Form::default(),
                result_from: None,
            });
        }
    }

    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.code) {
            let room = MAX_INSTRUCTION.saturating_sub(field.instruction.len());
            let kept = text.char_indices().take_while(|(at, _)| *at < room);
            field
                .instruction
                .extend(kept.map(|(_, character)| character));
        }
    }

    /// The data of the innermost field, as long as its code is being read.
    pub fn form(&mut self) -> Option<&mut Form> {
        let field = self.open.last_mut().filter(|field| field.code)?;
        Some(&mut field.form)
    }

    /// Begins the result of the innermost field; `progress` tells later whether there was one.
    pub fn separate(&mut self, progress: u64) {
        if let Some(field) = self.open.last_mut().filter(|field| field.code) {
            field.code = false;
            field.result_from = Some(progress);
            field.contents = is_contents(&field.instruction);
            self.codes -= 1;
            self.contents += usize::from(field.contents);
        }
    }

    /// Ends the innermost field; hands it back if it had no result.
    pub fn end(&mut self, progress: u64) -> Option<Ended> {
        let field = self.open.pop()?;
        self.codes -= usize::from(field.code);
        self.contents -= usize::from(field.contents);
        let bare = field.result_from.is_none_or(|from| from == progress);
        bare.then_some(Ended {
            instruction: field.instruction,
            form: field.form,
        })
    }

    /// The instruction of the innermost field.
    pub fn instruction(&self) -> &str {
        self.open.last().map_or("", |field| &field.instruction)
    }

    /// Whether no field is open.
    pub fn none(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether this is the code of some field, never shown.
    pub fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// Whether this is the result of a table-of-contents field.
    pub fn in_contents(&self) -> bool {
        self.contents > 0
    }

    /// The fields that never end and would hide text.
    pub fn unterminated(&self) -> impl Iterator<Item = usize> + '_ {
        let hiding = self
            .open
            .iter()
            .filter(|field| field.code || field.contents);
        hiding.map(|field| field.ordinal)
    }
}

/// Whether a field instruction makes a table of contents.
pub(super) fn is_contents(instruction: &str) -> bool {
    first_word(instruction).eq_ignore_ascii_case("TOC")
}

fn first_word(instruction: &str) -> &str {
    instruction.split_whitespace().next().unwrap_or_default()
}
