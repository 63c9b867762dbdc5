//! The reports of an audit, kept on disk: memory holds a few numbers of each, however long the run is.

use std::io;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::spool::{Piece, Spool};
use crate::output::report::{Checked, Diagnostic, FileReport, Verdict};
use crate::ruleset::Severity;

/// Characters of a passage that are kept with its finding.
const QUOTE: usize = 60;

/// A report with the words that its findings speak of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// The report.
    pub report: FileReport,
    /// For each finding, in the same order, its passage in the author's words, cut where it is long.
    pub quotes: Vec<Option<String>>,
}

impl Record {
    /// What is kept of a report.
    pub fn of(checked: Checked) -> Record {
        let Checked { report, view } = checked;
        let quote = |span: &Option<crate::output::report::ViewSpan>| {
            let span = span.as_ref()?;
            let paragraph = view.paragraphs.get(span.paragraph)?;
            let words = paragraph.text.get(span.range.clone())?.trim();
            Some(match words.char_indices().nth(QUOTE) {
                Some((cut, _)) => format!("{}…", &words[..cut]),
                None => words.to_owned(),
            })
        };
        Record {
            quotes: view.diagnostics.iter().map(quote).collect(),
            report,
        }
    }

    /// The record as a ledger keeps it. Threads that judge make it, so that the one that keeps all has little to do.
    ///
    /// # Errors
    /// A number that JSON has no form for.
    pub fn written(&self) -> io::Result<Written> {
        let mut bytes = BEFORE.to_vec();
        serde_json::to_writer(&mut bytes, &self.report)?;
        let report = BEFORE.len()..bytes.len();
        bytes.extend_from_slice(b",\"quotes\":");
        serde_json::to_writer(&mut bytes, &self.quotes)?;
        bytes.push(b'}');
        let rubric = &self.report.rubric;
        let row = Row {
            outcome: rubric.outcome,
            total: rubric.total as f32,
            confidence: confidence(&self.report) as f32,
        };
        Ok(Written { bytes, report, row })
    }

    /// Puts in a finding about the report as a whole, which stands before those that have a place.
    pub fn put(&mut self, diagnostic: Diagnostic) {
        self.report.diagnostics.insert(0, diagnostic);
        self.quotes.insert(0, None);
    }
}

/// What stands before the report in the JSON of a [`Record`].
const BEFORE: &[u8] = b"{\"report\":";

/// A [`Record`] as JSON, with the numbers by which it is put in order.
#[derive(Debug)]
pub struct Written {
    bytes: Vec<u8>,
    /// Where the report stands in it.
    report: Range<usize>,
    row: Row,
}

impl Written {
    /// The report alone, as JSON.
    pub fn report(&self) -> &[u8] {
        self.bytes.get(self.report.clone()).unwrap_or_default()
    }
}

/// The numbers of a report by which reports are put in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// What to do with the text.
    pub outcome: Verdict,
    /// 0 to 100.
    pub total: f32,
    /// How sure the errors and warnings are on the whole, 0 to 1; 1 where there are none.
    pub confidence: f32,
}

/// Reports in the order in which they were put in.
#[derive(Debug)]
pub struct Ledger {
    spool: Spool,
    pieces: Vec<Piece>,
    rows: Vec<Row>,
}

impl Ledger {
    /// An empty one.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub fn new() -> io::Result<Ledger> {
        Ok(Ledger {
            spool: Spool::new()?,
            pieces: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// Puts a report in; its place is the number of those before it.
    ///
    /// # Errors
    /// The disk is full.
    pub fn add(&mut self, written: &Written) -> io::Result<()> {
        self.pieces.push(self.spool.add(&written.bytes)?);
        self.rows.push(written.row);
        Ok(())
    }

    /// Puts another report in the place of one.
    ///
    /// # Errors
    /// The disk is full.
    pub fn replace(&mut self, place: usize, written: &Written) -> io::Result<()> {
        let piece = self.spool.add(&written.bytes)?;
        if let (Some(old), Some(row)) = (self.pieces.get_mut(place), self.rows.get_mut(place)) {
            (*old, *row) = (piece, written.row);
        }
        Ok(())
    }

    /// The report in a place.
    ///
    /// # Errors
    /// What was written cannot be read again.
    pub fn record(&self, place: usize) -> io::Result<Record> {
        let piece = self.pieces.get(place).ok_or(io::ErrorKind::NotFound)?;
        Ok(serde_json::from_slice(&self.spool.read(*piece)?)?)
    }

    /// The reports in their order, each read when it is asked for.
    pub fn records(&self) -> impl Iterator<Item = io::Result<Record>> {
        (0..self.len()).map(|place| self.record(place))
    }

    /// The numbers of all reports.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The places of the reports in the order in which they are best read: the worst outcome first, then the lowest score,
    /// and of equal ones those that are least certain.
    pub fn reading_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&self.rows[*a], &self.rows[*b]);
            let by_outcome = b.outcome.cmp(&a.outcome);
            by_outcome
                .then(a.total.total_cmp(&b.total))
                .then(a.confidence.total_cmp(&b.confidence))
        });
        order
    }
}

fn confidence(report: &FileReport) -> f64 {
    let grave: Vec<f64> = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .map(|diagnostic| diagnostic.confidence)
        .collect();
    if grave.is_empty() {
        return 1.0;
    }
    grave.iter().sum::<f64>() / grave.len() as f64
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn gives_back_what_was_put_in_also_between_writing() {
        let mut ledger = Ledger::new().unwrap();
        let records = sample::records();
        for (place, record) in records.iter().enumerate() {
            ledger.add(&record.written().unwrap()).unwrap();
            let back = ledger.record(place / 2).unwrap();
            assert_eq!(back.report.path, records[place / 2].report.path);
        }
        let mut other = records[0].clone();
        other.report.rubric.outcome = Verdict::Rewrite;
        other.report.rubric.total = 0.0;
        ledger.replace(1, &other.written().unwrap()).unwrap();
        assert_eq!(ledger.len(), records.len());
        assert_eq!(ledger.reading_order()[0], 1);
        assert_eq!(
            ledger.record(1).unwrap().report.rubric.outcome,
            Verdict::Rewrite
        );
        assert_eq!(ledger.records().count(), records.len());
        assert!(ledger.record(records.len()).is_err());
    }
}
