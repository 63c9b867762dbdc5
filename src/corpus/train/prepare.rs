//! From annotated reports to chains: what is seen of each sentence, and the same reports with their headings taken away and
//! most of what is seen left out.

use std::collections::HashMap;

use super::crf::Chain;
use super::together::together;
use crate::corpus::{Annotated, Entry};
use crate::document::{Block, Document, MappedText};
use crate::ruleset::Rules;
use crate::structure::{Boundary, Draft, Manner, Model};

/// What the reports of a corpus show, once for all trainings on parts of it.
pub struct Prepared {
    /// Names of the features.
    pub names: Vec<String>,
    /// For each report the chain as it stands, then thinned ones without its headings.
    pub reports: Vec<Vec<Chain>>,
}

/// What a thinned report counts for beside the one that stands as it was written.
const THINNED: f64 = 0.5;

/// Looks at every report. The model is only needed to parse; its judgement is not used.
pub fn prepare(entries: &[&Entry], rules: &Rules, model: &Model) -> Prepared {
    let mut names = Names::default();
    let slogans: Vec<String> = entries
        .iter()
        .filter(|entry| entry.annotated.head.structure == "slogan")
        .flat_map(|entry| slogans(&entry.annotated))
        .collect();
    let mut next = 0;
    let mut joined = 0;
    let reports = entries
        .iter()
        .map(|entry| {
            let annotated = &entry.annotated;
            let mut look = |document: &Document| {
                let draft = Draft::new(document, rules, model);
                chain(&draft, annotated, &mut names)
            };
            let mut chains = vec![look(&annotated.document)];
            if !annotated.headings.is_empty() {
                chains.push(thinned(look(&flat(annotated))));
            }
            let telling = annotated.head.structure != "slogan" && !annotated.headings.is_empty();
            if telling && !slogans.is_empty() {
                let document = with_slogans(annotated, &slogans, &mut next);
                chains.push(thinned(look(&document)));
            }
            if let Some(document) = together(annotated, joined) {
                let mut chain = look(&document);
                chain.weight *= THINNED;
                chains.push(chain);
                joined += 1;
            }
            chains
        })
        .collect();
    Prepared {
        names: names.list,
        reports,
    }
}

#[derive(Default)]
struct Names {
    places: HashMap<String, u32>,
    list: Vec<String>,
}

impl Names {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.places.insert(name.to_owned(), place);
        self.list.push(name.to_owned());
        place
    }
}

/// How much of what is seen of a sentence a thinned chain keeps, 0 to 1.
const KEPT: f64 = 0.3;

/// A chain without most of what is seen of each sentence.
///
/// Strong signs (a heading, a frame word) keep the model from learning the weak ones, on which it must lean where a writer
/// it does not know uses none of the strong (Sutton, Sindelar, McCallum: Reducing Weight Undertraining, NAACL 2006).
fn thinned(mut chain: Chain) -> Chain {
    chain.weight *= THINNED;
    for (index, features) in (0u32..).zip(&mut chain.features) {
        // The same part in every training, another one in every sentence.
        let mixed = |feature: u32| {
            let mixed = feature.wrapping_mul(0x9e37_79b9) ^ index.wrapping_mul(0x85eb_ca6b);
            (mixed ^ mixed >> 15).wrapping_mul(0xc2b2_ae35)
        };
        features.retain(|(feature, _)| f64::from(mixed(*feature)) < KEPT * f64::from(u32::MAX));
    }
    chain
}

fn chain(draft: &Draft<'_>, annotated: &Annotated, names: &mut Names) -> Chain {
    let mut chain = Chain {
        weight: 1.0,
        ..Chain::default()
    };
    for (index, sentence) in draft.sentences.iter().enumerate() {
        let mut seen = Vec::new();
        draft.features(index, &mut |name, value| {
            seen.push((names.place(name), value));
        });
        chain.features.push(seen);
        chain.boundaries.push(draft.boundary(index));
        let source = draft.source_range(sentence.range.clone());
        chain
            .gold
            .push(annotated.role_at(source.start).map(|role| role.index()));
    }
    let manner = manner(&chain);
    if manner == Manner::Matters {
        chain.weight = MATTERS;
    }
    chain.manner = manner;
    chain
}

/// Changes of role within paragraphs, for each paragraph, from which on a report is told matter by matter.
const WITHIN: f64 = 1.5;
/// What a report told so counts for: they are few, and told apart from the others by little else than their changes.
const MATTERS: f64 = 3.0;

/// The manner that the annotated roles show.
fn manner(chain: &Chain) -> Manner {
    let (mut paragraphs, mut changes) = (1, 0);
    for (boundary, pair) in chain.boundaries.iter().skip(1).zip(chain.gold.windows(2)) {
        match boundary.plain() {
            Boundary::Paragraph | Boundary::Heading => paragraphs += 1,
            _ => changes += usize::from(pair[0] != pair[1]),
        }
    }
    if changes as f64 >= f64::from(paragraphs) * WITHIN {
        Manner::Matters
    } else {
        Manner::Parts
    }
}

/// The report as it would stand without headings on lines of their own.
fn flat(annotated: &Annotated) -> Document {
    let mut document = annotated.document.clone();
    let mut place = 0;
    document.blocks.retain(|_| {
        place += 1;
        !annotated
            .headings
            .iter()
            .any(|heading| heading.block == place - 1)
    });
    document
}

/// The report with top headings that name no role; their numbers stay.
fn with_slogans(annotated: &Annotated, slogans: &[String], next: &mut usize) -> Document {
    let mut document = annotated.document.clone();
    for heading in annotated
        .headings
        .iter()
        .filter(|heading| heading.level == 2)
    {
        rename(
            &mut document.blocks[heading.block],
            &slogans[*next % slogans.len()],
        );
        *next += 1;
    }
    document
}

/// Gives a heading other words; its number stays.
pub(super) fn rename(heading: &mut Block, words: &str) {
    let whole = heading.text.origin(0..heading.text.len());
    let words = format!("{}{words}", number(heading.text.as_str()));
    heading.text = MappedText::new();
    heading.text.push(&words, whole);
}

fn slogans(annotated: &Annotated) -> Vec<String> {
    let tops = annotated
        .headings
        .iter()
        .filter(|heading| heading.level == 2);
    tops.map(|heading| {
        let text = annotated.document.blocks[heading.block].text.as_str();
        text[number(text).len()..].to_owned()
    })
    .collect()
}

/// 一、 or （一） or 1. before the words of a heading.
fn number(text: &str) -> &str {
    let end = text.find(|character: char| {
        !"（）()〇一二三四五六七八九十、.．0123456789第部分 　".contains(character)
    });
    &text[..end.unwrap_or(0)]
}
