//! Where an audit's results go: a line a report while it runs, all the rest when it is through.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;

use crate::audit::Source;
use crate::cli::args::AuditArgs;
use crate::cli::sink::{self, Pending, Taken};
use crate::cli::{Exit, Voice};
use crate::output::batch::{Batch, Ledger, dashboard, overview, workbook};

/// Formats that are made of all reports, when all are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// The figures, for a person at a terminal.
    Overview,
    /// One page to click through; only ever a file.
    Dashboard,
    /// The workbook; only ever a file.
    Workbook,
}

/// The places for results.
pub(super) struct Targets {
    lines: Vec<Lines>,
    whole: Vec<(Whole, Option<PathBuf>)>,
    /// Whether something could not be written, which was said when it showed.
    failed: bool,
}

/// A place for a line a report.
enum Lines {
    Screen(BufWriter<io::Stdout>),
    File(Pending),
}

impl Targets {
    /// Makes ready what `--format` asks for.
    ///
    /// # Errors
    /// A format that is not there, a file that cannot be written or is one of the reports.
    pub(super) fn open(
        voice: &Voice,
        arguments: &AuditArgs,
        sources: &[Source],
    ) -> Result<Targets, String> {
        let mut targets = Targets {
            lines: Vec::new(),
            whole: Vec::new(),
            failed: false,
        };
        let mut on_screen = 0;
        let mut taken = Taken::by([]);
        for text in &arguments.format {
            let (name, path) = sink::target(text)?;
            if let Some(path) = &path
                && is_one_of(path, sources)
            {
                let said = voice.say(
                    "结果不能写进要检查的文件",
                    "results cannot go into a file to be checked:",
                );
                return Err(format!("{said} {}", path.display()));
            }
            if let Some(path) = &path
                && taken.take(path).is_err()
            {
                let said = voice.say(
                    "两种格式不能写进同一个文件",
                    "two formats cannot go into one file:",
                );
                return Err(format!("{said} {}", path.display()));
            }
            on_screen += usize::from(path.is_none());
            match name {
                "human" => targets.whole.push((Whole::Overview, path)),
                "html" if path.is_none() => {
                    return Err(voice.say(
                        "审核网页请写进文件：--format html=审核.html",
                        "the page of an audit goes into a file: --format html=audit.html",
                    ));
                }
                "html" => targets.whole.push((Whole::Dashboard, path)),
                "xlsx" if path.is_none() => {
                    return Err(voice.say(
                        "表格要写进文件，请写成 --format xlsx=审核表.xlsx",
                        "a workbook goes into a file: --format xlsx=audit.xlsx",
                    ));
                }
                "xlsx" => targets.whole.push((Whole::Workbook, path)),
                "jsonl" => targets.lines.push(Lines::open(voice, path)?),
                _ => {
                    return Err(voice.say(
                        &format!("审核的结果没有 {name} 格式，可以用 human、xlsx、html 或 jsonl"),
                        &format!("an audit has no format {name}; use human, xlsx, html or jsonl"),
                    ));
                }
            }
        }
        if on_screen > 1 {
            return Err(sink::one_on_screen(voice));
        }
        if arguments.format.is_empty() {
            targets.whole.push((Whole::Overview, None));
        }
        Ok(targets)
    }

    /// Whether someone reads a line a report.
    pub(super) fn wants_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Whether nothing is left that could be written, so that going on is of no use.
    pub(super) fn are_lost(&self) -> bool {
        self.failed && self.lines.is_empty() && self.whole.is_empty()
    }

    /// Writes a report's line everywhere; a reader that went away (`| head`) is no failure. A place that cannot be written
    /// is told of and given up, for the others may well do.
    pub(super) fn line(&mut self, voice: &Voice, bytes: &[u8]) {
        let failed = &mut self.failed;
        self.lines.retain_mut(|lines| {
            let written = match lines {
                Lines::Screen(out) => out.write_all(bytes).and_then(|()| out.flush()),
                Lines::File(file) => file.write_all(bytes),
            };
            match written {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    let place = match lines {
                        Lines::Screen(_) => voice.say("标准输出", "standard output"),
                        Lines::File(file) => file.path().display().to_string(),
                    };
                    voice.fail(&sink::unwritable(voice, &place, &error));
                    *failed = true;
                    false
                }
                _ => true,
            }
        });
    }

    /// Ends the lines and writes what is made of all reports, each as well as it can be.
    pub(super) fn finish(self, voice: &Voice, batch: &Batch, ledger: &Ledger) -> Exit {
        let mut failed = self.failed;
        let mut done = |result: Result<(), String>| {
            if let Err(message) = result {
                voice.fail(&message);
                failed = true;
            }
        };
        for lines in self.lines {
            if let Lines::File(file) = lines {
                let path = file.path().to_owned();
                let finished = file.finish();
                let finished = finished.map(|()| sink::saved(voice, &path));
                done(
                    finished.map_err(|error| {
                        sink::unwritable(voice, &path.display().to_string(), &error)
                    }),
                );
            }
        }
        // Side by side: each goes through all reports, and none waits for another.
        let written = thread::scope(|scope| {
            let begun: Vec<_> = self
                .whole
                .iter()
                .map(|(whole, path)| {
                    scope.spawn(move || write(*whole, path.as_deref(), batch, ledger))
                })
                .collect();
            let ended = begun.into_iter().map(thread::ScopedJoinHandle::join);
            ended.collect::<Vec<_>>()
        });
        // Said by the printing itself.
        let mut unprinted = false;
        for ((_, path), written) in self.whole.iter().zip(written) {
            match (path, written) {
                (_, Err(_)) => done(Err(voice.say(
                    "写结果时程序内部出错，这一种格式没有写成；请告诉开发者",
                    "the program broke while it wrote a format, which is not there; please report it",
                ))),
                (Some(path), Ok(Ok(_))) => sink::saved(voice, path),
                (Some(path), Ok(Err(error))) => {
                    let place = path.display().to_string();
                    done(Err(sink::unwritable(voice, &place, &error)));
                }
                (None, Ok(Err(error))) => done(Err(voice.system(&error))),
                (None, Ok(Ok(bytes))) => {
                    unprinted |= sink::print(voice, &bytes) == Exit::Failed;
                }
            }
        }
        match failed || unprinted {
            true => Exit::Failed,
            false => Exit::Clean,
        }
    }
}

/// Writes a format to its file; for the screen, what is to be printed.
fn write(whole: Whole, path: Option<&Path>, batch: &Batch, ledger: &Ledger) -> io::Result<Vec<u8>> {
    let write = |out: &mut dyn Write| match whole {
        Whole::Overview => out.write_all(overview(batch, ledger)?.as_bytes()),
        Whole::Dashboard => dashboard(batch, ledger, out),
        Whole::Workbook => workbook(batch, ledger, path.unwrap_or(Path::new("")), out),
    };
    let mut bytes = Vec::new();
    match path {
        Some(path) => sink::store_with(path, write)?,
        None => write(&mut bytes)?,
    }
    Ok(bytes)
}

impl Lines {
    fn open(voice: &Voice, path: Option<PathBuf>) -> Result<Lines, String> {
        let Some(path) = path else {
            return Ok(Lines::Screen(BufWriter::new(io::stdout())));
        };
        let file = Pending::create(&path).map(Lines::File);
        file.map_err(|error| sink::unwritable(voice, &path.display().to_string(), &error))
    }
}

/// Whether a place for results is one of the reports. Of 100,000 reports only those are resolved that may be it.
fn is_one_of(path: &Path, sources: &[Source]) -> bool {
    let Ok(place) = path.canonicalize() else {
        return false;
    };
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().to_lowercase())
    };
    let own = name(&place);
    sources.iter().map(Source::path).any(|source| {
        (name(source) == own || source.is_symlink()) && sink::same_file(source, &place)
    })
}
