//! `shuzhi check`.

use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::{Exit, Voice, open, sink};
use crate::check::Choice;
use crate::checker::{Checker, Settings};
use crate::document::Document;
use crate::output::report::{Checked, FileError, Run};
use crate::output::{Format, Options, writer};

/// A format and where it goes; none for standard output.
struct Target {
    format: Format,
    path: Option<PathBuf>,
}

/// Checks the files and writes every format asked for.
pub fn run(voice: &Voice, arguments: &CheckArgs) -> Exit {
    let targets = match targets(arguments) {
        Ok(targets) => targets,
        Err(message) => return voice.fail(&message),
    };
    let upper = |list: &[String]| {
        list.iter()
            .map(|code| code.trim().to_uppercase())
            .filter(|code| !code.is_empty())
            .collect()
    };
    let settings = Settings {
        profile: arguments.profile.clone(),
        year: arguments.year,
        lang: voice.lang,
        sentences: arguments.sentences,
        masked: arguments.masked,
        choice: Choice {
            strict_guards: arguments.strict_guards,
            select: upper(&arguments.select),
            ignore: upper(&arguments.ignore),
        },
        rules: arguments.rules.clone(),
    };
    let checker = match Checker::new(settings) {
        Ok(checker) => checker,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let previous = match arguments.previous.as_deref().map(open).transpose() {
        Ok(previous) => previous,
        Err(error) => {
            let path = arguments
                .previous
                .as_deref()
                .unwrap_or(Path::new("-"))
                .display();
            let said = voice.say("上年度文件", "last year's file ");
            return voice.fail(&format!("{said} {path}：{}", error.message(voice.lang)));
        }
    };
    let mut files: Vec<Checked> = Vec::new();
    let mut errors: Vec<FileError> = Vec::new();
    for path in &arguments.files {
        let checked = open(path)
            .map_err(|error| error.message(voice.lang))
            .and_then(|document| {
                same_as_previous(voice, &document, previous.as_ref()).map_or(Ok(document), Err)
            })
            .map(|document| checker.check(&document, previous.as_ref()));
        match checked {
            Ok(checked) => files.push(checked),
            Err(message) => errors.push(FileError {
                path: path.display().to_string(),
                message,
            }),
        }
    }
    let run = Run {
        tool: checker.tool(),
        lang: voice.lang,
        files,
        errors,
    };
    let written = write(voice, &run, &checker, &targets);
    let failed = !run.errors.is_empty() || written == Exit::Failed;
    // The human format tells errors itself; whoever reads only a machine format must see them too.
    if !targets
        .iter()
        .any(|target| target.format == Format::Human && target.path.is_none())
    {
        for error in &run.errors {
            voice.fail(&format!("{}：{}", error.path, error.message));
        }
    }
    let found = arguments.fail_on.severity().is_some_and(|least| {
        run.files
            .iter()
            .flat_map(|checked| &checked.report.diagnostics)
            .any(|diagnostic| diagnostic.severity >= least)
    });
    match (failed, found) {
        (true, _) => Exit::Failed,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Clean,
    }
}

/// Last year's file must be another text than this year's.
fn same_as_previous(
    voice: &Voice,
    document: &Document,
    previous: Option<&Document>,
) -> Option<String> {
    let previous = previous?;
    let same_path = match (&document.path, &previous.path) {
        (Some(path), Some(other)) => match (path.canonicalize(), other.canonicalize()) {
            (Ok(path), Ok(other)) => path == other,
            _ => false,
        },
        _ => false,
    };
    let text = |document: &Document| {
        document
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    };
    (same_path || text(document) == text(previous)).then(|| {
        voice.say(
            "这份报告与 --previous 给出的上年度报告是同一份，请给出上一年的文件",
            "this report and the one given by --previous are the same; give last year's file",
        )
    })
}

fn targets(arguments: &CheckArgs) -> Result<Vec<Target>, String> {
    let mut targets = Vec::new();
    for text in &arguments.format {
        let (name, path) = match text.split_once('=') {
            Some((_, "")) => return Err(format!("--format {text} 的等号后面要写文件路径")),
            Some((name, path)) => (name, Some(PathBuf::from(path))),
            None => (text.as_str(), None),
        };
        let format: Format = name
            .parse()
            .map_err(|error: crate::output::UnknownFormat| error.to_string())?;
        if let Some(path) = &path
            && arguments
                .files
                .iter()
                .chain(&arguments.previous)
                .any(|input| same_file(input, path))
        {
            return Err(format!(
                "结果不能写进要检查的文件 {}，请换一个文件名",
                path.display()
            ));
        }
        targets.push(Target { format, path });
    }
    if targets
        .iter()
        .filter(|target| target.path.is_none())
        .count()
        > 1
    {
        return Err("只能有一种格式输出到屏幕，其余请写成 --format 格式=路径".to_owned());
    }
    if targets.is_empty() {
        targets.push(Target {
            format: Format::Human,
            path: None,
        });
    }
    Ok(targets)
}

fn same_file(input: &Path, output: &Path) -> bool {
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) => input == output,
        _ => input == output,
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
        let mut bytes = Vec::new();
        let written = writer(target.format, &options).write(run, &mut bytes);
        if let Err(error) = written {
            exit = voice.fail(&error.to_string());
            continue;
        }
        let Some(path) = &target.path else {
            if sink::print(voice, &bytes) == Exit::Failed {
                exit = Exit::Failed;
            }
            continue;
        };
        match sink::save(path, &bytes) {
            Ok(()) => eprintln!(
                "{} {}",
                voice.say("结果已写入", "written to"),
                path.display()
            ),
            Err(error) => {
                let said = voice.say("无法写入", "cannot write");
                exit = voice.fail(&format!("{said} {}：{error}", path.display()));
            }
        }
    }
    exit
}
