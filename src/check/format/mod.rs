//! FMT001-FMT004: how a Word file is set, against the scheme's `[format]` (GB/T 9704-2012 where it says nothing else).
//!
//! One finding for each code: how many paragraphs differ and how, the first of them, and a few more.

mod page;
mod words;

use std::ops::Range;

use super::{Context, Finding, Sink};
use crate::document::{LinePitch, Story, Typesetting};
use crate::profile::Format;
use crate::ruleset::Bilingual;
use crate::structure::{Paragraph, ParagraphKind};
use crate::text::count::is_han;
use crate::text::typeface::same_face;
use words::{Tally, dress, joined, pitch_words, wanted};

const CODES: [&str; 4] = ["FMT001", "FMT002", "FMT003", "FMT004"];
/// Passages that are named besides the first.
const RELATED: usize = 4;
/// Part of a paragraph that may be set otherwise than the rest: an emphasised word, a name.
const SMALL: f64 = 0.15;
/// Points that a line pitch may be off: programs round to twips.
const HAIR: f64 = 0.06;

/// Looks at title, headings, text and page.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let Some(format) = &context.profile.format else {
        return;
    };
    let document = context.draft.document;
    if document.page.is_none() && document.blocks.iter().all(|block| block.look.set.is_none()) {
        for code in CODES {
            sink.not_judged(
                code,
                "只有 Word 文件（.docx）能查版式，这份文件请另存为 .docx 再查",
                "layout can be seen in Word files (.docx) only; save the file as .docx",
            );
        }
        return;
    }
    let checking = Checking { context, format };
    checking.title(sink);
    checking.headings(sink);
    checking.body(sink);
    page::run(&checking, sink);
}

struct Checking<'c> {
    context: &'c Context<'c>,
    format: &'c Format,
}

/// A paragraph with how it is set.
type Set<'c> = (&'c Paragraph, Typesetting);

impl<'c> Checking<'c> {
    /// The paragraphs of the running text that have Han characters.
    fn paragraphs(&self) -> impl Iterator<Item = Set<'c>> {
        let draft = self.context.draft;
        draft.paragraphs.iter().filter_map(|paragraph| {
            let block = &draft.document.blocks[paragraph.block];
            (block.story == Story::Body)
                .then_some(block.look.set)
                .flatten()
                .map(|set| (paragraph, set))
        })
    }

    fn finding(&self, code: &'static str, variant: &'static str) -> Finding {
        let format = self.format;
        Finding::new(code, variant)
            .confidence(0.95)
            .strength(self.context.profile.effective(format.strength))
            .demand(Bilingual::new(
                "GB/T 9704—2012《党政机关公文格式》的版式",
                "the layout of GB/T 9704-2012",
            ))
            .arg(
                "title",
                wanted(&format.title_face, format.title_half_points()),
            )
            .arg(
                "heading",
                wanted(&format.heading_face, format.body_half_points()),
            )
            .arg(
                "subheading",
                wanted(&format.subheading_face, format.body_half_points()),
            )
            .arg("body", wanted(&format.body_face, format.body_half_points()))
            .arg("pitch", format.pitch())
            .arg("indent", format.indent.to_string())
    }

    /// A finding on the first of some paragraphs, which names a few of the others.
    fn located(&self, finding: Finding, places: Vec<(Range<usize>, Bilingual)>) -> Finding {
        let mut places = places.into_iter();
        let Some((first, same)) = places.next() else {
            return finding;
        };
        let rest = places.take(RELATED);
        rest.fold(finding.at(first), |finding, (range, what)| {
            if what == same {
                finding.related("也是这样", "so is this", Some(range))
            } else {
                finding.related(&what.zh, &what.en, Some(range))
            }
        })
    }

    fn is_set(&self, set: &Typesetting, face: &str, half_points: u32) -> bool {
        set.half_points == half_points && set.face.is_some_and(|own| same_face(own.as_str(), face))
    }

    fn title(&self, sink: &mut Sink) {
        let draft = self.context.draft;
        let title = |paragraph: &&Paragraph| paragraph.kind == ParagraphKind::Title;
        let lines: Vec<&Paragraph> = draft.paragraphs.iter().filter(title).collect();
        if lines.is_empty() {
            sink.not_judged("FMT001", "没有找到报告的标题", "no title was found");
            return;
        }
        let format = self.format;
        let want = wanted(&format.title_face, format.title_half_points());
        let mut wrong = Vec::new();
        let mut places = Vec::new();
        let mut seen = false;
        for line in lines {
            let block = &draft.document.blocks[line.block];
            let Some(set) = block.look.set else {
                continue;
            };
            seen = true;
            let mut faults = Vec::new();
            if !self.is_set(&set, &format.title_face, format.title_half_points()) {
                let found = dress(&set);
                faults.push(Bilingual::new(
                    format!("为{}，应为{}", found.zh, want.zh),
                    format!("is set in {} instead of {}", found.en, want.en),
                ));
            }
            if !block.look.centred {
                faults.push(Bilingual::new("没有居中", "is not centred"));
            }
            if !faults.is_empty() {
                places.push(line.range.clone());
            }
            // Lines of one title that are wrong alike are told once.
            for fault in faults {
                if !wrong.contains(&fault) {
                    wrong.push(fault);
                }
            }
        }
        if !seen {
            sink.not_judged(
                "FMT001",
                "看不出标题的字体字号",
                "the file does not tell how the title is set",
            );
        }
        if let Some(first) = places.into_iter().next() {
            let finding = self.finding("FMT001", "title").arg("what", joined(wrong));
            sink.put(finding.at(first));
        }
    }

    fn headings(&self, sink: &mut Sink) {
        let format = self.format;
        let size = format.body_half_points();
        let levels = [
            ("一级小标题", "of the first level", &format.heading_face),
            ("二级小标题", "of the second level", &format.subheading_face),
            (
                "三级以下小标题",
                "below the second level",
                &format.body_face,
            ),
        ];
        let mut tallies: [Tally; 3] = Default::default();
        let mut places = Vec::new();
        let mut total = 0;
        for (paragraph, set) in self.paragraphs() {
            let ParagraphKind::Heading(level) = paragraph.kind else {
                continue;
            };
            total += 1;
            let place = usize::from(level.clamp(1, 3)) - 1;
            let face = levels[place].2;
            if !self.is_set(&set, face, size) {
                let found = dress(&set);
                places.push((
                    paragraph.range.clone(),
                    instead(&found, &wanted(face, size)),
                ));
                tallies[place].add(found);
            }
        }
        if total == 0 {
            sink.not_judged(
                "FMT002",
                "没有找到单独成行的小标题",
                "there are no headings on lines of their own",
            );
            return;
        }
        let what: Vec<Bilingual> = levels
            .iter()
            .zip(&tallies)
            .filter(|(_, tally)| !tally.is_empty())
            .map(|((zh, en, face), tally)| {
                let (found, want) = (tally.words("个"), wanted(face, size));
                Bilingual::new(
                    format!("{zh}有 {}，应为{}", found.zh, want.zh),
                    format!("headings {en}: {} instead of {}", found.en, want.en),
                )
            })
            .collect();
        if !what.is_empty() {
            let finding = self
                .finding(
                    "FMT002",
                    if places.len() == total {
                        "all"
                    } else {
                        "headings"
                    },
                )
                .arg("total", total)
                .arg("count", places.len())
                .arg("what", joined(what));
            sink.put(self.located(finding, places));
        }
    }

    fn body(&self, sink: &mut Sink) {
        let format = self.format;
        let want = wanted(&format.body_face, format.body_half_points());
        let pitch = format.pitch();
        let (mut dresses, mut pitches) = (Tally::default(), Tally::default());
        let (mut mixed, mut unindented, mut total) = (0, 0, 0);
        let mut places = Vec::new();
        for (paragraph, set) in self.paragraphs() {
            if paragraph.kind != ParagraphKind::Body {
                continue;
            }
            total += 1;
            let mut wrong = Vec::new();
            if let Some(found) = self.wrong_dress(paragraph, &set) {
                wrong.push(instead(&found, &want));
                dresses.add(found);
            } else if self.is_mixed(paragraph, &set) {
                wrong.push(Bilingual::new("混用了几种字体字号", "mixes faces or sizes"));
                mixed += 1;
            }
            if !self.is_pitched(&set) {
                let found = pitch_words(set.pitch);
                wrong.push(Bilingual::new(
                    format!("行距为{}，应为固定值 {}", found.zh, pitch.zh),
                    format!("lines are {} apart instead of {}", found.en, pitch.en),
                ));
                pitches.add(found);
            }
            if !self.is_indented(paragraph, &set) {
                let indent = format.indent;
                wrong.push(Bilingual::new(
                    format!("首行没有缩进 {indent} 字"),
                    format!("the first line is not indented by {indent} characters"),
                ));
                unindented += 1;
            }
            if !wrong.is_empty() {
                places.push((paragraph.range.clone(), joined(wrong)));
            }
        }
        if total == 0 {
            sink.not_judged(
                "FMT003",
                "没有读到正文段落",
                "there are no paragraphs of text",
            );
            return;
        }
        let mut what = Vec::new();
        if !dresses.is_empty() {
            let found = dresses.words_of(total, "段");
            what.push(Bilingual::new(
                format!("字体字号{}，应为{}", found.zh, want.zh),
                format!("{} instead of {}", found.en, want.en),
            ));
        }
        if mixed > 0 {
            what.push(Bilingual::new(
                format!("{mixed} 段混用了几种字体字号"),
                format!("{mixed} mix faces or sizes"),
            ));
        }
        if !pitches.is_empty() {
            let found = pitches.words_of(total, "段");
            what.push(Bilingual::new(
                format!("行距{}，应为固定值 {}", found.zh, pitch.zh),
                format!("line pitch {} instead of {}", found.en, pitch.en),
            ));
        }
        if unindented > 0 {
            let which = if unindented == total {
                "首行都没有".to_owned()
            } else {
                format!("{unindented} 段首行没有")
            };
            what.push(Bilingual::new(
                format!("{which}缩进 {} 字", format.indent),
                format!(
                    "{unindented} without an indent of {} characters",
                    format.indent
                ),
            ));
        }
        if !what.is_empty() {
            let finding = self
                .finding("FMT003", if places.len() == total { "all" } else { "some" })
                .arg("total", total)
                .arg("count", places.len())
                .arg("what", joined(what));
            sink.put(self.located(finding, places));
        }
    }

    /// How a paragraph of text is set, if most of it is not set as text should be.
    fn wrong_dress(&self, paragraph: &Paragraph, set: &Typesetting) -> Option<Bilingual> {
        let format = self.format;
        let size = format.body_half_points();
        if self.is_set(set, &format.body_face, size) {
            return None;
        }
        // （一）抓学习。 is a heading that runs in: in a short paragraph it may be most of it.
        let as_heading = [&format.heading_face, &format.subheading_face]
            .iter()
            .any(|face| self.is_set(set, face, size));
        let run_in = as_heading && f64::from(set.alike) <= self.lead(paragraph) + 3.0;
        (!run_in).then(|| dress(set))
    }

    /// Whether more than a run-in heading and a small part of a paragraph is set otherwise than the rest.
    fn is_mixed(&self, paragraph: &Paragraph, set: &Typesetting) -> bool {
        let other = f64::from(set.han.saturating_sub(set.alike));
        let own = f64::from(set.alike).min(other);
        own > self.lead(paragraph) + f64::from(set.han) * SMALL
    }

    /// Han characters of a heading that runs in, its number included.
    fn lead(&self, paragraph: &Paragraph) -> f64 {
        let Some(lead) = &paragraph.lead else {
            return 0.0;
        };
        let draft = self.context.draft;
        let words = draft.own(paragraph.range.start..lead.end);
        words.chars().filter(|sign| is_han(*sign)).count() as f64
    }

    fn is_pitched(&self, set: &Typesetting) -> bool {
        let range = self.format.line_pitch_min - HAIR..=self.format.line_pitch_max + HAIR;
        self.points(set.pitch, set.half_points)
            .is_some_and(|points| range.contains(&points))
    }

    /// Points from line to line of text of this size; none where the face decides it.
    fn points(&self, pitch: LinePitch, half_points: u32) -> Option<f64> {
        let grid = self.context.draft.document.page.and_then(|page| page.grid);
        match pitch {
            LinePitch::Exact(twips) | LinePitch::AtLeast(twips) => Some(f64::from(twips) / 20.0),
            LinePitch::Lines(lines, true) => {
                grid.map(|grid| page::on_grid(grid.line, half_points) * f64::from(lines) / 240.0)
            }
            LinePitch::Lines(_, false) => None,
        }
    }

    /// Whether the first line is indented, by the file or by typed spaces; a form of address and centred lines are not.
    fn is_indented(&self, paragraph: &Paragraph, set: &Typesetting) -> bool {
        let block = &self.context.draft.document.blocks[paragraph.block];
        let text = block.text.as_str();
        let typed: f64 = text
            .chars()
            .take_while(|sign| sign.is_whitespace())
            .map(|sign| if sign.is_ascii() { 0.5 } else { 1.0 })
            .sum();
        let address = text.trim_end().ends_with(['：', ':']) && set.han <= 30;
        let Some(hundredths) = set.first_line else {
            return true;
        };
        let indent = f64::from(hundredths) / 100.0 + typed;
        address || block.look.centred || (indent - self.format.indent).abs() <= 0.5
    }
}

fn instead(found: &Bilingual, want: &Bilingual) -> Bilingual {
    Bilingual::new(
        format!("为{}，应为{}", found.zh, want.zh),
        format!("{} instead of {}", found.en, want.en),
    )
}
