//! How a report must be set, where the scheme asks for that: the `[format]` table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::error::did_you_mean;
use super::validate::Found;
use crate::ruleset::{Bilingual, Strength, nearest};
use crate::text::typeface::{size, size_names};

/// The standards that can be asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Standard {
    /// GB/T 9704-2012, the layout of official documents.
    #[default]
    #[serde(rename = "gb9704")]
    Gb9704,
}

/// How a Word file must be set. What is not said is as GB/T 9704-2012 has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Format {
    /// What the rest is taken from.
    pub standard: Standard,
    /// How strongly it is demanded.
    pub strength: Strength,
    /// Face of the title; other foundries' faces of the same cut will do.
    pub title_face: String,
    /// Size of the title: `二号`, or points: `22磅`.
    pub title_size: String,
    /// Face of headings of the first level, 一、.
    pub heading_face: String,
    /// Face of headings of the second level, （一）.
    pub subheading_face: String,
    /// Face of the text, and of headings below the second level.
    pub body_face: String,
    /// Size of the text and of all headings.
    pub body_size: String,
    /// Least distance from line to line, in points.
    pub line_pitch_min: f64,
    /// Greatest distance from line to line, in points.
    pub line_pitch_max: f64,
    /// Indent of the first line, in characters.
    pub indent: f64,
    /// Lines of a page; one more or less will do.
    pub lines: u32,
    /// Characters of a line; one more or less will do.
    pub characters: u32,
    /// Margins.
    pub margins: Margins,
    /// Whether pages are numbered.
    pub page_number: bool,
}

/// Margins, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Margins {
    /// Above the text.
    pub top: f64,
    /// Below it.
    pub bottom: f64,
    /// Left of it.
    pub left: f64,
    /// Right of it.
    pub right: f64,
    /// What a margin may be off.
    pub tolerance: f64,
}

impl Default for Margins {
    /// The text takes 156 × 225 of the paper's 210 × 297.
    fn default() -> Self {
        Margins {
            top: 37.0,
            bottom: 35.0,
            left: 28.0,
            right: 26.0,
            tolerance: 1.0,
        }
    }
}

impl Default for Format {
    fn default() -> Self {
        Format {
            standard: Standard::Gb9704,
            strength: Strength::Soft,
            title_face: "方正小标宋简体".into(),
            title_size: "二号".into(),
            heading_face: "黑体".into(),
            subheading_face: "楷体_GB2312".into(),
            body_face: "仿宋_GB2312".into(),
            body_size: "三号".into(),
            line_pitch_min: 28.0,
            line_pitch_max: 30.0,
            indent: 2.0,
            lines: 22,
            characters: 28,
            margins: Margins::default(),
            page_number: true,
        }
    }
}

impl Format {
    /// What is asked for on the command line, not by a scheme.
    pub fn on_request() -> Format {
        Format {
            strength: Strength::Practice,
            ..Format::default()
        }
    }

    /// Size of the title in half points.
    pub fn title_half_points(&self) -> u32 {
        size(&self.title_size).unwrap_or(44)
    }

    /// Size of the text in half points.
    pub fn body_half_points(&self) -> u32 {
        size(&self.body_size).unwrap_or(32)
    }

    /// `28—30 磅`, `28 磅`.
    pub fn pitch(&self) -> Bilingual {
        let (least, most) = (self.line_pitch_min, self.line_pitch_max);
        if least == most {
            return Bilingual::new(format!("{least} 磅"), format!("{least} pt"));
        }
        Bilingual::new(format!("{least}—{most} 磅"), format!("{least}-{most} pt"))
    }

    /// `GB/T 9704—2012：正文仿宋_GB2312 三号，…`.
    pub fn describe(&self) -> Bilingual {
        let pitch = self.pitch();
        let page = &self.margins;
        let margins =
            [page.top, page.bottom, page.left, page.right].map(|margin| margin.to_string());
        Bilingual::new(
            format!(
                "按 GB/T 9704—2012：标题{} {}，小标题{}、{}，正文{} {}、行距 {}，上下左右边距 {} 毫米，每页 {} 行、每行 {} 字",
                self.title_face,
                self.title_size,
                self.heading_face,
                self.subheading_face,
                self.body_face,
                self.body_size,
                pitch.zh,
                margins.join("、"),
                self.lines,
                self.characters,
            ),
            format!(
                "by GB/T 9704-2012: title {} {}, headings {} and {}, text {} {} with lines {} apart, margins {} mm, {} lines of {} characters",
                self.title_face,
                self.title_size,
                self.heading_face,
                self.subheading_face,
                self.body_face,
                self.body_size,
                pitch.en,
                margins.join(", "),
                self.lines,
                self.characters,
            ),
        )
    }
}

impl Found {
    pub(super) fn format(&mut self, format: Option<&Format>) {
        let Some(format) = format else { return };
        let faces = [
            ("title-face", &format.title_face),
            ("heading-face", &format.heading_face),
            ("subheading-face", &format.subheading_face),
            ("body-face", &format.body_face),
        ];
        for (key, face) in faces {
            self.filled(&format!("format/{key}"), face);
        }
        let sizes = [
            ("title-size", &format.title_size),
            ("body-size", &format.body_size),
        ];
        for (key, text) in sizes {
            if size(text).is_none() {
                let near = did_you_mean(nearest(text, size_names()));
                let (zh, en) = if near.zh.is_empty() {
                    (
                        "，应写成 三号、小四 或 16磅 这样",
                        "; write 三号, 小四 or 16磅",
                    )
                } else {
                    ("", "")
                };
                self.put(
                    format!("format/{key}"),
                    format!("`{text}` 不是字号{}{zh}", near.zh),
                    format!("`{text}` is no size{}{en}", near.en),
                );
            }
        }
        let (least, most) = (format.line_pitch_min, format.line_pitch_max);
        if !(least > 0.0 && least <= most) {
            self.put(
                "format/line-pitch-min",
                format!("行距应大于 0，且下限（{least}）不大于上限（{most}）"),
                format!("line pitches must be above 0, and the least ({least}) not above the most ({most})"),
            );
        }
        let margins = &format.margins;
        let lengths = [
            ("format/indent", format.indent, 10.0),
            ("format/margins/top", margins.top, 200.0),
            ("format/margins/bottom", margins.bottom, 200.0),
            ("format/margins/left", margins.left, 200.0),
            ("format/margins/right", margins.right, 200.0),
            ("format/margins/tolerance", margins.tolerance, 50.0),
        ];
        for (path, length, most) in lengths {
            if !(0.0..=most).contains(&length) {
                self.put(
                    path,
                    format!("{length} 不在 0 到 {most} 之间"),
                    format!("{length} is not between 0 and {most}"),
                );
            }
        }
        for (key, number) in [("lines", format.lines), ("characters", format.characters)] {
            if !(1..=200).contains(&number) {
                self.put(
                    format!("format/{key}"),
                    format!("{number} 不在 1 到 200 之间"),
                    format!("{number} is not between 1 and 200"),
                );
            }
        }
    }
}
