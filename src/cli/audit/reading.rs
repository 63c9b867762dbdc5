//! What a run must know of a report before it can be judged: whose it is, and what it is like.

use serde::{Deserialize, Serialize};

use crate::audit::similar::{Comparer, Sketch};
use crate::document::{Document, Modified};

/// Paragraphs at either end that may say who writes.
const ENDS: usize = 12;
/// Characters of each of them that are kept.
const LINE: usize = 120;

/// A report before it is judged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Reading {
    /// Its title, empty if it has none.
    pub title: String,
    /// Its first paragraphs, one a line.
    pub head: String,
    /// Its last paragraphs, one a line.
    pub tail: String,
    /// What comparing it needs.
    pub sketch: Sketch,
    /// When it was last written, if anything says so.
    #[serde(skip)]
    pub modified: Option<Modified>,
}

impl Reading {
    /// Looks at a document.
    pub(super) fn of(document: &Document, comparer: &Comparer) -> Reading {
        let lines: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.text.as_str().trim())
            .filter(|line| !line.is_empty())
            .collect();
        let joined = |lines: &[&str]| -> String {
            let cut = lines.iter().map(|line| match line.char_indices().nth(LINE) {
                Some((end, _)) => &line[..end],
                None => line,
            });
            cut.collect::<Vec<_>>().join("\n")
        };
        let compared = comparer.compared(document);
        Reading {
            title: compared.title().trim().to_owned(),
            head: joined(&lines[..lines.len().min(ENDS)]),
            tail: joined(&lines[lines.len().saturating_sub(ENDS)..]),
            sketch: compared.sketch(),
            modified: document.modified,
        }
    }
}
