//! Where reports are received: lateness and absence as findings in words.

use jiff::civil::DateTime;

use super::due::{Due, NoDue};
use super::handed_in::{HandedIn, HandedInBy, Timing, amount};
use crate::check::{Choice, Finding, Judged};
use crate::checker;
use crate::output::batch::Record;
use crate::output::report::{Diagnostic, NotJudged};
use crate::profile::Profile;
use crate::ruleset::{Bilingual, Lang, Rules, Severity, Strength};

/// Receives reports under one scheme.
pub struct Desk<'a> {
    /// The scheme.
    pub profile: &'a Profile,
    /// What the findings say.
    pub rules: &'a Rules,
    /// Which findings are wanted.
    pub choice: &'a Choice,
    /// The language of the words.
    pub lang: Lang,
    /// The last day, or why there is none.
    pub due: Result<Due, NoDue>,
}

/// What is to be said of a report's time.
#[derive(Debug, Clone, Default)]
pub struct Receipt {
    /// In time or late; none where it is not known.
    pub timing: Option<Timing>,
    /// DDL001, if it was late.
    pub diagnostic: Option<Diagnostic>,
    /// Why it cannot be told, where there is a last day, but no time.
    pub not_judged: Option<NotJudged>,
}

impl Receipt {
    /// Writes it into a report, beside what the text gave: score and outcome stay as they are.
    pub fn enter(self, record: &mut Record) -> Option<Timing> {
        // What `check` says of these codes when it is asked for them by name.
        let said = &mut record.report.not_judged;
        said.retain(|one| !super::CODES.contains(&one.code.as_str()));
        said.extend(self.not_judged);
        if let Some(diagnostic) = self.diagnostic {
            record.put(diagnostic);
        }
        self.timing
    }
}

impl Desk<'_> {
    /// Judges the time of a report that is there.
    pub fn receive(&self, handed: Option<HandedIn>) -> Receipt {
        let Ok(due) = &self.due else {
            return Receipt::default();
        };
        let Some(handed) = handed else {
            let reason = Bilingual::new(
                "名单上没有提交时间，文件里和文件系统里也没有可用的时间",
                "neither the roster nor the file says when it was handed in",
            );
            let not_judged = self.choice.wants("DDL001").then(|| NotJudged {
                code: "DDL001".to_owned(),
                reason: reason.get(self.lang).to_owned(),
            });
            return Receipt {
                not_judged,
                ..Receipt::default()
            };
        };
        let timing = due.judge(handed);
        Receipt {
            timing: Some(timing),
            diagnostic: timing.late.then(|| self.late(due, &timing)).flatten(),
            not_judged: None,
        }
    }

    /// Says that a person of the roster has handed in nothing; `who` is unit and name as they should be read. Before the
    /// last moment that is only worth knowing.
    pub fn missing(&self, who: &str, now: DateTime) -> Option<Diagnostic> {
        let due = match &self.due {
            Ok(due) => due,
            Err(_) => {
                let strength = self.profile.submit.as_ref().map(|submit| submit.strength);
                let strength = self
                    .profile
                    .effective(strength.unwrap_or(Strength::Practice));
                let demand = match &self.profile.submit {
                    Some(submit) => submit.describe(self.profile.source.strength),
                    None => Bilingual::new(
                        "名单上的人都要交述职报告",
                        "everyone on the roster hands in a report",
                    ),
                };
                let finding = Finding::new("DDL002", "missing").arg("who", who.to_owned());
                return self.diagnostic(finding, strength, demand);
            }
        };
        let minutes = due.minutes_until(now);
        // At noon of the day after, one day has gone by.
        let days = minutes.abs() / (24 * 60);
        let finding = Finding::new("DDL002", if minutes > 0 { "overdue" } else { "pending" })
            .arg("who", who.to_owned())
            .arg("due", due.words(Some(now.date())))
            .arg("time", amount(days, minutes.abs()));
        let finding = if minutes > 0 {
            finding
        } else {
            finding.severity(Severity::Info)
        };
        self.diagnostic(finding, due.strength(), due.demand().clone())
    }

    /// What should be told once for the whole batch.
    pub fn notes(&self) -> Vec<String> {
        let notes = match &self.due {
            Ok(due) => due.notes().to_vec(),
            Err(none) => vec![none.message()],
        };
        notes
            .iter()
            .map(|note| note.get(self.lang).to_owned())
            .collect()
    }

    fn late(&self, due: &Due, timing: &Timing) -> Option<Diagnostic> {
        let handed = timing.handed;
        let variant = match handed.by {
            HandedInBy::Roster => "roster",
            HandedInBy::Document => "document",
            HandedInBy::File => "file",
        };
        let finding = Finding::new("DDL001", variant)
            .arg("late", timing.lateness())
            .arg("due", due.words(Some(handed.at.date())))
            .arg("at", handed.words(Some(due.last())))
            .thin(handed.by != HandedInBy::Roster);
        self.diagnostic(finding, due.strength(), due.demand().clone())
    }

    fn diagnostic(
        &self,
        finding: Finding,
        strength: Strength,
        demand: Bilingual,
    ) -> Option<Diagnostic> {
        let rule = self.rules.check(finding.code)?;
        if !self.choice.wants(finding.code) {
            return None;
        }
        let by_strength = match strength {
            Strength::Hard => Severity::Error,
            Strength::Soft | Strength::Practice => Severity::Warning,
        };
        let severity = rule.severity.fixed().unwrap_or(by_strength);
        let severity = finding.severity.unwrap_or(severity);
        // A time that copying may change proves less than one that somebody wrote down.
        let severity = if finding.thin {
            severity.lowered()
        } else {
            severity
        };
        let judged = Judged {
            finding,
            severity,
            strength,
            demand,
            repeats: 0,
        };
        let nowhere = |_: &std::ops::Range<usize>| None;
        Some(checker::diagnostic(
            self.rules,
            self.profile,
            &judged,
            self.lang,
            nowhere,
        ))
    }
}
