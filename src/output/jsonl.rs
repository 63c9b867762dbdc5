//! One file object a line; a file that could not be read is a line too.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Writer;
use super::batch::PersonEntry;
use super::report::{Diagnostic, FileError, FileReport, Run, Submission, Verdict};
use crate::audit::similar::Similar;

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

/// What two reports share.
#[derive(Serialize, JsonSchema)]
struct PairLine<'r> {
    /// Path of the first one.
    a: &'r str,
    /// Path of the other one.
    b: &'r str,
    /// None where they share too little.
    pair: Option<&'r Similar>,
}

/// What became of a report when all were there; its own line was written long before.
#[derive(Serialize, JsonSchema)]
struct AmendedLine<'r> {
    amended: Amended<'r>,
}

/// What of a report is not any more as its line says.
#[derive(Serialize, JsonSchema)]
struct Amended<'r> {
    /// Its path.
    path: &'r str,
    /// The finding that came to it; none where another thing changed.
    diagnostic: Option<&'r Diagnostic>,
    /// What to do with the text.
    outcome: Verdict,
    /// The same in the scheme's words.
    outcome_text: &'r str,
    /// Whose it is and when it was handed in.
    submission: Option<&'r Submission>,
}

/// Someone on the roster.
#[derive(Serialize, JsonSchema)]
struct PersonLine<'r> {
    person: &'r PersonEntry,
}

/// A line of an audit besides those of reports and errors.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is asked for")]
enum AuditLine<'r> {
    Pair(PairLine<'r>),
    Amended(AmendedLine<'r>),
    Person(PersonLine<'r>),
}

/// The JSON Schema of the lines that `audit --format jsonl` writes besides those of reports and errors: pairs, what became
/// of reports, people; committed as `rules/schema/audit-lines.json`.
pub fn audit_lines_schema() -> Value {
    schemars::schema_for!(AuditLine<'_>).to_value()
}

fn write<L: Serialize>(out: &mut dyn io::Write, line: &L) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}

/// Writes the line of a report.
///
/// # Errors
/// What `out` says.
pub fn report(out: &mut dyn io::Write, report: &FileReport) -> io::Result<()> {
    write(out, report)
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
    write(out, &PersonLine { person })
}

/// Writes what two reports share: `{"a", "b", "pair"}`; no pair where that is too little.
///
/// # Errors
/// What `out` says.
pub fn pair(
    out: &mut dyn io::Write,
    (a, b): (&str, &str),
    pair: Option<&Similar>,
) -> io::Result<()> {
    write(out, &PairLine { a, b, pair })
}

/// Writes what became of a report when all were there: `{"amended": {path, outcome …}}`, with the finding that came to it.
/// Its own line was written long before.
///
/// # Errors
/// What `out` says.
pub fn amended(
    out: &mut dyn io::Write,
    report: &FileReport,
    diagnostic: Option<&Diagnostic>,
) -> io::Result<()> {
    let amended = Amended {
        path: &report.path,
        diagnostic,
        outcome: report.rubric.outcome,
        outcome_text: &report.rubric.outcome_text,
        submission: report.submission.as_ref(),
    };
    write(out, &AmendedLine { amended })
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
    write(out, &line)
}
