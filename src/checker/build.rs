//! From a judged draft to the report value and the view that formats draw from.

use std::collections::BTreeMap;
use std::ops::Range;

use super::locate::Locator;
use super::{Settings, YearSource};
use crate::check::{Context, Judged, Verdicts};
use crate::document::Document;
use crate::output::report::*;
use crate::profile::{self, Profile};
use crate::ruleset::{Lang, Rules};
use crate::structure::{Draft, ParagraphKind, Role, SPEECH};
use crate::{rubric, topic};

/// What a report is built from.
pub struct Parts<'a> {
    pub settings: &'a Settings,
    pub context: &'a Context<'a>,
    pub verdicts: &'a Verdicts,
    pub last: Option<&'a Draft<'a>>,
}

/// How a scheme is named in a report.
pub fn profile_ref(profile: &Profile, lang: Lang) -> ProfileRef {
    let english = lang == Lang::En && !profile.title_en.is_empty();
    let source = match &profile.source.part {
        Some(part) => format!("{} {part}", profile.source.document),
        None => profile.source.document.clone(),
    };
    ProfileRef {
        id: profile.id.clone(),
        title: if english {
            profile.title_en.clone()
        } else {
            profile.title.clone()
        },
        source,
    }
}

impl Parts<'_> {
    /// Builds the value of one file.
    pub fn checked(
        &self,
        year: Option<i32>,
        year_source: YearSource,
        previous: Option<&Document>,
    ) -> Checked {
        let draft = self.context.draft;
        let lang = self.settings.lang;
        let locator = Locator::new(draft, lang);
        let diagnostics: Vec<Diagnostic> = self
            .verdicts
            .judged
            .iter()
            .map(|judged| self.diagnostic(judged, &locator))
            .collect();
        let view = self.view(&locator);
        let reason = |judged: &Judged| render(self.context.rules, judged, lang).0;
        let report = FileReport {
            path: shown_path(draft.document),
            format: draft.document.format.name().to_owned(),
            title: draft.title_text(),
            year,
            year_source: year_source.title(lang),
            previous: previous.map(shown_path),
            profile: profile_ref(self.context.profile, self.settings.lang),
            suggested_profiles: self.suggested(),
            counts: self.counts(),
            roles: roles(draft),
            outline: self.outline(&locator),
            sentences: self.settings.sentences.then(|| self.sentences(&locator)),
            topics: self.topics(&locator),
            pledges: self.pledges(&locator),
            diagnostics,
            not_judged: self
                .verdicts
                .not_judged
                .iter()
                .map(|(code, reason)| NotJudged {
                    code: code.clone(),
                    reason: reason.get(lang).to_owned(),
                })
                .collect(),
            skipped: draft
                .document
                .skipped
                .iter()
                .map(|one| SkippedEntry {
                    what: one.what.clone(),
                    count: one.count,
                })
                .collect(),
            notes: self.notes(),
            rubric: rubric::score(self.context, self.verdicts, lang, &reason),
            submission: None,
        };
        Checked { report, view }
    }

    fn suggested(&self) -> Vec<String> {
        if self.settings.profile.is_some() {
            return Vec::new();
        }
        let draft = self.context.draft;
        let opening = draft
            .with_role(Role::Intro)
            .map(|(_, sentence)| draft.folded(sentence.range.clone()))
            .next()
            .unwrap_or_default();
        let title = draft
            .title
            .map(|title| draft.folded(draft.paragraphs[title].range.clone()))
            .unwrap_or_default();
        profile::suggest(self.context.rules, title, opening)
    }

    fn notes(&self) -> Vec<String> {
        let draft = self.context.draft;
        let mut notes = draft.document.warnings.clone();
        let mark = ["绝密", "机密", "秘密"].into_iter().find(|mark| {
            let opening = draft.paragraphs.iter().take(6);
            let opening = opening.map(|paragraph| draft.folded(paragraph.range.clone()));
            let headers = draft.document.headers.iter().map(String::as_str);
            opening.chain(headers).any(|line| is_marked(line, mark))
        });
        if let Some(mark) = mark {
            notes.push(match self.settings.lang {
                Lang::Zh => format!("文件标有密级“{mark}”。本程序不联网、不外传，仍请按保密规定保管文件。"),
                Lang::En => format!("The file is marked {mark} (classified). Nothing leaves this machine; keep the file as the rules say."),
            });
        }
        notes
    }

    fn counts(&self) -> Counts {
        let draft = self.context.draft;
        let measures = &draft.measures;
        let parts = measures.parts.iter().map(|part| {
            let heading = &draft.outline[part.heading];
            PartCount {
                title: draft.own(heading.words.clone()).to_owned(),
                words: part.words,
            }
        });
        Counts {
            words: measures.words,
            characters: measures.characters,
            paragraphs: draft.paragraphs.len(),
            sentences: draft.sentences.len(),
            speech_minutes: (measures.minutes(SPEECH.1) * 10.0).round() / 10.0,
            parts: parts.collect(),
        }
    }

    fn outline(&self, locator: &Locator<'_>) -> Vec<OutlineEntry> {
        let draft = self.context.draft;
        let entry = |heading: &crate::structure::Heading| {
            let paragraph = &draft.paragraphs[heading.paragraph];
            let label = draft.document.blocks[paragraph.block]
                .label
                .clone()
                .unwrap_or_default();
            let typed = draft.own(paragraph.range.start..heading.words.start).trim();
            OutlineEntry {
                level: heading.level,
                number: format!("{label}{typed}"),
                title: draft.own(heading.words.clone()).to_owned(),
                role: heading.role,
                range: locator.range(&heading.words),
            }
        };
        draft.outline.iter().map(entry).collect()
    }

    fn sentences(&self, locator: &Locator<'_>) -> Vec<SentenceEntry> {
        let draft = self.context.draft;
        let entry = |sentence: &crate::structure::Sentence| SentenceEntry {
            text: draft.own(sentence.range.clone()).to_owned(),
            role: sentence.role,
            confidence: thousandth(f64::from(sentence.confidence())),
            range: locator.range(&sentence.range),
        };
        draft.sentences.iter().map(entry).collect()
    }

    fn topics(&self, locator: &Locator<'_>) -> Vec<TopicEntry> {
        let not_judged = &self.verdicts.not_judged;
        if not_judged.iter().any(|(code, _)| code == crate::check::ALL) {
            return Vec::new();
        }
        let profile = self.context.profile;
        let english = self.settings.lang == Lang::En;
        let entry = |topic: &topic::Coverage| {
            let title = profile
                .topics
                .get(topic.index)
                .filter(|topic| english && !topic.title_en.is_empty());
            TopicEntry {
                id: format!("{}/{}", profile.id, topic.index + 1),
                title: title.map_or(&topic.title, |topic| &topic.title_en).clone(),
                compulsory: topic.compulsory,
                covered: topic.covered,
                evidence: topic
                    .evidence
                    .iter()
                    .map(|range| locator.range(range))
                    .collect(),
            }
        };
        self.context.topics.iter().map(entry).collect()
    }

    fn pledges(&self, locator: &Locator<'_>) -> Vec<PledgeEntry> {
        let Some(last) = self.last else {
            return Vec::new();
        };
        let lang = self.settings.lang;
        let source = Locator::new(last, lang);
        let entry = |(place, matched): (usize, &crate::pledge::Matched)| PledgeEntry {
            id: format!("P{}", place + 1),
            text: matched.pledge.text.clone(),
            deadline: matched.pledge.deadline.clone(),
            source: source.range(&matched.pledge.range),
            status: matched.status,
            confidence: thousandth(matched.confidence),
            evidence: matched
                .evidence
                .iter()
                .map(|range| locator.range(range))
                .collect(),
            reason: matched.reason.get(lang).to_owned(),
        };
        self.context.pledges.iter().enumerate().map(entry).collect()
    }

    fn diagnostic(&self, judged: &Judged, locator: &Locator<'_>) -> Diagnostic {
        let context = self.context;
        diagnostic(
            context.rules,
            context.profile,
            judged,
            self.settings.lang,
            |range| Some(locator.range(range)),
        )
    }

    fn view(&self, locator: &Locator<'_>) -> View {
        let draft = self.context.draft;
        let paragraphs = draft
            .paragraphs
            .iter()
            .enumerate()
            .map(|(place, paragraph)| {
                let base = draft.text.origin(paragraph.range.clone()).start;
                let text = draft.own(paragraph.range.clone()).to_owned();
                let mut roles: Vec<(Range<usize>, Role)> = Vec::new();
                if let ParagraphKind::Heading(_) = paragraph.kind {
                    let at = draft
                        .outline
                        .partition_point(|heading| heading.paragraph < place);
                    let heading = draft.outline.get(at);
                    roles.extend(heading.map(|heading| (0..text.len(), heading.role)));
                }
                roles.extend(draft.sentences_of(place).iter().map(|sentence| {
                    let display = draft.text.origin(sentence.range.clone());
                    (
                        display.start.saturating_sub(base)..display.end.saturating_sub(base),
                        sentence.role,
                    )
                }));
                ViewParagraph {
                    kind: view_kind(paragraph.kind),
                    label: draft.document.blocks[paragraph.block].label.clone(),
                    text,
                    roles,
                }
            });
        let span = |range: &Option<Range<usize>>| range.as_ref().map(|range| locator.span(range));
        View {
            paragraphs: paragraphs.collect(),
            diagnostics: self
                .verdicts
                .judged
                .iter()
                .map(|judged| span(&judged.finding.range))
                .collect(),
            related: self
                .verdicts
                .judged
                .iter()
                .map(|judged| {
                    judged
                        .finding
                        .related
                        .iter()
                        .map(|(_, range)| span(range))
                        .collect()
                })
                .collect(),
        }
    }
}

fn view_kind(kind: ParagraphKind) -> ViewKind {
    match kind {
        ParagraphKind::Title => ViewKind::Title,
        ParagraphKind::Byline | ParagraphKind::Contents => ViewKind::Byline,
        ParagraphKind::Heading(level) => ViewKind::Heading(level),
        ParagraphKind::Body => ViewKind::Body,
        ParagraphKind::Table => ViewKind::Table,
        ParagraphKind::TextBox => ViewKind::TextBox,
        ParagraphKind::Note | ParagraphKind::Appendix => ViewKind::Note,
    }
}

fn roles(draft: &Draft<'_>) -> BTreeMap<String, RoleShare> {
    let share = |role: Role| RoleShare {
        words: draft.measures.roles[role.index()],
        share: (draft.measures.share_of(&[role]) * 10_000.0).round() / 10_000.0,
    };
    Role::ALL
        .into_iter()
        .map(|role| (role.name().to_owned(), share(role)))
        .collect()
}

fn shown_path(document: &Document) -> String {
    document
        .path
        .as_ref()
        .map_or_else(|| "-".to_owned(), |path| path.display().to_string())
}

/// A finding as the machine formats have it; `place` tells where a passage stands, if the finding is about a text.
pub(crate) fn diagnostic(
    rules: &Rules,
    profile: &Profile,
    judged: &Judged,
    lang: Lang,
    place: impl Fn(&Range<usize>) -> Option<SourceRange>,
) -> Diagnostic {
    let finding = &judged.finding;
    let (message, help) = render(rules, judged, lang);
    let related = finding.related.iter().map(|(message, range)| Related {
        message: message.get(lang).to_owned(),
        range: range.as_ref().and_then(&place),
    });
    Diagnostic {
        code: finding.code.to_owned(),
        name: rules
            .check(finding.code)
            .map(|rule| rule.name.clone())
            .unwrap_or_default(),
        severity: judged.severity,
        confidence: thousandth(finding.confidence),
        message,
        help,
        range: finding.range.as_ref().and_then(&place),
        related: related.collect(),
        repeats: judged.repeats,
        demand: Demand {
            profile: profile.id.clone(),
            text: judged.demand.get(lang).to_owned(),
            strength: judged.strength,
        },
    }
}

/// Message and advice of a finding, their places filled.
pub fn render(rules: &Rules, judged: &Judged, lang: Lang) -> (String, String) {
    let finding = &judged.finding;
    let message = rules
        .check(finding.code)
        .and_then(|rule| rule.message.get(finding.variant));
    let Some(message) = message else {
        return (finding.code.to_owned(), String::new());
    };
    let (text, help) = match lang {
        Lang::Zh => (&message.zh, &message.help.zh),
        Lang::En => (&message.en, &message.help.en),
    };
    let fill = |text: &str| {
        finding
            .args
            .iter()
            .fold(text.to_owned(), |text, (name, value)| {
                let place = format!("{{{name}}}");
                if !text.contains(&place) {
                    return text;
                }
                text.replace(&place, &inner_quotes(&value.render(lang)))
            })
    };
    (fill(text), fill(help))
}

fn thousandth(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Quotations stand in “” in the messages, so what they quote has ‘’ within.
fn inner_quotes(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}
/// Whether a line is a mark of secrecy: 机密, 机　密★3年, 份号 000012　机密★.
fn is_marked(line: &str, mark: &str) -> bool {
    const LONGEST: usize = 30;
    if !mark.chars().all(|character| line.contains(character)) {
        return false;
    }
    let characters = line.chars().filter(|c| !c.is_whitespace());
    let line: String = characters.take(LONGEST + 1).collect();
    let starred = |star| line.contains(&format!("{mark}{star}"));
    line.chars().count() <= LONGEST && (line == mark || starred('★') || starred('☆'))
}

#[cfg(test)]
mod tests {
    use super::is_marked;

    #[test]
    fn knows_marks_of_secrecy() {
        for line in ["机密", "机　密★1年", "000012 机密☆", "机 密"] {
            assert!(is_marked(line, "机密"), "{line}");
        }
        for line in [
            "机密文件传阅",
            "秘密★1年",
            "",
            "做好机密★级文件的登记、传阅、清退和归档工作，全年没有发生失泄密事件。",
        ] {
            assert!(!is_marked(line, "机密"), "{line}");
        }
    }
}
