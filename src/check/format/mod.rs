//! FMT001-FMT004: how a Word file is set, against the scheme's `[format]` (GB/T 9704-2012 where it says nothing else).
//!
//! One finding for each code: how many paragraphs differ and how, the first of them, and a few more.

mod body;
mod page;
mod words;

use std::ops::Range;

use super::{Context, Finding, Sink};
use crate::document::{LinePitch, Story, Typesetting};
use crate::profile::Format;
use crate::ruleset::Bilingual;
use crate::structure::{Paragraph, ParagraphKind};
use crate::text::typeface::same_face;
use words::{Tally, dress, joined, wanted};

const CODES: [&str; 4] = ["FMT001", "FMT002", "FMT003", "FMT004"];
/// Passages that are named besides the first.
const RELATED: usize = 4;

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
}

/// What is found in the place of what is wanted.
fn instead(found: &Bilingual, want: &Bilingual) -> Bilingual {
    Bilingual::new(
        format!("为{}，应为{}", found.zh, want.zh),
        format!("{} instead of {}", found.en, want.en),
    )
}
