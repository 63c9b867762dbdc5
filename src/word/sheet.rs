//! A Word file set by styles: page, footers and the styles themselves, by GB/T 9704-2012 unless said otherwise.

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, InstrPAGE, InstrText,
    LineSpacing, LineSpacingType, PageMargin, PageSize, Paragraph, Run, SectionProperty,
    SpecialIndentType, Style, StyleType,
};

use super::{BODY_SIZE, TITLE_SIZE, clean, fonts, packed};
use crate::document::guidance as marks;

/// A face and a size in half points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// East Asian face.
    pub face: String,
    /// Half points.
    pub size: usize,
}

impl Type {
    /// A face in a size.
    pub fn new(face: &str, size: usize) -> Type {
        Type {
            face: face.to_owned(),
            size,
        }
    }
}

/// The distance from line to line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Twips.
    Exact(i32),
    /// 240ths of a line.
    Lines(i32),
}

/// How a file is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The title.
    pub title: Type,
    /// Whether the title is centred.
    pub centred: bool,
    /// Headings of the first level.
    pub heading: Type,
    /// Headings of the second level.
    pub subheading: Type,
    /// The text.
    pub body: Type,
    /// From line to line.
    pub spacing: Spacing,
    /// Indent of the first line in hundredths of a character.
    pub indent: i32,
    /// Width and height of the paper.
    pub paper: (u32, u32),
    /// Margins top, bottom, left and right.
    pub margins: [i32; 4],
    /// Lines of a page and characters of a line on the grid.
    pub grid: Option<(i32, i32)>,
    /// Whether footers show the page's number.
    pub numbered: bool,
}

/// The styles that paragraphs name.
const TITLE: &str = "Title";
const BYLINE: &str = "ShuzhiByline";
const HEADINGS: [&str; 2] = ["Heading1", "Heading2"];
const BODY: &str = "ShuzhiBody";
const SALUTATION: &str = "ShuzhiSalutation";
const SIGNATURE: &str = "ShuzhiSignature";
const GUIDANCE_RUN: &str = "ShuzhiGuidanceChar";
/// Size of the page's number, 四号.
const NUMBER_SIZE: usize = 28;
/// Twips from the lower edge of the paper to the page's number, so that it stands 7 mm below the text.
const FOOTER: i32 = 1304;

impl Default for Sheet {
    fn default() -> Self {
        // 210 × 297 mm; margins 37, 35, 28 and 26 mm leave 156 × 225 mm.
        Sheet {
            title: Type::new("方正小标宋简体", TITLE_SIZE),
            centred: true,
            heading: Type::new("黑体", BODY_SIZE),
            subheading: Type::new("楷体_GB2312", BODY_SIZE),
            body: Type::new("仿宋_GB2312", BODY_SIZE),
            // What the grid of 22 lines comes to.
            spacing: Spacing::Exact(579),
            indent: 200,
            paper: (11906, 16838),
            margins: [2098, 1984, 1587, 1474],
            grid: Some((22, 28)),
            numbered: true,
        }
    }
}

impl Sheet {
    /// An empty file with page, footers and styles.
    pub fn docx(&self) -> Docx {
        let mut docx = Docx::new()
            .default_size(self.body.size)
            .default_fonts(fonts(&self.body.face));
        for style in self.styles() {
            docx = docx.add_style(style);
        }
        let (width, height) = self.paper;
        let [top, bottom, left, right] = self.margins;
        let margin = PageMargin::new()
            .top(top)
            .bottom(bottom)
            .left(left)
            .right(right)
            .footer(FOOTER);
        let mut section = SectionProperty::new()
            .page_size(PageSize::new().size(width, height))
            .page_margin(margin);
        if let Some(grid) = self.grid() {
            section = section.doc_grid(grid);
        }
        docx.document = docx.document.default_section_property(section);
        if self.numbered {
            // Outside: right on odd pages, left on even ones, one character in.
            docx = docx
                .footer(page_number(AlignmentType::Right))
                .even_footer(page_number(AlignmentType::Left));
        }
        docx
    }

    /// The bytes of a file that was begun by [`Sheet::docx`].
    ///
    /// # Errors
    /// What the Word writer reports.
    pub fn pack(&self, docx: Docx) -> Result<Vec<u8>, String> {
        let mut parts = docx.build();
        // Characters of the grid are computed from the style that is the default, which the writer has no word for.
        let size = self.body.size;
        let styles = String::from_utf8_lossy(&parts.styles)
            .replacen(r#"w:styleId="Normal">"#, r#"w:default="1" w:styleId="Normal">"#, 1)
            .replacen(
                r#"<w:name w:val="Normal" /><w:rPr />"#,
                &format!(r#"<w:name w:val="Normal" /><w:rPr><w:sz w:val="{size}" /><w:szCs w:val="{size}" /></w:rPr>"#),
                1,
            );
        parts.styles = styles.into_bytes();
        packed(parts)
    }

    /// The pitches that fit lines and characters into the text's part of the page.
    fn grid(&self) -> Option<DocGrid> {
        let (lines, characters) = self.grid?;
        let [top, bottom, left, right] = self.margins;
        let height = i32::try_from(self.paper.1).ok()? - top - bottom;
        let width = i32::try_from(self.paper.0).ok()? - left - right;
        let pitch = height.checked_div(lines)?;
        // In 4096ths of a point, what a character has more than the size of the text.
        let character = width
            .checked_mul(4096)?
            .checked_div(characters.checked_mul(20)?)?;
        let space = character - i32::try_from(self.body.size).ok()? * 2048;
        Some(
            DocGrid::new()
                .grid_type(DocGridType::LinesAndChars)
                .line_pitch(usize::try_from(pitch).ok()?)
                .char_space(isize::try_from(space).ok()?),
        )
    }

    fn spacing(&self) -> LineSpacing {
        match self.spacing {
            Spacing::Exact(twips) => exact(twips),
            Spacing::Lines(lines) => LineSpacing::new()
                .line_rule(LineSpacingType::Auto)
                .line(lines),
        }
    }

    fn styles(&self) -> Vec<Style> {
        let style = |id: &str, name: &str, set: &Type| {
            Style::new(id, StyleType::Paragraph)
                .name(name)
                .next(BODY)
                .size(set.size)
                .fonts(fonts(&set.face))
                .line_spacing(self.spacing())
                // The pitch is exact, so lines need no grid; and where cells take whole characters only
                // (LibreOffice), one of 16 points would get two cells of 15.8.
                .snap_to_grid(matches!(self.spacing, Spacing::Lines(_)))
        };
        let indented = |style: Style| match self.indent {
            0 => style,
            indent => {
                let size = i32::try_from(self.body.size).unwrap_or(0);
                style
                    .indent(
                        None,
                        Some(SpecialIndentType::FirstLine(indent * size / 10)),
                        None,
                        None,
                    )
                    .first_line_chars(indent)
            }
        };
        let mut title = style(TITLE, "Title", &self.title).line_spacing(exact(700));
        if self.centred {
            title = title.align(AlignmentType::Center);
        } else {
            // The name alone would centre it for a reader that goes by names.
            title = style("ShuzhiTitle", "公文标题", &self.title);
        }
        let subheading = &self.subheading;
        let grey = "7F7F7F";
        let guidance = Type::new("楷体_GB2312", 24);
        vec![
            title,
            style(BYLINE, "述职署名", subheading).align(AlignmentType::Center),
            indented(style(HEADINGS[0], "heading 1", &self.heading).outline_lvl(0)),
            indented(style(HEADINGS[1], "heading 2", subheading).outline_lvl(1)),
            indented(style(BODY, "公文正文", &self.body)),
            style(SALUTATION, "公文称谓", &self.body),
            style(SIGNATURE, "公文落款", &self.body)
                .align(AlignmentType::Right)
                .indent(None, None, Some(640), None),
            style(marks::STYLE, marks::STYLE_NAME, &guidance)
                .color(grey)
                .line_spacing(exact(440)),
            Style::new(GUIDANCE_RUN, StyleType::Character)
                .name(format!("{} 字符", marks::STYLE_NAME))
                .color(grey)
                .size(guidance.size)
                .fonts(fonts(&guidance.face)),
        ]
    }

    /// The title.
    pub fn title(&self, text: &str) -> Paragraph {
        styled(if self.centred { TITLE } else { "ShuzhiTitle" }, text)
    }
}

/// Unit, name and post below the title.
pub fn byline(text: &str) -> Paragraph {
    styled(BYLINE, text)
}

/// A heading, its number typed: a label that Word makes is lost when the text is copied.
pub fn heading(level: u8, text: &str) -> Paragraph {
    styled(HEADINGS[usize::from(level > 1)], text)
}

/// A paragraph of text; an empty one waits to be written in.
pub fn body(text: &str) -> Paragraph {
    styled(BODY, text)
}

/// A form of address.
pub fn salutation(text: &str) -> Paragraph {
    styled(SALUTATION, text)
}

/// Name and date at the end.
pub fn signature(text: &str) -> Paragraph {
    styled(SIGNATURE, text)
}

/// A grey paragraph that says what is wanted; the reader leaves it out.
pub fn guidance(text: &str) -> Paragraph {
    Paragraph::new()
        .style(marks::STYLE)
        .add_run(Run::new().style(GUIDANCE_RUN).add_text(clean(text)))
}

fn styled(style: &str, text: &str) -> Paragraph {
    let paragraph = Paragraph::new().style(style);
    if text.is_empty() {
        return paragraph;
    }
    paragraph.add_run(Run::new().add_text(clean(text)))
}

fn exact(twips: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twips)
}

/// `— 1 —` in 四号 宋体.
fn page_number(side: AlignmentType) -> Footer {
    let number = Run::new()
        .add_text("— ")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —")
        .size(NUMBER_SIZE)
        .fonts(fonts("宋体").ascii("宋体").hi_ansi("宋体"));
    let inset = Some(280);
    let paragraph = Paragraph::new().add_run(number);
    let paragraph = match side {
        AlignmentType::Left => paragraph.indent(inset, None, None, None),
        _ => paragraph.indent(None, None, inset, None),
    };
    Footer::new().add_paragraph(paragraph.align(side))
}
