//! What the walk does at tables, content controls and elements that are not Word's own.

use super::*;

impl Walker<'_> {
    pub(super) fn open_foreign(
        &mut self,
        cursor: &mut Cursor<'_>,
        element: &Element<'_>,
        within: Within,
    ) -> Result<(), Trouble> {
        let mut close = Close::Nothing;
        match (element.ns, element.local()) {
            (Ns::Compat, b"AlternateContent") => {
                self.alternates.push(Alternate::default());
                close = Close::Alternate;
            }
            (Ns::Compat, b"Choice" | b"Fallback") => {
                if let Some(alternate) = self.alternates.last_mut() {
                    if alternate.settled {
                        return cursor.skip();
                    }
                    alternate.before = self.progress;
                    close = Close::Branch;
                }
            }
            (Ns::Math, b"oMath") => {
                self.leave_out(Left::Formulas);
                return cursor.skip();
            }
            (Ns::Vml, b"textpath") => {
                let words = cursor.attr(element, "string").unwrap_or_default();
                self.word_art(&words)?;
            }
            (Ns::Picture, b"pic") => self.leave_out(Left::Pictures),
            (Ns::Chart, b"chart") | (Ns::Diagram, b"relIds") => self.leave_out(Left::Charts),
            (Ns::Vml, b"imagedata") if self.objects == 0 => self.leave_out(Left::Pictures),
            (Ns::Office, b"OLEObject") => {
                let program = cursor.attr(element, "ProgID").unwrap_or_default();
                self.leave_out(if program.starts_with("Equation") {
                    Left::Formulas
                } else {
                    Left::Objects
                });
            }
            _ => {}
        }
        self.push(close, within);
        Ok(())
    }

    /// Lettering drawn along a path: a box of one paragraph.
    fn word_art(&mut self, words: &str) -> Result<(), Trouble> {
        if words.trim().is_empty() || self.is_left_out() {
            return Ok(());
        }
        self.begin_box();
        self.begin_paragraph(0)?;
        self.text(words, 0..0)?;
        self.end_box()
    }

    /// Whether nothing is shown at this place, whatever it is.
    pub(super) fn is_left_out(&self) -> bool {
        let fields = &self.scene.fields;
        self.deleted + self.contents > 0 || fields.in_code() || fields.in_contents()
    }

    pub(super) fn begin_box(&mut self) {
        let inner = Scene::new(Kind::TextBox);
        self.outer.push(std::mem::replace(&mut self.scene, inner));
    }

    pub(super) fn end_box(&mut self) -> Result<(), Trouble> {
        let mut pieces = self.end_scene()?;
        let host = self.open_host();
        for piece in &mut pieces {
            piece.place.host = host;
        }
        match &mut self.scene.paragraph {
            Some(host) => host.after.append(&mut pieces),
            None => self.scene.out.append(&mut pieces),
        }
        Ok(())
    }

    pub(super) fn begin_table(&mut self) -> Result<(), Trouble> {
        self.flush_carried()?;
        self.scene.tables.push(Table {
            index: self.tables,
            ..Table::default()
        });
        self.tables = self.tables.saturating_add(1);
        Ok(())
    }

    pub(super) fn end_table(&mut self) -> Result<(), Trouble> {
        self.flush_carried()?;
        if let Some(table) = self.scene.tables.pop() {
            // Marks left open by rows or cells that are not where they belong.
            self.deleted -= usize::from(table.row_deleted) + usize::from(table.cell_deleted);
        }
        Ok(())
    }

    pub(super) fn begin_row(&mut self) {
        if let Some(table) = self.scene.tables.last_mut() {
            table.row = table.next_row;
            table.next_column = 0;
        }
    }

    pub(super) fn end_row(&mut self) {
        if let Some(table) = self.scene.tables.last_mut() {
            if table.row_deleted {
                table.row_deleted = false;
                self.deleted -= 1;
            } else {
                table.next_row = table.row.saturating_add(1);
            }
        }
    }

    pub(super) fn begin_cell(&mut self) {
        if let Some(table) = self.scene.tables.last_mut() {
            table.column = table.next_column;
            table.next_column = table.column.saturating_add(1);
        }
    }

    pub(super) fn end_cell(&mut self) -> Result<(), Trouble> {
        self.flush_carried()?;
        if let Some(table) = self.scene.tables.last_mut()
            && table.cell_deleted
        {
            table.cell_deleted = false;
            self.deleted -= 1;
        }
        Ok(())
    }

    pub(super) fn row_prop(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let known = self.scene.tables.last().map(|table| table.row_deleted);
        match (element.local(), known) {
            (b"del", Some(false)) => {
                self.leave_out(Left::Deletions);
                self.deleted += 1;
                if let Some(table) = self.scene.tables.last_mut() {
                    table.row_deleted = true;
                }
            }
            (b"gridBefore", Some(_)) => {
                let before = span(cursor, element);
                if let Some(table) = self.scene.tables.last_mut() {
                    table.next_column = before;
                }
            }
            _ => {}
        }
    }

    pub(super) fn cell_prop(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        let known = self.scene.tables.last().map(|table| table.cell_deleted);
        match (element.local(), known) {
            (b"cellDel", Some(false)) => {
                self.leave_out(Left::Deletions);
                self.deleted += 1;
                if let Some(table) = self.scene.tables.last_mut() {
                    table.cell_deleted = true;
                }
            }
            (b"gridSpan", Some(_)) => {
                let wide = span(cursor, element).max(1);
                if let Some(table) = self.scene.tables.last_mut() {
                    table.next_column = table.column.saturating_add(wide);
                }
            }
            _ => {}
        }
    }

    pub(super) fn control_prop(&mut self, cursor: &mut Cursor<'_>, element: &Element<'_>) {
        match element.local() {
            b"docPartGallery" => {
                let gallery = cursor.attr(element, "val");
                if gallery.is_some_and(|gallery| gallery == "Table of Contents")
                    && let Some(control) = self.controls.last_mut()
                    && !control.contents
                {
                    control.contents = true;
                    self.contents += 1;
                }
            }
            b"dataBinding" => {
                if let Some(control) = self.controls.last_mut()
                    && !control.bound
                {
                    control.bound = true;
                    self.bound += 1;
                }
            }
            b"showingPlcHdr" if cursor.on(element) => {
                if let Some(control) = self.controls.last_mut()
                    && !control.prompt
                {
                    control.prompt = true;
                    self.prompts += 1;
                }
            }
            _ => {}
        }
    }
}

fn span(cursor: &mut Cursor<'_>, element: &Element<'_>) -> u32 {
    let number = cursor.number(element).unwrap_or(0);
    u32::try_from(number).unwrap_or(0).min(1024)
}
