//! Sizes and shares of a draft.

use super::draft::Draft;
use super::paragraph::ParagraphKind;
use super::role::Role;

/// Speed of a spoken report, 字 a minute: the middle and the range of practice (260 is what a notice implies).
pub const SPEECH: (f64, f64, f64) = (220.0, 240.0, 260.0);

/// A top-level part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading, as a place in the outline.
    pub heading: usize,
    /// 字 of heading and all that stands under it.
    pub words: usize,
}

/// Sizes and shares, all in 字.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// Whole text.
    pub words: usize,
    /// Characters that are not white space.
    pub characters: usize,
    /// All but title, by-line, a typed table of contents and what is attached.
    pub body: usize,
    /// By role, headings with the role of what follows; the index is [`Role::index`].
    pub roles: [usize; Role::COUNT],
    /// The same by probability instead of the decided role: how much text may play a role.
    pub likely: [f64; Role::COUNT],
    /// Top-level parts in order.
    pub parts: Vec<Part>,
}

impl Measures {
    /// Measures a draft whose sentences have their roles.
    pub fn of(draft: &Draft<'_>) -> Measures {
        let mut measures = Measures::default();
        let mut heading_at = vec![None; draft.paragraphs.len()];
        for (place, heading) in draft
            .outline
            .iter()
            .enumerate()
            .filter(|(_, heading)| !heading.run_in)
        {
            heading_at[heading.paragraph] = Some(place);
        }
        let top = draft
            .outline
            .iter()
            .filter(|heading| !heading.run_in)
            .map(|heading| heading.level)
            .min();
        for (place, paragraph) in draft.paragraphs.iter().enumerate() {
            let own = draft.own(paragraph.range.clone());
            let words = crate::text::count::words(own);
            measures.words += words;
            measures.characters += crate::text::count::characters(own);
            if matches!(
                paragraph.kind,
                ParagraphKind::Title
                    | ParagraphKind::Byline
                    | ParagraphKind::Contents
                    | ParagraphKind::Appendix
            ) {
                continue;
            }
            measures.body += words;
            if let Some(heading) = heading_at[place] {
                measures.roles[draft.outline[heading].role.index()] += words;
                if Some(draft.outline[heading].level) == top {
                    measures.parts.push(Part { heading, words: 0 });
                }
            }
            if let Some(part) = measures.parts.last_mut() {
                part.words += words;
            }
        }
        for sentence in &draft.sentences {
            let words = sentence.words;
            measures.roles[sentence.role.index()] += words;
            for (likely, probability) in measures.likely.iter_mut().zip(sentence.posterior) {
                *likely += f64::from(probability) * words as f64;
            }
        }
        measures
    }

    /// 字 of some roles together.
    pub fn words_of(&self, roles: &[Role]) -> usize {
        roles.iter().map(|role| self.roles[role.index()]).sum()
    }

    /// Share of some roles in the body, 0 to 1.
    pub fn share_of(&self, roles: &[Role]) -> f64 {
        self.words_of(roles) as f64 / self.body.max(1) as f64
    }

    /// Share of some roles in achievement, rectification, problem, cause and plan together, 0 to 1.
    pub fn share_of_parts(&self, roles: &[Role]) -> f64 {
        let base = [
            Role::Achievement,
            Role::Rectification,
            Role::Problem,
            Role::Cause,
            Role::Plan,
        ];
        self.words_of(roles) as f64 / self.words_of(&base).max(1) as f64
    }

    /// Share of some roles in the sentences by probability, 0 to 1.
    pub fn likely_share_of(&self, roles: &[Role]) -> f64 {
        let all: f64 = self.likely.iter().sum();
        roles
            .iter()
            .map(|role| self.likely[role.index()])
            .sum::<f64>()
            / all.max(1.0)
    }

    /// Minutes to speak the text at a speed in 字 a minute.
    pub fn minutes(&self, speed: f64) -> f64 {
        self.words as f64 / speed
    }
}
