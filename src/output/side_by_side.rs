//! What two reports share, for people: figures, then the passages side by side.

use std::fmt::Write as _;

use super::words::{percent, pick};
use super::wrap::{clean, pad, width, wrap};
use crate::audit::similar::{Quote, Similar};
use crate::ruleset::Lang;

/// Below so many columns, passages stand above each other.
const NARROW: usize = 64;
/// Between the columns.
const GAP: &str = " │ ";
/// Names that are listed; the rest is counted.
const LISTED: usize = 20;

/// The text, for a terminal of so many columns.
pub fn text(similar: &Similar, lang: Lang, columns: usize) -> String {
    let columns = columns.clamp(24, 160);
    let mut out = String::new();
    let say = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
    let mut line = |text: String| {
        for part in wrap(&text, columns) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{part}");
        }
    };
    let (one, other) = (clean(&similar.a.path), clean(&similar.b.path));
    line(say(format!("甲：{one}"), format!("A: {one}")));
    line(say(format!("乙：{other}"), format!("B: {other}")));
    line(String::new());
    let (a, b) = (percent(similar.a.share), percent(similar.b.share));
    if similar.passages.is_empty() {
        line(say(
            "没有找到雷同的段落（标题、固定的政治表述、书名号里的内容不比）。".to_owned(),
            "No common passage was found (headings, standing formulas and titles are not compared).".to_owned(),
        ));
        return out;
    }
    let verdict = match similar.finding {
        true => say(
            "两份报告雷同，请核对。".to_owned(),
            "The two reports share passages: please look into it.".to_owned(),
        ),
        false => say(
            "有少量相同文字，不足以算雷同。".to_owned(),
            "They share a little, not enough to be a finding.".to_owned(),
        ),
    };
    line(verdict);
    line(say(
        format!(
            "雷同文字占甲的 {a}、乙的 {b}；整体相似度 {}。",
            percent(similar.jaccard)
        ),
        format!(
            "Common passages are {a} of A and {b} of B; as wholes they are {} alike (Jaccard).",
            percent(similar.jaccard)
        ),
    ));
    if !similar.foreign.is_empty() {
        line(String::new());
        line(
            pick(
                lang,
                "留下了对方的名称：",
                "Names left in from the other report:",
            )
            .to_owned(),
        );
        for name in similar.foreign.iter().take(LISTED) {
            let keeper = match name.kept_by == similar.a.path {
                true => pick(lang, "甲", "A"),
                false => pick(lang, "乙", "B"),
            };
            let (word, label) = (clean(&name.name), &name.range.label);
            line(say(
                format!("  {keeper}的{label}写着“{word}”，这是对方的名称"),
                format!("  {keeper}, {label}: “{word}” is the other report's own"),
            ));
        }
        if let Some(more) = similar
            .foreign
            .len()
            .checked_sub(LISTED)
            .filter(|more| *more > 0)
        {
            line(say(
                format!("  还有 {more} 处"),
                format!("  and {more} more"),
            ));
        }
    }
    for (place, passage) in similar.passages.iter().enumerate() {
        let _ = writeln!(out);
        let (number, words) = (place + 1, passage.words);
        let title = say(
            format!("第 {number} 处，{words} 字"),
            format!("passage {number}, {words} characters"),
        );
        let rule = "─".repeat(columns.saturating_sub(width(&title) + 4));
        let _ = writeln!(out, "── {title} {rule}");
        match columns < NARROW {
            true => above(&mut out, &passage.a, &passage.b, columns, lang),
            false => beside(&mut out, &passage.a, &passage.b, columns, lang),
        }
    }
    out
}

/// Where a quotation stands, in words.
fn place(quote: &Quote, side: &str, lang: Lang) -> String {
    let line = quote.range.start.line;
    match lang {
        Lang::Zh => format!("{side} {}（第 {line} 行）", quote.range.label),
        Lang::En => format!("{side} {} (line {line})", quote.range.label),
    }
}

fn sides(lang: Lang) -> (&'static str, &'static str) {
    (pick(lang, "甲", "A"), pick(lang, "乙", "B"))
}

fn above(out: &mut String, a: &Quote, b: &Quote, columns: usize, lang: Lang) {
    let (one, other) = sides(lang);
    for (quote, side) in [(a, one), (b, other)] {
        let _ = writeln!(out, "{}", place(quote, side, lang));
        for line in wrap(&quote.text, columns.saturating_sub(2)) {
            let _ = writeln!(out, "  {line}");
        }
    }
}

fn beside(out: &mut String, a: &Quote, b: &Quote, columns: usize, lang: Lang) {
    let half = columns.saturating_sub(width(GAP)) / 2;
    let (one, other) = sides(lang);
    let column = |quote: &Quote, side: &str| {
        let mut lines = wrap(&place(quote, side, lang), half);
        lines.extend(wrap(&quote.text, half));
        lines
    };
    let (left, right) = (column(a, one), column(b, other));
    for at in 0..left.len().max(right.len()) {
        let cell = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
        let row = format!("{}{GAP}{}", pad(&cell(&left), half), cell(&right));
        let _ = writeln!(out, "{}", row.trim_end());
    }
}
