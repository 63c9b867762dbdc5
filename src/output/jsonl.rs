//! One file object a line; a file that could not be read is a line too.

use std::io;

use serde::Serialize;

use super::Writer;
use super::batch::PersonEntry;
use super::report::{FileError, FileReport, Run};

#[derive(Serialize)]
struct ErrorLine<'r> {
    path: &'r str,
    error: &'r str,
}

/// Writes JSON lines.
pub(super) struct Jsonl;

impl Writer for Jsonl {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        for file in &run.files {
            report(out, &file.report)?;
        }
        for file in &run.errors {
            error(out, file)?;
        }
        Ok(())
    }
}

/// Writes the line of a report.
///
/// # Errors
/// What `out` says.
pub fn report(out: &mut dyn io::Write, report: &FileReport) -> io::Result<()> {
    serde_json::to_writer(&mut *out, report)?;
    writeln!(out)
}

/// Writes the line of a report that is JSON already, with what finding its like needs.
///
/// # Errors
/// What `out` says.
pub fn report_with<S: Serialize>(
    out: &mut dyn io::Write,
    report: &[u8],
    sketch: Option<S>,
) -> io::Result<()> {
    match (sketch, report.strip_suffix(b"}")) {
        (Some(sketch), Some(open)) => {
            out.write_all(open)?;
            out.write_all(b",\"sketch\":")?;
            serde_json::to_writer(&mut *out, &sketch)?;
            out.write_all(b"}\n")
        }
        _ => {
            out.write_all(report)?;
            out.write_all(b"\n")
        }
    }
}

/// Writes the line of someone on a roster: `{"person": …}`.
///
/// # Errors
/// What `out` says.
pub fn person(out: &mut dyn io::Write, person: &PersonEntry) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &serde_json::json!({ "person": person }))?;
    writeln!(out)
}

/// Writes what became of a report when it was held against others: `{"amended": {path, outcome …}}`. Its own line was
/// written long before.
///
/// # Errors
/// What `out` says.
pub fn amended(out: &mut dyn io::Write, report: &FileReport) -> io::Result<()> {
    let line = serde_json::json!({ "amended": {
        "path": report.path,
        "diagnostic": report.diagnostics.first(),
        "outcome": report.rubric.outcome,
        "outcome_text": report.rubric.outcome_text,
    }});
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

/// Writes the line of a file that could not be read.
///
/// # Errors
/// What `out` says.
pub fn error(out: &mut dyn io::Write, error: &FileError) -> io::Result<()> {
    let line = ErrorLine {
        path: &error.path,
        error: &error.message,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
