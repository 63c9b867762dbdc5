//! One file object a line; a file that could not be read is a line too.

use std::io;

use serde::Serialize;

use super::Writer;
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
