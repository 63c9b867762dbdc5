//! Where results go: standard output, or a file that is written whole or not at all.

mod pending;
mod taken;

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{Exit, Voice};
use crate::read;

pub use pending::{Pending, remove_unfinished};
pub use taken::{Clash, Taken};

/// Writes to standard output; a reader that went away (`| head`) is no failure.
pub fn print(voice: &Voice, bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Clean,
        Err(error) => {
            let place = voice.say("标准输出", "standard output");
            voice.fail(&unwritable(voice, &place, &error))
        }
    }
}

/// Writes a file whole or not at all, and says so.
///
/// # Errors
/// Why it could not be written, in the language of the run.
pub fn save(voice: &Voice, path: &Path, bytes: &[u8]) -> Result<(), String> {
    match store(path, bytes) {
        Ok(()) => {
            saved(voice, path);
            Ok(())
        }
        Err(error) => Err(unwritable(voice, &path.display().to_string(), &error)),
    }
}

/// Says that a file was written.
pub fn saved(voice: &Voice, path: &Path) {
    let said = voice.say("结果已写入", "written to");
    eprintln!("{said} {}", path.display());
}

/// Why something could not be written, and what to do, in the language of the run.
pub fn unwritable(voice: &Voice, place: &str, error: &io::Error) -> String {
    let said = voice.say("无法写入", "cannot write");
    let advice = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => voice.say(
            "磁盘已满，请腾出空间后再运行",
            "the disk is full; make room and run again",
        ),
        ErrorKind::PermissionDenied => voice.say(
            "没有写入的权限，或者文件正被 Word、Excel 打开",
            "there is no permission to write, or another program has the file open",
        ),
        ErrorKind::ReadOnlyFilesystem => voice.say("磁盘是只读的", "the disk is read-only"),
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            voice.say("没有这个文件夹，请先建好", "there is no such folder")
        }
        ErrorKind::IsADirectory => voice.say(
            "这是一个文件夹，请写明文件名",
            "this is a folder; name a file in it",
        ),
        _ => voice.system(error),
    };
    format!("{said} {place}：{advice}")
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
pub fn store_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = Pending::create(path)?;
    write(&mut out)?;
    out.finish()
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

/// What is said where several formats are to be printed.
pub fn one_on_screen(voice: &Voice) -> String {
    voice.say(
        "只能有一种格式输出到屏幕，其余请写成 --format 格式=路径",
        "only one format may go to the screen; write the others as --format FORMAT=PATH",
    )
}

/// Whether two paths mean one file.
pub fn same_file(input: &Path, output: &Path) -> bool {
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) => input == output,
        _ => input == output,
    }
}
