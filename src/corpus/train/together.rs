//! Reports that tell each problem with its measure, made of reports that tell problems and plans apart: people write both
//! ways, and the corpus has few of the former.

use std::ops::Range;

use super::prepare::rename;
use crate::corpus::Annotated;
use crate::document::{Block, Document, MappedText};
use crate::structure::{Role, leading_number};

/// Headings for both together.
const HEADINGS: [&str; 6] = [
    "存在的问题和下一步打算",
    "存在问题及整改措施",
    "存在的不足和今后的努力方向",
    "问题、原因和改进措施",
    "存在的主要问题及下步工作思路",
    "不足之处和改进打算",
];

/// A report with each problem, its cause where as many causes are told, and a measure in one paragraph or in paragraphs
/// that follow each other; `turn` chooses the heading and which of both. None for a report without two problems and two
/// measures in paragraphs of their own.
pub fn together(annotated: &Annotated, turn: usize) -> Option<Document> {
    let section = |role| section(annotated, role).filter(|section| section.paragraphs.len() > 1);
    let (problems, plans) = (section(Role::Problem)?, section(Role::Plan)?);
    let causes = self::section(annotated, Role::Cause);
    let blocks = &annotated.document.blocks;
    let mut heading = blocks[problems.heading].clone();
    rename(&mut heading, HEADINGS[turn % HEADINGS.len()]);
    let one_each = |causes: &&Section| causes.paragraphs.len() == problems.paragraphs.len();
    let paired = causes.as_ref().filter(one_each);
    let mut merged = vec![heading];
    for (place, problem) in problems.paragraphs.iter().enumerate() {
        let mut matter = vec![blocks[*problem].clone()];
        let others = [paired, Some(&plans)].into_iter().flatten();
        for other in others.filter_map(|section| section.paragraphs.get(place)) {
            let other = &blocks[*other];
            match turn % 3 {
                0 => matter.push(other.clone()),
                _ => append(&mut matter[0].text, &other.text),
            }
        }
        merged.append(&mut matter);
    }
    let gone = |at: usize| {
        let sections = [Some(&problems), Some(&plans), causes.as_ref()];
        sections
            .into_iter()
            .flatten()
            .any(|one| one.blocks.contains(&at))
    };
    let mut document = annotated.document.clone();
    document.blocks.clear();
    for (at, block) in blocks.iter().enumerate() {
        if at == problems.heading {
            document.blocks.append(&mut merged);
        }
        if !gone(at) {
            document.blocks.push(block.clone());
        }
    }
    Some(document)
}

/// A part of a report that plays one role.
struct Section {
    heading: usize,
    /// Its blocks, the heading among them.
    blocks: Range<usize>,
    /// Those of them that are no headings.
    paragraphs: Vec<usize>,
}

fn section(annotated: &Annotated, role: Role) -> Option<Section> {
    let blocks = &annotated.document.blocks;
    let tops = annotated
        .headings
        .iter()
        .filter(|heading| heading.level == 2);
    let tops: Vec<usize> = tops.map(|heading| heading.block).collect();
    let ends = tops.iter().skip(1).copied().chain([blocks.len()]);
    tops.iter().zip(ends).find_map(|(heading, end)| {
        let own = |at: &usize| {
            let is_heading = annotated
                .headings
                .iter()
                .any(|heading| heading.block == *at);
            !is_heading && annotated.role_at(start(&blocks[*at])) == Some(role)
        };
        let first = (heading + 1..end).find(|at| own(at))?;
        let paragraphs: Vec<usize> = (first..end).take_while(own).collect();
        // A closing behind the plan stays.
        let end = paragraphs.last()? + 1;
        (first == heading + 1).then_some(Section {
            heading: *heading,
            blocks: *heading..end,
            paragraphs,
        })
    })
}

fn start(block: &Block) -> usize {
    block.text.origin(0..block.text.len()).start
}

/// Appends a paragraph without its number, sentence by sentence: each leads back to where it stands.
fn append(text: &mut MappedText, other: &MappedText) {
    let mut start = leading_number(other.as_str()).map_or(0, |number| number.length);
    for sentence in other.as_str()[start..].split_inclusive('。') {
        let end = start + sentence.len();
        text.push(sentence, other.origin(start..end));
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::parse;

    const APART: &str = r#"+++
profile = "default"
kind = "village"
year = 2023
structure = "headed"
script = "simplified"
expect = []
borderline = []
near = []
topics_missing = []
note = "问题和打算分开写"

[passages]
+++
# 2023年度党支部书记述职报告

## 一、履职情况

[成] 我主持支委会12次。

## 二、存在的问题

[问] （一）到三组去得少。全年只去过2次。

[问] （二）名单晚贴22天。

## 三、下一步打算

[划] （一）三组每月去一次。由组长签字。

[划] （二）名单3天内上墙。

[结] 以上述职，请批评指正。
"#;

    #[test]
    fn each_problem_is_followed_by_its_measure() {
        let annotated = parse("apart.txt", APART).expect("an annotated report");
        let lines = |turn| {
            let document = together(&annotated, turn).expect("problems and measures");
            let line = |block: &Block| block.text.as_str().to_owned();
            document.blocks.iter().map(line).collect::<Vec<_>>()
        };
        let ends = [
            "2023年度党支部书记述职报告",
            "一、履职情况",
            "我主持支委会12次。",
            "以上述职，请批评指正。",
        ];
        let paragraphs = lines(0);
        assert_eq!(
            paragraphs[3..8],
            [
                "二、存在的问题和下一步打算",
                "（一）到三组去得少。全年只去过2次。",
                "（一）三组每月去一次。由组长签字。",
                "（二）名单晚贴22天。",
                "（二）名单3天内上墙。",
            ]
        );
        let lines = lines(1);
        assert_eq!(
            lines[3..6],
            [
                "二、存在问题及整改措施",
                "（一）到三组去得少。全年只去过2次。三组每月去一次。由组长签字。",
                "（二）名单晚贴22天。名单3天内上墙。",
            ]
        );
        for lines in [paragraphs, lines] {
            assert_eq!(lines[..3], ends[..3]);
            assert_eq!(lines.last().map(String::as_str), Some(ends[3]));
        }
    }

    #[test]
    fn each_sentence_leads_back_to_its_role() {
        let annotated = parse("apart.txt", APART).expect("an annotated report");
        let document = together(&annotated, 1).expect("problems and measures");
        let text = &document.blocks[4].text;
        let roles = ["到三组", "全年只", "三组每月", "由组长"].map(|words| {
            let at = text.as_str().find(words).expect("a sentence");
            annotated.role_at(text.origin(at..at + 3).start)
        });
        let [problem, plan] = [Some(Role::Problem), Some(Role::Plan)];
        assert_eq!(roles, [problem, problem, plan, plan]);
    }

    #[test]
    fn what_is_told_in_one_paragraph_is_not_parted() {
        let one = APART.replace("\n\n[问] （二）", "（二）");
        let annotated = parse("apart.txt", &one).expect("an annotated report");
        assert!(together(&annotated, 0).is_none());
    }
}
