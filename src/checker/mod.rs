//! The front door: settings in, a checked report out.

mod build;
mod labels;
mod locate;
mod year;

use std::path::PathBuf;
use std::sync::OnceLock;

use thiserror::Error;

use crate::check::{self, Choice, Context};
use crate::document::Document;
use crate::output::report::{Checked, ProfileRef, Tool};
use crate::pledge;
use crate::profile::{self, Format, Profile, ProfileError};
use crate::ruleset::{Bilingual, Lang, Rules, RulesError};
use crate::structure::{Draft, Model, Role};
use crate::topic::{self, Cues};

pub(crate) use build::diagnostic;
pub(crate) use labels::Labels;
pub use year::{YearSource, year_of_title};

/// What the user chose for a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// A built-in profile's id or the path of a profile file; `default` if none.
    pub profile: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The language of messages.
    pub lang: Lang,
    /// Give every sentence with its role.
    pub sentences: bool,
    /// Names and numbers are masked on purpose.
    pub masked: bool,
    /// Which findings are wanted and how strict guards are.
    pub choice: Choice,
    /// A folder of rules laid over the built-in ones.
    pub rules: Option<PathBuf>,
}

/// Why a run cannot begin.
#[derive(Debug, Error)]
pub enum SetupError {
    /// The rules folder.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The role model.
    #[error("角色模型文件有错：{0}")]
    Model(String),
    /// `--select` or `--ignore` with a code that no check has.
    #[error("没有代码以 {code} 开头的检查{hint}")]
    UnknownCode {
        /// What was asked for.
        code: String,
        /// A near code, in words.
        hint: String,
    },
}

/// Checks reports under one scheme.
pub struct Checker {
    settings: Settings,
    rules: Rules,
    model: Model,
    profile: Profile,
    /// Folding the topics' words takes longer than looking for them, and a folder has many reports.
    cues: OnceLock<Cues>,
}

impl Checker {
    /// Loads rules, profile and model.
    ///
    /// # Errors
    /// Rules, profile or model that cannot be used, or a code that does not exist.
    pub fn new(settings: Settings) -> Result<Checker, SetupError> {
        let rules = match &settings.rules {
            Some(dir) => Rules::with_dir(dir)?,
            None => Rules::built_in(),
        };
        for code in settings.choice.select.iter().chain(&settings.choice.ignore) {
            if !rules.codes().any(|known| known.starts_with(code.as_str())) {
                let near = crate::ruleset::nearest(code, rules.codes());
                let hint = near.map_or_else(String::new, |near| format!("，是否想写 {near}？"));
                return Err(SetupError::UnknownCode {
                    code: code.clone(),
                    hint,
                });
            }
        }
        let model = Model::parse(rules.model()).map_err(SetupError::Model)?;
        let profile = profile::load(&rules, settings.profile.as_deref().unwrap_or("default"))?;
        let mut checker = Checker {
            settings,
            rules,
            model,
            profile,
            cues: OnceLock::new(),
        };
        checker.ask_for_layout();
        Ok(checker)
    }

    /// Takes another role model, so that models can be measured side by side.
    pub fn use_model(&mut self, model: Model) {
        self.model = model;
    }

    /// Sets a number that a check decides by, so that values can be measured side by side; it overrules the scheme's.
    pub fn set_threshold(&mut self, code: &str, name: &str, value: f64) {
        let own = self.profile.thresholds.entry(code.to_owned()).or_default();
        own.insert(name.to_owned(), value);
    }

    /// A number that a check decides by: the scheme's own, else the rule's; 0 for a name that neither has.
    pub fn threshold(&self, code: &str, name: &str) -> f64 {
        self.profile.threshold(&self.rules, code, name)
    }

    /// Which findings are wanted from now on.
    pub fn choose(&mut self, choice: Choice) {
        self.settings.choice = choice;
        self.ask_for_layout();
    }

    /// Who selects the checks of layout by name asks for the standard, where the scheme asks for none.
    fn ask_for_layout(&mut self) {
        if self.settings.choice.asks_for_layout() && self.profile.format.is_none() {
            self.profile.format = Some(Format::on_request());
        }
    }

    /// The scheme in force.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Which findings are wanted.
    pub fn choice(&self) -> &Choice {
        &self.settings.choice
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The scheme as reports name it.
    pub fn profile_ref(&self) -> ProfileRef {
        build::profile_ref(&self.profile, self.settings.lang)
    }

    /// The program and its rules, for the head of a run.
    pub fn tool(&self) -> Tool {
        Tool {
            name: "shuzhi".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ruleset: self.rules.fingerprint().to_owned(),
        }
    }

    /// Everything besides the files that a judgement depends on, as bytes to be hashed; the model that the rules bring is
    /// part of them, one of [`Checker::use_model`] is not.
    pub fn basis(&self) -> Vec<u8> {
        let settings = &self.settings;
        let choice = &settings.choice;
        let basis = serde_json::json!([
            self.profile,
            self.rules.fingerprint(),
            // Without a chosen profile others are suggested.
            settings.profile.is_some(),
            settings.year,
            settings.lang,
            settings.sentences,
            settings.masked,
            choice.strict_guards,
            choice.select,
            choice.ignore,
        ]);
        basis.to_string().into_bytes()
    }

    /// Parses a document into the value that checks read.
    pub fn draft<'d>(&self, document: &'d Document) -> Draft<'d> {
        Draft::new(document, &self.rules, &self.model)
    }

    /// Checks a report, with last year's file if there is one.
    pub fn check(&self, document: &Document, previous: Option<&Document>) -> Checked {
        let draft = self.draft(document);
        let last = previous.map(|previous| self.draft(previous));
        let mut promised = last
            .as_ref()
            .map_or_else(Vec::new, |last| pledge::from_document(last));
        let too_many = promised.len().saturating_sub(pledge::MOST);
        promised.truncate(pledge::MOST);
        let pledges = last
            .as_ref()
            .map(|last| pledge::match_all(&promised, last, &draft));
        let (year, year_source) =
            year::find(self.settings.year, &self.profile, &draft, last.as_ref());
        // A list of pledges is no report: it has no problems and no passages to compare.
        let whole_report = last.as_ref().filter(|last| {
            last.measures.roles[Role::Problem.index()] > 0 || last.measures.words > 500
        });
        let cues = self.cues.get_or_init(|| Cues::new(&self.profile.topics));
        let topics = topic::coverage(&self.profile, cues, &draft);
        let context = Context {
            draft: &draft,
            profile: &self.profile,
            rules: &self.rules,
            year,
            year_is_said: year_source.is_said(),
            previous: whole_report,
            pledges: pledges.as_deref().unwrap_or_default(),
            topics: &topics,
            masked: self.settings.masked,
        };
        let mut verdicts = check::run(&context, &self.settings.choice);
        self.add_not_judged(&mut verdicts, last.is_some(), too_many);
        let parts = build::Parts {
            settings: &self.settings,
            context: &context,
            verdicts: &verdicts,
            last: last.as_ref(),
        };
        parts.checked(year, year_source, previous)
    }

    /// Says what could not be judged for want of last year's file, for a file of too many pledges, or outside an audit.
    fn add_not_judged(&self, verdicts: &mut check::Verdicts, has_last: bool, too_many: usize) {
        let unfilled = verdicts
            .not_judged
            .iter()
            .any(|(code, _)| code == check::ALL);
        if !has_last && !unfilled {
            let reason = Bilingual::new(
                "没有给出上年度报告（--previous）",
                "no report of last year was given (--previous)",
            );
            for code in ["PLG001", "PLG002", "GRD105", "GRD107"] {
                let known = verdicts.not_judged.iter().any(|(other, _)| other == code);
                if !known
                    && self.settings.choice.wants(code)
                    && check::in_force(&self.profile, code)
                {
                    verdicts.not_judged.push((code.to_owned(), reason.clone()));
                }
            }
        }
        if too_many > 0
            && self.settings.choice.wants("PLG001")
            && check::in_force(&self.profile, "PLG001")
        {
            let reason = Bilingual::new(
                format!("上年度的文件里承诺太多，只核对了前 {} 条", pledge::MOST),
                format!(
                    "last year's file holds more pledges than the {} that were matched",
                    pledge::MOST
                ),
            );
            verdicts.not_judged.push(("PLG001".to_owned(), reason));
        }
        for code in crate::audit::deadline::CODES {
            // Silent unless asked for by name: otherwise every report would say that it is not an audit.
            if self.settings.choice.asks_for("DDL") && self.settings.choice.wants(code) {
                let reason = Bilingual::new(
                    "上报时间只在审核一批报告时判断：shuzhi audit 文件夹 --meeting 日期",
                    "times of handing in are judged by shuzhi audit DIR --meeting DATE only",
                );
                verdicts.not_judged.push((code.to_owned(), reason));
            }
        }
    }
}
