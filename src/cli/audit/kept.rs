//! What is kept of the reports of a run: records on disk, a few numbers and a sketch of each in memory.

use std::io;

use jiff::civil::DateTime;

use super::register::Entry;
use super::reviewer::Reviewed;
use crate::audit::cache::Content;
use crate::audit::roster::Match;
use crate::audit::similar::{Batch as Year, Index};
use crate::cli::Voice;
use crate::output::batch::{Ledger, Record};

/// The reports of a run so far; the place of one is the number of those judged before it.
pub(super) struct Kept {
    pub ledger: Ledger,
    pub index: Index,
    /// By place: the number of the source.
    pub numbers: Vec<usize>,
    /// By place: the number of the judge.
    pub judges: Vec<usize>,
    /// By place: what tells the content.
    pub contents: Vec<Content>,
    /// By place: the number of the own file of last year.
    pub previous: Vec<Option<usize>>,
    /// By source: whose it is and when it came.
    pub entries: Vec<Entry>,
    /// Whether the disk still takes what is written.
    pub full: Result<(), String>,
}

impl Kept {
    /// Nothing yet.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub(super) fn new(voice: &Voice) -> Result<Kept, String> {
        Ok(Kept {
            ledger: Ledger::new().map_err(|error| no_room(voice, &error))?,
            index: Index::new(),
            numbers: Vec::new(),
            judges: Vec::new(),
            contents: Vec::new(),
            previous: Vec::new(),
            entries: Vec::new(),
            full: Ok(()),
        })
    }

    /// Notes whose a file is; of every file in its turn.
    pub(super) fn entry(&mut self, matched: Match, at: Option<DateTime>) {
        self.entries.push(Entry { at, matched });
    }

    /// Keeps a report; `number` is that of its source.
    pub(super) fn add(&mut self, voice: &Voice, number: usize, reviewed: Reviewed) {
        if self.full.is_err() {
            return;
        }
        let added = self.ledger.add(&reviewed.written);
        self.full = added.map_err(|error| no_room(voice, &error));
        self.index.add(&reviewed.sketch, Year::This);
        self.numbers.push(number);
        self.judges.push(reviewed.judge);
        self.contents.push(reviewed.content);
        self.previous.push(reviewed.previous);
    }

    /// Changes a report, if `change` says that it did.
    pub(super) fn amend(
        &mut self,
        voice: &Voice,
        place: usize,
        change: impl FnOnce(&mut Record) -> bool,
    ) {
        if self.full.is_err() {
            return;
        }
        let amended = self.ledger.record(place).and_then(|mut record| {
            if change(&mut record) {
                self.ledger.replace(place, &record.written()?)?;
            }
            Ok(())
        });
        self.full = amended.map_err(|error| no_room(voice, &error));
    }
}

fn no_room(voice: &Voice, error: &io::Error) -> String {
    let said = voice.say(
        "无法写入临时文件，请检查磁盘空间",
        "a temporary file cannot be written; is the disk full?",
    );
    format!("{said}：{error}")
}
