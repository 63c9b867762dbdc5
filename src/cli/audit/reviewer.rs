//! One report of many: read, matched, judged, received.

use jiff::civil::DateTime;

use super::before::{Before, below};
use super::judges::Judges;
use super::known::{Finished, Known};
use super::reading::Reading;
use super::register::Register;
use super::writers::Writer;
use crate::audit::cache::{Content, Key};
use crate::audit::roster::{Clues, Match, Nature};
use crate::audit::similar::{Comparer, Sketch};
use crate::audit::{Item, Source};
use crate::cli::Voice;
use crate::cli::args::AuditArgs;
use crate::cli::judging::broke;
use crate::output::batch::{Record, Written};
use crate::output::report::Standing;
use crate::read::ReadError;

/// Everything that judging one report of a run takes.
pub(super) struct Reviewer<'a> {
    pub voice: &'a Voice,
    pub arguments: &'a AuditArgs,
    pub judges: &'a Judges,
    pub register: &'a Register<'a>,
    pub comparer: &'a Comparer,
    pub known: &'a Known,
    pub before: &'a Before,
    /// The key of each judge, in their order.
    pub keys: Vec<Key>,
}

/// A report that was judged.
pub(super) struct Reviewed {
    pub record: Record,
    /// The record as it is kept and told.
    pub written: Written,
    pub sketch: Sketch,
    /// Who wrote it, as it says itself; none where the roster says it.
    pub writer: Option<Box<Writer>>,
    /// What tells the content.
    pub content: Content,
    /// Number of its judge.
    pub judge: usize,
    /// Number of last year's file that goes with it.
    pub previous: Option<usize>,
    /// When its file was last changed, as far as that is known.
    pub at: Option<DateTime>,
    pub nature: Nature,
}

impl Reviewer<'_> {
    /// Reviews a report; whose it is and how it was come by are told of unreadable ones too.
    pub(super) fn review(&self, source: &Source) -> (Result<Reviewed, String>, Match, Finished) {
        let path = source.name();
        let mut item = match self.known.open(source) {
            Ok(item) => item,
            Err(error) => {
                let matched = self.by_path(&path);
                let message = error.message(self.voice.lang);
                return (Err(message), matched, Finished::default());
            }
        };
        let reading = Reading::get(&mut item, self.comparer, self.known.basis());
        let (reviewed, matched) = match reading {
            Ok(Some(reading)) => {
                let matched = self.register.find(&reading.clues(&path));
                let reviewed = self.judge(source, &mut item, reading, &matched);
                (reviewed, matched)
            }
            Ok(None) => {
                let message = match item.document() {
                    Ok(Err(error)) => error.message(self.voice.lang),
                    Ok(Ok(_)) => broke(self.voice),
                    Err(error) => error.message(self.voice.lang),
                };
                (Err(message), self.by_path(&path))
            }
            Err(error) => (Err(error.message(self.voice.lang)), self.by_path(&path)),
        };
        let finished = Finished::of(&item);
        (reviewed, matched, finished)
    }

    /// Reviews a report anew, of which it is told whose it is.
    ///
    /// # Errors
    /// It cannot be read any more.
    pub(super) fn again(&self, source: &Source, matched: &Match) -> Result<Reviewed, String> {
        let said = |error: ReadError| error.message(self.voice.lang);
        let mut item = self.known.open(source).map_err(said)?;
        let reading = Reading::get(&mut item, self.comparer, self.known.basis()).map_err(said)?;
        let reading = reading.ok_or_else(|| broke(self.voice))?;
        self.judge(source, &mut item, reading, matched)
    }

    /// Whose a file is that cannot be read.
    pub(super) fn by_path(&self, path: &str) -> Match {
        self.register.find(&Clues {
            path,
            ..Clues::default()
        })
    }

    fn judge(
        &self,
        source: &Source,
        item: &mut Item<'_>,
        reading: Reading,
        matched: &Match,
    ) -> Result<Reviewed, String> {
        let person = self.register.person(matched);
        let judge = person.map_or(0, |person| {
            self.judges.place(person.profile.as_deref(), &person.post)
        });
        let place = matched.person().map(|found| found.person);
        let below = below(source, &self.arguments.paths);
        let previous = self.before.find(place.zip(person), &below, &reading.title);
        let with = previous.map(|number| self.before.key(number));
        let with = with.as_ref().map_or(&[][..], Key::as_bytes);
        let key = Key::of("judgement", &[self.keys[judge].as_bytes(), with]);
        let record = item.get(&key, |document| {
            let document = document.map_err(|error| error.message(self.voice.lang))?;
            let last = previous.and_then(|number| self.before.read(number));
            let checker = &self.judges.all()[judge];
            Ok::<_, String>(Record::of(checker.check(document, last.as_ref())))
        });
        let mut record = record.map_err(|error| error.message(self.voice.lang))??;
        record.report.path = source.name();
        // The same file under another name is the same to the cache.
        record.report.previous = record
            .report
            .previous
            .and(previous.map(|number| self.before.path(number)));
        let modified = reading.modified(source.written());
        self.register.receive(&mut record, judge, matched, modified);
        let nature = Nature {
            is_report: record.report.standing() != Standing::Other,
            says_so: reading
                .titles()
                .chain([record.report.path.as_str()])
                .any(|line| self.says_so(line)),
            year: reading.year(),
        };
        let written = record.written().map_err(|_| broke(self.voice))?;
        Ok(Reviewed {
            record,
            written,
            writer: place.is_none().then(|| Box::new(Writer::of(&reading))),
            sketch: reading.sketch,
            content: item.content(),
            judge,
            previous,
            at: modified.map(|modified| modified.at),
            nature,
        })
    }

    /// What a file is that cannot be read: a report, as far as is known.
    pub(super) fn nature_by_path(&self, path: &str) -> Nature {
        Nature {
            is_report: true,
            says_so: self.says_so(path),
            year: None,
        }
    }

    /// Whether a line, or the name at the end of a path, speaks of duty reports.
    fn says_so(&self, line: &str) -> bool {
        let line = line.rsplit(['/', '\\']).next().unwrap_or(line);
        let mut words = self.judges.first().rules().words("STR004", "titled");
        words.any(|word| line.contains(word))
    }
}
