//! `shuzhi audit`.

mod alike;
mod before;
mod compared;
mod judges;
mod kept;
mod known;
mod look;
mod progress;
mod reading;
mod register;
mod reviewer;
mod settled;
mod slips;
mod stop;
mod targets;
mod together;
mod writers;
mod years;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::AuditArgs;
use super::check::stands_out;
use super::json_lines::JsonLines;
use super::judging::{broke, settings};
use super::{Exit, Voice};
use crate::audit::similar::Comparer;
use crate::audit::{Found, Source, in_order_until, use_words_of};
use crate::checker::Checker;
use crate::output::batch::{Batch, Pairs, PersonEntry, Summary};
use crate::output::jsonl;
use crate::output::report::FileError;
use crate::ruleset::{Holidays, Rules};
use before::Before;
use judges::Judges;
use kept::{Kept, no_room};
use known::{Diary, Finished, Known};
use look::{folder, look, passed_over};
use progress::Progress;
use register::{Dates, Entry, Listed, Register};
use reviewer::Reviewer;
use slips::Slips;
use targets::Targets;

/// Checks all reports in folders and archives.
pub fn run(voice: &Voice, arguments: &AuditArgs) -> Exit {
    match audit(voice, arguments) {
        Ok(exit) => exit,
        Err(message) => voice.fail(&message),
    }
}

fn audit(voice: &Voice, arguments: &AuditArgs) -> Result<Exit, String> {
    refuse(voice, arguments)?;
    stop::listen(voice);
    let found = look(voice, arguments)?;
    let settings = settings(voice, &arguments.judging, false);
    if let Some(dir) = &settings.rules {
        // The roster is read before the schemes: it names some of them.
        let rules = Rules::with_dir(dir).map_err(|error| error.to_string())?;
        use_words_of(&rules);
    }
    let dates = Dates::read(voice, arguments)?;
    let listed = arguments.roster.as_deref();
    let listed = listed.map(|path| Listed::open(voice, path, &dates));
    let listed = listed.transpose()?;
    let people = listed.as_ref().map_or(&[][..], Listed::people);
    let judges = Judges::new(&settings, people)?;
    let holidays = match &arguments.holidays {
        Some(path) => Holidays::open(path).map_err(|error| error.to_string())?,
        None => judges.first().rules().holidays(),
    };
    let when = (&dates, arguments.working_days, &holidays);
    let register = Register::new(&settings, &judges, listed.as_ref(), when);
    let comparer = Comparer::new(judges.first().rules());
    let pairs = arguments.compared.as_deref();
    let pairs = pairs.map(|list| JsonLines::open(voice, list, compared::SHAPE, compared::LINE));
    let pairs = pairs.transpose()?;
    // After the walk, which must not come upon a half-written result.
    let mut targets = Targets::open(voice, arguments, &found.sources)?;
    let slips = arguments.slips.as_deref();
    let slips = slips.map(|folder| Slips::open(voice, folder, &arguments.paths));
    let slips = slips.transpose()?;
    let mut batch = Batch {
        deadline: register.deadline(&judges),
        folder: folder(&arguments.paths),
        notes: register.notes(),
        ..unread(voice, &judges, &found)?
    };
    for error in &batch.errors {
        targets.line(voice, &line(|out| jsonl::error(out, error)));
    }
    let (known, mut diary) = Known::new(voice, arguments, &judges, &found.sources);
    let with = (&comparer, known.basis(), known.cache());
    let before = Before::open(voice, arguments, &register, with, &mut batch.notes)?;
    let reviewer = Reviewer {
        voice,
        arguments,
        judges: &judges,
        register: &register,
        comparer: &comparer,
        known: &known,
        before: &before,
        keys: (0..judges.all().len())
            .map(|place| judges.key_of(place))
            .collect(),
    };
    let mut kept = Kept::new(voice)?;
    let mut exit = review_all(
        &reviewer,
        &found,
        &mut kept,
        &mut diary,
        (&mut batch, &mut targets),
    );
    let results = (&mut batch, &mut targets);
    let taken_over = hold_together(&reviewer, &found, pairs, &mut kept, results);
    let people = batch.roster.iter().flat_map(|roster| &roster.people);
    for person in people {
        targets.line(voice, &line(|out| jsonl::person(out, person)));
        if stands_out_by_absence(arguments, person) {
            exit = Exit::Findings;
        }
    }
    // What is there is written also where no more would fit.
    let mut written = targets.finish(voice, &batch, &kept.ledger);
    if let Some(slips) = slips
        && let Err(message) = slips.write(voice, &batch, &kept.ledger)
    {
        written = voice.fail(&message);
    }
    known.end(voice);
    kept.full?;
    taken_over?;
    if batch.unreached > 0 && stop::asked() {
        let (all, left) = (found.sources.len(), batch.unreached);
        let said = voice.say(
            &format!("已中断：{all} 份中有 {left} 份未检查；加 --resume 继续"),
            &format!("interrupted: {left} of {all} were not checked; add --resume to continue"),
        );
        eprintln!("{said}");
        return Ok(Exit::Failed);
    }
    Ok(match batch.errors.is_empty() {
        true if written != Exit::Failed => exit,
        _ => Exit::Failed,
    })
}

/// Reviews the reports side by side and takes the results in their order, until all are through or the run is broken off.
fn review_all(
    reviewer: &Reviewer<'_>,
    found: &Found,
    kept: &mut Kept,
    diary: &mut Diary,
    (batch, targets): (&mut Batch, &mut Targets),
) -> Exit {
    let (voice, arguments) = (reviewer.voice, reviewer.arguments);
    let lost = AtomicBool::new(false);
    let mut exit = Exit::Clean;
    let mut progress = Progress::new(voice.lang, found.sources.len());
    let wants_lines = targets.wants_lines();
    // Texts are let go of where they were read: what waits for its turn is a record and a line.
    let work = |source: &Source| {
        let (reviewed, matched, finished) = reviewer.review(source);
        let line = match &reviewed {
            Ok(reviewed) if wants_lines => line(|out| {
                let sketch = arguments.sketch.then_some(&reviewed.sketch);
                jsonl::report_with(out, reviewed.written.report(), sketch)
            }),
            _ => Vec::new(),
        };
        (reviewed, line, matched, finished)
    };
    let mut number = 0;
    let reached = in_order_until(
        &|| stop::asked() || lost.load(Ordering::Relaxed),
        &found.sources,
        arguments.jobs,
        work,
        |source, result| {
            let (reviewed, bytes, matched, finished) = result.unwrap_or_else(|| {
                let matched = reviewer.by_path(&source.name());
                (Err(broke(voice)), Vec::new(), matched, Finished::default())
            });
            progress.step(finished.known);
            let bytes = match reviewed {
                Ok(reviewed) => {
                    batch.summary.add(&reviewed.record.report);
                    if stands_out(arguments.judging.fail_on, &reviewed.record.report) {
                        exit = Exit::Findings;
                    }
                    kept.entry(Entry {
                        at: reviewed.at,
                        matched,
                        nature: reviewed.nature,
                    });
                    kept.add(voice, number, reviewed);
                    bytes
                }
                Err(message) => {
                    kept.entry(Entry {
                        at: source.written(),
                        matched,
                        nature: reviewer.nature_by_path(&source.name()),
                    });
                    let path = source.name();
                    let error = FileError { path, message };
                    let bytes = line(|out| jsonl::error(out, &error));
                    batch.errors.push(error);
                    bytes
                }
            };
            number += 1;
            targets.line(voice, &bytes);
            // Diaries speak of what was handed over and nothing else.
            diary.add(source, &finished);
            if kept.full.is_err() || targets.are_lost() {
                lost.store(true, Ordering::Relaxed);
            }
        },
    );
    progress.end();
    batch.unreached = found.sources.len() - reached;
    diary.end(voice, batch.unreached == 0);
    exit
}

/// Tells what the reports are together: whose each is, which are alike, which are of another year.
///
/// # Errors
/// `pairs` that cannot be read, or a full disk.
fn hold_together(
    reviewer: &Reviewer<'_>,
    found: &Found,
    pairs: Option<JsonLines>,
    kept: &mut Kept,
    (batch, targets): (&mut Batch, &mut Targets),
) -> Result<(), String> {
    if kept.full.is_err() {
        return Ok(());
    }
    let register = reviewer.register;
    let attendance = settled::settle(reviewer, found, kept, (batch, targets));
    let compared = match batch.unreached == 0 && !reviewer.arguments.sketch {
        true => together::compare(reviewer, found, pairs, kept, (batch, targets)),
        false => Ok(()),
    };
    let counting = settled::counting(kept, attendance.as_ref());
    let note = years::note(reviewer, found, kept, &counting, &batch.folder);
    batch.notes.extend(note);
    let places = counting.iter().filter_map(|file| kept.place(*file));
    let last: Vec<Option<usize>> = places.map(|place| kept.previous[place]).collect();
    batch
        .notes
        .extend(reviewer.before.found(reviewer.voice, &last));
    batch.others = register.others(&found.sources, &kept.entries);
    batch.roster = attendance.and_then(|attendance| {
        let with = (reviewer.judges, kept.entries.as_slice());
        register.report(&found.sources, &attendance, with)
    });
    compared
}

/// Whether somebody who handed in nothing is as grave as the run is to fail on.
fn stands_out_by_absence(arguments: &AuditArgs, person: &PersonEntry) -> bool {
    let least = arguments.judging.fail_on.severity();
    let missing = person.missing.as_ref();
    missing
        .zip(least)
        .is_some_and(|(missing, least)| missing.severity >= least)
}

/// Options that do not go together.
fn refuse(voice: &Voice, arguments: &AuditArgs) -> Result<(), String> {
    if arguments.judging.previous.is_some() {
        return Err(voice.say(
            "一次审核许多报告时不能都用同一份上年度报告（--previous）；去年的报告放在一个文件夹里，用 --previous-dir 给出",
            "many reports cannot share one report of last year (--previous); name a folder with --previous-dir",
        ));
    }
    let is_lines = |format: &String| format == "jsonl" || format.starts_with("jsonl=");
    if arguments.sketch && !arguments.format.iter().any(is_lines) {
        return Err(voice.say(
            "--sketch 的特征写在 jsonl 的行里，请加 --format jsonl",
            "--sketch writes into the lines of jsonl; add --format jsonl",
        ));
    }
    let standard_input = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
    if standard_input(&arguments.files_from) && standard_input(&arguments.compared) {
        return Err(voice.say(
            "标准输入只能读一次，--files-from 和 --compared 中的一个请给出文件名",
            "standard input can be read once; name a file for --files-from or for --compared",
        ));
    }
    if arguments.resume && arguments.no_cache {
        return Err(voice.say(
            "--resume 要靠缓存接着做，不能与 --no-cache 同用",
            "--resume continues from the cache and cannot go with --no-cache",
        ));
    }
    Ok(())
}

/// A batch of which no report was read yet, and what is known of it so far.
///
/// # Errors
/// No temporary file can be made.
fn unread(voice: &Voice, judges: &Judges, found: &Found) -> Result<Batch, String> {
    let rules = judges.first().rules();
    let title = |code: &str| {
        let rule = rules.check(code);
        rule.map_or_else(String::new, |rule| rule.title.get(voice.lang).to_owned())
    };
    Ok(Batch {
        tool: judges.first().tool(),
        lang: voice.lang,
        profiles: judges.all().iter().map(Checker::profile_ref).collect(),
        titles: rules
            .codes()
            .map(|code| (code.to_owned(), title(code)))
            .collect(),
        folder: String::new(),
        passed_over: passed_over(voice, found),
        deadline: None,
        notes: Vec::new(),
        summary: Summary::default(),
        others: Vec::new(),
        roster: None,
        compared: false,
        pairs: Pairs::new().map_err(|error| no_room(voice, &error))?,
        clusters: Vec::new(),
        errors: found
            .errors
            .iter()
            .map(|(path, error)| FileError {
                path: path.clone(),
                message: error.message(voice.lang),
            })
            .collect(),
        unreached: 0,
    })
}

/// A line in memory.
fn line(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Memory takes whatever is written.
    let _ = write(&mut bytes);
    bytes
}
