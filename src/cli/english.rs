//! The help in English, for `--lang en`.

use clap::Command;

const ABOUT: &[(&str, &str)] = &[
    (
        "",
        "A linter for Chinese duty reports (述职报告): findings with passage, reason and advice, and a scored rubric.",
    ),
    ("check", "Check one or a few reports"),
    (
        "audit",
        "Check all reports in a folder: the batch in figures, and which to read first",
    ),
    (
        "compare",
        "Compare two reports: common passages side by side, and names left in from a copied text",
    ),
    (
        "annotate",
        "Write the findings as comments into a copy of a Word report",
    ),
    (
        "new",
        "Write a Word file to start from, with guidance by the scheme",
    ),
    (
        "text",
        "Show what was read from a file: text, automatic numbers, roles, what was skipped",
    ),
    (
        "explain",
        "Explain a check: what it sees, why, what to do, good and bad examples",
    ),
    ("rules", "List all checks"),
    ("profile", "Show and validate schemes"),
    ("profile list", "List the built-in schemes"),
    ("profile show", "Show all demands of a scheme"),
    ("profile validate", "Validate your own scheme files"),
    (
        "pledges",
        "List what last year's report pledged, to be confirmed",
    ),
    (
        "corpus",
        "Measure the role decoder on annotated reports (for developers)",
    ),
    (
        "corpus samples",
        "Build the Word samples from their Markdown sources (source/*.md)",
    ),
    (
        "corpus generate",
        "Make thousands of reports in the manner of annotated ones, to measure speed with",
    ),
    (
        "corpus train",
        "Learn the role model and the pledge weights from annotated reports",
    ),
    (
        "corpus report",
        "Measure the committed model and write rules/model/REPORT.md (takes minutes)",
    ),
    (
        "corpus blind",
        "Print an annotated report without its labels, for a second reader",
    ),
    (
        "corpus eval",
        "Measure roles and checks on annotated reports",
    ),
    ("completions", "Print a completion script for a shell"),
];

const ARGUMENTS: &[(&str, &str, &str)] = &[
    (
        "lang",
        "LANG",
        "Language of messages: zh Chinese, en English",
    ),
    (
        "color",
        "WHEN",
        "When to use colour: auto only on a terminal, always, never",
    ),
    ("files", "FILE", "Files to work on"),
    ("file", "FILE", "File to read, - for standard input"),
    (
        "profile",
        "PROFILE",
        "Scheme: a built-in id (see `shuzhi profile list`) or a scheme file",
    ),
    (
        "previous",
        "FILE",
        "Last year's report or list of pledges, to see which pledges are answered",
    ),
    ("year", "YEAR", "The year reported on, such as 2024"),
    (
        "format",
        "FORMAT[=PATH]",
        "Output format, may be repeated, `=PATH` writes a file: human json jsonl sarif markdown html github docx (annotated copy)",
    ),
    (
        "paths",
        "DIR",
        "Folders (with those below and .zip archives) or files",
    ),
    ("pair", "REPORT", "The two reports to compare"),
    (
        "pairs_from",
        "LIST",
        "Compare the pairs of a list, a line of JSON each ({\"a\":PATH,\"b\":PATH}), - for standard input",
    ),
    (
        "pair_format",
        "FORMAT",
        "Output format: human, json; with --pairs-from always a line of JSON a pair",
    ),
    (
        "exclude",
        "PATTERN",
        "Leave out these files (as in a .gitignore), may be repeated",
    ),
    (
        "slips",
        "DIR",
        "Also write a Word file a report into this folder, to be gone over and sent to its author",
    ),
    (
        "jobs",
        "N",
        "How many reports at a time; as many as there are processors by default",
    ),
    (
        "roster",
        "FILE",
        "Who should hand in (.xlsx .xls .csv), columns 单位 姓名 职务 职位类别 提交时间 文件名 in any order",
    ),
    (
        "meeting",
        "DATE",
        "Day of the meeting, from which the last day for handing in follows",
    ),
    (
        "deadline",
        "DATE",
        "Last moment for handing in, in place of the scheme's: 2026-12-10 or \"2026-12-10 17:30\"",
    ),
    (
        "working_days",
        "",
        "Count the days before the meeting as working days",
    ),
    (
        "holidays",
        "FILE",
        "A file of public holidays (.toml) in place of the built-in one",
    ),
    (
        "previous_dir",
        "DIR",
        "Last year's reports, matched by roster, file name or title",
    ),
    (
        "files_from",
        "FILE",
        "Read the paths to audit from a file, one a line; - is standard input",
    ),
    (
        "sketch",
        "",
        "Give in every line of jsonl what finding its like needs (signature, bands, samples); comparing is left to others",
    ),
    (
        "compared",
        "FILE",
        "Do not compare reports, take what was found (the output of shuzhi compare --pairs-from)",
    ),
    (
        "boilerplate",
        "FILE",
        "What everybody writes and nobody copied: a number out of samples a line",
    ),
    (
        "resume",
        "",
        "Continue a run that was interrupted: files that have not changed are not read again",
    ),
    (
        "no_cache",
        "",
        "Neither use nor write the cache: every report is checked anew, nothing is kept on this machine",
    ),
    (
        "clean",
        "",
        "Only take out our earlier comments, check nothing",
    ),
    (
        "summary",
        "FILE",
        "Write the score as a Word file of its own too",
    ),
    ("sentences", "", "Give every sentence with its role in JSON"),
    (
        "strict_guards",
        "",
        "Raise guards of mere practice to warnings",
    ),
    (
        "masked",
        "",
        "XX and the like are masked on purpose: do not report them as placeholders",
    ),
    (
        "fail_on",
        "SEVERITY",
        "Least severity that makes the exit code 1: error, warning, info, never",
    ),
    (
        "select",
        "CODES",
        "Only these checks (codes or their beginnings, by commas)",
    ),
    (
        "ignore",
        "CODES",
        "Not these checks (codes or their beginnings, by commas)",
    ),
    ("rules", "DIR", "A folder laid over the built-in rules"),
    (
        "roles",
        "",
        "Mark each line with its paragraph's role (columns and offsets then differ from JSON)",
    ),
    ("code", "CODE", "Code of the check, such as SHR001"),
    ("json", "", "Print JSON"),
    ("schema", "WHICH", "Print a JSON Schema: report, profile"),
    (
        "dir",
        "DIR",
        "Folder of annotated reports (.txt), with those below it",
    ),
    ("errors", "", "List the sentences and pledges told wrongly"),
    (
        "cross",
        "",
        "Judge each report by a model that did not learn from its writer (takes a minute or two)",
    ),
    ("output", "PATH", "Write here"),
    ("force", "", "Overwrite the file if it is there already"),
    (
        "check",
        "",
        "Write nothing: compare with the recorded figures on test, exit with 1 where they are worse",
    ),
    (
        "shell",
        "SHELL",
        "Which shell: bash, elvish, fish, powershell, zsh",
    ),
];

const TEMPLATE: &str =
    "{before-help}{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}{after-help}";
const AFTER: &str = "\
In three steps:
  1. check a draft:       shuzhi check draft.docx --profile xiaogan
  2. read it as a page:   shuzhi check draft.docx --format html=result.html
  3. revise and check again, until no error is left.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the work.
The program works offline; no byte of a report leaves this machine.";

/// The same command with English words.
pub fn translate(command: Command) -> Command {
    walk(command, "").after_help(AFTER)
}

fn walk(command: Command, path: &str) -> Command {
    let about = ABOUT
        .iter()
        .find(|(name, _)| *name == path)
        .map_or("", |(_, about)| *about);
    let mut command = command
        .about(about)
        .help_template(TEMPLATE)
        .after_help("")
        .subcommand_help_heading("Commands");
    let ids: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    for id in ids {
        if let Some((_, value, help)) = ARGUMENTS.iter().find(|(name, ..)| *name == id) {
            command = command.mut_arg(id, |argument| {
                let takes_value = argument.get_action().takes_values();
                let argument = argument.help(*help);
                // The values' own help is Chinese; the text above names them.
                if takes_value {
                    argument.value_name(*value).hide_possible_values(true)
                } else {
                    argument
                }
            });
        }
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        let sub_path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path} {name}")
        };
        command = command.mut_subcommand(name, |sub| walk(sub, &sub_path));
    }
    command
}
