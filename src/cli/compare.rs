//! `shuzhi compare`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::args::{CompareArgs, EvalFormat};
use super::{Exit, Voice, load_rules, open, sink};
use crate::audit::similar::{Comparer, Similar};
use crate::document::Document;
use crate::output::side_by_side;

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
    let comparer = Comparer::new(&rules);
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
    let similar = compared(voice, comparer, (a, &one), (b, &other));
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
}

/// What is said of it.
#[derive(Serialize)]
struct Answer<'l> {
    a: &'l Path,
    b: &'l Path,
    /// None where the two share too little.
    pair: Option<&'l Similar>,
}

/// The same where a file cannot be read.
#[derive(Serialize)]
struct Failure<'l> {
    a: &'l Path,
    b: &'l Path,
    error: &'l str,
}

fn list_of_pairs(voice: &Voice, comparer: &Comparer, list: &Path) -> Result<Exit, String> {
    let mut lines: Box<dyn BufRead> = match list.as_os_str() == "-" {
        true => Box::new(io::stdin().lock()),
        false => Box::new(BufReader::new(File::open(list).map_err(|error| {
            let said = voice.say("无法读取清单", "cannot read the list");
            format!("{said} {}：{error}", list.display())
        })?)),
    };
    let mut exit = Exit::Clean;
    // Lists come sorted by the first report: what was read for one line often serves the next.
    let mut last: Option<(PathBuf, Document)> = None;
    let mut number = 0usize;
    let mut out = io::stdout().lock();
    loop {
        let mut text = Vec::new();
        let read_line = (&mut lines).take(LINE + 1).read_until(b'\n', &mut text);
        if read_line.map_err(|error| error.to_string())? == 0 {
            return Ok(exit);
        }
        number += 1;
        let wrong = |reason: &str| {
            let shape = r#"{"a":"…","b":"…"}"#;
            voice.say(
                &format!("清单第 {number} 行：{reason}（每行应是 {shape}）"),
                &format!("line {number} of the list: {reason} (a line is {shape})"),
            )
        };
        if text.len() as u64 > LINE {
            return Err(wrong(&voice.say("太长", "too long")));
        }
        if text.trim_ascii().is_empty() {
            continue;
        }
        let line: Line =
            serde_json::from_slice(&text).map_err(|error| wrong(&error.to_string()))?;
        let answer = answer(voice, comparer, &line, &mut last);
        let said = match &answer {
            Ok(similar) => {
                let pair = similar.finding.then_some(similar);
                if pair.is_some() && exit == Exit::Clean {
                    exit = Exit::Findings;
                }
                let (a, b) = (&line.a, &line.b);
                json(&Answer { a, b, pair })?
            }
            Err(error) => {
                exit = Exit::Failed;
                let (a, b) = (&line.a, &line.b);
                json(&Failure { a, b, error })?
            }
        };
        match writeln!(out, "{said}").and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(exit),
            written => written.map_err(|error| error.to_string())?,
        }
    }
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
    let similar = other.map(|other| compared(voice, comparer, (&line.a, &one), (&line.b, &other)));
    *last = Some((path, one));
    similar
}

fn compared(
    voice: &Voice,
    comparer: &Comparer,
    (path_a, a): (&Path, &Document),
    (path_b, b): (&Path, &Document),
) -> Similar {
    let (a, b) = (comparer.compared(a), comparer.compared(b));
    let pair = comparer.compare((&a, &comparer.identity(&a)), (&b, &comparer.identity(&b)));
    let (name_a, name_b) = (path_a.to_string_lossy(), path_b.to_string_lossy());
    Similar::of(comparer, &pair, (&a, &name_a), (&b, &name_b), voice.lang)
}

fn read(voice: &Voice, path: &Path) -> Result<Document, String> {
    open(path).map_err(|error| format!("{}：{}", path.display(), error.message(voice.lang)))
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
