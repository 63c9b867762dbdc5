//! Reports filled into a form (述职报告表): the text stands in the cells of a table, and around it stands little.

use std::ops::Range;

use crate::document::{Block, Story};
use crate::text::count::words;

/// Some cell of a form has so many 字 of running text.
const LONG: usize = 150;
/// From so many 字 on any cell of a form is running text, if there is a sentence in it: problems may be few.
const SOME: usize = 30;
/// A cell of no more 字 beside or above such a cell says what stands in it.
const SHORT: usize = 20;

/// What a block of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// It says what the next cell holds: 存在的问题.
    Label,
    /// Running text.
    Text,
    /// A few words of anything else: names, posts, dates, signatures.
    Entry,
    /// More than that: figures, opinions.
    Other,
}

/// What each block is, if the document is a form: more than two thirds of its words stand in tables, and some cell has
/// running text. Empty for every other document.
pub fn filled(blocks: &[Block], texts: &[(&str, Range<usize>)]) -> Vec<Filled> {
    if !blocks.iter().any(|block| place(block).is_some()) {
        return Vec::new();
    }
    let counts: Vec<usize> = texts.iter().map(|(text, _)| words(text)).collect();
    let sum = |wanted: &dyn Fn(&Block) -> bool| -> usize {
        let blocks = blocks.iter().zip(&counts);
        blocks
            .filter(|(block, _)| wanted(block))
            .map(|(_, count)| count)
            .sum()
    };
    let tables = sum(&|block| place(block).is_some());
    if tables <= 2 * sum(&|block| block.story == Story::Body) {
        return Vec::new();
    }
    let cells = cells(blocks, texts, &counts);
    if !cells.iter().any(|cell| cell.words >= LONG) {
        return Vec::new();
    }
    let mut filled = vec![Filled::Other; blocks.len()];
    for (at, cell) in cells.iter().enumerate() {
        let next = cells.get(at + 1);
        let leads = || next.is_some_and(|next| next.is_text() && next.follows(cell, &cells));
        let what = match cell.words {
            _ if cell.is_text() => Filled::Text,
            ..=SHORT if cell.blocks.len() == 1 && leads() => Filled::Label,
            ..=SHORT => Filled::Entry,
            _ => Filled::Other,
        };
        filled[cell.blocks.clone()].fill(what);
    }
    // The only one stands for the whole report (述职内容) and parts nothing.
    let labels = filled.iter().filter(|what| **what == Filled::Label);
    if labels.count() == 1 {
        let only = filled.iter_mut().find(|what| **what == Filled::Label);
        only.into_iter().for_each(|what| *what = Filled::Entry);
    }
    filled
}

/// A cell that has words.
struct Cell {
    place: (u32, u32, u32),
    blocks: Range<usize>,
    words: usize,
    sentences: bool,
}

impl Cell {
    fn is_text(&self) -> bool {
        self.words >= SOME && self.sentences
    }

    /// Whether it stands beside another cell, or below one that has its row for itself.
    fn follows(&self, before: &Cell, cells: &[Cell]) -> bool {
        let ((table, row, _), (other, above, _)) = (self.place, before.place);
        let alone = || {
            let same = |cell: &&Cell| (cell.place.0, cell.place.1) == (other, above);
            cells.iter().filter(same).count() == 1
        };
        table == other && (row == above || (row == above + 1 && alone()))
    }
}

fn place(block: &Block) -> Option<(u32, u32, u32)> {
    match block.story {
        Story::Table { table, row, column } => Some((table, row, column)),
        _ => None,
    }
}

fn cells(blocks: &[Block], texts: &[(&str, Range<usize>)], counts: &[usize]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (at, (block, count)) in blocks.iter().zip(counts).enumerate() {
        let sentences = texts[at].0.contains('。');
        let Some(place) = place(block).filter(|_| *count > 0) else {
            continue;
        };
        match cells.last_mut() {
            Some(last) if last.place == place => {
                last.blocks.end = at + 1;
                last.words += count;
                last.sentences |= sentences;
            }
            _ => cells.push(Cell {
                place,
                blocks: at..at + 1,
                words: *count,
                sentences,
            }),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};
    use crate::structure::{Draft, ParagraphKind, Role};

    /// Title, name and post; then what was done in two paragraphs, the problems, and the plan.
    const LINES: [(Option<(u32, u32)>, &str); 11] = [
        (None, "党支部书记2023年度述职报告表"),
        (Some((0, 0)), "姓名"),
        (Some((0, 1)), "林小山"),
        (Some((1, 0)), "一、履职情况"),
        (
            Some((1, 1)),
            "我任桥头村党支部书记四年，支部现有党员31名。全年我主持支委会12次，讲党课4次，每次到会都在二十五人以上。",
        ),
        (
            Some((1, 1)),
            "四月里我挨家走访困难党员9户，修好蓄水池2座，86户吃上了干净水；七月我牵头补种了三组的防风林，带党员栽下树苗1200棵，验收时活了九成；十月又为六户危房户跑下了改造款，年底都搬进了新屋，搬家那天我和支委一户一户去帮的忙。",
        ),
        (Some((2, 0)), "二、存在的问题"),
        (
            Some((2, 1)),
            "我到第三小组去得少，全年只去过2次，那里的老党员生病住院，我过了一个月才知道；支委会上多是我一个人说，别人的意见听得不够，七项决定里有三项是我先定了再念的；党员学习抓得不紧，外出的十一名党员全年只参加过一次，学习记录是补的；村务公开栏五月到八月没有换过，群众问起来我答不上，拖到九月才补齐。",
        ),
        (Some((3, 0)), "三、下一步打算"),
        (
            Some((3, 1)),
            "每月10日我到第三小组听一次意见，当月答复，老党员住院当周去看；支委会先听大家说，我最后说，每项决定记下各人的意见；外出党员三月底前建起学习群，每季度集中一次，由我领学并点名；公开栏每月5日换，由监督委员会签字，谁漏了谁在会上说明。这四件事我记在办公室的墙上，年底一件一件念给党员大会听，没有做到的当场认账。",
        ),
        (Some((4, 0)), "本人签字"),
    ];

    fn shares(form: bool) -> (Vec<ParagraphKind>, [usize; Role::COUNT]) {
        let text: Vec<&str> = LINES.iter().map(|(_, line)| *line).collect();
        let mut document = document(&text.join("\n"));
        if form {
            for (block, (place, _)) in document.blocks.iter_mut().zip(&LINES) {
                if let Some((row, column)) = *place {
                    let table = 0;
                    block.story = Story::Table { table, row, column };
                }
            }
        }
        let draft = Draft::new(&document, rules(), model());
        let kinds = draft.paragraphs.iter().map(|paragraph| paragraph.kind);
        (kinds.collect(), draft.measures.roles)
    }

    #[test]
    fn a_form_is_read_as_the_report_in_it() {
        let (kinds, roles) = shares(true);
        use ParagraphKind::{Body, Byline, Heading, Title};
        let expected = [
            Title,
            Byline,
            Byline,
            Heading(1),
            Body,
            Body,
            Heading(1),
            Body,
            Heading(1),
            Body,
            Byline,
        ];
        assert_eq!(kinds, expected);
        assert_eq!(roles, shares(false).1);
        assert!(roles[Role::Problem.index()] > 100);
    }

    #[test]
    fn a_table_within_a_report_is_none() {
        let mut document = document(&LINES.map(|(_, line)| line).join("\n"));
        document.blocks[7].story = Story::Table {
            table: 0,
            row: 0,
            column: 0,
        };
        let draft = Draft::new(&document, rules(), model());
        assert_eq!(draft.paragraphs[7].kind, ParagraphKind::Table);
    }
}
