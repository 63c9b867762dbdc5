//! `shuzhi text`: what was read.

use std::fmt::Write as _;

use super::args::TextArgs;
use super::{Exit, Voice, open, sink};
use crate::checker::{Checker, Settings};
use crate::document::Document;
use crate::ruleset::Lang;
use crate::structure::{Draft, ParagraphKind};

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
    let names = paragraph_names(&draft, voice.lang);
    let mut out = String::new();
    if arguments.roles {
        for (name, paragraph) in names.iter().zip(&draft.paragraphs) {
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
    eprint!("{}", summary(voice, &document, &draft, &names));
    exit
}

/// What each paragraph is: its kind, or for running text the roles of its sentences in order.
fn paragraph_names(draft: &Draft<'_>, lang: Lang) -> Vec<String> {
    let say = |zh: &str, en: &str| {
        if lang == Lang::Zh {
            zh.to_owned()
        } else {
            en.to_owned()
        }
    };
    let name = |place: usize, kind: ParagraphKind| match kind {
        ParagraphKind::Title => say("标题", "title"),
        ParagraphKind::Byline => say("署名", "by-line"),
        ParagraphKind::Contents => say("目录", "contents"),
        ParagraphKind::Heading(level) => {
            let role = draft
                .outline
                .iter()
                .find(|heading| heading.paragraph == place)
                .map(|heading| heading.role.title(lang));
            format!(
                "{}{level}·{}",
                say("小标题", "heading "),
                role.unwrap_or_default()
            )
        }
        _ => {
            let mut roles: Vec<&str> = Vec::new();
            for sentence in draft
                .sentences
                .iter()
                .filter(|sentence| sentence.paragraph == place)
            {
                let title = sentence.role.title(lang);
                if roles.last() != Some(&title) {
                    roles.push(title);
                }
            }
            let kind = match kind {
                ParagraphKind::Table => say("表格·", "table·"),
                ParagraphKind::TextBox => say("文本框·", "text box·"),
                ParagraphKind::Note => say("注释·", "note·"),
                _ => String::new(),
            };
            format!("{kind}{}", roles.join("→"))
        }
    };
    draft
        .paragraphs
        .iter()
        .enumerate()
        .map(|(place, paragraph)| name(place, paragraph.kind))
        .collect()
}

fn summary(voice: &Voice, document: &Document, draft: &Draft<'_>, names: &[String]) -> String {
    let mut out = String::new();
    let words = draft.measures.words;
    let (paragraphs, sentences) = (draft.paragraphs.len(), draft.sentences.len());
    out.push_str(&voice.say(
        &format!(
            "—— 读到 {paragraphs} 段、{sentences} 句、{words} 字（{}）\n",
            document.format.name()
        ),
        &format!(
            "-- {paragraphs} paragraphs, {sentences} sentences, {words} characters ({})\n",
            document.format.name()
        ),
    ));
    let mut start = 0;
    while start < names.len() {
        let same = names[start..]
            .iter()
            .take_while(|name| **name == names[start])
            .count();
        let place = if same == 1 {
            format!("{}", start + 1)
        } else {
            format!("{}-{}", start + 1, start + same)
        };
        let _ = writeln!(
            out,
            "{} {place}：{}",
            voice.say("第", "paragraph "),
            names[start]
        );
        start += same;
    }
    for skipped in &document.skipped {
        let _ = writeln!(
            out,
            "{}{} × {}",
            voice.say("略过：", "skipped: "),
            skipped.what,
            skipped.count
        );
    }
    for warning in &document.warnings {
        let _ = writeln!(out, "{}{warning}", voice.say("注意：", "note: "));
    }
    out
}
