//! One self-contained page: the report with its findings in the margin.

mod card;
mod file;
mod text;

use std::io;

use askama::Template;

use super::Writer;
use super::report::{FileError, Run};
use super::words::{Tally, pick, summary_line};
use crate::ruleset::Lang;
use file::FileView;

pub(super) use card::{place, repeats, sure};
pub(super) use file::{DimensionView, ShareView, dimension_view, facts, share_views};

/// Writes a page.
pub(super) struct Html;

#[derive(Template)]
#[template(path = "report.html", config = "src/output/askama.toml")]
struct Page<'r> {
    lang: Lang,
    tool: String,
    summary: String,
    tally: Tally,
    files: Vec<FileView>,
    errors: &'r [FileError],
}

impl Page<'_> {
    /// A word of the page in the run's language.
    fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.lang, zh, en)
    }

    fn several(&self) -> bool {
        self.files.len() + self.errors.len() > 1
    }

    fn page_title(&self) -> String {
        let head = self.t("述职报告检查结果", "Duty report check");
        match self.files.as_slice() {
            [one] => format!("{} · {head}", one.title),
            _ => head.to_owned(),
        }
    }
}

impl Writer for Html {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let page = Page {
            lang: run.lang,
            tool: format!(
                "{} {} · {}",
                run.tool.name, run.tool.version, run.tool.ruleset
            ),
            summary: summary_line(run),
            tally: Tally::of_run(run),
            files: run
                .files
                .iter()
                .enumerate()
                .map(|(index, file)| FileView::new(index + 1, file, run.lang))
                .collect(),
            errors: &run.errors,
        };
        page.write_into(out)?;
        writeln!(out)
    }
}
