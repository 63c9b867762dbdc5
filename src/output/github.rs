//! Annotations of GitHub's workflows: `::error file=…,line=…,col=…::message`.

use std::io;

use super::Writer;
use super::report::{Diagnostic, Run};
use super::words::{demand_line, pick};
use crate::ruleset::{Lang, Severity};

/// Writes workflow commands.
pub(super) struct Github;

impl Writer for Github {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        for file in &run.files {
            for diagnostic in &file.report.diagnostics {
                writeln!(
                    out,
                    "{}",
                    annotation(&file.report.path, diagnostic, run.lang)
                )?;
            }
        }
        for error in &run.errors {
            writeln!(
                out,
                "::error file={}::{}",
                property(&error.path),
                data(&error.message)
            )?;
        }
        Ok(())
    }
}

fn annotation(path: &str, diagnostic: &Diagnostic, lang: Lang) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut place = format!("file={}", property(path));
    if let Some(range) = &diagnostic.range {
        place += &format!(",line={}", range.start.line);
        if range.end.line > range.start.line {
            place += &format!(",endLine={}", range.end.line);
        }
        place += &format!(",col={}", range.start.column);
    }
    let title = property(&format!("{} {}", diagnostic.code, diagnostic.name));
    let mut message = diagnostic.message.clone();
    if let Some(range) = &diagnostic.range {
        message += pick(lang, "（", " (");
        message += &range.label;
        message += pick(lang, "）", ")");
    }
    message += pick(lang, "\n依据：", "\nrests on: ");
    message += &demand_line(&diagnostic.demand, lang);
    if !diagnostic.help.is_empty() {
        message += pick(lang, "\n建议：", "\nadvice: ");
        message += &diagnostic.help;
    }
    format!("::{command} {place},title={title}::{}", data(&message))
}

/// The part after `::`, one line.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value before `::`, where `:` and `,` mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_cannot_be_broken_out_of() {
        assert_eq!(property("C:\\报告,1.docx"), "C%3A\\报告%2C1.docx");
        assert_eq!(data("21.3%\n::error::x"), "21.3%25%0A::error::x");
    }
}
