//! Properties of paragraphs and runs, as a file gives them at one place.
//!
//! The same model stands behind `styles.xml` and the property lists of Word 97; each reader fills it.

use crate::document::{Face, LinePitch};

/// What a paragraph, or a style for paragraphs, says about itself; `None` is "not said".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ParaProps {
    /// The list it belongs to; zero takes it out of any.
    pub num: Option<i64>,
    /// The level within the list, from 0.
    pub level: Option<u8>,
    /// Outline level from 0; 9 is body text.
    pub outline: Option<u8>,
    pub centred: Option<bool>,
    /// From line to line: a length in twips or a multiple in 240ths, by the rule.
    pub line: Option<i32>,
    pub line_rule: Option<LineRule>,
    /// Whether lines snap to the page's grid.
    pub snap: Option<bool>,
    /// Indent of the first line in twips, below zero for a hanging one.
    pub first_line: Option<i32>,
    /// The same in hundredths of a character, which goes before unless it is zero.
    pub first_chars: Option<i32>,
}

/// What the distance from line to line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRule {
    Auto,
    Exact,
    AtLeast,
}

impl ParaProps {
    /// From line to line.
    pub fn pitch(&self) -> LinePitch {
        match (self.line_rule, self.line) {
            (Some(LineRule::Exact), Some(line)) => LinePitch::Exact(line),
            (Some(LineRule::AtLeast), Some(line)) => LinePitch::AtLeast(line),
            (_, line) => LinePitch::Lines(line.unwrap_or(240), self.snap != Some(false)),
        }
    }

    /// Indent of the first line in hundredths of a character of this size.
    pub fn indent(&self, half_points: u32) -> i32 {
        let size = i32::try_from(half_points).unwrap_or(0).max(1);
        match self.first_chars {
            Some(hundredths) if hundredths != 0 => hundredths,
            _ => self.first_line.unwrap_or(0).saturating_mul(10) / size,
        }
    }

    pub fn or(self, base: Self) -> Self {
        Self {
            num: self.num.or(base.num),
            level: self.level.or(base.level),
            outline: self.outline.or(base.outline),
            centred: self.centred.or(base.centred),
            line: self.line.or(base.line),
            line_rule: self.line_rule.or(base.line_rule),
            snap: self.snap.or(base.snap),
            first_line: self.first_line.or(base.first_line),
            first_chars: self.first_chars.or(base.first_chars),
        }
    }
}

/// What a run, or a style, says about its look; `None` is "not said".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RunProps {
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
    pub half_points: Option<u32>,
    pub heading_face: Option<bool>,
    pub face: Option<FaceOf>,
    /// Guidance of our own starting documents.
    pub guidance: Option<bool>,
}

/// What names a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaceOf {
    Named(Face),
    /// The theme's face of headings.
    Major,
    /// The theme's face of text.
    Minor,
}

/// The East Asian faces of the theme.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Theme {
    pub major: Option<Face>,
    pub minor: Option<Face>,
}

impl Theme {
    /// The face itself.
    pub fn face(&self, face: FaceOf) -> Option<Face> {
        match face {
            FaceOf::Named(face) => Some(face),
            FaceOf::Major => self.major,
            FaceOf::Minor => self.minor,
        }
    }
}

impl RunProps {
    pub fn or(self, base: Self) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            hidden: self.hidden.or(base.hidden),
            half_points: self.half_points.or(base.half_points),
            heading_face: self.heading_face.or(base.heading_face),
            face: self.face.or(base.face),
            guidance: self.guidance.or(base.guidance),
        }
    }
}

/// Whether official documents set headings in this face.
pub(super) fn is_heading_face(name: &str) -> bool {
    let has = |faces: &[&str], name: &str| faces.iter().any(|face| name.contains(face));
    if name.is_ascii() {
        has(
            &["simhei", "xiaobiaosong", "kaiti", "fzxbs"],
            &name.to_ascii_lowercase(),
        )
    } else {
        has(&["黑体", "小标宋", "楷体"], name)
    }
}
