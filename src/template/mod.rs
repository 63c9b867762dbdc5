//! A starting document from a scheme: `shuzhi new`. The parts in order, and under each what the scheme wants there.

mod guidance;
mod parts;

use crate::profile::Profile;
use crate::ruleset::Rules;
use crate::word::{self, Sheet};

pub use parts::{Part, parts};

/// The form of address that such reports open with.
const SALUTATION: &str = "各位领导、同志们：";
/// The words that they end with.
const CLOSING: &str = "以上述职，请予评议。";

/// Builds the bytes of the Word file.
///
/// # Errors
/// What the Word writer reports.
pub fn build(profile: &Profile, rules: &Rules) -> Result<Vec<u8>, String> {
    fill(profile, rules, &|_| Vec::new())
}

/// The same with paragraphs of text under each part, in place of the empty one.
///
/// # Errors
/// What the Word writer reports.
pub fn fill(
    profile: &Profile,
    rules: &Rules,
    text: &dyn Fn(&Part) -> Vec<String>,
) -> Result<Vec<u8>, String> {
    let sheet = Sheet::default();
    let year = profile
        .year
        .map_or_else(|| "〔年份〕".to_owned(), |year| year.to_string());
    let name = profile.report_title.as_deref().unwrap_or("述职报告");
    let mut docx = sheet
        .docx()
        .add_paragraph(sheet.title(&format!("〔单位〕〔职务〕{year}年度{name}")))
        .add_paragraph(word::byline("〔单位〕　〔职务〕　〔姓名〕"))
        .add_paragraph(word::body(""))
        .add_paragraph(word::guidance(&guidance::whole(profile)))
        .add_paragraph(word::salutation(SALUTATION));
    for part in parts(profile, rules) {
        if let Some(heading) = part.heading() {
            docx = docx.add_paragraph(word::heading(part.level, &heading));
        }
        if !part.guidance.is_empty() {
            docx = docx.add_paragraph(word::guidance(&part.guidance));
        }
        if part.holds_text {
            let mut paragraphs = text(&part);
            if paragraphs.is_empty() {
                paragraphs.push(String::new());
            }
            for paragraph in paragraphs {
                docx = docx.add_paragraph(word::body(&paragraph));
            }
        }
    }
    let docx = docx
        .add_paragraph(word::body(CLOSING))
        .add_paragraph(word::body(""))
        .add_paragraph(word::signature("述职人：〔姓名〕"))
        .add_paragraph(word::signature("〔日期〕"));
    sheet.pack(docx)
}
