//! The score of a report as a Word file of its own, to be printed or passed on.

use docx_rs::{Docx, Paragraph, Table};

use super::report::{Checked, Diagnostic, FileReport};
use super::words::{
    Tally, by_severity, demand_line, is_scored, percent, pick, pledge_title, points, present_roles,
    shown_title, size_line, year_line,
};
use crate::ruleset::Lang;
use crate::word::{self, run};

/// Sizes in half points: 二号, 三号, 小四.
const TITLE: usize = 44;
const HEADING: usize = 32;
const BODY: usize = 24;

/// The bytes of a `.docx` with the score, the findings, the topics and the pledges.
///
/// # Errors
/// What the Word writer reports.
pub fn write(checked: &Checked, lang: Lang) -> Result<Vec<u8>, String> {
    let report = &checked.report;
    let rubric = &report.rubric;
    let mut docx = Docx::new()
        .add_paragraph(word::centred(
            pick(lang, "述职报告文本自查表", "Self-check of a duty report"),
            "黑体",
            TITLE,
        ))
        .add_table(facts(report, lang))
        .add_paragraph(body(""));

    docx = docx
        .add_paragraph(heading(pick(lang, "一、评分", "1 Score")))
        .add_table(scores(report, lang))
        .add_paragraph(body(&rubric.note));

    docx = docx.add_paragraph(heading(pick(lang, "二、发现的问题", "2 Findings")));
    if report.diagnostics.is_empty() {
        docx = docx.add_paragraph(body(pick(
            lang,
            "能判定的各项未发现问题。",
            "Nothing found by the checks that could judge.",
        )));
    }
    for (place, index) in by_severity(&report.diagnostics).into_iter().enumerate() {
        for line in finding(place + 1, &report.diagnostics[index], lang) {
            docx = docx.add_paragraph(line);
        }
    }

    let mut number = 3;
    let mut section = |docx: Docx, zh: &str, en: &str, table: Table| {
        let title = match lang {
            Lang::Zh => format!("{}、{zh}", ["三", "四", "五"][(number - 3).min(2)]),
            Lang::En => format!("{number} {en}"),
        };
        number += 1;
        docx.add_paragraph(heading(&title)).add_table(table)
    };
    if !report.topics.is_empty() {
        docx = section(docx, "应述事项", "Topics", topics(report, lang));
    }
    if !report.pledges.is_empty() {
        docx = section(
            docx,
            "上年度承诺",
            "Last year's pledges",
            pledges(report, lang),
        );
    }
    if !report.not_judged.is_empty() {
        docx = section(docx, "未判断的检查", "Not judged", not_judged(report));
    }
    word::pack(docx)
}

fn body(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text, "仿宋_GB2312", BODY))
}

fn heading(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text, "黑体", HEADING))
}

fn table(rows: Vec<Vec<String>>, widths: &[usize]) -> Table {
    word::table(rows, widths, BODY)
}

fn facts(report: &FileReport, lang: Lang) -> Table {
    let profile = &report.profile;
    let mut rows = vec![
        (pick(lang, "报告", "Report"), shown_title(report).to_owned()),
        (pick(lang, "文件", "File"), report.path.clone()),
        (
            pick(lang, "方案", "Scheme"),
            format!("{}（{}）", profile.title, profile.id),
        ),
        (pick(lang, "年度", "Year"), year_line(report, lang)),
        (pick(lang, "篇幅", "Size"), size_line(report, lang)),
    ];
    let shares: Vec<String> = present_roles(report)
        .into_iter()
        .map(|(role, share)| format!("{} {}", role.title(lang), percent(share.share)))
        .collect();
    rows.push((pick(lang, "各部分占比", "Shares"), shares.join("，")));
    rows.push((pick(lang, "发现", "Findings"), Tally::of(report).line(lang)));
    let rows = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    table(rows, &[1800, 7200])
}

fn scores(report: &FileReport, lang: Lang) -> Table {
    let mut rows = vec![vec![
        pick(lang, "项目", "Dimension").to_owned(),
        pick(lang, "得分", "Score").to_owned(),
        pick(lang, "扣分原因", "Lost").to_owned(),
    ]];
    for dimension in &report.rubric.dimensions {
        let score = dimension.score.map_or_else(
            || pick(lang, "未判定", "not judged").to_owned(),
            |score| format!("{} / {}", points(score), points(dimension.max)),
        );
        let lost: Vec<String> = dimension
            .lost
            .iter()
            .map(|lost| format!("{}（−{}）{}", lost.code, points(lost.points), lost.reason))
            .collect();
        rows.push(vec![dimension.title.clone(), score, lost.join("\n")]);
    }
    let rubric = &report.rubric;
    rows.push(vec![
        pick(lang, "合计", "Total").to_owned(),
        if is_scored(rubric) {
            points(rubric.total)
        } else {
            pick(lang, "未评", "not judged").to_owned()
        },
        match lang {
            Lang::Zh => format!("文本档次：{}，{}", rubric.grade, rubric.outcome_text),
            Lang::En => format!("{}, {}", rubric.grade, rubric.outcome_text),
        },
    ]);
    table(rows, &[2200, 1600, 5200])
}

fn finding(number: usize, diagnostic: &Diagnostic, lang: Lang) -> Vec<Paragraph> {
    let place = diagnostic.range.as_ref().map_or_else(
        || pick(lang, "全文", "the whole text").to_owned(),
        |range| range.label.clone(),
    );
    let mut lines = vec![
        Paragraph::new().add_run(
            run(
                &format!(
                    "{number}. 【{} {}】{}（{place}）",
                    diagnostic.severity.title(lang),
                    diagnostic.code,
                    diagnostic.message
                ),
                "仿宋_GB2312",
                BODY,
            )
            .bold(),
        ),
        body(&format!(
            "{}{}",
            pick(lang, "依据：", "Rests on: "),
            demand_line(&diagnostic.demand, lang)
        )),
    ];
    if !diagnostic.help.is_empty() {
        lines.push(body(&format!(
            "{}{}",
            pick(lang, "建议：", "Advice: "),
            diagnostic.help
        )));
    }
    lines
}

fn topics(report: &FileReport, lang: Lang) -> Table {
    let rows = report
        .topics
        .iter()
        .map(|topic| {
            let covered = if topic.covered {
                pick(lang, "已写", "covered")
            } else {
                pick(lang, "未见", "not found")
            };
            vec![topic.title.clone(), covered.to_owned()]
        })
        .collect();
    table(rows, &[7000, 2000])
}

fn pledges(report: &FileReport, lang: Lang) -> Table {
    let rows = report
        .pledges
        .iter()
        .map(|pledge| {
            vec![
                pledge.text.clone(),
                pledge_title(pledge.status, lang).to_owned(),
                pledge.reason.clone(),
            ]
        })
        .collect();
    table(rows, &[4200, 1300, 3500])
}

fn not_judged(report: &FileReport) -> Table {
    let rows = report
        .not_judged
        .iter()
        .map(|entry| vec![entry.code.clone(), entry.reason.clone()])
        .collect();
    table(rows, &[1800, 7200])
}
