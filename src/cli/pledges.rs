//! `shuzhi pledges`.

use std::fmt::Write as _;

use super::args::PledgesArgs;
use super::{Exit, Voice, open, sink};
use crate::checker::{Checker, Settings};
use crate::document::LineIndex;
use crate::pledge;

/// Lists what a report pledges, to be confirmed.
pub fn run(voice: &Voice, arguments: &PledgesArgs) -> Exit {
    let document = match open(&arguments.file) {
        Ok(document) => document,
        Err(error) => {
            return voice.fail(&format!(
                "{}：{}",
                arguments.file.display(),
                error.message(voice.lang)
            ));
        }
    };
    let checker = match Checker::new(Settings {
        lang: voice.lang,
        ..Settings::default()
    }) {
        Ok(checker) => checker,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let draft = checker.draft(&document);
    let pledges = pledge::from_document(&draft);
    let lines = LineIndex::new(&document.source);
    if arguments.json {
        let list: Vec<_> = pledges.iter().enumerate().map(|(place, pledge)| {
            let start = lines.position(&document.source, draft.source_range(pledge.range.clone()).start);
            serde_json::json!({
                "id": format!("P{}", place + 1), "text": pledge.text, "deadline": pledge.deadline,
                "line": start.line, "column": start.column,
            })
        }).collect();
        return sink::print(
            voice,
            format!("{:#}\n", serde_json::Value::from(list)).as_bytes(),
        );
    }
    let mut out = String::new();
    if pledges.is_empty() {
        out.push_str(&voice.say(
            "没有找到承诺。承诺一般写在“下一步打算”或“整改承诺”部分，有事项、有时限或数量。\n",
            "No pledge was found. Pledges usually stand in the plan part, with an object and a time or a number.\n",
        ));
    }
    for (place, pledge) in pledges.iter().enumerate() {
        let start = lines.position(
            &document.source,
            draft.source_range(pledge.range.clone()).start,
        );
        let deadline = pledge
            .deadline
            .as_deref()
            .map_or_else(String::new, |deadline| {
                voice.say(
                    &format!("（时限：{deadline}）"),
                    &format!(" (by: {deadline})"),
                )
            });
        let at = voice.say(
            &format!("第 {} 行", start.line),
            &format!("line {}", start.line),
        );
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "P{}  {at}  {}{deadline}",
            place + 1,
            pledge.text.trim()
        );
    }
    if !pledges.is_empty() {
        out.push_str(&voice.say(
            "\n请核对以上清单。检查今年的报告时加上 --previous 本文件，即可逐项核对是否兑现。\n",
            "\nPlease confirm this list. Check this year's report with --previous THIS FILE to see which are answered.\n",
        ));
    }
    sink::print(voice, out.as_bytes())
}
