//! What is wrong with a scheme's file, and where.

use std::fmt::{self, Write as _};
use std::ops::Range;

use thiserror::Error;
use unicode_width::UnicodeWidthStr;

use crate::document::LineIndex;
use crate::ruleset::{Bilingual, Lang};

/// A scheme that cannot be used. Never answered by going on with another one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProfileError {
    /// No scheme has that id and no file that name.
    Unknown {
        /// What was asked for.
        id: String,
        /// The id most like it.
        near: Option<String>,
        /// All ids.
        known: Vec<String>,
    },
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The file has mistakes, in the order of the file; never empty.
    Wrong(Vec<Problem>),
}

/// A mistake in a scheme's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user named it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: Bilingual,
    /// The line, tabs as spaces.
    pub quoted: String,
    /// Cells of a terminal before what is wrong, and how many it takes.
    pub caret: (usize, usize),
}

impl Problem {
    pub(super) fn new(file: &str, text: &str, span: Range<usize>, message: Bilingual) -> Problem {
        let index = LineIndex::new(text);
        let place = index.position(text, span.start);
        let line = index.line(text, place.line);
        let column = place.column - 1;
        let width: usize = text.get(span).map_or(0, |marked| {
            let first = marked.lines().next().unwrap_or_default();
            let within = line.chars().count() - column.min(line.chars().count());
            cells(&first.chars().take(within).collect::<String>())
        });
        let before: String = line.chars().take(column).collect();
        Problem {
            file: file.to_owned(),
            line: place.line,
            column: place.column,
            message,
            quoted: line.replace('\t', " "),
            caret: (cells(&before), width.max(1)),
        }
    }

    /// Place, message, the line and a caret under it.
    pub fn render(&self, lang: Lang) -> String {
        let colon = match lang {
            Lang::Zh => "：",
            Lang::En => ": ",
        };
        let mut text = format!(
            "{}:{}:{}{colon}{}",
            self.file,
            self.line,
            self.column,
            self.message.get(lang)
        );
        let number = self.line.to_string();
        let _ = write!(
            text,
            "\n{number:>5} | {}\n      | {}{}",
            self.quoted,
            " ".repeat(self.caret.0),
            "^".repeat(self.caret.1)
        );
        text
    }
}

fn cells(text: &str) -> usize {
    text.replace('\t', " ").width()
}

impl ProfileError {
    /// The error in words of a language.
    pub fn render(&self, lang: Lang) -> String {
        match (self, lang) {
            (ProfileError::Unknown { id, near, known }, Lang::Zh) => format!(
                "没有名为 `{id}` 的方案{}可用的方案：{}；也可以给出方案文件（.toml）的路径。",
                near.as_ref()
                    .map_or_else(|| "。".into(), |_| did_you_mean(near.as_deref()).zh),
                known.join("、")
            ),
            (ProfileError::Unknown { id, near, known }, Lang::En) => format!(
                "there is no profile `{id}`{} Profiles: {}; or give the path of a profile file (.toml).",
                near.as_ref()
                    .map_or_else(|| ".".into(), |_| did_you_mean(near.as_deref()).en),
                known.join(", ")
            ),
            (ProfileError::Unreadable { path, reason }, Lang::Zh) => {
                format!("无法读取方案文件 {path}：{reason}")
            }
            (ProfileError::Unreadable { path, reason }, Lang::En) => {
                format!("cannot read profile file {path}: {reason}")
            }
            (ProfileError::Wrong(problems), lang) => {
                const SHOWN: usize = 8;
                let shown = problems.iter().take(SHOWN);
                let mut text: Vec<String> = shown.map(|problem| problem.render(lang)).collect();
                if let Some(more) = problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                    text.push(match lang {
                        Lang::Zh => format!("另有 {more} 处。"),
                        Lang::En => format!("and {more} more."),
                    });
                }
                text.join("\n")
            }
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::Zh))
    }
}

/// `，是否想写 …？`, or nothing.
pub(super) fn did_you_mean(near: Option<&str>) -> Bilingual {
    near.map_or_else(Bilingual::default, |near| {
        Bilingual::new(
            format!("，是否想写 `{near}`？"),
            format!("; did you mean `{near}`?"),
        )
    })
}

/// What the TOML reader says, with the mistakes that people make most put in plain words.
pub(super) fn syntax(said: &str, text: &str, span: &Range<usize>) -> Bilingual {
    const KNOWN: [(&str, &str); 6] = [
        ("invalid unquoted key", "键只能用英文字母、数字、- 和 _"),
        ("duplicate key", "同一个键写了两次"),
        ("string values must be quoted", "文字要加半角引号"),
        ("missing value", "等号后面没有值"),
        ("key with no value", "只有键，没有等号和值"),
        ("unclosed", "引号或括号没有成对"),
    ];
    let known = KNOWN
        .iter()
        .find(|(english, _)| said.contains(english))
        .map(|(_, chinese)| *chinese);
    let at = text.get(span.start..).unwrap_or_default().chars().next();
    let wide = at.filter(|sign| "“”‘’，＝【】［］｛｝＃".contains(*sign));
    let mut message = Bilingual::new(
        format!("TOML 语法有误：{}", known.unwrap_or(said)),
        format!("not valid TOML: {said}"),
    );
    if let Some(sign) = wide {
        message.zh += &format!("；这里的 {sign} 是全角，请改成半角");
        message.en += &format!("; {sign} is full width, use the ASCII sign");
    }
    message
}
