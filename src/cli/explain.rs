//! `shuzhi explain` and `shuzhi rules`.

use std::fmt::Write as _;

use super::args::{ExplainArgs, RulesArgs, SchemaArg};
use super::{Exit, Voice, load_rules, sink};
use crate::ruleset::{Example, Lang, Rules, SeverityRule, nearest, schema};

/// Tells all about one check.
pub fn explain(voice: &Voice, arguments: &ExplainArgs) -> Exit {
    let rules = match load_rules(arguments.rules.as_deref()) {
        Ok(rules) => rules,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let code = arguments.code.to_uppercase();
    let by_name = rules.codes().find(|known| {
        rules
            .check(known)
            .is_some_and(|rule| rule.name == arguments.code)
    });
    let Some(rule) = rules.check(by_name.unwrap_or(&code)) else {
        let near = nearest(&code, rules.codes()).map_or_else(String::new, |near| {
            voice.say(
                &format!("，是否想看 {near}？"),
                &format!("; did you mean {near}?"),
            )
        });
        let said = voice.say(
            &format!("没有代码为 {} 的检查", arguments.code),
            &format!("no check has the code {}", arguments.code),
        );
        let hint = voice.say(
            "\n运行 shuzhi rules 查看全部检查。",
            "\nRun `shuzhi rules` for the list.",
        );
        return voice.fail(&format!("{said}{near}{hint}"));
    };
    let lang = voice.lang;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} {}（{}）\n",
        rule.code,
        rule.title.get(lang),
        rule.name
    );
    let sections = [
        (voice.say("看什么", "What it sees"), rule.sees.get(lang)),
        (voice.say("为什么", "Why it matters"), rule.why.get(lang)),
        (voice.say("怎么改", "What to do"), rule.advice.get(lang)),
        (
            voice.say("级别", "Severity"),
            severity_words(rule.severity, lang),
        ),
        (voice.say("依据", "Source"), rule.source.as_str()),
    ];
    for (title, text) in sections {
        let _ = writeln!(out, "{title}：\n{}\n", indent(text));
    }
    if !rule.threshold.is_empty() {
        let _ = writeln!(
            out,
            "{}：",
            voice.say(
                "判断用的数值（方案可用 [threshold] 修改）",
                "Numbers it decides by"
            )
        );
        for (name, value) in &rule.threshold {
            let _ = writeln!(out, "  {name} = {value}");
        }
        out.push('\n');
    }
    let examples = rules.examples(&rule.code);
    for (title, list) in [
        (voice.say("会被指出的写法", "Bad"), &examples.bad),
        (voice.say("不会被指出的写法", "Good"), &examples.good),
    ] {
        for (number, example) in list.iter().enumerate() {
            let _ = writeln!(
                out,
                "{title} {}：\n{}\n",
                number + 1,
                indent(&example_text(example, voice))
            );
        }
    }
    sink::print(voice, out.as_bytes())
}

/// Lists all checks, or prints a schema.
pub fn table(voice: &Voice, arguments: &RulesArgs) -> Exit {
    if let Some(which) = arguments.schema {
        let name = match which {
            SchemaArg::Report => "report",
            SchemaArg::Profile => "profile",
            SchemaArg::AuditLines => "audit-lines",
        };
        return sink::print(voice, schema(name).as_bytes());
    }
    let rules = match load_rules(arguments.rules.as_deref()) {
        Ok(rules) => rules,
        Err(error) => return voice.fail(&error.to_string()),
    };
    if arguments.json {
        let list: Vec<_> = rules.codes().filter_map(|code| rules.check(code)).map(|rule| {
            serde_json::json!({
                "code": rule.code, "name": rule.name, "severity": rule.severity, "title": rule.title,
                "sees": rule.sees, "why": rule.why, "advice": rule.advice, "source": rule.source,
            })
        }).collect();
        return sink::print(
            voice,
            format!("{:#}\n", serde_json::Value::from(list)).as_bytes(),
        );
    }
    sink::print(voice, plain_table(&rules, voice.lang).as_bytes())
}

fn plain_table(rules: &Rules, lang: Lang) -> String {
    let mut out = String::new();
    for rule in rules.codes().filter_map(|code| rules.check(code)) {
        let _ = writeln!(
            out,
            "{}  {:<24} {}（{}）",
            rule.code,
            rule.name,
            rule.title.get(lang),
            severity_words(rule.severity, lang)
        );
    }
    out
}

fn severity_words(rule: SeverityRule, lang: Lang) -> &'static str {
    let (zh, en) = match rule {
        SeverityRule::Demand => (
            "方案硬性要求为错误，其余为警告",
            "error where the demand is hard, else warning",
        ),
        SeverityRule::Guard => (
            "方案点名的为警告，一般要求为提示",
            "warning where the scheme names it, else info",
        ),
        SeverityRule::Topic => (
            "必述内容为错误，其余为警告",
            "error for compulsory topics, else warning",
        ),
        SeverityRule::Error => ("错误", "error"),
        SeverityRule::Warning => ("警告", "warning"),
        SeverityRule::Info => ("提示", "info"),
    };
    if lang == Lang::Zh { zh } else { en }
}

fn example_text(example: &Example, voice: &Voice) -> String {
    let word = example
        .word
        .as_ref()
        .map_or_else(String::new, |word| format!("（{}）\n", word.describe()));
    if let Some(hand_in) = &example.hand_in {
        let profile = example.profile.as_deref().unwrap_or("default");
        let scheme = voice.say("方案", "scheme");
        let year = example.year.map_or_else(String::new, |year| {
            voice.say(&format!("，{year} 年度"), &format!(", report year {year}"))
        });
        return format!("{scheme} {profile}{year}：{}", hand_in.describe());
    }
    match (&example.text, &example.report) {
        (Some(text), _) => format!("{word}{}", text.trim()),
        (None, Some(report)) => {
            format!("{} corpus/*/{report}.txt", voice.say("见语料", "see"))
        }
        (None, None) => String::new(),
    }
}

fn indent(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
