//! What `check` and `annotate` share: the checker that the options ask for, and last year's file.

use std::path::Path;

use super::args::JudgingArgs;
use super::{Voice, open, sink};
use crate::check::Choice;
use crate::checker::{Checker, Settings};
use crate::document::Document;
use crate::output::report::Checked;

/// Everything needed to judge a report.
pub struct Judging {
    /// The checker.
    pub checker: Checker,
    previous: Option<Document>,
}

impl Judging {
    /// Loads what the options ask for; `sentences` gives every sentence with its role.
    ///
    /// # Errors
    /// Why that cannot be, in the language of the run.
    pub fn new(voice: &Voice, arguments: &JudgingArgs, sentences: bool) -> Result<Self, String> {
        let settings = settings(voice, arguments, sentences);
        let checker = Checker::new(settings).map_err(|error| error.to_string())?;
        let previous = arguments.previous.as_deref().map(|path| {
            open(path).map_err(|error| {
                let said = voice.say("上年度文件", "last year's file ");
                format!("{said} {}：{}", path.display(), error.message(voice.lang))
            })
        });
        Ok(Self {
            checker,
            previous: previous.transpose()?,
        })
    }

    /// Reads and checks a report.
    ///
    /// # Errors
    /// Why it could not be read, in the language of the run.
    pub fn check(&self, voice: &Voice, path: &Path) -> Result<Checked, String> {
        let document = open(path).map_err(|error| error.message(voice.lang))?;
        let previous = self.previous.as_ref();
        match same_as_previous(voice, &document, previous) {
            Some(message) => Err(message),
            None => Ok(self.checker.check(&document, previous)),
        }
    }
}

/// What the options say of judging.
pub fn settings(voice: &Voice, arguments: &JudgingArgs, sentences: bool) -> Settings {
    let upper = |list: &[String]| {
        list.iter()
            .map(|code| code.trim().to_uppercase())
            .filter(|code| !code.is_empty())
            .collect()
    };
    Settings {
        profile: arguments.profile.clone(),
        year: arguments.year,
        lang: voice.lang,
        sentences,
        masked: arguments.masked,
        choice: Choice {
            strict_guards: arguments.strict_guards,
            select: upper(&arguments.select),
            ignore: upper(&arguments.ignore),
        },
        rules: arguments.rules.clone(),
    }
}

/// What is said of a file that made the program stumble.
pub fn broke(voice: &Voice) -> String {
    voice.say(
        "检查这个文件时程序内部出错，已跳过；请把去掉内容后仍能重现的文件告诉开发者",
        "the program broke on this file, which was passed over; please report it with its words removed",
    )
}

/// Last year's file must be another text than this year's.
fn same_as_previous(
    voice: &Voice,
    document: &Document,
    previous: Option<&Document>,
) -> Option<String> {
    let previous = previous?;
    let same_path = match (&document.path, &previous.path) {
        (Some(path), Some(other)) => sink::same_file(path, other),
        _ => false,
    };
    let text = |document: &Document| {
        document
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    };
    (same_path || text(document) == text(previous)).then(|| {
        voice.say(
            "这份报告与 --previous 给出的上年度报告是同一份，请给出上一年的文件",
            "this report and the one given by --previous are the same; give last year's file",
        )
    })
}
