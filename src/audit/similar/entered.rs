//! What a pair means for each of its reports: GRD105, and an outcome that may be graver than the text alone has.

use crate::check::{Arg, Choice, Finding, in_force, judge};
use crate::checker;
use crate::output::batch::Record;
use crate::output::report::Verdict;
use crate::profile::Profile;
use crate::ruleset::{Lang, Rules, Severity};

/// What a report is judged by.
#[derive(Clone, Copy)]
pub struct Terms<'t> {
    /// Its scheme.
    pub profile: &'t Profile,
    /// The rules in force.
    pub rules: &'t Rules,
    /// Which findings are wanted.
    pub choice: &'t Choice,
    /// The language of messages.
    pub lang: Lang,
}

/// Writes into a report that a share of it, 0 to 1, stands in another one; whether that is said.
///
/// The score stays that of the text by itself; the outcome does not: a report of which 40 % is copied is written anew, and
/// one more warning may be the third.
pub fn enter(record: &mut Record, terms: Terms<'_>, other: &str, share: f64) -> bool {
    let Terms {
        profile,
        rules,
        choice,
        lang,
    } = terms;
    let wanted = choice.wants("GRD105") && in_force(profile, "GRD105");
    if !wanted || share < profile.threshold(rules, "GRD105", "warn") {
        return false;
    }
    let heavy = share > profile.threshold(rules, "GRD105", "fail");
    let mut finding = Finding::new("GRD105", "alike")
        .arg("share", Arg::Share(share))
        .arg("other", other.to_owned())
        .confidence(0.7 + share * 0.3)
        .thin(!heavy);
    if heavy {
        // The outcome rests on it, so it is no mere hint, whatever the scheme makes of lesser copying.
        finding = finding.severity(Severity::Warning);
    }
    let Some(judged) = judge((profile, rules), finding, choice) else {
        return false;
    };
    let diagnostic = checker::diagnostic(rules, profile, &judged, lang, |_| None);
    record.put(diagnostic);
    let report = &mut record.report;
    report.not_judged.retain(|reason| reason.code != "GRD105");
    let guards = report.diagnostics.iter().filter(|diagnostic| {
        diagnostic.code.starts_with("GRD") && diagnostic.severity == Severity::Warning
    });
    let outcome = match (heavy, guards.count()) {
        (true, _) => Verdict::Rewrite,
        (false, 3..) => Verdict::Revise,
        _ => Verdict::Pass,
    };
    if outcome > report.rubric.outcome {
        report.rubric.outcome = outcome;
        let words = &profile.outcome;
        report.rubric.outcome_text = match outcome {
            Verdict::Rewrite => words.rewrite.clone(),
            _ => words.revise.clone(),
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::batch::sample;
    use crate::profile;

    #[test]
    fn a_copied_report_is_to_be_written_anew() {
        let rules = Rules::built_in();
        let scheme = profile::load(&rules, "education-bureau").unwrap();
        let choice = Choice::default();
        let terms = Terms {
            profile: &scheme,
            rules: &rules,
            choice: &choice,
            lang: Lang::Zh,
        };
        let records = sample::records();
        let mut record = records[1].clone();
        assert!(!enter(&mut record, terms, "乙.docx", 0.1));
        assert_eq!(record.report.rubric.outcome, Verdict::Pass);
        assert!(enter(&mut record, terms, "乙.docx", 0.25));
        assert_eq!(record.report.rubric.outcome, Verdict::Pass);
        assert!(enter(&mut record, terms, "乙.docx", 0.6));
        assert_eq!(record.report.rubric.outcome, Verdict::Rewrite);
        assert_eq!(record.report.rubric.outcome_text, "责令重写");
        let diagnostic = &record.report.diagnostics[0];
        assert_eq!(diagnostic.severity, Severity::Warning);
        assert!(
            diagnostic.message.contains("60.0%"),
            "{}",
            diagnostic.message
        );
        assert!(diagnostic.message.contains("“乙.docx”"));
        assert_eq!(record.quotes.len(), record.report.diagnostics.len());
    }
}
