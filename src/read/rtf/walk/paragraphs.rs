//! What the walk does with text, paragraphs and cells, and how a paragraph gets its label.

use super::*;
use crate::read::props::Theme;
use crate::read::styles::Style;
use crate::text::count::is_han;

const MAX_LABEL: usize = 64;
/// Tables within tables; Word itself stops far before.
const MAX_TABLES: usize = 32;

impl<'h> Walker<'h> {
    /// What becomes of text here.
    pub(super) fn standing(&self) -> Standing {
        if self.state.deleted {
            Standing::Deleted
        } else if self.state.contents || self.style().is_some_and(|style| style.contents) {
            Standing::Contents
        } else if self.state.run.hidden == Some(true) {
            Standing::Hidden
        } else {
            Standing::Shown
        }
    }

    fn style(&self) -> Option<&'h Style> {
        self.state.style
    }

    /// Takes up the style that `\s` names.
    pub(super) fn set_style(&mut self, number: i32) {
        let header = self.header;
        self.state.style = header.styles.style(&style_id(number));
    }

    /// What `\pard` does.
    pub(super) fn reset_paragraph(&mut self) {
        self.state.para = ParaProps::default();
        self.state.style = None;
        self.state.in_table = false;
        self.state.depth = 0;
    }

    /// Counts something left out, unless it is deleted anyway.
    pub(super) fn leave_out(&mut self, left: Left) {
        if !self.state.deleted {
            self.walked.tally.add(left);
        }
    }

    /// The open paragraph; one is opened where there is none.
    pub(super) fn paragraph(&mut self) -> &mut Paragraph<'h> {
        self.scene
            .paragraph
            .get_or_insert_with(|| Paragraph::new(None))
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), ReadError> {
        match self.state.dest {
            Dest::Story => {}
            Dest::Instruction => {
                self.instruct(text);
                return Ok(());
            }
            Dest::Label => {
                let symbols = self.font(self.state.font).is_some_and(|font| font.symbols);
                if let Some(label) = &mut self.label {
                    let room = MAX_LABEL.saturating_sub(label.text.len());
                    label.text.extend(text.chars().take(room));
                    label.symbols |= symbols && !text.trim().is_empty();
                }
                return Ok(());
            }
            Dest::Skip | Dest::Shape => return Ok(()),
        }
        let standing = self.standing();
        let blank = text.trim().is_empty();
        let before = self.last;
        if !blank {
            self.last = standing;
        }
        match standing {
            Standing::Shown => self.append(text)?,
            // Blank text is not worth a word.
            _ if blank => {}
            Standing::Deleted if before == standing => {}
            Standing::Deleted => self.walked.tally.add(Left::Deletions),
            Standing::Hidden => {
                if before != standing {
                    self.walked.tally.add(Left::Hidden);
                }
                self.paragraph().hidden = true;
            }
            Standing::Contents => self.paragraph().contents = true,
        }
        Ok(())
    }

    /// Puts shown text into the open paragraph.
    fn append(&mut self, text: &str) -> Result<(), ReadError> {
        self.size += text.len();
        if self.size > MAX_TEXT {
            return Err(ReadError::too_large("文字超过 64 MiB"));
        }
        let face = self.state.east.unwrap_or(self.state.font);
        let mut run = self.state.run;
        run.heading_face = Some(self.font(face).is_some_and(|font| font.heading_face));
        if text.chars().any(is_han) {
            self.face = run.heading_face;
        } else {
            // Digits in a Western font do not change the face of a heading.
            run.heading_face = self.face.or(run.heading_face);
        }
        let paragraph = self.paragraph();
        let kept = |character: &char| *character >= ' ' || *character == '\t';
        paragraph.text.extend(text.chars().filter(kept));
        if !text.trim().is_empty() {
            paragraph.see(run, 0);
        }
        Ok(())
    }

    pub(super) fn soft_break(&mut self) {
        if self.state.dest == Dest::Story && self.standing() == Standing::Shown {
            self.paragraph().break_line();
        }
    }

    /// `\par`: a deleted mark leads on into the next paragraph.
    pub(super) fn paragraph_mark(&mut self) -> Result<(), ReadError> {
        if self.state.dest != Dest::Story || self.state.deleted {
            return Ok(());
        }
        let within = self.state.in_table || self.state.depth > 0;
        self.enter_tables(if within { self.state.depth.max(1) } else { 0 });
        self.paragraph();
        self.end_paragraph()
    }

    pub(super) fn end_cell(&mut self, nested: bool) -> Result<(), ReadError> {
        if self.state.dest != Dest::Story {
            return Ok(());
        }
        self.enter_tables(if nested { self.state.depth.max(2) } else { 1 });
        self.end_paragraph()?;
        if let Some(table) = self.scene.tables.last_mut() {
            table.column = table.column.saturating_add(1);
        }
        Ok(())
    }

    pub(super) fn end_row(&mut self, nested: bool) {
        if self.state.dest != Dest::Story {
            return;
        }
        let depth = if nested {
            self.scene.tables.len().max(2)
        } else {
            1
        };
        self.enter_tables(depth);
        if let Some(table) = self.scene.tables.last_mut() {
            table.row = table.row.saturating_add(1);
            table.column = 0;
        }
    }

    /// Opens and closes tables until `depth` of them are open.
    fn enter_tables(&mut self, depth: usize) {
        let depth = depth.min(MAX_TABLES);
        self.scene.tables.truncate(depth);
        while self.scene.tables.len() < depth {
            self.scene.tables.push(Table {
                index: self.tables,
                ..Table::default()
            });
            self.tables = self.tables.saturating_add(1);
        }
    }

    /// The heading of a table of contents stands before its field, as a paragraph like any other.
    fn drop_heading_of_contents(&mut self) {
        let heading = |piece: &Piece| {
            let words = piece.text.chars().filter(|letter| !letter.is_whitespace());
            words.eq("目录".chars())
        };
        if self.scene.out.last().is_some_and(heading) {
            self.scene.out.pop();
            self.walked.tally.add(Left::Contents);
        }
    }

    /// Turns the open paragraph into pieces.
    pub(super) fn end_paragraph(&mut self) -> Result<(), ReadError> {
        self.face = None;
        let seen = self.label.take();
        let Some(mut paragraph) = self.scene.paragraph.take() else {
            return Ok(());
        };
        paragraph.direct = self.state.para;
        paragraph.style = self.style();
        if paragraph.contents {
            self.walked.tally.add(Left::Contents);
            self.drop_heading_of_contents();
        }
        let unseen = paragraph.is_blank() && (paragraph.contents || paragraph.hidden);
        let place = self.header.numbering.place(paragraph.direct, None);
        let class = self.scene.kind as u8;
        // The list counts on even where the file shows the label itself.
        let counted = place
            .filter(|_| !unseen)
            .and_then(|(num, level)| self.counters.next(class, num, level));
        let label = match seen {
            Some(seen) => shown_label(&seen),
            None => counted,
        };
        self.count += self
            .scene
            .finish(paragraph, &self.header.styles, &Theme::default(), label);
        if self.count > MAX_PIECES {
            return Err(ReadError::too_large(TOO_MANY_PIECES));
        }
        Ok(())
    }
}

/// The label as the writing program showed it; bullets are none.
fn shown_label(seen: &SeenLabel) -> Option<Label> {
    let text = seen.text.trim();
    let numbers = !seen.symbols && text.chars().any(char::is_alphanumeric);
    numbers.then(|| Label {
        text: text.to_string(),
        spaced: seen.text.ends_with(char::is_whitespace),
    })
}
