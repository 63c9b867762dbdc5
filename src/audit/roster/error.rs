//! What is wrong with a roster, and what its reader should know about it.

use thiserror::Error;

use super::table::MAX_LINES;
use crate::read::ReadError;
use crate::ruleset::Lang;

/// Why there is no roster.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RosterError {
    /// The file could not be had at all.
    #[error("无法读取名单：{0}")]
    Read(ReadError),
    /// A password stands before the content.
    #[error("名单加了密码，请先用 Excel 或 WPS 打开、取消密码后另存，再来审核")]
    Encrypted,
    /// The right kind of file, but broken beyond reading.
    #[error("名单文件已损坏（{reason}），请用 Excel 或 WPS 打开修复、另存为 .xlsx 后再试")]
    Damaged {
        /// What is broken, in Chinese.
        reason: String,
    },
    /// Another kind of file.
    #[error("名单要用表格（.xlsx、.xls 或 .csv），这个文件是{what}；请另存为 .xlsx 后再试")]
    NotATable {
        /// What it is, as a Chinese noun.
        what: String,
    },
    /// No line of any sheet names a column that is needed.
    #[error(
        "名单里没有找到可用的列。{}；至少要有“姓名”“单位”“文件名”中的一列",
        found_zh(found)
    )]
    NoColumns {
        /// What stands where a header is looked for, empty if there is nothing.
        found: Vec<String>,
    },
    /// A header, and nobody under it.
    #[error("名单的表头下面没有人（“{sheet}”），请确认选对了文件和工作表")]
    Nobody {
        /// The sheet, or the file.
        sheet: String,
    },
    /// Beyond a limit of reading.
    #[error("名单太大（最多 {MAX_LINES} 行），请删去多余的行列或拆成几份")]
    TooLarge,
}

fn found_zh(found: &[String]) -> String {
    if found.is_empty() {
        return "表里没有内容".to_owned();
    }
    format!("表头里只有：{}", found.join("、"))
}

impl RosterError {
    /// What is wrong and what to do, in the language of the run.
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::Zh {
            return self.to_string();
        }
        match self {
            RosterError::Read(error) => format!("cannot read the roster: {}", error.message(lang)),
            RosterError::Encrypted => {
                "the roster has a password; open it in Excel or WPS, remove it and save it anew"
                    .into()
            }
            RosterError::Damaged { reason } => {
                format!(
                    "the roster is damaged ({reason}); let Excel or WPS repair it and save it as .xlsx"
                )
            }
            RosterError::NotATable { what } => {
                format!(
                    "a roster is a table (.xlsx, .xls or .csv), this file is {what}; save it as .xlsx"
                )
            }
            RosterError::NoColumns { found } => {
                let found = match found.is_empty() {
                    true => "there is nothing in the table".to_owned(),
                    false => format!("the header has only: {}", found.join(", ")),
                };
                format!(
                    "no usable column in the roster: {found}; it needs 姓名 (name), 单位 (unit) or 文件名 (file)"
                )
            }
            RosterError::Nobody { sheet } => {
                format!(
                    "nobody stands under the roster's header ({sheet}); is it the right file and sheet?"
                )
            }
            RosterError::TooLarge => {
                format!(
                    "the roster is too large (at most {MAX_LINES} lines); remove what is not needed or split it"
                )
            }
        }
    }
}

impl From<ReadError> for RosterError {
    fn from(error: ReadError) -> RosterError {
        match error {
            ReadError::Encrypted => RosterError::Encrypted,
            ReadError::NotWord { what } | ReadError::Unsupported { what, .. } => {
                RosterError::NotATable { what }
            }
            ReadError::NotText => RosterError::NotATable {
                what: "别的格式".to_owned(),
            },
            ReadError::Damaged { reason } => RosterError::Damaged { reason },
            ReadError::TooLarge { .. } => RosterError::TooLarge,
            other => RosterError::Read(other),
        }
    }
}

/// Something about a roster that people should know; it was read all the same. Lines count from 1 as in Excel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A time that cannot be read; the person stays, without a time.
    Time {
        /// Where.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// Two lines for one person: the first is kept, its empty cells are filled from the second.
    Twice {
        /// The sheet of the first line where that is another one; else empty.
        sheet: String,
        /// The line that is kept.
        first: usize,
        /// The other one.
        second: usize,
        /// Name, or the unit.
        who: String,
        /// Cells in which they differ: column, first, second.
        differ: Vec<(&'static str, String, String)>,
    },
    /// A line with words in it that is nobody.
    PassedOver {
        /// Where.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// Several columns for one thing; the first name was used.
    Column {
        /// The column that is used.
        used: String,
        /// The one that is not.
        unused: String,
    },
    /// Other sheets with usable columns, which were not read.
    Sheets {
        /// The sheets that were read.
        read: Vec<String>,
        /// The others.
        others: Vec<String>,
    },
    /// What is to be known of a further sheet.
    InSheet {
        /// The sheet.
        sheet: String,
        /// What is to be known.
        note: Box<Note>,
    },
    /// A quotation mark that is never closed: the file was read without minding any.
    Quotes,
    /// What the reader of text had to say, in Chinese.
    Text(String),
}

impl Note {
    /// In the language of the run.
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Note::Time { line, text } if zh => {
                format!(
                    "名单第 {line} 行的提交时间“{text}”看不懂，按没有填写处理（可写成 2026-12-10 或 2026-12-10 17:30）"
                )
            }
            Note::Time { line, text } => {
                format!(
                    "roster line {line}: cannot read the time “{text}”, taken as empty (write 2026-12-10 17:30)"
                )
            }
            Note::Twice {
                sheet,
                first,
                second,
                who,
                differ,
            } => twice(lang, (sheet, *first), *second, who, differ),
            Note::PassedOver { line, text } if zh => {
                format!("名单第 {line} 行“{text}”没有姓名，没有算作一个人")
            }
            Note::PassedOver { line, text } => {
                format!("roster line {line} (“{text}”) has no name and was not taken as a person")
            }
            Note::Column { used, unused } if zh => {
                format!("名单里“{used}”和“{unused}”意思相近，用的是“{used}”")
            }
            Note::Column { used, unused } => {
                format!("the roster's columns {used} and {unused} mean the same; {used} is used")
            }
            Note::Sheets { read, others } => {
                let joined = |names: &[String]| match zh {
                    true => format!("“{}”", names.join("”“")),
                    false => names.join(", "),
                };
                let (read, left) = (joined(read), joined(others));
                match (zh, others.is_empty()) {
                    (true, true) => format!("名单读了工作表{read}"),
                    (true, false) => {
                        format!("名单读了工作表{read}，没有读{left}；要读的请移到同一个表里")
                    }
                    (false, true) => format!("of the roster these sheets were read: {read}"),
                    (false, false) => {
                        format!("of the roster these sheets were read: {read}; not read: {left}")
                    }
                }
            }
            Note::InSheet { sheet, note } if zh => {
                format!("工作表“{sheet}”：{}", note.message(lang))
            }
            Note::InSheet { sheet, note } => format!("sheet {sheet}: {}", note.message(lang)),
            Note::Quotes if zh => "名单里有没配对的引号，已按没有引号读取，请核对".to_owned(),
            Note::Quotes => {
                "a quotation mark in the roster is never closed; it was read without quotation"
                    .to_owned()
            }
            Note::Text(text) if zh => format!("名单：{text}"),
            Note::Text(text) => format!("roster: {text}"),
        }
    }
}

fn twice(
    lang: Lang,
    (sheet, first): (&str, usize),
    second: usize,
    who: &str,
    differ: &[(&'static str, String, String)],
) -> String {
    let mut text = match lang {
        Lang::Zh if !sheet.is_empty() => {
            format!(
                "第 {second} 行和工作表“{sheet}”第 {first} 行是同一个人（{who}），以“{sheet}”为准"
            )
        }
        Lang::En if !sheet.is_empty() => {
            format!(
                "line {second} and line {first} of sheet {sheet} are one person ({who}); {sheet} holds"
            )
        }
        Lang::Zh => {
            format!("名单第 {first} 行和第 {second} 行是同一个人（{who}），以第 {first} 行为准")
        }
        Lang::En => {
            format!("roster lines {first} and {second} are one person ({who}); line {first} holds")
        }
    };
    for (column, one, other) in differ {
        text += &match lang {
            Lang::Zh => format!("；{column}不一致：“{one}”和“{other}”"),
            Lang::En => format!("; {column} differs: “{one}” and “{other}”"),
        };
    }
    text
}
