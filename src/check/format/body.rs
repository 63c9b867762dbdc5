//! FMT003: face and size, line pitch and indent of the running text.

use std::ops::Range;

use super::words::{Tally, dress, joined, pitch_words, wanted};
use super::{Checking, Sink, instead};
use crate::document::Typesetting;
use crate::profile::Format;
use crate::ruleset::Bilingual;
use crate::structure::{Paragraph, ParagraphKind};
use crate::text::count::is_han;

/// Part of a paragraph that may be set otherwise than the rest: an emphasised word, a name.
const SMALL: f64 = 0.15;
/// Points that a line pitch may be off: programs round to twips.
const HAIR: f64 = 0.06;

/// What is wrong in the paragraphs of the running text.
#[derive(Default)]
struct Faults {
    total: usize,
    dresses: Tally,
    mixed: usize,
    pitches: Tally,
    unindented: usize,
    /// The paragraphs at fault, each with what is wrong in it.
    places: Vec<(Range<usize>, Bilingual)>,
}

impl Faults {
    /// All of it, told once.
    fn words(&self, format: &Format) -> Vec<Bilingual> {
        let mut what = Vec::new();
        if !self.dresses.is_empty() {
            let found = self.dresses.words_of(self.total, "段");
            let want = wanted(&format.body_face, format.body_half_points());
            what.push(Bilingual::new(
                format!("字体字号{}，应为{}", found.zh, want.zh),
                format!("{} instead of {}", found.en, want.en),
            ));
        }
        if self.mixed > 0 {
            let mixed = self.mixed;
            what.push(Bilingual::new(
                format!("{mixed} 段混用了几种字体字号"),
                format!("{mixed} mix faces or sizes"),
            ));
        }
        if !self.pitches.is_empty() {
            let found = self.pitches.words_of(self.total, "段");
            let want = format.pitch();
            what.push(Bilingual::new(
                format!("行距{}，应为固定值 {}", found.zh, want.zh),
                format!("line pitch {} instead of {}", found.en, want.en),
            ));
        }
        if self.unindented > 0 {
            let (unindented, indent) = (self.unindented, format.indent);
            let which = if unindented == self.total {
                "首行都没有".to_owned()
            } else {
                format!("{unindented} 段首行没有")
            };
            what.push(Bilingual::new(
                format!("{which}缩进 {indent} 字"),
                format!("{unindented} without an indent of {indent} characters"),
            ));
        }
        what
    }
}

impl Checking<'_> {
    pub(super) fn body(&self, sink: &mut Sink) {
        let mut faults = Faults::default();
        for (paragraph, set) in self.paragraphs() {
            if paragraph.kind == ParagraphKind::Body {
                self.look_at(paragraph, &set, &mut faults);
            }
        }
        if faults.total == 0 {
            sink.not_judged(
                "FMT003",
                "没有读到正文段落",
                "there are no paragraphs of text",
            );
            return;
        }
        let what = faults.words(self.format);
        if what.is_empty() {
            return;
        }
        let count = faults.places.len();
        let finding = self
            .finding("FMT003", if count == faults.total { "all" } else { "some" })
            .arg("total", faults.total)
            .arg("count", count)
            .arg("what", joined(what));
        sink.put(self.located(finding, faults.places));
    }

    /// Notes what is wrong in one paragraph.
    fn look_at(&self, paragraph: &Paragraph, set: &Typesetting, faults: &mut Faults) {
        let format = self.format;
        faults.total += 1;
        let mut wrong = Vec::new();
        if let Some(found) = self.wrong_dress(paragraph, set) {
            let want = wanted(&format.body_face, format.body_half_points());
            wrong.push(instead(&found, &want));
            faults.dresses.add(found);
        } else if self.is_mixed(paragraph, set) {
            wrong.push(Bilingual::new("混用了几种字体字号", "mixes faces or sizes"));
            faults.mixed += 1;
        }
        if !self.is_pitched(set) {
            let (found, want) = (pitch_words(set.pitch), format.pitch());
            wrong.push(Bilingual::new(
                format!("行距为{}，应为固定值 {}", found.zh, want.zh),
                format!("lines are {} apart instead of {}", found.en, want.en),
            ));
            faults.pitches.add(found);
        }
        if !self.is_indented(paragraph, set) {
            let indent = format.indent;
            wrong.push(Bilingual::new(
                format!("首行没有缩进 {indent} 字"),
                format!("the first line is not indented by {indent} characters"),
            ));
            faults.unindented += 1;
        }
        if !wrong.is_empty() {
            faults.places.push((paragraph.range.clone(), joined(wrong)));
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
