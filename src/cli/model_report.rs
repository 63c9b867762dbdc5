//! `rules/model/REPORT.md`, written from what was measured.

use std::fmt::Write as _;

use crate::corpus::{CodeFigures, Evaluation, Report};
use crate::structure::Role;

/// The report in Markdown.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "# The role model and the guards, measured\n\n\
         Written by `shuzhi corpus report corpus`, not by hand. Model `{}`, {:.0} KiB.\n\n\
         *Untouched* is the part `corpus/test`, which no weight, word or threshold was set by. *Unlearned* is the part that the\n\
         model has not learned from, but that words were set by. *Other writers* is\n\
         cross-validation over all parts: role model and threshold come from reports whose writers are not those of the\n\
         report that is judged. A guard counts as raised at any severity; what the annotation calls borderline is left out.\n",
        report.model,
        report.bytes as f64 / 1024.0
    );
    corpus(&mut out, report);
    roles(&mut out, report);
    guards(&mut out, report);
    pledges(&mut out, report);
    ablation(&mut out, report);
    agreement(&mut out, report);
    out
}

fn corpus(out: &mut String, report: &Report) {
    let _ = writeln!(
        out,
        "## Corpus\n\n| part | reports | clean | with last year's file | tagged pledges |\n|---|---|---|---|---|"
    );
    for (part, count) in &report.counts {
        let _ = writeln!(
            out,
            "| {part} | {} | {} | {} | {} |",
            count.reports, count.clean, count.with_previous, count.pledges
        );
    }
}

fn roles(out: &mut String, report: &Report) {
    let _ = writeln!(
        out,
        "\n## Roles, weighted by 字\n\n| | untouched | unlearned | other writers |\n|---|---|---|---|"
    );
    let mut row = |name: &str, value: &dyn Fn(&Evaluation) -> String| {
        let parts = [&report.untouched, &report.unlearned, &report.cross];
        let _ = writeln!(out, "| {name} | {} |", parts.map(value).join(" | "));
    };
    for key in ["all", "headed", "implicit", "joint", "flat"] {
        row(&format!("accuracy, {key}"), &|evaluation| {
            format!("{:.3}", evaluation.accuracy_of(key))
        });
    }
    row("macro F1", &|evaluation| {
        format!("{:.3}", evaluation.macro_f1())
    });
    for role in Role::ALL {
        row(&format!("F1 {}", role.name()), &|evaluation| {
            number(evaluation.f1(role))
        });
    }
    row("mean confidence", &|evaluation| {
        format!("{:.3}", evaluation.mean_confidence())
    });
    row(
        "median error of the problem+cause share, points",
        &|evaluation| format!("{:.2}", evaluation.median_share_error()),
    );
    let _ = writeln!(
        out,
        "\n`implicit` are headings that name no role, `joint` such as 问题及原因, `flat` no headings at all."
    );
}

fn number(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.3}"))
}

fn guards(out: &mut String, report: &Report) {
    let _ = writeln!(
        out,
        "\n## Guards\n\n| code | untouched: precision | recall | F1 | other writers: precision | recall | F1 | expected | near misses raised |\n|---|---|---|---|---|---|---|---|---|"
    );
    let mut line = |code: &str, one: &CodeFigures, other: &CodeFigures| {
        let cells = [one, other]
            .map(|figures| {
                [figures.precision(), figures.recall(), figures.f1()]
                    .map(number)
                    .join(" | ")
            })
            .join(" | ");
        let near = other.near.iter().filter(|(_, raised)| *raised).count();
        let _ = writeln!(
            out,
            "| {code} | {cells} | {} | {near} of {} |",
            other.hits.len() + other.misses.len(),
            other.near.len()
        );
    };
    let none = CodeFigures::default();
    line(
        "all",
        &report.untouched.guards(),
        &CodeFigures::joined(report.guards.values()),
    );
    for (code, figures) in &report.guards {
        line(
            code,
            report.untouched.codes.get(code).unwrap_or(&none),
            figures,
        );
    }
    let _ = writeln!(
        out,
        "\n`shuzhi corpus eval corpus/dev` names the reports behind each error; those of `test` stay unread.\n\
         Model and threshold come from other writers; the seven weights of GRD108 are fitted on `train` and `dev` as a whole."
    );
    let unlearned = report.unlearned.guards();
    let _ = writeln!(
        out,
        "\nUnlearned, all guards: precision {}, recall {}, F1 {}.",
        number(unlearned.precision()),
        number(unlearned.recall()),
        number(unlearned.f1())
    );
    let clean = &report.untouched;
    let _ = writeln!(
        out,
        "\nClean reports of the untouched part: {}, with {} errors and {:.2} guard warnings a report; over all parts {} with {} and {:.2}.",
        clean.clean,
        clean.clean_errors.len(),
        clean.clean_warnings.len() as f64 / clean.clean.max(1) as f64,
        report.cross.clean,
        report.cross.clean_errors.len(),
        report.cross.clean_warnings.len() as f64 / report.cross.clean.max(1) as f64,
    );
}

fn pledges(out: &mut String, report: &Report) {
    let _ = writeln!(
        out,
        "\n## Pledges\n\nStatus told rightly: untouched {}, unlearned {}, all parts {}.\n\n| tagged | told | untouched | all parts |\n|---|---|---|---|",
        number(report.untouched.pledge_accuracy()),
        number(report.unlearned.pledge_accuracy()),
        number(report.cross.pledge_accuracy())
    );
    for (key, count) in &report.cross.pledges {
        let untouched = report.untouched.pledges.get(key).copied().unwrap_or(0);
        let _ = writeln!(out, "| {} | {} | {untouched} | {count} |", key.0, key.1);
    }
}

fn ablation(out: &mut String, report: &Report) {
    let _ = writeln!(
        out,
        "\n## What each signal brings\n\nThe model learned without it, on other writers of `train` and `dev`.\n\n| left out | all | headed | implicit | joint | flat | macro F1 |\n|---|---|---|---|---|---|---|"
    );
    for (name, evaluation) in &report.ablation {
        let cells = ["all", "headed", "implicit", "joint", "flat"]
            .map(|key| format!("{:.3}", evaluation.accuracy_of(key)))
            .join(" | ");
        let _ = writeln!(out, "| {name} | {cells} | {:.3} |", evaluation.macro_f1());
    }
}

fn agreement(out: &mut String, report: &Report) {
    let agreement = &report.agreement;
    let f1: Vec<String> = Role::ALL
        .into_iter()
        .filter_map(|role| Some(format!("{} {:.3}", role.name(), agreement.f1(role)?)))
        .collect();
    let guards: Vec<String> = agreement
        .guards
        .keys()
        .filter_map(|code| Some(format!("{code} {:.2}", agreement.guard_f1(Some(code))?)))
        .collect();
    let _ = writeln!(
        out,
        "\n## The ceiling: two readers\n\n{} reports were annotated a second time without sight of the first labels. Same role for {:.3} of\nthe 字 (kappa {:.3}); F1 by role: {}. Guards: F1 {}; by code: {}.\nBoth readers come from one school and the texts were written to be clear, so people at large will agree less.",
        agreement.reports,
        agreement.accuracy(),
        agreement.kappa(),
        f1.join(", "),
        number(agreement.guard_f1(None)),
        guards.join(", ")
    );
}
