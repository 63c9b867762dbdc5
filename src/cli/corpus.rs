//! `shuzhi corpus`.

use std::path::{Path, PathBuf};

use super::args::{CorpusCommand, EvalFormat};
use super::{Exit, Voice, figures, sink};
use crate::corpus::samples::{self, Layout};
use crate::corpus::{Entry, evaluate, read, train};

/// Measures the program on annotated reports, trains the role model, or builds the Word samples.
pub fn run(voice: &Voice, command: &CorpusCommand) -> Exit {
    let (dir, errors, format) = match command {
        CorpusCommand::Samples { dir } => return build_samples(voice, dir),
        CorpusCommand::Train { dir, output } => return train_model(voice, dir, output),
        CorpusCommand::Eval {
            dir,
            errors,
            format,
        } => (dir, errors, format),
    };
    let evaluation = match evaluate(dir) {
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
    let learned: Vec<&Entry> = entries.iter().filter(|entry| entry.part != "test").collect();
    let text = match train::train(&learned) {
        Ok(text) => text,
        Err(error) => return voice.fail(&error),
    };
    match sink::save(output, text.as_bytes()) {
        Ok(()) => Exit::Clean,
        Err(error) => voice.fail(&format!("{}：{error}", output.display())),
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
        Err(error) => return voice.fail(&format!("{}：{error}", source.display())),
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    for (path, layout) in paths.iter().zip(LAYOUTS.into_iter().cycle()) {
        let name = path.file_stem().unwrap_or_default();
        let target = dir.join(name).with_extension("docx");
        let built = super::open(path)
            .map_err(|error| error.to_string())
            .and_then(|document| samples::build(&document, layout));
        let written =
            built.and_then(|bytes| sink::save(&target, &bytes).map_err(|error| error.to_string()));
        match written {
            Ok(()) => println!("{}", target.display()),
            Err(error) => return voice.fail(&format!("{}：{error}", path.display())),
        }
    }
    Exit::Clean
}
