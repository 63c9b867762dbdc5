//! The same content as the terminal shows, as a Markdown document.

use std::io;

use super::Writer;
use super::report::{Checked, Diagnostic, FileReport, Run};
use super::words::{
    by_severity, demand_line, of_hundred, percent, pick, pledge_title, points, present_roles,
    shown_title, size_line, summary_line, year_line,
};
use super::wrap::clamp;
use crate::ruleset::Lang;

/// Writes Markdown.
pub(super) struct Markdown;

impl Writer for Markdown {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let mut page = Page {
            text: String::new(),
            lang: run.lang,
        };
        page.block(pick(run.lang, "# 述职报告检查结果", "# Duty report check"));
        page.block(&escape(&summary_line(run)));
        for file in &run.files {
            page.file(file);
        }
        if !run.errors.is_empty() {
            page.title(2, "读不了的文件", "Files that could not be read");
            page.table(
                &[("文件", "File"), ("原因", "Reason")],
                run.errors
                    .iter()
                    .map(|error| vec![error.path.clone(), error.message.clone()]),
            );
        }
        let text = page.text.trim_end();
        writeln!(out, "{text}")
    }
}

/// Text that stays text: nothing in it is read as Markdown or HTML, and it is one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '>' | '#' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn block(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push_str("\n\n");
    }

    fn title(&mut self, level: usize, zh: &'static str, en: &'static str) {
        let text = format!("{} {}", "#".repeat(level), pick(self.lang, zh, en));
        self.block(&text);
    }

    /// Cells are escaped here.
    fn table(
        &mut self,
        head: &[(&'static str, &'static str)],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        let names: Vec<_> = head
            .iter()
            .map(|(zh, en)| pick(self.lang, zh, en))
            .collect();
        self.text += &format!(
            "| {} |\n|{}\n",
            names.join(" | "),
            " --- |".repeat(head.len())
        );
        for row in rows {
            let cells: Vec<_> = row.iter().map(|cell| escape(cell)).collect();
            self.text += &format!("| {} |\n", cells.join(" | "));
        }
        self.text.push('\n');
    }

    fn file(&mut self, file: &Checked) {
        let report = &file.report;
        self.block(&format!("## {}", escape(shown_title(report))));
        self.card(report);
        if !report.diagnostics.is_empty() {
            self.title(3, "发现的问题", "Findings");
            for index in by_severity(&report.diagnostics) {
                self.finding(file, index);
            }
        }
        self.rubric(report);
        self.lists(report);
    }

    fn card(&mut self, report: &FileReport) {
        let lang = self.lang;
        let label = |zh, en| pick(lang, zh, en).to_owned();
        let mut scheme = format!("{} {}", report.profile.id, report.profile.title);
        if !report.profile.source.is_empty() {
            scheme += &format!("; {}", report.profile.source);
        }
        let mut rows = vec![
            vec![label("文件", "File"), report.path.clone()],
            vec![label("方案", "Profile"), scheme],
            vec![label("年度", "Year"), year_line(report, lang)],
        ];
        if let Some(previous) = &report.previous {
            rows.push(vec![label("上年报告", "Last year's"), previous.clone()]);
        }
        if !report.suggested_profiles.is_empty() {
            rows.push(vec![
                label("可能适用的方案", "Profiles that may fit"),
                report.suggested_profiles.join(", "),
            ]);
        }
        rows.push(vec![label("篇幅", "Size"), size_line(report, lang)]);
        rows.push(vec![
            label("文本自查分", "Self-check score"),
            format!(
                "{}, {}, {}",
                of_hundred(&report.rubric, lang),
                report.rubric.grade,
                report.rubric.outcome_text
            ),
        ]);
        self.table(&[("项目", "Item"), ("内容", "Value")], rows);
        self.table(
            &[("功能", "Role"), ("字数", "Words"), ("占比", "Share")],
            present_roles(report).into_iter().map(|(role, share)| {
                vec![
                    role.title(lang).to_owned(),
                    share.words.to_string(),
                    percent(share.share),
                ]
            }),
        );
    }

    fn finding(&mut self, file: &Checked, index: usize) {
        let lang = self.lang;
        let diagnostic = &file.report.diagnostics[index];
        self.block(&format!(
            "#### {} {} {}",
            diagnostic.severity.title(lang),
            diagnostic.code,
            escape(&diagnostic.message)
        ));
        if let Some(quote) = quote(file, index) {
            self.block(&format!("> {quote}"));
        }
        let mut item = |zh, en, text: &str| {
            self.text += &format!("- **{}** {}\n", pick(lang, zh, en), escape(text));
        };
        item("位置", "Where", &place(diagnostic, lang));
        item("依据", "Rests on", &demand_line(&diagnostic.demand, lang));
        if !diagnostic.help.is_empty() {
            item("建议", "Advice", &diagnostic.help);
        }
        for related in &diagnostic.related {
            let text = match &related.range {
                Some(range) => format!("{}（{}）", related.message, range.label),
                None => related.message.clone(),
            };
            item("相关", "See also", &text);
        }
        if diagnostic.repeats > 0 {
            let count = diagnostic.repeats.to_string();
            item("另有同类", "More of the same", &count);
        }
        self.text.push('\n');
    }

    fn rubric(&mut self, report: &FileReport) {
        let rubric = &report.rubric;
        if rubric.dimensions.is_empty() {
            return;
        }
        self.title(3, "文本自查分", "Self-check score");
        let lang = self.lang;
        let rows = rubric.dimensions.iter().map(|dimension| {
            let score = dimension.score.map_or_else(
                || pick(lang, "未判定", "not judged").to_owned(),
                |score| format!("{} / {}", points(score), points(dimension.max)),
            );
            let lost: Vec<_> = dimension
                .lost
                .iter()
                .map(|lost| format!("-{} {} {}", points(lost.points), lost.code, lost.reason))
                .collect();
            let between = pick(lang, "；", "; ");
            vec![
                dimension.title.clone(),
                score,
                dimension.gained.join(between),
                lost.join(between),
            ]
        });
        let rows: Vec<_> = rows.collect();
        self.table(
            &[
                ("维度", "Dimension"),
                ("得分", "Score"),
                ("得分点", "Gained"),
                ("失分点", "Lost"),
            ],
            rows,
        );
        self.block(&escape(&rubric.note));
    }

    fn lists(&mut self, report: &FileReport) {
        let lang = self.lang;
        let yes = |value: bool| {
            pick(
                lang,
                if value { "是" } else { "否" },
                if value { "yes" } else { "no" },
            )
            .to_owned()
        };
        if !report.topics.is_empty() {
            self.title(3, "述职要点", "Topics");
            self.table(
                &[
                    ("要点", "Topic"),
                    ("必述", "Compulsory"),
                    ("写到", "Covered"),
                    ("位置", "Where"),
                ],
                report.topics.iter().map(|topic| {
                    let places: Vec<_> =
                        topic.evidence.iter().map(|it| it.label.as_str()).collect();
                    vec![
                        topic.title.clone(),
                        yes(topic.compulsory),
                        yes(topic.covered),
                        places.join(", "),
                    ]
                }),
            );
        }
        if !report.pledges.is_empty() {
            self.title(3, "上年承诺", "Last year's pledges");
            self.table(
                &[
                    ("编号", "Id"),
                    ("承诺", "Pledge"),
                    ("期限", "Deadline"),
                    ("情况", "Status"),
                    ("说明", "Why"),
                ],
                report.pledges.iter().map(|pledge| {
                    vec![
                        pledge.id.clone(),
                        pledge.text.clone(),
                        pledge.deadline.clone().unwrap_or_default(),
                        pledge_title(pledge.status, lang).to_owned(),
                        pledge.reason.clone(),
                    ]
                }),
            );
        }
        if !report.not_judged.is_empty() {
            self.title(3, "未判定", "Not judged");
            self.table(
                &[("检查", "Check"), ("原因", "Reason")],
                report
                    .not_judged
                    .iter()
                    .map(|it| vec![it.code.clone(), it.reason.clone()]),
            );
        }
        if !report.skipped.is_empty() {
            self.title(3, "未读内容", "Left out");
            self.table(
                &[("内容", "What"), ("数量", "Count")],
                report
                    .skipped
                    .iter()
                    .map(|it| vec![it.what.clone(), it.count.to_string()]),
            );
        }
        for note in &report.notes {
            self.block(&format!("> {}", escape(note)));
        }
    }
}

fn place(diagnostic: &Diagnostic, lang: Lang) -> String {
    diagnostic.range.as_ref().map_or_else(
        || pick(lang, "全文", "the whole text").to_owned(),
        |range| {
            format!(
                "{} ({}:{})",
                range.label, range.start.line, range.start.column
            )
        },
    )
}

/// The passage in bold with a little of what stands around it.
fn quote(file: &Checked, index: usize) -> Option<String> {
    const AROUND: usize = 20;
    const PASSAGE: usize = 120;
    let span = file.view.diagnostics.get(index)?.as_ref()?;
    let text = &file.view.paragraphs.get(span.paragraph)?.text;
    let range = clamp(text, &span.range);
    let chars: Vec<char> = text[..range.start].chars().collect();
    let before: String = chars[chars.len().saturating_sub(AROUND)..].iter().collect();
    let lead = if chars.len() > AROUND { "…" } else { "" };
    let cut = |text: &str, most: usize| {
        let mut short: String = text.chars().take(most).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        short
    };
    let passage = cut(text[range.clone()].trim(), PASSAGE);
    let after = cut(&text[range.end..], AROUND);
    let bold = if passage.is_empty() {
        String::new()
    } else {
        format!("<b>{}</b>", escape(&passage))
    };
    Some(format!("{lead}{}{bold}{}", escape(&before), escape(&after)))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("a|b<script>\n# x"), "a\\|b&lt;script\\> \\# x");
        assert_eq!(escape("**某**[x](y)"), "\\*\\*某\\*\\*\\[x\\](y)");
    }
}
