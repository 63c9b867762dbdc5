//! `shuzhi audit`.

mod known;
mod progress;
mod stop;
mod targets;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::AuditArgs;
use super::check::stands_out;
use super::judging::{Judging, broke};
use super::{Exit, Voice};
use crate::audit::{Found, Source, find, in_order_until};
use crate::checker::Checker;
use crate::output::batch::{Batch, Ledger, Record, Summary};
use crate::output::jsonl;
use crate::output::report::{FileError, SkippedEntry};
use known::{Finished, Known};
use progress::Progress;
use targets::Targets;

/// Checks all reports in folders and archives.
pub fn run(voice: &Voice, arguments: &AuditArgs) -> Exit {
    match audit(voice, arguments) {
        Ok(exit) => exit,
        Err(message) => voice.fail(&message),
    }
}

fn audit(voice: &Voice, arguments: &AuditArgs) -> Result<Exit, String> {
    if arguments.judging.previous.is_some() {
        return Err(voice.say(
            "一次审核许多报告时不能都用同一份上年度报告（--previous）",
            "many reports cannot share one report of last year (--previous)",
        ));
    }
    if arguments.resume && arguments.no_cache {
        return Err(voice.say(
            "--resume 要靠缓存接着做，不能与 --no-cache 同用",
            "--resume continues from the cache and cannot go with --no-cache",
        ));
    }
    stop::listen(voice);
    let found = find(&arguments.paths, &arguments.exclude).map_err(|reason| {
        let said = voice.say("--exclude 的写法有误", "--exclude cannot be read");
        format!("{said}：{reason}")
    })?;
    if found.sources.is_empty() && found.errors.is_empty() {
        return Err(voice.say(
            "没有找到可以检查的报告（.docx .doc .wps .rtf .odt .ofd .md .txt .zip）",
            "no reports were found (.docx .doc .wps .rtf .odt .ofd .md .txt .zip)",
        ));
    }
    let judging = Judging::new(voice, &arguments.judging, false)?;
    // After the walk, which must not come upon a half-written result.
    let mut targets = Targets::open(voice, arguments, &found.sources)?;
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
        ..empty(voice, &judging.checker)
    };
    for error in &batch.errors {
        targets.line(voice, &line(|out| jsonl::error(out, error)));
    }
    let mut ledger = Ledger::new().map_err(|error| no_room(voice, &error))?;
    let mut full = Ok(());
    let lost = AtomicBool::new(false);
    let mut exit = Exit::Clean;
    let (known, mut journal) = Known::new(voice, arguments, &judging.checker, &found.sources);
    let mut progress = Progress::new(voice.lang, found.sources.len());
    let wants_lines = targets.wants_lines();
    // Texts are let go of where they were read: what waits for its turn is a record and a line.
    let work = |source: &Source| {
        let (record, finished) = known.record(voice, source, &judging);
        let judged = record.map(|record| Judged {
            stands_out: stands_out(arguments.judging.fail_on, &record.report),
            line: match wants_lines {
                true => line(|out| jsonl::report(out, &record.report)),
                false => Vec::new(),
            },
            record,
        });
        (judged, finished)
    };
    let reached = in_order_until(
        &|| stop::asked() || lost.load(Ordering::Relaxed),
        &found.sources,
        arguments.jobs,
        work,
        |source, result: Option<(Result<Judged, String>, Finished)>| {
            let (judged, finished) =
                result.unwrap_or_else(|| (Err(broke(voice)), Finished::default()));
            progress.step(finished.known);
            let bytes = match judged {
                Ok(judged) => {
                    batch.summary.add(&judged.record.report);
                    if full.is_ok() {
                        let added = ledger.add(&judged.record);
                        full = added.map_err(|error| no_room(voice, &error));
                    }
                    if judged.stands_out {
                        exit = Exit::Findings;
                    }
                    judged.line
                }
                Err(message) => {
                    let path = source.name();
                    let error = FileError { path, message };
                    let bytes = line(|out| jsonl::error(out, &error));
                    batch.errors.push(error);
                    bytes
                }
            };
            targets.line(voice, &bytes);
            // Journals speak of what was handed over and nothing else.
            journal.add(source, &finished);
            if full.is_err() || targets.are_lost() {
                lost.store(true, Ordering::Relaxed);
            }
        },
    );
    progress.end();
    batch.unreached = found.sources.len() - reached;
    journal.end(voice, batch.unreached == 0);
    // What is there is written also where no more would fit.
    let written = targets.finish(voice, &batch, &ledger);
    known.end(voice);
    full?;
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

/// A batch of no reports.
fn empty(voice: &Voice, checker: &Checker) -> Batch {
    let rules = checker.rules();
    let title = |code: &str| {
        let rule = rules.check(code);
        rule.map_or_else(String::new, |rule| rule.title.get(voice.lang).to_owned())
    };
    Batch {
        tool: checker.tool(),
        lang: voice.lang,
        profiles: vec![checker.profile_ref()],
        titles: rules
            .codes()
            .map(|code| (code.to_owned(), title(code)))
            .collect(),
        passed_over: Vec::new(),
        deadline: None,
        notes: Vec::new(),
        summary: Summary::default(),
        roster: None,
        compared: false,
        pairs: Vec::new(),
        clusters: Vec::new(),
        errors: Vec::new(),
        unreached: 0,
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

fn no_room(voice: &Voice, error: &io::Error) -> String {
    let said = voice.say(
        "无法写入临时文件，请检查磁盘空间",
        "a temporary file cannot be written; is the disk full?",
    );
    format!("{said}：{error}")
}

/// What is kept of a report.
struct Judged {
    record: Record,
    stands_out: bool,
    line: Vec<u8>,
}

/// A line in memory.
fn line(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Memory takes whatever is written.
    let _ = write(&mut bytes);
    bytes
}
