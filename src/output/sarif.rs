//! SARIF 2.1.0, for editors and code-review systems.

mod model;

use std::collections::{BTreeMap, HashMap};
use std::io;

use super::Writer;
use super::report::{Checked, Diagnostic, FileReport, Related, Run, SourceRange, ViewSpan};
use super::words::{demand_line, pick};
use super::wrap::clamp;
use crate::ruleset::{CheckRule, Lang, Severity};
use model::{
    Artifact, ArtifactLocation, Configuration, Driver, Invocation, Location, Log, LogicalLocation,
    Message, Notification, PhysicalLocation, Region, ReportingDescriptor, RuleReference,
    SarifResult, SarifRun, Tool,
};

/// Writes SARIF.
pub(super) struct Sarif {
    rules: Vec<CheckRule>,
}

impl Sarif {
    pub(super) fn new(rules: Vec<CheckRule>) -> Self {
        Self { rules }
    }
}

impl Writer for Sarif {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &self.log(run))?;
        writeln!(out)
    }
}

/// What identifies a finding from run to run: its code and the letters and digits of its passage,
/// never its line. Spaces and punctuation may change without making it a new one.
pub fn fingerprint(code: &str, passage: &str) -> String {
    let normalised = passage
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase);
    let mut bytes = [0; 4];
    // FNV-1a: fixed for all time, unlike the standard library's hashes.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for c in code.chars().chain(std::iter::once('\0')).chain(normalised) {
        for byte in c.encode_utf8(&mut bytes).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

impl Sarif {
    fn log(&self, run: &Run) -> Log {
        let rules = self.descriptors(run);
        let index: HashMap<String, usize> = rules
            .iter()
            .enumerate()
            .map(|(at, rule)| (rule.id.clone(), at))
            .collect();
        let mut results = Vec::new();
        for (at, file) in run.files.iter().enumerate() {
            let artifact = ArtifactLocation {
                uri: uri(&file.report.path),
                index: Some(at),
            };
            results.extend(file_results(file, &artifact, &index, run.lang));
        }
        Log {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: vec![SarifRun {
                tool: Tool {
                    driver: Driver {
                        name: run.tool.name.clone(),
                        version: run.tool.version.clone(),
                        language: pick(run.lang, "zh-CN", "en"),
                        rules,
                        properties: BTreeMap::from([("ruleset", run.tool.ruleset.clone())]),
                    },
                },
                language: pick(run.lang, "zh-CN", "en"),
                column_kind: "unicodeCodePoints",
                invocations: vec![invocation(run)],
                artifacts: run
                    .files
                    .iter()
                    .map(|file| artifact(&file.report))
                    .collect(),
                results,
            }],
        }
    }

    /// The checks that fired, in the order of their codes.
    fn descriptors(&self, run: &Run) -> Vec<ReportingDescriptor> {
        let lang = run.lang;
        let mut fired: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
        let all = run.files.iter().flat_map(|file| &file.report.diagnostics);
        for diagnostic in all {
            fired.entry(&diagnostic.code).or_insert(diagnostic);
        }
        fired
            .into_iter()
            .map(|(code, example)| {
                let rule = self.rules.iter().find(|rule| rule.code == code);
                let severity = rule
                    .and_then(|rule| rule.severity.fixed())
                    .unwrap_or(example.severity);
                let (short, full, help) = match rule {
                    Some(rule) => (
                        rule.title.get(lang).to_owned(),
                        format!("{}\n{}", rule.sees.get(lang), rule.why.get(lang)),
                        rule.advice.get(lang).to_owned(),
                    ),
                    None => (
                        example.name.clone(),
                        demand_line(&example.demand, lang),
                        example.help.clone(),
                    ),
                };
                ReportingDescriptor {
                    id: code.to_owned(),
                    name: example.name.clone(),
                    short_description: Message::new(short),
                    full_description: Message::new(full),
                    help: Message::new(help),
                    default_configuration: Configuration {
                        level: level(severity),
                    },
                }
            })
            .collect()
    }
}

fn file_results(
    file: &Checked,
    artifact: &ArtifactLocation,
    rules: &HashMap<String, usize>,
    lang: Lang,
) -> Vec<SarifResult> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut results = Vec::new();
    for (at, diagnostic) in file.report.diagnostics.iter().enumerate() {
        let span = file.view.diagnostics.get(at).and_then(Option::as_ref);
        let passage = span.and_then(|span| passage(file, span));
        // Without a passage the demand stands in: the message holds numbers that change.
        let hash = fingerprint(&diagnostic.code, passage.unwrap_or(&diagnostic.demand.text));
        let times = seen.entry(hash.clone()).or_insert(0);
        *times += 1;
        results.push(SarifResult {
            rule_id: diagnostic.code.clone(),
            rule_index: rules.get(&diagnostic.code).copied(),
            level: level(diagnostic.severity),
            message: Message::new(message(diagnostic, lang)),
            locations: vec![location(artifact, diagnostic.range.as_ref(), passage, None)],
            related_locations: diagnostic
                .related
                .iter()
                .filter(|related| related.range.is_some())
                .enumerate()
                .map(|(id, related)| related_location(artifact, id, related))
                .collect(),
            partial_fingerprints: BTreeMap::from([("shuzhiPassage/1", format!("{hash}:{times}"))]),
            rank: (diagnostic.confidence * 1000.0).round().clamp(0.0, 1000.0) / 10.0,
            properties: BTreeMap::from([
                ("profile", diagnostic.demand.profile.clone()),
                ("demand", diagnostic.demand.text.clone()),
                ("strength", diagnostic.demand.strength.name().to_owned()),
                ("repeats", diagnostic.repeats.to_string()),
            ]),
        });
    }
    results
}

/// The message with the advice, and with what it stands for.
fn message(diagnostic: &Diagnostic, lang: Lang) -> String {
    let mut text = diagnostic.message.clone();
    if !diagnostic.help.is_empty() {
        text += pick(lang, "\n建议：", "\nAdvice: ");
        text += &diagnostic.help;
    }
    for related in diagnostic.related.iter().filter(|it| it.range.is_none()) {
        text += pick(lang, "\n相关：", "\nSee also: ");
        text += &related.message;
    }
    if diagnostic.repeats > 0 {
        text += &match lang {
            Lang::Zh => format!("\n另有 {} 处。", diagnostic.repeats),
            Lang::En => format!("\n{} more of the same.", diagnostic.repeats),
        };
    }
    text
}

fn passage<'f>(file: &'f Checked, span: &ViewSpan) -> Option<&'f str> {
    let text = &file.view.paragraphs.get(span.paragraph)?.text;
    text.get(clamp(text, &span.range))
}

fn location(
    artifact: &ArtifactLocation,
    range: Option<&SourceRange>,
    snippet: Option<&str>,
    id: Option<usize>,
) -> Location {
    Location {
        id,
        message: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact.clone(),
            region: range.map(|range| region(range, snippet)),
        },
        logical_locations: range
            .map(|range| LogicalLocation {
                name: range.label.clone(),
                kind: "paragraph",
            })
            .into_iter()
            .collect(),
    }
}

fn related_location(artifact: &ArtifactLocation, id: usize, related: &Related) -> Location {
    Location {
        message: Some(Message::new(related.message.clone())),
        ..location(artifact, related.range.as_ref(), None, Some(id))
    }
}

fn region(range: &SourceRange, snippet: Option<&str>) -> Region {
    Region {
        start_line: range.start.line.max(1),
        start_column: range.start.column.max(1),
        end_line: range.end.line.max(1),
        end_column: range.end.column.max(1),
        snippet: snippet.map(|text| Message {
            text: text.to_owned(),
        }),
    }
}

fn artifact(report: &FileReport) -> Artifact {
    Artifact {
        location: ArtifactLocation {
            uri: uri(&report.path),
            index: None,
        },
        roles: vec!["analysisTarget"],
    }
}

/// Files that could not be read, and checks that could not judge.
fn invocation(run: &Run) -> Invocation {
    let unread = run.errors.iter().map(|error| Notification {
        level: "error",
        message: Message::new(error.message.clone()),
        locations: vec![location(
            &ArtifactLocation {
                uri: uri(&error.path),
                index: None,
            },
            None,
            None,
            None,
        )],
        associated_rule: None,
    });
    let unjudged = run.files.iter().flat_map(|file| {
        let report = &file.report;
        report.not_judged.iter().map(|entry| Notification {
            level: "note",
            message: Message::new(entry.reason.clone()),
            locations: vec![location(
                &ArtifactLocation {
                    uri: uri(&report.path),
                    index: None,
                },
                None,
                None,
                None,
            )],
            associated_rule: Some(RuleReference {
                id: entry.code.clone(),
            }),
        })
    });
    Invocation {
        execution_successful: run.errors.is_empty(),
        tool_execution_notifications: unread.chain(unjudged).collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference: what is not plain is percent-encoded, Windows drives get `file:`.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':')
        && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let mut out = String::from(
        match (drive, path.starts_with("//"), path.starts_with('/')) {
            (true, _, _) => "file:///",
            (_, true, _) => "file:",
            (_, _, true) => "file://",
            _ => "",
        },
    );
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if plain || (drive && at == 1) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("报告 1.md"), "%E6%8A%A5%E5%91%8A%201.md");
        assert_eq!(uri("C:\\a\\b.docx"), "file:///C:/a/b.docx");
        assert_eq!(uri("\\\\nas\\a.docx"), "file://nas/a.docx");
        assert_eq!(uri("/d/a#b"), "file:///d/a%23b");
        assert_eq!(uri("a:b/c"), "file:///a:b/c");
        assert_eq!(uri("-"), "-");
    }

    #[test]
    fn fingerprints_hold_on_to_words_alone() {
        let one = fingerprint("GRD103", "学习不够 深入，");
        assert_eq!(one, fingerprint("GRD103", "学习不够深入。"));
        assert_ne!(one, fingerprint("GRD104", "学习不够深入。"));
        assert_ne!(one, fingerprint("GRD103", "学习不够扎实。"));
    }
}
