//! A scheme as a page for people.

use super::layout::{TIED, hanging};
use super::load::Listing;
use super::scheme::{Profile, SourceStrength};
use crate::ruleset::{Lang, Rules};

/// Columns before the text of a line.
const INDENT: usize = 12;

/// The whole scheme, readable at 80 columns: `shuzhi profile show ID`.
pub fn show(profile: &Profile, rules: &Rules, lang: Lang) -> String {
    let mut page = Page {
        text: String::new(),
        lang,
    };
    page.text += &hanging("", 0, &format!("{}  {}", profile.id, title(profile, lang)));
    page.source(profile);
    page.demands(profile);
    page.topics(profile);
    page.guards(profile, rules);
    page.grading(profile);
    page.facts(profile);
    page.text
}

/// The schemes of a list, one a line: id, title, kind of source; what is wrong with a file under it.
pub fn show_table(list: &[Listing], lang: Lang) -> String {
    let mut text = String::new();
    let widest = list.iter().map(|one| one.id.len()).max().unwrap_or(0);
    for one in list {
        let title = match lang {
            Lang::En if !one.title_en.is_empty() => &one.title_en,
            _ => &one.title,
        };
        let words = match (&one.wrong, one.strength, lang) {
            (Some(error), ..) => error.render(lang),
            (None, Some(strength), Lang::Zh) => format!("{title}（{}）", short(strength, lang)),
            (None, Some(strength), Lang::En) => format!("{title} ({})", short(strength, lang)),
            (None, None, _) => title.clone(),
        };
        let label = format!("{:widest$}  ", one.id);
        text += &hanging(&label, widest + 2, &words);
    }
    text
}

fn title(profile: &Profile, lang: Lang) -> &str {
    match lang {
        Lang::En if !profile.title_en.is_empty() => &profile.title_en,
        _ => &profile.title,
    }
}

fn kind(strength: SourceStrength, lang: Lang) -> &'static str {
    match (strength, lang) {
        (SourceStrength::Notice, Lang::Zh) => "通知原文",
        (SourceStrength::Copy, Lang::Zh) => "公开稿，有遮盖或残缺",
        (SourceStrength::Practice, Lang::Zh) => "一般做法，没有通知",
        (SourceStrength::Notice, Lang::En) => "the notice itself",
        (SourceStrength::Copy, Lang::En) => "a public copy, masked or damaged",
        (SourceStrength::Practice, Lang::En) => "common practice, no notice",
    }
}

fn short(strength: SourceStrength, lang: Lang) -> &'static str {
    match (strength, lang) {
        (SourceStrength::Notice, Lang::Zh) => "通知",
        (SourceStrength::Copy, Lang::Zh) => "公开稿",
        (SourceStrength::Practice, Lang::Zh) => "一般做法",
        (SourceStrength::Notice, Lang::En) => "notice",
        (SourceStrength::Copy, Lang::En) => "public copy",
        (SourceStrength::Practice, Lang::En) => "practice",
    }
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A line with its name; an empty text is left out.
    fn line(&mut self, zh: &str, en: &str, text: &str) {
        if !text.is_empty() {
            let label = self.say(zh, en).to_owned();
            self.text += &hanging(&label, INDENT, text);
        }
    }

    fn head(&mut self, zh: &str, en: &str) {
        let head = self.say(zh, en).to_owned();
        self.text.push('\n');
        self.text += &hanging("", 0, &head);
    }

    fn item(&mut self, label: &str, text: &str) {
        let indent = unicode_width::UnicodeWidthStr::width(label);
        self.text += &hanging(label, indent, text);
    }

    fn source(&mut self, profile: &Profile) {
        let source = &profile.source;
        let mut document = source.document.clone();
        if let Some(part) = &source.part {
            document += &format!(" {part}");
        }
        self.line("来源", "source", &document);
        self.line("依据", "kind", kind(source.strength, self.lang));
        self.line(
            "说明",
            "remark",
            source.remark.as_deref().unwrap_or_default(),
        );
        self.line("谁来写", "writers", &profile.writers);
        if let Some(year) = profile.year {
            self.line("述职年度", "year", &year.to_string());
        }
    }

    fn demands(&mut self, profile: &Profile) {
        let (source, lang) = (profile.source.strength, self.lang);
        self.head("要求", "Demands");
        if let Some(length) = &profile.length {
            self.line("篇幅", "length", length.describe(source).get(lang));
        }
        let parts: Vec<String> = profile
            .part_lengths
            .iter()
            .map(|part| part.describe().get(lang).to_owned())
            .collect();
        let comma = self.say("；", "; ");
        self.line("各块篇幅", "parts of", &parts.join(comma));
        if let Some(speech) = &profile.speech {
            self.line("口头述职", "speech", speech.describe(source).get(lang));
        }
        for share in &profile.shares {
            let mut words = share.describe(source).get(lang).to_owned();
            if let Some(base) = share.base() {
                words += &match lang {
                    Lang::Zh => format!("（{}）", base.zh),
                    Lang::En => format!(" ({})", base.en),
                };
            }
            self.line("比例", "share", &words);
        }
        self.line(
            "组成部分",
            "parts",
            profile.parts.describe(source).get(lang),
        );
        if let Some(demand) = &profile.rectification {
            self.line("上年整改", "last year", demand.describe(source).get(lang));
        }
        if let Some(demand) = &profile.pledge {
            self.line("承诺", "pledge", demand.describe(source).get(lang));
        }
        if let Some(format) = &profile.format {
            self.line("版式", "layout", format.describe().get(lang));
        }
        if let Some(submit) = &profile.submit {
            self.line("上报", "hand in", submit.describe(source).get(lang));
        }
        for (kind, scheme) in &profile.posts {
            let words = format!("{kind}{}{scheme}", self.say("：", ": "));
            self.line("其他岗位", "other posts", &words);
        }
        if let Some(afterwards) = &profile.afterwards {
            self.line("清单", "lists", afterwards.describe().get(lang));
        }
    }

    fn topics(&mut self, profile: &Profile) {
        if profile.topics.is_empty() {
            return;
        }
        self.head("述职内容", "Topics");
        for (at, topic) in profile.topics.iter().enumerate() {
            let title = match self.lang {
                Lang::En if !topic.title_en.is_empty() => &topic.title_en,
                _ => &topic.title,
            };
            let mark = if topic.compulsory {
                self.say("（必述）", " (compulsory)")
            } else {
                ""
            };
            let words = format!("{title}{mark}");
            self.item(&format!("{:>4}. ", at + 1), &words);
        }
    }

    fn guards(&mut self, profile: &Profile, rules: &Rules) {
        let named = match profile.source.strength {
            SourceStrength::Practice => ("一般要避免的（提为警告）", "Usually avoided (warnings)"),
            _ => ("点名要避免的（提为警告）", "Named by the scheme (warnings)"),
        };
        let lists = [
            (named, &profile.guards.named, true),
            (
                ("一般做法（只作提示）", "Common practice (hints)"),
                &profile.guards.practice,
                false,
            ),
        ];
        for ((zh, en), codes, with_demand) in lists {
            if codes.is_empty() {
                continue;
            }
            self.head(zh, en);
            for code in codes {
                let rule = rules.check(code);
                let name = rule.map_or("", |rule| rule.title.get(self.lang));
                // What a source says against is kept in Chinese; in English the check's reason stands for it.
                let meaning = match self.lang {
                    Lang::Zh => profile.guards.demand.get(code).map(String::as_str),
                    Lang::En => None,
                };
                let meaning = meaning.or_else(|| rule.map(|rule| rule.why.get(self.lang)));
                let words = match meaning.filter(|_| with_demand) {
                    Some(meaning) => format!("{name}{}{meaning}", self.say("：", ": ")),
                    None => name.to_owned(),
                };
                self.item(&format!("  {code}  "), &words);
            }
        }
    }

    fn grading(&mut self, profile: &Profile) {
        self.head("自查评分", "Scoring the text");
        let weights: Vec<String> = profile
            .rubric
            .dimensions()
            .iter()
            .filter(|(.., weight)| *weight > 0)
            .map(|(_, zh, en, weight)| format!("{}{TIED}{weight}", self.say(zh, en)))
            .collect();
        self.line("分值", "weights", &weights.join(" · "));
        let reason = profile.rubric.reason.as_deref().unwrap_or_default();
        self.line("", "", reason);
        let grades = &profile.grades;
        let words: Vec<String> = grades
            .words
            .iter()
            .enumerate()
            .map(|(at, word)| match (grades.cut_offs.get(at), at) {
                (Some(cut), _) => format!("{word}{TIED}≥{cut}"),
                (None, 0) => word.clone(),
                (None, _) => {
                    let below = grades.cut_offs.last().copied().unwrap_or_default();
                    format!("{word}{TIED}<{below}")
                }
            })
            .collect();
        let mut line = words.join(" · ");
        if grades.own_words {
            line += self.say("（方案没有等次，这是本工具的）", " (the tool's own words)");
        }
        self.line("等次", "grades", &line);
        let outcome = &profile.outcome;
        let words = [&outcome.pass, &outcome.revise, &outcome.rewrite].map(String::as_str);
        self.line("处理", "outcome", &words.join(" · "));
        for (code, numbers) in &profile.thresholds {
            let numbers: Vec<String> = numbers
                .iter()
                .map(|(name, number)| format!("{name} = {number}"))
                .collect();
            let words = format!("{code} {}", numbers.join(self.say("，", ", ")));
            self.line("自定界限", "thresholds", &words);
        }
    }

    fn facts(&mut self, profile: &Profile) {
        if profile.quotas.is_empty() && profile.facts.is_empty() {
            return;
        }
        self.head(
            "另有规定（只供查看，本工具不据此计算）",
            "Other facts (shown only, nothing is computed from them)",
        );
        let dash = "  - ";
        for quota in &profile.quotas {
            let words = quota.describe(profile.source.strength);
            let text = match self.lang {
                Lang::Zh => format!("等次比例：{}", words.zh),
                Lang::En => format!("quota: {}", words.en),
            };
            self.item(dash, &text);
        }
        for fact in &profile.facts {
            self.item(dash, fact);
        }
    }
}
