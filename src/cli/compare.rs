//! `shuzhi compare`.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::args::{CompareArgs, EvalFormat};
use super::json_lines::JsonLines;
use super::{Exit, Voice, load_rules, open, sink};
use crate::audit::Source;
use crate::audit::similar::{Compared, Comparer, Identity, Similar};
use crate::document::Document;
use crate::output::{jsonl, side_by_side};

/// Columns where the terminal does not tell.
const COLUMNS: usize = 100;
/// Bytes of a line of a list of pairs; longer ones are no pairs of paths.
const LINE: u64 = 64 << 10;

/// Compares two reports, or the pairs of a list.
pub fn run(voice: &Voice, arguments: &CompareArgs) -> Exit {
    let rules = match load_rules(arguments.rules.as_deref()) {
        Ok(rules) => rules,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let mut comparer = Comparer::new(&rules);
    if let Some(list) = &arguments.boilerplate {
        match samples(voice, list) {
            Ok(samples) => comparer.set_boilerplate(samples),
            Err(message) => return voice.fail(&message),
        }
    }
    let done = match (&arguments.pairs_from, arguments.pair.as_slice()) {
        (Some(list), _) => list_of_pairs(voice, &comparer, list),
        (None, [a, b]) => one_pair(voice, &comparer, (a, b), arguments.format),
        (None, _) => Err(voice.say("请给出两份报告", "name two reports")),
    };
    done.unwrap_or_else(|message| voice.fail(&message))
}

fn one_pair(
    voice: &Voice,
    comparer: &Comparer,
    (a, b): (&Path, &Path),
    format: EvalFormat,
) -> Result<Exit, String> {
    if a == b && a.as_os_str() == "-" {
        return Err(voice.say(
            "标准输入只能读一次，另一份报告请给出文件名",
            "standard input can be read once; name the other file",
        ));
    }
    let (one, other) = (read(voice, a)?, read(voice, b)?);
    let nobody = Identity::default();
    let sides = ((a, &one, &nobody), (b, &other, &nobody));
    let similar = compared(voice, comparer, sides.0, sides.1);
    let text = match format {
        EvalFormat::Json => json(&similar)? + "\n",
        EvalFormat::Human => side_by_side::text(&similar, voice.lang, columns()),
    };
    Ok(match sink::print(voice, text.as_bytes()) {
        Exit::Clean if similar.finding => Exit::Findings,
        exit => exit,
    })
}

/// A line of the list.
#[derive(Deserialize)]
struct Line {
    a: PathBuf,
    b: PathBuf,
    /// Whose the first one is by a roster, besides what it says itself.
    #[serde(default)]
    own_a: Identity,
    /// The same of the other one.
    #[serde(default)]
    own_b: Identity,
}

/// What is said where a file cannot be read.
#[derive(Serialize)]
struct Failure<'l> {
    a: &'l Path,
    b: &'l Path,
    error: &'l str,
}

fn list_of_pairs(voice: &Voice, comparer: &Comparer, list: &Path) -> Result<Exit, String> {
    let mut lines = JsonLines::open(voice, list, r#"{"a":"…","b":"…"}"#, LINE)?;
    let mut exit = Exit::Clean;
    // Lists come sorted by the first report: what was read for one line often serves the next.
    let mut last: Option<(PathBuf, Document)> = None;
    let mut out = io::stdout().lock();
    while let Some(line) = lines.next::<Line>(voice)? {
        let answer = answer(voice, comparer, &line, &mut last);
        let mut said = Vec::new();
        match &answer {
            Ok(similar) => {
                let pair = similar.finding.then_some(similar);
                if pair.is_some() && exit == Exit::Clean {
                    exit = Exit::Findings;
                }
                let (a, b) = (line.a.to_string_lossy(), line.b.to_string_lossy());
                jsonl::pair(&mut said, (&a, &b), pair).map_err(|error| voice.system(&error))?;
            }
            Err(error) => {
                exit = Exit::Failed;
                let (a, b) = (&line.a, &line.b);
                said = json(&Failure { a, b, error })?.into_bytes();
                said.push(b'\n');
            }
        }
        match out.write_all(&said).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(exit),
            written => written.map_err(|error| voice.system(&error))?,
        }
    }
    Ok(exit)
}

/// The samples of a list, a number a line.
fn samples(voice: &Voice, list: &Path) -> Result<Vec<u32>, String> {
    let text = fs::read_to_string(list).map_err(|error| {
        let said = voice.say("无法读取清单", "cannot read the list");
        format!("{said} {}：{}", list.display(), voice.system(&error))
    })?;
    let numbered = text.lines().map(str::trim).enumerate();
    let samples = numbered.filter(|(_, line)| !line.is_empty());
    samples
        .map(|(number, line)| {
            line.parse().map_err(|_| {
                let number = number + 1;
                let shown = list.display();
                voice.say(
                    &format!("{shown} 第 {number} 行不是 samples 里的数"),
                    &format!("{shown}, line {number}: not a number out of samples"),
                )
            })
        })
        .collect()
}

fn answer(
    voice: &Voice,
    comparer: &Comparer,
    line: &Line,
    last: &mut Option<(PathBuf, Document)>,
) -> Result<Similar, String> {
    let known = last.take().filter(|(path, _)| *path == line.a);
    let (path, one) = match known {
        Some(known) => known,
        None => (line.a.clone(), read(voice, &line.a)?),
    };
    let other = read(voice, &line.b);
    let similar = other.map(|other| {
        let a = (line.a.as_path(), &one, &line.own_a);
        compared(voice, comparer, a, (&line.b, &other, &line.own_b))
    });
    *last = Some((path, one));
    similar
}

/// A report with its path and whose it is besides what it says itself.
type Side<'s> = (&'s Path, &'s Document, &'s Identity);

fn compared(
    voice: &Voice,
    comparer: &Comparer,
    (path_a, a, own_a): Side<'_>,
    (path_b, b, own_b): Side<'_>,
) -> Similar {
    let (a, b) = (comparer.compared(a), comparer.compared(b));
    let own = |compared: &Compared<'_>, listed: &Identity| {
        let mut own = comparer.identity(compared);
        own.extend(listed);
        own
    };
    let pair = comparer.compare((&a, &own(&a, own_a)), (&b, &own(&b, own_b)));
    let (name_a, name_b) = (path_a.to_string_lossy(), path_b.to_string_lossy());
    Similar::of(comparer, &pair, (&a, &name_a), (&b, &name_b), voice.lang)
}

/// Reads a report, also one that stands in an archive and is named as an audit does.
fn read(voice: &Voice, path: &Path) -> Result<Document, String> {
    let read = match Source::in_archive(path) {
        Some(member) => member.read(),
        None => open(path),
    };
    read.map_err(|error| format!("{}：{}", path.display(), error.message(voice.lang)))
}

fn json<T: Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// Columns of the terminal, where the environment tells them.
fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok();
    told.and_then(|columns| columns.parse().ok())
        .unwrap_or(COLUMNS)
}
