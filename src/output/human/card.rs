//! The card at the head of a report.

use super::page::{Page, Style};
use crate::output::report::{FileReport, Verdict};
use crate::output::shares::cells;
use crate::output::words::{
    of_hundred, percent, pick, present_roles, shown_title, size_line, year_line,
};
use crate::output::wrap::{pad, width};
use crate::structure::Role;

/// The sign that fills a role's stretch of the bar: told apart without colour too.
fn sign(role: Role) -> char {
    match role {
        Role::Intro => '░',
        Role::Achievement => '█',
        Role::Rectification => '▓',
        Role::Problem => '▒',
        Role::Cause => '▞',
        Role::Plan => '▤',
        Role::Closing => '·',
        Role::Other => '-',
    }
}

/// Title, scheme, year, size, shares, score.
pub(super) fn card(page: &mut Page, report: &FileReport) {
    let lang = page.lang;
    let rule = page.paint(Style::Frame, &"━".repeat(page.width));
    page.line(&rule);
    page.styled(Style::Bold, shown_title(report));
    page.line(&rule);

    let fact = |page: &mut Page, zh, en, text: &str| {
        let label = pad(pick(lang, zh, en), if en.len() > 4 { 10 } else { 6 });
        let columns = if lang == crate::ruleset::Lang::Zh {
            6
        } else {
            10
        };
        page.entry(2, &pad(label.trim_end(), columns), Style::Dim, text);
    };
    fact(page, "文件", "file", &report.path);
    let profile = &report.profile;
    let open = pick(lang, "（依据：", " (source: ");
    let close = pick(lang, "）", ")");
    let mut scheme = format!("{} {}", profile.id, profile.title);
    if !profile.source.is_empty() {
        scheme += &format!("{open}{}{close}", profile.source);
    }
    fact(page, "方案", "profile", &scheme);
    if !report.suggested_profiles.is_empty() {
        let list = report.suggested_profiles.join(pick(lang, "、", ", "));
        let text = match lang {
            crate::ruleset::Lang::Zh => format!("从标题看，可能适用 --profile {list}"),
            crate::ruleset::Lang::En => format!("the title suggests --profile {list}"),
        };
        fact(page, "可选", "perhaps", &text);
    }
    fact(page, "年度", "year", &year_line(report, lang));
    if let Some(previous) = &report.previous {
        fact(page, "上年", "previous", previous);
    }
    fact(page, "篇幅", "size", &size_line(report, lang));
    shares(page, report);
    score(page, report);
    page.blank();
}

fn shares(page: &mut Page, report: &FileReport) {
    let roles = present_roles(report);
    if roles.is_empty() {
        return;
    }
    page.blank();
    let words: Vec<usize> = roles.iter().map(|(_, share)| share.words).collect();
    let mut bar = String::from("  ");
    for ((role, _), count) in roles.iter().zip(cells(&words, page.width - 4)) {
        let stretch = sign(*role).to_string().repeat(count);
        bar += &page.paint(Style::Role(*role), &stretch);
    }
    page.line(&bar);
    let mut line = String::new();
    let mut used = 0;
    for (role, share) in roles {
        let name = format!("{} {}", role.title(page.lang), percent(share.share));
        let columns = width(&name) + 5;
        if used + columns > page.width {
            page.line(&line);
            line.clear();
            used = 0;
        }
        let mark = page.paint(Style::Role(role), &sign(role).to_string());
        line += &format!("  {mark} {name} ");
        used += columns;
    }
    page.line(&line);
}

fn score(page: &mut Page, report: &FileReport) {
    let rubric = &report.rubric;
    let style = match rubric.outcome {
        Verdict::Pass => Style::Good,
        Verdict::Revise => Style::Warning,
        Verdict::Rewrite => Style::Error,
    };
    let label = pick(page.lang, "文本自查分", "self-check score");
    let total = page.paint(Style::Bold, &of_hundred(rubric, page.lang));
    let outcome = page.paint(style, &rubric.outcome_text);
    page.blank();
    page.line(&format!(
        "  {label}  {total}   {}   {outcome}",
        rubric.grade
    ));
}
