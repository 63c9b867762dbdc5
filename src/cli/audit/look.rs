//! Which reports an audit is of, and what it passes over.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, GB18030};

use crate::audit::{Found, find};
use crate::cli::Voice;
use crate::cli::args::AuditArgs;
use crate::output::report::SkippedEntry;

/// Looks for the reports.
pub(super) fn look(voice: &Voice, arguments: &AuditArgs) -> Result<Found, String> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(listing(voice, list)?);
    }
    let mut found = find(&paths, &arguments.exclude).map_err(|reason| {
        let said = voice.say("--exclude 的写法有误", "--exclude cannot be read");
        format!("{said}：{reason}")
    })?;
    let around = |last: &PathBuf| {
        let last = last.canonicalize().ok();
        last.is_some_and(|last| {
            let mut own = paths.iter().filter_map(|path| path.canonicalize().ok());
            own.any(|own| own != last && own.starts_with(&last))
        })
    };
    if arguments.previous_dir.as_ref().is_some_and(around) {
        return Err(voice.say(
            "--previous-dir 包含了要审核的文件夹，请给出只有去年报告的文件夹",
            "--previous-dir contains the folder to be audited; give one with last year's reports alone",
        ));
    }
    let within = |folder: &PathBuf| paths.iter().any(|path| path != folder);
    if let Some(last) = arguments.previous_dir.as_ref().filter(|last| within(last)) {
        found.leave_out(last);
    }
    if found.sources.is_empty() && found.errors.is_empty() {
        return Err(voice.say(
            "没有找到可以检查的报告（.docx .doc .wps .rtf .odt .ofd .md .txt .zip）",
            "no reports were found (.docx .doc .wps .rtf .odt .ofd .md .txt .zip)",
        ));
    }
    Ok(found)
}

/// The paths of `--files-from`.
fn listing(voice: &Voice, list: &Path) -> Result<Vec<PathBuf>, String> {
    let read = || -> io::Result<String> {
        let mut bytes = Vec::new();
        match list.as_os_str() == "-" {
            true => io::stdin().lock().read_to_end(&mut bytes)?,
            false => File::open(list)?.read_to_end(&mut bytes)?,
        };
        decoded(&bytes).ok_or_else(|| io::ErrorKind::InvalidData.into())
    };
    let text = read().map_err(|error| {
        let said = voice.say("无法读取路径清单", "the list of paths cannot be read:");
        format!("{said} {}：{}", list.display(), voice.system(&error))
    })?;
    let lines = text.lines().map(|line| line.trim_end_matches('\r'));
    Ok(lines
        .filter(|line| !line.trim().is_empty())
        .map(PathBuf::from)
        .collect())
}

/// The text of a list: UTF-8, as its byte order mark says, or else GBK, which consoles of Chinese Windows write.
fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = Encoding::for_bom(bytes);
    if marked.is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Some(text.to_owned());
    }
    let encoding = marked.map_or(GB18030, |(encoding, _)| encoding);
    let (text, _, wrong) = encoding.decode(bytes);
    (!wrong).then(|| text.into_owned())
}

/// The folder that all reports stand in, as it leads their paths; empty where several were named.
pub(super) fn folder(paths: &[PathBuf]) -> String {
    match paths {
        [path] if path.is_dir() => {
            let shown = path.display().to_string();
            format!("{}/", shown.trim_end_matches(['/', '\\']))
        }
        _ => String::new(),
    }
}

/// What was not looked at, in words.
pub(super) fn passed_over(voice: &Voice, found: &Found) -> Vec<SkippedEntry> {
    let entry = |zh: &str, en: &str, count: usize| SkippedEntry {
        what: voice.say(zh, en),
        count,
    };
    let mut entries = vec![
        entry("临时文件", "temporary files", found.temporary),
        entry(
            "隐藏的文件或文件夹",
            "hidden files or folders",
            found.hidden,
        ),
    ];
    entries.retain(|entry| entry.count > 0);
    for (ending, count) in &found.other {
        entries.push(match ending.as_str() {
            "" => entry("没有扩展名的文件", "files without an ending", *count),
            _ => entry(
                &format!(".{ending} 文件"),
                &format!(".{ending} files"),
                *count,
            ),
        });
    }
    entries
}
