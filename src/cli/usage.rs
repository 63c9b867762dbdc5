//! Arguments as people type them, and what is said when they make no sense.

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Exit;
use super::args::Cli;
use crate::ruleset::Lang;

/// A file dropped onto the program means `check`.
pub fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let Some(first) = arguments.get(1) else {
        return arguments;
    };
    let text = first.to_string_lossy();
    let known = Cli::command()
        .get_subcommands()
        .any(|command| command.get_name() == text);
    let file_like = Path::new(first).exists()
        || [
            ".docx", ".md", ".txt", ".doc", ".wps", ".rtf", ".odt", ".ofd", ".pdf",
        ]
        .iter()
        .any(|end| text.ends_with(end));
    if !known && !text.starts_with('-') && file_like {
        arguments.insert(1, "check".into());
    }
    arguments
}

/// The language asked for, known before the rest is parsed so that help and usage errors are in it too.
pub fn language(arguments: &[OsString]) -> Lang {
    let words: Vec<_> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let english = words.iter().any(|word| word == "--lang=en")
        || words
            .windows(2)
            .any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if english { Lang::En } else { Lang::Zh }
}

/// Prints help, version, or what is wrong with the arguments.
pub fn explain(error: &clap::Error, lang: Lang) -> Exit {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // A closed pipe cannot be told about.
        let _ = error.print();
        return Exit::Clean;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return Exit::Failed;
    }
    match chinese(error).filter(|_| lang == Lang::Zh) {
        Some(message) => eprintln!("错误：{message}\n\n运行 shuzhi --help 查看用法。"),
        None => {
            let _ = error.print();
        }
    }
    Exit::Failed
}

fn chinese(error: &clap::Error) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(list)) => Some(list.join("、")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(text)
    .map_or_else(String::new, |near| format!("，是否想写 {near}？"));
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的选项 {argument}{near}"),
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("不认识的命令 {command}{near}")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("选项 {argument} 后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = text(ContextKind::ValidValue)
                .map_or_else(String::new, |valid| format!("（可用：{valid}）"));
            format!("{argument} 不能是“{value}”{near}{valid}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 只能写一次，或不能与其他选项同用"),
        _ => return None,
    })
}
