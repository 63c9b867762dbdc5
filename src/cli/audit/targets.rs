//! Where an audit's results go: a line a report while it runs, all the rest when it is through.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::audit::Source;
use crate::cli::args::AuditArgs;
use crate::cli::{Voice, sink};
use crate::output::batch::{Batch, Ledger, overview, workbook};

/// Formats that are made of all reports, when all are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// The figures, for a person at a terminal.
    Overview,
    /// The workbook; only ever a file.
    Workbook,
}

/// The places for results.
pub(super) struct Targets {
    lines: Vec<Lines>,
    whole: Vec<(Whole, Option<PathBuf>)>,
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
        };
        let mut on_screen = 0;
        for text in &arguments.format {
            let (name, path) = sink::target(text)?;
            if let Some(path) = &path
                && sources
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
                "human" => targets.whole.push((Whole::Overview, path)),
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
                        &format!("审核的结果没有 {name} 格式，可以用 human、xlsx 或 jsonl"),
                        &format!("an audit has no format {name}; use human, xlsx or jsonl"),
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
            targets.whole.push((Whole::Overview, None));
        }
        Ok(targets)
    }

    /// Whether someone reads a line a report.
    pub(super) fn wants_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Writes a report's line everywhere; a reader that went away (`| head`) is no failure.
    pub(super) fn line(&mut self, bytes: &[u8]) -> Result<(), String> {
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

    /// Ends the lines and writes what is made of all reports.
    ///
    /// # Errors
    /// What could not be written.
    pub(super) fn finish(
        self,
        voice: &Voice,
        batch: &Batch,
        ledger: &Ledger,
    ) -> Result<(), String> {
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
        for (whole, path) in self.whole {
            let write = |out: &mut dyn Write| match whole {
                Whole::Overview => out.write_all(overview(batch, ledger)?.as_bytes()),
                Whole::Workbook => {
                    workbook(batch, ledger, path.as_deref().unwrap_or(Path::new("")), out)
                }
            };
            match &path {
                Some(path) => sink::save_with(voice, path, write)?,
                None => {
                    let mut bytes = Vec::new();
                    write(&mut bytes).map_err(|error| error.to_string())?;
                    sink::print(voice, &bytes);
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
