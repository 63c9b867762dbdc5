//! `shuzhi audit`.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::AuditArgs;
use super::check::stands_out;
use super::judging::{Judging, broke};
use super::{Exit, Voice, sink};
use crate::audit::{Found, Row, Source, find, in_order};
use crate::output::jsonl;
use crate::output::overview::Overview;
use crate::output::report::FileError;
use crate::ruleset::Lang;

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
    let mut targets = Targets::open(voice, arguments, &found)?;
    let mut errors: Vec<FileError> = found
        .errors
        .iter()
        .map(|(path, error)| FileError {
            path: path.clone(),
            message: error.message(voice.lang),
        })
        .collect();
    for error in &errors {
        targets.line(&line(|out| jsonl::error(out, error)))?;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut told = Ok(());
    let mut exit = Exit::Clean;
    let mut progress = Progress::new(voice.lang, found.sources.len());
    let wants_lines = !targets.lines.is_empty();
    // Texts are let go of where they were read: what waits for its turn is a row and a line.
    let work = |source: &Source| {
        let checked = judging.judge(voice, source.read())?;
        let report = &checked.report;
        Ok(Judged {
            row: Row::of(report),
            stands_out: stands_out(arguments.judging.fail_on, report),
            line: match wants_lines {
                true => line(|out| jsonl::report(out, report)),
                false => Vec::new(),
            },
        })
    };
    in_order(
        &found.sources,
        arguments.jobs,
        work,
        |source, result: Option<Result<Judged, String>>| {
            progress.step();
            let bytes = match result.unwrap_or_else(|| Err(broke(voice))) {
                Ok(judged) => {
                    rows.push(judged.row);
                    if judged.stands_out {
                        exit = Exit::Findings;
                    }
                    judged.line
                }
                Err(message) => {
                    let path = source.name();
                    let error = FileError { path, message };
                    let bytes = line(|out| jsonl::error(out, &error));
                    errors.push(error);
                    bytes
                }
            };
            if told.is_ok() {
                told = targets.line(&bytes);
            }
        },
    );
    progress.end();
    told?;
    let rules = judging.checker.rules();
    let titles = |code: &str| {
        let rule = rules.check(code);
        rule.map_or_else(String::new, |rule| rule.title.get(voice.lang).to_owned())
    };
    let overview = Overview {
        profile: &judging.checker.profile().title,
        found: &found,
        rows: &rows,
        errors: &errors,
        titles: &titles,
        lang: voice.lang,
    };
    targets.finish(voice, &overview.text())?;
    Ok(if errors.is_empty() {
        exit
    } else {
        Exit::Failed
    })
}

/// What is kept of a report.
struct Judged {
    row: Row,
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

/// Where the lines and the overview go.
struct Targets {
    lines: Vec<Lines>,
    overviews: Vec<Option<PathBuf>>,
}

/// A place for a line a report.
enum Lines {
    Screen(BufWriter<io::Stdout>),
    /// A file under another name until all is written.
    File {
        out: BufWriter<File>,
        part: PathBuf,
        path: PathBuf,
    },
}

impl Targets {
    fn open(voice: &Voice, arguments: &AuditArgs, found: &Found) -> Result<Targets, String> {
        let mut targets = Targets {
            lines: Vec::new(),
            overviews: Vec::new(),
        };
        let mut on_screen = 0;
        for text in &arguments.format {
            let (name, path) = sink::target(text)?;
            if let Some(path) = &path
                && found
                    .sources
                    .iter()
                    .any(|source| sink::same_file(source.path(), path))
            {
                let said = voice.say(
                    "结果不能写进要检查的文件",
                    "results cannot go into a file to be checked:",
                );
                return Err(format!("{said} {}", path.display()));
            }
            on_screen += usize::from(path.is_none());
            match name {
                "human" => targets.overviews.push(path),
                "jsonl" => targets.lines.push(Lines::open(voice, path)?),
                _ => {
                    return Err(voice.say(
                        &format!("审核的结果没有 {name} 格式，可以用 human 或 jsonl"),
                        &format!("an audit has no format {name}; use human or jsonl"),
                    ));
                }
            }
        }
        if on_screen > 1 {
            return Err(voice.say(
                "只能有一种格式输出到屏幕，其余请写成 --format 格式=路径",
                "only one format may go to the screen; write the others as --format FORMAT=PATH",
            ));
        }
        if arguments.format.is_empty() {
            targets.overviews.push(None);
        }
        Ok(targets)
    }

    /// Writes a report's line everywhere; a reader that went away (`| head`) is no failure.
    fn line(&mut self, bytes: &[u8]) -> Result<(), String> {
        for lines in &mut self.lines {
            match lines {
                Lines::Screen(out) => match out.write_all(bytes).and_then(|()| out.flush()) {
                    Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                        return Err(error.to_string());
                    }
                    _ => {}
                },
                Lines::File { out, path, .. } => {
                    let written = out.write_all(bytes);
                    written.map_err(|error| format!("{}：{error}", path.display()))?;
                }
            }
        }
        Ok(())
    }

    fn finish(self, voice: &Voice, overview: &str) -> Result<(), String> {
        for lines in self.lines {
            if let Lines::File {
                mut out,
                part,
                path,
            } = lines
            {
                let renamed = out.flush().and_then(|()| std::fs::rename(&part, &path));
                renamed.map_err(|error| format!("{}：{error}", path.display()))?;
                let said = voice.say("结果已写入", "written to");
                eprintln!("{said} {}", path.display());
            }
        }
        for path in self.overviews {
            match path {
                Some(path) => sink::save(voice, &path, overview.as_bytes())?,
                None => {
                    sink::print(voice, overview.as_bytes());
                }
            }
        }
        Ok(())
    }
}

impl Lines {
    fn open(voice: &Voice, path: Option<PathBuf>) -> Result<Lines, String> {
        let Some(path) = path else {
            return Ok(Lines::Screen(BufWriter::new(io::stdout())));
        };
        let part = sink::part(&path);
        match File::create(&part) {
            Ok(file) => Ok(Lines::File {
                out: BufWriter::new(file),
                part,
                path,
            }),
            Err(error) => {
                let said = voice.say("无法写入", "cannot write");
                Err(format!("{said} {}：{error}", Path::display(&path)))
            }
        }
    }
}

/// How far the run is: one line on a terminal, a line now and then elsewhere.
struct Progress {
    lang: Lang,
    all: usize,
    done: usize,
    began: Instant,
    told: Instant,
    terminal: bool,
}

impl Progress {
    fn new(lang: Lang, all: usize) -> Progress {
        let now = Instant::now();
        Progress {
            lang,
            all,
            done: 0,
            began: now,
            told: now,
            terminal: io::stderr().is_terminal(),
        }
    }

    fn step(&mut self) {
        self.done += 1;
        // People look at most ten times a second, logs every ten seconds.
        let pause = if self.terminal { 100 } else { 10_000 };
        if self.told.elapsed().as_millis() < pause || self.done == self.all {
            return;
        }
        self.told = Instant::now();
        let rate = self.done as f64 / self.began.elapsed().as_secs_f64();
        let left = (self.all - self.done) as f64 / rate;
        let (done, all) = (self.done, self.all);
        let line = match self.lang {
            Lang::Zh => format!("已检查 {done}/{all} 份，每秒 {rate:.0} 份，还需约 {left:.0} 秒"),
            Lang::En => {
                format!("{done} of {all} checked, {rate:.0} a second, about {left:.0} s left")
            }
        };
        if self.terminal {
            eprint!("\r{line}\u{1b}[K");
        } else {
            eprintln!("{line}");
        }
    }

    /// Takes the line off the terminal again.
    fn end(&self) {
        if self.terminal {
            eprint!("\r\u{1b}[K");
        }
    }
}
