//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::{Exit, Voice};

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

/// Writes a file through a temporary one beside it, so that no half-written result ever stands there.
pub fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // Nothing useful can be done if the leftover cannot be removed either.
        let _ = fs::remove_file(&part);
    }
    written
}
