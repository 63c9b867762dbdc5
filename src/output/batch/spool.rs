//! Pieces of bytes on disk, each read again when it is asked for.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// Bytes that are gathered before they are written: some reports.
const GATHERED: usize = 64 << 10;

/// Pieces in a file without a name in the folder for temporary files, which is gone when the spool is.
#[derive(Debug)]
pub(super) struct Spool {
    file: Mutex<BufWriter<File>>,
    end: u64,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    start: u64,
    length: u32,
}

impl Spool {
    /// An empty one.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub(super) fn new() -> io::Result<Spool> {
        Ok(Spool {
            file: Mutex::new(BufWriter::with_capacity(GATHERED, tempfile::tempfile()?)),
            end: 0,
        })
    }

    /// Puts a piece behind the others.
    ///
    /// # Errors
    /// The disk is full, or the piece has more bytes than a piece may have.
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<Piece> {
        let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        // A piece that was read in between has moved the file's cursor.
        if file.buffer().is_empty() {
            file.get_mut().seek(SeekFrom::Start(self.end))?;
        }
        file.write_all(bytes)?;
        let start = self.end;
        self.end += u64::from(length);
        Ok(Piece { start, length })
    }

    /// The bytes of a piece.
    ///
    /// # Errors
    /// What was written cannot be read again.
    pub(super) fn read(&self, piece: Piece) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut spool = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        spool.flush()?;
        let file = spool.get_mut();
        file.seek(SeekFrom::Start(piece.start))?;
        file.take(u64::from(piece.length)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
