//! One file object a line; a file that could not be read is a line too.

use std::io;

use serde::Serialize;

use super::Writer;
use super::report::Run;

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
            serde_json::to_writer(&mut *out, &file.report)?;
            writeln!(out)?;
        }
        for error in &run.errors {
            let line = ErrorLine {
                path: &error.path,
                error: &error.message,
            };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
        Ok(())
    }
}
