//! For a person at a terminal: a card about the report, then findings as a good compiler
//! prints them, then lists.

mod card;
mod finding;
mod lists;
mod page;

use std::io;

use super::Writer;
use super::report::{Checked, Run};
use super::words::{by_severity, pick, summary_line};
use page::{Page, Style};

/// Writes for people.
pub(super) struct Human {
    colour: bool,
    width: usize,
}

impl Human {
    pub(super) fn new(colour: bool, width: usize) -> Self {
        Self {
            colour,
            width: width.clamp(40, 160),
        }
    }
}

impl Writer for Human {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let mut page = Page::new(self.colour, self.width, run.lang);
        for file in &run.files {
            one_file(&mut page, file);
        }
        for error in &run.errors {
            let label = pick(run.lang, "读不了", "cannot read");
            page.entry(
                0,
                &format!("{label} "),
                Style::Error,
                &format!("{}：{}", error.path, error.message),
            );
        }
        if !run.errors.is_empty() {
            page.blank();
        }
        page.styled(Style::Bold, &summary_line(run));
        out.write_all(page.finish().as_bytes())
    }
}

fn one_file(page: &mut Page, file: &Checked) {
    card::card(page, &file.report);
    if file.report.diagnostics.is_empty() {
        let text = pick(
            page.lang,
            "能判定的各项未发现问题。",
            "Nothing found by the checks that could judge.",
        );
        page.styled(Style::Good, text);
        page.blank();
    }
    for index in by_severity(&file.report.diagnostics) {
        finding::finding(page, file, index);
    }
    lists::rubric(page, &file.report);
    lists::topics(page, &file.report);
    lists::pledges(page, &file.report);
    lists::not_judged(page, &file.report);
    lists::reading(page, &file.report);
}
