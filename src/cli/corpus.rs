//! `shuzhi corpus`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::CorpusCommand;
use super::{Exit, Voice, sink};
use crate::corpus::samples::{self, Layout};
use crate::corpus::{Evaluation, evaluate};
use crate::structure::Role;

/// Measures the program on annotated reports, or builds the Word samples.
pub fn run(voice: &Voice, command: &CorpusCommand) -> Exit {
    let (dir, errors, json, at_least) = match command {
        CorpusCommand::Samples { dir } => return build_samples(voice, dir),
        CorpusCommand::Eval {
            dir,
            errors,
            json,
            at_least,
        } => (dir, errors, json, at_least),
    };
    let evaluation = match evaluate(dir) {
        Ok(evaluation) => evaluation,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let out = if *json {
        format!("{:#}\n", as_json(&evaluation))
    } else {
        as_text(&evaluation, *errors)
    };
    let exit = sink::print(voice, out.as_bytes());
    match at_least {
        Some(least) if evaluation.accuracy_of("all") < *least => {
            let accuracy = evaluation.accuracy_of("all");
            let said = voice.say("角色准确率低于下限", "role accuracy is below the floor");
            eprintln!("{said}：{accuracy:.4} < {least}");
            Exit::Findings
        }
        _ => exit,
    }
}

fn totals(evaluation: &Evaluation) -> (usize, usize, usize) {
    evaluation
        .codes
        .values()
        .fold((0, 0, 0), |(hits, misses, alarms), figures| {
            (
                hits + figures.hits.len(),
                misses + figures.misses.len(),
                alarms + figures.false_alarms.len(),
            )
        })
}

fn as_json(evaluation: &Evaluation) -> serde_json::Value {
    let accuracy: serde_json::Map<String, serde_json::Value> = evaluation
        .accuracy
        .keys()
        .map(|key| (key.clone(), evaluation.accuracy_of(key).into()))
        .collect();
    let f1: serde_json::Map<String, serde_json::Value> = Role::ALL
        .into_iter()
        .filter_map(|role| Some((role.name().to_owned(), evaluation.f1(role)?.into())))
        .collect();
    let codes: serde_json::Map<String, serde_json::Value> = evaluation
        .codes
        .iter()
        .map(|(code, figures)| {
            let value = serde_json::json!({ "hits": figures.hits, "misses": figures.misses, "false_alarms": figures.false_alarms });
            (code.clone(), value)
        })
        .collect();
    let pledges: Vec<_> = evaluation
        .pledges
        .iter()
        .map(|((expected, told), count)| serde_json::json!({ "expected": expected, "told": told, "count": count }))
        .collect();
    serde_json::json!({
        "reports": evaluation.reports, "role_accuracy": accuracy, "role_f1": f1, "macro_f1": evaluation.macro_f1(), "mean_confidence": evaluation.mean_confidence(),
        "median_share_error": evaluation.median_share_error(), "codes": codes, "pledges": pledges,
    })
}

fn as_text(evaluation: &Evaluation, errors: bool) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    if errors {
        for wrong in &evaluation.wrong {
            let (expected, told) = (wrong.expected.mark(), wrong.told.mark());
            let _ = writeln!(
                out,
                "{} [{expected}]→[{told}] {:.2} {}",
                wrong.report, wrong.confidence, wrong.text
            );
        }
        for (code, figures) in &evaluation.codes {
            for (what, list) in [
                ("missed", &figures.misses),
                ("false alarm", &figures.false_alarms),
            ] {
                for report in list {
                    let _ = writeln!(out, "{code} {what}: {report}");
                }
            }
        }
    }
    let _ = writeln!(out, "reports {}", evaluation.reports);
    for key in evaluation.accuracy.keys() {
        let _ = writeln!(
            out,
            "role accuracy by characters, {key}: {:.3}",
            evaluation.accuracy_of(key)
        );
    }
    for role in Role::ALL {
        if let Some(f1) = evaluation.f1(role) {
            let _ = writeln!(out, "  F1 {}: {f1:.3}", role.name());
        }
    }
    let _ = writeln!(out, "mean confidence: {:.3}", evaluation.mean_confidence());
    let _ = writeln!(out, "macro F1: {:.3}", evaluation.macro_f1());
    let _ = writeln!(
        out,
        "median error of the problem+cause share: {:.2} points",
        evaluation.median_share_error()
    );
    let (hits, misses, alarms) = totals(evaluation);
    let _ = writeln!(
        out,
        "codes: {hits} found, {misses} missed, {alarms} false alarms (warning or error)"
    );
    for ((expected, told), count) in &evaluation.pledges {
        let _ = writeln!(out, "pledge {expected} told as {told}: {count}");
    }
    out
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
