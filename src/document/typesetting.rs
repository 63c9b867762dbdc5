//! How a Word file is set: faces, sizes, line pitch, indent, page. Lengths are twips, twentieths of a point.

use std::fmt;

/// Bytes of a face's name that are kept; the longest in use (`方正小标宋简体`) has 21.
const NAME: usize = 30;

/// The name of a face, small enough to be copied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Face {
    length: u8,
    bytes: [u8; NAME],
}

impl Face {
    /// A face by its name, which is cut after 30 bytes; none for an empty name.
    pub fn new(name: &str) -> Option<Face> {
        // An @ before the name turns the glyphs for vertical lines.
        let name = name.trim().trim_start_matches('@');
        let mut bytes = [0; NAME];
        let mut length = 0;
        for character in name.chars() {
            let Some(room) = bytes.get_mut(length..length + character.len_utf8()) else {
                break;
            };
            character.encode_utf8(room);
            length += character.len_utf8();
        }
        let length = u8::try_from(length).ok().filter(|length| *length > 0)?;
        Some(Face { length, bytes })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length));
        bytes
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({})", self.as_str())
    }
}

/// The distance from line to line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinePitch {
    /// 固定值, in twips.
    Exact(i32),
    /// 最小值, in twips.
    AtLeast(i32),
    /// 多倍行距, in 240ths of a line, and whether lines snap to the page's grid.
    Lines(i32, bool),
}

/// How a paragraph is set, whatever says so: defaults, styles or the paragraph itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typesetting {
    /// The East Asian face of most of its Han characters; none where the file names none.
    pub face: Option<Face>,
    /// Their size in half points.
    pub half_points: u32,
    /// Han characters of the paragraph.
    pub han: u32,
    /// Those of them that are set in that face and size.
    pub alike: u32,
    /// From line to line.
    pub pitch: LinePitch,
    /// Indent of the first line in hundredths of a character; none where a list decides it.
    pub first_line: Option<i32>,
}

/// The page of a Word file: that of the section with most paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Width of the paper, twips.
    pub width: i32,
    /// Height of the paper, twips.
    pub height: i32,
    /// Margins top, bottom, left (with the gutter) and right, twips.
    pub margins: [i32; 4],
    /// The grid that lines and characters are laid on.
    pub grid: Option<Grid>,
    /// Whether some footer shows the number of the page.
    pub numbered: bool,
}

/// A page's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// From line to line, twips.
    pub line: i32,
    /// From character to character in 4096ths of a point, where the grid says that too.
    pub character: Option<i32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_keeps_its_name_and_cuts_a_long_one_at_a_character() {
        let name = |text: &str| Face::new(text).map(|face| face.as_str().to_owned());
        assert_eq!(name(" @仿宋_GB2312 "), Some("仿宋_GB2312".into()));
        assert_eq!(name(""), None);
        let long = "很".repeat(40);
        assert_eq!(name(&long), Some("很".repeat(10)));
        assert_eq!(
            name(&format!("a{long}")),
            Some(format!("a{}", "很".repeat(9)))
        );
    }
}
