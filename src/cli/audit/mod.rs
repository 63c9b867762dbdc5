//! `shuzhi audit`.

mod alike;
mod before;
mod compared;
mod judges;
mod kept;
mod known;
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

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::{Encoding, GB18030};

use super::args::AuditArgs;
use super::check::stands_out;
use super::json_lines::JsonLines;
use super::judging::{broke, settings};
use super::{Exit, Voice};
use crate::audit::similar::Comparer;
use crate::audit::{Found, Source, find, in_order_until, use_words_of};
use crate::checker::Checker;
use crate::output::batch::{Batch, Pairs, Summary};
use crate::output::jsonl;
use crate::output::report::{FileError, SkippedEntry};
use crate::ruleset::{Holidays, Rules};
use before::Before;
use judges::Judges;
use kept::{Kept, no_room};
use known::{Finished, Known};
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
        errors: found
            .errors
            .iter()
            .map(|(path, error)| FileError {
                path: path.clone(),
                message: error.message(voice.lang),
            })
            .collect(),
        passed_over: passed_over(voice, &found),
        deadline: register.deadline(&judges),
        folder: folder(&arguments.paths),
        notes: register.notes(),
        ..empty(voice, &judges)?
    };
    for error in &batch.errors {
        targets.line(voice, &line(|out| jsonl::error(out, error)));
    }
    let (known, mut journal) = Known::new(voice, arguments, &judges, &found.sources);
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
            // Journals speak of what was handed over and nothing else.
            journal.add(source, &finished);
            if kept.full.is_err() || targets.are_lost() {
                lost.store(true, Ordering::Relaxed);
            }
        },
    );
    progress.end();
    batch.unreached = found.sources.len() - reached;
    journal.end(voice, batch.unreached == 0);
    let mut taken_over = Ok(());
    if kept.full.is_ok() {
        let results = (&mut batch, &mut targets);
        let attendance = settled::settle(&reviewer, &found, &mut kept, results);
        if batch.unreached == 0 && !arguments.sketch {
            let results = (&mut batch, &mut targets);
            taken_over = together::compare(&reviewer, &found, pairs, &mut kept, results);
        }
        let counting = settled::counting(&kept, attendance.as_ref());
        let note = years::note(&reviewer, &found, &kept, &counting, &batch.folder);
        batch.notes.extend(note);
        let places = counting.iter().filter_map(|file| kept.place(*file));
        let last: Vec<Option<usize>> = places.map(|place| kept.previous[place]).collect();
        batch.notes.extend(before.found(voice, &last));
        batch.others = register.others(&found.sources, &kept.entries);
        batch.roster = attendance.and_then(|attendance| {
            register.report(&found.sources, &attendance, (&judges, &kept.entries))
        });
    }
    for person in batch.roster.iter().flat_map(|roster| &roster.people) {
        targets.line(voice, &line(|out| jsonl::person(out, person)));
        let least = arguments.judging.fail_on.severity();
        let missing = person.missing.as_ref();
        if missing
            .zip(least)
            .is_some_and(|(missing, least)| missing.severity >= least)
        {
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

/// Looks for the reports.
fn look(voice: &Voice, arguments: &AuditArgs) -> Result<Found, String> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(listing(voice, list)?);
    }
    let mut found = find(&paths, &arguments.exclude).map_err(|reason| {
        let said = voice.say("--exclude 的写法有误", "--exclude cannot be read");
        format!("{said}：{reason}")
    })?;
    let around = |last: &PathBuf| {
        let last = last.canonicalize().ok();
        last.is_some_and(|last| {
            let mut own = paths.iter().filter_map(|path| path.canonicalize().ok());
            own.any(|own| own != last && own.starts_with(&last))
        })
    };
    if arguments.previous_dir.as_ref().is_some_and(around) {
        return Err(voice.say(
            "--previous-dir 包含了要审核的文件夹，请给出只有去年报告的文件夹",
            "--previous-dir contains the folder to be audited; give one with last year's reports alone",
        ));
    }
    let within = |folder: &PathBuf| paths.iter().any(|path| path != folder);
    if let Some(last) = arguments.previous_dir.as_ref().filter(|last| within(last)) {
        found.leave_out(last);
    }
    if found.sources.is_empty() && found.errors.is_empty() {
        return Err(voice.say(
            "没有找到可以检查的报告（.docx .doc .wps .rtf .odt .ofd .md .txt .zip）",
            "no reports were found (.docx .doc .wps .rtf .odt .ofd .md .txt .zip)",
        ));
    }
    Ok(found)
}

/// The paths of `--files-from`.
fn listing(voice: &Voice, list: &Path) -> Result<Vec<PathBuf>, String> {
    let read = || -> io::Result<String> {
        let mut bytes = Vec::new();
        match list.as_os_str() == "-" {
            true => io::stdin().lock().read_to_end(&mut bytes)?,
            false => File::open(list)?.read_to_end(&mut bytes)?,
        };
        decoded(&bytes).ok_or_else(|| io::ErrorKind::InvalidData.into())
    };
    let text = read().map_err(|error| {
        let said = voice.say("无法读取路径清单", "the list of paths cannot be read:");
        format!("{said} {}：{}", list.display(), voice.system(&error))
    })?;
    let lines = text.lines().map(|line| line.trim_end_matches('\r'));
    Ok(lines
        .filter(|line| !line.trim().is_empty())
        .map(PathBuf::from)
        .collect())
}

/// The text of a list: UTF-8, as its byte order mark says, or else GBK, which consoles of Chinese Windows write.
fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = Encoding::for_bom(bytes);
    if marked.is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Some(text.to_owned());
    }
    let encoding = marked.map_or(GB18030, |(encoding, _)| encoding);
    let (text, _, wrong) = encoding.decode(bytes);
    (!wrong).then(|| text.into_owned())
}

/// A batch of no reports.
///
/// # Errors
/// No temporary file can be made.
fn empty(voice: &Voice, judges: &Judges) -> Result<Batch, String> {
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
        passed_over: Vec::new(),
        deadline: None,
        notes: Vec::new(),
        summary: Summary::default(),
        others: Vec::new(),
        roster: None,
        compared: false,
        pairs: Pairs::new().map_err(|error| no_room(voice, &error))?,
        clusters: Vec::new(),
        errors: Vec::new(),
        unreached: 0,
    })
}

/// The folder that all reports stand in, as it leads their paths; empty where several were named.
fn folder(paths: &[PathBuf]) -> String {
    match paths {
        [path] if path.is_dir() => {
            let shown = path.display().to_string();
            format!("{}/", shown.trim_end_matches(['/', '\\']))
        }
        _ => String::new(),
    }
}

/// What was not looked at, in words.
fn passed_over(voice: &Voice, found: &Found) -> Vec<SkippedEntry> {
    let entry = |zh: &str, en: &str, count: usize| SkippedEntry {
        what: voice.say(zh, en),
        count,
    };
    let mut entries = vec![
        entry("临时文件", "temporary files", found.temporary),
        entry(
            "隐藏的文件或文件夹",
            "hidden files or folders",
            found.hidden,
        ),
    ];
    entries.retain(|entry| entry.count > 0);
    for (ending, count) in &found.other {
        entries.push(match ending.as_str() {
            "" => entry("没有扩展名的文件", "files without an ending", *count),
            _ => entry(
                &format!(".{ending} 文件"),
                &format!(".{ending} files"),
                *count,
            ),
        });
    }
    entries
}

/// A line in memory.
fn line(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Memory takes whatever is written.
    let _ = write(&mut bytes);
    bytes
}
