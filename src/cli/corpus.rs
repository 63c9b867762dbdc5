//! `shuzhi corpus`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{CorpusCommand, EvalFormat};
use super::{Exit, Voice, figures, model_report, sink};
use crate::corpus::generate::Maker;
use crate::corpus::samples::{self, Layout};
use crate::corpus::{
    Entry, Floors, blind, cross_evaluate, evaluate, read, report, train, untouched,
};

/// Measures the program on annotated reports, trains the role model, or builds the Word samples and reports by the thousand.
pub fn run(voice: &Voice, command: &CorpusCommand) -> Exit {
    let (dir, errors, cross, format) = match command {
        CorpusCommand::Samples { dir } => return build_samples(voice, dir),
        CorpusCommand::Train { dir, output } => return train_model(voice, dir, output),
        CorpusCommand::Report {
            dir,
            output,
            check: false,
        } => return write_report(voice, dir, output),
        CorpusCommand::Report { dir, output, .. } => return hold_floors(voice, dir, output),
        CorpusCommand::Generate {
            dir,
            output,
            reports,
            word,
            seed,
        } => {
            return match generate(voice, dir, output, *reports, *word, *seed) {
                Ok(()) => Exit::Clean,
                Err(error) => voice.fail(&error),
            };
        }
        CorpusCommand::Blind { file } => return print_blind(voice, file),
        CorpusCommand::Eval {
            dir,
            errors,
            cross,
            format,
        } => (dir, errors, cross, format),
    };
    let evaluation = match if *cross {
        cross_evaluate(dir)
    } else {
        evaluate(dir)
    } {
        Ok(evaluation) => evaluation,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let out = match format {
        EvalFormat::Json => format!("{:#}\n", figures::as_json(&evaluation)),
        EvalFormat::Human => figures::as_text(&evaluation, *errors),
    };
    sink::print(voice, out.as_bytes())
}

fn train_model(voice: &Voice, dir: &Path, output: &Path) -> Exit {
    let entries = match read(dir) {
        Ok(entries) => entries,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let learned: Vec<&Entry> = entries.iter().filter(|entry| entry.is_learned()).collect();
    let roles = train::train(&learned).map(|text| (output.to_owned(), text));
    // Where the model goes into a folder of rules, the weights of pledges and problems go there too.
    let rules = output.parent().and_then(Path::parent);
    let beside = |folder: &str| {
        let folder = rules.map(|rules| rules.join(folder));
        folder.filter(|folder| folder.is_dir())
    };
    let pledges = beside("pledge")
        .map(|folder| train::pledges::fit(&learned).map(|text| (folder.join("weights.tsv"), text)));
    let problems = beside("guard").map(|folder| {
        train::answers::fit(&learned).map(|text| (folder.join("unanswered.tsv"), text))
    });
    for written in [Some(roles), pledges, problems].into_iter().flatten() {
        let (path, text) = match written {
            Ok(written) => written,
            Err(error) => return voice.fail(&error),
        };
        if let Err(error) = sink::store(&path, text.as_bytes()) {
            return voice.fail(&format!("{}：{}", path.display(), voice.system(&error)));
        }
    }
    Exit::Clean
}

/// The file of the figures that must not fall, beside the report.
const FLOORS: &str = "figures.json";

fn write_report(voice: &Voice, dir: &Path, output: &Path) -> Exit {
    let report = match report(dir) {
        Ok(report) => report,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let floors = match serde_json::to_string_pretty(&Floors::of(&report.untouched)) {
        Ok(floors) => floors + "\n",
        Err(error) => return voice.fail(&error.to_string()),
    };
    for (name, text) in [
        ("REPORT.md", model_report::render(&report)),
        (FLOORS, floors),
    ] {
        let path = output.join(name);
        if let Err(error) = sink::store(&path, text.as_bytes()) {
            return voice.fail(&format!("{}：{}", path.display(), voice.system(&error)));
        }
    }
    Exit::Clean
}

fn hold_floors(voice: &Voice, dir: &Path, output: &Path) -> Exit {
    let path = output.join(FLOORS);
    let floors: Result<Floors, String> = std::fs::read_to_string(&path)
        .map_err(|error| voice.system(&error))
        .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    let floors = match floors {
        Ok(floors) => floors,
        Err(error) => return voice.fail(&format!("{}：{error}", path.display())),
    };
    let now = match untouched(dir) {
        Ok(evaluation) => Floors::of(&evaluation),
        Err(error) => return voice.fail(&error.to_string()),
    };
    let worse = floors.worse(&now);
    for figure in &worse {
        let said = voice.say("比记录的差", "worse than recorded");
        eprintln!("{said}：{figure}");
    }
    if worse.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    }
}

/// Writes reports (`收到/`), the roster (`名单.csv`) and what was copied from where (`抄袭.tsv`).
fn generate(
    voice: &Voice,
    dir: &Path,
    output: &Path,
    reports: usize,
    word: bool,
    seed: u64,
) -> Result<(), String> {
    let wrong = |path: &Path, error: std::io::Error| {
        format!("{}：{}", path.display(), voice.system(&error))
    };
    let maker = Maker::new(&read(dir).map_err(|error| error.to_string())?, seed);
    let mut roster = String::from("单位,姓名,职务,文件名\n");
    let mut copied = String::new();
    let mut paths: Vec<PathBuf> = Vec::new();
    for number in 0..reports {
        let made = maker.report(number);
        let ending = if word { "docx" } else { "md" };
        // Folders of a hundred files, as towns hand them in.
        let folder = Path::new("收到").join(format!("{}{}", made.town, number / 1200));
        let name = format!("{} {} 述职报告.{ending}", made.unit, made.name);
        let path = folder.join(name);
        let bytes = if word {
            let document = crate::read::from_bytes(made.text.as_bytes(), Some("报告.md"))
                .map_err(|error| error.to_string())?;
            samples::build(&document, LAYOUTS[number % LAYOUTS.len()])?
        } else {
            made.text.into_bytes()
        };
        let target = output.join(&path);
        let folder = output.join(folder);
        std::fs::create_dir_all(&folder).map_err(|error| wrong(&folder, error))?;
        std::fs::write(&target, bytes).map_err(|error| wrong(&target, error))?;
        let _ = writeln!(
            roster,
            "{}{},{},党支部书记,",
            made.town, made.unit, made.name
        );
        if let Some((from, tenths)) = made.copied {
            let _ = writeln!(
                copied,
                "{}\t{}\t{tenths}",
                path.display(),
                paths[from].display()
            );
        }
        paths.push(path);
    }
    for (name, text) in [("名单.csv", roster), ("抄袭.tsv", copied)] {
        let path = output.join(name);
        sink::store(&path, text.as_bytes()).map_err(|error| wrong(&path, error))?;
    }
    Ok(())
}

fn print_blind(voice: &Voice, file: &Path) -> Exit {
    let text = std::fs::read_to_string(file).map_err(|error| voice.system(&error));
    let blind = text.and_then(|text| {
        blind(&file.display().to_string(), &text).map_err(|error| error.to_string())
    });
    match blind {
        Ok(text) => sink::print(voice, text.as_bytes()),
        Err(error) => voice.fail(&error),
    }
}

/// The ways of layout, dealt out to the samples in the order of their names.
const LAYOUTS: [Layout; 3] = [Layout::Styles, Layout::AutomaticNumbers, Layout::LooksOnly];

fn build_samples(voice: &Voice, dir: &Path) -> Exit {
    let source = dir.join("source");
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(&source) {
        Ok(entries) => entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .collect(),
        Err(error) => {
            return voice.fail(&format!("{}：{}", source.display(), voice.system(&error)));
        }
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort_unstable();
    for (path, layout) in paths.iter().zip(LAYOUTS.into_iter().cycle()) {
        let name = path.file_stem().unwrap_or_default();
        let target = dir.join(name).with_extension("docx");
        let built = super::open(path)
            .map_err(|error| error.to_string())
            .and_then(|document| samples::build(&document, layout));
        let written = built
            .and_then(|bytes| sink::store(&target, &bytes).map_err(|error| voice.system(&error)));
        match written {
            Ok(()) => println!("{}", target.display()),
            Err(error) => return voice.fail(&format!("{}：{error}", path.display())),
        }
    }
    Exit::Clean
}
