//! The reports of a run as a whole: which share text, and what that means for each.

use std::io;

use super::alike::{self, Alike, Comparison};
use super::kept::{Kept, no_room};
use super::reviewer::Reviewer;
use super::targets::Targets;
use super::{compared, line};
use crate::audit::cache::Key;
use crate::audit::similar::{Identity, Similar, Terms, enter};
use crate::audit::{Found, Source};
use crate::cli::json_lines::JsonLines;
use crate::output::batch::Batch;
use crate::output::jsonl;

/// Holds the reports against each other, or takes over the `pairs` that were found elsewhere, and writes into the reports
/// what follows.
///
/// # Errors
/// Pairs that cannot be read, or a full disk.
pub(super) fn compare(
    reviewer: &Reviewer<'_>,
    found: &Found,
    pairs: Option<JsonLines>,
    kept: &mut Kept,
    (batch, targets): (&mut Batch, &mut Targets),
) -> Result<(), String> {
    let voice = reviewer.voice;
    let told = |similar: &Similar| {
        let names = (similar.a.path.as_str(), similar.b.path.as_str());
        targets.line(voice, &line(|out| jsonl::pair(out, names, Some(similar))));
    };
    let alike = match pairs {
        Some(pairs) => {
            let sources = kept.numbers.iter().map(|number| &found.sources[*number]);
            let names: Vec<String> = sources.map(Source::name).collect();
            let owners = |place: usize| owner(kept, place);
            let last = (kept.previous.as_slice(), reviewer.before, &owners as _);
            compared::read(voice, pairs, &names, last, told)?
        }
        None if kept.numbers.len() + reviewer.before.sketches.len() < 2 => return Ok(()),
        None => {
            held_together(reviewer, found, kept, told).map_err(|error| no_room(voice, &error))?
        }
    };
    batch.compared = true;
    batch.pairs = alike.pairs;
    batch.clusters = alike.clusters;
    let copied: Vec<(usize, (f64, String))> = alike.copied.into_iter().collect();
    let judges = kept.judges.clone();
    kept.amend(
        (voice, reviewer.arguments.jobs),
        &copied,
        |place, (share, other), record| {
            let checker = &reviewer.judges.all()[judges[place]];
            let terms = Terms {
                profile: checker.profile(),
                rules: checker.rules(),
                choice: checker.choice(),
                lang: voice.lang,
            };
            enter(record, terms, other, *share)
        },
        |before, after| {
            batch.summary.remove(before);
            batch.summary.add(after);
            let finding = after.diagnostics.first();
            targets.line(voice, &line(|out| jsonl::amended(out, after, finding)));
        },
    );
    Ok(())
}

/// Holds the reports against each other and against last year's.
fn held_together(
    reviewer: &Reviewer<'_>,
    found: &Found,
    kept: &mut Kept,
    told: impl FnMut(&Similar),
) -> io::Result<Alike> {
    let numbers = alike::with_last_year(&mut kept.index, reviewer.before);
    let owners = |place: usize| owner(kept, place);
    let identities = |place: usize| {
        let matched = &kept.entries[kept.numbers[place]].matched;
        let person = reviewer.register.person(matched);
        person.map_or_else(Identity::default, |person| Identity {
            units: vec![person.unit.clone()],
            names: vec![person.name.clone()],
        })
    };
    let boilerplate = kept.index.boilerplate();
    let key = boilerplate.iter().flat_map(|sample| sample.to_le_bytes());
    let key = Key::of("boilerplate", &[&key.collect::<Vec<u8>>()]);
    let mut comparer = reviewer.comparer.clone();
    comparer.set_boilerplate(boilerplate);
    let comparison = Comparison {
        comparer: &comparer,
        lang: reviewer.voice.lang,
        jobs: reviewer.arguments.jobs,
        known: reviewer.known,
        boilerplate: key,
        contents: &kept.contents,
        sources: kept
            .numbers
            .iter()
            .map(|number| &found.sources[*number])
            .collect(),
        identities: &identities,
        owners: &owners,
        previous: &kept.previous,
        before: reviewer.before,
    };
    comparison.run(&kept.index, &numbers, told)
}

/// Whose a report is, by place on the roster.
fn owner(kept: &Kept, place: usize) -> Option<usize> {
    let matched = &kept.entries[kept.numbers[place]].matched;
    matched.person().map(|found| found.person)
}
