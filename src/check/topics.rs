//! TOP001: topics that the scheme lists and the report does not tell of.

use super::{Context, Finding, Sink};
use crate::ruleset::{Bilingual, Severity, Strength};

/// Looks for every topic of the scheme.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let profile = context.profile;
    if profile.topics.is_empty() {
        return;
    }
    if context.draft.sentences.is_empty() {
        sink.not_judged("TOP001", "没有读到正文", "there is no running text");
        return;
    }
    for topic in context.topics {
        if topic.covered {
            continue;
        }
        let listed = &profile.topics[topic.index];
        let english = if listed.title_en.is_empty() {
            &listed.title
        } else {
            &listed.title_en
        };
        let title = Bilingual {
            zh: topic.title.clone(),
            en: english.clone(),
        };
        let number = topic.index + 1;
        let (severity, strength, compulsory) = if topic.compulsory {
            (
                Severity::Error,
                Strength::Hard,
                ("（必述）", ", compulsory"),
            )
        } else {
            (Severity::Warning, Strength::Soft, ("", ""))
        };
        let demand = Bilingual {
            zh: format!("述职内容第{number}项：{}{}", title.zh, compulsory.0),
            en: format!("topic {number}: {}{}", title.en, compulsory.1),
        };
        let mut finding = Finding::new("TOP001", "missing")
            .arg("topic", title)
            .confidence(topic.confidence)
            .severity(severity)
            .strength(profile.effective(strength))
            .thin(topic.touched)
            .demand(demand);
        if let Some(range) = topic.evidence.first() {
            finding = finding.related(
                "这里提到了，但没有讲到做了什么，或只讲到一部分",
                "touched here, but without what was done, or only in part",
                Some(range.clone()),
            );
        }
        sink.put(finding);
    }
}
