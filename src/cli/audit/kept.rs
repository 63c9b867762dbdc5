//! What is kept of the reports of a run: records on disk, a few numbers and a sketch of each in memory.

use std::io;
use std::num::NonZero;

use super::register::Entry;
use super::reviewer::Reviewed;
use super::writers::Writer;
use crate::audit::cache::Content;
use crate::audit::in_order;
use crate::audit::roster::Match;
use crate::audit::similar::{Batch as Year, Index};
use crate::cli::Voice;
use crate::output::batch::{Ledger, Record, Written};
use crate::output::report::FileReport;

/// A changed report: its place, as it was, as it is, and that as it is kept.
type Amended = (usize, FileReport, FileReport, Written);

/// Reports that are changed at a time: so many are in memory.
const AT_A_TIME: usize = 256;

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
    /// By place: who wrote it, as it says itself; none where the roster says it.
    pub writers: Vec<Option<Box<Writer>>>,
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
            writers: Vec::new(),
            previous: Vec::new(),
            entries: Vec::new(),
            full: Ok(()),
        })
    }

    /// Notes whose a file is; of every file in its turn.
    pub(super) fn entry(&mut self, entry: Entry) {
        self.entries.push(entry);
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
        self.writers.push(reviewed.writer);
        self.previous.push(reviewed.previous);
    }

    /// The place of a file's report, by the number of the source; none where it could not be read.
    pub(super) fn place(&self, number: usize) -> Option<usize> {
        self.numbers.binary_search(&number).ok()
    }

    /// Takes the match of a file back that was thought to be someone's; whether that was so.
    pub(super) fn doubt(&mut self, number: usize, matched: Match) -> bool {
        let entry = self.entries.get_mut(number);
        let entry = entry.filter(|entry| entry.matched.person().is_some());
        entry.map(|entry| entry.matched = matched).is_some()
    }

    /// Puts in the place of a report what became of it when it was `reviewed` anew; where that failed, what is known no
    /// more is taken out. `changed` hears of the report as it was and as it is.
    pub(super) fn replace(
        &mut self,
        voice: &Voice,
        (number, place): (usize, usize),
        reviewed: Result<Reviewed, String>,
        mut changed: impl FnMut(&FileReport, &FileReport),
    ) {
        let again = |kept: &mut Kept| {
            let before = kept.ledger.record(place)?;
            let Ok(reviewed) = reviewed else {
                let mut after = before.clone();
                after.report.submission = None;
                kept.ledger.replace(place, &after.written()?)?;
                changed(&before.report, &after.report);
                return Ok(());
            };
            kept.ledger.replace(place, &reviewed.written)?;
            kept.judges[place] = reviewed.judge;
            kept.previous[place] = reviewed.previous;
            kept.writers[place] = reviewed.writer;
            kept.entries[number].at = reviewed.at;
            changed(&before.report, &reviewed.record.report);
            Ok(())
        };
        if self.full.is_ok() {
            let done: io::Result<()> = again(self);
            self.full = done.map_err(|error| no_room(voice, &error));
        }
    }

    /// Changes reports, each by its place: several threads ask `change`, which says whether it did, and `changed` hears of
    /// those that are not as before, in the order of the changes.
    pub(super) fn amend<C: Sync>(
        &mut self,
        (voice, jobs): (&Voice, Option<NonZero<usize>>),
        changes: &[(usize, C)],
        change: impl Fn(usize, &C, &mut Record) -> bool + Sync,
        mut changed: impl FnMut(&FileReport, &FileReport),
    ) {
        for some in changes.chunks(AT_A_TIME) {
            let mut amended: Vec<io::Result<Amended>> = Vec::new();
            let ledger = &self.ledger;
            let work = |(place, with): &(usize, C)| {
                let before = ledger.record(*place)?;
                let mut after = before.clone();
                if !change(*place, with, &mut after) {
                    return Ok(None);
                }
                let written = after.written()?;
                Ok(Some((*place, before.report, after.report, written)))
            };
            in_order(some, jobs, work, |_, result| {
                // A change that panics changes nothing.
                amended.extend(result.unwrap_or(Ok(None)).transpose());
            });
            let write = || -> io::Result<()> {
                for entry in amended {
                    let (place, before, after, written) = entry?;
                    self.ledger.replace(place, &written)?;
                    changed(&before, &after);
                }
                Ok(())
            };
            let written = write();
            if let (Err(error), Ok(())) = (written, &self.full) {
                self.full = Err(no_room(voice, &error));
            }
            if self.full.is_err() {
                return;
            }
        }
    }
}

/// That a temporary file cannot be written, in words.
pub(super) fn no_room(voice: &Voice, error: &io::Error) -> String {
    let said = voice.say(
        "无法写入临时文件，请检查磁盘空间",
        "a temporary file cannot be written; is the disk full?",
    );
    format!("{said}：{}", voice.system(error))
}
