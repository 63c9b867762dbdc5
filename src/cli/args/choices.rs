//! Options that name one of a few things.

use clap::ValueEnum;

use crate::ruleset::{Lang, Severity};

/// How `corpus eval` tells its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// 给人看的文字
    Human,
    /// JSON
    Json,
}

/// The schemas that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaArg {
    /// check 的 JSON 输出
    Report,
    /// 方案文件
    Profile,
    /// audit 的 jsonl 里，报告以外的行：雷同、更正、名单上的人
    AuditLines,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Lang {
        match lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// 只在终端里
    Auto,
    /// 总是
    Always,
    /// 从不
    Never,
}

/// Which findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// 错误
    Error,
    /// 警告和错误
    Warning,
    /// 任何一条
    Info,
    /// 从不
    Never,
}

impl FailOn {
    /// The least severity that counts, if any does.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}
