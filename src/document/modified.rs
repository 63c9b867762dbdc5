//! When a report was last written.

use jiff::civil::DateTime;

/// When a file was last written, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modified {
    /// Chinese civil time (UTC+8). Midnight sharp stands for a day whose hour nobody noted.
    pub at: DateTime,
    /// Who says so.
    pub by: ModifiedBy,
}

/// What a time was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModifiedBy {
    /// The document's own properties: when its author last saved it.
    Document,
    /// The file system, or the entry of an archive: copying and unpacking may change it.
    File,
}

impl Modified {
    /// A time out of the document's own properties.
    pub fn by_document(at: DateTime) -> Modified {
        Modified {
            at,
            by: ModifiedBy::Document,
        }
    }

    /// A time of the file system or of an archive's entry.
    pub fn by_file(at: DateTime) -> Modified {
        Modified {
            at,
            by: ModifiedBy::File,
        }
    }
}
