//! The contract `shuzhi/1` as one indented object.

use std::io;

use serde::Serialize;

use super::Writer;
use super::report::{FileError, FileReport, Run, SCHEMA, Tool};

/// [`super::report::RunReport`] without the cost of a copy: the same fields, borrowed.
#[derive(Serialize)]
struct Borrowed<'r> {
    schema: &'static str,
    tool: &'r Tool,
    files: Vec<&'r FileReport>,
    errors: &'r [FileError],
}

/// Writes JSON.
pub(super) struct Json;

impl Writer for Json {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let value = Borrowed {
            schema: SCHEMA,
            tool: &run.tool,
            files: run.files.iter().map(|file| &file.report).collect(),
            errors: &run.errors,
        };
        serde_json::to_writer_pretty(&mut *out, &value)?;
        writeln!(out)
    }
}
