//! The command line: arguments become calls, results an exit code.

mod annotate;
mod args;
mod audit;
mod check;
mod compare;
mod corpus;
mod english;
mod explain;
mod figures;
mod json_lines;
mod judging;
mod model_report;
mod new;
mod pledges;
mod profile;
mod sink;
mod text;
mod usage;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};

use crate::document::Document;
use crate::read::{self, ReadError};
use crate::ruleset::{Lang, Rules, RulesError, system_words};
use args::{Cli, ColorArg, Command, ProfileCommand};

/// What the process ends with: 0 nothing at or above `--fail-on`, 1 findings, 2 could not do the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing found that counts.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// The work could not be done.
    Failed,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        }
    }
}

/// Where a command speaks: words for people about the run go to standard error.
struct Voice {
    lang: Lang,
    colour: bool,
}

impl Voice {
    /// The message in the language of the run.
    fn say(&self, zh: &str, en: &str) -> String {
        if self.lang == Lang::Zh {
            zh.to_owned()
        } else {
            en.to_owned()
        }
    }

    /// Why the system would not do something.
    fn system(&self, error: &std::io::Error) -> String {
        system_words(error, self.lang)
    }

    /// Tells why something could not be done.
    fn fail(&self, message: &str) -> Exit {
        eprintln!("{}{message}", self.say("错误：", "error: "));
        Exit::Failed
    }
}

/// Runs the program with its arguments, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = usage::with_default_command(arguments.into_iter().collect());
    let lang = usage::language(&arguments);
    let command = Cli::command();
    let command = if lang == Lang::En {
        english::translate(command)
    } else {
        command
    };
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::explain(&error, lang),
    };
    let colour = match cli.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => {
            let choice = anstream::AutoStream::choice(&std::io::stdout());
            choice != anstream::ColorChoice::Never
        }
    };
    let voice = Voice {
        lang: cli.lang.into(),
        colour,
    };
    match cli.command {
        Command::Check(arguments) => check::run(&voice, &arguments),
        Command::Audit(arguments) => audit::run(&voice, &arguments),
        Command::Compare(arguments) => compare::run(&voice, &arguments),
        Command::Annotate(arguments) => annotate::run(&voice, &arguments),
        Command::Text(arguments) => text::run(&voice, &arguments),
        Command::Explain(arguments) => explain::explain(&voice, &arguments),
        Command::Rules(arguments) => explain::table(&voice, &arguments),
        Command::Profile(arguments) => match arguments.command {
            ProfileCommand::List => profile::list(&voice),
            ProfileCommand::Show { profile, json } => profile::show(&voice, &profile, json),
            ProfileCommand::Validate { files } => profile::validate(&voice, &files),
        },
        Command::New(arguments) => new::run(&voice, &arguments),
        Command::Pledges(arguments) => pledges::run(&voice, &arguments),
        Command::Corpus(arguments) => corpus::run(&voice, &arguments.command),
        Command::Completions(arguments) => {
            let mut out = Vec::new();
            clap_complete::generate(arguments.shell, &mut Cli::command(), "shuzhi", &mut out);
            sink::print(&voice, &out)
        }
    }
}

/// Reads a document from a path, or from standard input for `-`.
fn open(path: &std::path::Path) -> Result<Document, ReadError> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map_err(|error| {
            ReadError::Damaged {
                reason: format!("无法从标准输入读取：{}", system_words(&error, Lang::Zh)),
            }
        })?;
        return read::from_bytes(&bytes, None);
    }
    read::open(path)
}

/// The built-in rules, or these with a folder laid over them.
fn load_rules(dir: Option<&std::path::Path>) -> Result<Rules, RulesError> {
    dir.map_or_else(|| Ok(Rules::built_in()), Rules::with_dir)
}
