//! Byte offsets to the lines and columns shown to people.

/// A place in a text: line and column count from 1, the column in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode code points, from 1.
    pub column: usize,
    /// Byte offset, from 0.
    pub offset: usize,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the line starts of `text`; `\n`, `\r\n` and a lone `\r` end a line, as they do in editors.
    pub fn new(text: &str) -> Self {
        // One byte is searched for faster than two are; carriage returns are seldom.
        let bytes = text.as_bytes();
        let behind = |mark: u8| memchr::memchr_iter(mark, bytes).map(|at| at + 1);
        let mut starts = vec![0];
        starts.extend(behind(b'\n'));
        let feeds = starts.len();
        let feed = |at: usize| bytes.get(at) == Some(&b'\n');
        starts.extend(behind(b'\r').filter(|at| !feed(*at)));
        if starts.len() > feeds {
            starts.sort_unstable();
        }
        Self { starts }
    }

    /// The position of byte `offset` of `text`; an offset past the end is taken as the end.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = text.get(start..offset).unwrap_or_default();
        // A byte order mark is part of the file, but no editor shows it as a column.
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        Position {
            line,
            column: before.chars().count() + 1,
            offset,
        }
    }

    /// The bytes of line `line` (from 1) without its line end; empty for a line that is not there.
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return "";
        };
        let end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        text.get(*start..end)
            .unwrap_or_default()
            .trim_end_matches('\r')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let text = "一二\n三四五";
        let index = LineIndex::new(text);
        assert_eq!(
            index.position(text, 7),
            Position {
                line: 2,
                column: 1,
                offset: 7
            }
        );
        assert_eq!(index.position(text, 10).column, 2);
        assert_eq!(index.line(text, 2), "三四五");
        assert_eq!(index.position(text, 99).offset, text.len());
    }

    #[test]
    fn lines_end_as_in_editors() {
        let text = "\u{feff}一\r二\r\n三";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 3).column, 1);
        assert_eq!(index.position(text, 7).line, 2);
        assert_eq!(index.position(text, 12).line, 3);
        assert_eq!(index.line(text, 2), "二");
        assert_eq!(index.line(text, 3), "三");
    }
}
