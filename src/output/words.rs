//! Words and numbers that the formats for people share.

use super::report::{
    Demand, Diagnostic, Dimension, FileReport, PledgeStatus, RoleShare, Rubric, Run, Standing,
    Verdict,
};
use crate::ruleset::{Lang, Severity, Strength};
use crate::structure::Role;

/// One of two texts.
pub(super) fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// How strong a demand is, in a word.
pub(super) fn strength_title(strength: Strength, lang: Lang) -> &'static str {
    match strength {
        Strength::Hard => pick(lang, "硬性要求", "hard demand"),
        Strength::Soft => pick(lang, "弹性要求", "soft demand"),
        Strength::Practice => pick(lang, "一般做法", "general practice"),
    }
}

/// A demand with its source and strength.
pub(super) fn demand_line(demand: &Demand, lang: Lang) -> String {
    let strength = strength_title(demand.strength, lang);
    match lang {
        Lang::Zh => format!("{}（{}，{strength}）", demand.text, demand.profile),
        Lang::En => format!("{} ({}, {strength})", demand.text, demand.profile),
    }
}

/// What became of a pledge, in a word.
pub(super) fn pledge_title(status: PledgeStatus, lang: Lang) -> &'static str {
    match status {
        PledgeStatus::Answered => pick(lang, "已交代", "answered"),
        PledgeStatus::Partial => pick(lang, "部分交代", "in part"),
        PledgeStatus::Missing => pick(lang, "未交代", "missing"),
    }
}

/// The machine name of a status.
pub(super) fn pledge_name(status: PledgeStatus) -> &'static str {
    match status {
        PledgeStatus::Answered => "answered",
        PledgeStatus::Partial => "partial",
        PledgeStatus::Missing => "missing",
    }
}

/// The machine name of an outcome.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Revise => "revise",
        Verdict::Rewrite => "rewrite",
    }
}

/// `0.2134` as `21.3%`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A score with one decimal, none where it is whole.
pub(super) fn points(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// The whole score: `86.5 / 100`, or that nothing was judged, which is no mark of zero.
pub(super) fn of_hundred(rubric: &Rubric, lang: Lang) -> String {
    if is_scored(rubric) {
        format!("{} / 100", points(rubric.total))
    } else {
        pick(lang, "未评", "not judged").to_owned()
    }
}

/// Whether anything of the score was judged.
pub(super) fn is_scored(rubric: &Rubric) -> bool {
    let scored = |dimension: &Dimension| dimension.score.is_some();
    rubric.dimensions.is_empty() || rubric.dimensions.iter().any(scored)
}

/// The year and how it was found.
pub(super) fn year_line(report: &FileReport, lang: Lang) -> String {
    let year = report.year.map_or_else(
        || pick(lang, "未能确定", "not known").to_owned(),
        |year| year.to_string(),
    );
    match (report.year_source.is_empty(), lang) {
        (true, _) => year,
        (false, Lang::Zh) => format!("{year}（{}）", report.year_source),
        (false, Lang::En) => format!("{year} ({})", report.year_source),
    }
}

/// Sizes in one line.
pub(super) fn size_line(report: &FileReport, lang: Lang) -> String {
    let counts = &report.counts;
    let minutes = points(counts.speech_minutes);
    match lang {
        Lang::Zh => format!(
            "{} 字，{} 段，{} 句，照念约 {minutes} 分钟",
            counts.words, counts.paragraphs, counts.sentences
        ),
        Lang::En => format!(
            "{} words (字数), {} paragraphs, {} sentences, about {minutes} minutes aloud",
            counts.words, counts.paragraphs, counts.sentences
        ),
    }
}

/// The title, or the path where there is none.
pub(super) fn shown_title(report: &FileReport) -> &str {
    if report.title.trim().is_empty() {
        &report.path
    } else {
        &report.title
    }
}

/// The roles that occur, in the order of a canonical report.
pub(super) fn present_roles(report: &FileReport) -> Vec<(Role, RoleShare)> {
    Role::ALL
        .into_iter()
        .filter_map(|role| {
            let share = report.roles.get(role.name())?;
            (share.words > 0).then_some((role, *share))
        })
        .collect()
}

/// Indexes of the diagnostics, gravest first, in the order of the text within a severity; that a file is no duty report
/// puts all the rest in question and stands before it.
pub(super) fn by_severity(diagnostics: &[Diagnostic]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..diagnostics.len()).collect();
    order.sort_unstable_by_key(|index| {
        let diagnostic = &diagnostics[*index];
        (
            diagnostic.code != "STR004",
            std::cmp::Reverse(diagnostic.severity),
            diagnostic.range.as_ref().map(|range| range.start.offset),
            *index,
        )
    });
    order
}

/// The gravest errors and warnings, each code once; what a text is to be written anew for comes first.
pub(super) fn gravest(report: &FileReport, most: usize) -> Vec<&Diagnostic> {
    let mut told: Vec<&Diagnostic> = Vec::new();
    let mut order = by_severity(&report.diagnostics);
    if report.rubric.outcome == Verdict::Rewrite {
        let decides = |code: &str| matches!(code, "GRD105" | "GRD106");
        order.sort_by_key(|place| {
            let diagnostic = &report.diagnostics[*place];
            diagnostic.severity < Severity::Warning || !decides(&diagnostic.code)
        });
    }
    for place in order {
        let diagnostic = &report.diagnostics[place];
        if diagnostic.severity < Severity::Warning || told.len() == most {
            break;
        }
        if told.iter().all(|other| other.code != diagnostic.code) {
            told.push(diagnostic);
        }
    }
    told
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
}

impl Tally {
    /// Counts one file; repeats that were left out count too.
    pub(super) fn of(report: &FileReport) -> Self {
        let mut tally = Self::default();
        for diagnostic in &report.diagnostics {
            let count = 1 + diagnostic.repeats;
            match diagnostic.severity {
                Severity::Error => tally.errors += count,
                Severity::Warning => tally.warnings += count,
                Severity::Info => tally.infos += count,
            }
        }
        tally
    }

    /// Counts a run.
    pub(super) fn of_run(run: &Run) -> Self {
        run.files
            .iter()
            .map(|file| Self::of(&file.report))
            .fold(Self::default(), |sum, one| Self {
                errors: sum.errors + one.errors,
                warnings: sum.warnings + one.warnings,
                infos: sum.infos + one.infos,
            })
    }

    /// All findings.
    pub(super) fn total(self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// `错误 1，警告 2，提示 3`.
    pub(super) fn line(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!(
                "错误 {} 处，警告 {} 处，提示 {} 处",
                self.errors, self.warnings, self.infos
            ),
            Lang::En => format!(
                "errors: {}, warnings: {}, infos: {}",
                self.errors, self.warnings, self.infos
            ),
        }
    }
}

/// The last line of a run.
pub(super) fn summary_line(run: &Run) -> String {
    let lang = run.lang;
    let tally = Tally::of_run(run);
    let mut line = match (run.files.len(), tally.total(), lang) {
        (0, _, Lang::Zh) => "没有读到任何报告".to_owned(),
        (0, _, Lang::En) => "no report was read".to_owned(),
        (files, 0, Lang::Zh) => format!("检查 {files} 份报告，能判定的各项未发现问题"),
        (files, 0, Lang::En) => {
            format!("reports checked: {files}; nothing found by the checks that could judge")
        }
        (files, _, Lang::Zh) => format!("检查 {files} 份报告：{}", tally.line(lang)),
        (files, _, Lang::En) => format!("reports checked: {files}; {}", tally.line(lang)),
    };
    if !run.errors.is_empty() {
        line += &match lang {
            Lang::Zh => format!("；{} 个文件读不了", run.errors.len()),
            Lang::En => format!("; files that could not be read: {}", run.errors.len()),
        };
    }
    line + pick(lang, "。", ".")
}

/// Why a report is in no figure, where that is so.
pub(super) fn aside(report: &FileReport, lang: Lang) -> Option<String> {
    let submission = report.submission.as_ref();
    let holds = submission.and_then(|submission| submission.replaced_by.as_deref());
    match (report.standing(), holds) {
        (Standing::Other, _) => Some(match lang {
            Lang::Zh => format!("{}，不计入汇总", no_report(lang)),
            Lang::En => format!("{}, in no figure", no_report(lang)),
        }),
        (Standing::Older, Some(holds)) => {
            let file = holds.rsplit(['/', '\\']).next().unwrap_or(holds);
            Some(match lang {
                Lang::Zh => format!("旧稿，不计入汇总；以“{file}”为准"),
                Lang::En => format!("an older draft, in no figure; “{file}” holds"),
            })
        }
        _ => None,
    }
}

/// What is to be done with a text, in the scheme's words; a file that is no duty report has no such outcome.
pub(super) fn shown_outcome(report: &FileReport, lang: Lang) -> &str {
    match report.standing() {
        Standing::Other => no_report(lang),
        Standing::Counts | Standing::Older => &report.rubric.outcome_text,
    }
}

/// What files are called that are no duty reports.
pub(super) fn no_report(lang: Lang) -> &'static str {
    pick(lang, "不是述职报告", "no duty report")
}
