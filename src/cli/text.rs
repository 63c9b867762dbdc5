//! `shuzhi text`: what was read.

use std::fmt::Write as _;
use std::ops::Range;

use super::args::TextArgs;
use super::{Exit, Voice, open, sink};
use crate::checker::{Checker, Settings};
use crate::document::{Document, Story};
use crate::ruleset::Lang;
use crate::structure::{Draft, ParagraphKind, Sentence};
use crate::text::shortened;

/// Characters of a heading or a lead that are shown.
const LONGEST: usize = 30;

/// Prints the text that positions refer to, and to standard error where which roles stand and what was skipped.
pub fn run(voice: &Voice, arguments: &TextArgs) -> Exit {
    let document = match open(&arguments.file) {
        Ok(document) => document,
        Err(error) => {
            return voice.fail(&format!(
                "{}：{}",
                arguments.file.display(),
                error.message(voice.lang)
            ));
        }
    };
    let settings = Settings {
        lang: voice.lang,
        ..Settings::default()
    };
    let checker = match Checker::new(settings) {
        Ok(checker) => checker,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let draft = checker.draft(&document);
    let mut out = String::new();
    if arguments.roles {
        for (place, paragraph) in draft.paragraphs.iter().enumerate() {
            let name = paragraph_name(&draft, place, voice.lang);
            let label = document.blocks[paragraph.block]
                .label
                .as_deref()
                .unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name}\t{label}{}", draft.own(paragraph.range.clone()));
        }
    } else {
        out.push_str(&document.source);
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
    let exit = sink::print(voice, out.as_bytes());
    eprint!("{}", summary(voice, &document, &draft));
    exit
}

/// What a paragraph is: its kind, or for running text the roles of its sentences in order.
fn paragraph_name(draft: &Draft<'_>, place: usize, lang: Lang) -> String {
    let kind = kind_name(draft, place..place + 1, lang);
    let mut roles: Vec<String> = Vec::new();
    match draft.paragraphs.get(place).map(|paragraph| paragraph.kind) {
        Some(ParagraphKind::Heading(_)) => roles.extend(heading_role(draft, place, lang)),
        Some(ParagraphKind::Title | ParagraphKind::Byline | ParagraphKind::Contents) | None => {}
        Some(_) => {
            for sentence in sentences(draft, &(place..place + 1)) {
                let title = sentence.role.title(lang);
                if roles.last().is_none_or(|last| last != title) {
                    roles.push(title.to_owned());
                }
            }
        }
    }
    let roles = roles.join("→");
    let dot = if kind.is_empty() || roles.is_empty() {
        ""
    } else {
        "·"
    };
    format!("{kind}{dot}{roles}")
}

/// The role of what a heading heads, or those that it announces together: 存在的问题和下一步打算.
fn heading_role(draft: &Draft<'_>, place: usize, lang: Lang) -> Option<String> {
    let mut outline = draft.outline.iter();
    let heading = outline.find(|heading| heading.paragraph == place)?;
    if !heading.announced.contains(heading.role) {
        return Some(heading.role.title(lang).to_owned());
    }
    let roles = heading.announced.iter().map(|role| role.title(lang));
    let and = if lang == Lang::Zh { "、" } else { ", " };
    Some(roles.collect::<Vec<_>>().join(and))
}

fn sentences<'d>(
    draft: &'d Draft<'_>,
    places: &Range<usize>,
) -> impl Iterator<Item = &'d Sentence> {
    let within = |sentence: &&Sentence| places.contains(&sentence.paragraph);
    draft.sentences.iter().filter(within)
}

/// What kind of paragraphs these are, all of one kind; nothing for running text.
fn kind_name(draft: &Draft<'_>, places: Range<usize>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let Some(first) = draft.paragraphs.get(places.start) else {
        return String::new();
    };
    let name = match first.kind {
        ParagraphKind::Title => ("标题", "title"),
        ParagraphKind::Byline => ("署名", "by-line"),
        ParagraphKind::Contents => ("目录", "contents"),
        ParagraphKind::Heading(level) if zh => return format!("小标题{level}"),
        ParagraphKind::Heading(level) => return format!("heading {level}"),
        ParagraphKind::Table => match rows(draft, places) {
            Some((row, last)) if zh && row == last => return format!("表格第{row}行"),
            Some((row, last)) if zh => return format!("表格第{row}-{last}行"),
            Some((row, last)) if row == last => return format!("table row {row}"),
            Some((row, last)) => return format!("table rows {row}-{last}"),
            None => ("表格", "table"),
        },
        ParagraphKind::TextBox => ("文本框", "text box"),
        ParagraphKind::Note => ("注释", "note"),
        ParagraphKind::Appendix => ("附件", "appendix"),
        ParagraphKind::Body => ("", ""),
    };
    (if zh { name.0 } else { name.1 }).to_owned()
}

/// First and last row of these cells, from 1.
fn rows(draft: &Draft<'_>, places: Range<usize>) -> Option<(u32, u32)> {
    let row = |place: usize| match story(draft, place)? {
        Story::Table { row, .. } => row.checked_add(1),
        _ => None,
    };
    Some((row(places.start)?, row(places.end.checked_sub(1)?)?))
}

fn story(draft: &Draft<'_>, place: usize) -> Option<Story> {
    let block = draft.paragraphs.get(place)?.block;
    draft.document.blocks.get(block).map(|block| block.story)
}

/// Whether two paragraphs that follow one another are told in one line.
fn together(draft: &Draft<'_>, place: usize) -> bool {
    let (Some(this), Some(next)) = (draft.paragraphs.get(place), draft.paragraphs.get(place + 1))
    else {
        return false;
    };
    let same_table = match (story(draft, place), story(draft, place + 1)) {
        (Some(Story::Table { table: one, .. }), Some(Story::Table { table: two, .. })) => {
            one == two
        }
        _ => true,
    };
    let alone = matches!(this.kind, ParagraphKind::Title | ParagraphKind::Heading(_));
    !alone && this.kind == next.kind && same_table
}

/// One line for paragraphs of one kind: where they are, what they are, and how much of each role.
fn line(voice: &Voice, draft: &Draft<'_>, places: Range<usize>) -> String {
    let (first, last) = (places.start + 1, places.end);
    let place = if first == last {
        voice.say(&format!("第{first}段"), &format!("paragraph {first}"))
    } else {
        voice.say(
            &format!("第{first}-{last}段"),
            &format!("paragraphs {first}-{last}"),
        )
    };
    let kind = kind_name(draft, places.clone(), voice.lang);
    let what = match draft.paragraphs.get(places.start) {
        Some(paragraph)
            if matches!(
                paragraph.kind,
                ParagraphKind::Title | ParagraphKind::Heading(_)
            ) =>
        {
            let role = heading_role(draft, places.start, voice.lang);
            let role = role.map_or_else(String::new, |role| format!("（{role}）"));
            let label = draft.document.blocks[paragraph.block].label.as_deref();
            let words = draft.own(paragraph.range.clone());
            format!(
                "{role} {}{}",
                label.unwrap_or_default(),
                shortened(words, LONGEST)
            )
        }
        _ => {
            let mut counts: Vec<(&str, usize)> = Vec::new();
            for sentence in sentences(draft, &places) {
                let title = sentence.role.title(voice.lang);
                match counts.iter_mut().find(|(known, _)| *known == title) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((title, 1)),
                }
            }
            let counts = counts.iter().map(|(title, count)| {
                voice.say(&format!("{title} {count} 句"), &format!("{title} {count}"))
            });
            let counts: Vec<String> = counts.collect();
            let gap = if kind.is_empty() || counts.is_empty() {
                ""
            } else {
                " "
            };
            format!("{gap}{}", counts.join(&voice.say("、", ", ")))
        }
    };
    format!("{place}{}{kind}{what}", voice.say("：", ": "))
}

fn summary(voice: &Voice, document: &Document, draft: &Draft<'_>) -> String {
    let mut out = String::new();
    let words = draft.measures.words;
    let (paragraphs, sentences) = (draft.paragraphs.len(), draft.sentences.len());
    out.push_str(&voice.say(
        &format!(
            "—— {}：读到 {paragraphs} 段、{sentences} 句、{words} 字\n",
            document.format.title()
        ),
        &format!(
            "-- {paragraphs} paragraphs, {sentences} sentences, {words} characters ({})\n",
            document.format.name()
        ),
    ));
    let mut start = 0;
    for place in 0..paragraphs {
        if !together(draft, place) {
            let _ = writeln!(out, "{}", line(voice, draft, start..place + 1));
            start = place + 1;
        }
    }
    for header in &document.headers {
        let _ = writeln!(
            out,
            "{}{header}",
            voice.say("页眉页脚（不计字数）：", "header or footer: ")
        );
    }
    for prompt in document.blocks.iter().flat_map(|block| &block.prompts) {
        let _ = writeln!(out, "{}{prompt}", voice.say("没有填的提示：", "unfilled: "));
    }
    let skipped: Vec<String> = document
        .skipped
        .iter()
        .filter(|skipped| document.headers.is_empty() || skipped.what != "页眉页脚")
        .map(|skipped| {
            voice.say(
                &format!("{} {} 处", skipped.what, skipped.count),
                &format!("{} × {}", skipped.what, skipped.count),
            )
        })
        .collect();
    if !skipped.is_empty() {
        let _ = writeln!(
            out,
            "{}{}",
            voice.say("略过（不检查）：", "skipped: "),
            skipped.join(&voice.say("、", ", "))
        );
    }
    for warning in &document.warnings {
        let _ = writeln!(out, "{}{warning}", voice.say("注意：", "note: "));
    }
    out
}
