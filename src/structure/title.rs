//! The title of a report, which may stand behind a cover, in a text box, and on several lines.

use std::ops::Range;

use super::outline::leading_number;
use super::shape::{ends_sentence, is_address, is_short};
use crate::document::{Block, Story};
use crate::text::count;

const TITLE_WORDS: [&str; 6] = ["述职", "述责", "报告", "总结", "汇报", "讲话"];
/// Lines of the head that are looked at.
const HEAD: usize = 8;
/// Blocks among which they are looked for: a form with very many cells is not gone through.
const REACH: usize = 200;
/// 字 that no title has more of.
const LONG: usize = 60;
/// Whose report it is: posts, and units of the Party.
const POSTS: [&str; 8] = [
    "书记", "主任", "委员", "局长", "校长", "院长", "行长", "所长",
];
const BODIES: [&str; 4] = ["支部", "总支", "党委", "党组"];

/// Finds the lines of the title among the first lines; that of a form may stand in its first cell.
pub(super) fn find_title(
    blocks: &[Block],
    texts: &[(&str, Range<usize>)],
    form: bool,
) -> Option<Range<usize>> {
    let text = |index: usize| texts.get(index).map_or("", |(text, _)| *text);
    let head = (0..blocks.len().min(texts.len()).min(REACH))
        .filter(|index| may_hold(blocks, *index, form))
        .take(HEAD);
    // What stands on a cover comes before the title proper, so of two that are as good the later is meant.
    let mut best: Option<(usize, usize)> = None;
    let mut plain = None;
    for index in head {
        let (block, line) = (&blocks[index], text(index));
        let words = count::words(line);
        let numbered = leading_number(line).is_some();
        if numbered || ends_sentence(line) || words > LONG || line.ends_with('：') {
            // The text has begun; a title may only follow a table of contents, which carries numbers too, or what leads to
            // it (附件2：).
            let begun = best.is_some() && !line.ends_with('：');
            if begun || words > LONG || is_address(line) {
                break;
            }
            continue;
        }
        if let Some(score) = score(line) {
            if best.is_none_or(|(_, least)| score >= least) {
                best = Some((index, score));
            }
        } else if plain.is_none()
            && block.story == Story::Body
            && (block.outline == Some(1) || block.look.centred)
            && is_short(line)
        {
            plain = Some(index);
        }
    }
    let Some((last, _)) = best else {
        return plain.map(|index| index..index + 1);
    };
    let mut first = last;
    while let Some(before) = first.checked_sub(1)
        && belongs(
            (&blocks[before], text(before)),
            (&blocks[first], text(first)),
        )
    {
        first = before;
    }
    Some(first..last + 1)
}

/// Whether a block may hold the title: running text, a text box, or a table that is but a frame around one cell.
fn may_hold(blocks: &[Block], index: usize, form: bool) -> bool {
    match blocks[index].story {
        Story::Body | Story::TextBox => true,
        Story::Note => false,
        Story::Table { .. } if form => index == 0,
        cell @ Story::Table { table, .. } => {
            let same = |block: &&Block| matches!(block.story, Story::Table { table: other, .. } if other == table);
            let (before, behind) = blocks.split_at(index);
            let before = before.iter().rev().take_while(same);
            let mut all = before.chain(behind.iter().take_while(same));
            all.all(|block| block.story == cell)
        }
    }
}

/// How much a line looks like a title; none if it cannot be one.
fn score(line: &str) -> Option<usize> {
    // 述职人：张三
    const LABELS: [&str; 8] = ["人", "单位", "姓名", "职务", "时间", "日期", "部门", "地点"];
    let labelled = line.split_once('：').is_some_and(|(label, _)| {
        let label = label.trim_end();
        LABELS.iter().any(|end| label.ends_with(end)) && count::words(label) <= 6
    });
    if labelled || !TITLE_WORDS.iter().any(|word| line.contains(word)) {
        return None;
    }
    let bare = match line.strip_suffix('）') {
        Some(line) => line.rsplit_once('（').map_or(line, |(line, _)| line),
        None => line,
    };
    let bare = bare.trim_end();
    // 述职评议会材料之三
    if bare.contains("材料") {
        return Some(0);
    }
    let report = ["报告", "总结", "汇报", "讲话"]
        .iter()
        .any(|end| bare.ends_with(end));
    let own = report && ["述职", "述责"].iter().any(|word| bare.contains(word));
    let told = [report, own, has_year(bare), names_writer(bare)];
    Some(1 + told.iter().filter(|told| **told).count())
}

fn has_year(line: &str) -> bool {
    line.match_indices('年').any(|(at, _)| {
        let before = line[..at].chars().rev();
        let figures = before
            .take_while(|sign| sign.is_ascii_digit() || "〇零○一二三四五六七八九".contains(*sign));
        figures.count() == 4
    })
}

fn names_writer(line: &str) -> bool {
    POSTS.iter().chain(&BODIES).any(|word| line.contains(word))
}

/// Whether a line and the next one are one title on two lines: set alike, or the one says nothing without the other.
fn belongs((block, line): (&Block, &str), (next, rest): (&Block, &str)) -> bool {
    let (Some(set), Some(other)) = (block.look.set, next.look.set) else {
        return false;
    };
    let apart = line.contains(['：', '〔', '（'])
        || ["文件", "材料"].iter().any(|end| line.ends_with(end))
        || !is_short(line)
        || score(line).is_some()
        || leading_number(line).is_some()
        || line.ends_with(['年', '月', '日']);
    if apart || block.story != next.story {
        return false;
    }
    let framed = block.story != Story::Body;
    let alike = block.look.centred == next.look.centred
        && (block.look.centred || framed)
        && (set.face, set.half_points) == (other.face, other.half_points);
    let cut_short = POSTS.iter().any(|post| line.ends_with(post)) || has_year(line);
    // What names its writer is whole, unless the line before does so as well: 桥头村 林小山 stands on a cover.
    let whole = names_writer(rest);
    let told = names_writer(line) || has_year(line);
    alike && (told || !whole) || cut_short && !whole
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, ParagraphKind};
    use crate::check::testing::{document, model, rules};
    use crate::document::{LinePitch, Story, Typesetting};

    const BODY: &str = "各位领导、同志们：\n我任桥头村党支部书记四年，支部现有党员31名，现将本年度抓党建工作情况报告如下。\n一、履职情况\n全年我主持支委会12次，讲党课4次，每次到会都在二十五人以上。";

    const SET: Typesetting = Typesetting {
        face: None,
        half_points: 44,
        han: 8,
        alike: 8,
        pitch: LinePitch::Exact(700),
        first_line: Some(0),
    };

    /// The title of a report that begins with these lines, in these stories, all set alike and centred if so said.
    fn title(head: &[(&str, Story)], centred: bool) -> String {
        let lines: Vec<&str> = head.iter().map(|(line, _)| *line).collect();
        let mut document = document(&format!("{}\n{BODY}", lines.join("\n")));
        for (block, (_, story)) in document.blocks.iter_mut().zip(head) {
            block.story = *story;
            if centred {
                block.look.centred = true;
                block.look.set = Some(SET);
            }
        }
        let draft = Draft::new(&document, rules(), model());
        draft.title_text()
    }

    const FULL: &str = "桥头村党支部书记2023年度抓基层党建工作述职报告";

    #[test]
    fn a_cover_or_a_name_above_is_not_the_title() {
        for above in [
            "述职材料",
            "述职人：林小山",
            "报告人：林小山",
            "全镇党组织书记述职评议会材料之三",
            "2023年度述职报告",
        ] {
            let head = [(above, Story::Body), (FULL, Story::Body)];
            assert_eq!(title(&head, false), FULL, "{above}");
        }
        // Where nothing better stands, it is.
        let head = [("述职材料", Story::Body), ("林小山", Story::Body)];
        assert_eq!(title(&head, false), "述职材料");
    }

    #[test]
    fn a_title_may_stand_in_a_box_or_a_framed_cell() {
        let cell = Story::Table {
            table: 0,
            row: 0,
            column: 0,
        };
        for story in [Story::TextBox, cell] {
            assert_eq!(title(&[(FULL, story)], false), FULL);
        }
        let beside = Story::Table {
            table: 0,
            row: 0,
            column: 1,
        };
        assert_eq!(title(&[(FULL, cell), ("林小山", beside)], false), "");
    }

    #[test]
    fn a_title_on_two_lines_is_one() {
        let head = [
            ("桥头村党支部书记", Story::Body),
            ("2023年度抓基层党建工作述职报告", Story::Body),
            ("（2023年12月20日）", Story::Body),
        ];
        assert_eq!(title(&head, true), FULL);
        let boxed = [(head[0].0, Story::TextBox), (head[1].0, Story::TextBox)];
        assert_eq!(title(&boxed, true), FULL);
        // Without a setting nothing tells that the first line is none of its own.
        assert_eq!(title(&head, false), head[1].0);
        let cover = [("桥头村 林小山", Story::Body), (FULL, Story::Body)];
        assert_eq!(title(&cover, true), FULL);
        let red = [("中共桥头镇委员会文件", Story::Body), (FULL, Story::Body)];
        assert_eq!(title(&red, true), FULL);
    }

    #[test]
    fn every_line_of_a_title_is_title() {
        let mut document = document(&format!("桥头村党支部书记\n述职报告\n{BODY}"));
        for block in document.blocks.iter_mut().take(2) {
            block.look.centred = true;
            block.look.set = Some(SET);
        }
        let draft = Draft::new(&document, rules(), model());
        let kinds: Vec<_> = draft.paragraphs.iter().map(|it| it.kind).take(2).collect();
        assert_eq!(kinds, [ParagraphKind::Title; 2]);
    }
}
