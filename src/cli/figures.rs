//! The figures of `shuzhi corpus eval`, as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::corpus::{CodeFigures, Evaluation, is_guard};
use crate::structure::Role;

/// All figures, with the reports behind each error.
pub fn as_json(evaluation: &Evaluation) -> Value {
    let accuracy: Map<String, Value> = evaluation
        .accuracy
        .keys()
        .map(|key| (key.clone(), evaluation.accuracy_of(key).into()))
        .collect();
    let f1: Map<String, Value> = Role::ALL
        .into_iter()
        .filter_map(|role| Some((role.name().to_owned(), evaluation.f1(role)?.into())))
        .collect();
    let codes: Map<String, Value> = evaluation
        .codes
        .iter()
        .map(|(code, figures)| (code.clone(), code_json(figures)))
        .collect();
    let pledges: Vec<Value> = evaluation
        .pledges
        .iter()
        .map(|((tagged, told), count)| json!({ "tagged": tagged, "told": told, "count": count }))
        .collect();
    let guards = evaluation.guards();
    json!({
        "reports": evaluation.reports,
        "role_accuracy": accuracy,
        "role_f1": f1,
        "macro_f1": evaluation.macro_f1(),
        "mean_confidence": evaluation.mean_confidence(),
        "median_share_error": evaluation.median_share_error(),
        "guards": {
            "precision": guards.precision(), "recall": guards.recall(), "f1": guards.f1(),
            "near_misses": guards.near.len(),
            "near_misses_raised": guards.near.iter().filter(|(_, raised)| *raised).count(),
        },
        "codes": codes,
        "pledge_accuracy": evaluation.pledge_accuracy(),
        "pledges": pledges,
        "clean": { "reports": evaluation.clean, "errors": evaluation.clean_errors, "guard_warnings": evaluation.clean_warnings },
    })
}

fn code_json(figures: &CodeFigures) -> Value {
    json!({
        "precision": figures.precision(), "recall": figures.recall(), "f1": figures.f1(),
        "hits": figures.hits, "misses": figures.misses, "false_alarms": figures.false_alarms,
        "near": figures.near.len(),
        "near_raised": figures.near.iter().filter(|(_, raised)| *raised).map(|(name, _)| name).collect::<Vec<_>>(),
    })
}

/// The figures as text; `errors` adds every sentence and every pledge that is told wrongly.
pub fn as_text(evaluation: &Evaluation, errors: bool) -> String {
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
        for wrong in &evaluation.wrong_pledges {
            let _ = writeln!(
                out,
                "{} {}→{} {}\n  tagged: {}\n  taken:  {} ({})",
                wrong.report,
                wrong.tagged,
                wrong.told,
                wrong.text,
                wrong.evidence,
                wrong.taken.join(" / "),
                wrong.reason
            );
        }
    }
    let _ = writeln!(
        out,
        "reports: {} ({} clean)",
        evaluation.reports, evaluation.clean
    );
    let _ = writeln!(out, "\nroles, weighted by characters");
    for key in evaluation.accuracy.keys() {
        let _ = writeln!(
            out,
            "  accuracy {key:<9} {:.3}",
            evaluation.accuracy_of(key)
        );
    }
    let _ = writeln!(
        out,
        "  mean confidence    {:.3}",
        evaluation.mean_confidence()
    );
    let _ = writeln!(out, "  macro F1           {:.3}", evaluation.macro_f1());
    for role in Role::ALL {
        if let Some(f1) = evaluation.f1(role) {
            let _ = writeln!(out, "  F1 {:<15} {f1:.3}", role.name());
        }
    }
    let _ = writeln!(
        out,
        "  median error of the problem+cause share: {:.2} points",
        evaluation.median_share_error()
    );
    codes(&mut out, evaluation);
    pledges(&mut out, evaluation);
    let _ = writeln!(
        out,
        "\nclean reports: {} errors, {:.2} guard warnings a report",
        evaluation.clean_errors.len(),
        evaluation.clean_warnings.len() as f64 / evaluation.clean.max(1) as f64
    );
    for (report, code) in &evaluation.clean_errors {
        let _ = writeln!(out, "  error   {code} {report}");
    }
    for (report, code) in &evaluation.clean_warnings {
        let _ = writeln!(out, "  warning {code} {report}");
    }
    out
}

fn codes(out: &mut String, evaluation: &Evaluation) {
    let number =
        |value: Option<f64>| value.map_or("  -  ".to_owned(), |value| format!("{value:.3}"));
    let mut line = |name: &str, figures: &CodeFigures| {
        let _ = writeln!(
            out,
            "  {name:<7} {}  {}  {}  {:3} found {:3} missed {:3} false, {} of {} near misses raised",
            number(figures.precision()),
            number(figures.recall()),
            number(figures.f1()),
            figures.hits.len(),
            figures.misses.len(),
            figures.false_alarms.len(),
            figures.near.iter().filter(|(_, raised)| *raised).count(),
            figures.near.len()
        );
    };
    line("guards", &evaluation.guards());
    for (code, figures) in &evaluation.codes {
        line(code, figures);
    }
    out.insert_str(
        out.find("  guards ").unwrap_or(out.len()),
        "\ncodes: precision, recall, F1\n",
    );
    let _ = writeln!(out, "\nreports behind the errors");
    for (code, figures) in &evaluation.codes {
        for (what, list) in [
            ("missed", &figures.misses),
            ("false", &figures.false_alarms),
        ] {
            for report in list {
                let near = figures.near.iter().any(|(name, _)| name == report);
                let near = if near && is_guard(code) {
                    " (near miss)"
                } else {
                    ""
                };
                let _ = writeln!(out, "  {code} {what:<6} {report}{near}");
            }
        }
    }
}

fn pledges(out: &mut String, evaluation: &Evaluation) {
    let Some(accuracy) = evaluation.pledge_accuracy() else {
        return;
    };
    let _ = writeln!(out, "\npledges: accuracy {accuracy:.3}");
    for ((tagged, told), count) in &evaluation.pledges {
        let _ = writeln!(out, "  {tagged} told as {told}: {count}");
    }
}
