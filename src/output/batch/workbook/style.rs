//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::ruleset::Lang;

/// A face that every office program in China has.
const FACE: &str = "宋体";
const LINE: Color = Color::RGB(0x00BF_BFBF);
/// Backgrounds and letters of good, middling and bad values, as office programs have them ready.
const GOOD: (u32, u32) = (0x00C6_EFCE, 0x0000_6100);
const MIDDLING: (u32, u32) = (0x00FF_EB9C, 0x009C_5700);
const BAD: (u32, u32) = (0x00FF_C7CE, 0x009C_0006);
const LINK: Color = Color::RGB(0x0005_63C1);

/// The formats of a workbook.
pub(super) struct Styles {
    /// The language of the workbook.
    pub(super) lang: Lang,
    /// The first line of the figures.
    pub(super) title: Format,
    /// A heading between blocks.
    pub(super) heading: Format,
    /// Names of columns.
    pub(super) header: Format,
    pub(super) text: Format,
    /// Text that would become a formula when someone edits it.
    pub(super) quoted: Format,
    pub(super) count: Format,
    pub(super) points: Format,
    pub(super) percent: Format,
    /// A share that the scheme does not allow.
    pub(super) percent_bad: Format,
    pub(super) link: Format,
    pub(super) link_count: Format,
    /// Where the reviewer writes.
    pub(super) blank: Format,
    /// For conditional formats: pass, revise, rewrite.
    pub(super) lights: [Format; 3],
}

impl Styles {
    pub(super) fn new(lang: Lang) -> Styles {
        let plain = Format::new()
            .set_font_name(FACE)
            .set_font_size(10.5)
            .set_align(FormatAlign::Top);
        let text = plain
            .clone()
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let number = |format: &str| {
            text.clone()
                .set_num_format(format)
                .set_align(FormatAlign::Right)
        };
        let linked = |format: Format| {
            format
                .set_font_color(LINK)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single)
        };
        let light = |(back, letters): (u32, u32)| {
            Format::new()
                .set_background_color(Color::RGB(back))
                .set_font_color(Color::RGB(letters))
        };
        Styles {
            lang,
            title: plain.clone().set_bold().set_font_size(18),
            heading: plain.clone().set_bold().set_font_size(12),
            header: text
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00D9_E2F3)),
            quoted: text.clone().set_quote_prefix(),
            count: number("0"),
            points: number("0.0"),
            percent: number("0.0%"),
            percent_bad: number("0.0%")
                .set_bold()
                .set_font_color(Color::RGB(BAD.1))
                .set_background_color(Color::RGB(BAD.0)),
            link: linked(text.clone()),
            link_count: linked(number("0")),
            blank: text.clone().set_background_color(Color::RGB(0x00FF_FDE7)),
            lights: [light(GOOD), light(MIDDLING), light(BAD)],
            text,
        }
    }
}
