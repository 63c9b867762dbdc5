//! What the walk does with text, fields and paragraphs, and how a paragraph gets its label.

use super::*;
use crate::document::guidance;
use crate::read::field_codes::{Shown, shown};
use crate::read::fields::Ended;
use crate::read::props::RunProps;
use crate::read::story::Standing;
use crate::text::count::is_han;

/// Headers and footers that are looked at, at most.
const MAX_MARGINS: usize = 64;

/// Where symbol fonts keep their characters.
fn is_private(character: char) -> bool {
    ('\u{F000}'..='\u{F0FF}').contains(&character)
}

impl<'s> Walker<'s> {
    /// Counts something left out, unless it is deleted anyway.
    pub(super) fn leave_out(&mut self, left: Left) {
        if self.deleted == 0 {
            self.progress += 1;
            self.walked.tally.add(left);
        }
    }

    /// What becomes of text at this place.
    fn standing(&mut self) -> Standing {
        let Some(paragraph) = &self.scene.paragraph else {
            return Standing::Dropped;
        };
        let fields = &self.scene.fields;
        if self.deleted > 0 || fields.in_code() {
            return Standing::Dropped;
        }
        let style = paragraph.style;
        if self.contents > 0 || fields.in_contents() || style.is_some_and(|style| style.contents) {
            return Standing::Contents;
        }
        let styles = self.setting.styles;
        let props = self.scene.runs.last_mut().map(|run| {
            *run.effective
                .get_or_insert_with(|| styles.run(run.look.direct, run.look.style, style))
        });
        if props.is_some_and(|props| props.hidden == Some(true)) {
            Standing::Hidden
        } else {
            Standing::Shown
        }
    }

    /// Takes text that stands at `span` of the part.
    pub(super) fn text(&mut self, text: &str, span: Range<usize>) -> Result<(), Trouble> {
        match self.standing() {
            Standing::Shown => {
                let font = self.scene.runs.last();
                if let Some(font) = font.and_then(|run| run.look.symbols.as_deref())
                    && text.contains(is_private)
                {
                    let shown = text.chars().map(|character| {
                        let known = is_private(character)
                            .then(|| symbols::character(font, character.into()));
                        known.flatten().unwrap_or(character)
                    });
                    let shown: String = shown.collect();
                    return self.append(&shown);
                }
                if text.bytes().all(|byte| byte >= b' ') {
                    if self.setting.placing {
                        self.mark(text, span);
                    }
                    return self.append(text);
                }
                let kept = text.chars().filter_map(|character| match character {
                    '\n' | '\r' => Some(' '),
                    '\t' => Some('\t'),
                    character if character < ' ' => None,
                    character => Some(character),
                });
                self.append(&kept.collect::<String>())
            }
            Standing::Dropped => Ok(()),
            // Blank text is not worth a word.
            _ if text.trim().is_empty() => Ok(()),
            Standing::Contents => {
                self.progress += 1;
                if let Some(paragraph) = &mut self.scene.paragraph {
                    paragraph.contents = true;
                }
                Ok(())
            }
            Standing::Hidden => {
                self.progress += 1;
                if let Some(paragraph) = &mut self.scene.paragraph {
                    paragraph.hidden = true;
                }
                if let Some(run) = self.scene.runs.last_mut()
                    && !run.counted
                {
                    run.counted = true;
                    self.walked.tally.add(Left::Hidden);
                }
                Ok(())
            }
        }
    }

    /// Notes where text stands that is about to be put into the open paragraph, if a comment may begin
    /// or end within it: only in the running text, not where a program writes it anew or runs lie within runs, nor
    /// where the text stands deeper in its run, as the other form of a symbol does: such a run cannot be cut.
    fn mark(&mut self, text: &str, span: Range<usize>) {
        let above = self.frames.len().checked_sub(2);
        let direct = above.and_then(|above| self.frames.get(above));
        let direct = direct.is_some_and(|frame| matches!(frame.close, Close::Run));
        let plain = direct && self.outer.is_empty() && self.bound == 0 && self.scene.fields.none();
        let [run] = self.scene.runs.as_slice() else {
            return;
        };
        if let Some(paragraph) = self.scene.paragraph.as_mut().filter(|_| plain)
            // Character data and references are longer in the part than in the text.
            && span.len() == text.len()
        {
            let start = paragraph.text.len();
            paragraph.place.marks.push(Mark {
                text: start..start + text.len(),
                xml: span,
                run: run.start,
            });
        }
    }

    /// The paragraph of the running text that is open, also around a text box.
    pub(super) fn open_host(&self) -> Option<usize> {
        let scene = self.outer.first().unwrap_or(&self.scene);
        scene.paragraph.as_ref()?.place.host
    }

    /// Changes what is known of the open paragraph of the running text.
    pub(super) fn host(&mut self, change: impl FnOnce(&mut Host)) {
        if self.setting.placing
            && self.outer.is_empty()
            && let Some(index) = self.open_host()
            && let Some(host) = self.walked.hosts.get_mut(index)
        {
            change(host);
        }
    }

    /// Puts shown text into the open paragraph.
    fn append(&mut self, text: &str) -> Result<(), Trouble> {
        self.progress += 1;
        self.size += text.len();
        if self.size > MAX_TEXT {
            return Err(Trouble::TooMuch("文字超过 64 MB"));
        }
        if let Some(paragraph) = &mut self.scene.paragraph {
            paragraph.text.push_str(text);
        }
        Ok(())
    }

    pub(super) fn end_text(&mut self, start: usize, preserve: bool) {
        let Some(paragraph) = &mut self.scene.paragraph else {
            return;
        };
        let Some(fresh) = paragraph.text.get(start..) else {
            return;
        };
        let space = [' ', '\t'];
        if !preserve {
            let kept = fresh.trim_end_matches(space);
            let cut = kept.len() - kept.trim_start_matches(space).len();
            let end = start + kept.len();
            let length = paragraph.text.len();
            paragraph.place.remove(end, length - end);
            paragraph.place.remove(start, cut);
            paragraph.text.truncate(end);
            paragraph.text.drain(start..start + cut);
        }
        let visible = paragraph
            .text
            .get(start..)
            .is_some_and(|fresh| !fresh.trim().is_empty());
        let fresh = paragraph.text.get(start..).unwrap_or_default();
        let han = fresh.chars().filter(|character| is_han(*character)).count();
        if visible && self.prompts > 0 {
            paragraph.prompt(start);
        }
        if visible {
            self.see_run(u32::try_from(han).unwrap_or(u32::MAX));
        }
    }

    fn see_run(&mut self, han: u32) {
        let props = match self.scene.runs.last() {
            Some(run) => run.effective.unwrap_or_default(),
            None => RunProps::default(),
        };
        if let Some(paragraph) = &mut self.scene.paragraph {
            paragraph.see(props, han);
        }
    }

    /// Whether an element that stands for a character means one here: only within a run.
    fn in_shown_run(&mut self) -> bool {
        !self.scene.runs.is_empty() && self.standing() == Standing::Shown
    }

    pub(super) fn character(&mut self, character: char) -> Result<(), Trouble> {
        if self.in_shown_run() {
            return self.append(character.encode_utf8(&mut [0; 4]));
        }
        Ok(())
    }

    pub(super) fn symbol(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
    ) -> Result<(), Trouble> {
        let font = cursor.attr(element, "font").unwrap_or_default();
        let code = cursor.attr(element, "char").unwrap_or_default();
        let code = u32::from_str_radix(code.trim(), 16).ok();
        let symbol = code.and_then(|code| symbols::character(&font, code));
        if let Some(symbol) = symbol.filter(|symbol| *symbol >= ' ')
            && self.in_shown_run()
        {
            self.append(symbol.encode_utf8(&mut [0; 4]))?;
            self.see_run(0);
        }
        Ok(())
    }

    pub(super) fn soft_break(&mut self) {
        if self.in_shown_run()
            && let Some(paragraph) = &mut self.scene.paragraph
        {
            self.progress += 1;
            paragraph.break_line();
        }
    }

    pub(super) fn field(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
    ) -> Result<(), Trouble> {
        let kind = cursor.attr(element, "fldCharType");
        let fields = &mut self.scene.fields;
        match kind.as_deref() {
            Some("begin") => {
                self.begins += 1;
                if !self.ignored.contains(&self.begins) {
                    fields.begin(self.begins);
                }
            }
            Some("separate") => fields.separate(self.progress),
            Some("end") => {
                if let Some(ended) = fields.end(self.progress) {
                    return self.show_by_code(&ended);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts in what a field without a result shows.
    fn show_by_code(&mut self, ended: &Ended) -> Result<(), Trouble> {
        let code = ended.instruction.trim();
        let form = &ended.form;
        let (words, prompt) = match shown(code) {
            Some(Shown::Text(words)) => (words, false),
            Some(Shown::Prompt(words)) => (words, true),
            Some(Shown::Formula) => {
                self.leave_out(Left::Formulas);
                return Ok(());
            }
            None if code.eq_ignore_ascii_case("FORMDROPDOWN") => {
                let entry = form.entries.get(form.chosen.unwrap_or(0));
                (entry.cloned().unwrap_or_default(), false)
            }
            None if code.eq_ignore_ascii_case("FORMCHECKBOX") => {
                (if form.ticked { "☒" } else { "☐" }.to_string(), false)
            }
            None => return Ok(()),
        };
        let paragraph = self.scene.paragraph.as_ref();
        let start = paragraph.map_or(0, |paragraph| paragraph.text.len());
        // What a code shows stands nowhere in the part.
        self.text(&words, 0..0)?;
        if prompt
            && let Some(paragraph) = &mut self.scene.paragraph
            && paragraph.text.len() > start
        {
            paragraph.prompt(start);
        }
        self.end_text(start, true);
        Ok(())
    }

    pub(super) fn reference(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let id = cursor.attr(element, "id");
        let id = id.and_then(|id| id.trim().parse().ok());
        if let Some(id) = id
            && self.standing() == Standing::Shown
        {
            let host = self.open_host();
            let scene = self.outer.first().unwrap_or(&self.scene);
            // Text boxes that hang on the paragraph are counted already, but come behind it.
            let behind = scene.paragraph.as_ref();
            let behind = behind.map_or(0, |paragraph| paragraph.after.len());
            self.walked.references.push(Reference {
                piece: self.count.saturating_sub(behind),
                endnote: element.local() == b"endnoteReference",
                id,
                host,
            });
        }
    }

    pub(super) fn header(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let kind = cursor.attr(element, "type").unwrap_or_default();
        let id = cursor.attr_in(element, Ns::Relation, "id");
        let margin = (kind.into_owned(), id.unwrap_or_default().into_owned());
        if !self.walked.margins.contains(&margin) && self.walked.margins.len() < MAX_MARGINS {
            self.walked.margins.push(margin);
        }
    }

    /// A first letter set large stands in a paragraph of its own, but begins the next one.
    pub(super) fn frame(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let drop = cursor.attr(element, "dropCap");
        if drop.is_some_and(|drop| matches!(drop.as_ref(), "drop" | "margin"))
            && let Some(paragraph) = &mut self.scene.paragraph
        {
            paragraph.joined = true;
        }
    }

    pub(super) fn section(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        self.walked.sections.take(cursor, element, self.count);
    }

    pub(super) fn set_style(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let Some(id) = cursor.attr(element, "val") else {
            return;
        };
        let styles = self.setting.styles;
        let Some(paragraph) = &mut self.scene.paragraph else {
            return;
        };
        paragraph.style = styles.paragraph(Some(&id));
        if styles.style(&id).is_none() {
            // Without its style sheet only the usual id tells a heading.
            let number = id
                .strip_prefix("Heading")
                .and_then(|rest| rest.parse().ok());
            let number: Option<u8> = number.filter(|number| (1..=9).contains(number));
            paragraph.direct.outline = number.map(|number| number - 1);
        }
    }

    /// Begins a paragraph whose start tag ends at `inside`.
    pub(super) fn begin_paragraph(&mut self, inside: usize) -> Result<(), Trouble> {
        if self.scene.paragraph.is_some() {
            self.end_paragraph()?;
        }
        let mut paragraph = Paragraph::new(self.setting.styles.paragraph(None));
        if self.setting.placing && self.outer.is_empty() {
            paragraph.place.host = Some(self.walked.hosts.len());
            self.walked.hosts.push(inside..inside);
        }
        if let Some(earlier) = self.scene.carried.take() {
            paragraph.continue_from(earlier);
        }
        self.scene.paragraph = Some(paragraph);
        Ok(())
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), Trouble> {
        let Some(paragraph) = self.scene.paragraph.take() else {
            return Ok(());
        };
        if self.deleted > 0 {
            return Ok(());
        }
        if paragraph.joined {
            self.scene.carried = Some(paragraph);
            return Ok(());
        }
        self.emit(paragraph)
    }

    /// Ends a paragraph whose mark is deleted where no other follows to take it in.
    pub(super) fn flush_carried(&mut self) -> Result<(), Trouble> {
        match self.scene.take_carried() {
            Some(paragraph) => self.emit(paragraph),
            None => Ok(()),
        }
    }

    fn emit(&mut self, paragraph: Paragraph<'s>) -> Result<(), Trouble> {
        if paragraph.is_guidance() {
            if guidance::is_guidance(&paragraph.words()) {
                self.leave_out(Left::Guidance);
                return Ok(());
            }
            // Written over: the author's words, whatever their style.
            self.walked.written_over += 1;
        }
        let tally = &mut self.walked.tally;
        self.count += self
            .scene
            .emit(paragraph, self.setting, &mut self.counters, tally);
        if self.count > MAX_PIECES {
            return Err(Trouble::TooMuch(TOO_MANY_PIECES));
        }
        Ok(())
    }

    /// Ends the innermost story and goes back to the one around it.
    pub(super) fn end_scene(&mut self) -> Result<Vec<Piece>, Trouble> {
        self.end_paragraph()?;
        self.flush_carried()?;
        let outer = self.outer.pop().unwrap_or_else(|| Scene::new(Kind::Body));
        let scene = std::mem::replace(&mut self.scene, outer);
        self.walked.unterminated.extend(scene.fields.unterminated());
        Ok(scene.out)
    }
}
