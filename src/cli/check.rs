//! `shuzhi check`.

use std::path::{Path, PathBuf};

use super::annotate::save_copy;
use super::args::{CheckArgs, FailOn};
use super::judging::{Judging, broke};
use super::sink::{self, Clash, Taken};
use super::{Exit, Voice};
use crate::audit::in_order;
use crate::checker::Checker;
use crate::output::report::{Checked, FileError, FileReport, Run};
use crate::output::{Format, Options, jsonl, writer};

/// A format and where it goes; none for standard output.
struct Target {
    format: Format,
    path: Option<PathBuf>,
}

/// Checks the files and writes every format asked for.
pub fn run(voice: &Voice, arguments: &CheckArgs) -> Exit {
    let targets = match targets(voice, arguments) {
        Ok(targets) => targets,
        Err(message) => return voice.fail(&message),
    };
    let judging = match Judging::new(voice, &arguments.judging, arguments.sentences) {
        Ok(judging) => judging,
        Err(message) => return voice.fail(&message),
    };
    if let [only] = targets.as_slice()
        && only.format == Format::Jsonl
        && only.path.is_none()
    {
        return lines(voice, arguments, &judging);
    }
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    in_order(
        &arguments.files,
        None,
        |path| judging.check(voice, path),
        |path, result| match result.unwrap_or_else(|| Err(broke(voice))) {
            Ok(checked) => files.push(checked),
            Err(message) => errors.push(unread(path, message)),
        },
    );
    let run = Run {
        tool: judging.checker.tool(),
        lang: voice.lang,
        files,
        errors,
    };
    let written = write(voice, &run, &judging.checker, &targets);
    // The human format tells errors itself; whoever reads only a machine format must see them too.
    if !targets
        .iter()
        .any(|target| target.format == Format::Human && target.path.is_none())
    {
        tell(voice, &run.errors);
    }
    if !run.errors.is_empty() || written == Exit::Failed {
        return Exit::Failed;
    }
    verdict(arguments.judging.fail_on, &run.files)
}

/// Checks the files and prints the line of each as soon as those before it are out: of thousands only a few wait in memory.
fn lines(voice: &Voice, arguments: &CheckArgs, judging: &Judging) -> Exit {
    let fail_on = arguments.judging.fail_on;
    let work = |path: &PathBuf| {
        let report = judging.check(voice, path)?.report;
        let mut line = Vec::new();
        jsonl::report(&mut line, &report).map_err(|error| voice.system(&error))?;
        Ok((line, stands_out(fail_on, &report)))
    };
    let (mut errors, mut found, mut printed) = (Vec::new(), false, Exit::Clean);
    let mut print = |bytes: &[u8]| {
        if sink::print(voice, bytes) == Exit::Failed {
            printed = Exit::Failed;
        }
    };
    in_order(&arguments.files, None, work, |path, result| {
        match result.unwrap_or_else(|| Err(broke(voice))) {
            Ok((line, counts)) => {
                found |= counts;
                print(&line);
            }
            Err(message) => errors.push(unread(path, message)),
        }
    });
    for error in &errors {
        let mut line = Vec::new();
        // Writing to memory cannot fail.
        let _ = jsonl::error(&mut line, error);
        print(&line);
    }
    tell(voice, &errors);
    if !errors.is_empty() || printed == Exit::Failed {
        return Exit::Failed;
    }
    outcome(found)
}

fn unread(path: &Path, message: String) -> FileError {
    FileError {
        path: path.display().to_string(),
        message,
    }
}

fn tell(voice: &Voice, errors: &[FileError]) {
    for error in errors {
        voice.fail(&format!("{}：{}", error.path, error.message));
    }
}

/// Whether something was found that counts.
pub(super) fn verdict(fail_on: FailOn, files: &[Checked]) -> Exit {
    let found = files
        .iter()
        .any(|checked| stands_out(fail_on, &checked.report));
    outcome(found)
}

fn outcome(found: bool) -> Exit {
    if found { Exit::Findings } else { Exit::Clean }
}

/// Whether something was found in a report that counts.
pub(super) fn stands_out(fail_on: FailOn, report: &FileReport) -> bool {
    fail_on.severity().is_some_and(|least| {
        let mut diagnostics = report.diagnostics.iter();
        diagnostics.any(|diagnostic| diagnostic.severity >= least)
    })
}

fn targets(voice: &Voice, arguments: &CheckArgs) -> Result<Vec<Target>, String> {
    let mut targets = Vec::new();
    for text in &arguments.format {
        let (name, path) = sink::target(text)?;
        let format: Format = name
            .parse()
            .map_err(|error: crate::output::UnknownFormat| error.to_string())?;
        if format == Format::Docx {
            let several = arguments.files.len() > 1;
            match &path {
                None => {
                    return Err(voice.say(
                        "docx 要写进文件：--format docx=带批注的副本.docx",
                        "docx goes into a file: --format docx=copy.docx",
                    ));
                }
                Some(path) if several && !path.is_dir() => {
                    let said = voice.say(
                        "检查几份报告时，--format docx= 后面要写一个已有的文件夹，这不是：",
                        "for several reports --format docx= takes a folder, which this is not:",
                    );
                    return Err(format!("{said} {}", path.display()));
                }
                Some(_) => {}
            }
        }
        targets.push(Target { format, path });
    }
    let printed = targets.iter().filter(|target| target.path.is_none());
    if printed.count() > 1 {
        return Err(sink::one_on_screen(voice));
    }
    if targets.is_empty() {
        targets.push(Target {
            format: Format::Human,
            path: None,
        });
    }
    keep_inputs(voice, arguments, &targets)?;
    Ok(targets)
}

/// Nothing that is read may be written over, and nothing that is written be written over by another result: told before
/// anything is done.
fn keep_inputs(voice: &Voice, arguments: &CheckArgs, targets: &[Target]) -> Result<(), String> {
    let judging = &arguments.judging;
    let read = arguments.files.iter().chain(&judging.previous);
    let read = read.map(PathBuf::as_path);
    let mut taken = Taken::by(read.chain(judging.profile.as_ref().map(Path::new)));
    let mut take = |path: &Path| {
        let said = match taken.take(path) {
            Ok(()) => return Ok(()),
            Err(Clash::Input) => voice.say(
                "结果不能写进要读的文件，请换一个文件名或文件夹：",
                "results cannot go into a file that is read; choose another name or folder:",
            ),
            Err(Clash::Result) => voice.say(
                "有两份结果要写进同一个文件，请分开写：",
                "two results cannot go into one file:",
            ),
        };
        Err(format!("{said} {}", path.display()))
    };
    for target in targets {
        match &target.path {
            Some(path) if target.format == Format::Docx => {
                let is_folder = path.is_dir();
                let mut files = arguments.files.iter();
                files.try_for_each(|file| take(&copy_of(file, path, is_folder)))?;
            }
            Some(path) => take(path)?,
            None => {}
        }
    }
    Ok(())
}

/// Where the annotated copy of a file goes: the path, or the file's name in the folder that the path is.
fn copy_of(file: &Path, output: &Path, is_folder: bool) -> PathBuf {
    match file.file_name().filter(|_| is_folder) {
        Some(name) => output.join(name),
        None => output.to_owned(),
    }
}

fn write(voice: &Voice, run: &Run, checker: &Checker, targets: &[Target]) -> Exit {
    let mut exit = Exit::Clean;
    for target in targets {
        let rules = match target.format {
            Format::Sarif => checker
                .rules()
                .codes()
                .filter_map(|code| checker.rules().check(code).cloned())
                .collect(),
            _ => Vec::new(),
        };
        let colour = voice.colour && target.path.is_none();
        let options = Options {
            colour,
            rules,
            ..Options::default()
        };
        let Some(writer) = writer(target.format, &options) else {
            if copies(voice, run, target) == Exit::Failed {
                exit = Exit::Failed;
            }
            continue;
        };
        let mut bytes = Vec::new();
        if let Err(error) = writer.write(run, &mut bytes) {
            exit = voice.fail(&error.to_string());
            continue;
        }
        let Some(path) = &target.path else {
            if sink::print(voice, &bytes) == Exit::Failed {
                exit = Exit::Failed;
            }
            continue;
        };
        if let Err(message) = sink::save(voice, path, &bytes) {
            exit = voice.fail(&message);
        }
    }
    exit
}

/// Writes the annotated copy of every file: to the path, or into the folder that the path is.
fn copies(voice: &Voice, run: &Run, target: &Target) -> Exit {
    let mut exit = Exit::Clean;
    let Some(output) = &target.path else {
        return exit;
    };
    let is_folder = output.is_dir();
    for checked in &run.files {
        let path = copy_of(Path::new(&checked.report.path), output, is_folder);
        let saved = save_copy(voice, checked, &path);
        if let Err(message) = saved {
            exit = voice.fail(&message);
        }
    }
    exit
}
