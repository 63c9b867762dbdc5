//! What the walk does with text and paragraphs, and how a paragraph gets its label.

use super::*;
use crate::read::pieces::trim_note;
use crate::read::props::Theme;

/// Spaces written as a number: more than these mean nothing.
const MAX_SPACES: usize = 100;
const MAX_LABEL: usize = 64;

impl<'s> Walker<'s> {
    /// Counts something left out, unless it is hidden anyway.
    pub(super) fn leave_out(&mut self, left: Left) {
        if self.hidden == 0 {
            self.walked.tally.add(left);
        }
    }

    /// Whether what stands here is shown at all.
    pub(super) fn is_shown(&self) -> bool {
        self.hidden == 0 && self.contents == 0
    }

    pub(super) fn begin_scene(&mut self, kind: Kind) {
        let scene = std::mem::replace(&mut self.scene, Scene::new(kind));
        let lists = std::mem::take(&mut self.lists);
        let spans = std::mem::take(&mut self.spans);
        self.outer.push((scene, lists, spans));
    }

    fn end_scene(&mut self) {
        let Some((outer, lists, spans)) = self.outer.pop() else {
            return;
        };
        self.lists = lists;
        self.spans = spans;
        let mut inner = std::mem::replace(&mut self.scene, outer);
        trim_note(&mut inner.out);
        match &mut self.scene.paragraph {
            Some(host) => host.after.append(&mut inner.out),
            None => self.scene.out.append(&mut inner.out),
        }
    }

    pub(super) fn begin_paragraph(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let name = cursor.attr_in(element, Ns::OdText, "style-name");
        let id = name.map(|name| paragraph_id(&name));
        let style = self.sheet.styles.paragraph(id.as_deref());
        let mut paragraph = Paragraph::new(style);
        let own = style.and_then(|style| style.para.num);
        let mut label = None;
        if element.local() == b"h" {
            let level = cursor.attr_in(element, Ns::OdText, "outline-level");
            let level = level.and_then(|level| level.trim().parse::<u8>().ok());
            let level = level.unwrap_or(1).clamp(1, 9) - 1;
            paragraph.direct.outline = Some(level);
            if self.lists.numbers_headings() {
                label = self.heading_label(cursor, element, level, own);
            }
        }
        if self.lists.is_open() && self.is_shown() {
            label = self.lists.label(own, &mut self.counters).or(label);
        }
        self.scene.paragraph = Some(paragraph);
        self.lines.push(Line {
            label,
            after_space: true,
            hidden: false,
        });
    }

    fn heading_label(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
        level: u8,
        own: Option<i64>,
    ) -> Option<Label> {
        let plain = cursor.attr_in(element, Ns::OdText, "is-list-header");
        // A style that names no list on purpose takes its headings out of the numbering.
        if own == Some(0) || plain.is_some_and(|plain| plain == "true") || !self.is_shown() {
            return None;
        }
        let restart = cursor.attr_in(element, Ns::OdText, "restart-numbering");
        if restart.is_some_and(|restart| restart == "true") {
            let start = cursor.attr_in(element, Ns::OdText, "start-value");
            let start = start.and_then(|start| start.trim().parse().ok());
            self.counters.restart(0, OUTLINE, level, start.unwrap_or(1));
        }
        self.counters.next_in(0, OUTLINE, level)
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), Trouble> {
        if self.numbers > 0 {
            if let Some(number) = &mut self.number {
                let room = MAX_LABEL.saturating_sub(number.len());
                number.extend(text.chars().take(room));
            }
            return Ok(());
        }
        let Some(line) = self.lines.last_mut() else {
            return Ok(());
        };
        // White space of any kind and length in the file is one space.
        let mut kept = String::with_capacity(text.len());
        for character in text.chars() {
            let blank = matches!(character, ' ' | '\t' | '\n' | '\r');
            if blank && line.after_space || character < ' ' && !blank {
                continue;
            }
            line.after_space = blank;
            kept.push(if blank { ' ' } else { character });
        }
        self.append(&kept)
    }

    pub(super) fn spaces(&mut self, count: usize) -> Result<(), Trouble> {
        self.insert(&" ".repeat(count.min(MAX_SPACES)))
    }

    /// Puts in what an element stands for.
    pub(super) fn insert(&mut self, text: &str) -> Result<(), Trouble> {
        if let Some(line) = self.lines.last_mut() {
            line.after_space = false;
        }
        self.append(text)
    }

    pub(super) fn soft_break(&mut self) {
        if self.is_shown()
            && let Some(paragraph) = &mut self.scene.paragraph
        {
            paragraph.break_line();
            if let Some(line) = self.lines.last_mut() {
                line.after_space = true;
            }
        }
    }

    fn append(&mut self, text: &str) -> Result<(), Trouble> {
        let Some(paragraph) = &mut self.scene.paragraph else {
            return Ok(());
        };
        if text.is_empty() || self.hidden > 0 {
            return Ok(());
        }
        if self.contents > 0 {
            paragraph.contents |= !text.trim().is_empty();
            return Ok(());
        }
        let span = self.spans.last().copied().unwrap_or_default();
        let run = self.sheet.styles.run(span, None, paragraph.style);
        let Some(line) = self.lines.last_mut() else {
            return Ok(());
        };
        if run.hidden == Some(true) {
            if !text.trim().is_empty() && !std::mem::replace(&mut line.hidden, true) {
                paragraph.hidden = true;
                self.walked.tally.add(Left::Hidden);
            }
            return Ok(());
        }
        line.hidden &= text.trim().is_empty();
        self.size += text.len();
        if self.size > MAX_TEXT {
            return Err(Trouble::TooMuch("文字超过 64 MiB"));
        }
        paragraph.text.push_str(text);
        if !text.trim().is_empty() {
            paragraph.see(run, 0);
        }
        Ok(())
    }

    pub(super) fn close(&mut self) -> Result<(), Trouble> {
        match self.closes.pop() {
            None | Some(Close::Nothing) => {}
            Some(Close::Paragraph) => self.end_paragraph()?,
            Some(Close::Span) => {
                self.spans.pop();
            }
            Some(Close::List) => self.lists.end(),
            Some(Close::Item) => self.lists.end_item(),
            Some(Close::Table) => {
                self.scene.tables.pop();
            }
            Some(Close::Row) => {
                if let Some(table) = self.scene.tables.last_mut() {
                    table.row = table.row.saturating_add(1);
                    table.column = 0;
                }
            }
            Some(Close::Cell) => {
                if let Some(table) = self.scene.tables.last_mut() {
                    table.column = table.column.saturating_add(1);
                }
            }
            Some(Close::Scene) => self.end_scene(),
            Some(Close::Contents) => self.contents -= 1,
            Some(Close::Hidden) => self.hidden -= 1,
            Some(Close::Frame) => {
                self.frames.pop();
            }
            Some(Close::Number) => self.numbers -= 1,
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Trouble> {
        let line = self.lines.pop().unwrap_or_default();
        let number = self.number.take();
        let Some(paragraph) = self.scene.paragraph.take() else {
            return Ok(());
        };
        if paragraph.contents {
            self.walked.tally.add(Left::Contents);
        }
        // The number that the writing program showed goes before the one that is counted here.
        let label = match number.map(|number| number.trim().to_string()) {
            Some(shown) if shown.chars().any(char::is_alphanumeric) => Some(Label {
                spaced: line.label.as_ref().is_none_or(|label| label.spaced),
                text: shown,
            }),
            _ => line.label,
        };
        self.count += self
            .scene
            .finish(paragraph, &self.sheet.styles, &Theme::default(), label);
        if self.count > MAX_PIECES {
            return Err(Trouble::TooMuch(TOO_MANY_PIECES));
        }
        Ok(())
    }
}
