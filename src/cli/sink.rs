//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{Exit, Voice};
use crate::read;

/// Writes to standard output; a reader that went away (`| head`) is no failure.
pub fn print(voice: &Voice, bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Clean,
        Err(error) => {
            let reason = format!(
                "{}{error}",
                voice.say("无法写到标准输出：", "cannot write to standard output: ")
            );
            voice.fail(&reason)
        }
    }
}

/// Writes a file whole or not at all, and says so.
///
/// # Errors
/// Why it could not be written, in the language of the run.
pub fn save(voice: &Voice, path: &Path, bytes: &[u8]) -> Result<(), String> {
    save_with(voice, path, |out| out.write_all(bytes))
}

/// The same for what is written piece by piece.
///
/// # Errors
/// Why it could not be written, in the language of the run.
pub fn save_with(
    voice: &Voice,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), String> {
    match store_with(path, write) {
        Ok(()) => {
            eprintln!(
                "{} {}",
                voice.say("结果已写入", "written to"),
                path.display()
            );
            Ok(())
        }
        Err(error) => {
            let said = voice.say("无法写入", "cannot write");
            Err(format!("{said} {}：{error}", path.display()))
        }
    }
}

/// The bytes of a file that was read before.
///
/// # Errors
/// Why they cannot be had, in the language of the run.
pub fn load(voice: &Voice, path: &Path) -> Result<Vec<u8>, String> {
    if path.as_os_str() == "-" {
        return Err(voice.say(
            "批注写在文件的副本里，请给出文件名，不能从标准输入读取",
            "comments go into a copy of a file; name the file, standard input will not do",
        ));
    }
    read::bytes(path).map_err(|error| format!("{}：{}", path.display(), error.message(voice.lang)))
}

/// Writes a file whole or not at all.
pub fn store(path: &Path, bytes: &[u8]) -> io::Result<()> {
    store_with(path, |out| out.write_all(bytes))
}

/// Writes a file through a temporary one beside it, so that no half-written result ever stands there.
fn store_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let part = part(path);
    let write = || {
        let mut out = BufWriter::new(File::create(&part)?);
        write(&mut out)?;
        out.flush()?;
        fs::rename(&part, path)
    };
    let written = write();
    if written.is_err() {
        // Nothing useful can be done if the leftover cannot be removed either.
        let _ = fs::remove_file(&part);
    }
    written
}

/// A format as `--format` names it, and the file it goes to.
///
/// # Errors
/// A path that is missing behind its `=`.
pub fn target(text: &str) -> Result<(&str, Option<PathBuf>), String> {
    match text.split_once('=') {
        Some((_, "")) => Err(format!("--format {text} 的等号后面要写文件路径")),
        Some((name, path)) => Ok((name, Some(PathBuf::from(path)))),
        None => Ok((text, None)),
    }
}

/// The file beside another one that becomes it when it is written.
pub fn part(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// Whether two paths mean one file.
pub fn same_file(input: &Path, output: &Path) -> bool {
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) => input == output,
        _ => input == output,
    }
}
